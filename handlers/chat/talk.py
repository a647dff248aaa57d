"""What a handler is given: a message, or a press of a button under one, and the ways to answer it, errors too."""

import logging
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from corpus.errors import TanyaPasalError, reason_of
from handlers.chat.context import Desk, kept, place, place_key
from handlers.chat.memory import Place
from handlers.chat.reply import Part, answer_query, in_group, plain_part, replace, reply_to, send
from handlers.wording import Wording, wording
from index.publishing.generations import UnpointedError
from index.publishing.publisher import BusyError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk(ABC):
    """What is worked on: the message that it is about, and which `user` wants something."""

    desk: Desk
    bot: ExtBot[int]
    message: MaybeInaccessibleMessage
    user: int

    @property
    @abstractmethod
    def words(self) -> Wording:
        """The wording in the language that it is answered in."""

    @property
    def place(self) -> Place:
        """The conversation that it is part of."""
        return place(self.message)

    @property
    def key(self) -> str:
        """The conversation's name in the office's data."""
        return place_key(self.place)

    @property
    def alone(self) -> bool:
        """Whether nobody else reads along."""
        return not in_group(self.message)

    def shorten(self, data: str) -> str:
        """A key for what a button has no room for, kept as the user's; "" where it can't be kept."""
        return kept(lambda: self.desk.questions.shortened(data, str(self.user)), "")

    async def say(self, text: str) -> None:
        """Answer with one plain sentence."""
        await self.send(plain_part(text))

    async def send(self, *parts: Part) -> tuple[int, ...]:
        """Answer with these messages; gives their ids."""
        return await send(self.message, parts)

    async def send_file(self, content: bytes, name: str, caption: Part | None = None, *, photo: bool = False) -> None:
        """Answer with a file of that name, its caption and buttons under it; shown as a `photo` if asked."""
        await (self.bot.send_photo if photo else self.bot.send_document)(
            self.message.chat.id,
            content,
            filename=name,
            caption=caption.html if caption else None,
            parse_mode=ParseMode.HTML,
            message_thread_id=self.place[1],
            reply_parameters=None if self.alone else reply_to(self.message),
            reply_markup=caption.keyboard if caption else None,
        )

    async def unbutton(self, number: int = 0, then: InlineKeyboardMarkup | None = None) -> None:
        """Take the buttons from the message of that number, or of a press from its own: what they are for is done.

        `then` are those that stand there from now on.
        """
        at = number or self.message.message_id
        try:
            await self.bot.edit_message_reply_markup(self.message.chat.id, at, reply_markup=then)
        except BadRequest:
            log.info("the buttons of a message that is old, gone or without any stay as they are")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Talk):
    """A message that somebody wrote."""

    message: Message

    @property
    def words(self) -> Wording:
        """The wording in the chat's language."""
        return self.desk.words(self.message)

    @property
    def command(self) -> str:
        """The command that it begins with, without the bot's name."""
        return (self.message.text or "/").split(maxsplit=1)[0][1:].partition("@")[0].lower()

    @property
    def argument(self) -> str:
        """What stands behind its command."""
        return "".join((self.message.text or "/").split(maxsplit=1)[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(Talk):
    """A button that somebody pressed under the message, with the `given` fields of its data, "" for what it lacks."""

    query: CallbackQuery
    given: dict[str, str]

    @property
    def words(self) -> Wording:
        """The wording in the chat's language, or in the presser's own where the message can't be reached."""
        if isinstance(self.message, Message):
            return self.desk.words(self.message, self.query.from_user)
        return self.own_words

    @property
    def own_words(self) -> Wording:
        """The wording in the language of whoever pressed, whatever the chat's is."""
        return wording(self.query.from_user.language_code)

    async def answer(self, notice: str = "") -> None:
        """Tell Telegram that the press is worked on, with a notice to the person if there is one to give."""
        await answer_query(self.query, notice)

    async def show(self, *parts: Part) -> tuple[int, ...]:
        """Put these in the place of the message with the button; gives the messages' ids."""
        return await replace(self.message, [self.message.message_id], parts)


def told(error: TanyaPasalError | OSError, words: Wording) -> str:
    """An error as a chat shows it, in its language: files by their names, without the folders of this machine."""
    return re.sub(r"(?<!\w)/(?:[^\s/]+/)+", "", reason_of(error).text(words.language_code))


def refused(error: TanyaPasalError, words: Wording) -> str:
    """Why a change isn't made or answered from: somebody else publishes, and for how long, or what went wrong."""
    if isinstance(error, BusyError):
        return words.publishing_busy(who=error.who, seconds=max(1, round(error.seconds)))
    said = words.publishing_later if isinstance(error, UnpointedError) else words.publishing_failed
    return said(reason=told(error, words))


@asynccontextmanager
async def refusal_told(talk: Talk) -> AsyncIterator[None]:
    """Work on a change to the documents; for what it can't be made or shown, that is said."""
    try:
        yield
    except TanyaPasalError as error:
        await talk.say(refused(error, talk.words))
