"""The words of a meeting's record, `record.yaml`, typed, and how it writes dates and times.

A meeting's record as text: in a terminal, or as Telegram messages to copy from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from pathlib import Path

from corpus.errors import ConfigError
from corpus.files import load_mapping
from handlers.rendering import markup
from handlers.rendering.markup import Block, block
from index.views.meeting import Clause, Minutes, RecordSource

_FILE = Path(__file__).parents[1] / "record.yaml"
_RENAMED = {"from": "sender"}  # a key that Python has a meaning for


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWords:
    """All words of a record, by the keys of record.yaml (`from` is `sender`)."""

    heading: str
    untitled: str
    number: str
    to: str
    sender: str
    date: str
    subject: str
    subject_is: str
    intro: str
    main: str
    more: str
    asked: str
    question: str
    question_at: str
    changed: str
    gone: str
    unanswered: str
    sources: str
    source: str
    status: str
    indexed: str
    sha256: str
    closing: str
    position: str
    name: str
    staff_number: str
    page: str
    page_of: str
    date_format: str
    months: str

    def day(self, time: str) -> str:
        """An ISO time's day here, as a letter writes it: "3 Maret 2026"; "" for none."""
        if not time:
            return ""
        here = datetime.fromisoformat(time).astimezone()
        return self.date_format.format(day=here.day, month=self.months.split()[here.month - 1], year=here.year)

    def questions(self, asked: tuple[tuple[str, str], ...]) -> str:
        """The questions that led to a clause, each once, with the time where it is known."""
        told = dict.fromkeys(self._question(question, at) for question, at in asked)
        return self.asked.format(questions="; ".join(told))

    def without_answer(self, asked: tuple[str, ...]) -> str:
        """That these questions were asked and the documents don't answer them."""
        return self.unanswered.format(questions="; ".join(self._question(question, "") for question in asked))

    def _question(self, question: str, at: str) -> str:
        shown = " ".join(question.split())
        if not at:
            return self.question.format(question=shown)
        here = datetime.fromisoformat(at).astimezone()
        return self.question_at.format(question=shown, time=here.strftime("%H.%M"))


@cache
def record_words(path: Path = _FILE) -> RecordWords:
    """The words; raises ConfigError for a key that is missing, unknown or no text."""
    entries = {_RENAMED.get(key, key): value for key, value in load_mapping(path).items()}
    for key in sorted({item.name for item in fields(RecordWords)} ^ entries.keys()):
        raise ConfigError(f"{path}: {key}: is missing or isn't used; write it or take it out")
    for key, value in entries.items():
        if not isinstance(value, str) or not value.strip():
            raise ConfigError(f"{path}: {key}: must be text; put it in quotes")
    return RecordWords(**entries)


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


def _sources(words: RecordWords, sources: Sequence[RecordSource]) -> Iterator[Block]:
    if sources:
        yield block(words.sources, "b")
    for source in sources:
        told = f"{words.indexed} {words.day(source.indexed_at)} · {words.sha256} {source.sha256[:12]}…"
        yield block(f"• {source.formal}. {source.status}", tight=True)
        yield block(told, tight=True)
