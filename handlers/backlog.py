"""From a question without an answer to a synonym: which of its words, what that means, what it would change.

/tak_terjawab: the questions without an answer or with a 👎, until they are answered or an admin dismisses them.
"""

from __future__ import annotations

import asyncio
import re

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from handlers.admin import MEANS, awaited, for_admin, with_progress
from handlers.asking.conversation import recalled
from handlers.chat.context import Context, Desk, kept
from handlers.chat.reply import Part, cut, page_of, parts_of, plain_part, replace, say, send, turning
from handlers.looking.view_chat import answer_query
from handlers.synonym import ANSWERED, SHOWN, leave, read_synonym, try_out
from handlers.wording import Wording
from index.office.unanswered import Backlog, Unanswered, gaps, grouped

BEGINS = "q:"  # how a button's data begins: "q:<question's key>[:<start>-<end>]", the word's place in the question
CANCEL = f"{BEGINS}-"
_DATA = re.compile(rf"{BEGINS}(?P<key>[\w-]{{8}})(?::(?P<start>\d{{1,4}})-(?P<end>\d{{1,4}}))?", re.ASCII)


async def teach_button(update: Update, context: Context) -> None:
    """Ask which word of a question is to be taught, or what the word means that a button names."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    words = context.desk.words_for(query)
    if query.data == CANCEL:
        if (await awaited(context.desk, query.from_user.id) or ("", ""))[1].startswith(f"{MEANS}:"):
            await context.desk.await_text(query.from_user.id, None)
        await leave(query, words)
        return
    found = _DATA.fullmatch(query.data or "")
    asked = await asyncio.to_thread(kept, lambda: context.desk.questions.get(found["key"]), None) if found else None
    if found is None or asked is None or query.message is None:
        await answer_query(query, words.question_gone)
        return
    await answer_query(query, "")
    if found["start"] is None:
        await send(query.message, [await asyncio.to_thread(_words_of, context.desk, asked.key, asked.text, words)])
    else:
        word = asked.text[int(found["start"]) : int(found["end"])]
        await _ask(query, context.desk, asked.key, word, words)


def _words_of(desk: Desk, key: str, text: str, words: Wording) -> Part:
    """A question, with a button for each of its words that may want a meaning."""
    spans = [(start, end) for start, end in gaps(desk.engine.knowledge, text) if _teachable(text[start:end])]
    if not spans:
        return plain_part(words.teach_nothing(question=cut(text, SHOWN)))
    ways = [(cut(text[start:end], SHOWN), f"{BEGINS}{key}:{start}-{end}") for start, end in spans]
    ways.append((words.draft_cancel, CANCEL))
    buttons = [[InlineKeyboardButton(label, callback_data=data)] for label, data in ways]
    return plain_part(words.teach_which(question=cut(text, SHOWN)), InlineKeyboardMarkup(buttons))


async def _ask(query: CallbackQuery, desk: Desk, key: str, word: str, words: Wording) -> None:
    """Ask what a word means, in the place of the choice of words."""
    if query.message is None or not _teachable(word):
        return
    told = " ".join(word.lower().split())
    await desk.await_text(query.from_user.id, (key, f"{MEANS}:{told}"))
    await replace(query.message, [query.message.message_id], [_asked(told, words)])


async def meant(message: Message, desk: Desk, key: str, word: str, text: str, words: Wording) -> None:
    """Show what it would change that a word means what an admin wrote; ask again where that is no meaning."""
    who = message.from_user.id if message.from_user else 0
    wanted = read_synonym(f"{word}={text}")
    if wanted is None or not wanted.meaning:
        await say(message, words.teach_unclear)
        await desk.await_text(who, (key, f"{MEANS}:{word}"))
        await send(message, [_asked(word, words)])
        return
    await try_out(message, desk, wanted, words, who, key)


def _asked(word: str, words: Wording) -> Part:
    cancel = InlineKeyboardButton(words.draft_cancel, callback_data=CANCEL)
    return plain_part(words.teach_meaning(word=word), InlineKeyboardMarkup([[cancel]]))


def _teachable(word: str) -> bool:
    """Whether a word can be one that means something."""
    return "=" not in word and read_synonym(f"{word}=x") is not None


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
    count = [words.unanswered_answered(count=answered)] if answered else []
    if not page.items:
        return plain_part("\n\n".join([words.unanswered_none, *count]))
    lines = [f"{at}. {line}" for at, line in enumerate(page.lines, page.first)]
    keys = [_buttons(row, at, page.number, words) for at, row in enumerate(page.items, page.first)]
    text = "\n\n".join([words.unanswered(questions="\n".join(lines)), *count])
    return plain_part(text, InlineKeyboardMarkup([*keys, *turning(page, LISTED)]))


def _line(row: Unanswered, words: Wording) -> str:
    """A question, how often it was asked in vain, and what people said is wrong."""
    line = words.unanswered_line(question=cut(row.text, SHOWN), none=row.none, bad=row.bad)
    told = [f"{cut(reason, SHOWN)} ({times}×)" for reason, times in row.reasons[:REASONS]]
    return f"{line}, {words.unanswered_reasons(reasons='; '.join(told))}" if told else line


def _buttons(row: Unanswered, at: int, page: int, words: Wording) -> list[InlineKeyboardButton]:
    teach, dismiss = words.unanswered_teach(number=at), words.unanswered_dismiss(number=at)
    return [
        InlineKeyboardButton(teach, callback_data=f"{BEGINS}{row.key}"),
        InlineKeyboardButton(dismiss, callback_data=f"{DISMISS}{row.key}:{page}"),
    ]
