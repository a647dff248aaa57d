"""Questions that were asked, what answered them and what people thought of it: kept for a time, without names."""

import base64
import hashlib
import json
import secrets
import sqlite3
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from index.knowledge import Knowledge
from index.office.office import Office, Register, ago, append_to_audit, now
from index.query.query import asks_nothing

_KEY_BYTES = 6
KEY = 8  # characters of a question's key
_COLUMNS = "key, place, message, question AS text, language, level, type, previous, answered, hits, messages, at"
_OF_MESSAGE = "place = ? AND message = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and its answer as they are kept.

    `key` names it on buttons; `previous` is the key of the question that it follows up, or ""; `level` and `type` are
    what the chat had set; `hits` the ids of the clauses found, best first; `message` its message, `messages` its
    answer's, in the chat whose hash is `place`; `took` how many milliseconds the answer took.
    """

    key: str
    place: str
    text: str
    language: str
    message: int = 0
    level: str = ""
    type: str = ""
    previous: str = ""
    answered: bool = False
    hits: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()
    at: str = ""
    took: int = 0


def new_key() -> str:
    """A key for a question: eight characters that nobody guesses."""
    return secrets.token_urlsafe(_KEY_BYTES)


def _drop(database: sqlite3.Connection, which: str, values: Sequence[object]) -> int:
    """Forget questions, and what people thought of their answers; gives how many questions that were."""
    asked = f"FROM asked WHERE {which}"
    database.execute(f"DELETE FROM votes WHERE asked IN (SELECT key {asked})", values)  # noqa: S608 (constant)
    return database.execute(f"DELETE {asked}", values).rowcount


class Questions(Register):
    """The questions of an office; `purge` drops those that are older than so many `days`."""

    def __init__(self, office: Office, days: int) -> None:
        super().__init__(office)
        self.days = days

    def put(self, question: Question, place: str, user: str) -> None:
        """Keep a question in the place of the same message's former one, whose votes are dropped.

        `place` and `user` are ids as Telegram has them; only their hashes are kept.
        """
        with self._office.writing() as database:
            hidden = self._office.hidden(place)
            _drop(database, _OF_MESSAGE, [hidden, question.message])
            row = asdict(question) | {"place": hidden, "user": self._office.hidden(user)}
            row |= {key: json.dumps(row[key]) for key in ("hits", "messages")}
            row["question"] = row.pop("text")
            names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
            database.execute(f"INSERT OR REPLACE INTO asked ({names}) VALUES ({places})", row)  # noqa: S608 (constant)

    def drop(self, place: str, message: int) -> None:
        """Forget what a message asked: edited, it asks nothing."""
        with self._office.writing() as database:
            _drop(database, _OF_MESSAGE, [self._office.hidden(place), message])

    def get(self, key: str) -> Question | None:
        """The question of that key; None where it is no longer kept."""
        return self._one("key = ? AND at > ?", [key, ago(timedelta(days=self.days))])

    def latest(self, place: str) -> Question | None:
        """The last question in a chat."""
        return self._one("place = ? ORDER BY at DESC, rowid DESC LIMIT 1", [self._office.hidden(place)])

    def of_message(self, place: str, message: int) -> Question | None:
        """The question that a message asked."""
        return self._one(_OF_MESSAGE, [self._office.hidden(place), message])

    def moved(self, key: str, messages: Sequence[int]) -> None:
        """Keep which messages show the answer now."""
        with self._office.writing() as database:
            database.execute("UPDATE asked SET messages = ? WHERE key = ?", [json.dumps(messages), key])

    def vote(self, key: str, user: str, verdict: str, reason: str = "") -> bool:
        """Keep what a person thinks of an answer ("up", "down"), over what they said before; False where it is gone."""
        with self._office.writing() as database:
            if (row := database.execute("SELECT hits FROM asked WHERE key = ?", [key]).fetchone()) is None:
                return False
            values = [key, self._office.hidden(user), verdict, reason, next(iter(json.loads(row[0])), ""), now()]
            database.execute("INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?, ?)", values)
            return True

    def texts(self, most: int) -> list[str]:
        """The questions that were asked last, the newest first."""
        rows = self._office.rows("SELECT DISTINCT question FROM asked ORDER BY at DESC LIMIT ?", [most])
        return [text for (text,) in rows if text.strip()]

    def by_day(self, days: int) -> list[tuple[str, int, int]]:
        """Of the last days here on which anything was asked: the day, how many questions, how many were answered."""
        query = (
            "SELECT date(at, 'localtime') AS day, COUNT(*), SUM(answered) FROM asked WHERE trim(question) <> '' "
            "GROUP BY day ORDER BY day DESC LIMIT ?"
        )
        return [tuple(row) for row in self._office.rows(query, [days])]

    def median(self) -> int:
        """How many milliseconds half of the answers took at most."""
        query = "SELECT took FROM asked ORDER BY took LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM asked)"
        row = self._office.row(query)
        return int(row["took"]) if row else 0

    def topics(self, most: int) -> list[tuple[str, int]]:
        """The ids of the clauses that answered most questions, each with how many."""
        query = (
            "SELECT json_extract(hits, '$[0]') AS clause, COUNT(*) AS times FROM asked WHERE answered = 1 "
            "AND clause IS NOT NULL GROUP BY clause ORDER BY times DESC LIMIT ?"
        )
        return [tuple(row) for row in self._office.rows(query, [most])]

    def counts(self) -> dict[str, int]:
        """How many questions are kept, and how many votes of each kind ("up", "down")."""
        (asked,) = self._office.row("SELECT COUNT(*) FROM asked WHERE trim(question) <> ''")
        votes = self._office.rows("SELECT verdict, COUNT(*) FROM votes GROUP BY verdict")
        return {"questions": asked, "up": 0, "down": 0} | dict(votes)

    def forget(self, user: str) -> int:
        """Delete all that a person asked and thought, also from the buttons; gives how many questions that was."""
        with self._office.writing() as database:
            hidden = self._office.hidden(user)
            for table in ("votes", "buttons"):
                database.execute(f"DELETE FROM {table} WHERE user = ?", [hidden])  # noqa: S608 (constant)
            count = _drop(database, "user = ?", [hidden])
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
        row = self._office.row("SELECT data FROM buttons WHERE key = ?", [key])
        return str(row["data"]) if row else ""

    def _one(self, where: str, values: list[Any]) -> Question | None:
        row = self._office.row(f"SELECT {_COLUMNS} FROM asked WHERE {where}", values)  # noqa: S608 (constant)
        if row is None:
            return None
        lists = {key: tuple(json.loads(row[key])) for key in ("hits", "messages")}
        return Question(**{**row, **lists, "answered": bool(row["answered"])})

    def purge(self) -> None:
        """Drop what is older than it may be."""
        old = ago(timedelta(days=self.days))
        with self._office.writing() as database:
            _drop(database, "at < ?", [old])
            for table in ("buttons", "dismissed"):
                database.execute(f"DELETE FROM {table} WHERE at < ?", [old])  # noqa: S608
        self._office.clean()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A question without an answer or thought wrong, the key of one that asked it, and how often it was either.

    `reasons` is what people said is wrong, each with how often; `wrong` the clauses that they were answered with;
    `texts` all ways in which it was asked.
    """

    text: str
    key: str
    none: int
    bad: int
    reasons: tuple[tuple[str, int], ...] = ()
    wrong: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


