"""/bagan: how an office is organised, as a tree of its units, each with what its own clause says it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus.yaml import load_yaml
from index.generation.facts import Limit
from index.generation.store import StoredDocument, Unit
from index.knowledge import Knowledge, say, term
from index.scope.whose import documents_of, mentioned
from index.views.aim import as_typed, scope_level, scope_of
from index.views.look_up import status_lines
from index.views.view import shortened

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
        printed = {unit.scope_level for unit in knowledge.organisation.units}
        levels = query.levels or printed & {scope_level(level) for level in knowledge.home.levels}
        scopes = [(level, kind) for level in levels for kind in query.types]
        part = next((unit for unit in _annexes(knowledge) if [scope_of(unit)] == scopes), None)
        return _of_type(knowledge, part, language) if part else None
    homes = knowledge.home.documents
    named = documents_of(knowledge, query, knowledge.referrer.find(query))
    if not named and query.words and mentioned(knowledge, query, homes) is None:
        return None
    # those of an annex are of no office
    tops = [u for u in knowledge.organisation.units if u.role != "part" and knowledge.organisation.above(u) is None]
    for document in (d for d in knowledge.store.documents if d.number in (named or homes)):
        if roots := [unit for unit in tops if unit.document == document.number]:
            return _of_office(knowledge, document, roots, language)
    return None


def choices(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The types that there are charts of, in printed order: what each is called, and the argument for it."""
    scopes = [scope_of(unit) for unit in _annexes(knowledge)]
    return tuple((" ".join(scope).title(), as_typed(scope)) for scope in scopes)


def _annexes(knowledge: Knowledge) -> list[Unit]:
    """The parts of annexes for one level and type, in printed order."""
    return [unit for unit in knowledge.organisation.units if unit.role == "part" and unit.scope_type]


def _of_type(knowledge: Knowledge, part: Unit, language: str) -> Chart:
    """The chart of a part; its secretariat stands in no clause of the annex, how many subunits it has in an article."""
    whole = _of_office(knowledge, knowledge.document(part), knowledge.organisation.parts(part), language)
    limits = [row for row in knowledge.facts.limits if scope_of(row) == scope_of(part)]
    secretariats = [_secretariat(knowledge, row, language) for row in limits if row.parent == "sekretariat"]
    return replace(
        whole,
        title=part.name,
        source=f"{whole.source}, {term(language, 'chart_part', number=part.printed)}",
        notes=tuple(_note(knowledge, row, language) for row in limits if row.body in ("bidang", "seksi")),
        boxes=(*secretariats, *whole.boxes),
    )


def _of_office(knowledge: Knowledge, document: StoredDocument, roots: Sequence[Unit], language: str) -> Chart:
    entry = document.entry
    title = entry.place or entry.short
    status = " ".join(status_lines(document, language))
    boxes = tuple(_box(knowledge, unit, language) for unit in roots)
    return Chart(language=language, title=title, subtitle=entry.title, source=entry.short, status=status, boxes=boxes)


def _box(knowledge: Knowledge, unit: Unit, language: str) -> Box:
    parts = tuple(_box(knowledge, part, language) for part in knowledge.organisation.parts(unit))
    duties = sum(u.role == "duty" and not u.name for u in knowledge.store.children(unit))
    count = term(language, "chart_functions" if parts else "chart_duties", count=duties) if duties else ""
    told = shortened(about(unit.own), LONGEST_ABOVE if parts else LONGEST)
    return Box(name=unit.name, about=told, count=count, citations=(unit.id,), parts=parts)


def _secretariat(knowledge: Knowledge, limit: Limit, language: str) -> Box:
    told = f"{_amount(limit, language)} ({knowledge.store.by_ids(limit.citations)[0].label})"
    return Box(name=limit.parent.title(), about=told, citations=limit.citations)


def _note(knowledge: Knowledge, limit: Limit, language: str) -> str:
    """How many units of a kind there may be, with the clause that says so."""
    key = "chart_each" if limit.parent != "dinas" else "chart_all"
    label = knowledge.store.by_ids(limit.citations)[-1].label
    return say(language, key, amount=_amount(limit, language), parent=limit.parent, label=label)


def _amount(limit: Limit, language: str) -> str:
    return term(language, limit.bound.replace(" ", "_"), count=limit.count, body=limit.body)


def about(text: str) -> str:
    """What a unit's printed text says that the unit is about, as it stands there; else its beginning."""
    line = " ".join(text.split())
    found = next((match for row in subject_rows() if (match := re.search(row["pattern"], line))), None)
    return found["subject"].rstrip(" ,") if found else "" if line.endswith(":") else line


@cache
def subject_rows() -> list[dict[str, Any]]:
    """The patterns of chart.yaml with their examples and counter-examples."""
    text = (Path(__file__).parent.parent / "chart.yaml").read_text(encoding="utf-8")
    return list(load_yaml(text)["subjects"])
