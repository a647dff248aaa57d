"""What admins do with one document: its history, no longer answer from it or again, whether it is in force."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from corpus.errors import StoreError
from corpus.manifest import Entry, Status
from handlers.admin import as_presser, for_admin, line_of
from handlers.context import Context, Desk, kept
from handlers.messages import Wording
from handlers.publisher import told
from handlers.reply import plain_part, say, send
from handlers.views import answer_query
from index.library import Plan
from index.shelf import decided, shelf

MANAGE = {"id": "kelola", "en": "manage"}
BEGINS = "m:"  # how a button's data begins: "m:<action>:<key or id>"
SHOW, RETIRE, RESTORE, YES, NO, REPLACED = "s", "r", "b", "y", "n", "p"
LIMIT = 64  # bytes of a button's data
HISTORY = 6  # changes that are shown


async def manage(update: Update, context: Context) -> None:
    """Show all documents, the retired ones too, a button each."""
    message = update.message
    if message is None or not await for_admin(update, context):
        return
    desk, words = context.desk, context.desk.words(message)
    entries, retired = await asyncio.to_thread(_entries, desk)
    lines = [f"{entry.short} – {words.managed_retired if entry.id in retired else entry.id}" for entry in entries]
    buttons = [[_button(desk, entry.short, SHOW, entry.id, message)] for entry in entries]
    text = words.managed.format(documents="\n".join(lines))
    await send(message, [plain_part(text, InlineKeyboardMarkup(buttons) if buttons else None)])


async def manage_button(update: Update, context: Context) -> None:
    """Do to a document what a button says."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    await answer_query(query, "")
    if not isinstance(query.message, Message):
        return
    desk, words = context.desk, context.desk.words(query.message, query.from_user)
    action, _, name = (query.data or "").removeprefix(BEGINS).partition(":")
    if name.startswith("~"):
        name = await asyncio.to_thread(kept, lambda: desk.questions.lengthened(name[1:]), "")
    if action == SHOW:
        await _show(query.message, desk, name, words)
    elif action == REPLACED:
        desk.memory.asking.put(query.from_user.id, ("", f"replaced:{name}"))
        await say(query.message, words.managed_replaced_by)
    elif action in (RETIRE, RESTORE, YES, NO):
        who = query.from_user.id
        await as_presser(query.message, desk, words, who, lambda: _plan(desk, action, name, str(who)))


async def replaced_by(message: Message, desk: Desk, name: str, by: str, words: Wording) -> None:
    """Mark a document as replaced by what an admin wrote."""
    who = message.from_user.id if message.from_user else 0
    await as_presser(message, desk, words, who, lambda: _plan(desk, NO, name, str(who), by))


def _plan(desk: Desk, action: str, name: str, who: str, by: str = "") -> Plan:
    library = desk.publisher.library
    if action == RETIRE:
        return library.retiring(name)
    if action == RESTORE:
        return library.restoring(name)
    today = datetime.now(UTC).astimezone().date().isoformat()
    in_force = "yes" if action == YES else "no"
    return library.marking(name, Status(in_force=in_force, checked_by=who, checked_on=today, replaced_by=by))


async def _show(message: Message, desk: Desk, name: str, words: Wording) -> None:
    """A document's entry, its state, its last changes, and what may be done to it."""
    entries, retired = await asyncio.to_thread(_entries, desk)
    entry = next((entry for entry in entries if entry.id == name), None)
    if entry is None:
        await say(message, words.view_gone)
        return
    try:
        past = [row for row in await asyncio.to_thread(desk.publisher.library.history) if row.what == name]
    except StoreError as error:
        await say(message, words.publishing_failed.format(reason=told(error, words)))
        return
    state = {"yes": words.managed_yes, "no": words.managed_no}.get(entry.status.in_force, words.managed_unknown)
    text = words.managed_one.format(
        short=entry.short, formal=entry.formal, state=state, by=entry.status.checked_by or "–",
        on=entry.status.checked_on or "–", replaced=entry.status.replaced_by or "–",
        history="\n".join(line_of(row, words) for row in past[-HISTORY:]) or "–",
    )  # fmt: skip
    ways = [(words.managed_restore, RESTORE)] if name in retired else [(words.managed_retire, RETIRE)]
    ways += [(words.managed_yes, YES), (words.managed_no, NO), (words.managed_replaced, REPLACED)]
    buttons = [[_button(desk, label, action, name, message)] for label, action in ways]
    await send(message, [plain_part(text, InlineKeyboardMarkup(buttons))])


def _entries(desk: Desk) -> tuple[list[Entry], set[str]]:
    """All documents that there are, and the ids of those that are retired."""
    library = desk.publisher.library
    rows = decided(library.data)
    held = shelf(library.documents, library.data, [replace(row, retired=False) for row in rows])
    return [row.entry for row in held], {row.entry.id for row in rows if row.retired}


def _button(desk: Desk, label: str, action: str, name: str, message: Message) -> InlineKeyboardButton:
    data = f"{BEGINS}{action}:{name}"
    if len(data.encode()) > LIMIT:
        user = str(message.from_user.id if message.from_user else 0)
        data = f"{BEGINS}{action}:~{kept(lambda: desk.questions.shortened(name, user), '')}"
    return InlineKeyboardButton(label[:60], callback_data=data)
