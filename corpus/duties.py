"""What a duty description without an act's heading says of itself: whose duties, which office's, where."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from corpus.acts import Fields, describe, office_of, place_of
from corpus.heading import Heading, Line, name_act, numbered
from corpus.identify import abbreviations
from corpus.kinds import Kinds
from corpus.numbers import slug
from corpus.titles import Titler

_READ = 200_000  # characters
_FIRST = 40  # lines in which it says what it is
_BASIS = 3_000  # characters in which it says which act it was taken from
_MOSTLY = 0.8  # of the places named: then the others are named in passing
_ABOUT = re.compile(r"\s+tentang\s+", re.IGNORECASE)

Place = tuple[str, str, tuple[str, ...]]


def describe_duties(text: str, lines: list[Line], kinds: Kinds, titler: Titler) -> Fields | None:
    """The fields of an entry that a duty description gives, or None where the text isn't one.

    Where it says which act it was taken from, the entry is that act's.
    """
    if not _is_one(lines, kinds):
        return None
    text = text[:_READ]
    found: Fields = _from_act(text, kinds, titler) or {}
    level, region, aliases = _place(text, kinds, titler)
    office, short = office_of(text, kinds)
    unit = office or _only_unit(text, kinds, titler)
    if region:
        placed: Fields = {"level": level, "region": region, "aliases": aliases}
        found = placed | found
        found.setdefault("issuer", f"Pemerintah {level.title()} {region}")
        found |= {"office": slug(f"{short} {next(iter(aliases), region)}")} if short else {}
    if unit and region:
        found.setdefault("title", f"Uraian Tugas {unit} {level.title()} {region}")
        found.setdefault("formal", found["title"])
        found.setdefault("short", f"Tupoksi {_shown(unit, short, text)} {next(iter(aliases), region)}")
    return found


def _is_one(lines: list[Line], kinds: Kinds) -> bool:
    """Whether the first lines say that these are duties, and none before that it is something else, a memo."""
    first = [line.text for line in lines[:_FIRST]]
    for line, after in pairwise([*first, ""]):
        if kinds.patterns["other"].regex.match(line):
            return False
        if any(kinds.patterns["duties"].regex.match(words) for words in (line, f"{line} {after}")):
            return True
    return False


def _from_act(text: str, kinds: Kinds, titler: Titler) -> Fields | None:
    """What the act says that these duties were taken from: of those named first the one that is about duties."""
    head = " ".join(text[:_BASIS].split())
    headings = []
    for match in kinds.within["basis"].regex.finditer(head):
        about = _ABOUT.search(head, match.end(), match.end() + 120)
        end = kinds.within["basis-ends"].regex.search(head, about.end(), about.end() + 600) if about else None
        if not about or not end or "sebagai berikut" not in head[end.start() :][:400]:
            continue
        title = head[about.end() : end.start()].strip(" ,")
        if kinds.within["about-duties"].regex.search(title) and (
            heading := _cited(head[match.start() : about.start()], title, kinds)
        ):
            headings.append(heading)
    return describe(headings[0], kinds, titler) if len(headings) == 1 else None


def _cited(printed: str, title: str, kinds: Kinds) -> Heading | None:
    """An act that is cited in a sentence, with its number."""
    at = re.search(r"\s(?:Nomor|No\.)", printed)
    named = name_act(printed[: at.start()], kinds) if at else None
    if not at or not named:
        return None
    number, year, _ = numbered(printed, at.start() + 1, kinds)
    return Heading(named=named, number=number, year=year, title=title) if number and year else None


def _place(text: str, kinds: Kinds, titler: Titler) -> Place:
    """The one region that the text names, or nearly always names; else none."""
    counts: Counter[Place] = Counter()
    for match in kinds.within["place"].regex.finditer(text):
        words = match["region"].split(" ")
        end = next((at for at, word in enumerate(words) if word in kinds.ends_region), len(words))
        level = match["level"].lower().replace("propinsi", "provinsi")
        names = [" ".join(words[:length]) for length in range(end, 0, -1)]
        if level == "provinsi":
            names = [name for name in names if kinds.province(name)]
        if names:
            counts[place_of(level, names[0].rstrip("."), kinds, titler)] += 1
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= _MOSTLY * counts.total() and best[0][0][1] else ("", "", ())


def _only_unit(text: str, kinds: Kinds, titler: Titler) -> str:
    """The one bidang whose duties these are, or "" where there are several."""
    names = {
        " ".join(match["unit"].split())
        for name in ("unit", "unit-heading")
        for match in kinds.within[name].regex.finditer(text)
    }
    units = {slug(name): titler.title(name).rstrip(",") for name in sorted(names)}
    return next(iter(units.values())) if len(units) == 1 else ""


def _shown(unit: str, short: str, text: str) -> str:
    """A unit on screen: the office's short name, or its kind and the abbreviation that its name ends with."""
    if short:
        return short.title() if "-" not in short else unit
    for phrase, letters in abbreviations(text).items():
        if unit.endswith(phrase):
            return f"{unit.split()[0]} {letters}"
    return unit
