"""What differs between two versions of a document, by the ids of its units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Tree

_UNPRINTED = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The ids that a new version adds and changes, in its printed order, and those it no longer has, in the old one's.

    A unit is changed where its own letters or digits are: not by spacing or punctuation, nor by what is printed
    under it, which has ids of its own.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def diff(old: Tree | None, new: Tree) -> Changes:
    """What `new` adds, removes and changes; without an old version all of it is added.

    Both are to be parsed under the same document id, which each unit's id begins with.
    """
    before, after = _printed(old) if old else {}, _printed(new)
    return Changes(
        added=tuple(unit for unit in after if unit not in before),
        removed=tuple(unit for unit in before if unit not in after),
        changed=tuple(unit for unit, text in after.items() if before.get(unit, text) != text),
    )


def _printed(tree: Tree) -> dict[str, str]:
    """The letters and digits of each unit's own text, its marker included, by id in printed order."""
    return {node.id: _UNPRINTED.sub("", "".join(tree.text[slice(*span)] for span in node.spans)) for node in tree.nodes}
