"""From a question to a query: its words put right, its scope, its concepts with all that documents call them."""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from index.analysis.lexicon import Intent
from index.analysis.phrases import Phrases
from index.analysis.tokens import is_english, is_indonesian
from index.analysis.vocabulary import Vocabulary, english, translated
from index.generation.facts import Facts
from index.generation.organisation import Home, Organisation
from index.generation.store import Store
from index.query.intents import ScopeReader
from index.query.parts import Asides
from index.query.query import Alternative, Asked, Query, Word
from index.query.words import WordReader

LIGHT = 0.2  # weight of a word that says that somebody acts, whatever for
EVERYDAY = 0.25  # the same of one that is said in passing of anything, where a document happens to hold it
# Weights of words that no document holds, against one that stands in a single unit: an amount or a question's head, a
# word of either language, a verb or what is said of anything, or a word of neither (colloquial, most often a verb or a
# manner of speaking).
UNKNOWN_HEAD = 1.5
UNKNOWN = 1.0
UNKNOWN_VERB = 0.2
UNKNOWN_SLANG = 0.3
_VERBAL = ("me", "di", "ber", "ter", "ng", "ny")
COMPLETED = 3  # letters from which a word that is being typed is completed
MEANT = 0.7  # weight of another way to say what documents print as it was typed
TRANSLATED = 0.85  # weight of what an English word is by a general word list
NEAR = 0.5  # weight of what is close to a concept but not the same


