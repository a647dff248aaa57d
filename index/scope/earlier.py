"""Follow-ups: "kalau tipe B?", "yang kabupaten?", "tugasnya apa?" keep what the last question in a chat asked."""

from dataclasses import replace

from index.answer import Answer
from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Query
from index.query.reader import EVERYDAY
from index.query.references import ORDINALS
from index.scope import shorthand, whose
from index.scope.limit_scope import ASKS
from index.scope.shorthand import SHORT, WHICH, read_anew

LONGEST = 8  # words: a longer question stands by itself


def follow_up(knowledge: Knowledge, query: Query, previous: Answer | None) -> Query:
    """The question, completed from the last one where it points at a place of its answer or names a part anew."""
    before = previous.query if previous else None
    if previous is None or before is None or len(query.words) > LONGEST or query.intents & {"greeting", "thanks"}:
        return query
    query = shorthand.corrected(knowledge, query)
    query = shorthand.named_shortly(knowledge, shorthand.lone_types(knowledge, query, before), before)
    query = shorthand.of_that_unit(knowledge, query, _unit(knowledge, previous))
    query = shorthand.of_that_clause(knowledge, query, knowledge.store.by_id(previous.place))
    if found := (
        _nth(knowledge, query, before, previous)
        or _last(knowledge, query, previous)
        or _same_place(knowledge, query, previous)
    ):
        return found
    parts = _parts(knowledge, query, frozenset(term for c in before.concepts if not c.light for term in c.terms))
    rest = frozenset(at for c in query.concepts for at in range(*c.places)) - query.asking
    if "define" in before.intents and not parts["topic"] and rest - query.levelled:  # "kalau dinas?"
        parts |= {"topic": rest, "level": frozenset()}
    if not _stands_alone(knowledge, query, before, previous, parts):
        if "number" in query.intents and previous.citations:  # "itu nomor berapa?"
            cited = knowledge.store.by_id(previous.place)
            return replace(before, language=query.language, meant=cited.number if cited else None)
        named = whose.mentioned(knowledge, before, knowledge.home.documents)
        unit = _unit(knowledge, previous) or (named.unit if named else None)
        if "duties" in query.intents and unit in knowledge.organisation.named and not parts["level"]:
            return read_anew(knowledge, f"{query.text} {unit.name}", query)  # "apa tugasnya?"
        return _completed(knowledge, query, before, parts)
    return query


# Intents of questions that stand by themselves.
ALONE = {"define", "person", "clause", "basis", "signer", "gazette", "types", "in_force", "mandate", "title",
         "workload"}  # fmt: skip
WHOLE = 5  # words: a longer question that asks and doesn't begin like a follow-up is whole


def _parts(knowledge: Knowledge, query: Query, said: frozenset[str] | None = None) -> dict[str, frozenset[int]]:
    """The places of a question's words by what they name: of each kind that a follow-up may name anew.

    What a follow-up is about are nouns, none of the terms that were `said` before; of a question before, anything.
    """
    reference = knowledge.referrer.find(query)
    named = whose.mentioned(knowledge, query, knowledge.home.documents)
    unit = named.places if named and named.own and not named.places <= query.embodied else frozenset[int]()
    regions = knowledge.regions.find([word.word for word in query.words])
    place = query.home | {at for start, end, _ in regions for at in range(start, end)}
    place |= frozenset() if reference.pairs else reference.used
    number = query.counted & reference.used
    number = frozenset({max(number)}) if number else query.counted
    taken = unit | place | query.slots | query.party | query.embodied | reference.used
    about = [c for c in query.concepts if not (c.light or c.within(taken))]
    if said is not None:
        about = [c for c in about if said.isdisjoint(c.terms) and c.weight > EVERYDAY]
        about = [c for c in about if not (c.verbal and query.asking)]
    nouns = [c for c in about if not c.verbal] or about
    topic = frozenset(at for c in nouns for at in range(*c.places))
    return {
        "type": query.typed, "level": query.levelled, "body": query.embodied - unit, "number": number - query.typed,
        "unit": unit, "place": place, "ask": query.asking, "topic": topic,
    }  # fmt: skip


