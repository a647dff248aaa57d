"""What reads a PDF in a process of its own: pages with their lines, or a page's picture.

PDFs come from anywhere and their reader is native code: one made to harm, or just broken, may end this process or
use up its memory, and not the program that answers meanwhile.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw as pdfium

from corpus.errors import DocumentError
from corpus.reading.page import Line, Page, in_order
from corpus.reading.process import end_with_parent, limit

MAX_PAGES = 1500
MAX_PAGE_TEXT = 100_000  # characters: a page in the smallest print holds a tenth
MAX_TEXT = 20_000_000  # characters of a document
MEMORY = 2 * 2**30  # bytes
SECONDS = 120.0  # for a whole document's text, or one page's picture; a page takes a hundredth, drawn a fifth

_HYPHENS = (0x02, 0x2D, 0xAD, 0xFFFE)  # what pdfium gives for one


def main(arguments: list[str]) -> None:
    """Read a PDF from standard input; `pages PATH` tells its pages as JSON, `picture PATH PAGE SCALE` gives one."""
    end_with_parent()
    limit(seconds=SECONDS, memory=MEMORY)
    command, path = arguments[0], Path(arguments[1])
    raw = sys.stdin.buffer.read()
    if command == "picture":
        sys.stdout.buffer.write(picture(raw, path, int(arguments[2]), float(arguments[3])))
        return
    try:
        told: dict[str, Any] = {"pages": [asdict(page) for page in pages(raw, path)]}
    except DocumentError as error:
        told = {"error": error.reason.row()}
    json.dump(told, sys.stdout)


def pages(raw: bytes, path: Path) -> list[Page]:
    """The pages of a PDF with their lines as they are read; raises DocumentError as `open_pdf` does."""
    read, length = [], 0
    with closing(open_pdf(raw, path)) as document:
        for index in range(len(document)):
            read.append(_page(document, index, path))
            length += sum(len(line.text) for line in read[-1].lines)
            if length > MAX_TEXT:
                raise DocumentError("corpus.pdf-long", file=path, limit=MAX_TEXT)
    return read


def picture(raw: bytes, path: Path, number: int, scale: float) -> bytes:
    """A page, drawn at so many pixels a point, as a grey picture in the portable format that needs no library."""
    document = open_pdf(raw, path)
    bitmap = document[number - 1].render(scale=scale, grayscale=True)
    pixels, width, stride = bytes(bitmap.buffer), bitmap.width, bitmap.stride
    rows = (pixels[start : start + width] for start in range(0, stride * bitmap.height, stride))
    return b"P5\n%d %d\n255\n" % (width, bitmap.height) + b"".join(rows)


def open_pdf(raw: bytes, path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF's bytes; raises DocumentError where it is broken, locked by a password, empty or too long."""
    try:
        document = pypdfium2.PdfDocument(raw)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise DocumentError("corpus.pdf-locked", file=path) from error
        raise DocumentError("corpus.pdf-broken", file=path) from error
    if not 0 < count <= MAX_PAGES:
        document.close()
        if not count:
            raise DocumentError("corpus.pdf-no-page", file=path)
        raise DocumentError("corpus.pdf-pages", file=path, count=count, limit=MAX_PAGES)
    return document


def _page(document: pypdfium2.PdfDocument, index: int, path: Path) -> Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise DocumentError("corpus.pdf-page-broken", file=path, page=index + 1) from error
    with closing(page):
        width, height = page.get_size()
        lines = [line for line in _lines(page, index + 1, path) if line.text]
    return Page(number=index + 1, width=width, height=height, lines=in_order(lines))


def _lines(page: pypdfium2.PdfPage, number: int, path: Path) -> Iterator[Line]:
    """The lines of a page in the file's order."""
    with closing(page.get_textpage()) as handle:
        if (count := handle.count_chars()) > MAX_PAGE_TEXT:
            raise DocumentError("corpus.pdf-page-full", file=path, page=number, count=count)
        codes = [pdfium.FPDFText_GetUnicode(handle, at) for at in range(count)]
        conversion = pypdfium2.PdfPosConv(page, (0, 0, *(round(side * 10) for side in page.get_size()), 0))
        box = partial(_box, conversion, handle)
        begin = 0
        for at, code in enumerate(codes):
            hyphen = code in _HYPHENS and pdfium.FPDFText_IsHyphen(handle, at) == 1
            if hyphen or code in (0x0A, 0x0D):
                yield _line(box, codes, range(begin, at), "-" if hyphen else "")
                begin = at + 1
        yield _line(box, codes, range(begin, count), "")


def _line(box: Callable[[int], tuple[float, ...]], codes: list[int], places: range, hyphen: str) -> Line:
    """The line of the characters at these places, with a hyphen that stands behind them."""
    text = "".join(chr(codes[at]) for at in places).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    printed = [at for at in places if not chr(codes[at]).isspace() and codes[at]]
    if not printed:
        return Line(text="", left=0, right=0, top=0, bottom=0)
    first, last = box(printed[0]), box(printed[-1])
    text = " ".join(text.split()) + hyphen
    right, top, bottom = max(first[2], last[2]), min(first[1], last[1]), max(first[3], last[3])
    return Line(text=text, left=first[0], right=right, top=top, bottom=bottom)


def _box(conversion: pypdfium2.PdfPosConv, handle: pypdfium2.PdfTextPage, at: int) -> tuple[float, ...]:
    """A character's left, top, right and bottom from the upper left corner of the page as it is shown."""
    left, bottom, right, top = handle.get_charbox(at, loose=True)
    xs, ys = zip(conversion.to_bitmap(left, bottom), conversion.to_bitmap(right, top), strict=True)
    return tuple(place / 10 for place in (min(xs), min(ys), max(xs), max(ys)))


if __name__ == "__main__":
    main(sys.argv[1:])
