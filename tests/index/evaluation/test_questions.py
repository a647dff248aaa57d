"""The questions that people ask get the right clause first, word for word; what the documents lack is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from gold import FOLDER, QUESTIONS, SAMPLE, astray

from corpus.errors import QuestionsError
from corpus.manifest import DOCUMENTS
from handlers.rendering import text as render
from index.answer import Answer
from index.engine import Engine
from index.evaluation import score
from index.evaluation.score import GoldQuestion, Outcome, load_questions


@pytest.fixture(scope="module")
def answers(shipped: Engine) -> list[Answer]:
    return [shipped.ask(question.text) for question in SAMPLE]


@pytest.fixture(scope="module")
def outcomes(answers: list[Answer]) -> list[Outcome]:
    return [
        score.score(question, answer, render.plain(answer)) for question, answer in zip(SAMPLE, answers, strict=True)
    ]


def bare(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())


def test_the_set_is_sound() -> None:
    texts = [question.text for question in QUESTIONS]
    assert len(set(texts)) == len(texts)
    for question in QUESTIONS:
        assert question.where in ("headline", "answer")
        assert bool(question.gold) == (question.kind not in ("none", "oos")), question.text


def test_files_are_by_document_and_kind() -> None:
    for file in FOLDER.rglob("*.yaml"):
        questions = load_questions(file)
        assert {question.kind for question in questions} == {file.stem}
        documents = {gold.partition("/")[0] for question in questions for gold in question.gold}
        assert documents == ({file.parent.name} - {"none"}), file


def test_every_right_citation_is_of_a_unit_that_is_there(shipped: Engine) -> None:
    assert astray(shipped, QUESTIONS) == []


def test_a_sample_is_answered_rightly_but_for_the_misses_that_are_known(outcomes: list[Outcome]) -> None:
    """The whole set is asked by `make eval`."""
    assert score.unexpected(outcomes) == [], "\n".join(score.report(outcomes, {}))


def test_every_quote_is_a_cut_of_the_unit_that_it_cites_and_of_the_source(
    shipped: Engine, answers: list[Answer]
) -> None:
    """By letters and digits; `…` stands where a skip was taken out, or a long text cut."""
    files = [path for path in DOCUMENTS.iterdir() if path.suffix != ".yaml"]
    source = bare("".join(path.read_text(encoding="utf-8").replace("â€“", "") for path in files))
    quotes = {(citation.id, citation.quote) for answer in answers for citation in answer.citations}
    assert len(quotes) > 150
    for cited, quote in sorted(quotes):
        unit = shipped.knowledge.store.by_id(cited)
        assert unit is not None, cited
        parts = [bare(part) for part in quote.split("…") if bare(part)]
        assert parts, cited
        assert all(part in bare(unit.text) and part in source for part in parts), (cited, quote)


def test_an_answer_is_whole(answers: list[Answer]) -> None:
    for question, answer in zip(SAMPLE, answers, strict=True):
        assert answer.question == question.text
        assert answer.headline.strip()
        assert answer.answered == bool(answer.citations)
        assert len({citation.id for citation in answer.citations}) == len(answer.citations)
        assert not answer.answered or not answer.suggestions


GOLD = ("pm-14-2016/pasal-22",)
RIGHT = {"top1": True, "top3": True, "false_refusal": False}
WRONG = {"top1": False, "top3": False, "false_refusal": False}
JUDGED = [
    pytest.param(GOLD, "6 (enam)", "answer", {**RIGHT, "must": True}, id="right"),
    pytest.param(("pm-14-2016/pasal-2",), "", "answer", WRONG, id="wrong"),
    pytest.param(("pm-14-2016/pasal-2*",), "", "answer", RIGHT, id="star"),
    pytest.param(GOLD, "6 (enam)", "headline", {**RIGHT, "must": False}, id="not-in-the-headline"),
    pytest.param((), "", "answer", {"abstain": False}, id="not-refused"),
]


@pytest.mark.parametrize(("gold", "must", "where", "figures"), JUDGED)
def test_an_answer_is_judged(
    shipped: Engine, gold: tuple[str, ...], must: str, where: str, figures: dict[str, bool]
) -> None:
    answer = shipped.ask("pasal 22")
    question = GoldQuestion(text="pasal 22", kind="pasal", gold=gold, must=re.escape(must), where=where)
    assert score.score(question, answer, render.plain(answer)).figures == figures


def test_a_refusal_is_judged(shipped: Engine) -> None:
    answer = shipped.ask("resep ayam taliwang")
    right = score.score(GoldQuestion(text="x", kind="oos"), answer, render.plain(answer))
    wrong = score.score(GoldQuestion(text="x", kind="ntb", gold=GOLD), answer, render.plain(answer))
    assert (right.figures, right.right) == ({"abstain": True}, True)
    assert (wrong.figures, wrong.right) == ({"top1": False, "top3": False, "false_refusal": True}, False)


def test_a_miss_is_unexpected_that_is_not_known_and_a_known_one_that_is_none(shipped: Engine) -> None:
    answer = shipped.ask("pasal 22")
    told = [
        (GoldQuestion(text=text, kind="pasal", gold=gold, known=known))
        for text, gold, known in [("a", GOLD, ""), ("b", GOLD, "cites x"), ("c", ("x",), ""), ("d", ("x",), "cites y")]
    ]
    outcomes = [score.score(question, answer, "") for question in told]
    assert score.unexpected(outcomes) == ["b: is right, take its `known` out", "c: is missed"]
    assert score.report(outcomes, {})[1].endswith("known: cites y")


def ask_with(answer: Answer) -> Callable[[str], Answer]:
    return lambda question: answer


def test_a_run_tells_what_was_gained_and_lost_since_the_last(shipped: Engine, tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text("- {q: pasal 22, kind: a, gold: [pm-14-2016/pasal-22]}\n- {q: resep, kind: b}\n", encoding="utf-8")
    cited, refused = ask_with(shipped.ask("pasal 22")), ask_with(shipped.ask("resep ayam taliwang"))
    assert score.last_run(path) == {}
    first = score.run(path, cited, render.plain)
    assert [line for line in score.report(first, {}) if "gained" in line or "lost" in line] == []
    score.keep_run(path, first)
    lines = score.report(score.run(path, refused, render.plain), score.last_run(path))
    assert lines[-2:] == ["gained: resep", "lost: pasal 22"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("q: x", "must be a list", id="no-list"),
        pytest.param("- {q: x}", "[0]: needs q and kind", id="no-kind"),
        pytest.param("- {q: x, kind: y}\n- {q: x, kind: y, golds: []}", "[1]", id="unknown-key"),
        pytest.param("- {q: x, q: y, kind: z}", "stands twice", id="key-twice"),
        pytest.param("- [", "can't be read", id="no-yaml"),
    ],
)
def test_a_set_that_is_not_valid_is_told_by_its_place(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionsError) as caught:
        load_questions(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert place in str(caught.value)


def test_a_set_that_is_not_utf_8_is_told_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_bytes(b"- {q: caf\xe9, kind: y}\n")
    with pytest.raises(QuestionsError, match=r"questions\.yaml: is not UTF-8") as caught:
        load_questions(path)
    assert caught.value.reason.text("id").startswith(f"{path}: bukan UTF-8")


def test_a_missing_set_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=r"none\.yaml"):
        load_questions(tmp_path / "none.yaml")
