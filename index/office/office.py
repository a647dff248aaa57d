"""What people did: a database that is migrated and never rebuilt, beside the generations that are.

Each migration is done once, in order, in one transaction with the note that it was done, and left as it is from then
on. The database may be used from several threads, one at a time.
"""

import hashlib
import hmac
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus.errors import Reason, StoreError, cause, reason, sqlite_code

NAME = "office.db"  # the database within the data folder
PATIENCE = 2.0  # seconds to wait for another program that writes
_KEY = "place key"  # the setting that turns a chat's id into what is stored of it
MIGRATIONS: dict[str, tuple[str, ...]] = {
    # every change to what the bot answers from: append-only, held so by triggers
    "audit": (
        "CREATE TABLE audit (number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, "
        "what TEXT, before TEXT, after TEXT)",
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    ),
    # records of meetings, by a keyed hash of the chat; who asked is not stored
    "meetings": (
        "CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE meetings (number INTEGER PRIMARY KEY, place TEXT NOT NULL, title TEXT NOT NULL, "
        "began TEXT NOT NULL)",
        "CREATE UNIQUE INDEX meetings_place ON meetings (place)",
        "CREATE TABLE noted (meeting INTEGER NOT NULL, message INTEGER NOT NULL, question TEXT NOT NULL, "
        "at TEXT NOT NULL, citations TEXT NOT NULL, PRIMARY KEY (meeting, message))",
    ),
    # questions with what answered them, and what people thought of it; chats and people by keyed hashes
    "questions": (
        "CREATE TABLE asked (key TEXT PRIMARY KEY, place TEXT NOT NULL, user TEXT NOT NULL, message INTEGER NOT NULL, "
        "question TEXT NOT NULL, language TEXT NOT NULL, level TEXT NOT NULL, type TEXT NOT NULL, "
        "previous TEXT NOT NULL, answered INTEGER NOT NULL, hits TEXT NOT NULL, messages TEXT NOT NULL, "
        "at TEXT NOT NULL)",
        "CREATE UNIQUE INDEX asked_message ON asked (place, message)",
        "CREATE INDEX asked_at ON asked (at)",
        "CREATE INDEX asked_user ON asked (user)",
        "CREATE TABLE votes (asked TEXT NOT NULL, user TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, "
        "clause TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (asked, user))",
    ),
    # what a chat has set, and what its buttons carry that Telegram has no room for
    "preferences": (
        "CREATE TABLE preferences (place TEXT PRIMARY KEY, language TEXT NOT NULL, level TEXT NOT NULL, "
        "type TEXT NOT NULL)",
        "CREATE TABLE buttons (key TEXT PRIMARY KEY, data TEXT NOT NULL, at TEXT NOT NULL)",
    ),
    # what admins decided of documents: each row is the whole list, the last one counts; none is ever changed
    "shelves": (
        "CREATE TABLE shelves (number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, "
        "what TEXT NOT NULL, rows TEXT NOT NULL, fingerprint TEXT NOT NULL)",
    ),
    # synonyms that admins taught, documents that they are about to add, how many milliseconds an answer took
    "learned": (
        "CREATE TABLE synonyms (word TEXT PRIMARY KEY, meaning TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL)",
        "ALTER TABLE buttons ADD COLUMN user TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE asked ADD COLUMN took INTEGER NOT NULL DEFAULT 0",
        "CREATE TABLE drafts (key TEXT PRIMARY KEY, who TEXT NOT NULL, place TEXT NOT NULL, draft TEXT NOT NULL, "
        "at TEXT NOT NULL)",
    ),
    # what an admin was asked for and hasn't written yet; who by a keyed hash
    "asking": (
        "CREATE TABLE asking (user TEXT PRIMARY KEY, key TEXT NOT NULL, field TEXT NOT NULL, at TEXT NOT NULL)",
    ),
    # questions that an admin needs to see no more, by keyed hashes of their texts
    "dismissed": ("CREATE TABLE dismissed (question TEXT PRIMARY KEY, at TEXT NOT NULL)",),
}


