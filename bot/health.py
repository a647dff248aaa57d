"""Whether the bot works: a small file that it keeps writing, and what others read out of it. No user data."""

import argparse
import asyncio
import contextlib
import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from bot.config import Settings
from corpus.errors import TanyaPasalError
from index.generation.store import Store
from index.office.office import now

NAME = "health.json"
EVERY = 15.0  # seconds between two writes at the most
SOONEST = 1.0  # seconds between two writes at the least
FRESH = 60.0  # seconds after which a bot that hasn't written doesn't work

log = logging.getLogger(__name__)


class Counter(Protocol):
    """What counts the updates that came."""

    came: int
    latest: str | None


class Health:
    """The file's writer; a disk that can't be written costs the file and nothing else."""

    def __init__(self, data: Path) -> None:
        self._path = data / NAME
        self._row: dict[str, Any] = {"state": "starting", "generation": None, "documents": [], "started": now()}
        self._counter: Counter | None = None
        self._failing = False

    def answers_from(self, store: Store) -> None:
        """Tell which generation answers."""
        documents = [document.entry.id for document in store.documents]
        self._row |= {"generation": store.path.parent.name, "documents": documents}

    def become(self, state: str) -> None:
        """Tell at once that the bot is `starting`, `ready` or `stopping`."""
        self._row["state"] = state
        self.write()

    async def keep(self, counter: Counter) -> None:
        """Write for ever: every EVERY seconds, and within SOONEST once updates have come."""
        self._counter = counter
        loop = asyncio.get_running_loop()
        while True:
            self.write()
            written, told = loop.time(), counter.came
            await asyncio.sleep(SOONEST)
            while counter.came == told and loop.time() - written <= EVERY - SOONEST:
                await asyncio.sleep(SOONEST)

    def begin(self) -> None:
        """Write for the first time, while the index is opened, which itself tells of a folder that can't be written."""
        with contextlib.suppress(OSError):
            self._replace()

    def write(self) -> None:
        """Replace the file; where it can't be, the log says so once."""
        try:
            self._replace()
            self._failing = False
        except OSError as error:
            if not self._failing:
                log.warning("%s can't be written (%s); all else works", NAME, error.strerror)
            self._failing = True

    def _replace(self) -> None:
        """Put a new file in the old one's place as a whole, so that nobody reads half of it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        aside = self._path.with_name(f".{NAME}-{os.getpid()}")
        latest, came = (self._counter.latest, self._counter.came) if self._counter is not None else (None, 0)
        row = self._row | {"at": now(), "last_update": latest, "updates": came}
        try:
            aside.write_text(json.dumps(row) + "\n", encoding="utf-8")
            aside.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                aside.unlink()
            raise


def check(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print that the bot works, on one line; raises TanyaPasalError, which says why it doesn't."""
    path = settings.data / NAME
    row = _read(path)
    if row["state"] == "stopping":
        raise TanyaPasalError("the bot has been stopped; start it with `run`")
    if abs((datetime.now(UTC) - row["at"]).total_seconds()) >= FRESH:  # what is of the future tells as little
        at = row["at"].isoformat(timespec="seconds")
        raise TanyaPasalError(f"{path}: is of {at}; the bot doesn't run, or hangs, or its disk is full: see its log")
    if row["state"] != "ready":
        raise TanyaPasalError("the bot is starting; if it goes on, Telegram can't be reached: see its log")
    latest = f", the last at {row['last_update']}" if row["last_update"] else ""
    held, came = len(row["documents"]), row["updates"]
    print(f"ready: generation {row['generation']}, documents: {held}, updates: {came}{latest}")
    return 0


def _read(path: Path) -> dict[str, Any]:
    """What the file says, `at` as a time; raises TanyaPasalError."""
    try:
        row: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        row["at"] = datetime.fromisoformat(row["at"]).astimezone(UTC)
        if {"state", "generation", "documents", "updates", "last_update"} - row.keys():
            raise ValueError("it lacks a key")
    except FileNotFoundError:
        fault = f"{path}: isn't there; the bot doesn't run, or its `data` (TANYAPASAL_DATA) is another folder"
        raise TanyaPasalError(fault) from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise TanyaPasalError(f"{path}: can't be read ({error}); if the bot runs, it writes it anew") from error
    return row
