"""What questions without an answer lack: which of them ask the same, and which of their words may want a meaning."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from index.knowledge import Knowledge
from index.query import Asked, Query, asks_nothing
from index.unanswered import Unanswered, together

MOST = 12  # stretches of one question that are proposed
JOINED = 3  # words beside each other that are proposed as one


def grouped(knowledge: Knowledge, rows: Iterable[Unanswered]) -> list[Unanswered]:
    """The questions, those that ask the same as one with their counts together, without greetings.

    A group is told by its first question; the group with the highest counts comes first.
    """
    groups: dict[Hashable, Unanswered] = {}
    for row in rows:
        query = knowledge.reader.read(row.text)
        about = frozenset(concept.terms for concept in query.concepts if not concept.light)
        if asks_nothing(query):
            continue
        same: Hashable = (query.intents, query.levels, query.types, about) if about else row.text
        first = groups.get(same)
        groups[same] = together(first, row) if first else row
    return sorted(groups.values(), key=lambda row: -row.none - row.bad)


def gaps(knowledge: Knowledge, text: str) -> list[tuple[int, int]]:
    """Where a question has words that may want a meaning: first those that no document knows, several together where
    they stand side by side, then what else it is about."""
    query = knowledge.reader.read(text)
    about = [concept for concept in query.concepts if not concept.light and not concept.within(query.slots)]
    unknown = [concept for concept in about if not concept.known]
    spans = [*_together(query, unknown), *(_span(query, c) for c in unknown), *(_span(query, c) for c in about)]
    return [(start, end) for start, end in dict.fromkeys(spans) if text[start:end].strip()][:MOST]


def _together(query: Query, concepts: list[Asked]) -> list[tuple[int, int]]:
    """The stretches of several concepts that stand side by side."""
    runs: list[list[Asked]] = []
    for concept in concepts:
        if runs and runs[-1][-1].places[1] == concept.places[0] and len(runs[-1]) < JOINED:
            runs[-1].append(concept)
        else:
            runs.append([concept])
    return [(_span(query, run[0])[0], _span(query, run[-1])[1]) for run in runs if len(run) > 1]


def _span(query: Query, concept: Asked) -> tuple[int, int]:
    """Where a concept's words stand in what was typed."""
    first, last = concept.places
    return query.words[first].start, query.words[last - 1].end
