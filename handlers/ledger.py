"""What is to be written into the office's data, one after the other beside the answers: nobody waits for the disk."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.errors import StoreError

MOST = 2000  # writes that may wait; what comes then is not kept

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Ledger:
    """A queue of writes; `work` does them as long as it runs."""

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
