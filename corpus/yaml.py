"""YAML as this project reads it: a key that stands twice in a mapping is an error, not a silent choice."""

from collections.abc import Hashable
from typing import Any

import yaml

# The safe loader in C, ten times as fast, where PyYAML was built with it.
_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 100  # lists and mappings in each other: the loader in C walks them by recursion, and has no limit
_MOST = 1_000_000  # values, those that an alias repeats counted each time: a few lines can stand for billions


class _UniqueKeyLoader(_SafeLoader):  # type: ignore[valid-type,misc]
    """PyYAML's safe loader, strict about keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise _refused("a key must be a text", key_node)
            if key in seen:
                raise _refused(f"the key {key!r} stands twice", key_node)
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def load_yaml(text: str) -> Any:
    """The value of a YAML text; raises yaml.YAMLError.

    So it does for a key that stands twice, a date that is none, nesting or aliases beyond all reason.
    """
    try:
        _check_size(text)
        return yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 (derived from SafeLoader)
    except (ValueError, RecursionError) as error:
        raise yaml.YAMLError(str(error)) from error


def _check_size(text: str) -> None:
    """Raise yaml.YAMLError for a text that nests too deep, or stands for too many values once its aliases are."""
    sizes: dict[str | None, int] = {}  # of what each anchor names
    open_ones: list[tuple[str | None, int]] = []  # the anchor of each list or mapping, and the count before it
    count = 0
    for event in yaml.parse(text, Loader=_SafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_ones.pop()
            sizes[anchor] = count - before
        elif isinstance(event, yaml.CollectionStartEvent):
            open_ones.append((event.anchor, count))
            sizes[event.anchor] = _MOST + 1  # in itself it would stand for itself without end
            count += 1
        elif isinstance(event, yaml.AliasEvent):
            count += sizes.get(event.anchor, 1)
        elif isinstance(event, yaml.ScalarEvent):
            count += 1
        if len(open_ones) > _DEEPEST:
            raise _refused(f"lists and mappings stand more than {_DEEPEST} deep in each other", event)
        if count > _MOST:
            raise _refused(f"aliases make it more than {_MOST:,} values; write them out", event)


def _refused(problem: str, at: yaml.Event | yaml.Node) -> yaml.YAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=at.start_mark)  # type: ignore[arg-type]


def told(error: Exception) -> tuple[str, int]:
    """What is wrong with a YAML text, on one line, and its line in the text, 1-based, 0 where it isn't known."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return " ".join(str(problem).split()), 0 if mark is None else mark.line + 1
