"""/atur: what a chat has set, and buttons to change it: the language of answers, level and type of office."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from handlers.context import Context, Desk, kept, place, place_key
from handlers.messages import languages, wording
from handlers.reply import Part, send
from handlers.reply import replace as replace_messages
from handlers.views import answer_query
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
    notice = ""
    try:
        _, name, value = [*(query.data or "").split(":", 2), "", ""][:3]
        message, desk = query.message, context.desk
        fallback = query.from_user.language_code
        if message is None or name not in KEYS or value not in _values(desk, name):
            notice = wording(fallback).view_gone
        else:
            key = place_key(place(message))
            changed = replace(desk.preference(key), **{name: value})
            desk.memory.preferences.put(key, changed)
            await asyncio.to_thread(kept, lambda: desk.preferences.put(key, changed), None)
            log.info("a chat's settings are changed")
            shown = _shown(desk, changed, changed.language or fallback)
            await replace_messages(message, [message.message_id], [shown])
    finally:
        await answer_query(query, notice)


def _values(desk: Desk, name: str) -> list[str]:
    """What may be set, "" first: nothing."""
    if name == "language":
        return ["", *languages()]
    return ["", *desk.engine.knowledge.lexicon.scope.get(name, {})]


def _shown(desk: Desk, preference: Preference, language: str | None) -> Part:
    words = wording(language)
    code = next(code for code in languages() if wording(code) is words)
    chosen = wording(preference.language).language_name if preference.language else words.settings_auto
    text = words.settings.format(language=chosen, office=office(preference, code) or words.settings_any)
    rows = [[_button(desk, preference, code, name, value) for value in _values(desk, name)] for name in KEYS]
    return Part(html=text, plain=text, keyboard=InlineKeyboardMarkup([list(row) for row in rows]))


def _button(desk: Desk, preference: Preference, language: str, name: str, value: str) -> InlineKeyboardButton:
    """A button for one value, its words telling what it sets; the one that is set has a mark."""
    words = wording(language)
    labels = {
        "language": wording(value).language_name if value else words.settings_language,
        "level": term(language, value).title() if name == "level" and value else words.settings_level,
        "type": words.settings_one_type.format(name=value.upper()) if value else words.settings_type,
    }
    mark = "✓ " if getattr(preference, name) == value else ""
    return InlineKeyboardButton(f"{mark}{labels[name]}", callback_data=f"{BEGINS}{name}:{value}")
