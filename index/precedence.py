"""Of clauses that say as much, which comes first: the home office's before an annex's, the part before the whole."""

from __future__ import annotations

from collections.abc import Sequence

from index.knowledge import Knowledge
from index.query import Asked
from index.search import Hit

COVERED = 0.55  # of the question's weight: what covers less is no answer
MAINLY = 0.4  # the same where it says what the question is most about
WHOLLY = 0.9  # the same of the part of a question that asks: what covers as much says all of it
COVERED_IN_SCOPE = 0.45  # the same where a type or unit is named: few units are left to be mistaken for another
AS_MUCH = 0.08  # of the question's weight: two clauses that differ by less say as much


def home_first(
    knowledge: Knowledge, concepts: Sequence[Asked], found: list[Hit], hits: list[Hit], *, whole: bool = True
) -> list[Hit]:
    """The hits with the home office's own duty first where it says as much as an annex that speaks of any office.

    An annex lists so much in one clause that it says words in passing: what the question is most about decides, or
    all of the part that asks, where `concepts` are of that part and not of the `whole` question.
    """
    if not knowledge.store.unit(hits[0].unit).scope_type:
        return hits
    home = knowledge.searcher.home
    main = max((c for c in concepts if c.known and not c.light), key=lambda c: c.weight, default=None)
    says_main = knowledge.searcher.score([main])[1] if main else home * 0.0
    says_all = says_main if whole else knowledge.searcher.score(concepts)[1]
    for hit in found:
        enough = hit.coverage >= max(COVERED, hits[0].coverage - 3 * AS_MUCH)
        nearly = says_main[hit.unit] >= 1 and hit.coverage >= max(MAINLY, hits[0].coverage - 5 * AS_MUCH)
        wholly = not whole and says_all[hit.unit] >= WHOLLY
        if home[hit.unit] and (enough or nearly or wholly):
            return [hit, *(other for other in hits if other.unit != hit.unit)]
    return hits


def smallest_first(knowledge: Knowledge, hits: list[Hit]) -> list[Hit]:
    """Where the best clause is a unit's whole task, or is shared by its parts, first the part that says as much."""
    best = knowledge.store.unit(hits[0].unit) if hits else None
    if best is None or not (best.has_units or (best.unit == best.number and not best.scope_type)):
        return hits
    for at, hit in enumerate(hits):
        unit = knowledge.store.unit(hit.unit)
        if hit.coverage < hits[0].coverage - AS_MUCH or unit.unit is None or unit.document != best.document:
            continue
        smaller = not unit.has_units if best.has_units else unit.unit == best.number != unit.number
        if smaller:
            return [hit, *hits[:at], *hits[at + 1 :]]
    return hits
