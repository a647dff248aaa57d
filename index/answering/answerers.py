"""Who answers: the list of answerers in their order. The first that has something gives the answer.

Each is a function of what was asked to an answer, or None where it has none. The order is the precedence: what points
at a clause before what only speaks of a topic, what no document can hold before what shares words with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.answer import Answer
from index.answering import duty, limit, lookup, refusal
from index.knowledge import Knowledge
from index.query.query import Query, Reference
from index.scope.named import Mention
from index.search import Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedQuestion:
    """A question as answerers are given it.

    `query` lacks the words that `reference` took up, `whole` has them; `mention` is the unit that it names; `allowed`
    are the units that its scope leaves.
    """

    knowledge: Knowledge
    query: Query
    whole: Query
    reference: Reference
    mention: Mention | None
    allowed: Mask


@dataclass(frozen=True, slots=True)
class Answerer:
    """One way to answer, by the name that its answers carry."""

    name: str
    answer: Callable[[PlacedQuestion], Answer | None]


def _pointed(a: PlacedQuestion) -> Answer | None:
    return lookup.clause(a.knowledge, a.query, a.reference, None) if a.query.meant is not None else None


def _clause(a: PlacedQuestion) -> Answer | None:
    return lookup.clause(a.knowledge, a.whole, a.reference, a.mention)


def _unit(a: PlacedQuestion) -> Answer | None:
    return duty.of_unit(a.knowledge, a.query, a.mention) if a.mention else None


def _gate(gate: Callable[[Knowledge, Query, Reference], Answer | None]) -> Callable[[PlacedQuestion], Answer | None]:
    return lambda a: gate(a.knowledge, a.query, a.reference)


ANSWERERS = (
    Answerer("pointed", _pointed),  # a follow-up means one clause, whatever its words are
    *(Answerer(name, _gate(gate)) for name, gate in refusal.GATES.items()),  # what no document can hold
    Answerer("status", lambda a: lookup.in_force(a.knowledge, a.query, a.reference)),
    Answerer("particulars", lambda a: lookup.particulars(a.knowledge, a.whole, a.query, a.reference)),
    Answerer("clause", _clause),  # behind particulars: "PP 18/2016 di mengingat nomor berapa" names no clause of it
    Answerer("part", lambda a: lookup.part(a.knowledge, a.query, a.reference)),
    Answerer("definition", lambda a: lookup.definition(a.knowledge, a.query, a.reference.documents)),
    Answerer("unit", _unit),  # before numbers and topics: "tugas seksi X" is X itself
    Answerer("limit", lambda a: limit.limit_answer(a.knowledge, a.query, a.reference.documents)),
    Answerer("duty", lambda a: duty.topic(a.knowledge, a.query, a.allowed, a.mention)),
    Answerer("refusal", lambda a: refusal.refuse(a.knowledge, a.query, a.reference, a.allowed)),
)


def proposals(asking: PlacedQuestion, answerers: Sequence[Answerer] = ANSWERERS) -> list[Answer]:
    """What each answerer has, in their order, each by its name; the first one is the answer."""
    found = ((one.name, one.answer(asking)) for one in answerers)
    return [replace(answer, by=name) for name, answer in found if answer]


def chosen(asking: PlacedQuestion, answerers: Sequence[Answerer] = ANSWERERS) -> Answer:
    """The answer of the first answerer that has one. Raises LookupError where none has: the last one always does."""
    for one in answerers:
        if answer := one.answer(asking):
            return replace(answer, by=one.name)
    raise LookupError("no answerer answers, nor refuses")
