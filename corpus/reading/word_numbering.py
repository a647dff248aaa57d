"""The numbers that Word prints before paragraphs, resolved from numbering.xml and the styles (ECMA-376, 17.9)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docx.oxml.ns import qn

from corpus.numbers import as_roman
from corpus.reading.word_xml import Styles, chain, value

LEVELS = 9
_LONGEST = 26 * 30  # a letter is repeated once for each round of the alphabet; more are no number of a list
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """A level of a list: its format, its text with %1 to %9, its first number, which level restarts it."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str = ""


class Numbering:
    """Gives each paragraph its number, in the order in which they are printed."""

    def __init__(self, numbering: Any, styles: Styles) -> None:
        self._styles = styles
        paragraphs = (style for style in styles.values() if style.get(qn("w:type")) == "paragraph")
        defaults = (style for style in paragraphs if style.get(qn("w:default")) in ("1", "true", "on"))
        self._default = next((style.get(qn("w:styleId")) for style in defaults), "")
        self._lists = {num.get(qn("w:numId")): num for num in _all(numbering, "w:num")}
        self._abstract = {one.get(qn("w:abstractNumId")): one for one in _all(numbering, "w:abstractNum")}
        self._list = lru_cache(maxsize=None)(self._read)
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)  # of each level the last number
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """What is printed before a paragraph, with the space behind it; "" where nothing is. Counts it."""
        number, at = self._place(paragraph)
        if number not in self._lists:
            return ""
        key, levels, overrides = self._list(number)
        if not levels:
            return ""
        if at is None:  # then that which the list has for the paragraph's style, or the first
            names = [style.get(qn("w:styleId")) for style in self._chain(paragraph)]
            at = next((n for name in names for n, level in enumerate(levels) if level.style == name), 0)
        at = min(max(at, 0), LEVELS - 1)
        counts = self._counts[key]
        anew = at not in counts or (at in overrides and (number, at) not in self._begun)
        counts[at] = overrides.get(at, levels[at].start) if anew else counts[at] + 1
        self._begun.add((number, at))
        for below in range(at + 1, LEVELS):
            if (restart := levels[below].restart) is None or at < restart:
                counts.pop(below, None)
        return _shown(counts, levels, at)

    def _place(self, paragraph: Any) -> tuple[str, int | None]:
        """The list that a paragraph is of ("" for none) and its level there, by itself or by its style."""
        holders = (paragraph, *self._chain(paragraph))
        numbers = (value(holder, "w:pPr/w:numPr/w:numId") for holder in holders)
        levels = (_number(value(holder, "w:pPr/w:numPr/w:ilvl")) for holder in holders)
        return next((n for n in numbers if n is not None), ""), next((at for at in levels if at is not None), None)

    def _chain(self, paragraph: Any) -> list[Any]:
        return chain(self._styles, value(paragraph, "w:pPr/w:pStyle") or self._default)

    def _read(self, number: str) -> tuple[str, list[_Level], dict[int, int]]:
        """A list's counter, its levels, and the numbers that it starts anew with."""
        element = self._lists[number]
        key, levels = self._base(value(element, "w:abstractNumId") or "")
        overrides: dict[int, int] = {}
        for at, override in _by_level(element, "w:lvlOverride"):
            start, own = _number(value(override, "w:startOverride")), override.find(qn("w:lvl"))
            if own is not None and levels:
                levels[at] = _level(own)
            if start is not None:
                overrides[at] = start
        return key, levels, overrides

    def _base(self, key: str) -> tuple[str, list[_Level]]:
        """The levels of the definition that a list rests on, if by way of a style."""
        seen: set[str] = set()
        while key in self._abstract and key not in seen:
            seen.add(key)
            styles = chain(self._styles, value(self._abstract[key], "w:numStyleLink"))
            number = value(styles[0], ".//w:numPr/w:numId") if styles else None
            if number not in self._lists:
                break
            key = value(self._lists[number], "w:abstractNumId") or ""
        levels = [_Level(format="none")] * LEVELS
        for at, element in _by_level(self._abstract.get(key), "w:lvl"):
            levels[at] = _level(element)
        return key, levels if key in self._abstract else []


def _shown(counts: dict[int, int], levels: list[_Level], at: int) -> str:
    level = levels[at]
    if level.format == "bullet":
        return "- "

    def printed(match: re.Match[str]) -> str:
        of = int(match[1]) - 1
        count = counts.get(of, levels[of].start)  # a number that no paragraph has had yet is the first
        return as_printed(count, "decimal" if level.legal else levels[of].format)

    shown = _PLACE.sub(printed, level.text).strip()
    return f"{shown} " if shown else ""


def as_printed(number: int, kind: str) -> str:
    """A number in one of Word's formats; in one that isn't known, with digits."""
    if kind in ("none", "bullet"):
        return ""
    shown = f"{number:02}" if kind == "decimalZero" else str(number)
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= _LONGEST:
        shown = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif kind in ("lowerRoman", "upperRoman"):
        shown = as_roman(number, 3999) or shown
    return shown.upper() if kind.startswith("upper") else shown


def _level(element: Any) -> _Level:
    hidden = any(True for _ in element.iter(qn("w:vanish")))
    start = _number(value(element, "w:start"))
    return _Level(
        format="none" if hidden else value(element, "w:numFmt") or "decimal",
        text="" if hidden else value(element, "w:lvlText") or "",
        start=0 if start is None else start,
        restart=_number(value(element, "w:lvlRestart")),
        legal=element.find(qn("w:isLgl")) is not None,
        style=value(element, "w:pStyle") or "",
    )


def _all(element: Any, tag: str) -> list[Any]:
    return [] if element is None else element.findall(qn(tag))


def _by_level(element: Any, tag: str) -> Iterator[tuple[int, Any]]:
    """The elements of a kind right under another, each with the level that it says it is for."""
    for child in _all(element, tag):
        if (at := _number(child.get(qn("w:ilvl")))) is not None and 0 <= at < LEVELS:
            yield at, child


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None
