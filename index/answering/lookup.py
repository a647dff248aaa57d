"""Answers to questions that name their clause: one, a list or a range, the last, how many there are."""

from __future__ import annotations

from dataclasses import replace

from index.answer import Answer
from index.answering.compose import MOST_CITATIONS, answer, unit_line
from index.answering.refusal import missing_clause
from index.generation.store import Unit
from index.knowledge import Knowledge, say
from index.query.query import Pair, Query, Reference
from index.scope.whose import Mention


def clause(knowledge: Knowledge, query: Query, reference: Reference, mention: Mention | None) -> Answer | None:
    """The clause that a question points at, or what there is instead; None where it points at none.

    `mention` is the unit that the question names, which the clause must be part of.
    """
    if query.meant is not None:
        unit = knowledge.store.unit(query.meant)
        return answer(knowledge, query, unit.cite, [unit])
    if not reference.pairs:
        return _counted(knowledge, query, reference)
    listed = [_resolved(knowledge, query, one, mention) for one in _each(knowledge, reference)]
    found = [units for units in listed if units]
    if not found:
        inside = _child(knowledge, mention, reference) if mention is not None and mention.own else None
        if inside is not None:
            return answer(knowledge, query, inside.cite, [inside])
        return missing_clause(knowledge, query, reference.each()[0], mention)
    if len(found) > 1:
        firsts = [units[0] for units in found]
        headline = "; ".join(unit.cite for unit in firsts[:MOST_CITATIONS])
        lacking = (one for one, units in zip(_each(knowledge, reference), listed, strict=True) if not units)
        told = (missing_clause(knowledge, query, one, mention) for one in lacking)
        notes = dict.fromkeys(missing.headline for missing in told if missing)
        return answer(
            knowledge,
            query,
            headline,
            firsts,
            notes=list(notes)[: 1 if len(notes) > MOST_CITATIONS else None],
            each=True,
        )
    best = found[0][0]
    same = [] if reference.documents else _same_elsewhere(knowledge, query, reference, best)
    also = [say(query.language, "also", labels="; ".join(unit.cite for unit in same))] if same else []
    named = best.unit is None or best.unit == best.number
    headline = unit_line(knowledge, best, query.language) if named else best.cite
    return answer(knowledge, query, headline, [best], also=also)


def _counted(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """How many clauses of a level a document has, "ada berapa pasal", or the last one, "pasal terakhir"."""
    said = next(iter(reference.bare)) if len(reference.bare) == 1 else ()
    aside = query.asking | reference.used
    rest = [c for c in query.concepts if not c.light and not c.within(aside) and tuple(c.text.split()) != said]
    last = any(word.word in knowledge.lexicon.last for word in query.words)
    rest = [c for c in rest if c.text not in knowledge.lexicon.last]
    if not said or rest or query.types or query.bodies or not (last or "count" in query.intents):
        return None
    units = knowledge.referrer.siblings(Pair(said=said, number=""), (), query, reference)
    document = knowledge.store.by_id(knowledge.document(units[0]).entry.id) if units else None
    if document is None or not units[-1].printed:
        return None
    if last:
        return answer(knowledge, query, units[-1].cite, units[-1:])
    headline = say(query.language, "pieces", document=document.cite, count=len(units), level=said[0])
    return answer(knowledge, query, headline, [document])


def _child(knowledge: Knowledge, mention: Mention, reference: Reference) -> Unit | None:
    """What a named unit numbers so, whatever it calls that: "butir 9 seksi aplikasi"."""
    units = knowledge.store.printed(reference.pairs[-1].number)
    return next((u for u in units if u.unit == mention.unit.number and u.parent is not None), None)


def _each(knowledge: Knowledge, reference: Reference) -> list[Reference]:
    """The clauses of a list, one each; what the last one stands in holds for all: "ayat 1 sampai 3 pasal 12"."""
    each = reference.each()
    whole = each[-1].pairs[1:] if each else ()
    if not whole or not all(knowledge.referrer.is_partial(one.pairs) and len(one.pairs) == 1 for one in each[:-1]):
        return each
    return [*(replace(one, pairs=(*one.pairs, *whole)) for one in each[:-1]), each[-1]]


def _same_elsewhere(knowledge: Knowledge, query: Query, reference: Reference, best: Unit) -> list[Unit]:
    """The clauses of other documents that a reference without a document may mean too."""
    others = (d.number for d in knowledge.store.documents if d.number != best.document)
    found = (knowledge.referrer.resolve(replace(reference, documents=(number,)), query)[:1] for number in others)
    return [unit for units in found for unit in units if unit.level == best.level]


def _resolved(knowledge: Knowledge, query: Query, reference: Reference, mention: Mention | None) -> list[Unit]:
    units = knowledge.referrer.resolve(reference, query)
    if mention is None or not mention.own:
        return units
    inside = [unit for unit in units if unit.unit == mention.unit.number]
    apart = not knowledge.referrer.is_partial(reference.pairs)  # "tugas seksi X dan pasal 24"
    return inside or [unit for unit in units if apart and unit.document != mention.unit.document]
