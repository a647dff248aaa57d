"""From repaired text to a tree of nodes, by a profile; and the whole way there from a document's file.

Parsing is total: any text gives a tree, and every printed character goes to exactly one node or to a declared
skip. A line that no level claims joins the node that is open; what looks wrong is a doubt with its line.
"""

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import Field
from corpus.manifest import Entry
from corpus.model import Doubt, Note, Span, Tree
from corpus.parsing.identify import NodeDraft, finish, upwards
from corpus.parsing.repair import repair
from corpus.parsing.sequence import Fit, Sequence, Spots, any_of, goes_on
from corpus.profile import ROOT, Level, Profile, load_profile
from corpus.reading.read import read

_BLANKS = re.compile(r"[ \t]*")
_LINE_MARK = re.compile(r"(?:#{1,6}[ \t]+|[-*•>][ \t]+)*")
_ENDS_ITEM = re.compile(r"(?:[.;,:”\"»)]|[;,]\s*(?:dan|atau|dan/atau))\s*\Z")
_HEADING = re.compile(r"(?:\A|\n)[^a-z\n]*[A-Z][^a-z\n]*\n\s*\Z")
_BEFORE = 60  # characters looked back at to see what a line goes on from
_FURNITURE = 8  # skips looked back over: a page's foot and the next one's head
_DEEPEST = 24  # levels: no law nests half as deep, and a tree can be walked by recursion


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that was read: its entry, its profile, its tree, its file's SHA-256, what was left out of it."""

    entry: Entry
    profile: Profile
    tree: Tree
    sha256: str
    notes: tuple[Note, ...] = ()


def load_document(entry: Entry, folder: Path, kept: Path | None = None) -> Document:
    """Read one document; raises DocumentError or ProfileError. `kept` is a folder for what is recognised of scans."""
    source = read(folder / entry.file, kept=kept)
    profile = load_profile(entry.profile)
    tree = parse(repair(source.text), profile, entry.id)
    return Document(entry=entry, profile=profile, tree=tree, sha256=source.sha256, notes=source.notes)


