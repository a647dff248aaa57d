"""From documents to the rows of a generation: units, what they mean to a search, their postings.

Postings are BM25 as rank-bm25 fits it. The library's own `get_scores` visits every unit for each term, gives a term in
half of all units no weight and in more of them a negative one, and divides by zero on an empty corpus. Here its fitted
frequencies and lengths are kept, and its idf is replaced by the one that stays positive: Lucene's, in `idf`.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import sqlite_utils

from corpus.model import Node
from corpus.parsing.identify import upwards
from corpus.parsing.parse import Document
from index.analysis.lexicon import Lexicon
from index.analysis.tokens import Analyzer
from index.generation import facts
from index.generation.store import LEVELS, PER_UNIT, POSTINGS, ROLES, TYPES, Postings, Unit, idf

SCHEMA = 1
_OF_UNIT: dict[str, type] = {field.name: int if "int" in str(field.type) else str for field in fields(Unit)}
COLUMNS: dict[str, dict[str, type]] = {
    "documents": {"number": int, "id": str, "entry": str, "profile": str, "sha256": str, "doubts": str},
    "units": _OF_UNIT | {"line": int},
    "arrays": {"name": str, "data": bytes},
    "meta": {"key": str, "value": str},
}
LONGEST_HEADING = 60  # words: an annex that says more under its heading is asked like a clause
_BRIEF = 300  # characters of an ancestor's text that tell what its clauses are about


# One unit, ready to be stored: its texts and numbers by column, its own terms, those that tell where it stands.
UnitRow = tuple[dict[str, Any], list[str], list[str]]


def build(path: Path, documents: Sequence[Document], lexicon: Lexicon, meta: dict[str, str]) -> None:
    """Write a generation's database; the file must not exist yet. No documents at all are allowed."""
    analyzer = Analyzer(lexicon)
    rows: list[UnitRow] = []
    for number, document in enumerate(documents):
        rows += _rows(document, number, len(rows), analyzer)
    database = sqlite_utils.Database(path)
    for table, columns in COLUMNS.items():
        database.table(table).create(columns, pk=next(iter(columns)))
    database.table("documents").insert_all(_document(number, document) for number, document in enumerate(documents))
    database.table("units").insert_all(values for values, _, _ in rows)
    database.table("units").create_index(["id"], unique=True)
    database.execute("CREATE INDEX by_printed ON units (printed COLLATE NOCASE)")
    database.table("units").create_index(["parent"])
    database.table("units").create_index(["document", "level"])
    database.table("arrays").insert_all({"name": name, "data": data} for name, data in _arrays(rows).items())
    told = meta | {"schema": str(SCHEMA)} | _vocabulary(documents, analyzer) | _facts(documents) | _told(rows, analyzer)
    database.table("meta").insert_all({"key": key, "value": value} for key, value in told.items())
    database.conn.commit()
    database.close()


def _document(number: int, document: Document) -> dict[str, Any]:
    return {
        "number": number,
        "id": document.entry.id,
        "entry": json.dumps(asdict(document.entry), ensure_ascii=False),
        "profile": document.profile.name,
        "sha256": document.sha256,
        "doubts": json.dumps([asdict(doubt) for doubt in document.tree.doubts], ensure_ascii=False),
    }


def _vocabulary(documents: Sequence[Document], analyzer: Analyzer) -> dict[str, str]:
    """How often each word is printed, and how people say the levels of each profile."""
    words = Counter(word for document in documents for word, _, _ in analyzer.words(document.tree.text))
    profiles = [document.profile for document in documents]
    said = {f"{profile.name}/{level.name}": list(level.say) for profile in profiles for level in profile.levels}
    short = initials(document.tree.text for document in documents)
    return {"say": json.dumps(said), "words": json.dumps(words), "initials": json.dumps(short, ensure_ascii=False)}


_NAME = re.compile(r"[A-Z][a-z]+(?:[ ]+(?:(?:dan|dengan|dalam|di|pada|untuk|atas)[ ]+)?[A-Z][a-z]+){2,5}")


