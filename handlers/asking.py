"""What an admin writes where something was asked of them: it goes to who asked."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import filters

from handlers.admin import for_admin
from handlers.context import Context, Desk, kept, sender
from handlers.draft_form import fault
from handlers.manage import REPLACES, replaced_by
from handlers.reply import say
from handlers.teaching import MEANS, meant
from handlers.upload import told_value

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
    """Take a text as what was asked for."""
    message = update.message
    if message is None or message.from_user is None or not await for_admin(update, context):
        return
    desk, words, who = context.desk, context.desk.words(message), message.from_user.id
    key, wanted = kept(lambda: desk.pending.get(who), None) or ("", "")
    await desk.await_text(who, None)
    text = " ".join((message.text or "").split())
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
    """Stop what is read or previewed, and say so; what was asked for has been ended by the command."""
    if update.message is not None:
        context.desk.jobs.stop(sender(update.message))
        await say(update.message, context.desk.words(update.message).cancelled)
