"""An admin sends a document: it is read in a process of its own, what it lacks is asked for, then it is shown."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from telegram import Document, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import filters

from corpus.errors import StoreError, TanyaPasalError
from corpus.manifest import LEVELS
from corpus.numbers import slug
from corpus.read import KINDS, MAX_BYTES
from handlers.admin import as_presser, for_admin, with_progress
from handlers.context import Context, Desk, kept
from handlers.manage import replaced_by
from handlers.messages import Wording, wording
from handlers.preview import preview_text
from handlers.publisher import BusyError, told
from handlers.reply import plain_part, say, send
from handlers.views import answer_query
from index import child
from index.asked import new_key
from index.draft import FIELDS, NEEDED, Draft
from index.library import Plan

BEGINS = "u:"  # how a button's data begins: "u:<key>:<action>[:<value>]"
PUBLISH, ANYWAY, CANCEL, CHANGE, FIELD, VALUE = "p", "x", "c", "e", "f", "v"
WAITING = "uploads"  # the folder, within the data folder, of files that are no documents yet
SECONDS = 30.0  # that reading a file may take; a scan is given more
SCAN_SECONDS = 900.0
UNSURE = 0.3  # below this no profile reads a document as one of its kind
LONGEST = 500  # characters of a value

log = logging.getLogger(__name__)


class Asking(filters.MessageFilter):
    """The texts of those who were asked for something about a document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def filter(self, message: Message) -> bool:
        """Whether this text answers what was asked."""
        if message.from_user is None or message.chat.type != message.chat.PRIVATE:
            return False
        return bool(self._desk.memory.asking.get(message.from_user.id))


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
    path = _path(desk, key, name)
    try:
        content = bytes(await (await message.document.get_file()).download_as_bytearray())
        await asyncio.to_thread(_write, path, content)
        found = await _examined(message, desk, path, name, words)
    except (TanyaPasalError, OSError) as error:
        path.unlink(missing_ok=True)
        log.warning("a file wasn't taken: %s", type(error).__name__)
        reason = told(error) if isinstance(error, TanyaPasalError) else str(error.strerror)
        await say(message, words.file_refused.format(reason=_without(reason, path, name)))
        return
    draft = _draft(desk, key, name, path.name, found, str(message.from_user.id if message.from_user else 0))
    if draft.sure < UNSURE:
        path.unlink(missing_ok=True)
        await say(message, words.file_unknown)
        return
    await asyncio.to_thread(desk.drafts.put, draft)
    await _go_on(message, desk, draft, words)


async def _examined(message: Message, desk: Desk, path: Path, name: str, words: Wording) -> dict[str, Any]:
    """What a file is; meanwhile the chat shows which page of a scan is recognised."""
    far = ""

    def progress(page: int, pages: int) -> None:
        nonlocal far
        far = words.recognising.format(page=page, pages=pages)

    data = str(desk.publisher.library.data.absolute())
    job = child.run("examine", seconds=_time(name), progress=progress, data=data, path=str(path.absolute()), name=name)
    return await with_progress(message, words.reading, job, lambda: far)


async def told_value(update: Update, context: Context) -> None:
    """Take a text as the value that was asked for, and go on."""
    message = update.message
    if message is None or message.from_user is None or not await for_admin(update, context):
        return
    desk, words = context.desk, context.desk.words(message)
    key, field = desk.memory.asking.get(message.from_user.id) or ("", "")
    desk.memory.asking.put(message.from_user.id, None)
    text = " ".join((message.text or "").split())[:LONGEST]
    if field.startswith("replaced:"):
        await replaced_by(message, desk, field.removeprefix("replaced:"), text, words)
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
    desk, words = context.desk, wording(query.from_user.language_code)
    _, key, action, value = [*(query.data or "").split(":", 3), "", "", ""][:4]
    desk.memory.asking.put(query.from_user.id, None)  # a button answers it
    draft = await asyncio.to_thread(desk.drafts.get, key)
    if draft is None:
        await say(query.message, words.draft_gone)
    elif action == CANCEL:
        await asyncio.to_thread(_drop, desk, draft)
        await say(query.message, words.draft_dropped)
    elif action == CHANGE:
        buttons = [[_button(words.fields[name], key, FIELD, name)] for name in FIELDS]
        await send(query.message, [plain_part(words.draft_change, InlineKeyboardMarkup(buttons))])
    elif action == FIELD and value in FIELDS:
        await _ask(query.message, desk, draft, value, words, query.from_user.id)
    elif action == VALUE:
        field, _, given = value.partition("=")
        await _set(query.message, desk, draft, field, given, words)
    elif action in (PUBLISH, ANYWAY):
        await _publish(query.message, desk, draft, words, query.from_user.id, value if action == ANYWAY else "")


async def _publish(message: Message, desk: Desk, draft: Draft, words: Wording, user: int, forced: str) -> None:
    """Publish a draft, which is none any more then; `forced` is the mark of a change that makes questions worse."""
    anyway = f"{BEGINS}{draft.key}:{ANYWAY}:"
    if await as_presser(message, desk, words, user, lambda: _plan(desk, draft), forced=forced, anyway=anyway):
        await asyncio.to_thread(_drop, desk, draft)


