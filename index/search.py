"""Rank units for a query: BM25 over concepts, how much of the question each unit covers, where each unit stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
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
        if not total:
            return hits
        rows = []
        for hit in hits:
            terms = f" {self.store.unit(hit.unit).terms} "
            together = sum(_together(terms, concept) for concept in concepts if not concept.light)
            beside = sum(_beside(terms, one, other) for one, other in pairwise(concepts))
            rows.append(replace(hit, score=hit.score * (1 + CLOSE * (together + beside) / total)))
        return sorted(rows, key=lambda hit: -hit.score)

    def score(self, concepts: Sequence[Asked]) -> tuple[Floats, Floats]:
        """For each unit its BM25 score, and the share of the concepts' weight that it covers."""
        size = self.store.size
        scores, covered = np.zeros(size, np.float32), np.zeros(size, np.float32)
        for concept in (one for one in concepts if one.weight):
            best, degree = np.zeros(size, np.float32), np.zeros(size, np.float32)
            for alternative in concept.alternatives:
                score, share = self._alternative(alternative)
                np.maximum(best, score, out=best)
                np.maximum(degree, share, out=degree)
            scores += best * (FAINT if concept.light else 1.0)
            covered += degree * concept.weight
        total = sum(concept.weight for concept in concepts)
        return scores, covered / total if total else covered

    def _alternative(self, alternative: Alternative) -> tuple[Floats, Floats]:
        """For each unit the score of one way to say a concept, and how much of it the unit says."""
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
        return score * share * alternative.weight, share * np.float32(alternative.weight**0.5)

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


def _together(terms: str, concept: Asked) -> float:
    """A concept's weight where a unit says one of its phrases in one piece, less where its words stand apart."""
    if any(f" {a.terms[0]} " in terms for a in concept.alternatives if len(a.terms) == 1):
        return 0.0
    if any(f" {' '.join(a.terms)} " in terms for a in concept.alternatives):
        return concept.weight
    return -concept.weight if len(concept.terms) > 1 and all(f" {term} " in terms for term in concept.terms) else 0.0


def _beside(terms: str, one: Asked, other: Asked) -> float:
    """Half the lesser weight of two neighbouring concepts where a unit says them side by side too."""
    near = other.places[0] - one.places[1] <= 1
    said = near and any(
        f" {' '.join((*a.terms, *b.terms))} " in terms for a in one.alternatives for b in other.alternatives
    )
    return min(one.weight, other.weight) / 2 if said else 0.0
