"""Short and reworded follow-ups: what one meant instead, a unit's name without its kind, "mereka", letters as types."""

from dataclasses import replace
from typing import Any

from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Query
from index.scope import whose

MOST = 30  # words of a clause that a question takes up
SHORT = 4  # words: in a longer question a letter is no type by itself ("a")
WHICH, THAT = {"yang"}, {"itu", "ini", "tersebut", "tadi"}


def corrected(knowledge: Knowledge, query: Query) -> Query:
    """What a question says that it means: "provinsi tipe B" of "bukan itu, maksudnya provinsi tipe B"."""
    for said in sorted(knowledge.lexicon.meaning, key=len, reverse=True):
        before, found, meant = query.text.lower().rpartition(said)
        words = before.replace(",", " ").split()
        if found and words[:1] and words[0] in knowledge.lexicon.denials and meant.strip(" ?."):
            return read_anew(knowledge, query.text[-len(meant) :].strip(), query)
    return query


def named_shortly(knowledge: Knowledge, query: Query, before: Query) -> Query:
    """A unit's name without the word for its kind, "infrastruktur?", behind a question about one of that kind."""
    documents = knowledge.home.documents
    earlier = whose.mentioned(knowledge, before, documents)
    follows, numbered = knowledge.lexicon.follows | WHICH, knowledge.referrer.find(query).used
    name = [word.word for at, word in enumerate(query.words) if word.word not in follows and at not in numbered]
    lone = earlier and not (query.asking - numbered or query.bodies or query.types) and len(name) <= SHORT
    if earlier is None or not lone or whose.mentioned(knowledge, query, documents):
        return query
    kind = knowledge.organisation.names[earlier.unit.number].kind
    whole = read_anew(knowledge, f"{kind} {' '.join(name)}", query)
    named = whose.mentioned(knowledge, whole, documents)
    if not named or len(named.places) != len(whole.words):
        return query
    rest = " ".join(query.text[query.words[at].start : query.words[at].end] for at in sorted(numbered))
    return read_anew(knowledge, f"{whole.text} {rest}".strip(), query)


def lone_types(knowledge: Knowledge, query: Query, before: Query) -> Query:
    """The question, its single letters as types where the one before named a type: "C?", "kalau sama C?"."""
    kinds = knowledge.lexicon.scope.get("type", {})
    last = query.words[-1:] if query.language == "en" else query.words  # "in a regency" names none
    letters = kinds.keys() & {word.word for word in last}
    if not before.types or query.types or not letters or len(query.words) > SHORT:
        return query
    words = (kinds[word.word][0] if word.word in kinds else query.text[word.start : word.end] for word in query.words)
    return read_anew(knowledge, " ".join(words), query)


def of_that_unit(knowledge: Knowledge, query: Query, unit: Unit | None) -> Query:
    """Whether the unit of the last answer does something: "mereka juga urus X?", "seksi itu urus X?"."""
    kind = knowledge.organisation.names[unit.number].kind if unit in knowledge.organisation.named and unit else ""
    for at, word in enumerate(query.words if query.polar and kind else ()):
        start = at - (at > 0 and word.word in THAT and knowledge.analyzer.root(query.words[at - 1].word) == kind)
        if unit and (start < at or word.word in knowledge.lexicon.pronouns):
            before, behind = query.text[: query.words[start].start], query.text[word.end :]
            return read_anew(knowledge, f"{before}{unit.name}{behind}", query)
    return query


def of_that_clause(knowledge: Knowledge, query: Query, clause: Unit | None) -> Query:
    """Who does what the last clause says, by its own words: "itu dikerjakan seksi mana?"."""
    first = query.words[0].word if query.words else ""
    about = any(not c.light and not c.verbal for c in query.concepts)
    if clause is None or first not in THAT or about or "who" not in query.intents:
        return query
    said = " ".join(clause.own.split()[:MOST]).rstrip(" ;.")
    return read_anew(knowledge, f"{said} {query.text[query.words[0].end :]}", query)


def read_anew(knowledge: Knowledge, text: str, query: Query, **changed: Any) -> Query:
    """What a question stands for in the place of its own words, in its language."""
    read = knowledge.reader.read(text)
    return replace(read, language=query.language, corrected=query.corrected, **changed)
