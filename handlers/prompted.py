"""What an admin writes where something was asked of them: it goes to who asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Message
from telegram.ext import filters

from handlers.asking.ask import ask
from handlers.backlog import meant
from handlers.chat.context import Context, Desk, kept, sender
from handlers.chat.reply import say
from handlers.documents.add import told_value
from handlers.documents.manage import replaced_by
from handlers.prompts import MEANING, REPLACED, VALUE, Awaited, Prompt, asked, forget
from handlers.wording import Wording

Take = Callable[[Message, Desk, Awaited, str, Wording], Awaitable[None]]
TAKERS: tuple[tuple[Prompt, Take], ...] = ((REPLACED, replaced_by), (MEANING, meant), (VALUE, told_value))


class IsAwaited(filters.MessageFilter):
    """The texts of those who were asked for something."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def filter(self, message: Message) -> bool:
        """Whether this text answers what was asked."""
        who = message.from_user
        if who is None or message.chat.type != message.chat.PRIVATE:
            return False
        return kept(lambda: self._desk.pending.get(who.id), None) is not None


async def told(message: Message, context: Context) -> None:
    """Take a text as what was asked for; a question is answered, and what was asked for waits on."""
    desk, who = context.desk, sender(message)
    waited = await asked(desk, who)
    text = " ".join((message.text or "").split())
    if waited is None or desk.engine.knowledge.lexicon.asks(text):
        await ask(message, context)
        await remind(message, context)
        return
    await forget(desk, who)
    take = next(take for prompt, take in TAKERS if prompt is waited.prompt)
    await take(message, desk, waited, text, desk.words(message))


async def remind(message: Message, context: Context) -> None:
    """Tell again what is waited for, behind what a command or a question has been answered with."""
    desk, who = context.desk, sender(message)
    waited = await asked(desk, who)
    if waited is None:
        return
    words = desk.words(message)
    if what := await waited.called(desk, words):
        await say(message, words.still_waiting(what=what))
    else:
        await forget(desk, who)


async def cancel(message: Message, context: Context) -> None:
    """Stop what is read or previewed, no longer wait for what was asked for; say what becomes of it, or that there
    was nothing."""
    desk, words, who = context.desk, context.desk.words(message), sender(message)
    stopped = desk.jobs.stop(who)
    waited = await asked(desk, who)
    await forget(desk, who)
    what = await waited.called(desk, words) if waited else ""
    if waited is None or not what:
        await say(message, words.cancelled if stopped else words.cancel_none)
    elif waited.prompt.draft:
        await say(message, words.cancelled_draft(what=what))
    else:
        await say(message, words.cancelled)
