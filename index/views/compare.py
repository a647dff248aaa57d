"""/banding: two types of office side by side, or who does one thing in the home office and in each type."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, combinations, pairwise

from rapidfuzz import fuzz

from index.answering.compose import unit_line
from index.generation.facts import Limit
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Query
from index.views.aim import Aim, Scope, aim, annex_parts, as_data, as_typed, held_scopes, place_of, scope_of
from index.views.look_up import number
from index.views.view import Choice, Row, View, cited, notes_of
from index.views.who import placed

NAME = "compare"
Sides = Mapping[Scope, str]  # the scopes that are compared, each with what its rows call it


def build(knowledge: Knowledge, argument: str, language: str) -> View:
    """The types that the argument names side by side; where it names a topic, who does that in each place."""
    wanted = aim(knowledge, NAME, argument, language, "who")
    if wanted.refused:
        return wanted.shown(wanted.refused, choices=_pairs(knowledge))
    if wanted.topic(knowledge):
        return placed(knowledge, wanted)
    scopes = held_scopes(knowledge, wanted.query)
    if len(scopes) < 2:
        across = len(wanted.query.levels) > 1
        return wanted.shown(say(language, "view_compare_what"), choices=_pairs(knowledge, across=across))
    return _side_by_side(knowledge, wanted, scopes)


def _side_by_side(knowledge: Knowledge, wanted: Aim, scopes: list[Scope]) -> View:
    """Limits and sizes of scopes; of two also the services that only the one has."""
    query, language = wanted.query, wanted.query.language
    sides = {scope: _name(scope, scopes, language) for scope in scopes}
    annexes = _annexes(knowledge, scopes)
    rows = [*_limits(knowledge, query, sides), *(_sizes(knowledge, query, annex, sides) for annex in annexes)]
    pairs = [scopes, scopes[::-1]] if len(scopes) == 2 else []
    only = [row for annex in annexes for pair in pairs for row in _only(knowledge, query, annex, pair, sides)]
    told = "view_compare_only" if only else "view_compare_none" if pairs else "view_compare_two"
    clauses = knowledge.store.by_ids(c.id for row in rows for c in row.citations)
    notes = notes_of(knowledge, query, clauses)
    notes += [say(language, key) for key in ("view_limits_note_words", *([told] if annexes else []))]
    title = " / ".join(_name(scope, scopes, language, long=True) for scope in scopes)
    choices = [_pair(one, other) for one, other in combinations(scopes, 2) if not pairs]
    return wanted.shown(say(language, "view_compare", whom=title), [*rows, *only], notes, choices)


def _name(scope: Scope, scopes: list[Scope], language: str, *, long: bool = False) -> str:
    """A scope as its row calls it: by its type alone where all are of one level."""
    level, kind = scope
    several = len({level for level, _ in scopes}) > 1
    key = "whom" if long else "view_scope" if several else "whom_type"
    return term(language, key, level=term(language, level), type=kind.upper())


def _limits(knowledge: Knowledge, query: Query, sides: Sides) -> list[Row]:
    """One row for each body that a document limits, the number of each scope in it."""
    held: dict[tuple[str, str], dict[Scope, Limit]] = {}
    for row in sorted(knowledge.facts.limits, key=lambda row: (row.document, row.place)):
        if (scope := scope_of(row)) in sides:
            held.setdefault((row.document, row.body), {})[scope] = row
    return [_limit(knowledge, query, rows, sides) for rows in held.values()]


def _limit(knowledge: Knowledge, query: Query, rows: Mapping[Scope, Limit], sides: Sides) -> Row:
    """The numbers of one body."""
    held = [rows[scope] for scope in sides if scope in rows]
    first = held[0]
    parent = term(query.language, "view_each", parent=first.parent) if first.body == "seksi" else ""
    limits = [rows.get(scope) for scope in sides]
    clause = {row: knowledge.store.by_ids(row.citations)[0].label for row in held}  # the first that says the number
    said = [f"{number(row)} ({clause[row]})" if row else "–" for row in limits]
    told = " · ".join(f"{whom} {count}" for whom, count in zip(sides.values(), said, strict=True))
    numbers = [{"bound": row and row.bound, "count": row and row.count} for row in limits]
    body = {"kind": "limit", "document": first.document, "body": first.body, "parent": first.parent}
    clauses = knowledge.store.by_ids([name for row in held for name in row.citations])
    return cited(knowledge, query, [f"{first.body}{parent}: {told}"], body | _data(sides, numbers), clauses)


def _data(sides: Sides, numbers: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """What numbers each scope has, and whether all have the same."""
    rows = [{**_described(scope), **said} for scope, said in zip(sides, numbers, strict=True)]
    return {"sides": rows, "same": all(said == numbers[0] for said in numbers)}


def _described(scope: Scope) -> dict[str, object]:
    return {"level": scope[0], "type": scope[1].upper()}


def _annexes(knowledge: Knowledge, scopes: list[Scope]) -> list[int]:
    """The numbers of the documents whose annexes have a part for each of the scopes."""
    places = dict.fromkeys(place_of(part) for part in annex_parts(knowledge))
    numbers = dict.fromkeys(number for number, *_ in places)
    return [number for number in numbers if all((number, *scope) in places for scope in scopes)]


def _sizes(knowledge: Knowledge, query: Query, document: int, sides: Sides) -> Row:
    """How many numbered units an annex has for each scope: those with parts of their own, and those without."""
    held = [_units(knowledge, document, scope) for scope in sides]
    split = [Counter(bool(u.has_units) for u in units if u.printed and u.role != "part") for units in held]
    numbers = [{"units": size[True], "parts": size[False]} for size in split]
    rows = zip(sides.values(), numbers, strict=True)
    told = " · ".join(term(query.language, "view_size", whom=whom, **said) for whom, said in rows)
    annex = {"kind": "units", "document": knowledge.document(held[0][0]).entry.id}
    cells = [say(query.language, "view_sizes", sides=told)]
    return cited(knowledge, query, cells, annex | _data(sides, numbers), [units[0] for units in held])


def _units(knowledge: Knowledge, document: int, scope: Scope) -> list[Unit]:
    """The organisational units of a scope in a document, in printed order."""
    return [unit for unit in knowledge.organisation.units if place_of(unit) == (document, *scope)]


def _only(knowledge: Knowledge, query: Query, document: int, pair: Sequence[Scope], sides: Sides) -> list[Row]:
    """The services that the first of two scopes has and the second lacks."""
    one, other = pair
    mine, others = ([u for u in _units(knowledge, document, scope) if not u.has_units] for scope in pair)
    rows: list[Row] = []
    for unit, service in lacking(knowledge, mine, others):
        said = say(query.language, "view_only", whom=sides[one], service=service)
        cells = (said, unit_line(knowledge, unit, query.language))
        data = {"kind": "only", **as_data(knowledge, unit), "duty": service, "lacking": _described(other)}
        rows.append(cited(knowledge, query, cells, data, [unit]))
    return rows


def _pairs(knowledge: Knowledge, *, across: bool = False) -> tuple[Choice, ...]:
    """The choices that compare each two types of one level, the home office's first, or one type across levels."""
    parts = dict.fromkeys(scope_of(part) for part in annex_parts(knowledge))
    return tuple(_pair(one, other) for one, other in combinations(parts, 2) if one[across] == other[across])


