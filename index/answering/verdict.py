"""Yes or no: whether a unit does what a question says, has a part or is below another one; what a clause decides.

"Ya" rests on a clause of the unit, or of one inside it or above it; "Tidak" on a unit beside it whose clause says it.
Else the documents don't state it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from index.answer import Answer
from index.answering import org_unit
from index.answering.compose import answer, unit_line
from index.answering.precedence import AMOUNT, COVERED, DAYS, is_qualified, unsaid
from index.answering.refusal import unstated
from index.generation.store import ROLES, Unit
from index.knowledge import Knowledge, say
from index.query.query import Asked, Query
from index.query.reader import EVERYDAY
from index.scope.whose import Mention, mentioned
from index.search import Mask

_NEGATES = re.compile(r"\b(?:tidak|bukan|kecuali|selain)\b", re.IGNORECASE)
_EXCEPTS = re.compile(r"\b(?:tanpa|kecuali|selain)\b", re.IGNORECASE)
_EXCEPTING = re.compile(r"\bkecuali\b[^.]*:\s*$", re.IGNORECASE)  # whose list doesn't say what its head says
DEED = 0.6  # of the weight of what one may do or not: a prohibition that says as much forbids it
SAID = 0.8  # of a question's weight: a clause that says as much, and no "tidak", says yes
_INSTRUMENT = re.compile(
    r"\b(?:diatur|ditetapkan|dibentuk)(?: lebih lanjut)? (?:dengan|dalam) (?:Peratur|Keputus|Undang)"
)
_BELOW = {"bawah", "dibawah", "bawahan", "under", "below"}


def on_unit(knowledge: Knowledge, query: Query, mention: Mention) -> Answer | None:
    """Whether a unit does what the question says; None where it asks something else, or says nothing of it."""
    said = [c for c in query.without(mention.places).concepts if not c.light and not c.within(query.asking)]
    topics = [c for c in said if not c.verbal] or said
    verbs = [c for c in said if c.verbal]
    if not query.polar or not mention.own or not said or query.numbers or _asks_otherwise(knowledge, query, mention):
        return None
    if found := _below(knowledge, query, mention) or (None if verbs else _has_part(knowledge, query, mention, said)):
        return found
    own, inside, beside, above = _family(knowledge, mention.unit)
    covered = False
    for key, units in (("yes_unit", own), ("yes_unit", inside), ("no_unit", beside), ("yes_unit", above)):
        covering = _covering(knowledge, topics, units)
        covered = covered or bool(covering)
        if hits := [unit for unit in covering if _does(knowledge, unit, verbs)]:
            headline = say(query.language, key, who=unit_line(knowledge, hits[0], query.language))
            return answer(knowledge, query, headline, hits[:3])
    said = [*topics, *verbs]
    partly = knowledge.searcher.search(said, _mask(knowledge, own), most=1)
    if not covered and ((partly and partly[0].coverage >= COVERED) or "may" in query.intents):
        return None  # a clause that may answer otherwise; what may be done is no duty
    document = knowledge.document(mention.unit).entry.short
    return unstated(knowledge, query, "not_stated", sorted(said, key=lambda c: c.places), document)


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
    return answer(knowledge, query, say(query.language, "yes_unit" if part else "no_unit", who=headline), told)


def _below(knowledge: Knowledge, query: Query, mention: Mention) -> Answer | None:
    """Whether one unit that a question names is below the other one; None where it doesn't ask that."""
    documents = frozenset({mention.unit.document})
    other = (
        mentioned(knowledge, query.without(mention.places), documents)
        if _BELOW & {w.word for w in query.words}
        else None
    )
    if other is None or not other.own or other.unit == mention.unit:
        return None
    first, second = sorted((mention, other), key=lambda named: min(named.places, default=0))
    is_below = second.unit.name in {unit.name for unit in knowledge.organisation.chain(first.unit)[1:]}
    child, parent = (first, second) if is_below else (second, first)
    told = org_unit.row_of(knowledge, parent.unit, child.unit) or parent.unit
    headline = say(
        query.language, "yes_unit" if is_below else "no_unit", who=unit_line(knowledge, told, query.language)
    )
    return answer(knowledge, query, headline, [told])


def _asks_otherwise(knowledge: Knowledge, query: Query, mention: Mention) -> bool:
    """Whether a question is of two units, or of that one alone, which no clause decides."""
    words, root = [word.word for word in query.words], knowledge.analyzer.root
    kind = root(mention.unit.name.split()[0].lower())
    joined = any(one in knowledge.lexicon.joins and root(other) == kind for one, other in pairwise(words))
    return joined or "part_of" in query.intents or is_qualified(knowledge, query, knowledge.lexicon.only)


def _family(knowledge: Knowledge, unit: Unit) -> tuple[list[Unit], list[Unit], list[Unit], list[Unit]]:
    """The entries of a unit itself, of those inside it, beside it and above it, in its document."""
    near = [u for u in knowledge.organisation.units if u.document == unit.document and u.scope_type == unit.scope_type]
    above = {u.name for u in knowledge.organisation.chain(unit)[1:]}
    groups: tuple[list[Unit], list[Unit], list[Unit], list[Unit]] = ([], [], [], [])
    for other in near:
        inside = any(u.name == unit.name for u in knowledge.organisation.chain(other)[1:])
        groups[0 if other.name == unit.name else 1 if inside else 3 if other.name in above else 2].append(other)
    return groups


def _mask(knowledge: Knowledge, units: Sequence[Unit]) -> Mask:
    return np.isin(knowledge.searcher.units, [unit.number for unit in units])


