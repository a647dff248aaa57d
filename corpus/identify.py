"""The second pass over a parsed document: ids, labels, names of organisational units, scope."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from corpus.model import Node, Span, Tree
from corpus.numbers import Order, slug
from corpus.profile import Level, Profile

_SMALL = {"dan", "di", "ke", "dari", "serta", "atau", "untuk", "pada"}
_DEFINED = re.compile(r"((?:\b[A-Z][a-z]+(?:-[A-Z][a-z]+)? (?:dan |& )?){2,6})\(([A-Z]{2,6})\)")


@dataclass(slots=True)
class Draft:
    """A node while the document is read: spans may still come, id and label are not settled."""

    level: Level | None
    parent: int | None
    groups: dict[str, str] = field(default_factory=dict)
    order: Order | None = None
    line: int = 1
    spans: list[Span] = field(default_factory=list)
    marker: int = 0
    children: list[int] = field(default_factory=list)

    def add(self, span: Span, marker: bool = False) -> None:
        """Append a span of the text; `marker` says that it is the printed number or heading, not its text."""
        if span[0] >= span[1]:
            return
        self.spans.append(span)
        self.marker += marker


def finish(drafts: list[Draft], text: str, profile: Profile, document: str) -> tuple[Node, ...]:
    """The document's nodes, in printed order, with ids that depend on nothing but what is printed."""
    short = abbreviations(text)
    segments = _segments(drafts, short)
    nodes: list[Node] = []
    taken: set[str] = {document}
    for index, draft in enumerate(drafts):
        node = _node(draft, index, drafts, nodes, segments, document, short)
        if index:
            node = replace(node, id=_free(node.id, taken))
        taken.add(node.id)
        nodes.append(node)
    return tuple(_with_unit_sentences(nodes, text, profile))


def _node(
    draft: Draft,
    index: int,
    drafts: list[Draft],
    nodes: list[Node],
    segments: dict[int, str],
    document: str,
    short: dict[str, str],
) -> Node:
    """One node; those printed before it, its parent among them, are settled already."""
    spans = tuple(draft.spans)
    body = tuple(draft.spans[draft.marker :])
    if draft.level is None:
        return Node(id=document, level="dokumen", number="", label="", spans=spans, body=body, parent=None)
    level, parent = draft.level, nodes[draft.parent or 0]
    values = _values(draft, drafts, short)
    own = " ".join(level.label.format_map(values).split())
    top = _ancestor(parent, nodes, level.label_from)
    unit_name = (values["name"] or own) if level.unit else ""
    return Node(
        id=f"{_ancestor(parent, nodes, level.id_from).id}/{segments[index]}",
        level=level.name,
        number=values["number"],
        label=f"{top.label}{level.joint if top.label else ''}{own}",
        spans=spans,
        body=body,
        parent=draft.parent,
        name=unit_name,
        unit=index if unit_name else parent.unit,
        scope=parent.scope
        | {k.removeprefix("scope_"): v.lower() for k, v in draft.groups.items() if k.startswith("scope_")},
        apart=level.apart,
        line=draft.line,
    )


def _ancestor(node: Node, nodes: list[Node], level: str) -> Node:
    """The nearest node upwards of that level ("" for the node itself), or the root."""
    if not level:
        return node
    while node.parent is not None and node.level != level:
        node = nodes[node.parent]
    return node


def _values(draft: Draft, drafts: list[Draft], short: dict[str, str]) -> defaultdict[str, str]:
    """What the templates of a level are filled with, as shown to people."""
    values: defaultdict[str, str] = defaultdict(str)
    for key, value in draft.groups.items():
        values[key] = " ".join(value.split())
    for key in ("name", "title", "kind", "scope_level"):
        values[key] = titled(values[key])
    values["name"] = shortened(values["name"], short)
    if draft.level and not draft.level.number and not _repeats(draft, drafts):
        values["number"] = ""
    return values


def _repeats(draft: Draft, drafts: list[Draft]) -> bool:
    siblings = drafts[draft.parent or 0].children
    return sum(drafts[index].level is draft.level for index in siblings) > 1


