"""What every handler is given and what it leaves to go on: long work, the chat's next message, writes to the disk."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from telegram import MaybeInaccessibleMessage, Message, User
from telegram.ext import CallbackContext, ExtBot

from corpus.errors import StoreError
from handlers.chat.admission import Access, Rates
from handlers.chat.memory import Memory, Place
from handlers.rendering.picture import Pictures
from handlers.wording import Wording, wording
from index.engine import AnsweringEngine
from index.office.chats import Meetings, Pending, Preferences
from index.office.drafts import Drafts
from index.office.office import Office
from index.office.questions import Questions
from index.publishing.publisher import Publisher
from index.query.query import Preference
from index.scope.setting import NONE

READ_AT_ONCE = 2  # files; each takes a processor, and up to a gigabyte

T = TypeVar("T")

# Of each update's task: lets the chat's next message begin, though this one is worked on; again it does no more.
LET_GO: ContextVar[Callable[[], None]] = ContextVar("let_go", default=lambda: None)
MOST = 2000  # writes that may wait; what comes then is not kept

log = logging.getLogger(__name__)


class Jobs:
    """What takes long and may be stopped by who began it; only so many files are read at once."""

    def __init__(self, at_once: int = READ_AT_ONCE) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._jobs: defaultdict[int, set[asyncio.Task[Any]]] = defaultdict(set)

    def begin(self, user: int, work: Coroutine[Any, Any, T], *, freely: bool = False) -> asyncio.Task[T]:
        """Begin what a person wants, as soon as there is a place for it; what goes `freely` needs none."""
        job = asyncio.create_task(work if freely else self._in_place(work))
        self._jobs[user].add(job)
        job.add_done_callback(self._jobs[user].discard)
        return job

    def stop(self, user: int) -> bool:
        """Stop all that a person has begun; whether there was anything."""
        return sum(job.cancel() for job in self._jobs[user]) > 0

    async def _in_place(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            async with self._free:
                return await work
        finally:
            work.close()  # one that was stopped before it began would complain that nobody awaited it


@dataclass(slots=True)
class Ledger:
    """A queue of writes, which `work` does one after the other as long as it runs: nobody waits for the disk."""

    _waiting: asyncio.Queue[Callable[[], object]] = field(default_factory=lambda: asyncio.Queue(MOST))

    def put(self, write: Callable[[], object]) -> None:
        """Do a write soon."""
        try:
            self._waiting.put_nowait(write)
        except asyncio.QueueFull:
            log.error("the office's data can't be written fast enough; a question isn't kept")

    async def work(self) -> None:
        """Write for ever, in a thread; one that fails is told and dropped."""
        while True:
            write = await self._waiting.get()
            try:
                await asyncio.to_thread(write)
            except StoreError as error:
                log.error("a question isn't kept: %s", error)
            finally:
                self._waiting.task_done()

    async def finish(self, seconds: float = 3.0) -> None:
        """Wait until all is written, at most so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._waiting.join(), seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the handlers share; `menuless` are the admins who have no menu of their own yet."""

    office: Office
    meetings: Meetings
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
    menuless: set[int] = field(default_factory=set)

    @property
    def engine(self) -> AnsweringEngine:
        """The engine that answers now."""
        return self.publisher.live.engine

    def words(self, message: Message, presser: User | None = None) -> Wording:
        """The wording in the chat's language: the one set, its last answer's or else, in private, the user's own.

        `presser` pressed a button under the message, which is the bot's.
        """
        if chosen := self.preference(place_key(place(message))).language:
            return wording(chosen)
        if (latest := self.memory.latest.get(place(message))) is not None:
            return wording(latest.answer.language)
        own = (presser or message.from_user) if message.chat.type == message.chat.PRIVATE else None
        return wording(own.language_code if own else None)

    def preference(self, key: str) -> Preference:
        """What the chat of that key has set, as far as it was looked up."""
        return self.memory.preferences.get(key) or NONE

    def lengthen(self, key: str) -> str:
        """What is kept under a button's key; "" for nothing."""
        return kept(lambda: self.questions.lengthened(key), "")

    async def look_up(self, key: str) -> None:
        """Look up what the chat of that key has set, unless it is known."""
        known = self.memory.preferences
        if found := known.get(key) or await asyncio.to_thread(kept, lambda: self.preferences.get(key), None):
            known.put(key, found)


def kept(action: Callable[[], T], otherwise: T) -> T:
    """What an action on the office's data gives; where that can't be reached, `otherwise`: answers go on."""
    try:
        return action()
    except StoreError as error:
        log.error("the office's data can't be used: %s", error)
        return otherwise


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """A callback's context with the desk; an application uses a class of its own, with its own desk."""

    desk: ClassVar[Desk]


def sender(message: Message) -> int:
    """Who wrote a message; an anonymous admin is their group, since all of them are one user to Telegram."""
    return (message.sender_chat or message.from_user or message.chat).id


def place_key(where: Place) -> str:
    """A conversation's name in the office's data, which keeps only its hash."""
    chat, topic = where
    return f"{chat}:{topic or ''}"


def place(message: MaybeInaccessibleMessage) -> Place:
    """The conversation that a message belongs to: its chat, and in a forum its topic, as far as Telegram tells it."""
    topical = isinstance(message, Message) and message.is_topic_message
    return message.chat.id, message.message_thread_id if isinstance(message, Message) and topical else None
