"""A heading in capitals as it is written elsewhere: what is small, what keeps its capitals, what has one."""

from __future__ import annotations

import re
from collections import defaultdict

from corpus.kinds import Kinds

_READ = 200_000  # characters of the document that are looked at for how it writes a word
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 6  # letters of an abbreviation
_ROMAN = re.compile(r"[IVX]{2,}")


class Titler:
    """Writes capitals as names, as the document itself writes the words where it uses small letters."""

    def __init__(self, text: str, kinds: Kinds) -> None:
        self.kinds = kinds
        self.forms: defaultdict[str, set[str]] = defaultdict(set)
        self.names = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in kinds.names), re.IGNORECASE)
        for line in text[:_READ].split("\n"):
            if line != line.upper():
                self._learn(_WORD.findall(line))

    def title(self, name: str) -> str:
        """A name in capitals with a capital to each word; one that isn't in capitals as it is, on one line."""
        name = " ".join(name.split())
        if name != name.upper():
            return name
        title = _WORD.sub(lambda match: self._word(match[0], first=match.start() == 0), name)
        return self.names.sub(lambda match: match[0].title(), title)

    def _learn(self, words: list[str]) -> None:
        """Note how words are written; those beside others in capitals tell nothing, a heading may stand in a line."""
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
            if not (word.isupper() and (before.isupper() or after.isupper())):
                self.forms[word.casefold()].add(word)

    def _word(self, word: str, first: bool) -> str:
        if word.casefold() in self.kinds.small and not first:
            return word.lower()
        return word if self._keeps(word) else word[0] + word[1:].lower()

    def _keeps(self, word: str) -> bool:
        """Whether a word has no small letters: a number, or an abbreviation that the document or recognise.yaml has."""
        forms = self.forms.get(word.casefold(), set())
        known = forms == {word} and len(word) <= _LONGEST if forms else word in self.kinds.capitals
        return known or bool(_ROMAN.fullmatch(word))
