"""A page as lines with their places, in the order in which they are read.

Leave out what each page prints anew: heads, feet, page numbers, and catchwords.

No list of words is asked. A running line stands at the same height near the edge of page after page, alike or with a
number that counts the pages, and hardly anywhere else; a clause's first or last line does not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise, takewhile
from typing import Any

from corpus.model import Note
from corpus.numbers import roman

Progress = Callable[[int, int], None]  # told the page that is recognised next, and of how many
MANY = 2000  # lines of a page: more are no text that anybody reads, and are left in the file's order
_LABEL = 6  # characters: "(12)", "iv.", "10)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line: its text and its box in points from the page's upper left corner.

    `unsure` are its words that a machine hardly recognised.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    unsure: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """From top to bottom, at least a point."""
        return max(self.bottom - self.top, 1.0)

    def beside(self, other: Line) -> bool:
        """Whether both stand on the same base line."""
        return abs(self.bottom - other.bottom) < 0.4 * min(self.height, other.height)

    def above(self, other: Line) -> bool:
        """Whether it stands wholly above another that it shares a column with."""
        return self.bottom <= other.top + 0.3 * other.height and self.left < other.right and other.left < self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its number from 1, its size in points, its lines."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


def page_from(row: dict[str, Any]) -> Page:
    """The page that `asdict` made a row of, as JSON gives it back."""
    lines = tuple(Line(**(line | {"unsure": tuple(line["unsure"])})) for line in row["lines"])
    return Page(**(row | {"lines": lines}))


def in_order(lines: list[Line]) -> tuple[Line, ...]:
    """The lines as they are read: in the file's order, but one that stands above another of its column first.

    So columns and a table's cells stay whole, and a head that the file holds last comes first. A label that the
    file holds apart from its text ("(1)", "a.") is put before it.
    """
    if len(lines) > MANY:
        return tuple(lines)
    placed: list[Line] = []
    for line in lines:
        behind = not placed or placed[-1].above(line)
        below = (at for at, other in enumerate(placed) if line.above(other))
        placed.insert(len(placed) if behind else next(below, len(placed)), line)
    return tuple(_labelled(placed))


def _labelled(lines: list[Line]) -> list[Line]:
    """The lines with each label that stands alone joined to the line on its right."""
    taken: dict[int, int] = {}
    for at, line in enumerate(lines):
        if len(line.text) <= _LABEL and " " not in line.text:
            right = [n for n, other in enumerate(lines) if other.left >= line.right - 1 and line.beside(other)]
            if right:
                taken[at] = min(right, key=lambda n: lines[n].left)
    joined = list(lines)
    for label in sorted(taken, key=lambda n: -lines[n].left):
        text = joined[taken[label]]
        joined[taken[label]] = replace(text, text=f"{lines[label].text} {text.text}", left=lines[label].left)
    return [line for n, line in enumerate(joined) if n not in taken]


EDGE = 6  # lines from the edge inwards that are looked at
ZONE = 0.25  # of the page's height: what stands farther in is the page's body
LEVEL = 0.012  # of the page's height: lines no farther apart stand at the same height
NEAR = 4  # pages before and behind that a page is compared with
FEW = 4  # pages: in so short a document two alike are all that there can be
APART = 1.3  # times the usual distance of lines

_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[-–—|\s]*(?=[ivxl])((?:x{0,3}l?x{0,3})(?:i[xv]|v?i{0,3}))[-–—|\s]*")
_BARE = re.compile(r"[-–—|\s]*#[-–—|\s]*")
_DOTS = re.compile(r"(?:\s*(?:\.\s*){2,}\.?|\s*…[\s.…]*)$")
_SHORT = 8  # characters
_CATCHWORDS = 6  # words at the most


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near a page's edge: the page's index, its shape (numbers as #), its numbers, its height in the page."""

    page: int
    line: Line
    shape: str
    numbers: tuple[int, ...]
    at: float


def without_running(pages: Sequence[Page]) -> tuple[list[Page], list[Note]]:
    """The pages without their running lines and catchwords, and a note for each line left out, in order."""
    gone: defaultdict[int, list[Line]] = defaultdict(list)
    total = Counter(_shape(line.text)[0] for page in pages for line in page.lines)
    for edges in (_edges(pages, foot=False), _edges(pages, foot=True)):
        finder = _Finder(pages, edges, total)
        for page, found in enumerate(edges):
            gone[page] += [edge.line for edge in takewhile(finder.is_running, found)]
    kept = [_less(page, gone[index]) for index, page in enumerate(pages)]
    left_out = ((page, line) for index, page in enumerate(pages) for line in page.lines if line in gone[index])
    notes = [Note(kind="running line", page=page.number, text=line.text) for page, line in left_out]
    for index, line in _catchwords(kept):
        kept[index] = _less(kept[index], [line])
        notes.append(Note(kind="catchword", page=kept[index].number, text=line.text))
    return kept, sorted(notes, key=lambda note: note.page)


def _less(page: Page, gone: list[Line]) -> Page:
    return replace(page, lines=tuple(line for line in page.lines if line not in gone)) if gone else page


def _shape(text: str) -> tuple[str, tuple[int, ...]]:
    """A line with its numbers as #, and these numbers; a lone Roman one is a number too."""
    text = " ".join(text.casefold().split())
    if text and (match := _ROMAN.fullmatch(text)):
        return text.replace(match[1], "#"), (roman(match[1]),)
    return _NUMBER.sub("#", text), tuple(int(number[:9]) for number in _NUMBER.findall(text))


