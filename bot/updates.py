"""In which order updates are worked on: one chat's as they came, different chats' side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 16
WAITING = 4096


class PerChatProcessor(BaseUpdateProcessor):
    """Works on at most `at_once` updates at a time, and on one chat's one after the other.

    The library's own limit counts before `do_process_update`, where updates waiting for their turn would use
    it up: one person's flood would keep all others waiting. So that limit is wide, and the real one is here.
    For the same reason a group has one turn, not one for each member: it may have to wait for Telegram's limit
    of messages a minute, and must not hold all places meanwhile.
    """

    __slots__ = ("_places", "_turns")

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(WAITING)
        self._places = asyncio.Semaphore(at_once)
        self._turns: dict[int, tuple[asyncio.Lock, int]] = {}  # a chat's lock, and how many want it

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn and a free place, then work; asyncio's locks serve in order."""
        key = _chat(update)
        if key is None:
            async with self._places:
                await coroutine
            return
        lock, wanted = self._turns.get(key, (asyncio.Lock(), 0))
        self._turns[key] = lock, wanted + 1
        try:
            async with lock, self._places:
                await coroutine
        finally:
            self._leave(key)

    def _leave(self, key: int) -> None:
        lock, wanted = self._turns.pop(key)
        if wanted > 1:
            self._turns[key] = lock, wanted - 1

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""


def _chat(update: object) -> int | None:
    """Whose turn it is: the chat's, else the user's, who in private is the same."""
    if not isinstance(update, Update):
        return None
    whose = update.effective_chat or update.effective_user
    return whose.id if whose is not None else None
