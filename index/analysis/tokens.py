"""From text to terms: words folded to one spelling, function words out, inflections to their root.

Roots come from simplemma's Indonesian tables (MIT); what they don't know is tried as colloquial spelling of a
verb (ngurusin for mengurus), else kept as it is. The same analyser serves documents and questions.

A word is corrected only when neither Indonesian nor English knows it, nor is it the name of a region or an office: a
right word that the documents merely lack stays, so that the answer can say that they lack it. Distances are Damerau-
Levenshtein's (optimal string alignment). Short words are near to too many others; they are taken only for words that
the documents print, and below five letters only for the labels of clauses; or, as phones are typed on, for a word
that they leave vowels out of.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import simplemma
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis.lexicon import Lexicon

SHORT = 200  # characters of a text whose terms are kept: a name, a title
_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_TWICE = re.compile(r"([^\W\d_]{3,})2(an|nya|)")
_PIECE = re.compile(r"[^-‐‑]+")
# Colloquial verbs: prefix as said, prefixes or first letters as written; -in (Jakarta), -kno, -ake (Java) and -keun
# (Sunda) stand for -kan or -i.
_ENDINGS = ("in", "kno", "ake", "keun")
_COLLOQUIAL = (
    ("nge", ("meng", "me", "")),
    ("ng", ("meng", "", "k")),
    ("ny", ("meny", "s", "c", "menc")),
    ("m", ("mem", "p")),
    ("n", ("men", "t")),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its root as `term`, its folded spelling as `word`, where it stands."""

    term: str
    word: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def is_indonesian(word: str) -> bool:
    """Whether a word in lower case is Indonesian, by the tables that the roots come from."""
    return simplemma.is_known(word, lang="id")


@lru_cache(maxsize=50_000)
def is_english(word: str) -> bool:
    """Whether a word in lower case is English, by the tables that the roots come from."""
    return simplemma.is_known(word, lang="en")


