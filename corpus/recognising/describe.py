"""What an act's heading, or a duty description without one, says of itself, as a manifest's entry has it."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from corpus.numbers import slug
from corpus.parsing.identify import abbreviations
from corpus.recognising.gazetteer import READ, Kinds, Titler, load_kinds
from corpus.recognising.heading import Heading, HeadingLine, Named, name_act, numbered, says_duties

ASKED = ("title", "number", "year", "issuer", "office", "level", "region")
HEADS = {"provinsi": "Gubernur", "kabupaten": "Bupati", "kota": "Wali Kota"}
_OF_PROVINCE = re.compile(r"\s+(?i:PROVINSI|PROPINSI)\s.*")
_MOST = 5  # words of a region's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
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


def place_of(level: str, region: str, titler: Titler) -> tuple[str, str, tuple[str, ...]]:
    """Level, region and its aliases as a manifest has them; the region is "" where it can't be one."""
    level = level.replace("propinsi", "provinsi")
    province = titler.kinds.province(region)
    if province and (level == "provinsi" or (not level and slug(region) not in titler.kinds.towns)):
        return "provinsi", province.name, province.aliases
    name = titler.title(_OF_PROVINCE.sub("", region))
    sound = level in ("kabupaten", "kota") and name and len(name.split()) <= _MOST
    return level, name if sound and not set(name.split()) & titler.kinds.ends_region else "", ()


def describe(heading: Heading, titler: Titler) -> Recognised:
    """What a heading gives of an entry; what needs something that isn't sure is left out."""
    named = heading.named
    level = (named.issuer.level if named.issuer else "") or named.act.level or named.level
    level, region, aliases = (level, "", ()) if level == "nasional" else _placed(heading, level, titler)
    unsure = not region and bool(named.region or "{region}" in named.act.short)
    title, issuer = titler.title(heading.title), "" if unsure else _issuer(heading, level, region, titler)
    short, formal, number, year = "", "", heading.number, heading.year
    if number and year and issuer:
        dated = number if number.endswith(f"/{year}") else f"{number}/{year}"
        short = f"{_short(named, level, region, aliases, titler)} {dated}"
    if short and heading.title:
        dated = number if number.endswith(year) else f"{number} Tahun {year}"
        formal = f"{_formal(named, level, region, titler)} Nomor {dated} tentang {title}"
    return Recognised(
        title=title, short=short, formal=formal, number=number, year=year,
        issuer=issuer, level=level, region=region, aliases=aliases,
    )  # fmt: skip


def office_of(text: str, kinds: Kinds, once: bool = False) -> tuple[str, str]:
    """The one office that a text names together with its region, and its short name; each "" where there are more.

    `once` is for a title: no other office may be named at all.
    """
    if once and len(kinds.within["offices"].regex.findall(text)) > 1:
        return "", ""
    names = {" ".join(match["office"].split()) for match in kinds.within["office"].regex.finditer(text)}
    if len(names) != 1:
        return "", ""
    name = names.pop()
    return name, kinds.offices.get(slug(name), slug(name))


def _placed(heading: Heading, level: str, titler: Titler) -> tuple[str, str, tuple[str, ...]]:
    """Where the issuer stands: as the heading names it, else its office's name, else the lines above it."""
    named = heading.named
    if named.region:
        return place_of(level, named.region, titler)
    places = list(titler.kinds.within["place"].regex.finditer(titler.title(named.of)))
    if len(places) == 1:
        return place_of(places[0]["level"].lower(), places[0]["region"], titler)
    above = () if named.of or level else heading.above  # the head of the region in whose name an act is issued
    for head in (name_act(f"PERATURAN {line}", titler.kinds) for line in above):
        if head and head.issuer and head.region:
            return place_of(head.issuer.level, head.region, titler)
    return level, "", ()


def _issuer(heading: Heading, level: str, region: str, titler: Titler) -> str:
    """Who issued it: as printed, else what the kind of act says; a region's act is issued by its head."""
    named = heading.named
    if named.by or named.act.issuer:
        return titler.title(named.by) or named.act.issuer
    return f"{HEADS[level]} {region}" if level in HEADS and region and not named.act.apart else ""


def _short(named: Named, level: str, region: str, aliases: tuple[str, ...], titler: Titler) -> str:
    """The act's short name before its number: "Permenkominfo", "Pergub NTB", "Perda Kota Bima"."""
    shown = next(iter(aliases), region)
    if not named.issuer:
        if level in ("kabupaten", "kota"):
            shown = f"{level.title()} {region}"
        return " ".join((named.act.short or named.act.apart).format(region=shown, issuer="").split())
    by, of = _shortened(named, titler)
    if named.act.short and named.issuer.short:
        return named.act.short.format(issuer=named.issuer.short.format(of=of, region=shown)).strip()
    return named.act.apart.format(issuer=by or named.issuer.apart.format(of=of, region=shown))


def _shortened(named: Named, titler: Titler) -> tuple[str, str]:
    """The issuer's whole name where there is no short one, else ""; and its ministry or agency shortened."""
    of = titler.title(named.of)
    leader = next((word for word in ("Kepala ", "Ketua ") if of.startswith(word)), "")
    if short := titler.kinds.ministries.get(slug(of), ""):
        return "", f" {short}" if short.isupper() else short
    if short := titler.kinds.agencies.get(slug(of.removeprefix(leader)), ""):
        return "", leader + short
    return (titler.title(named.by), f" {of}") if of else ("", "")


