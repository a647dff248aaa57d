"""What reading a file gives: its text, what was left out of it, and the SHA-256 of its bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

# Blanks that are not a space, and marks of no width, that converters leave in text.
_BLANKS = {0x00A0: " ", 0x2007: " ", 0x202F: " ", 0x000B: "\n", 0x000C: "\n", 0x2028: "\n", 0x2029: "\n"}
_NO_WIDTH = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None)
_LOOKED_AT = 65536  # characters at a text's start

Progress = Callable[[int, int], None]  # told the page that is recognised next, and of how many
Kind = Literal[
    "running line",  # what each page prints anew: a head, a foot, a page's number
    "catchword",  # the next page's first words at the foot of a page
    "page without text",  # a picture, or blank
    "recognised page",  # its text was read off a picture
    "unsure word",  # that was hardly recognised on one
    "header",  # of a Word document's pages
    "footer",
    "deletion",  # tracked and not yet accepted; the text stands without it
    "insertion",  # tracked and not yet accepted; the text stands with it
    "text box",  # its text stands behind the paragraph that it is anchored in
    "footnote",  # left out, as endnotes are
    "comment",
    "hidden text",
    "picture",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something of a file that its text has not, or has elsewhere: what, on which page (0: unknown), its words."""

    kind: Kind
    page: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document's text, the SHA-256 of the bytes on disk that it was read from, and what was left out of it."""

    text: str
    sha256: str
    notes: tuple[Note, ...] = ()


def clean(text: str) -> str:
    """The text with line ends, blanks, marks of no width and composed letters as one kind each."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Marks that print nothing may stand in a word; a control character stands where a blank was.
    controls = {ord(c): " " for c in set(text) if c not in "\n\t" and unicodedata.category(c) == "Cc"}
    return text.translate(controls | _BLANKS | _NO_WIDTH)


def is_strange(text: str) -> bool:
    """Whether too much of a text is no character that anybody prints."""
    head = text[:_LOOKED_AT]
    strange = sum(c == "\ufffd" or unicodedata.category(c) in ("Cc", "Co", "Cn") for c in head if c not in "\n\r\t\f\v")
    return strange > 1 + len(head) // 50
