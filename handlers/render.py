"""The one renderer: an `Answer` as plain text or as Telegram messages, the same in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from handlers import markup
from handlers.markup import Block, block, marked, units
from handlers.messages import Wording, wording
from index.answer import Answer

PRE_WIDTH = 34  # characters in fixed width that a narrow phone shows in one line
MORE_CITATIONS = 5


def plain(answer: Answer) -> str:
    """All the text that a person would see, without markup; never empty."""
    return markup.join(_blocks(answer))


def html(answer: Answer) -> list[str]:
    """The messages for Telegram's HTML mode, in order: at least one, none empty, each within the limit."""
    return [markup.to_html(part) for part in markup.messages(_blocks(answer))]


def plain_parts(answer: Answer) -> list[str]:
    """The same messages without markup, part for part: what is sent where Telegram refuses the markup."""
    return [markup.join(part) for part in markup.messages(_blocks(answer))]


def _blocks(answer: Answer) -> list[Block]:
    """What is seen, in order: headline, notes, clause with its citation, then what else there is."""
    words = wording(answer.language)
    blocks = [
        block(answer.headline, "b"),
        *(block(note) for note in answer.notes),
        *_clause(answer),
        *_table(answer.table),
        *_lines(answer.also),
        *_citations(answer, words),
        *_list(words.suggestions, answer.suggestions),
    ]
    return [item for item in blocks if markup.visible(item.text)] or [block(words.nothing)]


def _clause(answer: Answer) -> Iterator[Block]:
    for citation in answer.citations[:1]:
        yield marked(citation.quote, citation.marks, frame="quote")
        if citation.label != answer.headline:
            yield block(citation.label, "i", tight=markup.visible(citation.quote))


def _lines(lines: tuple[str, ...]) -> Iterator[Block]:
    for at, line in enumerate(line for line in lines if markup.visible(line)):
        yield block(line, tight=at > 0)


def _list(heading: str, lines: tuple[str, ...]) -> Iterator[Block]:
    shown = [line for line in lines if markup.visible(line)]
    if shown:
        yield block(heading)
        yield from (block(f"• {line}", tight=True) for line in shown)


def _citations(answer: Answer, words: Wording) -> Iterator[Block]:
    """The labels of the citations after the first, unless the lines before them name these already."""
    if answer.also:
        return iter(())
    labels = tuple(dict.fromkeys(citation.label for citation in answer.citations[1:]))
    shown = labels[:MORE_CITATIONS]
    if len(labels) > len(shown):
        shown += (words.more.format(count=len(labels) - len(shown)),)
    return _list(words.citations, shown)


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[Block]:
    """The table in fixed width where a phone shows it in one line, else a paragraph a row."""
    if not any(cell for row in rows for cell in row):
        return
    widths = [max(map(units, column)) for column in zip(*_even(rows), strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) <= PRE_WIDTH:
        yield block("\n".join(_row(row, widths) for row in rows), frame="pre")
        return
    heading, *body = rows
    for row in body or [heading]:
        yield block(_stacked(heading, row))


def _even(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    longest = max(map(len, rows))
    return [row + ("",) * (longest - len(row)) for row in rows]


def _row(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell + " " * (width - units(cell)) for cell, width in zip(row, widths, strict=False)).rstrip()


def _stacked(heading: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row too wide for a phone: its first cell, then each other cell under it with its heading."""
    first, *cells = row or ("",)
    names = [*heading[1:], *[""] * len(cells)]
    return "\n".join([first, *(f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=False))])
