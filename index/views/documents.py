"""/dokumen: the documents that answers come from: whether each is in force, how much it holds, when it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from index.answering.compose import checked
from index.generation.store import StoredDocument
from index.knowledge import Knowledge, say
from index.views.view import Row, View, moment, paged, split_page

NAME = "documents"
DIGITS = 12  # of a SHA-256, enough for a person to compare


def build(knowledge: Knowledge, argument: str, language: str) -> View:
    """The documents, one a row; with an argument the one of that id, else those whose id or name has all its words."""
    documents = knowledge.store.documents
    named = [document for document in documents if document.entry.id == argument]
    text, page = (argument, 1) if named else split_page(argument)
    held = named or [document for document in documents if _named(document, text)]
    counts = Counter(unit.document for unit in knowledge.store.citable())
    rows = tuple(_row(knowledge, document, counts, language) for document in held)
    title = say(language, "view_documents" if rows else "view_no_documents")
    return paged(View(name=NAME, language=language, title=title, rows=rows), text, page)


def status_lines(document: StoredDocument, language: str) -> list[str]:
    """Whether a document is in force, what replaced it, and who checked that, and when; as the manifest says."""
    status = document.entry.status
    if status.in_force == "unknown":
        return [say(language, "view_status_unknown")]
    key = "view_status_replaced" if status.in_force == "no" and status.replaced_by else f"view_status_{status.in_force}"
    unchecked = {status.checked_by, status.checked_on} <= {"", "unknown"}
    by = say(language, "view_unchecked") if unchecked else checked(status, language)
    return [say(language, key, by=status.replaced_by), by]


def _named(document: StoredDocument, argument: str) -> bool:
    entry = document.entry
    names = f"{entry.id} {entry.short} {entry.title} {entry.formal}".lower()
    return all(word in names for word in argument.lower().split())


def _row(knowledge: Knowledge, document: StoredDocument, counts: Mapping[int, int], language: str) -> Row:
    entry, status = document.entry, document.entry.status
    clauses = counts.get(document.number, 0)
    indexed = knowledge.store.meta.get("indexed_at", "")
    return Row(
        cells=(
            f"{entry.short}: {entry.title}",
            *status_lines(document, language),
            say(language, "view_held", count=clauses, when=moment(indexed, language) or "?"),
            f"SHA-256 {document.sha256[:DIGITS]}…",
        ),
        data={
            "id": entry.id, "short": entry.short, "title": entry.title, "formal": entry.formal, "file": entry.file,
            "in_force": status.in_force, "checked_by": status.checked_by, "checked_on": status.checked_on,
            "replaced_by": status.replaced_by, "clauses": clauses, "indexed_at": indexed, "sha256": document.sha256,
        },
    )  # fmt: skip
