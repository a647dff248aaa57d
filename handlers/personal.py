"""/atur: what a chat has set; /privasi: what is kept and for how long; /hapus_data: delete one's own."""

import asyncio
import logging
from dataclasses import replace

from telegram import InlineKeyboardButton

from corpus.errors import StoreError
from handlers.buttons import FORGET, SETTING
from handlers.chat.context import Desk, place_key
from handlers.chat.memory import Reply
from handlers.chat.reply import Part, plain_part
from handlers.chat.talk import Press, Said
from handlers.wording import languages, wording
from index.answer import Answer
from index.knowledge import term
from index.office.questions import Question
from index.query.query import Preference
from index.scope.setting import office

KEYS = ("language", "level", "type")
YES = "yes"

log = logging.getLogger(__name__)


async def settings(said: Said) -> None:
    """Show what the chat has set."""
    await said.send(_shown(said.desk, said.desk.preference(said.key), said.words.language_code))


async def settings_button(press: Press) -> str:
    """Set what a button says, and show it, in the language set or the one that its presser speaks."""
    desk, name, value = press.desk, press.given["name"], press.given["value"]
    if name not in KEYS or value not in _values(desk, name):
        return press.own_words.view_gone
    changed = replace(desk.preference(press.key), **{name: value})
    try:
        await asyncio.to_thread(desk.preferences.put, press.key, changed)
    except StoreError as error:
        log.error("a chat's settings can't be kept: %s", error)
        return press.own_words.failed
    desk.memory.preferences.put(press.key, changed)
    language = changed.language or press.own_words.language_code
    # what was asked before is not to be followed up: the next question is for what is set now
    nothing = Question(key="", place="", text="", language=language)
    blank = Answer(question="", language=language, answered=False, headline="")
    desk.memory.latest.put(press.place, Reply(question=nothing, answer=blank))
    log.info("a chat's settings are changed")
    await press.show(_shown(desk, changed, language))
    return ""


def _values(desk: Desk, name: str) -> list[str]:
    """What may be set, "" first: nothing."""
    return ["", *(languages() if name == "language" else desk.engine.knowledge.lexicon.scope.get(name, {}))]


def _shown(desk: Desk, preference: Preference, language: str) -> Part:
    words = wording(language)
    chosen = wording(preference.language).language_name if preference.language else words.settings_auto
    rows = [[_button(preference, language, name, value) for value in _values(desk, name)] for name in KEYS]
    return plain_part(words.settings(language=chosen, office=office(preference, language) or words.settings_any), rows)


def _button(preference: Preference, language: str, name: str, value: str) -> InlineKeyboardButton:
    """A button for one value, its words telling what it sets; the one that is set has a mark."""
    words = wording(language)
    if not value:
        label = words.settings_none[name]
    elif name == "language":
        label = wording(value).language_name
    else:
        label = term(language, value).title() if name == "level" else words.settings_one_type(name=value.upper())
    mark = "✓ " if getattr(preference, name) == value else ""
    return SETTING.shown(f"{mark}{label}", name=name, value=value)


async def privacy(said: Said) -> None:
    """Tell what is kept."""
    await said.say(said.words.privacy(days=said.desk.questions.days))


async def forget(said: Said) -> None:
    """Ask whether all that a person asked shall be deleted."""
    buttons = [[FORGET.shown(label, choice=choice)] for choice, label in said.words.forget_choices.items()]
    await said.send(plain_part(said.words.forget_ask, buttons))


async def forget_button(press: Press) -> str:
    """Delete what is the presser's, whoever was asked."""
    desk, words = press.desk, press.words
    text = words.forget_kept
    if press.given["choice"] == YES:
        await desk.ledger.finish()
        count = await asyncio.to_thread(_forget, desk, press.user)
        desk.memory.forget(press.user)
        text = words.forget_failed if count is None else words.forget_done(count=count)
    if not press.alone:
        return text
    await press.show(plain_part(text))
    return ""


def _forget(desk: Desk, user: int) -> int | None:
    """Delete what a person asked, and what their private chat has set and records; None where that failed."""
    key = place_key((user, None))
    try:
        count = desk.questions.forget(str(user))
        desk.preferences.put(key, Preference())
        desk.meetings.end(key)
    except StoreError as error:
        log.error("data can't be deleted: %s", error)
        return None
    log.info("a person's data is deleted")
    return count
