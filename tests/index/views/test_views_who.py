"""/siapa: every unit that covers a topic, the home office's first, equals with the same rank, each with its clause."""

from __future__ import annotations

from pathlib import Path

import pytest
from second_office import SECOND, all_pages, says, with_second

from index.engine import Engine
from index.views.view import View

HOME = "tupoksi-tik-ntb"
TOPICS = ["sub domain", "komisi informasi", "bandwidth", "jaringan", "data center", "aplikasi", "statistik"]
PARTS = [(level, kind) for level in ("provinsi", "kabupaten/kota") for kind in "ABC"]
NOT_HELD = ["gaji", "perizinan", "dinas kesehatan", "", "tik bali"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("two-offices")


def who(engine: Engine, argument: str) -> View:
    return engine.view("who", argument, "id")


@pytest.mark.parametrize("topic", TOPICS)
def test_the_first_is_who_the_question_is_answered_with(shipped: Engine, topic: str) -> None:
    answer = shipped.ask(f"siapa yang mengurus {topic}?")
    row = who(shipped, topic).rows[0]
    assert (row.data["line"], row.citations[0].id) == (answer.headline, answer.citations[0].id)


@pytest.mark.parametrize("topic", [*TOPICS, "keamanan informasi", "pengaduan masyarakat", "laporan seksi"])
def test_each_row_is_said_by_its_clause(shipped: Engine, topic: str) -> None:
    store = shipped.knowledge.store
    rows = all_pages(shipped, "who", topic)
    assert len({row.data["unit_id"] for row in rows}) == len(rows)
    for row in rows:
        assert says(row.citations[0], str(row.data["duty"]))
        clause = store.by_id(row.citations[0].id)
        unit = shipped.knowledge.organisation.holder(clause) if clause else None
        assert unit is not None
        assert unit.id == row.data["unit_id"]
        assert row.cells[0] == f"{row.data['rank']}. {row.data['line']}"


@pytest.mark.parametrize("topic", ["sub domain", "aplikasi", "laporan seksi"])
def test_home_is_first_then_the_annex_by_rank_and_type(shipped: Engine, topic: str) -> None:
    rows = all_pages(shipped, "who", topic)
    home = [row.data["document"] == HOME for row in rows]
    assert home == sorted(home, reverse=True)
    assert any(home)
    ranks = [int(str(row.data["rank"])) for row in rows]
    assert ranks == sorted(ranks)
    assert set(ranks) == set(range(1, max(ranks) + 1))
    best = min(rank for rank, own in zip(ranks, home, strict=True) if not own)
    types = [
        (row.data["level"], row.data["type"])
        for row in rows
        if row.data["rank"] == best and row.data["document"] != HOME
    ]
    assert list(dict.fromkeys(types)) == PARTS


def test_equals_have_the_same_rank(shipped: Engine) -> None:
    """Three seksi have the duty "Menyusun laporan Seksi", and three "Mengumpulkan data statistik Seksi"."""
    for topic in ("menyusun laporan seksi", "statistik"):
        ranks = [row.data["rank"] for row in all_pages(shipped, "who", topic) if row.data["document"] == HOME]
        assert ranks[:3] == [1, 1, 1]
    assert who(shipped, "statistik").notes
    assert [row.data["rank"] for row in who(shipped, "komisi informasi").rows] == [1, 2]


def test_one_seksi_of_each_type_does_it(shipped: Engine) -> None:
    rows = [row for row in who(shipped, "sub domain").rows if row.data["type"]]
    assert [(row.data["level"], row.data["type"]) for row in rows] == PARTS
    assert all("/seksi-" in str(row.data["unit_id"]) for row in rows)


@pytest.mark.parametrize("argument", ["sub domain kab tipe A", "pengaduan masyarakat kab tipe A"])
def test_the_argument_narrows_the_scope(shipped: Engine, argument: str) -> None:
    rows = all_pages(shipped, "who", argument)
    assert {(row.data["level"], row.data["type"]) for row in rows} == {("kabupaten/kota", "A")}


@pytest.mark.parametrize("topic", ["sub domain", "aplikasi"])
def test_choices_narrow_to_what_is_there(shipped: Engine, topic: str) -> None:
    for choice in who(shipped, topic).choices:
        rows = who(shipped, choice.argument).rows
        assert rows
        assert choice.label[0] in "›‹" or {row.data["unit_id"] for row in rows} <= {
            row.data["unit_id"] for row in all_pages(shipped, "who", topic)
        }


def test_from_one_type_a_choice_leads_back_to_all(shipped: Engine) -> None:
    (choice,) = who(shipped, "sub domain provinsi tipe A").choices
    assert who(shipped, choice.argument) == who(shipped, "sub domain")


@pytest.mark.parametrize("argument", NOT_HELD)
def test_what_nobody_does_is_said_so(shipped: Engine, argument: str) -> None:
    view = who(shipped, argument)
    assert not view.rows
    assert view.title


def test_a_word_taken_for_another_is_told(shipped: Engine) -> None:
    assert any("“bandwith”" in note for note in who(shipped, "bandwith").notes)


def test_another_home_office_comes_first(folder: Path) -> None:
    engine = with_second(folder, SECOND)
    rows = all_pages(engine, "who", "persandian")
    assert {row.data["document"] for row in rows} == {"perwali-singkawang-14-2021"}
    assert "seksi-persandian" in " ".join(str(row.data["unit_id"]) for row in rows)
    annexed = all_pages(engine, "who", "sub domain")
    assert annexed[0].data["level"] == "kabupaten/kota"
    assert any("Perwali Singkawang 14/2021" in note for note in who(engine, "sub domain").notes)


def test_another_regions_units_stand_behind_and_alone_where_it_is_named(folder: Path) -> None:
    engine = with_second(folder, "diskominfotik-ntb")
    assert {row.data["level"] for row in all_pages(engine, "who", "persandian")} == {"kota"}
    both = [row.data["document"] for row in all_pages(engine, "who", "laporan seksi")]
    assert both[0] == "tupoksi-tik-ntb"
    assert {row.data["level"] for row in all_pages(engine, "who", "persandian singkawang")} == {"kota"}
