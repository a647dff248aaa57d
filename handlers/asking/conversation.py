"""A question in a chat: what it follows up, its answer, and what is kept of both for buttons and after a restart."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from telegram.constants import ChatAction
from telegram.error import TelegramError

from handlers.chat.context import Desk, kept
from handlers.chat.memory import Reply
from handlers.chat.reply import Part, parts_of
from handlers.chat.talk import Talk
from handlers.keyboards import answer_keyboard, hits, with_keyboard
from index.answer import Answer
from index.engine import AnsweringEngine
from index.office.office import now
from index.office.questions import Question, new_key
from index.query.query import Preference
from index.views.meeting import noted

PATIENCE = 1.0  # seconds of silence after which a chat shows that the bot is at work
TYPING_LASTS = 4.5  # seconds; Telegram takes the sign away after five
FOLLOWED_UP = timedelta(hours=12)  # how long after its question an answer is followed up, once the bot was restarted
GREETED = {"greet-id": "id", "greet-en": "en"}  # in the place of a question's key: nothing was asked, none is kept
CHAIN = 30  # questions that follow up one another and are asked again to have the last one's answer

log = logging.getLogger(__name__)


async def consult(talk: Talk, question: str, previous: Reply | None) -> Reply:
    """Ask the engine in a thread, so that nobody else waits; after a second the chat shows "typing"."""
    began, ask = time.perf_counter(), talk.desk.engine.ask
    preference = talk.desk.preference(talk.key)
    before = previous.answer if previous else None
    work = asyncio.create_task(asyncio.to_thread(ask, question, previous=before, preference=preference))
    done, _ = await asyncio.wait({work}, timeout=PATIENCE)
    while not done:
        with contextlib.suppress(TelegramError):
            chat, topic = talk.place
            await talk.bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=topic)
        done, _ = await asyncio.wait({work}, timeout=TYPING_LASTS)
    answer = work.result()
    greeted = "" if answer.asked else f"greet-{answer.language}"
    outcome = "greeted" if greeted else "answered" if answer.answered else "no answer"
    took = round(1000 * (time.perf_counter() - began))
    log.info("%s in %d ms", outcome, took)
    asked = Question(
        key=greeted or new_key(), place=talk.desk.office.hidden(talk.key), text=answer.question,
        language=answer.language, level=preference.level, type=preference.type,
        previous=previous.question.key if previous else "", answered=answer.answered, hits=hits(answer), took=took,
    )  # fmt: skip
    return Reply(question=asked, answer=answer)


def answer_parts(reply: Reply, username: str) -> list[Part]:
    """The messages that show an answer, its buttons under the last."""
    return with_keyboard(parts_of(reply.answer), answer_keyboard(reply.answer, reply.question.key, username))


async def latest(talk: Talk) -> Reply | None:
    """The last answer in a chat: as remembered, or asked again where the bot was restarted since."""
    return talk.desk.memory.latest.get(talk.place) or await asyncio.to_thread(_restored, talk.desk, talk.key)


async def asked_before(talk: Talk) -> Question | None:
    """The question that a message asked until it was edited: as remembered, or as kept."""
    desk, number = talk.desk, talk.message.message_id
    known = desk.memory.by_message.get((talk.message.chat.id, number))
    return known or await asyncio.to_thread(kept, lambda: desk.questions.of_message(talk.key, number), None)


def tried(desk: Desk, key: str, engine: AnsweringEngine) -> Answer | None:
    """The answer that another engine gives to the question of that key; None where it is no longer kept."""
    if (question := _kept_question(desk, key)) is None:
        return None
    return _asked_of(engine, question, recalled(desk, question.previous))


def remember(talk: Talk, number: int, reply: Reply, messages: Sequence[int]) -> None:
    """Keep an answer to the message `number`, for follow-ups, its buttons, its edit, and the record of a meeting.

    Of a message that asks nothing it is only known, until a restart, that its edit may ask something.
    """
    desk, key, where, memory = talk.desk, talk.key, talk.place, talk.desk.memory
    asked = replace(reply.question, message=number, messages=tuple(messages), at=now())
    greeted = asked.key in GREETED
    memory.by_message.put((where[0], number), asked)
    last = memory.latest.get(where)
    if last is None or number >= last.question.message:  # an older question's edit isn't the last word
        followed = replace(asked, key=asked.previous) if greeted else asked
        memory.latest.put(where, Reply(question=followed, answer=reply.answer))
    desk.ledger.put(lambda: desk.meetings.note(key, number, noted(reply.answer, number, asked.at)))
    if greeted:
        desk.ledger.put(lambda: desk.questions.drop(key, number))
        return
    memory.answers.put(asked.key, reply.answer)
    memory.questions.put(asked.key, asked)
    desk.ledger.put(lambda: desk.questions.put(asked, key, str(talk.user)))


def _restored(desk: Desk, place: str) -> Reply | None:
    question = kept(lambda: desk.questions.latest(place), None)
    if question is None or datetime.fromisoformat(question.at) < datetime.now(UTC) - FOLLOWED_UP:
        return None
    return recalled(desk, question.key)


def recalled(desk: Desk, key: str, depth: int = CHAIN) -> Reply | None:
    """The question of that key with its answer; None where it is no longer kept, and for ""."""
    if not key or (question := _kept_question(desk, key)) is None:
        return None
    if (answer := desk.memory.answers.get(key)) is None:  # what it follows up is asked again first
        before = recalled(desk, question.previous, depth - 1) if depth else None
        answer = _asked_of(desk.engine, question, before)
        if before is not None or not question.previous:  # else the chain is longer, and this may be another answer
            desk.memory.answers.put(key, answer)
    return Reply(question=question, answer=answer)


def _kept_question(desk: Desk, key: str) -> Question | None:
    if key in GREETED:  # what the bot says where nothing was asked, in any chat
        return Question(key=key, place="", text="", language=GREETED[key])
    return desk.memory.questions.get(key) or kept(lambda: desk.questions.get(key), None)


def _asked_of(engine: AnsweringEngine, question: Question, before: Reply | None) -> Answer:
    scope, previous = Preference(level=question.level, type=question.type), before.answer if before else None
    return engine.ask(question.text, previous=previous, preference=scope, language=question.language)