def _pair(one: Scope, other: Scope) -> Choice:
    sides = [as_typed(scope) for scope in (one, other)]
    return Choice(label=" – ".join(sides), view=NAME, argument=" vs ".join(sides))


LACKING = 0.75  # of a service's words: a unit that says fewer doesn't have the service
SAME_WORD = 75  # likeness: "publik" and "public", "merubah" and "mengubah" are slips of one word
_BEGIN = re.compile(r"\bmenyelenggarakan (?:layanan )?", re.IGNORECASE)  # what stands behind is a list of services
_NEXT = re.compile(r"(?<=[^,;.]) (?=Layanan )")  # a comma that the law forgot


def lacking(knowledge: Knowledge, mine: Sequence[Unit], others: Sequence[Unit]) -> list[tuple[Unit, str]]:
    """The services of units that no single one of the others says, spelling, order and division into units aside.

    Each as printed, with the unit that lists it, in printed order; a unit that lists none has one, its whole task.
    """
    levels = [text for texts in knowledge.lexicon.scope.get("level", {}).values() for text in texts]
    scope = {term for text in levels for term in knowledge.analyzer.roots(text)}
    said = [frozenset(knowledge.analyzer.terms(unit.quote)) - scope for unit in others]
    found: list[tuple[Unit, str]] = []
    for unit in mine:
        for text in _listed(unit.quote):
            terms, shorts = frozenset(knowledge.analyzer.terms(text)) - scope, _shorts(knowledge, text)
            if terms and all(_said(terms, shorts, other) < LACKING for other in said):
                found.append((unit, text))
    return found


def _said(terms: frozenset[str], shorts: Mapping[str, frozenset[str]], text: frozenset[str]) -> float:
    """The share of a service's terms that a text says; `shorts` are those that an abbreviation stands for, by it:
    "opd" for "organisasi perangkat daerah"."""
    rest = terms.difference(text, *(stands_for for word, stands_for in shorts.items() if word in text))
    near = sum(any(fuzz.ratio(term, other) >= SAME_WORD for other in text) for term in rest)
    return 1 - (len(rest) - near) / len(terms)


def _shorts(knowledge: Knowledge, text: str) -> dict[str, frozenset[str]]:
    """What three or four words on end would be shortened to, with their terms."""
    tokens = knowledge.analyzer.tokens(text)
    runs = (tokens[at : at + size] for size in (3, 4) for at in range(len(tokens) - size + 1))
    return {"".join(token.word[0] for token in run): frozenset(token.term for token in run) for run in runs}


def _listed(text: str) -> list[str]:
    """The services of a text, cut at the commas that stand in no bracket."""
    begin = _BEGIN.search(text)
    if begin is None:
        return [text]
    rest = text[begin.end() :]
    depths = accumulate((letter == "(") - (letter == ")") for letter in rest)
    ends = [at for at, depth in enumerate(depths) if depth == 0 and rest[at] in ",;."]
    found = [rest[start + 1 : end] for start, end in pairwise([-1, *ends, len(rest)])]
    return [piece.strip() for part in found for piece in _NEXT.split(part) if piece.strip()]
