"""What people say around a question: it counts less than what they ask.

"mau bikin aplikasi, data kebutuhannya siapa yang urus" asks the second part; "kami dari dinas pendidikan …" tells who
wants to know.

Where what stands around the part that asks keeps clauses from covering the whole, that part is asked alone: "kalau
pusat data lumpuh, pusat pemulihan dikelola siapa". What documents don't hold stays part of the question anywhere.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.analysis.lexicon import Intent, Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer
from index.query.query import Asked, Query, Word

NAMED = 0.45  # weight: what stands in more clauses does not tell what a question is about ("lapor siapa")
_BRACKETS = re.compile(r"\([^()]*\)")
_STOP = re.compile(r"[,;:.!?()\n–—]|\s-\s")


class Asides:
    """Weighs the concepts of questions by where they stand.

    `own` are the terms of the home office's names, `heads` the words that begin them.
    """

    def __init__(self, lexicon: Lexicon, analyzer: Analyzer, own: frozenset[str], heads: frozenset[str]) -> None:
        self.lexicon, self.analyzer, self.own, self.heads = lexicon, analyzer, own, heads
        self._office_words = lexicon.office_words
        offices, rulers = lexicon.offices, (text for texts in lexicon.rulers.values() for text in texts)
        bodies = (*offices.get("named", ()), *offices.get("bodies", ()), *rulers)
        named = [(text, False) for text in offices.get("heads", ())] + [(text, True) for text in bodies]
        self._bodies = Phrases((tuple(text.split()), whole) for text, whole in named)  # a head needs a name behind it

    def weighed(
        self, text: str, words: Sequence[Word], asking: frozenset[int], concepts: Sequence[Asked], named: frozenset[int]
    ) -> list[Asked]:
        """The concepts of a question; what nobody knows weighs nothing in a part that only leads to what is asked.

        `asking` are the places of the words that ask, `named` of those that are a unit's whole name.
        """
        part = self.clauses(text, words, asking)
        # a part that asks and says about what: the other parts only lead to it
        topical = {part[c.places[0]] for c in concepts if c.known and not c.light and c.weight >= NAMED}
        topical |= {part[at] for at in named}
        asks = (at for at, word in enumerate(words) if at in asking or word.word in self.lexicon.requests)
        asked = {part[at] for at in asks if part[at] > 0}  # what stands in brackets asks nothing
        beside = asked & topical or (asked | topical if asked and topical else set(part))
        return [c if c.known or part[c.places[0]] in beside else replace(c, weight=0.0, light=True) for c in concepts]

    def clauses(
        self, text: str, words: Sequence[Word], asking: frozenset[int], before_words: Collection[str] = ()
    ) -> tuple[int, ...]:
        """For each word the number of its part of the question, below 0 where it stands in brackets.

        Parts end at punctuation, before these words, and behind a word that tells who wants to know ("pak bos nanya").
        """
        numbers, first = [1] if words else [], min(asking, default=0)
        for at, (before, word) in enumerate(pairwise(words)):
            told = before.word in self.lexicon.reporting and first > at
            apart = text[before.end : word.start]
            ends = told or word.word in before_words or (apart != " " and bool(_STOP.search(apart)))
            numbers.append(numbers[-1] + ends)
        for start, end in (match.span() for match in _BRACKETS.finditer(text)):
            numbers = [-n if start < word.start < end else n for n, word in zip(numbers, words, strict=True)]
        return tuple(numbers)

    def besides(self, text: str, words: Sequence[Word]) -> frozenset[int]:
        """The places of the words that say what is not asked about: "selain seksi X, ..."; none where all say that."""
        if self.lexicon.besides.isdisjoint(word.word for word in words):
            return frozenset()
        ends = self.lexicon.joins | self.lexicon.opening.union(self.lexicon.intents.get("may", Intent()).ask)
        part = self.clauses(text, words, frozenset(), ends)
        begins = {part[at]: at for at in reversed(range(len(words))) if words[at].word in self.lexicon.besides}
        found = frozenset(at for at, number in enumerate(part) if at >= begins.get(number, len(words)))
        return found if len(found) < len(words) else frozenset()

    def home(self, words: Sequence[str], concepts: Sequence[Asked]) -> frozenset[int]:
        """The places of the words that name the home office: "di dinas kominfo kalbar", "dlh serang"."""
        own = {at for at, word in enumerate(words) if self.analyzer.root(word) in self.own}
        own |= {at for c in concepts if c.says(self.own) for at in range(*c.places)}
        found: set[int] = set()
        for at, word in enumerate(words):
            begins = word in self.heads or (at > 0 and words[at - 1] in self.lexicon.at and at in own)
            if at in found or not begins or own.isdisjoint({at, at + 1}):
                continue
            end = at + 1
            while end in own or (end + 1 in own and words[end] == "dan"):
                end += 1
            found |= set(range(at, end))
        return frozenset(found)

    def parties(self, texts: Sequence[str]) -> frozenset[int]:
        """The places of the words that tell who asks, for whom or with whom: "kami dari dinas X", "bareng kemendagri".

        Those of others that are joined to them too: "gubernur sama bupati" are two who do something together.
        """
        found, at = self._speaking(texts), 0
        while at < len(texts):
            end, joined = self._chain(texts, at)
            start = at
            if start > 1 and texts[start - 2] in self.lexicon.connectives & self.lexicon.companions:
                start -= 1  # who is there: "buat operator opd"
            while start > 0 and texts[start - 1] in self.lexicon.companions:
                start -= 1
            if end > at and (joined or start < at):
                found |= set(range(start, end))
            at = max(end, at + 1)
        return frozenset(found)

    def _speaking(self, texts: Sequence[str]) -> set[int]:
        """The places of the office that a speaker is from, and of what he is there: "kami dari dinas X"."""
        found: set[int] = set()
        for start in (at for at, text in enumerate(texts) if text in self.lexicon.speakers):
            at = start + 1
            while at < len(texts) and texts[at] in self.lexicon.speakers_of:
                at += 1
            if self._party(texts, at) == at:
                at += 1  # "auditor inspektorat"
            end = self._name_end(texts, at)
            found |= set(range(start, end)) if end > at else set()
        return found

    def _name_end(self, texts: Sequence[str], at: int) -> int:
        """Where the words of offices' names end that begin at a place."""
        return next((end for end in range(at, len(texts)) if texts[end] not in self._office_words), len(texts))

    def _chain(self, texts: Sequence[str], at: int) -> tuple[int, bool]:
        """Where the names of bodies that begin at a place end, and whether they are several joined by a companion."""
        end, joined = self._party(texts, at), False
        while end > at:
            behind = end + (end < len(texts) and texts[end] in self.lexicon.companions)
            more = self._party(texts, behind)
            if more == behind:
                break
            joined, end = joined or behind > end, more
        return end, joined

    def _party(self, texts: Sequence[str], at: int) -> int:
        """Where the name of a body that begins at a place ends; that place itself where none does."""
        head, whole = next(self._bodies.at(texts, at), (at, True)) if at < len(texts) else (at, True)
        end = head if whole else self._name_end(texts, head)
        return end if end > head or whole else at


MAIN = 1 / 3  # of the weight of all topics: a part that says less is not what the question is about


def focused(query: Query) -> Iterator[Query]:
    """The question with the topics of the parts that ask, then of each part alone, the weightiest first.

    What stands in brackets explains and is no part.
    """
    part, weights = query.clauses, dict[int, float]()
    for concept in query.concepts:
        number = part[concept.places[0]]
        if concept.known and not concept.light and number >= 0:
            weights[number] = weights.get(number, 0.0) + concept.weight
    asking = {part[at] for at in query.asking} & weights.keys()
    total = sum(weights.values())
    singles = [{n} for n in sorted(weights, key=lambda n: -weights[n]) if weights[n] >= MAIN * total]
    for chosen in [asking, *singles] if asking else singles:
        kept = tuple(c for c in query.concepts if c.light or not c.known or part[c.places[0]] in chosen)
        if len(kept) < len(query.concepts):
            yield replace(query, concepts=kept)
