"""/batas and /definisi: the facts that documents state, each with its clause.

How many units of each kind an office may have, by level and type; the terms that are defined, in their clauses' words.
"""

from __future__ import annotations

from dataclasses import replace

from index.answering.compose import cite
from index.answering.gates import gate
from index.generation.facts import AT_MOST, Definition, Limit
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Query
from index.scope.limit_scope import in_scope
from index.views.view import Choice, Row, View, notes_of


def limits(knowledge: Knowledge, argument: str, language: str) -> View:
    """The limits of the level and type that the argument names, of all where it names none."""
    query = knowledge.reader.read(argument)
    refused = gate(knowledge, replace(query, language=language), knowledge.referrer.find(query))
    held = [row for row in knowledge.limits if in_scope(row, query) and not refused]
    title = say(language, "view_limits") if held else refused.headline if refused else say(language, "view_no_limits")
    return View(
        name="limits",
        language=language,
        title=title,
        columns=tuple(term(language, key) for key in ("view_office", "view_unit", "view_number", "view_clause")),
        rows=tuple(_limit_row(knowledge, row, query, language) for row in sorted(held, key=_order)),
        notes=tuple(_notes(knowledge, query, held, language)),
        choices=tuple(_choices(knowledge, query, language)),
    )


def _order(row: Limit) -> tuple[bool, str, int]:
    return row.level != "provinsi", row.type, row.place


def _limit_row(knowledge: Knowledge, row: Limit, query: Query, language: str) -> Row:
    units = [unit for i in row.citations if (unit := knowledge.store.by_id(i))]
    level = term(language, f"short {row.level}")
    number = f"{'≤' if row.bound == AT_MOST else '='} {row.count}"
    return Row(
        cells=(f"{level} {row.type}", row.body, number, _short(units[0].label) if units else ""),
        data={
            "document": row.document, "level": row.level, "type": row.type, "parent": row.parent, "body": row.body,
            "bound": row.bound, "count": row.count,
        },
        citations=tuple(cite(knowledge, unit, query) for unit in units),
    )  # fmt: skip


def _short(label: str) -> str:
    """A clause's label as a table has room for it: "Pasal 12 ayat (3)" is "12 (3)"."""
    return label.replace("Pasal ", "").replace("ayat ", "")


def _notes(knowledge: Knowledge, query: Query, held: list[Limit], language: str) -> list[str]:
    units = [unit for row in held for i in row.citations if (unit := knowledge.store.by_id(i))]
    known = notes_of(knowledge, replace(query, language=language), units)
    return [*known, say(language, "view_limits_note")] if held else []


def _choices(knowledge: Knowledge, query: Query, language: str) -> list[Choice]:
    """Buttons that narrow the table: levels while none is named, then types; then to the others, and back to all."""
    levels = list(dict.fromkeys(row.level for row in knowledge.limits))
    types = sorted({row.type for row in knowledge.limits})
    everything = Choice(label=say(language, "view_all_limits"), view="limits", argument="")
    if not query.levels:
        narrower = [Choice(label=term(language, level).title(), view="limits", argument=level) for level in levels]
        return [*narrower, *([everything] if query.types else [])]
    named = query.levels[0]
    others = [kind for kind in types if kind.lower() not in query.types]
    return [
        *(Choice(label=_type(kind, language), view="limits", argument=f"{named} tipe {kind}") for kind in others),
        everything,
    ]


def _type(kind: str, language: str) -> str:
    text = term(language, "whom_type", type=kind)
    return text[:1].upper() + text[1:]


def definitions(knowledge: Knowledge, argument: str, language: str) -> View:
    """What the documents say that a term means; all terms where the argument is blank."""
    query = replace(knowledge.reader.read(argument), language=language)
    found = [
        (definition, unit)
        for definition in knowledge.definitions
        if (argument.strip() or not definition.explained)
        and (unit := knowledge.store.by_id(definition.citation))
        and _defines(knowledge, definition, query)
    ]
    typed = knowledge.analyzer.folded(argument)
    found = [row for row in found if typed and knowledge.analyzer.folded(row[0].short) == typed] or found
    if found:
        return View(
            name="definitions",
            language=language,
            title=say(language, "view_definitions"),
            rows=tuple(_term_row(knowledge, definition, unit, query) for definition, unit in found),
            notes=tuple(notes_of(knowledge, query, [unit for _, unit in found])),
        )
    if not argument.strip():
        return View(name="definitions", language=language, title=say(language, "view_no_definitions"))
    return View(
        name="definitions",
        language=language,
        title=say(language, "view_no_definition", term=" ".join(argument.split())),
        choices=tuple(_term(definition) for definition in knowledge.definitions if not definition.explained),
    )


def _defines(knowledge: Knowledge, definition: Definition, query: Query) -> bool:
    """Whether all that was typed is said by the term, or by its short form."""
    terms = frozenset(knowledge.analyzer.terms(definition.term))
    short = frozenset(knowledge.analyzer.terms(definition.short))
    asked = [concept for concept in query.concepts if not concept.within(query.asking)]
    if not asked:
        return not query.text.strip()
    return all(concept.says(terms) for concept in asked) or all(concept.says(short) for concept in asked)


def _term_row(knowledge: Knowledge, definition: Definition, unit: Unit, query: Query) -> Row:
    citation = cite(knowledge, unit, query)
    name = f"{definition.term} ({definition.short})" if definition.short else definition.term
    return Row(
        cells=(name, citation.quote),
        data={
            "document": citation.document, "term": definition.term, "short": definition.short, "text": citation.quote,
        },
        citations=(citation,),
    )  # fmt: skip


def _term(definition: Definition) -> Choice:
    return Choice(label=definition.term, view="definitions", argument=definition.term)
