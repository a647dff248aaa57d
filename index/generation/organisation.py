"""The office at home and the organisational units that documents describe: what they are called, what is part of what.

Their names are analysed when a generation is built; here they are found by their words.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from index.analysis.phrases import Phrases
from index.generation.store import Store, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a unit is called: each folded word with its term, "" for that of a function word; its terms.

    The first term says of what kind it is.
    """

    unit: Unit
    words: tuple[tuple[str, str], ...]
    terms: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The term for its kind: "bidang", "seksi"; "" for a name of function words alone."""
        return next(iter(self.terms), "")


class Organisation:
    """The organisational units of a generation, in printed order; `spelt` puts a word right as questions are."""

    def __init__(self, store: Store, spelt: Callable[[str], tuple[str, ...]]) -> None:
        self._store = store
        names = [
            Name(unit=store.unit(number), words=tuple((w, t) for w, t in words), terms=tuple(t for _, t in words if t))
            for number, words in json.loads(store.meta.get("names", "[]"))
        ]
        self.names = {name.unit.number: name for name in names}
        self.units = tuple(name.unit for name in names)
        own = (unit for unit in self.units if not (unit.scope_type and unit.printed))
        # not only a number or a type ("Bidang Fungsi 2")
        self.named = tuple(unit for unit in own if not any(word.isdecimal() for word in unit.name.split()))
        self.named_numbers = frozenset(unit.number for unit in self.named)
        self._parts: dict[int, list[Unit]] = {}
        for unit in self.units:
            self._parts.setdefault(above.number if (above := self.above(unit)) else -1, []).append(unit)
        called: dict[tuple[str, ...], list[Unit]] = {}
        for unit in self.named:
            words = tuple(right for word, _ in self.names[unit.number].words for right in spelt(word))
            called.setdefault(words, []).append(unit)
        self._called = Phrases(called.items())
        self.of_kind = lru_cache(maxsize=100)(self._of_kind)

    def holder(self, unit: Unit) -> Unit | None:
        """The organisational unit that a clause describes a duty of, or None."""
        return None if unit.unit is None else self._store.unit(unit.unit)

    def above(self, unit: Unit) -> Unit | None:
        """The organisational unit that this one is part of, or None."""
        return None if unit.parent is None else self.holder(self._store.unit(unit.parent))

    def chain(self, unit: Unit) -> list[Unit]:
        """An organisational unit and those that it is part of, from the inside out."""
        found = [unit]
        while above := self.above(found[-1]):
            found.append(above)
        return found

    def parts(self, unit: Unit) -> Sequence[Unit]:
        """The organisational units that are part of one, in printed order."""
        return self._parts.get(unit.number, ())

    def called(self, words: Sequence[str], documents: Collection[int]) -> Iterator[tuple[Unit, int, int]]:
        """The named units of these documents whose whole names stand in words, and between which places."""
        for start, end, units in self._called.find(words):
            yield from ((unit, start, end) for unit in units if unit.document in documents)

    def places(self, words: Sequence[str]) -> frozenset[int]:
        """The places of the whole names of units among words."""
        return frozenset(at for start, end, _ in self._called.find(words) for at in range(start, end))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The terms for the kinds of the named units."""
        return frozenset(self.names[unit.number].kind for unit in self.named)

    def _of_kind(self, documents: frozenset[int]) -> dict[str, list[tuple[Name, frozenset[str]]]]:
        """For each kind the names of the units of these documents, each with the terms of all others of that kind."""
        kinds: dict[str, list[Name]] = {}
        for name in (self.names[unit.number] for unit in self.named if unit.document in documents):
            kinds.setdefault(name.kind, []).append(name)
        return {kind: list(zip(names, _shared(names), strict=True)) for kind, names in kinds.items()}


def _shared(names: Sequence[Name]) -> Iterator[frozenset[str]]:
    """For each name the terms that all others have."""
    counts = Counter(term for name in names for term in set(name.terms))
    common = [term for term, count in counts.items() if count >= len(names) - 1 > 0]
    return (frozenset(t for t in common if counts[t] - (t in name.terms) == len(names) - 1) for name in names)


class Home:
    """The office that runs the bot, by its id; "" for none: its documents, its level, what it is called."""

    def __init__(self, store: Store, office: str) -> None:
        self.office = office
        self._entries = {d.number: d.entry for d in store.documents if office and d.entry.office == office}
        self.documents = frozenset(self._entries)
        self.levels = frozenset(entry.level for entry in self._entries.values())

    @property
    def level(self) -> str:
        """Its level, or "" where no document is of it."""
        return next((e.level for e in self._entries.values() if e.level != "nasional"), "")

    @property
    def heads(self) -> frozenset[str]:
        """The words that its name may begin with."""
        return frozenset({"dinas", self.office.split("-")[0]})

    def names(self, heads: Iterable[str]) -> list[str]:
        """What it is called: as its documents' titles print it behind one of these heads, as its id and regions say."""
        named = re.compile(rf"\b(?:{'|'.join(heads)})\b.*")
        printed = (f"{e.title}\n{e.formal}".lower() for e in self._entries.values())
        titles = (match[0] for text in printed for match in named.finditer(text))
        places = (text for e in self._entries.values() for text in (self.office, e.place, e.region, *e.aliases))
        return [name.replace("-", " ") for name in (*titles, *places)]