def _stands_alone(
    knowledge: Knowledge, query: Query, before: Query, previous: Answer, parts: dict[str, frozenset[int]]
) -> bool:
    """Whether a question asks by itself: it says what it asks and what about, or begins like no follow-up."""
    follows = bool(query.words) and query.words[0].word in knowledge.lexicon.follows | WHICH
    follows = follows or (len(query.words) == 1 and query.text.rstrip(" ?.!").endswith("nya"))  # "diundangkannya?"
    earlier, asks = _parts(knowledge, before), bool(parts["ask"]) and not follows
    reference, pairs = knowledge.referrer.find(query), knowledge.referrer.find(before).pairs
    counts = query.bodies and query.intents & ASKS  # "isinya berapa seksi?"
    if reference.pairs or not any(parts.values()) or (query.intents & ALONE and not counts):
        return True
    about = [c for c in query.concepts if not c.light and not c.within(query.asking)]
    of_act = about and all(c.says(knowledge.vocabulary.own_words) for c in about)
    if of_act and (asks or previous.by == "particulars"):
        return asks  # of the act itself: "diundangkannya kapan", but "kalau diundangkan?"
    own = _parts(knowledge, query, frozenset())  # what it is about though it was said before
    if asks and (own["topic"] or reference.documents or len(query.words) > WHOLE):
        return bool(own["topic"] or reference.documents) or previous.by != "limit"
    if parts["topic"]:
        short = "who" in before.intents and before.types and len(query.words) <= SHORT  # "filtering konten?"
        held = earlier["topic"] or "define" in before.intents
        return not (follows or short) or bool(parts["ask"]) or not held
    if parts["unit"]:
        polar = (before.polar or query.polar) and earlier["topic"]
        return (asks and not query.polar) or not (polar or (earlier["unit"] and pairs))  # asked of another unit too
    if pairs and asks:
        return "number" not in query.intents
    if parts["number"] and not parts["body"]:
        return not (earlier["number"] or before.bodies)
    return bool(query.bodies and (query.intents & ASKS or query.types) and not before.bodies)


def _completed(knowledge: Knowledge, query: Query, before: Query, parts: dict[str, frozenset[int]]) -> Query:
    """The last question with the parts that this one names in the place of its own."""
    earlier = _parts(knowledge, before)
    given = {kind for kind, places in parts.items() if places}
    if "compare" in before.intents and any(word.word in knowledge.lexicon.companions for word in query.words):
        given -= {"type"}  # "kalau sama C?"
    if "define" in before.intents and "topic" in given:
        earlier |= {"topic": frozenset(range(len(before.words))) - before.asking}
    if "place" in given and not knowledge.referrer.find(query).documents:
        given |= {"type", "level"}  # an office has its own
    gone = {at for kind in given for at in earlier[kind]}
    if "ask" in given:
        gone |= {at for at, word in enumerate(before.words) if word.word in knowledge.lexicon.polar} | earlier["number"]
        gone |= earlier["unit"] if "who" in query.intents and before.polar else set()
    held = before.asking.union(*earlier.values())
    for at in sorted(gone, reverse=True):  # and what led to what is gone: "di", "dan"
        while at > 0 and at - 1 not in gone | held and knowledge.analyzer.is_stop(before.words[at - 1].word):
            at -= 1
            gone.add(at)
    first = len(before.words) if "ask" in given else min(gone, default=len(before.words))
    typed = enumerate(before.text[word.start : word.end] or word.word for word in before.words)
    kept = ["" if at in gone else word for at, word in typed]
    start = next((at for at, word in enumerate(query.words) if word.word not in knowledge.lexicon.follows | WHICH), 0)
    own = query.text[query.words[start].start :].rstrip(" ?.!") if query.words else ""
    return read_anew(knowledge, " ".join(filter(None, [*kept[:first], own, *kept[first:]])), query)


