"""/rollback: the former states of the documents, each told in words, with a button back to it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from corpus.errors import StoreError
from handlers.admin import FORMER, for_admin
from handlers.chat.context import Context, Desk
from handlers.chat.failures import told
from handlers.chat.reply import Part, cut, in_group, page_of, plain_part, replace, say, send, turning
from handlers.documents.change import BACK, Change, propose
from handlers.documents.telling import line_of
from handlers.looking.view_chat import answer_query
from handlers.wording import Wording
from index.publishing.decisions import shelf
from index.publishing.library import Shelved
from index.views.view import zone_name

BEGINS = FORMER  # how the data of a button to a former state begins: "r:3"
TURNED = f"{BEGINS}l:"  # the same of a button to a page of the states
SHOWN = 8  # states of a page
NAMED, SHORT = 6, 60  # documents of the first state that are named, and characters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of the documents: its number, and what led to it in words."""

    number: int
    line: str


async def rollback(update: Update, context: Context) -> None:
    """Show the former states of the documents, a button each."""
    message = update.message
    if message is None or not await for_admin(update, context):
        return
    desk, words = context.desk, context.desk.words(message)
    try:
        part = await asyncio.to_thread(_listed, desk, "1", words, alone=not in_group(message))
    except StoreError as error:
        await say(message, words.publishing_failed(reason=told(error, words)))
        return
    await send(message, [part])


async def rollback_button(update: Update, context: Context) -> None:
    """Show what going back to the state that a button names would do, or the page of states that it names."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    await answer_query(query, "")
    message, data = query.message, query.data or ""
    if not isinstance(message, Message):
        return
    desk, words = context.desk, context.desk.words_for(query)
    if data.startswith(TURNED):
        part = await asyncio.to_thread(_listed, desk, data.removeprefix(TURNED), words, alone=not in_group(message))
        await replace(message, [message.message_id], [part])
    elif (number := data.removeprefix(BEGINS)).isdecimal() and len(number) < 10:
        await propose(message, desk, Change(action=BACK, what=str(int(number))), query.from_user.id, words)


def _listed(desk: Desk, number: str, words: Wording, *, alone: bool) -> Part:
    """A page of the states that there were, the last one first, a button to each but the present one; others than
    an admin who is `alone` aren't told who made them."""
    library = desk.publisher.library
    past = library.history()
    if not past:
        return plain_part(words.rollback_none)
    first = [row.entry.short for row in shelf(library.documents, library.data, ())]
    names = ", ".join(cut(name, SHORT) for name in first[:NAMED])
    if len(first) > NAMED:
        names = f"{names}, {words.more(count=len(first) - NAMED)}"
    states = [
        *(_state(row, words, alone=alone) for row in reversed(past)),
        State(number=0, line=words.rollback_first(documents=names)),
    ]
    page = page_of(states, number, lambda state: state.line, SHOWN)
    buttons = [
        [InlineKeyboardButton(_label(state, words), callback_data=f"{BEGINS}{state.number}")]
        for state in page.items
        if state.number != past[-1].number
    ]
    keys = [*buttons, *turning(page, TURNED)]
    text = words.rollback(states="\n".join(page.lines), zone=zone_name())
    return plain_part(text, InlineKeyboardMarkup(keys))


def _state(row: Shelved, words: Wording, *, alone: bool) -> State:
    return State(number=row.number, line=line_of(row, words, alone=alone))


def _label(state: State, words: Wording) -> str:
    return words.rollback_to(number=state.number) if state.number else words.rollback_all
