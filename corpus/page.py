"""A page as lines with their places, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


def in_order(lines: list[Line]) -> tuple[Line, ...]:
    """The lines as they are read: in the file's order, but one that stands above another of its column first.

    So columns and a table's cells stay whole, and a head that the file holds last comes first. A label that the
    file holds apart from its text ("(1)", "a.") is put before it.
    """
    if len(lines) > MANY:
        return tuple(lines)
    placed: list[Line] = []
    for line in lines:
        if placed and not placed[-1].above(line):
            at = next((n for n, other in enumerate(placed) if line.above(other)), len(placed))
            placed.insert(at, line)
        else:
            placed.append(line)
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
