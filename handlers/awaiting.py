"""What an admin was asked to write and hasn't yet: told again after what they do in between."""

from __future__ import annotations

import asyncio

from telegram import Update

from handlers.context import Context, Desk, kept
from handlers.messages import Wording
from handlers.paging import cut
from handlers.reply import say
from index.pending import Wanted

REPLACES = "replaced"  # what an admin is asked for, the document's id behind it
MEANS = "means"  # the same, the word behind it whose meaning is asked for
SHORT = 80  # characters of a name


async def awaited(desk: Desk, user: int) -> Wanted | None:
    """What a person was asked for; None for nothing."""
    return await asyncio.to_thread(kept, lambda: desk.pending.get(user), None)


async def named(desk: Desk, wanted: Wanted, words: Wording) -> str:
    """What is waited for, in words, such as "Judul untuk pergub.pdf"; "" where there is no use for it any more."""
    key, what = wanted
    field, _, name = what.partition(":")
    if field == MEANS:
        return words.waiting_meaning.format(word=cut(name, SHORT))
    if field == REPLACES:
        entry = await asyncio.to_thread(kept, lambda: desk.publisher.library.entry(name), None)
        return words.waiting_value.format(field=words.managed_replaced, name=cut(entry.short if entry else name, SHORT))
    draft = await asyncio.to_thread(kept, lambda: desk.drafts.get(key), None)
    if draft is None:
        return ""
    return words.waiting_value.format(field=words.fields.get(field, field), name=cut(draft.name, SHORT))


async def remind(update: Update, context: Context) -> None:
    """Tell again what is waited for, behind what a command or a question has been answered with."""
    message = update.message
    if message is None or message.from_user is None:
        return
    desk, who = context.desk, message.from_user.id
    wanted = await awaited(desk, who)
    if wanted is None:
        return
    words = desk.words(message)
    if told := await named(desk, wanted, words):
        await say(message, words.still_waiting.format(what=told))
    else:
        await desk.await_text(who, None)