class Backlog(Register):
    """The questions without an answer or thought wrong, as admins are shown them, until answered or dismissed."""

    def rows(self, most: int) -> list[Unanswered]:
        """Each question once, the most frequent first, without those that are dismissed and got no 👎 since."""
        query = (
            "SELECT question, SUM(answered = 0), SUM(key IN (SELECT asked FROM votes WHERE verdict = 'down')), "
            "MAX(at || key) FROM asked "
            "WHERE trim(question) <> '' AND (answered = 0 OR key IN (SELECT asked FROM votes WHERE verdict = 'down')) "
            "GROUP BY lower(trim(question)) ORDER BY COUNT(*) DESC, MAX(at) DESC LIMIT ?"
        )
        votes = (
            "SELECT lower(trim(question)), reason, clause, votes.at FROM votes JOIN asked ON asked.key = votes.asked "
            "WHERE verdict = 'down' ORDER BY votes.at"
        )
        found, against = self._office.rows(query, [most]), self._office.rows(votes)
        dismissed = dict(self._office.rows("SELECT question, at FROM dismissed"))
        rows = [_row(row, [vote[1:] for vote in against if vote[0] == _folded(row[0])]) for row in found]
        last = {text: at for text, _, _, at in against}  # "0" for none: after no dismissal, and before any
        return [row for row in rows if last.get(_folded(row.text), "0") > dismissed.get(self._named(row.text), "")]

    def dismiss(self, row: Unanswered, who: str) -> None:
        """Show a question no more until its next 👎; the audit has its key, as people may delete its text."""
        with self._office.writing() as database:
            for text in {row.text, *row.texts}:
                database.execute("INSERT OR REPLACE INTO dismissed VALUES (?, ?)", [self._named(text), now()])
            append_to_audit(database, who=who, action="dismiss", what=row.key)

    def _named(self, text: str) -> str:
        return self._office.hidden(_folded(text))


def together(first: Unanswered, other: Unanswered) -> Unanswered:
    """Two questions that ask the same as one, called as the first."""
    return replace(
        first,
        none=first.none + other.none,
        bad=first.bad + other.bad,
        reasons=tuple((Counter(dict(first.reasons)) + Counter(dict(other.reasons))).most_common()),
        wrong=tuple(dict.fromkeys((*first.wrong, *other.wrong))),
        texts=(*(first.texts or (first.text,)), *(other.texts or (other.text,))),
    )


def _row(row: tuple[str, int, int, str], votes: list[tuple[str, str, str]]) -> Unanswered:
    question, none, bad, last = row
    return Unanswered(
        text=question, key=last[-KEY:], none=int(none), bad=int(bad), texts=(question,),
        reasons=tuple(Counter(reason for reason, _, _ in votes if reason).most_common()),
        wrong=tuple(dict.fromkeys(clause for _, clause, _ in votes if clause)),
    )  # fmt: skip


def _folded(text: str) -> str:
    """A question as SQLite's lower and trim have it."""
    return "".join(c.lower() if c.isascii() else c for c in text.strip(" "))


def grouped(knowledge: Knowledge, rows: Iterable[Unanswered]) -> list[Unanswered]:
    """The questions, those that ask the same as one with their counts together, without greetings.

    A group is told by its first question; the group with the highest counts comes first.
    """
    groups: dict[Hashable, Unanswered] = {}
    for row in rows:
        query = knowledge.reader.read(row.text)
        about = frozenset(concept.terms for concept in query.concepts if not concept.light)
        if asks_nothing(query):
            continue
        same: Hashable = (query.intents, query.levels, query.types, about) if about else row.text
        first = groups.get(same)
        groups[same] = together(first, row) if first else row
    return sorted(groups.values(), key=lambda row: -row.none - row.bad)
