"""Words that an admin has taught: what people say for what documents print, over the shipped vocabulary."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from index.lexicon import Concept, Lexicon
from index.shelf import OFFICE

LONGEST = 80  # characters of a word or its meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """A word that people say, and what it means in words that the vocabulary or the documents know."""

    word: str
    meaning: str


def taught(data: Path) -> tuple[Synonym, ...]:
    """The synonyms in a data folder, read without opening the office's data; none where that can't be read."""
    path = data / OFFICE
    if not path.is_file():
        return ()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as connection:
            rows = connection.execute("SELECT word, meaning FROM synonyms ORDER BY word").fetchall()
    except sqlite3.Error:
        return ()
    return tuple(Synonym(word=word, meaning=meaning) for word, meaning in rows)


def with_synonyms(lexicon: Lexicon, synonyms: Sequence[Synonym]) -> Lexicon:
    """The vocabulary with the synonyms over it; a word means what its meaning means, if that is a concept."""
    synonyms = [row for row in synonyms if all(any(c.isalnum() for c in text) for text in (row.word, row.meaning))]
    if not synonyms:
        return lexicon
    known = {text.lower(): concept for concept in lexicon.concepts for text in (*concept.means, *concept.say)}
    words = {synonym.word.lower() for synonym in synonyms}
    spelling = {said: right for said, right in lexicon.spelling.items() if said not in words}
    kept = tuple(
        replace(concept, say=tuple(text for text in concept.say if text.lower() not in words))
        for concept in lexicon.concepts
    )
    added = tuple(
        replace(known[s.meaning.lower()], say=(s.word,))
        if s.meaning.lower() in known
        else Concept(means=(s.meaning,), say=(s.word,))
        for s in synonyms
    )
    return replace(lexicon, concepts=(*kept, *added), spelling=spelling)
