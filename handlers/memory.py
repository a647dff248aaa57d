"""What the bot remembers of a conversation while it runs: enough to follow up and to mend an answer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from index.answer import Answer

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Place = tuple[int, int | None]  # chat id and topic id
Asked = tuple[int, int]  # chat id and the question's message id


class Recent(Generic[K, V]):
    """A map that forgets what was used longest ago, once it holds more than `limit` entries."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K) -> V | None:
        """The value of `key`, which counts as used now; None if it isn't known (any more)."""
        if key in self._entries:
            self._entries.move_to_end(key)
        return self._entries.get(key)

    def put(self, key: K, value: V) -> None:
        """Remember `value`, and forget the oldest entry if there are too many."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._limit:
            self._entries.popitem(last=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question that was answered: what it followed up, and the messages of its answer, in order."""

    previous: Answer | None
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """A chat's last answer and the message of its question."""

    question: int
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The conversations; bounded, and gone with the process."""

    exchanges: Recent[Asked, Exchange] = field(default_factory=lambda: Recent(10_000))
    latest: Recent[Place, Latest] = field(default_factory=lambda: Recent(2_000))
    albums: Recent[str, bool] = field(default_factory=lambda: Recent(500))
