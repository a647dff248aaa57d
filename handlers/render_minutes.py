"""A meeting's record as text: in a terminal, or as Telegram messages to copy from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers import markup
from handlers.markup import Block, block
from handlers.record import RecordWords, record_words
from index.minutes import Clause, Minutes, Source

MOST = 5  # messages; a longer record is listed without its texts, which its file has


def plain_minutes(minutes: Minutes) -> str:
    """All the text of a record, without markup."""
    return markup.join(_blocks(minutes, quoted=True))


def minutes_parts(minutes: Minutes) -> list[tuple[str, str]]:
    """The messages that give a record, each as HTML and as plain text; without the clauses' texts if it is long."""
    pages = markup.messages(_blocks(minutes, quoted=True))
    if len(pages) > MOST:
        pages = markup.messages(_blocks(minutes, quoted=False))
    return [(markup.to_html(page), markup.join(page)) for page in pages]


def _blocks(minutes: Minutes, *, quoted: bool) -> list[Block]:
    words = record_words()
    main = [clause for clause in minutes.clauses if clause.main]
    more = [clause for clause in minutes.clauses if not clause.main]
    found = [
        block(f"{minutes.title[:1].upper()}{minutes.title[1:]} — {words.day(minutes.began)}", "b"),
        *_clauses(words.main, main, 1, quoted=quoted),
        *_clauses(words.more, more, len(main) + 1, quoted=quoted),
        *([block(words.gone.format(ids=", ".join(minutes.gone)))] if minutes.gone else []),
        *([block(words.without_answer(minutes.unanswered))] if minutes.unanswered else []),
        *_sources(words, minutes.sources),
    ]
    return [item for item in found if markup.visible(item.text)]


def _clauses(heading: str, clauses: Sequence[Clause], first: int, *, quoted: bool) -> Iterator[Block]:
    words = record_words()
    if clauses:
        yield block(heading, "b")
    for number, clause in enumerate(clauses, first):
        yield block(f"{number}. {clause.formal}", "b")
        yield block(words.questions(clause.questions), "i", tight=True)
        if quoted:
            yield block("\n".join(clause.lines), frame="quote", tight=True)
        if clause.changed:
            yield block(words.changed, tight=True)


def _sources(words: RecordWords, sources: Sequence[Source]) -> Iterator[Block]:
    if sources:
        yield block(words.sources, "b")
    for source in sources:
        told = f"{words.indexed} {words.day(source.indexed_at)} · {words.sha256} {source.sha256[:12]}…"
        yield block(f"• {source.formal}. {source.status}", tight=True)
        yield block(told, tight=True)
