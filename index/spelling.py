"""Take a mistyped word for the one that it is clearly near.

A word is corrected only when neither Indonesian nor English knows it, nor is it the name of a region or an office: a
right word that the documents merely lack stays, so that the answer can say that they lack it. Distances are
Damerau-Levenshtein's (optimal string alignment). Short words are near to too many others; they are taken only for
words that the documents print, and below five letters only for the labels of clauses; or, as phones are typed on, for
a word that they leave vowels out of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_LENGTH = 5  # letters: shorter words are abbreviations, and near to too many others
VOWELS = "aeiou"
COMMON = 20  # times that the documents print a word that three letters may be taken for
LONG = 7  # letters from which two slips are let pass, or one in any word of the vocabulary


class Speller:
    """Corrects words against a vocabulary, each word of it with how often it occurs.

    `printed` are the words that documents print, `never` those that no word is taken for, `labels` those that stand
    before a number (pasal, ayat): alone of all they are found behind a slip in four letters.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        printed: Collection[str] | None = None,
        never: Collection[str] = (),
        labels: Collection[str] = (),
    ) -> None:
        self._labels = [word for word in labels if len(word) >= 4]
        self.vocabulary = {w: n for w, n in vocabulary.items() if len(w) >= 4 and w.isalpha()}
        self._targets = [word for word in self.vocabulary if word not in never]
        held = self.vocabulary if printed is None else set(printed)
        self._held_by_first: dict[str, list[str]] = {}
        for word in self._targets:
            if word in held:
                self._held_by_first.setdefault(word[0], []).append(word)
        self._by_bones: dict[str, list[str]] = {}
        for word in self._targets:
            self._by_bones.setdefault(_bones(word), []).append(word)
        self.correct = lru_cache(maxsize=10_000)(self._correct)

    def _correct(self, word: str) -> str | None:
        """The one word of the vocabulary that `word` is clearly near, or None."""
        if len(word) < MIN_LENGTH - 2 or not word.isalpha():
            return None
        if len(word) < MIN_LENGTH - 1:
            return self._with_one_vowel(word)
        if len(word) < MIN_LENGTH:
            near = self._near(word, self._labels, 1)
        elif len(word) < LONG:
            near = self._near(word, self._held_by_first.get(word[0], ()), 1)
        else:
            near = self._near(word, self._held_by_first.get(word[0], ()), 2) or self._near(word, self._targets, 1)
        if not near:
            return self._with_vowels(word)
        least = min(distance for _, distance in near)
        best = [found for found, distance in near if distance == least]
        return max(best, key=lambda found: (self.vocabulary.get(found, 0), found))

    def _with_vowels(self, word: str) -> str | None:
        """The most frequent word that `word` is without some of its vowels ("smrt", "infrstrktr"), or None."""
        bones = self._by_bones.get(_bones(word), ()) if len(word) < 2 * len(_bones(word)) else ()
        near = [found for found in bones if found[0] == word[0] and _is_within(word, found)]
        return max(near, key=lambda found: (self.vocabulary[found], found), default=None)

    def _with_one_vowel(self, word: str) -> str | None:
        """The common word that three letters are without one vowel ("dta"); None for an abbreviation, or for two."""
        bones = self._by_bones.get(_bones(word), ()) if set(VOWELS) & set(word) else ()
        common = [w for w in bones if len(w) == len(word) + 1 and self.vocabulary[w] >= COMMON and _is_within(word, w)]
        return common[0] if len(common) == 1 and common[0][0] == word[0] else None

    def _near(self, word: str, targets: Collection[str], most: int) -> list[tuple[str, int]]:
        found = process.extract(word, targets, scorer=OSA.distance, score_cutoff=most, limit=None)
        return [(str(target), int(distance)) for target, distance, _ in found]


def _bones(word: str) -> str:
    """A word without its vowels."""
    return "".join(letter for letter in word if letter not in VOWELS)


def _is_within(word: str, longer: str) -> bool:
    """Whether a word's letters stand in a longer one, in their order."""
    letters = iter(longer)
    return all(letter in letters for letter in word)


def slips(typed: str, right: str) -> int:
    """How many letters were left out, added, changed or swapped between two words."""
    return int(OSA.distance(typed, right))


def is_slip(typed: str, right: str) -> bool:
    """Whether a word was mistyped rather than shortened: a few letters away from the word that is meant."""
    return len(typed) > MIN_LENGTH and typed[0] == right[0] and 0 < OSA.distance(typed, right) <= 2
