"""Another process that takes this bot's updates: told once when that begins, and once when it is over."""

from __future__ import annotations

import logging
import time

CALM = 60.0  # seconds without a conflict after which it is over: two that poll wait up to 30 between their tries

log = logging.getLogger(__name__)


class Conflict:
    """What Telegram's answers to getUpdates say of others with the same token, an episode at a time.

    Two that poll break each other's requests off in turn, and now and then one gets through: so a single success
    doesn't end an episode.
    """

    def __init__(self) -> None:
        self._by_webhook: bool | None = None  # None where there is no conflict
        self._last = 0.0

    def heard(self, status: int, body: bytes) -> None:
        """Take note of an answer: 409 is a conflict, 200 the end of it where none was met for a while."""
        if status == 409:
            self._met(by_webhook=b"webhook" in body.lower())
        elif status == 200 and self._by_webhook is not None and time.monotonic() - self._last >= CALM:
            self._by_webhook = None
            log.info("no other process takes this bot's updates any more")

    def _met(self, *, by_webhook: bool) -> None:
        begins, self._by_webhook, self._last = self._by_webhook != by_webhook, by_webhook, time.monotonic()
        if begins and by_webhook:
            log.error(
                "a webhook was set with this bot's token, and nothing comes by polling: stop the process that set it, "
                "then start this one again, which removes it"
            )
        elif begins:
            log.error(
                "another process polls with this bot's token, and each gets only a part of the messages: "
                "stop the other one (one token, one bot)"
            )
