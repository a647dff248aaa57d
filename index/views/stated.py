"""/batas and /definisi: the facts that documents state, each with its clause."""

from dataclasses import asdict, replace

from index.answering.compose import cite
from index.answering.refusal import gate
from index.generation.facts import AT_MOST, Definition, Limit
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Query
from index.views.aim import as_typed
from index.views.view import Choice, Row, View, cited, notes_of


def limits(knowledge: Knowledge, argument: str, language: str) -> View:
    """The limits of the level and type that the argument names, of all where it names none."""
    query = replace(knowledge.reader.read(argument), language=language)
    refused = gate(knowledge, query, knowledge.referrer.find(query))
    held = [row for row in knowledge.facts.limits if query.in_scope(row.level, row.type.lower()) and not refused]
    held.sort(key=lambda row: (row.level != "provinsi", row.type, row.place))
    title = say(language, "view_limits") if held else refused.headline if refused else say(language, "view_no_limits")
    known = notes_of(knowledge, query, knowledge.store.by_ids([i for row in held for i in row.citations]))
    columns = tuple(term(language, key) for key in ("view_office", "view_unit", "view_number", "view_clause"))
    rows = tuple(_limit_row(knowledge, row, query) for row in held)
    notes = (*known, say(language, "view_limits_note")) if held else ()
    choices = tuple(_choices(knowledge, query, language))
    return View(name="limits", language=language, title=title, columns=columns, rows=rows, notes=notes, choices=choices)


def number(row: Limit) -> str:
    """How many a limit allows: "≤ 4"."""
    return f"{'≤' if row.bound == AT_MOST else '='} {row.count}"


def _limit_row(knowledge: Knowledge, row: Limit, query: Query) -> Row:
    units = knowledge.store.by_ids(row.citations)
    level = term(query.language, f"short {row.level}")
    clause = units[0].label.replace("Pasal ", "").replace("ayat ", "") if units else ""  # as a table has room for it
    cells = (f"{level} {row.type}", row.body, number(row), clause)
    return cited(knowledge, query, cells, asdict(row), units)


def _choices(knowledge: Knowledge, query: Query, language: str) -> list[Choice]:
    """Buttons that narrow the table: levels while none is named, then types; then to the others, and back to all."""
    if query.levels:
        types = sorted({row.type for row in knowledge.facts.limits if row.type.lower() not in query.types})
        narrower = {as_typed((query.levels[0], kind)): say(language, "whom_type", type=kind) for kind in types}
    else:
        narrower = {row.level: term(language, row.level).title() for row in knowledge.facts.limits}
    everything = {"": say(language, "view_all_limits")} if query.levels or query.types else {}
    return [Choice(label=label, view="limits", argument=name) for name, label in (narrower | everything).items()]


def definitions(knowledge: Knowledge, argument: str, language: str) -> View:
    """What the documents say that a term means; all terms where the argument is blank."""
    query = replace(knowledge.reader.read(argument), language=language)
    held, asked = knowledge.facts.definitions, " ".join(argument.split())
    said = [row for row in held if (asked or not row.explained) and _defines(knowledge, row, query)]
    found = [(row, unit) for row in said if (unit := knowledge.store.by_id(row.citation))]
    typed = knowledge.analyzer.folded(argument)
    found = [row for row in found if typed and knowledge.analyzer.folded(row[0].short) == typed] or found
    key = "view_definitions" if found else "view_no_definition" if asked else "view_no_definitions"
    others = [row.term for row in held if asked and not found and not row.explained]
    title, rows = say(language, key, term=asked), tuple(_term_row(knowledge, row, unit, query) for row, unit in found)
    notes = tuple(notes_of(knowledge, query, [unit for _, unit in found])) if found else ()
    choices = tuple(Choice(label=name, view="definitions", argument=name) for name in others)
    return View(name="definitions", language=language, title=title, rows=rows, notes=notes, choices=choices)


def _defines(knowledge: Knowledge, definition: Definition, query: Query) -> bool:
    """Whether all that was typed is said by the term, or by its short form."""
    names = [frozenset(knowledge.analyzer.terms(name)) for name in (definition.term, definition.short)]
    asked = [concept for concept in query.concepts if not concept.within(query.asking)]
    if not asked:
        return not query.text.strip()
    return any(all(concept.says(name) for concept in asked) for name in names)


def _term_row(knowledge: Knowledge, definition: Definition, unit: Unit, query: Query) -> Row:
    citation = cite(knowledge, unit, query)
    name = f"{definition.term} ({definition.short})" if definition.short else definition.term
    data = {"document": citation.document, "term": definition.term, "short": definition.short, "text": citation.quote}
    return Row(cells=(name, citation.quote), data=data, citations=(citation,))
