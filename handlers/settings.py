"""/atur: what a chat has set, and buttons to change it: the language of answers, level and type of office."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from corpus.errors import StoreError
from handlers.context import Context, Desk, place, place_key
from handlers.memory import Latest, Place
from handlers.messages import known_language, languages, wording
from handlers.reply import Part, plain_part, send
from handlers.reply import replace as replace_messages
from handlers.views import answer_query
from index.answer import Answer
from index.knowledge import term
from index.query import Preference
from index.setting import office

COMMANDS = {"id": "atur", "en": "settings"}
BEGINS = "s:"  # how a button's data begins: "s:language:en", "s:level:provinsi", "s:type:"
KEYS = ("language", "level", "type")

log = logging.getLogger(__name__)


def settings_item(language: str) -> tuple[str, str]:
    """The command of a language, and what it does."""
    return COMMANDS[language], wording(language).settings_menu


async def settings(update: Update, context: Context) -> None:
    """Show what the chat has set."""
    message = update.message
    if message is None:
        return
    desk, key = context.desk, place_key(place(message))
    await send(message, [_shown(desk, desk.preference(key), desk.language(message))])


async def settings_button(update: Update, context: Context) -> None:
    """Set what a button says, and show it."""
    query = update.callback_query
    if query is None:
        return
    notice = wording(query.from_user.language_code).view_gone
    try:
        _, name, value = [*(query.data or "").split(":", 2), "", ""][:3]
        if query.message is not None and name in KEYS and value in _values(context.desk, name):
            shown = await _set(context.desk, place(query.message), name, value, query.from_user.language_code)
            await replace_messages(query.message, [query.message.message_id], [shown])
            notice = ""
    except StoreError as error:
        log.error("a chat's settings can't be kept: %s", error)
        notice = wording(query.from_user.language_code).failed
    finally:
        await answer_query(query, notice)


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
    text = words.settings.format(language=chosen, office=office(preference, language) or words.settings_any)
    rows = [[_button(preference, language, name, value) for value in _values(desk, name)] for name in KEYS]
    return plain_part(text, InlineKeyboardMarkup([list(row) for row in rows]))


def _button(preference: Preference, language: str, name: str, value: str) -> InlineKeyboardButton:
    """A button for one value, its words telling what it sets; the one that is set has a mark."""
    words = wording(language)
    labels = {
        "language": wording(value).language_name if value else words.settings_language,
        "level": term(language, value).title() if name == "level" and value else words.settings_level,
        "type": words.settings_one_type.format(name=value.upper()) if value else words.settings_type,
    }
    mark = "✓ " if getattr(preference, name) == value else ""
    return InlineKeyboardButton(f"{mark}{labels[name]}", callback_data=f"{BEGINS}{name}:{value}")