def fold(text: str) -> str:
    """Lower case, without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)) if not plain.isascii() else plain


class Analyzer:
    """Makes tokens of text by a lexicon's spelling rules."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.root = lru_cache(maxsize=50_000)(self._root)
        self.tokens = lru_cache(maxsize=1_000)(self._tokens)  # those of clauses are asked for again too
        self._kept = lru_cache(maxsize=20_000)(self._terms)  # names are asked for again with each question

    def words(self, text: str) -> list[tuple[str, int, int]]:
        """The folded words of a text with their places: e-Government and e government are one word."""
        found: list[tuple[str, int, int]] = []
        for match in _WORD.finditer(text):
            if (word := match[0]).isascii() and word.isalpha():  # as nearly all are, in no time
                found.append((word.lower(), match.start(), match.end()))
            else:
                found.extend(self._split(match))
        return self._joined(found, text)

    def _split(self, match: re.Match[str]) -> list[tuple[str, int, int]]:
        pieces, at = list(_PIECE.finditer(match[0])), match.start()
        parts = [fold(piece[0]) for piece in pieces]
        if len(parts) > 1 and (parts[0] in self._lexicon.prefixes or len(set(parts)) == 1):
            return [(parts[0] if len(set(parts)) == 1 else "".join(parts), at, match.end())]
        return [(self._twice(part), at + p.start(), at + p.end()) for part, p in zip(parts, pieces, strict=True)]

    def _twice(self, word: str) -> str:
        """ "undang2", "perundang2an" is how people write "undang-undang", "perundang-undangan"."""
        twice = _TWICE.fullmatch(word)
        return f"{twice[1]}{twice[2]}" if twice and twice[1] not in self._lexicon.numbered else word

    def _joined(self, words: list[tuple[str, int, int]], text: str) -> list[tuple[str, int, int]]:
        if self._lexicon.prefixes.isdisjoint(word for word, _, _ in words):
            return words
        rows: list[tuple[str, int, int]] = []
        for word, start, end in words:
            prefix = bool(rows) and rows[-1][0] in self._lexicon.prefixes
            listed = len(rows) > 1 and rows[-2][0] in self._lexicon.lettered
            if prefix and not listed and word.isalpha() and text[rows[-1][2] : start].isspace():
                before, start, _ = rows.pop()
                word = before + word
            rows.append((word, start, end))
        return rows

    def _tokens(self, text: str) -> list[Token]:
        """All words of a text as tokens, function words left out."""
        return [
            Token(term=self.root(word), word=word, start=start, end=end)
            for word, start, end in self.words(text)
            if not self.is_stop(word)
        ]

    def terms(self, text: str) -> list[str]:
        """The terms of a text, in order, function words left out."""
        return list(self._analysed(text)[0])

    def folded(self, text: str) -> tuple[str, ...]:
        """The folded words of a text, function words included."""
        return self._analysed(text)[1]

    def _analysed(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self._kept(text) if len(text) <= SHORT else self._terms(text)

    def _terms(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The terms of a text, and its folded words."""
        words = tuple(word for word, _, _ in self.words(text))
        return tuple(self.root(word) for word in words if not self.is_stop(word)), words

    def roots(self, text: str) -> tuple[str, ...]:
        """The roots of all words of a text, function words included."""
        return tuple(self.root(word) for word in self.folded(text))

    def is_stop(self, word: str) -> bool:
        """Whether a folded word carries no meaning of its own: a function word or a lone letter."""
        return word in self._lexicon.stop or (len(word) == 1 and word.isalpha())

    def _root(self, word: str) -> str:
        """The term that stands for a folded word."""
        if word in self._lexicon.roots:
            return self._lexicon.roots[word]
        if not word.isalpha() or len(word) < 4:
            return word
        root = _indonesian(word) or _english(word) or _colloquial(word)
        return self._lexicon.roots.get(root, root)


def _indonesian(word: str) -> str:
    """The root of an Indonesian word, or "" where the tables and rules know none."""
    root = simplemma.lemmatize(word, lang="id").lower()
    return root if root != word or is_indonesian(word) else ""


def _english(word: str) -> str:
    """The root of an English word, or "" where it is none."""
    return simplemma.lemmatize(word, lang="en").lower() if is_english(word) else ""


def _colloquial(word: str) -> str:
    """The root of a verb as people say it, or the word itself."""
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 3), "")
    for stem in (word, word.removesuffix(ending)):
        if stem != word and is_indonesian(stem):
            return _indonesian(stem)
        for said, written in _COLLOQUIAL:
            for prefix in written if stem.startswith(said) and len(stem) > len(said) + 2 else ():
                verb = prefix + stem[len(said) :]
                if is_indonesian(verb) or (not prefix and is_english(verb)):
                    return _indonesian(verb) or _english(verb)
    return word


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
        self._held_by_first, self._by_bones = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
        for word in self._targets:
            self._by_bones[_bones(word)].append(word)
            if word in held:
                self._held_by_first[word[0]].append(word)
        self.correct = lru_cache(maxsize=10_000)(self._correct)

    def _correct(self, word: str) -> str | None:
        """The one word of the vocabulary that `word` is clearly near, or None."""
        if len(word) < MIN_LENGTH - 1 or not word.isalpha():
            return None
        held = self._held_by_first.get(word[0], ())
        if len(word) < MIN_LENGTH:
            near = self._near(word, self._labels, 1)
        elif len(word) < LONG:
            near = self._near(word, held, 1)
        else:
            near = self._near(word, held, 2) or self._near(word, self._targets, 1)
        if not near:
            longer = self._with_vowels(word) or self._clipped(word)
            return max(longer, key=lambda found: (self.vocabulary[found], found), default=None)
        return max(near, key=lambda row: (-row[1], self.vocabulary.get(row[0], 0), row[0]))[0]

    def _with_vowels(self, word: str) -> list[str]:
        """The words that `word` is without some of their vowels ("smrt", "infrstrktr")."""
        bones = self._by_bones.get(_bones(word), ()) if len(word) < 2 * len(_bones(word)) else ()
        return [found for found in bones if found[0] == word[0] and _is_within(word, found)]

    def _clipped(self, word: str) -> list[str]:
        """The words that documents often print of those which one is the beginning of ("perpus")."""
        held = self._held_by_first.get(word[0], ()) if len(word) >= MIN_LENGTH else ()
        return [found for found in held if found.startswith(word) and self.vocabulary[found] >= COMMON]

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


def is_slip(typed: str, right: str) -> bool:
    """Whether a word was mistyped rather than shortened: a few letters away from the word that is meant."""
    return len(typed) > MIN_LENGTH and typed[0] == right[0] and 0 < OSA.distance(typed, right) <= 2