def _edges(pages: Sequence[Page], *, foot: bool) -> list[list[_Edge]]:
    """For each page its lines near one edge, from outside in."""
    found = []
    for index, page in enumerate(pages):
        inner = (1 - ZONE if foot else ZONE) * page.height
        near = [line for line in page.lines if (line.top > inner if foot else line.bottom < inner)]
        near.sort(key=lambda line: -line.bottom if foot else line.top)
        found.append([_Edge(index, line, *_shape(line.text), line.bottom / page.height) for line in near[:EDGE]])
    return found


class _Finder:
    """Which of the lines near one edge are running ones."""

    def __init__(self, pages: Sequence[Page], edges: list[list[_Edge]], total: Counter[str]) -> None:
        self.pages = pages
        self.edges = edges
        self.total = total
        self.alike: defaultdict[tuple[str, int], list[_Edge]] = defaultdict(list)
        for edge in (edge for found in edges for edge in found):
            self.alike[edge.shape, edge.page].append(edge)
        self.recurring = Counter(edge.shape for found in edges for edge in found if self._near(edge))

    def is_running(self, edge: _Edge) -> bool:
        """Whether a line is one that pages print anew."""
        if self._is_misread(edge):
            return True
        near = self._near(edge)
        counted = sum(_counts(edge, other) for other in near)
        if edge.numbers and not any(character.isalpha() for character in edge.shape):
            own = _BARE.fullmatch(edge.shape) and edge.numbers == (self.pages[edge.page].number,)
            if counted and not edge.shape.endswith((".", ")")):
                return True
            return bool(own) and edge is self.edges[edge.page][0]
        if 3 * self.recurring[edge.shape] < 2 * self.total[edge.shape]:
            return False  # it stands elsewhere too
        same = sum(_is_same(edge, other) for other in near)
        around = min(edge.page, NEAR) + min(len(self.pages) - 1 - edge.page, NEAR)
        if same >= max(2, around / 3):
            return True
        few = same > 0 and len(self.pages) <= FEW and self.total[edge.shape] == same + 1
        return (counted > 1 or few) and self._is_outside(edge) and self._has_room(edge)

    def _is_misread(self, edge: _Edge) -> bool:
        """Whether a few characters stand alone where the pages around have their numbers: "- ll -" for "- 11 -"."""
        found = [page for page in self.edges[max(0, edge.page - NEAR) : edge.page + NEAR + 1] if page]
        outer = [page[0] for page in found if page[0] is not edge and abs(page[0].at - edge.at) <= LEVEL]
        numbers = [other for other in outer if _BARE.fullmatch(other.shape)]
        counting = sum(_counts(one, other) for one, other in pairwise(numbers))
        return edge is self.edges[edge.page][0] and len(edge.line.text) <= _SHORT and 2 * counting >= NEAR

    def _near(self, edge: _Edge) -> list[_Edge]:
        """The lines of the same shape and height on the pages around."""
        around = (page for page in range(edge.page - NEAR, edge.page + NEAR + 1) if page != edge.page)
        alike = (other for page in around for other in self.alike.get((edge.shape, page), ()))
        return [other for other in alike if abs(edge.at - other.at) <= LEVEL]

    def _is_outside(self, edge: _Edge) -> bool:
        """Whether no page near has something else at the line's height: "Pasal 2" heads a page where a title may."""
        pages = self.edges[max(0, edge.page - NEAR) : edge.page + NEAR + 1]
        others = (other.line for found in pages for other in found if other.shape != edge.shape)
        return not any(other.top < edge.line.bottom and edge.line.top < other.bottom for other in others)

    def _has_room(self, edge: _Edge) -> bool:
        """Whether the head or foot that a line is of stands apart from the text, by more room than two lines have."""
        found = self.edges[edge.page]
        recurs = [any(_is_same(line, other) or _counts(line, other) for other in self._near(line)) for line in found]
        block = [line.line for line in found[: recurs.index(False) if False in recurs else len(found)]]
        rest = [line.top for line in self.pages[edge.page].lines if line not in block]
        steps = sorted(after - top for top, after in pairwise(sorted(rest)))
        usual = steps[len(steps) // 2] if steps else edge.line.height
        return bool(block and rest) and min(abs(top - block[-1].top) for top in rest) > APART * usual


def _is_same(edge: _Edge, other: _Edge) -> bool:
    return edge.shape == other.shape and edge.numbers == other.numbers


def _counts(edge: _Edge, other: _Edge) -> bool:
    """Whether a number in two lines differs as their pages do."""
    step = other.page - edge.page
    return any(there - here == step for here, there in zip(edge.numbers, other.numbers, strict=False))


def _catchwords(pages: Sequence[Page]) -> Iterator[tuple[int, Line]]:
    """The last line of each page that is the beginning of the next page's first lines."""
    for (index, page), (_, after) in pairwise((index, page) for index, page in enumerate(pages) if page.lines):
        last = max(page.lines[-3:], key=lambda line: line.bottom)
        if len(page.lines) > 1 and _is_catchword(last, page, " ".join(line.text for line in after.lines[:2])):
            yield index, last


def _is_catchword(line: Line, page: Page, after: str) -> bool:
    dots = _DOTS.search(line.text)
    words = _letters(line.text[: dots.start()] if dots else line.text)
    if not words or len(line.text.split()) > _CATCHWORDS + 3 or line.top < 0.5 * page.height:
        return False
    begin = _letters(after)[: len(words)]
    if dots:
        return begin == words or SequenceMatcher(None, begin, words).ratio() >= 0.75
    return begin == words and line.left > 0.5 * page.width and len(line.text.split()) <= _CATCHWORDS


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
