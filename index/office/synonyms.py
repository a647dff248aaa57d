"""Words that an admin has taught: what people say for what documents print, over the shipped vocabulary."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.analysis.lexicon import Concept, Lexicon
from index.knowledge import Knowledge
from index.office.office import NAME, Register, append_to_audit, now, read_only
from index.query.query import Asked, Query

LONGEST = 80  # characters of a word or its meaning
MOST = 12  # stretches of one question that are proposed
JOINED = 3  # words beside each other that are proposed as one


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """A word that people say, and what it means in words that the vocabulary or the documents know."""

    word: str
    meaning: str


def taught(data: Path) -> tuple[Synonym, ...]:
    """The synonyms in a data folder, read without opening the office's data; none where that can't be read."""
    if not (data / NAME).is_file():
        return ()
    try:
        with read_only(data / NAME) as database:
            rows = database.execute("SELECT word, meaning FROM synonyms ORDER BY word")
            return tuple(Synonym(word=word, meaning=meaning) for word, meaning in rows)
    except sqlite3.Error:
        return ()


def with_synonyms(lexicon: Lexicon, synonyms: Sequence[Synonym]) -> Lexicon:
    """The vocabulary with the synonyms over it; a word means what its meaning means, if that is a concept."""
    synonyms = [row for row in synonyms if all(any(c.isalnum() for c in text) for text in (row.word, row.meaning))]
    if not synonyms:
        return lexicon
    known = {text.lower(): concept for concept in lexicon.concepts for text in (*concept.means, *concept.say)}
    words = {synonym.word.lower() for synonym in synonyms}
    spelling = {said: right for said, right in lexicon.spelling.items() if said not in words}
    kept = tuple(replace(c, say=tuple(text for text in c.say if text.lower() not in words)) for c in lexicon.concepts)
    added = tuple(replace(known.get(s.meaning.lower(), Concept(means=(s.meaning,))), say=(s.word,)) for s in synonyms)
    return replace(lexicon, concepts=(*kept, *added), spelling=spelling)


class Synonyms(Register):
    """The synonyms of an office."""

    def teach(self, synonym: Synonym, who: str) -> None:
        """Keep a synonym, over what its word meant before; one without a meaning drops the word, if it is known."""
        word, meaning = synonym.word, synonym.meaning
        with self._office.writing() as database:
            before = database.execute("SELECT meaning FROM synonyms WHERE word = ?", [word]).fetchone()
            if not before and not meaning:
                return
            database.execute("DELETE FROM synonyms WHERE word = ?", [word])
            if meaning:
                database.execute("INSERT INTO synonyms VALUES (?, ?, ?, ?)", [word, meaning, who, now()])
            was, becomes = (json.dumps(told, ensure_ascii=False) for told in (before and before[0], meaning or None))
            append_to_audit(database, who=who, action="synonym", what=word, before=was, after=becomes)


def gaps(knowledge: Knowledge, text: str) -> list[tuple[int, int]]:
    """Where a question has words that may want a meaning: first those that no document knows, several together where
    they stand side by side, then what else it is about."""
    query = knowledge.reader.read(text)
    about = [concept for concept in query.concepts if not concept.light and not concept.within(query.slots)]
    unknown = [concept for concept in about if not concept.known]
    spans = [*_together(query, unknown), *(_span(query, c) for c in unknown), *(_span(query, c) for c in about)]
    return [(start, end) for start, end in dict.fromkeys(spans) if text[start:end].strip()][:MOST]


def _together(query: Query, concepts: list[Asked]) -> list[tuple[int, int]]:
    """The stretches of several concepts that stand side by side."""
    runs: list[list[Asked]] = []
    for concept in concepts:
        if runs and runs[-1][-1].places[1] == concept.places[0] and len(runs[-1]) < JOINED:
            runs[-1].append(concept)
        else:
            runs.append([concept])
    return [(_span(query, run[0])[0], _span(query, run[-1])[1]) for run in runs if len(run) > 1]


def _span(query: Query, concept: Asked) -> tuple[int, int]:
    """Where a concept's words stand in what was typed."""
    first, last = concept.places
    return query.words[first].start, query.words[last - 1].end
