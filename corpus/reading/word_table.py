"""A Word table as lines: each row one, its cells under their headings; a table that only lays out as it is printed."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from docx.oxml.ns import nsmap, qn

from corpus.reading.word_xml import Styles, chain, is_on, value, within

_FEW = 2  # rows below the headings
_LONGEST = 80  # characters of a column's heading
_COUNT = re.compile(r"(\d{1,3})[.)]?")
_NUMBER = re.compile(r"(?i:No|Nomor|Nmr|No\. ?Urut)\.?")
_NO_LINE = ("none", "nil", None)

Heading = tuple[int, int, str]  # the columns that it stands over, half-open, and its words


def rows(table: Any, styles: Styles, text: Callable[[Any], str], deleted: Callable[[Any], None]) -> Iterator[str]:
    """Each row of a table as one line, "Heading: cell; Heading: cell"; the lines of the cells where it has no headings.

    A number that counts the rows stands first, as a list's does: "3. Heading: cell"; beside one other column, whose
    heading is then printed once, "3. cell".

    `text` reads a cell; `deleted` is told each row that is left out. A cell merged with the one above is not repeated.
    """
    headings, listed = list[Heading](), list[Any]()
    for row in within(table, qn("w:tr")):
        if row.find("w:trPr/w:del", nsmap) is None:
            listed.append(row)
        else:
            deleted(row)
    lined, is_head = _is_lined(table, styles), [is_on(row, "w:trPr/w:tblHeader") for row in listed]
    heads = [*is_head, False].index(False)  # rows at the top that are said to be headings
    read = [[(start, end, text(cell)) for start, end, cell in _cells(row)] for row in listed]
    headed = not heads and len(read) > 1 and _may_head(read[0]) and (lined or _has_figures(read))
    for at, cells in enumerate(read):
        if at < heads or (at == 0 and headed):
            headings += [cell for cell in cells if cell[2]]
            if at + 1 >= heads and _counts(headings):
                yield " ".join(words for _, _, words in headings)
        elif headings:
            yield _row(headings, [cell for cell in cells if cell[2]])
        else:
            yield " ".join(cell for _, _, cell in cells if cell)
    if headings and len(listed) <= max(heads, 1):
        yield " ".join(words for _, _, words in headings)


def _row(headings: list[Heading], cells: list[Heading]) -> str:
    """A row's cells behind their headings; its number, where it counts the rows, stands first."""
    number = _COUNT.fullmatch(cells[0][2].strip()) if len(cells) > 1 else None
    if not number or not _NUMBER.fullmatch(_under(headings, cells[0]).split(":")[0]):
        return "; ".join(_under(headings, cell) for cell in cells)
    if _counts(headings):
        return f"{number[1]}. {' '.join(cells[1][2].split())}"
    return f"{number[1]}. {'; '.join(_under(headings, cell) for cell in cells[1:])}"


def _counts(headings: list[Heading]) -> bool:
    """Whether a table is a list: a column of numbers and another one."""
    return len(headings) == 2 and bool(_NUMBER.fullmatch(" ".join(headings[0][2].split())))


def _under(headings: list[Heading], cell: Heading) -> str:
    """A cell's text on one line, behind the headings of its columns."""
    start, end, words = cell
    over = dict.fromkeys(" ".join(head.split()).rstrip(" :") for left, right, head in headings
                         if left < end and start < right)  # fmt: skip
    printed = " ".join(words.split()).rstrip(";")
    return f"{' '.join(over)}: {printed}" if over else printed


def _cells(row: Any) -> Iterator[tuple[int, int, Any]]:
    """A row's cells with the columns that each takes; one that goes on from the row above is left out."""
    column = _count(value(row, "w:trPr/w:gridBefore"), 0)
    for cell in within(row, qn("w:tc")):
        span = _count(value(cell, "w:tcPr/w:gridSpan"), 1)
        merged = cell.find("w:tcPr/w:vMerge", nsmap)
        if merged is None or merged.get(qn("w:val")) == "restart":
            yield column, column + span, cell
        column += span


def _may_head(cells: list[Heading]) -> bool:
    """Whether a first row reads as headings: several short and different ones, none a sentence or a number."""
    words = [" ".join(text.split()) for _, _, text in cells]
    short = all(0 < len(text) <= _LONGEST and text[-1] not in ".;:," for text in words)
    return len(words) > 1 and short and len(set(words)) == len(words) and all(any(map(str.isalpha, t)) for t in words)


def _has_figures(read: list[list[Heading]]) -> bool:
    """Whether a table without lines holds data: below a first row without a digit each row has as many cells, none is
    empty, and one column has a figure in each."""
    head, *body = [[words for _, _, words in cells] for cells in read]
    if len(body) < _FEW or any(len(cells) != len(head) or not all(cells) for cells in body):
        return False
    return not _has_digit("".join(head)) and any(all(map(_has_digit, column)) for column in zip(*body, strict=True))


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _is_lined(table: Any, styles: Styles) -> bool:
    """Whether a table has lines, of its own, of its style's, or around its cells: it holds data, not a layout."""
    for holder in (table, *chain(styles, value(table, "w:tblPr/w:tblStyle"))):
        if (own := holder.find("w:tblPr/w:tblBorders", nsmap)) is not None:
            return _has_lines(own)
    return any(_has_lines(cell) for cell in table.iter(qn("w:tcBorders")))


def _has_lines(borders: Any) -> bool:
    return any(line.get(qn("w:val")) not in _NO_LINE for line in borders)


def _count(text: str | None, default: int) -> int:
    return min(int(text), 1000) if text is not None and text.isascii() and text.isdigit() else default
