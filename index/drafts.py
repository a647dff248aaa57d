"""Where the documents that admins are about to add are kept, until they are published or dropped."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta

from corpus.manifest import is_name
from index.draft import Draft
from index.office import Office, ago, now

KEPT_FOR = timedelta(days=30)


class Drafts:
    """The drafts of an office."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def put(self, draft: Draft) -> None:
        """Keep a draft over its former state; those that nobody went on with are dropped."""
        with self._office.writing() as database:
            database.execute("DELETE FROM drafts WHERE key = ? OR at < ?", [draft.key, ago(KEPT_FOR)])
            values = [draft.key, draft.who, "", json.dumps(asdict(draft), ensure_ascii=False), now()]
            database.execute("INSERT INTO drafts (key, who, place, draft, at) VALUES (?, ?, ?, ?, ?)", values)

    def get(self, key: str) -> Draft | None:
        """The draft of that key; None where there is none any more."""
        with self._office.reading() as database:
            row = database.execute("SELECT draft FROM drafts WHERE key = ?", [key]).fetchone()
        told = json.loads(row[0]) if row else {"file": ""}
        if not told["file"] or not is_name(told["file"]):  # a path would lead out of where files wait
            return None
        return Draft(**(told | {key: tuple(told.get(key, ())) for key in ("missing", "notes", "told")}))

    def drop(self, key: str) -> None:
        """Forget a draft."""
        with self._office.writing() as database:
            database.execute("DELETE FROM drafts WHERE key = ?", [key])
