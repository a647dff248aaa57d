"""From a Word document to the text that is parsed: a paragraph a line, its automatic number before it."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import parse_xml

from corpus.errors import DocumentError
from corpus.model import Kind, Note
from corpus.reading.plain_text import clean
from corpus.reading.word_numbering import Numbering
from corpus.reading.word_table import rows
from corpus.reading.word_xml import FALLBACK, NEW, Styles, chosen, is_on, within

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PRINTED = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): " "}
_GONE = (qn("w:del"), qn("w:moveFrom"))
_PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_APART: tuple[tuple[str, Kind], ...] = (
    (RELATION.HEADER, "header"),
    (RELATION.FOOTER, "footer"),
    (RELATION.FOOTNOTES, "footnote"),
    (RELATION.ENDNOTES, "footnote"),
    (RELATION.COMMENTS, "comment"),
)
# What python-docx raises for files that Word would not open either; XML that isn't well-formed is a SyntaxError.
_MALFORMED = (
    *(PackageNotFoundError, zipfile.BadZipFile, SyntaxError, LookupError, ValueError, TypeError, AttributeError),
    *(RecursionError, AssertionError),
)


def read_word(raw: bytes, path: Path) -> tuple[str, tuple[Note, ...]]:
    """The text of a Word document's bytes, and what was left out.

    Raises DocumentError as `check_word` does, and where there is no text.
    """
    check_word(raw, path)
    try:
        document = docx.Document(BytesIO(raw))
        numbering = next(_related(document.part, RELATION.NUMBERING), None)
        reader = _Reader(numbering=numbering, styles=document.styles.element)
        text = clean("\n".join(reader.blocks(document.element.body)))
        notes = [*reader.notes, *dict.fromkeys(_apart(document.part))]
    except _MALFORMED as error:
        raise DocumentError("corpus.word-broken", file=path) from error
    if not any(c.isalnum() for c in text):
        raise DocumentError("corpus.no-text", file=path)
    return text + "\n", tuple(notes)


def _related(part: Part, kind: str) -> Iterator[Any]:
    """The root of each part that is related to another as this kind."""
    for relation in part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _apart(document: Part) -> Iterator[Note]:
    """A note for each head, foot, footnote and comment with words."""
    for relation, kind in _APART:
        for root in _related(document, relation):
            for element in [root] if kind in ("header", "footer") else root:
                if text := _words(element):
                    yield Note(kind=kind, text=text)


def _words(element: Any) -> str:
    """All words under an element, deleted ones included, on one line."""
    paragraphs = element.iter(qn("w:p")) if element.tag != qn("w:p") else [element]
    texts = ("".join(t.text or "" for t in p.iter(qn("w:t"), qn("w:delText"))) for p in paragraphs)
    found = " ".join(" ".join(texts).split())
    return found or " ".join("".join(t.text or "" for t in element.iter(qn("w:t"), qn("w:delText"))).split())


class _Reader:
    """Reads paragraphs and tables in their order, and notes what it leaves out or moves."""

    def __init__(self, *, numbering: Any, styles: Any) -> None:
        self.styles: Styles = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
        self.numbering = Numbering(numbering, self.styles)
        self.notes: list[Note] = []
        self.boxes: list[Any] = []  # text boxes met in the paragraph that is read
        self.rest = ""  # the text of a paragraph whose end was deleted: it goes on in the next

    def blocks(self, parent: Any) -> Iterator[str]:
        """The lines of the paragraphs and tables under an element."""
        for element in within(parent, qn("w:p"), qn("w:tbl")):
            if element.tag == qn("w:p"):
                yield from self.paragraph(element)
            else:
                yield from rows(element, self.styles, self.cell, lambda row: self.note("deletion", _words(row)))
        if self.rest:
            yield self.rest
            self.rest = ""

    def paragraph(self, element: Any) -> Iterator[str]:
        """A paragraph's lines with its number, then those of the text boxes anchored in it."""
        outer, self.boxes = self.boxes, []
        text = self.rest + "".join(self.inline(element))
        self.rest = ""
        if element.find("w:pPr/w:rPr/w:del", nsmap) is not None:
            self.rest = text
        else:
            yield self.numbering.label(element) + text
        boxes, self.boxes = self.boxes, outer
        for box in boxes:
            lines = [line for line in self.blocks(box) if line.strip()]
            self.note("text box", " ".join(lines))
            yield from lines

    def cell(self, element: Any) -> str:
        """The text of a table's cell, a paragraph a line."""
        return "\n".join(line for line in self.blocks(element) if line.strip())

    def inline(self, parent: Any) -> Iterator[str]:
        """The printed text under a paragraph or a part of one."""
        for element in parent:
            tag = element.tag
            if tag in (qn("w:t"), _MATH):
                yield element.text or ""
            elif tag in _PRINTED:
                yield _PRINTED[tag]
            elif tag in _GONE:
                self.note("deletion", _words(element))
            elif tag == qn("w:r") and is_on(element, "w:rPr/w:vanish"):
                self.note("hidden text", _words(element))
            elif tag in _PICTURES:
                self.drawing(element)
            elif tag not in (qn("w:pPr"), qn("w:rPr"), qn("w:rt"), qn("w:sdtPr")) and isinstance(tag, str):
                if tag in NEW:
                    self.note("insertion", _words(element))
                yield from self.inline(chosen(element))

    def drawing(self, element: Any) -> None:
        """Keep a drawing's text boxes for behind the paragraph; one without any is a picture."""
        boxes = [box for box in element.iter(qn("w:txbxContent")) if not _is_fallback(box, element)]
        self.boxes += [box for box in boxes if not any(up in boxes for up in box.iterancestors())]
        if not boxes:
            self.notes.append(Note(kind="picture"))

    def note(self, kind: Kind, text: str) -> None:
        """Note what was left out or moved, if it has words."""
        if text.strip():
            self.notes.append(Note(kind=kind, text=" ".join(text.split())))


def _is_fallback(box: Any, drawing: Any) -> bool:
    """Whether a text box is there only for programs that can't show the one before it."""
    return any(up.tag == FALLBACK for up in takewhile(lambda up: up is not drawing, box.iterancestors()))


MAX_PARTS = 5000
MAX_UNPACKED = 200 * 2**20  # bytes of all parts
MAX_XML = 20 * 2**20  # bytes of one part that is parsed; a law of a thousand pages has half of it
MAX_RATIO = 200  # times its packed size, from a megabyte on; what people write packs to a tenth

_TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_DECLARATIONS = tuple(mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in _CODES)


def check_word(raw: bytes, path: Path) -> None:
    """Raises DocumentError for what is no Word document, is locked, carries macros, or is made to harm."""
    if raw[:4] == b"\xd0\xcf\x11\xe0":
        raise DocumentError("corpus.word-locked", file=path)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as file:
            _check_sizes(file.infolist(), path)
            _check_kind(file, path)
            for part in (part for part in file.infolist() if _is_xml(part.filename)):
                content = file.read(part)
                # no part of an Office file declares a document type; one that does is made to harm who reads it
                if any(mark in content for mark in _DECLARATIONS):
                    raise DocumentError("corpus.word-entities", file=path, part=part.filename)
    except _UNREADABLE as error:
        raise DocumentError("corpus.word-broken", file=path) from error


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


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))
