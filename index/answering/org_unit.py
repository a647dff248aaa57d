"""What is asked of a unit that a question names: its duties, its parts, what it is part of, whether it does something.

"Ya" rests on a clause of the unit, or of one inside it or above it; "Tidak" on a unit beside it whose clause says it.
Else the documents don't state it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from index.answer import Answer
from index.answering.compose import answer, unit_line
from index.answering.precedence import COVERED, is_qualified
from index.answering.refusal import unstated
from index.generation.store import ROLES, Unit
from index.knowledge import Knowledge, say
from index.query.query import Asked, Query
from index.scope.limit_scope import body_of
from index.scope.whose import Mention, mentioned
from index.search import Mask

BEGINNING = 160  # characters of a clause within which it says whose parts it lists
_LISTS = re.compile(r"\b(?:membawah\w*|terdiri|meliputi|mencakup|mengoordinasikan)\b", re.IGNORECASE)
_AS_SAID = re.compile(r",? ?sebagaimana (?:dimaksud|tersebut)\b.*$", re.DOTALL)
_LAST = re.compile(r"(?:[;,.]\s*(?:dan|atau|yang)?)?[;,.\s]*$")
_DUTIES = {"tugas", "fungsi"}
_STRUCTURE = "susunan organisasi"
_BELOW = {"bawah", "dibawah", "bawahan", "under", "below"}
_GIVES = re.compile(r"\b(?:mempunyai|memiliki|menyelenggarakan|melaksanakan) (?:\w+ )?(tugas|fungsi)\b")


def of_unit(knowledge: Knowledge, query: Query, unit: Unit) -> Answer | None:
    """A named unit's duties or parts, where the question asks for nothing more particular."""
    if knowledge.lexicon.having("opens", query.intents) or _asks_more(knowledge, query, unit):
        return None
    if "part_of" in query.intents and (found := _part_of(knowledge, query, unit)):
        return found
    kind = knowledge.organisation.names[unit.number].kind
    counted = query.polar and query.numbers  # "punya 4 seksi ya?"
    named = query.intents <= {"list"} and bool(set(query.bodies) - {kind})  # "seksi di bidang X"
    if (counted or named or query.intents & {"structure", "count", "total"}) and (
        found := _consists_of(knowledge, query, unit)
    ):
        return found
    entry = _entry(knowledge, query, unit)
    return answer(knowledge, query, unit_line(knowledge, entry, query.language), [entry])


def of_office(knowledge: Knowledge, query: Query, unit: Unit | None) -> Answer | None:
    """The parts of the home office, where the question asks for them and nothing more particular.

    `unit` is its entry among the organisational units, where it has one.
    """
    if not query.intents & {"structure", "count", "total", "list"} or query.polar or _asks_more(knowledge, query, unit):
        return None
    return _home_consists_of(knowledge, query) or (_consists_of(knowledge, query, unit) if unit else None)


def _asks_more(knowledge: Knowledge, query: Query, unit: Unit | None) -> bool:
    """Whether a question that names a unit, or the home office, says anything else that clauses could be about."""
    around = {"dinas"} | knowledge.reader.home | knowledge.reader.heads
    if unit is not None:
        entry = knowledge.document(unit).entry
        texts = (entry.title, entry.short, entry.place, entry.formal, unit.name)
        around = {"dinas"}.union(*map(knowledge.analyzer.terms, texts))
    aside = query.asking | query.scoped | query.embodied
    return not all(c.says(around) for c in query.concepts if not (c.light or c.within(aside)))


def _home_consists_of(knowledge: Knowledge, query: Query) -> Answer | None:
    """What the home office consists of by the clause that lists it, or how many parts of the kind that is asked for."""
    own = (
        knowledge.reader.home
        | knowledge.reader.heads
        | set(knowledge.analyzer.roots(" ".join(knowledge.lexicon.offices.get("heads", ()))))
    )
    listing = (u for u in knowledge.searcher.holding(knowledge.analyzer.terms(_STRUCTURE)) if u.role == "clause")
    clause = next((u for u in listing if knowledge.searcher.home[u.number] and _named_in(knowledge, u) <= own), None)
    body = body_of(query)
    rows = [row for row in _rows(knowledge, clause) if not body or _body(knowledge, row.text) == body] if clause else []
    if clause is None or not rows or not (body or "structure" in query.intents):
        return None
    office = _of_what(clause).partition("rganisasi ")[2] or knowledge.document(clause).entry.short
    headline = _told(query, office, [_of_what(row) for row in rows], body)
    return answer(knowledge, query, headline, [clause, *(rows if body else ())])


