"""Follow-ups: "kalau tipe B?", "yang kabupaten?", "tugasnya apa?" keep what the last question in a chat asked.

The level and type of office that a chat has set, where a question leaves them open.
"""

from dataclasses import replace
from typing import Any

from index.answer import Answer
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Preference, Query
from index.query.references import ORDINALS
from index.scope import whose
from index.scope.limit_scope import ASKS

LONGEST = 8  # words: a longer question stands by itself


def follow_up(knowledge: Knowledge, query: Query, previous: Answer | None) -> Query:
    """The question, completed from the last one where it only changes that one's scope or asks on about its unit."""
    before = previous.query if previous else None
    if previous is None or before is None or len(query.words) > LONGEST:
        return query
    if found := _nth(knowledge, query, before, previous) or _same_place(knowledge, query, previous):
        return found
    query = _lone_types(knowledge, query, before)
    if other := _of_another_unit(knowledge, query, before):
        return other
    if _has_topic(knowledge, query):
        return _of_the_same(knowledge, query, before)
    if "define" in before.intents and query.concepts and query.words[0].word in knowledge.lexicon.follows:
        concepts = tuple(replace(c, light=False) for c in query.concepts)  # "kalau dinas?"
        return _of_the_same(knowledge, replace(query, concepts=concepts), before)
    if "define" in before.intents and query.levels and not query.types:  # "yang provinsi?"
        kept = [word.word for at, word in enumerate(before.words) if at not in before.scoped]
        asked = _read(knowledge, " ".join([*kept, query.text]), query)
        level = {term for level in query.levels for term in knowledge.analyzer.terms(level)}
        about = {term for c in before.concepts if not c.light for term in c.terms} | level
        terms = (set(knowledge.analyzer.terms(row.term)) for row in knowledge.facts.definitions)
        return asked if any(about <= row for row in terms) else query
    if "number" in query.intents and previous.citations and not query.types:  # "itu nomor berapa?"
        cited = knowledge.store.by_id(previous.place)
        return _like(before, query, meant=cited.number if cited else None)
    documents = knowledge.referrer.find(query).documents
    if documents and before.concepts and not query.types:  # "di permennya gimana?"
        return _like(before, query, meant=None, within=documents)
    return _rescoped(knowledge, query, before, previous)


def _nth(knowledge: Knowledge, query: Query, before: Query, previous: Answer) -> Query | None:
    """ "yang kedua tugasnya apa?": the duties of a part that the answer before lists, or of one beside its unit."""
    at = next((int(ORDINALS[word.word]) for word in query.words if word.word in ORDINALS), 0)
    last = any(word.word in knowledge.lexicon.last for word in query.words)
    told = ORDINALS.keys() | knowledge.lexicon.last
    unit = _unit(knowledge, previous)
    listed = before.intents & {"structure", "count", "list"} or any(word in before.text.lower() for word in told)
    if (
        unit is None
        or not listed
        or not (at or last)
        or any(c.known and not c.light and c.text not in told for c in query.concepts)
    ):
        return None
    above = knowledge.organisation.above(unit)
    parts = knowledge.organisation.parts(unit) or (knowledge.organisation.parts(above) if above else ())
    if at > len(parts) or not parts:
        return None
    return _read(knowledge, parts[-1 if last else at - 1].name, query, intents=frozenset({"duties"}))


def _unit(knowledge: Knowledge, previous: Answer) -> Unit | None:
    """The organisational unit that the clause before is of, or None."""
    cited = knowledge.store.by_id(previous.place)
    return knowledge.organisation.holder(cited) if cited else None


