"""What is asked for about a document to be: by buttons where the choices are known, else as a text."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from corpus.manifest import LEVELS, Entry
from handlers import prompts
from handlers.buttons import DRAFT
from handlers.chat.reply import plain_part, unbutton
from handlers.chat.talk import Talk
from handlers.wording import Wording
from index.office.drafts import FIELDS, NEEDED, TOLD, Draft, is_empty, longest, offices

PUBLISH, ANYWAY, DROP, CHANGE, FIELD, VALUE, GO_ON, WHOLE = "p", "x", "c", "e", "f", "v", "g", "w"
MOST_OFFICES = 20  # that are offered

Rows = list[list[InlineKeyboardButton]]


async def _show(talk: Talk, draft: Draft, text: str, rows: Rows) -> None:
    """Send a text about a draft with its buttons, the last of which drops it; those of the message before go."""
    dropping = [button(talk.words.draft_drop, draft.key, DROP)]
    *_, shown = await talk.send(plain_part(text, InlineKeyboardMarkup([*rows, dropping])))
    await asyncio.to_thread(talk.desk.drafts.put, replace(draft, shown=shown))
    if draft.shown:
        await unbutton(talk.message, draft.shown)


async def ask(talk: Talk, draft: Draft, field: str, held: list[Entry], user: int) -> None:
    """Ask for one value of a draft."""
    words = talk.words
    known = words.draft_known(name=draft.name[:80], sure=round(100 * draft.sure), profile=draft.profile)
    rows, question = _choices(draft, field, held), words.ask_for
    if rows:
        question = {"office": words.ask_office, "profile": words.ask_profile}.get(field, words.ask_level)
    if field != "profile":
        await prompts.VALUE.ask(talk.desk, user, field, draft.key)
    may_skip = field not in NEEDED and field != "profile"
    skip = [button(words.draft_skip, draft.key, VALUE, f"{field}=")] if may_skip else []
    rows = [*rows, [*skip, button(words.draft_back, draft.key, CHANGE)]]
    await _show(talk, draft, f"{known}\n\n{question(field=words.fields[field])}", rows)


async def ask_which(talk: Talk, draft: Draft, held: list[Entry]) -> None:
    """Show all values of a draft, a button each that asks for another one, and the way back."""
    entry, words = draft.entry("", held), talk.words
    rows = [[button(f"{words.fields[name]}: {_value(entry, name, held)}", draft.key, FIELD, name)] for name in TOLD]
    await _show(talk, draft, words.draft_change, [*rows, [button(words.draft_back, draft.key, GO_ON)]])


async def show_preview(talk: Talk, draft: Draft, text: str, whole: str) -> None:
    """Send a draft's preview with the buttons that publish, change and drop it; `whole` labels that of its text."""
    ways = [(talk.words.draft_publish, PUBLISH), (whole, WHOLE), (talk.words.draft_change_button, CHANGE)]
    await _show(talk, draft, text, [[button(label, draft.key, action)] for label, action in ways])


async def show_busy(talk: Talk, draft: Draft, text: str) -> None:
    """Say who else publishes, with the buttons that try again and drop the draft."""
    await _show(talk, draft, text, [[button(talk.words.publish_again, draft.key, GO_ON)]])


def fault(field: str, text: str, name: str, words: Wording) -> str:
    """Why a text can't be a draft's value, in words; "" where it can. `name` is what the value is called."""
    if field == "level" and not words.level_of(text):
        return words.level_unclear
    if len(text) > longest(field):
        return words.value_long(field=name, most=longest(field), count=len(text))
    if is_empty(field, text):
        return words.value_empty(field=name)
    return ""


def chosen(data: str, draft: Draft, held: list[Entry]) -> tuple[str, str] | None:
    """The field and the value of a button; None for one that leads nowhere any more."""
    field, _, value = data.partition("=")
    if field in ("office", "profile") and value:
        known = offices(held) if field == "office" else draft.choices
        value = next((name for name in known if _mark(name) == value), "")
        return (field, value) if value else None
    allowed = value in LEVELS if field == "level" else not value and field in (*FIELDS, "aliases")
    return (field, value) if allowed and (value or field not in NEEDED) else None


def button(label: str, key: str, action: str, value: str = "") -> InlineKeyboardButton:
    """A button for the draft of that key."""
    return DRAFT.shown(label, key=key, action=action, value=value)


def placed(office: str, held: list[Entry]) -> str:
    """An office with where it stands, as far as that is known."""
    place = offices(held).get(office, "")
    return f"{office} · {place}" if place else office


def _value(entry: Entry, name: str, held: list[Entry]) -> str:
    """A value of an entry, as a button shows it."""
    if name == "aliases":
        return ", ".join(entry.aliases) or "–"
    return (placed(entry.office, held) if name == "office" else str(getattr(entry, name))) or "–"


def _choices(draft: Draft, field: str, held: list[Entry]) -> Rows:
    """A row for each value that is known beforehand."""
    labels: dict[str, str] = {}
    if field == "level":
        labels = {level: level.title() for level in LEVELS}
    elif field == "office":
        labels = {_mark(name): placed(name, held) for name in list(offices(held))[:MOST_OFFICES]}
    elif field == "profile":
        labels = {_mark(name): f"{name} ({round(100 * sure)}%)" for name, sure in draft.choices.items()}
    return [[button(label, draft.key, VALUE, f"{field}={value}")] for value, label in labels.items()]


def _mark(name: str) -> str:
    """What stands for an office or a profile in a button, which has no room for a long name."""
    return hashlib.sha256(name.encode()).hexdigest()[:10]