def _told(query: Query, name: str, parts: Sequence[str], kind: str = "") -> str:
    kinds = {part.split()[0].lower() for part in parts}
    told = kinds.pop() if len(kinds) == 1 and kinds != {"sub"} else kind or "unit"
    return say(query.language, "children", name=name, count=len(parts), names=", ".join(parts), kind=told)


def _body(knowledge: Knowledge, name: str) -> str:
    """The kind of unit that a name is of, as limits name it; "" for none."""
    return knowledge.vocabulary.body_names.get(next(iter(knowledge.analyzer.folded(name)), ""), "")


def _of_what(clause: Unit) -> str:
    """What a clause says something of, or a row of a list names: "Bidang X, membawahkan: ..." is of Bidang X."""
    said = _LISTS.search(clause.text[:BEGINNING])
    return _LAST.sub("", _AS_SAID.sub("", clause.text[: said.start()]) if said else clause.text).strip()


def _rows(knowledge: Knowledge, clause: Unit) -> list[Unit]:
    """The rows of a list, those within a row behind it."""
    rows = [(row, knowledge.store.children(row)) for row in knowledge.store.children(clause)]
    return [unit for row, inside in rows for unit in (row, *inside)]


def _named_in(knowledge: Knowledge, clause: Unit) -> set[str]:
    """The terms of what a clause says something of, those that any list of parts has left out."""
    said = set(knowledge.analyzer.terms(_of_what(clause)))
    return said - set(knowledge.analyzer.terms(" ".join(knowledge.lexicon.organisation)))


def _entry(knowledge: Knowledge, query: Query, unit: Unit) -> Unit:
    """Of a unit's own clauses the one that gives what is asked for, its "tugas" or "fungsi", else the first."""
    asked = {word.word for word in query.words} & _DUTIES
    named = (unit.document, unit.name, "")
    same = (u for u in knowledge.organisation.units if (u.document, u.name, u.scope_type) == named)
    given = (u for u in same if len(asked) == 1 and asked.intersection(_GIVES.findall(u.quote.lower())))
    return next(given, unit)


def _consists_of(knowledge: Knowledge, query: Query, unit: Unit) -> Answer | None:
    """How many duties a unit has, where they are counted ("berapa butir tugas"), else its parts; None for neither."""
    asked = [word.word for word in query.words if word.word in _DUTIES]
    entry = _entry(knowledge, query, unit)
    pieces = [piece for piece in knowledge.store.children(entry) if piece.printed and not piece.name]
    if asked and pieces and "structure" not in query.intents:
        headline = say(query.language, "pieces", document=unit.name, count=len(pieces), level=asked[0])
        return answer(knowledge, query, _counted(knowledge, query, headline, len(pieces)), [entry])
    names, clauses = _parts(knowledge, unit)
    if not names:
        return None
    body = body_of(query)
    of_kind = [name for name in names if _body(knowledge, name) == body] if body else []
    headline = _counted(knowledge, query, _told(query, unit.name, of_kind or names), len(of_kind or names))
    return answer(knowledge, query, headline, clauses)


def _counted(knowledge: Knowledge, query: Query, headline: str, count: int) -> str:
    """How many there are, and whether that is as many as a question for a yes or no says."""
    if not query.polar or not query.numbers or is_qualified(knowledge, query):
        return headline
    key = "yes_unit" if count in {number for number, _ in query.numbers} else "no_unit"
    return say(query.language, key, who=headline)


def _parts(knowledge: Knowledge, unit: Unit) -> tuple[list[str], list[Unit]]:
    """The names of a unit's parts and the clauses that tell them."""
    parts = knowledge.organisation.parts(unit)
    structure = [u for u in knowledge.store.children(unit) if u.role == "structure"]
    return ([part.name for part in parts], [*structure[:1], *parts]) if parts else _listed(knowledge, unit)


