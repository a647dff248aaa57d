"""Where in a text its units may open: in the middle of a line, and at which number a part of a document begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.numbers import Order, order
from corpus.profile import Level

_LINE = re.compile(r"^[ \t]*(?:(?:#{1,6}|[-*•>])[ \t]+)*(?=\S)", re.MULTILINE)


@dataclass(slots=True)
class Spots:
    """Where in one line the levels that may open in its middle match; each pattern reads the line once."""

    text: str
    end: int
    patterns: list[tuple[Level, re.Pattern[str]]]
    some: re.Pattern[str]
    ahead: list[int]

    def behind(self, position: int) -> Iterator[tuple[int, list[Level]]]:
        """Each spot behind a position, in order, with the levels whose pattern matches there."""
        if not self.some.search(self.text, position + 1, self.end):
            return
        while position < self.end:
            for at, (_, regex) in enumerate(self.patterns):
                if self.ahead[at] <= position:
                    match = regex.search(self.text, position + 1, self.end)
                    self.ahead[at] = match.start() if match else self.end
            position = min(self.ahead, default=self.end)
            if position < self.end:
                yield (
                    position,
                    [level for (level, _), ahead in zip(self.patterns, self.ahead, strict=True) if ahead == position],
                )


@dataclass(slots=True)
class Begins:
    """At which number a text's headings begin: the first of a part that was cut out of a document is not 1."""

    text: str
    last: dict[str, dict[Order, int]] = field(default_factory=dict)  # of each level: where each number stands last

    def at(self, level: Level, match: re.Match[str], number: Order) -> bool:
        """Whether a heading is the first: none with a number before its own is printed, and the next one is."""
        if level.inline or level.number not in ("arabic", "roman"):
            return False
        if level.name not in self.last:
            self.last[level.name] = {other: start for start, other in self._printed(level)}
        last = self.last[level.name]
        return last.get((number[0] + 1, 0), -1) > match.start() and min(last) == number

    def _printed(self, level: Level) -> Iterator[tuple[int, Order]]:
        for line in _LINE.finditer(self.text):
            for pattern in level.patterns:
                match = pattern.regex.match(self.text, line.end())
                number = order(level.number, match["number"]) if match else None
                if match and number:
                    yield match.start(), number
                    break
