"""What each rule earns: questions asked with one rule switched off at a time, and what is lost and won without it.

A rule is an answerer (the gates among them), a key of the vocabulary, or a step of reading or choosing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any

from index.analysis.lexicon import Lexicon
from index.answer import Answer
from index.answering import answerers, duty, precedence
from index.answering.answerers import ANSWERERS, Answerer
from index.engine import Engine
from index.evaluation.score import GoldQuestion, score
from index.knowledge import Knowledge
from index.query import parts, reader
from index.search import Searcher

Text = Callable[[Answer], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A rule that can be switched off: an answerer left out, a vocabulary without a key, a step that changes nothing.

    `field` is one of the vocabulary's, left empty where no `key` of it is named. `step` is the owner of a function,
    its name, and what stands in its place.
    """

    name: str
    answerer: str = ""
    field: str = ""
    key: str = ""
    step: tuple[Any, str, Callable[..., Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What a rule earns on a set of questions: those that are right with it alone, and those that are without it."""

    switch: str
    of: str
    lost: tuple[str, ...]
    won: tuple[str, ...]

    @property
    def line(self) -> str:
        """The figures on one line, with the first questions of each kind."""
        told = [f"{sign}{len(rows)}" + (f" ({'; '.join(rows[:2])})" if rows else "")
                for sign, rows in (("-", self.lost), ("+", self.won))]  # fmt: skip
        return f"{self.switch:28} {self.of:24} {'  '.join(told)}"


# Steps of reading and choosing, each with what does nothing in its place.
STEPS: tuple[tuple[str, Any, str, Callable[..., Any]], ...] = (
    ("asides", parts.Asides, "weighed", lambda self, text, words, asking, concepts, named: list(concepts)),
    ("parties", parts.Asides, "parties", lambda self, words: frozenset()),
    ("sharpened", reader, "_sharpened", lambda concepts: concepts),
    ("headed", reader, "_headed", lambda concepts: concepts),
    ("weighed", duty, "weighed", lambda knowledge, query, concept: concept),
    ("focused", answerers, "focused", lambda query: ()),
    ("home first", duty, "home_first", lambda knowledge, concepts, found, hits: hits),
    ("smallest first", duty, "smallest_first", lambda knowledge, hits: hits),
    ("closest", Searcher, "closest", lambda self, hits, concepts: hits),
    ("stated", precedence, "stated", lambda knowledge, query, hits: hits),
    ("evidence", precedence, "_is_evidence", lambda knowledge, query, unit: True),
)


def switches(lexicon: Lexicon) -> Iterator[Switch]:
    """All rules: the answerers but the last, the keys of the vocabulary (of mappings each one's own), the steps."""
    yield from (Switch(name=f"answerer {one.name}", answerer=one.name) for one in ANSWERERS[:-1])
    for field in fields(lexicon):
        value = getattr(lexicon, field.name)
        yield Switch(name=f"vocabulary {field.name}", field=field.name)
        if isinstance(value, dict) and not all(isinstance(row, str) for row in value.values()):
            yield from (Switch(name=f"vocabulary {field.name}.{key}", field=field.name, key=key) for key in value)
    yield from (Switch(name=f"step {name}", step=(owner, attribute, none)) for name, owner, attribute, none in STEPS)


def ablate(
    knowledge: Knowledge, sets: Mapping[str, Sequence[GoldQuestion]], text: Text, rules: Iterable[Switch] | None = None
) -> Iterator[Earned]:
    """What each rule earns on each set, and last what those that no set needs earn together; default: all rules."""
    full = _right(knowledge, (), sets, text)
    idle = []
    for switch in switches(knowledge.lexicon) if rules is None else rules:
        found = list(_compared(switch.name, full, _right(knowledge, [switch], sets, text)))
        idle += [] if any(row.lost or row.won for row in found) else [switch]
        yield from found
    together = ", ".join(switch.name for switch in idle)
    yield from _compared(f"together: {together}", full, _right(knowledge, idle, sets, text))


def _compared(name: str, full: dict[str, set[str]], less: dict[str, set[str]]) -> Iterator[Earned]:
    for of, right in full.items():
        yield Earned(switch=name, of=of, lost=tuple(sorted(right - less[of])), won=tuple(sorted(less[of] - right)))


def _right(
    knowledge: Knowledge, off: Iterable[Switch], sets: Mapping[str, Sequence[GoldQuestion]], text: Text
) -> dict[str, set[str]]:
    """The questions of each set that are answered rightly with these rules off; one that breaks it isn't."""
    with _without(knowledge, off) as engine:
        return {of: {q.text for q in rows if _is_right(engine, q, text)} for of, rows in sets.items()}


def _is_right(engine: Engine, question: GoldQuestion, text: Text) -> bool:
    try:
        answer = engine.ask(question.text)
    except (LookupError, ValueError, ZeroDivisionError):  # what a rule keeps from the next one
        return False
    return score(question, answer, text(answer)).right


@contextmanager
def _without(knowledge: Knowledge, off: Iterable[Switch]) -> Iterator[Engine]:
    """An engine over the same generation in which these rules are switched off, while the block lasts."""
    lexicon, left = knowledge.lexicon, list[Answerer](ANSWERERS)
    with ExitStack() as stack:
        for switch in off:
            left = [one for one in left if one.name != switch.answerer]
            if switch.field:
                held = getattr(lexicon, switch.field)
                kept: Any = {k: row for k, row in held.items() if k != switch.key} if switch.key else type(held)()
                lexicon = replace(lexicon, **{switch.field: kept})
            if switch.step:
                owner, name, none = switch.step
                stack.callback(setattr, owner, name, getattr(owner, name))
                setattr(owner, name, none)
        yield Engine(replace(knowledge, lexicon=lexicon), tuple(left))
