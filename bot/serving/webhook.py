"""Updates by webhook: Telegram POSTs them to a public address, from where a proxy that does TLS hands them on.

The library's own receiver isn't used. It answers 400 to an update that it can't read, so that Telegram sends it
again and again and all that follows in that chat waits behind it; and it opens its port only after Telegram was
told of it, so that a port in use comes to light late.
"""

import asyncio
import hashlib
import hmac
import logging
import socket
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ExtBot
from tornado.httpserver import HTTPServer
from tornado.web import Application as Site
from tornado.web import RequestHandler

from bot.config import Settings
from bot.serving.delivery import persist, readable_in
from corpus.errors import ConfigError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
LARGEST = 4 * 2**20  # bytes of a request; an update has some thousand
PATIENCE = 30.0  # seconds that a request may take to arrive
IDLE = 300.0  # seconds that a connection is held open for the next
REMEMBERED = 1000  # updates that are known when they are sent again
CHECK = 300.0  # seconds between two looks at whether Telegram still delivers here

log = logging.getLogger(__name__)


class Webhook:
    """Where updates come from; it holds the port from the start on.

    The path and the secret are keyed hashes of the bot's token: nobody who hasn't got that can guess them, and
    they stay the same from one start to the next. Raises ConfigError where the port can't be opened.
    """

    request = None

    def __init__(self, settings: Settings) -> None:
        token = settings.token or ""
        self._path, self._secret = derived(token, "path"), derived(token, "secret")
        self._address = f"{settings.webhook_url}/{self._path}"
        listen, port = settings.webhook_listen, settings.webhook_port
        try:
            family = socket.AF_INET6 if ":" in listen else socket.AF_INET
            self._socket = socket.create_server((listen, port), family=family)
        except OSError as error:
            raise ConfigError(
                f"webhook.port (TANYAPASAL_WEBHOOK_PORT): {listen} port {port} can't be opened ({error.strerror}); "
                "stop the program that holds it, or name another one here and in the proxy"
            ) from error
        self._socket.setblocking(False)
        self._server: HTTPServer | None = None
        self._bot: ExtBot[Any]  # from `open` on, as what it is to send
        self._allowed: Sequence[str]
        self._since = datetime.now(UTC)

    async def open(self, application: Application[Any, Any, Any, Any, Any, Any], allowed: Sequence[str]) -> None:
        """Receive updates, and tell Telegram where, however long it takes to reach it."""
        self._bot, self._allowed = application.bot, allowed

        taken: deque[int] = deque(maxlen=REMEMBERED)

        def take(body: bytes) -> None:
            update = readable_in(body)
            if update is None or update["update_id"] in taken:  # sent again where our answer was lost on its way
                return
            taken.append(update["update_id"])
            application.update_queue.put_nowait(Update.de_json(update, application.bot))

        # the proxy may have taken a part of the path off
        route = rf"(?:/.*)?/{self._path}", _Receiver, {"secret": self._secret, "take": take}
        self._server = HTTPServer(
            Site([route], log_function=lambda _: None),  # a log of requests would tell the path
            max_body_size=LARGEST,
            max_buffer_size=2 * LARGEST,
            body_timeout=PATIENCE,
            idle_connection_timeout=IDLE,
        )
        self._server.add_socket(self._socket)
        await persist(self._set, "the webhook isn't set")

    async def lost(self) -> None:
        """Look now and then whether Telegram still delivers here; raises InvalidToken once the token is revoked."""
        while True:
            await asyncio.sleep(CHECK)
            try:
                await self._check()
            except InvalidToken:
                raise
            except TelegramError as error:
                log.warning("whether Telegram still delivers can't be told (%s)", type(error).__name__)

    async def close(self) -> None:
        """Receive nothing more. The webhook stays set: Telegram keeps what comes until the next start."""
        if self._server is None:
            self._socket.close()
            return
        self._server.stop()
        await self._server.close_all_connections()

    async def _set(self) -> None:
        await self._bot.set_webhook(self._address, allowed_updates=self._allowed, secret_token=self._secret)

    async def _check(self) -> None:
        """Take the updates back if they go elsewhere; say what keeps Telegram from delivering."""
        info = await self._bot.get_webhook_info()
        if _place(info.url) != _place(self._address):
            log.warning("another program has taken this bot's updates over; taking them back")
            await self._set()
        elif info.last_error_date is not None and info.last_error_date > self._since:
            self._since = info.last_error_date
            reason = (info.last_error_message or "").replace(self._path, "…")
            log.warning("Telegram couldn't deliver (%s); check webhook.url and the proxy", reason)


class _Receiver(RequestHandler):
    """Takes what carries the secret; the answer doesn't wait for the bot's."""

    def initialize(self, secret: str, take: Callable[[bytes], None]) -> None:
        self._secret, self._take = secret.encode(), take

    def post(self) -> None:
        given = self.request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        if hmac.compare_digest(given, self._secret):
            self._take(self.request.body)
        else:
            self.set_status(403)


def derived(token: str, label: str) -> str:
    """A keyed hash of the token for one use: 64 characters, all of them allowed in a path and in a secret."""
    return hmac.new(token.encode(), f"tanyapasal webhook {label}".encode(), hashlib.sha256).hexdigest()


def _place(url: str) -> tuple[str | None, str]:
    """What must be the same of two addresses; Telegram may write the port, or the host in other letters."""
    parts = urlsplit(url)
    return parts.hostname, parts.path
