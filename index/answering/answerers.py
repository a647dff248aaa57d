"""Who answers: the list of answerers in their order. The first that has something gives the answer.

Each is a function of what was asked to an answer, or None where it has none. The order is the precedence: what points
at a clause before what only speaks of a topic, what no document can hold before what shares words with it. An
`Explanation` tells why a question got its answer: how each word was read, and what each answerer had.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.answer import Answer
from index.answering import act, duty, limit, lookup, org_unit, refusal, subject, verdict
from index.knowledge import Knowledge
from index.query.parts import focused
from index.query.query import Asked, Query, Reference
from index.scope.whose import Mention
from index.search import Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedQuestion:
    """A question as answerers are given it.

    `query` lacks the words that `reference` took up, `whole` has them; `mention` is the unit that it names, `head` the
    home office itself where it names that; `allowed` are the units that its scope leaves.
    """

    knowledge: Knowledge
    query: Query
    whole: Query
    reference: Reference
    mention: Mention | None
    head: Mention | None
    allowed: Mask


@dataclass(frozen=True, slots=True)
class Answerer:
    """One way to answer, by the name that its answers carry.

    `inside` holds for what must come from the documents that a question names, where it names any.
    """

    name: str
    answer: Callable[[PlacedQuestion], Answer | None]
    inside: bool = True


def _pointed(a: PlacedQuestion) -> Answer | None:
    return lookup.clause(a.knowledge, a.query, a.reference, None) if a.query.meant is not None else None


def _clause(a: PlacedQuestion) -> Answer | None:
    told = lookup.definition(a.knowledge, a.query, a.reference) if a.reference.pairs else None
    return told or lookup.clause(a.knowledge, a.whole, a.reference, a.mention)


def _verdict(a: PlacedQuestion) -> Answer | None:
    return verdict.on_unit(a.knowledge, a.query, a.mention) if a.mention else None


def _unit(a: PlacedQuestion) -> Answer | None:
    if a.mention is None:
        own = a.head or a.query.home
        return org_unit.of_office(a.knowledge, a.query, a.head.unit if a.head else None) if own else None
    return org_unit.of_unit(a.knowledge, a.query, a.mention.unit)


def _naming(a: PlacedQuestion) -> Mask:
    return act.naming(a.knowledge, a.query, a.reference)


def _refusal(a: PlacedQuestion) -> Answer:
    return refusal.refuse(a.knowledge, a.query, a.reference, a.allowed, lambda at: duty.topic(a.knowledge, a.query, at))


def _gate(gate: Callable[[Knowledge, Query, Reference], Answer | None]) -> Callable[[PlacedQuestion], Answer | None]:
    return lambda a: gate(a.knowledge, a.query, a.reference)


ANSWERERS = (
    Answerer("pointed", _pointed),  # a follow-up means one clause, whatever its words are
    Answerer("named act", lambda a: act.named_act(a.knowledge, a.query, a.reference), inside=False),
    Answerer("holder", lambda a: subject.holder(a.knowledge, a.query, a.allowed)),  # a post, not a person
    *(Answerer(name, _gate(gate), inside=False) for name, gate in refusal.GATES.items()),  # what no document can hold
    Answerer("status", lambda a: act.in_force(a.knowledge, a.query, a.reference), inside=False),
    Answerer("particulars", lambda a: act.particulars(a.knowledge, a.query, a.reference), inside=False),
    Answerer("clause", _clause),  # behind particulars: "PP 18/2016 di mengingat nomor berapa" names no clause of it
    Answerer("part", lambda a: lookup.part(a.knowledge, a.query, a.reference)),
    Answerer("definition", lambda a: lookup.definition(a.knowledge, a.query, a.reference), inside=False),
    Answerer("heading", lambda a: lookup.heading(a.knowledge, a.whole, a.reference)),
    Answerer("verdict", _verdict),
    Answerer("told", lambda a: subject.told(a.knowledge, a.query, a.allowed, a.mention or a.head)),
    Answerer("norm", lambda a: None if a.mention else subject.norm(a.knowledge, a.query, a.allowed)),
    Answerer("type", lambda a: subject.typed(a.knowledge, a.query)),  # its own, before what any may have
    Answerer("unit", _unit),  # before numbers and topics: "tugas seksi X" is X itself
    Answerer("limit", lambda a: limit.limit_answer(a.knowledge, a.query, a.reference.documents)),
    Answerer(
        "duty",
        lambda a: duty.topic(
            a.knowledge, a.query, a.allowed & act.naming(a.knowledge, a.query, a.reference), a.mention
        ),
    ),
    Answerer("refusal", _refusal),
)


def proposals(asking: PlacedQuestion, answerers: Sequence[Answerer] = ANSWERERS) -> list[Answer]:
    """What each answerer has, in their order, each by its name; the first one is the answer."""
    found = ((one, one.answer(asking)) for one in answerers)
    return [replace(answer, by=one.name) for one, answer in found if answer and _is_inside(asking, one, answer)]


def _is_inside(asking: PlacedQuestion, answerer: Answerer, answer: Answer) -> bool:
    """Whether an answer comes from a document that the question names, or may come from another."""
    documents = asking.reference.documents
    if not documents or not answerer.inside or not answer.citations or asking.query.types:  # which the model tells of
        return True
    units = asking.knowledge.store.by_ids([answer.citations[0].id])
    return any(unit.document in documents for unit in units)


def chosen(asking: PlacedQuestion, answerers: Sequence[Answerer] = ANSWERERS) -> tuple[PlacedQuestion, Answer]:
    """A question, or what is asked about where the rest only leads to it, and the answer.

    Raises LookupError where the last answerer, which refuses, has nothing either.
    """
    *answering, refusing = answerers
    if found := _first(asking, answering):
        return asking, found
    for part in (replace(asking, query=part) for part in focused(asking.query)):
        if (found := _first(part, answering)) and found.answered:
            return part, found
    if found := _first(asking, [refusing]):
        return asking, found
    raise LookupError("no answerer answers, nor refuses")


def _first(asking: PlacedQuestion, answerers: Sequence[Answerer]) -> Answer | None:
    """The answer of the first answerer that has one, by its name; None where none has."""
    found = ((one, one.answer(asking)) for one in answerers)
    mine = (replace(answer, by=one.name) for one, answer in found if answer and _is_inside(asking, one, answer))
    return next(mine, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWord:
    """A word as typed, as it was put right, and the parts of the question that it was read as."""

    typed: str
    word: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A question's words, and the answers that answerers have, in their order: the first one is given."""

    words: tuple[ReadWord, ...]
    proposals: tuple[Answer, ...]

    def lines(self) -> Iterator[str]:
        """The explanation as text, in English: words, proposals, choice."""
        for word in self.words:
            told = word.typed if word.typed.lower() == word.word else f"{word.typed} -> {word.word}"
            yield f"{told:24} {'; '.join(word.parts)}"
        for answer in self.proposals:
            cited = f" [{answer.citations[0].id}]" if answer.citations else ""
            yield f"{answer.by:24} {' '.join(answer.headline.split())}{cited}"
        first, *others = self.proposals
        behind = f"before {', '.join(other.by for other in others)}" if others else "nobody else has anything"
        yield f"chosen: {first.by}, the first in the order of answering that has something ({behind})"


