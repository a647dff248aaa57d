"""All that answering reads: an open generation, the vocabulary, who is at home, what the facts are."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.yaml import load_yaml
from index.analysis.acronyms import Acronyms
from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer
from index.analysis.vocabulary import Vocabulary
from index.generation.facts import Definition, Facts
from index.generation.organisation import Home, Organisation
from index.generation.store import Store, StoredDocument, Unit
from index.query.reader import Reader
from index.query.referrer import Referrer
from index.search import Searcher

_PHRASES: dict[str, dict[str, str]] = load_yaml((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))


def say(language: str, key: str, **values: object) -> str:
    """A sentence of phrases.yaml in a language, filled in; its first letter is a capital one."""
    return capital(term(language, key, **values))


def capital(text: str) -> str:
    """A text with a capital letter first."""
    return text[:1].upper() + text[1:]


def term(language: str, key: str, **values: object) -> str:
    """A part of a sentence of phrases.yaml, as it stands there."""
    return _PHRASES[language][key].format(**values)


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """One generation, ready to be asked; `home_office` is the id of the office that runs the bot.

    It holds what each part of answering looks into: the vocabulary, the facts, the units, the office at home, and what
    reads questions, references and ranks.
    """

    store: Store
    lexicon: Lexicon
    home_office: str

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What words and phrases mean."""
        return Vocabulary(lexicon=self.lexicon)

    @property
    def analyzer(self) -> Analyzer:
        """Makes terms of text."""
        return self.vocabulary.analyzer

    @cached_property
    def facts(self) -> Facts:
        """What the documents state: limits, definitions, workloads."""
        return Facts(self.store)

    @cached_property
    def home(self) -> Home:
        """The office at home."""
        return Home(self.store, self.home_office)

    @cached_property
    def organisation(self) -> Organisation:
        """The organisational units that the documents describe."""
        return Organisation(self.store, self.vocabulary.spelt)

    @cached_property
    def searcher(self) -> Searcher:
        """Ranks units."""
        return Searcher(self.store, self.home_office)

    @cached_property
    def referrer(self) -> Referrer:
        """Finds the clauses that a question names."""
        return Referrer(self.store, self.lexicon, self.analyzer)

    @cached_property
    def reader(self) -> Reader:
        """Understands questions."""
        return Reader(
            self.store, self.vocabulary, self.facts, self.organisation, self.home, self.regions, self.expanded
        )

    def expanded(self, word: str) -> str:
        """The unit's name of whose syllables a word is, or of whose initials where no document holds it; "" else."""
        held = self.analyzer.root(word) in self.store.own.numbers
        return ("" if held else self.facts.initials.get(word, "")) or self._acronyms.name(word)

    @cached_property
    def _acronyms(self) -> Acronyms:
        names = ([word for word, term in name.words if term] for name in self.organisation.names.values())
        return Acronyms(list(names), self.analyzer.root)

    def defined(self, terms: Iterable[str]) -> list[tuple[frozenset[str], Definition]]:
        """The definitions whose term has any of these terms, each with all that it has, in printed order."""
        return [self._defined[1][at] for at in sorted({at for term in terms for at in self._defined[0].get(term, ())})]

    @cached_property
    def defined_words(self) -> Phrases[list[Definition]]:
        """The definitions by their term's words, in printed order."""
        found: dict[tuple[str, ...], list[Definition]] = {}
        for row in self.facts.definitions:
            found.setdefault(self.analyzer.folded(row.term), []).append(row)
        return Phrases(found.items())

    @cached_property
    def definition_terms(self) -> dict[str, frozenset[str]]:
        """By the id of a clause that says what a term is, that term's own terms."""
        return {row.citation: terms for terms, row in self._defined[1]}

    @cached_property
    def _defined(self) -> tuple[dict[str, list[int]], list[tuple[frozenset[str], Definition]]]:
        rows = [(frozenset(self.analyzer.terms(row.term)), row) for row in self.facts.definitions]
        places: dict[str, list[int]] = {}
        for at, (terms, _) in enumerate(rows):
            for term in terms:
                places.setdefault(term, []).append(at)
        return places, rows

    def title_terms(self, document: str) -> frozenset[str]:
        """The terms of a document's names, and those that any office's organisation is spoken of with."""
        return self._titles[document] | self.vocabulary.shared

    @cached_property
    def _titles(self) -> dict[str, frozenset[str]]:
        entries = [document.entry for document in self.store.documents]
        return {e.id: frozenset(self.analyzer.terms(f"{e.title} {e.short} {e.formal}")) for e in entries}

    @cached_property
    def office_terms(self) -> tuple[frozenset[str], ...]:
        """The terms of the names of each document and of each organisational unit."""
        return (*self._titles.values(), *(frozenset(name.terms) for name in self.organisation.names.values()))

    @cached_property
    def regions(self) -> Phrases[list[int]]:
        """What the regions of documents that are of a place are called, with the numbers of their documents."""
        found: dict[tuple[str, ...], list[int]] = {}
        for document in self.store.documents:
            for name in self.region_names(document) if document.entry.place else ():
                found.setdefault(name, []).append(document.number)
        return Phrases(found.items())

    def region_names(self, document: StoredDocument) -> tuple[tuple[str, ...], ...]:
        """What a document's region is called, as folded words."""
        entry = document.entry
        return tuple(self.analyzer.folded(name) for name in (entry.region, *entry.aliases) if name)

    def document(self, unit: Unit) -> StoredDocument:
        """The document that a unit stands in."""
        return self.store.documents[unit.document]
