"""Who does what: the duty or clause that covers a topic, with what else covers it."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.answer import Answer
from index.answering import amounts, decision, precedence, subject
from index.answering.compose import answer, unit_line
from index.answering.precedence import AS_MUCH, COVERED, COVERED_IN_SCOPE, home_first, smallest_first
from index.answering.refusal import unstated
from index.generation.store import Unit
from index.knowledge import Knowledge, capital, say, term
from index.query.query import Asked, Query
from index.scope.whose import Mention, printed_types
from index.search import Hit, Mask

_PERIOD = re.compile(  # a period or a date, with what it runs from
    r"(?:paling lambat |paling lama |sejak |mulai berlaku )?(?:pada )?"
    r"(?:\d+ ?\([\w ]+\) (?:hari|bulan|tahun)(?: kerja)?"
    r"(?: (?:sejak|setelah) (?:tanggal )?\w+)?|tanggal (?:\d+ \w+ \d{4}|diundangkan|ditetapkan)"
    r"|tanggal \d{1,2} ?\([\w ]+\)(?: (?:setiap|tiap)? ?bulan(?: berikutnya| berjalan)?)?"
    r"|pukul \d{1,2}[.:]\d\d(?: (?:sampai dengan|s\.d\.|sampai|-) (?:pukul )?\d{1,2}[.:]\d\d)?)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:apabila|jika|sepanjang|dengan syarat)\b|^Dalam hal\b", re.IGNORECASE)
MOST_OTHERS = 15  # clauses found that an answer tells of
CONSIDERED = 30  # hits that are looked at closely
DECIDES = 0.8  # of the best one's score: a clause that decides a question for a yes or no comes before one that doesn't
NEARLY = 0.7  # of the best one's score: a clause that covers more of the question may answer in its place
PIECE = 0.7  # of the one thing that a question is about: less of its words is something else
WHOLE = 0.9  # of the question's weight: a clause that says all of it may answer behind those that can't
BODY = 0.5  # weight of a word for a kind of unit where it is what the question is about
RELATED = 0.6  # of the best one's score: worth a line
OF_TYPE = 0.25  # the same for the unit of an annex that has the duty in an office of a type


def topic(knowledge: Knowledge, query: Query, allowed: Mask, mention: Mention | None = None) -> Answer | None:
    """The duty or clause that covers the question's topic; None where none does.

    `mention` is the unit that the question names: its own clauses answer where they say as much as others.
    """
    typed = printed_types(knowledge, query)
    if query.types and typed.any() and not knowledge.searcher.types[allowed].any():  # no annex at hand is of a type
        return _topic(knowledge, query, typed & allowed, mention) or _topic(knowledge, query, typed)
    found = None
    if mention and query.intents & {"who", "count"}:  # its own clause, one that says its name too, one that says most
        found = _topic(knowledge, query, allowed, mention, WHOLE) or _topic(knowledge, query, allowed, None, WHOLE)
    found = found or _topic(knowledge, query, allowed, mention)
    known = all(c.known or c.light or c.verbal for c in query.concepts)
    if not found and mention and known and "who" not in query.intents:  # its name is a topic
        found = _topic(knowledge, query, allowed)
        if found and "duties" in query.intents:
            said = [c for c in query.without(mention.places).concepts if not c.within(query.asking) and not c.light]
            return unstated(knowledge, query, "not_stated", said, mention.unit.name)
    if not found and all(c.known for c in query.concepts):
        found = _topic(knowledge, query, typed)
    return found


def _topic(
    knowledge: Knowledge, query: Query, allowed: Mask, mention: Mention | None = None, enough: float = 0.0
) -> Answer | None:
    types = "which_type" in query.intents or (query.polar and query.types)
    if types and all(c.light or any(map(c.says, knowledge.office_terms)) for c in query.concepts):
        return None  # which type an office is stands in no regulation
    if mention is not None:
        query = query.without(mention.places)
        allowed = allowed & _of_mention(knowledge, query, mention)
    concepts = [weighed(knowledge, query, concept) for concept in query.concepts]
    said = [c for c in concepts if c.known and not c.light and not all(t.isdigit() for t in c.terms)]
    if not said:
        return None
    enough = enough or (COVERED_IN_SCOPE if query.types else COVERED)
    considered = ranked(knowledge, query, concepts, allowed)
    ranking = precedence.supposed(knowledge, query, precedence.stated(knowledge, query, considered))
    found = [hit for hit in ranking if hit.coverage >= enough + knowledge.searcher.by_chance[hit.unit]]
    if (
        "who" in query.intents and len(said) == 1 and len(said[0].terms) > 1
    ):  # "data statistik" says nothing of "statistik sektoral"
        whole = knowledge.searcher.score(said)[1]
        found = [hit for hit in found if whole[hit.unit] >= PIECE]
    if not found and "sanction" in query.intents:
        clauses = subject.of_offences(knowledge, [hit for hit in considered if hit.coverage >= enough])
        return answer(knowledge, query, clauses[0].cite, clauses) if clauses else None
    hits = _first(knowledge, query, concepts, ranking, found)
    return _cited(knowledge, query, hits[0], found) if hits else None


def _first(
    knowledge: Knowledge, query: Query, concepts: Sequence[Asked], ranking: list[Hit], found: list[Hit]
) -> list[Hit]:
    """Of the clauses that cover enough those that may answer, the one first that does."""
    hits = [hit for hit in found if hit.score >= NEARLY * ranking[0].score]
    if query.polar and query.numbers:  # what can be compared
        hits = [h for h in found if amounts.of_kind(knowledge, query, knowledge.store.unit(h.unit))] or hits
    if "duties" in query.intents and not query.intents & {"who", "number", "clause", "located"}:
        hits = [hit for hit in found if precedence.tells_duties(knowledge.store.unit(hit.unit))] or hits
        posts = [c for c in concepts if not c.light and c.text.split()[0] in knowledge.lexicon.posts]
        hits = [hit for hit in hits if precedence.is_of(knowledge, knowledge.store.unit(hit.unit), posts)]
    if hits and not query.types:
        hits = home_first(knowledge, concepts, ranking, hits)
    if query.polar:
        return _deciding(knowledge, query, hits)
    whole = [hit for hit in found if hit.coverage >= WHOLE] if hits else []
    return precedence.first(knowledge, query, hits) or precedence.first(knowledge, query, whole)


def _deciding(knowledge: Knowledge, query: Query, hits: list[Hit]) -> list[Hit]:
    """The hits, first the first one that decides a question for a yes or no, an item of its list before it itself.

    Where none does, first the one that can answer it. Of figures what fits comes before what doesn't.
    """
    found: dict[str, Hit] = {}
    for hit in (hit for hit in hits if hit.score >= DECIDES * hits[0].score):
        whole = knowledge.store.unit(hit.unit)
        for unit in (*knowledge.store.children(whole), whole):
            if decided := decision.on_clause(knowledge, query, unit):
                found.setdefault(decided, hit._replace(unit=unit.number))
    first = found.get("yes") if amounts.asks(query) else next(iter(found.values()), None)
    if first is None and (no := found.get("no")):
        first = _fitting(knowledge, query, [hit for hit in hits if hit.score > no.score]) or no
    return [first, *hits] if first else precedence.first(knowledge, query, hits)


def _fitting(knowledge: Knowledge, query: Query, hits: Sequence[Hit]) -> Hit | None:
    """The first hit whose figures are those of the question, though it leaves something unsaid: none behind denies."""
    for hit in hits:
        unit = knowledge.store.unit(hit.unit)
        if amounts.compared(knowledge, query, unit, precedence.said_with(knowledge, unit)) == amounts.FITS:
            return hit
    return None


def _cited(knowledge: Knowledge, query: Query, first: Hit, found: Sequence[Hit]) -> Answer:
    """The answer that rests on a clause, with what else covers the topic."""
    best = knowledge.store.unit(first.unit)
    best = _listing(knowledge, best) if "list" in query.intents else best
    same, parts = _also(knowledge, [first, *found], best)
    also = []
    if same:
        also.append(say(query.language, "also", labels="; ".join(unit.label for unit in same)))
    if parts:
        also.append(_by_type(knowledge, parts, query.language))
    headline = _headline(knowledge, query, best)
    dated = amounts.DATE.search(query.text)
    if decided := decision.on_clause(knowledge, query, best):
        key = (
            "yes_if"
            if decided == "yes" and _CONDITION.search(precedence.said_with(knowledge, best))
            else f"{decided}_unit"
        )
        headline = say(query.language, key, who=headline)
    elif query.polar and query.numbers and not dated and not amounts.of_kind(knowledge, query, best):
        said = [c for c in query.concepts if not c.light and not c.within(query.asking)]
        return unstated(knowledge, query, "not_stated", said, knowledge.document(best).entry.short)
    elif left := decision.unstated_part(knowledge, query, best):
        return unstated(knowledge, query, "not_stated", left, knowledge.document(best).entry.short)
    others = dict.fromkeys(knowledge.store.unit(hit.unit).id for hit in found)
    cited = answer(knowledge, query, headline, [best, *same, *parts], also=also)
    return replace(cited, others=tuple(others)[:MOST_OTHERS], across=bool(parts or best.scope_type))


def _listing(knowledge: Knowledge, unit: Unit) -> Unit:
    """The list that a clause is an item of, or the one behind it that lists what it names: "... ayat (1) berupa:"."""
    if precedence.ITEMS.search(unit.quote) or unit.parent is None:
        return unit
    whole, number = knowledge.store.unit(unit.parent), unit.printed.strip("()")
    if whole in precedence.leads(unit, knowledge.referrer.path(unit)) and unit.unit is None:
        return whole
    behind = (
        u for u in knowledge.store.children(whole) if number.isdigit() and f"dimaksud pada ayat ({number})" in u.own
    )
    return next((u for u in behind if precedence.ITEMS.search(u.quote)), unit)


def _headline(knowledge: Knowledge, query: Query, best: Unit) -> str:
    """Who the clause speaks of, or the time or the number that it says where that is asked."""
    if query.intents & {"when", "time"} and (time := _PERIOD.search(best.text)):
        return f"{capital(time[0])} — {best.cite}"
    if "count" in query.intents and not query.polar and (value := precedence.counted(knowledge, query, best)):
        return f"{capital(value)} — {best.cite}"
    if "who" in query.intents and (who := precedence.holder(knowledge, query, best)):
        return f"{who} — {best.cite}"
    return unit_line(knowledge, best, query.language)


def weighed(knowledge: Knowledge, query: Query, concept: Asked) -> Asked:
    """A concept as it counts: a kind of unit is the topic where neither who nor what a unit does is asked."""
    if query.polar and (concept.within(query.counted) or all(term.isdigit() for term in concept.terms)):
        return replace(concept, light=True, weight=0.0)  # an amount is compared, not looked for
    if "located" in query.intents and concept.known and not concept.within(query.asking):
        return replace(concept, light=False)  # where the duties are is about duties
    bodies = (
        set() if query.intents & {"who", "duties", "structure"} else set(map(knowledge.analyzer.root, query.bodies))
    )
    return replace(concept, light=False, weight=max(concept.weight, BODY)) if concept.says(bodies) else concept


def _of_mention(knowledge: Knowledge, query: Query, mention: Mention) -> Mask:
    """The clauses of a named unit; where its duties as such are not asked for, those of its parts too."""
    searcher, number = knowledge.searcher, mention.unit.number
    inside = searcher.within(number)
    if "duties" not in query.intents:
        for unit in knowledge.organisation.parts(mention.unit):
            inside = inside | searcher.within(unit.number)
    return np.asarray(inside)


def ranked(knowledge: Knowledge, query: Query, concepts: Sequence[Asked], allowed: Mask) -> list[Hit]:
    """The units for a topic, best first; an organisational unit's own clauses first where somebody is sought."""
    searcher = knowledge.searcher
    scored = searcher.score(concepts)
    if "who" in query.intents:
        hits = searcher.closest(searcher.best(scored, allowed & (searcher.units >= 0), CONSIDERED), concepts)
        best = int(np.argmax(np.where(allowed, scored[0], 0)))
        if max((hit.coverage for hit in hits), default=0.0) >= max(COVERED, scored[1][best] - AS_MUCH):
            return smallest_first(knowledge, hits)
    return smallest_first(knowledge, searcher.closest(searcher.best(scored, allowed, CONSIDERED), concepts))


