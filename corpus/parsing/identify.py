"""The second pass over a parsed document: ids, labels, scope, and which organisational unit each clause speaks of."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Node, Span, Tree
from corpus.numbers import Order, slug
from corpus.profile import ROOT, Level, Profile

# Roles that a node passes on to the clauses in it.
INHERITED = ("recital", "basis", "elucidation", "structure")
Values = defaultdict[str, str]
_SMALL = {"dan", "di", "ke", "dari", "serta", "atau", "untuk", "pada"}
_DEFINED = re.compile(r"((?:\b[A-Z][a-z]+(?:-[A-Z][a-z]+)? (?:dan |& )?){2,6})\(([A-Z]{2,6})\)")


@dataclass(slots=True)
class NodeDraft:
    """A node while the document is read: spans may still come, id and label are not settled."""

    level: Level | None
    parent: int | None
    groups: dict[str, str] = field(default_factory=dict)
    order: Order | None = None
    line: int = 1
    spans: list[Span] = field(default_factory=list)
    marker: int = 0

    def add(self, span: Span, marker: bool = False) -> None:
        """Append a span of the text; `marker` says that it is the printed number or heading, not its text."""
        if span[0] < span[1]:
            self.spans.append(span)
            self.marker += marker


def finish(drafts: list[NodeDraft], text: str, profile: Profile, document: str) -> tuple[Node, ...]:
    """The document's nodes, in printed order, with ids that depend on nothing but what is printed."""
    values = _values(drafts, abbreviations(text))
    segments, nested = _segments(drafts, values)
    nodes: list[Node] = []
    counts = {document: 1}
    for index, draft in enumerate(drafts):
        node = _node(draft, nodes, values[index], segments[index], nested=index in nested)
        nodes.append(replace(node, id=_free(node.id, counts) if index else document))
    return name_units(nodes, text, profile)


def _node(draft: NodeDraft, nodes: list[Node], values: Values, segment: str, nested: bool) -> Node:
    """One node, next behind those that are settled; `nested` says that id and label go on from its parent."""
    level, index = draft.level, len(nodes)
    spans, body = tuple(draft.spans), tuple(draft.spans[draft.marker :])
    if level is None or draft.parent is None:
        return Node(id=segment, level=ROOT, number="", label="", spans=spans, body=body, parent=None)
    parent = nodes[draft.parent]
    own = " ".join(level.label.format_map(values).split())
    begins = (level.label_from, level.id_from)
    above, under = (parent if nested else _ancestor(draft.parent, nodes, begin) for begin in begins)
    name = (values["name"] or own) if level.unit else ""
    scope = {k.removeprefix("scope_"): v.lower() for k, v in draft.groups.items() if k.startswith("scope_")}
    return Node(
        id=f"{under.id}/{segment}",
        level=level.name,
        number=values["number"],
        label=f"{above.label}{level.joint if above.label else ''}{own}",
        spans=spans,
        body=body,
        parent=draft.parent,
        name=name,
        unit=index if name else parent.unit,
        scope=parent.scope | scope,
        apart=level.apart,
        role=level.role if level.role != "clause" or parent.role not in INHERITED else parent.role,
        line=draft.line,
    )


def upwards(index: int, nodes: Sequence[Node] | Sequence[NodeDraft]) -> Iterator[int]:
    """The index of a node, then of each that it was printed under, up to the root."""
    at: int | None = index
    while at is not None:
        yield at
        at = nodes[at].parent


def _ancestor(index: int, nodes: list[Node], level: str) -> Node:
    """The nearest node upwards of that level ("" for the node itself), or the root."""
    return nodes[next((at for at in upwards(index, nodes) if level in ("", nodes[at].level)), 0)]


def _values(drafts: list[NodeDraft], short: dict[str, str]) -> list[Values]:
    """What the templates of each node's level are filled with, as shown to people."""
    counts = Counter((draft.parent, draft.level.name) for draft in drafts if draft.level)
    phrases = re.compile("|".join(rf"\b{re.escape(p)}\b" for p in sorted(short, key=len, reverse=True)) or r"(?!)")
    rows = []
    for draft in drafts:
        values: Values = defaultdict(str, {key: " ".join(value.split()) for key, value in draft.groups.items()})
        for key in ("name", "title", "kind", "scope_level"):
            values[key] = titled(values[key])
        values["name"] = phrases.sub(lambda match: short[match[0]], values["name"])
        if draft.level and not draft.level.number and counts[draft.parent, draft.level.name] == 1:
            values["number"] = ""
        rows.append(values)
    return rows


