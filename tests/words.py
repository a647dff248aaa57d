"""Small Word documents as an office writes them, with numbers that Word makes."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

Row = tuple[str, int, int]  # text, list (0: none), level


def level(at: int, kind: str, text: str, start: int = 1, more: str = "") -> str:
    """A level of a list, as numbering.xml has it."""
    inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{inner}</w:lvl>'


def abstract(number: int, *levels: str) -> str:
    """What lists of one kind have in common."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def listed(number: int, kind: int, overrides: str = "") -> str:
    """A list of a kind."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{overrides}</w:num>'


def anew(at: int = 0, start: int = 1) -> str:
    """What makes a list start anew at a level."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def xml(text: str) -> Any:
    """An element, with the prefix w declared."""
    name, rest = text[1:].split(">", 1)[0].split(" ", 1)[0].rstrip("/"), text
    return parse_xml(rest.replace(f"<{name}", f"<{name} {nsdecls('w')}", 1))


def numbered(document: Any, *definitions: str) -> None:
    """Give a document these lists instead of those of its template."""
    root = document.part.numbering_part._element
    for child in list(root):
        root.remove(child)
    for definition in definitions:
        root.append(xml(definition))


def number(paragraph: Any, list_: int | None, at: int | None) -> None:
    """Put a paragraph into a list at a level."""
    properties = paragraph._p.get_or_add_pPr()
    place = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", at), ("w:numId", list_)):
        if value is not None:
            element = OxmlElement(tag)
            element.set(qn("w:val"), str(value))
            place.append(element)
    properties.append(place)


def word(rows: Iterable[Row], *definitions: str) -> bytes:
    """A Word document of these paragraphs and lists."""
    document = docx.Document()
    numbered(document, *definitions)
    for text, list_, at in rows:
        paragraph = document.add_paragraph(text)
        if list_:
            number(paragraph, list_, at)
    return content(document)


def content(document: Any) -> bytes:
    """The bytes of a document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
