"""Rank units for a query: BM25 over concepts, how much of the question each unit covers, where each unit stands."""

import math
from collections.abc import Callable, Collection, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.generation.store import LEVELS, ROLES, TYPES, Floats, Store, Unit
from index.query.query import Alternative, Asked

Mask = NDArray[np.bool_]

CONTEXT = 0.35  # what a term in the names around a unit counts, against one in its own text
AROUND = 0.75  # how much a unit says a term that stands only in the names around it
HALF = 0.6  # below this share of a phrase a unit does not say it
FAINT = 0.12  # what a word counts that says that somebody acts, or whom a clause applies to
CLOSE = 0.5  # how much better a unit is that says all of a question side by side
HOME = 1.4  # how much better the home office's own duties are than any law
FIRST = 1.2  # how much better the law is that the manifest names first than the others
AWAY = 0.9  # how much less good what is for offices of another level than the home office is
LONGEST = 1000  # terms of a unit's own: what is longer was not taken apart, and says all in passing
CHANCE, FEW = 0.07, 3000  # of a question's weight, which units of so many and ten times as many cover by chance more
PART_OF = 0.55  # how much less good a unit's duty is that has units of its own, which share it
ROLE = {"clause": 1.0, "duty": 1.0, "closing": 0.6, "basis": 0.6, "recital": 0.6, "elucidation": 0.6, "structure": 0.6}


class Hit(NamedTuple):
    """A unit found: its number, its score, and which share of the question's weight it covers (0 to 1)."""

    unit: int
    score: float
    coverage: float


