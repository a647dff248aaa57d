"""The data folders that releases left: how one is unpacked as of today, and people at a bot that goes on with it.

`data/release-*/` has `data.tar.xz`, the folder as the release left it, and `sent.json`: what its bot had sent until
then and where that leads. `data/make_release.py` makes both.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from botapi import BotApi, Person
from pressing import keys, last, press

RELEASES = sorted(Path(__file__).with_name("data").glob("release-*"))
SETTINGS: dict[str, Any] = {
    "token": "987654321:" + "r" * 35,
    "admins": frozenset({501, 502}),
    "questions_a_minute": 1000,
}
ADMIN, OTHER = Person(id=501, name="Admin Satu"), Person(id=502, name="Admin Dua")
ANNA, BUDI, CITRA, EKA = (Person(id=601 + at, name=name) for at, name in enumerate(("Anna", "Budi", "Citra", "Eka")))
DEWI = Person(id=605, name="Dewi", chat=-700605)
PEOPLE = {person.place: person for person in (ADMIN, OTHER, ANNA, BUDI, CITRA, DEWI, EKA)}
PATIENCE = 60.0
_WAITING = re.compile(r".{1,60}…( \d+ s)?")  # the bot says that something is under way
# The times by which something is forgotten; those of the audit and of decisions only tell.
_AGEING = {"asked": "at", "votes": "at", "buttons": "at", "dismissed": "at", "drafts": "at", "asking": "at",
           "meetings": "began", "noted": "at"}  # fmt: skip


def sent_by(release: Path) -> dict[str, Any]:
    """What the release's bot had sent: `made`, `last`, `messages`, `buttons`, `links`."""
    told: dict[str, Any] = json.loads((release / "sent.json").read_text(encoding="utf-8"))
    return told


def unpack(release: Path, data: Path) -> Path:
    """The release's data folder, every time by which something is forgotten shifted as if it was made an hour ago."""
    with tarfile.open(release / "data.tar.xz") as archive:
        archive.extractall(data, filter="data")
    made = datetime.fromisoformat(sent_by(release)["made"])
    seconds = int((datetime.now(UTC) - made - timedelta(hours=1)).total_seconds())
    with sqlite3.connect(data / "office.db") as database:
        for table, column in _AGEING.items():
            shifted = f"strftime('%Y-%m-%dT%H:%M:%S+00:00', {column}, '{seconds:+} seconds')"
            database.execute(f"UPDATE {table} SET {column} = {shifted}")  # noqa: S608 (constants)
    database.close()
    return data


def tables(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the office's database, by table."""
    database = sqlite3.connect(data / "office.db")
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608
    database.close()
    return {name: rows for name, rows in found.items() if not name.startswith("sqlite_")}


def remember(api: BotApi, sent: dict[str, Any]) -> None:
    """Let the stand-in's chats show what the release's bot sent."""
    api.chats.last_id = max(api.chats.last_id, sent["last"])
    for row in sent["messages"]:
        message = {"message_id": row["message"], "date": 0, "chat": PEOPLE[row["chat"]].message(0, "")["chat"]}
        api.chats.messages[row["chat"], row["message"]] = message | {"text": row["text"], **row["markup"]}
        api.chats.met.add(row["chat"])


@dataclass(frozen=True, slots=True)
class Talk:
    """People in their chats with a bot; each way to act gives the message that begins so, new or changed by it."""

    api: BotApi

    def says(self, person: Person, text: str, begins: str = "") -> str:
        """Write."""
        return self._until(person, begins, lambda: self.api.says(person, text))

    def sends(self, person: Person, name: str, content: str, begins: str) -> str:
        """Send a file."""
        return self._until(person, begins, lambda: self.api.sends(person, name, content.encode()))

    def presses(self, person: Person, label: str, begins: str) -> str:
        """Press the button under the last message whose label begins so."""
        found = next(key for text, key in keys(self.api, person.place).items() if text.startswith(label))
        return self._until(person, begins, lambda: self._pressed(person, found))

    def votes(self, person: Person, label: str) -> str:
        """Press a button that is answered by a notice."""
        found = next(key for text, key in keys(self.api, person.place).items() if text.startswith(label))
        return press(self.api, person, found)

    def led(self, person: Person, number: int, data: str) -> str:
        """What an old button leads to: the notice, else what the chat shows then that it did not show before."""
        message = self.api.chats.messages[person.place, number]
        message["text"] = "–"  # what it is turned into may be what it was
        before = self._texts(person)
        if notice := press(self.api, person, data, number=number):
            return notice
        return "\n".join(self._new(person, before, "", f"what {data} leads to"))

    def last(self, person: Person) -> int:
        """The number of the chat's last message."""
        return int(last(self.api, person.place)["message_id"])

    def _pressed(self, person: Person, key: dict[str, Any]) -> None:
        notice = press(self.api, person, key)
        assert notice == "", f"{key['text']}: {notice}"

    def _texts(self, person: Person) -> dict[int, str]:
        shown = [item for item in list(self.api.chats.messages.items()) if item[0][0] == person.place]
        return {number: str(told.get("text", told.get("caption", "a file"))) for (_, number), told in shown}

    def _until(self, person: Person, begins: str, act: Callable[[], object]) -> str:
        before = self._texts(person)
        act()
        return self._new(person, before, begins, f"{begins!r} in {person}'s chat")[-1]

    def _new(self, person: Person, before: dict[int, str], begins: str, what: str) -> list[str]:
        """The texts that begin so and that the chat did not show before, once there is one."""

        def found() -> list[str]:
            texts = self._texts(person).items()
            new = [text for at, text in texts if text.startswith(begins) and before.get(at) != text]
            return [text for text in new if not _WAITING.fullmatch(text)]

        self.api.wait_until(lambda: bool(found()), what, PATIENCE)
        return found()
