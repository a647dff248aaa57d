"""Places for the updates that are worked on; who waits for Telegram's limits leaves theirs to others meanwhile.

More than 16 at once get slower with the library's transport. But a group that may be written to in a minute only must
not hold a place for that minute: sixteen such groups would silence the bot.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

AT_ONCE = 16


class Place:
    """One update's place; it may be left and taken again."""

    def __init__(self, free: asyncio.Semaphore | None) -> None:
        self._free = free
        self._held = False

    async def take(self) -> None:
        """Wait for a place, unless it is held."""
        if self._free is not None and not self._held:
            await self._free.acquire()
            self._held = True

    def leave(self) -> None:
        """Let another have the place."""
        if self._free is not None and self._held:
            self._held = False
            self._free.release()

    def give_up(self) -> None:
        """Let another have the place for good."""
        self.leave()
        self._free = None


_NONE = Place(None)  # what is sent outside of any update, such as the menu at the start, needs no place
_CURRENT: ContextVar[Place] = ContextVar("place", default=_NONE)


class Places:
    """All places there are."""

    def __init__(self, count: int = AT_ONCE) -> None:
        self._free = asyncio.Semaphore(count)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Hold a place while the block runs, as far as it isn't left within."""
        place = Place(self._free)
        await place.take()
        token = _CURRENT.set(place)
        try:
            yield
        finally:
            _CURRENT.reset(token)
            place.leave()


def current_place() -> Place:
    """The place of the update that is worked on here."""
    return _CURRENT.get()