class Searcher:
    """Ranks the units of a store, for an office at home in it."""

    def __init__(self, store: Store, home_office: str) -> None:
        self.store = store
        self._found = lru_cache(maxsize=1_000)(self._concept)
        self.roles = store.column("role")
        self.levels = store.column("level")
        self.types = store.column("type")
        self.units = store.column("unit")
        self.parents = store.column("parent")
        self.documents = store.column("document")
        entries = [document.entry for document in store.documents]
        own = {entry.region for entry in entries if entry.region and entry.office == home_office}
        at_home = {entry.level for entry in entries if entry.office == home_office}
        self._level = next((at for at, name in enumerate(LEVELS) if at_home & set(name.split("/"))), 0)
        # an act of the home office's region that is about no office holds there as a national one does
        general = [e.level == "nasional" or (e.region in own and not e.office) for e in entries]
        self._first_national = next((n for n, entry in enumerate(entries) if entry.level == "nasional"), -1)
        self.home: Mask = np.array([entry.office == home_office for entry in entries], bool)[self.documents]
        self.national: Mask = np.array(general, bool)[self.documents]
        self.at_hand: Mask = self.home | self.national

    @cached_property
    def prior(self) -> Floats:
        """How good each unit is as an answer before anything is asked: 0 for what is no answer."""
        role = np.array([ROLE.get(name, 0.0) for name in ROLES], np.float32)[self.roles]
        first = self.documents == self._first_national
        part = np.where(self.store.column("has_units") == 1, PART_OF, 1.0)
        lengths = self.store.column("length")
        told = (lengths > 0) & (lengths <= LONGEST)
        away = np.where((self.levels > 0) & (self.levels != self._level) & (self._level > 0), AWAY, 1.0)
        standing = np.where(self.home, HOME, np.where(first, FIRST, 1.0))
        return np.asarray(role * part * told * standing * away, np.float32)

    @cached_property
    def by_chance(self) -> Floats:
        """How much more of a question a unit must cover because it is one of many; none for those of `own`."""
        more = CHANCE * max(0.0, math.log10(self.store.size / FEW)) if self.store.size else 0.0
        return np.where(self.own | ~self.national, 0.0, more).astype(np.float32)

    @cached_property
    def own(self) -> Mask:
        """The units of the office at home and of the law that the manifest names first."""
        return np.asarray(self.home | (self.documents == self._first_national))

    def search(self, concepts: Sequence[Asked], allowed: Mask | None = None, most: int = 50) -> list[Hit]:
        """The units that hold any of the concepts, best first; equal scores in printed order."""
        return self.best(self.score(concepts), allowed, most)

    def best(self, scored: tuple[Floats, Floats], allowed: Mask | None = None, most: int = 50) -> list[Hit]:
        """The best of the units that have been scored, of those that are allowed."""
        scores, coverage = scored
        found = np.flatnonzero(scores > 0 if allowed is None else (scores > 0) & allowed)
        best = found[np.argsort(-scores[found], kind="stable")[:most]]
        rows = zip(best.tolist(), scores[best].tolist(), coverage[best].tolist(), strict=True)
        return [Hit(*row) for row in rows]

    def closest(self, hits: list[Hit], concepts: Sequence[Asked]) -> list[Hit]:
        """The hits again, those first that say the question's words side by side as it does."""
        total = sum(concept.weight for concept in concepts if not concept.light)
        if not total:
            return hits
        pieces = [
            c for c in concepts if not c.light and (len(c.terms) > 1 or any(len(a.terms) > 1 for a in c.alternatives))
        ]
        whole = [_in_one_piece(concept) for concept in pieces]
        near_by = [(one, other) for one, other in pairwise(concepts) if other.places[0] - one.places[1] <= 1]
        beside = [(min(one.weight, other.weight) / 2, _beside(one, other)) for one, other in near_by]
        if not (whole or beside):
            return hits
        rows, least = [], hits[0].score / (1 + CLOSE) if hits else 0.0  # what scores less can't come first
        for hit in hits:
            if hit.score < least:
                rows.append(hit)
                continue
            terms = f" {self.store.unit(hit.unit).terms} "
            near = sum(weight(terms) for weight in whole)
            near += sum(weight for weight, said in beside if any(map(terms.__contains__, said)))
            rows.append(Hit(unit=hit.unit, score=hit.score * (1 + CLOSE * near / total), coverage=hit.coverage))
        return sorted(rows, key=lambda hit: -hit.score)

    def score(self, concepts: Sequence[Asked]) -> tuple[Floats, Floats]:
        """For each unit how good it is, by BM25, coverage and its standing; the share of the weight that it covers."""
        size = self.store.size
        scores, covered = np.zeros(size, np.float32), np.zeros(size, np.float32)
        total = 0.0
        for concept in (one for one in concepts if one.weight):
            units, best, degree = self._found(concept.alternatives)
            scores[units] += best * (FAINT if concept.light else 1.0)
            covered[units] += degree * concept.weight
            total += concept.weight
        covered = covered / np.float32(total or 1)
        return scores * self.prior * (0.15 + 0.85 * covered), covered

    def _concept(self, alternatives: tuple[Alternative, ...]) -> tuple[NDArray[np.intp], Floats, Floats]:
        """The units that say a concept in any way, the best score of each, and how much of it each says at most."""
        ways = [self._alternative(alternative) for alternative in alternatives]
        if len(ways) == 1:
            return ways[0]
        best, degree = np.zeros(self.store.size, np.float32), np.zeros(self.store.size, np.float32)
        for units, score, share in ways:
            best[units] = np.maximum(best[units], score)
            degree[units] = np.maximum(degree[units], share)
        said = np.flatnonzero(degree)
        return said, best[said], degree[said]

    def _alternative(self, alternative: Alternative) -> tuple[NDArray[np.intp], Floats, Floats]:
        """The units that say a concept in one way at all, the score of each, and how much of it each says."""
        size, weight = self.store.size, np.float32(alternative.weight)
        if len(alternative.terms) == 1 and not self.store.context.of(alternative.terms[0])[0].size:  # as most words
            units, weights = self.store.own.of(alternative.terms[0])
            return units.astype(np.intp), weights * weight, np.full(units.size, weight**0.5, np.float32)
        score, held = np.zeros(size, np.float32), np.zeros(size, np.float32)
        total = 0.0
        for term in alternative.terms:
            rarity = self.store.own.rarity(term)
            total += rarity
            hit = np.zeros(size, np.float32)
            for postings, factor, worth in ((self.store.context, CONTEXT, AROUND), (self.store.own, 1.0, 1.0)):
                units, weights = postings.of(term)
                score[units] += weights * factor
                hit[units] = worth
            held += hit * rarity
        share: Floats = held / np.float32(total or 1)
        share = np.where(share < HALF, share / 2, share).astype(np.float32)
        said = np.flatnonzero(share)
        return said, (score * share)[said] * weight, share[said] * weight ** np.float32(0.5)

    def holding(self, terms: Collection[str]) -> list[Unit]:
        """The units whose own text has all of these terms, in printed order; none for no terms."""
        return [self.store.unit(number) for number in self.store.own.together(terms)]

    def of_scope(self, level: str, kind: str) -> Mask:
        """The units that apply to a level and type of office, by their headings; "" for any."""
        mask: Mask = np.ones(self.store.size, bool)
        if level:
            mask &= self.levels == LEVELS.index(level)
        if kind:
            mask &= self.types == TYPES.index(kind)
        return mask

    def of_documents(self, numbers: Collection[int]) -> Mask:
        """The units of these documents."""
        meant = np.zeros(len(self.store.documents), bool)
        meant[list(numbers)] = True
        return np.asarray(meant[self.documents])

    def within(self, unit: int) -> Mask:
        """The units whose organisational unit is this one, itself included."""
        return np.asarray(self.units == unit)


def _in_one_piece(concept: Asked) -> Callable[[str], float]:
    """Gives of a unit's terms the concept's weight where they say it in one piece, less where its words stand apart."""
    single = [f" {a.terms[0]} " for a in concept.alternatives if len(a.terms) == 1]
    joined = [f" {' '.join(a.terms)} " for a in concept.alternatives]
    apart = [f" {term} " for term in concept.terms]

    def weight(terms: str) -> float:
        if any(map(terms.__contains__, single)):
            return 0.0
        if any(map(terms.__contains__, joined)):
            return concept.weight
        return -concept.weight if apart and all(map(terms.__contains__, apart)) else 0.0

    return weight


def _beside(one: Asked, other: Asked) -> list[str]:
    """How a unit says two neighbouring concepts side by side."""
    return [f" {' '.join((*a.terms, *b.terms))} " for a in one.alternatives for b in other.alternatives]
