"""The offices that an argument sets side by side: "A C", "provinsi A B", "prov A kab A"."""

from __future__ import annotations

from index.knowledge import Knowledge
from index.query import Query

Scope = tuple[str, str]  # a level, "" for none, and a type in lower case


def named_scopes(knowledge: Knowledge, query: Query) -> list[Scope]:
    """The levels and types that go together, in the order said.

    One level is that of all types, wherever it stands; of several each has the types behind it, or before it where a
    type comes first; one without a type has those of its neighbour.
    """
    said = _said(knowledge, query)
    levels = [value for kind, value in said if kind == "level"]
    types = [value for kind, value in said if kind == "type"]
    if len(levels) < 2:
        return list(dict.fromkeys((levels[0] if levels else "", kind) for kind in types))
    backwards = said[0][0] == "type" and said[-1][0] == "level"
    groups = _groups(said[::-1] if backwards else said)
    held = [kinds for _, kinds in groups if kinds]
    scopes = [(level, kind) for level, kinds in groups for kind in kinds or (held[0] if held else [])]
    return list(dict.fromkeys(scopes[::-1] if backwards else scopes))


def _said(knowledge: Knowledge, query: Query) -> list[tuple[str, str]]:
    """The levels and types of an argument in its order, two words for one level on end as one."""
    scope = knowledge.lexicon.scope
    levels = {word: level for level, texts in scope.get("level", {}).items() for word in texts if " " not in word}
    found: list[tuple[str, str]] = []
    for word in query.words:
        if word.word in levels:
            found.append(("level", levels[word.word]))
        elif word.word in scope.get("type", {}):
            found.append(("type", word.word))
    return [row for row, before in zip(found, [None, *found], strict=False) if row != before or row[0] == "type"]


def _groups(said: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Each level with the types behind it; those before all levels are the first one's."""
    groups: list[tuple[str, list[str]]] = []
    kinds: list[str] = []
    for kind, value in said:
        if kind == "type":
            kinds.append(value)
        else:
            kinds = kinds if not groups else []
            groups.append((value, kinds))
    return groups
