"""How well a set of questions is answered: figures by kind, each miss, gains and losses by a change."""

import fnmatch
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import QuestionsError, failing
from corpus.files import load_file
from index.answer import Answer

KEYS = {"q", "kind", "gold", "must", "where", "register", "known"}
FIGURES = ("top1", "top3", "must", "abstain", "false_refusal")
Ask = Callable[[str], Answer]
Text = Callable[[Answer], str]  # all that a person would see of an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuestion:
    """A question, the ids of which one must be cited first (none: it must be refused), what the answer must say.

    `gold` are id patterns in which * matches any characters; `must` is a regular expression looked for in the
    `where` part of the answer: headline or answer. `known` is what is wrong with the answer that it is known to get.
    """

    text: str
    kind: str
    gold: tuple[str, ...] = ()
    must: str = ""
    where: str = "answer"
    known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a question: each figure that applies to it, true or false, and what was cited."""

    question: GoldQuestion
    figures: dict[str, bool]
    cited: tuple[str, ...]
    headline: str

    @property
    def right(self) -> bool:
        """Whether nothing was wrong: first citation or refusal, and what it must say."""
        return all(value != (name == "false_refusal") for name, value in self.figures.items() if name != "top3")


def unexpected(outcomes: Iterable[Outcome]) -> list[str]:
    """The questions that are missed though no miss of them is known, and those that no longer are though one is."""
    told = {True: "is right, take its `known` out", False: "is missed"}
    rows = ((one.question, one.right) for one in outcomes if one.right == bool(one.question.known))
    return [f"{question.text}: {told[right]}" for question, right in rows]


def load_questions(path: Path) -> list[GoldQuestion]:
    """Read a set: a YAML list of {q, kind, gold, must, where, register, known}, or a folder of such files.

    Raises QuestionsError naming file and entry.
    """
    if path.is_dir():
        return [question for file in sorted(path.rglob("*.yaml")) for question in load_questions(file)]
    with (
        failing(QuestionsError, "corpus.not-utf-8", UnicodeDecodeError, file=path),
        failing(QuestionsError, "index.questions-unreadable", OSError, yaml.YAMLError, file=path),
    ):
        rows = load_file(path)
    if not isinstance(rows, list):
        raise QuestionsError("index.questions-list", file=path)
    return [_question(row, f"{path}: [{at}]") for at, row in enumerate(rows)]


def _question(row: Any, where: str) -> GoldQuestion:
    if not isinstance(row, dict) or not {"q", "kind"} <= set(row) <= KEYS:
        raise QuestionsError("index.question-keys", where=where)
    told = {"where": "headline"} if row["kind"] == "limit" else {}
    told |= {key: str(row[key]) for key in ("must", "where", "known") if row.get(key)}
    with failing(QuestionsError, "index.question-must", re.error, where=f"{where}.must"):
        re.compile(told.get("must", ""))
    return GoldQuestion(text=str(row["q"]), kind=str(row["kind"]), gold=tuple(row.get("gold") or ()), **told)


def score(question: GoldQuestion, answer: Answer, text: str) -> Outcome:
    """Judge an answer; `text` is all that a person would see of it."""
    ids = tuple(citation.id for citation in answer.citations)
    right = [answer.answered and any(fnmatch.fnmatchcase(i, pattern) for pattern in question.gold) for i in ids]
    if question.gold:
        figures = {"top1": any(right[:1]), "top3": any(right[:3]), "false_refusal": not answer.answered}
    else:
        figures = {"abstain": not answer.answered}
    if question.must:
        place = answer.headline if question.where == "headline" else text
        figures["must"] = bool(re.search(question.must, place, re.IGNORECASE))
    return Outcome(question=question, figures=figures, cited=ids, headline=answer.headline)


def report(outcomes: Sequence[Outcome], last: dict[str, bool]) -> list[str]:
    """Lines for people: each miss with what came instead, figures by kind, gains and losses against `last`."""
    lines = [miss(outcome) for outcome in outcomes if not outcome.right]
    kinds = dict.fromkeys(outcome.question.kind for outcome in outcomes)
    lines += [_row(kind, [o for o in outcomes if o.question.kind == kind]) for kind in kinds]
    lines.append(_row("all", outcomes))
    changed = [o for o in outcomes if last.get(o.question.text, o.right) != o.right]
    lines += [f"gained: {outcome.question.text}" for outcome in changed if outcome.right]
    return lines + [f"lost: {outcome.question.text}" for outcome in changed if not outcome.right]


def miss(outcome: Outcome) -> str:
    """A question that was missed: what came, and what should have."""
    got = ", ".join(outcome.cited[:2]) or "no answer"
    want = ", ".join(outcome.question.gold[:3]) or "no answer"
    said = f" | must say /{outcome.question.must}/" if not outcome.figures.get("must", True) else ""
    said += f" | known: {outcome.question.known}" if outcome.question.known else ""
    return f"{outcome.question.kind} | {outcome.question.text} | got {got}: {outcome.headline} | want {want}{said}"


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    """For each figure how many outcomes have it, of how many to which it applies."""
    told = {key: [one.figures[key] for one in outcomes if key in one.figures] for key in FIGURES}
    counts = ((key, sum(values), len(values)) for key, values in told.items() if values)
    shown = (f"{key} {a}/{b} = {100 * a / b:.1f}%" for key, a, b in counts)
    return f"{name:6} n={len(outcomes)} " + "  ".join(shown)


def run(path: Path, ask: Ask, text: Text) -> list[Outcome]:
    """Ask every question of a file and judge the answers."""
    asked = ((question, ask(question.text)) for question in load_questions(path))
    return [score(question, answer, text(answer)) for question, answer in asked]


def last_run(path: Path) -> dict[str, bool]:
    """Which questions of a file were answered rightly in the last run kept beside it; nothing where none was."""
    try:
        rows = json.loads(_beside(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(text): bool(right) for text, right in rows.items()} if isinstance(rows, dict) else {}


def keep_run(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Keep a run beside its file, for the next to be compared with; raises QuestionsError where it can't be."""
    rows = {outcome.question.text: outcome.right for outcome in outcomes}
    with failing(QuestionsError, "index.run-unkept", OSError, file=_beside(path)):
        _beside(path).write_text(json.dumps(rows, ensure_ascii=False, indent=0), encoding="utf-8")


