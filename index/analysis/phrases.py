"""Phrases found in a row of words: the one way in which vocabulary and names are looked up."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

V_co = TypeVar("V_co", covariant=True)
Words = tuple[str, ...]


class Phrases(Generic[V_co]):
    """Phrases of one word or more, each with what it stands for; of equal ones the last."""

    def __init__(self, rows: Iterable[tuple[Words, V_co]]) -> None:
        self._rows = {words: value for words, value in rows if words}
        lengths: dict[str, set[int]] = {}
        for words in self._rows:
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def __contains__(self, words: object) -> bool:
        return words in self._rows

    def __iter__(self) -> Iterator[Words]:
        return iter(self._rows)

    def get(self, words: Words) -> V_co | None:
        """What a phrase stands for; None where it is none of these."""
        return self._rows.get(words)

    def at(self, words: Sequence[str], start: int) -> Iterator[tuple[int, V_co]]:
        """The phrases that begin at a place, the longest first: where each ends, what it stands for."""
        for length in self._lengths.get(words[start], ()):
            phrase = tuple(words[start : start + length])
            if len(phrase) == length and phrase in self._rows:
                yield start + length, self._rows[phrase]

    def find(self, words: Sequence[str]) -> list[tuple[int, int, V_co]]:
        """All phrases that stand in words, the longest first, then from the left: start, end, what it stands for."""
        starts = [start for start, word in enumerate(words) if word in self._lengths]
        if not starts:
            return []
        found = [(start, end, value) for start in starts for end, value in self.at(words, start)]
        return sorted(found, key=lambda row: row[0] - row[1])
