"""What a view is: rows for a person to look things up in, page by page; its texts and times as people read them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from index.answer import Citation
from index.answering.compose import answer, cite
from index.generation.store import Unit
from index.knowledge import Knowledge, term
from index.query.query import Query

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its `cells` as shown, the same as `data` for programs, the clauses that say what it says."""

    cells: tuple[str, ...]
    data: Mapping[str, object]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A way on from a view: what its button says, and the view and argument that it opens."""

    label: str
    view: str
    argument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Rows under a title, in a language.

    With `columns` (the headings) the rows are a table, narrow enough for a phone; without, each row is a paragraph
    of its cells. `copy` is the formal citation to copy. `notes` stand behind the rows, `choices` are the ways on,
    `next_page` is the argument that gives the next page, or "" on the last. A view without rows says why in its title.
    """

    name: str
    language: str
    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    copy: str = ""
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A view as it is registered: its name, its chat commands by language, its builder.

    The builder takes the knowledge, the argument as typed ("provinsi A", "seksi infra") and a language.
    """

    name: str
    commands: Mapping[str, str]
    build: Callable[[Knowledge, str, str], View]


PAGE_ROWS = 10
PAGE_LENGTH = 3400  # characters of a page's cells and citations; with title and notes it fits in one message
EXCERPT = 170  # characters
_END = re.compile("[,;.] ")  # of a part of a long sentence
_PAGE = re.compile(r"\s*\b(?:hal(?:aman)?|page)\.? *(\d{1,3})\s*$", re.IGNORECASE)


def split_page(argument: str) -> tuple[str, int]:
    """An argument without the page that it names at its end ("seksi aplikasi hal 2"), and that page, 1 for none."""
    found = _PAGE.search(argument)
    return (argument[: found.start()], max(int(found[1]), 1)) if found else (argument.strip(), 1)


def paged(view: View, argument: str, page: int, most: int = PAGE_ROWS) -> View:
    """A page of a view, of at most so many rows; one behind the last is the last.

    Where there are several its title has its number, and its first choices turn to the next and to the one before.
    """
    pages = in_pages(view.rows, _size, most, PAGE_LENGTH)
    page, count = min(page, len(pages)), len(pages)
    beside = [(to, mark) for to, mark in ((page + 1, "›"), (page - 1, "‹")) if 0 < to <= count]
    near = {to: f"{argument} {term('id', 'view_page', page=to)}".strip() for to, _ in beside}
    turning = [Choice(label=f"{mark} {to}/{count}", view=view.name, argument=near[to]) for to, mark in beside]
    return replace(
        view,
        title=f"{view.title} ({page}/{count})" if count > 1 else view.title,
        rows=tuple(pages[page - 1]),
        choices=(*turning, *view.choices),
        next_page=near.get(page + 1, ""),
    )


def in_pages(items: Iterable[T], size: Callable[[T], int], most: int, room: int) -> list[list[T]]:
    """Items page by page, at least one page, each of at most so many and as many as its room has space for."""
    pages: list[list[T]] = [[]]
    used = 0
    for item in items:
        if pages[-1] and (len(pages[-1]) == most or used + size(item) > room):
            pages.append([])
            used = 0
        pages[-1].append(item)
        used += size(item)
    return pages


def _size(row: Row) -> int:
    return sum(len(text) + 2 for text in (*row.cells, *(citation.label for citation in row.citations[:1])))


def excerpt(citation: Citation, most: int = EXCERPT) -> str:
    """The part of a quote that says most of what was asked for, with an ellipsis where it is cut."""
    quote = citation.quote
    if len(quote) <= most:
        return quote
    start = _start(quote, citation.marks, most)
    end = len(quote) if start + most >= len(quote) else quote.rfind(" ", start, start + most)
    end = end if end > start else start + most
    return f"{'… ' if start else ''}{quote[start:end].strip()}{' …' if end < len(quote) else ''}"


def _start(quote: str, marks: Sequence[tuple[int, int]], most: int) -> int:
    """Where the stretch begins that holds most of the marks, at the part of the sentence that its first stands in."""
    if not marks:
        return 0
    held = {at: sum(end - start for start, end in marks if at <= start and end <= at + most // 2) for at, _ in marks}
    first = max(held, key=lambda at: (held[at], -at))
    part = max((end.end() for end in _END.finditer(quote, 0, first)), default=0)
    return part if first - part <= most // 2 else quote.rfind(" ", 0, first - most // 4) + 1


def shortened(text: str, longest: int, dropped: str = " ,;") -> str:
    """A text cut at a word, an ellipsis behind it, where it is longer than that; `dropped` is what ends no cut text."""
    if len(text) <= longest:
        return text
    head, _, _ = text[:longest].rpartition(" ")
    return f"{(head or text[: longest - 2]).rstrip(dropped)} …"


def cited(
    knowledge: Knowledge, query: Query, cells: Iterable[str], data: Mapping[str, object], units: Iterable[Unit]
) -> Row:
    """A row with the clauses that say what it says."""
    return Row(cells=tuple(cells), data=data, citations=tuple(cite(knowledge, unit, query) for unit in units))


def notes_of(knowledge: Knowledge, query: Query, units: Sequence[Unit]) -> list[str]:
    """What a reader must know first: words read as others, documents no longer in force."""
    by_document = {unit.document: unit for unit in units}
    return list(answer(knowledge, query, "", list(by_document.values())).notes)


def moment(time: str, language: str, *, zone: bool = True) -> str:
    """An ISO time in the zone of this machine: "22 November 2026 19.38 WIB"; what is none as it is."""
    try:
        here = datetime.fromisoformat(time).astimezone()
    except ValueError:
        return time
    shown = term(language, "moment", day=day(here.date().isoformat(), language), hour=f"{here:%H}", minute=f"{here:%M}")
    return f"{shown} {here.tzname()}" if zone else shown


def day(told: str, language: str) -> str:
    """An ISO date: "22 November 2026"; what is none as it is."""
    try:
        at = date.fromisoformat(told)
    except ValueError:
        return told
    month = term(language, "months").split()[at.month - 1]
    return term(language, "day", day=at.day, month=month, year=at.year)


def zone_name() -> str:
    """What the zone is called that this machine is set to, at this time of the year: "WIB"."""
    return datetime.now(UTC).astimezone().tzname() or "UTC"