def read_words(asking: PlacedQuestion) -> tuple[ReadWord, ...]:
    """The words of a question with their parts, as the query says that was answered."""
    query = asking.whole
    return tuple(
        ReadWord(typed=query.text[word.start : word.end] or word.word, word=word.word, parts=_parts(asking, query, at))
        for at, word in enumerate(query.words)
    )


def _parts(asking: PlacedQuestion, query: Query, at: int) -> tuple[str, ...]:
    """What the word at a place was read as: the parts overlap, and none is "function"."""
    named = asking.mention
    told = (
        ("reference" if at in asking.reference.used else ""),
        (f"name of {named.unit.name}" if named and at in named.places else ""),
        ("the home office" if at in query.home else ""),
        ("who asks, for whom, with whom" if at in query.party else ""),
        (f"asks: {', '.join(sorted(query.intents))}" if at in query.asking else ""),
        ("scope" if at in query.scoped else ""),
        *(_concept(c) for c in asking.query.concepts if at in range(*c.places)),
    )
    return tuple(part for part in told if part) or ("function",)


def _concept(concept: Asked) -> str:
    kind = "in passing" if concept.light else "topic"
    known = " or ".join(" ".join(a.terms) for a in concept.alternatives[:4]) if concept.known else "held nowhere"
    return f"{kind}, weight {concept.weight:.2f}: {known}"
