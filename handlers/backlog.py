"""/tak_terjawab: the questions without an answer or with a 👎, until they are answered or an admin dismisses them."""

from __future__ import annotations

import asyncio
import re

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from handlers.admin import for_admin, with_progress
from handlers.context import Context, Desk, kept
from handlers.conversation import recalled
from handlers.learning import ANSWERED, SHOWN
from handlers.messages import Wording
from handlers.paging import cut, page_of, turning
from handlers.reply import Part, parts_of, plain_part, replace, send
from handlers.teaching import BEGINS as TEACH
from handlers.views import answer_query
from index.gaps import grouped
from index.unanswered import Backlog, Unanswered

LISTED = "ql:"  # how the data of a button to a page of the questions begins
DISMISS = "qi:"  # of one that dismisses a question: "qi:<its key>:<page>"
MOST = 500  # questions that are looked at
REASONS = 2  # reasons of one question that are shown
_DISMISS = re.compile(rf"{DISMISS}(?P<key>[\w-]{{8}}):(?P<page>\d{{1,5}})", re.ASCII)


async def unanswered(update: Update, context: Context) -> None:
    """List the questions that want an answer, the most frequent first, with buttons to teach from and to dismiss."""
    if update.message is None or not await for_admin(update, context):
        return
    desk, words = context.desk, context.desk.words(update.message)
    await desk.ledger.finish()
    part = await with_progress(update.message, words.trying, asyncio.to_thread(_listed, desk, "1", words))
    await send(update.message, [part])


async def unanswered_button(update: Update, context: Context) -> None:
    """Show the page of the questions that a button names."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    await answer_query(query, "")
    if query.message is not None:
        number, words = (query.data or "").removeprefix(LISTED), context.desk.words_for(query)
        part = await asyncio.to_thread(_listed, context.desk, number, words)
        await replace(query.message, [query.message.message_id], [part])


async def dismiss_button(update: Update, context: Context) -> None:
    """Show a question no more, and the rest of its page."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    desk, words, who = context.desk, context.desk.words_for(query), str(query.from_user.id)
    found = _DISMISS.fullmatch(query.data or "")
    done = found is not None and await asyncio.to_thread(_dismissed, desk, found["key"], who)
    await answer_query(query, words.unanswered_dismissed if done else words.question_gone)
    if found is not None and query.message is not None:
        part = await asyncio.to_thread(_listed, desk, found["page"], words)
        await replace(query.message, [query.message.message_id], [part])


async def answered_button(update: Update, context: Context) -> None:
    """Show the answer that a question has now."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    key = (query.data or "").removeprefix(ANSWERED)
    found = await asyncio.to_thread(recalled, context.desk, key)
    await answer_query(query, "" if found else context.desk.words_for(query).question_gone)
    if found is not None and query.message is not None:
        await send(query.message, parts_of(found.answer))


def _dismissed(desk: Desk, key: str, who: str) -> bool:
    """Whether the question of that key was there to be dismissed."""
    rows, _ = _open(desk)
    row = next((row for row in rows if row.key == key), None)
    if row is None:
        return False
    return kept(lambda: Backlog(desk.office).dismiss(row, who), None) is None


def _open(desk: Desk) -> tuple[list[Unanswered], int]:
    """The questions that want an answer, those that ask the same as one; and how many have got one."""
    rows: list[Unanswered] = kept(lambda: Backlog(desk.office).rows(MOST), [])
    left = [row for row in rows if not _is_answered(desk, row)]
    return grouped(desk.engine.knowledge, left), len(rows) - len(left)


def _is_answered(desk: Desk, row: Unanswered) -> bool:
    """Whether a question is answered now, and by no clause that somebody thought wrong."""
    found = recalled(desk, row.key)
    return found is not None and found.answer.answered and found.answer.citations[0].id not in row.wrong


def _listed(desk: Desk, number: str, words: Wording) -> Part:
    """A page of the questions that want an answer."""
    rows, answered = _open(desk)
    page = page_of(rows, number, lambda row: _line(row, words))
    count = [words.unanswered_answered.format(count=answered)] if answered else []
    if not page.items:
        return plain_part("\n\n".join([words.unanswered_none, *count]))
    lines = [f"{at}. {line}" for at, line in enumerate(page.lines, page.first)]
    keys = [_buttons(row, at, page.number, words) for at, row in enumerate(page.items, page.first)]
    text = "\n\n".join([words.unanswered.format(questions="\n".join(lines)), *count])
    return plain_part(text, InlineKeyboardMarkup([*keys, *turning(page, LISTED)]))


def _line(row: Unanswered, words: Wording) -> str:
    """A question, how often it was asked in vain, and what people said is wrong."""
    line = words.unanswered_line.format(question=cut(row.text, SHOWN), none=row.none, bad=row.bad)
    told = [f"{cut(reason, SHOWN)} ({times}×)" for reason, times in row.reasons[:REASONS]]
    return f"{line}, {words.unanswered_reasons.format(reasons='; '.join(told))}" if told else line


def _buttons(row: Unanswered, at: int, page: int, words: Wording) -> list[InlineKeyboardButton]:
    teach, dismiss = words.unanswered_teach.format(number=at), words.unanswered_dismiss.format(number=at)
    return [
        InlineKeyboardButton(teach, callback_data=f"{TEACH}{row.key}"),
        InlineKeyboardButton(dismiss, callback_data=f"{DISMISS}{row.key}:{page}"),
    ]
