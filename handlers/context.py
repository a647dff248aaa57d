"""What every handler is given: the engine, who may ask, and what was said before."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, User
from telegram.ext import CallbackContext, ExtBot

from corpus.errors import StoreError
from corpus.manifest import DOCUMENTS
from handlers.access import Access
from handlers.ledger import Ledger
from handlers.memory import Memory, Place
from handlers.messages import Wording, known_language, wording
from handlers.picture import Pictures
from handlers.publisher import Publisher
from handlers.rate import Rates
from handlers.turn import Jobs
from index.asked import Questions
from index.drafts import Drafts
from index.live import Live
from index.office import Office
from index.pending import Pending, Wanted
from index.preferences import Preferences
from index.query import Preference
from index.setting import NONE

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the handlers share; `documents` is the folder of the documents' files, `menuless` the admins who have
    no menu of their own yet."""

    engine: Live
    office: Office
    questions: Questions
    preferences: Preferences
    pictures: Pictures
    publisher: Publisher
    drafts: Drafts
    pending: Pending
    access: Access = field(default_factory=Access)
    memory: Memory = field(default_factory=Memory)
    ledger: Ledger = field(default_factory=Ledger)
    rates: Rates = field(default_factory=Rates)
    inline_rates: Rates = field(default_factory=Rates)
    jobs: Jobs = field(default_factory=Jobs)
    documents: Path = DOCUMENTS
    menuless: set[int] = field(default_factory=set)

    def words(self, message: Message, presser: User | None = None) -> Wording:
        """The wording in the chat's language; `presser` pressed a button under the message, which is the bot's."""
        return wording(self.language(message, presser))

    def words_for(self, query: CallbackQuery) -> Wording:
        """The wording for whoever pressed a button: the chat's, or their own where the message can't be reached."""
        message = query.message
        own = wording(known_language(query.from_user.language_code))
        return self.words(message, query.from_user) if isinstance(message, Message) else own

    def language(self, message: Message, presser: User | None = None) -> str:
        """The chat's language: the one that is set, its last answer's or else, in private, the user's own."""
        if chosen := self.preference(place_key(place(message))).language:
            return chosen
        latest = self.memory.latest.get(place(message))
        if latest is not None:
            return latest.answer.language
        own = (presser or message.from_user) if message.chat.type == message.chat.PRIVATE else None
        return known_language(own.language_code if own else None)

    def preference(self, key: str) -> Preference:
        """What the chat of that key has set, as far as it was looked up."""
        return self.memory.preferences.get(key) or NONE

    async def await_text(self, user: int, wanted: Wanted | None) -> None:
        """Take what a person writes next as what is wanted, or with None as a question again."""
        await asyncio.to_thread(kept, lambda: self.pending.put(user, wanted), None)

    async def look_up(self, key: str) -> None:
        """Look up what the chat of that key has set, unless it is known."""
        if self.memory.preferences.get(key) is None:
            found = await asyncio.to_thread(kept, lambda: self.preferences.get(key), None)
            if found is not None:
                self.memory.preferences.put(key, found)


def kept(action: Callable[[], T], otherwise: T) -> T:
    """What an action on the office's data gives; where that can't be reached, `otherwise`: answers go on."""
    try:
        return action()
    except StoreError as error:
        log.error("the office's data can't be used: %s", error)
        return otherwise


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """A callback's context with the desk; `context_for` gives the class for one desk."""

    desk: ClassVar[Desk]


def context_for(desk: Desk) -> type[Context]:
    """The context class that an application with this desk uses."""
    return type("DeskContext", (Context,), {"desk": desk})


def sender(message: Message) -> int:
    """Who wrote a message; an anonymous admin is their group, since all of them are one user to Telegram."""
    if message.sender_chat is not None or message.from_user is None:
        return message.chat.id
    return message.from_user.id


def place_key(where: Place) -> str:
    """A conversation's name in the office's data, which keeps only its hash."""
    chat, topic = where
    return f"{chat}:{topic or ''}"


def place(message: MaybeInaccessibleMessage) -> Place:
    """The conversation that a message belongs to: its chat, and in a forum its topic, as far as Telegram tells it."""
    topical = isinstance(message, Message) and message.is_topic_message
    return message.chat.id, message.message_thread_id if isinstance(message, Message) and topical else None
