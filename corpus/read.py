"""From a file to its text, as received but for the encoding of its line ends and blanks."""

from __future__ import annotations

import errno
import hashlib
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DocumentError

KINDS = (".md", ".txt")
MAX_BYTES = 20 * 2**20

# Blanks that are not a space, and marks of no width, that converters leave in text.
_BLANKS = {0x00A0: " ", 0x2007: " ", 0x202F: " ", 0x000B: "\n", 0x000C: "\n", 0x2028: "\n", 0x2029: "\n"}
_NO_WIDTH = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document's text, and the SHA-256 of the bytes on disk that it was read from."""

    text: str
    sha256: str


def check_file(path: Path) -> None:
    """Look at a file before it is opened: a pipe may never begin, a device never end.

    Raises OSError for what is no file or larger than MAX_BYTES.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "is no file", str(path))
    if status.st_size > MAX_BYTES:
        told = f"{status.st_size / 2**20:.0f} MB is more than {MAX_BYTES // 2**20} MB"
        raise OSError(errno.EFBIG, told, str(path))


def contents(path: Path) -> bytes:
    """All bytes of a file; raises OSError as `check_file` does, and where it can't be read."""
    check_file(path)
    return path.read_bytes()


def read(path: Path) -> Source:
    """Read a document's file; raises DocumentError where it is missing, too large, empty or no text."""
    if path.suffix.lower() not in KINDS:
        raise DocumentError(
            f"{path}: files of kind {path.suffix or 'none'!r} can't be read; give one of {', '.join(KINDS)}"
        )
    try:
        raw = contents(path)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise DocumentError(f"{path}: {error.strerror}; split it, or save it as plain text") from error
        raise DocumentError(f"{path}: can't be read ({error.strerror}); check the path and its rights") from error
    return Source(text=decode(raw, path), sha256=hashlib.sha256(raw).hexdigest())


def decode(raw: bytes, path: Path) -> str:
    """The text of a file's bytes (UTF-8, else Windows-1252); raises DocumentError for what is no text."""
    if b"\x00" in raw[:65536] and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise DocumentError(f"{path}: is not a text file; save the document as plain text (UTF-8)")
    text = _decoded(raw)
    head = text[:65536]
    strange = sum(unicodedata.category(c) in ("Cc", "Co", "Cn") and c not in "\n\r\t\f\v" for c in head)
    if strange > 1 + len(head) // 50:
        raise DocumentError(f"{path}: is not a text file; save the document as plain text (UTF-8)")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Marks that print nothing may stand in a word; a control character stands where a blank was.
    controls = {ord(c): " " for c in set(text) if c not in "\n\t" and unicodedata.category(c) == "Cc"}
    text = text.translate(controls | _BLANKS | _NO_WIDTH)
    if not any(c.isalnum() for c in text):
        raise DocumentError(f"{path}: holds no text; check that the right file was saved")
    return text


def _decoded(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
