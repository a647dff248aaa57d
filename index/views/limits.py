"""/batas: how many units of each kind an office may have, by level and type, each number with its clause."""

from __future__ import annotations

from dataclasses import replace

from index.answering.compose import cite
from index.answering.refusal import gate
from index.generation.facts import AT_MOST, Limit
from index.knowledge import Knowledge, say, term
from index.query.query import Query
from index.views.view import Choice, Row, View, notes_of


def build(knowledge: Knowledge, argument: str, language: str) -> View:
    """The limits of the level and type that the argument names, of all where it names none."""
    query = knowledge.reader.read(argument)
    refused = gate(knowledge, replace(query, language=language), knowledge.referrer.find(query))
    held = [row for row in knowledge.limits if _fits(row, query) and not refused]
    title = say(language, "view_limits") if held else refused.headline if refused else say(language, "view_no_limits")
    return View(
        name="limits",
        language=language,
        title=title,
        columns=tuple(term(language, key) for key in ("view_office", "view_unit", "view_number", "view_clause")),
        rows=tuple(_row(knowledge, row, query, language) for row in sorted(held, key=_order)),
        notes=tuple(_notes(knowledge, query, held, language)),
        choices=tuple(_choices(knowledge, query, language)),
    )


def _fits(row: Limit, query: Query) -> bool:
    return (not query.levels or row.level in query.levels) and (not query.types or row.type.lower() in query.types)


def _order(row: Limit) -> tuple[bool, str, int]:
    return row.level != "provinsi", row.type, row.place


def _row(knowledge: Knowledge, row: Limit, query: Query, language: str) -> Row:
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
