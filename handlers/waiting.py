"""The files of documents that admins are about to add: where they wait, and what becomes of them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from corpus.errors import StoreError
from corpus.manifest import Entry
from handlers.context import Desk, kept
from index.draft import Draft
from index.library import Plan

WAITING = "uploads"  # the folder, within the data folder, of files that are no documents yet


def path_of(desk: Desk, key: str, name: str) -> Path:
    """Where a file waits: under a name of the bot's own, whatever its sender calls it."""
    return desk.publisher.library.data / WAITING / f"{key}{Path(name).suffix.lower()}"


def write(path: Path, content: bytes) -> None:
    """Put a file where it waits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def entries(desk: Desk) -> list[Entry]:
    """The entries of the documents that what is sent may be a new version of, the retired ones too."""
    return [row.entry for row in desk.publisher.library.known()]


def plan_of(desk: Desk, draft: Draft) -> Plan:
    """The change that a draft is; its file is among the documents then."""
    library = desk.publisher.library
    entry = draft.entry("", entries(desk))
    waiting = library.data / WAITING / draft.file
    if not waiting.is_file():
        raise StoreError("index.file-gone", file=draft.name)
    return library.adding(replace(entry, file=library.keep(waiting.read_bytes(), entry.id, waiting.suffix)))


def drop(desk: Desk, draft: Draft) -> None:
    """Forget a draft and its file, unless a decision names it."""
    kept(lambda: desk.drafts.drop(draft.key), None)
    unkeep(desk, draft)
    (desk.publisher.library.data / WAITING / draft.file).unlink(missing_ok=True)


def unkeep(desk: Desk, draft: Draft) -> None:
    """Remove a draft's file from among the documents, unless a decision names it; where it waits it stays."""
    library = desk.publisher.library
    waiting = library.data / WAITING / draft.file
    if waiting.is_file():
        content = waiting.read_bytes()
        kept(lambda: library.unkeep(library.named(content, draft.entry("").id, waiting.suffix)), None)
