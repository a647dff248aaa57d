"""Small PDFs as an office prints them: heads, feet, page numbers, catchwords, wrapped lines."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import typst
from pypdfium2 import raw

NUMBER = '#align(center, context counter(page).display(n => "- " + str(n) + " -"))'


def printed(
    pages: Sequence[str], *, head: str = "", foot: str = "", catch: Sequence[str] = (), rules: str = ""
) -> bytes:
    """A PDF of these pages, of which each line is a paragraph; `head`, `foot` and `rules` are Typst's own markup.

    `catch` are the words at the foot of each page, on the right.
    """
    body = []
    for at, page in enumerate(pages):
        lines = "\n\n".join(f"#{json.dumps(line, ensure_ascii=False)}" for line in page.split("\n"))
        word = f"\n\n#v(1fr)\n#align(right, {json.dumps(catch[at], ensure_ascii=False)})" if at < len(catch) else ""
        body.append(lines + word)
    page = f"#set page(width: 15cm, height: 12cm, margin: 2.2cm, header: [{head}], footer: [{foot}])"
    source = f"{page}\n#set text(size: 10pt)\n{rules}\n" + "\n#pagebreak()\n".join(body)
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def saved(folder: Path, content: bytes, name: str = "a.pdf") -> Path:
    """The path of a file with this content."""
    path = folder / name
    path.write_bytes(content)
    return path


def blank(pages: int, drawn: int = 0) -> bytes:
    """A PDF of pages without text: on the first so many of them something is `drawn`, on the others nothing."""
    document = pypdfium2.PdfDocument.new()
    for number in range(pages):
        page = document.new_page(100, 100)
        if number < drawn:
            raw.FPDFPage_InsertObject(page, raw.FPDFPageObj_CreateNewRect(10, 10, 40, 10))
            shape = raw.FPDFPage_GetObject(page, 0)
            raw.FPDFPath_SetDrawMode(shape, raw.FPDF_FILLMODE_ALTERNATE, False)
            page.gen_content()
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
