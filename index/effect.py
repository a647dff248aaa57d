"""What a change does to questions: which get an answer that had none, which lose theirs, which get another clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.errors import QuestionsError
from index.answer import Answer
from index.score import Question, score

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How many questions were asked of both, and those whose answers are better, worse, or just others now.

    A question of a set with right answers is better or worse by these; any other by whether it is answered.
    `unread` is why the set of questions that the configuration names could not be asked; None where it could.
    """

    asked: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    moved: tuple[str, ...]
    unread: QuestionsError | None = None

    def over(self, margin: int) -> tuple[str, ...]:
        """The questions that get worse, where they are more than `margin` percent of all; else none."""
        return self.lost if 100 * len(self.lost) > margin * self.asked else ()


def effect(before: Ask, after: Ask, questions: Sequence[Question], plain: Callable[[Answer], str]) -> Effect:
    """Ask all questions of both; `plain` is all that a person would see of an answer."""
    gained, lost, moved = list[str](), list[str](), list[str]()
    for question in questions:
        old, new = before(question.text), after(question.text)
        was, now = _good(question, old, plain), _good(question, new, plain)
        if now and not was:
            gained.append(question.text)
        elif was and not now:
            lost.append(question.text)
        elif _first(old) != _first(new):
            moved.append(question.text)
    return Effect(asked=len(questions), gained=tuple(gained), lost=tuple(lost), moved=tuple(moved))


def _good(question: Question, answer: Answer, plain: Callable[[Answer], str]) -> bool:
    if question.kind == ASKED:
        return answer.answered
    return score(question, answer, plain(answer)).right


def _first(answer: Answer) -> str:
    return answer.citations[0].id if answer.citations else ""


ASKED = "asked"  # the kind of a question that somebody asked, whose right answer nobody told
