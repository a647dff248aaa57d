"""An admin sends a document: it is read in a process of its own, and becomes a draft."""

import asyncio
import logging
from pathlib import Path
from typing import Any

from telegram import Document

from corpus.errors import TanyaPasalError
from corpus.files import MAX_BYTES, put
from corpus.reading.read import KINDS
from handlers.admin import with_progress
from handlers.chat.admission import addressed
from handlers.chat.talk import Press, Said, Talk, told
from handlers.documents.add import go_on
from handlers.documents.resume import DISCARD, drop, entries, path_of, under_way
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


async def received(said: Said) -> None:
    """Read the file that an admin sent, and go on with what it is."""
    desk, words, document = said.desk, said.words, said.message.document
    if document is None:
        return
    if refusal := _refused(document, words):
        await said.say(refusal)
        return
    key, name = new_key(), document.file_name or ""
    file = f"{key}{Path(name).suffix.lower()}"
    draft = Draft(key=key, who=str(said.user), name=name, file=file, profile="", sure=0.0, values={}, missing=())
    try:
        content = bytes(await (await document.get_file()).download_as_bytearray())
        await asyncio.to_thread(put, path_of(desk, draft), content)
        await asyncio.to_thread(desk.drafts.put, draft)
    except (TanyaPasalError, OSError) as error:
        await _refuse(said, draft, error)
        return
    await read_on(said, draft)


async def read_on(talk: Talk, draft: Draft) -> None:
    """Go on with a draft: read its file, unless that is done, and ask for what is missing, or show it."""
    desk = talk.desk
    if draft.profile:
        await go_on(talk, draft)
        return
    async with under_way(desk, draft):
        try:
            found = await _examined(talk, draft)
        except (TanyaPasalError, OSError) as error:
            await _refuse(talk, draft, error)
            return
        held = await asyncio.to_thread(entries, desk)
        read = drafted(found, held, key=draft.key, who=draft.who, name=draft.name, file=draft.file)
        if read.sure < UNSURE:
            await asyncio.to_thread(drop, desk, draft)
            await talk.say(talk.words.file_unknown)
            return
        await asyncio.to_thread(desk.drafts.put, read)
        if (waited := await asked(desk, talk.user)) is not None:  # it is this document that is filled in now
            await forget(desk, talk.user)
            if former := await waited.called(desk, talk.words):
                await talk.say(talk.words.draft_now(name=draft.name[:80], former=former))
        await go_on(talk, read)


async def _refuse(talk: Talk, draft: Draft, error: TanyaPasalError | OSError) -> None:
    """Drop a draft, and say why with its file called as its sender does."""
    await asyncio.to_thread(drop, talk.desk, draft)
    log.warning("a file wasn't taken: %s", type(error).__name__)
    reason, shown, path = told(error, talk.words), cut(draft.name, NAME), path_of(talk.desk, draft)
    reason = reason.replace(str(path.absolute()), shown).replace(path.name, shown)
    await talk.say(talk.words.file_refused(reason=reason))


async def _examined(talk: Talk, draft: Draft) -> dict[str, Any]:
    """What a file is; meanwhile the chat shows which page of a scan is recognised."""
    far, words = [""], talk.words
    reading = worker.run(
        "examine", seconds=SECONDS, scan=SCAN_SECONDS,
        progress=lambda page, pages: far.append(words.recognising(page=page, pages=pages)),
        data=talk.desk.publisher.library.data, path=path_of(talk.desk, draft), name=draft.name,
    )  # fmt: skip
    return await with_progress(talk, words.reading, talk.desk.jobs.begin(int(draft.who), reading), lambda: far[-1])


async def resume_button(press: Press) -> None:
    """Go on with a document that waits, or drop it."""
    await press.answer()
    draft = await asyncio.to_thread(press.desk.drafts.get, press.given["key"])
    await press.unbutton()
    if draft is None:
        await press.say(press.words.draft_gone)
    elif press.given["action"] == DISCARD:
        await asyncio.to_thread(drop, press.desk, draft)
        await press.say(press.words.draft_dropped)
    else:
        await read_on(press, draft)


async def received_in_group(said: Said) -> None:
    """Say to an admin who gives the bot a file before others that it takes files in private only."""
    if addressed(said.message, said.bot):
        await said.say(said.words.upload_private)


def _refused(document: Document, words: Wording) -> str:
    """Why a file isn't even fetched; "" where it is."""
    if Path(document.file_name or "").suffix.lower() not in KINDS:
        return words.file_refused(reason=words.file_kinds(kinds=", ".join(KINDS)))
    if (document.file_size or 0) > MAX_BYTES:
        return words.file_refused(reason=words.file_large(size=MAX_BYTES // 2**20))
    return ""
