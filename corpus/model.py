"""What a document is once read: its text and what was left out, and a tree of nodes, each with its own spans of it."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from corpus.errors import Field, Reason

Span = tuple[int, int]
# A table's row as corpus.reading.word_table tells it, "Heading: cell; Heading: cell", or "Chair : Head of the office",
# each alone on its line.
_ROW = re.compile(
    r"^(?:[^:;\n]{1,80}: [^\n]*?; [^:;\n]{1,80}: [^\n]*|[A-Z][a-z][^:;.,\n]{1,50} ?: [A-Z][^:\n]{2,}[^:;.\n])$",
    re.MULTILINE,
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something in a document that looks wrong: its 1-based line in the file, and code and fields of the reason."""

    line: int
    code: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What looks wrong, in English."""
        return Reason(self.code, self.fields).text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One unit of a document.

    `spans` are the half-open ranges of the repaired text that are this node's own, in order, its printed
    marker ("Pasal 12", "(3)") included; `body` are the same without the marker. `parent` is the index of the
    node that it was printed under, or None for the root. `scope` holds what its heading says of whom it
    applies to (`level`, `type`), its ancestors' included. `name` is the name of the organisational unit that
    this node describes, or "" where it describes none; `unit` the index of the nearest node that describes one
    (itself, one above, or the clause before it whose unit this one goes on about), or None. `apart` marks a node
    whose text is not part of its parent's; `role` is what it is for a question (profile.ROLES).
    """

    id: str
    level: str
    number: str
    label: str
    spans: tuple[Span, ...]
    body: tuple[Span, ...]
    parent: int | None
    name: str = ""
    unit: int | None = None
    scope: dict[str, str] = field(default_factory=dict)
    apart: bool = False
    role: str = "clause"
    line: int = 1


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A parsed document: its repaired text, its nodes in printed order (the root first), what was skipped.

    Every character of `text` that is not white space stands in exactly one node's `spans` or in `skipped`: page
    furniture that the profile declares, and the marks of Markdown's headings and bullets.
    """

    text: str
    nodes: tuple[Node, ...]
    skipped: tuple[Span, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each node the indexes of the nodes printed under it, in order."""
        below: list[list[int]] = [[] for _ in self.nodes]
        for index, node in enumerate(self.nodes):
            if node.parent is not None:
                below[node.parent].append(index)
        return tuple(tuple(rows) for rows in below)

    @cached_property
    def citable(self) -> tuple[int, ...]:
        """The indexes of the nodes that can be cited, in printed order: those with a text."""
        return tuple(index for index in range(len(self.nodes)) if self.full_text(index))

    def quote(self, index: int) -> str:
        """The full text as it is quoted: each item and each row of a table on its own line."""
        rows = sorted(self._owned_below(index), key=lambda pair: pair[1])
        begins = [n for n, (owner, span) in enumerate(rows) if owner != index and span == self.nodes[owner].spans[0]]
        text = ""
        for start, stop in pairwise([0, *begins, len(rows)]):
            skipped = bool(text) and self._skips_words(rows[start - 1][1][1], rows[start][1][0])
            line = "\n".join(self._cut(spans) for spans in self._by_rows(span for _, span in rows[start:stop]))
            text = "\n".join(part for part in (text + " …" * skipped, line) if part)
        return text

    @cached_property
    def _row_ends(self) -> tuple[int, ...]:
        """Where a table's row begins or ends in the text, in order."""
        return tuple(sorted({at for row in _ROW.finditer(self.text) for at in row.span()}))

    def _by_rows(self, spans: Iterable[Span]) -> list[tuple[Span, ...]]:
        """Ordered spans, cut where a table's row begins or ends; none are parted that an ellipsis stands between."""
        lines: list[list[Span]] = [[]]
        for start, end in spans:
            whole = bool(lines[-1]) and self._skips_words(lines[-1][-1][1], start)
            ends = self._row_ends[bisect_left(self._row_ends, start) : bisect_left(self._row_ends, end)]
            begins, ends = start in ends, tuple(at for at in ends if at > start)
            for left, right in pairwise([start, *ends, end]):
                if lines[-1] and (left != start or (begins and not whole)):
                    lines.append([])
                lines[-1].append((left, right))
        return [tuple(line) for line in lines if any(self.text[slice(*span)].strip() for span in line)]

    def _owned_below(self, index: int) -> list[tuple[int, Span]]:
        """The spans of a node's text and of what is printed under it, each with the node that it is of."""
        node = self.nodes[index]
        rows = [(index, span) for span in node.body]
        below = list(self.children[index]) if node.parent is not None else []
        while below:
            child = below.pop()
            if not self.nodes[child].apart:
                rows += [(child, span) for span in self.nodes[child].spans]
                below += self.children[child]
        return rows

    def own_text(self, index: int) -> str:
        """The node's own printed text without its marker, on one line."""
        return self._cut(self.nodes[index].body)

    def full_text(self, index: int) -> str:
        """The node's printed text with that of the nodes printed under it, on one line.

        A gap that a skip or a node printed elsewhere leaves is marked by an ellipsis; the root's children
        are documents' parts of their own, so the root's text is its title page only.
        """
        return self._cut(tuple(sorted(span for _, span in self._owned_below(index))))

    def _cut(self, spans: tuple[Span, ...]) -> str:
        """The text of ordered spans, white space folded; `…` where printed words between two are left out."""
        pieces: list[str] = [self.text[slice(*spans[0])]] if spans else []
        for (_, end), (start, stop) in pairwise(spans):
            if end < start:
                pieces.append(" … " if self._skips_words(end, start) else " ")
            pieces.append(self.text[start:stop])
        return " ".join("".join(pieces).split())

    def _skips_words(self, start: int, end: int) -> bool:
        return any(character.isalnum() for character in self.text[start:end])
