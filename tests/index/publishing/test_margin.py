"""What makes more questions worse than may is refused, with their names, until it is confirmed; by shell too."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from botapi import BotApi
from pressing import keys
from running import running_bot
from uploading import ACT, ADMIN, HOME, WORDS, asks, presses, sends

from bot.__main__ import main
from corpus.manifest import DOCUMENTS
from index.office.office import Office
from index.publishing.generations import open_engine

LOAN, BANDWIDTH = "berapa lama peminjaman buku?", "siapa yang mengurus bandwidth?"
SET = f"""
- {{q: "{LOAN}", kind: limit, gold: [pergub-ntb-51-2031/pasal-2/ayat-2]}}
- {{q: "{BANDWIDTH}", kind: who, gold: ["*"]}}
"""
WITHOUT = ACT.replace("(2) Peminjaman buku paling lama 14 (empat belas) hari.\n", "")
ANYWAY = WORDS.publish_anyway(count=1)


@pytest.fixture
def data(built: Path) -> Path:
    return built


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DOCUMENTS, tmp_path / "documents"))


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(SET, encoding="utf-8")
    return path


@pytest.fixture
def api(data: Path, documents: Path, questions: Path) -> Iterator[BotApi]:
    engine = open_engine(data, HOME, documents)
    with (
        BotApi() as api,
        running_bot(api, engine, data=data, documents=documents, questions=questions, admins=frozenset({ADMIN.id})),
    ):
        yield api


def forced(data: Path) -> list[tuple[str, object]]:
    """What the audit says was done, and of how many questions that got worse."""
    office = Office(data)
    rows = [
        (str(row["action"]), (json.loads(str(row["after"])) or {}).get("forced"))
        for row in office.rows("SELECT * FROM audit")
    ]
    office.close()
    return rows


def test_a_document_that_loses_an_answer_is_published_when_confirmed_only(api: BotApi, data: Path) -> None:
    assert WORDS.preview_worse(count=1, margin=2) not in sends(api, "pergub.txt", ACT.encode(), "Pratinjau")
    presses(api, WORDS.draft_publish, "Diterbitkan")
    assert WORDS.preview_worse(count=1, margin=2) in sends(api, "pergub-baru.txt", WITHOUT.encode(), "Pratinjau")
    refused = presses(api, WORDS.draft_publish, "Tidak diterbitkan: 1 dari 2")
    assert f"• {LOAN}" in refused
    assert "14 (empat belas) hari" in asks(api, LOAN)
    sends(api, "pergub-baru.txt", WITHOUT.encode(), "Pratinjau")
    presses(api, WORDS.draft_publish, "Tidak diterbitkan")
    presses(api, ANYWAY, "Diterbitkan")
    assert "14 (empat belas) hari" not in asks(api, LOAN)
    assert forced(data) == [("add", None), ("replace", 1)]


def test_documents_read_anew_are_answered_from_when_confirmed_only(api: BotApi, documents: Path, data: Path) -> None:
    path = documents / "tupoksi-bidang-tik-ntb.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("bandwi", "saluran"), encoding="utf-8")
    assert f"• {BANDWIDTH}" in asks(api, "/reindeks")
    presses(api, ANYWAY, "Dokumen dibaca ulang")
    assert forced(data) == [("reindex", 1)]


@pytest.mark.parametrize("content", [None, "- {q: a, kind\n"])
def test_without_questions_to_ask_it_is_confirmed_too(
    api: BotApi, data: Path, questions: Path, content: str | None
) -> None:
    questions.write_text(content) if content else questions.unlink()
    preview = sends(api, "pergub.txt", ACT.encode(), "Pratinjau")
    assert WORDS.preview_untested in preview
    assert "questions.yaml: " in preview
    assert "questions.yaml: " in presses(api, WORDS.draft_publish, "Belum diterbitkan")
    presses(api, WORDS.publish_untested, "Diterbitkan")
    assert forced(data) == [("add", "untested")]


def test_a_refusal_that_is_too_long_for_a_message_is_sent_in_two(api: BotApi, data: Path, questions: Path) -> None:
    rows = [
        f'- {{q: "{"😀" * (60 + n)} {LOAN}", kind: limit, gold: [pergub-ntb-51-2031/pasal-2/ayat-2]}}\n'
        for n in range(35)
    ]
    questions.write_text("".join(rows), encoding="utf-8")
    sends(api, "pergub.txt", ACT.encode(), "Pratinjau")
    presses(api, WORDS.draft_publish, "Diterbitkan")
    sends(api, "pergub-baru.txt", WITHOUT.encode(), "Pratinjau")
    presses(api, WORDS.draft_publish, "Tidak diterbitkan: 35 dari 35")
    anyway = WORDS.publish_anyway(count=35)  # under the second
    api.wait_until(lambda: anyway in keys(api, ADMIN.place), "the button")
    presses(api, anyway, "Diterbitkan")
    assert not api.made("sendMessage", 400)


def test_the_command_line_wants_to_be_told(
    tmp_path: Path, data: Path, questions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANYAPASAL_DATA", str(data))
    monkeypatch.setenv("TANYAPASAL_QUESTIONS", str(questions))
    (tmp_path / "lama.txt").write_text(ACT, encoding="utf-8")
    (tmp_path / "baru.txt").write_text(WITHOUT, encoding="utf-8")
    assert main(["add", "lama.txt"]) == 0
    kept = sorted((data / "documents").iterdir())
    assert main(["add", "baru.txt"]) == 1
    assert f"margin_percent (2) allows: {LOAN}" in capsys.readouterr().err
    assert sorted((data / "documents").iterdir()) == kept
    assert main(["add", "baru.txt", "--force"]) == 0
    assert forced(data) == [("add", None), ("replace", 1)]