def initials(texts: Iterable[str]) -> dict[str, str]:
    """For initials of three letters to five the name that texts print most often of those with them: "pkh"."""
    found = (match[0].split() for text in texts for match in _NAME.finditer(text))
    names = Counter(" ".join(run) for words in found for run in _runs(words))
    best: dict[str, str] = {}
    for name, _ in names.most_common():
        best.setdefault("".join(word[0] for word in name.lower().split()), name)
    return best


def _runs(words: list[str]) -> Iterator[list[str]]:
    """The runs of three words to five of a name, which begin and end with one that is part of it."""
    runs = (words[start : start + length] for length in (3, 4, 5) for start in range(len(words) - length + 1))
    return (run for run in runs if run[0][0].isupper() and run[-1][0].isupper())


_TYPE = re.compile(r"\b[Tt]ipe ([A-Z])\b")


def _told(rows: Sequence[UnitRow], analyzer: Analyzer) -> dict[str, str]:
    """What would have to be looked for in all units else, as JSON.

    `names`: of each organisational unit its number, and each word of its name with its term, "" for a function word.
    `levels`: of each document its levels, whether any unit of it is printed with a number, whether one that is stands
    right under the document or is a part of an annex. `types`: for each type of office the clauses outside annexes
    that print it.
    """
    names, types = [], dict[str, list[int]]()
    levels: dict[tuple[int, str], tuple[bool, bool]] = {}
    for values, _, _ in rows:
        if values["name"] and values["unit"] == values["number"]:
            words = analyzer.folded(values["name"])
            terms = ("" if analyzer.is_stop(word) else analyzer.root(word) for word in words)
            names.append((values["number"], list(zip(words, terms, strict=True))))
        for kind in dict.fromkeys(_TYPE.findall(values["text"] if not values["scope_type"] else "")):
            types.setdefault(kind.lower(), []).append(values["number"])
        key, printed = (values["document"], values["level"]), bool(values["printed"])
        had = levels.get(key, (False, False))
        top = printed and (values["id"].count("/") == 1 or values["role"] == "part")
        levels[key] = had[0] or printed, had[1] or top
    told = {"names": names, "levels": [(*key, *row) for key, row in levels.items()], "types": types}
    return {kind: json.dumps(found, ensure_ascii=False) for kind, found in told.items()}


def _facts(documents: Sequence[Document]) -> dict[str, str]:
    """What documents state, as JSON."""
    stated: tuple[Callable[[Document], Iterable[Any]], ...] = (facts.limits, facts.workloads, facts.definitions)
    found = {of.__name__: [asdict(row) for document in documents for row in of(document)] for of in stated}
    found["exceptions"] = [{"document": d.entry.id, "citations": facts.exceptions(d)} for d in documents]
    return {kind: json.dumps(rows, ensure_ascii=False) for kind, rows in found.items()}


def _rows(document: Document, number: int, offset: int, analyzer: Analyzer) -> list[UnitRow]:
    tree, entry, profile = document.tree, document.entry, document.profile
    parents = (tree.nodes[index].parent for index in {node.unit for node in tree.nodes if node.unit is not None})
    above = {tree.nodes[parent].unit for parent in parents if parent is not None} - {None}  # with units in them
    context = cache(analyzer.terms)  # of the same few texts above many units
    rows = []
    for index, node in enumerate(tree.nodes):
        own = tree.own_text(index)
        terms = analyzer.terms(own)
        label = node.label or entry.short
        level = node.scope.get("level", "")
        values = {
            "number": offset + index,
            "id": node.id,
            "document": number,
            "level": node.level,
            "printed": node.number,
            "label": label,
            "cite": profile.cite.format(label=label, document=entry.short) if node.label else entry.short,
            "formal": profile.formal.format(label=label, document=entry.formal) if node.label else entry.formal,
            "name": node.name,
            "own": own,
            "terms": " ".join(terms),
            "text": tree.full_text(index),
            "quote": tree.quote(index),
            "role": _role(node, own, has_others=len(tree.nodes) > 1),
            "scope_level": "kabupaten/kota" if "kabupaten" in level or "kota" in level else level,
            "scope_type": node.scope.get("type", ""),
            "parent": None if node.parent is None else offset + node.parent,
            "unit": None if node.unit is None else offset + node.unit,
            "has_units": int(node.unit in above),
            "line": node.line,
        }
        rows.append((values, terms, _context(document, index, context)))
    return rows


