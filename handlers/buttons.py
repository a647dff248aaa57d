"""Which buttons and links there are: what each one's data looks like, packed for Telegram and read back.

A button works after a restart and a new release too: what is kept in chats is never given another meaning.

A link opens a clause in the bot: https://t.me/<bot>?start=<payload>. Telegram takes 64 characters of A-Z, a-z, 0-9, _
and - for a payload. An id of such characters is written as it is, its slashes as underscores; any other one by a hash,
which is looked up among all ids.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from telegram import InlineKeyboardButton

from handlers.rendering.markup import cut
from handlers.wording import DEFAULT_LANGUAGE
from index.knowledge import Knowledge

LIMIT = 64  # bytes that Telegram takes for a button's data
LABEL = 60  # characters of a label that a phone shows

KEY = r"[\w-]{8}"
NUMBER = r"\d{1,5}"
REST = r".*"
WORD = r"[^:]*"  # what a field is of which nothing else is told

HOST = "https://t.me"
LONGEST = 64  # characters of a payload
HASHED = "_h"  # how the payload of a hash begins; an id begins with a letter or a digit
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9-]+)*")
_SHOWN = 120  # characters of a text that goes with a shared link


class Button:
    """A kind of button, by the form of its data: fields in braces, in brackets what is left out where it is empty.

    "q:{key}[:{start}-{end}]", with a regular expression for each field that isn't any text without a colon.
    """

    def __init__(self, form: str, **fields: str) -> None:
        self._pieces = re.split(r"\[([^]]*)]", form)  # every other one may be left out
        said = "".join(f"(?:{_pattern(piece, fields)})?" if at % 2 else _pattern(piece, fields)
                       for at, piece in enumerate(self._pieces))  # fmt: skip
        self.form, self.pattern = form, re.compile(rf"{said}\Z", re.DOTALL | re.ASCII)

    def data(self, **fields: str | int) -> str:
        """The data of a button with these fields; raises KeyError where one is lacking that it must have."""
        given = {name: str(value) for name, value in fields.items()}
        assert given.keys() <= self.pattern.groupindex.keys(), self.form  # noqa: S101 (a name that is written wrongly)
        shown = [piece for at, piece in enumerate(self._pieces)
                 if not at % 2 or all(given.get(name) for name in re.findall(r"\{(\w+)}", piece))]  # fmt: skip
        return "".join(shown).format(**given)

    def read(self, data: str | None) -> dict[str, str] | None:
        """The fields of a button's data, "" for what is left out; None where it is no such button's."""
        found = self.pattern.match(data or "")
        return found.groupdict("") if found else None

    def shown(self, label: str, **fields: str | int) -> InlineKeyboardButton:
        """A button with these fields, its label as long as a phone shows it."""
        return InlineKeyboardButton(cut(label, LABEL), callback_data=self.data(**fields))


def _pattern(piece: str, fields: dict[str, str]) -> str:
    parts = re.split(r"\{(\w+)}", piece)
    return "".join(f"(?P<{part}>{fields.get(part, WORD)})" if at % 2 else re.escape(part)
                   for at, part in enumerate(parts))  # fmt: skip


def fits(data: str) -> bool:
    """Whether Telegram takes that for a button's data."""
    return len(data.encode("utf-8", "surrogatepass")) <= LIMIT


# Under answers and views
ANSWER = Button("a:{key}:{action}[{number}]", key=KEY, action="[bcthgnrs]", number=r"\d{1,2}")
VIEW = Button("v[{page}][{language}][@{back}]:{view}:{argument}",
              page=r"[1-9]\d{0,2}", language="[a-z]{2}", back=KEY, view=r"\w+", argument=REST)  # fmt: skip
KEPT_VIEW = Button("k:{key}")  # for the data of a view that has no room
FILE = Button("f:{id}", id=REST)
CHART = Button("b:{language}:{argument}", argument=REST)
CHART_FILE = Button("p:{language}:{argument}", argument=REST)
# Of a person and a chat
SETTING = Button("s:{name}:{value}")
FORGET = Button("d:{choice}", choice="yes|no")
# Of admins: a document to be, one that waits, those that there are, a change to them, their former states
DRAFT = Button("u:{key}:{action}[:{value}]", action="[pxcefvgw]", value=REST)
WAITING = Button("u:{key}:{action}", action="[nd]")
MANAGE = Button("m:{action}:{name}", action="[slprbyn]", name=REST)
MANAGED = Button("m:t:{page}", page=NUMBER)
CHANGE = Button("c:{action}[:{key}][:{value}]", action="[dxl]")
FORMER = Button("r:{number}", number=r"\d{1,9}")
FORMERS = Button("r:l:{page}", page=NUMBER)
REINDEX = Button("r:x{value}")
# What admins teach: a synonym, the list of them, the questions without an answer
SYNONYM = Button("y:{key}[:{question}]")
SYNONYMS = Button("yl:{page}", page=NUMBER)
TEACH = Button("q:{key}[:{start}-{end}]", key=rf"{KEY}|-", start=r"\d{1,4}", end=r"\d{1,4}")
QUESTIONS = Button("ql:{page}", page=NUMBER)
DISMISS = Button("qi:{key}:{page}", key=KEY, page=NUMBER)
ANSWERED = Button("qa:{key}")

LEAVE = "-"  # in the place of a key: nothing is to come of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a view's button opens: a page of a view, in a language; `back` is the key of the answer behind it."""

    view: str
    argument: str
    language: str = DEFAULT_LANGUAGE
    page: int = 1
    back: str = ""

    @property
    def data(self) -> str:
        """The button's data: "v:limits:provinsi", with page and language where they aren't the usual ones."""
        language = self.language if self.language != DEFAULT_LANGUAGE else ""
        page = self.page if self.page > 1 else ""
        return VIEW.data(page=page, language=language, back=self.back, view=self.view, argument=self.argument)


def target_of(data: str | None) -> Target | None:
    """What a view's button opens, or None where it is no such button's data."""
    found: dict[str, Any] | None = VIEW.read(data)
    if found is None:
        return None
    return Target(**{**found, "language": found["language"] or DEFAULT_LANGUAGE, "page": int(found["page"] or 1)})


def payload_of(name: str) -> str:
    """The payload that opens the clause of that id."""
    plain = name.replace("/", "_")
    if _PLAIN.fullmatch(name) and len(plain) <= LONGEST:
        return plain
    return HASHED + base64.urlsafe_b64encode(hashlib.sha256(name.encode()).digest()[:18]).decode()


def clause_of(payload: str, knowledge: Knowledge) -> str:
    """The id of the clause that a payload opens; "" where there is none."""
    if payload.startswith(HASHED):
        return next((unit.id for unit in knowledge.store.units() if payload_of(unit.id) == payload), "")
    name = payload.replace("_", "/")
    return name if knowledge.store.by_id(name) is not None else ""


def link(username: str, name: str) -> str:
    """The address that opens a clause in the bot."""
    return f"{HOST}/{username}?start={payload_of(name)}"


def share(username: str, name: str, text: str) -> str:
    """The address under which Telegram asks to whom a link to a clause shall go."""
    return f"{HOST}/share/url?url={quote(link(username, name), safe='')}&text={quote(cut(text, _SHOWN), safe='')}"
