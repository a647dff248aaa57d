"""A unit that a question names: its duties, its parts, what it is part of."""

from __future__ import annotations

import re

from index.answer import Answer
from index.answering.compose import answer, unit_line
from index.generation.store import Unit
from index.knowledge import Knowledge, say
from index.query.query import Query
from index.scope.whose import Mention

BEGINNING = 160  # characters of a clause within which it says whose parts it lists
_LISTS = re.compile(r"\b(?:membawah\w*|terdiri|meliputi|mencakup|mengoordinasikan)\b", re.IGNORECASE)
_AS_SAID = re.compile(r",? ?sebagaimana (?:dimaksud|tersebut)\b.*$", re.DOTALL)
_LAST = re.compile(r"(?:[;,.]\s*(?:dan|atau)?)?[;,.\s]*$")


def of_unit(knowledge: Knowledge, query: Query, mention: Mention) -> Answer | None:
    """A named unit's duties or parts, where the question asks for nothing more particular."""
    if "accountable" in query.intents or _asks_more(knowledge, query, mention):
        return None
    if "part_of" in query.intents and (found := _part_of(knowledge, query, mention.unit)):
        return found
    if found := consists_of(knowledge, query, mention.unit):
        return found
    unit = _entry(knowledge, query, mention.unit)
    return answer(knowledge, query, unit_line(knowledge, unit, query.language), [unit])


_DUTIES = {"tugas", "fungsi"}
_GIVES = re.compile(r"\b(?:mempunyai|memiliki|menyelenggarakan|melaksanakan) (?:\w+ )?(tugas|fungsi)\b")


def _entry(knowledge: Knowledge, query: Query, unit: Unit) -> Unit:
    """Of a unit's own clauses the one that begins with what is asked for, its "tugas" or "fungsi", else holds it."""
    asked = {word.word for word in query.words} & _DUTIES
    same = [
        u for u in knowledge.organisation.units if (u.document, u.name, u.scope_type) == (unit.document, unit.name, "")
    ]
    given = [(u, _GIVES.findall(u.text[:BEGINNING].lower())) for u in same if len(asked) == 1]
    begins = next((u for u, words in given if words and words[-1] in asked), None)
    holds = next((u for u, words in given if words and asked & set(_GIVES.findall(u.quote.lower()))), unit)
    return begins or holds


def _counted(knowledge: Knowledge, query: Query, unit: Unit) -> Answer | None:
    """How many duties a unit has, where they are counted ("berapa butir tugas"); None where they aren't."""
    asked = [word.word for word in query.words if word.word in _DUTIES]
    entry = _entry(knowledge, query, unit)
    pieces = [piece for piece in knowledge.store.children(entry) if piece.printed and not piece.name]
    own = [piece for piece in pieces if piece.level in asked] or pieces
    if "structure" in query.intents or not asked or not own:
        return None
    headline = say(query.language, "pieces", document=unit.name, count=len(own), level=asked[0])
    return answer(knowledge, query, headline, [entry])


def of_office(knowledge: Knowledge, query: Query, head: Mention) -> Answer | None:
    """The parts of the home office, where the question asks for them and nothing more particular."""
    return None if _asks_more(knowledge, query, head) else consists_of(knowledge, query, head.unit)


def consists_of(knowledge: Knowledge, query: Query, unit: Unit) -> Answer | None:
    """The parts of a unit; None where the question doesn't ask for them, or no clause lists them."""
    if not query.intents & {"structure", "count", "total"}:
        return None
    if counted := _counted(knowledge, query, unit):
        return counted
    if listed := _listed(knowledge, query, unit):
        return listed
    children = knowledge.organisation.parts(unit)
    if not children:
        return None
    structure = [u for u in knowledge.store.children(unit) if u.role == "structure"]
    headline = say(
        query.language, "children", name=unit.name, count=len(children), kind=children[0].name.split()[0].lower(),
        names=", ".join(child.name for child in children),
    )  # fmt: skip
    return answer(knowledge, query, headline, [*structure[:1], *children])


