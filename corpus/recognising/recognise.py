"""What a new document is: the profile that reads it best, and its manifest entry as far as the document itself says it.

What is found is meant to be right rather than complete: a field that isn't sure stays empty, and is asked for.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.model import Tree
from corpus.numbers import slug
from corpus.parsing.parse import parse
from corpus.parsing.repair import repair
from corpus.parsing.sequence import LINE_START, any_of
from corpus.profile import PROFILES, Profile, load_profile
from corpus.recognising.describe import ASKED, Recognised, describe, describe_duties, office_of, with_file
from corpus.recognising.gazetteer import READ, Kinds, Titler, load_kinds
from corpus.recognising.heading import Heading, find_heading, lines_of, name_act, says_duties

HOPELESS = 0.3
_LONGEST = 4_000  # characters of one clause's own text; a chapter of a novel is longer
_HEADING = 300  # characters of a heading's own text
_ENOUGH = 8  # units: fewer may be what another document quotes
_ENOUGH_NAMED = 4  # of an act under its own heading, which is whole however short it is
_ENOUGH_HOLDERS = 6  # of what tells the duties of several organisational units
_ABOVE = 5  # lines that may stand above an act's heading: a letter has more
_RUNS = (0.3, 0.85, 1.0)  # by how many levels are numbered through: none, one, two and more
_OTHER = 0.25  # of what says itself that it is something else, an office memo that quotes an act


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChoice:
    """A profile, how sure it is the right one (0 to 1), and how many units and doubts its parse yields.

    For a long text that is hopeless (below HOPELESS) units and doubts are those of its first READ characters.
    """

    profile: str
    confidence: float
    units: int
    doubts: int


def choose(text: str) -> tuple[ProfileChoice, ...]:
    """Every profile with its confidence, the best first; of equals the one with more units.

    Confidences are comparable between profiles. Each is a product: the share of the text that stands in clauses, the
    share of the lines beginning as some profile's unit does that this one reads so, and factors for too few units (of
    an act under its own heading, and of the duties of several units, fewer are enough), for nothing that is numbered
    through, and for doubts. Below 0.3 no profile reads it.
    """
    profiles = [load_profile(path.stem) for path in sorted(PROFILES.glob("*.yaml"))]
    head = text if len(text) <= READ else text[: text.rfind("\n", READ // 2, READ) + 1] or text[:READ]
    choices = {choice.profile: choice for choice in _choices(head, profiles, profiles)}
    hopeful = [profile for profile in profiles if choices[profile.name].confidence >= HOPELESS]
    if len(head) < len(text) and hopeful:
        choices |= {choice.profile: choice for choice in _choices(text, hopeful, profiles)}
    return tuple(sorted(choices.values(), key=lambda choice: (-choice.confidence, -choice.units, choice.profile)))


def _choices(text: str, judged: Iterable[Profile], known: Iterable[Profile]) -> list[ProfileChoice]:
    mended = repair(text)
    marks, lines, kinds = _marks(mended, known), lines_of(mended), load_kinds()
    weight = _OTHER if says_duties(lines, kinds) is False else 1.0
    found = find_heading(lines, kinds)
    whole = found and found.named.issuer and found.number and found.year and found.title
    headed = bool(found and whole and len(found.above) <= _ABOVE)
    return [_choice(parse(mended, profile, "x"), profile, marks, weight, headed=headed) for profile in judged]


def _choice(tree: Tree, profile: Profile, marks: set[int], weight: float, *, headed: bool) -> ProfileChoice:
    units = len(tree.nodes) - 1
    printed = {level.name for level in profile.printed}
    opened = {node.line for node in tree.nodes[1:] if node.level in printed}
    claimed = len(marks & opened) / len(marks) if marks else 0.0
    doubtful = min(1.0, len(tree.doubts) / max(1, units))
    several = len({node.name for node in tree.nodes[1:] if node.name}) > 1 and tree.nodes[1].name
    least = _ENOUGH_NAMED if headed else _ENOUGH_HOLDERS if several else _ENOUGH  # of one that no other one quotes
    enough = min(1.0, units / least)
    confidence = weight * _covered(tree) * claimed * enough * _runs(tree, profile) * (1 - doubtful)
    return ProfileChoice(profile=profile.name, confidence=round(confidence, 3), units=units, doubts=len(tree.doubts))


def _marks(text: str, profiles: Iterable[Profile]) -> set[int]:
    """The lines, 1-based, that begin as a unit of any profile does."""
    starts = any_of(pattern.regex for profile in profiles for level in profile.printed for pattern in level.patterns)
    lines, line, last = set(), 1, 0
    for match in LINE_START.finditer(text):
        line, last = line + text.count("\n", last, match.end()), match.end()
        if starts.match(text, match.end()):
            lines.add(line)
    return lines


def _covered(tree: Tree) -> float:
    """The share of the text that stands in clauses below the root; of overlong ones only what a clause may hold."""
    lengths = [sum(end - start for start, end in node.spans) for node in tree.nodes]
    most = (_HEADING if node.role == "heading" else _LONGEST for node in tree.nodes[1:])
    return sum(map(min, lengths[1:], most)) / (sum(lengths) or 1)


def _runs(tree: Tree, profile: Profile) -> float:
    numbered = {level.name for level in profile.levels if level.number}
    counts = Counter(node.level for node in tree.nodes if node.level in numbered)
    return _RUNS[min(len(_RUNS) - 1, sum(count > 1 for count in counts.values()))]


_ACT = re.compile(r"^[ \t#*-]*(?:Pasal[ ]\d|Menimbang\b|MENIMBANG\b|BAB I\b)", re.MULTILINE)
_SUFFIX = re.compile(r"\.\w{1,5}$")
_UNIT = re.compile(r"-(?:bidang|seksi|bagian)-")


def recognise(text: str, name: str = "") -> Recognised:
    """What a document says of itself; `name` is its file's, a fallback.

    The id is the short name in small letters and hyphens (`permenkominfo-14-2016`), a duty description's without the
    kind of unit (`tupoksi-tik-ntb`); without a short name the file's name.
    """
    kinds = load_kinds()
    titler, lines = Titler(text, kinds), lines_of(text)
    heading = find_heading(lines, kinds)
    is_act = heading is not None or bool(_ACT.search(text[:READ]))
    if is_act:
        heading = with_file(heading, _by_name(name, kinds))
        found = _act(heading, titler) if heading else None
    else:
        found = describe_duties(text, lines, titler)
    needless = {"number", "year"} if found and not is_act else set()
    found = found or Recognised()
    if found.level == "nasional":
        needless |= {"office", "region"}
    if found.title and not kinds.within["about-office"].regex.search(found.title):
        needless |= {"office"}
    short = slug(found.short)
    own = _UNIT.sub("-", short) if found.short.startswith("Tupoksi ") else short
    missing = tuple(key for key in ASKED if key not in needless and not getattr(found, key))
    return replace(found, id=own or slug(_SUFFIX.sub("", name)), missing=missing)


def _act(heading: Heading, titler: Titler) -> Recognised:
    """What an act gives, with the office that its title is about."""
    found = describe(heading, titler)
    if not found.region:
        return found
    _, short = office_of(f"{found.title} {found.level.title()} {found.region}", titler.kinds, once=True)
    return replace(found, office=slug(f"{short} {next(iter(found.aliases), found.region)}") if short else "")


def _by_name(name: str, kinds: Kinds) -> Heading | None:
    """The act that a file's name names, with number and year."""
    match = kinds.within["file"].regex.match(slug(_SUFFIX.sub("", name)).replace("-", " "))
    phrase = kinds.files.get(match["act"]) if match else None
    if not match or not phrase:
        return None
    ministries = {slug(short): full for full, short in kinds.ministries.items()}
    of = ministries.get(match["of"] or match["region"].strip(), "").replace("-", " ") if "Menteri" in phrase else ""
    region = match["region"].strip()
    province = kinds.province(region) if phrase.endswith(("Gubernur", "Daerah")) else None
    named = name_act(f"{phrase} {of or (province.name if province else region)}".strip().upper(), kinds)
    return Heading(named=named, number=match["number"].upper(), year=match["year"]) if named else None
