"""A meeting's record: the clauses that its questions were answered with, each once, with what led to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.answer import Answer
from index.generation.store import StoredDocument, Unit
from index.knowledge import Knowledge, say
from index.office.chats import Meeting, Noted
from index.views.look_up import status_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause with its full text, as many lines as it has items, and the questions that led to it, with their times.

    `main` tells that an answer's headline rested on it; `changed` that its document is another one by now.
    """

    id: str
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
    cited: dict[str, list[tuple[Noted, int]]] = {}
    for asked in meeting.noted:
        for at, (name, _) in enumerate(asked.citations):
            cited.setdefault(name, []).append((asked, at))
    units = {unit.id: unit for unit in knowledge.store.by_ids(cited)}
    clauses = [_clause(unit, knowledge.document(unit).sha256, cited[name]) for name, unit in units.items()]
    held = (knowledge.store.documents[number] for number in sorted({unit.document for unit in units.values()}))
    return Minutes(
        title=meeting.title,
        began=meeting.began,
        questions=sum(bool(asked.citations) for asked in meeting.noted),
        clauses=tuple(sorted(clauses, key=lambda clause: not clause.main)),
        sources=tuple(_source(document, knowledge.store.meta.get("indexed_at", ""), language) for document in held),
        gone=tuple(name for name in cited if name not in units),
        unanswered=tuple(dict.fromkeys(asked.question for asked in meeting.noted if not asked.citations)),
    )


def _source(document: StoredDocument, indexed_at: str, language: str) -> RecordSource:
    status, formal = " ".join(status_lines(document, language)), document.entry.formal
    return RecordSource(formal=formal, status=status, indexed_at=indexed_at, sha256=document.sha256)


def _clause(unit: Unit, sha256: str, cited: Sequence[tuple[Noted, int]]) -> Clause:
    """A clause with the questions that it was cited for, and at which place among its answer's citations."""
    return Clause(
        id=unit.id,
        formal=unit.formal,
        lines=tuple(line.strip() for line in unit.quote.lstrip(": ").splitlines() if line.strip()),
        questions=tuple((asked.question, asked.at) for asked, _ in cited),
        main=any(at == 0 for _, at in cited),
        changed=any(asked.citations[at][1] != sha256 for asked, at in cited),
    )
