"""What a question is once it is understood.

What a question points at: levels with their numbers, documents by name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question: as folded and put right, and where it stands in what was typed."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One way in which documents say a concept: its terms, and how good it is (0 to 1)."""

    terms: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One concept of a question: as typed, its share of the question's weight, how documents may say it.

    `terms` are its own words' terms.

    `light` marks a word such as "mengelola" that hardly tells one clause from another; `known` whether any
    document holds any of its alternatives; `verbal` whether it is a verb in form; `places` the range of the
    question's words that say it.
    """

    text: str
    weight: float
    alternatives: tuple[Alternative, ...]
    terms: tuple[str, ...] = ()
    light: bool = False
    known: bool = True
    verbal: bool = False
    places: tuple[int, int] = (0, 0)

    def within(self, places: frozenset[int] | set[int]) -> bool:
        """Whether all of its words stand at these places."""
        return places.issuperset(range(*self.places))

    def says(self, terms: set[str] | frozenset[str]) -> bool:
        """Whether one way of saying it needs no other terms than these."""
        return any(terms.issuperset(alternative.terms) for alternative in self.alternatives)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question understood.

    `levels`, `types`, `bodies` (seksi, bidang) and `loads` are what it names, in the order named; `unheld` the types
    that no document has ("tipe D"); `numbers` its numbers, each with the body that it counts or "". `asking` are the
    places of the words that say what is asked for (`intents`), `typed`, `levelled`, `embodied` and `counted` of those
    that name types, levels, bodies and numbers, `party` of those that say who asks, for whom and with whom, `home` of
    those that name the home office; `polar` tells that it asks for a yes or no; `clauses` gives for each word the
    number of its part of the question, below 0 in brackets; `corrected` pairs what was typed with the word it was taken
    for; `meant` is the number of the unit that a follow-up points at.
    """

    text: str
    language: str = "id"
    words: tuple[Word, ...] = ()
    intents: frozenset[str] = frozenset()
    levels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    numbers: tuple[tuple[int, str], ...] = ()
    asking: frozenset[int] = frozenset()
    typed: frozenset[int] = frozenset()
    levelled: frozenset[int] = frozenset()
    embodied: frozenset[int] = frozenset()
    counted: frozenset[int] = frozenset()
    party: frozenset[int] = frozenset()
    home: frozenset[int] = frozenset()
    clauses: tuple[int, ...] = ()
    polar: bool = False
    concepts: tuple[Asked, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    meant: int | None = None

    @property
    def scoped(self) -> frozenset[int]:
        """The places of the words that name a scope: types, levels, numbers."""
        return self.typed | self.levelled | self.counted

    @property
    def slots(self) -> frozenset[int]:
        """The places of all words that say what is asked for or of whom, not about what."""
        return self.asking | self.scoped

    @property
    def aside(self) -> frozenset[int]:
        """The places of the words in parts that ask nothing; none where no part asks."""
        asking = {self.clauses[at] for at in self.asking if self.clauses[at] > 0}
        return frozenset(at for at, number in enumerate(self.clauses) if asking and number not in asking)

    def in_scope(self, level: str, type_: str) -> bool:
        """Whether what is for a level and a type of office is for those that it names, "" being for any level."""
        return (not self.levels or level in (*self.levels, "")) and (not self.types or type_ in self.types)

    def without(self, used: frozenset[int]) -> Query:
        """The query without the concepts and numbers at these places, as those that a reference took up."""
        if not used:
            return self
        taken = {int(self.words[at].word) for at in used if at < len(self.words) and self.words[at].word.isdecimal()}
        numbers = tuple(row for row in self.numbers if row[0] not in taken)
        return replace(self, concepts=tuple(c for c in self.concepts if not c.within(used)), numbers=numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What a chat has set; "" leaves it to the question: language "id" or "en", level "provinsi", type "b"."""

    language: str = ""
    level: str = ""
    type: str = ""


def asks_nothing(query: Query) -> bool:
    """Whether no question was asked: no word at all, a greeting, thanks."""
    about = any(not c.light and (c.known or "thanks" not in query.intents) for c in query.concepts)
    return not query.words or (not about and bool(query.intents & {"greeting", "thanks"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A level as said (its folded words; none for a bare number behind another pair) and a number.

    `exact` is for the level of just that name alone, where others are called so too.
    """

    said: tuple[str, ...]
    number: str
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a question points at: pairs in the order said, the levels named without a number, the words used.

    `documents` are the numbers of the documents that it names; `foreign` the law that it names and that is
    not held, as typed, or "".
    """

    pairs: tuple[Pair, ...] = ()
    bare: frozenset[tuple[str, ...]] = frozenset()
    used: frozenset[int] = frozenset()
    documents: tuple[int, ...] = ()
    foreign: str = ""

    def each(self) -> list[Reference]:
        """The references that it lists, one each: "pasal 11 dan 13", "pasal 12 ayat (2), (3)"."""
        groups: list[list[Pair]] = [[]]
        for pair in self.pairs:
            same = next((at for at, other in enumerate(groups[-1]) if other.said == pair.said), None)
            if same is None:
                groups[-1].append(pair)
            else:
                groups.append([*groups[-1][:same], pair])
        return [replace(self, pairs=tuple(group)) for group in groups if group]