def _rescoped(knowledge: Knowledge, query: Query, before: Query, previous: Answer) -> Query:
    """The last question with the scope, the number or the kind of unit that this one has, else this one."""
    if "who" in query.intents and before.polar:  # "terus tugas siapa?"
        named = whose.mentioned(knowledge, before, knowledge.home.documents)
        gone = named.places if named else frozenset[int]()
        words = tuple(replace(word, word="") if at in gone else word for at, word in enumerate(before.words))
        return _like(before.without(gone), query, intents=query.intents, polar=False, words=words)
    if "duties" in query.intents and previous.answered and not (query.types or query.levels):
        return _duties_of(knowledge, query, previous)
    complete = (query.bodies or len(query.types) > 1) and query.intents & ASKS and (query.types or not before.bodies)
    if complete or (query.bodies and query.types and not before.bodies):
        return query  # a question for a number, or of another thing: "seksi per bidang tipe A?"
    alone = not query.concepts or all(c.light for c in query.concepts)
    if "count" in query.intents and not query.bodies and (before.numbers or (alone and before.polar)):
        # "yang benar berapa?" after a verdict, "berapa?"
        return _like(
            before, query, intents=before.intents - {"may", "must", "verdict"} | query.intents, numbers=(), polar=False
        )
    if "list" in query.intents and before.intents & {"structure", "count"} and not query.types:
        return _like(before, query, intents=before.intents | query.intents)  # "sebutkan namanya"
    changes = query.types or query.levels or (before.bodies and (query.bodies or query.numbers))
    if not changes or query.intents & {"define", "greeting", "person", "clause", "basis", "signer"}:
        return query
    return _like(
        before,
        query,
        meant=None,
        intents=before.intents | (query.intents - {"who"} if before.intents else query.intents),
        types=(*before.types, *query.types) if _adds(knowledge, query, before) else query.types or before.types,
        levels=query.levels or before.levels,
        unheld=query.unheld,
        bodies=query.bodies or before.bodies,
        numbers=query.numbers or before.numbers,
    )


def _like(before: Query, query: Query, **changed: Any) -> Query:
    """The question before, in the words and the language of the one that follows it up."""
    return replace(before, text=query.text, language=query.language, corrected=query.corrected, **changed)


def _read(knowledge: Knowledge, text: str, query: Query, **changed: Any) -> Query:
    """What a question stands for in the place of its own words."""
    return _like(knowledge.reader.read(text), query, **changed)


def _lone_types(knowledge: Knowledge, query: Query, before: Query) -> Query:
    """The question, its single letters as types where the one before named a type: "C?", "kalau sama C?"."""
    kinds = knowledge.lexicon.scope.get("type", {})
    letters = {at: word.word for at, word in enumerate(query.words) if word.word in kinds}
    if not before.types or query.types or not letters:
        return query
    kept = tuple(c for c in query.concepts if not c.within(set(letters)))
    return replace(query, types=tuple(letters.values()), scoped=query.scoped | letters.keys(), concepts=kept)


def _adds(knowledge: Knowledge, query: Query, before: Query) -> bool:
    """Whether a type is to be compared with those before, not put in their place: "kalau sama C?"."""
    return "compare" in before.intents and any(word.word in knowledge.lexicon.companions for word in query.words)


def _of_another_unit(knowledge: Knowledge, query: Query, before: Query) -> Query | None:
    """What was asked of one unit, asked of the one that alone is named now: "kalau seksi infrastruktur?"."""
    home = knowledge.home.documents
    now, then = (whose.mentioned(knowledge, one, home) for one in (query, before))
    if not (before.polar and now and then and now.own and then.own):
        return None
    if any(not c.light and not c.within(now.places) for c in query.concepts):
        return None
    kept = [before.text[w.start : w.end] for at, w in enumerate(before.words) if at not in then.places]
    return _read(knowledge, " ".join([*dict.fromkeys(kept), now.unit.name]), query, polar=True)


def _of_the_same(knowledge: Knowledge, query: Query, before: Query) -> Query:
    """A question that only names another topic ("kalau bandwidth?") as one that asks what was asked before."""
    follows = query.words and query.words[0].word in knowledge.lexicon.follows
    follows = follows or (len(query.words) == 1 and query.text.rstrip(" ?.!").endswith("nya"))  # "diundangkannya?"
    if not follows or query.intents or query.levels or query.types:
        return query
    return replace(query, intents=before.intents, types=before.types, levels=before.levels, polar=before.polar)


