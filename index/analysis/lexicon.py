"""The vocabulary: what people say for what documents print, which words carry no topic, how chat is spelt; the intents.

Everything is data in lexicon.yaml and intents.yaml. An entry of `concepts` is one concept: saying any of its words is
as good as saying any other. Phrases are matched by their roots, so inflections need no entry of their own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import LexiconError
from corpus.yaml import load_yaml

PATH, INTENTS = (Path(__file__).parents[1] / name for name in ("lexicon.yaml", "intents.yaml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept: `means` as documents print it, `say` as people do, `near` what is close to it."""

    means: tuple[str, ...]
    say: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One thing that a question may ask for; intents.yaml tells what its parts are."""

    ask: tuple[str, ...] = ()
    topic: bool = False
    polar: bool = False
    of_act: bool = False
    about: bool = False
    only: bool = False
    part: str = ""
    unless: tuple[str, ...] = ()
    gives: re.Pattern[str] | None = None
    affirms: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    binds: tuple[str, re.Pattern[str]] | None = None
    opens: tuple[str, re.Pattern[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The vocabulary of lexicon.yaml; see there for what each part is."""

    prefixes: frozenset[str] = frozenset()
    roots: dict[str, str] = field(default_factory=dict)
    stop: frozenset[str] = frozenset()
    english: frozenset[str] = frozenset()
    spelling: dict[str, str] = field(default_factory=dict)
    light: tuple[str, ...] = ()
    everyday: frozenset[str] = frozenset()
    connectives: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    concepts: tuple[Concept, ...] = ()
    intents: dict[str, Intent] = field(default_factory=dict)
    scope: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    offices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    laws: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbering: tuple[str, ...] = ()
    numbers: dict[str, str] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    numbered: tuple[str, ...] = ()
    lettered: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()
    vocatives: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    acting: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    organisation: tuple[str, ...] = ()
    companions: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()
    rulers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    least: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    direct: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    charges: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    meaning: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    each: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    bounds: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    perfect: frozenset[str] = frozenset()
    requests: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    speakers_of: frozenset[str] = frozenset()
    besides: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    polar: frozenset[str] = frozenset()
    asserts: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()

    def asks(self, text: str) -> bool:
        """Whether a text looks like a question: it ends like one, or begins with a word that asks."""
        words = text.lower().split()
        if not any(character.isalnum() for character in text):
            return False
        return words[-1].endswith("?") or words[0].strip(",.:") in self.opening

    def having(self, part: str, names: Iterable[str] | None = None) -> dict[str, Any]:
        """By the names of the intents that have a part, of these or of all, what that part is."""
        of = self.intents if names is None else sorted(self.intents.keys() & set(names))
        return {name: value for name in of if (value := getattr(self.intents[name], part))}

    @property
    def type_words(self) -> frozenset[str]:
        """The words that stand before the letter of a type of office."""
        return frozenset(text.split()[0] for texts in self.scope.get("type", {}).values() for text in texts)

    @property
    def office_words(self) -> frozenset[str]:
        """The words of offices' names: their heads, affairs, names of their own, regions."""
        names = (name for key in ("heads", "shared", "affairs", "named") for name in self.offices.get(key, ()))
        return _words((*names, *self.regions))

    @property
    def kept(self) -> frozenset[str]:
        """Names of regions and other offices, of days, what is said in passing: right, whatever they are near to."""
        offices = (*self.offices.get("affairs", ()), *self.offices.get("named", ()))
        return _words((*self.days, *self.weekdays, *self.regions, *self.everyday, *offices))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.lower().split())


def load_lexicon(path: Path = PATH, intents: Path = INTENTS) -> Lexicon:
    """Load the vocabulary, read once for each text of it; raises LexiconError naming file and key."""
    try:
        return _loaded(path.read_text(encoding="utf-8"), path, intents.read_text(encoding="utf-8"), intents)
    except OSError as error:
        raise LexiconError(f"{error.filename}: {' '.join(str(error).split())}") from error


