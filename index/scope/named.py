"""Organisational units by their names: "seksi infra", "kasi tata kelola", "governance section", "fungsi bidang".

Which documents a question is about, by the region or document that it names.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Asked, Query, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A unit that a question names, the places of the words that name it, how many words of its own name it has."""

    unit: Unit
    places: frozenset[int]
    own: int


def mentioned(knowledge: Knowledge, query: Query, documents: frozenset[int]) -> Mention | None:
    """The unit of these documents that a question names best, or None.

    A name is the word for its kind beside words of the name; a kind's word alone is a name where the documents
    have one unit of the kind only and the question is about its duties or parts.
    """
    units = [u for u in knowledge.named_units if u.document in documents]
    if whole := _whole_name(knowledge, query, units):
        return whole
    found = [m for u in units for at in range(len(query.concepts)) if (m := _beside(knowledge, query, u, at, units))]
    return max(found, key=lambda m: (m.own, len(m.places), -m.unit.number), default=None)


def elsewhere(knowledge: Knowledge, query: Query, documents: frozenset[int]) -> Mention | None:
    """A unit of any other office that a question names in full, or None."""
    units = [u for u in knowledge.named_units if u.document not in documents]
    return _whole_name(knowledge, query, [u for u in units if not u.scope_type])


def _whole_name(knowledge: Knowledge, query: Query, units: list[Unit]) -> Mention | None:
    """The unit whose whole name stands in a question, the longest name first."""
    words = tuple(word.word for word in query.words)
    for unit in sorted(units, key=lambda u: -len(u.name)):
        name = tuple(w for part in knowledge.analyzer.folded(unit.name) for w in knowledge.reader.spelt(part))
        for at in range(len(words) - len(name) + 1):
            if words[at : at + len(name)] == name:
                return Mention(unit=unit, places=frozenset(range(at, at + len(name))), own=len(name))
    return None


def _beside(knowledge: Knowledge, query: Query, unit: Unit, at: int, units: list[Unit]) -> Mention | None:
    kind, *_ = knowledge.analyzer.terms(unit.name) or [""]
    head = query.concepts[at]
    if not head.says({kind}):
        return None
    name = set(knowledge.analyzer.terms(unit.name)) - {kind}
    others = [set(knowledge.analyzer.terms(u.name)) for u in units if u is not unit and _kind(knowledge, u) == kind]
    shared = set.intersection(*others) if others else set()
    if head_terms := _extra(head, kind):  # one phrase may say kind and name at once
        name |= head_terms
    after = _run(query.concepts, at, 1, name)
    before = _run(query.concepts, at, -1, name)
    words = after or before
    own = sum(concept.says(name - shared) and not concept.light for concept in words)
    places = {p for concept in (head, *words) for p in range(*concept.places)}
    bare = not others and (words or (query.intents & {"duties", "structure"} and not _named_otherwise(query, at)))
    if own or bare:
        return Mention(unit=unit, places=frozenset(places), own=own)
    return None


def _named_otherwise(query: Query, at: int) -> bool:
    """Whether another name stands right behind the word for a kind: "bidang statistik"."""
    after = query.concepts[at + 1 : at + 2]
    return any(c.places[0] == query.concepts[at].places[1] and not c.light and not c.verbal for c in after)


def _kind(knowledge: Knowledge, unit: Unit) -> str:
    return next(iter(knowledge.analyzer.terms(unit.name)), "")


def _extra(concept: Asked, kind: str) -> set[str]:
    best = min((set(a.terms) for a in concept.alternatives if kind in a.terms), key=len, default=set())
    return best - {kind}


def _run(concepts: tuple[Asked, ...], at: int, step: int, name: set[str]) -> list[Asked]:
    """The concepts that stand side by side with one and are words of a name."""
    run: list[Asked] = []
    edge = concepts[at].places[1 if step > 0 else 0]
    at += step
    while 0 <= at < len(concepts) and concepts[at].says(name) and not concepts[at].verbal:
        near = concepts[at].places[0 if step > 0 else 1]
        if abs(near - edge) > 1:
            break
        run.append(concepts[at])
        edge = concepts[at].places[1 if step > 0 else 0]
        at += step
    return run


def documents_of(knowledge: Knowledge, query: Query, reference: Reference) -> frozenset[int]:
    """The documents that a question names, else those of the region that it names; none where it names neither."""
    if reference.documents:
        return frozenset(reference.documents)
    words = tuple(word.word for word in query.words)
    return frozenset(
        document.number
        for document in knowledge.store.documents
        if document.entry.place and any(_stands(words, name) for name in knowledge.region_names(document))
    )


def _stands(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return bool(name) and any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))
