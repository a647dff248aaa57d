"""Requests to Telegram that get through: rate limits obeyed, hiccups waited out, a rejected token noticed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.ext import AIORateLimiter
from telegram.request import HTTPXRequest

PAUSES = (0.5, 2.0)  # seconds before the second and the third try
FLOOD_RETRIES = 3

log = logging.getLogger(__name__)

_Json = dict[str, Any]


class PatientLimiter(AIORateLimiter):
    """The library's rate limiter, which obeys `retry_after`; it tries again after a 5xx or a dropped line.

    When the line drops after Telegram took a message, the chat sees it twice; that is better than never.
    After a time-out there is no second try: there, Telegram most likely has the message.
    """

    def __init__(self) -> None:
        super().__init__(max_retries=FLOOD_RETRIES)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | _Json | list[_Json]]],
        args: Any,
        kwargs: _Json,
        endpoint: str,
        data: _Json,
        rate_limit_args: int | None,
    ) -> bool | _Json | list[_Json]:
        """Do the request, up to three times; raises what the last try raised."""
        # getMe is how the bot finds out whether Telegram is there at all; who asks that has a patience of their own
        for pause in PAUSES if endpoint != "getMe" else ():
            try:
                return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
            except (BadRequest, TimedOut):  # both are NetworkErrors to the library
                raise
            except NetworkError:
                log.warning("%s didn't get through, trying again in %s s", endpoint, pause)
                await asyncio.sleep(pause)
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)


class PollingRequest(HTTPXRequest):
    """The requests that fetch updates; `rejected` is set once Telegram says 401.

    The library's polling just ends when a token is revoked, and leaves a bot that runs and hears nothing.
    """

    def __init__(self) -> None:
        super().__init__(connection_pool_size=1)
        self.rejected = asyncio.Event()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Do the request; gives the HTTP status and the body."""
        status, body = await super().do_request(*args, **kwargs)
        if status == 401:
            self.rejected.set()
        return status, body
