"""Which documents a question is about, by the region or document that it names."""

from __future__ import annotations

from index.knowledge import Knowledge
from index.pairs import Reference
from index.query import Query


def documents_of(knowledge: Knowledge, query: Query, reference: Reference) -> frozenset[int]:
    """The documents that a question names, else those of the region that it names; none where it names neither."""
    if reference.documents:
        return frozenset(reference.documents)
    words = tuple(word.word for word in query.words)
    return frozenset(
        document.number
        for document in knowledge.store.documents
        if document.entry.place and any(_stands(words, name) for name in knowledge.region_names(document))
    )


def _stands(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return bool(name) and any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))
