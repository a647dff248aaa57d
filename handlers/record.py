"""The words of a meeting's record, `record.yaml`, typed, and how it writes dates and times."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from pathlib import Path

from corpus.errors import ConfigError
from handlers.strictyaml import load_mapping

_FILE = Path(__file__).with_name("record.yaml")
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
