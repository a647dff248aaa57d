"""The questions that people ask get the right clause first, word for word; what the documents lack is refused."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import QuestionsError
from corpus.manifest import DOCUMENTS
from handlers.rendering import text as render
from index.answer import Answer
from index.engine import Engine
from index.evaluation import score
from index.evaluation.score import GoldQuestion, Outcome, load_questions

# In percent, a row a kind of question: the first citation is right, the words that must be said are; for kinds that the
# documents hold no answer to, how many are refused. Raise a floor with each gain, never lower one.
FLOORS: dict[str, dict[str, float]] = {
    "en": {"top1": 98, "must": 100},
    "ntb": {"top1": 98, "must": 98},
    "reg": {"top1": 99, "must": 100},
    "limit": {"top1": 98, "must": 98},
    "pasal": {"top1": 98, "must": 98},
    "def": {"top1": 98, "must": 98},
    "meta": {"top1": 96, "must": 95},
    "typo": {"top1": 98, "must": 95},
    "slang": {"top1": 97, "must": 97},
    "none": {"abstain": 98, "must": 98},
    "oos": {"abstain": 98},
}
MOST_FALSE_REFUSALS = 1.0  # percent of the questions that the documents answer
MIN_QUESTIONS = 150

QUESTIONS = load_questions(Path(__file__).parents[2] / "questions.yaml")
KINDS = sorted({question.kind for question in QUESTIONS})


@pytest.fixture(scope="module")
def answers(shipped: Engine) -> list[Answer]:
    return [shipped.ask(question.text) for question in QUESTIONS]


@pytest.fixture(scope="module")
def outcomes(answers: list[Answer]) -> list[Outcome]:
    return [
        score.score(question, answer, render.plain(answer)) for question, answer in zip(QUESTIONS, answers, strict=True)
    ]


def bare(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())


def test_the_set_is_large_and_sound() -> None:
    assert len(QUESTIONS) >= MIN_QUESTIONS
    assert set(FLOORS) == set(KINDS)
    texts = [question.text for question in QUESTIONS]
    assert len(set(texts)) == len(texts)
    for question in QUESTIONS:
        re.compile(question.must)
        assert question.where in ("headline", "answer")
        assert bool(question.gold) == (question.kind not in ("none", "oos")), question.text


def test_every_right_citation_is_of_a_unit_that_is_there(shipped: Engine) -> None:
    ids = [unit.id for unit in shipped.knowledge.store.units()]
    assert [gold for question in QUESTIONS for gold in question.gold if not fnmatch.filter(ids, gold)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_reaches_its_floors(outcomes: list[Outcome], kind: str) -> None:
    rows = [outcome for outcome in outcomes if outcome.question.kind == kind]
    figures = {name: 100 * true / of for name, (true, of) in score.figures(rows).items()}
    low = {name: (round(figures[name], 1), floor) for name, floor in FLOORS[kind].items() if figures[name] < floor}
    assert not low, "\n".join([str(low), *score.report(rows, {})])


def test_few_are_refused_that_the_documents_answer(outcomes: list[Outcome]) -> None:
    refused, of = score.figures(outcomes)["false_refusal"]
    assert 100 * refused / of <= MOST_FALSE_REFUSALS, "\n".join(score.report(outcomes, {}))


def test_every_quote_is_a_cut_of_the_unit_that_it_cites_and_of_the_source(
    shipped: Engine, answers: list[Answer]
) -> None:
    """By letters and digits; `…` stands where a skip was taken out, or a long text cut."""
    files = [path for path in DOCUMENTS.iterdir() if path.suffix != ".yaml"]
    source = bare("".join(path.read_text(encoding="utf-8").replace("â€“", "") for path in files))
    quotes = {(citation.id, citation.quote) for answer in answers for citation in answer.citations}
    assert len(quotes) > 200
    for cited, quote in sorted(quotes):
        unit = shipped.knowledge.store.by_id(cited)
        assert unit is not None, cited
        parts = [bare(part) for part in quote.split("…") if bare(part)]
        assert parts, cited
        assert all(part in bare(unit.text) and part in source for part in parts), (cited, quote)


def test_an_answer_is_whole(answers: list[Answer]) -> None:
    for question, answer in zip(QUESTIONS, answers, strict=True):
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
