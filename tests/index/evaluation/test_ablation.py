"""A rule that is switched off does what its name says no more, and all is as before behind it."""

from __future__ import annotations

import pytest

from handlers.rendering.text import plain
from index.engine import Engine
from index.evaluation.ablation import STEPS, Earned, ablate, switches
from index.evaluation.score import GoldQuestion

LIMIT = GoldQuestion(
    text="berapa bidang dinas provinsi tipe B",
    kind="limit",
    gold=("pm-14-2016/pasal-11/ayat-2",),
    must=r"\b3\b",
    where="headline",
)
PERSON = GoldQuestion(text="siapa nama kepala dinas", kind="none")
SPELT = GoldQuestion(
    text="siapa yg ngurusin sub domain", kind="slang", gold=("tupoksi-tik-ntb/seksi-infrastruktur/tugas-15",)
)
WRONG = GoldQuestion(text="pasal 21", kind="pasal", gold=("pm-14-2016/pasal-22",))
SET = (LIMIT, PERSON, SPELT, WRONG)
TRIED = (
    "answerer limit",
    "answerer no_person",
    "answerer duty",
    "answerer status",
    "vocabulary scope.type",
    "vocabulary stop",
)


@pytest.fixture(scope="module")
def earned(shipped: Engine) -> dict[str, Earned]:
    rules = [rule for rule in switches(shipped.knowledge.lexicon) if rule.name in TRIED or rule.step]
    return {row.switch: row for row in ablate(shipped.knowledge, {"set": SET}, plain, rules)}


@pytest.mark.parametrize(
    ("switch", "question"),
    [
        ("answerer limit", LIMIT),
        ("vocabulary scope.type", LIMIT),
        ("answerer no_person", PERSON),
        ("answerer duty", SPELT),
    ],
)
def test_a_rule_earns_the_questions_that_are_lost_without_it(
    earned: dict[str, Earned], switch: str, question: GoldQuestion
) -> None:
    assert question.text in earned[switch].lost
    assert earned[switch].won == ()
    assert WRONG.text not in {text for row in earned.values() for text in row.lost}


def test_what_no_question_needs_is_switched_off_together_at_last(earned: dict[str, Earned]) -> None:
    *rows, together = earned.values()
    idle = [row.switch for row in rows if not row.lost and not row.won]
    assert together.switch == f"together: {', '.join(idle)}"
    assert "answerer status" in idle
    assert "answerer limit" not in idle


def test_every_rule_has_a_name_of_its_own_and_is_back_behind_the_run(
    shipped: Engine, earned: dict[str, Earned]
) -> None:
    names = [switch.name for switch in switches(shipped.knowledge.lexicon)]
    assert len(set(names)) == len(names) > 100
    assert len(earned) == len(TRIED) + len(STEPS) + 1
    assert all(getattr(owner, name) is not none for _, owner, name, none in STEPS)
    assert shipped.ask(LIMIT.text).headline.startswith("Paling banyak 3 bidang")