class Office:
    """The office's own data; made and migrated when it is opened. Raises StoreError where it can't be."""

    def __init__(self, data: Path) -> None:
        self.path = data / NAME
        self._lock, self._reading = threading.Lock(), threading.Lock()
        with self._telling("index.unopened"):
            data.mkdir(parents=True, exist_ok=True)
            self._database = self._connection()
            # the last one has the triggers of the audit hold against REPLACE too
            for pragma in ("journal_mode = WAL", "secure_delete = ON", "recursive_triggers = ON"):
                self._database.execute(f"PRAGMA {pragma}")
            self._migrate()
            self._secret = self._key()
            self._reader = self._connection()
            self._reader.execute("PRAGMA query_only = ON")
            self._reader.row_factory = sqlite3.Row

    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)

    def _migrate(self) -> None:
        database = self._database
        database.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, done_at TEXT NOT NULL)")
        for name, statements in MIGRATIONS.items():
            with _transaction(database):
                if not database.execute("SELECT 1 FROM migrations WHERE name = ?", [name]).fetchone():
                    for statement in statements:
                        database.execute(statement)
                    database.execute("INSERT INTO migrations VALUES (?, ?)", [name, now()])

    def record(self, *, who: str, action: str, what: str, before: str = "", after: str = "") -> None:
        """Append a row to the audit: who did what to what, and its state before and after."""
        with self.writing() as database:
            append_to_audit(database, who=who, action=action, what=what, before=before, after=after)

    def move(self, old: str, new: str) -> None:
        """Take all that is kept of a chat to the one that it has become, unless that has the like already.

        Messages are numbered anew there: the old numbers must not be taken for new ones.
        """
        with self.writing() as database:
            places = [self.hidden(new), self.hidden(old)]
            meetings = "SELECT number FROM meetings WHERE place = ?"
            database.execute(f"UPDATE noted SET message = -message WHERE meeting IN ({meetings})", places[1:])  # noqa: S608
            database.execute("UPDATE asked SET message = -message, messages = '[]' WHERE place = ?", places[1:])
            for table in ("meetings", "preferences", "asked"):
                database.execute(f"UPDATE OR IGNORE {table} SET place = ? WHERE place = ?", places)  # noqa: S608

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """What a query finds, each an `sqlite3.Row`: what another program writes meanwhile keeps nobody waiting."""
        with self._reading, self._telling("index.office-unread"):
            return self._reader.execute(query, values).fetchall()

    def row(self, query: str, values: Sequence[object] = ()) -> Any:
        """The first row that a query finds, or None."""
        return next(iter(self.rows(query, values)), None)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; what fails in SQLite is a StoreError."""
        with self._lock, self._telling("index.office-unwritten"), _transaction(self._database):
            yield self._database

    @contextmanager
    def _telling(self, code: str) -> Iterator[None]:
        """What fails in SQLite, or before it, is a StoreError of that code."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise StoreError(code, file=self.path, cause=cause(error), advice=_advice(error)) from error

    def hidden(self, place: str) -> str:
        """A chat's or a person's id as it is stored: hashed with a key of this database's own."""
        return hmac.new(self._secret, place.encode(), hashlib.sha256).hexdigest()

    def _key(self) -> bytes:
        query = "INSERT OR IGNORE INTO settings (key, value) VALUES (?, ?)"
        self._database.execute(query, [_KEY, secrets.token_hex(32)])
        (key,) = self._database.execute("SELECT value FROM settings WHERE key = ?", [_KEY]).fetchone()
        return bytes.fromhex(key)

    def clean(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log either."""
        with self._lock, self._telling("index.office-unwritten"):
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, self._reading:
            self._reader.close()
            self._database.close()


class Register:
    """What an office's data hold of one kind."""

    def __init__(self, office: Office) -> None:
        self._office = office


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All that is written meanwhile counts at once; where anything fails, none of it."""
    with database:
        database.execute("BEGIN IMMEDIATE")
        yield


def read_only(path: Path) -> closing[sqlite3.Connection]:
    """A database to read from while a block runs; nothing is made or migrated."""
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10))


def append_to_audit(
    database: sqlite3.Connection, *, who: str, action: str, what: str, before: str = "", after: str = ""
) -> None:
    """Append a row to the audit within a transaction, as `Office.record` does in one of its own."""
    query = "INSERT INTO audit (at, who, action, what, before, after) VALUES (?, ?, ?, ?, ?, ?)"
    database.execute(query, [now(), who, action, what, before, after])


def _advice(error: Exception) -> Reason:
    """How to mend what the database failed with."""
    code = sqlite_code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return reason("index.advice-locked")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
        return reason("index.advice-damaged")
    return reason("index.advice-space")


def now() -> str:
    """This second, as an ISO time."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def ago(time: timedelta) -> str:
    """So long before now, as an ISO time."""
    return (datetime.now(UTC) - time).isoformat(timespec="seconds")