def _formal(named: Named, level: str, region: str, titler: Titler) -> str:
    """The act's whole name before its number, without "Republik Indonesia"."""
    if named.by or level == "nasional":
        return f"{named.act.name} {titler.title(named.by)}".strip()
    printed = (named.level.title(), titler.title(named.region)) if named.region else (level.title(), region)
    return " ".join(word for word in (named.act.name, *printed) if word)


def with_file(heading: Heading | None, file: Heading | None) -> Heading | None:
    """A heading whose number couldn't be read with that of the file's name, if both name the same act."""
    if heading is None or file is None:
        return heading or file
    same = file.named.act is heading.named.act and slug(file.named.by) == slug(heading.named.by)
    if heading.number or not same or heading.year not in ("", file.year):
        return heading
    return replace(heading, number=file.number, year=file.year)


def office_id(name: str) -> str:
    """The id of an office by its name: Dinas Komunikasi dan Informatika Kota Singkawang is diskominfo-singkawang."""
    kinds = load_kinds()
    office, short = office_of(name, kinds, once=True)
    _, _, rest = name.partition(office) if office else ("", "", "")
    region = rest.strip().partition(" ")[2]
    province = kinds.province(region)
    return slug(f"{short} {next(iter(province.aliases), region) if province else region}") if region else slug(name)


_BASIS = 3_000  # characters in which it says which act it was taken from
_MOSTLY = 0.8  # of the places named: then the others are named in passing
_ABOUT = re.compile(r"\s+tentang\s+", re.IGNORECASE)

Place = tuple[str, str, tuple[str, ...]]


def describe_duties(text: str, lines: list[HeadingLine], titler: Titler) -> Recognised | None:
    """What a duty description gives of an entry, or None where the text isn't one.

    Where it says which act it was taken from, the entry is that act's.
    """
    if not says_duties(lines, titler.kinds):
        return None
    text = text[:READ]
    level, region, aliases = _place(text, titler)
    act = _from_act(text, titler)
    found = act or Recognised(level=level, region=region, aliases=aliases)
    office, short = office_of(text, titler.kinds)
    unit = office or _only_unit(text, titler)
    if not region:
        return found
    shown, issuer = next(iter(aliases), region), act.issuer if act else f"Pemerintah {level.title()} {region}"
    found = replace(found, issuer=issuer, office=slug(f"{short} {shown}") if short else "")
    if not unit:
        return found
    title = act.title if act else f"Uraian Tugas {unit} {level.title()} {region}"
    screen = found.short or f"Tupoksi {_shown(unit, short, text)} {shown}"
    return replace(found, title=title, formal=found.formal or title, short=screen)


def _from_act(text: str, titler: Titler) -> Recognised | None:
    """What the act says that these duties were taken from: of those named first the one that is about duties."""
    head = " ".join(text[:_BASIS].split())
    headings = []
    for match in titler.kinds.within["basis"].regex.finditer(head):
        about = _ABOUT.search(head, match.end(), match.end() + 120)
        end = titler.kinds.within["basis-ends"].regex.search(head, about.end(), about.end() + 600) if about else None
        if not about or not end or "sebagai berikut" not in head[end.start() :][:400]:
            continue
        title = head[about.end() : end.start()].strip(" ,")
        if titler.kinds.within["about-duties"].regex.search(title) and (
            heading := _cited(head[match.start() : about.start()], title, titler.kinds)
        ):
            headings.append(heading)
    return describe(headings[0], titler) if len(headings) == 1 else None


def _cited(printed: str, title: str, kinds: Kinds) -> Heading | None:
    """An act that is cited in a sentence, with its number."""
    at = re.search(r"\s(?:Nomor|No\.)", printed)
    named = name_act(printed[: at.start()], kinds) if at else None
    if not at or not named:
        return None
    number, year, _ = numbered(printed, at.start() + 1, kinds)
    return Heading(named=named, number=number, year=year, title=title) if number and year else None


def _place(text: str, titler: Titler) -> Place:
    """The one region that the text names, or nearly always names; else none."""
    counts: Counter[Place] = Counter()
    for match in titler.kinds.within["place"].regex.finditer(text):
        words = match["region"].split(" ")
        end = next((at for at, word in enumerate(words) if word in titler.kinds.ends_region), len(words))
        level = match["level"].lower().replace("propinsi", "provinsi")
        names = [" ".join(words[:length]) for length in range(end, 0, -1)]
        if level == "provinsi":
            names = [name for name in names if titler.kinds.province(name)]
        if names:
            counts[place_of(level, names[0].rstrip("."), titler)] += 1
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= _MOSTLY * counts.total() and best[0][0][1] else ("", "", ())


def _only_unit(text: str, titler: Titler) -> str:
    """The one bidang whose duties these are, or "" where there are several."""
    patterns = (titler.kinds.within[name].regex for name in ("unit", "unit-heading"))
    names = sorted({" ".join(match["unit"].split()) for pattern in patterns for match in pattern.finditer(text)})
    units = {slug(name): titler.title(name).rstrip(",") for name in names}
    return next(iter(units.values())) if len(units) == 1 else ""


def _shown(unit: str, short: str, text: str) -> str:
    """A unit on screen: the office's short name, or its kind and the abbreviation that its name ends with."""
    if short:
        return short.title() if "-" not in short else unit
    ending = (letters for phrase, letters in abbreviations(text).items() if unit.endswith(phrase))
    return next((f"{unit.split()[0]} {letters}" for letters in ending), unit)
