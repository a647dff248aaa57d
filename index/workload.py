"""Answers to questions for the workload that an office's type stands for."""

from __future__ import annotations

from index.answer import Answer
from index.compose import answer
from index.knowledge import Knowledge, say
from index.query import Query


def workload(knowledge: Knowledge, query: Query, document: str) -> Answer | None:
    """What workload a type is for, or which type is for a workload."""
    held = [row for row in knowledge.workloads if row.document == document]
    loads = [load for load in query.loads if any(row.load == load for row in held)]
    asked = "workload" in query.intents or (loads and ("which_type" in query.intents or _only_load(knowledge, query)))
    if query.bodies or not held or not asked:
        return None
    if not query.types and not loads and not query.intents & {"which_type", "compare", "count"}:
        return None
    chosen = [r for r in held if r.type.lower() in query.types or (not query.types and (not loads or r.load in loads))]
    if not chosen:
        return None
    key = "workload_which" if loads and not query.types else "workload"
    parts = [say(query.language, key, type=row.type, load=row.load) for row in chosen]
    unit = knowledge.store.by_id(chosen[0].citation)
    return answer(knowledge, query, "; ".join(parts), [unit] if unit else [])


def _only_load(knowledge: Knowledge, query: Query) -> bool:
    """Whether a question names a type and a workload, and nothing else."""
    words = {text for texts in knowledge.lexicon.scope.get("load", {}).values() for text in texts}
    about = [c for c in query.concepts if not c.light and not c.within(query.slots)]
    return bool(query.types) and all(concept.text in words for concept in about)
