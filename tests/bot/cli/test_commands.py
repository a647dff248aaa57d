"""The program as it is started: what it prints, in which order, with which exit status, and what it leaves alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from program import Program

import bot
from bot.__main__ import main
from handlers.rendering import text as render
from index.engine import Engine

ROOT = Path(bot.__path__[0]).parent
UNITS: dict[str, str] = json.loads((Path(__file__).parents[2] / "data" / "units.json").read_text(encoding="utf-8"))
QUESTION = "seksi mana yang mengurus sub domain?"
CITED = "tupoksi-tik-ntb/seksi-infrastruktur/tugas-15"
ANSWER_KEYS = ["question", "answered", "headline", "answer", "citations", "outcome", "near", "by", "suggestions"]
CITATION_KEYS = ["id", "label", "formal", "quote", "sha256"]
LIMIT_KEYS = ["document", "level", "type", "parent", "body", "bound", "count", "citations"]


def bare(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())


def test_ask_prints_headline_clause_and_citation(program: Program) -> None:
    with program.start("ask", QUESTION) as process:
        output, errors = process.communicate(timeout=30)
    lines = output.splitlines()
    assert process.returncode == 0
    assert lines[0].startswith("Seksi Infrastruktur TIK")
    assert "nama domain dan sub domain" in lines[2]
    assert lines[3].endswith("tugas angka 15")
    assert errors == ""


def test_a_clause_is_quoted_with_its_dash_that_the_file_has_in_a_wrong_encoding(program: Program) -> None:
    (row,) = program.rows("ask", "--json", "internet access in public spaces")
    (cited,) = row["citations"]
    assert cited["id"] == "tupoksi-tik-ntb/seksi-infrastruktur/tugas-13"
    assert cited["quote"] == UNITS[cited["id"]]
    assert "tempat – tempat strategis" in cited["quote"]
    assert cited["quote"] in row["answer"]
    assert "…" not in row["answer"]


def test_ask_takes_the_words_of_a_question_without_quotes_too(program: Program, shipped: Engine) -> None:
    assert program.run("ask", *QUESTION.split())[0] == render.plain(shipped.ask(QUESTION)) + "\n"


def test_ask_json_is_one_object_with_these_keys(program: Program) -> None:
    (row,) = program.rows("ask", "--json", QUESTION)
    assert list(row) == ANSWER_KEYS
    assert all(list(citation) == CITATION_KEYS for citation in row["citations"])
    assert (row["question"], row["answered"], row["citations"][0]["id"]) == (QUESTION, True, CITED)
    assert row["headline"] in row["answer"]
    assert row["citations"][0]["quote"] in row["answer"]
    assert re.fullmatch(r"[0-9a-f]{64}", row["citations"][0]["sha256"])


def test_an_honest_no_is_no_failure(program: Program) -> None:
    (row,) = program.rows("ask", "--json", "resep ayam taliwang")
    assert (row["answered"], row["citations"]) == (False, [])
    assert row["suggestions"]


def test_questions_on_standard_input_are_answered_one_a_line_in_order(program: Program) -> None:
    questions = ["pasal 22", "", "psl 12(3)", "   ", "siapa yg ngatur bandwidht", "pasal 22"]
    rows = program.rows("ask", "--json", "-", given="\n".join(questions) + "\n")
    assert [row["question"] for row in rows] == questions
    assert [row["answered"] for row in rows] == [True, False, True, False, True, True]
    assert rows[0] == rows[-1]


def test_each_answer_is_there_before_the_next_question(program: Program) -> None:
    with program.start("ask", "--json", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        too_late = threading.Timer(20, process.kill)
        too_late.start()
        for question in ("pasal 22", "", QUESTION):
            process.stdin.write(question + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline() or "{}").get("question") == question
        process.stdin.close()
        assert process.stdout.read() == ""
        too_late.cancel()
    assert process.returncode == 0


def test_a_question_is_any_bytes_and_the_last_needs_no_line_end(program: Program) -> None:
    rows = program.rows("ask", "--json", "-", given=b"\xff\xfe bandwidth \x00\npasal 22\r\npasal 21")
    assert len(rows) == 3
    assert [row["question"] for row in rows[1:]] == ["pasal 22", "pasal 21"]


def test_quotes_and_dollar_signs_survive(program: Program) -> None:
    question = '--json it\'s "$HOME" `id` $(id) \\n && b | c > d; 50% {x} %s #1'
    (row,) = program.rows("ask", "--json", "--", question)
    assert row["question"] == question


@pytest.mark.parametrize("question", ['it\'s "$HOME" $$ `id` $(id) #1 \\n', "-h"])
def test_make_ask_passes_the_question_on_as_typed(
    program: Program, shipped: Engine, tmp_path: Path, question: str
) -> None:
    """Make with this Python, its set-up taken as done."""
    (tmp_path / ".installed").touch()
    made = subprocess.run(
        ["/usr/bin/env", "make", "--no-print-directory", "ask", f"Q={question}", f"VENV={tmp_path}",
         f"BIN={Path(sys.executable).parent}"],
        cwd=ROOT, env=program.environment, capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert made.stdout == render.plain(shipped.ask(question)) + "\n"


def test_units_gives_every_citable_unit_with_its_text(program: Program) -> None:
    rows = program.rows("units", "--json")
    assert all(list(row) == ["id", "label", "text"] for row in rows)
    texts = {row["id"]: bare(row["text"]) for row in rows}
    assert len(texts) == len(rows)
    printed = {unit: bare(text) for unit, text in UNITS.items()}
    assert [unit for unit in printed if unit not in texts] == []
    assert [unit for unit, text in printed.items() if text not in texts[unit]] == []
    assert all(row["text"].strip() for row in rows)


def test_units_in_plain_text_is_an_id_and_a_label_a_line(program: Program) -> None:
    lines = program.run("units")[0].splitlines()
    assert "pm-14-2016/pasal-12/ayat-3\tPasal 12 ayat (3)" in lines
    assert all(line.count("\t") == 1 for line in lines)


def test_limits_gives_24_rows_with_these_keys(program: Program) -> None:
    rows = program.rows("limits", "--json")
    assert len(rows) == 24
    assert all(list(row) == LIMIT_KEYS for row in rows)
    assert all(set(row["citations"]) <= set(UNITS) for row in rows)
    assert {row["bound"] for row in rows} == {"at most", "exactly"}


def test_chat_answers_what_is_typed_until_the_input_ends_and_follows_up(program: Program) -> None:
    given = f"berapa bidang di dinas provinsi tipe A?\n\n   \nkalau tipe B?\n{QUESTION}"
    output, errors = program.run("chat", given=given)
    assert output.index("4 bidang") < output.index("3 bidang") < output.index("tugas angka 15")
    assert errors == ""


def test_chat_json_answers_turn_by_turn_and_an_empty_line_begins_anew(program: Program) -> None:
    given = "berapa bidang di dinas provinsi tipe A?\nkalau tipe B?\n\nkalau tipe B?\n"
    rows = program.rows("chat", "--json", "-", given=given)
    assert [row["by"] for row in rows[:2]] == ["limit", "limit"]
    assert ["4 bidang" in rows[0]["headline"], "3 bidang" in rows[1]["headline"]] == [True, True]
    assert len(rows) == 3
    assert rows[2]["headline"] != rows[1]["headline"]


def test_an_answer_tells_who_gave_it_and_what_came_of_the_question(program: Program) -> None:
    rows = program.rows("ask", "--json", "-", given="pasal 22\nresep ayam taliwang\n\n")
    assert [(row["by"], row["outcome"]) for row in rows[:2]] == [("clause", "answer"), ("refusal", "no answer")]
    assert len(rows) == 3


def test_ask_explain_prints_words_answerers_and_choice(program: Program) -> None:
    lines = program.run("ask", "--explain", "siapa urus sub domain")[0].splitlines()
    assert lines[0].split() == ["siapa", "asks:", "who"]
    assert lines[-1].startswith("chosen: duty")


def test_index_says_what_it_holds(program: Program) -> None:
    lines = program.run("index")[0].splitlines()
    assert [line.split(":")[0] for line in lines if not line.startswith(" ")] == ["pm-14-2016", "tupoksi-tik-ntb"]
    assert all(re.search(r"\d+ units", line) for line in lines if not line.startswith(" "))


def test_units_index_and_the_list_of_documents_count_the_same(program: Program) -> None:
    listed = Counter(line.partition("\t")[0].partition("/")[0] for line in program.run("units")[0].splitlines())
    told = re.findall(r"^(\S+): (\d+) units", program.run("index")[0], re.MULTILINE)
    assert {name: int(count) for name, count in told} == listed
    assert {row["id"]: row["clauses"] for row in program.rows("documents", "--json")} == listed


def test_eval_prints_misses_and_figures_by_kind(program: Program) -> None:
    path = program.folder / "questions.yaml"
    path.write_text(
        "- {q: pasal 22, kind: pasal, gold: [pm-14-2016/pasal-22]}\n"
        "- {q: pasal 21, kind: pasal, gold: [pm-14-2016/pasal-22]}\n"
        "- {q: resep ayam taliwang, kind: oos}\n",
        encoding="utf-8",
    )
    lines = program.run("eval", str(path))[0].splitlines()
    assert lines[0].startswith("pasal | pasal 21 | got pm-14-2016/pasal-21")
    assert [line.split()[0] for line in lines[1:]] == ["pasal", "oos", "all"]
    assert "top1 1/2 = 50.0%" in lines[1]
    assert "abstain 1/1 = 100.0%" in lines[2]


def test_eval_asks_questions_made_of_the_documents(program: Program) -> None:
    lines = program.run("eval", "--documents")[0].splitlines()
    told = [re.match(r"(.+): (\d+) of (\d+) found", line) for line in lines if not line.startswith("  ")]
    assert [match[1] for match in told if match] == ["Permenkominfo 14/2016", "Tupoksi Bidang TIK NTB"]
    missed = [line for line in lines if line.startswith("  ")]
    assert len(missed) == sum(int(match[3]) - int(match[2]) for match in told if match)
    assert all(" | want " in line for line in missed)


@pytest.mark.parametrize(
    "arguments", [[], ["ask"], ["ask", "--json"], ["answer", "x"], ["units", "x"], ["ask", "--xml", "x"], ["--config"]]
)
def test_wrong_use_exits_2_and_says_how(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    output, errors = capsys.readouterr()
    assert (caught.value.code, output) == (2, "")
    assert errors.startswith("usage: tanyapasal")


def test_a_command_that_is_none_exits_2_when_started(program: Program) -> None:
    with program.start("answer") as process:
        assert "usage: tanyapasal" in process.communicate(timeout=30)[1]
    assert process.returncode == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("toke: x\n", "did you mean token?", id="unknown-key"),
        pytest.param("a: [\n", "tanyapasal.yaml:", id="no-yaml"),
    ],
)
def test_a_broken_configuration_exits_1_with_one_line(program: Program, text: str, said: str) -> None:
    (program.folder / "tanyapasal.yaml").write_text(text, encoding="utf-8")
    output, errors = program.run("ask", QUESTION, status=1)
    assert output == ""
    assert said in errors
    assert len(errors.splitlines()) == 1


def test_a_broken_document_exits_1_with_one_line_that_names_it(program: Program) -> None:
    folder = program.folder / "documents"
    folder.mkdir()
    (folder / "manifest.yaml").write_text("documents:\n  - {id: x, file: x.txt, profile: peraturan}\n", "utf-8")
    (program.folder / "tanyapasal.yaml").write_text("documents: documents\n", encoding="utf-8")
    output, errors = program.run("ask", QUESTION, status=1)
    assert (output, len(errors.splitlines())) == ("", 1)
    assert "x.txt" in errors


def test_a_data_folder_that_cannot_be_written_exits_1_and_names_the_variable(program: Program) -> None:
    (program.folder / "file").touch()
    program.environment["TANYAPASAL_DATA"] = str(program.folder / "file" / "data")
    output, errors = program.run("ask", QUESTION, status=1)
    assert (output, len(errors.splitlines())) == ("", 1)
    assert "TANYAPASAL_DATA" in errors


def test_run_without_a_token_exits_1_and_says_where_to_get_one(program: Program) -> None:
    output, errors = program.run("run", status=1)
    assert (output, len(errors.splitlines())) == ("", 1)
    assert "TANYAPASAL_TOKEN" in errors
    assert "BotFather" in errors


def test_a_reader_that_stops_reading_is_no_failure(program: Program) -> None:
    with program.start("units", "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (0, "")


def test_ask_waits_for_nothing_that_it_does_not_need(program: Program) -> None:
    program.run("ask", "pasal 22")  # the index is there
    code = (
        "import sys; from bot.__main__ import main; "
        "status = main(['ask', 'pasal 22']); "
        "print([name for name in ('telegram', 'httpx', 'rank_bm25') if name in sys.modules]); "
        "sys.exit(status)"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=program.folder, env=program.environment, capture_output=True, text=True,
        timeout=30, check=True,
    )  # fmt: skip
    assert process.stdout.splitlines()[-1] == "[]"


def test_200_questions_are_answered_within_10_seconds(program: Program, shipped: Engine) -> None:
    questions = [f"siapa yang mengurus {topic} tipe {kind}" for topic in UNITS for kind in "AB"][:200]
    began = time.perf_counter()
    rows = program.rows("ask", "--json", "-", given="\n".join(questions) + "\n")
    assert len(rows) == 200
    assert time.perf_counter() - began < 10