class Reader:
    """Understands questions by a vocabulary, against what an index holds: its terms, abbreviations, names of units.

    `regions` are the names of those that documents are of: they say where, not about what; `home` are the terms of the
    home office's names, `heads` the words that begin them; `expanded` gives what a word is short for, or "". `read`
    understands a question.
    """

    def __init__(
        self,
        store: Store,
        vocabulary: Vocabulary,
        facts: Facts,
        organisation: Organisation,
        office: Home,
        regions: Iterable[tuple[str, ...]],
        expanded: Callable[[str], str],
    ) -> None:
        self.lexicon, self.analyzer, self._colloquial = vocabulary.lexicon, vocabulary.analyzer, vocabulary.colloquial
        self.own, self.context = store.own, store.context
        self._expanded, self._called = expanded, organisation.places
        names = office.names(self.lexicon.offices.get("heads", ()))
        self.home, self.heads = frozenset(t for name in names for t in self.analyzer.terms(name)), office.heads
        self.speller = vocabulary.speller(json.loads(store.meta["words"]))
        phrases: dict[tuple[str, ...], tuple[Alternative, ...]] = {}
        for concept in self.lexicon.concepts:
            means = tuple(Alternative(terms=self._content(text)) for text in concept.means)
            near = tuple(Alternative(terms=self._content(text), weight=NEAR) for text in concept.near)
            said = [self.analyzer.roots(text) for text in (*concept.means, *concept.say)]
            phrases |= dict.fromkeys(said, (*means, *near))
        for texts in ((d.short, d.term) for d in facts.definitions if vocabulary.abbreviates(d.short, d.term)):
            both = tuple(Alternative(terms=self._content(text)) for text in texts)
            for text in texts:
                phrases.setdefault(self.analyzer.roots(text), both)
        self._phrases = Phrases(phrases.items())
        self._light = Phrases((self.analyzer.roots(text), None) for text in self.lexicon.light)
        self._read = lru_cache(maxsize=20_000)(self._concept)
        self.read = lru_cache(maxsize=500)(self._understood)  # answering a question reads it more than once
        self._light_words = {*map(self.analyzer.folded, self.lexicon.light), *regions}
        self._labels = {*self.lexicon.numbering, *self.lexicon.lettered} - {"of", "the"}
        self._amounts = frozenset(self.lexicon.intents.get("amount", Intent()).ask)
        self._of_act = frozenset(self.lexicon.having("of_act"))
        self._words = WordReader(self.lexicon, self.analyzer, store, self.speller)
        self._asides = Asides(self.lexicon, self.analyzer, self.home, self.heads)
        self._scope = ScopeReader(self.lexicon, self.analyzer, self._phrases)

    def _content(self, text: str) -> tuple[str, ...]:
        return tuple(self.analyzer.terms(text)) or self.analyzer.roots(text)

    def _understood(self, text: str) -> Query:
        words, corrected = self._words.read(text)
        texts = [word.word for word in words]
        language = self._words.language(texts)
        found = self._scope.read(texts)
        typed, levelled = found.named.typed, found.named.levelled
        out = typed | levelled if found.named.types else typed
        party = self._asides.parties(texts) - typed - levelled | self._asides.besides(text, words)
        party |= {at for at in (len(texts) - 1,) if at > 0 and texts[at] in self.lexicon.vocatives}
        read = self._concepts(texts, out, language)
        read = [_named(c, words, text) for c in read]
        inside = [frozenset(range(*c.places)) for c in read]
        spans = [
            row for row in found.spans if not (row[1] <= self._of_act and any(row[0] < places for places in inside))
        ]
        # the places of the words that ask and are not what the question is about
        asking = frozenset(at for places, intents in spans if not intents <= self._scope.topical for at in places)
        home = frozenset() if found.named.types else self._asides.home(texts, read)
        home = home if levelled <= home else frozenset()  # of another level, or of any office of a type
        beside = party | home
        counted = set(found.named.bodies) - {"dinas"}  # "berapa bidang di BKD?"
        if not counted and not any(not c.light and not c.verbal and not c.within(beside) for c in read):
            party = home = beside = frozenset()  # the question is about them
        concepts = self._asides.weighed(text, words, asking | typed | levelled, read, self._called(texts))
        lighter = levelled | found.measured | asking
        return replace(
            found.named,
            text=text,
            language=language,
            words=tuple(words),
            intents=frozenset(intent for _, intents in spans for intent in intents),
            asking=asking,
            party=party,
            home=home,
            clauses=self._asides.clauses(text, words, asking, self.lexicon.connectives),
            polar=self._scope.is_polar(text, texts, spans, beside),
            concepts=tuple(
                replace(c, light=True, weight=0.0) if c.within(beside) else _lightened(c) if c.within(lighter) else c
                for c in concepts
            ),
            corrected=tuple(corrected),
        )

    def complete(self, text: str) -> str:
        """The text, its last word completed to the most frequent one that begins so, unless it is a word itself."""
        *_, (word, start, end) = [("", 0, 0), *self.analyzer.words(text)]
        if len(word) < COMPLETED or end < len(text) or self._words.is_known(word):
            return text
        counts = self.speller.vocabulary
        longer = [other for other in counts if other.startswith(word)]
        return text[:start] + min(longer, key=lambda other: (-counts[other], len(other), other)) if longer else text

    def _concepts(self, words: Sequence[str], out: frozenset[int], language: str) -> list[Asked]:
        """The concepts of a question in its order: the longest phrases that the lexicon has, then single words."""
        concepts: list[Asked] = []
        texts = tuple(words)
        roots = [self.analyzer.root(text) for text in texts]
        at = 0
        while at < len(words):
            end = self._phrase_end(texts, roots, at, out, language)
            if end or (at not in out and not self.analyzer.is_stop(texts[at])):
                read = self._read(texts[at : end or at + 1], language)
                concepts.append(replace(read, places=(at, end or at + 1)))
            at = end or at + 1
        return _headed(_sharpened(concepts))

    def _phrase_end(
        self, words: tuple[str, ...], roots: Sequence[str], at: int, out: frozenset[int], language: str
    ) -> int:
        """Where the longest phrase of the lexicon ends that begins at a place; 0 for none."""
        found = {end for end, _ in self._phrases.at(roots, at)}
        if language == "en":
            found |= {
                end for end, _ in english().at(words, at) if end > at + 1 and self._translated(words[at:end], language)
            }
        return max((end for end in found if out.isdisjoint(range(at, end))), default=0)

    def _concept(self, words: tuple[str, ...], language: str) -> Asked:
        """What a phrase, or a single word, asks about, wherever it stands."""
        terms = tuple(self.analyzer.root(word) for word in words)
        content = tuple(t for t, w in zip(terms, words, strict=True) if not self.analyzer.is_stop(w)) or terms
        literal = Alternative(terms=content)
        others = self._phrases.get(terms) or ()
        if len(words) == 1 and not is_indonesian(words[0]) and terms[0] in self.own.numbers:
            # an abbreviation that documents print themselves is meant first
            others = tuple(replace(a, weight=a.weight * MEANT) if a.terms != content else a for a in others)
        unknown = len(words) == 1 and not (others or is_indonesian(words[0]))
        if unknown and (name := self._expanded(words[0])):
            others = (Alternative(terms=self._content(name)),)
        spoken = len(words) == 1 or language == "en"
        if (
            spoken
            and self._amounts.isdisjoint(words)
            and (language == "en" or not any(map(self._is_found, (literal, *others))))
        ):
            others = (*others, *self._translated(words, language))
        alternatives = _merged((literal, *others))
        rarity = [max(map(self.own.rarity, a.terms), default=0.0) for a in alternatives if self._is_found(a)]
        light = self._is_light(words, terms) or not (rarity or self._labels.isdisjoint(words))
        verbal = len(words) == 1 and words[0].startswith(_VERBAL) and terms[0] != words[0]
        rarest = math.log(1 + 2 * (self.own.size + 0.5))  # what no unit holds
        weight = math.sqrt(min(rarity) / rarest) if rarity else self._unknown(words, verbal)
        return Asked(
            text=" ".join(words),
            weight=weight * (LIGHT if light else EVERYDAY if rarity and self._is_everyday(words) else 1.0),
            alternatives=alternatives,
            terms=content,
            light=light,
            known=bool(rarity),
            verbal=verbal,
        )

    def _translated(self, words: tuple[str, ...], language: str) -> tuple[Alternative, ...]:
        """What English words are in Indonesian, or what is printed for what people say, as far as a unit says it."""
        texts = translated(words) if language == "en" else self._colloquial.get(self.analyzer.root(words[-1]), ())
        found = (Alternative(terms=self._content(text), weight=TRANSLATED) for text in texts)
        return tuple(a for a in found if self.own.together(a.terms))

    def _is_light(self, words: tuple[str, ...], terms: tuple[str, ...]) -> bool:
        """Whether words say no more than that somebody acts.

        A bare root must be listed itself: "menjalankan" is light, the noun "jalan" is not.
        """
        return words in self._light_words or (terms in self._light and (len(words) > 1 or words != terms))

    def _is_everyday(self, words: tuple[str, ...]) -> bool:
        """Whether words are said in passing of anything, a phrase of the vocabulary not among them."""
        everyday = self.lexicon.everyday
        said = ({word, self.analyzer.root(word), word.removesuffix("nya")} for word in words)
        return all(forms & everyday for forms in said)

    def _unknown(self, words: tuple[str, ...], verbal: bool) -> float:
        """The weight of words that no document holds."""
        if not self._amounts.isdisjoint(words):
            return UNKNOWN_HEAD
        if verbal or self._is_everyday(words):
            return UNKNOWN_VERB
        known = any(is_indonesian(word) or is_english(word) for word in words)
        letters = any(set("aiueo").isdisjoint(word) for word in words)  # an abbreviation names something
        return UNKNOWN if known or letters else UNKNOWN_SLANG

    def _is_found(self, alternative: Alternative) -> bool:
        return all(t in self.own.numbers or t in self.context.numbers for t in alternative.terms)


