"""Which organisational unit a clause speaks of, where a sentence says so ("Seksi X mempunyai tugas")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from corpus.model import Node, Tree
from corpus.numbers import slug
from corpus.profile import Profile

Named = tuple[int, str]  # the node that a sentence opens, and the unit that it names


def name_units(nodes: Iterable[Node], text: str, profile: Profile) -> tuple[Node, ...]:
    """The nodes with the units that the profile's sentences name, and in each node the unit around it."""
    tree = Tree(text=text, nodes=tuple(nodes))
    named = list(tree.nodes)
    clauses: set[int] = set()
    for holder, sentences in _sentences(tree, profile).items():
        if len({slug(name) for _, name in sentences}) == 1:
            named[holder] = replace(named[holder], name=sentences[0][1], unit=holder)
        else:
            # One clause for each of several units: what stands between two speaks of the first.
            for index, name in sentences:
                named[index] = replace(named[index], name=name, unit=index)
                clauses.add(index)
    return _inherited(named, clauses)


def _sentences(tree: Tree, profile: Profile) -> dict[int, list[Named]]:
    """For each node that a unit's sentence holds for: the sentences in it, in order."""
    found: defaultdict[int, list[Named]] = defaultdict(list)
    for index, node in enumerate(tree.nodes if profile.units else ()):
        if node.unit is not None or node.parent is None:
            continue
        text = tree.own_text(index)
        for rule in profile.units:
            holder = _holder(index, tree.nodes, rule.scope)
            match = rule.pattern.regex.match(text) if holder is not None else None
            if match and holder is not None:
                found[holder].append((index, " ".join(match["name"].split()).rstrip(",")))
                break
    return found


def _holder(index: int, nodes: tuple[Node, ...], level: str) -> int | None:
    at: int | None = index
    while at is not None and nodes[at].level != level:
        at = nodes[at].parent
    return at


def _inherited(nodes: list[Node], clauses: set[int]) -> tuple[Node, ...]:
    """Each node without a unit gets its parent's, or that of the last of `clauses` before it in its parent."""
    latest: dict[int, int] = {}
    for index, node in enumerate(nodes):
        if node.parent is None:
            continue
        if index in clauses:
            latest[node.parent] = index
        elif node.unit is None:
            nodes[index] = replace(node, unit=latest.get(node.parent, nodes[node.parent].unit))
    return tuple(nodes)
