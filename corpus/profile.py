"""A kind of document, as data: what its units look like, read from a YAML profile and checked.

A pattern is a regular expression in which a space stands for any white space, line ends included. Its named
groups give a unit its `number`, its `name` or `title`, what kind of organisational unit it is (`kind`) and whom
it applies to (`scope_level`, `scope_type`). profiles/peraturan.yaml tells each key by example.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import ProfileError, failing
from corpus.files import contents
from corpus.numbers import ORDINAL
from corpus.yaml import load_yaml

PROFILES = Path(__file__).parent / "profiles"
ROOT = "dokumen"
ROLES = ("clause", "heading", "recital", "basis", "closing", "elucidation", "part", "structure", "duty")
_KEYS = ("title", "cite", "formal", "not_after", "skips", "levels", "units", "definitions", "explanations", "limits")
_PATTERN = ("pattern", "examples", "counterexamples")
# Keys whose value is one text, wherever they stand.
_TEXTS = {"title", "cite", "formal", "not_after", "name", "segment", "label", "number", "series", "id_from",
          "label_from", "joint", "inline", "rejoin", "role", "scope", "reason"}  # fmt: skip
NUMBERS = {
    "arabic": r"(?P<number>\d{1,4}[A-Za-z]{0,2})",
    "roman": r"(?P<number>[IVXLC]+)",
    "letter": r"(?P<number>(?P<letter>[a-z])(?P=letter){0,2})",
    "capital": r"(?P<number>[A-Z])",
    "ordinal": f"(?P<number>{ORDINAL})",
    "bullet": "(?P<number>)",  # behind a bullet: counted, not printed
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A checked regular expression with the texts that it must and must not match at their start.

    An `ended` one opens a unit only behind an empty line, a heading, or what ends a sentence or an item.
    """

    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a kind of document (pasal, ayat, seksi).

    `under` names the levels that it may be printed under; `number` is how it is numbered ("" for not at all);
    `series` names the levels that are numbered through together; an `outer` one's next number comes before that of a
    list inside it; `segment` and `label` are templates over the
    pattern's groups; `id_from` and `label_from` name the ancestor level at which id and label begin anew ("" for
    the parent); `free` numbers may leap; `inline` allows it to open in the middle of a line ("item": behind the
    mark that ends the one before, "anywhere"); `rejoin` names the level whose node of the same number it
    continues, printed elsewhere; `unit` says that it describes an organisational unit; `apart` that its text is
    not part of its parent's; `role` what it is for a question; `say` how people name it before its number.
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
    outer: bool = False
    inline: str = ""
    rejoin: str = ""
    unit: bool = False
    apart: bool = False
    role: str = "clause"
    say: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Lines that are no part of the document: all lines that match, below nodes of the levels `within`."""

    pattern: Pattern
    reason: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNaming:
    """A sentence that names the organisational unit whose duties stand in the clause it opens.

    The pattern's `name` group gives the unit; it holds for the whole node of the level `scope` around it.
    """

    pattern: Pattern
    scope: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A kind of document. `cite` and `formal` are templates over `label` and `document` (its name)."""

    name: str
    title: str
    cite: str
    formal: str
    levels: tuple[Level, ...]
    skips: tuple[Skip, ...] = ()
    units: tuple[UnitNaming, ...] = ()
    not_after: re.Pattern[str] | None = None
    definition: Pattern | None = None
    explanation: Pattern | None = None
    limits: dict[str, Pattern] = field(default_factory=dict)

    @cached_property
    def printed(self) -> tuple[Level, ...]:
        """The levels that a unit's own print tells: not those of which only a bullet does."""
        return tuple(level for level in self.levels if level.number != "bullet")


def load_profile(name: str, folder: Path = PROFILES) -> Profile:
    """Load a profile by its name, read once for each text of it; raises ProfileError that names file and key."""
    path = folder / f"{name}.yaml"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.yaml")))
        raise ProfileError("corpus.no-profile", name=name, known=known)
    with (
        failing(ProfileError, "corpus.profile-unreadable", OSError, file=path),
        failing(ProfileError, "corpus.yaml", yaml.YAMLError, UnicodeDecodeError, file=path),
    ):
        return _profile(contents(path).decode(), name, str(path))


@lru_cache(maxsize=8)
def _profile(text: str, name: str, where: str) -> Profile:
    rows = _checked(load_yaml(text), where, _KEYS, needed=("levels",))
    not_after = str(rows.get("not_after", ""))
    limits = _mapping(rows.get("limits") or {}, f"{where}: limits")
    levels = tuple(_level(row, f"{where}: {at}") for at, row in _listed(rows, "levels", where))
    known = {ROOT, *(level.name for level in levels)}
    if len(known) <= len(levels):
        raise ProfileError("corpus.level-twice", where=where, names=", ".join(level.name for level in levels))
    for level in levels:
        named = (*level.under, level.id_from, level.label_from, level.rejoin)
        _check_levels(named, known, f"{where}: level {level.name!r}")
    return Profile(
        name=name,
        title=str(rows.get("title", name)),
        cite=str(rows.get("cite", "{label} {document}")),
        formal=str(rows.get("formal", "{label} {document}")),
        levels=levels,
        skips=tuple(_skip(row, f"{where}: {at}", known) for at, row in _listed(rows, "skips", where)),
        units=tuple(_unit(row, f"{where}: {at}", known) for at, row in _listed(rows, "units", where)),
        not_after=_regex(f"(?:{not_after}) ?\\Z", f"{where}: not_after") if not_after else None,
        definition=load_pattern(rows["definitions"], f"{where}: definitions") if "definitions" in rows else None,
        explanation=load_pattern(rows["explanations"], f"{where}: explanations") if "explanations" in rows else None,
        limits={key: load_pattern(row, f"{where}: limits.{key}") for key, row in limits.items()},
    )


