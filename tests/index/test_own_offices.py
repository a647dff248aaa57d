"""Offices of other kinds, whose documents were written for these tests, are answered at least as well as they were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from gold import astray

from handlers.rendering import text as render
from index.evaluation import score
from index.publishing.generations import open_engine

OFFICES = Path(__file__).parent.parent / "offices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A folder of documents and questions with the percentages that hold; `wrongly` is of those that have an answer."""

    folder: str
    home: str
    right: float
    refused: float
    wrongly: float


FLOORS = [
    Office(folder="dinas-kesehatan", home="dinkes-arta-raya", right=90, refused=98, wrongly=6),
    Office(folder="kecamatan", home="kecamatan-muara-teduh", right=84, refused=87, wrongly=6),
]


@pytest.mark.parametrize("office", FLOORS, ids=lambda office: office.folder)
def test_an_office_of_another_kind_is_answered_as_well_as_it_was(office: Office, tmp_path: Path) -> None:
    engine = open_engine(tmp_path, office.home, OFFICES / office.folder)
    outcomes = score.run(OFFICES / office.folder / "questions.yaml", engine.ask, render.plain)
    held = [one for one in outcomes if one.question.gold]
    lacked = [one for one in outcomes if not one.question.gold]
    assert (len(held), len(lacked), astray(engine, (one.question for one in held))) == (36, 9, [])
    told = "\n".join(score.report(outcomes, {}))
    assert percent(one.right for one in held) >= office.right, told
    assert percent(one.right for one in lacked) >= office.refused, told
    assert percent(one.figures["false_refusal"] for one in held) <= office.wrongly, told


def percent(told: Iterable[bool]) -> float:
    """How many of them are true."""
    values = list(told)
    return 100 * sum(values) / len(values)
