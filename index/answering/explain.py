"""Why a question got its answer: how each word was read, and what each answerer had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.answer import Answer
from index.answering.answerers import PlacedQuestion
from index.query.query import Asked, Query


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWord:
    """A word as typed, as it was put right, and the parts of the question that it was read as."""

    typed: str
    word: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A question's words, and the answers that answerers have, in their order: the first one is given."""

    words: tuple[ReadWord, ...]
    proposals: tuple[Answer, ...]

    def lines(self) -> Iterator[str]:
        """The explanation as text, in English: words, proposals, choice."""
        for word in self.words:
            told = word.typed if word.typed.lower() == word.word else f"{word.typed} -> {word.word}"
            yield f"{told:24} {'; '.join(word.parts)}"
        for answer in self.proposals:
            cited = f" [{answer.citations[0].id}]" if answer.citations else ""
            yield f"{answer.by:24} {' '.join(answer.headline.split())}{cited}"
        first, *others = self.proposals
        behind = f"before {', '.join(other.by for other in others)}" if others else "nobody else has anything"
        yield f"chosen: {first.by}, the first in the order of answering that has something ({behind})"


def read_words(asking: PlacedQuestion) -> tuple[ReadWord, ...]:
    """The words of a question with their parts, as the query says that was answered."""
    query = asking.whole
    return tuple(
        ReadWord(typed=query.text[word.start : word.end] or word.word, word=word.word, parts=_parts(asking, query, at))
        for at, word in enumerate(query.words)
    )


def _parts(asking: PlacedQuestion, query: Query, at: int) -> tuple[str, ...]:
    """What the word at a place was read as: the parts overlap, and none is "function"."""
    named = asking.mention
    told = (
        ("reference" if at in asking.reference.used else ""),
        (f"name of {named.unit.name}" if named and at in named.places else ""),
        ("tells who asks" if at in query.speaking else ""),
        (f"asks: {', '.join(sorted(query.intents))}" if at in query.asking else ""),
        ("scope" if at in query.scoped else ""),
        *(_concept(c) for c in asking.query.concepts if at in range(*c.places)),
    )
    return tuple(part for part in told if part) or ("function",)


def _concept(concept: Asked) -> str:
    kind = "in passing" if concept.light else "topic"
    known = " or ".join(" ".join(a.terms) for a in concept.alternatives[:4]) if concept.known else "held nowhere"
    return f"{kind}, weight {concept.weight:.2f}: {known}"