def _level(row: Any, where: str) -> Level:
    needed = ("name", "under", "patterns", "segment", "label")
    rows = _checked(row, where, {entry.name for entry in fields(Level)}, needed)
    for key, allowed in (("number", ("", *NUMBERS)), ("inline", ("", "item", "anywhere")), ("role", ROLES)):
        if key in rows and rows[key] not in allowed:
            raise ProfileError("corpus.none-of", where=f"{where}.{key}", given=rows[key], known=", ".join(allowed))
    for key in ("segment", "label"):
        at, template = f"{where}.{key}", str(rows[key])
        wrong = (ValueError, AttributeError, LookupError)
        with failing(ProfileError, "corpus.template-invalid", *wrong, where=at, template=template):
            template.format_map(defaultdict(str))
    number = str(rows.get("number", ""))
    patterns = tuple(load_pattern(pattern, f"{where}.{at}", number) for at, pattern in _listed(rows, "patterns", where))
    for pattern in patterns:
        if number and "number" not in pattern.regex.groupindex:
            raise ProfileError("corpus.pattern-number", where=f"{where}.patterns", pattern=pattern.regex.pattern)
    texts = {key: _texts(rows, key, where) for key in ("under", "say")}
    return Level(**{"series": rows["name"], **rows, **texts, "patterns": patterns})


def _skip(row: Any, where: str, known: set[str]) -> Skip:
    rows = _checked(row, where, {*_PATTERN, "reason", "within"}, needed=("reason",))
    within = _texts(rows, "within", where)
    _check_levels(within, known, f"{where}.within")
    return Skip(pattern=load_pattern(rows, where), reason=str(rows["reason"]), within=within)


def _unit(row: Any, where: str, known: set[str]) -> UnitNaming:
    rows = _checked(row, where, {*_PATTERN, "scope"}, needed=("scope",))
    _check_levels((rows["scope"],), known, f"{where}.scope")
    pattern = load_pattern(rows, where)
    if "name" not in pattern.regex.groupindex:
        raise ProfileError("corpus.pattern-name", where=f"{where}.pattern")
    return UnitNaming(pattern=pattern, scope=str(rows["scope"]))


def _listed(rows: dict[str, Any], key: str, where: str) -> list[tuple[str, Any]]:
    """The items of a list, each with its key path."""
    items = rows.get(key) or []
    if not isinstance(items, list):
        raise ProfileError("corpus.list", where=f"{where}.{key}")
    return [(f"{key}[{at}]", item) for at, item in enumerate(items)]


def _texts(rows: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    return tuple(_text(item, f"{where}.{at}") for at, item in _listed(rows, key, where))


def _checked(row: Any, where: str, known: Collection[str], needed: tuple[str, ...]) -> dict[str, Any]:
    """A mapping that has keys which are known, those that are needed among them."""
    rows = _mapping(row, where)
    if unknown := sorted(map(str, set(rows) - set(known))):
        raise ProfileError("corpus.unknown-key", where=where, key=unknown[0], known=", ".join(sorted(known)))
    if missing := [key for key in needed if not rows.get(key)]:
        raise ProfileError("corpus.missing-key", where=where, key=missing[0])
    for key in _TEXTS & set(rows):
        _text(rows[key], f"{where}.{key}")
    return rows


def _text(value: Any, where: str) -> str:
    if isinstance(value, list | dict | set | bytes):
        raise ProfileError("corpus.one-text", where=where)
    return str(value)


def _check_levels(names: Iterable[str], known: set[str], where: str) -> None:
    if missing := sorted(set(names) - known - {""}):
        raise ProfileError("corpus.levels-unknown", where=where, names=", ".join(missing))


def load_pattern(row: Any, where: str, number: str = "") -> Pattern:
    """The pattern of a YAML mapping (`pattern`, `examples`, `counterexamples`); raises ProfileError naming `where`."""
    rows = _mapping(row, where)
    examples = _texts(rows, "examples", where)
    if "pattern" not in rows or not examples:
        raise ProfileError("corpus.pattern-missing", where=where)
    source = _text(rows["pattern"], f"{where}.pattern").replace("{end}", r"[ \t]*$")
    source = source.replace("{number}", NUMBERS.get(number, "{number}"))
    regex, against = _regex(source, where), _texts(rows, "counterexamples", where)
    return Pattern(regex=regex, examples=examples, counterexamples=against, ended=bool(rows.get("ended")))


def _regex(source: str, where: str) -> re.Pattern[str]:
    """Compile a pattern in which a space outside brackets stands for any white space, " ?" for none or some."""
    kept_or_space = r"(\\.|\[(?:\\.|[^\]\\])*\])|( \?)| "
    spaced = re.sub(kept_or_space, lambda found: found[1] or (r"\s*" if found[2] else r"\s+"), source)
    with failing(ProfileError, "corpus.pattern-invalid", re.error, where=where, pattern=source):
        return re.compile(spaced, re.MULTILINE)


def _mapping(rows: Any, where: str) -> dict[str, Any]:
    if not isinstance(rows, dict):
        raise ProfileError("corpus.mapping", where=where)
    return rows
