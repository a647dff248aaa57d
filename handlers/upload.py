"""An admin sends a document: it is read in a process of its own, what it lacks is asked for, then it is shown."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from pathlib import Path
from typing import Any

from telegram import Document, InlineKeyboardMarkup, Message, Update

from corpus.errors import TanyaPasalError
from corpus.read import KINDS, MAX_BYTES
from handlers.admin import as_presser, for_admin, with_progress
from handlers.context import Context, Desk, sender
from handlers.draft_form import (
    ANYWAY,
    BEGINS,
    CANCEL,
    CHANGE,
    FIELD,
    PUBLISH,
    RESUME,
    VALUE,
    ask,
    button,
    chosen,
    fault,
)
from handlers.messages import Wording
from handlers.paging import cut
from handlers.preview import preview_text
from handlers.publisher import BusyError, busy_text, told
from handlers.reply import plain_part, say, send
from handlers.turn import is_stopping
from handlers.views import answer_query
from handlers.waiting import drop, entries, path_of, plan_of, under_way, unkeep, write
from index import child
from index.asked import new_key
from index.draft import FIELDS, NEEDED, UNSURE, Draft, drafted
from index.library import Plan

SECONDS = 28.0  # that reading a file may take; a scan is given more
SCAN_SECONDS = 900.0
NAME = 200  # characters of a file's name that are shown

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
        await _go_on(message, desk, draft, words)
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
        await _go_on(message, desk, read, words)


async def _say_refused(
    message: Message, path: Path, draft: Draft, error: TanyaPasalError | OSError, words: Wording
) -> None:
    log.warning("a file wasn't taken: %s", type(error).__name__)
    await say(message, words.file_refused.format(reason=_without(told(error, words), path, draft.name)))


async def _examined(message: Message, desk: Desk, path: Path, draft: Draft, words: Wording) -> dict[str, Any]:
    """What a file is; meanwhile the chat shows which page of a scan is recognised."""
    far = ""

    def progress(page: int, pages: int) -> None:
        nonlocal far
        far = words.recognising.format(page=page, pages=pages)

    data = str(desk.publisher.library.data.absolute())
    reading = child.run(
        "examine", seconds=SECONDS, scan=SCAN_SECONDS, progress=progress,
        data=data, path=str(path.absolute()), name=draft.name,
    )  # fmt: skip
    job = desk.jobs.begin(int(draft.who), reading)
    return await with_progress(message, words.reading, job, lambda: far)


async def told_value(message: Message, desk: Desk, key: str, field: str, text: str, words: Wording) -> None:
    """Take a text as the value of a draft that was asked for, and go on; one that can't be is asked for again."""
    if said := fault(field, text, words.fields.get(field, field), words):
        await say(message, said)
        await desk.await_text(sender(message), (key, field))
        return
    draft = await asyncio.to_thread(desk.drafts.get, key)
    if draft is None:
        await say(message, words.draft_gone)
        return
    await _set(message, desk, draft, field, text, words)


