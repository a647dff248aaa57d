"""A question, new or edited, and its answer."""

from __future__ import annotations

from telegram import Update

from handlers.address import question_of
from handlers.answer_keyboard import answer_parts
from handlers.context import Context, place, sender
from handlers.conversation import consult, exchange, latest, remember
from handlers.reply import replace, say, send


async def ask(update: Update, context: Context) -> None:
    """Answer the question in a new message."""
    message = update.message
    question = question_of(message, context.bot) if message else None
    if message is None or question is None:
        return
    desk = context.desk
    if not question:
        await say(message, desk.words(message).empty)
        return
    reply = await consult(desk, message, question, await latest(desk, place(message)))
    sent = await send(message, answer_parts(reply, context.bot.username))
    remember(desk, place(message), message.message_id, sender(message), reply, sent)


async def ask_again(update: Update, context: Context) -> None:
    """Put the answer to an edited question in the place of its old answer, or send it if there is none."""
    message = update.edited_message
    question = question_of(message, context.bot) if message else None
    if message is None or not question:
        return
    desk = context.desk
    known = await exchange(desk, place(message), message.message_id)
    # an edited follow-up follows up what it did before, not its own old answer
    reply = await consult(desk, message, question, known.previous if known else None)
    sent = await replace(message, known.messages if known else (), answer_parts(reply, context.bot.username))
    remember(desk, place(message), message.message_id, sender(message), reply, sent)
