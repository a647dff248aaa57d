"""The buttons under a view. A button carries all that it needs, or a key under which that is kept.

Both work after a restart too.

Links that open a clause in the bot: https://t.me/<bot>?start=<payload>, and the one that shares such a link.

Telegram takes 64 characters of A-Z, a-z, 0-9, _ and - for a payload. An id of such characters is written as it is,
its slashes as underscores; any other one by a hash, which is looked up among all ids.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from handlers.rendering import markup
from handlers.wording import DEFAULT_LANGUAGE, wording
from index.knowledge import Knowledge
from index.views.view import Choice, View

LIMIT = 64  # bytes that Telegram takes for a button's data
WIDTH = 28  # characters of labels that stand side by side on a phone
COPIED = 256  # UTF-16 code units that a button copies
MOST = 96  # buttons under one message; Telegram takes 100
_DATA = re.compile(
    r"v(?P<page>[1-9]\d{0,2})?(?P<language>[a-z]{2})?(?:@(?P<back>[\w-]{8}))?:(?P<view>\w+):(?P<argument>.*)",
    re.DOTALL | re.ASCII,
)
_FILE = "f:"
MANAGED = "m:"  # how the data of a button begins that manages documents: "m:<action>:<id, key or page>"
OPENED, LISTED = "s", "l"  # its actions that open one document, and a page of the list of all
LABEL = 60  # characters of a label that a phone shows
SHORT = "k:"  # how the data of a button begins that has room for a key only

Shorten = Callable[[str], str]  # keeps a button's data and gives a key for it, "" where it can't


def no_key(data: str) -> str:
    """Keep nothing."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a button opens: a page of a view, in a language; `back` is the key of the answer that it leads back to."""

    view: str
    argument: str
    language: str = DEFAULT_LANGUAGE
    page: int = 1
    back: str = ""

    @property
    def data(self) -> str:
        """The button's data: "v:limits:provinsi", with page and language where they aren't the usual ones."""
        page = str(self.page) if self.page > 1 else ""
        language = self.language if self.language != DEFAULT_LANGUAGE else ""
        back = f"@{self.back}" if self.back else ""
        return f"v{page}{language}{back}:{self.view}:{self.argument}"


def target_of(data: str) -> Target | None:
    """What a view's button opens, or None where it is no such button's data."""
    found = _DATA.fullmatch(data)
    if found is None:
        return None
    return Target(
        view=found["view"],
        argument=found["argument"],
        language=found["language"] or DEFAULT_LANGUAGE,
        page=int(found["page"] or 1),
        back=found["back"] or "",
    )


def document_of(data: str) -> str:
    """The id of the document whose file a button sends."""
    return data.removeprefix(_FILE)


def can_page(target: Target, pages: int, shorten: Shorten) -> bool:
    """Whether a button to each page has room for what it carries."""
    return bool(_data(replace(target, page=pages), shorten))


def keyboard(
    view: View,
    target: Target,
    pages: int,
    shorten: Shorten = no_key,
    back: InlineKeyboardButton | None = None,
    *,
    managing: bool = False,
) -> InlineKeyboardMarkup | None:
    """The buttons under a page of a view: to the pages beside it, its choices, its files, `back`; None for none.

    `shorten` keeps what a button has no room for; a choice that can't be kept either is left out. With `managing`
    each row's document can be managed, and all.
    """
    rows = [_turning(target, pages, shorten)] if pages > 1 else []
    rows += [copying(view.copy, view.language)] if view.copy else []
    choices = [
        InlineKeyboardButton(choice.label, callback_data=data)
        for choice in view.choices
        if (data := _data(_chosen(choice, view, target), shorten))
    ]
    rows += [list(row) for row in _rows([*choices, *_files(view)][: MOST // 3 if managing else MOST])]
    rows += _managing(view, shorten) if managing else []
    rows += [[back]] if back else []
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def copying(text: str, language: str) -> list[InlineKeyboardButton]:
    """The button that copies a formal citation; none where a button has no room for it."""
    if not text or markup.units(text) > COPIED:
        return []
    return [InlineKeyboardButton(wording(language).answer_copy, copy_text=CopyTextButton(text))]


def _chosen(choice: Choice, view: View, target: Target) -> Target:
    return Target(view=choice.view, argument=choice.argument, language=view.language, back=target.back)


def _turning(target: Target, pages: int, shorten: Shorten) -> list[InlineKeyboardButton]:
    near = {target.page - 1: "« {}/{}", target.page + 1: "{}/{} »"}
    return [
        InlineKeyboardButton(label.format(page, pages), callback_data=_data(replace(target, page=page), shorten))
        for page, label in near.items()
        if 1 <= page <= pages
    ]


def _data(target: Target, shorten: Shorten) -> str:
    """The data of a button that opens a target: a key where there is no room for more; "" where there is none."""
    data = target.data
    if _fits(data):
        return data
    key = shorten(data)
    return f"{SHORT}{key}" if key else ""


def _files(view: View) -> Iterator[InlineKeyboardButton]:
    """A button for each row that has a file."""
    for row in view.rows:
        data = f"{_FILE}{row.data.get('id', '')}"
        if row.data.get("file") and _fits(data):
            yield InlineKeyboardButton(f"📎 {row.data.get('short', '')}"[:LABEL], callback_data=data)


def managed(action: str, name: str, shorten: Shorten) -> str:
    """The data of a button that manages documents."""
    data = f"{MANAGED}{action}:{name}"
    return data if _fits(data) else f"{MANAGED}{action}:~{shorten(name)}"


def _managing(view: View, shorten: Shorten) -> list[list[InlineKeyboardButton]]:
    """A button to manage each row's document, and one to all documents, the retired ones too."""
    ways = [
        InlineKeyboardButton(
            f"⚙ {row.data.get('short', '')}"[:LABEL], callback_data=managed(OPENED, str(row.data.get("id")), shorten)
        )
        for row in view.rows[: MOST // 3]
    ]
    everything = InlineKeyboardButton(wording(view.language).manage_all, callback_data=managed(LISTED, "1", shorten))
    return [*(list(row) for row in _rows(ways)), [everything]]


def _rows(buttons: Sequence[InlineKeyboardButton]) -> Iterator[Sequence[InlineKeyboardButton]]:
    """Buttons side by side as far as their labels have room."""
    row: list[InlineKeyboardButton] = []
    for button in buttons:
        if row and sum(len(other.text) + 2 for other in (*row, button)) > WIDTH:
            yield row
            row = []
        row.append(button)
    if row:
        yield row


def _fits(data: str) -> bool:
    return len(data.encode("utf-8", "surrogatepass")) <= LIMIT


HOST = "https://t.me"
LONGEST = 64
HASHED = "_h"  # how the payload of a hash begins; an id begins with a letter or a digit
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9-]+)*")
_SHOWN = 120  # characters of a text that goes with a shared link


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
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return f"{HOST}/share/url?url={quote(link(username, name), safe='')}&text={quote(shown, safe='')}"
