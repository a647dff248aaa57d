"""The tables of the office's own data, each made by a migration that is done once, in order, and then left as it is."""

from __future__ import annotations

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
