"""Updates: how many are worked on at once, in which order, and what is said when work on one fails.

More than 16 at once get slower with the library's transport. But a group that may be written to in a minute only must
not hold a place for that minute: sixteen such groups would silence the bot. So who waits for Telegram leaves theirs.
"""

import asyncio
import inspect
import logging
import re
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import SimpleUpdateProcessor

from handlers.chat.admission import addressed
from handlers.chat.context import LET_GO, Context
from handlers.chat.reply import plain_part, send
from index.office.office import now

AT_ONCE = 16
WAITING = 4096
WAITING_IN_A_CHAT = 20
ENDING = 5.0  # seconds that answers which are stopped are given to end what they have begun
ASIDE = 8  # updates of a chat that may take long at the same time; the next of these keeps the turn
_ID = re.compile(r"-?\d{5,}")
_RESPONSE = re.compile(r"\. (Parsing the server response|The server response contained).*", re.DOTALL)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Place:
    """One update's place, which it has from when it is taken until it is left."""

    _free: asyncio.Semaphore | None
    _held: bool = False

    async def take(self) -> None:
        """Wait for a place, unless it is held."""
        if self._free is not None and not self._held:
            await self._free.acquire()
            self._held = True

    def leave(self, *, for_good: bool = False) -> None:
        """Let another have the place, `for_good` if wanted."""
        if self._free is not None and self._held:
            self._held = False
            self._free.release()
        if for_good:
            self._free = None


_NONE = Place(None)  # what is sent outside of any update, such as the menu at the start, needs no place
CURRENT: ContextVar[Place] = ContextVar("place", default=_NONE)  # of the update that is worked on


@dataclass(slots=True)
class _Turn:
    """Whose turn it is in a chat, how many updates want it or go on aside, and whether any was dropped meanwhile."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted: int = 0
    aside: int = 0
    shed: bool = False


class PerChatProcessor(SimpleUpdateProcessor):
    """Works on at most `at_once` updates at a time, and on one chat's one after the other.

    The library's own limit counts before `do_process_update`, where updates waiting for their turn would use
    it up: one person's flood would keep all others waiting. So that limit is wide, and the real one is here.
    A group has one turn, not one for each member: its answers come in the order of its questions. A chat that has
    more updates waiting than anybody would wait for loses the newest. What takes long lets the chat's next begin.
    `came` counts all updates, `latest` is when the last one came (ISO).
    """

    __slots__ = ("_begun", "_closed", "_free", "_turns", "came", "latest")

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(WAITING)
        self._free = asyncio.Semaphore(at_once)
        self._turns: dict[object, _Turn] = {}
        self._begun: set[asyncio.Task[Any]] = set()
        self._closed = False
        self.came = 0
        self.latest: str | None = None

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn and a free place, then work; asyncio's locks serve in order."""
        self.came += 1
        self.latest = now()
        try:
            await self._in_turn(_whose(update), coroutine)
        finally:
            if inspect.iscoroutine(coroutine):
                coroutine.close()  # one that was dropped would complain that nobody awaited it

    async def _in_turn(self, key: object, coroutine: Awaitable[Any]) -> None:
        turn = self._turns.setdefault(key, _Turn())
        if turn.wanted > WAITING_IN_A_CHAT:
            if not turn.shed:
                log.warning("a chat has more than %d updates waiting; the newest are dropped", WAITING_IN_A_CHAT)
            turn.shed = True
            return
        async with self._held(key, turn) as let_go:
            place = Place(self._free)
            LET_GO.set(let_go)
            CURRENT.set(place)
            try:
                await place.take()
                if not self._closed and (task := asyncio.current_task()) is not None:
                    self._begun.add(task)
                    task.add_done_callback(self._begun.discard)
                    await coroutine
            finally:
                place.leave()

    @asynccontextmanager
    async def _held(self, key: object, turn: _Turn) -> AsyncIterator[Callable[[], None]]:
        """Have a chat's turn once it comes; what is given gives it back before the update is done."""
        aside = False

        def let_go() -> None:
            """Let the chat's next update begin, and others have the place, unless too many of the chat do so."""
            nonlocal aside
            if not aside and turn.aside < ASIDE:
                aside = True
                turn.aside += 1
                turn.lock.release()
                CURRENT.get().leave(for_good=True)

        turn.wanted += 1
        try:
            await turn.lock.acquire()
            try:
                yield let_go
            finally:
                if not aside:
                    turn.lock.release()
        finally:
            turn.aside -= aside
            turn.wanted -= 1
            if not turn.wanted:
                self._turns.pop(key, None)

    async def finish(self, seconds: float) -> None:
        """Begin nothing more; wait that long for what has begun, and cancel what takes longer."""
        self._closed = True
        if not self._begun:
            return
        _, late = await asyncio.wait(self._begun, timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            log.warning("%d answers weren't finished in time", len(late))
            await asyncio.wait(late, timeout=ENDING)


def _whose(update: object) -> object:
    """Whose turn it is: the chat's, else the user's, who in private is the same, else that of nobody else."""
    whose = (update.effective_chat or update.effective_user) if isinstance(update, Update) else None
    return whose.id if whose is not None else object()


async def on_error(update: object, context: Context) -> None:
    """Log the error, then tell the chat that its question isn't answered yet; never raises."""
    error = context.error
    if isinstance(error, Forbidden):
        log.info("a chat doesn't take messages from the bot (any more)")
        return
    log.error("a handler failed: %s", describe(error))
    message = update.effective_message if isinstance(update, Update) else None
    if message is None or isinstance(error, RetryAfter):  # a chat that takes no answer takes no apology either
        return
    try:
        if addressed(message, context.bot):
            await send(message, [plain_part(context.desk.words(message).failed)])
    except Exception as failure:  # the library would log it with its text
        log.warning("nor could the chat be told: %s", type(failure).__name__)


def describe(error: BaseException | None) -> str:
    """The error and its causes, the first cause last, by type and by place in this project's code.

    An exception's text can hold the question or a name, so only that of Telegram's own refusals is given,
    without ids, and not where it quotes the message.
    """
    links = []
    while error is not None:
        links.append(_one(error))
        error = error.__cause__ or error.__context__
    return " / caused by ".join(links) or "unknown"


def _one(error: BaseException) -> str:
    text = type(error).__name__
    # a refused markup is quoted, and all that a moved chat's error tells is the chat's id
    quotes = isinstance(error, ChatMigrated) or (isinstance(error, BadRequest) and "parse" in str(error).lower())
    if isinstance(error, TelegramError) and not quotes:
        text += f" ({_ID.sub('<id>', _RESPONSE.sub('', str(error)))})"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename] or frames[-1:]
    places = (f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}" for frame in reversed(own))
    return text + "".join(f" < {place}" for place in places)
