"""The level and type of office that a chat has set, where a question leaves them open."""

from dataclasses import replace

from index.answer import Answer
from index.knowledge import Knowledge, say, term
from index.query.query import Preference, Query

NONE = Preference()
_ACROSS = {"compare", "which_type", "workload", "define", "clause"}  # intents that ask about all types, or about none


def differs_by_office(knowledge: Knowledge, answer: Answer, scope: Preference) -> bool:
    """Whether an answer would be another one for the office that is set, its question having left that open."""
    query = answer.query
    if not (scope.level or scope.type) or not answer.answered or query is None or query.meant is not None:
        return False
    elsewhere = scope.level and any(level != scope.level for level in query.levels)
    if query.types or query.intents & _ACROSS or elsewhere:
        return False
    if knowledge.referrer.find(query).pairs:
        return False
    first = knowledge.store.by_id(answer.citations[0].id) if answer.citations else None
    limited = {i for row in knowledge.facts.limits for i in row.citations}
    return bool(answer.table) or (first is not None and (bool(first.scope_type) or first.id in limited))


def scoped_by(query: Query, scope: Preference) -> Query:
    """The query for the level and type that are set, as far as it names none itself."""
    levels = query.levels or ((scope.level,) if scope.level else ())
    types = query.types or ((scope.type,) if scope.type else ())
    return replace(query, levels=levels, types=types) if scope != NONE else query


def with_setting(answer: Answer, scope: Preference) -> Answer:
    """The answer, saying first for which office it was asked."""
    return replace(
        answer, notes=(say(answer.language, "by_setting", whom=office(scope, answer.language)), *answer.notes)
    )


def office(scope: Preference, language: str) -> str:
    """The office that is set, in words: "Dinas kabupaten/kota tipe B"; "" for none."""
    level = term(language, scope.level) if scope.level else ""
    key = "whom" if level and scope.type else "whom_level" if level else "whom_type"
    return term(language, key, level=level, type=scope.type.upper()) if level or scope.type else ""
