"""Answers to questions for numbers: how many, may it have n, which type has n, compare; types and their workloads."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.answer import Answer
from index.answering.compose import MOST_CITATIONS, answer, yes_or_no
from index.answering.precedence import is_exact, is_qualified
from index.answering.several import joined
from index.generation.facts import AT_MOST, Limit
from index.generation.store import Unit
from index.knowledge import Knowledge, capital, say, term
from index.query.query import Query
from index.scope.limit_scope import bodies_of, body_of, held, is_asked, other_topic

_ADDED, _SAME = "tambah", {"sama", "same"}
_LEAST = {"sedikit", "tersedikit", "dikit", "kecil", "terkecil", "rendah", "least", "fewest", "smallest", "lowest"}


def limit_answer(knowledge: Knowledge, query: Query, documents: Sequence[int]) -> Answer | None:
    """The answer to a question about limits, or None where it is none or asks about something else."""
    named = query.types or query.bodies or query.loads or query.intents & {"types", "workload"}
    limits = held(knowledge, query, documents) if named else []
    if not limits:
        return None
    document = limits[0].document
    if found := _workload(knowledge, query, document) or _types(knowledge, query, document):
        return found
    if query.intents & {"types", "which_type"} == {"types"}:
        return None  # how many types something else has
    rows = [row for row in limits if query.in_scope(row.level, row.type.lower())]
    bare = query.intents <= {"verdict"} and not query.numbers and is_qualified(knowledge, query)  # of no limit
    if not rows or bare or not is_asked(query) or other_topic(knowledge, query, document):
        return None
    if "compare" in query.intents and (len(query.types) > 1 or len(query.levels) > 1):
        return _compared(knowledge, query, [r for r in rows if not query.bodies or r.body == body_of(query)] or rows)
    told = [found for body in bodies_of(knowledge, query) if (found := _of_body(knowledge, query, rows, body))]
    return joined(told) if told else None


def _of_body(knowledge: Knowledge, query: Query, rows: Sequence[Limit], body: str) -> Answer | None:
    if not body:
        return _summary(knowledge, query, rows)
    chosen = [row for row in rows if row.body == body]
    if "total" in query.intents and body == "seksi":
        return _total(knowledge, query, rows)
    if not chosen:
        return None
    if "which_type" in query.intents:
        return _which_type(knowledge, query, chosen)
    holders = set(query.bodies) - {counted for _, counted in query.numbers} - {body, "dinas"}
    if query.numbers and holders and not holders & {row.parent for row in chosen}:
        return None  # of a unit that has no such parts: "sekretariat tipe A punya 3 seksi?"
    exact = is_exact(knowledge, query)
    if query.numbers and (exact or query.polar or query.intents & {"may", "must"} or "count" not in query.intents):
        several = len(query.types) > 1 and len(query.numbers) > 1  # each type with a number of its own
        if several or is_qualified(knowledge, query):
            return _count(knowledge, query, chosen)
        more = "bidang" not in query.bodies and _asked_number(query, body) > max(row.count for row in chosen)
        if body == "seksi" and more:  # than one bidang has: all of them together
            return _total(knowledge, query, rows)
        return _verdict(knowledge, query, chosen, exact)
    adds = any(knowledge.analyzer.root(word.word) == _ADDED for word in query.words)  # "boleh tambah bidang?"
    added = _under_condition(knowledge, query, chosen, 1) if adds and not query.numbers else None
    return added or _count(knowledge, query, chosen)


def _units(knowledge: Knowledge, rows: Iterable[Limit]) -> list[Unit]:
    return knowledge.store.by_ids(citation for row in rows for citation in row.citations)


def _amount(row: Limit, language: str, *, each: bool = False) -> str:
    """A number of a body; with `each` also that it is that many in each of what has them."""
    amount = term(language, "at_most" if row.bound == AT_MOST else "exactly", count=row.count, body=row.body)
    return amount + (term(language, "view_each", parent=row.parent) if each and row.body == "seksi" else "")


def _whom(rows: Sequence[Limit], language: str) -> str:
    """The offices that rows are of, in words."""
    levels = list(dict.fromkeys(row.level for row in rows))
    types = list(dict.fromkeys(row.type for row in rows))
    if len(rows) == 1:
        return term(language, "whom", level=term(language, levels[0]), type=types[0])
    kinds = term(language, "all_types") if len(types) > 2 else term(language, "whom_type", type=", ".join(types))
    return f"{kinds}, {term(language, 'every_level' if len(levels) > 1 else levels[0])}"


def _are_same(rows: Sequence[Limit]) -> bool:
    return len({(row.bound, row.count) for row in rows}) == 1


def _told(rows: Sequence[Limit], language: str) -> str:
    """Whom each amount is of: of all where it is the same, of each type where its levels agree, else of each office."""
    if _are_same(rows):
        return f"{_whom(rows, language)}: {_amount(rows[0], language)}"
    by_type = {row.type: [other for other in rows if other.type == row.type] for row in rows}
    if all(map(_are_same, by_type.values())):
        parts = [f"{term(language, 'whom_type', type=k)}: {_amount(of[0], language)}" for k, of in by_type.items()]
    else:
        parts = [f"{_whom([row], language)}: {_amount(row, language)}" for row in rows]
    return "; ".join(parts)


def _table(rows: Sequence[Limit], language: str) -> list[tuple[str, ...]]:
    """Levels down, types across, where amounts differ; the first row is the heading."""
    types = list(dict.fromkeys(row.type for row in rows))
    counts = {(row.level, row.type): str(row.count) for row in rows}
    levels = dict.fromkeys(row.level for row in rows)
    told = [(level, *(counts.get((level, kind), "-") for kind in types)) for level in levels]
    return [] if _are_same(rows) else [(term(language, "table_whom"), *types), *told]


def _count(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer:
    """One number where it is the same for all that the question leaves open, else a number for each."""
    language, first = query.language, rows[0]
    headline = capital(_told(rows, language))
    if _are_same(rows):
        key = f"limit{'_same' if len(rows) > 1 else ''}{'_each' if first.body == 'seksi' else ''}"
        whom = _whom(rows, language)
        headline = say(language, key, amount=_amount(first, language), parent=first.parent, whom=whom)
    if query.polar and len(rows) > 1 and any(word.word in _SAME for word in query.words):
        headline = yes_or_no(query, _are_same(rows), headline)
    return answer(knowledge, query, headline, _units(knowledge, rows), table=_table(rows, language))


def _verdict(knowledge: Knowledge, query: Query, rows: Sequence[Limit], exact: bool) -> Answer:
    """Yes or no to a number, `exact` or within the bound, or that it depends on the type.

    A "no" names the clause that allows more.
    """
    language, asked = query.language, _asked_number(query, rows[0].body)
    if found := _under_condition(knowledge, query, rows, asked):
        return found
    fits = [asked <= row.count if row.bound == AT_MOST and not exact else asked == row.count for row in rows]
    fits = [not fit for fit in fits] if "prohibition" in query.intents else fits
    exceptions = [] if all(fits) else _exceptions(knowledge, rows[0])
    also = [say(language, "exception", label=unit.cite) for unit in exceptions]
    key = "verdict_yes" if all(fits) else "verdict_depends" if any(fits) else "verdict_no"
    if "must" in query.intents and all(fits) and rows[0].bound == AT_MOST:
        key = "verdict_not_must"
    headline = f"{say(language, key)} {capital(_told(rows, language))}"
    units = [*_units(knowledge, rows)[: MOST_CITATIONS - len(exceptions)], *exceptions]
    return answer(knowledge, query, headline, units, also=also, table=_table(rows, language))


def _under_condition(knowledge: Knowledge, query: Query, rows: Sequence[Limit], asked: int) -> Answer | None:
    """Yes or no to a number under the condition of a clause that allows more; None where no such one is named."""
    topics = (c for c in query.concepts if not c.light and not c.within(query.slots))
    main = max(topics, key=lambda c: c.weight, default=None)
    if main and query.words[main.places[0] - 1].word in knowledge.lexicon.denials:
        return None  # "yang tidak digabung"
    for unit in _exceptions(knowledge, rows[0]):
        more = re.search(rf"\b(\d+) ?\([^()]+\) {rows[0].body}", unit.text)
        if not main or not more or not main.says(frozenset(knowledge.analyzer.terms(unit.text))):
            continue
        added = any(knowledge.analyzer.root(word.word) == _ADDED for word in query.words)
        allowed = asked <= int(more[1]) + (0 if added else min(row.count for row in rows))
        key = "limit_if" if not query.polar else "verdict_if" if allowed else "verdict_if_no"
        told = _amount(rows[0], query.language) if _are_same(rows) else _told(rows, query.language)
        headline = say(query.language, key, label=unit.cite, more=more[0], amount=told)
        return answer(knowledge, query, headline, [unit, *_units(knowledge, rows)])
    return None


def _exceptions(knowledge: Knowledge, row: Limit) -> list[Unit]:
    """The clauses that allow more of a body than its limit."""
    return knowledge.store.by_ids(knowledge.facts.exceptions.get(row.document, []) if row.body == "bidang" else [])


def _asked_number(query: Query, body: str) -> int:
    """The last number that the question gives for a body or for nothing, else its last one ("satu bidang 4 seksi")."""
    return next((n for n, counted in reversed(query.numbers) if counted in (body, "")), query.numbers[-1][0])


def _which_type(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer:
    least = any(word.word in _LEAST for word in query.words)  # "tipe mana yang bidangnya paling sedikit"
    extreme = (min if least else max)(row.count for row in rows)
    language, asked = query.language, _asked_number(query, rows[0].body) if query.numbers else extreme
    fitting = [row for row in rows if row.count == asked]
    types = dict.fromkeys(row.type for row in fitting)
    if not fitting:
        headline = say(language, "which_none", count=asked, body=rows[0].body)
    elif all(row in fitting for row in rows if row.type in types):
        headline = say(language, "which_type", types=", ".join(types), amount=_amount(fitting[0], language))
    else:
        headline = capital(_told(fitting, language))
    return answer(knowledge, query, headline, _units(knowledge, fitting or rows))


def _total(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer | None:
    """How many seksi all bidang together may have: derived, and said to be."""
    language = query.language
    seksi = {(row.level, row.type): row for row in rows if row.body == "seksi"}
    outer = [row for row in rows if row.body == "bidang" and (row.level, row.type) in seksi]
    totals, units, notes = [], list[Unit](), []
    for row in outer:
        each = seksi[row.level, row.type]
        one, other = _units(knowledge, [each])[0], _units(knowledge, [row])[-1]
        total = replace(each, count=row.count * each.count)
        totals.append(term(language, "limit", amount=_amount(total, language), whom=_whom([row], language)))
        units += [one, other]
        notes.append(
            say(
                language, "total_note", bodies=row.count, each=each.count, count=total.count,
                one=one.label, other=other.label,
            )
        )  # fmt: skip
    return answer(knowledge, query, capital("; ".join(totals)), units, also=notes) if totals else None


def _summary(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer | None:
    """All that is stated for one level and type; the clause that names most of it first."""
    if len({(row.level, row.type) for row in rows}) > 1:
        chosen = [row for row in rows if row.body == "bidang"]
        counts = query.intents & {"count", "compare"} or not query.intents
        return _count(knowledge, query, chosen) if chosen and counts else None
    amounts = ", ".join(_amount(row, query.language, each=True) for row in sorted(rows, key=lambda r: r.place))
    headline = say(query.language, "limit", amount=amounts, whom=_whom(rows[:1], query.language))
    units = _units(knowledge, sorted(rows, key=lambda row: row.body != "sekretariat"))
    return answer(knowledge, query, headline, units)


def _compared(knowledge: Knowledge, query: Query, rows: Sequence[Limit]) -> Answer:
    """Bodies down, offices across, and in the headline what differs; levels that all agree are one office."""
    language = query.language
    rows = sorted(rows, key=lambda row: row.place)
    alike = all(_are_same([r for r in rows if (r.type, r.body) == (row.type, row.body)]) for row in rows)
    merged = alike and len(query.levels) != 1 and len(query.types) > 1
    offices: dict[tuple[str, str], list[Limit]] = {}
    for row in rows:
        offices.setdefault(("" if merged else row.level, row.type), []).append(row)
    columns = [{row.body: row for row in office} for office in offices.values()]
    names = [(kind if len(query.types) > 1 else "", term(language, level) if level and len(query.levels) != 1 else "")
             for level, kind in offices]  # fmt: skip
    bodies = list(dict.fromkeys(row.body for row in rows))
    table = [(term(language, "table_body"), *(" ".join(filter(None, parts)) for parts in names))]
    table += [(body, *(_number(column.get(body)) for column in columns)) for body in bodies]
    differing = [row[0] for row in table[1:] if len(set(row[1:])) > 1]
    told = [
        term(language, "compare", whom=_whom(office, language),
             what=", ".join(_amount(column[body], language, each=True) for body in differing if body in column))
        for office, column in zip(offices.values(), columns, strict=True)
    ]  # fmt: skip
    if not differing:
        same = ", ".join(_amount(columns[0][body], language, each=True) for body in bodies)
        told = [term(language, "compare", whom=_whom(rows, language), what=term(language, "compare_same", what=same))]
    return answer(knowledge, query, capital("; ".join(told)), _units(knowledge, rows), table=table)


def _number(row: Limit | None) -> str:
    return f"{'≤ ' if row.bound == AT_MOST else ''}{row.count}" if row else "-"


def _workload(knowledge: Knowledge, query: Query, document: str) -> Answer | None:
    """What workload a type is for, or which type is for a workload."""
    held = [row for row in knowledge.facts.workloads if row.document == document]
    loads = [load for load in query.loads if any(row.load == load for row in held)]
    of_what = query.types or loads or query.intents & {"which_type", "compare", "count"}
    asked = of_what if "workload" in query.intents else loads and "which_type" in query.intents
    chosen = [r for r in held if r.type.lower() in query.types or (not query.types and (not loads or r.load in loads))]
    if query.bodies or not asked or not chosen:
        return None
    key = "workload_which" if loads and not query.types else "workload"
    parts = [say(query.language, key, type=row.type, load=row.load) for row in chosen]
    if loads and query.types and query.polar:
        parts[0] = yes_or_no(query, all(row.load in loads for row in chosen), parts[0])
    return answer(knowledge, query, "; ".join(parts), knowledge.store.by_ids([chosen[0].citation]))


def _types(knowledge: Knowledge, query: Query, document: str) -> Answer | None:
    """Which types there are, by the shortest clause that names them all; None where that is not asked."""
    if "types" not in query.intents or query.types:
        return None
    if any(not c.light and not c.says(knowledge.title_terms(document)) for c in query.concepts):
        return None
    kinds = list(dict.fromkeys(limit.type for limit in knowledge.facts.limits if limit.document == document))
    printing = set.intersection(*(set(knowledge.facts.types.get(kind.lower(), ())) for kind in kinds))
    printed = (knowledge.store.unit(number) for number in sorted(printing))
    rows = [unit for unit in printed if unit.role == "clause" and knowledge.document(unit).entry.id == document]
    if not rows:
        return None
    loads = [w for w in knowledge.facts.workloads if w.document == document]
    head = say(query.language, "types", count=len(kinds), types=", ".join(kinds))
    parts = [say(query.language, "workload", type=row.type, load=row.load) for row in loads]
    told = knowledge.store.by_ids(row.citation for row in loads[:1])
    return answer(knowledge, query, "; ".join([head, *parts]), [min(rows, key=lambda unit: len(unit.text)), *told])
