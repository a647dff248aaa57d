"""Which organisational units cover a topic, each with the clause that says it best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from index import duties
from index.knowledge import Knowledge
from index.precedence import AS_MUCH, COVERED, COVERED_IN_SCOPE, smallest_first
from index.query import Query
from index.search import Hit, Mask
from index.store import ROLES, Unit
from index.views.asked import Aim, annex_parts

LESS = 2 * AS_MUCH  # of the topic's weight: a unit that covers so much less than the best doesn't do it
EQUAL = 0.97  # of a score: two units nearer than this are as good


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A unit, its best clause for a topic, how good that is and which share of the topic it covers (0 to 1)."""

    unit: Unit
    clause: Unit
    score: float
    coverage: float

    def equals(self, other: Cover) -> bool:
        """Whether another says as much of the topic as well."""
        low, high = sorted((self.score, other.score))
        return abs(self.coverage - other.coverage) < 0.01 and low >= EQUAL * high


def covering(knowledge: Knowledge, wanted: Aim) -> list[Cover]:
    """The units that cover an argument's topic within its scope, best first as duties.topic ranks them.

    A unit of an annex stands for what it is part of; none where the topic says too little to tell units apart.
    """
    query = wanted.query
    concepts = [duties.weighed(knowledge, query, concept) for concept in query.concepts]
    said = [c for c in concepts if c.known and not c.light and not all(term.isdigit() for term in c.terms)]
    if not said or duties.is_vague(query, said):
        return []
    searcher = knowledge.searcher
    allowed: Mask = duties.scope_mask(knowledge, query, wanted.documents)
    if not wanted.documents and not query.types:
        allowed = allowed | _elsewhere(knowledge, query)
    allowed = allowed & (searcher.units >= 0) & (searcher.roles != ROLES.index("structure"))
    hits = searcher.closest(searcher.search(concepts, allowed, most=knowledge.store.size), concepts)
    enough = COVERED_IN_SCOPE if query.types else COVERED
    most = max((hit.coverage for hit in hits), default=0)
    hits = [hit for hit in hits if hit.coverage >= max(enough, most - LESS)]
    return _without_wholes(knowledge, _by_unit(knowledge, query, hits))


def _elsewhere(knowledge: Knowledge, query: Query) -> Mask:
    """The units of other offices, of the level that is named."""
    searcher = knowledge.searcher
    named = {level for levels in query.levels for level in (levels, *levels.split("/"))}
    numbers = [d.number for d in knowledge.store.documents if not named or d.entry.level in named]
    others = ~(searcher.home | searcher.national) & np.isin(searcher.documents, numbers)
    return np.asarray(others & (searcher.prior > 0))


def _by_unit(knowledge: Knowledge, query: Query, hits: Iterable[Hit]) -> list[Cover]:
    """The best clause of each unit, a numbered duty before the whole task where it says as much."""
    groups: dict[int, list[Hit]] = {}
    for hit in hits:
        number = knowledge.store.unit(hit.unit).unit
        if number is not None:
            groups.setdefault(number, []).append(hit)
    firsts = [smallest_first(knowledge, group)[0] for group in groups.values()]
    return [
        Cover(
            unit=knowledge.store.unit(number),
            clause=knowledge.store.unit(hit.unit),
            score=hit.score,
            coverage=hit.coverage,
        )
        for number, hit in zip(groups, firsts, strict=True)
    ]


def _without_wholes(knowledge: Knowledge, covers: list[Cover]) -> list[Cover]:
    """The covers without the units of an annex that only say again what their own parts say."""
    wholes: set[int] = set()
    for cover in covers:
        above = knowledge.above(cover.unit)
        while above is not None:
            wholes.add(above.number)
            above = knowledge.above(above)
    return [cover for cover in covers if not (cover.unit.scope_type and cover.unit.number in wholes)]


def by_place(knowledge: Knowledge, covers: Iterable[Cover]) -> dict[tuple[int, str, str], list[Cover]]:
    """The covers by document, level and type, in their order; the home office's first, annexes last."""
    home = duties.home_documents(knowledge)
    order = [(part.document, part.scope_level, part.scope_type) for part in annex_parts(knowledge)]
    groups: dict[tuple[int, str, str], list[Cover]] = {}
    for cover in covers:
        unit = cover.unit
        groups.setdefault((unit.document, unit.scope_level, unit.scope_type), []).append(cover)
    keys = sorted(groups, key=lambda key: (key[0] not in home, bool(key[2]), order.index(key) if key in order else -1))
    return {key: groups[key] for key in keys}


def ranks(covers: list[Cover]) -> list[int]:
    """The rank of each cover in one place, from 1; those that are equally good share one."""
    found: list[int] = []
    first = 0
    for at, cover in enumerate(covers):
        if at and cover.equals(covers[first]):
            found.append(found[-1])
            continue
        found.append(found[-1] + 1 if found else 1)
        first = at
    return found
