"""An admin sends a document: it is read in a process of its own, and becomes a draft."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

from telegram import CallbackQuery, Document, Message

from corpus.errors import TanyaPasalError
from corpus.files import MAX_BYTES
from corpus.reading.read import KINDS
from handlers.admin import with_progress
from handlers.buttons import Fields
from handlers.chat.admission import addressed
from handlers.chat.context import Context, Desk, is_stopping, sender
from handlers.chat.failures import told
from handlers.chat.reply import answer_query, say, unbutton
from handlers.documents.add import go_on
from handlers.documents.resume import DISCARD, drop, entries, path_of, under_way, write
from handlers.prompts import asked, forget
from handlers.rendering.markup import cut
from handlers.wording import Wording
from index.office.drafts import UNSURE, Draft, drafted
from index.office.questions import new_key
from index.publishing import worker

SECONDS = 28.0  # that reading a file may take; a scan is given more
SCAN_SECONDS = 900.0
NAME = 200  # characters of a file's name that are shown

log = logging.getLogger(__name__)


async def received(message: Message, context: Context) -> None:
    """Read the file that an admin sent, and go on with what it is."""
    if message.document is None:
        return
    desk, words = context.desk, context.desk.words(message)
    name = message.document.file_name or ""
    if refusal := _refused(message.document, words):
        await say(message, refusal)
        return
    draft = _unread(message, name)
    path = path_of(desk, draft.key, name)
    try:
        content = bytes(await (await message.document.get_file()).download_as_bytearray())
        await asyncio.to_thread(write, path, content)
        await asyncio.to_thread(desk.drafts.put, draft)
    except (TanyaPasalError, OSError) as error:
        await asyncio.to_thread(drop, desk, draft)
        await _say_refused(message, path, draft, error, words)
        return
    await read_on(message, desk, draft, words)


def _unread(message: Message, name: str) -> Draft:
    """The draft of a file that nothing is known of yet."""
    key, who = new_key(), str(message.from_user.id if message.from_user else 0)
    file = f"{key}{Path(name).suffix.lower()}"
    return Draft(key=key, who=who, name=name, file=file, profile="", sure=0.0, values={}, missing=())


async def read_on(message: Message, desk: Desk, draft: Draft, words: Wording) -> None:
    """Go on with a draft: read its file, unless that is done, and ask for what is missing, or show it."""
    if draft.profile:
        await go_on(message, desk, draft, words)
        return
    path = path_of(desk, draft.key, draft.name)
    async with under_way(desk, draft):
        try:
            found = await _examined(message, desk, path, draft, words)
        except asyncio.CancelledError:
            if is_stopping():
                raise
            await asyncio.to_thread(drop, desk, draft)
            return
        except (TanyaPasalError, OSError) as error:
            await asyncio.to_thread(drop, desk, draft)
            await _say_refused(message, path, draft, error, words)
            return
        held = await asyncio.to_thread(entries, desk)
        read = drafted(found, held, key=draft.key, who=draft.who, name=draft.name, file=draft.file)
        if read.sure < UNSURE:
            await asyncio.to_thread(drop, desk, draft)
            await say(message, words.file_unknown)
            return
        await asyncio.to_thread(desk.drafts.put, read)
        await _turn_to(message, desk, read, words)
        await go_on(message, desk, read, words)


async def _say_refused(
    message: Message, path: Path, draft: Draft, error: TanyaPasalError | OSError, words: Wording
) -> None:
    log.warning("a file wasn't taken: %s", type(error).__name__)
    await say(message, words.file_refused(reason=_without(told(error, words), path, draft.name)))


async def _examined(message: Message, desk: Desk, path: Path, draft: Draft, words: Wording) -> dict[str, Any]:
    """What a file is; meanwhile the chat shows which page of a scan is recognised."""
    far = ""

    def progress(page: int, pages: int) -> None:
        nonlocal far
        far = words.recognising(page=page, pages=pages)

    data = str(desk.publisher.library.data.absolute())
    reading = worker.run(
        "examine", seconds=SECONDS, scan=SCAN_SECONDS, progress=progress,
        data=data, path=str(path.absolute()), name=draft.name,
    )  # fmt: skip
    job = desk.jobs.begin(int(draft.who), reading)
    return await with_progress(message, words.reading, job, lambda: far)


async def resume_button(query: CallbackQuery, context: Context, given: Fields) -> None:
    """Go on with a document that waits, or drop it."""
    await answer_query(query, "")
    if not isinstance(query.message, Message):
        return
    desk, words, message = context.desk, context.desk.words_for(query), query.message
    draft = await asyncio.to_thread(desk.drafts.get, given["key"])
    await unbutton(message, message.message_id)
    if draft is None:
        await say(message, words.draft_gone)
    elif given["action"] == DISCARD:
        await asyncio.to_thread(drop, desk, draft)
        await say(message, words.draft_dropped)
    else:
        await read_on(message, desk, draft, words)


async def received_in_group(message: Message, context: Context) -> None:
    """Say to an admin who gives the bot a file before others that it takes files in private only."""
    if addressed(message, context.bot):
        await say(message, context.desk.words(message).upload_private)


async def _turn_to(message: Message, desk: Desk, draft: Draft, words: Wording) -> None:
    """Where something else is waited for, say that it no longer is, and which document is filled in now."""
    waited = await asked(desk, sender(message))
    if waited is None:
        return
    await forget(desk, sender(message))
    if former := await waited.called(desk, words):
        await say(message, words.draft_now(name=draft.name[:80], former=former))


def _refused(document: Document, words: Wording) -> str:
    """Why a file isn't even fetched; "" where it is."""
    suffix = Path(document.file_name or "").suffix.lower()
    if suffix not in KINDS:
        return words.file_refused(reason=words.file_kinds(kinds=", ".join(KINDS)))
    if (document.file_size or 0) > MAX_BYTES:
        return words.file_refused(reason=words.file_large(size=MAX_BYTES // 2**20))
    return ""


def _without(reason: str, path: Path, name: str) -> str:
    """A reason that names the file as its sender does."""
    shown = cut(name, NAME)
    return reason.replace(str(path.absolute()), shown).replace(path.name, shown)
