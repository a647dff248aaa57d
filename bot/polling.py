"""Updates by polling: the bot asks Telegram for them, and needs no address of its own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, Updater

from bot.delivery import PollingRequest

log = logging.getLogger(__name__)


class Polling:
    """Where updates come from; `request` is what fetches them."""

    def __init__(self) -> None:
        self.request = PollingRequest()
        self._updater: Updater | None = None

    async def open(self, application: Application[Any, Any, Any, Any, Any, Any], allowed: Sequence[str]) -> None:
        """Begin to poll, however long it takes to reach Telegram; a webhook that is set is removed."""
        updater = application.updater
        assert updater is not None  # noqa: S101 (the builder made one)
        self._updater = updater
        await updater.start_polling(bootstrap_retries=-1, allowed_updates=allowed, error_callback=_on_error)

    async def lost(self) -> None:
        """Wait until no more updates can come, for which InvalidToken is raised."""
        await self.request.rejected.wait()
        raise InvalidToken

    async def close(self) -> None:
        """Stop polling."""
        if self._updater is not None and self._updater.running:
            await self._updater.stop()


def _on_error(error: TelegramError) -> None:
    # "Conflict": a second bot with this token
    log.warning("no updates from Telegram (%s), trying again", type(error).__name__)
