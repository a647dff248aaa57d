"""What is asked for about a document to be: by buttons where the choices are known, else as a text."""

from __future__ import annotations

import hashlib

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from corpus.manifest import LEVELS, Entry
from handlers.context import Desk
from handlers.messages import Wording
from handlers.reply import plain_part, send
from index.draft import FIELDS, NEEDED, Draft, is_empty, longest, offices

BEGINS = "u:"  # how a button's data begins: "u:<key>:<action>[:<value>]"
PUBLISH, ANYWAY, CANCEL, CHANGE, FIELD, VALUE = "p", "x", "c", "e", "f", "v"
RESUME = "w"  # go on with it, wherever it stands
MOST_OFFICES = 20  # that are offered
LABEL = 60  # characters of a button

Rows = list[list[InlineKeyboardButton]]


async def ask(
    message: Message, desk: Desk, draft: Draft, field: str, words: Wording, held: list[Entry], user: int
) -> None:
    """Ask for one value of a draft."""
    known = words.draft_known.format(name=draft.name[:80], sure=round(100 * draft.sure), profile=draft.profile)
    rows, question = _choices(draft, field, held), words.ask_for
    if rows and field == "office":
        question = words.ask_office
    if field != "level":
        await desk.await_text(user, (draft.key, field))
        skip = [] if field in NEEDED else [button(words.draft_skip, draft.key, VALUE, f"{field}=")]
        rows = [*rows, [*skip, button(words.draft_cancel, draft.key, CANCEL)]]
    text = f"{known}\n\n{question.format(field=words.fields[field])}"
    await send(message, [plain_part(text, InlineKeyboardMarkup(rows))])


def fault(field: str, text: str, name: str, words: Wording) -> str:
    """Why a text can't be a draft's value, in words; "" where it can. `name` is what the value is called."""
    if len(text) > longest(field):
        return words.value_long.format(field=name, most=longest(field), count=len(text))
    if is_empty(field, text):
        return words.value_empty.format(field=name)
    return ""


def chosen(data: str, held: list[Entry]) -> tuple[str, str] | None:
    """The field and the value of a button; None for one that leads nowhere any more."""
    field, _, value = data.partition("=")
    if field == "office" and value:
        value = next((name for name in offices(held) if _mark(name) == value), "")
        return (field, value) if value else None
    allowed = value in LEVELS if field == "level" else not value and field in FIELDS and field not in NEEDED
    return (field, value) if allowed else None


def button(label: str, key: str, action: str, value: str = "") -> InlineKeyboardButton:
    """A button for the draft of that key."""
    data = f"{BEGINS}{key}:{action}{':' + value if value else ''}"
    return InlineKeyboardButton(label[:LABEL], callback_data=data)


def _choices(draft: Draft, field: str, held: list[Entry]) -> Rows:
    """A row for each value that is known beforehand."""
    if field == "level":
        return [[button(level.title(), draft.key, VALUE, f"level={level}")] for level in LEVELS]
    if field == "office":
        known = list(offices(held).items())[:MOST_OFFICES]
        labels = {name: f"{name} · {place}" if place else name for name, place in known}
        return [[button(label, draft.key, VALUE, f"office={_mark(name)}")] for name, label in labels.items()]
    return []


def _mark(office: str) -> str:
    """What stands for an office in a button, which has no room for a long id."""
    return hashlib.sha256(office.encode()).hexdigest()[:10]
