"""What English words are in Indonesian: a general word list, for what the vocabulary has no concept of.

The list has the words that people look up. What is made of one of them ("examiner" of "examine", "deliberately" of
"deliberate") is looked up as that word, as the roots of Indonesian words are the same too (penguji, menguji).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import simplemma

from index.analysis.phrases import Phrases

PATH = Path(__file__).parents[1] / "english.tsv"
SHORTEST = 4  # letters that are left of a word without its ending
_ENDINGS = ("ations", "ation", "ments", "ment", "ances", "ance", "ers", "er", "ors", "or", "ions", "ion", "ings", "ing",
            "als", "al", "ary", "ive", "ly", "ities", "ity", "ness", "ed", "s")  # fmt: skip
_LEFT = ("", "e", "y", "ate", "le")  # what a word may have lost before its ending: examin(e), operat(e), liab(le)


@lru_cache(maxsize=1)
def english() -> Phrases[tuple[str, ...]]:
    """The list: what English words and phrases are in Indonesian, the most usual first.

    On each line of the file an English word, a tab, what it is in Indonesian, separated by commas.
    """
    rows = (line.split("\t") for line in PATH.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return Phrases((tuple(words.split()), tuple(means.split(","))) for words, means in rows)


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
