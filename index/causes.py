"""What a database or the system says is wrong, as a reason."""

from __future__ import annotations

import sqlite3

from corpus.errors import Reason, reason
from corpus.errors import cause as system_cause

# The codes of "index.sqlite-…", by SQLite's own.
_SQLITE = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_IOERR: "ioerr",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "notadb",
    sqlite3.SQLITE_CANTOPEN: "cantopen",
}


def primary(error: Exception) -> int | None:
    """SQLite's code for an error, without what tells more of it; None where it has none."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def cause(error: Exception | str) -> Reason:
    """What is wrong: as `corpus.errors.cause` tells it, the usual failures of SQLite too, or the text itself."""
    if isinstance(error, str):
        return reason("corpus.system", told=error)
    name = _SQLITE.get(primary(error) or 0)
    return Reason(f"index.sqlite-{name}", {}) if name else system_cause(error)
