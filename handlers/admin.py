"""Who may do what admins do, and how one is told that something takes long."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from telegram import InlineKeyboardButton
from telegram.error import TelegramError

from handlers.buttons import HOST
from handlers.chat.context import LET_GO, kept
from handlers.chat.reply import Part, plain_part, replace
from handlers.chat.talk import Press, Said, Talk

ENDING = 3.0  # seconds that what is stopped is given to end
EVERY = 1.0  # seconds, at least, between two edits of a message that shows progress: Telegram takes no more

T = TypeVar("T")

log = logging.getLogger(__name__)


async def for_admin(talk: Talk) -> bool:
    """Whether an admin is alone with the bot: what people asked, and who did what, is for no group.

    In a group they are told to come, with a button that leads there.
    """
    may = await for_admin_anywhere(talk)
    if not may or talk.alone:
        return may
    if isinstance(talk, Press):
        await talk.answer(talk.words.private_only)
    else:
        button = InlineKeyboardButton(talk.words.private_open, url=f"{HOST}/{talk.bot.username}")
        await talk.send(plain_part(talk.words.private_only, [[button]]))
    return False


async def for_admin_anywhere(talk: Talk) -> bool:
    """Whether an admin wants it. Who may not is told so, in private with their own id, by which an operator makes an
    admin of them; of who is no admin the audit has a row."""
    desk, words = talk.desk, talk.words
    if talk.user in desk.access.admins:
        return True
    said = (talk.message.text or talk.message.caption or "?") if isinstance(talk, Said) else "button"
    who, what, record = desk.office.hidden(str(talk.user)), said.split()[0][:40], desk.office.record
    await asyncio.to_thread(kept, lambda: record(who=who, action="refused", what=what), None)
    log.info("somebody who is no admin tried what admins do")
    own_id = f" {words.own_id(id=talk.user)}" if talk.alone and isinstance(talk, Said) else ""
    await (talk.answer if isinstance(talk, Press) else talk.say)(f"{words.admins_only}{own_id}")
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
    LET_GO.get()()
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


async def turn_page(page: Callable[[Talk, str], Part], press: Press) -> None:
    """Turn to the page of a list whose number a button has."""
    await press.answer()
    await press.show(await asyncio.to_thread(page, press, press.given["page"]))
