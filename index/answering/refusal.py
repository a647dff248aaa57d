"""The honest no: why, what the documents are about, and up to three near questions that do get an answer.

A gate refuses what no document of this kind answers, whatever words they share: it looks at intent and at whom or what
a question names: a person, an office, a region, a type that is not held.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import islice, pairwise

import numpy as np

from index.answer import Answer
from index.answering.compose import answer, cite, yes_or_no
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Asked, Pair, Query, Reference
from index.scope.whose import documents_of, elsewhere
from index.search import Hit, Mask

Topic = Callable[[Mask], Answer | None]
SUGGESTIONS = 3
TOLD = 3  # documents that a refusal names
SAME = 60  # characters with which clauses begin that say the same
SHORT = 5  # letters of an abbreviation
NEAR = 0.3  # of a question's weight that a clause says: less is not near


def no_answer(
    knowledge: Knowledge, query: Query, headline: str, near: Sequence[Unit] = (), *, about: bool = True
) -> Answer:
    """An answer that says no; `near` are clauses close to the question, best first."""
    held = [document.entry.short for document in knowledge.store.documents]
    more = [term(query.language, "and_more", count=len(held) - TOLD)] if len(held) > TOLD else []
    documents = "; ".join([*held[:TOLD], *more])
    return Answer(
        question=query.text,
        language=query.language,
        answered=False,
        headline=headline,
        notes=(say(query.language, "about", documents=documents),) if about and documents else (),
        suggestions=suggestions(knowledge, query.language, near),
        query=query,
    )


def unstated(knowledge: Knowledge, query: Query, key: str, said: Sequence[Asked], document: str = "") -> Answer:
    """That a document says nothing of a topic ("not_stated"), or none defines it ("undefined"), with what is near."""
    near = _nearest(knowledge, knowledge.searcher.search([c for c in said if c.known], most=10))
    own = [unit.text for unit in near if knowledge.document(unit).entry.short == document]
    if key == "not_stated" and all(c.says(set(knowledge.analyzer.terms(" ".join(own)))) for c in said):
        key = "not_so"  # each of it stands there, not what is said of it
    headline = say(query.language, key, document=document, asked=" ".join(c.text for c in said))
    found = no_answer(knowledge, query, headline, near, about=False)
    return replace(found, unstated=True, near=tuple(cite(knowledge, unit, query) for unit in near))


def _nearest(knowledge: Knowledge, hits: Sequence[Hit]) -> list[Unit]:
    """The best clauses that say something of the topic, of those that say the same only the first."""
    units = [knowledge.store.unit(hit.unit) for hit in hits if hit.coverage >= NEAR]
    distinct = {(unit.document, unit.text[:SAME]): unit for unit in reversed(units)}
    return [unit for unit in units if unit in distinct.values()][:SUGGESTIONS]


def suggestions(knowledge: Knowledge, language: str, near: Sequence[Unit]) -> tuple[str, ...]:
    """Questions that get an answer: the duties of the units nearest to the question, then of any, a limit."""
    organisation = knowledge.organisation
    holders = [unit for unit in map(organisation.holder, near) if unit and unit.number in organisation.named_numbers]
    home = (unit for unit in organisation.named if unit.document in knowledge.home.documents)
    units = (*holders, *islice(home, SUGGESTIONS + len(holders)))
    duties = dict.fromkeys(term(language, "ask_duties", name=unit.name) for unit in units)
    limit = [term(language, "ask_limit")] if knowledge.facts.limits else []
    return (*list(duties)[: SUGGESTIONS - len(limit)], *limit)


def missing_clause(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """What there is instead of a clause that a question names and that isn't there; None where it names none."""
    if reference.foreign:
        return None
    whole = knowledge.referrer.parts(reference, query)[:1]
    if whole and not knowledge.store.children(whole[0]):  # "menimbang huruf b"
        return _undivided(knowledge, query, whole[0], reference.pairs)
    ends = range(1, len(reference.pairs) + 1)
    found = [knowledge.referrer.resolve(replace(reference, pairs=reference.pairs[:end]), query)[:1] for end in ends]
    gone = found.index([]) if [] in found else 0  # the first of the pairs that isn't there
    parts = [part for part in knowledge.store.children(found[gone - 1][0]) if part.number] if gone else []
    if gone and not parts:
        return _undivided(knowledge, query, found[gone - 1][0], reference.pairs[gone:])
    if parts and not reference.pairs[gone].said:  # a bare number is of a part of the one before
        return _instead(knowledge, query, reference.pairs[gone], parts, reference)
    for at, pair in enumerate(reference.pairs):
        below = reference.pairs[at + 1 :]
        rest = (*reference.pairs[:at], *(other for other in below if other.said))
        held = below and knowledge.referrer.units(pair, reference)
        for place in (rest,) if held else (rest, ()):  # a part of what isn't there: how many there are of the whole
            if siblings := knowledge.referrer.siblings(pair, place, query, reference):
                return _instead(knowledge, query, pair, siblings, reference, within=bool(place))
    return None


