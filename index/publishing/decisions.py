"""Which documents are answered from: those of the documents folder, and over them what admins have decided.

An admin's decisions lie in the office's database, one whole list a row, the last one counts; files that admins sent lie
in `documents/` of the data folder, each under a name of its own that never changes.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import StoreError, cause, reason
from corpus.files import contents
from corpus.manifest import Entry, entry_of, is_name, load_manifest
from index.office.office import NAME, read_only

SHELL = "command line"  # who decided, where it was nobody in a chat
OWN = "documents"  # the folder, within the data folder, of the files that admins sent
_SENT = re.compile(r"-([0-9a-f]{12})\.\w+$")  # how the name of such a file ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was decided of one document: its entry, whether its file was sent by an admin, whether it is retired."""

    entry: Entry
    own: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A document to be answered from, and where its file is."""

    entry: Entry
    path: Path


def decided(data: Path) -> tuple[Kept, ...]:
    """What admins have decided, as the office's database has it; nothing where there is none.

    Raises StoreError for a database that can't be read.
    """
    row = _last(data)
    return from_json(row[2]) if row else ()


def last_decision(data: Path) -> tuple[int, str]:
    """The number of the last decision, and the fingerprint of its generation; (0, "") for none. Raises as `decided`."""
    row = _last(data)
    return (int(row[0]), str(row[1])) if row else (0, "")


def _last(data: Path) -> tuple[Any, ...] | None:
    path = data / NAME
    if not path.is_file():
        return None
    try:
        with read_only(path) as database:
            query = "SELECT number, fingerprint, rows FROM shelves ORDER BY number DESC LIMIT 1"
            return next(database.execute(query), None)
    except sqlite3.Error as error:
        if "no such table" in str(error):
            return None
        damaged = not isinstance(error, sqlite3.OperationalError)
        advice = reason("index.advice-backup") if damaged else reason("index.advice-rights")
        raise StoreError("index.office-unread", file=path, cause=cause(error), advice=advice) from error


def shelf(documents: Path, data: Path, kept: Sequence[Kept]) -> tuple[Held, ...]:
    """The documents to be answered from: the folder's in its order, as decided, then those that admins added."""
    by_id = {row.entry.id: row for row in kept}
    base = load_manifest(documents)
    rows = [_over(entry, by_id.get(entry.id)) for entry in base]
    rows += [row for row in kept if row.entry.id not in {entry.id for entry in base} and row.own]
    held = (row for row in rows if not row.retired)
    return tuple(Held(entry=row.entry, path=(data / OWN if row.own else documents) / row.entry.file) for row in held)


def is_lost(held: Held, data: Path) -> bool:
    """Whether a document's file was sent by an admin and is gone, or isn't what was sent: its name has its SHA-256."""
    if held.path.parent != data / OWN:
        return False
    try:
        found = hashlib.sha256(contents(held.path)).hexdigest()
    except OSError:
        return True
    sent = _SENT.search(held.path.name)
    return sent is not None and not found.startswith(sent[1])


def _over(entry: Entry, row: Kept | None) -> Kept:
    """A document of the folder as decided: its entry there but for its status, or that of a file that was sent."""
    if row is None:
        return Kept(entry=entry)
    return row if row.own else replace(row, entry=replace(entry, status=row.entry.status))


def state_mark(kept: Iterable[Kept], name: str = "") -> str:
    """What stands for all that was decided of one document, or with "" of all: another decision has another mark."""
    rows = [row for row in kept if name in ("", row.entry.id)]
    return hashlib.sha256(to_json(rows).encode()).hexdigest()[:12]


def to_json(kept: Sequence[Kept]) -> str:
    """The decisions as the database keeps them."""
    return json.dumps([asdict(row) for row in kept], ensure_ascii=False)


def from_json(text: str) -> tuple[Kept, ...]:
    """The decisions that the database keeps; raises StoreError for what is none, a file's name that is a path too."""
    try:
        rows = json.loads(text)
        kept = tuple(Kept(entry=entry_of(row["entry"]), own=row["own"], retired=row["retired"]) for row in rows)
        if all(_is_good(row) for row in kept):
            return kept
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError("index.decisions-damaged") from error
    raise StoreError("index.decisions-damaged")


def _is_good(row: Kept) -> bool:
    """Whether a decision can be acted upon: texts where texts belong, and names that lead into no other folder."""
    told = asdict(row.entry)
    texts = [*told.pop("status").values(), *told.pop("aliases"), *told.pop("amends"), *told.values()]
    return (
        all(isinstance(value, str) for value in texts)
        and all(name and is_name(name) for name in (row.entry.id, row.entry.file, row.entry.profile))
        and not (row.own and row.entry.file.startswith("."))
        and isinstance(row.own, bool)
        and isinstance(row.retired, bool)
    )
