"""Polling, where the bot needs no address of its own, and requests that get through to Telegram."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from telegram import Update
from telegram import error as errors
from telegram.error import BadRequest, ChatMigrated, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter, Application, Updater
from telegram.request import HTTPXRequest

from bot.serving.updates import CURRENT
from handlers.chat.reply import too_large

CALM = 60.0  # seconds without a conflict after which it is over: two that poll wait up to 30 between their tries
PAUSES = (0.5, 2.0)  # seconds before the second and the third try
FLOOD_RETRIES = 3
SLACK = 0.1  # seconds to wait longer than Telegram asks for
LONGEST_PAUSE = 30.0  # seconds between two tries of what must get through
_Json = dict[str, Any]
_Result = bool | _Json | list[_Json]
_Callback = Callable[..., Coroutine[Any, Any, _Result]]

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
    if not isinstance(error, errors.Conflict):  # of which PollingRequest tells
        log.warning("no updates from Telegram (%s), trying again", type(error).__name__)


class PatientLimiter(AIORateLimiter):
    """The library's rate limiter, which keeps below Telegram's limits, and what to do if that isn't enough.

    A chat that Telegram tells to wait waits alone. A group that has become a supergroup is written to there.
    After a 5xx or a dropped line it tries again; what is too large stays so. When the line drops after Telegram
    took a message, the chat sees it twice; that is better than never. After a time-out there is no second try:
    there, Telegram most likely has the message.
    """

    def __init__(self) -> None:
        super().__init__()
        self._free_at: dict[object, float] = {}  # when a chat may be written to again
        self._moved: dict[object, int] = {}

    async def process_request(
        self, callback: _Callback, args: Any, kwargs: _Json, endpoint: str, data: _Json, rate_limit_args: int | None
    ) -> _Result:
        """Do the request, up to three times; raises what the last try raised."""
        attempt = partial(self._obeying, callback, args, kwargs, endpoint, data)
        # getMe is how the bot finds out whether Telegram is there at all; who asks that has a patience of their own
        for pause in PAUSES if endpoint != "getMe" else ():
            try:
                return await self._following(attempt, data)
            except (BadRequest, TimedOut):  # both are NetworkErrors to the library
                raise
            except NetworkError as error:
                if too_large(error):
                    raise
                log.warning("%s didn't get through, trying again in %s s", endpoint, pause)
                await asyncio.sleep(pause)
        return await self._following(attempt, data)

    async def _following(self, attempt: Callable[[], Coroutine[Any, Any, _Result]], data: _Json) -> _Result:
        """Do the request in the chat that the one it is for has become; `data` is what the request sends."""
        if data.get("chat_id") in self._moved:
            data["chat_id"] = self._moved[data["chat_id"]]
        try:
            return await attempt()
        except ChatMigrated as error:
            log.info("a group has become a supergroup, writing there")
            self._moved[data["chat_id"]] = error.new_chat_id
            data["chat_id"] = error.new_chat_id
            return await attempt()

    async def _obeying(self, callback: _Callback, args: Any, kwargs: _Json, endpoint: str, data: _Json) -> _Result:
        place, floods = CURRENT.get(), list[RetryAfter]()

        async def hiding() -> _Result:
            await place.take()  # the limits are waited for
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:  # hidden from the library, which would make all chats wait for one
                floods.append(error)
                return False

        chat = data.get("chat_id", object())  # what is for no chat keeps nothing else waiting
        while True:
            tried = len(floods)
            place.leave()
            try:
                while (wait := self._free_at.get(chat, 0.0) - time.monotonic()) > 0:
                    await asyncio.sleep(wait)
                self._free_at.pop(chat, None)
                result = await super().process_request(hiding, (), {}, endpoint, data, None)
            finally:
                await place.take()
            if len(floods) == tried:
                return result
            if tried == FLOOD_RETRIES:
                raise floods[-1]
            self._free_at[chat] = time.monotonic() + seconds(floods[-1]) + SLACK


class PollingRequest(HTTPXRequest):
    """The requests that fetch updates; `rejected` is set once Telegram says 401.

    The library's polling just ends when a token is revoked, and leaves a bot that runs and hears nothing. And
    it loses all updates of a response, again and again, and logs them, if it can't read one of them.

    Two that poll with the same token break each other's requests off (409) in turn, and now and then one gets through:
    so a single success doesn't end such an episode.
    """

    def __init__(self) -> None:
        super().__init__(connection_pool_size=1)
        self.rejected = asyncio.Event()
        self._by_webhook: bool | None = None  # who else takes updates with the same token; None for nobody
        self._last = 0.0  # when that was last met

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Do the request; gives the HTTP status and the body."""
        status, body = await super().do_request(*args, **kwargs)
        if status == 401:
            self.rejected.set()
        elif status == 409:
            self._met(by_webhook=b"webhook" in body.lower())
        elif status == 200 and self._by_webhook is not None and time.monotonic() - self._last >= CALM:
            self._by_webhook = None
            log.info("no other process takes this bot's updates any more")
        return status, body

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

    @staticmethod
    def parse_json_payload(payload: bytes) -> _Json:
        """The response with only such updates as can be read; raises TelegramError if it isn't JSON at all."""
        response = _decoded(payload)
        if not isinstance(response, dict):
            raise TelegramError("Invalid server response")
        if isinstance(response.get("result"), list):
            response["result"] = [kept for update in response["result"] if (kept := _readable(update)) is not None]
        return response


async def persist(step: Callable[[], Awaitable[object]], failure: str) -> None:
    """Do what the start can't do without, again until it gets through; `failure` is what the log says meanwhile.

    Raises InvalidToken.
    """
    pause = 0.5
    while True:
        try:
            await step()
            return
        except InvalidToken:
            raise
        except TelegramError as error:
            pause = min(1.5 * pause, LONGEST_PAUSE)
            wait = pause if not isinstance(error, RetryAfter) else max(pause, seconds(error))
            reason = str(error) if isinstance(error, BadRequest) else type(error).__name__
            log.warning("%s (%s), trying again in %.1f s", failure, reason, wait)
            await asyncio.sleep(wait)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()


def readable_in(body: bytes) -> _Json | None:
    """The update that a request of Telegram's holds; of one that the library can't read its number, or None."""
    return _readable(_decoded(body))


def _decoded(payload: bytes) -> Any:
    """What JSON says; None where it isn't any."""
    try:
        return json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None


def _readable(update: Any) -> _Json | None:
    """The update, just its number if the library can't read it, None if it hasn't even that.

    By the number the library tells Telegram how far it has got.
    """
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        log.warning("skipped an update without a number")
        return None
    try:
        Update.de_json(update, None)
    except Exception as error:  # whatever is wrong with it, the others are to be read
        log.warning("skipped an update that can't be read: %s", type(error).__name__)
        return {"update_id": update["update_id"]}
    return update
