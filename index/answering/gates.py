"""What a question asks that no document of this kind answers, whatever words they share: persons, other offices, …

Each gate looks at intent and at whom or what a question names: an office, a region, a type that is not held.
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from index.answer import Answer
from index.answering.refusal import no_answer
from index.knowledge import Knowledge, say
from index.query.parts import beside
from index.query.query import Asked, Query, Reference
from index.scope.whose import documents_of, elsewhere
from index.search import Mask

SHORT = 5  # letters of an abbreviation


def no_type(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That no document has the type of office that is asked about."""
    if not query.unheld:
        return None
    types = ", ".join(kind.upper() for kind in knowledge.lexicon.scope.get("type", {}))
    return no_answer(knowledge, query, say(query.language, "no_type", asked=query.unheld[0].upper(), types=types))


def no_document(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That the law whose clause or title is asked for is not held."""
    if not (reference.foreign and (reference.pairs or query.intents & {"clause", "title"})):
        return None
    return no_answer(knowledge, query, say(query.language, "no_answer_foreign", law=reference.foreign))


def no_office(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That no document describes the office or region that is asked about."""
    office = other_office(knowledge, query)
    name = office.upper() if len(office) <= SHORT else office.title()
    return _not_of(knowledge, query, name) if office else None


def no_person(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That documents name no persons."""
    if "person" not in query.intents or "signer" in query.intents:
        return None
    return no_answer(knowledge, query, say(query.language, "no_answer_person"))


def no_unit(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That no document at hand describes the unit whose duties are asked for."""
    unit = _other_unit(knowledge, query, reference)
    return _not_of(knowledge, query, unit) if unit else None


GATES = {
    "no_type": no_type,
    "no_document": no_document,
    "no_office": no_office,
    "no_person": no_person,
    "no_unit": no_unit,
}


def gate(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """The first refusal that a gate has, or None where the question may have an answer."""
    return next((answer for one in GATES.values() if (answer := one(knowledge, query, reference))), None)


def _not_of(knowledge: Knowledge, query: Query, office: str) -> Answer:
    return no_answer(knowledge, query, say(query.language, "no_answer_office", office=office))


def _other_unit(knowledge: Knowledge, query: Query, reference: Reference) -> str:
    """The unit that a question about duties names and no document at hand describes ("bidang statistik"), or ""."""
    if not query.intents & {"duties", "part_of"} or "who" in query.intents or query.types:
        return ""
    kinds = knowledge.organisation.kinds | knowledge.vocabulary.bodies
    named = [
        (kind, name)
        for kind, name in pairwise(query.concepts)
        if not name.light and not name.verbal and any(kind.says({root}) for root in kinds)
        if _side_by_side(query, kind, name)
    ]
    if not named or elsewhere(knowledge, query, knowledge.home.documents):
        return ""  # named in full: an office that isn't at home has it
    searcher, documents = knowledge.searcher, documents_of(knowledge, query, reference)
    at_hand = searcher.home | searcher.national | np.isin(searcher.documents, sorted(documents))
    names = [frozenset(name.terms) for name in knowledge.organisation.names.values() if at_hand[name.unit.number]]
    for kind, name in named:
        if not any(map(name.says, names)) and not _printed(knowledge, at_hand, kind, name):
            return f"{kind.text} {name.text}".title()
    return ""


def _printed(knowledge: Knowledge, at_hand: Mask, kind: Asked, name: Asked) -> bool:
    """Whether a clause at hand speaks of a kind of unit by that name ("sekretariat komisi informasi")."""
    said = f" {' '.join((*kind.terms, *name.terms))} "
    holding = knowledge.searcher.holding({*kind.terms, *name.terms})
    return any(at_hand[unit.number] and said in f" {unit.terms} " for unit in holding)


def _side_by_side(query: Query, one: Asked, other: Asked) -> bool:
    """Whether nothing stands between two concepts: "bidang statistik", not "fungsi bidang: statistik"."""
    if other.places[0] != one.places[1]:
        return False
    return not query.text[query.words[one.places[1] - 1].end : query.words[other.places[0]].start].strip()


def other_office(knowledge: Knowledge, query: Query) -> str:
    """The office or region that a question names and that no document describes, as typed; "" for none."""
    if not knowledge.vocabulary.foreign_names.find([word.word for word in query.words]):
        return ""
    aside = query.party | _aside(knowledge, query)
    words = ["" if at in aside else word.word for at, word in enumerate(query.words)]
    found = knowledge.vocabulary.foreign_names.find(words)
    heads = {end for _, end, kind in found if kind == "heads"}
    for start, end, kind in sorted(found, key=lambda row: row[0]):
        phrase = tuple(words[start:end])
        if kind == "named" and not (_is_held(knowledge, phrase) or knowledge.expanded(" ".join(phrase))):
            return " ".join(phrase)
        if kind == "affairs" and start in heads and not _is_held(knowledge, phrase):
            return " ".join(words[start - 1 : end])
        if kind == "regions" and not query.types and not _is_held_region(knowledge, phrase):
            return " ".join(phrase)
    return ""


def _aside(knowledge: Knowledge, query: Query) -> frozenset[int]:
    """The places of the parts that only lead to the one that asks, where that says by itself what it is about."""
    aside = beside(knowledge.lexicon, query)
    return aside if any(c.known and not c.light and not c.within(aside) for c in query.concepts) else frozenset()


def _is_held(knowledge: Knowledge, phrase: tuple[str, ...]) -> bool:
    """Whether a document's own names, or one of its units' names, have the phrase."""
    roots = [knowledge.analyzer.root(word) for word in phrase]
    if any(set(roots) <= terms for terms in knowledge.office_terms):
        return True
    searcher, said = knowledge.searcher, re.compile(rf"\b{' '.join(map(re.escape, phrase))}\b")
    printed = (u for u in searcher.holding(roots) if searcher.home[u.number] or searcher.national[u.number])
    return any(said.search(" ".join(unit.quote.lower().split())) for unit in printed)


def _is_held_region(knowledge: Knowledge, phrase: tuple[str, ...]) -> bool:
    names = {name for document in knowledge.store.documents for name in knowledge.region_names(document)}
    if _is_held(knowledge, phrase):
        return True
    return any(phrase == name or " ".join(phrase) in " ".join(name) for name in names)
