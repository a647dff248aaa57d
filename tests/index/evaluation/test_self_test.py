"""Questions made of a document's own clauses: each is of a clause that is there, and finds it where answering works."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from second_office import with_another

from bot.config import Settings
from handlers.rendering.text import plain
from index.engine import Engine
from index.evaluation.score import Effect, Outcome, SelfTest
from index.evaluation.self_test import compared, examined, questions, sample
from index.publishing.generations import open_engine

HOME = Settings().home_office
LAW = """PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 8 TAHUN 2033
TENTANG
KANDANG AYAM KAMPUNG

Menimbang : bahwa ayam kampung perlu kandang;

MEMUTUSKAN:

BAB I
KETENTUAN UMUM

Pasal 1
Dalam Peraturan Pemerintah ini yang dimaksud dengan:
1. Kandang adalah tempat ayam kampung tidur.
2. Peternak adalah orang yang memelihara ayam kampung.

BAB II
PEMBERSIHAN KANDANG

Pasal 2
(1) Peternak membersihkan kandang paling sedikit 3 (tiga) kali dalam sepekan.
(2) Pemeriksaan kandang oleh penyuluh berlangsung paling lama 6 (enam) jam.
"""
ENTRY = """
  - id: pp-8-2033
    file: pp.txt
    profile: peraturan
    title: Kandang Ayam Kampung
    short: PP 8/2033
    formal: Peraturan Pemerintah Nomor 8 Tahun 2033 tentang Kandang Ayam Kampung
    number: "8"
    year: "2033"
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("self")
    return open_engine(folder / "data", HOME, with_another(folder, "pp.txt", LAW, ENTRY))


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The same without that act."""
    return open_engine(tmp_path_factory.mktemp("two"), HOME)


def test_each_kind_of_clause_is_asked_for(engine: Engine) -> None:
    made = [row for one in engine.knowledge.store.documents for row in questions(engine.knowledge, one)]
    assert {row.kind for row in made} == {"duty", "definition", "number", "heading"}
    held = {unit.id for unit in engine.knowledge.store.units()}
    assert all(held.issuperset(row.gold) for row in made)
    assert ("pp-8-2033/pasal-2/ayat-1",) in [row.gold for row in made if row.kind == "number"]
    under = next(row.gold for row in made if row.kind == "heading" and "pembersihan kandang" in row.text)
    assert "pp-8-2033/pasal-2/ayat-2" in under


def test_clauses_are_found_and_misses_are_named(engine: Engine) -> None:
    tests = {one.document: one for one in examined(engine, plain, engine.knowledge.store.documents, 30)}
    assert tests["PP 8/2033"].found == tests["PP 8/2033"].asked == 6
    broken = Engine(engine.knowledge, [one for one in engine.answerers if one.name not in ("definition", "duty")])
    (test,) = examined(broken, plain, engine.knowledge.store.documents[-1:], 30)
    assert {one.question.kind for one in test.missed} == {"definition", "number"}
    assert len(test.missed) == test.asked - test.found


def test_a_sample_is_from_all_over_and_the_same_each_time() -> None:
    assert sample(range(100), 4) == [0, 25, 50, 75] == sample(range(100), 4)
    assert sample([1, 2], 9) == [1, 2]


def test_what_comes_anew_is_tested_and_what_stays_is_asked_again(engine: Engine, without: Engine) -> None:
    found = compared(without, engine, plain)
    assert [one.document for one in found.own] == ["PP 8/2033"]
    assert found.of_others > 50
    assert found.worst(2) == ((), 0)
    worse = Engine(engine.knowledge, [one for one in engine.answerers if one.name not in ("duty", "unit")])
    lost = compared(without, worse, plain)
    assert lost.worst(2) == (lost.unfound, lost.of_others)
    assert lost.unfound


def test_a_document_of_which_most_is_not_found_is_told(engine: Engine, without: Engine) -> None:
    (test,) = compared(without, engine, plain).own
    missed: tuple[Outcome, ...] = tuple(
        replace(one, figures={"top1": False})
        for row in questions(engine.knowledge, engine.knowledge.store.documents[-1])
        for one in [Outcome(question=row, figures={}, cited=(), headline="")]
    )
    poor = SelfTest(document=test.document, asked=12, missed=(missed * 2)[:7], explained=())
    told = Effect(asked=0, gained=(), lost=(), moved=(), own=(test, poor)).worst(2)
    assert told == (tuple(one.question.text for one in poor.missed), 12)


def test_shipped_documents_are_found(without: Engine, tmp_path: Path) -> None:
    tests = {one.document: one for one in examined(without, plain, without.knowledge.store.documents, 60)}
    office = tests["Tupoksi Bidang TIK NTB"]
    assert office.found >= 0.92 * office.asked
