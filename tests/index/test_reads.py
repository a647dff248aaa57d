"""What a question reads: the units that share its words or its clause's level, never all there are."""

from __future__ import annotations

import pytest

from bot.config import Settings
from index.engine import Engine, engine_of
from index.generation.store import Store, Unit

QUESTIONS = [
    "siapa yang mengurus sub domain",
    "tugas seksi aplikasi",
    "bidang TIK NTB punya berapa seksi?",
    "apakah seksi aplikasi mengurus bandwidth?",
    "berapa bidang di dinas provinsi tipe B?",
    "apa itu perangkat daerah",
    "apa dasar hukum permen ini?",
    "kapan permen ini diundangkan?",
    "permen ini masih berlaku?",
    "dinas kominfo dibagi jadi tipe apa saja",
    "seksi tata kelola berada di bawah bidang apa?",
    "tugas bidang statistik",
    "which section manages subdomains?",
    "gaji kepala dinas berapa",
    "psl 12(3)",
    "permen ini ada berapa pasal",
]
TOPIC = 60  # units: the candidates that are looked at closely, and what they are part of


class Counted:
    """A store's way to a unit that notes which were read."""

    def __init__(self, store: Store) -> None:
        self.read: set[int] = set()
        self._unit = store.unit

    def __call__(self, number: int) -> Unit:
        self.read.add(number)
        return self._unit(number)


@pytest.fixture
def counting(shipped: Engine) -> tuple[Engine, Counted]:
    """An engine of its own that has answered before, and what its store counts from then on."""
    store = Store(shipped.knowledge.store.path)
    engine = engine_of(store, Settings().home_office)
    engine.warm()
    counted = Counted(store)
    store.unit = counted  # type: ignore[assignment]
    return engine, counted


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_walks_over_all_units(counting: tuple[Engine, Counted], question: str) -> None:
    engine, counted = counting
    answer = engine.ask(question)
    limit = engine.knowledge.store.size // 2 if answer.by == "clause" else TOPIC
    assert len(counted.read) <= limit