def _undivided(knowledge: Knowledge, query: Query, whole: Unit, pairs: Sequence[Pair]) -> Answer:
    """That a clause, which a question names pieces of, isn't divided into such."""
    asked = " ".join(f"{pair.said[0] if pair.said else ''} {pair.number}".strip() for pair in pairs)
    found = no_answer(knowledge, query, say(query.language, "no_pieces", part=whole.cite, asked=asked), about=False)
    return replace(found, suggestions=(term(query.language, "ask_pasal", cite=whole.cite),))


def _instead(
    knowledge: Knowledge, query: Query, pair: Pair, siblings: Sequence[Unit], reference: Reference, within: bool = True
) -> Answer:
    """How many units of that level there are where the question looks for one, `within` a part that it names."""
    first = siblings[0]
    above = knowledge.store.unit(first.parent) if first.parent is not None else None
    inside = above is not None and above.role == "clause" and len({unit.parent for unit in siblings}) == 1
    where = above if within or inside else None
    document = knowledge.document(first).entry.short
    level = pair.said[0] if pair.said else first.level
    headline = say(
        query.language, "no_clause",
        document=where.cite if where and where.label else document, count=len(siblings), level=level,
        asked=f"{level} {pair.number}",
    )  # fmt: skip
    found = no_answer(knowledge, query, headline, siblings[:1], about=False)
    there = (term(query.language, "ask_pasal", cite=unit.cite) for unit in in_each(knowledge, query, reference))
    return replace(found, suggestions=(*there, *found.suggestions)[:SUGGESTIONS])


def in_each(knowledge: Knowledge, query: Query, reference: Reference, most: int = SUGGESTIONS) -> list[Unit]:
    """The clause that is named, of each document that has it, of the first `most` of them."""
    held = (replace(reference, documents=(number,)) for number in knowledge.referrer.holding(reference))
    found = (unit for one in held for unit in knowledge.referrer.resolve(one, query)[:1])
    return list(islice(found, most))


def refuse(knowledge: Knowledge, query: Query, reference: Reference, allowed: Mask, topic: Topic) -> Answer:
    """Why there is no answer, as far as it can be told; `topic` gives what units of a mask answer."""
    hits = knowledge.searcher.search([c for c in query.concepts if c.known], allowed, most=10)
    near = [knowledge.store.unit(hit.unit) for hit in hits]
    topical = any(concept.known and not concept.light for concept in query.concepts)
    polite = next((intent for intent in ("thanks", "greeting") if intent in query.intents), "")
    if polite and not topical:
        return no_answer(knowledge, query, say(query.language, polite), near)
    found = no_answer(knowledge, query, say(query.language, "no_answer"), near)
    found = replace(found, near=tuple(cite(knowledge, unit, query) for unit in _nearest(knowledge, hits)))
    there = _elsewhere_told(knowledge, query, reference, topic)
    return replace(found, suggestions=(*there, *found.suggestions)[:SUGGESTIONS])


def _elsewhere_told(knowledge: Knowledge, query: Query, reference: Reference, topic: Topic) -> list[str]:
    """The question asked of the office that isn't at home and whose document answers it."""
    searcher = knowledge.searcher
    others = (searcher.prior > 0) & ~searcher.at_hand
    if documents_of(knowledge, query, reference) or not others.any():
        return []
    found = topic(others)
    unit = knowledge.store.by_id(found.citations[0].id) if found else None
    place = knowledge.document(unit).entry.place if unit else ""
    return [term(query.language, "ask_there", question=query.text.rstrip(" ?.!"), place=place)] if place else []