def _nth(knowledge: Knowledge, query: Query, before: Query, previous: Answer) -> Query | None:
    """ "yang kedua tugasnya apa?": the duties of a part that the answer before lists."""
    at = next((int(ORDINALS[word.word]) for word in query.words if word.word in ORDINALS), 0)
    last = any(word.word in knowledge.lexicon.last for word in query.words)
    unit = _unit(knowledge, previous) if before.intents & {"structure", "count", "list"} else None
    parts = knowledge.organisation.parts(unit) if unit and (at or last) else ()
    part = parts[-1:] if last else parts[at - 1 : at]
    return read_anew(knowledge, part[0].name, query, intents=frozenset({"duties"})) if part else None


def _last(knowledge: Knowledge, query: Query, previous: Answer) -> Query | None:
    """ "yang terakhir?": the last one beside the clause before."""
    cited, last = knowledge.store.by_id(previous.place), knowledge.lexicon.last
    if cited is None or cited.parent is None or not last.intersection(word.word for word in query.words[-1:]):
        return None
    beside = [unit for unit in knowledge.store.children(knowledge.store.unit(cited.parent)) if unit.printed]
    if cited not in beside or any(not c.light and c.text not in last for c in query.concepts):
        return None
    return read_anew(knowledge, beside[-1].label, query, meant=beside[-1].number)


def _unit(knowledge: Knowledge, previous: Answer) -> Unit | None:
    """The organisational unit that the clause before is of, or None."""
    cited = knowledge.store.by_id(previous.place)
    return knowledge.organisation.holder(cited) if cited else None


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
    if cited and query.intents == {"clause"} and not pairs and all(c.within(query.asking) for c in query.concepts):
        return replace(query, meant=cited.number)  # "bunyi lengkapnya dong"
    if cited is None or (not pairs and not step):
        return None
    if pairs and (not referrer.is_partial(pairs) or referrer.unnumbered(reference)):
        return None  # a clause that says by itself where it stands
    unit = referrer.inside(cited, pairs) if pairs else referrer.beside(cited, step, reference)
    if unit is None and not pairs:
        return replace(query, concepts=())  # there is none behind the last
    if unit is None:
        return None if reference.bare else _of_place(knowledge, query, cited)
    if "duties" in query.intents and (part := _part_named(knowledge, unit)):  # "yang huruf c tugasnya apa?"
        return read_anew(knowledge, part.name, query, intents=query.intents)
    return read_anew(knowledge, unit.label, query, meant=unit.number)


def _part_named(knowledge: Knowledge, row: Unit) -> Unit | None:
    """The organisational unit that a row of a list of parts names, or None."""
    read = knowledge.reader.read(row.text) if row.role == "structure" else None
    named = whose.mentioned(knowledge, read, frozenset({row.document})) if read else None
    return named.unit if named and named.own else None


def _of_place(knowledge: Knowledge, query: Query, cited: Unit) -> Query | None:
    """A piece that isn't there, asked of the clause before: "ayat 9" behind "pasal 12" is of Pasal 12."""
    referrer = knowledge.referrer
    levels = {pair.said for pair in referrer.find(query).pairs}
    for whole in referrer.path(cited):
        named = referrer.find(knowledge.reader.read(whole.cite))
        top = not referrer.is_partial(named.pairs) if named.pairs else bool(named.bare)
        if top and levels.isdisjoint(pair.said for pair in named.pairs):
            return read_anew(knowledge, f"{query.text} {whole.cite}", query)
    return None


def kept(knowledge: Knowledge, answer: Answer, query: Query, previous: Answer | None) -> Answer:
    """The answer as the next question will follow it up.

    One that says no keeps what was asked before it, unless the question says by itself, by more than a document's name,
    what it is about.
    """
    place = answer.citations[0].id if answer.citations else previous.place if previous else ""
    if answer.answered or previous is None or previous.query is None:
        return replace(answer, query=query, place=place)
    reference = knowledge.referrer.find(query)
    named = query.slots | reference.used
    topic = reference.pairs or any(c.weight > EVERYDAY and not (c.light or c.within(named)) for c in query.concepts)
    return replace(answer, place=place, query=query if topic else previous.query)
