"""From a question without an answer to a synonym: which of its words, what that means, what it would change."""

from __future__ import annotations

import asyncio
import re

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from handlers.admin import for_admin
from handlers.awaiting import MEANS, awaited
from handlers.context import Context, Desk, kept
from handlers.learning import SHOWN, leave, read_synonym, try_out
from handlers.messages import Wording
from handlers.paging import cut
from handlers.reply import Part, plain_part, replace, say, send
from handlers.views import answer_query
from index.gaps import gaps

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
    await try_out(message, desk, wanted, words, who, key)


def _asked(word: str, words: Wording) -> Part:
    cancel = InlineKeyboardButton(words.draft_cancel, callback_data=CANCEL)
    return plain_part(words.teach_meaning.format(word=word), InlineKeyboardMarkup([[cancel]]))


def _teachable(word: str) -> bool:
    """Whether a word can be one that means something."""
    return "=" not in word and read_synonym(f"{word}=x") is not None
