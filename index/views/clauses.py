"""/pasal: a clause in full, with the ones beside it; a list of clauses where it is too long, or none is named."""

from __future__ import annotations

from collections.abc import Sequence

from index.answering.compose import cite
from index.answering.refusal import missing_clause
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Pair, Query, Reference
from index.scope.whose import mentioned
from index.views.documents import status_lines
from index.views.view import Choice, Row, View

LONGEST = 2500  # characters; a longer clause is shown as a list of its parts
OPENING = 120  # characters of a clause in a list
MOST_CHOICES = 40


def build(knowledge: Knowledge, argument: str, language: str) -> View:
    """The clause that the argument names: "12 3", "lampiran iv bidang 4", an id; all pasal where it is blank."""
    if not argument.strip():
        return _list(knowledge, _articles(knowledge, language), say(language, "view_clauses"), language)
    unit = knowledge.store.by_id(argument.strip().lower())
    if unit is not None:
        return _whole(knowledge, [unit], knowledge.reader.read(""), language)
    query = knowledge.reader.read(_full(argument, language))
    reference = knowledge.referrer.find(query)
    if reference.foreign:
        return _none(say(language, "no_answer_foreign", law=reference.foreign), language)
    if units := _resolved(knowledge, query, reference):
        return _whole(knowledge, units, query, language)
    missing = missing_clause(knowledge, query, reference)
    said = missing.headline if missing else say(language, "view_no_clause", asked=" ".join(argument.split()))
    return _none(said, language)


def _full(argument: str, language: str) -> str:
    """The argument with the level that a bare number at its start is one of: "12 3" is pasal 12 ayat 3."""
    text = argument.strip()
    return f"{term(language, 'view_article')} {text}" if text[:1].isdigit() else text


def _resolved(knowledge: Knowledge, query: Query, reference: Reference) -> list[Unit]:
    """The units that an argument names: by number each listed one, by the name of a part, by a unit's name."""
    listed = (knowledge.referrer.resolve(one, query)[:1] for one in reference.each()) if reference.pairs else ()
    if found := [unit for units in listed for unit in units]:
        return found
    if reference.pairs:
        return []
    every = frozenset(document.number for document in knowledge.store.documents)
    mention = mentioned(knowledge, query, every)
    return [mention.unit] if mention else knowledge.referrer.parts(reference, query)


def _articles(knowledge: Knowledge, language: str) -> list[Unit]:
    """The clauses of the level that bare numbers mean, document by document."""
    pair = Pair(said=(term(language, "view_article"),), number="")
    query = knowledge.reader.read("")
    numbers = [document.number for document in knowledge.store.documents]
    found = (knowledge.referrer.siblings(pair, (), query, Reference(documents=(n,))) for n in numbers)
    return [unit for units in found for unit in units]


def _none(title: str, language: str) -> View:
    listed = Choice(label=say(language, "view_all_clauses"), view="clauses", argument="")
    return View(name="clauses", language=language, title=title, choices=(listed,))


def _list(knowledge: Knowledge, units: Sequence[Unit], title: str, language: str) -> View:
    if not units:
        return View(name="clauses", language=language, title=say(language, "view_no_clauses"))
    query = knowledge.reader.read("")
    return View(
        name="clauses", language=language, title=title,
        rows=tuple(_row(knowledge, unit, query, brief=True) for unit in units),
        choices=tuple(_choice(unit) for unit in units[:MOST_CHOICES]),
    )  # fmt: skip


def _whole(knowledge: Knowledge, units: Sequence[Unit], query: Query, language: str) -> View:
    """The clauses in full, or the parts of a long one, with the formal citation to copy."""
    first = units[0]
    parts = _parts(knowledge, first) if len(units) == 1 and len(first.quote) > LONGEST else []
    return View(
        name="clauses",
        language=language,
        title="; ".join(unit.cite for unit in units),
        rows=tuple(_row(knowledge, unit, query, brief=bool(parts)) for unit in parts or units),
        notes=("\n".join(unit.formal for unit in units), *_not_in_force(knowledge, units, language)),
        choices=(*(_choice(unit) for unit in parts[:MOST_CHOICES]), *_beside(knowledge, first, language)),
        copy="; ".join(unit.formal for unit in units),
    )


def _parts(knowledge: Knowledge, unit: Unit) -> list[Unit]:
    return [part for part in knowledge.store.children(unit) if part.text]


def _row(knowledge: Knowledge, unit: Unit, query: Query, *, brief: bool) -> Row:
    citation = cite(knowledge, unit, query)
    text = _opening(citation.quote) if brief else citation.quote
    return Row(
        cells=(unit.cite, text) if brief else (text,),
        data={"document": citation.document, "id": unit.id, "label": unit.cite, "formal": unit.formal, "text": text},
        citations=(citation,),
    )


def _opening(quote: str) -> str:
    """The first words of a clause, cut between two words."""
    line = quote.partition("\n")[0]
    if len(line) <= OPENING:
        return line
    return line[: line.rfind(" ", 0, OPENING)] + " …"


def _not_in_force(knowledge: Knowledge, units: Sequence[Unit], language: str) -> list[str]:
    documents = {unit.document: knowledge.document(unit) for unit in units}.values()
    gone = [document for document in documents if document.entry.status.in_force == "no"]
    return [" ".join(status_lines(document, language)) for document in gone]


def _beside(knowledge: Knowledge, unit: Unit, language: str) -> list[Choice]:
    """The clause before, the one after and the one around: buttons keep its id, which never changes."""
    line = [u for u in knowledge.store.of_level(unit.document, unit.level) if _alike(u, unit) and u.text]
    at = line.index(unit) if unit in line else -1
    found = []
    if at > 0:
        found.append(_choice(line[at - 1], "‹ {}"))
    if 0 <= at < len(line) - 1:
        found.append(_choice(line[at + 1], "{} ›"))
    if unit.parent is not None and (above := knowledge.store.unit(unit.parent)).label and above.text:
        found.append(_choice(above, "↑ {}"))
    return found


def _alike(one: Unit, other: Unit) -> bool:
    """Whether two units of a level stand in one line of clauses: both elucidation or not."""
    return (one.role == "elucidation") == (other.role == "elucidation")


def _choice(unit: Unit, form: str = "{}") -> Choice:
    return Choice(label=form.format(unit.label.rsplit(", ", 1)[-1]), view="clauses", argument=unit.id)
