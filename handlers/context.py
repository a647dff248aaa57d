"""What every handler is given: the engine, who may ask, and what was said before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from telegram import Message
from telegram.ext import CallbackContext, ExtBot

from handlers.access import Access
from handlers.memory import Memory, Place
from handlers.messages import Wording, wording
from index.answer import Answer


class Answerer(Protocol):
    """What answers questions; it may be called from several threads at once."""

    def ask(self, question: str, *, previous: Answer | None = None) -> Answer:
        """The answer to `question`; `previous` is the chat's last answer, which it may follow up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the handlers share."""

    engine: Answerer
    access: Access = field(default_factory=Access)
    memory: Memory = field(default_factory=Memory)

    def words(self, message: Message) -> Wording:
        """The wording in the chat's language: its last answer's or else, in private, the user's own."""
        latest = self.memory.latest.get(place(message))
        if latest is not None:
            return wording(latest.answer.language)
        own = message.from_user if message.chat.type == message.chat.PRIVATE else None
        return wording(own.language_code if own else None)


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """A callback's context with the desk; `context_for` gives the class for one desk."""

    desk: ClassVar[Desk]


def context_for(desk: Desk) -> type[Context]:
    """The context class that an application with this desk uses."""
    return type("DeskContext", (Context,), {"desk": desk})


def place(message: Message) -> Place:
    """The conversation that a message belongs to: its chat, and in a forum its topic."""
    return message.chat.id, message.message_thread_id if message.is_topic_message else None
