"""Direct references: "psl 12(3)", "tugas nomor 9 seksi aplikasi", "lampiran IV bidang 4 seksi 2", "UU ITE".

What a level is called stands in its profile (`say`). A reference is a list of pairs of level and number; a unit
is meant when it and what it is part of have all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from corpus.numbers import as_roman, order, ordinal, roman
from index.analysis.lexicon import Lexicon
from index.analysis.tokens import Analyzer
from index.generation.store import Store, Unit
from index.query.law_names import MentionFinder
from index.query.query import Pair, Query, Reference

RANGES = ("sampai", "hingga", "to", "sd", "d")  # the last one of "s/d"
LONGEST_RANGE = 200  # members: what is not there is left out
CHAINS = (
    "dan",
    "atau",
    "and",
    "or",
    "serta",
    "juga",
    "sama",
    "dengan",
    "plus",
    *RANGES,
)  # between two numbers of a list
LETTER = ("huruf",)
ORDINALS = {"kesatu": "1", "pertama": "1", "kedua": "2", "ketiga": "3", "keempat": "4", "kelima": "5", "keenam": "6",
             "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}  # fmt: skip


_LISTED = re.compile(r"[,&+;]")
_ROMAN = ("lampiran", "bab", "pasal")  # levels whose Roman numbers people write as Arabic ones, and the other way


def _value(number: str) -> int:
    """The value of a number in digits, as a letter or as a Roman numeral."""
    return (
        int(number)
        if number.isdigit()
        else ord(number) - 96
        if len(number) == 1 and number not in "ivx"
        else roman(number)
    )


def _written_as(number: str) -> Callable[[int], str]:
    """How the numbers are written of which one is this: in digits, as letters, as Roman numerals."""
    return (
        str if number.isdigit() else (lambda n: chr(96 + n)) if len(number) == 1 and number not in "ivx" else as_roman
    )


@lru_cache(maxsize=5_000)
def _forms(level: str, printed: str) -> tuple[str, ...]:
    """The ways to write the number of a unit of a level, in small letters."""
    if at := order("ordinal", printed):
        return (printed, str(at[0]))
    if not any(name in level for name in _ROMAN):
        return (printed,)
    value = int(printed) if printed.isdigit() else roman(printed)
    return (printed, str(value), as_roman(value)) if value else (printed,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Levels:
    """The levels of a store, each as profile/level: the documents that have it, in order, those without any number.

    `tops` are those of which a unit with a number stands right under its document.
    """

    documents: dict[str, list[int]]
    plain: frozenset[str]
    tops: frozenset[str]

    @classmethod
    def of(cls, store: Store) -> _Levels:
        rows = [(f"{store.documents[number].profile}/{level}", number, printed, top)
                for number, level, printed, top in json.loads(store.meta.get("levels", "[]"))]  # fmt: skip
        documents: dict[str, list[int]] = {}
        for level, number, _, _ in rows:
            documents.setdefault(level, []).append(number)
        plain = documents.keys() - {level for level, _, printed, _ in rows if printed}
        return cls(documents=documents, plain=frozenset(plain), tops=frozenset(row[0] for row in rows if row[3]))


@dataclass(slots=True)
class Referrer:
    """Finds references in questions, and the units that they mean."""

    store: Store
    lexicon: Lexicon
    analyzer: Analyzer
    _said: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    _mentions: MentionFinder = field(init=False)
    _levels: _Levels = field(init=False)
    _terms: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for level, words in json.loads(self.store.meta.get("say", "{}")).items():
            for word in words:
                self._said.setdefault(self.analyzer.folded(word), set()).add(level)
        self._mentions = MentionFinder(self.store, self.lexicon, self.analyzer)
        self._levels = _Levels.of(self.store)

    def find(self, query: Query) -> Reference:
        """The reference that a question makes; one without pairs where it makes none."""
        words = [word.word for word in query.words]
        documents, law, used = self._mentions.find(words)
        foreign = query.text[query.words[law[0]].start : query.words[law[1] - 1].end] if law else ""
        pairs: list[Pair] = []
        for at in range(len(words)):
            if at in used:
                continue
            if self._counts(query, words, at):
                continue
            if found := self._pair(query, words, at, used, pairs):
                pair, places = found
                pairs += self._between(words, at, pairs, pair)
                pairs.append(pair)
                used |= places
        bare = self._without_number(words, used)
        return Reference(
            pairs=tuple(self._exact(pair, pairs) for pair in pairs),
            bare=bare,
            used=frozenset(used),
            documents=documents,
            foreign=foreign,
        )

    def _counts(self, query: Query, words: list[str], at: int) -> bool:
        """Whether a number tells how many: "boleh satu bidang 4 seksi", not "bidang 4 seksi 2"."""
        counted = at + 1 < len(words) and words[at + 1] in self.lexicon.scope.get("body", {})
        return counted and "may" in query.intents and not (at + 2 < len(words) and words[at + 2].isdigit())

    def _without_number(self, words: list[str], used: set[int]) -> frozenset[tuple[str, ...]]:
        """The levels that are named without a number, each as the longest phrase that names it."""
        found: set[tuple[str, ...]] = set()
        taken = set(used)
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                said, places = tuple(words[start : start + length]), set(range(start, start + length))
                if said in self._said and not taken & places:
                    found.add(said)
                    taken |= places
        return frozenset(found)

    def _exact(self, pair: Pair, pairs: Sequence[Pair]) -> Pair:
        """A pair within another one as the level of just its name, where none of the others may be of that level."""
        named = {level for level in self._said.get(pair.said, ()) if (level.partition("/")[2],) == pair.said}
        others = [other for other in pairs if other.said != pair.said]
        generic = pair is pairs[0] or {*self.lexicon.numbering, *self.lexicon.lettered} & set(pair.said)
        shared = generic or any(named & self._said.get(other.said, set()) for other in others)
        return replace(pair, exact=bool(named and others and not shared))

    def _between(self, words: list[str], at: int, pairs: list[Pair], last: Pair) -> list[Pair]:
        """The pairs between the first of a range and its last one, "11 sampai 14"; none where it is no range."""
        before = next((n for n in range(at - 1, -1, -1) if pairs and words[n] == pairs[-1].number), at)
        between = words[before + 1 : at]
        if not pairs or pairs[-1].said != last.said or not set(between) & set(RANGES):
            return []
        write = _written_as(last.number)
        first, end = _value(pairs[-1].number), _value(last.number)
        return [
            Pair(said=last.said, number=write(number)) for number in range(first + 1, min(end, first + LONGEST_RANGE))
        ]

    def _pair(
        self, query: Query, words: list[str], at: int, used: set[int], pairs: list[Pair]
    ) -> tuple[Pair, set[int]] | None:
        """The pair whose number stands at a place, with the places of its words."""
        before = at - 1
        while before >= 0 and words[before] in self.lexicon.numbering and (words[before],) not in self._said:
            before -= 1
        for length in (3, 2, 1):
            start = before - length + 1
            said = tuple(words[start : before + 1]) if start >= 0 else ()
            if said in self._said and not used & set(range(start, before + 1)):
                number = self._number(words[at], said)
                if number:
                    return Pair(said=said, number=number), set(range(start, at + 1))
        return self._chained(query, words, at, used, pairs)

    def _chained(
        self, query: Query, words: list[str], at: int, used: set[int], pairs: list[Pair]
    ) -> tuple[Pair, set[int]] | None:
        """The pair of a number behind another pair: a part of it, "12(3)", or one more, "pasal 3 dan 4"."""
        if not pairs:
            return None
        if (
            re.fullmatch(r"[a-z]", words[at])
            and words[at : at + 2] != ["s", "d"]
            and at - 1 in used
            and words[at - 1] == pairs[-1].number
        ):
            return (Pair(said=LETTER, number=words[at]), {at}) if LETTER in self._said else None
        lettered = re.fullmatch(r"[a-z]", pairs[-1].number) and re.fullmatch(r"[a-z]", words[at])
        as_before = lettered or (roman(pairs[-1].number) and roman(words[at]))
        if not (re.fullmatch(r"\d{1,3}[a-z]?", words[at]) or as_before):
            return None
        link = at - 1 if words[at - 1] in CHAINS else at
        link -= words[link - 1 : at] == ["s", "d"]
        while link < at and words[link - 1] in CHAINS:
            link -= 1  # "sampai dengan"
        if link - 1 not in used or words[link - 1] != pairs[-1].number:
            return None
        apart = query.text[query.words[at - 1].end : query.words[at].start]
        more = link < at or len(pairs) > 1 or bool(_LISTED.search(apart))
        return Pair(said=pairs[-1].said if more else (), number=words[at]), {at}

    def _number(self, word: str, said: tuple[str, ...]) -> str:
        if re.fullmatch(r"\d{1,3}[a-z]?", word) or word in self.lexicon.numbers:
            return self.lexicon.numbers.get(word, word)
        kinds = " ".join(level.split("/")[1] for level in self._said[said])
        if "huruf" in kinds and re.fullmatch(r"[a-z]|([a-z])\1", word):
            return word
        if any(name in kinds for name in ("lampiran", "bab", "pasal-pengubah")) and roman(word) and len(word) < 7:
            return word
        if "diktum" in kinds and word in ORDINALS:
            return next(said for said, number in ORDINALS.items() if number == ORDINALS[word])
        return ORDINALS.get(word, "")

    def resolve(self, reference: Reference, query: Query) -> list[Unit]:
        """The units that a reference means, best first: those that have all of its pairs, the deepest."""
        if not reference.pairs:
            return []
        rows = [(self._rank(unit, reference, query), unit) for unit in self._candidates(reference, query)]
        best = max((rank[0] for rank, _ in rows), default=0)
        rows = [row for row in rows if row[0][0] == best]
        return [unit for _, unit in sorted(rows, key=lambda row: tuple(-x for x in row[0]))]

    def unit(self, reference: Reference, query: Query) -> Unit | None:
        """The organisational unit that a reference means and a question says more of ("seksi 3 bidang fungsi 3")."""
        unit = next(iter(self.resolve(reference, query)), None)
        more = any(c.known and not c.light and not c.within(reference.used) for c in query.concepts)
        return unit if unit and more and unit.name and unit.unit == unit.number else None

    def _candidates(self, reference: Reference, query: Query) -> list[Unit]:
        """The units that have all pairs: those of the types that the question names, or else those of none."""
        found = self._in_types(reference, query, query.types)
        return found or (self._in_types(reference, query, ("",)) if query.types else [])

    def _in_types(self, reference: Reference, query: Query, types: tuple[str, ...]) -> list[Unit]:
        found = []
        meant = reference.documents or self._firsts(reference)
        for unit in {unit for pair in reference.pairs for unit in self._printed(pair, meant)}:
            if types and unit.scope_type not in types:
                continue
            if unit.scope_type and types and query.levels and unit.scope_level not in query.levels:
                continue
            if not self._under_bare(unit, reference) or not (reference.documents or self._is_first(unit)):
                continue
            if unit.role == "elucidation" and not reference.bare:
                continue
            if any(self.has(unit, pair) for pair in reference.pairs) and self._has_all(unit, reference.pairs):
                found.append(unit)
        return found

    def _has_all(self, unit: Unit, pairs: Sequence[Pair]) -> bool:
        """Whether a unit and what it is part of have all pairs, a bare number beside others like it: "2 (2)"."""
        path = self.path(unit)
        wanted = ((pair, 1 if pair.said else sum(p.number == pair.number for p in pairs)) for pair in pairs)
        return all(sum(self.has(node, pair) for node in path) >= count for pair, count in wanted)

    def _printed(self, pair: Pair, documents: Collection[int]) -> list[Unit]:
        """The units of documents that have a pair's level and number, or the Roman one for it, or the Arabic one."""
        number, value = pair.number, roman(pair.number)
        levels = {level.partition("/")[2] for level in self._said.get(pair.said, ())}
        others = [str(value)] if value else [as_roman(int(number)), ordinal(int(number))] if number.isdigit() else []
        return [
            unit for form in (number, *filter(None, others)) for unit in self.store.printed(form, documents, levels)
        ]

    def _firsts(self, reference: Reference) -> set[int]:
        """The documents that have one of the levels of a reference's pairs first; all where a pair names no level."""
        named = [level for pair in reference.pairs for level in self._said.get(pair.said, self._levels.documents)]
        return {self._levels.documents[level][0] for level in named if level in self._levels.documents}

    def _is_first(self, unit: Unit) -> bool:
        """Whether a unit's document is the first to have its level: the one meant where none is named."""
        return self._levels.documents[self._level(unit)][0] == unit.document

    def _of_levels(self, levels: Collection[str], reference: Reference) -> list[Unit]:
        """The units of these levels, in printed order: of the documents that a question names, or of all."""
        rows = {
            (number, level.partition("/")[2]) for level in levels for number in self._levels.documents.get(level, ())
        }
        named = reference.documents
        return [
            u
            for number, level in sorted(rows)
            if not named or number in named
            for u in self.store.of_level(number, level)
        ]

    def parts(self, reference: Reference, query: Query) -> list[Unit]:
        """The units of the levels that a question names without a number, within its scope, in printed order.

        A level that is numbered counts where the scope leaves just one unit of it ("lampiran kota tipe B").
        """
        plain = {said for said in reference.bare if self._said[said] <= self._levels.plain}
        if found := self._in_scope({level for said in plain for level in self._said[said]}, reference, query):
            return found
        whole = query.types and query.levels
        named = (said for said in reference.bare if whole and said[0] not in self.lexicon.numbering)
        only = [self._in_scope(self._said[said], reference, query) for said in named]
        return next((units for units in only if len(units) == 1), [])

    def _in_scope(self, levels: set[str], reference: Reference, query: Query) -> list[Unit]:
        return [
            unit
            for unit in self._of_levels(levels, reference)
            if (not query.types or unit.scope_type in query.types)
            and (not query.levels or unit.scope_level in (*query.levels, ""))
        ]

    def _under_bare(self, unit: Unit, reference: Reference) -> bool:
        """Whether a unit is in the unnumbered parts that a question names ("mengingat angka 2")."""
        levels = {self._level(node) for node in self.path(unit)}
        wanted = (self._said[said] for said in reference.bare)
        return all(named & levels for named in wanted if named and named <= self._levels.plain)

    def path(self, unit: Unit) -> list[Unit]:
        """The unit and what it is printed under, from the inside out."""
        path = [unit]
        while path[-1].parent is not None:
            path.append(self.store.unit(path[-1].parent))
        return path

    def is_partial(self, pairs: Sequence[Pair]) -> bool:
        """Whether pairs name a part of something that they don't name: an ayat of no pasal."""
        levels = {level for pair in pairs for level in self._said.get(pair.said, ())}
        return not levels & self._levels.tops or all(
            pair.said and pair.said[0] in self.lexicon.numbering for pair in pairs
        )

    def inside(self, unit: Unit, pairs: Sequence[Pair]) -> Unit | None:
        """The unit that has all pairs within one, or within what that one is part of, the nearest first."""
        for place in self.path(unit)[:-1]:
            for other in self.store.printed(pairs[-1].number, (unit.document,)):
                path = self.path(other)
                if place in path and all(any(self.has(node, pair) for node in path) for pair in pairs):
                    return other
        return None

    def beside(self, unit: Unit, step: int, reference: Reference) -> Unit | None:
        """The next unit in printed order (`step` 1) or the one before (-1), of the level that the reference names.

        That is the unit's own level or that of what it is part of; where neither is named, its own.
        """
        levels = {level for said in reference.bare for level in self._said[said]}
        unit = next((node for node in self.path(unit) if self._level(node) in levels), unit)
        line = self.store.of_level(unit.document, unit.level)
        beside = [other for other in line if other.parent == unit.parent]
        same = beside if len(beside) > 1 else line
        at = next(at for at, other in enumerate(same) if other.number == unit.number) + step
        return same[at] if 0 <= at < len(same) else None

    def has(self, unit: Unit, pair: Pair) -> bool:
        """Whether a unit is of a pair's level and printed with its number."""
        if not self._is_of(unit, pair):
            return False
        return pair.number in (_forms(unit.level, unit.printed.lower()) if pair.said else (unit.printed.lower(),))

    def _is_of(self, unit: Unit, pair: Pair) -> bool:
        """Whether a unit is of a pair's level."""
        if pair.exact:
            return (unit.level,) == pair.said
        return not pair.said or self._level(unit) in self._said.get(pair.said, ())

    def meant(self, unit: Unit, pair: Pair, reference: Reference) -> bool:
        """Whether a unit has a pair, in a document that the reference means."""
        held = unit.document in reference.documents if reference.documents else self._is_first(unit)
        return held and self.has(unit, pair) and (unit.role != "elucidation" or bool(reference.bare))

    def siblings(self, pair: Pair, rest: Sequence[Pair], query: Query, reference: Reference) -> list[Unit]:
        """The units of a pair's level, whatever their number, in the first place that has all other pairs."""
        rows = [
            unit
            for unit in self._of_levels(self._said.get(pair.said, ()), reference)
            if self._is_of(unit, pair)
            and unit.role != "elucidation"
            and (reference.documents or self._is_first(unit))
            and (not query.types or unit.scope_type in query.types)
            and (not query.levels or not query.types or unit.scope_level in query.levels)
            and all(any(self.has(node, other) for node in self.path(unit)) for other in rest)
        ]
        if not rows:
            return []
        best = max(rows, key=lambda unit: self._rank(unit, reference, query))
        groups: dict[str, list[Unit]] = {}
        for unit in rows:
            if unit.document == best.document:
                groups.setdefault(unit.id.rsplit("/", 1)[0], []).append(unit)
        own = groups[best.id.rsplit("/", 1)[0]]
        return own if rest or len(own) > 1 else max(groups.values(), key=len)

    def _level(self, unit: Unit) -> str:
        return f"{self.store.documents[unit.document].profile}/{unit.level}"

    def _rank(self, unit: Unit, reference: Reference, query: Query) -> tuple[float, ...]:
        """How well a unit fits beyond its pairs: levels named without a number, then the names around it."""
        path = self.path(unit)
        levels = {self._level(node) for node in path}
        bare = sum(bool(self._said[said] & levels) for said in reference.bare)
        elucidation = -1 if unit.role == "elucidation" and not bare else 0
        around = self._around(path)
        rest = [c for c in query.concepts if not c.within(reference.used)]
        named = sum(c.weight for c in rest if c.says(around))
        return (elucidation, round(named, 3), bare, -unit.document, -unit.number)

    def _around(self, path: Sequence[Unit]) -> set[str]:
        entry = self.store.documents[path[0].document].entry
        texts = [entry.title, entry.short, entry.place, *(node.name for node in path)]
        return {term for text in texts for term in self._terms_of(text)}

    def _terms_of(self, text: str) -> frozenset[str]:
        """The terms of a name; the same few names stand around many units."""
        known = self._terms.get(text)
        if known is None:
            known = self._terms[text] = frozenset(self.analyzer.terms(text))
        return known
