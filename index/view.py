"""What a view is: rows for a person to look things up in, each with the clauses that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.answer import Citation
from index.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its `cells` as shown, the same as `data` for programs, the clauses that say what it says."""

    cells: tuple[str, ...]
    data: Mapping[str, object]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A way on from a view: what its button says, and the view and argument that it opens.

    `turn` is 1 where that is the same view's next page, -1 the page before, else 0.
    """

    label: str
    view: str
    argument: str
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Rows under a title, in a language.

    With `columns` (the headings) the rows are a table, narrow enough for a phone; without, each row is a paragraph
    of its cells. `copy` is the formal citation to copy. `notes` stand behind the rows, `choices` are the ways on. A
    view without rows says why in its title.
    """

    name: str
    language: str
    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    copy: str = ""

    @property
    def next_page(self) -> str:
        """The argument that gives the next page, or "" on the last."""
        return next((choice.argument for choice in self.choices if choice.turn == 1), "")


Build = Callable[[Knowledge, str, str], View]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A view as it is registered: its name, its chat commands by language, its builder.

    The builder takes the knowledge, the argument as typed ("provinsi A", "seksi infra") and a language.
    """

    name: str
    commands: Mapping[str, str]
    build: Build
