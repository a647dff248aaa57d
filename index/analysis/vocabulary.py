"""The vocabulary as questions meet it: the phrases of a lexicon analysed, and two general lists of words.

They tell what English words and what people say in Indonesian are in regulations, where no concept of the lexicon has
them. What is made of an English one
("examiner" of "examine", "deliberately" of "deliberate") is looked up as that word, as the roots of Indonesian words
are the same too (penguji, menguji).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import simplemma

from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer, Speller

ENGLISH, COLLOQUIAL = (Path(__file__).parents[1] / f"{name}.tsv" for name in ("english", "colloquial"))
SHORTEST = 4  # letters that are left of a word without its ending
_ENDINGS = ("ations", "ation", "ments", "ment", "ances", "ance", "ers", "er", "ors", "or", "ions", "ion", "ings", "ing",
            "als", "al", "ary", "ive", "ly", "ities", "ity", "ness", "ed", "s")  # fmt: skip
_LEFT = ("", "e", "y", "ate", "le")  # what a word may have lost before its ending: examin(e), operat(e), liab(le)


def _listed(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of a list: on each line a word or phrase, a tab, what regulations print, separated by commas."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    yield from ((said, tuple(means.split(","))) for said, means in rows)


@lru_cache(maxsize=1)
def english() -> Phrases[tuple[str, ...]]:
    """What English words and phrases are in Indonesian, the most usual first."""
    return Phrases((tuple(said.split()), means) for said, means in _listed(ENGLISH))


def translated(words: tuple[str, ...]) -> tuple[str, ...]:
    """What words in lower case are in Indonesian; nothing for what the list lacks."""
    *before, last = words
    forms = (last, simplemma.lemmatize(last, lang="en").lower(), *(() if before else _roots(last)))
    return next((means for form in forms if (means := english().get((*before, form)))), ())


def _roots(word: str) -> Iterator[str]:
    """What a word may be made of, likeliest first."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST:
            yield from (stem + left for left in _LEFT)
            if stem[-1] == stem[-2]:
                yield stem[:-1]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The vocabulary of a lexicon, analysed."""

    lexicon: Lexicon

    @cached_property
    def analyzer(self) -> Analyzer:
        """Makes terms of text."""
        return Analyzer(self.lexicon)

    @cached_property
    def colloquial(self) -> dict[str, tuple[str, ...]]:
        """What regulations print for the words that people say, each by its root, the most usual first."""
        return {self.analyzer.root(said): means for said, means in _listed(COLLOQUIAL)}

    def spelt(self, word: str) -> tuple[str, ...]:
        """A folded word as questions have it once they are put right."""
        return self.analyzer.folded(self.lexicon.spelling.get(word, word))

    def speller(self, printed: Mapping[str, int]) -> Speller:
        """What takes a mistyped word for one that documents print, told with how often, or one of the vocabulary."""
        intents = (text for intent in self.lexicon.intents.values() for text in intent.ask)
        scope = (text for kinds in self.lexicon.scope.values() for texts in kinds.values() for text in texts)
        asking = set(self._words((*intents, *scope)))  # what is asked for, and of whom, counts as printed
        held = Counter(printed) + Counter(asking)
        concepts = self._words(text for concept in self.lexicon.concepts for text in (*concept.means, *concept.say))
        said = Counter(said for said, _ in _listed(COLLOQUIAL))
        never = (self.lexicon.stop - asking) | (self.lexicon.kept - held.keys())
        labels = self.lexicon.type_words.union(self.lexicon.numbered)
        return Speller(held + Counter(concepts) + said, printed=held, never=never, labels=labels)

    def _words(self, texts: Iterable[str]) -> Iterator[str]:
        return (word for text in texts for word in self.analyzer.folded(text))

    def abbreviates(self, short: str, term: str) -> bool:
        """Whether a defined short name is an abbreviation, not a word of the term ("Tibum", not "Dinas")."""
        roots = self.analyzer.roots
        return short.isalpha() and len(short) > 2 and not set(roots(short)) & set(roots(term))

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The terms in which a question speaks of a document as a whole."""
        return self._roots(self.lexicon.laws.get("self", ()))

    @cached_property
    def kind_words(self) -> frozenset[str]:
        """The terms for kinds of documents: alone they mean the one at hand ("permennya")."""
        return self._roots(self.lexicon.laws.get("kinds", ()))

    @cached_property
    def binding(self) -> dict[str, re.Pattern[str]]:
        """By the terms of clauses that bind somebody, "wajib", how such a clause says whom."""
        return dict(self.lexicon.having("binds").values())

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The terms for kinds of units."""
        return self._roots(self.lexicon.scope.get("body", {}))

    @cached_property
    def body_names(self) -> dict[str, str]:
        """What kind of unit each word for one means: "subbidang" a seksi's."""
        return {word: body for body, texts in self.lexicon.scope.get("body", {}).items() for word in texts}

    @cached_property
    def shared(self) -> frozenset[str]:
        """The terms that any office's organisation is spoken of with."""
        return self._roots(self.lexicon.offices.get("shared", ()))

    def _roots(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(root for text in texts for root in self.analyzer.roots(text))

    @cached_property
    def foreign_names(self) -> Phrases[str]:
        """The names of other offices and regions: `heads` of their names, `affairs`, `named` ones, `regions`."""
        rows = {key: self.lexicon.offices.get(key, ()) for key in ("heads", "affairs", "named")}
        rows["regions"] = self.lexicon.regions
        return Phrases((self.analyzer.folded(text), key) for key, texts in rows.items() for text in texts)
