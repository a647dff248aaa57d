"""What a term means: the clause that defines it, else that none does."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.answer import Answer
from index.answering.compose import answer
from index.answering.refusal import unstated
from index.generation.facts import Definition
from index.knowledge import Knowledge, say
from index.query.query import Alternative, Asked, Query


def definition(knowledge: Knowledge, query: Query, documents: Sequence[int]) -> Answer | None:
    """What a document says that a term means, or None where no document defines the question's term."""
    if "define" not in query.intents:
        return None
    aside = query.asking | query.aside
    asked = [c for c in query.concepts if not (c.within(aside) or (c.light and knowledge.analyzer.is_stop(c.text)))]
    levels = {t for level in query.levels for t in knowledge.analyzer.terms(level)}
    asked = [replace(c, alternatives=_levelled(c, levels)) if c.within(query.scoped) else c for c in asked]
    topics = [c for c in asked if not c.light] or asked
    rows = knowledge.defined(t for c in asked[:1] for a in c.alternatives for t in a.terms)
    fitting = [(share, row) for terms, row in rows if (share := _share(terms, asked)) > 0]
    if not fitting:
        return _without_definition(knowledge, query, topics)
    typed = f" {' '.join(knowledge.analyzer.folded(query.text))} "
    best = max(fitting, key=lambda pair: (pair[0], _is_typed(knowledge, pair[1], typed), not pair[1].explained))[1]
    units = [u for u in knowledge.store.by_ids([best.citation]) if not documents or u.document in documents]
    return answer(knowledge, query, say(query.language, "definition", term=best.term), units) if units else None


def _is_typed(knowledge: Knowledge, row: Definition, typed: str) -> bool:
    """Whether a term stands in a question letter for letter: "penyelenggara" is not "penyelenggaraan"."""
    return f" {' '.join(knowledge.analyzer.folded(row.term))} " in typed


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
    return answer(knowledge, query, say(query.language, "definition", term=typed), [shortest])


def _defines(text: str, term: str, said: re.Pattern[str]) -> bool:
    """Whether a text says around a term that it is one; only there it is looked for, since texts are long."""
    places = (match.start() for match in re.finditer(re.escape(term.split()[0]), text))
    return any(said.search(text, max(0, at - AROUND), at + len(term) + AROUND) for at in places)


def _levelled(concept: Asked, levels: set[str]) -> tuple[Alternative, ...]:
    """A level's name as said ("regency"), or as documents print it."""
    return (*concept.alternatives, *(Alternative(terms=(level,)) for level in sorted(levels)))


def _share(terms: frozenset[str], asked: Sequence[Asked]) -> float:
    """How much of a defined term the question says, where it says nothing else; 0 where it does."""
    said = set[str]()
    for concept in asked:
        inside = [set(a.terms) for a in concept.alternatives if terms.issuperset(a.terms)]
        if not inside:
            return 0.0
        said |= max(inside, key=len)
    return len(said) / len(terms) if said else 0.0
