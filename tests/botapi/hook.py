"""The stand-in's webhook: what Telegram accepts as one, and how updates are POSTed to it."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from botapi.refusal import Refusal
from botapi.talk import Json

PORTS = (443, 80, 88, 8443)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
RETRY = 0.1  # seconds until an update that was refused is sent again; Telegram's own pauses grow
TIMEOUT = aiohttp.ClientTimeout(total=10)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)


@dataclass(slots=True, kw_only=True)
class Hook:
    """Where updates are sent; without an address they wait for getUpdates."""

    url: str = ""
    secret: str = ""
    allowed: list[str] = field(default_factory=list)
    most: int = 40
    error: Json = field(default_factory=dict)

    def info(self, pending: int) -> Json:
        """What getWebhookInfo tells."""
        told: Json = {"url": self.url, "has_custom_certificate": False, "pending_update_count": pending}
        if self.url:
            told |= {"max_connections": self.most, "allowed_updates": self.allowed}
        return told | self.error

    def takes(self, update: Json) -> bool:
        """Whether updates of this kind are asked for."""
        return not self.allowed or bool(set(self.allowed) & update.keys())


def hook_of(params: dict[str, Any]) -> Hook:
    """The webhook that setWebhook asks for; raises `Refusal`."""
    secret = params.get("secret_token", "")
    if "secret_token" in params and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret, re.ASCII):
        raise Refusal("secret token contains unallowed characters")
    url = params["url"]
    if url:
        _check_address(url)
    most = min(max(params.get("max_connections", 40), 1), 100)
    return Hook(url=url, secret=secret, allowed=params.get("allowed_updates", []), most=most)


def _check_address(url: str) -> None:
    """Telegram takes https on four ports; the stand-in, which has no certificates, also http on loopback."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise Refusal("bad webhook: invalid webhook URL specified") from None
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise Refusal("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise Refusal("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An update that was POSTed, and the status of the answer; 0 where nobody listened."""

    update_id: int
    status: int
    at: float = field(default_factory=time.monotonic)


class Courier:
    """POSTs updates: a chat's one after the other, several chats' side by side, each again until it is taken."""

    def __init__(self, waiting: Callable[[], list[Json]], done: Callable[[Posted], None]) -> None:
        self.hook = Hook()
        self.changed = asyncio.Event()
        self._waiting, self._done = waiting, done
        self._busy: set[object] = set()  # chats to which an update is on its way
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Deliver for ever; `changed` says that there is something new to look at."""
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            try:
                while True:
                    self.changed.clear()
                    self._send_all(session)
                    await self.changed.wait()
            finally:
                for task in self._tasks:
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    def _send_all(self, session: aiohttp.ClientSession) -> None:
        if not self.hook.url:
            return
        passed = set(self._busy)
        for update in filter(self.hook.takes, self._waiting()):
            chat = chat_of(update)
            if chat not in passed and len(self._busy) < self.hook.most:
                self._busy.add(chat)
                task = asyncio.create_task(self._send(session, chat, update, self.hook))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            passed.add(chat)

    async def _send(self, session: aiohttp.ClientSession, chat: object, update: Json, hook: Hook) -> None:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update, headers=headers) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        taken = 200 <= status < 300
        if not taken:
            reason = f"Wrong response from the webhook: {status}" if status else "Connection refused"
            hook.error = {"last_error_date": int(time.time()), "last_error_message": reason}
        self._done(Posted(update_id=update["update_id"], status=status))
        if not taken:
            await asyncio.sleep(RETRY)
        self._busy.discard(chat)
        self.changed.set()


def chat_of(update: Json) -> object:
    """The chat that an update is of, else the person."""
    content = next((value for key, value in update.items() if key != "update_id"), None)
    if not isinstance(content, dict):
        return None
    message = content.get("message", content)
    whose = message.get("chat") or content.get("from") if isinstance(message, dict) else None
    return str(whose.get("id")) if isinstance(whose, dict) else None