def _mapping(text: str, path: Path) -> dict[str, Any]:
    try:
        rows = load_yaml(text)
    except yaml.YAMLError as error:
        raise LexiconError(f"{path}: {' '.join(str(error).split())}") from error
    if not isinstance(rows, dict):
        raise LexiconError(f"{path}: must be a mapping")
    return rows


@lru_cache(maxsize=2)
def _loaded(text: str, path: Path, told: str, intents: Path) -> Lexicon:
    rows = _mapping(text, path)
    stop = _lists(rows, "stop", path)
    made: dict[str, Any] = {
        "stop": frozenset(word for words in stop.values() for word in words),
        "english": frozenset(stop.get("en", ())),
        "everyday": _words(text for texts in _lists(rows, "everyday", path).values() for text in texts),
        "concepts": _concepts(rows.get("concepts"), path),
        "intents": {name: _intent(row, f"{intents}: {name}") for name, row in _mapping(told, intents).items()},
        "scope": {key: _lists(rows["scope"], key, path) for key in rows.get("scope") or {}},
    }
    others = {field.name: str(field.type) for field in fields(Lexicon) if field.name not in made}
    return Lexicon(**made, **{name: _part(rows, name, kind, path) for name, kind in others.items()})


def _part(rows: dict[str, Any], key: str, kind: str, path: Path) -> Any:
    """A part of the vocabulary as the file has it, of the type that its field has."""
    if kind.startswith("dict"):
        return _pairs(rows, key, path) if kind == "dict[str, str]" else _lists(rows, key, path)
    texts = _texts(rows.get(key), f"{path}: {key}")
    return frozenset(texts) if kind.startswith("frozenset") else texts


def _intent(row: Any, where: str) -> Intent:
    """An intent as the file has it, its patterns compiled."""
    kinds = [field.name for field in fields(Intent)]
    if not isinstance(row, dict) or row.keys() - set(kinds):
        raise LexiconError(f"{where}: takes {', '.join(kinds)}")
    made = dict(row)
    for key in row.keys() & {"ask", "unless", "binds", "opens"}:
        made[key] = _texts(row[key], f"{where}.{key}")
    for key in row.keys() & {"gives", "affirms", "needs"}:
        made[key] = re.compile(row[key])
    for key in row.keys() & {"binds", "opens"}:
        made[key] = (made[key][0], re.compile(made[key][1]))
    return Intent(**made)


def _concepts(rows: Any, path: Path) -> tuple[Concept, ...]:
    concepts, said = [], dict[str, int]()
    for at, row in enumerate(rows or []):
        where = f"{path}: concepts[{at}]"
        if not isinstance(row, dict) or set(row) - {"means", "say", "near"}:
            raise LexiconError(f"{where}: takes means, say, near")
        parts = {key: _texts(row.get(key), f"{where}.{key}") for key in ("means", "say", "near")}
        if not parts["means"]:
            raise LexiconError(f"{where}.means: is missing")
        for text in (*parts["means"], *parts["say"]):
            if text.lower() in said:
                raise LexiconError(
                    f"{where}: {text!r} stands in concepts[{said[text.lower()]}] too; one entry a concept"
                )
            said[text.lower()] = at
        concepts.append(Concept(**parts))
    return tuple(concepts)


def _pairs(rows: dict[str, Any], key: str, path: Path) -> dict[str, str]:
    pairs = rows.get(key) or {}
    for said, meant in pairs.items():
        if not isinstance(said, str) or not isinstance(meant, str):
            raise LexiconError(f'{path}: {key}.{said}: both must be text; quote words such as "no" and "on"')
    return dict(pairs)


def _lists(rows: dict[str, Any], key: str, path: Path) -> dict[str, tuple[str, ...]]:
    return {str(name): _texts(row, f"{path}: {key}.{name}") for name, row in (rows.get(key) or {}).items()}


def _texts(row: Any, where: str) -> tuple[str, ...]:
    if row is None:
        return ()
    if not isinstance(row, list):
        raise LexiconError(f"{where}: must be a list")
    for at, text in enumerate(row):
        if not isinstance(text, str):
            raise LexiconError(f'{where}[{at}]: {text!r} is no text; quote words such as "no" and "on"')
    return tuple(row)
