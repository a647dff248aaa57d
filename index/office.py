"""What people did: a database that is migrated and never rebuilt, beside the generations that are.

Each migration is done once, in order, in one transaction with the note that it was done.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import sqlite_utils

from corpus.errors import StoreError

NAME = "office.db"


def _audit(database: sqlite_utils.Database) -> None:
    """Every change to what the bot answers from: append-only, held so by triggers."""
    columns = {"at": str, "who": str, "action": str, "what": str, "before": str, "after": str}
    database.table("audit").create({"number": int, **columns}, pk="number", not_null={"at", "who", "action"})
    for change in ("UPDATE", "DELETE"):
        database.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        )


MIGRATIONS: tuple[tuple[str, Callable[[sqlite_utils.Database], None]], ...] = (("audit", _audit),)


class Office:
    """The office's own data; made and migrated when it is opened. Raises StoreError where it can't be."""

    def __init__(self, data: Path) -> None:
        self.path = data / NAME
        try:
            data.mkdir(parents=True, exist_ok=True)
            self._database = sqlite_utils.Database(sqlite3.connect(self.path, timeout=10, isolation_level=None))
            self._database.execute("PRAGMA journal_mode = WAL")
            self._migrate()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self.path}: can't be opened ({error}); check space and rights of the folder") from error

    def _migrate(self) -> None:
        database = self._database
        database.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, done_at TEXT NOT NULL)")
        for name, migrate in MIGRATIONS:
            database.execute("BEGIN IMMEDIATE")
            try:
                done = database.execute("SELECT 1 FROM migrations WHERE name = ?", [name]).fetchone()
                if not done:
                    migrate(database)
                    database.execute("INSERT INTO migrations VALUES (?, ?)", [name, _now()])
                database.execute("COMMIT")
            except BaseException:
                if database.conn.in_transaction:
                    database.execute("ROLLBACK")
                raise

    def record(self, *, who: str, action: str, what: str, before: str = "", after: str = "") -> None:
        """Append a row to the audit: who did what to what, and its state before and after."""
        self._database.execute(
            "INSERT INTO audit (at, who, action, what, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            [_now(), who, action, what, before, after],
        )

    def audit(self) -> list[dict[str, object]]:
        """All rows of the audit, oldest first."""
        return list(self._database.query("SELECT * FROM audit ORDER BY number"))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
