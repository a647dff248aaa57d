"""What an admin writes where something was asked of them: it goes to who asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Message
from telegram.ext import filters

from handlers.asking.ask import ask
from handlers.chat.context import Desk, kept
from handlers.chat.talk import Said
from handlers.documents.add import told_value
from handlers.documents.manage import replaced_by
from handlers.prompts import MEANING, REPLACED, VALUE, Awaited, Prompt, asked, forget
from handlers.teaching import meant

Take = Callable[[Said, Awaited, str], Awaitable[None]]
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


async def told(said: Said) -> None:
    """Take a text as what was asked for; a question is answered, and what was asked for waits on."""
    waited = await asked(said.desk, said.user)
    text = " ".join((said.message.text or "").split())
    if waited is None or said.desk.engine.knowledge.lexicon.asks(text):
        await ask(said)
        await remind(said)
        return
    await forget(said.desk, said.user)
    take = next(take for prompt, take in TAKERS if prompt is waited.prompt)
    await take(said, waited, text)


async def remind(said: Said) -> None:
    """Tell again what is waited for, behind what a command or a question has been answered with."""
    waited = await asked(said.desk, said.user)
    if waited is None:
        return
    if what := await waited.called(said.desk, said.words):
        await said.say(said.words.still_waiting(what=what))
    else:
        await forget(said.desk, said.user)


async def cancel(said: Said) -> None:
    """Stop what is read or previewed, no longer wait for what was asked for; say what becomes of it, or that there
    was nothing."""
    desk, words = said.desk, said.words
    stopped = desk.jobs.stop(said.user)
    waited = await asked(desk, said.user)
    await forget(desk, said.user)
    what = await waited.called(desk, words) if waited else ""
    if waited is None or not what:
        await said.say(words.cancelled if stopped else words.cancel_none)
    elif waited.prompt.draft:
        await said.say(words.cancelled_draft(what=what))
    else:
        await said.say(words.cancelled)
