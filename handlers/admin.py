"""Who may do what admins do, and how one is told that something takes long or that nothing comes of it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import TelegramError

from handlers.buttons import HOST
from handlers.chat.context import Context, kept, let_go
from handlers.chat.reply import answer_query, plain_part, replace, say, send
from handlers.chat.talk import Press, Talk

ENDING = 3.0  # seconds that what is stopped is given to end
EVERY = 1.0  # seconds, at least, between two edits of a message that shows progress: Telegram takes no more

T = TypeVar("T")

log = logging.getLogger(__name__)


async def for_admin(update: Update, context: Context) -> bool:
    """Whether an admin asks where nobody else reads along: what people asked, and who did what, is for no group."""
    return await for_admin_anywhere(update, context) and await _is_alone(update, context)


async def for_admin_anywhere(update: Update, context: Context) -> bool:
    """Whether an admin asks. Who may not is told so; of who is no admin the audit has a row."""
    user, message = update.effective_user, update.message
    desk = context.desk
    if user is not None and user.id in desk.access.admins:
        return True
    what = (message.text or message.caption or "?").split()[0][:40] if message is not None else "button"
    await asyncio.to_thread(kept, lambda: desk.office.refused(str(user.id if user else 0), what), None)
    log.info("somebody who is no admin tried what admins do")
    if message is not None:
        words = desk.words(message)
        own = message.from_user if message.chat.type == Chat.PRIVATE else None  # whom an operator may make an admin
        await say(message, f"{words.admins_only} {words.own_id(id=own.id)}" if own else words.admins_only)
    elif update.callback_query is not None:
        await answer_query(update.callback_query, desk.words_for(update.callback_query).admins_only)
    return False


async def _is_alone(update: Update, context: Context) -> bool:
    """Whether an admin is alone with the bot; in a group they are told to come, with a button that leads there."""
    message, query, desk = update.message, update.callback_query, context.desk
    if update.effective_chat is None or update.effective_chat.type == Chat.PRIVATE:
        return True
    if query is not None:
        await answer_query(query, desk.words_for(query).private_only)
    elif message is not None:
        words = desk.words(message)
        button = InlineKeyboardButton(words.private_open, url=f"{HOST}/{context.bot.username}")
        await send(message, [plain_part(words.private_only, InlineKeyboardMarkup([[button]]))])
    return False


async def with_progress(talk: Talk, text: str, work: Awaitable[T], far: Callable[[], str] = str) -> T:
    """What the work gives; meanwhile the chat shows how far it is, or else how many seconds it has taken so far.

    What takes longer than the first of them lets the chat's next message begin.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=EVERY)
        return task.result() if done else await _watched(talk, text, task, far)
    finally:
        if not task.done():  # this is stopped
            task.cancel()
            await asyncio.wait({task}, timeout=ENDING)


async def _watched(talk: Talk, text: str, task: asyncio.Future[T], far: Callable[[], str]) -> T:
    let_go()
    began, done = time.monotonic(), set[asyncio.Future[T]]()
    (shown,) = await talk.send(plain_part(line := far() or text))
    while not done:
        done, _ = await asyncio.wait({task}, timeout=EVERY)
        before, line = line, far() or f"{text} {time.monotonic() - began:.0f} s"
        if line != before and not done:
            with suppress(TelegramError):
                await replace(talk.message, [shown], [plain_part(line)])
    with suppress(TelegramError):
        await talk.bot.delete_message(talk.message.chat.id, shown)
    return task.result()


async def leave(press: Press) -> None:
    """Say in the place of what was proposed that nothing comes of it."""
    await press.answer()
    await press.show(plain_part(press.words.cancelled))
