"""What admins do with one document: its history, no longer answer from it or again, whether it is in force."""

from __future__ import annotations

import asyncio

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from corpus.errors import StoreError
from corpus.manifest import Entry
from handlers.buttons import MANAGE, Fields
from handlers.chat.context import Context, Desk, kept, sender
from handlers.chat.failures import told
from handlers.chat.reply import Part, answer_query, in_group, page_of, plain_part, say, send, turning
from handlers.chat.reply import replace as replace_messages
from handlers.documents.add_form import fault
from handlers.documents.change import NO, RESTORE, RETIRE, YES, Change, propose
from handlers.documents.publish import leaving
from handlers.documents.resume import tell_waiting
from handlers.documents.telling import checked_state, line_of
from handlers.keyboards import BY_KEY, LISTED, OPENED, managing_button
from handlers.prompts import REPLACED as REPLACING
from handlers.prompts import Awaited
from handlers.rendering.markup import cut
from handlers.wording import Wording
from index.publishing.decisions import decided
from index.publishing.library import Shelved
from index.views.view import zone_name

TURNED, REPLACED = "t", "p"
CHANGES = {"r": RETIRE, "b": RESTORE, "y": YES, "n": NO}  # what a button changes
HISTORY = 6  # changes that are shown
NAME, FORMAL = 100, 400  # characters that are shown of a short text and of a long one


async def manage(message: Message, context: Context) -> None:
    """Show all documents, the retired ones too, a button each."""
    desk, words = context.desk, context.desk.words(message)
    part = await asyncio.to_thread(_listed, desk, "1", sender(message), words, alone=not in_group(message))
    await send(message, [part])
    await tell_waiting(message, desk, sender(message), words)


async def manage_button(query: CallbackQuery, context: Context, given: Fields) -> None:
    """Do to a document what a button says."""
    await answer_query(query, "")
    if not isinstance(query.message, Message):
        return
    desk, words = context.desk, context.desk.words(query.message, query.from_user)
    action, name = given["action"], given["name"]
    if name.startswith(BY_KEY):
        name = await asyncio.to_thread(kept, lambda: desk.questions.lengthened(name.removeprefix(BY_KEY)), "")
    who = query.from_user.id
    if action == OPENED:
        await _show(query.message, desk, name, words, who)
    elif action in (LISTED, TURNED):
        await _list(query.message, desk, name, words, who, turned=action == TURNED)
    elif action == REPLACED:
        await REPLACING.ask(desk, who, name)
        await send(query.message, [plain_part(words.managed_replaced_by, InlineKeyboardMarkup([[leaving(words)]]))])
    elif action in CHANGES:
        await propose(query.message, desk, Change(action=CHANGES[action], what=name), who, words)


async def replaced_by(message: Message, desk: Desk, wanted: Awaited, by: str, words: Wording) -> None:
    """Show what it would do to mark a document as replaced by what an admin wrote; ask again where it can't be."""
    who = sender(message)
    if said := fault(REPLACING.kind, by, words.managed_replaced, words):
        await say(message, said)
        await REPLACING.ask(desk, who, wanted.name)
        return
    await propose(message, desk, Change(action=NO, what=wanted.name, by=by), who, words)


async def _list(message: Message, desk: Desk, number: str, words: Wording, who: int, *, turned: bool) -> None:
    """A page of all documents, in the place of the one that is `turned`."""
    part = await asyncio.to_thread(_listed, desk, number, who, words, alone=not in_group(message))
    await (replace_messages(message, [message.message_id], [part]) if turned else send(message, [part]))


def _listed(desk: Desk, number: str, who: int, words: Wording, *, alone: bool) -> Part:
    """A page of all documents, the retired ones too, a button each; one is `alone` with the bot, who takes files
    only there."""
    entries, retired = _entries(desk)

    def line(entry: Entry) -> str:
        return f"{cut(entry.short, NAME)} – {words.managed_retired if entry.id in retired else cut(entry.id, NAME)}"

    page = page_of(entries, number, line)
    buttons = [[_button(desk, entry.short, OPENED, entry.id, who)] for entry in page.items]
    where = words.managed_send if alone else words.upload_private
    text = words.managed(documents="\n".join(page.lines) or "–", where=where)
    keys = [*buttons, *turning(page, MANAGE, field="name", action=TURNED)]
    return plain_part(text, InlineKeyboardMarkup(keys) if keys else None)


async def _show(message: Message, desk: Desk, name: str, words: Wording, who: int) -> None:
    """A document's entry, its state, its last changes, and what may be done to it."""
    entries, retired = await asyncio.to_thread(_entries, desk)
    entry = next((entry for entry in entries if entry.id == name), None)
    if entry is None:
        await say(message, words.view_gone)
        return
    try:
        past = [row for row in await asyncio.to_thread(desk.publisher.library.history) if row.what == name]
    except StoreError as error:
        await say(message, words.publishing_failed(reason=told(error, words)))
        return
    await send(
        message,
        [
            await asyncio.to_thread(
                _card, desk, entry, past, words, who, retired=name in retired, alone=not in_group(message)
            )
        ],
    )


def _card(
    desk: Desk, entry: Entry, past: list[Shelved], words: Wording, who: int, *, retired: bool, alone: bool
) -> Part:
    """What there is to know of a document, with a button for each thing that may be done to it."""
    text = words.managed_one(
        short=cut(entry.short, NAME), formal=cut(entry.formal, FORMAL),
        state=checked_state(entry, words, alone=alone), zone=zone_name(),
        history="\n".join(line_of(row, words, alone=alone) for row in past[-HISTORY:]) or "–",
    )  # fmt: skip
    ways = [(words.managed_restore, "b")] if retired else [(words.managed_retire, "r")]
    ways += [(words.managed_yes, "y"), (words.managed_no, "n"), (words.managed_replaced, REPLACED)]
    buttons = [[_button(desk, label, action, entry.id, who)] for label, action in ways]
    return plain_part(text, InlineKeyboardMarkup(buttons))


def _entries(desk: Desk) -> tuple[list[Entry], set[str]]:
    """All documents that there are, and the ids of those that are retired."""
    library = desk.publisher.library
    rows = decided(library.data)
    return [row.entry for row in library.known()], {row.entry.id for row in rows if row.retired}


def _button(desk: Desk, label: str, action: str, name: str, who: int) -> InlineKeyboardButton:
    return managing_button(label, action, name, lambda told: kept(lambda: desk.questions.shortened(told, str(who)), ""))
