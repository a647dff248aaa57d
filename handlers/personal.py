"""/atur: what a chat has set, and buttons to change it: the language of answers, level and type of office.

/privasi: what is kept and for how long; /hapus_data: delete one's own.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from corpus.errors import StoreError
from handlers.buttons import FORGET, SETTING, Fields
from handlers.chat.context import Context, Desk, place, place_key
from handlers.chat.memory import Latest, Place
from handlers.chat.reply import Part, plain_part, say, send
from handlers.chat.reply import replace as replace_messages
from handlers.wording import known_language, languages, wording
from index.answer import Answer
from index.knowledge import term
from index.query.query import Preference
from index.scope.earlier import office

KEYS = ("language", "level", "type")

log = logging.getLogger(__name__)


async def settings(message: Message, context: Context) -> None:
    """Show what the chat has set."""
    desk, key = context.desk, place_key(place(message))
    await send(message, [_shown(desk, desk.preference(key), desk.language(message))])


async def settings_button(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Set what a button says, and show it."""
    name, value, spoken = given["name"], given["value"], query.from_user.language_code
    if query.message is None or name not in KEYS or value not in _values(context.desk, name):
        return wording(spoken).view_gone
    try:
        shown = await _set(context.desk, place(query.message), name, value, spoken)
    except StoreError as error:
        log.error("a chat's settings can't be kept: %s", error)
        return wording(spoken).failed
    await replace_messages(query.message, [query.message.message_id], [shown])
    return ""


async def _set(desk: Desk, where: Place, name: str, value: str, spoken: str | None) -> Part:
    """Set one value of a chat; gives the settings to be shown, in the language set or the one spoken."""
    key = place_key(where)
    changed = replace(desk.preference(key), **{name: value})
    await asyncio.to_thread(desk.preferences.put, key, changed)
    desk.memory.preferences.put(key, changed)
    language = known_language(changed.language or spoken)
    # what was asked before is not to be followed up: the next question is for what is set now
    blank = Answer(question="", language=language, answered=False, headline="")
    desk.memory.latest.put(where, Latest(question=0, answer=blank))
    log.info("a chat's settings are changed")
    return _shown(desk, changed, language)


def _values(desk: Desk, name: str) -> list[str]:
    """What may be set, "" first: nothing."""
    if name == "language":
        return ["", *languages()]
    return ["", *desk.engine.knowledge.lexicon.scope.get(name, {})]


def _shown(desk: Desk, preference: Preference, language: str) -> Part:
    words = wording(language)
    chosen = wording(preference.language).language_name if preference.language else words.settings_auto
    text = words.settings(language=chosen, office=office(preference, language) or words.settings_any)
    rows = [[_button(preference, language, name, value) for value in _values(desk, name)] for name in KEYS]
    return plain_part(text, InlineKeyboardMarkup([list(row) for row in rows]))


def _button(preference: Preference, language: str, name: str, value: str) -> InlineKeyboardButton:
    """A button for one value, its words telling what it sets; the one that is set has a mark."""
    words = wording(language)
    labels = {
        "language": wording(value).language_name if value else words.settings_language,
        "level": term(language, value).title() if name == "level" and value else words.settings_level,
        "type": words.settings_one_type(name=value.upper()) if value else words.settings_type,
    }
    mark = "✓ " if getattr(preference, name) == value else ""
    return SETTING.shown(f"{mark}{labels[name]}", name=name, value=value)


YES, NO = "yes", "no"


async def privacy(message: Message, context: Context) -> None:
    """Tell what is kept."""
    await say(message, context.desk.words(message).privacy(days=context.desk.questions.days))


async def forget(message: Message, context: Context) -> None:
    """Ask whether all that a person asked shall be deleted."""
    words = context.desk.words(message)
    buttons = (FORGET.shown(words.forget_yes, choice=YES), FORGET.shown(words.forget_no, choice=NO))
    keyboard = InlineKeyboardMarkup([[button] for button in buttons])
    await send(message, [plain_part(words.forget_ask, keyboard)])


async def forget_button(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Delete what is the presser's, whoever was asked."""
    desk, message = context.desk, query.message
    words = desk.words_for(query)
    text = words.forget_kept
    if given["choice"] == YES:
        await desk.ledger.finish()
        count = await asyncio.to_thread(_forget, desk, query.from_user.id)
        desk.memory.forget(query.from_user.id)
        text = words.forget_failed if count is None else words.forget_done(count=count)
    if message is None or message.chat.type != message.chat.PRIVATE:
        return text
    await replace_messages(message, [message.message_id], [plain_part(text)])
    return ""


def _forget(desk: Desk, user: int) -> int | None:
    """Delete what a person asked, and what their private chat has set and records; None where that failed."""
    key = place_key((user, None))
    try:
        count = desk.questions.forget(str(user))
        desk.preferences.put(key, Preference())
        desk.office.end_meeting(key)
    except StoreError as error:
        log.error("data can't be deleted: %s", error)
        return None
    log.info("a person's data is deleted")
    return count
