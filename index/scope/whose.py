"""Of whom a question asks: the unit, document or region that it names, and the home office's documents else.

Organisational units are named by kind and name: "seksi infra", "kasi tata kelola", "governance section".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

import numpy as np

from index.generation.organisation import Name
from index.generation.store import LEVELS, TYPES, Postings, Unit
from index.knowledge import Knowledge
from index.query.query import Asked, Query, Reference
from index.search import Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A unit that a question names, the places of the words that name it, how many words of its own name it has."""

    unit: Unit
    places: frozenset[int]
    own: int


def mentioned(
    knowledge: Knowledge, query: Query, documents: frozenset[int], but: frozenset[int] = frozenset()
) -> Mention | None:
    """The unit of these documents that a question names best, or None; `but` are places that count for none.

    A name is the word for its kind beside words of the name; a kind's word alone is a name where the documents
    have one unit of the kind only and the question is about its duties or parts.
    """
    query = query.without(but)
    if whole := _whole_name(knowledge, query, documents, but):
        return whole
    kinds = knowledge.organisation.of_kind(documents)
    found = [
        (mention.own, len(mention.places), max(mention.places) > head.places[0], -mention.unit.number, mention)
        for at, head in enumerate(query.concepts)
        for kind, names in kinds.items()
        if head.says({kind})
        for name, shared in names
        if (mention := _beside(query, name, at, shared, alone=len(names) == 1))
    ]
    return max(found, key=lambda row: row[:-1])[-1] if found else None  # of two alike the one whose name stands behind


def of_another_level(knowledge: Knowledge, query: Query, mention: Mention) -> bool:
    """Whether a question names a level behind a unit that is not the one at home: "sekretariat daerah provinsi"."""
    end = max(mention.places) + 1
    behind = query.levelled & {end, end + 1}
    levels = {word for level in query.levels for word in level.split("/")}
    return bool(behind and knowledge.home.levels) and levels.isdisjoint(knowledge.home.levels)


def elsewhere(knowledge: Knowledge, query: Query, documents: frozenset[int]) -> Mention | None:
    """A unit of any other office that a question names in full, or None: "Badan" alone names none."""
    others = frozenset(range(len(knowledge.store.documents))) - documents
    found = _whole_name(knowledge, query, others, query.home, typed=False)
    kinds = {*knowledge.lexicon.offices.get("heads", ()), *knowledge.organisation.kinds, *knowledge.vocabulary.bodies}
    return found if found and knowledge.analyzer.root(found.unit.name.lower()) not in kinds else None


def _whole_name(
    knowledge: Knowledge, query: Query, documents: frozenset[int], but: frozenset[int], *, typed: bool = True
) -> Mention | None:
    """The unit whose whole name stands in a question, the longest name first."""
    words = ["" if at in but else word.word for at, word in enumerate(query.words)]
    found = [row for row in knowledge.organisation.called(words, documents) if typed or not row[0].scope_type]
    if not found:
        return None
    unit, start, end = min(found, key=lambda row: (-len(row[0].name), row[0].number, row[1]))
    return Mention(unit=unit, places=frozenset(range(start, end)), own=end - start)


def _beside(query: Query, called: Name, at: int, shared: frozenset[str], *, alone: bool) -> Mention | None:
    """The unit of a name whose kind stands at a place, where words of the name stand beside that.

    `shared` are the terms of all others of the kind; `alone` tells that there are none.
    """
    head, name = query.concepts[at], set(called.terms) - {called.kind}
    own, words = max(
        ((sum(c.says(name - shared) and not c.light for c in run), run)
         for run in (_run(query.concepts, at, step, name) for step in _sides(query, at))),
        key=lambda pair: pair[0],
    )  # fmt: skip
    places = {p for concept in (head, *words) for p in range(*concept.places)}
    bare = alone and (words or query.intents & {"duties", "structure"})
    return Mention(unit=called.unit, places=frozenset(places), own=own) if own or bare else None


