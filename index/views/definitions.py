"""/definisi: the terms that the documents define, each in the words of its clause."""

from __future__ import annotations

from dataclasses import replace

from index.answering.compose import cite
from index.generation.facts import Definition
from index.generation.store import Unit
from index.knowledge import Knowledge, say
from index.query.query import Query
from index.views.view import Choice, Row, View, notes_of


def build(knowledge: Knowledge, argument: str, language: str) -> View:
    """What the documents say that a term means; all terms where the argument is blank."""
    query = replace(knowledge.reader.read(argument), language=language)
    found = [
        (definition, unit)
        for definition in knowledge.definitions
        if (unit := knowledge.store.by_id(definition.citation)) and _fits(knowledge, definition, query)
    ]
    typed = knowledge.analyzer.folded(argument)
    found = [row for row in found if typed and knowledge.analyzer.folded(row[0].short) == typed] or found
    if found:
        return View(
            name="definitions",
            language=language,
            title=say(language, "view_definitions"),
            rows=tuple(_row(knowledge, definition, unit, query) for definition, unit in found),
            notes=tuple(notes_of(knowledge, query, [unit for _, unit in found])),
        )
    if not argument.strip():
        return View(name="definitions", language=language, title=say(language, "view_no_definitions"))
    return View(
        name="definitions",
        language=language,
        title=say(language, "view_no_definition", term=" ".join(argument.split())),
        choices=tuple(_term(definition) for definition in knowledge.definitions),
    )


def _fits(knowledge: Knowledge, definition: Definition, query: Query) -> bool:
    """Whether all that was typed is said by the term, or by its short form."""
    terms = frozenset(knowledge.analyzer.terms(definition.term))
    short = frozenset(knowledge.analyzer.terms(definition.short))
    asked = [concept for concept in query.concepts if not concept.within(query.asking)]
    if not asked:
        return not query.text.strip()
    return all(concept.says(terms) for concept in asked) or all(concept.says(short) for concept in asked)


def _row(knowledge: Knowledge, definition: Definition, unit: Unit, query: Query) -> Row:
    citation = cite(knowledge, unit, query)
    name = f"{definition.term} ({definition.short})" if definition.short else definition.term
    return Row(
        cells=(name, citation.quote),
        data={
            "document": citation.document, "term": definition.term, "short": definition.short, "text": citation.quote,
        },
        citations=(citation,),
    )  # fmt: skip


def _term(definition: Definition) -> Choice:
    return Choice(label=definition.term, view="definitions", argument=definition.term)
