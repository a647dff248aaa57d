"""Long lists in the chat: as much of one as a message has room for, and buttons to the pages beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from telegram import InlineKeyboardButton

from handlers import markup

ROOM = 3000  # UTF-16 code units of a page's lines; with what stands around them they fit in one message
MOST = 10  # items of a page

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """A page of a list: its items, each with its line, the place of the first in the list, which page of how many."""

    items: tuple[T, ...]
    lines: tuple[str, ...]
    first: int
    number: int
    count: int


def page_of(items: Sequence[T], number: str | int, line: Callable[[T], str], most: int = MOST) -> Page[T]:
    """The page of that number, the last one for a higher number and the first for what is none; of `most` items, or
    as many as their lines leave room for."""
    shown = [(item, line(item)) for item in items]
    starts, used = [0], 0
    for at, (_, text) in enumerate(shown):
        size = markup.units(text) + 1
        if at > starts[-1] and (at - starts[-1] == most or used + size > ROOM):
            starts.append(at)
            used = 0
        used += size
    wanted = int(number) if isinstance(number, int) or (number.isdecimal() and len(number) < 6) else 1
    page = min(max(wanted, 1), len(starts))
    held = shown[slice(starts[page - 1], starts[page] if page < len(starts) else None)]
    return Page(
        items=tuple(item for item, _ in held), lines=tuple(text for _, text in held), first=starts[page - 1] + 1,
        number=page, count=len(starts),
    )  # fmt: skip


def turning(page: Page[T], begins: str) -> list[list[InlineKeyboardButton]]:
    """The row of buttons to the pages beside a page, and to the first and the last; none where it is the only one."""
    near = ((1, "⏮ {}"), (page.count, "{} ⏭"), (page.number - 1, "« {}"), (page.number + 1, "{} »"))
    ways = {n: label for n, label in near if 1 <= n <= page.count and n != page.number}
    row = [
        InlineKeyboardButton(label.format(f"{n}/{page.count}"), callback_data=f"{begins}{n}")
        for n, label in sorted(ways.items())
    ]
    return [row] if row else []


def cut(text: str, most: int) -> str:
    """A text on one line, as a chat can show it, with an ellipsis where it is longer than `most` UTF-16 code units."""
    line = " ".join(markup.clean(text).split())
    return line if markup.units(line) <= most else f"{markup.begun(line, most - 1)}…"
