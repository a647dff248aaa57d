"""From repaired text to a tree of nodes, by a profile.

Parsing is total: any text gives a tree, and every printed character goes to exactly one node or to a declared
skip. A line that no level claims joins the node that is open; what looks wrong is a doubt with its line.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.identify import Draft, finish
from corpus.model import Doubt, Span, Tree
from corpus.numbers import Order, follows, order
from corpus.profile import ROOT, Level, Profile

_LINE_MARK = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|[-*•>][ \t]+)*")
_ENDS_ITEM = re.compile(r"(?:[.;,:”\"»)]|[;,]\s*(?:dan|atau|dan/atau))\s*\Z")
_BEFORE = 60  # characters looked back at to see what a line goes on from
_LEAP = 5  # how many numbers a list may skip before its next item is taken for a cross-reference


def parse(text: str, profile: Profile, document: str) -> Tree:
    """Parse a document's repaired text into a tree whose root has the id `document`; never fails."""
    scanner = _Scanner(text=text, profile=profile)
    scanner.run()
    return Tree(
        text=text,
        nodes=finish(scanner.drafts, text, profile, document),
        skipped=tuple(scanner.skipped),
        doubts=tuple(scanner.doubts),
    )


@dataclass(slots=True)
class _Opening:
    """A level that may open here: its match, where it goes in the stack, and whether its number leaps."""

    level: Level
    match: re.Match[str]
    depth: int
    order: Order | None = None
    leaps: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it opens by its number alone, as an item of a list."""
        return bool(self.level.number) and not self.level.free


@dataclass(slots=True)
class _Scanner:
    text: str
    profile: Profile
    drafts: list[Draft] = field(default_factory=lambda: [Draft(level=None, parent=None)])
    stack: list[int] = field(default_factory=lambda: [0])
    skipped: list[Span] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def run(self) -> None:
        """Read the text line by line, each from its first character that is not layout."""
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        position = 0
        while position < len(self.text):
            mark = _LINE_MARK.match(self.text, position)
            position = mark.end() if mark else position
            end = self._line_end(position)
            if self._skip(position, end):
                position = end + 1
                continue
            position = self._line(position, end) + 1

    def _line(self, position: int, end: int) -> int:
        """Give a line to the nodes that open in it; returns where the last line read ends."""
        opened = True
        while position < end:
            opening = self._opening(position, at_start=opened)
            if opening:
                position = self._past_blanks(self._open(opening))
                end = max(end, self._line_end(position))
                opened = True
                continue
            stop = self._next_inline(position, end)
            self._extend(position, stop)
            position, opened = stop, False
        return end

    def _past_blanks(self, position: int) -> int:
        while self.text[position : position + 1] in (" ", "\t"):
            position += 1
        return position

    def _line_end(self, position: int) -> int:
        found = self.text.find("\n", position)
        return len(self.text) if found < 0 else found

    def line_number(self, position: int) -> int:
        """The 1-based line that a position stands in."""
        return bisect.bisect_right(self.starts, position)

    def _skip(self, position: int, end: int) -> bool:
        for skip in self.profile.skips:
            within = not skip.within or any(self._level_name(depth) in skip.within for depth in range(len(self.stack)))
            match = skip.pattern.regex.match(self.text, position) if within else None
            if match and match.end() >= end:
                self.skipped.append((position, end))
                return True
        return False

    def _level_name(self, depth: int) -> str:
        level = self.drafts[self.stack[depth]].level
        return level.name if level else ROOT

    def _opening(self, position: int, at_start: bool) -> _Opening | None:
        """The level that opens here, or None: one whose number is next rather than one that leaps."""
        before = self.text[max(0, position - _BEFORE) : position]
        if self.profile.not_after and self.profile.not_after.search(before):
            return self._refused(position) if at_start else None
        openings = [
            opening
            for level in self.profile.levels
            if at_start or level.inline
            for opening in self._candidates(level, position)
            if at_start or self._inline_fits(opening, before)
        ]
        # A heading wins over an item of a list; of two lists that a number continues, the inner one wins.
        best = min(openings, key=lambda o: (o.leaps, o.is_item, -o.depth if o.is_item else 0), default=None)
        return best if best and (not best.leaps or (at_start and self._may_leap(before))) else None

    def _candidates(self, level: Level, position: int) -> Iterator[_Opening]:
        match = next((m for p in level.patterns if (m := p.regex.match(self.text, position))), None)
        if not match:
            return
        for depth in range(len(self.stack) - 1, -1, -1):
            if self._level_name(depth) in level.under and (opening := self._fit(level, match, depth)):
                yield opening

    def _fit(self, level: Level, match: re.Match[str], depth: int) -> _Opening | None:
        """Whether a match may open under the node at that depth: not twice, and in sequence or leaping ahead."""
        siblings = [d for d in self._children(self.stack[depth]) if d.level is level]
        groups = match.groupdict()
        if not level.number or level.free:
            key = (groups.get("number"), groups.get("name"), groups.get("kind"))
            taken = any((d.groups.get("number"), d.groups.get("name"), d.groups.get("kind")) == key for d in siblings)
            return None if taken else _Opening(level=level, match=match, depth=depth)
        number = order(level.number, groups["number"]) or order("arabic", groups["number"])
        last = self._last(level, depth)
        if number is None or (last is not None and number <= last):
            return None
        if follows(number, last):
            return _Opening(level=level, match=match, depth=depth, order=number)
        near = number[0] - (last or (0, 0))[0] <= _LEAP
        return _Opening(level=level, match=match, depth=depth, order=number, leaps=True) if near else None

    def _last(self, level: Level, depth: int) -> Order | None:
        """The last number of a level's series: under the node at that depth, or all below where its id begins."""
        top = next((d for d in range(depth, -1, -1) if self._level_name(d) == level.id_from), depth)
        root = self.stack[top]
        for index in range(len(self.drafts) - 1, root, -1):
            draft = self.drafts[index]
            if draft.level and draft.level.series == level.series and draft.order:
                if self._under(index, root) if level.id_from else draft.parent == root:
                    return draft.order
        return None

    def _children(self, index: int) -> list[Draft]:
        return [self.drafts[child] for child in self.drafts[index].children]

    def _inline_fits(self, opening: _Opening, before: str) -> bool:
        if opening.level.inline == "anywhere":
            return before[-1:].isspace()
        first = opening.order is not None and opening.order == (1, 0)
        return bool(_ENDS_ITEM.search(before)) and (not first or before.rstrip().endswith((":", ".")))

    def _may_leap(self, before: str) -> bool:
        return not before.strip() or bool(_ENDS_ITEM.search(before)) or before.endswith("\n\n")

    def _refused(self, position: int) -> None:
        for level in self.profile.levels:
            if level.number and not level.inline and any(p.regex.match(self.text, position) for p in level.patterns):
                shown = self.text[position : self._line_end(position)][:60]
                self._doubt(position, f"{shown!r} goes on from a cross-reference; not taken for a heading")
                return

    def _open(self, opening: _Opening) -> int:
        """Open a node; returns the position behind its marker."""
        level, match = opening.level, opening.match
        del self.stack[opening.depth + 1 :]
        parent = self.stack[-1]
        if level.rejoin:
            parent = self._rejoined(level, match, parent)
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        begin = match.start("text") if "text" in groups else match.end()
        if opening.leaps:
            self._doubt(match.start(), f"{level.name} {groups['number']}: a number before it is missing")
        draft = Draft(
            level=level,
            parent=parent,
            groups=groups,
            order=opening.order,
            line=self.line_number(match.start()),
        )
        self.drafts.append(draft)
        self.drafts[parent].children.append(len(self.drafts) - 1)
        self.stack.append(len(self.drafts) - 1)
        draft.add((match.start(), begin), marker=True)
        draft.add((begin, match.end()))
        return match.end()

    def _rejoined(self, level: Level, match: re.Match[str], parent: int) -> int:
        """The node elsewhere that this one continues: of the level `rejoin`, same number, same grandparent."""
        top = self.drafts[parent].parent
        for index, draft in enumerate(self.drafts):
            same = draft.level is not None and draft.level.name == level.rejoin
            if same and draft.groups.get("number") == match["number"] and self._under(index, top):
                return index
        self._doubt(match.start(), f"{level.rejoin} {match['number']} is not described before its parts")
        return parent

    def _under(self, index: int, top: int | None) -> bool:
        at: int | None = index
        while at is not None:
            if at == top:
                return True
            at = self.drafts[at].parent
        return False

    def _extend(self, start: int, end: int) -> None:
        self.drafts[self.stack[-1]].add((start, end))

    def _next_inline(self, position: int, end: int) -> int:
        """Where in the rest of a line the next level opens, or the line's end."""
        spots = set()
        for level in self.profile.levels:
            for pattern in level.patterns if level.inline else ():
                spots.update(m.start() for m in pattern.regex.finditer(self.text, position + 1, end))
        return next((spot for spot in sorted(spots) if self._opening(spot, at_start=False)), end)

    def _doubt(self, position: int, message: str) -> None:
        self.doubts.append(Doubt(line=self.line_number(position), message=message))
