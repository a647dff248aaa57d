"""What each rule earns: questions asked with one rule switched off at a time, and what is lost and won without it.

A rule is an answerer (the gates among them), a key of the vocabulary, or a condition of reading and answering.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from index.analysis.lexicon import Lexicon
from index.answering.answerers import ANSWERERS
from index.evaluation.conditions import switched
from index.evaluation.score import GoldQuestion, Text, score
from index.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A rule that can be switched off: an answerer left out, a vocabulary without a key, a condition not asked.

    `field` is one of the vocabulary's, left empty where no `key` of it is named; `condition` a number, -1 for none.
    """

    name: str
    answerer: str = ""
    field: str = ""
    key: str = ""
    condition: int = -1


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


def ablate(
    knowledge: Knowledge, sets: Mapping[str, Sequence[GoldQuestion]], text: Text, tried: Callable[[str], bool] = bool
) -> Iterator[Earned]:
    """What each rule earns on each set, and last what those that no set needs earn together.

    Only rules whose names are to be `tried` are; default: all.
    """
    trial = _Trial(knowledge, text)
    full = {of: {q: trial.is_right(q) for q in rows} for of, rows in sets.items()}
    idle = []
    for switch in filter(lambda switch: tried(switch.name), trial.switches()):
        found = list(_compared(trial, switch.name, full, [switch]))
        idle += [] if any(row.lost or row.won for row in found) else [switch]
        yield from found
    yield from _compared(trial, f"together: {', '.join(switch.name for switch in idle)}", full, idle)


def _compared(
    trial: "_Trial", name: str, full: Mapping[str, dict[GoldQuestion, bool]], off: Sequence[Switch]
) -> Iterator[Earned]:
    trial.switch_off(off)
    for of, before in full.items():
        changed = [(q.text, right) for q, right in before.items() if trial.touches(q) and trial.is_right(q) != right]
        lost, won = (tuple(sorted(text for text, right in changed if right == was)) for was in (True, False))
        yield Earned(switch=name, of=of, lost=lost, won=won)


class _Trial:
    """An engine over the same generation whose rules can be switched off; what decided each question with all on."""

    def __init__(self, knowledge: Knowledge, text: Text) -> None:
        self._modules, self._conditions = switched()
        self._knowledge, self._text = knowledge, text
        self._decided: dict[GoldQuestion, set[int]] = {}
        self.switch_off(())

    def switches(self) -> Iterator[Switch]:
        """All rules: the answerers but the last, the keys of the vocabulary (of mappings each its own), conditions."""
        yield from (Switch(name=f"answerer {one.name}", answerer=one.name) for one in ANSWERERS[:-1])
        for field in fields(Lexicon):
            value = getattr(self._knowledge.lexicon, field.name)
            yield Switch(name=f"vocabulary {field.name}", field=field.name)
            if isinstance(value, dict) and not all(isinstance(row, str) for row in value.values()):
                yield from (Switch(name=f"vocabulary {field.name}.{key}", field=field.name, key=key) for key in value)
        deciding = set().union(*self._decided.values())
        yield from (Switch(name=self._conditions.names[n], condition=n) for n in sorted(deciding))

    def switch_off(self, off: Sequence[Switch]) -> None:
        """Ask without these rules from now on."""
        lexicon, answerers = self._knowledge.lexicon, {switch.answerer for switch in off}
        for switch in (switch for switch in off if switch.field):
            held = getattr(lexicon, switch.field)
            kept: Any = {k: row for k, row in held.items() if k != switch.key} if switch.key else type(held)()
            lexicon = replace(lexicon, **{switch.field: kept})
        self._conditions.off = frozenset(switch.condition for switch in off) - {-1}
        self._all = any(switch.condition < 0 for switch in off)
        knowledge = self._modules.Knowledge(
            store=self._knowledge.store, lexicon=lexicon, home_office=self._knowledge.home_office
        )
        left = [one for one in self._modules.ANSWERERS if one.name not in answerers]
        self._engine = self._modules.Engine(knowledge, left)

    def touches(self, question: GoldQuestion) -> bool:
        """Whether what is off may change the answer: a condition that decided nothing doesn't."""
        return self._all or not self._conditions.off.isdisjoint(self._decided[question])

    def is_right(self, question: GoldQuestion) -> bool:
        """Whether the answer is right; one that breaks is not."""
        self._conditions.begin()
        try:
            answer = self._engine.ask(question.text)
        except Exception:  # what a rule keeps from the next one
            return False
        self._decided.setdefault(question, self._conditions.decided)
        return score(question, answer, self._text(answer)).right
