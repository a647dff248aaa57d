"""What the buttons under an answer do: its clause in full, other hits, types of office, what people think of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace as replace_values

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage
from telegram.error import BadRequest

from handlers.asking.conversation import Recalled, answer_parts, consult, latest, recall, remember
from handlers.asking.view_chat import view_messages
from handlers.buttons import Fields, Target
from handlers.chat.context import Context, Desk, kept, place, place_key
from handlers.chat.reply import Part, parts_of, replace, send
from handlers.keyboards import (
    BACK,
    BAD,
    GOOD,
    HIT,
    REASON,
    SUGGESTED,
    TYPES,
    Action,
    action_of,
    answer_keyboard,
    hit_keyboard,
    with_keyboard,
)
from handlers.wording import Wording, wording
from index.office.questions import Question

CLAUSES, COMPARE = "clauses", "compare"  # the views behind "full clause" and "by type"

log = logging.getLogger(__name__)


async def answer_button(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Do what a button under an answer says; a notice tells what can't be done."""
    action = action_of(query.data or "")
    words = wording(query.from_user.language_code)
    if action is None or query.message is None:
        return words.view_gone
    found = await recall(context.desk, action.key)
    here = context.desk.office.hidden(place_key(place(query.message)))
    if found is None or found.question.place not in (here, ""):  # a key is for the chat that it was made for
        return words.question_gone
    if found.question.answered and not found.answer.answered:  # its document is retired, or what it followed up gone
        kept_still = context.desk.engine.clause(next(iter(found.question.hits), "")) is not None
        return words.question_gone if kept_still else words.clause_gone
    words = wording(found.question.language)
    log.info("button %s", action.action)
    if action.action in (GOOD, BAD, REASON):
        return await _vote(query, context, action, found)
    if action.action == SUGGESTED:
        return await _suggested(query.message, query.from_user.id, context, action, found)
    return await _turned(query.message, query.from_user.id, context, action, found, words)


async def _turned(
    message: MaybeInaccessibleMessage, user: int, context: Context, action: Action, found: Recalled, words: Wording
) -> str:
    """Turn the answer's messages into what an action shows; gives the notice where there is nothing to show."""
    parts = await asyncio.to_thread(_shown, context, action, found, user)
    if not parts:
        return words.clause_gone
    old = [number for number in found.question.messages if number <= message.message_id] or [message.message_id]
    turned = await replace(message, old, parts)
    if turned != found.question.messages:
        _moved(context.desk, message, found.question, turned)
    return ""


def _moved(desk: Desk, message: MaybeInaccessibleMessage, question: Question, messages: tuple[int, ...]) -> None:
    """Keep which messages show the answer now: its edit is to find them."""
    desk.memory.questions.put(question.key, replace_values(question, messages=messages))
    known = desk.memory.exchanges.get((message.chat.id, question.message))
    if known is not None:
        exchange = replace_values(known, messages=messages)
        desk.memory.exchanges.put((message.chat.id, question.message), exchange)
    desk.ledger.put(lambda: desk.questions.moved(question.key, messages))


def _shown(context: Context, action: Action, found: Recalled, user: int) -> list[Part]:
    """The messages that an action shows; none where the clause is gone."""
    engine, question, key = context.desk.engine, found.question, action.key
    if action.action == BACK:
        keyboard = answer_keyboard(found.answer, key, context.bot.username)
        return with_keyboard(parts_of(found.answer), keyboard)
    if action.action == TYPES:
        target = Target(view=COMPARE, argument=_topic(found), language=question.language, back=key)
        return view_messages(context.desk, target, user)
    name = question.hits[action.number] if action.number < len(question.hits) else ""
    if action.action == HIT:
        hit = engine.clause(name, question=question.text, language=question.language)
        if hit is None:
            return []
        return with_keyboard(parts_of(hit), hit_keyboard(hit, key, action.number, len(question.hits)))
    target = Target(view=CLAUSES, argument=name, language=question.language, back=key)
    return view_messages(context.desk, target, user) if name and engine.clause(name) is not None else []


def _topic(found: Recalled) -> str:
    """What a question is about, without the words that ask."""
    query = found.answer.query
    said = [c.text for c in query.concepts if not c.light and not c.within(query.slots)] if query else []
    return " ".join(said) or found.question.text


async def _vote(query: CallbackQuery, context: Context, action: Action, found: Recalled) -> str:
    """Keep what a person thinks; one who thinks it wrong is asked what is."""
    words = wording(found.question.language)
    reason = words.reasons[action.number] if action.action == REASON and action.number < len(words.reasons) else ""
    verdict = "up" if action.action == GOOD else "down"
    user, questions = str(query.from_user.id), context.desk.questions
    await context.desk.ledger.finish()
    if not await asyncio.to_thread(kept, lambda: questions.vote(action.key, user, verdict, reason), False):
        return words.question_gone
    keyboard = answer_keyboard(found.answer, action.key, context.bot.username, reasons=action.action == BAD)
    if action.action != GOOD:
        await _set_keyboard(query, keyboard)
    return words.vote_why if action.action == BAD else words.vote_thanks


async def _set_keyboard(query: CallbackQuery, keyboard: InlineKeyboardMarkup | None) -> None:
    try:
        await query.edit_message_reply_markup(keyboard)
    except BadRequest:  # somebody else pressed it too, or the message is too old
        log.info("the buttons of an answer can't be changed")


async def _suggested(
    message: MaybeInaccessibleMessage, user: int, context: Context, action: Action, found: Recalled
) -> str:
    """Ask the suggested question, and answer it in a new message."""
    suggestions = found.answer.suggestions
    if action.number >= len(suggestions):
        return wording(found.question.language).view_gone
    desk, where = context.desk, place(message)
    reply = await consult(desk, message, suggestions[action.number], await latest(desk, where))
    sent = await send(message, answer_parts(reply, context.bot.username))
    remember(desk, where, sent[0], user, reply, sent)
    return ""