def _listed(knowledge: Knowledge, unit: Unit) -> tuple[list[str], list[Unit]]:
    """The names of a unit's parts as a clause lists them that names it first ("Bidang X, membawahkan: 1. ...")."""
    clauses = [u for u in _naming(knowledge, unit) if _lists_parts(knowledge, u, unit)][:1]
    rows = [_of_what(row) for clause in clauses for row in knowledge.store.children(clause)]
    return [name for name in rows if name], clauses


def _naming(knowledge: Knowledge, unit: Unit) -> list[Unit]:
    """The clauses of a unit's document that say its name."""
    terms = knowledge.organisation.names[unit.number].terms
    return [u for u in knowledge.searcher.holding(terms) if u.document == unit.document]


def _lists_parts(knowledge: Knowledge, clause: Unit, unit: Unit) -> bool:
    """Whether a clause says of a unit, and of no other, what it consists of."""
    words = set(knowledge.analyzer.folded(_of_what(clause))) - set(knowledge.lexicon.organisation)
    return bool(_LISTS.search(clause.text[:BEGINNING])) and words == set(knowledge.analyzer.folded(unit.name))


def _part_of(knowledge: Knowledge, query: Query, unit: Unit) -> Answer | None:
    """What a unit is part of, by the row that lists it; None where no clause says that."""
    if above := knowledge.organisation.above(unit):
        headline = say(query.language, "part_of", name=unit.name, of=above.name)
        return answer(knowledge, query, headline, [_row(knowledge, above, unit) or above])
    name = knowledge.analyzer.folded(unit.name)
    for row in _naming(knowledge, unit):
        whole = knowledge.store.unit(row.parent) if row.parent is not None else row
        said = _LISTS.search(whole.text[:BEGINNING])
        if said and knowledge.analyzer.folded(row.text)[: len(name)] == name:
            of = _LAST.sub("", whole.text[: said.start()])
            return answer(knowledge, query, say(query.language, "part_of", name=unit.name, of=of), [whole])
    return None


def _row(knowledge: Knowledge, above: Unit, unit: Unit) -> Unit | None:
    """The shortest clause that lists a unit among the parts of the one above; None where none does."""
    names = knowledge.organisation.names
    beside = [frozenset(names[u.number].terms) for u in knowledge.organisation.parts(above) if u != unit]
    own = frozenset(names[unit.number].terms).difference(frozenset.intersection(*beside) if beside else ())
    rows = [u for u in knowledge.searcher.holding(own) if u.role == "structure" and u.unit == above.number]
    return min(rows, key=lambda u: len(u.text), default=None)


def verdict(knowledge: Knowledge, query: Query, mention: Mention) -> Answer | None:
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
    if not covered and partly and partly[0].coverage >= COVERED:  # a clause that may answer otherwise
        return None
    document = knowledge.document(mention.unit).entry.short
    return unstated(knowledge, query, "not_stated", sorted(said, key=lambda c: c.places), document)


def _has_part(knowledge: Knowledge, query: Query, mention: Mention, said: Sequence[Asked]) -> Answer | None:
    """Whether a unit has the part that a question names by its kind, "seksi statistik"; None where it doesn't ask that.

    The documents must tell parts of that kind.
    """
    unit, body = mention.unit, next((b for b in query.bodies if b != _body(knowledge, mention.unit.name)), "")
    beside = query.embodied - mention.places
    is_name = any(c.places[0] - 1 in beside or c.places[1] in beside for c in said)  # not "seksi yang ..."
    names, clauses = _parts(knowledge, unit) if body and is_name else ([], [])
    named = [name for name in names if _body(knowledge, name) == body]
    if not named:
        return None
    having = (name for name in named if all(c.says(frozenset(knowledge.analyzer.terms(name))) for c in said))
    part = next(having, "")
    row = next((u for u in knowledge.organisation.parts(unit) if u.name == part), None)
    told = [(row and _row(knowledge, unit, row)) or clauses[0]]
    headline = unit_line(knowledge, row, query.language) if row else _told(query, unit.name, [part] if part else named)
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
    told = _row(knowledge, parent.unit, child.unit) or parent.unit
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
