"""A rule that is switched off does what its name says no more, and all is as before behind it."""

from __future__ import annotations

import pytest

from handlers.rendering.text import plain
from index.engine import Engine
from index.evaluation.ablation import Earned, ablate
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
    def tried(name: str) -> bool:
        return name in TRIED or name.startswith("index.answering.refusal:")

    return {row.switch: row for row in ablate(shipped.knowledge, {"set": SET}, plain, tried)}


@pytest.mark.parametrize(
    ("switch", "question"),
    [
        ("answerer limit", LIMIT),
        ("vocabulary scope.type", LIMIT),
        ("answerer no_person", PERSON),
        ("answerer duty", SPELT),
        ("'person' not in query.intents", LIMIT),
    ],
)
def test_a_rule_earns_the_questions_that_are_lost_without_it(
    earned: dict[str, Earned], switch: str, question: GoldQuestion
) -> None:
    row = next(row for name, row in earned.items() if name.endswith(switch))
    assert question.text in row.lost
    assert row.won == ()
    assert WRONG.text not in {text for row in earned.values() for text in row.lost}


def test_what_no_question_needs_is_switched_off_together_at_last(earned: dict[str, Earned]) -> None:
    *rows, together = earned.values()
    idle = [row.switch for row in rows if not row.lost and not row.won]
    assert together.switch == f"together: {', '.join(idle)}"
    assert "answerer status" in idle
    assert "answerer limit" not in idle


def test_every_condition_has_a_name_of_its_own_and_nothing_is_left_off(
    shipped: Engine, earned: dict[str, Earned]
) -> None:
    conditions = [name for name in earned if name.startswith("index.answering.refusal:")]
    assert len(conditions) > 10
    assert len(earned) == len(TRIED) + len(conditions) + 1
    assert shipped.ask(LIMIT.text).headline.startswith("Paling banyak 3 bidang")


def test_a_condition_without_which_a_question_has_no_end_is_needed(shipped: Engine) -> None:
    def advances(name: str) -> bool:
        return name.startswith("index.query.reader:") and name.endswith(" at + 1")

    *rows, _ = ablate(shipped.knowledge, {"set": SET}, plain, advances)
    assert rows
    assert max(len(row.lost) for row in rows) == len(SET) - 1  # all but the one that is missed anyway
