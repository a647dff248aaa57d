"""The bot, running against the stand-in: the real application in a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from botapi import BOT, TOKEN, BotApi, Person

from bot.config import Settings
from bot.health import Health
from bot.serving.app import serve
from index.engine import AnsweringEngine

LAST = "sudah semua?"
# The bot as a process of its own; the configuration comes by its environment.
PROGRAM = """
import sys
from answers import SmallEngine
from bot.serving.app import run
from bot.config import load_settings
sys.exit(run(load_settings(), SmallEngine()))
"""


class Running:
    """The thread that the bot runs in; `code` is its exit code once it has stopped."""

    def __init__(self, settings: Settings, engine: AnsweringEngine, *, webhook: bool = False) -> None:
        self.code: int | None = None
        self._data = tempfile.TemporaryDirectory()
        if settings.data == Settings().data:  # a test without a folder of its own gets one
            settings = replace(settings, data=Path(self._data.name))
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, args=(settings, engine, webhook), daemon=True)
        self._thread.start()

    def stop(self) -> int | None:
        """Stop it as a signal would; gives the exit code, None if it doesn't stop."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        return self.wait()

    def wait(self) -> int | None:
        """The exit code, once it stops by itself."""
        self._thread.join(10)
        return self.code

    def _run(self, settings: Settings, engine: AnsweringEngine, webhook: bool) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self.code = self._loop.run_until_complete(
                serve(settings, engine, self._stop, Health(settings.data), webhook=webhook)
            )
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        finally:
            self._loop.close()
            self._data.cleanup()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def webhook_settings(port: int) -> dict[str, Any]:
    """What makes the stand-in send updates straight to the bot on that port."""
    return {"webhook_url": f"http://127.0.0.1:{port}", "webhook_port": port}


@contextmanager
def running_bot(api: BotApi, engine: AnsweringEngine, *, webhook: bool = False, **settings: Any) -> Iterator[Running]:
    """The bot, answering, by polling or by webhook; it has stopped cleanly when the block ends."""
    given = {"token": TOKEN, "api_url": api.url} | (webhook_settings(free_port()) if webhook else {}) | settings
    bot = Running(Settings(**given), engine, webhook=webhook)
    try:
        yield bot
    finally:
        assert bot.stop() is not None, "the bot doesn't stop"


def replies(api: BotApi, person: Person, count: int = 1) -> list[str]:
    """What the chat shows, once there are at least `count` messages of the bot."""
    api.wait_until(lambda: len(api.shown(person.place)) >= count, f"{count} replies")
    return api.shown(person.place)


def sent(api: BotApi, person: Person) -> list[dict[str, Any]]:
    """The parameters of the messages sent to the person's chat."""
    return [call.params for call in api.made("sendMessage") if call.params["chat_id"] == person.place]


def settled(api: BotApi, person: Person) -> list[str]:
    """What the chat shows once all is worked on: a chat's updates are, in order, so a last question tells."""

    def ends() -> int:
        return sum(text.startswith(f"Jawaban: {LAST}") for text in api.shown(person.place))

    before = ends()
    api.says(person, LAST if person.chat is None else f"@{BOT['username']} {LAST}")
    api.wait_until(lambda: ends() > before, "the last answer")
    return [text for text in api.shown(person.place) if not text.startswith(f"Jawaban: {LAST}")]


def settled_messages(api: BotApi, person: Person) -> int:
    """How many messages the bot has sent once all is worked on: what a greeting in private adds is one."""
    before = len(api.shown(person.place))
    api.says(person, "halo")
    api.wait_until(lambda: len(api.shown(person.place)) > before, "the last answer")
    return len(api.made("sendMessage"))