def _headed(concepts: list[Asked]) -> list[Asked]:
    """An unknown thing at the very beginning, of which the next words tell whose, is what is asked for."""
    if len(concepts) < 2 or not concepts[1].known or concepts[1].light or concepts[1].verbal:
        return concepts
    first, after = concepts[:2]
    head = not first.known and first.weight >= UNKNOWN and first.places[0] == 0 and first.places[1] == after.places[0]
    return [replace(first, weight=UNKNOWN_HEAD), *concepts[1:]] if head else concepts


def _sharpened(concepts: list[Asked]) -> list[Asked]:
    """Where documents hold no more of a question than what is done, an unknown name is what it is done to."""
    if any(c.known and not c.light and not c.verbal for c in concepts):
        return concepts
    return [replace(c, weight=UNKNOWN) if c.weight == UNKNOWN_SLANG and not c.known else c for c in concepts]


def _named(concept: Asked, words: Sequence[Word], text: str) -> Asked:
    """A concept that nothing knows, as a name where it is typed as one: in capitals."""
    start, end = concept.places
    typed = text[words[start].start : words[end - 1].end]
    name = concept.weight == UNKNOWN_SLANG and typed.isupper() and len(typed) > 1 and not text.isupper()
    return replace(concept, weight=UNKNOWN) if name and not concept.known else concept


def _lightened(concept: Asked) -> Asked:
    """A concept that says what is asked or whom a clause applies to, rather than what it is about."""
    return concept if concept.light else replace(concept, weight=concept.weight * LIGHT, light=True)


def _merged(alternatives: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
    best: dict[tuple[str, ...], float] = {}
    for alternative in alternatives:
        best[alternative.terms] = max(alternative.weight, best.get(alternative.terms, 0.0))
    return tuple(Alternative(terms=terms, weight=weight) for terms, weight in best.items())
