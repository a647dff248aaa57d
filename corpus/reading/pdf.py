"""From a PDF's text layer to the text that corpus.parsing.parse reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from corpus.errors import DocumentError, from_row
from corpus.reading.page import Page, page_from, without_running
from corpus.reading.source import Note, clean, is_strange

SECONDS = 120.0  # for a whole document's text, of which a page takes a hundredth
PICTURE_SECONDS = 20.0  # for a page's picture, which takes a fifth
HARDLY_ANY = 40  # letters and digits a page, on average: less is a scan with a stamp or a page number


def read_pages(raw: bytes, path: Path) -> list[Page]:
    """The pages of a PDF with their lines as they are read.

    Raises DocumentError where it is broken, locked by a password, empty, too long, or takes too much to read.
    """
    told = json.loads(_worker(["pages", str(path)], raw, path, SECONDS))
    if "error" in told:
        raise DocumentError(from_row(told["error"]))
    return [page_from(row) for row in told["pages"]]


def picture(raw: bytes, path: Path, page: Page, scale: float) -> bytes:
    """A page as a grey picture (PGM) of `scale` pixels a point; raises DocumentError where it can't be drawn."""
    return _worker(["picture", str(path), str(page.number), str(scale)], raw, path, PICTURE_SECONDS)


def is_scan(pages: list[Page]) -> bool:
    """Whether the pages have no text to speak of, or none that can be read: pictures of a text."""
    text = "\n".join(line.text for page in pages for line in page.lines)
    return sum(character.isalnum() for character in text) < HARDLY_ANY * len(pages) or is_strange(text)


def as_text(pages: list[Page]) -> tuple[str, tuple[Note, ...]]:
    """The text of pages without what each prints anew, and what was left out."""
    kept, notes = without_running(pages)
    notes += [Note(kind="page without text", page=page.number) for page in pages if not page.lines]
    text = "\n".join(line.text for page in kept for line in page.lines)
    return clean(text) + "\n", tuple(sorted(notes, key=lambda note: note.page))


def places_of(pages: list[Page]) -> list[tuple[int, int]]:
    """For each line of the pages' text its page and which line of that it is, both from 1."""
    kept, _ = without_running(pages)
    return [
        (page.number, at)
        for page, left in zip(pages, kept, strict=True)
        for at, line in enumerate(page.lines, 1)
        if line in left.lines
    ]


def _worker(arguments: list[str], raw: bytes, path: Path, seconds: float) -> bytes:
    """What corpus.reading.pdf_worker gives for a PDF's bytes."""
    root = str(Path(__file__).parents[2])
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-m", "corpus.reading.pdf_worker", *arguments]
    slow = DocumentError("corpus.pdf-slow", file=path, seconds=f"{seconds:.0f}")
    return run(command, raw, seconds, environment, slow=slow, fails=DocumentError("corpus.pdf-breaks", file=path))


def run(
    command: list[str], given: bytes, seconds: float, more: dict[str, str], *, slow: Exception, fails: Exception
) -> bytes:
    """What a program prints for its input; `more` goes to its environment. Raises `slow` or `fails`."""
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, without a shell; the document is its input only
            command, input=given, capture_output=True, timeout=seconds, env=os.environ | more, check=True
        ).stdout
    except subprocess.TimeoutExpired as error:
        raise slow from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise fails from error
