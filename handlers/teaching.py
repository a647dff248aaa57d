"""From a question without an answer to a synonym: which of its words, what that means, what it would change."""

from __future__ import annotations

import asyncio
import re

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from handlers.admin import for_admin
from handlers.awaiting import MEANS, awaited
from handlers.context import Context, Desk, kept
from handlers.learning import leave, read_synonym, try_out
from handlers.messages import Wording
from handlers.paging import cut, page_of, turning
from handlers.reply import Part, in_group, plain_part, replace, say, send
from handlers.views import answer_query
from index.asked import Unanswered
from index.gaps import gaps, grouped

BEGINS = "q:"  # how a button's data begins: "q:<question's key>[:<start>-<end>]", the word's place in the question
LISTED = "ql:"  # the same of a button to a page of the questions
CANCEL = f"{BEGINS}-"
MOST = 500  # questions that are looked at
BESIDE = 3  # buttons side by side
SHOWN = 120  # characters of a question
_DATA = re.compile(rf"{BEGINS}(?P<key>[\w-]{{8}})(?::(?P<start>\d{{1,4}})-(?P<end>\d{{1,4}}))?", re.ASCII)


async def unanswered(update: Update, context: Context) -> None:
    """List the questions that got no answer or a 👎, the most frequent first, a button each."""
    if update.message is None or not await for_admin(update, context):
        return
    desk, words = context.desk, context.desk.words(update.message)
    await desk.ledger.finish()
    alone = not in_group(update.message)
    await send(update.message, [await asyncio.to_thread(_listed, desk, "1", words, alone=alone)])


async def unanswered_button(update: Update, context: Context) -> None:
    """Show the page of the questions that a button names."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    await answer_query(query, "")
    if query.message is not None:
        number, words = (query.data or "").removeprefix(LISTED), context.desk.words_for(query)
        alone = not in_group(query.message)
        part = await asyncio.to_thread(_listed, context.desk, number, words, alone=alone)
        await replace(query.message, [query.message.message_id], [part])


def _listed(desk: Desk, number: str, words: Wording, *, alone: bool) -> Part:
    """A page of the questions without an answer, those that ask the same as one; to teach from them one is `alone`
    with the bot, who reads only there what is written next."""
    rows: list[Unanswered] = kept(lambda: desk.questions.unanswered(MOST), [])
    page = page_of(
        grouped(desk.engine.knowledge, rows),
        number,
        lambda row: words.unanswered_line.format(question=cut(row.text, SHOWN), none=row.none, bad=row.bad),
    )
    if not page.items:
        return plain_part(words.unanswered_none)
    teach = [
        InlineKeyboardButton(words.unanswered_teach.format(number=at), callback_data=f"{BEGINS}{row.key}")
        for at, row in enumerate(page.items, page.first)
        if alone
    ]
    lines = [f"{at}. {line}" for at, line in enumerate(page.lines, page.first)]
    keys = [*(teach[at : at + BESIDE] for at in range(0, len(teach), BESIDE)), *turning(page, LISTED)]
    text = words.unanswered.format(questions="\n".join(lines))
    return plain_part(text, InlineKeyboardMarkup(keys) if keys else None)


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
        return plain_part(words.teach_nothing.format(question=cut(text, SHOWN)))
    ways = [(cut(text[start:end], SHOWN), f"{BEGINS}{key}:{start}-{end}") for start, end in spans]
    ways.append((words.draft_cancel, CANCEL))
    buttons = [[InlineKeyboardButton(label, callback_data=data)] for label, data in ways]
    return plain_part(words.teach_which.format(question=cut(text, SHOWN)), InlineKeyboardMarkup(buttons))


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
    await try_out(message, desk, wanted, words, who)


def _asked(word: str, words: Wording) -> Part:
    cancel = InlineKeyboardButton(words.draft_cancel, callback_data=CANCEL)
    return plain_part(words.teach_meaning.format(word=word), InlineKeyboardMarkup([[cancel]]))


def _teachable(word: str) -> bool:
    """Whether a word can be one that means something."""
    return "=" not in word and read_synonym(f"{word}=x") is not None
