"""An admin sends a document: it is read in a process of its own, and becomes a draft."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

from telegram import Document, Message, Update

from corpus.errors import TanyaPasalError
from corpus.read import KINDS, MAX_BYTES
from handlers.address import addressed
from handlers.admin import for_admin, with_progress
from handlers.awaiting import awaited, named
from handlers.context import Context, Desk, sender
from handlers.drafting import go_on
from handlers.messages import Wording
from handlers.publisher import told
from handlers.reply import say
from handlers.waiting import entries, path_of, write
from index import child
from index.asked import new_key
from index.draft import UNSURE, Draft, drafted

SECONDS = 30.0  # that reading a file may take; a scan is given more
SCAN_SECONDS = 900.0

log = logging.getLogger(__name__)


async def received(update: Update, context: Context) -> None:
    """Read the file that an admin sent, and go on with what it is."""
    message = update.message
    if message is None or message.document is None or not await for_admin(update, context):
        return
    desk, words = context.desk, context.desk.words(message)
    name = message.document.file_name or ""
    if refusal := _refused(message.document, words):
        await say(message, refusal)
        return
    key = new_key()
    path = path_of(desk, key, name)
    try:
        content = bytes(await (await message.document.get_file()).download_as_bytearray())
        await asyncio.to_thread(write, path, content)
        found = await _examined(message, desk, path, name, words)
    except (TanyaPasalError, OSError) as error:
        path.unlink(missing_ok=True)
        log.warning("a file wasn't taken: %s", type(error).__name__)
        await say(message, words.file_refused.format(reason=_without(told(error, words), path, name)))
        return
    who, held = str(message.from_user.id if message.from_user else 0), await asyncio.to_thread(entries, desk)
    draft = drafted(found, held, key=key, who=who, name=name, file=path.name)
    if draft.sure < UNSURE:
        path.unlink(missing_ok=True)
        await say(message, words.file_unknown)
        return
    await asyncio.to_thread(desk.drafts.put, draft)
    await _turn_to(message, desk, draft, words)
    await go_on(message, desk, draft, words)


async def _examined(message: Message, desk: Desk, path: Path, name: str, words: Wording) -> dict[str, Any]:
    """What a file is; meanwhile the chat shows which page of a scan is recognised."""
    far = ""

    def progress(page: int, pages: int) -> None:
        nonlocal far
        far = words.recognising.format(page=page, pages=pages)

    data = str(desk.publisher.library.data.absolute())
    job = child.run("examine", seconds=_time(name), progress=progress, data=data, path=str(path.absolute()), name=name)
    return await with_progress(message, words.reading, job, lambda: far)


async def received_in_group(update: Update, context: Context) -> None:
    """Say to an admin who gives the bot a file before others that it takes files in private only."""
    message = update.message
    if message is not None and addressed(message, context.bot):
        await say(message, context.desk.words(message).upload_private)


async def _turn_to(message: Message, desk: Desk, draft: Draft, words: Wording) -> None:
    """Where something else is waited for, say that it no longer is, and which document is filled in now."""
    wanted = await awaited(desk, sender(message))
    if wanted is None:
        return
    await desk.await_text(sender(message), None)
    if former := await named(desk, wanted, words):
        await say(message, words.draft_now.format(name=draft.name[:80], former=former))


def _refused(document: Document, words: Wording) -> str:
    """Why a file isn't even fetched; "" where it is."""
    suffix = Path(document.file_name or "").suffix.lower()
    if suffix not in KINDS:
        return words.file_refused.format(reason=words.file_kinds.format(kinds=", ".join(KINDS)))
    if (document.file_size or 0) > MAX_BYTES:
        return words.file_refused.format(reason=words.file_large.format(size=MAX_BYTES // 2**20))
    return ""


def _time(name: str) -> float:
    return SCAN_SECONDS if Path(name).suffix.lower() == ".pdf" else SECONDS


def _without(reason: str, path: Path, name: str) -> str:
    """A reason that names the file as its sender does."""
    return reason.replace(str(path.absolute()), name).replace(path.name, name)
