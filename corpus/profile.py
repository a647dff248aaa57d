"""A kind of document, as data: what its units look like, read from a YAML profile and checked.

A pattern is a regular expression in which a space stands for any white space, line ends included. Its named
groups give a unit its `number`, its `name` or `title`, what kind of organisational unit it is (`kind`) and whom
it applies to (`scope_level`, `scope_type`). profiles/peraturan.yaml tells each key by example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import ProfileError
from corpus.numbers import ORDINAL
from corpus.yaml import load_yaml

PROFILES = Path(__file__).parent / "profiles"
ROOT = "dokumen"
NUMBERS = {
    "arabic": r"(?P<number>\d{1,4}[A-Za-z]{0,2})",
    "roman": r"(?P<number>[IVXLC]+)",
    "letter": r"(?P<number>(?P<letter>[a-z])(?P=letter){0,2})",
    "ordinal": f"(?P<number>{ORDINAL})",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A checked regular expression with the texts that it must and must not match at their start."""

    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a kind of document (pasal, ayat, seksi).

    `under` names the levels that it may be printed under; `number` is how it is numbered ("" for not at all);
    `series` names the levels that are numbered through together; `segment` and `label` are templates over the pattern's groups; `id_from` and `label_from` name the ancestor
    level at which id and label begin anew ("" for the parent); `free` numbers may leap; `inline` allows it to
    open in the middle of a line ("item": behind the mark that ends the one before, "anywhere"); `rejoin` names the level whose node of the same number it continues, printed elsewhere; `unit` says
    that it describes an organisational unit; `apart` that its text is not part of its parent's.
    """

    name: str
    under: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    segment: str
    label: str
    number: str = ""
    series: str = ""
    id_from: str = ""
    label_from: str = ""
    joint: str = " "
    free: bool = False
    inline: str = ""
    rejoin: str = ""
    unit: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Lines that are no part of the document: all lines that match, below nodes of the levels `within`."""

    pattern: Pattern
    reason: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence that names the organisational unit whose duties stand in the clause it opens.

    The pattern's `name` group gives the unit; it holds for the whole node of the level `scope` around it.
    """

    pattern: Pattern
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A kind of document. `cite` and `formal` are templates over `label` and `document` (its name)."""

    name: str
    title: str
    cite: str
    formal: str
    levels: tuple[Level, ...]
    skips: tuple[Skip, ...] = ()
    units: tuple[Unit, ...] = ()
    not_after: re.Pattern[str] | None = None
    limits: dict[str, Any] = field(default_factory=dict)

    def level(self, name: str) -> Level | None:
        """The level of that name, or None."""
        return next((level for level in self.levels if level.name == name), None)


def load_profile(name: str, folder: Path = PROFILES) -> Profile:
    """Load a profile by its name; raises ProfileError that names the file and the key."""
    path = folder / f"{name}.yaml"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.yaml")))
        raise ProfileError(f"no profile {name!r}; there are: {known}")
    try:
        rows = load_yaml(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ProfileError(f"{path}: is not valid YAML: {' '.join(str(error).split())}") from error
    return _profile(name, _mapping(rows, str(path)), str(path))


def _profile(name: str, rows: dict[str, Any], where: str) -> Profile:
    not_after = str(rows.get("not_after", ""))
    levels = tuple(_level(row, f"{where}: levels[{at}]") for at, row in enumerate(rows.get("levels") or []))
    known = {ROOT, *(level.name for level in levels)}
    for level in levels:
        named = {*level.under, level.id_from, level.label_from, level.rejoin} - {"", ROOT}
        if missing := named - known:
            raise ProfileError(f"{where}: level {level.name!r} names levels that are not there: {sorted(missing)}")
    return Profile(
        name=name,
        title=str(rows.get("title", name)),
        cite=str(rows.get("cite", "{label} {document}")),
        formal=str(rows.get("formal", "{label} {document}")),
        levels=levels,
        skips=tuple(_skip(row, f"{where}: skips[{at}]") for at, row in enumerate(rows.get("skips") or [])),
        units=tuple(_unit(row, f"{where}: units[{at}]") for at, row in enumerate(rows.get("units") or [])),
        not_after=_regex(f"(?:{not_after}) ?\\Z", f"{where}: not_after") if not_after else None,
        limits=dict(rows.get("limits") or {}),
    )


def _level(rows: Any, where: str) -> Level:
    rows = _mapping(rows, where)
    allowed = {entry.name for entry in fields(Level)}
    if unknown := set(rows) - allowed:
        raise ProfileError(f"{where}: unknown keys {sorted(unknown)}; known are {sorted(allowed)}")
    for key in ("name", "under", "patterns", "segment", "label"):
        if key not in rows:
            raise ProfileError(f"{where}: {key} is missing")
    number = str(rows.get("number", ""))
    if number and number not in NUMBERS:
        raise ProfileError(f"{where}.number: {number!r} is none of {sorted(NUMBERS)}")
    patterns = tuple(_pattern(row, f"{where}.patterns[{at}]", number) for at, row in enumerate(rows["patterns"]))
    return Level(**{"series": rows["name"], **rows, "under": tuple(rows["under"]), "patterns": patterns})


def _skip(rows: Any, where: str) -> Skip:
    rows = _mapping(rows, where)
    return Skip(pattern=_pattern(rows, where), reason=str(rows["reason"]), within=tuple(rows.get("within", ())))


def _unit(rows: Any, where: str) -> Unit:
    rows = _mapping(rows, where)
    return Unit(pattern=_pattern(rows, where), scope=str(rows["scope"]))


def _pattern(rows: Any, where: str, number: str = "") -> Pattern:
    rows = _mapping(rows, where)
    examples = tuple(rows.get("examples") or ())
    if "pattern" not in rows or not examples:
        raise ProfileError(f"{where}: needs a pattern and examples of what it matches")
    source = str(rows["pattern"]).replace("{end}", r"[ \t]*$").replace("{number}", NUMBERS.get(number, "{number}"))
    return Pattern(
        regex=_regex(source, where),
        examples=examples,
        counterexamples=tuple(rows.get("counterexamples") or ()),
    )


def _regex(source: str, where: str) -> re.Pattern[str]:
    """Compile a pattern in which a space outside brackets stands for any white space, " ?" for none or some."""
    pieces: list[str] = []
    for piece in re.split(r"(\\.|\[(?:\\.|[^\]\\])*\])", source):
        outside = not piece.startswith(("[", "\\"))
        pieces.append(piece.replace(" ?", r"\s*").replace(" ", r"\s+") if outside else piece)
    try:
        return re.compile("".join(pieces), re.MULTILINE)
    except re.error as error:
        raise ProfileError(f"{where}: {source!r} is no valid pattern: {error}") from error


def _mapping(rows: Any, where: str) -> dict[str, Any]:
    if not isinstance(rows, dict):
        raise ProfileError(f"{where}: must be a mapping of keys to values")
    return rows
