"""Answers to questions for numbers: how many, may it have n, which type has n, compare, what a type is for.

Answers to questions for the types of offices: which there are, and the workload that each stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.answer import Answer
from index.answering.compose import MOST_CITATIONS, answer
from index.answering.several import joined
from index.generation.facts import AT_MOST, Limit
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Query
from index.scope.limit_scope import body_of, held, is_asked, other_topic

_ADDED = frozenset({"tambah"})


def limit_answer(knowledge: Knowledge, query: Query, documents: Sequence[int]) -> Answer | None:
    """The answer to a question about limits, or None where it is none or asks about something else."""
    named = query.types or query.bodies or query.loads or query.intents & {"types", "workload"}
    limits = held(knowledge, query, documents) if named else []
    if not limits:
        return None
    first = limits[0].document
    if found := workload(knowledge, query, first) or types(knowledge, query, first):
        return found
    rows = [row for row in limits if query.in_scope(row.level, row.type.lower())]
    if not rows or not is_asked(query) or other_topic(knowledge, query, first):
        return None
    if "compare" in query.intents and (len(query.types) > 1 or len(query.levels) > 1):
        return _compared(knowledge, query, [r for r in rows if not query.bodies or r.body == body_of(query)] or rows)
    counted = list(dict.fromkeys(body for _, body in query.numbers if body))
    both = any(word.word in knowledge.lexicon.joins for word in query.words)
    if query.polar and both and len(counted) > 1:  # "5 bidang dan 3 subbagian": each for itself
        each = (replace(query, bodies=(b,), numbers=tuple(n for n in query.numbers if n[1] == b)) for b in counted)
        verdicts = [found for one in each if (found := _of_body(knowledge, one, rows, one.bodies[0]))]
        return joined(verdicts) if verdicts else None
    body = body_of(query)
    return _of_body(knowledge, query, rows, body) if body else _summary(knowledge, query, rows)


def _of_body(knowledge: Knowledge, query: Query, rows: Sequence[Limit], body: str) -> Answer | None:
    chosen = [row for row in rows if row.body == body]
    if not chosen:
        return None
    if "total" in query.intents and body == "seksi":
        return _total(knowledge, query, rows)
    if "which_type" in query.intents and query.numbers:
        return _which_type(knowledge, query, chosen)
    if query.numbers and (query.intents & {"may", "must"} or "count" not in query.intents):
        return _verdict(knowledge, query, chosen)
    return _count(knowledge, query, chosen)


def _units(knowledge: Knowledge, rows: Iterable[Limit]) -> list[Unit]:
    ids = dict.fromkeys(citation for row in rows for citation in row.citations)
    return [unit for i in ids if (unit := knowledge.store.by_id(i))]


def _amount(row: Limit, language: str) -> str:
    return term(language, "at_most" if row.bound == AT_MOST else "exactly", count=row.count, body=row.body)


def _whom(row: Limit, language: str) -> str:
    return term(language, "whom", level=term(language, row.level), type=row.type)


def _count(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer:
    """One number where it is the same for all that the question leaves open, else a number for each."""
    language, first = query.language, rows[0]
    each = "_each" if first.body == "seksi" else ""
    if len(rows) == 1:
        key, whom = f"limit{each}", _whom(first, language)
    elif len({(row.bound, row.count) for row in rows}) == 1:
        key, whom = f"limit_same{each}", _all_of(rows, language)
    else:
        return _varied(knowledge, query, rows)
    headline = say(language, key, amount=_amount(first, language), parent=first.parent, whom=whom)
    return answer(knowledge, query, headline, _units(knowledge, rows))


def _all_of(rows: Sequence[Limit], language: str) -> str:
    levels = list(dict.fromkeys(row.level for row in rows))
    types = list(dict.fromkeys(row.type for row in rows))
    kinds = term(language, "all_types") if len(types) > 2 else term(language, "whom_type", type=", ".join(types))
    where = term(language, "every_level") if len(levels) > 1 else term(language, levels[0])
    return f"{kinds}, {where}"


def _varied(
    knowledge: Knowledge,
    query: Query,
    rows: Sequence[Limit],
    *,
    lead: str = "",
    also: Sequence[str] = (),
    more: Sequence[Unit] = (),
) -> Answer:
    """A number for each type, with a small table; `more` are clauses cited behind those of the numbers."""
    language = query.language
    by_type: dict[str, set[str]] = {}
    for row in rows:
        by_type.setdefault(row.type, set()).add(_amount(row, language))
    if all(len(amounts) == 1 for amounts in by_type.values()):
        parts = [f"{term(language, 'whom_type', type=kind)}: {next(iter(a))}" for kind, a in by_type.items()]
    else:
        parts = [f"{_whom(row, language)}: {_amount(row, language)}" for row in rows]
    text = "; ".join(parts)
    headline = lead + text[:1].upper() + text[1:]
    units = _units(knowledge, rows)
    units = [*units[: MOST_CITATIONS - len(more)], *more] if more else units
    return answer(knowledge, query, headline, units, also=also, table=_table(rows, language))


def _table(rows: Sequence[Limit], language: str) -> list[tuple[str, ...]]:
    """Levels down, types across; the first row is the heading."""
    types = list(dict.fromkeys(row.type for row in rows))
    levels = list(dict.fromkeys(row.level for row in rows))
    counts = {(row.level, row.type): str(row.count) for row in rows}
    heading = (term(language, "table_whom"), *types)
    return [heading, *((level, *(counts.get((level, kind), "-") for kind in types)) for level in levels)]


def _verdict(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer:
    """Yes or no to a number, or that it depends on the type; a "no" names the clause that allows more."""
    language, asked = query.language, _asked_number(query, rows[0].body)
    if found := _under_condition(knowledge, query, rows, asked):
        return found
    allowed = [row for row in rows if (asked <= row.count if row.bound == AT_MOST else asked == row.count)]
    exceptions = _exceptions(knowledge, rows[0]) if len(allowed) < len(rows) else []
    also = [say(language, "exception", label=unit.cite) for unit in exceptions]
    if len({(row.bound, row.count) for row in rows}) > 1:
        key = "depends" if 0 < len(allowed) < len(rows) else f"verdict_{'yes' if allowed else 'no'}_word"
        return _varied(knowledge, query, rows, lead=say(language, key) + " ", also=also, more=exceptions)
    whom = _whom(rows[0], language) if len(rows) == 1 else _all_of(rows, language)
    whom = whom[:1].upper() + whom[1:]
    key = "verdict_yes" if allowed else "verdict_no"
    if "must" in query.intents and rows[0].bound == AT_MOST and allowed:
        key = "verdict_not_must"
    headline = say(language, key, whom=whom, amount=_amount(rows[0], language))
    return answer(knowledge, query, headline, [*_units(knowledge, rows), *exceptions], also=also)


def _under_condition(knowledge: Knowledge, query: Query, rows: Sequence[Limit], asked: int) -> Answer | None:
    """Yes or no to a number under the condition of a clause that allows more; None where no such one is named."""
    topics = (c for c in query.concepts if not c.light and c.known and not c.within(query.slots) and c.text.isalpha())
    main = max(topics, key=lambda c: c.weight, default=None)
    for unit in _exceptions(knowledge, rows[0]):
        terms = frozenset(knowledge.analyzer.terms(unit.text))
        named = main is not None and main.says(terms)
        more = re.search(rf"\b(\d+) ?\([^()]+\) {rows[0].body}", unit.text)
        if not named or more is None:
            continue
        added = any(c.says(_ADDED) for c in query.concepts)
        allowed = asked <= int(more[1]) + (0 if added else min(row.count for row in rows))
        key = "verdict_if" if allowed else "verdict_if_no"
        headline = say(query.language, key, label=unit.cite, more=more[0], amount=_amount(rows[0], query.language))
        return answer(knowledge, query, headline, [unit, *_units(knowledge, rows)])
    return None


def _exceptions(knowledge: Knowledge, row: Limit) -> list[Unit]:
    """The clauses that allow more of a body than its limit."""
    ids = knowledge.facts.exceptions.get(row.document, []) if row.body == "bidang" else []
    return [unit for i in ids if (unit := knowledge.store.by_id(i))]


def _asked_number(query: Query, body: str) -> int:
    """The last number that the question gives for a body or for nothing, else its last one ("satu bidang 4 seksi")."""
    return next((n for n, counted in reversed(query.numbers) if counted in (body, "")), query.numbers[-1][0])


def _which_type(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer | None:
    if not rows:
        return None
    asked = _asked_number(query, rows[0].body)
    exact = [row for row in rows if row.count == asked]
    fitting = exact or [row for row in rows if row.bound == AT_MOST and row.count >= asked]
    if not fitting:
        headline = say(query.language, "which_none", count=asked, body=rows[0].body)
        return answer(knowledge, query, headline, _units(knowledge, rows), table=_table(rows, query.language))
    levels = {kind: {row.level for row in fitting if row.type == kind} for kind in {row.type for row in fitting}}
    everywhere = all(held == {row.level for row in rows} for held in levels.values())
    if everywhere:
        types = ", ".join(dict.fromkeys(row.type for row in fitting))
        headline = say(query.language, "which_type", types=types, amount=_amount(fitting[0], query.language))
    else:
        parts = (f"{_whom(row, query.language)}: {_amount(row, query.language)}" for row in fitting)
        text = "; ".join(parts)
        headline = text[:1].upper() + text[1:]
    return answer(knowledge, query, headline, _units(knowledge, fitting))


def _total(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer | None:
    """How many seksi all bidang together may have: derived, and said to be."""
    totals, units, notes = [], [], []
    for outer in (row for row in rows if row.parent == "dinas" and row.body == "bidang"):
        inner = next((r for r in rows if r.body == "seksi" and (r.level, r.type) == (outer.level, outer.type)), None)
        if inner is None:
            continue
        one, other = _units(knowledge, [inner])[0], _units(knowledge, [outer])[-1]
        count = outer.count * inner.count
        totals.append((outer, count))
        units += [one, other]
        notes.append(
            say(
                query.language,
                "total_note",
                bodies=outer.count,
                each=inner.count,
                count=count,
                one=one.label,
                other=other.label,
            )
        )
    if not totals:
        return None
    parts = [term(query.language, "total", count=n, body="seksi", whom=_whom(r, query.language)) for r, n in totals]
    if len({n for _, n in totals}) < len(totals):
        merged = dict.fromkeys((row.type, count) for row, count in totals)
        parts = [f"{term(query.language, 'whom_type', type=kind)}: {count} seksi" for kind, count in merged]
    headline = "; ".join(parts)
    return answer(knowledge, query, headline[:1].upper() + headline[1:], units, also=notes)


def _summary(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer | None:
    """All that is stated for one level and type; the clause that names most of it first."""
    if len({(row.level, row.type) for row in rows}) > 1:
        chosen = [row for row in rows if row.body == "bidang"]
        return (
            _count(knowledge, query, chosen)
            if chosen and (query.intents & {"count", "compare"} or not query.intents)
            else None
        )
    amounts = ", ".join(_amount(row, query.language) for row in sorted(rows, key=lambda r: r.place))
    headline = say(query.language, "limit", amount=amounts, whom=_whom(rows[0], query.language))
    units = _units(knowledge, sorted(rows, key=lambda row: row.body != "sekretariat"))
    return answer(knowledge, query, headline, units)


def _compared(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer:
    language = query.language
    columns = list(dict.fromkeys((row.level, row.type) for row in rows))
    rows = sorted(rows, key=lambda row: row.place)
    bodies = list(dict.fromkeys(row.body for row in rows))
    counts = {(row.level, row.type, row.body): row.count for row in rows}
    heads = [
        f"{kind} {term(language, level)}" if len(query.types) > 1 else term(language, level) for level, kind in columns
    ]
    if len(query.levels) == 1:
        heads = [kind for _, kind in columns]
    table = [(term(language, "table_body"), *heads)]
    table += [(body, *(str(counts.get((level, kind, body), "-")) for level, kind in columns)) for body in bodies]
    differing = [row for row in table[1:] if len(set(row[1:])) > 1]
    shown = "; ".join(f"{row[0]} {' / '.join(row[1:])}" for row in differing)
    same = ", ".join(f"{row[1]} {row[0]}" for row in table[1:])
    shown = shown or term(language, "compare_same", what=same)
    headline = say(language, "compare", whom=" / ".join(_column(c, query) for c in columns), what=shown)
    return answer(knowledge, query, headline, _units(knowledge, rows), table=table)


def _column(column: tuple[str, str], query: Query) -> str:
    level, kind = column
    return term(query.language, "whom", level=term(query.language, level), type=kind)


def workload(knowledge: Knowledge, query: Query, document: str) -> Answer | None:
    """What workload a type is for, or which type is for a workload."""
    held = [row for row in knowledge.facts.workloads if row.document == document]
    loads = [load for load in query.loads if any(row.load == load for row in held)]
    asked = "workload" in query.intents or (loads and ("which_type" in query.intents or _only_load(knowledge, query)))
    if query.bodies or not held or not asked:
        return None
    if not query.types and not loads and not query.intents & {"which_type", "compare", "count"}:
        return None
    chosen = [r for r in held if r.type.lower() in query.types or (not query.types and (not loads or r.load in loads))]
    if not chosen:
        return None
    key = "workload_which" if loads and not query.types else "workload"
    parts = [say(query.language, key, type=row.type, load=row.load) for row in chosen]
    if query.polar and loads and query.types:
        fits = all(row.load in loads for row in chosen)
        parts[0] = say(query.language, "yes_unit" if fits else "no_unit", who=parts[0])
    unit = knowledge.store.by_id(chosen[0].citation)
    return answer(knowledge, query, "; ".join(parts), [unit] if unit else [])


def _only_load(knowledge: Knowledge, query: Query) -> bool:
    """Whether a question names a type and a workload, and nothing else."""
    words = {text for texts in knowledge.lexicon.scope.get("load", {}).values() for text in texts}
    about = [c for c in query.concepts if not c.light and not c.within(query.slots)]
    return bool(query.types) and all(concept.text in words for concept in about)


def types(knowledge: Knowledge, query: Query, document: str) -> Answer | None:
    """Which types there are, by the shortest clause that names them all; None where that is not asked."""
    about = [c for c in query.concepts if not c.light and not c.says(knowledge.title_terms(document))]
    asked = "types" in query.intents and not (query.types or query.bodies or query.loads or query.numbers or about)
    kinds = list(dict.fromkeys(limit.type for limit in knowledge.facts.limits if limit.document == document))
    if not asked or not kinds:
        return None
    printing = set.intersection(*(set(knowledge.facts.types.get(kind.lower(), ())) for kind in kinds))
    printed = (knowledge.store.unit(number) for number in sorted(printing))
    rows = [unit for unit in printed if unit.role == "clause" and knowledge.document(unit).entry.id == document]
    if not rows:
        return None
    loads = [w for w in knowledge.facts.workloads if w.document == document]
    parts = [say(query.language, "workload", type=row.type, load=row.load) for row in loads]
    head = say(query.language, "types", count=len(kinds), types=", ".join(kinds))
    told = knowledge.store.by_id(loads[0].citation) if loads else None
    units = [min(rows, key=lambda unit: len(unit.text)), *([told] if told else [])]
    return answer(knowledge, query, "; ".join([head, *parts]), units)
