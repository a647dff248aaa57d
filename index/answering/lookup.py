"""Answers that name their clause: references, definitions, units by name, the law's own particulars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from index.answer import Answer
from index.answering.compose import MOST_CITATIONS, answer, checked, unit_line
from index.answering.refusal import missing_clause, no_answer, undefined
from index.generation.facts import Definition
from index.generation.store import ROLES, Unit
from index.knowledge import Knowledge, say
from index.query.query import Alternative, Asked, Pair, Query, Reference
from index.scope.whose import Mention
from index.search import Mask

# What is asked for, and the role of the clauses that hold it.
PARTICULARS = {
    "basis": "basis",
    "mandate": "recital",
    "when": "closing",
    "signer": "closing",
    "gazette": "closing",
    "title": "heading",
}
NAMED = {"basis", "signer", "gazette"}  # the intents that a topic may go with: which law, which signature
ENOUGH = 0.5  # of the question's weight: a clause of the right role that covers as much is the answer

# How a closing says it: Undang-Undang Nomor 12 Tahun 2011, Lampiran II, number 164 and 171.
_DONE = re.compile(
    r"(?P<done>Ditetapkan|Disahkan|Diundangkan)\s+di\s+[A-Z][^\d,;:]{2,30}?\s+(?:pada\s+)?tanggal\s+\d{1,2}\s+\w+\s+\d{4}"
)


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


def definition(knowledge: Knowledge, query: Query, documents: Sequence[int]) -> Answer | None:
    """What a document says that a term means, or None where no document defines the question's term."""
    if "define" not in query.intents:
        return None
    asked = [c for c in query.concepts if not c.within(query.asking) and (c.known or not c.verbal)]
    levels = {t for level in query.levels for t in knowledge.analyzer.terms(level)}
    asked = [replace(c, alternatives=_levelled(c, levels)) if c.within(query.scoped) else c for c in asked]
    topics = [c for c in asked if not c.light]
    fitting = [(share, row) for row in knowledge.definitions if (share := _share(knowledge, row, asked)) > 0]
    if not fitting:
        return _without_definition(knowledge, query, topics)
    typed = f" {' '.join(knowledge.analyzer.folded(query.text))} "
    best = max(fitting, key=lambda pair: (pair[0], _is_typed(knowledge, pair[1], typed), not pair[1].explained))[1]
    unit = knowledge.store.by_id(best.citation)
    if unit is None or (documents and unit.document not in documents):
        return None
    return answer(knowledge, query, say(query.language, "definition", term=best.term), [unit])


def _is_typed(knowledge: Knowledge, row: Definition, typed: str) -> bool:
    """Whether a term stands in a question letter for letter: "penyelenggara" is not "penyelenggaraan"."""
    return f" {' '.join(knowledge.analyzer.folded(row.term))} " in typed


DEFINING = {"define", "verdict"}
_OF = {"of", "for", "in"}  # behind a noun that belongs to another one: what is asked for is no term
_SHORT = r"\bdi(?:sebut|singkat)\s+(?:dengan\s+|sebagai\s+)?{0}\b|\b{0}\s+(?:adalah|ialah)\b|dimaksud dengan\W+{0}\b"


def _without_definition(knowledge: Knowledge, query: Query, topics: Sequence[Asked]) -> Answer | None:
    """The clause that says what a term is in passing ("(PeGI)"), else that none does; None for no term alone."""
    one = topics[0] if topics else None
    alone = all(a.places[1] == b.places[0] for a, b in pairwise(topics)) and (
        len(topics) == 1 or query.language == "id"
    )
    if one is None or not alone or query.bodies or not query.intents <= DEFINING:
        return None
    if any(not c.known or c.verbal or c.within(query.scoped) for c in topics):
        return None
    end = topics[-1].places[1]
    if end < len(query.words) and query.words[end].word in _OF:
        return None
    typed = query.text[query.words[one.places[0]].start : query.words[end - 1].end]
    form = _SHORT if " " in typed else rf"{_SHORT}|\(\s*{{0}}\s*\)"  # an abbreviation stands behind what it is of
    said = re.compile(form.format(r"\s+".join(map(re.escape, typed.split()))), re.IGNORECASE)
    units = knowledge.searcher.holding([t for c in topics for t in c.terms])
    found = [unit for unit in units if said.search(unit.quote) and unit.role != "heading"]
    if found:
        return answer(knowledge, query, say(query.language, "definition", term=typed), [min(found, key=_length)])
    return undefined(knowledge, query, topics)


def _length(unit: Unit) -> int:
    return len(unit.quote)


