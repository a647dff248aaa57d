"""From a PDF's text layer to the text that corpus.parse reads."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import DocumentError
from corpus.page import Line, Page, in_order
from corpus.running import without_running
from corpus.source import Note, clean, is_strange

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MAX_PAGES = 1500
MAX_PAGE_TEXT = 100_000  # characters: a page in the smallest print holds a tenth
HARDLY_ANY = 40  # letters and digits a page, on average: less is a scan with a stamp or a page number
_HYPHENS = (0x02, 0x2D, 0xAD, 0xFFFE)  # what pdfium gives for one


def open_pdf(raw: bytes, path: Path) -> PdfDocument:
    """Open a PDF's bytes; raises DocumentError where it is broken, locked by a password, empty or too long."""
    import pypdfium2
    from pypdfium2 import raw as pdfium

    try:
        document = pypdfium2.PdfDocument(raw)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise DocumentError(f"{path}: is locked by a password; save it without one and give that file") from error
        raise DocumentError(f"{path}: is no PDF that can be opened; get the file again, or print it to PDF") from error
    if not 0 < count <= MAX_PAGES:
        document.close()
        told = f"has {count} pages, more than {MAX_PAGES}; split it" if count else "has no page; get the file again"
        raise DocumentError(f"{path}: {told}")
    return document


def read_pages(raw: bytes, path: Path) -> list[Page]:
    """The pages of a PDF with their lines as they are read; raises DocumentError as `open_pdf` does."""
    document = open_pdf(raw, path)
    try:
        return [_page(document, index, path) for index in range(len(document))]
    finally:
        document.close()


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


def _page(document: PdfDocument, index: int, path: Path) -> Page:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"{path}: page {index + 1} is broken; get the file again, or print it to PDF") from error
    try:
        width, height = page.get_size()
        lines = [line for line in _lines(page, f"{path}: page {index + 1}") if line.text]
    finally:
        page.close()
    return Page(number=index + 1, width=width, height=height, lines=in_order(lines))


def _lines(page: PdfPage, where: str) -> Iterator[Line]:
    """The lines of a page in the file's order."""
    from pypdfium2 import raw as pdfium

    handle = page.get_textpage()
    try:
        count = handle.count_chars()
        if count > MAX_PAGE_TEXT:
            raise DocumentError(f"{where} holds {count} characters, more than any page prints; print the file to PDF")
        codes = [pdfium.FPDFText_GetUnicode(handle, at) for at in range(count)]
        begin = 0
        for at, code in enumerate(codes):
            hyphen = code in _HYPHENS and pdfium.FPDFText_IsHyphen(handle, at) == 1
            if hyphen or code in (0x0A, 0x0D):
                yield _line(page, handle, codes, begin, at, "-" if hyphen else "")
                begin = at + 1
        yield _line(page, handle, codes, begin, count, "")
    finally:
        handle.close()


def _line(page: PdfPage, handle: Any, codes: list[int], begin: int, end: int, hyphen: str) -> Line:
    text = "".join(map(chr, codes[begin:end])).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    printed = [at for at in range(begin, end) if not chr(codes[at]).isspace() and codes[at]]
    if not printed:
        return Line(text="", left=0, right=0, top=0, bottom=0)
    first, last = _box(page, handle, printed[0]), _box(page, handle, printed[-1])
    top, bottom = min(first[1], last[1]), max(first[3], last[3])
    return Line(
        text=" ".join(text.split()) + hyphen, left=first[0], right=max(first[2], last[2]), top=top, bottom=bottom
    )


def _box(page: PdfPage, handle: Any, at: int) -> tuple[float, float, float, float]:
    """A character's left, top, right and bottom from the upper left corner of the page as it is shown."""
    from pypdfium2 import raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(handle, at, box)
    corners = [_shown(page, x, y) for x, y in ((box.left, box.top), (box.right, box.bottom))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _shown(page: PdfPage, x: float, y: float) -> tuple[float, float]:
    from pypdfium2 import raw as pdfium

    across, down = ctypes.c_int(), ctypes.c_int()
    width, height = page.get_size()
    pdfium.FPDF_PageToDevice(page, 0, 0, round(width * 10), round(height * 10), 0, x, y, across, down)
    return across.value / 10, down.value / 10