def _same_place(knowledge: Knowledge, query: Query, previous: Answer) -> Query | None:
    """ "ayat 3?" after an answer from Pasal 12, "yang nomor 9?" after a unit's duties, "ayat berikutnya"."""
    cited, referrer = knowledge.store.by_id(previous.place), knowledge.referrer
    named = whose.mentioned(knowledge, query, knowledge.home.documents)
    if named and named.own and named.unit != _unit(knowledge, previous):
        return None  # "seksi infrastruktur yang nomor 6?"
    words = [word.word for word in query.words]
    reference = referrer.find(query)
    pairs, steps = reference.pairs, knowledge.lexicon.steps
    step = next((int(steps[word]) for word in words if word in steps), 0)
    told = {at for at, word in enumerate(words) if word in steps or any(word in said for said in reference.bare)}
    if step and not pairs and any(not c.light and not c.within(told) for c in query.concepts):
        return None
    if cited is None or (not pairs and not step):
        return None
    if pairs and (same := _same_in(knowledge, query, cited)):
        return same
    if pairs and (not referrer.is_partial(pairs) or referrer.names_plain(reference)):
        return None  # a clause that says by itself where it stands
    unit = referrer.inside(cited, pairs) if pairs else referrer.beside(cited, step, reference)
    if unit is None:
        return _of_place(knowledge, query, cited) if pairs else None
    return _read(knowledge, unit.label, query, meant=unit.number)


def _same_in(knowledge: Knowledge, query: Query, cited: Unit) -> Query | None:
    """The same clause of another part of an annex, "kalau lampiran V?"; None where that is not asked, or not there."""
    others = knowledge.referrer.resolve(knowledge.referrer.find(query), query)[:1]
    for whole in knowledge.referrer.path(cited)[1:]:
        if others and whole.role == others[0].role == "part" and query.words[0].word in knowledge.lexicon.follows:
            same = knowledge.store.by_id(others[0].id + cited.id.removeprefix(whole.id))
            return replace(query, meant=same.number) if same else None
    return None


def _of_place(knowledge: Knowledge, query: Query, cited: Unit) -> Query | None:
    """A piece that isn't there, asked of the clause before: "ayat 9" behind "pasal 12" is of Pasal 12."""
    referrer = knowledge.referrer
    levels = {pair.said for pair in referrer.find(query).pairs}
    for whole in referrer.path(cited):
        named = referrer.find(knowledge.reader.read(whole.cite))
        top = not referrer.is_partial(named.pairs) if named.pairs else bool(named.bare)
        if top and levels.isdisjoint(pair.said for pair in named.pairs):
            return _read(knowledge, f"{query.text} {whole.cite}", query)
    return None


def _has_topic(knowledge: Knowledge, query: Query) -> bool:
    """Whether a question says by itself what it is about, more than a document's name."""
    reference = knowledge.referrer.find(query)
    named, scope = query.slots | reference.used, (*query.bodies, *query.levels)
    return bool(reference.pairs) or (
        "greeting" not in query.intents
        and any(not c.light and not c.within(named) and c.text not in scope for c in query.concepts)
    )


def _duties_of(knowledge: Knowledge, query: Query, previous: Answer) -> Query:
    """The same question asked of the unit that the last answer named."""
    unit = _unit(knowledge, previous)
    if unit is None or unit not in knowledge.organisation.named:
        return query
    return _read(knowledge, f"{query.text} {unit.name}", query)


def kept(knowledge: Knowledge, answer: Answer, query: Query, previous: Answer | None) -> Answer:
    """The answer as the next question will follow it up: one that says no keeps what was asked before it."""
    place = answer.citations[0].id if answer.citations else previous.place if previous else ""
    if answer.answered or previous is None or previous.query is None:
        return replace(answer, query=query, place=place)
    return replace(answer, place=place, query=previous.query if not _has_topic(knowledge, query) else query)


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
    return replace(query, levels=levels, types=types)


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
