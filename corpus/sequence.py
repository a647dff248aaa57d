"""What a document has numbered so far, and whether a level's next number or heading fits behind it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from corpus.identify import Draft
from corpus.numbers import Order, follows, order, slug
from corpus.profile import Level
from corpus.spots import Begins

_LEAP = 5  # how many numbers a list may skip before its next item is taken for a cross-reference

Key = tuple[str | None, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """That a level may open, its number among its siblings, and whether numbers before it are missing."""

    order: Order | None = None
    leaps: bool = False


@dataclass(slots=True)
class Sequence:
    """The last number of each series under each node, the headings that stand under it, and where each is described.

    All are looked up, never searched for: a document may hold a hundred thousand items.
    """

    last: dict[tuple[str, int], Order] = field(default_factory=dict)
    taken: set[tuple[str, int, Key]] = field(default_factory=set)
    described: defaultdict[tuple[str, str | None], list[int]] = field(default_factory=lambda: defaultdict(list))

    def fit(
        self, level: Level, match: re.Match[str], parent: int, top: int, begins: Begins | None = None
    ) -> Fit | None:
        """Whether a match may open under `parent`: not twice, and in sequence or leaping ahead.

        `top` is the node under which the level's numbers run on: the parent, or where its id begins anew. `begins`
        tells a heading with which the text begins, far though its number may be.
        """
        if not level.number or level.free:
            return None if (level.name, parent, _key(match)) in self.taken else Fit()
        last = self.last.get((level.series, top))
        if level.number == "bullet":
            return Fit(order=(last[0] + 1 if last else 1, 0))
        printed = match["number"] or ""
        number = order(level.number, printed) or order("arabic", printed)
        if number is None or (last is not None and number <= last):
            return None
        if follows(number, last):
            return Fit(order=number)
        near = number[0] - (last or (0, 0))[0] <= _LEAP
        if not near and not (last is None and begins is not None and begins.at(level, match, number)):
            return None
        return Fit(order=number, leaps=near)

    def add(self, index: int, draft: Draft, match: re.Match[str], top: int) -> None:
        """Take note of a node that opened; `top` as for `fit`."""
        if draft.level is None or draft.parent is None:
            return
        if draft.order:
            self.last[draft.level.series, top] = draft.order
        self.taken.add((draft.level.name, draft.parent, _key(match)))
        self.described[draft.level.name, draft.groups.get("number")].append(index)


def goes_on(level: Level, match: re.Match[str], open_node: Draft, last: bool = False) -> bool:
    """Whether a match says again what an open node is: "SEKSI DATA", then "Seksi Data mempunyai tugas".

    Directly behind a heading, the `last` that opened, a sentence may say the name's beginning only.
    """
    said, named = slug(match.groupdict().get("name") or ""), slug(open_node.groups.get("name", ""))
    again = named == said or (last and named.startswith(f"{said}-"))
    return bool(said) and open_node.level is level and again


def _key(match: re.Match[str]) -> Key:
    groups = match.groupdict()
    return groups.get("number"), slug(groups.get("name") or ""), slug(groups.get("kind") or "")
