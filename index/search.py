"""Rank units for a query: BM25 over concepts, how much of the question each unit covers, where each unit stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

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
PART_OF = 0.55  # how much less good a unit's duty is that has units of its own, which share it
ROLE = {"clause": 1.0, "duty": 1.0, "closing": 0.6, "basis": 0.6, "recital": 0.6, "elucidation": 0.6, "structure": 0.6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A unit found: its number, its score, and which share of the question's weight it covers (0 to 1)."""

    unit: int
    score: float
    coverage: float


class Searcher:
    """Ranks the units of a store, for an office at home in it."""

    def __init__(self, store: Store, home_office: str) -> None:
        self.store = store
        self._found = lru_cache(maxsize=1_000)(self._alternative)
        self.roles = store.column("role")
        self.levels = store.column("level")
        self.types = store.column("type")
        self.units = store.column("unit", "<i4")
        self.parents = store.column("parent", "<i4")
        self.documents = store.column("document", "<i4")
        offices = [document.entry.office for document in store.documents]
        levels = [document.entry.level for document in store.documents]
        at_home = np.array([office == home_office for office in offices] or [False])
        regions = [document.entry.region for document in store.documents]
        own = {region for region, office in zip(regions, offices, strict=True) if region and office == home_office}
        rows = zip(levels, regions, offices, strict=True)
        # an act of the home office's region that is about no office holds there as a national one does
        general = [level == "nasional" or (region in own and not office) for level, region, office in rows]
        national = np.array(general or [False])
        self._first_national = next((n for n, level in enumerate(levels) if level == "nasional"), -1)
        self.home: Mask = at_home[self.documents] if store.size else np.zeros(0, bool)
        self.national: Mask = national[self.documents] if store.size else np.zeros(0, bool)

    @cached_property
    def prior(self) -> Floats:
        """How good each unit is as an answer before anything is asked: 0 for what is no answer."""
        role = np.array([ROLE.get(name, 0.0) for name in ROLES], np.float32)[self.roles]
        first = self.documents == self._first_national
        part = np.where(self.store.column("has_units") == 1, PART_OF, 1.0)
        told = self.store.column("length", "<i4") > 0
        standing = np.where(self.home, HOME, np.where(first, FIRST, 1.0))
        return np.asarray(role * part * told * standing, np.float32)

    def search(self, concepts: Sequence[Asked], allowed: Mask | None = None, most: int = 50) -> list[Hit]:
        """The units that hold any of the concepts, best first; equal scores in printed order."""
        scores, coverage = self.score(concepts)
        scores = scores * self.prior * (0.15 + 0.85 * coverage)
        if allowed is not None:
            scores = np.where(allowed, scores, 0)
        found = np.flatnonzero(scores > 0)
        best = found[np.argsort(-scores[found], kind="stable")][:most]
        return [Hit(unit=int(u), score=float(scores[u]), coverage=float(coverage[u])) for u in best]

    def closest(self, hits: list[Hit], concepts: Sequence[Asked]) -> list[Hit]:
        """The hits again, those first that say the question's words side by side as it does."""
        total = sum(concept.weight for concept in concepts if not concept.light)
        phrases = [_Phrases.of(concept) for concept in concepts if not concept.light]
        phrases = [one for one in phrases if one.joined or one.apart]
        beside = [row for one, other in pairwise(concepts) if (row := _beside(one, other))]
        if not total or not (phrases or beside):
            return hits
        rows = []
        for hit in hits:
            terms = f" {self.store.unit(hit.unit).terms} "
            near = sum(one.said(terms) for one in phrases)
            near += sum(weight for weight, said in beside if any(map(terms.__contains__, said)))
            rows.append(Hit(unit=hit.unit, score=hit.score * (1 + CLOSE * near / total), coverage=hit.coverage))
        return sorted(rows, key=lambda hit: -hit.score)

    def score(self, concepts: Sequence[Asked]) -> tuple[Floats, Floats]:
        """For each unit its BM25 score, and the share of the concepts' weight that it covers."""
        size = self.store.size
        scores, covered = np.zeros(size, np.float32), np.zeros(size, np.float32)
        for concept in (one for one in concepts if one.weight):
            best, degree = np.zeros(size, np.float32), np.zeros(size, np.float32)
            for alternative in concept.alternatives:
                units, score, share = self._found(alternative)
                best[units] = np.maximum(best[units], score)
                degree[units] = np.maximum(degree[units], share)
            scores += best * (FAINT if concept.light else 1.0)
            covered += degree * concept.weight
        total = sum(concept.weight for concept in concepts)
        return scores, covered / total if total else covered

    def _alternative(self, alternative: Alternative) -> tuple[NDArray[np.intp], Floats, Floats]:
        """The units that say a concept in one way at all, the score of each, and how much of it each says."""
        size = self.store.size
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
        return said, (score * share)[said] * alternative.weight, share[said] * np.float32(alternative.weight**0.5)

    def holding(self, terms: Collection[str]) -> list[Unit]:
        """The units whose own text has all of these terms, in printed order; none for no terms."""
        found = [set(self.store.own.of(term)[0].tolist()) for term in terms]
        return [self.store.unit(number) for number in sorted(set.intersection(*found))] if found else []

    def of_scope(self, level: str, kind: str) -> Mask:
        """The units that apply to a level and type of office, by their headings; "" for any."""
        mask: Mask = np.ones(self.store.size, bool)
        if level:
            mask &= self.levels == LEVELS.index(level)
        if kind:
            mask &= self.types == TYPES.index(kind)
        return mask

    def within(self, unit: int) -> Mask:
        """The units whose organisational unit is this one, itself included."""
        return np.asarray(self.units == unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    """How units may say a concept, as they stand in their terms: in one word, in one piece, its own words apart."""

    weight: float
    single: tuple[str, ...]
    joined: tuple[str, ...]
    apart: tuple[str, ...]

    @classmethod
    def of(cls, concept: Asked) -> _Phrases:
        """The phrases of a concept."""
        said = [(len(a.terms), f" {' '.join(a.terms)} ") for a in concept.alternatives]
        return cls(
            weight=concept.weight,
            single=tuple(text for length, text in said if length == 1),
            joined=tuple(text for length, text in said if length > 1),
            apart=tuple(f" {term} " for term in concept.terms) if len(concept.terms) > 1 else (),
        )

    def said(self, terms: str) -> float:
        """The weight where a unit says a phrase in one piece, less where its words stand apart, else nothing."""
        if any(map(terms.__contains__, self.single)):
            return 0.0
        if any(map(terms.__contains__, self.joined)):
            return self.weight
        return -self.weight if self.apart and all(map(terms.__contains__, self.apart)) else 0.0


def _beside(one: Asked, other: Asked) -> tuple[float, list[str]] | None:
    """Half the lesser weight of two neighbouring concepts, and how a unit says them side by side; None for others."""
    if other.places[0] - one.places[1] > 1:
        return None
    said = [f" {' '.join((*a.terms, *b.terms))} " for a in one.alternatives for b in other.alternatives]
    return min(one.weight, other.weight) / 2, said
