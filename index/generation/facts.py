"""Facts read out of clauses by their profile's patterns: limits, what a type is for, what a term means.

Nothing is typed in: each fact names the units that state it, and is read again whenever the units are.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.model import Tree
from corpus.parsing.parse import Document
from corpus.profile import Pattern
from index.generation.store import FACTS, Store

_QUOTES = re.compile('[“"”]')
AT_MOST, EXACTLY = "at most", "exactly"
BODIES = ("bidang", "sekretariat", "subbagian", "seksi", "subbidang")  # in the order in which they are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many bodies of a kind a parent has, for a level and type of office; the ids of the clauses that say it.

    `level` is provinsi or kabupaten/kota, `type` A, B or C, `bound` "at most" or "exactly".
    """

    document: str
    level: str
    type: str
    parent: str
    body: str
    bound: str
    count: int
    citations: tuple[str, ...]

    @property
    def place(self) -> int:
        """Where its body is told among those of an office; one that a profile alone knows is told last."""
        return BODIES.index(self.body) if self.body in BODIES else len(BODIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What workload a type of office is for, in the clause's own word."""

    document: str
    type: str
    load: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term that a clause defines, its short form ("" for none), the clause; `explained` where an elucidation does."""

    term: str
    short: str
    citation: str
    explained: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    level: str = ""
    type: str = ""


def limits(document: Document) -> list[Limit]:
    """The limits that a document states, in printed order, each once with all the clauses that state it."""
    if "sentence" not in document.profile.limits:
        return []
    merged: dict[tuple[object, ...], Limit] = {}
    for limit in _Reader(document).limits():
        key = (limit.level, limit.type, limit.parent, limit.body, limit.bound, limit.count)
        first = merged.get(key)
        merged[key] = replace(first, citations=(*first.citations, *limit.citations)) if first else limit
    return list(merged.values())


def workloads(document: Document) -> list[Workload]:
    """What each type of office is for, as far as the document says."""
    pattern = document.profile.limits.get("workload")
    found: dict[str, Workload] = {}
    for node, text in _clauses(document.tree) if pattern else ():
        for match in pattern.regex.finditer(text) if pattern else ():
            found.setdefault(
                match["type"],
                Workload(document=document.entry.id, type=match["type"], load=match["load"], citation=node),
            )
    return list(found.values())


def exceptions(document: Document) -> list[str]:
    """The ids of the clauses that allow more than the limits."""
    pattern = document.profile.limits.get("exception")
    return [node for node, text in _clauses(document.tree) if pattern and pattern.regex.match(text)]


def explanations(document: Document) -> list[Definition]:
    """The words of its clauses that a document's elucidation explains, without their quotation marks."""
    pattern, tree = document.profile.explanation, document.tree
    explaining = (i for i, node in enumerate(tree.nodes) if pattern and node.role == "elucidation")
    return [
        Definition(term=_QUOTES.sub("", match["term"]), short="", citation=tree.nodes[index].id, explained=True)
        for index in explaining
        for match in (pattern.regex.finditer(tree.own_text(index)) if pattern else ())
    ]


def definitions(document: Document) -> list[Definition]:
    """The terms that a document defines: each a numbered item under a clause that says that terms follow."""
    pattern = document.profile.definition
    found = []
    for index, node in enumerate(document.tree.nodes):
        match = pattern.regex.match(document.tree.own_text(index)) if pattern else None
        if match and node.parent is not None and _defines(document.tree, node.parent):
            found.append(Definition(term=match["term"], short=match["short"] or "", citation=node.id))
    return found


def _defines(tree: Tree, index: int) -> bool:
    return "dimaksud dengan" in tree.own_text(index).lower()


def _clauses(tree: Tree) -> Iterator[tuple[str, str]]:
    """Each clause that is a sentence of its own, with its full text: an ayat, or a pasal that has none."""
    for index, node in enumerate(tree.nodes):
        if node.role == "clause" and node.parent is not None and tree.own_text(index)[:1].isupper():
            yield node.id, tree.full_text(index)


class _Reader:
    """Reads one document's limits, following "sebagaimana dimaksud" to the clause that names level and type."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.patterns: dict[str, Pattern] = document.profile.limits
        self.texts = dict(_clauses(document.tree))

    def limits(self) -> Iterator[Limit]:
        for node, text in self.texts.items():
            sentence = self.patterns["sentence"].regex.match(text)
            scope = self.scope(node, ()) if sentence else _Scope()
            if not sentence or not scope.level or not scope.type:
                continue
            for part in self.patterns["part"].regex.finditer(sentence["parts"]):
                yield Limit(
                    document=self.document.entry.id,
                    level=scope.level,
                    type=scope.type,
                    parent="dinas" if sentence["parent"] in ("Dinas", "Badan") else sentence["parent"].lower(),
                    body="".join(part["body"].split()),
                    bound=AT_MOST if part["bound"] else EXACTLY,
                    count=int(part["count"]),
                    citations=(node,),
                )

    def scope(self, node: str, seen: Sequence[str]) -> _Scope:
        """Whom a clause applies to: what its head names, else what the clause that it points to names."""
        sentence = self.patterns["sentence"].regex.match(self.texts.get(node, ""))
        if not sentence or node in seen:
            return _Scope()
        kind = self.patterns["type"].regex.search(sentence["head"])
        level = self.patterns["level"].regex.search(sentence["head"])
        if kind and level:
            return _Scope(level=_level(level["level"]), type=kind["type"].upper())
        chain = self.patterns["chain"].regex.search(sentence["head"])
        return self.scope(self._target(node, chain.groupdict()), (*seen, node)) if chain else _Scope()

    def _target(self, node: str, chain: dict[str, str | None]) -> str:
        if chain["ayat"]:
            return f"{node.rsplit('/ayat-', 1)[0]}/ayat-{chain['ayat']}"
        base = f"{self.document.entry.id}/pasal-{(chain['pasal'] or '').lower()}"
        return f"{base}/ayat-{chain['of']}" if chain["of"] else base


def _level(text: str) -> str:
    return "provinsi" if text.lower() == "provinsi" else "kabupaten/kota"


class Facts:
    """The facts that a generation holds, as they were read when it was built.

    `limits`, `workloads` and `definitions` are what the documents state, `exceptions` by document the clauses that
    allow more than the limits, `types` for each type of office the numbers of the clauses that print it, parts of an
    annex aside, `initials` for initials the name that the documents print most often of those with them.
    """

    def __init__(self, store: Store) -> None:
        held: dict[str, Any] = {kind: json.loads(store.meta.get(kind, "[]")) for kind in (*FACTS, "types", "initials")}
        self.limits = tuple(Limit(**(row | {"citations": tuple(row["citations"])})) for row in held["limits"])
        self.workloads = tuple(Workload(**row) for row in held["workloads"])
        self.definitions = tuple(Definition(**row) for row in held["definitions"])
        self.exceptions: dict[str, list[str]] = {row["document"]: row["citations"] for row in held["exceptions"]}
        self.types: dict[str, list[int]] = dict(held["types"])
        self.initials: dict[str, str] = dict(held["initials"])