def _levelled(concept: Asked, levels: set[str]) -> tuple[Alternative, ...]:
    """A level's name as said ("regency"), or as documents print it."""
    return (*concept.alternatives, *(Alternative(terms=(level,)) for level in sorted(levels)))


def _share(knowledge: Knowledge, row: Definition, asked: Sequence[Asked]) -> float:
    """How much of a defined term the question says, where it says nothing else; 0 where it does."""
    terms = set(knowledge.analyzer.terms(row.term))
    short = set(knowledge.analyzer.terms(row.short))
    said: set[str] = set()
    for concept in asked:
        inside = [set(a.terms) for a in concept.alternatives if set(a.terms) <= terms or set(a.terms) <= short]
        if not inside:
            return 0.0
        said |= max(inside, key=len)
    if short and short <= said:
        return 1.0
    return len(said & terms) / len(terms) if terms else 0.0


_DATED = re.compile(r"(\d{1,3})\D{1,9}((?:19|20)\d\d)")


def named_act(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """What the documents say of an act that they only name: that it is repealed, else what it is about."""
    said = _DATED.search(reference.foreign)
    if not said or reference.pairs:
        return None
    named = re.compile(rf"\b(?:Nomor|No\.?) {said[1]} Tahun {said[2]}\b", re.IGNORECASE)
    units = [unit for unit in knowledge.searcher.holding(said.groups()) if named.search(unit.quote)]
    repealing = [unit for unit in units if _REPEALS.search(unit.quote)]
    if "in_force" in query.intents:
        headline = say(query.language, "repealed", law=reference.foreign, cite=repealing[0].cite) if repealing else ""
        return answer(knowledge, query, headline, repealing[:1]) if repealing else None
    if "mandate" in query.intents or any(not c.light and c.known for c in query.concepts):
        return None  # asked about something that the act says
    bases = [unit for unit in units if unit.role == "basis" and unit.printed]
    if not bases:
        return None
    headline = say(query.language, "yes_unit", who=bases[0].cite) if query.polar else bases[0].cite
    return answer(knowledge, query, headline, bases[:1])


def naming(knowledge: Knowledge, reference: Reference) -> Mask:
    """The units that can say something of the act which a question names and no document is: those that name it."""
    said = _DATED.search(reference.foreign)
    every: Mask = np.ones(knowledge.store.size, bool)
    return (
        np.isin(np.arange(knowledge.store.size), [u.number for u in knowledge.searcher.holding(said.groups())])
        if said
        else every
    )


_CHANGED = {"cabut", "ubah", "ganti"}
_REPEALS = re.compile(r"\bdicabut\b|\btidak berlaku\b", re.IGNORECASE)


def particulars(knowledge: Knowledge, whole: Query, query: Query, reference: Reference) -> Answer | None:
    """Legal basis, dates and signatures of a document; the item that a question names, else the whole.

    `whole` still has the words of the law that the question names: "PP 18/2016 di mengingat nomor berapa".
    """
    if reference.foreign and "number" in query.intents and not query.intents & PARTICULARS.keys():
        query = replace(query, intents=query.intents | {"basis"})  # "PP tentang perangkat daerah nomor berapa"
        whole = replace(whole, intents=query.intents)
    roles = {role for intent, role in PARTICULARS.items() if intent in query.intents}
    if not roles or reference.pairs:
        return None
    asked = query if reference.documents and not query.intents >= {"basis", "number"} else whole
    asked = asked if "basis" in query.intents else query  # the law that a basis names, or the one whose basis is asked
    own = knowledge.own_words if reference.foreign else knowledge.own_words | knowledge.kind_words
    topical = [c for c in asked.concepts if not c.within(asked.asking) and not c.says(own) and not _bare(c, reference)]
    if "mandate" in query.intents:  # "kenapa permen ini dibuat"
        topical = [c for c in topical if not c.light]
    if not topical:
        return _part_of_act(knowledge, whole, reference, roles)
    unit = _item(knowledge, query, reference, roles, topical) if query.intents & NAMED else None
    if unit is None:
        return None
    headline = say(query.language, "yes_unit", who=unit.cite) if query.polar else unit.cite
    return answer(knowledge, whole, headline, [unit])


def _item(
    knowledge: Knowledge, query: Query, reference: Reference, roles: set[str], topical: Sequence[Asked]
) -> Unit | None:
    """The item of a basis or a closing that says what is asked about, of the document named, or of any at hand."""
    searcher, items = knowledge.searcher, query.intents >= {"basis", "number"}
    allowed = np.isin(searcher.roles, [ROLES.index(role) for role in roles]) & (searcher.home | searcher.national)
    if reference.documents:  # with `items` a law that others name: "UU KIP di bagian mengingat nomor berapa"
        allowed = allowed & np.isin(searcher.documents, reference.documents, invert=items)
    hits = [hit for hit in searcher.search(topical, allowed, most=20) if hit.coverage >= ENOUGH]
    units = [knowledge.store.unit(hit.unit) for hit in hits]
    if query.intents & {"signer", "gazette"}:  # the act's own closing, not one of an annex
        units = [unit for unit in units if _is_top(knowledge, unit)]
    return next((unit for unit in units if unit.printed or not items), None)


def _part_of_act(knowledge: Knowledge, query: Query, reference: Reference, roles: set[str]) -> Answer | None:
    """The first part with one of these roles that an act has; its title is the document itself."""
    for unit in knowledge.store.units():
        top = unit.parent is None if "title" in query.intents else _is_top(knowledge, unit)
        if top and unit.role in roles and allowed_document(knowledge, unit, reference) and unit.text:
            return answer(knowledge, query, _dated(knowledge, query, unit) or unit.cite, [unit])
    return None


def _is_top(knowledge: Knowledge, unit: Unit) -> bool:
    """Whether a unit stands in its document itself, in no other part of it."""
    return unit.parent is not None and knowledge.store.unit(unit.parent).parent is None


def _bare(concept: Asked, reference: Reference) -> bool:
    """Whether a concept names a kind of clause alone ("di bagian mengingat")."""
    return tuple(concept.text.split()) in reference.bare


def _dated(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    """What a closing says was done when, that of the verb that the question has; "" where no time is asked."""
    if "when" not in query.intents:
        return ""
    root = knowledge.analyzer.root
    asked = {root(word.word) for word in query.words}
    found = {match["done"]: " ".join(match[0].split()) for match in _DONE.finditer(unit.text)}
    told = [text for done, text in found.items() if root(done.lower()) in asked] or list(found.values())
    return f"{'; '.join(told)} — {unit.cite}" if told else ""


def allowed_document(knowledge: Knowledge, unit: Unit, reference: Reference) -> bool:
    """Whether a unit's document is one that the question names, where it names any."""
    return not reference.documents or unit.document in reference.documents


def part(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """An unnumbered part that a question names and asks nothing else of: "isi menimbang", "jabatan fungsional"."""
    units = [u for u in knowledge.referrer.parts(reference, query) if reference.documents or at_hand(knowledge, u)]
    if not units or reference.pairs or query.intents & {"instrument", "located"}:
        return None
    said = {place for c in query.concepts for place in range(*c.places) if c.says(_terms(knowledge, units[0]))}
    rest = [c for c in query.concepts if not c.light and not c.within(said) and not c.within(query.asking)]
    if rest and not all(c.says(knowledge.own_words) for c in rest):
        return None
    named = units[0].unit is not None and units[0].unit == units[0].number
    headline = unit_line(knowledge, units[0], query.language) if named else units[0].cite
    return answer(knowledge, query, headline, units)


def at_hand(knowledge: Knowledge, unit: Unit) -> bool:
    """Whether a unit is of the home office's documents or of those that hold for it."""
    return bool(knowledge.searcher.home[unit.number] or knowledge.searcher.national[unit.number])


def in_force(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """Whether a document still applies, as far as its manifest entry says; None where that is not asked."""
    if "in_force" not in query.intents or reference.foreign:
        return None
    if any(not c.light and not c.says(knowledge.own_words | knowledge.kind_words) for c in query.concepts):
        return None
    number = reference.documents[0] if reference.documents else 0
    unit = next((u for u in knowledge.store.units() if u.document == number and u.text), None)
    if unit is None:
        return None
    entry = knowledge.document(unit).entry
    headline = say(query.language, f"status_{entry.status.in_force}", document=entry.short)
    changed = any(knowledge.analyzer.root(word.word) in _CHANGED for word in query.words)
    if changed and entry.status.in_force == "unknown":
        return replace(no_answer(knowledge, query, headline, about=False), unstated=True)
    notes = [checked(entry.status, query.language)] if entry.status.in_force != "unknown" else []
    return answer(knowledge, query, headline, [unit], notes=notes)


def _terms(knowledge: Knowledge, unit: Unit) -> frozenset[str]:
    return frozenset(knowledge.analyzer.terms(f"{unit.label} {unit.level}")) | knowledge.title_terms(
        knowledge.document(unit).entry.id
    )
