"""What a question points at: levels with their numbers, documents by name."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A level as said (its folded words; none for a bare number behind another pair) and a number."""

    said: tuple[str, ...]
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a question points at: pairs in the order said, the levels named without a number, the words used.

    `documents` are the numbers of the documents that it names; `foreign` the law that it names and that is
    not held, as typed, or "".
    """

    pairs: tuple[Pair, ...] = ()
    bare: frozenset[tuple[str, ...]] = frozenset()
    used: frozenset[int] = frozenset()
    documents: tuple[int, ...] = ()
    foreign: str = ""

    def each(self) -> list[Reference]:
        """The references that it lists, one each: "pasal 11 dan 13", "pasal 12 ayat (2), (3)"."""
        groups: list[list[Pair]] = [[]]
        for pair in self.pairs:
            same = next((at for at, other in enumerate(groups[-1]) if other.said == pair.said), None)
            if same is None:
                groups[-1].append(pair)
            else:
                groups.append([*groups[-1][:same], pair])
        return [replace(self, pairs=tuple(group)) for group in groups if group]
