"""The numbers that Word prints before paragraphs, resolved from numbering.xml and the styles (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

LEVELS = 9
_LONGEST = 26 * 30  # a letter is repeated once for each round of the alphabet; more are no number of a list
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
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

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in _all(styles, "w:style")}
        self._default = next((name for name, style in self._styles.items() if _is_default(style)), "")
        self._lists = {num.get(qn("w:numId")): num for num in _all(numbering, "w:num")}
        self._abstract = {one.get(qn("w:abstractNumId")): one for one in _all(numbering, "w:abstractNum")}
        self._levels: dict[str, tuple[str, list[_Level], dict[int, int]]] = {}
        self._counts: defaultdict[str, list[int | None]] = defaultdict(lambda: [None] * LEVELS)
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """What is printed before a paragraph, with the space behind it; "" where nothing is. Counts it."""
        number, at = self._place(paragraph)
        if number not in self._lists:
            return ""
        key, levels, overrides = self._list(number)
        if not levels:
            return ""
        at = self._styled(levels, paragraph) if at is None else at
        at = min(max(at, 0), LEVELS - 1)
        counts = self._counts[key]
        self._count(counts, levels, number, at, overrides)
        return _shown(counts, levels, at)

    def _count(
        self, counts: list[int | None], levels: list[_Level], number: str, at: int, overrides: dict[int, int]
    ) -> None:
        count = counts[at]
        anew = count is None or (at in overrides and (number, at) not in self._begun)
        counts[at] = overrides.get(at, levels[at].start) if anew or count is None else count + 1
        self._begun.add((number, at))
        for below in range(at + 1, LEVELS):
            restart = levels[below].restart
            if restart is None or at < restart:
                counts[below] = None

    def _place(self, paragraph: Any) -> tuple[str, int | None]:
        """The list that a paragraph is of ("" for none) and its level there, by itself or by its style."""
        number: str | None = None
        at: int | None = None
        for properties in self._properties(paragraph):
            place = properties.find(qn("w:numPr"))
            if place is not None:
                number = _value(place, "w:numId") if number is None else number
                at = _number(_value(place, "w:ilvl")) if at is None else at
        return number or "", at

    def _properties(self, paragraph: Any) -> Iterator[Any]:
        """The properties of a paragraph, then of its style, of the style that this one is based on, and so on."""
        own = paragraph.find(qn("w:pPr"))
        if own is not None:
            yield own
        for name in self._chain(paragraph):
            properties = self._styles[name].find(qn("w:pPr"))
            if properties is not None:
                yield properties

    def _chain(self, paragraph: Any) -> list[str]:
        own = paragraph.find(qn("w:pPr"))
        name = (_value(own, "w:pStyle") if own is not None else None) or self._default
        chain: list[str] = []
        while name in self._styles and name not in chain:
            chain.append(name)
            name = _value(self._styles[name], "w:basedOn") or ""
        return chain

    def _styled(self, levels: list[_Level], paragraph: Any) -> int:
        """The level that a list has for a paragraph's style, or the first."""
        chain = self._chain(paragraph)
        return next((at for name in chain for at, level in enumerate(levels) if level.style == name), 0)

    def _list(self, number: str) -> tuple[str, list[_Level], dict[int, int]]:
        """A list's counter, its levels, and the numbers that it starts anew with."""
        if number not in self._levels:
            element = self._lists[number]
            key, levels = self._base(_value(element, "w:abstractNumId") or "")
            overrides: dict[int, int] = {}
            for override in _all(element, "w:lvlOverride"):
                at = _number(override.get(qn("w:ilvl")))
                if at is None or not 0 <= at < LEVELS:
                    continue
                start = _number(_value(override, "w:startOverride"))
                own = override.find(qn("w:lvl"))
                if own is not None and levels:
                    levels[at] = _level(own)
                if start is not None:
                    overrides[at] = start
            self._levels[number] = key, levels, overrides
        return self._levels[number]

    def _base(self, key: str) -> tuple[str, list[_Level]]:
        """The levels of the definition that a list rests on, if by way of a style."""
        seen: set[str] = set()
        while key in self._abstract and key not in seen:
            seen.add(key)
            link = _value(self._abstract[key], "w:numStyleLink")
            style = self._styles.get(link) if link else None
            number = (
                next((_value(n, "w:numId") for n in style.iter(qn("w:numPr"))), None) if style is not None else None
            )
            if number not in self._lists:
                break
            key = _value(self._lists[number], "w:abstractNumId") or ""
        levels = [_Level(format="none")] * LEVELS
        for element in _all(self._abstract.get(key), "w:lvl"):
            at = _number(element.get(qn("w:ilvl")))
            if at is not None and 0 <= at < LEVELS:
                levels[at] = _level(element)
        return key, levels if key in self._abstract else []


def _shown(counts: list[int | None], levels: list[_Level], at: int) -> str:
    level = levels[at]
    if level.format == "bullet":
        return "- "
    shown = _PLACE.sub(lambda match: _printed(counts, levels, int(match[1]) - 1, level.legal), level.text)
    return f"{shown.strip()} " if shown.strip() else ""


def _printed(counts: list[int | None], levels: list[_Level], at: int, legal: bool) -> str:
    """A level's number as it is printed; one that no paragraph has had yet is its first."""
    count = counts[at]
    return as_printed(levels[at].start if count is None else count, "decimal" if legal else levels[at].format)


def as_printed(number: int, kind: str) -> str:
    """A number in one of Word's formats; in one that isn't known, with digits."""
    if kind in ("none", "bullet"):
        return ""
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= _LONGEST:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
    return f"{number:02}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _level(element: Any) -> _Level:
    hidden = any(True for _ in element.iter(qn("w:vanish")))
    start = _number(_value(element, "w:start"))
    return _Level(
        format="none" if hidden else _value(element, "w:numFmt") or "decimal",
        text="" if hidden else _value(element, "w:lvlText") or "",
        start=0 if start is None else start,
        restart=_number(_value(element, "w:lvlRestart")),
        legal=element.find(qn("w:isLgl")) is not None,
        style=_value(element, "w:pStyle") or "",
    )


def _is_default(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")


def _all(element: Any, tag: str) -> list[Any]:
    return [] if element is None else element.findall(qn(tag))


def _value(element: Any, tag: str) -> str | None:
    found = element.find(qn(tag))
    return None if found is None else found.get(qn("w:val"))


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None
