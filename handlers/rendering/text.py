"""The one renderer: an answer, a view or a chart as plain text or as Telegram messages, the same in the same order.

A view is a narrow table, or paragraphs with their citations; a chart's words say all that its picture shows.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from handlers.rendering import markup
from handlers.rendering.markup import Block, Run, block, marked, units
from handlers.wording import Wording, wording
from index.answer import Answer
from index.views.chart import Box, Chart
from index.views.view import Row, View

PRE_WIDTH = 34  # characters in fixed width that a narrow phone shows in one line
MORE_CITATIONS = 5
INSIDE = ", "  # between a place and what stands in it, in a citation
ROWS = 40  # rows of a table that stand in one frame; a longer table goes on in another, its headings repeated
CAPTION = 1024  # code units that Telegram gives a picture's caption
INDENT = "   "


def plain(shown: Answer | View | Chart) -> str:
    """All the text that a person would see, without markup; never empty."""
    return markup.join(_blocks(shown))


def pages(shown: Answer | View | Chart) -> list[tuple[str, str]]:
    """The messages, in order, each as HTML and, for where Telegram refuses that, without markup.

    At least one, none empty, each within the limit.
    """
    return markup.pages(_blocks(shown))


def _blocks(shown: Answer | View | Chart) -> list[Block]:
    """All blocks in which there is anything to see."""
    if isinstance(shown, Answer):
        found: Iterable[Block] = _answer_blocks(shown)
    else:
        found = _view_blocks(shown) if isinstance(shown, View) else _chart_blocks(shown)
    return [item for item in found if markup.visible(item.text)] or [block(wording(shown.language).nothing)]


def _answer_blocks(answer: Answer) -> list[Block]:
    """What is seen, in order: headline, notes, clause with its citation, then what else there is."""
    words = wording(answer.language)
    return [
        block(answer.headline, "b"),
        *(block(note) for note in answer.notes),
        *_clause(answer),
        *_table(answer.table),
        *_lines(answer.also),
        *_citations(answer, words),
        *_list(words.near, [citation.label for citation in answer.near]),
        *_list(words.suggestions, () if answer.near else answer.suggestions),
    ]


def _clause(answer: Answer) -> Iterator[Block]:
    for citation in answer.citations[: answer.shown]:
        yield marked(citation.quote, citation.marks, frame="quote")
        if citation.label != answer.headline:
            yield block(citation.label, "i", tight=markup.visible(citation.quote))


def _lines(lines: Sequence[str]) -> Iterator[Block]:
    for at, line in enumerate(line for line in lines if markup.visible(line)):
        yield block(line, tight=at > 0)


def _list(heading: str, lines: Sequence[str]) -> Iterator[Block]:
    if shown := [line for line in lines if markup.visible(line)]:
        yield block(heading)
        yield from (block(f"• {line}", tight=True) for line in shown)


def _citations(answer: Answer, words: Wording) -> Iterator[Block]:
    """The labels of the citations after the first, unless the lines before them name these already."""
    labels = [] if answer.also else list(dict.fromkeys(c.label for c in answer.citations[answer.shown :]))
    left = len(labels) - MORE_CITATIONS
    return _list(words.citations, [*labels[:MORE_CITATIONS], *([words.more(count=left)] if left > 0 else [])])


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[Block]:
    """The table in fixed width where a phone shows it in one line, else a paragraph a row."""
    if not any(cell for row in rows for cell in row):
        return
    lines = _aligned(rows, "  ")
    if units(lines[0]) <= PRE_WIDTH:
        yield block("\n".join(line.rstrip() for line in lines), frame="pre")
        return
    heading, *body = rows
    for row in body or [heading]:  # its first cell, then each other one under it with its heading
        first, *cells = row or ("",)
        names = [*heading[1:], *[""] * len(cells)]
        under = [f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=False)]
        yield block("\n".join([first, *under]))


def _aligned(rows: Sequence[Sequence[str]], gap: str) -> list[str]:
    """The rows in columns of fixed width, all equally long."""
    columns = [(column, max(map(units, column))) for column in zip_longest(*rows, fillvalue="")]
    padded = [[cell + " " * (width - units(cell)) for cell in column] for column, width in columns]
    return [gap.join(row) for row in zip(*padded, strict=True)]


def _view_blocks(view: View) -> list[Block]:
    blocks = [block(view.title, "b")]
    if view.columns and view.rows:
        heading, *lines = [line.rstrip() for line in _aligned([view.columns, *(row.cells for row in view.rows)], " ")]
        tables = ("\n".join([heading, *lines[at : at + ROWS]]) for at in range(0, len(lines), ROWS))
        blocks += [block(table, frame="pre") for table in tables]
    else:
        before = ""
        for row in view.rows:
            blocks += _paragraph(row, view.title, before)
            before = row.citations[0].label if row.citations else ""
    return [*blocks, *_lines(view.notes)]


def _paragraph(row: Row, title: str, before: str) -> Iterator[Block]:
    """A row's cells, a line each, framed where it is all of the quote that the row rests on; then the citation of that,
    unless the row or the title names it."""
    rests_on = row.citations[:1]
    for at, cell in enumerate(row.cells):
        yield block(cell, frame="quote" if cell in [c.quote for c in rests_on] else "", tight=at > 0)
    yield from (block(_short(c.label, before), "i", tight=True) for c in rests_on if c.label not in (title, *row.cells))


def _short(label: str, before: str) -> str:
    """A citation; only its last part where the one `before` it stands in the same place, or is that place."""
    place, _, last = label.rpartition(INSIDE)
    return last if place and place in (before, before.rpartition(INSIDE)[0]) else label


def caption(chart: Chart) -> tuple[str, bool]:
    """What stands under a chart's picture, as HTML, and whether that is all the chart says."""
    whole = _blocks(chart)
    if markup.units(markup.join(whole)) <= CAPTION:
        return markup.to_html(whole), True
    return markup.to_html(markup.messages([*_head(chart), *_foot(chart)], CAPTION)[0]), False


def _chart_blocks(chart: Chart) -> Iterator[Block]:
    yield from (*_head(chart), *_lines(chart.notes))
    for box in chart.boxes:
        yield Block(runs=_named(box, ""))
        if box.about:
            yield block(box.about, tight=True)
        yield from _below(box, 0)
    yield from _foot(chart)


def _head(chart: Chart) -> list[Block]:
    return [block(chart.title, "b"), block(chart.subtitle, tight=True)]


def _foot(chart: Chart) -> list[Block]:
    cut = wording(chart.language).picture_cut
    return [block(chart.source, "i"), block(chart.status, tight=True), block(cut, tight=True)]


def _below(box: Box, depth: int) -> Iterator[Block]:
    for part in box.parts:
        named = _named(part, f"{INDENT * depth}• ")
        yield Block(runs=(*named, Run(text=markup.clean(f": {part.about}" if part.about else ""))), tight=True)
        yield from _below(part, depth + 1)


def _named(box: Box, lead: str) -> tuple[Run, ...]:
    count = f" ({box.count})" if box.count else ""
    return Run(text=lead), Run(text=markup.clean(box.name), weight="b"), Run(text=markup.clean(count))
