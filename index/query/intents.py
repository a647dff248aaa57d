"""What a question asks for and of whom: intents, levels, types, bodies, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer
from index.query.query import Word

_CHAINS = ("dan", "and", "atau", "or", "vs", "versus", "dengan", "sama", "to")  # between two types
_EITHER = ("atau", "or", "apa")
_MORE = ("lebih dari", "melebihi", "di atas", "diatas", "more than", "over", "above")
_LESS = ("kurang dari", "di bawah", "dibawah", "less than", "fewer than", "under", "below")
# What is asked for, and at which places.
Spans = Sequence[tuple[frozenset[int], frozenset[str]]]
# Intents whose words are what the question is about: documents must hold them to answer.
TOPICAL = ("amount", "person", "greeting", "thanks", "load", "workload", "gazette")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeWords:
    """What a question names, as in index.query.query.Query, and the places of the words that name it."""

    intents: frozenset[str]
    spans: tuple[tuple[frozenset[int], frozenset[str]], ...]
    asking: frozenset[int]
    named: Mapping[str, tuple[str, ...]]
    unheld: tuple[str, ...]
    numbers: tuple[tuple[int, str], ...]
    typed: frozenset[int]
    levelled: frozenset[int]
    counted: frozenset[int]
    measured: frozenset[int]


@dataclass(slots=True)
class ScopeReader:
    """Finds what a question asks for and of whom, by the phrases of a lexicon."""

    lexicon: Lexicon
    analyzer: Analyzer
    phrases: Phrases[object]
    _intents: Phrases[frozenset[str]] = field(init=False)
    _scope: Phrases[tuple[str, str]] = field(init=False)
    _rulers: Phrases[str] = field(init=False)
    _kinds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        folded, intents = self.analyzer.folded, dict[tuple[str, ...], frozenset[str]]()
        for intent, texts in self.lexicon.intents.items():
            for words in map(folded, texts):
                intents[words] = intents.get(words, frozenset()) | {intent}
        self._intents = Phrases(intents.items())
        self._scope = Phrases(
            (folded(text), (kind, value))
            for kind, values in self.lexicon.scope.items()
            for value, texts in values.items()
            for text in texts
        )
        types = self.lexicon.scope.get("type", {})
        self._kinds = frozenset(text.split()[0] for texts in types.values() for text in texts)
        self._rulers = Phrases((folded(text), level) for level, texts in self.lexicon.rulers.items() for text in texts)

    def read(self, words: Sequence[Word]) -> ScopeWords:
        """Find it all in a question's words."""
        texts = [word.word for word in words]
        spans = self._found_intents(texts)
        hits: dict[str, list[tuple[int, str]]] = {"level": [], "type": [], "body": [], "load": []}
        used: dict[str, set[int]] = {kind: set() for kind in hits}
        for start, end, (kind, value) in self._scope.find(texts):
            place = set(range(start, end))
            taken = any(used[other] & place for other in used if other != "load") or texts[start - 1 : start] == [
                "bukan"
            ]
            if not taken and not (kind == "level" and self._in_phrase(words, start)):
                hits[kind].append((start, value))
                used[kind] |= place
        self._lone_types(words, hits["type"], used["type"])
        if hits["type"] and not hits["level"]:
            hits["level"] += [(at, level) for at, _, level in self._rulers.find(texts)]  # whose head it names
        numbers = self._numbers(words, used["type"])
        choice = [at for at, word in enumerate(words) if word.word in _EITHER and 0 < at < len(words) - 1]
        if not spans and any(at - 1 in used["type"] and at + 1 in used["type"] for at in choice):
            spans = ((frozenset(choice), frozenset({"which_type"})),)  # "tipe A atau tipe B?"
        return ScopeWords(
            intents=frozenset(intent for _, intents in spans for intent in intents),
            spans=spans,
            asking=asking_of(spans),
            named={kind: tuple(dict.fromkeys(value for _, value in sorted(rows))) for kind, rows in hits.items()},
            unheld=self._unheld(words, used["type"]),
            numbers=tuple(numbers.values()),
            typed=frozenset(used["type"]),
            levelled=frozenset(used["level"] - used["type"]),
            counted=frozenset(numbers),
            measured=frozenset(
                at + 1 for at in numbers if at + 1 < len(words) and words[at + 1].word in self.lexicon.measures
            ),
        )

    def _found_intents(self, words: Sequence[str]) -> tuple[tuple[frozenset[int], frozenset[str]], ...]:
        """What is asked for, and where; of phrases within one another the longest: "nomor berapa", not "berapa"."""
        found: list[tuple[frozenset[int], frozenset[str]]] = []
        covered: set[int] = set()
        for start, end, intents in self._intents.find(words):
            place = frozenset(range(start, end))
            told = intents == {"when"} and words[end : end + 1] and words[end].isdigit()  # "tanggal 3" asks for none
            if not (told or place <= covered):
                found.append((place, intents))
                covered |= place
        return tuple(found)

    def _lone_types(self, words: Sequence[Word], types: list[tuple[int, str]], used: set[int]) -> None:
        """A letter behind a type or a level is a type too: "tipe A dan B", "provinsi C"."""
        known = set(self.lexicon.scope.get("type", {}))
        for at, word in enumerate(words):
            if word.word not in known or at in used:
                continue
            before = words[at - 1].word if at else ""
            chained = before in _CHAINS and at - 2 in used
            if chained or (self._scope.get((before,)) or ("",))[0] == "level" or at - 1 in used:
                types.append((at, word.word))
                used.add(at)

    def _unheld(self, words: Sequence[Word], used: set[int]) -> tuple[str, ...]:
        """A letter behind the word for a type that is none of the types."""
        pairs = zip(words, words[1:], range(1, len(words)), strict=False)
        return tuple(
            second.word
            for first, second, at in pairs
            if first.word in self._kinds and at not in used and len(second.word) == 1 and second.word.isalpha()
        )

    def _numbers(self, words: Sequence[Word], used: set[int]) -> dict[int, tuple[int, str]]:
        """The numbers by place, each with the body that the next word names."""
        found: dict[int, tuple[int, str]] = {}
        for at, word in enumerate(words):
            number = (
                word.word if word.word.isdecimal() and len(word.word) < 4 else self.lexicon.numbers.get(word.word, "")
            )
            if number and at not in used:
                kind, body = self._scope.get(run(words, at + 1, 1)) or ("", "")
                found[at] = (int(number) + self._compared(words, at), body if kind == "body" else "")
        return found

    def _compared(self, words: Sequence[Word], at: int) -> int:
        """What to add to a number for "lebih dari" (1) or "kurang dari" (-1) before it; 0 for neither."""
        before = " ".join(word.word for word in words[max(0, at - 2) : at])
        return next((step for step, said in ((1, _MORE), (-1, _LESS)) if before.endswith(said)), 0)

    def _in_phrase(self, words: Sequence[Word], at: int) -> bool:
        """Whether a level's word is part of a longer phrase with a meaning of its own ("smart city")."""
        roots = [self.analyzer.root(word.word) for word in words]
        return any(start <= at < end > start + 1 for start, end, _ in self.phrases.find(roots))


def asking_of(spans: Iterable[tuple[frozenset[int], frozenset[str]]]) -> frozenset[int]:
    """The places of the words that ask and are not what the question is about."""
    return frozenset(at for places, intents in spans if not intents <= set(TOPICAL) for at in places)


def run(words: Sequence[Word], start: int, length: int) -> tuple[str, ...]:
    """The folded words of a stretch of a question."""
    return tuple(word.word for word in words[start : start + length])
