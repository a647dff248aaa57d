"""Text with a little form, as Telegram takes it: escaped in one place, cut to its limit, always balanced.

A `Block` is a piece of text that is framed as one thing (a paragraph, a quote, a table); its `Run`s are bold,
italic or neither. Telegram counts a message's length after parsing, in UTF-16 code units.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal
from unicodedata import category

LIMIT = 4096
LONG_QUOTE = 400  # code units; about eight lines on a phone, beyond which a quote opens by a tap

Frame = Literal["", "quote", "pre"]
Weight = Literal["", "b", "i"]

# What a chat can't show: control characters, halves of a surrogate pair, non-characters. One character
# stands in for one, so that positions in the text stay right.
_UNSHOWN = dict.fromkeys([*range(9), 11, 12, *range(13, 32), *range(127, 160)], " ")
_UNSHOWN |= dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
# letters by their category, blank by their looks
_BLANK = "\u3164\u115f\u1160\uffa0\u2800\ufe0e\ufe0f\u034f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of one weight: plain, bold or italic."""

    text: str
    weight: Weight = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Runs within one frame; `tight` keeps it on the line after the block before it, and in its message."""

    runs: tuple[Run, ...]
    frame: Frame = ""
    tight: bool = False

    @property
    def text(self) -> str:
        """The characters that a person sees."""
        return "".join(run.text for run in self.runs)


def block(text: str, weight: Weight = "", *, frame: Frame = "", tight: bool = False) -> Block:
    """A block of one run, cleaned of what a chat can't show."""
    return Block(runs=(Run(text=clean(text), weight=weight),), frame=frame, tight=tight)


def marked(text: str, marks: Sequence[tuple[int, int]], *, frame: Frame = "") -> Block:
    """A block in which the character ranges `marks` are bold; ranges may overlap or overshoot."""
    shown = clean(text)
    runs: list[Run] = []
    done = 0
    for start, end in sorted(marks):
        start, end = max(start, done), min(end, len(shown))
        if start < end:
            runs += [Run(text=shown[done:start]), Run(text=shown[start:end], weight="b")]
            done = end
    runs.append(Run(text=shown[done:]))
    return Block(runs=tuple(run for run in runs if run.text), frame=frame)


def clean(text: str) -> str:
    """`text`, as long as before, without characters that a chat can't show."""
    return text.translate(_UNSHOWN)


def visible(text: str) -> bool:
    """Whether a person would see anything; Telegram refuses a message of nothing but blanks."""
    return any(not (char.isspace() or char in _BLANK or category(char) == "Cf") for char in text)


def units(text: str) -> int:
    """The length as Telegram counts it: in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def begun(text: str, limit: int) -> str:
    """As much of the beginning of a text as has that many code units; no character is cut in two."""
    return text[:limit].encode("utf-16-le", "surrogatepass")[: 2 * limit].decode("utf-16-le", "ignore")


def cut(text: str, most: int) -> str:
    """A text on one line, as a chat can show it, with an ellipsis where it is longer than `most` UTF-16 code units."""
    line = " ".join(clean(text).split())
    return line if units(line) <= most else f"{begun(line, most - 1)}…"


def join(blocks: Sequence[Block]) -> str:
    """The blocks as plain text, paragraphs an empty line apart."""
    return "".join(_gap(at, item) + item.text for at, item in enumerate(blocks))


def messages(blocks: Sequence[Block], limit: int = LIMIT) -> list[list[Block]]:
    """The blocks in as few messages as keep each under `limit`; blocks that belong together stay together if
    they can, and only a block that is too long by itself is cut, at whitespace."""
    parts: list[list[Block]] = []
    starts = [at for at, item in enumerate(blocks) if at == 0 or not item.tight]
    for group in (blocks[start:end] for start, end in pairwise([*starts, len(blocks)])):
        if parts and units(join([*parts[-1], *group])) <= limit:
            parts[-1] += group
        elif units(join(group)) <= limit:
            parts.append([*group])
        else:
            _pour(group, parts, limit)
    return [part for part in parts if part]


def pages(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """The messages that show the blocks, in order, each in Telegram's HTML and as plain text."""
    return [(to_html(part), join(part)) for part in messages(blocks)]


def to_html(blocks: Sequence[Block]) -> str:
    """One message in Telegram's HTML."""
    return "".join(_gap(at, item) + _html(item) for at, item in enumerate(blocks))


def _gap(at: int, item: Block) -> str:
    return "" if at == 0 else "\n" if item.tight else "\n\n"


def _html(item: Block) -> str:
    tagged = ((escaped(run.text), run.weight) for run in item.runs)
    inner = "".join(f"<{weight}>{text}</{weight}>" if weight else text for text, weight in tagged)
    if item.frame == "pre":
        return f"<pre>{inner}</pre>"
    if item.frame == "quote":
        return f"<blockquote{' expandable' if units(item.text) > LONG_QUOTE else ''}>{inner}</blockquote>"
    return inner


def escaped(text: str) -> str:
    """The one place where text becomes HTML."""
    return html.escape(text, quote=False)


def _pour(group: Sequence[Block], parts: list[list[Block]], limit: int) -> None:
    """Add a group that fits in no message by itself; a block that doesn't either fills up the one before."""
    for item in group:
        rest = item
        while visible(rest.text):
            room = limit - units(join(parts[-1])) - (2 if parts[-1] else 0) if parts else 0
            if units(rest.text) <= room:
                parts[-1].append(rest)
                break
            if units(rest.text) <= limit or room < limit // 4:
                parts.append([])
                continue
            end, start = _border(rest.text, room)
            piece, rest = _slice(rest, 0, end), _slice(rest, start, len(rest.text))
            if visible(piece.text):
                parts[-1].append(piece)


def _border(text: str, limit: int) -> tuple[int, int]:
    """Where to cut: the piece's end, and the start of the rest, the whitespace between them left out."""
    end = len(begun(text, limit))
    # with no whitespace in its second half: cut between two characters
    return next(((at, at + 1) for at in range(end, end // 2, -1) if text[at : at + 1].isspace()), (end, end))


def _slice(item: Block, start: int, end: int) -> Block:
    runs: list[Run] = []
    at = 0
    for run in item.runs:
        if piece := run.text[max(start - at, 0) : max(end - at, 0)]:
            runs.append(replace(run, text=piece))
        at += len(run.text)
    return replace(item, runs=tuple(runs))
