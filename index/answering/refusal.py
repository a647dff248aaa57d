"""The honest no: why, what the documents are about, and up to three near questions that do get an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.answer import Answer
from index.answering import duty
from index.answering.compose import cite
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Asked, Pair, Query, Reference
from index.scope.whose import Mention, documents_of
from index.search import Hit, Mask

SUGGESTIONS = 3
TOLD = 3  # documents that a refusal names
SAME = 60  # characters with which clauses begin that say the same
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


def not_stated(knowledge: Knowledge, query: Query, unit: Unit, said: Sequence[Asked]) -> Answer:
    """That the document which describes a unit says nothing of a topic, with the nearest clauses of any."""
    document, asked = knowledge.document(unit).entry.short, " ".join(c.text for c in said)
    return _unstated(knowledge, query, say(query.language, "not_stated", document=document, asked=asked), said)


def undefined(knowledge: Knowledge, query: Query, said: Sequence[Asked]) -> Answer:
    """That documents use a term and define it nowhere, with the nearest clauses."""
    asked = " ".join(c.text for c in said)
    return _unstated(knowledge, query, say(query.language, "undefined", asked=asked), said)


def _unstated(knowledge: Knowledge, query: Query, headline: str, said: Sequence[Asked]) -> Answer:
    near = _nearest(knowledge, knowledge.searcher.search([c for c in said if c.known], most=10))
    found = no_answer(knowledge, query, headline, near, about=False)
    return replace(found, unstated=True, near=tuple(cite(knowledge, unit, query) for unit in near))


def _nearest(knowledge: Knowledge, hits: Sequence[Hit]) -> list[Unit]:
    """The best clauses that say something of the topic, of those that say the same only the first."""
    units = [knowledge.store.unit(hit.unit) for hit in hits if hit.coverage >= NEAR]
    distinct = {(unit.document, unit.text[:SAME]): unit for unit in reversed(units)}
    return [unit for unit in units if unit in distinct.values()][:SUGGESTIONS]


def suggestions(knowledge: Knowledge, language: str, near: Sequence[Unit]) -> tuple[str, ...]:
    """Questions that get an answer: the duties of the units nearest to the question, then of any, a limit."""
    named = [knowledge.organisation.holder(unit) for unit in near]
    home = [u for u in knowledge.organisation.named if knowledge.searcher.home[u.number]]
    units = [u for u in (*named, *home) if u in knowledge.organisation.named]
    found = dict.fromkeys(term(language, "ask_duties", name=unit.name) for unit in units)
    most = SUGGESTIONS - 1 if knowledge.facts.limits else SUGGESTIONS
    rows = list(found)[:most]
    if knowledge.facts.limits:
        rows.append(term(language, "ask_limit"))
    return tuple(rows)


def missing_clause(
    knowledge: Knowledge, query: Query, reference: Reference, mention: Mention | None = None
) -> Answer | None:
    """What there is instead of a clause that a question names and that isn't there; None where it names none."""
    if reference.foreign:
        return None
    if undivided := _undivided(knowledge, query, reference):
        return undivided
    for at, pair in enumerate(reference.pairs):
        rest = reference.pairs[:at] + reference.pairs[at + 1 :]
        held = bool(knowledge.referrer.units(pair, reference))
        last = at == len(reference.pairs) - 1
        missing = not held or (last and (rest or mention is not None or reference.bare))
        places = (rest,) if held else (rest, ())  # a part of what isn't there: how many there are of the whole
        if missing and (answer := _first_of(_instead(knowledge, query, pair, place, reference) for place in places)):
            return answer
    return None


def _undivided(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """That an unnumbered part, which a question names a piece of, has no such pieces ("menimbang huruf b")."""
    parts = knowledge.referrer.parts(reference, query)
    if not parts or knowledge.store.children(parts[0]):
        return None
    asked = " ".join(f"{pair.said[0] if pair.said else ''} {pair.number}".strip() for pair in reference.pairs)
    found = no_answer(knowledge, query, say(query.language, "no_pieces", part=parts[0].cite, asked=asked), about=False)
    return replace(found, suggestions=(term(query.language, "ask_pasal", cite=parts[0].cite),))


def _first_of(answers: Iterable[Answer | None]) -> Answer | None:
    return next((answer for answer in answers if answer), None)


def _instead(
    knowledge: Knowledge, query: Query, pair: Pair, rest: Sequence[Pair], reference: Reference
) -> Answer | None:
    """How many units of that level there are where the question looks for one."""
    siblings = knowledge.referrer.siblings(pair, rest, query, reference)
    if not siblings:
        return None
    first = siblings[0]
    above = knowledge.store.unit(first.parent) if first.parent is not None else None
    inside = above is not None and above.role == "clause" and len({unit.parent for unit in siblings}) == 1
    where = above if above is not None and (rest or inside or above.unit == above.number) else None
    document = knowledge.document(first).entry.short
    level = pair.said[0] if pair.said else first.level
    headline = say(
        query.language, "no_clause",
        document=where.cite if where and where.label else document, count=len(siblings), level=level,
        asked=f"{level} {pair.number}",
    )  # fmt: skip
    found = no_answer(knowledge, query, headline, siblings[:1], about=False)
    return replace(found, suggestions=(*_elsewhere(knowledge, query, reference), *found.suggestions)[:SUGGESTIONS])


def _elsewhere(knowledge: Knowledge, query: Query, reference: Reference) -> list[str]:
    """Questions for the same clause of other documents, where they have it."""
    rows = []
    for document in knowledge.store.documents:
        other = replace(reference, documents=(document.number,))
        units = knowledge.referrer.resolve(other, query)
        rows += [term(query.language, "ask_pasal", cite=unit.cite) for unit in units[:1]]
    return rows


def refuse(knowledge: Knowledge, query: Query, reference: Reference, allowed: Mask) -> Answer:
    """Why there is no answer, as far as it can be told."""
    language = query.language
    hits = knowledge.searcher.search([c for c in query.concepts if c.known], allowed, most=10)
    near = [knowledge.store.unit(hit.unit) for hit in hits]
    topical = any(concept.known and not concept.light for concept in query.concepts)
    polite = next((intent for intent in ("thanks", "greeting") if intent in query.intents), "")
    if not query.words or (polite and not topical):
        key = polite or "no_answer"
        return no_answer(knowledge, query, say(language, key), near)
    found = no_answer(knowledge, query, say(language, "no_answer"), near)
    found = replace(found, near=tuple(cite(knowledge, unit, query) for unit in _nearest(knowledge, hits)))
    there = _elsewhere_told(knowledge, query, reference)
    return replace(found, suggestions=(*there, *found.suggestions)[:SUGGESTIONS])


def _elsewhere_told(knowledge: Knowledge, query: Query, reference: Reference) -> list[str]:
    """The question asked of the office that isn't at home and whose document answers it."""
    searcher = knowledge.searcher
    others = (searcher.prior > 0) & ~(searcher.home | searcher.national)
    if documents_of(knowledge, query, reference) or not others.any():
        return []
    found = duty.topic(knowledge, query, others)
    unit = knowledge.store.by_id(found.citations[0].id) if found else None
    place = knowledge.document(unit).entry.place if unit else ""
    return [term(query.language, "ask_there", question=query.text.rstrip(" ?.!"), place=place)] if place else []
