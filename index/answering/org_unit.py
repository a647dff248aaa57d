"""What is asked of a unit that a question names: its duties, its parts, what it is part of."""

import re
from collections.abc import Sequence

from index.answer import Answer
from index.answering.compose import answer, unit_line, yes_or_no
from index.answering.precedence import is_qualified
from index.generation.store import Unit
from index.knowledge import Knowledge, say
from index.query.query import Query
from index.scope.limit_scope import body_of

BEGINNING = 160  # characters of a clause within which it says whose parts it lists
_LISTS = re.compile(r"\b(?:membawah\w*|terdiri|meliputi|mencakup|mengoordinasikan)\b", re.IGNORECASE)
_AS_SAID = re.compile(r",? ?sebagaimana (?:dimaksud|tersebut)\b.*$", re.DOTALL)
_LAST = re.compile(r"(?:[;,.]\s*(?:dan|atau|yang)?)?[;,.\s]*$")
_DUTIES = {"tugas", "fungsi"}
_STRUCTURE = "susunan organisasi"
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
    if (
        not query.intents & {"structure", "count", "total", "list"}
        or (query.polar and not query.numbers)
        or _asks_more(knowledge, query, unit)
    ):
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
    rows = (
        [row for row in _rows(knowledge, clause) if not body or kind_of(knowledge, row.text) == body] if clause else []
    )
    if clause is None or not rows or not (body or "structure" in query.intents):
        return None
    office = _of_what(clause).partition("rganisasi ")[2] or knowledge.document(clause).entry.short
    headline = _counted(knowledge, query, told(query, office, [_of_what(row) for row in rows], body), len(rows))
    return answer(knowledge, query, headline, [clause, *(rows if body else ())])


def told(query: Query, name: str, parts: Sequence[str], kind: str = "") -> str:
    """A sentence on how many parts a unit has, of what kind, and what they are called."""
    kinds = {part.split()[0].lower() for part in parts}
    of_kind = kinds.pop() if len(kinds) == 1 and kinds != {"sub"} else kind or "unit"
    return say(query.language, "children", name=name, count=len(parts), names=", ".join(parts), kind=of_kind)


def kind_of(knowledge: Knowledge, name: str) -> str:
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
    names, clauses = parts_of(knowledge, unit)
    if not names:
        return None
    body = body_of(query)
    of_kind = [name for name in names if kind_of(knowledge, name) == body] if body else []
    headline = _counted(knowledge, query, told(query, unit.name, of_kind or names), len(of_kind or names))
    return answer(knowledge, query, headline, clauses)


def _counted(knowledge: Knowledge, query: Query, headline: str, count: int) -> str:
    """How many there are, and whether that is as many as a question for a yes or no says."""
    if not query.polar or not query.numbers or is_qualified(knowledge, query):
        return headline
    return yes_or_no(query, count in {number for number, _ in query.numbers}, headline)


def parts_of(knowledge: Knowledge, unit: Unit) -> tuple[list[str], list[Unit]]:
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
        return answer(knowledge, query, headline, [row_of(knowledge, above, unit) or above])
    name = knowledge.analyzer.folded(unit.name)
    for row in _naming(knowledge, unit):
        whole = knowledge.store.unit(row.parent) if row.parent is not None else row
        said = _LISTS.search(whole.text[:BEGINNING])
        if said and knowledge.analyzer.folded(row.text)[: len(name)] == name:
            of = _LAST.sub("", whole.text[: said.start()])
            return answer(knowledge, query, say(query.language, "part_of", name=unit.name, of=of), [whole])
    return None


def row_of(knowledge: Knowledge, above: Unit, unit: Unit) -> Unit | None:
    """The shortest clause that lists a unit among the parts of the one above; None where none does."""
    names = knowledge.organisation.names
    beside = [frozenset(names[u.number].terms) for u in knowledge.organisation.parts(above) if u != unit]
    own = frozenset(names[unit.number].terms).difference(frozenset.intersection(*beside) if beside else ())
    rows = [u for u in knowledge.searcher.holding(own) if u.role == "structure" and u.unit == above.number]
    return min(rows, key=lambda u: len(u.text), default=None)
