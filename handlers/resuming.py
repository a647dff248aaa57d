"""Documents that wait for their admin: told after a kill, and among the documents, to go on with or to drop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, Message
from telegram.error import TelegramError
from telegram.ext import ExtBot

from handlers.context import Desk, kept, place_key
from handlers.draft_form import DISCARD, RESUME, button
from handlers.messages import Wording, wording
from handlers.paging import cut
from handlers.reply import Part, plain_part, send
from index.draft import Draft

MOST = 10  # documents that are named
NAMED = 60  # characters of a document's name
LABEL = 24  # the same in a button

log = logging.getLogger(__name__)


async def tell_interrupted(bot: ExtBot[int], desk: Desk) -> None:
    """Tell each admin whose document was read or previewed when the bot was ended that it waits."""
    none: list[Draft] = []
    found = await asyncio.to_thread(kept, lambda: desk.drafts.all(under_way=True), none)
    for draft in found:
        await asyncio.to_thread(kept, lambda key=draft.key: desk.drafts.mark(key, under_way=False), None)
    for user in sorted(user for user in desk.access.admins if any(draft.who == str(user) for draft in found)):
        key = place_key((user, None))
        await desk.look_up(key)
        words = wording(desk.preference(key).language)
        part = _waiting([draft for draft in found if draft.who == str(user)], words)
        try:
            await bot.send_message(user, part.plain, reply_markup=part.keyboard)
        except TelegramError as error:
            log.warning("an admin isn't told that a document waits (%s)", type(error).__name__)


async def tell_waiting(message: Message, desk: Desk, user: int, words: Wording) -> None:
    """Show an admin which of their documents wait, if any does; not those that are worked on."""
    none: list[Draft] = []
    busy, found = [
        await asyncio.to_thread(kept, lambda way=way: desk.drafts.all(str(user), under_way=way), none)
        for way in (True, False)
    ]
    if (found := [draft for draft in found if draft not in busy]) and message.chat.type == message.chat.PRIVATE:
        await send(message, [_waiting(found, words)])


def _waiting(drafts: Sequence[Draft], words: Wording) -> Part:
    """Which documents wait, two buttons each."""
    shown = drafts[-MOST:]
    rows = [
        [
            button(f"{words.draft_resume}: {cut(draft.name, LABEL)}", draft.key, RESUME),
            button(words.draft_discard, draft.key, DISCARD),
        ]
        for draft in shown
    ]
    names = ", ".join(cut(draft.name, NAMED) for draft in shown)
    text = words.drafts_waiting.format(count=len(drafts), names=names or "–")
    return plain_part(text, InlineKeyboardMarkup(rows))
