"""All that answering reads: an open generation, the vocabulary, who is at home, what the facts are."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.yaml import load_yaml
from index.analysis.lexicon import Lexicon
from index.analysis.phrases import Phrases
from index.analysis.tokens import Analyzer, Speller
from index.generation.facts import Definition, Limit, Workload
from index.generation.organisation import Organisation
from index.generation.store import Store, StoredDocument, Unit
from index.query.reader import Reader, spelt
from index.query.referrer import Referrer
from index.search import Searcher

_PHRASES: dict[str, dict[str, str]] = load_yaml((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))


def say(language: str, key: str, **values: object) -> str:
    """A sentence of phrases.yaml in a language, filled in; its first letter is a capital one."""
    text = _PHRASES[language][key].format(**values)
    return text[:1].upper() + text[1:]


def term(language: str, key: str, **values: object) -> str:
    """A part of a sentence of phrases.yaml, as it stands there."""
    return _PHRASES[language][key].format(**values)


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """One generation, ready to be asked; `home_office` is the id of the office that runs the bot."""

    store: Store
    lexicon: Lexicon
    home_office: str

    @cached_property
    def analyzer(self) -> Analyzer:
        """Makes terms of text."""
        return Analyzer(self.lexicon)

    @cached_property
    def reader(self) -> Reader:
        """Understands questions."""
        return Reader(
            lexicon=self.lexicon,
            analyzer=self.analyzer,
            own=self.store.own,
            context=self.store.context,
            speller=Speller(
                self._vocabulary(),
                printed=self._printed,
                never=(self.lexicon.stop - self._asking) | (self.lexicon.kept - self._printed.keys()),
                labels=self.lexicon.numbered,
            ),
            shorts=tuple((d.short, d.term) for d in self.definitions if self._abbreviates(d.short, d.term)),
            expanded=self.expanded,
            called=self._called,
            home=self._home_terms,
            heads=frozenset({"dinas", self.home_office.split("-")[0]}),
            places=tuple(
                name
                for document in self.store.documents
                if document.entry.place
                for name in (document.entry.region, *document.entry.aliases)
                if name
            ),
        )

    @cached_property
    def _home_terms(self) -> frozenset[str]:
        """The terms of the home office's names: as its documents' titles print them, as its id and regions say."""
        heads = "|".join(self.lexicon.offices.get("heads", ()))
        entries = [d.entry for d in self.store.documents if self.home_office and d.entry.office == self.home_office]
        names = [
            match[0] for e in entries for match in re.finditer(rf"\b(?:{heads})\b.*", f"{e.title}\n{e.formal}".lower())
        ]
        names += [text for e in entries for text in (self.home_office, e.place, e.region, *e.aliases)]
        return frozenset(term for name in names for term in self.analyzer.terms(name.replace("-", " ")))

    @cached_property
    def organisation(self) -> Organisation:
        """The organisational units that the documents describe."""
        return Organisation(self.store, lambda word: spelt(self.lexicon, self.analyzer, word))

    def _called(self, words: Sequence[str]) -> frozenset[int]:
        """The places of the whole names of units among words."""
        documents = range(len(self.store.documents))
        found = self.organisation.called(words, documents)
        return frozenset(at for _, start, end in found for at in range(start, end))

    def expanded(self, word: str) -> str:
        """What a word that no document holds is short for: a printed name by its initials, a unit's name clipped.

        The unit's name comes without the word for its kind; "" is for a word that is short for nothing.
        """
        return self._initials.get(word) or self.organisation.clipped(word)

    @cached_property
    def _initials(self) -> dict[str, str]:
        return dict(json.loads(self.store.meta.get("initials", "{}")))

    @cached_property
    def printed_types(self) -> dict[str, list[int]]:
        """For each type of office the numbers of the clauses that print it, parts of an annex aside."""
        return dict(json.loads(self.store.meta.get("types", "{}")))

    def _abbreviates(self, short: str, term: str) -> bool:
        """Whether a defined short name is an abbreviation, not a word of the term ("Tibum", not "Dinas")."""
        return (
            short.isalpha() and len(short) > 2 and not set(self.analyzer.roots(short)) & set(self.analyzer.roots(term))
        )

    @cached_property
    def _asking(self) -> frozenset[str]:
        """The words of the vocabulary for what is asked and of whom."""
        phrases = [text for texts in self.lexicon.intents.values() for text in texts]
        phrases += [text for kinds in self.lexicon.scope.values() for texts in kinds.values() for text in texts]
        return frozenset(word for text in phrases for word, _, _ in self.analyzer.words(text))

    @cached_property
    def _printed(self) -> Counter[str]:
        """How often the documents print each word; the words for what is asked count as printed."""
        return Counter(json.loads(self.store.meta["words"])) + Counter(self._asking)

    def _vocabulary(self) -> Counter[str]:
        """What a mistyped word may be taken for: the documents' words and the vocabulary's own."""
        phrases = (text for concept in self.lexicon.concepts for text in (*concept.means, *concept.say))
        return self._printed + Counter(word for text in phrases for word, _, _ in self.analyzer.words(text))

    @cached_property
    def searcher(self) -> Searcher:
        """Ranks units."""
        return Searcher(self.store, self.home_office)

    @cached_property
    def referrer(self) -> Referrer:
        """Finds the clauses that a question names."""
        return Referrer(self.store, self.lexicon, self.analyzer)

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """The limits that the documents state."""
        return tuple(Limit(**(row | {"citations": tuple(row["citations"])})) for row in self._facts("limits"))

    @cached_property
    def workloads(self) -> tuple[Workload, ...]:
        """What each type of office is for."""
        return tuple(Workload(**row) for row in self._facts("workloads"))

    @cached_property
    def exceptions(self) -> dict[str, list[str]]:
        """The clauses that allow more than the limits, by document."""
        return {row["document"]: row["citations"] for row in self._facts("exceptions")}

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """The terms that the documents define."""
        return tuple(Definition(**row) for row in self._facts("definitions"))

    def _facts(self, kind: str) -> list[dict[str, Any]]:
        return list(json.loads(self.store.meta.get(kind, "[]")))

    def title_terms(self, document: str) -> frozenset[str]:
        """The terms of a document's names, and those that any office's organisation is spoken of with."""
        return self._titles[document]

    @cached_property
    def _titles(self) -> dict[str, frozenset[str]]:
        shared = {self.analyzer.root(word) for word in self.lexicon.offices.get("shared", ())}
        entries = [document.entry for document in self.store.documents]
        return {e.id: frozenset(self.analyzer.terms(f"{e.title} {e.short} {e.formal}")) | shared for e in entries}

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The terms in which a question speaks of a document as a whole."""
        return frozenset(root for text in self.lexicon.laws.get("self", ()) for root in self.analyzer.roots(text))

    @cached_property
    def kind_words(self) -> frozenset[str]:
        """The terms for kinds of documents: alone they mean the one at hand ("permennya")."""
        return frozenset(root for text in self.lexicon.laws.get("kinds", ()) for root in self.analyzer.roots(text))

    @cached_property
    def unit_kinds(self) -> frozenset[str]:
        """The terms for kinds of units: those of the documents, and those of the vocabulary."""
        said = {self.analyzer.root(body) for body in self.lexicon.scope.get("body", {})}
        return frozenset(said | {self.organisation.names[unit.number].kind for unit in self.organisation.named})

    @cached_property
    def foreign_names(self) -> Phrases[str]:
        """The vocabulary of other offices and regions: `heads` of their names, `affairs`, `named` ones, `regions`."""
        rows = {key: self.lexicon.offices.get(key, ()) for key in ("heads", "affairs", "named")}
        rows["regions"] = self.lexicon.regions
        return Phrases((self.analyzer.folded(text), key) for key, texts in rows.items() for text in texts)

    @cached_property
    def office_terms(self) -> tuple[frozenset[str], ...]:
        """The terms of the names of each document and of each organisational unit."""
        names = (f"{d.entry.title} {d.entry.short} {d.entry.formal}" for d in self.store.documents)
        return (*(frozenset(self.analyzer.terms(name)) for name in names), *self.unit_terms)

    @cached_property
    def unit_terms(self) -> tuple[frozenset[str], ...]:
        """The terms of the name of each organisational unit."""
        return tuple(frozenset(name.terms) for name in self.organisation.names.values())

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
