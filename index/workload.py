"""Answers to questions for the types of offices: which there are, and the workload that each stands for."""

from __future__ import annotations

from index.answer import Answer
from index.compose import answer
from index.knowledge import Knowledge, say
from index.query import Query
from index.store import Unit


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


def types(knowledge: Knowledge, query: Query, document: str) -> Answer | None:
    """Which types there are, by the shortest clause that names them all; None where that is not asked."""
    about = [c for c in query.concepts if not c.light and not c.says(knowledge.title_terms(document))]
    asked = "types" in query.intents and not (query.types or query.bodies or query.loads or query.numbers or about)
    kinds = list(dict.fromkeys(limit.type for limit in knowledge.limits if limit.document == document))
    if not asked or not kinds:
        return None
    rows = [unit for unit in knowledge.store.units() if _names_all(knowledge, unit, document, kinds)]
    if not rows:
        return None
    loads = [w for w in knowledge.workloads if w.document == document]
    parts = [say(query.language, "workload", type=row.type, load=row.load) for row in loads]
    head = say(query.language, "types", count=len(kinds), types=", ".join(kinds))
    told = knowledge.store.by_id(loads[0].citation) if loads else None
    units = [min(rows, key=lambda unit: len(unit.text)), *([told] if told else [])]
    return answer(knowledge, query, "; ".join([head, *parts]), units)


def _names_all(knowledge: Knowledge, unit: Unit, document: str, kinds: list[str]) -> bool:
    """Whether a clause of a document names each type ("tipe A, tipe B, dan tipe C")."""
    if unit.role != "clause" or knowledge.document(unit).entry.id != document:
        return False
    words = f" {' '.join(knowledge.analyzer.folded(unit.text))} "
    phrases = knowledge.lexicon.scope.get("type", {})
    return all(any(f" {text} " in words for text in phrases.get(kind.lower(), ())) for kind in kinds)
