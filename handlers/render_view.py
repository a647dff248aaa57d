"""A view as plain text or as Telegram messages: a narrow table, or paragraphs each with its citation."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import markup
from handlers.markup import Block, block
from index.view import Row, View


def plain_view(view: View) -> str:
    """All the text of a view, without markup."""
    return markup.join(_blocks(view))


def view_parts(view: View) -> list[tuple[str, str]]:
    """The messages that show a view, in order, each as HTML and as plain text."""
    return [(markup.to_html(part), markup.join(part)) for part in markup.messages(_blocks(view))]


def _blocks(view: View) -> list[Block]:
    blocks = [block(view.title, "b")]
    if view.columns and view.rows:
        blocks.append(block(_table([view.columns, *(row.cells for row in view.rows)]), frame="pre"))
    else:
        blocks += [part for row in view.rows for part in _paragraph(row)]
    blocks += [block(note, tight=at > 0) for at, note in enumerate(view.notes)]
    return [item for item in blocks if markup.visible(item.text)]


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns of fixed width, two blanks apart."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        " ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _paragraph(row: Row) -> list[Block]:
    head, *rest = row.cells
    return [block(head), *(block(cell, tight=True) for cell in rest), *_cited(row, row.cells)]


def _cited(row: Row, shown: Sequence[str]) -> list[Block]:
    return [block(c.label, "i", tight=True) for c in row.citations[:1] if c.label not in shown]
