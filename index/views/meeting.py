"""A meeting's record: the clauses that its questions were answered with, each once, with what led to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.answer import Answer
from index.generation.store import Unit
from index.knowledge import Knowledge, say
from index.office.office import Meeting, Noted
from index.views.documents import status_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause with its full text, as many lines as it has items, and the questions that led to it, with their times.

    `main` tells that an answer's headline rested on it; `changed` that its document is another one by now.
    """

    id: str
    label: str
    formal: str
    lines: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    main: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSource:
    """A document that clauses are of: its formal name, whether it is in force, when it was read (ISO), its SHA-256."""

    formal: str
    status: str
    indexed_at: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The record, ready to be written: main clauses first.

    `questions` counts those that were answered, `unanswered` are the others as typed; `gone` are ids that the
    documents no longer have.
    """

    title: str
    began: str
    questions: int
    clauses: tuple[Clause, ...]
    sources: tuple[RecordSource, ...]
    gone: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


def noted(answer: Answer, message: int, at: str) -> Noted | None:
    """What a record keeps of an answer; None of a greeting's and of what asks nothing."""
    cited = tuple((citation.id, citation.sha256) for citation in answer.citations)
    courtesies = {say(language, key) for language in ("id", "en") for key in ("greeting", "thanks")}
    if not cited and (answer.headline in courtesies or not answer.question.strip()):
        return None
    return Noted(message=message, question=answer.question, at=at, citations=cited)


def minutes(knowledge: Knowledge, meeting: Meeting, language: str) -> Minutes:
    """The record of a meeting, its clauses in the order in which they were first cited."""
    clauses: dict[str, Clause] = {}
    units: dict[str, Unit] = {}
    gone: list[str] = []
    for asked in meeting.noted:
        for at, (name, sha256) in enumerate(asked.citations):
            unit = knowledge.store.by_id(name)
            if unit is None:
                gone.append(name)
                continue
            units[name] = unit
            before = clauses.get(name) or _clause(unit)
            changed = before.changed or knowledge.document(unit).sha256 != sha256
            asking = (*before.questions, (asked.question, asked.at))
            clauses[name] = replace(before, questions=asking, main=before.main or at == 0, changed=changed)
    return Minutes(
        title=meeting.title,
        began=meeting.began,
        questions=sum(bool(asked.citations) for asked in meeting.noted),
        clauses=tuple(sorted(clauses.values(), key=lambda clause: not clause.main)),
        sources=tuple(_sources(knowledge, units.values(), language)),
        gone=tuple(dict.fromkeys(gone)),
        unanswered=tuple(dict.fromkeys(asked.question for asked in meeting.noted if not asked.citations)),
    )


def _clause(unit: Unit) -> Clause:
    lines = tuple(line.strip() for line in unit.quote.lstrip(": ").splitlines() if line.strip())
    return Clause(id=unit.id, label=unit.cite, formal=unit.formal, lines=lines, questions=())


def _sources(knowledge: Knowledge, units: Iterable[Unit], language: str) -> list[RecordSource]:
    """The documents of the clauses, in the order of the index."""
    numbers = sorted({unit.document for unit in units})
    return [
        RecordSource(
            formal=document.entry.formal,
            status=" ".join(status_lines(document, language)),
            indexed_at=knowledge.store.meta.get("indexed_at", ""),
            sha256=document.sha256,
        )
        for document in (knowledge.store.documents[number] for number in numbers)
    ]
