"""How many questions a person may ask in a minute: more get a polite answer, once, and then silence."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.memory import Recent

WINDOW = 60.0  # seconds
PER_WINDOW = 30


@dataclass(slots=True)
class Pace:
    """When somebody asked within the last minute, and whether they were told to wait since."""

    times: deque[float] = field(default_factory=deque)
    told: bool = False


@dataclass(slots=True)
class Rates:
    """The pace of each person; `most` a minute."""

    most: int = PER_WINDOW
    clock: Callable[[], float] = time.monotonic
    _paces: Recent[int, Pace] = field(default_factory=lambda: Recent(10_000))

    def wait(self, user: int) -> tuple[float, bool]:
        """How many seconds a person has to wait, 0 for none, and whether this is the first time that they are told."""
        now = self.clock()
        pace = self._paces.get(user) or Pace()
        self._paces.put(user, pace)
        while pace.times and pace.times[0] <= now - WINDOW:
            pace.times.popleft()
        if len(pace.times) < self.most:
            pace.times.append(now)
            pace.told = False
            return 0.0, False
        first, pace.told = not pace.told, True
        return pace.times[0] + WINDOW - now, first
