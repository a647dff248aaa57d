"""What a question points at: a clause, a list or range of them, how many there are, a part without number, a term."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.answer import Answer
from index.answering.compose import MOST_CITATIONS, answer, unit_line
from index.answering.refusal import in_each, missing_clause, unstated
from index.generation.facts import Definition
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Alternative, Asked, Pair, Query, Reference
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
    if not found and mention is None and not reference.documents and (held := in_each(knowledge, query, reference)):
        return answer(knowledge, query, held[0].cite, held[:1])  # of the first document that has it
    if not found:
        inside = _child(knowledge, mention, reference) if mention is not None and mention.own else None
        if inside is not None:
            return answer(knowledge, query, inside.cite, [inside])
        return missing_clause(knowledge, query, reference.each()[0])
    if len(listed) > 1:
        firsts = [units[0] for units in found]
        headline = "; ".join(unit.cite for unit in firsts[:MOST_CITATIONS])
        lacking = (one for one, units in zip(_each(knowledge, reference), listed, strict=True) if not units)
        told = (missing_clause(knowledge, query, one) for one in lacking)
        notes = list(dict.fromkeys(missing.headline for missing in told if missing))
        return answer(knowledge, query, headline, firsts, notes=notes, each=True)
    best = found[0][0]
    each = [] if reference.documents else in_each(knowledge, query, reference, MOST_CITATIONS)  # it may mean those too
    same = [unit.cite for unit in each if unit.document != best.document and unit.level == best.level]
    if more := len(knowledge.referrer.holding(reference)) - MOST_CITATIONS if len(each) == MOST_CITATIONS else 0:
        same.append(term(query.language, "and_more", count=more))
    also = [say(query.language, "also", labels="; ".join(same))] if same else []
    named = best.unit is None or best.unit == best.number
    headline = unit_line(knowledge, best, query.language) if named else best.cite
    return answer(knowledge, query, headline, [best], also=also)


def _counted(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """How many clauses of a level a document has, "ada berapa pasal", or the last one, "pasal terakhir"."""
    said = next(iter(reference.bare)) if len(reference.bare) == 1 else ()
    last = any(word.word in knowledge.lexicon.last for word in query.words)
    aside, named = query.asking | reference.used, {" ".join(said), *knowledge.lexicon.last}
    more = any(not c.light and not c.within(aside) and c.text not in named for c in query.concepts)
    if not said or more or query.types or query.bodies or not (last or "count" in query.intents):
        return None
    units = knowledge.referrer.siblings(Pair(said=said, number=""), (), query, reference)
    if not units or not units[-1].printed:
        return None
    if last:
        return answer(knowledge, query, units[-1].cite, units[-1:])
    entry = knowledge.document(units[0]).entry
    headline = say(query.language, "pieces", document=entry.short, count=len(units), level=said[0])
    return answer(knowledge, query, headline, knowledge.store.by_ids([entry.id]))


def _child(knowledge: Knowledge, mention: Mention, reference: Reference) -> Unit | None:
    """What a named unit numbers so, whatever it calls that: "butir 9 seksi aplikasi"."""
    units = knowledge.store.printed(reference.pairs[-1].number)
    return next((u for u in units if u.unit == mention.unit.number and u.parent is not None), None)


def _each(knowledge: Knowledge, reference: Reference) -> list[Reference]:
    """The clauses of a list, one each; what the last one stands in holds for all: "ayat 1 sampai 3 pasal 12"."""
    *before, last = reference.each()
    if not all(knowledge.referrer.is_partial(one.pairs) and len(one.pairs) == 1 for one in before):
        return [*before, last]
    return [*(replace(one, pairs=(*one.pairs, *last.pairs[1:])) for one in before), last]


def _resolved(knowledge: Knowledge, query: Query, reference: Reference, mention: Mention | None) -> list[Unit]:
    units = knowledge.referrer.resolve(reference, query)
    if mention is None or not mention.own:
        return units
    inside = [unit for unit in units if unit.unit == mention.unit.number]
    apart = not knowledge.referrer.is_partial(reference.pairs)  # "tugas seksi X dan pasal 24"
    return inside or [unit for unit in units if apart and unit.document != mention.unit.document]


def part(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """An unnumbered part that a question names and asks nothing else of: "isi menimbang", "jabatan fungsional"."""
    at_hand = knowledge.searcher.at_hand
    units = [u for u in knowledge.referrer.parts(reference, query) if reference.documents or at_hand[u.number]]
    if not units or reference.pairs or query.intents & {"instrument", "located"}:
        return None
    title = knowledge.title_terms(knowledge.document(units[0]).entry.id)
    terms = title.union(knowledge.analyzer.terms(f"{units[0].label} {units[0].level}"))
    said = {place for c in query.concepts for place in range(*c.places) if c.says(terms)}
    rest = [c for c in query.concepts if not c.light and not c.within(said) and not c.within(query.asking)]
    if any(not c.says(knowledge.vocabulary.own_words) for c in rest):
        return None
    named = units[0].unit == units[0].number
    headline = unit_line(knowledge, units[0], query.language) if named else units[0].cite
    return answer(knowledge, query, headline, units)


def heading(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """What stands under the heading that a question says whole, and nothing else, of a document that it names."""
    if not reference.documents or reference.pairs:
        return None
    terms, words = knowledge.analyzer.terms, query.words
    said = {t for at, word in enumerate(words) if at not in reference.used for t in terms(word.word)}
    aside = {t for at in query.asking for t in terms(words[at].word)}
    found = [
        unit
        for unit in knowledge.searcher.holding(said - aside or said)
        if unit.role == "heading" and unit.document in reference.documents and said.issuperset(unit.terms.split())
    ]
    if not found:
        return None
    best = max(found, key=lambda unit: (len(unit.terms), -unit.number))
    below = knowledge.store.children(best)
    one = below[0] if len(below) == 1 and below[0].role != "heading" else best
    return answer(knowledge, query, one.cite, [one])


def definition(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """What a document says that a term means, or None where no document defines the question's term."""
    if "define" not in query.intents:
        return None
    aside = query.asking | query.aside
    asked = [c for c in query.concepts if not (c.within(aside) or (c.light and knowledge.analyzer.is_stop(c.text)))]
    levels = {t for level in query.levels for t in knowledge.analyzer.terms(level)}
    as_printed = [Alternative(terms=(level,)) for level in sorted(levels)]  # of "regency"
    asked = [replace(c, alternatives=(*c.alternatives, *as_printed)) if c.within(query.scoped) else c for c in asked]
    topics = [c for c in asked if not c.light] or asked
    topics += [c for c in asked if topics and c.light and c.places[0] == topics[-1].places[1]]  # "PPID pembantu"
    rows = knowledge.defined(t for c in asked[:1] for a in c.alternatives for t in a.terms)
    fitting = [(share, row) for terms, row in rows if (share := _share(terms, asked)) > 0]
    said, typed = _typed(knowledge, query, asked)
    fitting = [(1.0, row) for row in typed] or fitting
    units = {unit.id: unit for unit in knowledge.store.by_ids(row.citation for _, row in fitting)}
    if reference.documents and not reference.used <= said:  # "peraturan daerah" is a term too
        fitting = [pair for pair in fitting if units[pair[1].citation].document in reference.documents]
    if not fitting:
        return _without_definition(knowledge, query, topics)
    best = max(fitting, key=lambda pair: (pair[0], not pair[1].explained))[1]
    return answer(knowledge, query, say(query.language, "definition", term=best.term), [units[best.citation]])


