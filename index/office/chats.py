"""What is kept of chats: their settings, the record of a meeting, what a person was asked for until they write it."""

import json
from dataclasses import dataclass
from datetime import timedelta

from index.office.office import Office, Register, ago, now
from index.query.query import Preference


class Preferences(Register):
    """The settings of chats (language of answers, level and type of office), by a keyed hash of the chat."""

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


OPEN_FOR = timedelta(hours=24)  # how long the record of a meeting takes questions
KEPT_FOR = timedelta(days=30)  # how long a record that nobody ends is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A question: the message that asked it, when (ISO), the ids and files' SHA-256 of the clauses that answered it."""

    message: int
    question: str
    at: str
    citations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What was noted since a record was begun."""

    title: str
    began: str
    noted: tuple[Noted, ...] = ()


class Meetings(Register):
    """The records of meetings, by a keyed hash of the chat."""

    def begin(self, place: str, title: str) -> bool:
        """Begin the record of a meeting in a chat; False where one is kept there already."""
        self.purge()
        with self._office.writing() as database:
            values = [self._office.hidden(place), title, now()]
            begun = database.execute("INSERT OR IGNORE INTO meetings (place, title, began) VALUES (?, ?, ?)", values)
            return bool(begun.rowcount)

    def get(self, place: str) -> Meeting | None:
        """The record that is kept in a chat, or None."""
        query = "SELECT number, title, began FROM meetings WHERE place = ? AND began > ?"
        if (row := self._office.row(query, [self._office.hidden(place), ago(KEPT_FOR)])) is None:
            return None
        query = "SELECT message, question, at, citations FROM noted WHERE meeting = ? ORDER BY message"
        rows = self._office.rows(query, [row["number"]])
        noted = (Noted(**{**each, "citations": tuple(map(tuple, json.loads(each["citations"])))}) for each in rows)
        return Meeting(title=row["title"], began=row["began"], noted=tuple(noted))

    def note(self, place: str, message: int, noted: Noted | None) -> None:
        """Put an answer into the chat's record, if one is kept, in the place of the same message's former answer.

        With None there is no answer (any more) to the message.
        """
        with self._office.writing() as database:
            query = "SELECT number FROM meetings WHERE place = ? AND began > ?"
            if (row := database.execute(query, [self._office.hidden(place), ago(OPEN_FOR)]).fetchone()) is None:
                return
            database.execute("DELETE FROM noted WHERE meeting = ? AND message = ?", [row[0], message])
            if noted is not None:
                values = [row[0], message, noted.question, noted.at, json.dumps(noted.citations)]
                database.execute("INSERT INTO noted VALUES (?, ?, ?, ?, ?)", values)

    def end(self, place: str) -> bool:
        """Delete the chat's record; whether there was one."""
        return self._drop("place = ?", self._office.hidden(place))

    def purge(self) -> None:
        """Drop the records of meetings that nobody has ended for too long."""
        self._drop("began < ?", ago(KEPT_FOR))

    def _drop(self, which: str, value: str) -> bool:
        """Delete records with all that was noted in them; whether there were any."""
        with self._office.writing() as database:
            meetings = f"FROM meetings WHERE {which}"
            database.execute(f"DELETE FROM noted WHERE meeting IN (SELECT number {meetings})", [value])  # noqa: S608
            return bool(database.execute(f"DELETE {meetings}", [value]).rowcount)


ASKED_FOR = timedelta(hours=24)  # what somebody writes later than that is no answer

Wanted = tuple[str, str]  # the key of what it is asked about, "" for none, and what is asked for


class Pending(Register):
    """What is asked of whom, one thing at a time; raises StoreError where that can't be kept."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._known: dict[int, tuple[Wanted, str] | None] = {}  # with when it was asked for

    def get(self, user: int) -> Wanted | None:
        """What a person was asked for; None for nothing, or for what was asked too long ago."""
        if user not in self._known:
            row = self._office.row("SELECT key, field, at FROM asking WHERE user = ?", [self._office.hidden(str(user))])
            self._known[user] = ((row["key"], row["field"]), row["at"]) if row else None
        known = self._known[user]
        return known[0] if known is not None and known[1] > ago(ASKED_FOR) else None

    def put(self, user: int, wanted: Wanted | None) -> None:
        """Take what a person writes next as what is wanted, or with None as a question again."""
        if wanted is None and self.get(user) is None:
            return
        at = now()
        self._known[user] = (wanted, at) if wanted is not None else None
        with self._office.writing() as database:
            hidden = self._office.hidden(str(user))
            database.execute("DELETE FROM asking WHERE user = ? OR at < ?", [hidden, ago(ASKED_FOR)])
            if wanted is not None:
                database.execute("INSERT INTO asking VALUES (?, ?, ?, ?)", [hidden, *wanted, at])