def _role(node: Node, own: str, *, has_others: bool) -> str:
    """What a unit is for a question: a title page is a heading, an annex that goes on as a text is a clause."""
    if node.parent is None and has_others:
        return "heading"
    text = node.role == "heading" and node.level.startswith("lampiran") and len(own.split()) > LONGEST_HEADING
    return "clause" if text else node.role


_BESIDE = re.compile(r"\bdimaksud (?:pada|dalam) ayat \((\d+)\)")


def _context(document: Document, index: int, terms: Callable[[str], list[str]]) -> list[str]:
    """The terms that tell where a unit stands: its document, the units and clauses it is part of.

    An organisational unit gives its name, not its duties: else each duty would be about all of its bidang's.
    """
    tree, entry = document.tree, document.entry
    texts = [entry.title, entry.short, entry.place, tree.nodes[index].name]
    texts += [tree.nodes[at].name or tree.own_text(at)[:_BRIEF] for at in list(upwards(index, tree.nodes))[1:-1]]
    if said := _BESIDE.search(tree.own_text(index)):
        beside = (at for at in tree.children[tree.nodes[index].parent or 0] if tree.nodes[at].number == said[1])
        texts += [tree.own_text(at)[:_BRIEF] for at in beside]
    return sorted({term for text in texts for term in terms(text)})


def _arrays(rows: Sequence[UnitRow]) -> dict[str, bytes]:
    """What ranking reads for every unit at once, as little-endian arrays."""
    values = [of_unit for of_unit, _, _ in rows]
    numbers = {key: [-1 if v[key] is None else v[key] for v in values] for key in ("document", "unit", "parent")}
    columns = numbers | {
        "role": [ROLES.index(v["role"]) for v in values],
        "level": [LEVELS.index(v["scope_level"]) for v in values],
        "type": [TYPES.index(v["scope_type"]) if v["scope_type"] in TYPES else 0 for v in values],
        "has_units": [v["has_units"] for v in values],
        "length": [len(own) for _, own, _ in rows],
    }
    arrays = {name: np.array(columns[name], kind).tobytes() for name, kind in PER_UNIT.items()}
    for field, texts in (("own", [own for _, own, _ in rows]), ("context", [context for _, _, context in rows])):
        postings = fit(texts)
        arrays[f"{field}.terms"] = "\n".join(postings.terms).encode()
        for name, kind in POSTINGS.items():
            arrays[f"{field}.{name}"] = getattr(postings, name).astype(kind).tobytes()
    return arrays


def fit(texts: Sequence[Sequence[str]]) -> Postings:
    """Fit BM25 on the terms of each unit; units without terms, and no units at all, are allowed."""
    from rank_bm25 import BM25Okapi  # here, because it imports slowly and only building needs it

    filled = {at: list(terms) for at, terms in enumerate(texts) if terms}
    fitted = BM25Okapi(list(filled.values()) or [[""]])  # which can't be fitted on nothing
    rows: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for at, frequencies, length in zip(filled, fitted.doc_freqs, fitted.doc_len, strict=False):
        for term, count in frequencies.items():
            rows[term].append((at, count, length))
    terms = tuple(sorted(rows))
    rarity = np.array([idf(len(texts), len(rows[term])) for term in terms], np.float32)
    sizes = np.array([len(rows[term]) for term in terms], np.int32)
    units, counts, lengths = np.array([row for term in terms for row in rows[term]], np.int32).reshape(-1, 3).T
    damped = fitted.k1 * (1 - fitted.b + fitted.b * lengths / fitted.avgdl)
    weights = np.repeat(rarity, sizes) * counts.astype(np.float32) * (fitted.k1 + 1) / (counts + damped)
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    weights = weights.astype(np.float32)
    return Postings(terms=terms, starts=starts, units=units, weights=weights, idf=rarity, size=len(texts))
