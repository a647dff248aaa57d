"""What is known beforehand of Indonesian documents: kinds of acts, who issues them, regions; data of recognise.yaml."""

import re
from collections import defaultdict
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import ProfileError, failing
from corpus.files import load_file
from corpus.numbers import slug
from corpus.profile import Pattern, load_pattern

PATH = Path(__file__).parents[1] / "recognise.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of act, or of who issues acts; recognise.yaml tells the keys."""

    pattern: Pattern
    name: str = ""
    short: str = ""
    apart: str = ""
    issuer: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province: its name, how people shorten it, how documents print it otherwise."""

    name: str
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """All of recognise.yaml; `ministries`, `agencies` and `offices` give an abbreviation by the name's slug."""

    acts: tuple[Kind, ...]
    issuers: tuple[Kind, ...]
    patterns: dict[str, Pattern]
    within: dict[str, Pattern]
    small: frozenset[str]
    capitals: frozenset[str]
    names: tuple[str, ...]
    towns: frozenset[str]
    ends_region: frozenset[str]
    ministries: dict[str, str]
    agencies: dict[str, str]
    offices: dict[str, str]
    files: dict[str, str]
    provinces: dict[str, Province]

    def province(self, name: str) -> Province | None:
        """The province that is called so, in whichever case, by any of its names, or None."""
        return self.provinces.get(slug(name))


@cache
def load_kinds(path: Path = PATH) -> Kinds:
    """The data of recognise.yaml; raises ProfileError that names the key."""
    with (
        failing(ProfileError, "corpus.kinds-unreadable", OSError, yaml.YAMLError, UnicodeDecodeError, file=path),
        failing(ProfileError, "corpus.kinds-key", KeyError, TypeError, AttributeError, file=path),
    ):
        return _kinds(load_file(path))


def _kinds(rows: dict[str, Any]) -> Kinds:
    values: dict[str, Any] = {key: _listed(rows, key) for key in ("acts", "issuers")}
    for key in ("patterns", "within"):
        values[key] = {name: load_pattern(row, f"{key}.{name}") for name, row in rows[key].items()}
    for key in ("ministries", "agencies", "offices"):
        values[key] = {slug(name): short for short, name in rows[key].items()}
    names = ("aliases", "also")
    made = [Province(name=row["name"], **{k: tuple(row.get(k, ())) for k in names}) for row in rows["provinces"]]
    return Kinds(
        **values,
        small=frozenset(rows["small"]),
        capitals=frozenset(rows["capitals"]),
        names=tuple(rows["names"]),
        towns=frozenset(map(slug, rows["towns"])),
        ends_region=frozenset(rows["ends-region"]),
        files=dict(rows["files"]),
        provinces={slug(name): each for each in made for name in (each.name, *each.aliases, *each.also)},
    )


def _listed(rows: dict[str, Any], key: str) -> tuple[Kind, ...]:
    keys = [field.name for field in fields(Kind)]
    return tuple(
        Kind(**{name: row[name] for name in keys if name in row} | {"pattern": load_pattern(row, f"{key}[{at}]")})
        for at, row in enumerate(rows[key])
    )


READ = 200_000  # characters of a document that are looked at for what it is and how it writes a word
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 6  # letters of an abbreviation
_ROMAN = re.compile(r"[IVX]{2,}")


class Titler:
    """Writes capitals as names, as the document itself writes the words where it uses small letters."""

    def __init__(self, text: str, kinds: Kinds) -> None:
        self.kinds = kinds
        self.forms: defaultdict[str, set[str]] = defaultdict(set)
        self.names = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in kinds.names), re.IGNORECASE)
        for line in text[:READ].split("\n"):
            words = _WORD.findall(line) if line != line.upper() else []
            for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
                if not (word.isupper() and (before.isupper() or after.isupper())):  # a heading tells nothing
                    self.forms[word.casefold()].add(word)

    def title(self, name: str) -> str:
        """A name in capitals with a capital to each word; one that isn't in capitals as it is, on one line."""
        name = " ".join(name.split())
        if name != name.upper():
            return name
        title = _WORD.sub(lambda match: self._word(match[0], first=match.start() == 0), name)
        return self.names.sub(lambda match: match[0].title(), title)

    def _word(self, word: str, first: bool) -> str:
        """A word in a name: a number, and an abbreviation that the document or recognise.yaml has, keep capitals."""
        if word.casefold() in self.kinds.small and not first:
            return word.lower()
        forms = self.forms.get(word.casefold(), set())
        known = forms == {word} and len(word) <= _LONGEST if forms else word in self.kinds.capitals
        return word if known or _ROMAN.fullmatch(word) else word[0] + word[1:].lower()
