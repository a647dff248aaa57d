"""A generation on disk, read-only: units by number or id, and the arrays that ranking reads."""

import json
import math
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError, failing
from corpus.manifest import Entry, entry_of

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Postings:
    """Which units hold a term, and with what weight: a query visits only the units that share its terms.

    Term i of `terms` stands in units `units[starts[i]:starts[i + 1]]`, ascending, with the BM25 `weights` there;
    `idf` is its rarity; `size` how many units there are, those without a term included.
    """

    terms: tuple[str, ...]
    starts: Ints
    units: Ints
    weights: Floats
    idf: Floats
    size: int

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Each term's place in `terms`."""
        return {term: at for at, term in enumerate(self.terms)}

    def of(self, term: str) -> tuple[Ints, Floats]:
        """The units that hold a term and its weight in each; empty for an unknown term."""
        at = self.numbers.get(term)
        span = slice(0, 0) if at is None else slice(int(self.starts[at]), int(self.starts[at + 1]))
        return self.units[span], self.weights[span]

    def together(self, terms: Iterable[str]) -> list[int]:
        """The units that hold all of these terms, ascending; none for no terms."""
        found = [set(self.of(term)[0].tolist()) for term in terms]
        return sorted(set.intersection(*found)) if found else []

    def rarity(self, term: str) -> float:
        """A term's idf; for an unknown one what a term in no unit would have."""
        at = self.numbers.get(term)
        return float(self.idf[at]) if at is not None else idf(self.size, 0)


def idf(size: int, found: int) -> float:
    """The rarity of a term that `found` of `size` units hold, always above 0: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return math.log(1 + (size - found + 0.5) / (found + 0.5))


# What a generation holds, and of the arrays those with one number a unit and those of postings, with their kinds.
FACTS = ("limits", "workloads", "definitions", "exceptions")
META = ("fingerprint", "indexed_at", "schema", "say", "words", "initials", "names", "levels", "types", *FACTS)
PER_UNIT = {"document": "<i4", "unit": "<i4", "parent": "<i4", "role": "i1", "level": "i1", "type": "i1",
            "has_units": "i1", "length": "<i4"}  # fmt: skip
POSTINGS = {"starts": "<i4", "units": "<i4", "weights": "<f4", "idf": "<f4"}

# What the numbers of the columns mean: a unit's role, the level and type of office that it applies to.
ROLES = ("clause", "heading", "recital", "basis", "closing", "elucidation", "part", "structure", "duty")
LEVELS = ("", "provinsi", "kabupaten/kota")
TYPES = ("", "a", "b", "c")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as stored; see corpus.model.Node. It can be cited where it has a text.

    `parent` and `unit` are numbers of units, `terms` those of `own`, `quote` is `text` as it is quoted.
    """

    number: int
    id: str
    document: int
    level: str
    printed: str
    label: str
    cite: str
    formal: str
    name: str
    own: str
    terms: str
    text: str
    quote: str
    role: str
    scope_level: str
    scope_type: str
    parent: int | None
    unit: int | None
    has_units: int


_UNIT = ", ".join(field.name for field in fields(Unit))
_DAMAGED = (sqlite3.Error, LookupError, TypeError, ValueError)  # what reading a damaged generation raises


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document of a generation: its entry in the manifest, its file's SHA-256, what looked wrong in it."""

    number: int
    entry: Entry
    profile: str
    sha256: str
    doubts: tuple[dict[str, object], ...]


