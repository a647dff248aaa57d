"""Yes or no: whether a unit does what a question says, has a part or is below another one.

"Ya" rests on a clause of the unit, or of one inside it or above it; "Tidak" on a unit beside it whose clause says it.
Else the documents don't state it.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from index.answer import Answer
from index.answering import org_unit
from index.answering.amounts import classes_of
from index.answering.compose import answer, unit_line, yes_or_no
from index.answering.decision import on_clause
from index.answering.precedence import COVERED, is_qualified
from index.answering.refusal import unstated
from index.generation.store import ROLES, Unit
from index.knowledge import Knowledge, say
from index.query.query import Asked, Query
from index.query.reader import NEAR, UNKNOWN_SLANG
from index.scope.whose import Mention, mentioned
from index.search import Mask

NORMS = 5  # clauses, best first, of which one may decide
_BELOW = {"bawah", "dibawah", "bawahan", "under", "below"}


def on_unit(knowledge: Knowledge, query: Query, mention: Mention) -> Answer | None:
    """Whether a unit does what the question says; None where it asks something else, or says nothing of it."""
    said = [c for c in query.without(mention.places).concepts if not c.light and not c.within(query.asking)]
    said = [c for c in said if query.clauses[c.places[0]] >= 0] or said  # what stands in brackets explains
    topics = [c for c in said if not c.verbal and (c.known or c.weight > UNKNOWN_SLANG)] or said
    verbs = [c for c in said if c.verbal]
    if not query.polar or not mention.own or not said or _asks_otherwise(knowledge, query, mention):
        return None
    texts = [word.word for word in query.words]
    if any(text in _BELOW and at + 1 in query.embodied for at, text in enumerate(texts)):
        return _below(knowledge, query, mention)  # not "di bawah kendali seksi X"
    if found := _below(knowledge, query, mention) or (None if verbs else _has_part(knowledge, query, mention, said)):
        return found
    levels = {"kabupaten", "provinsi"} - {knowledge.home.level}
    away = {  # another level, and any that it is said to be for, must stand in a duty of the office
        knowledge.analyzer.root(text)
        for at, (before, text) in enumerate(pairwise(texts), 1)
        if (text in levels and at not in query.home)
        or (text in ("kabupaten", "kota", "provinsi") and before in knowledge.lexicon.companions)
    }
    own, inside, beside, above = _family(knowledge, mention.unit)
    covered = False
    for is_so, units in ((True, own), (True, inside), (False, beside), (True, above)):
        covering = _covering(knowledge, topics, units)
        covered = covered or bool(covering)
        terms = {unit: frozenset(knowledge.analyzer.terms(unit.text)) for unit in covering}
        hits = [unit for unit in covering if all(verb.says(terms[unit]) for verb in verbs) and away <= terms[unit]]
        if hits and not is_so and not _covering(knowledge, [_surely(concept) for concept in topics], units):
            break  # what is only near it: neither no, nor the duty of the one above alone
        if hits:
            who = unit_line(knowledge, hits[0], query.language)
            return answer(knowledge, query, say(query.language, "yes_unit" if is_so else "no_other", who=who), hits[:3])
    said = [*topics, *verbs]
    partly = knowledge.searcher.search(said, _mask(knowledge, own), most=1)
    if not covered and ((partly and partly[0].coverage >= COVERED) or "may" in query.intents):
        return None  # a clause that may answer otherwise; what may be done is no duty
    if found := _by_norm(knowledge, query):
        return found
    document = knowledge.document(mention.unit).entry.short
    return unstated(knowledge, query, "not_stated", sorted(said, key=lambda c: c.places), document)


def _by_norm(knowledge: Knowledge, query: Query) -> Answer | None:
    """What a clause that is of no unit decides of one: who appoints its head, who stands in."""
    searcher = knowledge.searcher
    norms = searcher.at_hand & (searcher.units < 0) & (searcher.roles == ROLES.index("clause"))
    for hit in searcher.search([c for c in query.concepts if not c.light], norms, most=NORMS):
        unit = knowledge.store.unit(hit.unit)
        if decided := on_clause(knowledge, query, unit):
            return answer(knowledge, query, yes_or_no(query, decided == "yes", unit.cite), [unit])
    return None


def _has_part(knowledge: Knowledge, query: Query, mention: Mention, said: Sequence[Asked]) -> Answer | None:
    """Whether a unit has the part that a question names by its kind, "seksi statistik"; None where it doesn't ask that.

    The documents must tell parts of that kind.
    """
    unit, own = mention.unit, org_unit.kind_of(knowledge, mention.unit.name)
    body = next((kind for kind in query.bodies if kind != own), "")
    beside = query.embodied - mention.places
    is_name = any(c.places[0] - 1 in beside or c.places[1] in beside for c in said)  # not "seksi yang ..."
    all_parts, clauses = org_unit.parts_of(knowledge, unit) if body and is_name else ([], [])
    named = [name for name in all_parts if org_unit.kind_of(knowledge, name) == body]
    if not named:
        return None
    having = (name for name in named if all(c.says(frozenset(knowledge.analyzer.terms(name))) for c in said))
    part = next(having, "")
    row = next((u for u in knowledge.organisation.parts(unit) if u.name == part), None)
    told = [(row and org_unit.row_of(knowledge, unit, row)) or clauses[0]]
    told_of = org_unit.told(query, unit.name, [part] if part else named)
    headline = unit_line(knowledge, row, query.language) if row else told_of
    return answer(knowledge, query, yes_or_no(query, bool(part), headline), told)


def _below(knowledge: Knowledge, query: Query, mention: Mention) -> Answer | None:
    """Whether one unit that a question names is below the other one, or leads it; None where it doesn't ask that."""
    below = _BELOW & {word.word for word in query.words}
    leads = "structure" in query.intents and not below  # "bidang X membawahi seksi Y?"
    if not (leads or below):
        return None
    other = mentioned(knowledge, query.without(mention.places), frozenset({mention.unit.document}))
    if other is None or not (other.own or leads) or other.unit == mention.unit:
        return None
    first, second = sorted((mention, other), key=lambda named: min(named.places, default=0), reverse=leads)
    is_below = second.unit.name in {unit.name for unit in knowledge.organisation.chain(first.unit)[1:]}
    child, parent = (first, second) if is_below else (second, first)
    told = org_unit.row_of(knowledge, parent.unit, child.unit) or parent.unit
    return answer(knowledge, query, yes_or_no(query, is_below, unit_line(knowledge, told, query.language)), [told])