def _segments(drafts: list[Draft], short: dict[str, str]) -> dict[int, str]:
    """Each node's part of its id: the level's template, a unit's name without what its siblings share."""
    names = _unit_segments(drafts)
    segments: dict[int, str] = {}
    for index, draft in enumerate(drafts):
        if draft.level is None:
            continue
        values = defaultdict(str, {key: slug(value) for key, value in _values(draft, drafts, short).items()})
        if index in names:
            values["name"] = names[index]
        segments[index] = re.sub(r"-+$", "", draft.level.segment.format_map(values))
    return segments


def _unit_segments(drafts: list[Draft]) -> dict[int, str]:
    groups: defaultdict[tuple[int | None, str, str], list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        if draft.level and "{name}" in draft.level.segment:
            groups[draft.parent, draft.level.name, slug(draft.groups.get("kind", ""))].append(index)
    chosen = {}
    for (_, _, kind), indexes in groups.items():
        words = [slug(drafts[index].groups["name"]).removeprefix(kind).strip("-").split("-") for index in indexes]
        head, tail = (0, 0) if len(words) > 1 else (len(words[0]), 0)
        if len(words) > 1:
            head, tail = _shared(words), _shared([row[::-1] for row in words])
        for index, row in zip(indexes, words, strict=True):
            rest = row[head : max(head, len(row) - tail)]
            chosen[index] = "-".join([kind, *rest]).strip("-")
    return _unique(chosen, drafts)


def _shared(rows: list[list[str]]) -> int:
    """How many words all rows begin with, one left to each at the least."""
    most = min(len(row) for row in rows) - 1
    return next((at for at in range(most) if len({row[at] for row in rows}) > 1), max(most, 0))


def _unique(chosen: dict[int, str], drafts: list[Draft]) -> dict[int, str]:
    """A unit whose short segment is not its own in the document gets its whole name."""
    counts: defaultdict[str, int] = defaultdict(int)
    for segment in chosen.values():
        counts[segment] += 1
    return {i: s if counts[s] == 1 else slug(drafts[i].groups["name"]) for i, s in chosen.items()}


def _free(wanted: str, taken: set[str]) -> str:
    """The id, or with a count behind it where the document prints the same one again."""
    candidate, count = wanted, 1
    while candidate in taken:
        count += 1
        candidate = f"{wanted}-{count}"
    return candidate


def titled(name: str) -> str:
    """A heading in capitals as a name: "SEKSI TATA KELOLA" gives "Seksi Tata Kelola"; others as they are."""
    if name != name.upper():
        return name
    words = re.sub(r"[^\W\d_]+", lambda m: m[0] if len(m[0]) < 2 else m[0][0] + m[0][1:].lower(), name).split()
    return " ".join(word.lower() if at and word.lower() in _SMALL else word for at, word in enumerate(words))


def abbreviations(text: str) -> dict[str, str]:
    """The abbreviations that a document itself defines: "Teknologi Informasi dan Komunikasi (TIK)"."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(" ".join(text.split())):
        words = [word for word in match[1].split() if word not in ("dan", "&")]
        phrase = match[1].strip()
        for start in range(len(words)):
            if "".join(word[0] for word in words[start:]) == match[2]:
                found[phrase[phrase.index(words[start]) :]] = match[2]
                break
    return found


def shortened(name: str, short: dict[str, str]) -> str:
    """A name with the document's own abbreviations in it."""
    for phrase, letters in short.items():
        name = re.sub(rf"\b{re.escape(phrase)}\b", letters, name)
    return name


def _with_unit_sentences(nodes: list[Node], text: str, profile: Profile) -> list[Node]:
    """Name the clauses that a sentence such as "Seksi X mempunyai tugas" opens, and what stands in them."""
    if not profile.units:
        return nodes
    tree = Tree(text=text, nodes=tuple(nodes))
    for index, node in enumerate(nodes):
        if node.unit is not None or node.parent is None:
            continue
        for rule in profile.units:
            match = rule.pattern.regex.match(tree.own_text(index))
            holder = _holder(index, nodes, rule.scope) if match else None
            if match and holder is not None:
                nodes[holder] = replace(nodes[holder], name=match["name"], unit=holder)
    for index, node in enumerate(nodes):
        if node.unit is None and node.parent is not None:
            nodes[index] = replace(node, unit=nodes[node.parent].unit)
    return nodes


def _holder(index: int, nodes: list[Node], level: str) -> int | None:
    at: int | None = index
    while at is not None and nodes[at].level != level:
        at = nodes[at].parent
    return at