def _covering(knowledge: Knowledge, topics: Sequence[Asked], units: Sequence[Unit]) -> list[Unit]:
    """The clauses of units that say as much of the topic as an answer must, best first."""
    searcher = knowledge.searcher
    mask = _mask(knowledge, units) & (searcher.roles != ROLES.index("structure"))
    for concept in topics:
        mask &= searcher.score([concept])[1] >= COVERED
    hits = searcher.search(topics, mask, most=10)
    return [knowledge.store.unit(hit.unit) for hit in searcher.closest(hits, topics)]


def _does(knowledge: Knowledge, unit: Unit, verbs: Sequence[Asked]) -> bool:
    """Whether a clause says what is asked to be done, as far as that is more than that somebody acts."""
    terms = frozenset(knowledge.analyzer.terms(unit.text))
    return all(verb.says(terms) for verb in verbs)


def on_clause(knowledge: Knowledge, query: Query, unit: Unit, coverage: float) -> str:
    """ "yes" or "no" where a clause decides a question for a yes or no; "" where it doesn't.

    An amount in the question decides against one of the same kind in the clause, within a bound where it may be less.
    All else that the question says must stand in the clause, which must not deny anything.
    """
    words = {word.word for word in query.words}
    happened = "must" not in query.intents and words & knowledge.lexicon.perfect  # what was done no law tells
    if not query.polar or happened or is_qualified(knowledge, query, knowledge.lexicon.only):
        return ""
    around = knowledge.title_terms(knowledge.document(unit).entry.id)
    by = {at + 1 for at, word in enumerate(query.words) if word.word in knowledge.lexicon.companions}  # "dengan perbup"
    left = [c for c in unsaid(knowledge, query, unit) if not c.says(around) or c.places[0] in by]
    if coverage >= COVERED and left and _names_another(knowledge, left, unit):
        return "no"
    more = any(not c.light and c.weight > EVERYDAY for c in left)
    forbids = knowledge.lexicon.having("gives", ["prohibition"]).values()
    forbidden = any(forbidding.search(unit.text) for forbidding in forbids)
    if forbidden and _EXCEPTS.search(unit.text):
        return ""  # "dilarang ... tanpa izin"
    if query.numbers:
        decided = _by_amount(knowledge, query, unit)
        if forbidden:
            return "no" if decided == "yes" and not more else ""
        return "" if decided == "yes" and more else decided
    if forbidden and "may" in query.intents and _says_deed(query, left):
        return "no"
    if (left and coverage < SAID) or more or any(not c.verbal for c in left):
        return ""
    if forbidden:
        return "no"
    affirming = knowledge.lexicon.having("affirms", query.intents).values()
    lacks = any(not affirms.search(unit.text) for affirms in affirming)
    excepted = any(_EXCEPTING.search(whole.own) for whole in knowledge.referrer.path(unit)[1:])
    return "" if lacks or excepted or _NEGATES.search(unit.text) else "yes"


def _says_deed(query: Query, left: Sequence[Asked]) -> bool:
    """Whether a clause says most of what a question asks whether one may do it, whoever that is; `left` is unsaid."""
    start = max(query.asking, default=-1)
    deed = [c for c in query.concepts if c.places[0] > start and not c.light]
    said = sum(c.weight for c in deed if c not in left)
    return said > 0 and said >= DEED * sum(c.weight for c in deed)


def _names_another(knowledge: Knowledge, left: Sequence[Asked], unit: Unit) -> bool:
    """Whether a clause says all but who governs, or by what act, and there names another one.

    "oleh gubernur" where it has "bupati"; "diatur dengan pergub" where it has "diatur dengan Peraturan Daerah".
    """
    if all(c.says(knowledge.vocabulary.kind_words) for c in left):
        return bool(_INSTRUMENT.search(unit.text))
    rulers = {knowledge.analyzer.roots(text) for texts in knowledge.lexicon.rulers.values() for text in texts}
    said = f" {' '.join(knowledge.analyzer.roots(unit.text))} "
    return all(c.terms in rulers for c in left) and any(f" {' '.join(ruler)} " in said for ruler in rulers)


def unheld(knowledge: Knowledge, query: Query, unit: Unit) -> list[Asked]:
    """What a question for a yes or no says that no document holds; none where it asks what may or must be."""
    if not query.polar or knowledge.lexicon.having("affirms", query.intents):
        return []
    return [c for c in unsaid(knowledge, query, unit) if c.weight > EVERYDAY and not (c.known or c.light or c.verbal)]


def _by_amount(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    root = knowledge.analyzer.root
    words = {root(word.word) for word in query.words}
    periods = words & DAYS.keys()
    per = DAYS[next(iter(periods))] if len(periods) == 1 else 0
    printed = [(int(n) * DAYS[kind] / per if per and kind in DAYS and not at_work else int(n), bool(most))
               for most, n, kind, at_work in AMOUNT.findall(unit.text.lower())
               if root(kind) in words or (per and kind in DAYS and not at_work)]  # fmt: skip
    asked = {number for number, _ in query.numbers}
    if not printed:
        return ""
    within = "may" in query.intents and all(most for _, most in printed)
    allows = any(may.search(unit.text) for may in knowledge.lexicon.having("affirms", ["may"]).values())
    if "may" in query.intents and not within and not allows:
        return ""  # what is so many is no bound of what may be
    fits = any(n <= count if within else n == count for n in asked for count, _ in printed)
    return "yes" if fits else "no"