def _also(knowledge: Knowledge, hits: Sequence[Hit], best: Unit) -> tuple[list[Unit], list[Unit]]:
    """What else covers the topic: in the best one's document, and the best of each part of an annex."""
    same: list[Unit] = []
    parts: dict[tuple[str, str], Unit] = {}
    for hit in hits[1:]:
        unit = knowledge.store.unit(hit.unit)
        said = hit.coverage >= hits[0].coverage - 0.15 and hit.score >= OF_TYPE * hits[0].score
        if not said or unit.unit is None or unit.number == best.number:
            continue
        if unit.scope_type and unit.has_units == 0:
            parts.setdefault((unit.scope_level, unit.scope_type), unit)
        elif unit.document == best.document and hit.score >= RELATED * hits[0].score and not unit.scope_type:
            same.append(unit)
    if not best.scope_type:
        level = "kabupaten/kota" if knowledge.home.level in ("kabupaten", "kota") else knowledge.home.level
        parts = {key: unit for key, unit in parts.items() if level in ("", key[0])}
    parts.pop((best.scope_level, best.scope_type), None)
    return same[:3], list(parts.values())


def _by_type(knowledge: Knowledge, parts: Sequence[Unit], language: str) -> str:
    """The same duty in each part of an annex; types that agree on all levels are one."""
    labels: dict[str, dict[str, str]] = {}
    for unit in parts:
        labels.setdefault(unit.scope_type, {})[unit.scope_level] = _inside(knowledge, unit)
    rows = []
    for kind, by_level in sorted(labels.items()):
        agreed = len(set(by_level.values())) == 1
        for level, label in list(by_level.items())[: 1 if agreed else None]:
            key = "whom_type" if agreed else "whom"
            whom = term(language, key, level=term(language, level), type=kind.upper())
            rows.append(term(language, "by_type_row", whom=whom, label=label))
    document = knowledge.document(parts[0]).entry.short
    return say(language, "by_type", document=document, rows=" · ".join(rows))


def _inside(knowledge: Knowledge, unit: Unit) -> str:
    """A unit's label within its part of an annex: "Bidang Fungsi 4, Subbidang/Seksi 2"."""
    node = unit
    while node.parent is not None and node.role != "part":
        node = knowledge.store.unit(node.parent)
    return unit.label.removeprefix(node.label).strip(", ")
