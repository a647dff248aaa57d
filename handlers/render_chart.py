"""A chart in words: all that its picture shows, as plain text or as Telegram messages."""

from __future__ import annotations

from collections.abc import Iterator

from handlers import markup
from handlers.markup import Block, Run, block
from handlers.messages import wording
from index.views.chart import Box, Chart

CAPTION = 1024  # code units that Telegram gives a picture's caption
INDENT = "   "


def plain_chart(chart: Chart) -> str:
    """All the text of a chart, without markup."""
    return markup.join(_blocks(chart))


def chart_parts(chart: Chart) -> list[tuple[str, str]]:
    """The messages that say what a chart shows, in order, each as HTML and as plain text."""
    return [(markup.to_html(part), markup.join(part)) for part in markup.messages(_blocks(chart))]


def caption(chart: Chart) -> tuple[str, bool]:
    """What stands under a chart's picture, as HTML, and whether that is all the chart says."""
    whole = _blocks(chart)
    if markup.units(markup.join(whole)) <= CAPTION:
        return markup.to_html(whole), True
    head = [*_head(chart), *_foot(chart)]
    shown = markup.messages(head, CAPTION)[0]
    return markup.to_html(shown), False


def _blocks(chart: Chart) -> list[Block]:
    found = [*_head(chart), *_notes(chart), *(part for box in chart.boxes for part in _unit(box)), *_foot(chart)]
    return [item for item in found if markup.visible(item.text)]


def _head(chart: Chart) -> Iterator[Block]:
    yield block(chart.title, "b")
    yield block(chart.subtitle, tight=True)


def _notes(chart: Chart) -> Iterator[Block]:
    yield from (block(note, tight=at > 0) for at, note in enumerate(chart.notes))


def _foot(chart: Chart) -> Iterator[Block]:
    yield block(chart.source, "i")
    yield block(chart.status, tight=True)
    yield block(wording(chart.language).picture_cut, tight=True)


def _unit(box: Box) -> Iterator[Block]:
    yield Block(runs=_named(box, ""))
    if box.about:
        yield block(box.about, tight=True)
    yield from _below(box, 0)


def _below(box: Box, depth: int) -> Iterator[Block]:
    for part in box.parts:
        named = _named(part, f"{INDENT * depth}• ")
        yield Block(runs=(*named, Run(text=markup.clean(f": {part.about}" if part.about else ""))), tight=True)
        yield from _below(part, depth + 1)


def _named(box: Box, lead: str) -> tuple[Run, ...]:
    count = f" ({box.count})" if box.count else ""
    return Run(text=lead), Run(text=markup.clean(box.name), weight="b"), Run(text=markup.clean(count))
