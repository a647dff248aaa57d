"""What the buttons under an answer do: its clause in full, other hits, types of office, what people think of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace as replace_values

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from handlers import keyboards
from handlers.asking.conversation import Recalled, answer_parts, consult, latest, recalled, remember
from handlers.asking.view_chat import view_messages
from handlers.buttons import Target
from handlers.chat.context import kept
from handlers.chat.reply import Part, parts_of, replace
from handlers.chat.talk import Press
from handlers.wording import wording
from index.office.questions import Question

CLAUSES, COMPARE = "clauses", "compare"  # the views behind "full clause" and "by type"

log = logging.getLogger(__name__)


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
    if action in (keyboards.GOOD, keyboards.BAD, keyboards.REASON):
        return await _vote(press, found)
    return await (_suggested(press, found) if action == keyboards.SUGGESTED else _turned(press, found))


async def _turned(press: Press, found: Recalled) -> str:
    """Turn the answer's messages into what a button shows; gives the notice where there is nothing to show."""
    parts = await asyncio.to_thread(_shown, press, found)
    if not parts:
        return wording(found.question.language).clause_gone
    number = press.message.message_id
    old = [message for message in found.question.messages if message <= number] or [number]
    turned = await replace(press.message, old, parts)
    if turned != found.question.messages:
        _moved(press, found.question, turned)
    return ""


def _moved(press: Press, question: Question, messages: tuple[int, ...]) -> None:
    """Keep which messages show the answer now: its edit is to find them."""
    desk, asked = press.desk, (press.message.chat.id, question.message)
    desk.memory.questions.put(question.key, replace_values(question, messages=messages))
    known = desk.memory.exchanges.get(asked)
    if known is not None:
        desk.memory.exchanges.put(asked, replace_values(known, messages=messages))
    desk.ledger.put(lambda: desk.questions.moved(question.key, messages))


def _shown(press: Press, found: Recalled) -> list[Part]:
    """The messages that a button shows; none where the clause is gone."""
    engine, question, key, number = press.desk.engine, found.question, press.given["key"], _number(press)
    action, language = press.given["action"], question.language
    if action == keyboards.BACK:
        keyboard = keyboards.answer_keyboard(found.answer, key, press.bot.username)
        return keyboards.with_keyboard(parts_of(found.answer), keyboard)
    if action == keyboards.TYPES:
        return view_messages(press, Target(view=COMPARE, argument=_topic(found), language=language, back=key))
    name = question.hits[number] if number < len(question.hits) else ""
    hit = engine.clause(name, question=question.text, language=language) if name else None
    if hit is None:
        return []
    if action == keyboards.HIT:
        keyboard = keyboards.hit_keyboard(hit, key, number, len(question.hits))
        return keyboards.with_keyboard(parts_of(hit), keyboard)
    return view_messages(press, Target(view=CLAUSES, argument=name, language=language, back=key))


def _number(press: Press) -> int:
    """Which hit, reason or suggestion a button is about."""
    return int(press.given["number"] or 0)


def _topic(found: Recalled) -> str:
    """What a question is about, without the words that ask."""
    query = found.answer.query
    said = [c.text for c in query.concepts if not c.light and not c.within(query.slots)] if query else []
    return " ".join(said) or found.question.text


async def _vote(press: Press, found: Recalled) -> str:
    """Keep what a person thinks; one who thinks it wrong is asked what is."""
    words, action, number = wording(found.question.language), press.given["action"], _number(press)
    key, bad, user, questions = press.given["key"], action == keyboards.BAD, str(press.user), press.desk.questions
    reason = words.reasons[number] if action == keyboards.REASON and number < len(words.reasons) else ""
    verdict = "up" if action == keyboards.GOOD else "down"
    await press.desk.ledger.finish()
    if not await asyncio.to_thread(kept, lambda: questions.vote(key, user, verdict, reason), False):
        return words.question_gone
    if action != keyboards.GOOD:
        await _set_keyboard(press, keyboards.answer_keyboard(found.answer, key, press.bot.username, reasons=bad))
    return words.vote_why if bad else words.vote_thanks


async def _set_keyboard(press: Press, keyboard: InlineKeyboardMarkup | None) -> None:
    try:
        await press.query.edit_message_reply_markup(keyboard)
    except BadRequest:  # somebody else pressed it too, or the message is too old
        log.info("the buttons of an answer can't be changed")


async def _suggested(press: Press, found: Recalled) -> str:
    """Ask the suggested question, and answer it in a new message."""
    suggestions, number = found.answer.suggestions, _number(press)
    if number >= len(suggestions):
        return wording(found.question.language).view_gone
    reply = await consult(press, suggestions[number], await latest(press))
    sent = await press.send(*answer_parts(reply, press.bot.username))
    remember(press, sent[0], reply, sent)
    return ""
