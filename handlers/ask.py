"""A question, new or edited, and its answer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from handlers.address import question_of
from handlers.context import Context, Desk, place
from handlers.memory import Exchange, Latest
from handlers.minutes import note
from handlers.reply import parts_of, replace, say, send
from index.answer import Answer

PATIENCE = 1.0  # seconds of silence after which a chat shows that the bot is at work
TYPING_LASTS = 4.5  # seconds; Telegram takes the sign away after five

log = logging.getLogger(__name__)


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
    latest = desk.memory.latest.get(place(message))
    previous = latest.answer if latest else None
    answer = await _consult(desk, message, question, previous)
    sent = await send(message, parts_of(answer))
    _remember(desk, message, answer, Exchange(previous=previous, messages=sent))


async def ask_again(update: Update, context: Context) -> None:
    """Put the answer to an edited question in the place of its old answer, or send it if there is none."""
    message = update.edited_message
    question = question_of(message, context.bot) if message else None
    if message is None or not question:
        return
    desk = context.desk
    known = desk.memory.exchanges.get((message.chat.id, message.message_id))
    # an edited follow-up follows up what it did before, not its own old answer
    previous = known.previous if known else None
    answer = await _consult(desk, message, question, previous)
    sent = await replace(message, known.messages if known else (), parts_of(answer))
    _remember(desk, message, answer, Exchange(previous=previous, messages=sent))


async def _consult(desk: Desk, message: Message, question: str, previous: Answer | None) -> Answer:
    """Ask the engine in a thread, so that nobody else waits; after a second the chat shows "typing"."""
    began = time.perf_counter()
    work = asyncio.create_task(asyncio.to_thread(desk.engine.ask, question, previous=previous))
    done, _ = await asyncio.wait({work}, timeout=PATIENCE)
    while not done:
        with contextlib.suppress(TelegramError):
            await message.get_bot().send_chat_action(
                message.chat.id, ChatAction.TYPING, message_thread_id=place(message)[1]
            )
        done, _ = await asyncio.wait({work}, timeout=TYPING_LASTS)
    answer = work.result()
    outcome = "answered" if answer.answered else "no answer"
    log.info("%s in %d ms", outcome, 1000 * (time.perf_counter() - began))
    return answer


def _remember(desk: Desk, message: Message, answer: Answer, exchange: Exchange) -> None:
    note(desk, message, answer)
    desk.memory.exchanges.put((message.chat.id, message.message_id), exchange)
    latest = desk.memory.latest.get(place(message))
    if latest is None or message.message_id >= latest.question:  # an older question's edit isn't the last word
        desk.memory.latest.put(place(message), Latest(question=message.message_id, answer=answer))
