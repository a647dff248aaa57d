"""What admins teach: the questions without an answer, and what a word means that people use."""

from __future__ import annotations

import asyncio
import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from corpus.errors import StoreError
from handlers.admin import for_admin, with_progress
from handlers.context import Context, Desk, kept, sender
from handlers.messages import Wording, wording
from handlers.publisher import told
from handlers.reply import plain_part, say, send
from handlers.views import answer_query
from index.effect import Effect
from index.synonyms import Synonyms
from index.taught import LONGEST, Synonym, taught

UNANSWERED = {"id": "tak_terjawab", "en": "unanswered"}
SYNONYM = {"id": "sinonim", "en": "synonym"}
BEGINS = "y:"  # how the data of a button that publishes a synonym begins, its key behind
MOST = 25  # questions that are listed
EXAMPLES = 5  # questions that a preview names of each kind

log = logging.getLogger(__name__)


def learning_items(language: str) -> list[tuple[str, str]]:
    """The commands of a language, each with what it does."""
    words = wording(language)
    return [(UNANSWERED[language], words.unanswered_menu), (SYNONYM[language], words.synonym_menu)]


async def unanswered(update: Update, context: Context) -> None:
    """List the questions that got no answer or a 👎, the most frequent first."""
    if update.message is None or not await for_admin(update, context):
        return
    words = context.desk.words(update.message)
    await context.desk.ledger.finish()
    rows = await asyncio.to_thread(kept, lambda: context.desk.questions.unanswered(MOST), [])
    lines = [
        words.unanswered_line.format(question=" ".join(question.split())[:120], none=none, bad=bad)
        for question, none, bad in rows
    ]
    await say(update.message, words.unanswered.format(questions="\n".join(lines)) if lines else words.unanswered_none)


async def synonym(update: Update, context: Context) -> None:
    """Show what a synonym would do to the questions, with a button to teach it; alone, the ones there are."""
    message = update.message
    if message is None or message.text is None or not await for_admin(update, context):
        return
    desk, words = context.desk, context.desk.words(message)
    _, *rest = message.text.split(maxsplit=1)
    wanted = _read("".join(rest))
    known = await asyncio.to_thread(taught, desk.publisher.library.data)
    if wanted is None:
        lines = [f"{row.word} = {row.meaning}" for row in known]
        await say(message, words.synonyms.format(synonyms="\n".join(lines) or "–", command=SYNONYM["id"]))
        return
    others = [row for row in known if row.word != wanted.word]
    after = [*others, wanted] if wanted.meaning else others
    await desk.ledger.finish()
    found = await with_progress(message, words.trying, desk.publisher.effect_of(after))
    key = await asyncio.to_thread(
        kept, lambda: desk.questions.shortened(f"{wanted.word}={wanted.meaning}", str(sender(message))), ""
    )
    button = InlineKeyboardButton(words.synonym_teach, callback_data=f"{BEGINS}{key}")
    text = f"{wanted.word} = {wanted.meaning or '–'}\n\n{effect_text(found, words)}"
    await send(message, [plain_part(text, InlineKeyboardMarkup([[button]]))])


async def synonym_button(update: Update, context: Context) -> None:
    """Teach the synonym that a button names."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    notice = ""
    try:
        message = query.message
        by = query.from_user
        words = context.desk.words(message, by) if isinstance(message, Message) else wording(by.language_code)
        key = (query.data or "").removeprefix(BEGINS)
        wanted = _read(await asyncio.to_thread(kept, lambda: context.desk.questions.lengthened(key), ""))
        if wanted is None or not isinstance(message, Message):
            notice = words.view_gone
        else:
            notice = await _teach(context.desk, wanted, str(query.from_user.id), words)
    finally:
        await answer_query(query, notice)


def effect_text(found: Effect, words: Wording) -> str:
    """What a change does to the questions, in words."""
    groups = (
        (words.effect_gained, found.gained),
        (words.effect_lost, found.lost),
        (words.effect_moved, found.moved),
    )
    lines = [words.effect.format(asked=found.asked)]
    for heading, questions in groups:
        lines.append(f"{heading}: {len(questions)}")
        lines += [f"  • {text[:100]}" for text in questions[:EXAMPLES]]
    return "\n".join(lines)


async def _teach(desk: Desk, wanted: Synonym, who: str, words: Wording) -> str:
    synonyms = Synonyms(desk.office)
    try:
        if wanted.meaning:
            await asyncio.to_thread(synonyms.teach, wanted, who)
        else:
            await asyncio.to_thread(synonyms.forget, wanted.word, who)
        await desk.publisher.swap(desk.engine.knowledge.store)
    except StoreError as error:
        log.error("a synonym can't be taught: %s", error)
        return words.publishing_failed.format(reason=told(error, words))
    return words.synonym_taught


def _read(text: str) -> Synonym | None:
    """ "wifi = akses internet ruang publik"; without a meaning it forgets the word."""
    word, sign, meaning = text.partition("=")
    shown = [" ".join(part.lower().split()) for part in (word, meaning)]
    if not sign or not shown[0] or any(len(part) > LONGEST for part in shown):
        return None
    if any(part and not any(c.isalnum() for c in part) for part in shown):
        return None
    return Synonym(word=shown[0], meaning=shown[1])
