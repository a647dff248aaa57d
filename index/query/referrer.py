"""The units that references mean.

What a level is called stands in its profile (`say`). A reference is a list of pairs of level and number; a unit
is meant when it and what it is part of have all of them.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.numbers import as_roman, order, ordinal, roman
from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer
from index.generation.store import Store, Unit
from index.query.mentions import MentionFinder
from index.query.query import Pair, Query, Reference
from index.query.references import ReferenceFinder

_ROMAN = ("lampiran", "bab", "pasal")  # levels whose Roman numbers people write as Arabic ones, and the other way


def _names(levels: Iterable[str]) -> list[str]:
    """What levels are called, whatever profile they are of."""
    return sorted({level.partition("/")[2] for level in levels})


@lru_cache(maxsize=5_000)
def _forms(number: str) -> tuple[str, ...]:
    """The ways to write a number, in small letters: as it is, in digits, as a Roman numeral, as an ordinal."""
    value = int(number) if number.isdigit() else roman(number) or (order("ordinal", number) or (0,))[0]
    return (number, *filter(None, (str(value), as_roman(value), ordinal(value)))) if value else (number,)


class Referrer:
    """Finds references in questions, and the units that they mean.

    `find` gives the reference that a question makes, one without pairs where it makes none. A level is called
    profile/level: `_said` tells which levels a phrase names, `_documents` the documents that have one, in order,
    `_plain` those without any number, `_tops` those of which a unit with a number stands right under its document.
    """

    def __init__(self, store: Store, lexicon: Lexicon, analyzer: Analyzer) -> None:
        self.store, self.analyzer = store, analyzer
        said = defaultdict[tuple[str, ...], set[str]](set)
        for level, words in json.loads(store.meta.get("say", "{}")).items():
            for word in words:
                said[analyzer.folded(word)].add(level)
        self._said = Phrases(said.items())
        self.find = ReferenceFinder(MentionFinder(store, lexicon, analyzer), lexicon, self._said).find
        rows = [(f"{store.documents[number].profile}/{level}", number, printed, top)
                for number, level, printed, top in json.loads(store.meta.get("levels", "[]"))]  # fmt: skip
        self._documents: dict[str, list[int]] = {}
        for level, number, _, _ in rows:
            self._documents.setdefault(level, []).append(number)
        self._plain = frozenset(self._documents.keys() - {level for level, _, printed, _ in rows if printed})
        self._tops = frozenset(level for level, _, _, top in rows if top)

    def resolve(self, reference: Reference, query: Query) -> list[Unit]:
        """The units that a reference means, best first: those that have all of its pairs, the deepest."""
        found = self._having(reference, query) or self._having(reference, replace(query, types=("",)))
        return sorted(found, key=lambda unit: self._rank(unit, reference, query), reverse=True)

    def unit(self, reference: Reference, query: Query) -> Unit | None:
        """The organisational unit that a reference means and a question says more of ("seksi 3 bidang fungsi 3")."""
        unit = next(iter(self.resolve(reference, query)), None)
        more = any(c.known and not c.light and not c.within(reference.used) for c in query.concepts)
        return unit if unit and more and unit.unit == unit.number else None

    def _having(self, reference: Reference, query: Query) -> set[Unit]:
        """The units in the scope of a question that have all pairs, one of them itself."""
        return {
            unit
            for pair in reference.pairs
            for unit in self.units(pair, reference)
            if query.in_scope(unit.scope_level, unit.scope_type)
            and self._under_bare(unit, reference)
            and self._has_all(unit, reference.pairs)
        }

    def _has_all(self, unit: Unit, pairs: Sequence[Pair]) -> bool:
        """Whether a unit and what it is part of have all pairs, a bare number beside others like it: "2 (2)"."""
        path = self.path(unit)
        wanted = ((pair, 1 if pair.said else sum(p.number == pair.number for p in pairs)) for pair in pairs)
        return all(sum(self.has(node, pair) for node in path) >= count for pair, count in wanted)

    def units(self, pair: Pair, reference: Reference) -> list[Unit]:
        """The units that have a pair, in the documents that the reference means."""
        meant, names = self._meant(pair, reference), _names(self._levels(pair.said))
        printed = (unit for form in _forms(pair.number) for unit in self.store.printed(form, meant, names))
        return [unit for unit in printed if self.has(unit, pair) and self._is_meant(unit, reference)]

    def _meant(self, pair: Pair, reference: Reference) -> tuple[int, ...]:
        """The documents that a reference names, else the first that has units of each level."""
        firsts = {self._documents[level][0] for level in self._levels(pair.said) if level in self._documents}
        return reference.documents or tuple(sorted(firsts))

    def holding(self, reference: Reference) -> list[int]:
        """The numbers of the documents that may have the clause that is named: all of its pairs stand in them."""
        having = [
            {one for form in _forms(pair.number) for one in self.store.printing(form, _names(self._levels(pair.said)))}
            for pair in reference.pairs
        ]
        return sorted(set.intersection(*having)) if having else []

    def _is_meant(self, unit: Unit, reference: Reference) -> bool:
        """Whether a unit is in a document that the reference means: of those that have its level the first, else.

        What explains a clause is meant only where the question names it.
        """
        documents = reference.documents or self._documents[self._level(unit)][:1]
        return unit.document in documents and (unit.role != "elucidation" or bool(reference.bare))

    def _of_levels(self, levels: Collection[str], reference: Reference, query: Query) -> list[Unit]:
        """The units of these levels within the scope, in printed order: of the documents that are named, or of all."""
        meant = {(number, level) for level in levels for number in self._documents.get(level, ())}
        return [
            unit
            for number, level in sorted(meant)
            if not reference.documents or number in reference.documents
            for unit in self.store.of_level(number, level.partition("/")[2])
            if query.in_scope(unit.scope_level, unit.scope_type)
        ]

    def parts(self, reference: Reference, query: Query) -> list[Unit]:
        """The units of the levels that a question names without a number, within its scope, in printed order.

        A level that is numbered counts where the scope leaves just one unit of it ("lampiran kota tipe B").
        """
        if found := self._of_levels(set[str]().union(*self.unnumbered(reference)), reference, query):
            return found
        scoped = reference.bare if query.types and query.levels else ()
        found_of = (self._of_levels(self._levels(said), reference, query) for said in scoped)
        return next((units for units in found_of if len(units) == 1), [])

    def unnumbered(self, reference: Reference) -> list[set[str]]:
        """The levels of each part of an act that a reference names and that has no number, as "mengingat"."""
        return [levels for levels in map(self._levels, reference.bare) if levels <= self._plain]

    def _under_bare(self, unit: Unit, reference: Reference) -> bool:
        """Whether a unit is in the unnumbered parts that a question names ("mengingat angka 2")."""
        levels = {self._level(node) for node in self.path(unit)}
        return all(named & levels for named in self.unnumbered(reference))

    def path(self, unit: Unit) -> list[Unit]:
        """The unit and what it is printed under, from the inside out."""
        found = [unit]
        while (parent := found[-1].parent) is not None:
            found.append(self.store.unit(parent))
        return found

    def is_partial(self, pairs: Sequence[Pair]) -> bool:
        """Whether pairs name a part of something that they don't name: an ayat of no pasal."""
        return self._tops.isdisjoint(level for pair in pairs for level in self._levels(pair.said))

    def inside(self, unit: Unit, pairs: Sequence[Pair]) -> Unit | None:
        """The unit that has all pairs within one, or within what that one is part of, the nearest first.

        An organisational unit's own duties are not sought among those of the one above.
        """
        printed = self.store.printed(pairs[-1].number, (unit.document,))
        own = (o for o in printed if unit.unit is None or o.unit in (unit.unit, o.number) or o.role == "structure")
        having = [other for other in own if self._has_all(other, pairs)]
        return next((other for place in self.path(unit)[:-1] for other in having if place in self.path(other)), None)

    def beside(self, unit: Unit, step: int, reference: Reference) -> Unit | None:
        """The next unit in printed order (`step` 1) or the one before (-1), of the level that the reference names.

        That is the unit's own level or that of what it is part of; where neither is named, its own.
        """
        levels = {level for said in reference.bare for level in self._levels(said)}
        named = next((node for node in self.path(unit) if self._level(node) in levels), None)
        if levels and named is None:  # "ayat berikutnya" of a pasal is its first
            return next((part for part in self.store.children(unit) if self._level(part) in levels and step > 0), None)
        unit = named or unit
        line = self.store.of_level(unit.document, unit.level)
        beside = [other for other in line if other.parent == unit.parent]
        same = line if self._level(unit) in self._tops else beside
        at = same.index(unit) + step
        return same[at] if 0 <= at < len(same) else None

    def has(self, unit: Unit, pair: Pair) -> bool:
        """Whether a unit is of a pair's level and printed with its number."""
        printed = unit.printed.lower()
        if pair.number == printed:
            return not pair.said or self._is_of(unit, pair)
        ranked = any(name in unit.level for name in _ROMAN) or order("ordinal", printed)
        return bool(ranked and pair.said) and pair.number in _forms(printed) and self._is_of(unit, pair)

    def _is_of(self, unit: Unit, pair: Pair) -> bool:
        """Whether a unit is of a pair's level."""
        return (unit.level,) == pair.said if pair.exact else self._level(unit) in self._levels(pair.said)

    def _levels(self, said: tuple[str, ...]) -> set[str]:
        """The levels that a phrase names."""
        return self._said.get(said) or set()

    def siblings(self, pair: Pair, rest: Sequence[Pair], query: Query, reference: Reference) -> list[Unit]:
        """The units of a pair's level, whatever their number, in the first place that has all other pairs."""
        rows = [
            unit
            for unit in self._of_levels(
                self._levels(pair.said), replace(reference, documents=self._meant(pair, reference)), query
            )
            if self._is_of(unit, pair) and self._is_meant(unit, reference) and self._has_all(unit, rest)
        ]
        if not rows:
            return []
        best = max(rows, key=lambda unit: self._rank(unit, reference, query))
        groups = defaultdict[str, list[Unit]](list)
        for unit in (unit for unit in rows if unit.document == best.document):
            groups[unit.id.rpartition("/")[0]].append(unit)
        own = groups[best.id.rpartition("/")[0]]
        return own if rest or len(own) > 1 else max(groups.values(), key=len)

    def _level(self, unit: Unit) -> str:
        return f"{self.store.documents[unit.document].profile}/{unit.level}"

    def _rank(self, unit: Unit, reference: Reference, query: Query) -> tuple[float, ...]:
        """How well a unit fits beyond its pairs: the names around it, then levels named without a number."""
        path = self.path(unit)
        bare = sum(any(self._level(node) in self._levels(said) for node in path) for said in reference.bare)
        entry = self.store.documents[unit.document].entry
        names = (entry.title, entry.short, entry.place, *(node.name for node in path))
        around = {term for name in names for term in self.analyzer.terms(name)}
        named = sum(c.weight for c in query.concepts if c.says(around))
        return (round(named, 3), bare, -unit.document, -unit.number)
