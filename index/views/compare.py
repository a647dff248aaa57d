"""/banding: two types of office side by side, or who does one thing in the home office and in each type."""

from __future__ import annotations

from itertools import combinations

from index.answering.compose import cite, unit_line
from index.generation.facts import AT_MOST, Limit
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Query
from index.scope import whose
from index.views.aim import Aim, Scope, aim, annex_parts, describes, named_scopes, scope_level
from index.views.by_type import Service, lacking, placed, services
from index.views.view import Choice, Row, View, notes_of

NAME = "compare"


def build(knowledge: Knowledge, argument: str, language: str) -> View:
    """The types that the argument names side by side; where it names a topic, who does that in each place."""
    wanted = aim(knowledge, NAME, argument, language, "who")
    if wanted.refused:
        return wanted.shown(wanted.refused, choices=_pairs(knowledge))
    if wanted.topic(knowledge):
        return placed(knowledge, wanted)
    scopes = [
        scope for scope in _levelled(knowledge, named_scopes(knowledge, wanted.query)) if _known(knowledge, scope)
    ]
    if len(scopes) < 2:
        across = len(wanted.query.levels) > 1
        return wanted.shown(say(language, "view_compare_what"), choices=_pairs(knowledge, across=across))
    return _sides(knowledge, wanted, scopes)


def _levelled(knowledge: Knowledge, scopes: list[Scope]) -> list[Scope]:
    """The scopes, those without a level at the home office's, else at the first that has the type."""
    home = scope_level(whose.home_level(knowledge))
    levels = [home, *dict.fromkeys(part.scope_level for part in annex_parts(knowledge))]
    found: list[Scope] = []
    for level, kind in scopes:
        fitting = [(name, kind) for name in levels if name and _known(knowledge, (name, kind))]
        found += [(level, kind)] if level else fitting[:1]
    return list(dict.fromkeys(found))


def _known(knowledge: Knowledge, scope: Scope) -> bool:
    limits = any((row.level, row.type.lower()) == scope for row in knowledge.limits)
    return limits or any((part.scope_level, part.scope_type) == scope for part in annex_parts(knowledge))


def _sides(knowledge: Knowledge, wanted: Aim, scopes: list[Scope]) -> View:
    """Limits and sizes side by side; of two scopes also the services that only the one has."""
    query, language = wanted.query, wanted.query.language
    named = {scope: _name(scope, scopes, language) for scope in scopes}
    annexes = _annexes(knowledge, scopes)
    rows = _limits(knowledge, query, scopes, named)
    rows += [_sizes(knowledge, query, document, scopes, named) for document in annexes]
    differing: list[Row] = []
    for document in annexes if len(scopes) == 2 else ():
        differing += _only(knowledge, query, document, scopes, named)
        differing += _only(knowledge, query, document, scopes[::-1], named)
    notes = [say(language, "view_limits_note_words")]
    if len(scopes) == 2 and annexes:
        notes.append(say(language, "view_compare_only" if differing else "view_compare_none"))
    elif annexes:
        notes.append(say(language, "view_compare_two"))
    title = " / ".join(_name(scope, scopes, language, long=True) for scope in scopes)
    return wanted.shown(
        say(language, "view_compare", whom=title),
        rows=[*rows, *differing],
        notes=[*notes_of(knowledge, query, _cited(knowledge, rows)), *notes],
        choices=[_pair(one, other) for one, other in combinations(scopes, 2) if len(scopes) > 2],
    )


def _cited(knowledge: Knowledge, rows: list[Row]) -> list[Unit]:
    ids = dict.fromkeys(citation.id for row in rows for citation in row.citations)
    return [unit for i in ids if (unit := knowledge.store.by_id(i))]


def _name(scope: Scope, scopes: list[Scope], language: str, *, long: bool = False) -> str:
    """A scope as its row calls it: by its type alone where all are of one level."""
    level, kind = scope
    several = len({level for level, _ in scopes}) > 1
    key = "whom" if long else "view_scope" if several else "whom_type"
    return term(language, key, level=term(language, level), type=kind.upper())


def _limits(knowledge: Knowledge, query: Query, scopes: list[Scope], named: dict[Scope, str]) -> list[Row]:
    """One row for each body that a document limits, the number of each scope in it."""
    limits = sorted(knowledge.limits, key=lambda row: (row.document, row.place))
    held = {(row.document, row.body): dict[Scope, Limit]() for row in limits}
    for row in limits:
        held[row.document, row.body][row.level, row.type.lower()] = row
    return [
        _limit(knowledge, query, rows, scopes, named)
        for rows in held.values()
        if any(scope in rows for scope in scopes)
    ]


