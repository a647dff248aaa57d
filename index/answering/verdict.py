"""Yes or no: whether a unit that a question names does something, on the clause that says so.

"Ya" rests on a clause of the unit, or of one inside it or above it; "Tidak" on a unit beside it whose clause says it.
Else the documents don't state it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.answer import Answer
from index.answering.compose import answer, unit_line
from index.answering.precedence import COVERED
from index.answering.refusal import not_stated
from index.generation.store import ROLES, Unit
from index.knowledge import Knowledge, say
from index.query.query import Asked, Query
from index.scope.whose import Mention


def of_unit(knowledge: Knowledge, query: Query, mention: Mention) -> Answer | None:
    """Whether the unit does what the question says; None where it asks something else, or says nothing of it."""
    said = [c for c in query.without(mention.places).concepts if not c.light and not c.within(query.asking)]
    said = [c for c in said if not c.verbal] or said
    if not query.polar or not mention.own or not said or query.numbers:
        return None
    own, inside, beside, above = _family(knowledge, mention.unit)
    for key, units in (("yes_unit", own), ("yes_unit", inside), ("no_unit", beside), ("yes_unit", above)):
        if hits := _covering(knowledge, said, units):
            headline = say(query.language, key, who=unit_line(knowledge, hits[0], query.language))
            return answer(knowledge, query, headline, hits[:3])
    return not_stated(knowledge, query, mention.unit, said)


def _family(knowledge: Knowledge, unit: Unit) -> tuple[list[Unit], list[Unit], list[Unit], list[Unit]]:
    """The entries of a unit itself, of those inside it, beside it and above it, in its document."""
    near = [u for u in knowledge.org_units if u.document == unit.document and u.scope_type == unit.scope_type]
    above = {u.name for u in knowledge.chain(unit)[1:]}
    groups: tuple[list[Unit], list[Unit], list[Unit], list[Unit]] = ([], [], [], [])
    for other in near:
        inside = any(u.name == unit.name for u in knowledge.chain(other)[1:])
        groups[0 if other.name == unit.name else 1 if inside else 3 if other.name in above else 2].append(other)
    return groups


def _covering(knowledge: Knowledge, said: Sequence[Asked], units: Sequence[Unit]) -> list[Unit]:
    """The clauses of units that say as much of the topic as an answer must, best first."""
    searcher = knowledge.searcher
    mask = np.isin(searcher.units, [unit.number for unit in units]) & (searcher.roles != ROLES.index("structure"))
    hits = [hit for hit in searcher.search(said, mask, most=10) if hit.coverage >= COVERED]
    return [knowledge.store.unit(hit.unit) for hit in searcher.closest(hits, said)]
