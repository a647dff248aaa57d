"""A question, new, edited or typed as @bot in any chat, its answer, and what the buttons under that do."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace as replace_values

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from handlers import keyboards
from handlers.asking.conversation import answer_parts, asked_before, consult, latest, recalled, remember
from handlers.asking.view_chat import view_messages
from handlers.buttons import Target, link, payload_of
from handlers.chat.admission import question_of
from handlers.chat.context import Context, kept
from handlers.chat.memory import Reply
from handlers.chat.reply import NO_PREVIEW, Part, parts_of, replace, with_markup
from handlers.chat.talk import Press, Said
from handlers.wording import known_language, wording
from index.answer import Answer
from index.engine import AnsweringEngine
from index.views.view import excerpt

CLAUSES, COMPARE = "clauses", "compare"  # the views behind "full clause" and "by type"
MOST = 10  # results; Telegram takes 50
CACHED = 20  # seconds that Telegram may give the same results to the same words
LINE = 110  # characters of a clause under a result's title
START = "inline"  # the payload of the button above the results, which opens the chat with the bot

log = logging.getLogger(__name__)


async def ask(said: Said) -> None:
    """Answer the question in a new message."""
    if question := question_of(said.message, said.bot):
        reply = await consult(said, question, await latest(said))
        sent = await said.send(*answer_parts(reply, said.bot.username))
        remember(said, said.message.message_id, reply, sent)
    elif question is not None:
        await said.say(said.words.empty)


async def ask_again(said: Said) -> None:
    """Put the answer to an edited question in the place of its old answer, or send it if there is none."""
    if not (question := question_of(said.message, said.bot)):
        return
    known = await asked_before(said)
    # an edited follow-up follows up what it did before, not its own old answer
    previous = await asyncio.to_thread(recalled, said.desk, known.previous) if known else None
    reply = await consult(said, question, previous)
    sent = await replace(said.message, known.messages if known else (), answer_parts(reply, said.bot.username))
    remember(said, said.message.message_id, reply, sent)


async def answer_button(press: Press) -> str:
    """Do what a button under an answer says; a notice tells what can't be done."""
    desk, words, action = press.desk, press.own_words, press.given["action"]
    found = await asyncio.to_thread(recalled, desk, press.given["key"])
    if found is None or found.question.place not in (desk.office.hidden(press.key), ""):  # a key is for its own chat
        return words.question_gone
    if found.question.answered and not found.answer.answered:  # its document is retired, or what it followed up gone
        kept_still = desk.engine.clause(next(iter(found.question.hits), "")) is not None
        return words.question_gone if kept_still else words.clause_gone
    log.info("button %s", action)
    number = int(press.given["number"] or 0)  # which hit, reason or suggestion it is about
    if action in (keyboards.GOOD, keyboards.BAD, keyboards.REASON):
        return await _vote(press, found, number)
    return await (_suggested if action == keyboards.SUGGESTED else _turned)(press, found, number)


async def _turned(press: Press, found: Reply, at: int) -> str:
    """Turn the answer's messages into what a button shows; gives the notice where there is nothing to show."""
    if not (parts := await asyncio.to_thread(_shown, press, found, at)):
        return wording(found.question.language).clause_gone
    desk, question, number = press.desk, found.question, press.message.message_id
    old = [message for message in question.messages if message <= number] or [number]
    if (turned := await replace(press.message, old, parts)) != question.messages:  # the answer's edit is to find them
        moved = replace_values(question, messages=turned)
        desk.memory.questions.put(question.key, moved)
        desk.memory.by_message.put((press.message.chat.id, question.message), moved)
        desk.ledger.put(lambda: desk.questions.moved(question.key, turned))
    return ""


def _shown(press: Press, found: Reply, number: int) -> list[Part]:
    """The messages that a button shows; none where the clause is gone."""
    engine, question, key = press.desk.engine, found.question, found.question.key
    action, language = press.given["action"], question.language
    if action == keyboards.BACK:
        return answer_parts(found, press.bot.username)
    if action == keyboards.TYPES:
        return view_messages(press, Target(view=COMPARE, argument=_topic(found), language=language, back=key))
    name = question.hits[number] if number < len(question.hits) else ""
    hit = engine.clause(name, question=question.text, language=language) if name else None
    if hit is None:
        return []
    if action == keyboards.HIT:
        return keyboards.with_keyboard(parts_of(hit), keyboards.hit_keyboard(hit, key, number, len(question.hits)))
    return view_messages(press, Target(view=CLAUSES, argument=name, language=language, back=key))


def _topic(found: Reply) -> str:
    """What a question is about, without the words that ask."""
    query = found.answer.query
    said = [c.text for c in query.concepts if not c.light and not c.within(query.slots)] if query else []
    return " ".join(said) or found.question.text


async def _vote(press: Press, found: Reply, number: int) -> str:
    """Keep what a person thinks; one who thinks it wrong is asked what is."""
    words, action = wording(found.question.language), press.given["action"]
    key, bad, user, questions = press.given["key"], action == keyboards.BAD, str(press.user), press.desk.questions
    reason = words.reasons[number] if action == keyboards.REASON and number < len(words.reasons) else ""
    verdict = "up" if action == keyboards.GOOD else "down"
    await press.desk.ledger.finish()
    if not await asyncio.to_thread(kept, lambda: questions.vote(key, user, verdict, reason), False):
        return words.question_gone
    if action != keyboards.GOOD:
        await press.unbutton(then=keyboards.answer_keyboard(found.answer, key, press.bot.username, reasons=bad))
    return words.vote_why if bad else words.vote_thanks


async def _suggested(press: Press, found: Reply, number: int) -> str:
    """Ask the suggested question, and answer it in a new message."""
    if number >= len(suggestions := found.answer.suggestions):
        return wording(found.question.language).view_gone
    reply = await consult(press, suggestions[number], await latest(press))
    sent = await press.send(*answer_parts(reply, press.bot.username))
    remember(press, sent[0], reply, sent)
    return ""


async def inline(update: Update, context: Context) -> None:
    """Give what answers the words typed so far; examples where nothing is typed."""
    if (query := update.inline_query) is None:
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
    """The answers to offer, best first, each resting on another clause: of a question further clauses by themselves."""
    if not text:
        answers = [engine.ask(asked, language=language) for asked in engine.ask("", language=language).suggestions]
    else:
        text = engine.complete(text)
        answer = engine.ask(text)
        further = (engine.clause(c, question=text, language=answer.language) for c in keyboards.hits(answer)[1:])
        answers = [answer, *filter(None, further)] if answer.answered else []
    by_clause = {answer.citations[0].id: answer for answer in reversed(answers) if answer.citations}
    return list(reversed(by_clause.values()))[:MOST]


def _result(answer: Answer, username: str, mode: ParseMode | None) -> InlineQueryResultArticle:
    first, part = answer.citations[0], parts_of(answer)[0]
    text = part.html if mode else part.plain
    content = InputTextMessageContent(text, parse_mode=mode, link_preview_options=NO_PREVIEW)
    opening = InlineKeyboardButton(wording(answer.language).inline_open, url=link(username, first.id))
    return InlineQueryResultArticle(
        id=payload_of(first.id),
        title=answer.headline,
        description=" ".join(excerpt(first, LINE).split()),
        input_message_content=content,
        reply_markup=InlineKeyboardMarkup([[*keyboards.copying(first.formal, answer.language), opening]]),
    )
