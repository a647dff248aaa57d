"""What all of a Word document's XML has in common: values, switches, styles, what stands in content controls."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import nsmap, qn

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE, CHOICE, FALLBACK = (_MARKUP + name for name in ("AlternateContent", "Choice", "Fallback"))
NEW = (qn("w:ins"), qn("w:moveTo"))
_AROUND = (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag"), ALTERNATE, *NEW)


def value(element: Any, path: str) -> str | None:
    """The value of the element at a path ("w:pPr/w:pStyle") below another, or None."""
    found = element.find(path, nsmap)
    return None if found is None else found.get(qn("w:val"))


def is_on(element: Any, path: str) -> bool:
    """Whether the switch at a path below an element is there and not off."""
    found = element.find(path, nsmap)
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off")


def chosen(element: Any) -> Any:
    """Of content that is held in several ways the first."""
    choice = element.find(CHOICE) if element.tag == ALTERNATE else None
    return element if choice is None else choice


def within(parent: Any, *tags: str) -> Iterator[Any]:
    """The elements of these kinds under another, those in content controls and in tracked moves too."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag in _AROUND:
            yield from within(chosen(element), *tags)


Styles = dict[str, Any]  # a document's styles by their id


def chain(styles: Styles, name: str | None) -> list[Any]:
    """A style, the one that it is based on, and so on; none where there is no such style."""
    found: list[Any] = []
    while (style := styles.get(name or "")) is not None and style not in found:
        found.append(style)
        name = value(style, "w:basedOn")
    return found
