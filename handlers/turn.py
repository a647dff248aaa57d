"""Whose turn it is in a chat: a chat's messages are worked on in order, but what takes long lets the next one begin."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

READ_AT_ONCE = 2  # files; each takes a processor, and up to a gigabyte

T = TypeVar("T")

_LET_GO: ContextVar[Callable[[], None]] = ContextVar("let_go", default=lambda: None)


def let_go() -> None:
    """Let the chat's next message begin, though this one is still worked on; more than once does no more."""
    _LET_GO.get()()


@contextmanager
def in_turn(leave: Callable[[], None]) -> Iterator[None]:
    """Within the block `let_go` does this."""
    token = _LET_GO.set(leave)
    try:
        yield
    finally:
        _LET_GO.reset(token)


class Jobs:
    """What takes long and may be stopped by who began it; only so many files are read at once."""

    def __init__(self, at_once: int = READ_AT_ONCE) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._jobs: dict[int, set[asyncio.Task[Any]]] = {}

    def begin(self, user: int, work: Coroutine[Any, Any, T], *, freely: bool = False) -> asyncio.Task[T]:
        """Begin what a person wants, as soon as there is a place for it; what goes `freely` needs none."""
        job = asyncio.create_task(work if freely else self._in_place(work))
        self._jobs.setdefault(user, set()).add(job)
        job.add_done_callback(lambda done: self._forget(user, done))
        return job

    def stop(self, user: int) -> bool:
        """Stop all that a person has begun; whether there was anything."""
        jobs = [job for job in self._jobs.get(user, ()) if not job.done()]
        for job in jobs:
            job.cancel()
        return bool(jobs)

    async def _in_place(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            async with self._free:
                return await work
        finally:
            work.close()  # one that was stopped before it began would complain that nobody awaited it

    def _forget(self, user: int, job: asyncio.Task[Any]) -> None:
        self._jobs[user].discard(job)
        if not self._jobs[user]:
            del self._jobs[user]


def is_stopping() -> bool:
    """Whether the bot itself is about to end what goes on here, rather than `Jobs.stop` what that waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
