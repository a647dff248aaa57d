"""Facts read out of clauses by their profile's patterns: limits, what a type is for, what a term means.

Nothing is typed in: each fact names the units that state it, and is read again whenever the units are.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from corpus.model import Tree
from corpus.parsing.parse import Document
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


def limits(document: Document) -> list[Limit]:
    """The limits that a document states, in printed order, each once with all the clauses that state it."""
    if "sentence" not in document.profile.limits:
        return []
    merged: dict[tuple[object, ...], Limit] = {}
    for limit in _stated(document):
        key = (limit.level, limit.type, limit.parent, limit.body, limit.bound, limit.count)
        first = merged.get(key)
        merged[key] = replace(first, citations=(*first.citations, *limit.citations)) if first else limit
    return list(merged.values())


def workloads(document: Document) -> list[Workload]:
    """What each type of office is for, as far as the document says."""
    pattern, name = document.profile.limits.get("workload"), document.entry.id
    clauses = _clauses(document.tree) if pattern else ()
    matches = ((node, match) for node, text in clauses if pattern for match in pattern.regex.finditer(text))
    found: dict[str, Workload] = {}
    for node, match in matches:
        found.setdefault(match["type"], Workload(document=name, type=match["type"], load=match["load"], citation=node))
    return list(found.values())


def exceptions(document: Document) -> list[str]:
    """The ids of the clauses that allow more than the limits."""
    pattern = document.profile.limits.get("exception")
    return [node for node, text in _clauses(document.tree) if pattern and pattern.regex.match(text)]


def definitions(document: Document) -> list[Definition]:
    """The terms that a document defines, each a numbered item under a clause that says that terms follow; then the
    words of its clauses that its elucidation explains, without their quotation marks."""
    profile, tree = document.profile, document.tree
    defined, explained = [], []
    for index, node in enumerate(tree.nodes):
        match = profile.definition.regex.match(tree.own_text(index)) if profile.definition else None
        if match and node.parent is not None and "dimaksud dengan" in tree.own_text(node.parent).lower():
            defined.append(Definition(term=match["term"], short=match["short"] or "", citation=node.id))
        if profile.explanation and node.role == "elucidation":
            words = (_QUOTES.sub("", m["term"]) for m in profile.explanation.regex.finditer(tree.own_text(index)))
            explained += [Definition(term=word, short="", citation=node.id, explained=True) for word in words]
    return defined + explained


def _clauses(tree: Tree) -> Iterator[tuple[str, str]]:
    """Each clause that is a sentence of its own, with its full text: an ayat, or a pasal that has none."""
    for index, node in enumerate(tree.nodes):
        if node.role == "clause" and node.parent is not None and tree.own_text(index)[:1].isupper():
            yield node.id, tree.full_text(index)


def _stated(document: Document) -> Iterator[Limit]:
    """The limits of each clause that states some and whose level and type of office are known."""
    texts, patterns = dict(_clauses(document.tree)), document.profile.limits
    for node, text in texts.items():
        sentence = patterns["sentence"].regex.match(text)
        level, kind = _applies_to(document, texts, node)
        if not sentence or not level or not kind:
            continue
        for part in patterns["part"].regex.finditer(sentence["parts"]):
            yield Limit(
                document=document.entry.id,
                level=level,
                type=kind,
                parent="dinas" if sentence["parent"] in ("Dinas", "Badan") else sentence["parent"].lower(),
                body="".join(part["body"].split()),
                bound=AT_MOST if part["bound"] else EXACTLY,
                count=int(part["count"]),
                citations=(node,),
            )


def _applies_to(document: Document, texts: dict[str, str], node: str) -> tuple[str, str]:
    """Level and type of the office that a clause applies to: as its head names both, else as the clause does that it
    points to by "sebagaimana dimaksud"; each "" where none does."""
    patterns, seen = document.profile.limits, set[str]()
    while node not in seen and (sentence := patterns["sentence"].regex.match(texts.get(node, ""))):
        seen.add(node)
        kind, level = (patterns[key].regex.search(sentence["head"]) for key in ("type", "level"))
        if kind and level:
            return "provinsi" if level["level"].lower() == "provinsi" else "kabupaten/kota", kind["type"].upper()
        if not (to := patterns["chain"].regex.search(sentence["head"])):
            break
        pasal = f"{document.entry.id}/pasal-{(to['pasal'] or '').lower()}"
        base, ayat = (node.rsplit("/ayat-", 1)[0], to["ayat"]) if to["ayat"] else (pasal, to["of"])
        node = f"{base}/ayat-{ayat}" if ayat else base
    return "", ""


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
