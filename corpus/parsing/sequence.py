"""What a document has numbered so far, and whether a level's next number or heading fits behind it.

Where in a text its units may open. Many patterns are tried as one: most lines match none, which one look then tells.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.numbers import Order, follows, order, slug
from corpus.parsing.identify import NodeDraft
from corpus.profile import Level

_LEAP = 5  # how many numbers a list may skip before its next item is taken for a cross-reference

Key = tuple[str | None, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """That a level may open, its number among its siblings, and whether numbers before it are missing."""

    order: Order | None = None
    leaps: bool = False


@dataclass(slots=True)
class Sequence:
    """The last number of each series under each node, the headings that stand under it, and where each is described.

    All are looked up, never searched for: a document may hold a hundred thousand items. `text` tells at which number
    its headings begin: the first of a part that was cut out of a document is not 1.
    """

    text: str = ""
    last: dict[tuple[str, int], Order] = field(default_factory=dict)
    taken: set[tuple[str, int, Key]] = field(default_factory=set)
    described: defaultdict[tuple[str, str | None], list[int]] = field(default_factory=lambda: defaultdict(list))
    headings: dict[str, dict[Order, int]] = field(default_factory=dict)  # of each level: where each number stands last

    def fit(self, level: Level, match: re.Match[str], parent: int, top: int) -> Fit | None:
        """Whether a match may open under `parent`: not twice, and in sequence or leaping ahead.

        `top` is the node under which the level's numbers run on: the parent, or where its id begins anew. A heading
        with which the text begins may open, far though its number may be.
        """
        if not level.number or level.free:
            return None if (level.name, parent, _key(match)) in self.taken else Fit()
        last = self.last.get((level.series, top))
        if level.number == "bullet":
            return Fit(order=(last[0] + 1 if last else 1, 0))
        printed = match["number"] or ""
        number = order(level.number, printed) or order("arabic", printed)
        if number is None or (last is not None and number <= last):
            return None
        if follows(number, last):
            return Fit(order=number)
        near = number[0] - (last or (0, 0))[0] <= _LEAP
        return Fit(order=number, leaps=near) if near or (not last and self._begins(level, match, number)) else None

    def add(self, index: int, draft: NodeDraft, match: re.Match[str], top: int) -> None:
        """Take note of a node that opened; `top` as for `fit`."""
        if draft.level is None or draft.parent is None:
            return
        if draft.order:
            self.last[draft.level.series, top] = draft.order
        self.taken.add((draft.level.name, draft.parent, _key(match)))
        self.described[draft.level.name, draft.groups.get("number")].append(index)

    def _begins(self, level: Level, match: re.Match[str], number: Order) -> bool:
        """Whether a heading is the first: none with a number before its own is printed, and the next one is."""
        if level.inline or level.number not in ("arabic", "roman"):
            return False
        if level.name not in self.headings:
            self.headings[level.name] = {other: start for start, other in self._printed(level)}
        last = self.headings[level.name]
        return last.get((number[0] + 1, 0), -1) > match.start() and min(last) == number

    def _printed(self, level: Level) -> Iterator[tuple[int, Order]]:
        for line in LINE_START.finditer(self.text):
            for pattern in level.patterns:
                match = pattern.regex.match(self.text, line.end())
                number = order(level.number, match["number"]) if match else None
                if match and number:
                    yield match.start(), number
                    break


def goes_on(level: Level, match: re.Match[str], open_node: NodeDraft, last: bool = False) -> bool:
    """Whether a match says again what an open node is: "SEKSI DATA", then "Seksi Data mempunyai tugas".

    Directly behind a heading, the `last` that opened, a sentence may say the name's beginning only.
    """
    if open_node.level is not level:
        return False
    said, named = slug(match.groupdict().get("name") or ""), slug(open_node.groups.get("name", ""))
    return bool(said) and (named == said or (last and named.startswith(f"{said}-")))


def _key(match: re.Match[str]) -> Key:
    groups = match.groupdict()
    return groups.get("number"), slug(groups.get("name") or ""), slug(groups.get("kind") or "")


LINE_START = re.compile(r"^[ \t]*(?:(?:#{1,6}|[-*•>])[ \t]+)*(?=\S)", re.MULTILINE)


class Spots:
    """Where in a line the levels that may open in its middle match; each pattern reads the line once."""

    def __init__(self, text: str, levels: Iterable[Level]) -> None:
        self._text, self._end = text, -1
        self._patterns = [(level, pattern.regex) for level in levels if level.inline for pattern in level.patterns]
        self._some = any_of(regex for _, regex in self._patterns)
        self._ahead: list[int] = []  # where in the line each pattern matches next

    def behind(self, position: int, end: int) -> Iterator[tuple[int, list[Level]]]:
        """Each spot behind a position in the line that ends there, in order, with the levels that match at it."""
        if not self._some.search(self._text, position + 1, end):
            return
        if self._end != end:
            self._end, self._ahead = end, [-1] * len(self._patterns)
        while position < end:
            for at, (_, regex) in enumerate(self._patterns):
                if self._ahead[at] <= position:
                    match = regex.search(self._text, position + 1, end)
                    self._ahead[at] = match.start() if match else end
            position = min(self._ahead, default=end)
            if position < end:
                found = zip(self._patterns, self._ahead, strict=True)
                yield position, [level for (level, _), ahead in found if ahead == position]


_GROUP = re.compile(r"(?<!\\)\(\?P([<=])(\w+)")
_ALONE = re.compile(r"\\[1-9]|\(\?\(")  # counts groups, which it can't among others


def any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """A pattern that matches wherever one of these does; none at all match nowhere.

    Its groups mean nothing. Where the patterns can't stand in one, it matches everywhere: then each has to be tried.
    """
    listed = list(patterns)
    if any(_ALONE.search(pattern.pattern) for pattern in listed):
        return re.compile("")
    renamed = (_GROUP.sub(rf"(?P\1\2_{at}", pattern.pattern) for at, pattern in enumerate(listed))
    try:
        return re.compile("|".join(f"(?:{source})" for source in renamed) or r"(?!)", re.MULTILINE)
    except re.error:  # flags that hold for a whole pattern
        return re.compile("")
