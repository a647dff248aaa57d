"""Where the documents that admins are about to add are kept, until they are published or dropped."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta

from corpus.manifest import is_name
from index.draft import Draft
from index.office import Office, ago, now

KEPT_FOR = timedelta(days=30)
UNDER_WAY = "under way"  # what stands in `place` of a draft that is worked on


class Drafts:
    """The drafts of an office."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def put(self, draft: Draft) -> None:
        """Keep a draft over its former state; those that nobody went on with are dropped."""
        with self._office.writing() as database:
            row = database.execute("SELECT place FROM drafts WHERE key = ?", [draft.key]).fetchone()
            database.execute("DELETE FROM drafts WHERE key = ? OR at < ?", [draft.key, ago(KEPT_FOR)])
            told = json.dumps(asdict(draft), ensure_ascii=False)
            values = [draft.key, draft.who, row[0] if row else "", told, now()]
            database.execute("INSERT INTO drafts (key, who, place, draft, at) VALUES (?, ?, ?, ?, ?)", values)

    def mark(self, key: str, *, under_way: bool) -> None:
        """Note whether a draft is worked on: if it is at a start, whatever worked on it was ended."""
        with self._office.writing() as database:
            database.execute("UPDATE drafts SET place = ? WHERE key = ?", [UNDER_WAY if under_way else "", key])

    def get(self, key: str) -> Draft | None:
        """The draft of that key; None where there is none any more."""
        return next(iter(self._found("key = ?", [key])), None)

    def all(self, who: str = "", *, under_way: bool = False) -> list[Draft]:
        """The drafts that are kept, the oldest first: a person's, or all; only those that are worked on, if wanted."""
        return self._found("? IN ('', who) AND ? IN ('', place) ORDER BY at", [who, UNDER_WAY if under_way else ""])

    def drop(self, key: str) -> None:
        """Forget a draft."""
        with self._office.writing() as database:
            database.execute("DELETE FROM drafts WHERE key = ?", [key])

    def _found(self, condition: str, values: list[str]) -> list[Draft]:
        with self._office.reading() as database:
            rows = database.execute(f"SELECT draft FROM drafts WHERE {condition}", values).fetchall()  # noqa: S608
        told = [row for row in (json.loads(row[0]) for row in rows) if row["file"] and is_name(row["file"])]
        return [Draft(**(row | {key: tuple(row.get(key, ())) for key in ("missing", "notes", "told")})) for row in told]