def _asks_otherwise(knowledge: Knowledge, query: Query, mention: Mention) -> bool:
    """Whether a question is of two units, of a class or a number, of who leads, or of that one alone.

    Duties decide none of that.
    """
    words, root = [word.word for word in query.words], knowledge.analyzer.root
    kind = root(mention.unit.name.split()[0].lower())
    joined = any(one in knowledge.lexicon.joins and root(other) == kind for one, other in pairwise(words))
    joined = joined and sum(root(word) == kind for word in words) > 1  # not "diatur sama seksi X"
    led = "part_of" in query.intents or knowledge.lexicon.having("opens", query.intents)
    figures = query.numbers or classes_of(query.text)
    return bool(joined or led or figures) or is_qualified(knowledge, query, knowledge.lexicon.only)


def _family(knowledge: Knowledge, unit: Unit) -> tuple[list[Unit], list[Unit], list[Unit], list[Unit]]:
    """The entries of a unit itself, of those inside it, beside it and above it, in its document."""
    scope = (unit.document, unit.scope_level, unit.scope_type)
    near = [u for u in knowledge.organisation.units if (u.document, u.scope_level, u.scope_type) == scope]
    above = {u.name for u in knowledge.organisation.chain(unit)[1:]}
    groups: tuple[list[Unit], list[Unit], list[Unit], list[Unit]] = ([], [], [], [])
    for other in near:
        inside = any(u.name == unit.name for u in knowledge.organisation.chain(other)[1:])
        groups[0 if other.name == unit.name else 1 if inside else 3 if other.name in above else 2].append(other)
    return groups


def _mask(knowledge: Knowledge, units: Sequence[Unit]) -> Mask:
    return np.isin(knowledge.searcher.units, [unit.number for unit in units])


def _surely(concept: Asked) -> Asked:
    """A concept without what is only near it: a unit beside that says that alone makes no "no"."""
    sure = tuple(a for a in concept.alternatives if a.weight > NEAR)
    return replace(concept, alternatives=sure or concept.alternatives)


def _covering(knowledge: Knowledge, topics: Sequence[Asked], units: Sequence[Unit]) -> list[Unit]:
    """The clauses of units that say as much of the topic as an answer must, best first."""
    searcher = knowledge.searcher
    mask = _mask(knowledge, units) & (searcher.roles != ROLES.index("structure"))
    for concept in topics:
        mask &= searcher.score([concept])[1] >= COVERED
    hits = searcher.search(topics, mask, most=10)
    return [knowledge.store.unit(hit.unit) for hit in searcher.closest(hits, topics)]
