"""What a question points at: documents by kind and number, title or short name, and those that are not held; clauses.

Clauses by their levels and numbers: "psl 12(3)", "tugas nomor 9 seksi aplikasi", "lampiran IV bidang 4 seksi 2".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from corpus.numbers import as_roman, roman
from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer
from index.generation.store import Store, StoredDocument
from index.query.query import Pair, Query, Reference

_SOURCES = ("menurut", "berdasarkan", "sesuai", "dalam", "di", "pada")  # before the document that is to answer
FOREIGN = 4  # words of the title of an act that is not held
_ENDS = ("di", "isinya", "isi", "yang", "bagian", "lama", "baru")  # words that no title goes on with


@dataclass(slots=True)
class MentionFinder:
    """Finds the documents that the words of a question name; `_means` is how documents print what people say."""

    store: Store
    lexicon: Lexicon
    analyzer: Analyzer
    _kinds: Phrases[str] = field(init=False)
    _these: Phrases[str] = field(init=False)
    _shorts: Phrases[int] = field(init=False)
    _types: frozenset[str] = frozenset()
    _means: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        laws, folded = self.lexicon.laws, self.analyzer.folded
        rows = [(folded(text), key) for key in ("self", "any", "kinds", "codes") for text in laws.get(key, ())]
        self._kinds = Phrases((words, key) for words, key in rows if key in ("kinds", "codes"))
        self._these = Phrases((words, key) for words, key in rows if key != "codes")
        self._shorts = Phrases((folded(document.entry.short), document.number) for document in self.store.documents)
        self._types = frozenset(
            text.split()[0] for texts in self.lexicon.scope.get("type", {}).values() for text in texts
        )
        for concept in self.lexicon.concepts:
            for said in (*concept.means, *concept.say):
                self._means.setdefault(" ".join(folded(said)), []).extend(concept.means)

    def find(self, words: list[str]) -> tuple[tuple[int, ...], tuple[int, int] | None, set[int]]:
        """The documents that a question names, where it names a law that is not held, the places used."""
        used, named = self._this_document(words)
        foreign: tuple[int, int] | None = None
        for start, end, document in self._shorts.find(words):
            named.append(document)
            used |= set(range(start, end))
        for start, end, key in self._kinds.find(words):
            if used & set(range(start, end)):
                continue
            code = key == "codes"
            number, year, stop = _number_and_year(words, end)
            rest = words[end:stop] if number else _title(words, end, self.lexicon.laws.get("this", ()))
            held = self._held(words[start:end], number, year, rest) if number or rest or not code else None
            if held is not None:
                named.append(held.number)
                used |= set(range(start, stop)) | (set() if number else set(_places(words, end, rest)))
            elif code or number or (rest and rest[0] not in self.lexicon.laws.get("this", ())):
                foreign = (start, stop if number else end + len(rest[:FOREIGN]))
                used |= set(range(start, stop)) if number else set()
        return tuple(named), foreign or self._unknown_kind(words, used), used

    def _unknown_kind(self, words: list[str], used: set[int]) -> tuple[int, int] | None:
        """The act of a kind that nobody has heard of, by its number and year: "perki 1/2021"."""
        for at in range(1, len(words) - 1):
            behind = at + 1 + (words[at + 1] == "tahun")
            dated = behind < len(words) and re.fullmatch(r"(?:19|20)\d\d", words[behind])
            if dated and re.fullmatch(r"\d{1,3}", words[at]) and not used & {at, behind} and words[at - 1].isalpha():
                start = at - 1 - (words[at - 1] == "nomor" and at > 1)
                used |= set(range(start, behind + 1))
                return start, behind + 1
        return None

    def _this_document(self, words: list[str]) -> tuple[set[int], list[int]]:
        """The places of "peraturan ini", "UU ini", and the regulation that it is: the first of that kind."""
        this = set(self.lexicon.laws.get("this", ())) - {"apa", "mana", "what", "which"}
        used: set[int] = set()
        named: list[int] = []
        for start, end, key in sorted(self._these.find(words), key=lambda row: row[0]):
            before, behind = words[start - 1 : start], words[end : end + 1]
            source = key == "kinds" and before and before[0] in _SOURCES
            last = not behind or behind[0] in this | {"apa"} | self.lexicon.companions
            last = last or not self._types.isdisjoint(words[end : end + 2])  # "di permen, provinsi tipe A?"
            if this & {*before, *behind} or (source and last):
                used |= set(range(start, end))
                named += self._first_of(words[start:end], key)
        return used, named[:1]

    def _first_of(self, kind: list[str], key: str) -> list[int]:
        """The first regulation of a kind ("uu"), or of any where the kind is a word for all of them."""
        numbered = (document for document in self.store.documents if document.entry.number)
        held = (d.number for d in numbered if key == "any" or (key == "kinds" and self._is_kind(kind, d)))
        return list(held)[:1]

    def _held(self, kind: list[str], number: str, year: str, rest: list[str]) -> StoredDocument | None:
        for document in self.store.documents:
            entry, short = document.entry, self.analyzer.folded(document.entry.short)
            if not number and not rest:
                found = tuple(kind) == short[: len(kind)]
            elif not self._is_kind(kind, document):
                found = False
            elif number:
                found = entry.number == number and year in ("", entry.year)
            else:
                names = (entry.title, entry.short, entry.region, *entry.aliases)
                title = {self.analyzer.root(word) for name in names for word in self.analyzer.folded(name)}
                title.add(
                    "".join(word[0] for word in self.analyzer.folded(entry.title) if not self.analyzer.is_stop(word))
                )
                of_it = next((n for n, word in enumerate(rest) if not self._stands_in(word, title)), len(rest))
                if found := of_it > 0:
                    del rest[of_it:]
            if found:
                return document
        return None

    def _stands_in(self, word: str, title: set[str]) -> bool:
        """Whether a title has a word, or what the vocabulary says that it means ("kominfo")."""
        means = self._means.get(word, ())
        return self.analyzer.root(word) in title or any(title.issuperset(self.analyzer.roots(text)) for text in means)

    def _is_kind(self, kind: list[str], document: StoredDocument) -> bool:
        """Whether one of a document's names says its kind, as the question does or in another way ("PP", "UU")."""
        said, entry = " ".join(kind), document.entry
        whole = f" {' '.join(self.analyzer.folded(f'{entry.formal} {entry.short}'))} "
        return any(f" {' '.join(self.analyzer.folded(form))} " in whole for form in (said, *self._means.get(said, ())))


