"""BM25 as fitted by rank-bm25, laid out as postings so that a query visits only the units that share its terms.

The library's own `get_scores` visits every unit for each term, gives a term in half of all units no weight and in
more of them a negative one, and divides by zero on an empty corpus. Here its fitted frequencies and lengths are
kept, and its idf is replaced by the one that stays positive: ln(1 + (N - n + 0.5) / (n + 0.5)) (Lucene's).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Postings:
    """Which units hold a term, and with what weight.

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

    def rarity(self, term: str) -> float:
        """A term's idf; for an unknown one what a term in no unit would have."""
        at = self.numbers.get(term)
        return float(self.idf[at]) if at is not None else idf(self.size, 0)


def idf(size: int, found: int) -> float:
    """The rarity of a term that `found` of `size` units hold, always above 0."""
    return math.log(1 + (size - found + 0.5) / (found + 0.5))


def fit(texts: Sequence[Sequence[str]]) -> Postings:
    """Fit BM25 on the terms of each unit; units without terms, and no units at all, are allowed."""
    filled = [at for at, terms in enumerate(texts) if terms]
    if not filled:
        nothing = np.zeros(0, np.int32)
        return Postings(
            terms=(), starts=np.zeros(1, np.int32), units=nothing, weights=nothing.astype(np.float32),
            idf=nothing.astype(np.float32), size=len(texts),
        )  # fmt: skip
    from rank_bm25 import BM25Okapi  # here, because it imports slowly and only building needs it

    fitted = BM25Okapi([list(texts[at]) for at in filled])
    rows: dict[str, list[tuple[int, int]]] = {}
    for at, frequencies in zip(filled, fitted.doc_freqs, strict=True):
        for term, count in frequencies.items():
            rows.setdefault(term, []).append((at, count))
    terms = tuple(sorted(rows))
    rarity = np.array([idf(len(texts), len(rows[term])) for term in terms], np.float32)
    lengths = dict(zip(filled, fitted.doc_len, strict=True))
    units = np.array([unit for term in terms for unit, _ in rows[term]], np.int32)
    counts = np.array([count for term in terms for _, count in rows[term]], np.float32)
    sizes = np.array([len(rows[term]) for term in terms], np.int32)
    damped = fitted.k1 * (1 - fitted.b + fitted.b * np.array([lengths[int(u)] for u in units]) / fitted.avgdl)
    return Postings(
        terms=terms,
        starts=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        units=units,
        weights=(np.repeat(rarity, sizes) * counts * (fitted.k1 + 1) / (counts + damped)).astype(np.float32),
        idf=rarity,
        size=len(texts),
    )
