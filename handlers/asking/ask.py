"""A question, new or edited, and its answer.

@bot and a question in any chat: cited answers to choose from while it is typed.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
from collections.abc import Iterator, Sequence

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from handlers.asking.conversation import answer_parts, consult, exchange, latest, remember
from handlers.buttons import link
from handlers.chat.admission import question_of
from handlers.chat.context import Context
from handlers.chat.reply import parts_of, replace, with_markup
from handlers.chat.talk import Said
from handlers.keyboards import copying, hits
from handlers.wording import known_language, wording
from index.answer import Answer
from index.engine import AnsweringEngine
from index.views.view import excerpt


async def ask(said: Said) -> None:
    """Answer the question in a new message."""
    question = question_of(said.message, said.bot)
    if question is None:
        return
    if not question:
        await said.say(said.words.empty)
        return
    reply = await consult(said, question, await latest(said))
    sent = await said.send(*answer_parts(reply, said.bot.username))
    remember(said, said.message.message_id, reply, sent)


async def ask_again(said: Said) -> None:
    """Put the answer to an edited question in the place of its old answer, or send it if there is none."""
    question = question_of(said.message, said.bot)
    if not question:
        return
    known = await exchange(said)
    # an edited follow-up follows up what it did before, not its own old answer
    reply = await consult(said, question, known.previous if known else None)
    sent = await replace(said.message, known.messages if known else (), answer_parts(reply, said.bot.username))
    remember(said, said.message.message_id, reply, sent)


MOST = 10  # results; Telegram takes 50
CACHED = 20  # seconds that Telegram may give the same results to the same words
LINE = 110  # characters of a clause under a result's title
START = "inline"  # the payload of the button above the results, which opens the chat with the bot

log = logging.getLogger(__name__)


async def inline(update: Update, context: Context) -> None:
    """Give what answers the words typed so far; examples where nothing is typed."""
    query = update.inline_query
    if query is None:
        return
    desk = context.desk
    language = known_language(query.from_user.language_code)
    limited, _ = desk.inline_rates.wait(query.from_user.id)
    found = [] if limited else await asyncio.to_thread(_found, desk.engine, query.query.strip(), language)
    words = wording(language)
    above = words.inline_ask if found or limited or not query.query.strip() else words.inline_none
    await give(query, found, context.bot.username, above, cached=0 if limited else CACHED)
    log.info("%d inline results", len(found))


async def give(query: InlineQuery, found: Sequence[Answer], username: str, above: str, *, cached: int) -> None:
    """Answer an inline query, with a button above the results that opens the chat with the bot.

    Results are a person's own: their language decides over the frame, and who may not ask gets none.
    """
    button = InlineQueryResultsButton(above, start_parameter=START)

    async def put(*, mode: ParseMode | None) -> None:
        results = [_result(answer, username, mode) for answer in found]
        await query.answer(results, cache_time=cached, is_personal=True, button=button)

    try:
        await with_markup(put)
    except BadRequest as error:
        if "too old" not in str(error).lower():
            raise
        log.info("an inline query was too old to be answered")  # the person has typed on


def _found(engine: AnsweringEngine, text: str, language: str) -> list[Answer]:
    """The answers to offer, best first, each resting on another clause."""
    answers = _examples(engine, language) if not text else _hits(engine, engine.complete(text))
    by_clause = {answer.citations[0].id: answer for answer in reversed(list(answers)) if answer.citations}
    return list(reversed(by_clause.values()))[:MOST]


def _examples(engine: AnsweringEngine, language: str) -> Iterator[Answer]:
    for question in engine.ask("", language=language).suggestions:
        yield engine.ask(question, language=language)


def _hits(engine: AnsweringEngine, text: str) -> Iterator[Answer]:
    """The answer to a question, then each further clause by itself."""
    answer = engine.ask(text)
    if not answer.answered:
        return
    yield answer
    for name in hits(answer)[1:]:
        hit = engine.clause(name, question=text, language=answer.language)
        if hit is not None:
            yield hit


def _result(answer: Answer, username: str, mode: ParseMode | None) -> InlineQueryResultArticle:
    first, part = answer.citations[0], parts_of(answer)[0]
    content = InputTextMessageContent(
        part.html if mode else part.plain,
        parse_mode=mode,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    words = wording(answer.language)
    opening = InlineKeyboardButton(words.inline_open, url=link(username, first.id))
    return InlineQueryResultArticle(
        id=base64.urlsafe_b64encode(hashlib.sha256(first.id.encode()).digest()[:12]).decode(),
        title=answer.headline,
        description=" ".join(excerpt(first, LINE).split()),
        input_message_content=content,
        reply_markup=InlineKeyboardMarkup([[*copying(first.formal, answer.language), opening]]),
    )
