"""What a question is answered from: the home office's documents and those that hold for it, at the level and type."""

from __future__ import annotations

import numpy as np

from index.generation.store import LEVELS
from index.knowledge import Knowledge
from index.query.query import Query
from index.search import Mask


def home_level(knowledge: Knowledge) -> str:
    """The level of the office at home, or "" where no document is of it."""
    homes = (d.entry.level for d in knowledge.store.documents if d.entry.office == knowledge.home_office)
    return next((level for level in homes if level != "nasional"), "")


def home_documents(knowledge: Knowledge) -> frozenset[int]:
    """The numbers of the documents of the office at home."""
    return frozenset(d.number for d in knowledge.store.documents if d.entry.office == knowledge.home_office)


def scope_mask(knowledge: Knowledge, query: Query, documents: frozenset[int]) -> Mask:
    """The units that the question's scope leaves: its documents, office, level and type.

    Naming the region at home leaves what holds for every region too; naming another leaves only its own.
    """
    searcher = knowledge.searcher
    allowed: Mask = searcher.prior > 0
    if documents and not (documents <= home_documents(knowledge) or query.types):
        allowed = allowed & np.isin(searcher.documents, sorted(documents))
    else:
        allowed = allowed & (searcher.home | searcher.national)
    if query.types:
        typed = np.zeros(knowledge.store.size, bool)
        for kind in query.types:
            for level in query.levels or ("",):
                typed |= searcher.of_scope(level, kind)
        if (allowed & typed).any():
            return np.asarray(allowed & typed)
    elif query.levels:
        allowed = allowed & _at_level(knowledge, query)
    return np.asarray(allowed)


def _at_level(knowledge: Knowledge, query: Query) -> Mask:
    """Units for a level named without a type: of that level, or of none and not speaking of another only.

    The home office's own duties count where it is of that level, or where they speak of it.
    """
    searcher, store = knowledge.searcher, knowledge.store
    homes = {d.entry.level for d in store.documents if d.entry.office == knowledge.home_office}
    named, other, at_home = (np.zeros(store.size, bool) for _ in range(3))
    for level in LEVELS[1:]:
        wanted = level in query.levels
        for word in level.split("/"):
            for postings in (store.own, store.context) if wanted else (store.own,):
                (named if wanted else other)[postings.of(word)[0]] = True
        at_home |= searcher.home & (wanted and bool(homes & set(level.split("/"))))
    of_level = np.isin(searcher.levels, [LEVELS.index(level) for level in query.levels])
    spoken = named | ~other
    untyped = (searcher.levels == 0) & np.where(searcher.home, at_home | _own(knowledge, query), spoken)
    return np.asarray(of_level | untyped)


def _own(knowledge: Knowledge, query: Query) -> Mask:
    """The units whose own text says one of the levels that the question names."""
    mask = np.zeros(knowledge.store.size, bool)
    for level in query.levels:
        for word in level.split("/"):
            mask[knowledge.store.own.of(word)[0]] = True
    return mask
