"""From a file to its text, as received but for the encoding of its line ends and blanks, and for what pages add."""

from __future__ import annotations

import errno
import hashlib
import re
from pathlib import Path

from corpus.errors import DocumentError, cause, reason
from corpus.files import contents
from corpus.model import Note, Source
from corpus.reading.page import Page, Progress

KINDS = (".md", ".txt", ".pdf", ".docx")
MOST_UNSURE = 200  # words of a scan that are told to be hardly recognised
MAX_PIECES = 200_000  # lines and numbered clauses of a document: a law of a thousand pages has a quarter
_PIECE = re.compile(r"\n|\(\d+\)")


def read(path: Path, progress: Progress | None = None, kept: Path | None = None) -> Source:
    """Read a document's file; raises DocumentError where it is missing, too long, empty, or not what its name says.

    `progress` is told of each page while pictures of text are recognised, which takes seconds a page.
    In the folder `kept` they are looked up first, and kept afterwards.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        shown = path.suffix or reason("corpus.no-suffix")
        raise DocumentError("corpus.kind", file=path, kind=shown, kinds=", ".join(KINDS))
    try:
        raw = contents(path)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise DocumentError("corpus.large", file=path, cause=cause(error)) from error
        raise DocumentError("corpus.unreadable", file=path, cause=cause(error)) from error
    text, notes = _text(raw, path, kind, progress, kept)
    pieces = sum(1 for _ in _PIECE.finditer(text))
    if pieces > MAX_PIECES:
        raise DocumentError("corpus.many-pieces", file=path, count=pieces, limit=MAX_PIECES)
    return Source(text=text, sha256=hashlib.sha256(raw).hexdigest(), notes=notes)


def _text(
    raw: bytes, path: Path, kind: str, progress: Progress | None, kept: Path | None
) -> tuple[str, tuple[Note, ...]]:
    """The text of a file's bytes by its kind, which its content must bear out."""
    found = _kind(raw)
    if kind == ".pdf":
        if found != ".pdf":
            raise DocumentError("corpus.not-pdf", file=path)
        return _pdf_text(raw, path, progress, kept)
    if kind == ".docx":
        return _word_text(raw, path, found)
    if found:
        raise DocumentError("corpus.not-text-but", file=path, found=found)
    from corpus.reading.plain_text import decode, plain

    return plain(decode(raw, path), markdown=kind == ".md"), ()


def _kind(raw: bytes) -> str:
    """What a file's first bytes say that it is; "" for what may be text."""
    if raw[:1024].lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-"):
        return ".pdf"
    return ".docx" if raw[:4] == b"PK\x03\x04" else ".doc" if raw[:4] == b"\xd0\xcf\x11\xe0" else ""


def _pdf_text(raw: bytes, path: Path, progress: Progress | None, kept: Path | None) -> tuple[str, tuple[Note, ...]]:
    from corpus.reading.pdf import as_text

    pages, recognised = _pages(raw, path, progress, kept)
    text, notes = as_text(pages)
    told = [Note(kind="recognised page", page=page.number) for page in pages if page.lines and recognised]
    unsure = [Note(kind="unsure word", page=page.number, text=word) for page in pages for line in page.lines
              for word in line.unsure]  # fmt: skip
    return text, (*told, *unsure[:MOST_UNSURE], *notes)


def places(path: Path, kept: Path | None = None) -> list[tuple[int, int]]:
    """Where each line of a PDF's text stands: its page, and which line of that page as printed, both from 1.

    None for another kind of file. Raises DocumentError and OSError as `read` does.
    """
    if path.suffix.lower() != ".pdf":
        return []
    from corpus.reading.pdf import places_of

    pages, _ = _pages(contents(path), path, None, kept)
    return places_of(pages)


def _pages(raw: bytes, path: Path, progress: Progress | None, kept: Path | None) -> tuple[list[Page], bool]:
    """The pages of a PDF, and whether they are pictures whose text was recognised."""
    from corpus.reading.pdf import is_scan, read_pages, recognise

    pages = read_pages(raw, path)
    return (recognise(raw, path, pages, progress, kept), True) if is_scan(pages) else (pages, False)


def _word_text(raw: bytes, path: Path, found: str) -> tuple[str, tuple[Note, ...]]:
    if found not in (".docx", ".doc"):
        raise DocumentError("corpus.not-word", file=path)
    from corpus.reading.word import read_word

    text, notes = read_word(raw, path)
    if not any(c.isalnum() for c in text):
        raise DocumentError("corpus.no-text", file=path)
    return text, notes
