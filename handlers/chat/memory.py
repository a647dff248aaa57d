"""What the bot remembers of a conversation while it runs: enough to follow up and to mend an answer."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from index.answer import Answer
from index.office.questions import Question
from index.query.query import Preference

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Place = tuple[int, int | None]  # chat id and topic id
Asked = tuple[int, int]  # chat id and the question's message id


class Recent(Generic[K, V]):
    """A map that forgets what was used longest ago, once it holds more than `limit` entries; for several threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """The value of `key`, which counts as used now; None if it isn't known (any more)."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
            return self._entries.get(key)

    def put(self, key: K, value: V) -> None:
        """Remember `value`, and forget the oldest entry if there are too many."""
        with self._lock:
            self._entries[key] = value
            self._entries.move_to_end(key)
            if len(self._entries) > self._limit:
                self._entries.popitem(last=False)

    def drop(self, wanted: Callable[[K], bool]) -> None:
        """Forget all entries whose keys are wanted."""
        with self._lock:
            for key in [key for key in self._entries if wanted(key)]:
                del self._entries[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A question as it is kept, and its answer as the documents have it now."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The conversations; bounded, and gone with the process. Answers are by the keys of their questions."""

    by_message: Recent[Asked, Question] = field(default_factory=lambda: Recent(10_000))
    latest: Recent[Place, Reply] = field(default_factory=lambda: Recent(2_000))
    albums: Recent[str, bool] = field(default_factory=lambda: Recent(500))
    questions: Recent[str, Question] = field(default_factory=lambda: Recent(2_000))
    answers: Recent[str, Answer] = field(default_factory=lambda: Recent(2_000))
    preferences: Recent[str, Preference] = field(default_factory=lambda: Recent(5_000))

    def forget(self, user: int) -> None:
        """Forget the private chat of a person, and all answers: which are theirs is not known."""
        self.latest.drop(lambda place: place[0] == user)
        self.by_message.drop(lambda asked: asked[0] == user)
        self.answers.drop(lambda _: True)
        self.questions.drop(lambda _: True)
        self.preferences.drop(lambda key: key == f"{user}:")
