"""Yes or no: whether a unit that a question names does something, on the clause that says so.

"Ya" rests on a clause of the unit, or of one inside it or above it; "Tidak" on a unit beside it whose clause says it.
Else the documents don't state it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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
    verbs = [c for c in said if c.verbal]
    said = [c for c in said if not c.verbal] or said
    if not query.polar or not mention.own or not said or query.numbers or _asks_otherwise(knowledge, query, mention):
        return None
    own, inside, beside, above = _family(knowledge, mention.unit)
    said_at_all = False
    for key, units in (("yes_unit", own), ("yes_unit", inside), ("no_unit", beside), ("yes_unit", above)):
        covering = _covering(knowledge, said, units)
        said_at_all = said_at_all or bool(covering)
        if hits := [unit for unit in covering if _does(knowledge, unit, verbs)]:
            headline = say(query.language, key, who=unit_line(knowledge, hits[0], query.language))
            return answer(knowledge, query, headline, hits[:3])
    partly = knowledge.searcher.search(
        [*said, *verbs], np.isin(knowledge.searcher.units, [u.number for u in own]), most=1
    )
    other = not said_at_all and partly and partly[0].coverage >= COVERED  # a clause that may answer otherwise
    return (
        None if other else not_stated(knowledge, query, mention.unit, sorted([*said, *verbs], key=lambda c: c.places))
    )


def _asks_otherwise(knowledge: Knowledge, query: Query, mention: Mention) -> bool:
    """Whether a question is of two units, or of that one alone, which no clause decides."""
    words, root = [word.word for word in query.words], knowledge.analyzer.root
    kind = root(mention.unit.name.split()[0].lower())
    joined = any(one in knowledge.lexicon.joins and root(other) == kind for one, other in pairwise(words))
    return joined or bool(knowledge.lexicon.only & set(words))


def _does(knowledge: Knowledge, unit: Unit, verbs: Sequence[Asked]) -> bool:
    """Whether a clause says what is asked to be done, as far as that is more than that somebody acts."""
    terms = frozenset(knowledge.analyzer.terms(unit.text))
    return all(verb.says(terms) for verb in verbs)


def _family(knowledge: Knowledge, unit: Unit) -> tuple[list[Unit], list[Unit], list[Unit], list[Unit]]:
    """The entries of a unit itself, of those inside it, beside it and above it, in its document."""
    near = [u for u in knowledge.organisation.units if u.document == unit.document and u.scope_type == unit.scope_type]
    above = {u.name for u in knowledge.organisation.chain(unit)[1:]}
    groups: tuple[list[Unit], list[Unit], list[Unit], list[Unit]] = ([], [], [], [])
    for other in near:
        inside = any(u.name == unit.name for u in knowledge.organisation.chain(other)[1:])
        groups[0 if other.name == unit.name else 1 if inside else 3 if other.name in above else 2].append(other)
    return groups


def _covering(knowledge: Knowledge, said: Sequence[Asked], units: Sequence[Unit]) -> list[Unit]:
    """The clauses of units that say as much of the topic as an answer must, best first."""
    searcher = knowledge.searcher
    mask = np.isin(searcher.units, [unit.number for unit in units]) & (searcher.roles != ROLES.index("structure"))
    for concept in said:
        mask &= searcher.score([concept])[1] >= COVERED
    hits = searcher.search(said, mask, most=10)
    return [knowledge.store.unit(hit.unit) for hit in searcher.closest(hits, said)]
