"""/rapat: a meeting's record in this chat, of every answer with a clause, given as messages and as a nota dinas."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from telegram import Message

from corpus.errors import StoreError
from handlers.chat.context import Context, Desk, place, place_key
from handlers.chat.reply import in_group, marked_parts, reply_to, say, send
from handlers.rendering.minutes import docx_of, minutes_parts, record_words
from handlers.wording import languages, wording
from index.answer import Answer
from index.office.office import Meeting
from index.views.meeting import Minutes, minutes, noted

LONGEST_TITLE = 120  # characters

log = logging.getLogger(__name__)


async def meeting(message: Message, context: Context) -> None:
    """Begin a record, end it or drop it, as the word behind the command says; any other words are its title."""
    _, *rest = (message.text or "/").split(maxsplit=1)
    argument = " ".join("".join(rest).split())
    if argument.lower() in {wording(code).meeting_end for code in languages()}:
        await _end(message, context.desk)
    elif argument.lower() in {wording(code).meeting_drop for code in languages()}:
        dropped = await asyncio.to_thread(context.desk.office.end_meeting, place_key(place(message)))
        words = context.desk.words(message)
        await say(message, words.meeting_dropped if dropped else words.meeting_none)
    else:
        await _begin(message, context.desk, argument)


def note(desk: Desk, key: str, number: int, answer: Answer) -> None:
    """Put the answer to the message `number` into the record that is kept in the chat of that key, if one is."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        desk.office.note(key, number, noted(answer, number, now))
    except StoreError as error:  # the answer was given all the same
        log.error("an answer isn't in the record: %s", error)


async def _begin(message: Message, desk: Desk, title: str) -> None:
    await desk.ledger.finish()  # answers given before are of no record
    words = desk.words(message)
    name = title[:LONGEST_TITLE] or record_words().untitled
    if await asyncio.to_thread(desk.office.begin_meeting, place_key(place(message)), name):
        log.info("a record is begun")
        await say(message, words.meeting_began(title=name))
        return
    kept = await asyncio.to_thread(desk.office.meeting, place_key(place(message)))
    if kept is not None and not kept.noted and title:
        await asyncio.to_thread(desk.office.end_meeting, place_key(place(message)))
        await _begin(message, desk, title)
        return
    shown = kept or Meeting(title=name, began="")
    await say(message, words.meeting_running(title=shown.title, count=len(shown.noted)))


async def _end(message: Message, desk: Desk) -> None:
    """Give the record, and only then forget it."""
    await desk.ledger.finish()
    kept, words = await asyncio.to_thread(desk.office.meeting, place_key(place(message))), desk.words(message)
    if kept is None:
        await say(message, words.meeting_none)
        return
    if any(asked.citations for asked in kept.noted):
        record, content = await asyncio.to_thread(_written, desk, kept)
        await send(message, marked_parts(minutes_parts(record)))
        await _send_file(message, content, words.meeting_file(title=kept.title, count=len(record.clauses)))
    else:
        await say(message, words.meeting_empty)
    await asyncio.to_thread(desk.office.end_meeting, place_key(place(message)))
    log.info("a record of %d questions is ended", len(kept.noted))


def _written(desk: Desk, kept: Meeting) -> tuple[Minutes, bytes]:
    record = minutes(desk.engine.knowledge, kept, "id")  # an official letter is in Indonesian
    return record, docx_of(record)


async def _send_file(message: Message, content: bytes, caption: str) -> None:
    await message.get_bot().send_document(
        message.chat.id,
        content,
        filename=f"rapat-{datetime.now().astimezone():%Y-%m-%d}.docx",
        caption=caption,
        message_thread_id=place(message)[1],
        reply_parameters=reply_to(message) if in_group(message) else None,
    )
