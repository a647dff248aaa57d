"""What admins teach: what a word means that people use."""

from __future__ import annotations

import asyncio
import logging

from telegram import InlineKeyboardMarkup

from corpus.errors import StoreError
from handlers.admin import leave, with_progress
from handlers.asking.conversation import recalled, tried
from handlers.buttons import ANSWERED, LEAVE, SYNONYM, SYNONYMS
from handlers.chat.context import Desk
from handlers.chat.failures import told
from handlers.chat.reply import Part, page_of, plain_part, turning
from handlers.chat.talk import Press, Said, Talk
from handlers.documents.telling import effect_text
from handlers.rendering.markup import cut
from handlers.wording import Wording
from index.answer import Answer
from index.office.synonyms import LONGEST, Synonym, Synonyms, taught

SHOWN = 120  # characters of a question, of what answers it
MOST = 20  # synonyms of a page

log = logging.getLogger(__name__)


async def synonym(said: Said) -> None:
    """Show what a synonym would do to the questions, with a button to teach it; alone, the ones there are."""
    wanted = read_synonym(said.argument)
    if wanted is None:
        await said.send(await asyncio.to_thread(_listed, said.desk, "1", said.words))
    else:
        await try_out(said, wanted)


async def synonyms_button(press: Press) -> str:
    """Show the page of the synonyms that a button names."""
    await press.show(await asyncio.to_thread(_listed, press.desk, press.given["page"], press.words))
    return ""


def _listed(desk: Desk, number: str, words: Wording) -> Part:
    """A page of the synonyms that are taught."""
    page = page_of(taught(desk.publisher.library.data), number, lambda row: f"{row.word} = {row.meaning}", MOST)
    keys = turning(page, SYNONYMS)
    text = words.synonyms(synonyms="\n".join(page.lines) or "–")
    return plain_part(text, InlineKeyboardMarkup(keys) if keys else None)


async def try_out(talk: Talk, wanted: Synonym, question: str = "") -> None:
    """Show what a synonym would do to the questions, with a button to teach it and one to leave.

    `question` is the key of the one that it is taught for, whose answer is told.
    """
    desk, words = talk.desk, talk.words
    known = await asyncio.to_thread(taught, desk.publisher.library.data)
    if not wanted.meaning and wanted.word not in {row.word for row in known}:
        await talk.say(words.synonym_unknown(word=cut(wanted.word, LONGEST)))
        return
    others = [row for row in known if row.word != wanted.word]
    after = [*others, wanted] if wanted.meaning else others
    await desk.ledger.finish()
    engine = await asyncio.to_thread(desk.publisher.engine_with, after)
    found = await with_progress(talk, words.trying, desk.publisher.effect_of(engine))
    answer = await asyncio.to_thread(tried, desk, question, engine) if question else None
    key = await asyncio.to_thread(desk.shorten, f"{wanted.word}={wanted.meaning}", talk.user)
    teach = SYNONYM.shown(words.synonym_teach, key=key, question=question)
    keyboard = InlineKeyboardMarkup([[teach, SYNONYM.shown(words.draft_cancel, key=LEAVE)]])
    lines = [f"{wanted.word} = {wanted.meaning or '–'}", *([outcome(answer, words)] if answer else [])]
    await talk.send(plain_part("\n\n".join([*lines, effect_text(found, words)]), keyboard))


def outcome(answer: Answer, words: Wording) -> str:
    """A question with what answers it now, in short."""
    asked = f"“{cut(answer.question, SHOWN)}”"
    if not answer.answered:
        return f"{asked}\n{words.retry_none}"
    headline, cite = cut(answer.headline, SHOWN), cut(answer.citations[0].label, SHOWN)
    return f"{asked}\n{words.retry_answered(headline=headline, cite=cite)}"


async def synonym_button(press: Press) -> str | None:
    """Teach the synonym that a button names, or leave it."""
    desk, words, key = press.desk, press.words, press.given["key"]
    if key == LEAVE:
        await leave(press)
        return None
    wanted = read_synonym(await asyncio.to_thread(desk.lengthen, key))
    if wanted is None:
        return words.view_gone
    try:
        await _teach(desk, wanted, str(press.user))
    except StoreError as error:
        log.error("a synonym can't be taught: %s", error)
        return words.publishing_failed(reason=told(error, words))
    await press.unbutton()
    if press.given["question"]:
        await _ask_again(press, press.given["question"])
    return words.synonym_taught


async def _ask_again(press: Press, key: str) -> None:
    """Say what answers the question now that something was taught for, with a button to the whole answer."""
    found = await asyncio.to_thread(recalled, press.desk, key)
    if found is not None:
        whole = ANSWERED.shown(press.words.retry_whole, key=key)
        await press.send(plain_part(outcome(found.answer, press.words), InlineKeyboardMarkup([[whole]])))


async def _teach(desk: Desk, wanted: Synonym, who: str) -> None:
    synonyms = Synonyms(desk.office)
    if wanted.meaning:
        await asyncio.to_thread(synonyms.teach, wanted, who)
    else:
        await asyncio.to_thread(synonyms.forget, wanted.word, who)
    await desk.publisher.relearn()


def read_synonym(text: str) -> Synonym | None:
    """ "wifi = akses internet ruang publik"; without a meaning it forgets the word."""
    word, sign, meaning = text.partition("=")
    shown = [" ".join(part.lower().split()) for part in (word, meaning)]
    if not sign or not shown[0] or any(len(part) > LONGEST for part in shown):
        return None
    if any(part and not any(c.isalnum() for c in part) for part in shown):
        return None
    return Synonym(word=shown[0], meaning=shown[1])
