"""Whether a question asks for limits, of which document, and of what."""

import re
from collections.abc import Sequence

from index.generation.facts import BODIES, Limit
from index.knowledge import Knowledge
from index.query.query import Asked, Query

ASKS = {"count", "may", "must", "which_type", "compare", "total", "structure"}
PASSING = 0.2  # weight: what weighs no more is said beside the question, or of anything


def is_asked(query: Query) -> bool:
    """Whether a question is for a number: it says so, or names a type with bodies, or a type and nothing else."""
    if query.intents & ASKS or (query.polar and any(body for _, body in query.numbers)):
        return bool(query.bodies or query.types)
    if query.polar and query.bodies and all(c.light or c.within(query.slots) or _is_body(c) for c in query.concepts):
        return True  # "tiap dinas punya sekretariat?"
    if not query.types or query.intents & {"who", "duties", "define", "clause", "structure"}:
        return False
    return len(query.bodies) > 1 or not any(not c.light and not c.within(query.slots) for c in query.concepts)


def held(knowledge: Knowledge, query: Query, documents: Sequence[int]) -> list[Limit]:
    """The limits of the document that the question names or fits best, else of the first that has any."""
    ids = list(dict.fromkeys(limit.document for limit in knowledge.facts.limits))
    if documents:
        ids = [i for i in ids if i in {knowledge.store.documents[number].entry.id for number in documents}]
    if not ids:
        return []
    best = max(ids, key=lambda i: (sum(c.says(knowledge.title_terms(i)) for c in query.concepts), -ids.index(i)))
    return [limit for limit in knowledge.facts.limits if limit.document == best]


def other_topic(knowledge: Knowledge, query: Query, document: str) -> list[Asked]:
    """The concepts that a question about limits has no use for: it asks about something else."""
    aside = query.aside if "who" not in query.intents else frozenset()  # what led to it
    titles = knowledge.title_terms(document)
    return [
        concept
        for concept in query.concepts
        if not concept.light
        and not (concept.known and concept.within(aside))
        and not concept.verbal
        and concept.weight > PASSING
        and not concept.within(query.slots)
        and not concept.says(titles)
        and not _is_body(concept)
        and concept.text not in knowledge.lexicon.least
    ]


def _is_body(concept: Asked) -> bool:
    return any(alternative.terms == (body,) for alternative in concept.alternatives for body in (*BODIES, "dinas"))


def bodies_of(knowledge: Knowledge, query: Query) -> list[str]:
    """What is counted: each body of a row ("bidang, seksi dan subbagian"), else one."""
    named, links = knowledge.vocabulary.body_names, knowledge.lexicon.joins | set(",&/")
    rows: list[list[int]] = [[]]
    for at in sorted(query.embodied):
        between = query.text[query.words[rows[-1][-1]].end : query.words[at].start].lower() if rows[-1] else ""
        said = set(re.findall(r"[^\W\d]+|[,&/]", between))
        listed = said & links and said <= links | knowledge.lexicon.opening
        rows = [*rows[:-1], [*rows[-1], at]] if listed else [*rows, [at]]
    words = (query.words[at].word for at in max(rows, key=len))
    longest = list(dict.fromkeys(named[word] for word in words if word in named))
    return longest if len(longest) > 1 else [body_of(query)]


def body_of(query: Query) -> str:
    """What is counted: the smallest body named, since the larger one is what it is part of."""
    return next((body for body in ("subbagian", "seksi", *query.bodies) if body in query.bodies), "")