def _segments(drafts: list[NodeDraft], values: list[Values]) -> tuple[list[str], set[int]]:
    """Each node's part of its id, and the units whose id goes on from their parent's.

    A part is the level's template, with a unit's name without what its siblings share.
    """
    names, nested = _unit_segments(drafts)
    segments: list[str] = []
    for index, draft in enumerate(drafts):
        slugs = defaultdict(str, {key: slug(value) for key, value in values[index].items()})
        slugs["name"] = names.get(index, slugs["name"])
        segments.append(re.sub(r"-+$", "", draft.level.segment.format_map(slugs)) if draft.level else "")
    return segments, nested


def _unit_segments(drafts: list[NodeDraft]) -> tuple[dict[int, str], set[int]]:
    """The name of each unit in its id: what tells it from its siblings, or its whole name where that is not its own.

    Where another unit has the same whole name, each goes under the unit that it belongs to.
    """
    groups: defaultdict[tuple[int | None, str, str], list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        if draft.level and "{name}" in draft.level.segment:
            groups[draft.parent, draft.level.name, slug(draft.groups.get("kind", ""))].append(index)
    chosen = {}
    for (_, _, kind), indexes in groups.items():
        words = [slug(drafts[index].groups["name"]).removeprefix(kind).strip("-").split("-") for index in indexes]
        head, tail = (len(words[0]), 0) if len(words) == 1 else (_shared(words), _shared([row[::-1] for row in words]))
        for index, row in zip(indexes, words, strict=True):
            chosen[index] = "-".join([kind, *row[head : max(head, len(row) - tail)]]).strip("-")
    counts = Counter(chosen.values())
    unique = {i: s if counts[s] == 1 else slug(drafts[i].groups["name"]) for i, s in chosen.items()}
    whole = Counter(unique.values())
    return unique, {i for i, s in unique.items() if whole[s] > 1}


def _shared(rows: list[list[str]]) -> int:
    """How many words all rows begin with, one left to each at the least."""
    most = min(len(row) for row in rows) - 1
    return next((at for at in range(most) if len({row[at] for row in rows}) > 1), max(most, 0))


def _free(wanted: str, counts: dict[str, int]) -> str:
    """The id, or with a count behind it where the document prints the same one again."""
    candidate = wanted
    while candidate in counts:
        counts[wanted] += 1
        candidate = f"{wanted}-{counts[wanted]}"
    counts[candidate] = 1
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


_CONSISTS = re.compile(r"\bterdiri\s+(?:atas|dari)\b", re.IGNORECASE)
Named = tuple[int, str]  # the node that a sentence opens, and the unit that it names


def name_units(nodes: Iterable[Node], text: str, profile: Profile) -> tuple[Node, ...]:
    """The nodes with the units that the profile's sentences name, and in each node the unit around it."""
    tree = Tree(text=text, nodes=tuple(nodes))
    named = list(tree.nodes)
    clauses: set[int] = set()
    for holder, sentences in _sentences(tree, profile).items():
        before = (tree.own_text(at) for at in range(holder, sentences[0][0]))
        # what an office consists of may be listed before a sentence names a unit: then the holder is not of that unit
        if len({slug(name) for _, name in sentences}) == 1 and not any(map(_CONSISTS.search, before)):
            named[holder] = replace(named[holder], name=sentences[0][1], unit=holder)
        else:
            # One clause for each of several units, or one behind a list of them: what follows speaks of the first.
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
            holder = next((at for at in upwards(index, tree.nodes) if tree.nodes[at].level == rule.scope), None)
            if holder is not None and (match := rule.pattern.regex.match(text)):
                found[holder].append((index, " ".join(match["name"].split()).rstrip(",")))
                break
    return found


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
