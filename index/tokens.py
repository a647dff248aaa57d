"""From text to terms: words folded to one spelling, function words out, inflections to their root.

Roots come from simplemma's Indonesian tables (MIT); what they don't know is tried as colloquial spelling of a
verb (ngurusin for mengurus), else kept as it is. The same analyser serves documents and questions.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import simplemma

from index.lexicon import Lexicon

_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_HYPHENS = re.compile(r"[-‐‑]")
# Colloquial verbs (Jakarta): prefix as said, prefixes or first letters as written; -in stands for -kan or -i.
_COLLOQUIAL = (
    ("nge", ("meng", "me", "")),
    ("ng", ("meng", "", "k")),
    ("ny", ("meny", "s")),
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
    """Whether a word in lower case is Indonesian, by the tables that the roots come from.

    Their rules take any word that ends in -ku or -mu for one with a pronoun behind it; that is no evidence.
    """
    return simplemma.is_known(word, lang="id") and not (
        word.endswith(("ku", "mu")) and simplemma.lemmatize(word, lang="id") == word[:-2]
    )


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
        raws = _HYPHENS.split(match[0])
        parts = [fold(raw) for raw in raws]
        if len(parts) > 1 and (parts[0] in self._lexicon.prefixes or len(set(parts)) == 1):
            return [(parts[0] if len(set(parts)) == 1 else "".join(parts), match.start(), match.end())]
        rows, at = [], match.start()
        for part, raw in zip(parts, raws, strict=True):
            rows.append((self._twice(part), at, at + len(raw)))
            at += len(raw) + 1
        return rows

    def _twice(self, word: str) -> str:
        """ "undang2" is how people write "undang-undang"."""
        twice = len(word) > 3 and word[-1] == "2" and word[:-1].isalpha()
        return word[:-1] if twice and word[:-1] not in self._lexicon.numbered else word

    def _joined(self, words: list[tuple[str, int, int]], text: str) -> list[tuple[str, int, int]]:
        if self._lexicon.prefixes.isdisjoint(word for word, _, _ in words):
            return words
        rows: list[tuple[str, int, int]] = []
        for word, start, end in words:
            if (
                rows
                and rows[-1][0] in self._lexicon.prefixes
                and not (len(rows) > 1 and rows[-2][0] in self._lexicon.lettered)
                and word.isalpha()
                and text[rows[-1][2] : start].isspace()
            ):
                before = rows.pop()
                rows.append((before[0] + word, before[1], end))
            else:
                rows.append((word, start, end))
        return rows

    def tokens(self, text: str) -> list[Token]:
        """All words of a text as tokens, function words left out."""
        return [
            Token(term=self.root(word), word=word, start=start, end=end)
            for word, start, end in self.words(text)
            if not self.is_stop(word)
        ]

    def terms(self, text: str) -> list[str]:
        """The terms of a text, in order, function words left out."""
        return [token.term for token in self.tokens(text)]

    def folded(self, text: str) -> tuple[str, ...]:
        """The folded words of a text, function words included."""
        return tuple(word for word, _, _ in self.words(text))

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
    for stem in (word, word.removesuffix("in") if word.endswith("in") and len(word) > 5 else word):
        if stem != word and is_indonesian(stem):
            return _indonesian(stem)
        for said, written in _COLLOQUIAL:
            for prefix in written if stem.startswith(said) and len(stem) > len(said) + 2 else ():
                verb = prefix + stem[len(said) :]
                if is_indonesian(verb) or (not prefix and is_english(verb)):
                    return _indonesian(verb) or _english(verb)
    return word
