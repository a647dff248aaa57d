"""A view as plain text or as the pages of one Telegram message: a narrow table, or paragraphs with their citations."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import markup
from handlers.markup import Block, block
from index.view import Row, View

INSIDE = ", "  # between a place and what stands in it, in a citation
ROWS = 40  # rows of a table that stand in one frame; a longer table goes on in another, its headings repeated


def plain_view(view: View) -> str:
    """All the text of a view, without markup."""
    return markup.join(_blocks(view))


def view_parts(view: View) -> list[tuple[str, str]]:
    """The pages that show a view, in order, each as HTML and as plain text; at least one, none too long to send."""
    return [(markup.to_html(part), markup.join(part)) for part in markup.messages(_blocks(view))]


def _blocks(view: View) -> list[Block]:
    blocks = [block(view.title, "b")]
    if view.columns and view.rows:
        blocks += [block(table, frame="pre") for table in _tables(view)]
    else:
        before = ""
        for row in view.rows:
            blocks += _paragraph(row, view.title, before)
            before = row.citations[0].label if row.citations else ""
    blocks += [block(note, tight=at > 0) for at, note in enumerate(view.notes)]
    return [item for item in blocks if markup.visible(item.text)]


def _tables(view: View) -> list[str]:
    """The rows in columns of fixed width, as many tables as it takes."""
    rows = [view.columns, *(row.cells for row in view.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(view.columns))]
    lines = [_line(row, widths) for row in rows]
    return ["\n".join([lines[0], *lines[at : at + ROWS]]) for at in range(1, len(lines), ROWS)]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return " ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _paragraph(row: Row, title: str, before: str) -> list[Block]:
    return [*(_cell(row, at) for at in range(len(row.cells))), *_cited(row, (title, *row.cells), before)]


def _cell(row: Row, at: int) -> Block:
    """A cell on a line of its own, framed where it is all of the quote that the row rests on."""
    quoted = any(citation.quote == row.cells[at] for citation in row.citations[:1])
    return block(row.cells[at], frame="quote" if quoted else "", tight=at > 0)


def _cited(row: Row, shown: Sequence[str], before: str) -> list[Block]:
    return [block(_short(c.label, before), "i", tight=True) for c in row.citations[:1] if c.label not in shown]


def _short(label: str, before: str) -> str:
    """A citation; only its last part where the one `before` it stands in the same place, or is that place."""
    place, _, last = label.rpartition(INSIDE)
    return last if place and place in (before, before.rpartition(INSIDE)[0]) else label
