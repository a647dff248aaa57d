"""Which profile reads a document best, and how sure that is, judged by what each one's parse yields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.heading import find_heading, lines_of
from corpus.kinds import load_kinds
from corpus.model import Tree
from corpus.parse import parse
from corpus.patterns import any_of
from corpus.profile import PROFILES, Profile, load_profile
from corpus.repair import repair

HEAD = 200_000  # characters: what is hopeless there isn't read further
HOPELESS = 0.3
_LONGEST = 4_000  # characters of one clause's own text; a chapter of a novel is longer
_HEADING = 300  # characters of a heading's own text
_ENOUGH = 8  # units: fewer may be what another document quotes
_ENOUGH_NAMED = 4  # of an act under its own heading, which is whole however short it is
_ENOUGH_HOLDERS = 6  # of what tells the duties of several organisational units
_ABOVE = 5  # lines that may stand above an act's heading: a letter has more
_RUNS = (0.3, 0.85, 1.0)  # by how many levels are numbered through: none, one, two and more
_OTHER = 0.25  # of what says itself that it is something else, an office memo that quotes an act
_LINE = re.compile(r"^[ \t]*(?:(?:#{1,6}|[-*•>])[ \t]+)*(?=\S)", re.MULTILINE)
_LETTER = 40  # lines of the head in which a letter says what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A profile, how sure it is the right one (0 to 1), and how many units and doubts its parse yields.

    For a long text that is hopeless (below HOPELESS) units and doubts are those of its first HEAD characters.
    """

    profile: str
    confidence: float
    units: int
    doubts: int


def choose(text: str, folder: Path = PROFILES) -> tuple[Choice, ...]:
    """Every profile with its confidence, the best first; of equals the one with more units.

    Confidences are comparable between profiles. Each is a product: the share of the text that stands in clauses, the
    share of the lines beginning as some profile's unit does that this one reads so, and factors for too few units (of
    an act under its own heading, and of the duties of several units, fewer are enough), for nothing that is numbered
    through, and for doubts. Below 0.3 no profile reads it.
    """
    profiles = [load_profile(path.stem, folder) for path in sorted(folder.glob("*.yaml"))]
    head = text if len(text) <= HEAD else text[: text.rfind("\n", HEAD // 2, HEAD) + 1] or text[:HEAD]
    choices = {choice.profile: choice for choice in _choices(head, profiles, profiles)}
    hopeful = [profile for profile in profiles if choices[profile.name].confidence >= HOPELESS]
    if len(head) < len(text) and hopeful:
        choices |= {choice.profile: choice for choice in _choices(text, hopeful, profiles)}
    return tuple(sorted(choices.values(), key=lambda choice: (-choice.confidence, -choice.units, choice.profile)))


def _choices(text: str, judged: Iterable[Profile], known: Iterable[Profile]) -> list[Choice]:
    mended = repair(text)
    marks = _marks(mended, known)
    weight = _OTHER if _is_other(mended) else 1.0
    headed = _is_headed(mended)
    return [_choice(parse(mended, profile, "x"), profile, marks, weight, headed=headed) for profile in judged]


def _choice(tree: Tree, profile: Profile, marks: set[int], weight: float, *, headed: bool) -> Choice:
    units = len(tree.nodes) - 1
    printed = {level.name for level in profile.printed}
    opened = {node.line for node in tree.nodes[1:] if node.level in printed}
    claimed = len(marks & opened) / len(marks) if marks else 0.0
    doubtful = min(1.0, len(tree.doubts) / max(1, units))
    enough = min(1.0, units / _enough(tree, headed))
    confidence = weight * _covered(tree) * claimed * enough * _runs(tree, profile) * (1 - doubtful)
    return Choice(profile=profile.name, confidence=round(confidence, 3), units=units, doubts=len(tree.doubts))


def _enough(tree: Tree, headed: bool) -> int:
    """How many units a document has at least that isn't quoted by another one."""
    if headed:
        return _ENOUGH_NAMED
    holders = {node.name for node in tree.nodes[1:] if node.name}
    return _ENOUGH_HOLDERS if len(holders) > 1 and tree.nodes[1].name else _ENOUGH


def _is_headed(text: str) -> bool:
    """Whether a text begins as an act does: who issued it, its number, its year, its title."""
    found = find_heading(lines_of(text), load_kinds())
    if found is None or found.named.issuer is None:
        return False
    return bool(found.number and found.year and found.title) and len(found.above) <= _ABOVE


def _marks(text: str, profiles: Iterable[Profile]) -> set[int]:
    """The lines, 1-based, that begin as a unit of any profile does."""
    starts = any_of(pattern.regex for profile in profiles for level in profile.printed for pattern in level.patterns)
    lines, line, last = set(), 1, 0
    for match in _LINE.finditer(text):
        line, last = line + text.count("\n", last, match.end()), match.end()
        if starts.match(text, match.end()):
            lines.add(line)
    return lines


def _covered(tree: Tree) -> float:
    """The share of the text that stands in clauses below the root; of overlong ones only what a clause may hold."""
    total = held = 0
    for node in tree.nodes:
        length = sum(end - start for start, end in node.spans)
        total += length
        if node.parent is not None:
            held += min(length, _HEADING if node.role == "heading" else _LONGEST)
    return held / total if total else 0.0


def _runs(tree: Tree, profile: Profile) -> float:
    numbered = {level.name for level in profile.levels if level.number}
    counts = Counter(node.level for node in tree.nodes if node.level in numbered)
    return _RUNS[min(len(_RUNS) - 1, sum(count > 1 for count in counts.values()))]


def _is_other(text: str) -> bool:
    """Whether a text says that it is something else before it says that these are duties."""
    patterns = load_kinds().patterns
    lines = (line.strip(" \t#*>-") for line in text[:10_000].split("\n"))
    for line in [line for line in lines if line][:_LETTER]:
        if patterns["other"].regex.match(line):
            return True
        if patterns["duties"].regex.match(line):
            return False
    return False