def no_type(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That no document has the type of office that is asked about."""
    if not query.unheld:
        return None
    types = ", ".join(kind.upper() for kind in knowledge.lexicon.scope.get("type", {}))
    told = say(query.language, "no_type", asked=query.unheld[0].upper(), types=types)
    each = [set(numbers) for numbers in knowledge.facts.types.values()]
    units = map(knowledge.store.unit, set.intersection(*each) if each else ())
    clause = min((unit for unit in units if unit.role == "clause"), key=lambda unit: len(unit.text), default=None)
    about = (c for c in query.concepts if not c.light and not c.within(query.asking) and not c.says({"tipe"}))
    if not query.polar or clause is None or any(about):
        return no_answer(knowledge, query, told)
    return answer(knowledge, query, yes_or_no(query, False, told), [clause])


def no_document(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That the law is not held whose clause or title is asked for, or by which the question is to be answered."""
    before = min(reference.used, default=0) - 1
    by = before >= 0 and query.words[before].word in knowledge.lexicon.sources
    if not (reference.foreign and (reference.pairs or query.intents & {"clause", "title"} or by)):
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


def no_task(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That documents do nothing for one, have no opinion, and know of no day told from today's."""
    told = query.intents & {"who", "duties", "list", "structure", "clause", "compare", "define"}
    aside = query.aside
    topical = any(c.known and not c.light and not c.within(aside) for c in query.concepts)
    days = {at for at, word in enumerate(query.words) if word.word in knowledge.lexicon.days}
    asked = ("task" in query.intents and not told) or days - (aside if topical else frozenset())
    return no_answer(knowledge, query, say(query.language, "no_answer")) if asked else None


def no_unit(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That no document at hand describes the unit whose duties are asked for."""
    unit = _other_unit(knowledge, query, reference)
    return _not_of(knowledge, query, unit) if unit else None


GATES = {one.__name__: one for one in (no_type, no_document, no_office, no_person, no_task, no_unit)}


def gate(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """The first refusal that a gate has, or None where the question may have an answer."""
    return next((answer for one in GATES.values() if (answer := one(knowledge, query, reference))), None)


def _not_of(knowledge: Knowledge, query: Query, office: str) -> Answer:
    return no_answer(knowledge, query, say(query.language, "no_answer_office", office=office))


def _other_unit(knowledge: Knowledge, query: Query, reference: Reference) -> str:
    """The unit that a question about duties names and no document at hand describes ("bidang statistik"), or ""."""
    if not query.intents & {"duties", "part_of"} or "who" in query.intents:
        return ""
    kinds = knowledge.organisation.kinds | knowledge.vocabulary.bodies
    documents = sorted(documents_of(knowledge, query, reference))
    at_hand = knowledge.searcher.at_hand | np.isin(knowledge.searcher.documents, documents)
    names = [frozenset(name.terms) for name in knowledge.organisation.names.values() if at_hand[name.unit.number]]
    for kind, name in pairwise(query.concepts):
        named = not name.light and any(kind.says({root}) for root in kinds) and _side_by_side(query, kind, name)
        if named and not any(map(name.says, names)) and not _printed(knowledge, at_hand, kind, name):
            found = elsewhere(knowledge, query, knowledge.home.documents)  # an office that isn't at home has it
            return "" if found else f"{kind.text} {name.text}".title()
    return ""


def _printed(knowledge: Knowledge, at_hand: Mask, kind: Asked, name: Asked) -> bool:
    """Whether a clause at hand speaks of a kind of unit by that name ("sekretariat komisi informasi")."""
    said = f" {' '.join((*kind.terms, *name.terms))} "
    holding = knowledge.searcher.holding({*kind.terms, *name.terms})
    return any(at_hand[unit.number] and said in f" {unit.terms} " for unit in holding)


def _side_by_side(query: Query, one: Asked, other: Asked) -> bool:
    """Whether nothing stands between two concepts: "bidang statistik", not "fungsi bidang: statistik"."""
    return not query.text[query.words[one.places[1] - 1].end : query.words[other.places[0]].start].strip()


def other_office(knowledge: Knowledge, query: Query) -> str:
    """The office or region that a question names and that no document describes, as typed; "" for none."""
    aside = query.party | query.aside
    words = ["" if at in aside else word.word for at, word in enumerate(query.words)]
    found = knowledge.vocabulary.foreign_names.find(words)
    heads = {end for _, end, kind in found if kind == "heads"}
    for start, end, kind in sorted(found):
        phrase = tuple(words[start:end])
        if kind == "named" and not (_is_held(knowledge, phrase) or knowledge.expanded(" ".join(phrase))):
            return " ".join(phrase)
        if kind == "affairs" and start in heads and not _is_held(knowledge, tuple(words[start - 1 : end]), query.types):
            return " ".join(words[start - 1 : end])
        if kind == "regions" and not query.types and not _is_held_region(knowledge, phrase):
            return " ".join(phrase)
    return ""


def _is_held(knowledge: Knowledge, phrase: tuple[str, ...], named: Collection[str] = (), own: bool = False) -> bool:
    """Whether a document's own names, or one of its units' names, have the phrase, or else a clause at hand prints it.

    What only a clause prints doesn't count where something is asked of offices of a type (`named`); with `own` it does
    in the documents of the office at home and in the first law.
    """
    roots = [knowledge.analyzer.root(word) for word in phrase]
    if any(set(roots) <= terms for terms in knowledge.office_terms):
        return True
    said = re.compile(rf"\b{' '.join(map(re.escape, phrase))}\b")
    there = knowledge.searcher.own if own else knowledge.searcher.at_hand
    printed = (unit for unit in knowledge.searcher.holding(() if named else roots) if there[unit.number])
    return any(said.search(" ".join(unit.quote.lower().split())) for unit in printed)


def _is_held_region(knowledge: Knowledge, phrase: tuple[str, ...]) -> bool:
    names = {name for document in knowledge.store.documents for name in knowledge.region_names(document)}
    return phrase in names or _is_held(knowledge, phrase, own=True)
