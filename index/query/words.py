"""From what was typed to words in the spelling of documents: chat spelling, joined numbers, clitics, typos."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from corpus.numbers import ordinal
from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer, Speller, is_english, is_indonesian, is_slip
from index.generation.store import Store
from index.query.query import Word

LONGEST, MOST_WORDS = 4096, 150  # characters and words of a question that are read; Telegram sends no more
_JOINED = re.compile(r"([a-z]{2,})(\d{1,3})")
_NUMBER = re.compile(r"\.? ?\d")  # behind "p": "p.7"; alone it is a greeting
_CLITIC = re.compile(r"(?P<base>[a-z]{3,})(?:nya|ne|lah|kah|kan|an|in|ku|mu)")


class WordReader:
    """Reads the words of questions, against the terms that an index holds."""

    def __init__(self, lexicon: Lexicon, analyzer: Analyzer, store: Store, speller: Speller) -> None:
        self.lexicon, self.analyzer, self.speller = lexicon, analyzer, speller
        self.own, self.context = store.own, store.context
        self._kept = lexicon.kept
        spelt = ((name, n) for n in range(12, 100) for name in (ordinal(n).removeprefix("ke"), ordinal(n)))
        self._numbers = Phrases((tuple(name.split()), n) for name, n in spelt)
        self.is_known = lru_cache(maxsize=50_000)(self._is_known)
        self._usual = lru_cache(maxsize=50_000)(self._right)
        self._tongue = lru_cache(maxsize=50_000)(self._spoken_in)

    def read(self, text: str) -> tuple[list[Word], list[tuple[str, str]]]:
        """The words of a question as documents spell them, and those that were taken for another."""
        shouted = text.isupper()
        words: list[Word] = []
        corrected: list[tuple[str, str]] = []
        for word, start, end in self.analyzer.words(text[:LONGEST])[:MOST_WORDS]:
            right = "pasal" if word == "p" and _NUMBER.match(text, end) else self._usual(word)
            if not shouted and text[start:end].isupper() and end - start > 1 and self.analyzer.is_stop(right or word):
                right = self.lexicon.spelling.get(text[start:end], "")  # "SPT" is no "spt", "SE" a circular letter
            if word in self.lexicon.spelling and is_slip(word, right):
                corrected.append((text[start:end], right))
            if not right and not self.is_known(word):
                right = self.speller.correct(word) or ""
                if right:
                    corrected.append((text[start:end], right))
            numbers = words and word.isdigit() and words[-1].word.isdigit()
            if numbers and text[words[-1].end : start].strip(" ()") in ("-", "–"):
                words.append(Word("sampai", start, start))
            words += [Word(piece, start, end) for piece in (self.analyzer.folded(right) if right else (word,))]
        return self._counted(words), corrected

    def _counted(self, words: list[Word]) -> list[Word]:
        """The words with each number of two words or three as digits: "dua belas", "dua puluh satu"."""
        texts, merged, at = [word.word for word in words], list[Word](), 0
        while at < len(words):
            end, value = next(self._numbers.at(texts, at), (at + 1, 0))
            merged.append(Word(str(value), words[at].start, words[end - 1].end) if value else words[at])
            at = end
        return merged

    def _right(self, word: str) -> str:
        """A word in its usual spelling, where it is no typo but a way to write; "" where there is nothing to do."""
        if word in self.lexicon.spelling:
            return self.lexicon.spelling[word]
        joined = _JOINED.fullmatch(word)
        if joined and joined[1] in self.lexicon.numbered:
            return f"{self.lexicon.spelling.get(joined[1], joined[1])} {joined[2]}"
        return self._without_clitic(word)

    def _without_clitic(self, word: str) -> str:
        """ "kabidnya" is kabid: what is left of an unknown word, or of one with -nya, where it is a word itself."""
        clitic = _CLITIC.fullmatch(word)
        if not clitic or word in self.speller.vocabulary or (self.is_known(word) and not word.endswith("nya")):
            return ""
        base = clitic["base"]
        return base if base in self.speller.vocabulary or (not self.is_known(word) and self.is_known(base)) else ""

    def _is_known(self, word: str) -> bool:
        """Whether a word is one of the documents', of the vocabulary's, or of either language."""
        root = self.analyzer.root(word)
        return (
            not word.isalpha()
            or word in self._kept
            or self.analyzer.is_stop(word)
            or root in self.own.numbers
            or root in self.context.numbers
            or word in self.speller.vocabulary
            or is_indonesian(word)
            or is_english(word)
        )

    def language(self, words: Sequence[str]) -> str:
        """The language that a question is asked in: "en", or "id" where it is not clearly English."""
        told = Counter(map(self._tongue, words))
        english = told["en"] + told["foreign"] if told["en"] or (told["foreign"] > 1 and not told["id"]) else 0
        return "en" if english > told["id"] else "id"

    def _spoken_in(self, word: str) -> str:
        """ "en" for an English function word, "id" for an Indonesian word, "foreign" for another English one, else "".

        A word that documents print is none of these where it is English alone.
        """
        if word in self.lexicon.english:
            return "en"
        if word in self.lexicon.stop or is_indonesian(word):
            return "id"
        known = self.analyzer.root(word) in self.own.numbers or word in self.lexicon.numbered
        return "foreign" if is_english(word) and not known else ""
