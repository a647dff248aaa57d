"""/rapat: a meeting's record in this chat, of every answer with a clause, given as messages and as a nota dinas."""

import asyncio
import logging
from datetime import datetime

from handlers.chat.reply import marked_parts, plain_part
from handlers.chat.talk import Said
from handlers.rendering.minutes import docx_of, minutes_parts, record_words
from handlers.wording import languages, wording
from index.office.chats import Meeting
from index.views.meeting import minutes

LONGEST_TITLE = 120  # characters

log = logging.getLogger(__name__)


async def meeting(said: Said) -> None:
    """Begin a record, end it or drop it, as the word behind the command says; any other words are its title."""
    argument = " ".join(said.argument.split())
    if argument.lower() in {wording(code).meeting_end for code in languages()}:
        await _end(said)
    elif argument.lower() in {wording(code).meeting_drop for code in languages()}:
        dropped = await asyncio.to_thread(said.desk.meetings.end, said.key)
        await said.say(said.words.meeting_dropped if dropped else said.words.meeting_none)
    else:
        await _begin(said, argument)


async def _begin(said: Said, title: str) -> None:
    meetings, words = said.desk.meetings, said.words
    await said.desk.ledger.finish()  # answers given before are of no record
    name = title[:LONGEST_TITLE] or record_words().untitled
    kept = await asyncio.to_thread(meetings.get, said.key)
    if kept is not None and not kept.noted and title:
        await asyncio.to_thread(meetings.end, said.key)
    if await asyncio.to_thread(meetings.begin, said.key, name):
        log.info("a record is begun")
        await said.say(words.meeting_began(title=name))
    else:
        shown = kept or Meeting(title=name, began="")
        await said.say(words.meeting_running(title=shown.title, count=len(shown.noted)))


async def _end(said: Said) -> None:
    """Give the record, and only then forget it."""
    meetings, words = said.desk.meetings, said.words
    await said.desk.ledger.finish()
    if (kept := await asyncio.to_thread(meetings.get, said.key)) is None:
        await said.say(words.meeting_none)
        return
    if any(asked.citations for asked in kept.noted):
        # an official letter is in Indonesian
        record = await asyncio.to_thread(minutes, said.desk.engine.knowledge, kept, "id")
        content = await asyncio.to_thread(docx_of, record)
        await said.send(*marked_parts(minutes_parts(record)))
        name = f"rapat-{datetime.now().astimezone():%Y-%m-%d}.docx"
        await said.send_file(content, name, plain_part(words.meeting_file(title=kept.title, count=len(record.clauses))))
    else:
        await said.say(words.meeting_empty)
    await asyncio.to_thread(meetings.end, said.key)
    log.info("a record of %d questions is ended", len(kept.noted))
