"""Which documents a question names: by kind and number, title or short name; and those that are not held."""

import re
from dataclasses import dataclass, field

from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer
from index.generation.store import Store, StoredDocument

_SOURCES = ("menurut", "berdasarkan", "sesuai", "dalam", "di", "pada")  # before the document that is to answer
LONGEST_TITLE = 12  # words of a title that people say
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
    _no_title: frozenset[str] = frozenset()
    _means: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        laws, folded = self.lexicon.laws, self.analyzer.folded
        rows = [(folded(text), key) for key in ("self", "any", "kinds", "codes") for text in laws.get(key, ())]
        self._kinds = Phrases((words, key) for words, key in rows if key in ("kinds", "codes"))
        self._these = Phrases((words, key) for words, key in rows if key != "codes")
        self._shorts = Phrases((folded(document.entry.short), document.number) for document in self.store.documents)
        self._no_title = self.lexicon.everyday | self.lexicon.reporting | frozenset(laws.get("this", ()))
        self._types = self.lexicon.type_words
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
            if used & set(range(start, end)) or _is_instrument(words, start):
                continue
            code = key == "codes"
            number, year, stop = _number_and_year(words, end)
            rest = words[end:stop] if number else _title(words, end, self.lexicon.laws.get("this", ()))
            held = self._held(words[start:end], number, year, rest) if number or rest or not code else None
            if held is not None:
                named.append(held.number)
                used |= set(range(start, stop)) | (set() if number else set(_places(words, end, rest)))
            elif code or number or (rest and rest[0] not in self._no_title):
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


def _is_instrument(words: list[str], at: int) -> bool:
    """Whether what stands at a place is by what something is done, "diatur dengan perbup", no act that is named."""
    return at > 1 and words[at - 1] == "dengan" and words[at - 2].startswith("di")


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
