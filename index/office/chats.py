"""What chats have set: the language of answers, and the level and type of office that their questions are about.

What a person was asked for, until they write it: it outlives a restart.
"""

from __future__ import annotations

from datetime import timedelta

from index.office.office import Office, ago, now
from index.query.query import Preference


class Preferences:
    """The settings of chats, by a keyed hash of the chat."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def get(self, place: str) -> Preference:
        """A chat's settings; the defaults where it has set nothing."""
        query = "SELECT language, level, type FROM preferences WHERE place = ?"
        row = self._office.row(query, [self._office.hidden(place)])
        return Preference(**row) if row else Preference()

    def put(self, place: str, preference: Preference) -> None:
        """Keep a chat's settings; the defaults are not kept."""
        with self._office.writing() as database:
            hidden = self._office.hidden(place)
            database.execute("DELETE FROM preferences WHERE place = ?", [hidden])
            if preference != Preference():
                values = [hidden, preference.language, preference.level, preference.type]
                database.execute("INSERT INTO preferences (place, language, level, type) VALUES (?, ?, ?, ?)", values)


KEPT_FOR = timedelta(hours=24)  # what somebody writes later than that is no answer

Wanted = tuple[str, str]  # the key of what it is asked about, "" for none, and what is asked for


class Pending:
    """What is asked of whom, one thing at a time; raises StoreError where that can't be kept."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._known: dict[int, tuple[Wanted, str] | None] = {}  # with when it was asked for

    def get(self, user: int) -> Wanted | None:
        """What a person was asked for; None for nothing, or for what was asked too long ago."""
        if user not in self._known:
            query = "SELECT key, field, at FROM asking WHERE user = ?"
            row = self._office.row(query, [self._office.hidden(str(user))])
            self._known[user] = ((row["key"], row["field"]), row["at"]) if row else None
        known = self._known[user]
        return known[0] if known is not None and known[1] > ago(KEPT_FOR) else None

    def put(self, user: int, wanted: Wanted | None) -> None:
        """Take what a person writes next as what is wanted, or with None as a question again."""
        if wanted is None and self.get(user) is None:
            return
        at = now()
        self._known[user] = (wanted, at) if wanted is not None else None
        with self._office.writing() as database:
            hidden = self._office.hidden(str(user))
            database.execute("DELETE FROM asking WHERE user = ? OR at < ?", [hidden, ago(KEPT_FOR)])
            if wanted is not None:
                database.execute("INSERT INTO asking VALUES (?, ?, ?, ?)", [hidden, *wanted, at])
