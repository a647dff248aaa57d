"""/privasi: what is kept and for how long; /hapus_data: delete one's own."""

from __future__ import annotations

import asyncio
import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from corpus.errors import StoreError
from handlers.context import Context, Desk, place_key
from handlers.messages import wording
from handlers.reply import plain_part, replace, say, send
from handlers.views import answer_query
from index.query import Preference

PRIVACY_COMMANDS = {"id": "privasi", "en": "privacy"}
FORGET_COMMANDS = {"id": "hapus_data", "en": "delete_data"}
BEGINS = "d:"
YES, NO = f"{BEGINS}yes", f"{BEGINS}no"

log = logging.getLogger(__name__)


def privacy_items(language: str) -> list[tuple[str, str]]:
    """The commands of a language, each with what it does."""
    words = wording(language)
    return [(PRIVACY_COMMANDS[language], words.privacy_menu), (FORGET_COMMANDS[language], words.forget_menu)]


async def privacy(update: Update, context: Context) -> None:
    """Tell what is kept."""
    if update.message is not None:
        words = context.desk.words(update.message)
        await say(update.message, words.privacy.format(days=context.desk.questions.days))


async def forget(update: Update, context: Context) -> None:
    """Ask whether all that a person asked shall be deleted."""
    message = update.message
    if message is None:
        return
    words = context.desk.words(message)
    buttons = (
        InlineKeyboardButton(words.forget_yes, callback_data=YES),
        InlineKeyboardButton(words.forget_no, callback_data=NO),
    )
    keyboard = InlineKeyboardMarkup([[button] for button in buttons])
    await send(message, [plain_part(words.forget_ask, keyboard)])


async def forget_button(update: Update, context: Context) -> None:
    """Delete what is the presser's, whoever was asked."""
    query = update.callback_query
    if query is None:
        return
    desk, message = context.desk, query.message
    words = desk.words_for(query)
    notice = ""
    try:
        text = words.forget_kept
        if query.data == YES:
            await desk.ledger.finish()
            count = await asyncio.to_thread(_forget, desk, query.from_user.id)
            desk.memory.forget(query.from_user.id)
            text = words.forget_failed if count is None else words.forget_done.format(count=count)
        if message is not None and message.chat.type == message.chat.PRIVATE:
            await replace(message, [message.message_id], [plain_part(text)])
        else:
            notice = text
    finally:
        await answer_query(query, notice)


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
