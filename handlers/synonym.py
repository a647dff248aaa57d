"""What admins teach: what a word means that people use."""

from __future__ import annotations

import asyncio
import logging

from telegram import CallbackQuery, InlineKeyboardMarkup, Message

from corpus.errors import StoreError
from handlers.admin import leave, with_progress
from handlers.asking.conversation import recalled, tried
from handlers.buttons import ANSWERED, LEAVE, SYNONYM, SYNONYMS, Fields
from handlers.chat.context import Context, Desk, kept, sender
from handlers.chat.failures import told
from handlers.chat.reply import Part, answer_query, page_of, plain_part, replace, say, send, turning, unbutton
from handlers.documents.telling import effect_text
from handlers.rendering.markup import cut
from handlers.wording import Wording
from index.answer import Answer
from index.office.synonyms import LONGEST, Synonym, Synonyms, taught

SHOWN = 120  # characters of a question, of what answers it
MOST = 20  # synonyms of a page

log = logging.getLogger(__name__)


async def synonym(message: Message, context: Context) -> None:
    """Show what a synonym would do to the questions, with a button to teach it; alone, the ones there are."""
    desk, words = context.desk, context.desk.words(message)
    _, *rest = (message.text or "/").split(maxsplit=1)
    wanted = read_synonym("".join(rest))
    if wanted is None:
        await send(message, [await asyncio.to_thread(_listed, desk, "1", words)])
    else:
        await try_out(message, desk, wanted, words, sender(message))


async def synonyms_button(query: CallbackQuery, context: Context, given: Fields) -> None:
    """Show the page of the synonyms that a button names."""
    await answer_query(query, "")
    if query.message is not None:
        part = await asyncio.to_thread(_listed, context.desk, given["page"], context.desk.words_for(query))
        await replace(query.message, [query.message.message_id], [part])


def _listed(desk: Desk, number: str, words: Wording) -> Part:
    """A page of the synonyms that are taught."""
    page = page_of(taught(desk.publisher.library.data), number, lambda row: f"{row.word} = {row.meaning}", MOST)
    keys = turning(page, SYNONYMS)
    text = words.synonyms(synonyms="\n".join(page.lines) or "–")
    return plain_part(text, InlineKeyboardMarkup(keys) if keys else None)


async def try_out(message: Message, desk: Desk, wanted: Synonym, words: Wording, who: int, question: str = "") -> None:
    """Show what a synonym would do to the questions, with a button to teach it and one to leave.

    `question` is the key of the one that it is taught for, whose answer is told.
    """
    known = await asyncio.to_thread(taught, desk.publisher.library.data)
    if not wanted.meaning and wanted.word not in {row.word for row in known}:
        await say(message, words.synonym_unknown(word=cut(wanted.word, LONGEST)))
        return
    others = [row for row in known if row.word != wanted.word]
    after = [*others, wanted] if wanted.meaning else others
    await desk.ledger.finish()
    engine = await asyncio.to_thread(desk.publisher.engine_with, after)
    found = await with_progress(message, words.trying, desk.publisher.effect_of(engine))
    answer = await asyncio.to_thread(tried, desk, question, engine) if question else None
    told = f"{wanted.word}={wanted.meaning}"
    key = await asyncio.to_thread(kept, lambda: desk.questions.shortened(told, str(who)), "")
    teach = SYNONYM.shown(words.synonym_teach, key=key, question=question)
    keyboard = InlineKeyboardMarkup([[teach, SYNONYM.shown(words.draft_cancel, key=LEAVE)]])
    lines = [f"{wanted.word} = {wanted.meaning or '–'}", *([outcome(answer, words)] if answer else [])]
    text = "\n\n".join([*lines, effect_text(found, words)])
    await send(message, [plain_part(text, keyboard)])


def outcome(answer: Answer, words: Wording) -> str:
    """A question with what answers it now, in short."""
    asked = f"“{cut(answer.question, SHOWN)}”"
    if not answer.answered:
        return f"{asked}\n{words.retry_none}"
    headline, cite = cut(answer.headline, SHOWN), cut(answer.citations[0].label, SHOWN)
    return f"{asked}\n{words.retry_answered(headline=headline, cite=cite)}"


async def synonym_button(query: CallbackQuery, context: Context, given: Fields) -> str | None:
    """Teach the synonym that a button names, or leave it."""
    desk, words, message = context.desk, context.desk.words_for(query), query.message
    if given["key"] == LEAVE:
        await leave(query, words)
        return None
    wanted = read_synonym(await asyncio.to_thread(kept, lambda: desk.questions.lengthened(given["key"]), ""))
    if wanted is None or not isinstance(message, Message):
        return words.view_gone
    notice = await _teach(desk, wanted, str(query.from_user.id), words)
    if notice == words.synonym_taught:
        await unbutton(message, message.message_id)
        if given["question"]:
            await _ask_again(message, desk, given["question"], words)
    return notice


async def _ask_again(message: Message, desk: Desk, key: str, words: Wording) -> None:
    """Say what answers the question now that something was taught for, with a button to the whole answer."""
    found = await asyncio.to_thread(recalled, desk, key)
    if found is not None:
        whole = ANSWERED.shown(words.retry_whole, key=key)
        await send(message, [plain_part(outcome(found.answer, words), InlineKeyboardMarkup([[whole]]))])


async def _teach(desk: Desk, wanted: Synonym, who: str, words: Wording) -> str:
    synonyms = Synonyms(desk.office)
    try:
        if wanted.meaning:
            await asyncio.to_thread(synonyms.teach, wanted, who)
        else:
            await asyncio.to_thread(synonyms.forget, wanted.word, who)
        await desk.publisher.relearn()
    except StoreError as error:
        log.error("a synonym can't be taught: %s", error)
        return words.publishing_failed(reason=told(error, words))
    return words.synonym_taught


def read_synonym(text: str) -> Synonym | None:
    """ "wifi = akses internet ruang publik"; without a meaning it forgets the word."""
    word, sign, meaning = text.partition("=")
    shown = [" ".join(part.lower().split()) for part in (word, meaning)]
    if not sign or not shown[0] or any(len(part) > LONGEST for part in shown):
        return None
    if any(part and not any(c.isalnum() for c in part) for part in shown):
        return None
    return Synonym(word=shown[0], meaning=shown[1])
