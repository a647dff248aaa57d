"""The tables of the office's own data, each made by a migration that is done once, in order, and then left as it is."""

from __future__ import annotations

from collections.abc import Callable

import sqlite_utils

OFFICE = "office.db"  # the database within the data folder


def _audit(database: sqlite_utils.Database) -> None:
    """Every change to what the bot answers from: append-only, held so by triggers."""
    columns = {"at": str, "who": str, "action": str, "what": str, "before": str, "after": str}
    database.table("audit").create({"number": int, **columns}, pk="number", not_null={"at", "who", "action"})
    for change in ("UPDATE", "DELETE"):
        database.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        )


def _meetings(database: sqlite_utils.Database) -> None:
    """Records of meetings, by a keyed hash of the chat; who asked is not stored."""
    if not database.table("settings").exists():
        database.table("settings").create({"key": str, "value": str}, pk="key", not_null={"value"})
    columns = {"place": str, "title": str, "began": str}
    database.table("meetings").create({"number": int, **columns}, pk="number", not_null=set(columns))
    database.execute("CREATE UNIQUE INDEX meetings_place ON meetings (place)")
    noted = {"meeting": int, "message": int, "question": str, "at": str, "citations": str}
    database.table("noted").create(noted, pk=("meeting", "message"), not_null=set(noted))


def _questions(database: sqlite_utils.Database) -> None:
    """Questions with what answered them, and what people thought of it; chats and people by keyed hashes."""
    asked = {
        "key": str, "place": str, "user": str, "message": int, "question": str, "language": str, "level": str,
        "type": str, "previous": str, "answered": int, "hits": str, "messages": str, "at": str,
    }  # fmt: skip
    database.table("asked").create(asked, pk="key", not_null=set(asked) - {"key"})
    database.execute("CREATE UNIQUE INDEX asked_message ON asked (place, message)")
    for column in ("at", "user"):
        database.execute(f"CREATE INDEX asked_{column} ON asked ({column})")
    votes = {"asked": str, "user": str, "verdict": str, "reason": str, "clause": str, "at": str}
    database.table("votes").create(votes, pk=("asked", "user"), not_null=set(votes))


def _preferences(database: sqlite_utils.Database) -> None:
    """What a chat has set, and what its buttons carry that Telegram has no room for."""
    columns = {"place": str, "language": str, "level": str, "type": str}
    database.table("preferences").create(columns, pk="place", not_null=set(columns) - {"place"})
    database.table("buttons").create({"key": str, "data": str, "at": str}, pk="key", not_null={"data", "at"})


def _shelves(database: sqlite_utils.Database) -> None:
    """What admins decided of documents: each row is the whole list, the last one counts; none is ever changed."""
    columns = {"at": str, "who": str, "action": str, "what": str, "rows": str, "fingerprint": str}
    database.table("shelves").create({"number": int, **columns}, pk="number", not_null=set(columns))


def _learned(database: sqlite_utils.Database) -> None:
    """Synonyms that admins taught, documents that they are about to add, how many milliseconds an answer took."""
    columns = {"word": str, "meaning": str, "who": str, "at": str}
    database.table("synonyms").create(columns, pk="word", not_null=set(columns) - {"word"})
    drafts = {"key": str, "who": str, "place": str, "draft": str, "at": str}
    database.execute("ALTER TABLE buttons ADD COLUMN user TEXT NOT NULL DEFAULT ''")
    database.execute("ALTER TABLE asked ADD COLUMN took INTEGER NOT NULL DEFAULT 0")
    database.table("drafts").create(drafts, pk="key", not_null=set(drafts) - {"key"})


def _asking(database: sqlite_utils.Database) -> None:
    """What an admin was asked for and hasn't written yet; who by a keyed hash."""
    columns = {"user": str, "key": str, "field": str, "at": str}
    database.table("asking").create(columns, pk="user", not_null=set(columns) - {"user"})


def _dismissed(database: sqlite_utils.Database) -> None:
    """Questions that an admin needs to see no more, by keyed hashes of their texts."""
    database.table("dismissed").create({"question": str, "at": str}, pk="question", not_null={"at"})


MIGRATIONS: tuple[tuple[str, Callable[[sqlite_utils.Database], None]], ...] = (
    ("audit", _audit),
    ("meetings", _meetings),
    ("questions", _questions),
    ("preferences", _preferences),
    ("shelves", _shelves),
    ("learned", _learned),
    ("asking", _asking),
    ("dismissed", _dismissed),
)
