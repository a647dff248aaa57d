"""The part of a question that asks, where what stands around it keeps clauses from covering the whole.

"kalau pusat data lumpuh, pusat pemulihan dikelola siapa" asks about the second part; the first tells why. What
documents don't hold stays part of the question, wherever it stands: nothing is answered that was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.lexicon import Lexicon
from index.query import Asked, Query

MAIN = 1 / 3  # of the weight of all topics: a part that says less is not what the question is about
_BRACKETS = re.compile(r"\([^()]*\)")
_STOP = re.compile(r"[,;:.!?()\n–—]|\s-\s")


def focused(lexicon: Lexicon, query: Query) -> Iterator[Query]:
    """The question without the topics beside the parts that ask, then those beside each part, weightiest first.

    A part that does not ask is what is asked about where the asking one names no topic ("..., siapa yang garap?").
    What stands in brackets explains and is never it.
    """
    part = _parts(query, lexicon)
    weights: dict[int, float] = {}
    for concept in query.concepts:
        number = part[concept.places[0]]
        if concept.known and not concept.light and number >= 0:
            weights[number] = weights.get(number, 0.0) + concept.weight
    asking = {part[at] for at in query.asking} & weights.keys()
    total = sum(weights.values())
    singles = [{n} for n in sorted(weights, key=lambda n: -weights[n]) if weights[n] >= MAIN * total]
    for chosen in [asking] if asking else singles:
        kept = tuple(c for c in query.concepts if c.light or not c.known or part[c.places[0]] in chosen)
        if len(kept) < len(query.concepts):
            yield replace(query, concepts=kept)


def asked_about(lexicon: Lexicon, query: Query, concepts: Sequence[Asked]) -> list[Asked]:
    """The concepts of the parts that ask, where one names a thing there; else all."""
    part = _parts(query, lexicon)
    asking = {part[at] for at in query.asking}
    there = [c for c in concepts if part[c.places[0]] in asking]
    return there if any(c.known and not c.light and not c.verbal for c in there) else list(concepts)


def beside(lexicon: Lexicon, query: Query) -> frozenset[int]:
    """The places of the words in parts that ask nothing; none where no part asks."""
    part = _parts(query, lexicon)
    asking = {part[at] for at in query.asking}
    return frozenset(at for at, number in enumerate(part) if asking and number not in asking)


def _parts(query: Query, lexicon: Lexicon) -> list[int]:
    """For each word the number of its part of the question, below 0 where it stands in brackets.

    Parts end at punctuation, before a connective, and behind a word that tells who wants to know ("pak bos nanya").
    """
    words = query.words
    numbers = [1] if words else []
    for at, (before, word) in enumerate(pairwise(words)):
        told = before.word in lexicon.reporting and min(query.asking, default=0) > at
        ends = told or word.word in lexicon.connectives or bool(_STOP.search(query.text, before.end, word.start))
        numbers.append(numbers[-1] + ends)
    brackets = [match.span() for match in _BRACKETS.finditer(query.text)]
    inside = [any(start < word.start < end for start, end in brackets) for word in words]
    return [-number if within else number for number, within in zip(numbers, inside, strict=True)]