async def upload_button(update: Update, context: Context) -> None:
    """Publish, drop or change the document that a button is for."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    await answer_query(query, "")
    if not isinstance(query.message, Message):
        return
    desk, words = context.desk, context.desk.words(query.message, query.from_user)
    _, key, action, value = [*(query.data or "").split(":", 3), "", "", ""][:4]
    draft = await asyncio.to_thread(desk.drafts.get, key)
    if draft is None:
        await say(query.message, words.draft_gone)
    elif action == CANCEL:
        await asyncio.to_thread(drop, desk, draft)
        await say(query.message, words.draft_dropped)
    elif action == RESUME:
        await read_on(query.message, desk, draft, words)
    elif action in (PUBLISH, ANYWAY):
        await _publish(query.message, desk, draft, words, query.from_user.id, value if action == ANYWAY else "")
    else:
        await _change(query.message, desk, draft, words, query.from_user.id, action, value)


async def _change(
    message: Message, desk: Desk, draft: Draft, words: Wording, user: int, action: str, value: str
) -> None:
    """Ask what is to be changed, ask for one value, or take the one that a button has."""
    held = await asyncio.to_thread(entries, desk)
    if action == CHANGE:
        buttons = [[button(words.fields[name], draft.key, FIELD, name)] for name in FIELDS]
        await send(message, [plain_part(words.draft_change, InlineKeyboardMarkup(buttons))])
    elif action == FIELD and value in FIELDS:
        await ask(message, desk, draft, value, words, held, user)
    elif action == VALUE and (given := chosen(value, held)):
        await _set(message, desk, draft, *given, words)
    else:
        await say(message, words.view_gone)


async def _publish(message: Message, desk: Desk, draft: Draft, words: Wording, user: int, forced: str) -> None:
    """Publish a draft, which is none any more then; `forced` is the mark of a change that makes questions worse."""
    anyway, again = f"{BEGINS}{draft.key}:{ANYWAY}:", f"{BEGINS}{draft.key}:{RESUME}"
    plan = partial(plan_of, desk, draft)
    if await as_presser(message, desk, words, user, plan, forced=forced, anyway=anyway, again=again):
        await asyncio.to_thread(drop, desk, draft)


async def _go_on(message: Message, desk: Desk, draft: Draft, words: Wording) -> None:
    """Ask for what is missing next; show the preview once nothing is."""
    held = await asyncio.to_thread(entries, desk)
    if lacking := draft.lacking(held):
        await ask(message, desk, draft, lacking[0], words, held, int(draft.who))
        return
    try:
        plan = await asyncio.to_thread(plan_of, desk, draft)
        work = desk.jobs.begin(int(draft.who), _previewed(desk, draft, plan, words), freely=True)
        async with under_way(desk, draft):
            text = await with_progress(message, words.previewing, work)
    except asyncio.CancelledError:
        if is_stopping():
            raise
        await asyncio.to_thread(drop, desk, draft)
        return
    except BusyError as error:
        rows = [[button(words.publish_again, draft.key, RESUME)], [button(words.draft_cancel, draft.key, CANCEL)]]
        await send(message, [plain_part(busy_text(error, words), InlineKeyboardMarkup(rows))])
        return
    except TanyaPasalError as error:
        await say(message, words.publishing_failed.format(reason=told(error, words)))
        return
    buttons = [(words.draft_publish, PUBLISH), (words.draft_change_button, CHANGE), (words.draft_cancel, CANCEL)]
    keyboard = InlineKeyboardMarkup([[button(label, draft.key, action)] for label, action in buttons])
    await send(message, [plain_part(text, keyboard)])


async def _previewed(desk: Desk, draft: Draft, plan: Plan, words: Wording) -> str:
    """The preview of a draft."""
    publisher = desk.publisher
    store = await publisher.prepare(plan, draft.who)
    new, compared, replaces = await publisher.compare(plan)
    effect = await publisher.effect(store)
    return preview_text(draft, new, compared, effect, words, replaces=replaces, margin=publisher.margin)


async def _set(message: Message, desk: Desk, draft: Draft, field: str, value: str, words: Wording) -> None:
    """Take a value for a draft, and go on."""
    if field not in FIELDS or (field in NEEDED and not value):
        await say(message, words.view_gone)
        return
    changed = draft.telling({field: value})
    await asyncio.to_thread(desk.drafts.put, changed)
    if changed.entry("").id != draft.entry("").id:  # its file has the id in its name
        await asyncio.to_thread(unkeep, desk, draft)
    await _go_on(message, desk, changed, words)


def _refused(document: Document, words: Wording) -> str:
    """Why a file isn't even fetched; "" where it is."""
    suffix = Path(document.file_name or "").suffix.lower()
    if suffix not in KINDS:
        return words.file_refused.format(reason=words.file_kinds.format(kinds=", ".join(KINDS)))
    if (document.file_size or 0) > MAX_BYTES:
        return words.file_refused.format(reason=words.file_large.format(size=MAX_BYTES // 2**20))
    return ""


def _without(reason: str, path: Path, name: str) -> str:
    """A reason that names the file as its sender does."""
    shown = cut(name, NAME)
    return reason.replace(str(path.absolute()), shown).replace(path.name, shown)