async def _go_on(message: Message, desk: Desk, draft: Draft, words: Wording) -> None:
    """Ask for what is missing next; show the preview once nothing is."""
    if draft.missing:
        await _ask(message, desk, draft, draft.missing[0], words, int(draft.who))
        return
    try:
        plan = await asyncio.to_thread(_plan, desk, draft)
        text = await with_progress(message, words.previewing, _previewed(desk, draft, plan, words))
    except BusyError:
        await say(message, words.publishing_busy)
        return
    except TanyaPasalError as error:
        await say(message, words.publishing_failed.format(reason=told(error)))
        return
    buttons = [(words.draft_publish, PUBLISH), (words.draft_change_button, CHANGE), (words.draft_cancel, CANCEL)]
    keyboard = InlineKeyboardMarkup([[_button(label, draft.key, action)] for label, action in buttons])
    await send(message, [plain_part(text, keyboard)])


async def _previewed(desk: Desk, draft: Draft, plan: Plan, words: Wording) -> str:
    """The preview of a draft."""
    publisher = desk.publisher
    store = await publisher.prepare(plan, draft.who)
    new, compared, replaces = await publisher.compare(plan)
    effect = await publisher.effect(store)
    return preview_text(draft, new, compared, effect, words, replaces=replaces, margin=publisher.margin)


async def _ask(message: Message, desk: Desk, draft: Draft, field: str, words: Wording, user: int) -> None:
    """Ask for one value; a level by buttons."""
    known = words.draft_known.format(name=draft.name[:80], sure=round(100 * draft.sure), profile=draft.profile)
    text = f"{known}\n\n{words.ask_for.format(field=words.fields[field])}"
    if field == "level":
        buttons = [[_button(level.title(), draft.key, VALUE, f"level={level}")] for level in LEVELS]
    else:
        desk.memory.asking.put(user, (draft.key, field))
        skip = [] if field in NEEDED else [_button(words.draft_skip, draft.key, VALUE, f"{field}=")]
        buttons = [[*skip, _button(words.draft_cancel, draft.key, CANCEL)]]
    await send(message, [plain_part(text, InlineKeyboardMarkup(buttons))])


async def _set(message: Message, desk: Desk, draft: Draft, field: str, value: str, words: Wording) -> None:
    if field not in FIELDS or (field == "level" and value not in LEVELS) or (field in NEEDED and not value):
        await say(message, words.view_gone)
        return
    if field == "id":
        value = slug(value)
    left = tuple(name for name in draft.missing if name != field)
    changed = replace(draft, values=draft.values | {field: value}, missing=left)
    await asyncio.to_thread(desk.drafts.put, changed)
    await _go_on(message, desk, changed, words)


def _refused(document: Document, words: Wording) -> str:
    """Why a file isn't even fetched; "" where it is."""
    suffix = Path(document.file_name or "").suffix.lower()
    if suffix not in KINDS:
        return words.file_refused.format(reason=words.file_kinds.format(kinds=", ".join(KINDS)))
    if (document.file_size or 0) > MAX_BYTES:
        return words.file_refused.format(reason=words.file_large.format(size=MAX_BYTES // 2**20))
    return ""


def _draft(desk: Desk, key: str, name: str, file: str, found: dict[str, Any], who: str) -> Draft:
    """The draft of a file as it was found; one that is a version of a document held has that one's id and names."""
    best: dict[str, Any] = next(iter(found["choices"]), {"profile": "", "confidence": 0.0})
    values = dict(found["found"])
    missing = tuple(values.pop("missing"))
    for held in desk.publisher.library.held():
        entry = held.entry
        same = entry.short.lower() == str(values["short"]).lower() or entry.id == values["id"]
        if same and values["short"]:
            values |= {key: getattr(entry, key) for key in ("id", "office", "region", "title", "formal", "aliases")}
            missing = ()
    return Draft(
        key=key, who=who, name=name, file=file, profile=best["profile"], sure=best["confidence"], values=values,
        missing=missing, notes=tuple(found["notes"]),
    )  # fmt: skip


def _plan(desk: Desk, draft: Draft) -> Plan:
    """The change that a draft is; its file is among the documents then."""
    library = desk.publisher.library
    entry = draft.entry("")
    waiting = library.data / WAITING / draft.file
    if waiting.is_file():
        file = library.keep(waiting.read_bytes(), entry.id, waiting.suffix)
    else:
        raise StoreError("the file is gone; send it again")
    return library.adding(replace(entry, file=file))


def _drop(desk: Desk, draft: Draft) -> None:
    """Forget a draft and its file, unless a decision names it."""
    kept(lambda: desk.drafts.drop(draft.key), None)
    library, waiting = desk.publisher.library, desk.publisher.library.data / WAITING / draft.file
    if waiting.is_file():
        content = waiting.read_bytes()
        kept(lambda: library.unkeep(library.named(content, draft.entry("").id, waiting.suffix)), None)
    (desk.publisher.library.data / WAITING / draft.file).unlink(missing_ok=True)


def _path(desk: Desk, key: str, name: str) -> Path:
    """Where a file waits: under a name of the bot's own, whatever its sender calls it."""
    return desk.publisher.library.data / WAITING / f"{key}{Path(name).suffix.lower()}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _time(name: str) -> float:
    return SCAN_SECONDS if Path(name).suffix.lower() == ".pdf" else SECONDS


def _without(reason: str, path: Path, name: str) -> str:
    """A reason that names the file as its sender does."""
    return reason.replace(str(path.absolute()), name).replace(path.name, name)


def _button(label: str, key: str, action: str, value: str = "") -> InlineKeyboardButton:
    data = f"{BEGINS}{key}:{action}{':' + value if value else ''}"
    return InlineKeyboardButton(label, callback_data=data)
