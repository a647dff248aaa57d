"""All that answering reads: an open generation, the vocabulary, who is at home, what the facts are."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.yaml import load_yaml
from index.analysis.lexicon import Lexicon
from index.analysis.tokens import Analyzer, Speller
from index.generation.facts import Definition, Limit, Workload
from index.generation.store import Store, StoredDocument, Unit
from index.query.reader import Reader
from index.query.referrer import Referrer
from index.search import Searcher

_TYPE = re.compile(r"\b[Tt]ipe ([A-Z])\b")
CLIPPED = 5  # letters of the shortest word that is made of several words' beginnings
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

    def expanded(self, word: str) -> str:
        """What a word that no document holds is short for: a printed name by its initials, a unit's name clipped.

        The unit's name comes without the word for its kind; "" is for a word that is short for nothing.
        """
        if name := self._initials.get(word):
            return name
        names = (unit.name for unit in self.named_units if len(word) >= CLIPPED)
        clipped = next((name for name in names if self._is_clip(word, name)), "")
        return clipped.partition(" ")[2]

    @cached_property
    def _initials(self) -> dict[str, str]:
        return dict(json.loads(self.store.meta.get("initials", "{}")))

    def _is_clip(self, word: str, name: str) -> bool:
        """Whether a word is made of the beginnings of a name's words, the word for its kind aside: "rehsos"."""
        _, *parts = [part for part in self.analyzer.folded(name) if not self.analyzer.is_stop(part)] or [""]
        forms = ({part, self.analyzer.root(part)} for part in parts)
        left = {word}
        for form in forms:
            left = {rest[n:] for rest in left for one in form for n in (3, 4, 5) if rest[:n] == one[:n]} or left
        return "" in left

    @cached_property
    def printed_types(self) -> dict[str, list[int]]:
        """For each type of office the numbers of the clauses that print it, parts of an annex aside."""
        found: dict[str, list[int]] = {}
        for number in map(int, self.store.own.of("tipe")[0]):
            unit = self.store.unit(number)
            for match in _TYPE.finditer(unit.text if not unit.scope_type else ""):
                found.setdefault(match[1].lower(), []).append(number)
        return found

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
    def office_phrases(self) -> dict[str, set[tuple[str, ...]]]:
        """The vocabulary of other offices, as folded words: `heads`, `affairs`, `named`."""
        rows = self.lexicon.offices
        return {
            key: {self.analyzer.folded(text) for text in rows.get(key, ())} for key in ("heads", "affairs", "named")
        }

    @cached_property
    def office_terms(self) -> tuple[frozenset[str], ...]:
        """The terms of the names of each document and of each organisational unit."""
        names = (f"{d.entry.title} {d.entry.short} {d.entry.formal}" for d in self.store.documents)
        return (*(frozenset(self.analyzer.terms(name)) for name in names), *self.unit_terms)

    @cached_property
    def unit_terms(self) -> tuple[frozenset[str], ...]:
        """The terms of the name of each organisational unit."""
        return tuple(frozenset(self.analyzer.terms(unit.name)) for unit in self.org_units)

    @cached_property
    def regions(self) -> frozenset[tuple[str, ...]]:
        """The names of regions, as folded words."""
        return frozenset(self.analyzer.folded(name) for name in self.lexicon.regions)

    def region_names(self, document: StoredDocument) -> tuple[tuple[str, ...], ...]:
        """What a document's region is called, as folded words."""
        entry = document.entry
        return tuple(self.analyzer.folded(name) for name in (entry.region, *entry.aliases) if name)

    def document(self, unit: Unit) -> StoredDocument:
        """The document that a unit stands in."""
        return self.store.documents[unit.document]

    def of_unit(self, unit: Unit) -> Unit | None:
        """The organisational unit that a clause describes a duty of, or None."""
        return None if unit.unit is None else self.store.unit(unit.unit)

    def above(self, unit: Unit) -> Unit | None:
        """The organisational unit that this one is part of, or None."""
        return None if unit.parent is None else self.of_unit(self.store.unit(unit.parent))

    def chain(self, unit: Unit) -> list[Unit]:
        """An organisational unit and those that it is part of, from the inside out."""
        found = [unit]
        while above := self.above(found[-1]):
            found.append(above)
        return found

    @cached_property
    def named_units(self) -> tuple[Unit, ...]:
        """Those of them that have a name of their own, not only a number or a type ("Bidang Fungsi 2")."""
        own = (unit for unit in self.org_units if not (unit.scope_type and unit.printed))
        return tuple(unit for unit in own if not any(c.isdigit() for c in unit.name))

    @cached_property
    def org_units(self) -> tuple[Unit, ...]:
        """The organisational units that the documents describe, in printed order."""
        return tuple(unit for unit in self.store.units() if unit.name and unit.unit == unit.number)
