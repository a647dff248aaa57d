"""Many patterns tried as one: most lines of a document match none, which one look then tells."""

from __future__ import annotations

import re
from collections.abc import Iterable

_GROUP = re.compile(r"(?<!\\)\(\?P([<=])(\w+)")
_ALONE = re.compile(r"\\[1-9]|\(\?\(")  # counts groups, which it can't among others


def any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """A pattern that matches wherever one of these does; none at all match nowhere.

    Its groups mean nothing. Where the patterns can't stand in one, it matches everywhere: then each has to be tried.
    """
    listed = list(patterns)
    if any(_ALONE.search(pattern.pattern) for pattern in listed):
        return re.compile("")
    renamed = (_GROUP.sub(rf"(?P\1\2_{at}", pattern.pattern) for at, pattern in enumerate(listed))
    try:
        return re.compile("|".join(f"(?:{source})" for source in renamed) or r"(?!)", re.MULTILINE)
    except re.error:  # flags that hold for a whole pattern
        return re.compile("")
