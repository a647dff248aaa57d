"""What a question points at: the documents that it names, and clauses by their levels and numbers.

"psl 12(3)", "tugas nomor 9 seksi aplikasi", "lampiran IV bidang 4 seksi 2".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from corpus.numbers import as_roman, roman
from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.query.mentions import MentionFinder
from index.query.query import Pair, Query, Reference

RANGES = ("sampai", "hingga", "to", "sd", "d")  # the last one of "s/d"
LONGEST_RANGE = 200  # members: what is not there is left out
# What stands between two numbers of a list.
CHAINS = ("dan", "atau", "and", "or", "serta", "juga", "sama", "dengan", "plus", *RANGES)
LETTER = ("huruf",)
ORDINALS = {"kesatu": "1", "pertama": "1", "kedua": "2", "ketiga": "3", "keempat": "4", "kelima": "5", "keenam": "6",
             "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}  # fmt: skip

_LISTED = re.compile(r"[,&+;]")
# The ways in which members of a range are numbered.
_SERIES = (tuple(map(str, range(1, 1000))), tuple(map(as_roman, range(1, 100))), tuple(ascii_lowercase))


def _series(first: str, last: str) -> tuple[str, ...]:
    """The numbers that two are written like; none where they are written in different ways."""
    return next((series for series in _SERIES if {first, last} <= set(series)), ())


def _between(words: list[str], pairs: list[Pair], last: Pair) -> list[Pair]:
    """The pairs between the first of a range and its last one, "11 sampai 14"; none where it is no range."""
    if not pairs or pairs[-1].said != last.said or not set(words) & set(RANGES):
        return []
    members = _series(pairs[-1].number, last.number)
    first, end = (members.index(pair.number) for pair in (pairs[-1], last)) if members else (0, 0)
    return [Pair(said=last.said, number=number) for number in members[first + 1 : end][:LONGEST_RANGE]]


def _without_number(
    words: list[str], named: Sequence[tuple[int, int, object]], used: set[int]
) -> frozenset[tuple[str, ...]]:
    """The levels that are named without a number, each as the longest phrase that names it."""
    found: set[tuple[str, ...]] = set()
    taken = set(used)
    for start, end, _ in named:
        if taken.isdisjoint(range(start, end)):
            found.add(tuple(words[start:end]))
            taken |= set(range(start, end))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class ReferenceFinder:
    """Finds what a question points at; `levels` are those that each phrase names, as profile/level."""

    mentions: MentionFinder
    lexicon: Lexicon
    levels: Phrases[set[str]]

    def find(self, query: Query) -> Reference:
        """The reference that a question makes; one without pairs where it makes none."""
        words = [word.word for word in query.words]
        documents, law, used = self.mentions.find(words)
        foreign = query.text[query.words[law[0]].start : query.words[law[1] - 1].end] if law else ""
        named = self.levels.find(words)  # without any there are no pairs
        pairs: list[Pair] = []
        last = -1  # the place of the last pair's number
        for at in range(len(words) if named else 0):
            if at in used or self._counts(query, words, at):
                continue
            start, pair = self._labelled(words, at) or (at, self._chained(query, words, at, last, pairs))
            if pair:
                pairs += [*_between(words[last + 1 : at], pairs, pair), pair]
                used |= set(range(start, at + 1))
                last = at
        return Reference(
            pairs=tuple(self._exact(pair, pairs) for pair in pairs),
            bare=_without_number(words, named, used),
            used=frozenset(used),
            documents=documents,
            foreign=foreign,
        )

    def _counts(self, query: Query, words: list[str], at: int) -> bool:
        """Whether a number tells how many: "boleh satu bidang 4 seksi"."""
        bodies = self.lexicon.scope.get("body", {})
        return "may" in query.intents and any(word in bodies for word in words[at + 1 : at + 2])

    def _exact(self, pair: Pair, pairs: Sequence[Pair]) -> Pair:
        """A pair behind one of another level as the level of just its name, "lampiran IV fungsi 3"."""
        named = any((level.partition("/")[2],) == pair.said for level in self.levels.get(pair.said) or ())
        generic = not self.lexicon.lettered.union(self.lexicon.numbering).isdisjoint(pair.said)
        return replace(pair, exact=named and pair.said != pairs[0].said and not generic)

    def _labelled(self, words: list[str], at: int) -> tuple[int, Pair] | None:
        """The pair whose number stands at a place behind the name of a level, and where that name begins."""
        before = at - 1
        while before >= 0 and words[before] in self.lexicon.numbering and (words[before],) not in self.levels:
            before -= 1
        for start in range(max(0, before - 2), before + 1):
            said = tuple(words[start : before + 1])
            if number := self._number(words[at], said):
                return start, Pair(said=said, number=number)
        return None

    def _chained(self, query: Query, words: list[str], at: int, last: int, pairs: list[Pair]) -> Pair | None:
        """The pair of a number behind another pair: a part of it, "12(3)", or one more, "pasal 3 dan 4"."""
        if not pairs:
            return None
        before, word = pairs[-1], words[at]
        if last == at - 1 and re.fullmatch(r"[a-z]", word) and words[at : at + 2] != ["s", "d"]:
            return Pair(said=LETTER, number=word) if LETTER in self.levels else None
        if not re.fullmatch(r"\d{1,3}[a-z]?", word) and not _series(before.number, word):
            return None
        between = words[last + 1 : at]
        if not {*CHAINS, "s"}.issuperset(between):
            return None
        apart = query.text[query.words[at - 1].end : query.words[at].start]
        more = between or len(pairs) > 1 or _LISTED.search(apart)
        return Pair(said=before.said if more else (), number=word)

    def _number(self, word: str, said: tuple[str, ...]) -> str:
        """The number that a word is behind the name of a level; "" for none."""
        levels = self.levels.get(said)
        if not levels:
            return ""
        if re.fullmatch(r"\d{1,3}[a-z]?", word) or word in self.lexicon.numbers:
            return self.lexicon.numbers.get(word, word)
        kinds = " ".join(level.split("/")[1] for level in levels)
        if "huruf" in kinds and re.fullmatch(r"[a-z]|([a-z])\1", word):
            return word
        if any(name in kinds for name in ("lampiran", "bab", "pasal-pengubah")) and roman(word):
            return word
        return ORDINALS.get(word, "")
