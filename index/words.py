"""From what was typed to words in the spelling of documents: chat spelling, joined numbers, clitics, typos."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.lexicon import Lexicon
from index.query import Word
from index.rank import Postings
from index.spelling import Speller
from index.tokens import Analyzer, is_english, is_indonesian

_JOINED = re.compile(r"([a-z]{2,})(\d{1,3}[a-z]?)")
_CLITIC = re.compile(r"(?P<base>[a-z]{3,})(?:nya|lah|kah|kan|an|in|ku|mu)")


@dataclass(slots=True)
class WordReader:
    """Reads the words of questions, against the terms that an index holds."""

    lexicon: Lexicon
    analyzer: Analyzer
    own: Postings
    context: Postings
    speller: Speller
    _known: dict[str, bool] = field(default_factory=dict)

    def read(self, text: str) -> tuple[list[Word], list[tuple[str, str]]]:
        """The words of a question as documents spell them, and those that were taken for another."""
        words: list[Word] = []
        corrected: list[tuple[str, str]] = []
        for word, start, end in self.analyzer.words(text):
            right = self._right(word)
            if not right and not self.is_known(word):
                right = self.speller.correct(word) or ""
                if right:
                    corrected.append((text[start:end], right))
            words += [Word(w, start, end) for w, _, _ in self.analyzer.words(right or word)]
        return words, corrected

    def _right(self, word: str) -> str:
        """A word in its usual spelling, where it is no typo but a way to write; "" where there is nothing to do."""
        if word in self.lexicon.spelling:
            return self.lexicon.spelling[word]
        joined = _JOINED.fullmatch(word)
        if joined and joined[1] in self.lexicon.numbered:
            return f"{self.lexicon.spelling.get(joined[1], joined[1])} {joined[2]}"
        clitic = _CLITIC.fullmatch(word) if not self.is_known(word) else None
        base = clitic["base"] if clitic else ""
        if base and (base in self.lexicon.spelling or self.is_known(base)):
            return self.lexicon.spelling.get(base, base)
        return ""

    def is_known(self, word: str) -> bool:
        """Whether a word is one of the documents', of the vocabulary's, or of either language."""
        known = self._known.get(word)
        if known is None:
            root = self.analyzer.root(word)
            known = self._known[word] = (
                not word.isalpha()
                or self.analyzer.is_stop(word)
                or root in self.own.numbers
                or root in self.context.numbers
                or word in self.speller.vocabulary
                or is_indonesian(word)
                or is_english(word)
            )
        return known

    def language(self, words: list[Word]) -> str:
        """The language that a question is asked in: "en", or "id" where it is not clearly English."""
        english = sum(w.word in self.lexicon.english for w in words)
        indonesian = sum(self._is_indonesian(w.word) for w in words)
        if english == indonesian == 0:
            english = sum(is_english(w.word) and self.analyzer.root(w.word) not in self.own.numbers for w in words)
        return "en" if english > indonesian else "id"

    def _is_indonesian(self, word: str) -> bool:
        return word not in self.lexicon.english and (word in self.lexicon.stop or is_indonesian(word))