def _part_of(knowledge: Knowledge, query: Query, unit: Unit) -> Answer | None:
    """What a unit is part of, by the row that lists it; None where no clause says that."""
    above = knowledge.organisation.above(unit)
    if above is not None:
        headline = say(query.language, "part_of", name=unit.name, of=above.name)
        return answer(knowledge, query, headline, [_row(knowledge, above, unit) or above])
    name = knowledge.analyzer.folded(unit.name)
    for row in _naming(knowledge, unit):
        whole = knowledge.store.unit(row.parent) if row.parent is not None else None
        said = _LISTS.search(whole.text[:BEGINNING]) if whole else None
        if whole and said and knowledge.analyzer.folded(row.text)[: len(name)] == name:
            of = _LAST.sub("", whole.text[: said.start()])
            return answer(knowledge, query, say(query.language, "part_of", name=unit.name, of=of), [whole])
    return None


def _listed(knowledge: Knowledge, query: Query, unit: Unit) -> Answer | None:
    """The parts of a unit as a clause lists them that names it first ("Bidang X, membawahkan: 1. ... 2. ...")."""
    if knowledge.organisation.parts(unit):
        return None
    clause = next((u for u in _naming(knowledge, unit) if _lists_parts(knowledge, u, unit)), None)
    rows = [row.text.partition(",")[0] for row in knowledge.store.children(clause)] if clause else []
    names = [name for row in rows if (name := _LAST.sub("", row).strip())]
    if clause is None or not names:
        return None
    kinds = {name.split()[0].lower() for name in names}
    headline = say(
        query.language, "children", name=unit.name, count=len(names), names=", ".join(names),
        kind=kinds.pop() if len(kinds) == 1 else "unit",
    )  # fmt: skip
    return answer(knowledge, query, headline, [clause])


def _naming(knowledge: Knowledge, unit: Unit) -> list[Unit]:
    """The clauses of a unit's document that say its name."""
    terms = knowledge.organisation.names[unit.number].terms
    return [u for u in knowledge.searcher.holding(terms) if u.document == unit.document]


def _lists_parts(knowledge: Knowledge, clause: Unit, unit: Unit) -> bool:
    """Whether a clause says of a unit, and of no other, what it consists of."""
    said = _LISTS.search(clause.text[:BEGINNING])
    if not said:
        return False
    named = _AS_SAID.sub("", clause.text[: said.start()])
    words = set(knowledge.analyzer.folded(named)) - set(knowledge.lexicon.organisation)
    return words == set(knowledge.analyzer.folded(unit.name))


def _asks_more(knowledge: Knowledge, query: Query, mention: Mention) -> bool:
    """Whether a question that names a unit says anything else that clauses could be about."""
    around = set(_around(knowledge, mention.unit))
    rest = [c for c in query.concepts if not c.light and not c.within(mention.places | query.asking)]
    return not all(any(set(a.terms) <= around for a in c.alternatives) for c in rest)


def _row(knowledge: Knowledge, above: Unit, unit: Unit) -> Unit | None:
    """The shortest clause that lists a unit among the parts of the one above; None where none does."""
    names = knowledge.organisation.names
    beside = [frozenset(names[u.number].terms) for u in knowledge.organisation.parts(above) if u != unit]
    own = frozenset(names[unit.number].terms).difference(frozenset.intersection(*beside) if beside else ())
    rows = [u for u in knowledge.searcher.holding(own) if u.role == "structure" and u.unit == above.number]
    return min(rows, key=lambda u: len(u.text), default=None)


def _around(knowledge: Knowledge, unit: Unit) -> list[str]:
    entry = knowledge.document(unit).entry
    texts = [entry.title, entry.short, entry.place, entry.formal, unit.name]
    return [term for text in texts for term in knowledge.analyzer.terms(text)] + ["dinas"]
