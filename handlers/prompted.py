"""What an admin writes where something was asked of them: it goes to who asked."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import filters

from handlers.admin import MEANS, REPLACES, awaited, for_admin, named, remind
from handlers.asking.ask import ask
from handlers.backlog import meant
from handlers.chat.context import Context, Desk, kept
from handlers.chat.reply import say
from handlers.documents.add import told_value
from handlers.documents.add_form import fault
from handlers.documents.manage import replaced_by

CANCEL = {"id": "batal", "en": "cancel"}


class Asking(filters.MessageFilter):
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


async def told(update: Update, context: Context) -> None:
    """Take a text as what was asked for; a question is answered, and what was asked for waits on."""
    message = update.message
    if message is None or message.from_user is None or not await for_admin(update, context):
        return
    desk, words, who = context.desk, context.desk.words(message), message.from_user.id
    key, wanted = await awaited(desk, who) or ("", "")
    text = " ".join((message.text or "").split())
    if desk.engine.knowledge.lexicon.asks(text):
        await ask(update, context)
        await remind(update, context)
        return
    await desk.await_text(who, None)
    field, _, name = wanted.partition(":")
    if field == REPLACES and (said := fault(field, text, words.managed_replaced, words)):
        await say(message, said)
        await desk.await_text(who, (key, wanted))
    elif field == REPLACES:
        await replaced_by(message, desk, name, text, words)
    elif field == MEANS:
        await meant(message, desk, key, name, text, words)
    else:
        await told_value(message, desk, key, field, text, words)


async def cancel(update: Update, context: Context) -> None:
    """Stop what is read or previewed, no longer wait for what was asked for; say what becomes of it, or that there
    was nothing."""
    message = update.message
    if message is None or message.from_user is None:
        return
    desk, words, who = context.desk, context.desk.words(message), message.from_user.id
    stopped = desk.jobs.stop(who)
    wanted = await awaited(desk, who)
    await desk.await_text(who, None)
    what = await named(desk, wanted, words) if wanted else ""
    if wanted is None or not what:
        await say(message, words.cancelled if stopped else words.cancel_none)
    elif wanted[0] and not wanted[1].startswith(f"{MEANS}:"):
        await say(message, words.cancelled_draft(what=what))
    else:
        await say(message, words.cancelled)