def _typed(knowledge: Knowledge, query: Query, asked: Sequence[Asked]) -> tuple[frozenset[int], list[Definition]]:
    """The longest term that a question says word for word, where it says nothing else: its places, definitions."""
    for start, end, rows in knowledge.defined_words.find([word.word for word in query.words]):
        said = frozenset(range(start, end))
        if query.asking - said and all(c.within(said) for c in asked):
            return said, rows
    return frozenset(), []


DEFINING = {"define", "verdict"}
AROUND = 40  # characters
_OF = {"of", "for", "in"}  # behind a noun that belongs to another one: what is asked for is no term
_SHORT = r"\bdi(?:sebut|singkat)\s+(?:dengan\s+|sebagai\s+)?{0}\b|\b{0}\s+(?:adalah|ialah)\b|dimaksud dengan\W+{0}\b"


def _without_definition(knowledge: Knowledge, query: Query, topics: Sequence[Asked]) -> Answer | None:
    """The clause that says what a term is in passing ("(PeGI)"), else that none does; None for no term alone."""
    alone = all(a.places[1] == b.places[0] for a, b in pairwise(topics)) and all(c.known for c in topics)
    if not topics or not alone or not query.intents <= DEFINING:
        return None
    end = topics[-1].places[1]
    if end < len(query.words) and query.words[end].word in _OF:
        return None
    typed = query.text[query.words[topics[0].places[0]].start : query.words[end - 1].end]
    form = _SHORT if " " in typed else rf"{_SHORT}|\(\s*{{0}}\s*\)"  # an abbreviation stands behind what it is of
    said = re.compile(form.format(r"\s+".join(map(re.escape, typed.lower().split()))))
    terms = [term for c in topics for term in c.terms]
    phrase = f" {' '.join(terms)} "
    within = (unit for unit in knowledge.searcher.holding(terms) if phrase in f" {unit.terms} ")
    found = [unit for unit in within if unit.role != "heading" and _defines(unit.quote.lower(), typed.lower(), said)]
    if not found:
        return unstated(knowledge, query, "undefined", topics)
    shortest = min(found, key=lambda unit: len(unit.quote))
    printed = re.search(re.escape(typed), shortest.quote, re.IGNORECASE)
    return answer(
        knowledge, query, say(query.language, "definition", term=printed[0] if printed else typed), [shortest]
    )


def _defines(text: str, term: str, said: re.Pattern[str]) -> bool:
    """Whether a text says around a term that it is one; only there it is looked for, since texts are long."""
    places = (match.start() for match in re.finditer(re.escape(term.split()[0]), text))
    return any(said.search(text, max(0, at - AROUND), at + len(term) + AROUND) for at in places)


def _share(terms: frozenset[str], asked: Sequence[Asked]) -> float:
    """How much of a defined term the question says, where it says nothing else; 0 where it does."""
    said = set[str]()
    for concept in asked:
        inside = [set(a.terms) for a in concept.alternatives if terms.issuperset(a.terms)]
        if not inside:
            return 0.0
        said |= max(inside, key=len)
    return len(said) / len(terms) if said else 0.0