def _beside(path: Path) -> Path:
    return path.with_suffix(".last.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """What came of the questions made of a document, by its short name: how many were asked, which missed their clause.

    Of `explained` ones another clause says as much: these aren't `missed`.
    """

    document: str
    asked: int
    missed: tuple[Outcome, ...]
    explained: tuple[Outcome, ...]

    @property
    def found(self) -> int:
        """How many found their clause, or one that says as much."""
        return self.asked - len(self.missed)

    @property
    def is_poor(self) -> bool:
        """Whether so few found theirs that the document is hardly read as it is meant."""
        return self.asked >= ENOUGH and 100 * self.found < FLOOR * self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How many questions were asked of both, and those whose answers are better, worse, or just others now.

    A question of a set with right answers is better or worse by these; any other by whether it is answered.
    `unread` is why the set of questions that the configuration names could not be asked; None where it could.
    `of_others` of the questions made of documents that stay as they are were asked too, which no longer find theirs are
    `unfound`; `own` is what came of those made of the documents that are new.
    """

    asked: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    moved: tuple[str, ...]
    unread: QuestionsError | None = None
    of_others: int = 0
    unfound: tuple[str, ...] = ()
    own: tuple[SelfTest, ...] = ()

    def over(self, margin: int) -> tuple[str, ...]:
        """The questions that get worse, where they are more than `margin` percent of all; else none."""
        return self.worst(margin)[0]

    def worst(self, margin: int) -> tuple[tuple[str, ...], int]:
        """The same with how many were asked: of the questions, of those made of other documents, of a new document.

        A new one's own count where most of them miss; those of others may be LOOSER percent, since rules make them.
        """
        poor = ((tuple(one.question.text for one in test.missed), test.asked) for test in self.own if test.is_poor)
        kinds = ((self.lost, self.asked, margin), (self.unfound, self.of_others, max(margin, LOOSER)))
        worse = ((lost, asked) for lost, asked, most in kinds if 100 * len(lost) > most * asked)
        return next(worse, next(poor, ((), self.asked)))


def effect(before: Ask, after: Ask, questions: Sequence[GoldQuestion], plain: Text) -> Effect:
    """Ask all questions of both; `plain` is all that a person would see of an answer."""
    gained, lost, moved = list[str](), list[str](), list[str]()
    for question in questions:
        old, new = before(question.text), after(question.text)
        was, now = _good(question, old, plain), _good(question, new, plain)
        if was != now:
            (gained if now else lost).append(question.text)
        elif [citation.id for citation in old.citations[:1]] != [citation.id for citation in new.citations[:1]]:
            moved.append(question.text)
    return Effect(asked=len(questions), gained=tuple(gained), lost=tuple(lost), moved=tuple(moved))


def _good(question: GoldQuestion, answer: Answer, plain: Text) -> bool:
    return answer.answered if question.kind == ASKED else score(question, answer, plain(answer)).right


ENOUGH, FLOOR = 10, 50  # questions made of a document, and percent of them that must find their clause
LOOSER = 10  # percent of those made of other documents that may be lost
ASKED = "asked"  # the kind of a question that somebody asked, whose right answer nobody told
