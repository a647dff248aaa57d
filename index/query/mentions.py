"""Which documents a question names: by kind and number, title or short name; and those that are not held."""

import re

from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer
from index.generation.store import Store, StoredDocument

_SOURCES = {"menurut", "berdasarkan", "sesuai", "dalam", "di", "pada"}  # before the document that is to answer
LONGEST_TITLE = 12  # words of a title that people say
FOREIGN = 4  # words of the title of an act that is not held
# Words that no title goes on with.
_ENDS = ("pasal", "ayat", "bab", "lampiran", "nomor", "di", "isinya", "isi", "yang", "bagian", "lama", "baru")
_DATED = re.compile(r"\b[a-z]+ (?:nomor )?\d{1,3} (?:tahun )?(?:19|20)\d\d\b")


class MentionFinder:
    """Finds the documents that the words of a question name; `_means` is how documents print what people say."""

    def __init__(self, store: Store, lexicon: Lexicon, analyzer: Analyzer) -> None:
        self.store, self.lexicon, self.analyzer = store, lexicon, analyzer
        laws, folded = lexicon.laws, analyzer.folded
        rows = [(folded(text), key) for key in ("self", "any", "kinds", "codes") for text in laws.get(key, ())]
        self._kinds = Phrases((words, key) for words, key in rows if key in ("kinds", "codes"))
        self._these = Phrases((words, key) for words, key in rows if key != "codes")
        self._shorts = Phrases((folded(document.entry.short), document.number) for document in store.documents)
        self._types = lexicon.type_words
        self._no_title = lexicon.everyday | lexicon.reporting | frozenset(laws.get("this", ()))
        self._means: dict[str, list[str]] = {}
        for concept in lexicon.concepts:
            for said in (*concept.means, *concept.say):
                self._means.setdefault(" ".join(folded(said)), []).extend(concept.means)

    def find(self, words: list[str]) -> tuple[tuple[int, ...], tuple[int, int] | None, set[int]]:
        """The documents that a question names, where it names a law that is not held, the places used."""
        used, named = self._this_document(words)
        foreign: tuple[int, int] | None = None
        for start, end, document in self._shorts.find(words):
            named.append(document)
            used |= set(range(start, end))
        for start, end, key in [*self._kinds.find(words), *_unknown_kinds(words)]:
            instrument = start > 1 and words[start - 1] == "dengan" and words[start - 2].startswith("di")
            if instrument or not used.isdisjoint(range(start, end)):  # "diatur dengan perbup" names no act
                continue
            number, year, stop = _number_and_year(words, end)
            first = end + (words[end : end + 1] == ["tentang"])
            title = [] if number else _title(words, first, self.lexicon.laws.get("this", ()))
            if held := self._held(words[start:end], number, year, title):
                named.append(held.number)
                used |= set(range(start, stop if number else first + self._titled(held, title)))
            elif key == "codes" or number or (not named and title and title[0] not in self._no_title):
                foreign = (start, stop if number else first + len(title[:FOREIGN]))
                used |= set(range(start, stop)) if number else set()
        return tuple(named), foreign, used

    def _this_document(self, words: list[str]) -> tuple[set[int], list[int]]:
        """The places of "peraturan ini", "UU ini", and the regulation that it is: the first of that kind."""
        this = set(self.lexicon.laws.get("this", ())) - {"apa", "mana", "what", "which"}
        used: set[int] = set()
        named: list[int] = []
        for start, end, key in self._these.find(words):
            before, behind = words[start - 1 : start], words[end : end + 1]
            source = key == "kinds" and not _SOURCES.isdisjoint(before)
            if this & {*before, *behind} or (source and self._ends_name(words, end)):
                used |= set(range(start, end))
                held = (document for document in self.store.documents if document.entry.number)
                named += [d.number for d in held if key == "any" or self._is_kind(words[start:end], d)]
        return used, named[:1]

    def _ends_name(self, words: list[str], at: int) -> bool:
        """Whether no title goes on at a place: "menurut permen apa itu dinas", "di permen, provinsi tipe A"."""
        behind = set(words[at : at + 1])
        return behind <= self._no_title | self.lexicon.companions or not self._types.isdisjoint(words[at : at + 2])

    def _held(self, kind: list[str], number: str, year: str, title: list[str]) -> StoredDocument | None:
        """The document of a kind with this number, else with this title, else the one that is called by its kind."""
        for document in self.store.documents:
            entry = document.entry
            if number:
                found = entry.number == number and year in ("", entry.year)
            elif title:
                found = self._titled(document, title) > 0
            else:
                found = self.analyzer.folded(entry.short)[: len(kind)] == tuple(kind)
            if found and self._is_kind(kind, document):
                return document
        return None

    def _titled(self, document: StoredDocument, words: list[str]) -> int:
        """How many words, from the first on, are of a document's title and its other names."""
        entry = document.entry
        names = (entry.title, entry.short, entry.region, *entry.aliases)
        title = {root for name in names for root in self.analyzer.roots(name)}
        title.add("".join(word[0] for word in self.analyzer.folded(entry.title) if not self.analyzer.is_stop(word)))
        return next((n for n, word in enumerate(words) if not self._stands_in(word, title)), len(words))

    def _stands_in(self, word: str, title: set[str]) -> bool:
        """Whether a title has a word, or what the vocabulary says that it means ("kominfo")."""
        means = self._means.get(word, ())
        return self.analyzer.root(word) in title or any(title.issuperset(self.analyzer.roots(text)) for text in means)

    def _is_kind(self, kind: list[str], document: StoredDocument) -> bool:
        """Whether one of a document's names says its kind, as the question does or in another way ("PP", "UU")."""
        said, entry = " ".join(kind), document.entry
        whole = f" {' '.join(self.analyzer.folded(f'{entry.formal} {entry.short}'))} "
        return any(f" {' '.join(self.analyzer.folded(form))} " in whole for form in (said, *self._means.get(said, ())))


def _unknown_kinds(words: list[str]) -> list[tuple[int, int, str]]:
    """The words before a number and a year: the kinds of acts that nobody has heard of, "perki 1/2021"."""
    said = " ".join(words)
    places = (said.count(" ", 0, match.start()) for match in _DATED.finditer(said))
    return [(at, at + 1, "kinds") for at in places]


def _number_and_year(words: list[str], at: int) -> tuple[str, str, int]:
    """Number and year behind a document's kind ("nomor 14 tahun 2016", "14/2016"), and where they end."""
    dated = r"(?:\S+ ){0,4}?(?:nomor )?(\d{1,3}) (?:tahun |th )?((?:19|20)\d\d)\b"
    plain = r"(?:(?:\S+ )?nomor )?(\d{1,3})()\b"
    said = " ".join(words[at : at + 9])
    match = re.match(dated, said) or re.match(plain, said)
    return (match[1], match[2], at + len(match[0].split())) if match else ("", "", at)


def _title(words: list[str], at: int, this: tuple[str, ...]) -> list[str]:
    """The words behind a document's kind that may be its title."""
    said = words[at : at + LONGEST_TITLE]
    end = next((n for n, word in enumerate(said) if word in _ENDS or (n and word in ("tentang", *this))), len(said))
    return said[:end]