def _sides(query: Query, at: int) -> tuple[int, ...]:
    """On which sides of the word for a kind its name may stand: in English before it, where a topic stands there."""
    before = query.concepts[at - 1] if at and query.language == "en" else None
    beside = before is not None and not before.light and before.places[1] == query.concepts[at].places[0]
    return (-1,) if beside else (1, -1)


def _run(concepts: tuple[Asked, ...], at: int, step: int, name: set[str]) -> list[Asked]:
    """The concepts that stand side by side with one and are words of a name."""

    def joins(pair: tuple[Asked, Asked]) -> bool:
        left, right = sorted(pair, key=lambda concept: concept.places)
        return pair[1].says(name) and not pair[1].verbal and right.places[0] - left.places[1] <= 1

    return [concept for _, concept in takewhile(joins, pairwise(concepts[at::step]))]


def documents_of(knowledge: Knowledge, query: Query, reference: Reference) -> frozenset[int]:
    """The documents that a question names, else those of the region that it names; none where it names neither."""
    if reference.documents:
        return frozenset(reference.documents)
    named = knowledge.regions.find([word.word for word in query.words])
    return frozenset(number for _, _, numbers in named for number in numbers)


def scope_mask(knowledge: Knowledge, query: Query, documents: frozenset[int], named: tuple[int, ...] = ()) -> Mask:
    """The units that the question's scope leaves: its documents, office, level and type.

    `named` are the documents that it refers to: they alone answer, be they the home office's.
    Naming the region at home leaves what holds for every region too; naming another leaves only its own.
    """
    searcher = knowledge.searcher
    allowed: Mask = searcher.prior > 0
    if named and not query.types:
        allowed = allowed & searcher.of_documents(named)
    elif documents and not (documents <= knowledge.home.documents or query.types):
        allowed = allowed & searcher.of_documents(documents)
    else:
        allowed = allowed & searcher.at_hand
    if query.types and not set(TYPES) <= {"", *query.types}:  # all of them are types as such
        typed = np.any([searcher.of_scope(at, kind) for kind in query.types for at in query.levels or ("",)], axis=0)
        if (allowed & typed).any():
            return np.asarray(allowed & typed)
    elif query.levels:
        allowed = allowed & _at_level(knowledge, query)
    return np.asarray(allowed)


def printed_types(knowledge: Knowledge, query: Query) -> Mask:
    """The clauses outside annexes that print a type that the question names, and no other level than its own."""
    said = np.zeros(knowledge.store.size, bool)
    for kind in query.types:
        said[knowledge.facts.types.get(kind, [])] = True
    said = said & knowledge.searcher.at_hand
    return said & _at_level(knowledge, query) if query.levels else said


def _at_level(knowledge: Knowledge, query: Query) -> Mask:
    """Units for a level named without a type: of that level, or of none and not speaking of another only.

    The home office's own duties count where it is of that level, or where they speak of it.
    """
    searcher, store = knowledge.searcher, knowledge.store
    others = [level for level in LEVELS[1:] if level not in query.levels]
    own = _saying(store.size, query.levels, store.own)
    spoken = own | _saying(store.size, query.levels, store.context) | ~_saying(store.size, others, store.own)
    at_home = not knowledge.home.levels.isdisjoint(word for level in query.levels for word in level.split("/"))
    of_level = np.any([searcher.levels == LEVELS.index(level) for level in query.levels], axis=0)
    untyped = (searcher.levels == 0) & np.where(searcher.home, own | at_home, spoken)
    return np.asarray(of_level | untyped)


def _saying(size: int, levels: Sequence[str], postings: Postings) -> Mask:
    """The units that hold a word for one of these levels."""
    mask = np.zeros(size, bool)
    for word in (word for level in levels for word in level.split("/")):
        mask[postings.of(word)[0]] = True
    return mask
