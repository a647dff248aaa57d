"""What admins do to the documents: add, replace, retire, mark, take back. Nothing that was decided is ever lost.

A change is prepared first: its generation is built aside while the old one answers. To publish it is to write one row
into the office's database, which decides, and to swap the pointer, which lies on the disk already. Killed between the
two, the next start finds the row and the whole generation, and points at it; so does a bot that runs.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.errors import StoreError, failing
from corpus.files import put
from corpus.manifest import Entry, Status
from index.generation.store import Store
from index.office.office import Office, append_to_audit, now
from index.publishing.decisions import OWN, Held, Kept, decided, from_json, is_lost, shelf, state_mark, to_json
from index.publishing.generations import pointing, prepare


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One decision of the past: its number, when, by whom, what was done to which document, the whole list then."""

    number: int
    at: str
    who: str
    action: str
    what: str
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A change that is not published yet: what is done to which document, and the whole list that it leads to.

    `before` is the list that it was made from.
    """

    action: str
    what: str
    before: tuple[Kept, ...]
    kept: tuple[Kept, ...]


class Library:
    """The documents of an office: those of the folder that the configuration names, as admins have decided."""

    def __init__(self, data: Path, documents: Path, office: Office) -> None:
        self.data = data
        self.documents = documents
        self._office = office

    def known(self) -> tuple[Held, ...]:
        """The documents that are answered from, and the retired ones: what is sent may be a new version of either."""
        return shelf(self.documents, self.data, [replace(row, retired=False) for row in decided(self.data)])

    def lost(self) -> tuple[Entry, ...]:
        """The documents that are to be answered from and whose file, which an admin sent, is gone or damaged."""
        held = shelf(self.documents, self.data, decided(self.data))
        return tuple(row.entry for row in held if is_lost(row, self.data))

    def entry(self, name: str) -> Entry | None:
        """The entry of the document of that id, retired or not; None for no such id."""
        return next((row.entry for row in self._each() if row.entry.id == name), None)

    @staticmethod
    def named(content: bytes, name: str, suffix: str) -> str:
        """The name that a file has among those that admins sent."""
        return f"{name}-{hashlib.sha256(content).hexdigest()[:12]}{suffix}"

    def keep(self, content: bytes, name: str, suffix: str) -> str:
        """Put a file among those that admins sent; gives the name that it has there, the same for the same content."""
        kept = self.named(content, name, suffix)
        folder = self.data / OWN
        with failing(StoreError, "index.folder-unwritten", OSError, file=folder):
            if (folder / kept).is_file() and (folder / kept).read_bytes() == content:
                os.utime(folder / kept)  # it is wanted again
            else:
                put(folder / kept, content)
        return kept

    def unkeep(self, file: str) -> None:
        """Remove a file that no decision names, of the past either; nobody can decide meanwhile."""
        with self._office.writing() as database:
            rows = [from_json(kept) for (kept,) in database.execute("SELECT rows FROM shelves")]
            if file and file not in {row.entry.file for kept in rows for row in kept if row.own}:
                with contextlib.suppress(OSError):  # it takes room, and does no other harm
                    (self.data / OWN / file).unlink(missing_ok=True)

    def adding(self, entry: Entry) -> Plan:
        """Answer from a document whose file is kept; it replaces the one of the same id, a retired one too."""
        known = any(held.entry.id == entry.id for held in self.known())
        return self._plan("replace" if known else "add", entry.id, Kept(entry=entry, own=True))

    def retiring(self, name: str) -> Plan:
        """No longer answer from a document; its file and its entry are kept."""
        return self._plan("retire", name, replace(self._kept(name), retired=True))

    def restoring(self, name: str) -> Plan:
        """Answer from a retired document again."""
        return self._plan("restore", name, replace(self._kept(name), retired=False))

    def marking(self, name: str, status: Status) -> Plan:
        """Say whether a document is in force, and what replaced it."""
        kept = self._kept(name)
        return self._plan("status", name, replace(kept, entry=replace(kept.entry, status=status)))

    def going_back(self, number: int) -> Plan:
        """Decide as it was decided once before; 0 is before the first decision."""
        past = {row.number: row.kept for row in self.history()} | {0: ()}
        if number not in past:
            raise StoreError("index.no-state", number=number)
        return Plan(action="rollback", what=str(number), before=decided(self.data), kept=past[number])

    def rereading(self) -> Plan:
        """Decide nothing else, and answer from what the documents' files are now."""
        before = decided(self.data)
        return Plan(action="reindex", what="all", before=before, kept=before)

    def publish(self, plan: Plan, who: str, *, forced: int | str = 0) -> Store:
        """Answer as planned from now on; gives the generation that answers.

        `forced` is how many questions get worse beyond what may, or that nobody knows; the audit tells it.
        Raises StoreError where something else was published since the plan was made, or nothing can be written; then
        all is as it was. Raises UnpointedError where it is decided, and only the pointer can't be swapped.
        """
        store = prepare(self.data, self.documents, plan.kept)
        with pointing(self.data, store) as point:
            self._decide(plan, who, store.meta["fingerprint"], forced)
            point()
        return store

    def _decide(self, plan: Plan, who: str, made: str, forced: int | str) -> None:
        """Write down what is decided, and that in the audit; nothing where that very decision is the last one."""
        with self._office.writing() as database:
            files = [row.entry.file for row in plan.kept if row.own and not row.retired and row not in plan.before]
            if missing := [file for file in files if not (self.data / OWN / file).is_file()]:
                raise StoreError("index.file-gone", file=missing[0])
            last = database.execute("SELECT rows, fingerprint FROM shelves ORDER BY number DESC LIMIT 1").fetchone()
            if (from_json(last[0]) if last else ()) != plan.before:
                raise StoreError("index.meanwhile")
            if last and plan.action in ("add", "replace") and plan.kept == plan.before and last[1] == made:
                return
            query = "INSERT INTO shelves (at, who, action, what, rows, fingerprint) VALUES (?, ?, ?, ?, ?, ?)"
            database.execute(query, [now(), who, plan.action, plan.what, to_json(plan.kept), made])
            told = [_told(rows, plan.what) for rows in (plan.before, plan.kept)]
            if forced:
                told[1] = {"forced": forced} | (told[1] or {})
            before, after = (json.dumps(row, ensure_ascii=False) for row in told)
            append_to_audit(database, who=who, action=plan.action, what=plan.what, before=before, after=after)

    def history(self) -> list[Shelved]:
        """All that was ever decided, oldest first."""
        rows = self._office.rows("SELECT number, at, who, action, what, rows AS kept FROM shelves ORDER BY number")
        return [Shelved(**{**row, "kept": from_json(row["kept"])}) for row in rows]

    def last_change(self, name: str) -> Shelved | None:
        """The last decision by which a document became what it is, with "" the last one; None where there is none."""
        past = self.history()
        marks = [state_mark((), name), *(state_mark(row.kept, name) for row in past)]
        changes = [row for row, (was, now) in zip(past, pairwise(marks), strict=True) if was != now]
        return changes[-1] if changes else None

    def _kept(self, name: str) -> Kept:
        """What was decided of a document, or that it stands as it is in the folder."""
        for row in self._each():
            if row.entry.id == name:
                return row
        raise StoreError("index.no-document", name=name)

    def _each(self) -> Iterator[Kept]:
        """What was decided of documents, and behind that each of the folder as it stands there."""
        yield from decided(self.data)
        yield from (Kept(entry=held.entry) for held in shelf(self.documents, self.data, ()))

    def _plan(self, action: str, what: str, row: Kept) -> Plan:
        """A plan of one more decision, in the place of what was decided of that document before."""
        before = decided(self.data)
        kept = {other.entry.id: other for other in before} | {row.entry.id: row}
        return Plan(action=action, what=what, before=before, kept=tuple(kept.values()))


def _told(rows: Sequence[Kept], what: str) -> dict[str, Any] | None:
    """What an audit tells of one document, or of all for a change of many: file, status, whether retired."""
    told: dict[str, Any] = {
        row.entry.id: {"file": row.entry.file, "in_force": row.entry.status.in_force, "retired": row.retired}
        for row in rows
    }
    return told.get(what) if what in told or not what.isdigit() else told
