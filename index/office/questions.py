"""Questions that were asked, what answered them and what people thought of it: kept for a time, without names."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from index.office.office import Office, ago, now

_KEY_BYTES = 6
KEY = 8  # characters of a question's key
_COLUMNS = "key, place, message, question, language, level, type, previous, answered, hits, messages, at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and its answer as they are kept.

    `key` names it on buttons; `previous` is the key of the question that it follows up, or ""; `level` and `type` are
    what the chat had set; `hits` the ids of the clauses found, best first; `message` its message, `messages` its
    answer's, in the chat whose hash is `place`; `took` how many milliseconds the answer took.
    """

    key: str
    place: str
    message: int
    text: str
    language: str
    level: str
    type: str
    previous: str
    answered: bool
    hits: tuple[str, ...]
    messages: tuple[int, ...]
    at: str
    took: int = 0


def new_key() -> str:
    """A key for a question: eight characters that nobody guesses."""
    return secrets.token_urlsafe(_KEY_BYTES)


class Questions:
    """The questions of an office; `purge` drops those that are older than so many `days`."""

    def __init__(self, office: Office, days: int) -> None:
        self._office = office
        self.days = days

    def put(self, question: Question, place: str, user: str) -> None:
        """Keep a question in the place of the same message's former one, whose votes are dropped.

        `place` and `user` are ids as Telegram has them; only their hashes are kept.
        """
        with self._office.writing() as database:
            hidden = self._office.hidden(place)
            former = "SELECT key FROM asked WHERE place = ? AND message = ?"
            database.execute(f"DELETE FROM votes WHERE asked IN ({former})", [hidden, question.message])  # noqa: S608
            database.execute("DELETE FROM asked WHERE place = ? AND message = ?", [hidden, question.message])
            row = {
                "key": question.key, "place": hidden, "user": self._office.hidden(user), "message": question.message,
                "question": question.text, "language": question.language, "level": question.level,
                "type": question.type, "previous": question.previous, "answered": int(question.answered),
                "hits": json.dumps(question.hits), "messages": json.dumps(question.messages),
                "at": question.at, "took": question.took,
            }  # fmt: skip
            names = ", ".join(row)
            marks = ", ".join("?" * len(row))
            database.execute(f"INSERT OR REPLACE INTO asked ({names}) VALUES ({marks})", list(row.values()))  # noqa: S608

    def drop(self, place: str, message: int) -> None:
        """Forget what a message asked: edited, it asks nothing."""
        with self._office.writing() as database:
            values = [self._office.hidden(place), message]
            former = "SELECT key FROM asked WHERE place = ? AND message = ?"
            database.execute(f"DELETE FROM votes WHERE asked IN ({former})", values)  # noqa: S608
            database.execute("DELETE FROM asked WHERE place = ? AND message = ?", values)

    def get(self, key: str) -> Question | None:
        """The question of that key; None where it is no longer kept."""
        return self._one("key = ? AND at > ?", [key, ago(timedelta(days=self.days))])

    def latest(self, place: str) -> Question | None:
        """The last question in a chat."""
        return self._one("place = ? ORDER BY at DESC, rowid DESC LIMIT 1", [self._office.hidden(place)])

    def of_message(self, place: str, message: int) -> Question | None:
        """The question that a message asked."""
        return self._one("place = ? AND message = ?", [self._office.hidden(place), message])

    def moved(self, key: str, messages: Sequence[int]) -> None:
        """Keep which messages show the answer now."""
        with self._office.writing() as database:
            database.execute("UPDATE asked SET messages = ? WHERE key = ?", [json.dumps(messages), key])

    def vote(self, key: str, user: str, verdict: str, reason: str = "") -> bool:
        """Keep what a person thinks of an answer ("up", "down"), over what they said before; False where it is gone."""
        with self._office.writing() as database:
            row = database.execute("SELECT hits FROM asked WHERE key = ?", [key]).fetchone()
            if row is None:
                return False
            clause = next(iter(json.loads(row[0])), "")
            values = [key, self._office.hidden(user), verdict, reason, clause, now()]
            database.execute("INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?, ?)", values)
            return True

    def votes(self) -> list[dict[str, object]]:
        """All votes that are kept, oldest first, each with its question."""
        names = ("at", "verdict", "reason", "clause", "question")
        query = (
            "SELECT votes.at, verdict, reason, clause, question FROM votes JOIN asked ON asked.key = votes.asked "
            "ORDER BY votes.at"
        )
        with self._office.reading() as database:
            return [dict(zip(names, row, strict=True)) for row in database.execute(query)]

    def texts(self, most: int) -> list[str]:
        """The questions that were asked last, the newest first."""
        with self._office.reading() as database:
            rows = database.execute("SELECT DISTINCT question FROM asked ORDER BY at DESC LIMIT ?", [most]).fetchall()
        return [str(row[0]) for row in rows if row[0].strip()]

    def by_day(self, days: int) -> list[tuple[str, int, int]]:
        """Of the last days here on which anything was asked: the day, how many questions, how many were answered."""
        query = (
            "SELECT date(at, 'localtime') AS day, COUNT(*), SUM(answered) FROM asked WHERE trim(question) <> '' "
            "GROUP BY day ORDER BY day DESC LIMIT ?"
        )
        with self._office.reading() as database:
            return [(str(day), int(all_), int(answered)) for day, all_, answered in database.execute(query, [days])]

    def median(self) -> int:
        """How many milliseconds half of the answers took at most."""
        query = "SELECT took FROM asked ORDER BY took LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM asked)"
        with self._office.reading() as database:
            row = database.execute(query).fetchone()
        return int(row[0]) if row else 0

    def topics(self, most: int) -> list[tuple[str, int]]:
        """The ids of the clauses that answered most questions, each with how many."""
        query = (
            "SELECT json_extract(hits, '$[0]') AS clause, COUNT(*) AS times FROM asked WHERE answered = 1 "
            "AND clause IS NOT NULL GROUP BY clause ORDER BY times DESC LIMIT ?"
        )
        with self._office.reading() as database:
            return [(str(clause), int(times)) for clause, times in database.execute(query, [most])]

    def counts(self) -> dict[str, int]:
        """How many questions are kept, and how many votes of each kind ("up", "down")."""
        with self._office.reading() as database:
            asked = database.execute("SELECT COUNT(*) FROM asked WHERE trim(question) <> ''").fetchone()[0]
            votes = database.execute("SELECT verdict, COUNT(*) FROM votes GROUP BY verdict").fetchall()
        return {"questions": asked, "up": 0, "down": 0} | dict(votes)

    def forget(self, user: str) -> int:
        """Delete all that a person asked and thought, also from the buttons; gives how many questions that was."""
        with self._office.writing() as database:
            hidden = self._office.hidden(user)
            mine = "SELECT key FROM asked WHERE user = ?"
            database.execute(f"DELETE FROM votes WHERE user = ? OR asked IN ({mine})", [hidden, hidden])  # noqa: S608
            database.execute("DELETE FROM buttons WHERE user = ?", [hidden])
            count = int(database.execute("DELETE FROM asked WHERE user = ?", [hidden]).rowcount)
        self._office.clean()
        return count

    def shortened(self, data: str, user: str) -> str:
        """A key for what a person's button carries, kept as long as a question; the same for the same data."""
        hidden = self._office.hidden(user)
        told = f"{hidden}{data}".encode("utf-8", "surrogatepass")
        key = base64.urlsafe_b64encode(hashlib.sha256(told).digest()[:9]).decode()
        with self._office.writing() as database:
            values = [key, data, now(), hidden]
            database.execute("INSERT OR REPLACE INTO buttons (key, data, at, user) VALUES (?, ?, ?, ?)", values)
        return key

    def lengthened(self, key: str) -> str:
        """What a button of that key carries; "" where it is no longer kept."""
        with self._office.reading() as database:
            row = database.execute("SELECT data FROM buttons WHERE key = ?", [key]).fetchone()
            return str(row[0]) if row else ""

    def _one(self, where: str, values: list[Any]) -> Question | None:
        with self._office.reading() as database:
            row = database.execute(f"SELECT {_COLUMNS} FROM asked WHERE {where}", values).fetchone()  # noqa: S608
        if row is None:
            return None
        key, place, message, text, language, level, kind, previous, answered, hits, messages, at = row
        return Question(
            key=key, place=place, message=message, text=text, language=language, level=level, type=kind,
            previous=previous, answered=bool(answered), hits=tuple(json.loads(hits)),
            messages=tuple(json.loads(messages)), at=at,
        )  # fmt: skip

    def purge(self) -> None:
        """Drop what is older than it may be."""
        old = ago(timedelta(days=self.days))
        with self._office.writing() as database:
            database.execute("DELETE FROM votes WHERE asked IN (SELECT key FROM asked WHERE at < ?)", [old])
            for table in ("asked", "buttons", "dismissed"):
                database.execute(f"DELETE FROM {table} WHERE at < ?", [old])  # noqa: S608
        self._office.clean()