def _places(words: list[str], at: int, rest: list[str]) -> range:
    """The places behind a document's kind that its title takes up."""
    end = at
    while end < len(words) and words[end] in (*rest, "tentang"):
        end += 1
    return range(at, end)


def _number_and_year(words: list[str], at: int) -> tuple[str, str, int]:
    """Number and year behind a document's kind ("nomor 14 tahun 2016", "14/2016"), and where they end."""
    dated = r"(?:\S+ ){0,4}?(?:nomor )?(\d{1,3}) (?:tahun |th )?((?:19|20)\d\d)\b"
    plain = r"(?:(?:\S+ )?nomor )?(\d{1,3})()\b"
    said = " ".join(words[at : at + 9])
    match = re.match(dated, said) or re.match(plain, said)
    return (match[1], match[2], at + len(match[0].split())) if match else ("", "", at)


def _title(words: list[str], at: int, this: tuple[str, ...]) -> list[str]:
    """The words behind a document's kind that may be its title."""
    rest: list[str] = []
    for word in words[at : at + LONGEST_TITLE]:
        if word in ("pasal", "ayat", "bab", "lampiran", "nomor", *_ENDS) or (word in ("tentang", *this) and rest):
            break
        if word != "tentang":
            rest.append(word)
    return rest


LONGEST_TITLE = 12  # words of a title that people say
RANGES = ("sampai", "hingga", "to", "sd", "d")  # the last one of "s/d"
LONGEST_RANGE = 200  # members: what is not there is left out
# What stands between two numbers of a list.
CHAINS = ("dan", "atau", "and", "or", "serta", "juga", "sama", "dengan", "plus", *RANGES)
LETTER = ("huruf",)
ORDINALS = {"kesatu": "1", "pertama": "1", "kedua": "2", "ketiga": "3", "keempat": "4", "kelima": "5", "keenam": "6",
             "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}  # fmt: skip

_LISTED = re.compile(r"[,&+;]")
# The ways in which members of a range are numbered.
_SERIES = (tuple(map(str, range(1, 1000))), tuple(map(as_roman, range(1, 100))), tuple(ascii_lowercase))


def _series(first: str, last: str) -> tuple[str, ...]:
    """The numbers that two are written like; none where they are written in different ways."""
    return next((series for series in _SERIES if {first, last} <= set(series)), ())


@dataclass(frozen=True, slots=True)
class ReferenceFinder:
    """Finds what a question points at; `levels` are those that each phrase names, as profile/level."""

    mentions: MentionFinder
    lexicon: Lexicon
    levels: Phrases[set[str]]

    def find(self, query: Query) -> Reference:
        """The reference that a question makes; one without pairs where it makes none."""
        words = [word.word for word in query.words]
        documents, law, used = self.mentions.find(words)
        foreign = query.text[query.words[law[0]].start : query.words[law[1] - 1].end] if law else ""
        pairs: list[Pair] = []
        for at in range(len(words)):
            if at in used or not self._may_number(words[at]) or self._counts(query, words, at):
                continue
            if found := self._pair(query, words, at, used, pairs):
                pair, places = found
                pairs += [*self._between(words, at, pairs, pair), pair]
                used |= places
        return Reference(
            pairs=tuple(self._exact(pair, pairs) for pair in pairs),
            bare=self._without_number(words, used),
            used=frozenset(used),
            documents=documents,
            foreign=foreign,
        )

    def _may_number(self, word: str) -> bool:
        """Whether a word may be a number at all: digits, a word or a numeral for one, a letter or two."""
        return (
            word[0].isdigit() or len(word) < 3 or word in self.lexicon.numbers or word in ORDINALS or bool(roman(word))
        )

    def _counts(self, query: Query, words: list[str], at: int) -> bool:
        """Whether a number tells how many: "boleh satu bidang 4 seksi", not "bidang 4 seksi 2"."""
        counted = at + 1 < len(words) and words[at + 1] in self.lexicon.scope.get("body", {})
        return counted and "may" in query.intents and not (at + 2 < len(words) and words[at + 2].isdigit())

    def _without_number(self, words: list[str], used: set[int]) -> frozenset[tuple[str, ...]]:
        """The levels that are named without a number, each as the longest phrase that names it."""
        found: set[tuple[str, ...]] = set()
        taken = set(used)
        for start, end, _ in self.levels.find(words):
            if taken.isdisjoint(range(start, end)):
                found.add(tuple(words[start:end]))
                taken |= set(range(start, end))
        return frozenset(found)

    def _exact(self, pair: Pair, pairs: Sequence[Pair]) -> Pair:
        """A pair within another one as the level of just its name, where none of the others may be of that level."""
        named = {level for level in self._levels(pair) if (level.partition("/")[2],) == pair.said}
        others = [other for other in pairs if other.said != pair.said]
        generic = pair is pairs[0] or {*self.lexicon.numbering, *self.lexicon.lettered} & set(pair.said)
        shared = generic or any(named & self._levels(other) for other in others)
        return replace(pair, exact=bool(named and others and not shared))

    def _levels(self, pair: Pair) -> set[str]:
        return self.levels.get(pair.said) or set()

    def _between(self, words: list[str], at: int, pairs: list[Pair], last: Pair) -> list[Pair]:
        """The pairs between the first of a range and its last one, "11 sampai 14"; none where it is no range."""
        before = next((n for n in range(at - 1, -1, -1) if pairs and words[n] == pairs[-1].number), at)
        between = words[before + 1 : at]
        if not pairs or pairs[-1].said != last.said or not set(between) & set(RANGES):
            return []
        members = _series(pairs[-1].number, last.number)
        first, end = (members.index(pair.number) for pair in (pairs[-1], last)) if members else (0, 0)
        return [Pair(said=last.said, number=number) for number in members[first + 1 : end][:LONGEST_RANGE]]

    def _pair(
        self, query: Query, words: list[str], at: int, used: set[int], pairs: list[Pair]
    ) -> tuple[Pair, set[int]] | None:
        """The pair whose number stands at a place, with the places of its words."""
        before = at - 1
        while before >= 0 and words[before] in self.lexicon.numbering and (words[before],) not in self.levels:
            before -= 1
        for start in range(max(0, before - 2), before + 1):
            said = tuple(words[start : before + 1])
            if number := self._number(words[at], said):
                return Pair(said=said, number=number), set(range(start, at + 1))
        return self._chained(query, words, at, used, pairs)

    def _chained(
        self, query: Query, words: list[str], at: int, used: set[int], pairs: list[Pair]
    ) -> tuple[Pair, set[int]] | None:
        """The pair of a number behind another pair: a part of it, "12(3)", or one more, "pasal 3 dan 4"."""
        if not pairs:
            return None
        last, word = pairs[-1], words[at]
        behind = at - 1 in used and words[at - 1] == last.number
        if behind and re.fullmatch(r"[a-z]", word) and words[at : at + 2] != ["s", "d"]:
            return (Pair(said=LETTER, number=word), {at}) if LETTER in self.levels else None
        if not re.fullmatch(r"\d{1,3}[a-z]?", word) and not _series(last.number, word):
            return None
        link = at
        while words[link - 1] in CHAINS or words[link - 1 : link + 1] == ["s", "d"]:
            link -= 1  # "sampai dengan"
        if link - 1 not in used or words[link - 1] != last.number:
            return None
        apart = query.text[query.words[at - 1].end : query.words[at].start]
        more = link < at or len(pairs) > 1 or bool(_LISTED.search(apart))
        return Pair(said=last.said if more else (), number=word), {at}

    def _number(self, word: str, said: tuple[str, ...]) -> str:
        """The number that a word is behind the name of a level; "" for none."""
        kinds = " ".join(level.split("/")[1] for level in (self.levels.get(said) or ()))
        if kinds and (re.fullmatch(r"\d{1,3}[a-z]?", word) or word in self.lexicon.numbers):
            return self.lexicon.numbers.get(word, word)
        if "huruf" in kinds and re.fullmatch(r"[a-z]|([a-z])\1", word):
            return word
        if any(name in kinds for name in ("lampiran", "bab", "pasal-pengubah")) and roman(word):
            return word
        if "diktum" in kinds and word in ORDINALS:
            return next(said for said, number in ORDINALS.items() if number == ORDINALS[word])
        return ORDINALS.get(word, "") if kinds else ""
