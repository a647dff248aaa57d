"""What differs between two versions of a document, by the ids of its units: counted, shown in part, all as a text."""

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


def diff(old: Tree | None, new: Tree) -> Changes:
    """What `new` adds, removes and changes; without an old version all of it is added.

    Both are to be parsed under the same document id, which each unit's id begins with.
    """
    before, after = _printed(old) if old else {}, _printed(new)
    added = tuple(unit for unit in after if unit not in before)
    removed = tuple(unit for unit in before if unit not in after)
    changed = tuple(unit for unit, text in after.items() if before.get(unit, text) != text)
    return Changes(added=added, removed=removed, changed=changed)


def _printed(tree: Tree) -> dict[str, str]:
    """The letters and digits of each unit's own text, its marker included, by id in printed order.

    A document without a title page prints nothing of its own.
    """
    printed = {node.id: "".join(tree.text[slice(*span)] for span in node.spans) for node in tree.nodes if node.spans}
    return {unit: _UNPRINTED.sub("", text) for unit, text in printed.items()}


FIRST = 3  # clauses of a new document
CHANGED = 5  # clauses of a new version
BEFORE = 4  # words that both versions have before those that differ
LONGEST = 140  # characters of a clause that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A clause as it was and as it is, from shortly before their first difference; `old` is "" for a new document's."""

    label: str
    old: str
    new: str


def passages(old: Tree | None, new: Tree) -> list[Passage]:
    """The first clauses that differ; of a new document its first ones."""
    after = _shown(new)
    if old is None:
        clauses = [after[node.id] for node in new.nodes[1:] if node.role in ("clause", "duty")]
        return [Passage(label=label, old="", new=_cut(text)) for label, text in clauses if text][:FIRST]
    before = _shown(old)
    return [_passage(after[unit][0], before[unit][1], after[unit][1]) for unit in diff(old, new).changed[:CHANGED]]


def whole(old: Tree | None, new: Tree) -> str:
    """All that differs, a clause a paragraph, its old text behind "-" and its new one behind "+"; all clauses of a new
    document."""
    after = _shown(new)
    if old is None:
        return "\n\n".join(f"{label}\n{text}" for label, text in after.values() if text) + "\n"
    before, changes = _shown(old), diff(old, new)
    differ = {*changes.changed, *changes.added}
    was = {unit: f"\n- {text}" for unit, (_, text) in before.items()}
    told = [f"{label}{was.get(unit, '')}\n+ {text}" for unit, (label, text) in after.items() if unit in differ]
    return "\n\n".join([*told, *(before[unit][0] + was[unit] for unit in changes.removed)]) + "\n"


def _passage(label: str, old: str, new: str) -> Passage:
    """Both texts from a few words before their first difference."""
    ours, theirs = old.split(), new.split()
    pairs = enumerate(zip(ours, theirs, strict=False))
    first = next((at for at, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
    begin = max(0, first - BEFORE)
    was, now = (_cut(("… " if begin else "") + " ".join(words[begin:])) for words in (ours, theirs))
    return Passage(label=label, old=was, new=now)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _shown(tree: Tree) -> dict[str, tuple[str, str]]:
    """Label and own text of each unit, by id."""
    return {node.id: (node.label or node.id, tree.own_text(at)) for at, node in enumerate(tree.nodes)}
