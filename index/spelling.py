"""Take a mistyped word for the one that it is clearly near.

A word is corrected only when neither Indonesian nor English knows it: a right word that the documents merely lack
stays, so that the answer can say that they lack it. Distances are Damerau-Levenshtein's (optimal string alignment).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_LENGTH = 4  # letters: shorter words are abbreviations, and near to too many others
LONG = 7  # letters from which two slips are let pass


class Speller:
    """Corrects words against a vocabulary, each word of it with how often it occurs."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = {
            word: count for word, count in vocabulary.items() if len(word) >= MIN_LENGTH and word.isalpha()
        }
        self._by_first: dict[str, list[str]] = {}
        for word in self.vocabulary:
            self._by_first.setdefault(word[0], []).append(word)
        self.correct = lru_cache(maxsize=10_000)(self._correct)

    def _correct(self, word: str) -> str | None:
        """The one word of the vocabulary that `word` is clearly near, or None."""
        if len(word) < MIN_LENGTH or not word.isalpha():
            return None
        allowed = 1 if len(word) < LONG else 2
        near = process.extract(
            word, self._by_first.get(word[0], ()), scorer=OSA.distance, score_cutoff=allowed, limit=None
        )
        if not near:
            near = process.extract(word, list(self.vocabulary), scorer=OSA.distance, score_cutoff=1, limit=None)
            near = [row for row in near if len(word) > MIN_LENGTH]
        if not near:
            return None
        least = min(distance for _, distance, _ in near)
        best = [found for found, distance, _ in near if distance == least]
        return max(best, key=lambda found: (self.vocabulary[found], found))
