"""Look into a Word file before it is parsed: what it is, how large it grows, and what it must not carry."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from corpus.errors import DocumentError

MAX_PARTS = 5000
MAX_UNPACKED = 200 * 2**20  # bytes of all parts
MAX_XML = 20 * 2**20  # bytes of one part that is parsed; a law of a thousand pages has half of it
MAX_RATIO = 200  # times its packed size, from a megabyte on; what people write packs to a tenth

_TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")


def check_word(raw: bytes, path: Path) -> None:
    """Raises DocumentError for what is no Word document, is locked, carries macros, or is made to harm."""
    if raw[:4] == b"\xd0\xcf\x11\xe0":
        raise DocumentError("corpus.word-locked", file=path)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as file:
            _check_sizes(file.infolist(), path)
            _check_kind(file, path)
            for part in file.infolist():
                _check_part(file, part, path)
    except _UNREADABLE as error:
        raise broken(path) from error


def broken(path: Path) -> DocumentError:
    """The error for a file that is no Word document that can be opened."""
    return DocumentError("corpus.word-broken", file=path)


def _check_sizes(parts: list[zipfile.ZipInfo], path: Path) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise DocumentError("corpus.word-parts", file=path, count=len(parts), size=unpacked)
    for part in parts:
        large = part.file_size > 2**20 and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        if large or (_is_xml(part.filename) and part.file_size > MAX_XML):
            raise DocumentError("corpus.word-part", file=path, part=part.filename, size=part.file_size)


def _check_kind(file: zipfile.ZipFile, path: Path) -> None:
    names = set(file.namelist())
    types = file.read(_TYPES) if _TYPES in names else b""
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types:
        raise DocumentError("corpus.word-macros", file=path)
    if _DOCUMENT not in types:
        raise DocumentError("corpus.not-word", file=path)


def _check_part(file: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    """No part of an Office file declares a document type; one that does is made to harm who reads it."""
    if not _is_xml(part.filename):
        return
    content = file.read(part)
    if any(mark.encode(code) in content for mark in _DECLARATIONS for code in ("utf-8", "utf-16-le", "utf-16-be")):
        raise DocumentError("corpus.word-entities", file=path, part=part.filename)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))
