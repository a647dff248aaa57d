"""What a new document is: the profile that reads it, and its manifest entry as far as the document itself says it.

What is found is meant to be right rather than complete: a field that isn't sure stays empty, and is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from corpus.acts import Fields, describe, office_of, with_file
from corpus.choose import Choice, choose
from corpus.duties import describe_duties
from corpus.heading import Heading, Named, find_heading, lines_of, name_act
from corpus.kinds import Kinds, load_kinds
from corpus.numbers import slug
from corpus.titles import Titler

__all__ = ["Choice", "Found", "choose", "recognise"]

ASKED = ("title", "number", "year", "issuer", "office", "level", "region")
_ACT = re.compile(r"^[ \t#*-]*(?:Pasal[ ]\d|Menimbang\b|MENIMBANG\b|BAB I\b)", re.MULTILINE)
_READ = 200_000  # characters
_UNIT = re.compile(r"-(?:bidang|seksi|bagian)-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A manifest entry's fields as a document gives them, "" where it doesn't; `missing` are the keys to ask for.

    Asked for are, where they apply, title, number, year, issuer, level, region and office: no number and year of a
    duty description, no region and office of a national act, no office of a region's act that isn't about one.
    """

    id: str = ""
    title: str = ""
    short: str = ""
    formal: str = ""
    number: str = ""
    year: str = ""
    issuer: str = ""
    office: str = ""
    level: str = ""
    region: str = ""
    aliases: tuple[str, ...] = ()
    missing: tuple[str, ...] = ASKED


def recognise(text: str, name: str = "", taken: Collection[str] = ()) -> Found:
    """What a document says of itself; `name` is its file's, a fallback, `taken` are the ids that others have.

    The id is the short name in small letters and hyphens (`permenkominfo-14-2016`), a duty description's without the
    kind of unit (`tupoksi-tik-ntb`); without a short name the file's name. A taken one gets a number behind it.
    """
    kinds = load_kinds()
    titler, lines = Titler(text, kinds), lines_of(text)
    heading = find_heading(lines, kinds)
    is_act = heading is not None or bool(_ACT.search(text[:_READ]))
    if is_act and (heading := with_file(heading, *_by_name(name, kinds))):
        values = _act(heading, kinds, titler)
        return _found(values, name, taken, _asked(values, kinds, needless=set()))
    duties = None if is_act else describe_duties(text, lines, kinds, titler)
    if duties is not None:
        return _found(duties, name, taken, _asked(duties, kinds, needless={"number", "year"}))
    return _found({}, name, taken, ASKED)


def _act(heading: Heading, kinds: Kinds, titler: Titler) -> Fields:
    """The fields of an act, with the office that its title is about."""
    found = describe(heading, kinds, titler)
    region = found["region"]
    if region:
        placed = f"{found['title']} {str(found['level']).title()} {region}"
        _, short = office_of(placed, kinds, once=True)
        found["office"] = slug(f"{short} {next(iter(found['aliases']), region)}") if short else ""
    return found


def _by_name(name: str, kinds: Kinds) -> tuple[Named | None, str, str]:
    """The act that a file's name names, with number and year."""
    stem = re.sub(r"[^a-z0-9]+", " ", re.sub(r"\.\w{1,5}$", "", name.lower())).strip()
    match = kinds.within["file"].regex.match(stem)
    phrase = kinds.files.get(match["act"]) if match else None
    if not match or not phrase:
        return None, "", ""
    ministries = {slug(short): full for full, short in kinds.ministries.items()}
    of = ministries.get(match["of"] or match["region"].strip(), "").replace("-", " ") if "Menteri" in phrase else ""
    region = match["region"].strip()
    province = kinds.province(region) if phrase.endswith(("Gubernur", "Daerah")) else None
    words = f"{phrase} {of or (province.name if province else region)}".strip()
    return name_act(words.upper(), kinds), match["number"].upper(), match["year"]


def _asked(values: Fields, kinds: Kinds, needless: set[str]) -> tuple[str, ...]:
    """What is to be asked for: what applies and isn't found, but for what is `needless` to ask."""
    if values.get("level") == "nasional":
        needless = {*needless, "office", "region"}
    title = str(values.get("title", ""))
    if title and not kinds.within["about-office"].regex.search(title):
        needless = {*needless, "office"}
    return tuple(key for key in ASKED if key not in needless and not values.get(key))


def _found(values: Fields, name: str, taken: Collection[str], missing: tuple[str, ...]) -> Found:
    known = {field.name for field in fields(Found)}
    given: dict[str, Any] = {key: value for key, value in values.items() if key in known}
    short = str(values.get("short", ""))
    wanted = _UNIT.sub("-", slug(short)) if short.startswith("Tupoksi ") else slug(short)
    return Found(**given, id=_free(wanted or slug(re.sub(r"\.\w{1,5}$", "", name)), taken), missing=missing)


def _free(wanted: str, taken: Collection[str]) -> str:
    candidate, count = wanted, 1
    while wanted and candidate in taken:
        count += 1
        candidate = f"{wanted}-{count}"
    return candidate
