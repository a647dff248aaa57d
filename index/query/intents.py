"""What a question asks for and of whom: intents, levels, types, bodies, numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer
from index.query.query import Query

_CHAINS = ("dan", "and", "atau", "or", "vs", "versus", "dengan", "sama", "to")  # between two types
_EITHER = ("atau", "or")
_MORE = ("lebih dari", "melebihi", "di atas", "diatas", "more than", "over", "above")
_LESS = ("kurang dari", "di bawah", "dibawah", "less than", "fewer than", "under", "below")
Span = tuple[frozenset[int], frozenset[str]]  # places, and what their words ask for


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeWords:
    """What a question names, in a query that is else empty, and the places of the words that ask and that measure."""

    spans: tuple[Span, ...]
    named: Query
    measured: frozenset[int]


class ScopeReader:
    """Finds what a question asks for and of whom, by the phrases of a lexicon.

    `topical` are the intents whose words are what a question is about as well.
    """

    def __init__(self, lexicon: Lexicon, analyzer: Analyzer, phrases: Phrases[object]) -> None:
        self.lexicon, self.analyzer, self.phrases = lexicon, analyzer, phrases
        self.topical, self._polar = (frozenset(lexicon.having(part)) for part in ("topic", "polar"))
        folded, intents = analyzer.folded, dict[tuple[str, ...], frozenset[str]]()
        for name, intent in lexicon.intents.items():
            for words in map(folded, intent.ask):
                intents[words] = intents.get(words, frozenset()) | {name}
        self._intents = Phrases(intents.items())
        self._scope = Phrases(
            (folded(text), (kind, value))
            for kind, values in lexicon.scope.items()
            for value, texts in values.items()
            for text in texts
        )
        self._kinds = lexicon.type_words
        self._rulers = Phrases((folded(text), level) for level, texts in lexicon.rulers.items() for text in texts)

    def read(self, words: Sequence[str]) -> ScopeWords:
        """Find it all in a question's words."""
        spans = self._found_intents(words)
        hits: dict[str, list[tuple[int, str]]] = {"level": [], "type": [], "body": [], "load": []}
        used: dict[str, set[int]] = {kind: set() for kind in hits}
        for start, end, (kind, value) in self._scope.find(words):
            place = set(range(start, end))
            taken = any(places & place for places in used.values())
            if not taken and not (kind == "level" and self._in_phrase(words, start)):
                hits[kind].append((start, value))
                used[kind] |= place
        self._lone_types(words, hits["type"], used["type"])
        if hits["type"] and not hits["level"]:
            hits["level"] += [(at, level) for at, _, level in self._rulers.find(words)]  # whose head it names
        numbers = self._numbers(words, used["type"])
        choice = [at for at, word in enumerate(words) if word in _EITHER and {at - 1, at + 1} <= used["type"]]
        if choice:
            spans = (*spans, (frozenset(choice), frozenset({"which_type"})))  # "tipe A atau tipe B?"
        values = {kind: tuple(dict.fromkeys(value for _, value in sorted(rows))) for kind, rows in hits.items()}
        return ScopeWords(
            spans=spans,
            named=Query(
                text="",
                levels=values["level"],
                types=values["type"],
                bodies=values["body"],
                loads=values["load"],
                unheld=self._unheld(words),
                numbers=tuple(numbers.values()),
                typed=frozenset(used["type"]),
                levelled=frozenset(used["level"] - used["type"]),
                embodied=frozenset(used["body"]),
                counted=frozenset(numbers),
            ),
            measured=frozenset(
                at for at in range(1, len(words)) if at - 1 in numbers and words[at] in self.lexicon.measures
            ),
        )

    def is_polar(self, text: str, texts: Sequence[str], spans: Sequence[Span], beside: frozenset[int]) -> bool:
        """Whether a question asks for a yes or no: it has no word that asks for anything else.

        What tells so may stand last, but for who asks and where: "... ya, di NTB".
        """
        certain = {at for places, named in spans if named == {"verdict"} for at in places}  # "apa benar"
        if self.lexicon.opening & {t for at, t in enumerate(texts) if at not in certain} - self.lexicon.polar:
            return False
        intents = {intent for _, named in spans for intent in named}
        said, asked = set(texts), text.rstrip().endswith("?")
        before = (t for at, t in reversed(list(enumerate(texts))) if at not in beside and t not in self.lexicon.at)
        if next(before, "") in self.lexicon.polar | {"ya"}:
            return self.lexicon.requests.isdisjoint(said)
        leads = not self.lexicon.follows.isdisjoint(texts[:1])
        if asked and ("may" in intents or (self.lexicon.asserts & said and not (leads and len(texts) < 3))):
            return True
        if "verdict" in intents and texts[0] not in self.lexicon.polar:
            return True
        if intents - self._polar - {"duties", "clause"} - self.topical:
            return texts[0] in self.lexicon.polar & self.lexicon.opening
        whole = len(texts) > (5 if leads else 2)  # not "kalau tipe B?"
        if asked and ("must" in intents or (whole and texts[0] not in self.lexicon.numbering)):
            return True
        return bool(intents & self._polar - {"must"} or self.lexicon.polar & said)  # "wajib lapor" alone asks nothing

    def _found_intents(self, words: Sequence[str]) -> tuple[Span, ...]:
        """What is asked for, and where; of phrases within one another the longest: "nomor berapa", not "berapa"."""
        found: list[Span] = []
        covered: set[int] = set()
        for start, end, intents in self._intents.find(words):
            place = frozenset(range(start, end))
            told = intents == {"when"} and words[end : end + 1] and words[end].isdigit()  # "tanggal 3" asks for none
            if not (told or place <= covered):
                found.append((place, intents))
                covered |= place
        return tuple(found)

    def _lone_types(self, words: Sequence[str], types: list[tuple[int, str]], used: set[int]) -> None:
        """A letter behind a type or a level is a type too: "tipe A dan B", "provinsi C"."""
        for at in (at for at, word in enumerate(words) if word in self.lexicon.scope.get("type", {})):
            chained = words[at - 1] in _CHAINS and at - 2 in used
            if chained or at - 1 in used or (self._scope.get(tuple(words[at - 1 : at])) or ("",))[0] == "level":
                types.append((at, words[at]))
                used.add(at)

    def _unheld(self, words: Sequence[str]) -> tuple[str, ...]:
        """A letter behind the word for a type that is none of the types."""
        held = self.lexicon.scope.get("type", {})
        letters = (at for at in range(1, len(words)) if len(words[at]) == 1 and words[at].isalpha())
        return tuple(words[at] for at in letters if words[at - 1] in self._kinds and words[at] not in held)

    def _numbers(self, words: Sequence[str], used: set[int]) -> dict[int, tuple[int, str]]:
        """The numbers by place, each with the body that the next word names.

        One behind "lebih dari" or "kurang dari" is the next one up or down.
        """
        found: dict[int, tuple[int, str]] = {}
        for at, word in enumerate(words):
            number = word if word.isdecimal() and len(word) < 4 else self.lexicon.numbers.get(word, "")
            if number and at not in used and (word.isdecimal() or not self._in_phrase(words, at)):
                kind, body = self._scope.get(tuple(words[at + 1 : at + 2])) or ("", "")
                before = " ".join(words[max(0, at - 2) : at])
                step = before.endswith(_MORE) - before.endswith(_LESS)
                found[at] = (int(number) + step, body if kind == "body" else "")
        return found

    def _in_phrase(self, words: Sequence[str], at: int) -> bool:
        """Whether a level's word is part of a longer phrase with a meaning of its own ("smart city")."""
        roots = [self.analyzer.root(word) for word in words]
        return any(start <= at < end > start + 1 for start, end, _ in self.phrases.find(roots))