def _limit(
    knowledge: Knowledge, query: Query, rows: dict[Scope, Limit], scopes: list[Scope], named: dict[Scope, str]
) -> Row:
    first = next(rows[scope] for scope in scopes if scope in rows)
    numbers = [_number(rows.get(scope)) for scope in scopes]
    ids = dict.fromkeys(i for scope in scopes if scope in rows for i in rows[scope].citations)
    units = [unit for i in ids if (unit := knowledge.store.by_id(i))]
    clauses = [_clause(knowledge, rows.get(scope)) for scope in scopes]
    sides = " · ".join(
        f"{named[scope]} {number}{clause}" for scope, number, clause in zip(scopes, numbers, clauses, strict=True)
    )
    parent = term(query.language, "view_each", parent=first.parent) if first.body == "seksi" else ""
    return Row(
        cells=(f"{first.body}{parent}: {sides}",),
        data={
            "kind": "limit",
            "document": first.document,
            "body": first.body,
            "parent": first.parent,
            "sides": [_side(scope, rows.get(scope)) for scope in scopes],
            "same": len(set(numbers)) == 1,
        },
        citations=tuple(cite(knowledge, unit, query) for unit in units),
    )


def _clause(knowledge: Knowledge, row: Limit | None) -> str:
    """The clause that a number stands in, as it follows it."""
    unit = knowledge.store.by_id(row.citations[0]) if row else None
    return f" ({unit.label})" if unit else ""


def _number(row: Limit | None) -> str:
    return "–" if row is None else f"{'≤' if row.bound == AT_MOST else '='} {row.count}"


def _side(scope: Scope, row: Limit | None) -> dict[str, object]:
    found = {"bound": row.bound, "count": row.count} if row else {"bound": None, "count": None}
    return {"level": scope[0], "type": scope[1].upper(), **found}


def _annexes(knowledge: Knowledge, scopes: list[Scope]) -> list[int]:
    """The numbers of the documents whose annexes have a part for each of the scopes."""
    held: dict[int, set[Scope]] = {}
    for part in annex_parts(knowledge):
        held.setdefault(part.document, set()).add((part.scope_level, part.scope_type))
    return [number for number, parts in held.items() if parts >= set(scopes)]


def _sizes(knowledge: Knowledge, query: Query, document: int, scopes: list[Scope], named: dict[Scope, str]) -> Row:
    """How many numbered units an annex has for each scope: those with parts of their own, and those without."""
    held = [[u for u in _units(knowledge, document, scope) if u.printed and u.role != "part"] for scope in scopes]
    sizes = [(sum(bool(u.has_units) for u in units), sum(not u.has_units for u in units)) for units in held]
    parts = [_units(knowledge, document, scope)[0] for scope in scopes]
    sides = " · ".join(
        term(query.language, "view_size", whom=named[scope], units=units, parts=inner)
        for scope, (units, inner) in zip(scopes, sizes, strict=True)
    )
    return Row(
        cells=(say(query.language, "view_sizes", sides=sides),),
        data={
            "kind": "units",
            "document": knowledge.store.documents[document].entry.id,
            "sides": [
                {"level": level, "type": kind.upper(), "units": units, "parts": inner}
                for (level, kind), (units, inner) in zip(scopes, sizes, strict=True)
            ],
            "same": len(set(sizes)) == 1,
        },
        citations=tuple(cite(knowledge, part, query) for part in parts),
    )


def _units(knowledge: Knowledge, document: int, scope: Scope) -> list[Unit]:
    """The organisational units of a scope in a document, in printed order."""
    return [u for u in knowledge.org_units if u.document == document and (u.scope_level, u.scope_type) == scope]


def _only(knowledge: Knowledge, query: Query, document: int, scopes: list[Scope], named: dict[Scope, str]) -> list[Row]:
    """The services that the first of two scopes has and the second lacks."""
    mine, others = ([u for u in _units(knowledge, document, scope) if not u.has_units] for scope in scopes)
    rows = lacking(knowledge, services(knowledge, mine), others)
    return [_lacked(knowledge, query, service, scopes[1], named[scopes[0]]) for service in rows]


def _lacked(knowledge: Knowledge, query: Query, service: Service, other: Scope, whom: str) -> Row:
    line = unit_line(knowledge, service.unit, query.language)
    return Row(
        cells=(say(query.language, "view_only", whom=whom, service=service.text), line),
        data={
            "kind": "only",
            **describes(knowledge, service.unit),
            "duty": service.text,
            "lacking": {"level": other[0], "type": other[1].upper()},
        },
        citations=(cite(knowledge, service.unit, query),),
    )


def _pairs(knowledge: Knowledge, *, across: bool = False) -> tuple[Choice, ...]:
    """The choices that compare each two types of one level, the home office's first, or one type across levels."""
    parts = dict.fromkeys((part.scope_level, part.scope_type) for part in annex_parts(knowledge))
    return tuple(_pair(one, other) for one, other in combinations(parts, 2) if one[across] == other[across])


def _pair(one: Scope, other: Scope) -> Choice:
    sides = [f"{level} tipe {kind.upper()}" for level, kind in (one, other)]
    return Choice(label=" – ".join(sides), view=NAME, argument=" vs ".join(sides))
