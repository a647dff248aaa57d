"""Documents that wait for the admin who sent them: their files, and telling of them, also after a kill."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

from telegram.error import TelegramError
from telegram.ext import ExtBot

from corpus.errors import StoreError
from corpus.manifest import Entry
from handlers.buttons import WAITING
from handlers.chat.context import Desk, kept, place_key
from handlers.chat.reply import Part, plain_part
from handlers.chat.talk import Said
from handlers.rendering.markup import cut
from handlers.wording import Wording, wording
from index.office.drafts import Draft
from index.publishing.decisions import OWN
from index.publishing.library import Library, Plan

FOLDER = "uploads"  # the folder, within the data folder, of files that are no documents yet
SWEPT = 86_400.0  # seconds after which a file goes that nothing names
MOST = 10  # documents that are named
RESUME, DISCARD = "n", "d"  # go on with it wherever it stands, or drop it: from a list of those that wait
NAMED = 60  # characters of a document's name
LABEL = 24  # the same in a button

log = logging.getLogger(__name__)


def path_of(desk: Desk, draft: Draft) -> Path:
    """Where a file waits: under a name of the bot's own, whatever its sender calls it."""
    return desk.publisher.library.data / FOLDER / draft.file


def entries(desk: Desk) -> list[Entry]:
    """The entries of the documents that what is sent may be a new version of, the retired ones too."""
    return [row.entry for row in desk.publisher.library.known()]


def plan_of(desk: Desk, draft: Draft) -> Plan:
    """The change that a draft is; its file is among the documents then."""
    library, waiting = desk.publisher.library, path_of(desk, draft)
    entry = draft.entry("", entries(desk))
    if not waiting.is_file():
        raise StoreError("index.file-gone", file=draft.name)
    return library.adding(replace(entry, file=library.keep(waiting.read_bytes(), entry.id, waiting.suffix)))


@asynccontextmanager
async def under_way(desk: Desk, draft: Draft) -> AsyncIterator[None]:
    """Work on a draft, which is dropped, and the block left, where its admin stops the work.

    What ends the bot meanwhile leaves the note that it was worked on.
    """
    await asyncio.to_thread(kept, lambda: desk.drafts.mark(draft.key, under_way=True), None)
    task = asyncio.current_task()
    try:
        yield
    except asyncio.CancelledError:
        if task is not None and task.cancelling():  # the bot ends, rather than `Jobs.stop` what is waited for here
            raise
        await asyncio.to_thread(drop, desk, draft)
    finally:
        if task is None or not task.cancelling():
            await asyncio.to_thread(kept, lambda: desk.drafts.mark(draft.key, under_way=False), None)


def sweep(desk: Desk) -> None:
    """Remove the files of documents that no draft and no decision names, once they are a day old.

    Raises StoreError where it can't be told which are named; then all stay.
    """
    library = desk.publisher.library
    drafts = {draft.file for draft in desk.drafts.all()}
    for path in _old(library.data / FOLDER):
        if path.name not in drafts:
            with suppress(OSError):  # it takes room, and does no other harm
                path.unlink(missing_ok=True)
    waiting = (library.data / FOLDER).glob("*")
    spared = {Library.named(path.read_bytes(), "", "") for path in waiting if path.name in drafts}  # parts of names
    for path in _old(library.data / OWN):
        if not any(mark in path.name for mark in spared):
            library.unkeep(path.name)


def _old(folder: Path) -> list[Path]:
    """The files of a folder that nobody has touched for a day."""
    return [path for path in folder.glob("*") if path.is_file() and path.stat().st_mtime < time.time() - SWEPT]


def drop(desk: Desk, draft: Draft) -> None:
    """Forget a draft and its file, unless a decision names it."""
    kept(lambda: desk.drafts.drop(draft.key), None)
    unkeep(desk, draft)
    path_of(desk, draft).unlink(missing_ok=True)


def unkeep(desk: Desk, draft: Draft) -> None:
    """Remove a draft's file from among the documents, unless a decision names it; where it waits it stays."""
    library, waiting = desk.publisher.library, path_of(desk, draft)
    if waiting.is_file():
        content = waiting.read_bytes()
        kept(lambda: library.unkeep(library.named(content, draft.entry("").id, waiting.suffix)), None)


async def tell_interrupted(bot: ExtBot[int], desk: Desk) -> None:
    """Tell each admin whose document was read or previewed when the bot was ended that it waits."""
    found: list[Draft] = await asyncio.to_thread(kept, lambda: desk.drafts.all(under_way=True), [])
    for draft in found:
        await asyncio.to_thread(kept, lambda key=draft.key: desk.drafts.mark(key, under_way=False), None)
    for user in sorted(user for user in desk.access.admins if any(draft.who == str(user) for draft in found)):
        key = place_key((user, None))
        await desk.look_up(key)
        words = wording(desk.preference(key).language)
        part = _waiting([draft for draft in found if draft.who == str(user)], words)
        try:
            await bot.send_message(user, part.plain, reply_markup=part.keyboard)
        except TelegramError as error:
            log.warning("an admin isn't told that a document waits (%s)", type(error).__name__)


async def tell_waiting(said: Said) -> None:
    """Show an admin which of their documents wait, if any does; not those that are worked on."""
    drafts, who = said.desk.drafts, str(said.user)
    busy: list[Draft] = await asyncio.to_thread(kept, lambda: drafts.all(who, under_way=True), [])
    found: list[Draft] = await asyncio.to_thread(kept, lambda: drafts.all(who), [])
    if found := [draft for draft in found if draft not in busy]:
        await said.send(_waiting(found, said.words))


def _waiting(drafts: Sequence[Draft], words: Wording) -> Part:
    """Which documents wait, two buttons each."""
    shown = drafts[-MOST:]
    rows = [
        [
            WAITING.shown(f"{words.draft_resume}: {cut(draft.name, LABEL)}", key=draft.key, action=RESUME),
            WAITING.shown(words.draft_discard, key=draft.key, action=DISCARD),
        ]
        for draft in shown
    ]
    names = ", ".join(cut(draft.name, NAMED) for draft in shown)
    return plain_part(words.drafts_waiting(count=len(drafts), names=names or "–"), rows)