class Store:
    """An open generation; safe to read from several threads. Raises StoreError for what is no generation."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self.unit = lru_cache(maxsize=4096)(self._unit)
        self._numbers = lru_cache(maxsize=4096)(self._numbers_of)
        with failing(StoreError, "index.unreadable", *_DAMAGED, file=path):
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            # One connection for all threads: it keeps the file though its generation is forgotten meanwhile.
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self.meta: dict[str, str] = dict(self._rows("SELECT key, value FROM meta"))
            documents = self._rows("SELECT number, entry, profile, sha256, doubts FROM documents")
            self.documents = tuple(_document(*row) for row in documents)
            self._arrays: dict[str, bytes] = dict(self._rows("SELECT name, data FROM arrays"))
            self.size = len(self._arrays["role"])
            # The postings of the units' own texts, and of what tells where each unit stands.
            self.own, self.context = self._postings("own"), self._postings("context")

    def count(self, name: str | None = None) -> int:
        """How many units can be cited, of all documents or of the one of that id; 0 for one that isn't there."""
        rows = self._rows("SELECT document, COUNT(*) FROM units WHERE text != '' GROUP BY document")
        wanted = {document.number for document in self.documents if name in (None, document.entry.id)}
        return sum(count for document, count in rows if document in wanted)

    def check(self) -> None:
        """Raise StoreError unless the file is whole and holds what a generation holds; reads the whole file."""
        with failing(StoreError, "index.unreadable", *_DAMAGED, file=self.path):
            if told := self._damage():
                raise ValueError(told)

    def _damage(self) -> str:
        """What is missing or doesn't fit, or "" for nothing; the numbers of units must be 0, 1, 2…"""
        if (state := next(self._rows("PRAGMA quick_check(1)"))[0]) != "ok":
            return str(state)
        if missing := [key for key in META if key not in self.meta]:
            return f"{missing[0]} is missing"
        for key in META[3:]:
            json.loads(self.meta[key])
        next(self._rows(f"SELECT {_UNIT} FROM units LIMIT 1"), None)  # noqa: S608 (constant)
        rows = list(self._rows("SELECT number, document FROM units ORDER BY number"))
        if [row[0] for row in rows] != list(range(self.size)):
            return f"{len(rows)} of {self.size} units"
        if any(not 0 <= row[1] < len(self.documents) for row in rows):
            return "a unit of no document"
        for name in PER_UNIT:
            if len(self.column(name)) != self.size:
                return f"the column {name} is not one number a unit"
        return _misfit("own", self.own) or _misfit("context", self.context)

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        with self._lock:
            return iter(self._connection.execute(query, values).fetchall())

    def _numbers_of(self, where: str, *values: object) -> list[int]:
        """The numbers of the units of which a condition holds, in printed order."""
        query = f"SELECT number FROM units WHERE {where} ORDER BY number"  # noqa: S608 (constants)
        return [number for (number,) in self._rows(query, values)]

    def _unit(self, number: int) -> Unit:
        return Unit(*next(self._rows(f"SELECT {_UNIT} FROM units WHERE number = ?", (number,))))  # noqa: S608 (constant)

    def units(self) -> Iterator[Unit]:
        """All units in printed order, document by document."""
        return map(self.unit, range(self.size))

    @property
    def offices(self) -> frozenset[str]:
        """The offices that its documents describe; what holds for all describes none."""
        return frozenset(document.entry.office for document in self.documents if document.entry.office)

    def citable(self) -> Iterator[Unit]:
        """The units that can be cited, in printed order: those with a text, which a document without title page has
        none of for itself."""
        return (unit for unit in self.units() if unit.text)

    def by_id(self, unit: str) -> Unit | None:
        """The unit with that id, or None."""
        return next(map(self.unit, self._numbers("id = ?", unit)), None)

    def by_ids(self, units: Iterable[str]) -> list[Unit]:
        """The units with these ids, each once, in their order; those that aren't there left out."""
        return [unit for name in dict.fromkeys(units) if (unit := self.by_id(name))]

    def printed(self, number: str, documents: Collection[int] = (), levels: Collection[str] = ()) -> list[Unit]:
        """The units that are printed with that number or letter, of these documents and levels; all for none."""
        return [self.unit(unit) for unit in self._printed(number, documents, levels)]

    def printing(self, number: str, levels: Collection[str]) -> set[int]:
        """The numbers of the documents that have a unit of these levels with that number or letter."""
        return set(self.column("document")[self._printed(number, (), levels)].tolist())

    def _printed(self, number: str, documents: Collection[int], levels: Collection[str]) -> list[int]:
        where = "printed = ? COLLATE NOCASE"
        for column, some in (("document", documents), ("level", levels)):
            where += f" AND {column} IN ({', '.join('?' * len(some))})" if some else ""
        return self._numbers(where, number, *documents, *levels)

    def children(self, unit: Unit) -> list[Unit]:
        """The units that are printed right under one, in printed order."""
        return [self.unit(number) for number in self._numbers("parent = ?", unit.number)]

    def of_level(self, document: int, level: str) -> list[Unit]:
        """The units of a document that are of a level, in printed order."""
        return [self.unit(number) for number in self._numbers("document = ? AND level = ?", document, level)]

    def first_text(self, document: int) -> Unit:
        """The first unit of a document that can be cited: the document itself, where it has a title page."""
        query = "SELECT number FROM units WHERE document = ? AND text != '' ORDER BY number LIMIT 1"
        return self.unit(next(self._rows(query, (document,)))[0])

    def column(self, name: str) -> NDArray[np.int32]:
        """One number a unit, by a name of PER_UNIT."""
        return np.frombuffer(self._arrays[name], PER_UNIT[name]).astype(np.int32)

    def _postings(self, field: str) -> Postings:
        terms = self._arrays[f"{field}.terms"].decode()
        rows: dict[str, Any] = {name: np.frombuffer(self._arrays[f"{field}.{name}"], k) for name, k in POSTINGS.items()}
        return Postings(terms=tuple(terms.split("\n")) if terms else (), size=self.size, **rows)


def _misfit(field: str, postings: Postings) -> str:
    """What in postings doesn't fit together, or "" for nothing."""
    sizes = len(postings.starts) - 1, len(postings.idf)
    ends = int(postings.starts[-1]) == len(postings.units) == len(postings.weights)
    inside = postings.units.size == 0 or 0 <= postings.units.min() <= postings.units.max() < postings.size
    return "" if sizes == (len(postings.terms),) * 2 and ends and inside else f"the postings {field} don't fit"


def _document(number: int, entry: str, profile: str, sha256: str, doubts: str) -> StoredDocument:
    told, odd = entry_of(json.loads(entry)), tuple(json.loads(doubts))
    return StoredDocument(number=number, entry=told, profile=profile, sha256=sha256, doubts=odd)
