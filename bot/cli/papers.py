"""The commands whose result is a paper: charts and tables as pictures, a meeting's record as a nota dinas."""

import argparse
import sys
from pathlib import Path

from bot.config import Settings
from corpus.errors import QuestionsError
from handlers.rendering.minutes import docx_of, plain_minutes, record_words
from handlers.rendering.text import plain
from index.office.chats import Meeting
from index.office.office import now
from index.publishing.generations import open_engine
from index.views import chart as charts
from index.views.meeting import minutes, noted


def chart(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print how an office is organised, or draw it into a file; 1 where there is no such chart."""
    knowledge = open_engine(settings.data, settings.home_office, settings.documents).knowledge
    argument = " ".join(arguments.argument)
    if (found := charts.chart(knowledge, argument, arguments.language)) is None:
        names = ", ".join(named for _, named in charts.choices(knowledge))
        print(f"there is no chart of {argument!r}; there are: {names}", file=sys.stderr)
        return 1
    if arguments.png is None:
        print(plain(found))
        return 0
    from handlers.rendering.picture import chart_data, draw

    return write(arguments.png, draw(chart_data(found)))


def meeting(settings: Settings, arguments: argparse.Namespace) -> int:
    """Ask a file of questions, each following up the one before; give the clauses cited, each once."""
    engine = open_engine(settings.data, settings.home_office, settings.documents)
    rows, previous = [], None
    for at, question in enumerate(_questions(arguments.questions)):
        previous = engine.ask(question, previous=previous)
        rows.append(noted(previous, at, ""))
    held = tuple(row for row in rows if row is not None)
    title = arguments.title or record_words().untitled
    record = minutes(engine.knowledge, Meeting(title=title, began=now(), noted=held), "id")
    print(f"{len(record.clauses)} clauses from {record.questions} of {len(rows)} questions", file=sys.stderr)
    if arguments.docx is None:
        print(plain_minutes(record))
        return 0
    return write(arguments.docx, docx_of(record))


def _questions(path: Path) -> list[str]:
    """The lines of a file that say something."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        fault = f"{path}: can't be read ({error}); it must be a UTF-8 text, one question a line"
        raise QuestionsError(fault) from error
    return [line.strip() for line in lines if line.strip()]


def write(path: Path, content: bytes) -> int:
    """Write a file; 1 where it can't be."""
    try:
        path.write_bytes(content)
    except OSError as error:
        print(f"{path}: can't be written ({error.strerror}); check the folder and its rights", file=sys.stderr)
        return 1
    return 0
