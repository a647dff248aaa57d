"""/bagan: how an office is organised, as a tree of its units, each with what its own clause says it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.yaml import load_yaml
from index.generation.store import StoredDocument, Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Query
from index.scope.whose import documents_of, mentioned
from index.views.documents import status_lines

LONGEST = 300  # characters of what a unit is about, where nothing stands under it
LONGEST_ABOVE = 90  # the same where its parts stand under it and say more


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A unit: its name, what it is about (a cut of its clause, or ""), a count in words, the clauses, its parts."""

    name: str
    about: str = ""
    count: str = ""
    citations: tuple[str, ...] = ()
    parts: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The units of one office under a title; `source` is where it is printed, `status` whether that is in force."""

    language: str
    title: str
    subtitle: str
    source: str
    status: str
    notes: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()


def chart(knowledge: Knowledge, argument: str, language: str) -> Chart | None:
    """The chart of the type that the argument names, of the home office where it names nothing.

    A type without a level is one of the home office's own level; a place names the office that a document
    describes. None where that is no type or office that the documents have.
    """
    query = knowledge.reader.read(argument)
    if query.types or query.levels or query.unheld:
        part = _part(knowledge, query)
        return _of_type(knowledge, part, language) if part else None
    named = documents_of(knowledge, query, knowledge.referrer.find(query))
    homes = frozenset(d.number for d in knowledge.store.documents if _is_home(knowledge, d))
    if not named and query.words and mentioned(knowledge, query, homes) is None:
        return None
    held = (d for d in knowledge.store.documents if d.number in (named or homes))
    described = next((d for d in held if _roots(knowledge, d)), None)
    return _of_office(knowledge, described, language) if described else None


def choices(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The types that there are charts of, in printed order: what each is called, and the argument for it."""
    parts = (unit for unit in knowledge.organisation.units if unit.role == "part" and unit.scope_type)
    named = ((f"{unit.scope_level} {unit.scope_type}".title(), unit) for unit in parts)
    return tuple((label, f"{unit.scope_level} tipe {unit.scope_type.upper()}") for label, unit in named)


def _part(knowledge: Knowledge, query: Query) -> Unit | None:
    """The part of an annex for one level and one type, or None where the question doesn't settle which."""
    levels = query.levels or _home_levels(knowledge)
    if len(query.types) != 1 or len(levels) != 1:
        return None
    parts = (unit for unit in knowledge.organisation.units if unit.role == "part")
    return next((u for u in parts if (u.scope_level, u.scope_type) == (levels[0], query.types[0])), None)


def _home_levels(knowledge: Knowledge) -> tuple[str, ...]:
    """The level of the home office in the words of an annex: "kabupaten/kota" for a kabupaten."""
    known = {unit.scope_level for unit in knowledge.organisation.units if unit.scope_level}
    homes = {d.entry.level for d in knowledge.store.documents if _is_home(knowledge, d)}
    return tuple(sorted(level for level in known if homes & set(level.split("/"))))


def _is_home(knowledge: Knowledge, document: StoredDocument) -> bool:
    return document.entry.office == knowledge.home_office


def _roots(knowledge: Knowledge, document: StoredDocument) -> list[Unit]:
    """The units of an office that are part of no other; those of an annex are of no office."""
    units = (unit for unit in knowledge.organisation.units if unit.document == document.number)
    return [unit for unit in units if unit.role != "part" and knowledge.organisation.above(unit) is None]


def _of_type(knowledge: Knowledge, part: Unit, language: str) -> Chart:
    entry = knowledge.document(part).entry
    return Chart(
        language=language,
        title=part.name,
        subtitle=entry.title,
        source=f"{entry.short}, {term(language, 'chart_part', number=part.printed)}",
        status=_status(knowledge, part, language),
        notes=tuple(_limits(knowledge, part, language)),
        boxes=(*_secretariat(knowledge, part, language), *_parts(knowledge, part, language)),
    )


def _of_office(knowledge: Knowledge, document: StoredDocument, language: str) -> Chart:
    entry, roots = document.entry, _roots(knowledge, document)
    return Chart(
        language=language,
        title=entry.place or entry.short,
        subtitle=entry.title,
        source=entry.short,
        status=_status(knowledge, roots[0], language),
        boxes=tuple(_box(knowledge, unit, language) for unit in roots),
    )


def _status(knowledge: Knowledge, unit: Unit, language: str) -> str:
    return " ".join(status_lines(knowledge.document(unit), language))


def _parts(knowledge: Knowledge, unit: Unit, language: str) -> Iterator[Box]:
    for part in knowledge.organisation.units:
        above = knowledge.organisation.above(part)
        if above is not None and above.number == unit.number:
            yield _box(knowledge, part, language)


def _box(knowledge: Knowledge, unit: Unit, language: str) -> Box:
    parts = tuple(_parts(knowledge, unit, language))
    duties = sum(u.role == "duty" and not u.name for u in knowledge.store.children(unit))
    key = "chart_functions" if parts else "chart_duties"
    return Box(
        name=unit.name,
        about=shortened(about(unit.own), LONGEST_ABOVE if parts else LONGEST),
        count=term(language, key, count=duties) if duties else "",
        citations=(unit.id,),
        parts=parts,
    )


def _secretariat(knowledge: Knowledge, part: Unit, language: str) -> Iterator[Box]:
    """The secretariat: what it does stands in no clause of the annex, how many subunits it has in an article."""
    for limit in knowledge.limits:
        if limit.parent == "sekretariat" and (limit.level, limit.type.lower()) == (part.scope_level, part.scope_type):
            amount = term(language, limit.bound.replace(" ", "_"), count=limit.count, body=limit.body)
            yield Box(
                name=limit.parent.title(),
                about=f"{amount} ({_label(knowledge, limit.citations[0])})",
                citations=limit.citations,
            )


def _limits(knowledge: Knowledge, part: Unit, language: str) -> Iterator[str]:
    """How many units of a kind there may be, each with the clause that says so."""
    for limit in knowledge.limits:
        if limit.body in ("bidang", "seksi") and (limit.level, limit.type.lower()) == (
            part.scope_level, part.scope_type,
        ):  # fmt: skip
            amount = term(language, limit.bound.replace(" ", "_"), count=limit.count, body=limit.body)
            each = "chart_each" if limit.parent != "dinas" else "chart_all"
            label = _label(knowledge, limit.citations[-1])
            yield say(language, each, amount=amount, parent=limit.parent, label=label)


def _label(knowledge: Knowledge, citation: str) -> str:
    unit = knowledge.store.by_id(citation)
    return unit.label if unit else citation


def about(text: str) -> str:
    """What a unit's printed text says that the unit is about, as it stands there; else its beginning."""
    line = " ".join(text.split())
    found = next((match for pattern in _subjects() if (match := pattern.search(line))), None)
    return found["subject"].rstrip(" ,") if found else "" if line.endswith(":") else line


def shortened(text: str, longest: int) -> str:
    """A text cut at a word, an ellipsis behind it, where it is longer than that."""
    if len(text) <= longest:
        return text
    head, _, _ = text[:longest].rpartition(" ")
    return f"{(head or text[: longest - 2]).rstrip(' ,;')} …"


@cache
def _subjects() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in subject_rows())


def subject_rows() -> list[dict[str, object]]:
    """The patterns of chart.yaml with their examples and counter-examples."""
    text = (Path(__file__).parent.parent / "chart.yaml").read_text(encoding="utf-8")
    return list(load_yaml(text)["subjects"])
