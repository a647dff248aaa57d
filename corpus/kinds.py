"""What is known beforehand of Indonesian documents: kinds of acts, who issues them, regions; data of recognise.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import ProfileError
from corpus.numbers import slug
from corpus.profile import Pattern, load_pattern
from corpus.read import contents
from corpus.reasons import cause
from corpus.yaml import load_yaml

PATH = Path(__file__).parent / "recognise.yaml"


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
    try:
        rows = load_yaml(contents(path).decode())
        return _kinds(rows)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProfileError("corpus.kinds-unreadable", file=path, cause=cause(error)) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ProfileError("corpus.kinds-key", file=path, cause=cause(error)) from error


def _kinds(rows: dict[str, Any]) -> Kinds:
    return Kinds(
        acts=_listed(rows, "acts"),
        issuers=_listed(rows, "issuers"),
        patterns={name: load_pattern(row, f"patterns.{name}") for name, row in rows["patterns"].items()},
        within={name: load_pattern(row, f"within.{name}") for name, row in rows["within"].items()},
        small=frozenset(rows["small"]),
        capitals=frozenset(rows["capitals"]),
        names=tuple(rows["names"]),
        towns=frozenset(map(slug, rows["towns"])),
        ends_region=frozenset(rows["ends-region"]),
        ministries=_by_name(rows["ministries"]),
        agencies=_by_name(rows["agencies"]),
        offices=_by_name(rows["offices"]),
        files=dict(rows["files"]),
        provinces=_provinces(rows["provinces"]),
    )


def _listed(rows: dict[str, Any], key: str) -> tuple[Kind, ...]:
    made = []
    for at, row in enumerate(rows[key]):
        pattern = load_pattern(row, f"{key}[{at}]")
        own = {name: row[name] for name in ("name", "short", "apart", "issuer", "level") if name in row}
        made.append(Kind(pattern=pattern, **own))
    return tuple(made)


def _by_name(rows: dict[str, str]) -> dict[str, str]:
    return {slug(name): short for short, name in rows.items()}


def _provinces(rows: Iterable[dict[str, Any]]) -> dict[str, Province]:
    found = {}
    for row in rows:
        names = {key: tuple(row.get(key, ())) for key in ("aliases", "also")}
        province = Province(name=row["name"], **names)
        for name in (province.name, *province.aliases, *province.also):
            found[slug(name)] = province
    return found