def parse(text: str, profile: Profile, document: str) -> Tree:
    """Parse a document's repaired text into a tree whose root has the id `document`; never fails."""
    scanner = _Scanner(text, profile)
    scanner.run()
    nodes = finish(scanner.drafts, text, profile, document)
    return Tree(text=text, nodes=nodes, skipped=tuple(scanner.skipped), doubts=tuple(scanner.doubts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """A level that may open here: its match, where it goes in the stack, and how its number fits."""

    level: Level
    match: re.Match[str]
    depth: int
    fit: Fit

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """The lower, the better: in sequence before a leap, a heading before an item, the inner list first."""
        is_item = bool(self.level.number) and not self.level.free and not self.level.outer
        return self.fit.leaps, is_item, -self.depth if is_item else 0


class _Scanner:
    def __init__(self, text: str, profile: Profile) -> None:
        self.text, self.profile = text, profile
        self.drafts = [NodeDraft(level=None, parent=None)]
        self.stack, self.names = [0], [ROOT]  # the open nodes, and their levels
        self.skipped: list[Span] = []
        self.doubts: list[Doubt] = []
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.sequence, self.spots = Sequence(text), Spots(text, profile.levels)
        self.reach: dict[frozenset[str], tuple[Level, ...]] = {}
        self.starts_some = any_of(p.regex for level in profile.printed for p in level.patterns)
        self.bulleted = tuple(level for level in profile.levels if level not in profile.printed)
        self.skips = any_of(skip.pattern.regex for skip in profile.skips)

    def run(self) -> None:
        """Read the text line by line, each from its first character that is not layout."""
        position = 0
        while position < len(self.text):
            start = _end_of(_BLANKS, self.text, position)
            position = _end_of(_LINE_MARK, self.text, start)
            end = self._line_end(position)
            if start < end:
                end = self._skip(start, end) or self._skip(position, end) or self._line(start, position, end)
            position = end + 1

    def _line(self, start: int, position: int, end: int) -> int:
        """Give a line that is no furniture to the nodes that open in it; returns where the last line read ends.

        What stands before `position`, the mark of a heading or a bullet, is layout, not text.
        """
        if start < position:
            self.skipped.append((start, position))
        opening = self._first(position)
        if start < position and self.text[start] != "#" and not opening and self.bulleted:
            opening = self._opening(position, self.bulleted, at_start=True)
        while position < end or opening:
            if opening:
                position = _end_of(_BLANKS, self.text, self._open(opening))
                end = max(end, self._line_end(position))
                opening = self._first(position) if position < end else None
            else:
                behind = self.spots.behind(position, end)
                found = ((spot, self._opening(spot, levels, at_start=False)) for spot, levels in behind)
                stop, opening = next((row for row in found if row[1]), (end, None))
                self.drafts[self.stack[-1]].add((position, stop))
                position = stop
        return end

    def _line_end(self, position: int) -> int:
        found = self.text.find("\n", position)
        return len(self.text) if found < 0 else found

    def _skip(self, position: int, end: int) -> int:
        """Skip lines that are no part of the document; returns where the last of them ends, or 0."""
        if not self.skips.match(self.text, position):
            return 0
        for skip in self.profile.skips:
            if skip.within and not any(name in skip.within for name in self.names):
                continue
            match = skip.pattern.regex.match(self.text, position)
            if match and match.end() >= end and match.end() == self._line_end(match.end()):
                self.skipped.append((position, match.end()))
                return match.end()
        return 0

    def _before(self, position: int) -> str:
        """What is printed before a position, without the page furniture between."""
        for start, stop in self.skipped[: -_FURNITURE - 1 : -1]:
            if position - stop > _BEFORE or self.text[stop:position].strip():
                break
            position = start
        return self.text[max(0, position - _BEFORE) : position]

    def _opening(self, position: int, levels: Iterable[Level], at_start: bool) -> _Opening | None:
        """The level that opens here, or None."""
        if not (openings := [opening for level in levels for opening in self._candidates(level, position)]):
            return None
        before = self._before(position)
        if self.profile.not_after and self.profile.not_after.search(before):
            # It looks like a heading but goes on from a cross-reference.
            if any(opening.level.number and not opening.level.inline for opening in openings):
                self._doubt(position, "corpus.goes-on", shown=self.text[position : self._line_end(position)][:60])
            return None
        fitting = (opening for opening in openings if at_start or _fits_inline(opening, before))
        best = min(fitting, key=lambda opening: opening.rank, default=None)
        return best if best and (not best.fit.leaps or (at_start and _is_ended(before))) else None

    def _first(self, position: int) -> _Opening | None:
        """The level that opens at a line's start, of those that may under one that is open, or None."""
        if not self.starts_some.match(self.text, position):
            return None
        names = frozenset(self.names)
        if names not in self.reach:
            self.reach[names] = tuple(level for level in self.profile.printed if not names.isdisjoint(level.under))
        return self._opening(position, self.reach[names], at_start=True)

    def _candidates(self, level: Level, position: int) -> Iterator[_Opening]:
        found = ((p, m) for p in level.patterns if (m := p.regex.match(self.text, position)))
        match = next((m for p, m in found if not p.ended or _is_ended(self._before(position))), None)
        if not match or self._printed_again(level, match):
            return
        if any(goes_on(level, match, self.drafts[at], last=at == self.stack[-1]) for at in self.stack):
            return
        for depth in range(min(len(self.stack), _DEEPEST) - 1, -1, -1):
            if self.names[depth] in level.under and (
                fit := self.sequence.fit(level, match, self.stack[depth], self._top(level, depth))
            ):
                yield _Opening(level=level, match=match, depth=depth, fit=fit)

    def _printed_again(self, level: Level, match: re.Match[str]) -> bool:
        """Whether the open node's number is printed again behind a page's foot and head, as a catchword's is."""
        node = self.drafts[self.stack[-1]]
        if node.level is not level or not level.number or not self.skipped:
            return False
        start, end = self.skipped[-1]
        furniture = any(character.isalnum() for character in self.text[start:end])
        again = node.groups.get("number") == match.groupdict().get("number")
        return furniture and again and match.start() - end <= _BEFORE and not self.text[end : match.start()].strip()

    def _top(self, level: Level, depth: int) -> int:
        """The node under which a level's numbers run on: where its id begins anew, or the one at that depth."""
        if level.id_from:
            depth = next((d for d in range(depth, -1, -1) if self.names[d] == level.id_from), depth)
        return self.stack[depth]

    def _open(self, opening: _Opening) -> int:
        """Open a node; returns the position behind its marker."""
        level, match, order = opening.level, opening.match, opening.fit.order
        top = self._top(level, opening.depth)
        del self.stack[opening.depth + 1 :], self.names[opening.depth + 1 :]
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        begin = match.start("text") if "text" in groups else match.end()
        if level.number == "bullet" and order:
            groups["number"] = str(order[0])
        if opening.fit.leaps:
            self._doubt(match.start(), "corpus.number-missing", level=level.name, number=groups["number"])
        parent = self._rejoined(level, match, self.stack[-1]) if level.rejoin else self.stack[-1]
        line = bisect.bisect_right(self.starts, match.start())
        draft = NodeDraft(level=level, parent=parent, groups=groups, order=order, line=line)
        index = len(self.drafts)
        self.drafts.append(draft)
        self.sequence.add(index, draft, match, top)
        self.stack.append(index)
        self.names.append(level.name)
        draft.add((match.start(), begin), marker=True)
        draft.add((begin, match.end()))
        return match.end()

    def _rejoined(self, level: Level, match: re.Match[str], parent: int) -> int:
        """The node elsewhere that this one continues: of the level `rejoin`, same number, same grandparent."""
        top = self.drafts[parent].parent
        for index in self.sequence.described[level.rejoin, match["number"]]:
            if top is None or top in upwards(index, self.drafts):
                return index
        self._doubt(match.start(), "corpus.not-described", level=level.rejoin, number=match["number"])
        return parent

    def _doubt(self, position: int, code: str, **fields: Field) -> None:
        self.doubts.append(Doubt(line=bisect.bisect_right(self.starts, position), code=code, fields=fields))


def _end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _fits_inline(opening: _Opening, before: str) -> bool:
    if opening.level.inline == "anywhere":
        return before[-1:].isspace()
    return bool(_ENDS_ITEM.search(before)) and (opening.fit.order != (1, 0) or before.rstrip().endswith((":", ".")))


def _is_ended(before: str) -> bool:
    """Whether what stands before a line has an end: nothing, an empty line, a heading, a sentence's or item's mark."""
    return not before.strip() or bool(_ENDS_ITEM.search(before) or _HEADING.search(before)) or before.endswith("\n\n")
