"""From a file to its text, as received but for the encoding of its line ends and blanks, and for what pages add."""

import errno
import hashlib
import re
from pathlib import Path

from corpus.errors import DocumentError, cause, reason
from corpus.files import contents
from corpus.model import Note, Source
from corpus.reading.page import Progress

KINDS = (".md", ".txt", ".pdf", ".docx")
MAX_PIECES = 200_000  # lines and numbered clauses of a document: a law of a thousand pages has a quarter
_PIECE = re.compile(r"\n|\(\d+\)")


def read(path: Path, progress: Progress | None = None, kept: Path | None = None) -> Source:
    """Read a document's file; raises DocumentError where it is missing, too long, empty, or not what its name says.

    `progress` is told of each page while pictures of text are recognised, which takes seconds a page.
    In the folder `kept` they are looked up first, and kept afterwards.
    """
    if path.suffix.lower() not in KINDS:
        shown = path.suffix or reason("corpus.no-suffix")
        raise DocumentError("corpus.kind", file=path, kind=shown, kinds=", ".join(KINDS))
    try:
        raw = contents(path)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise DocumentError("corpus.large", file=path, cause=cause(error)) from error
        raise DocumentError("corpus.unreadable", file=path, cause=cause(error)) from error
    text, notes = _text(raw, path, progress, kept)
    if (pieces := sum(1 for _ in _PIECE.finditer(text))) > MAX_PIECES:
        raise DocumentError("corpus.many-pieces", file=path, count=pieces, limit=MAX_PIECES)
    return Source(text=text, sha256=hashlib.sha256(raw).hexdigest(), notes=notes)


def _text(raw: bytes, path: Path, progress: Progress | None, kept: Path | None) -> tuple[str, tuple[Note, ...]]:
    """The text of a file's bytes by its kind, which its content must bear out."""
    kind, found = path.suffix.lower(), _kind(raw)
    if kind == ".pdf":
        if found != ".pdf":
            raise DocumentError("corpus.not-pdf", file=path)
        from corpus.reading.pdf import read_pdf

        return read_pdf(raw, path, progress, kept)
    if kind == ".docx":
        if found not in (".docx", ".doc"):
            raise DocumentError("corpus.not-word", file=path)
        from corpus.reading.word import read_word

        return read_word(raw, path)
    if found:
        raise DocumentError("corpus.not-text-but", file=path, found=found)
    from corpus.reading.plain_text import decode, plain

    return plain(decode(raw, path), markdown=kind == ".md"), ()


def _kind(raw: bytes) -> str:
    """What a file's first bytes say that it is; "" for what may be text."""
    if raw[:1024].lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-"):
        return ".pdf"
    return ".docx" if raw[:4] == b"PK\x03\x04" else ".doc" if raw[:4] == b"\xd0\xcf\x11\xe0" else ""
