"""/tupoksi: every unit of every document is reachable, and each row's clause says what the row says."""

from __future__ import annotations

from pathlib import Path

import pytest
from second_office import SECOND, all_pages, opened, says, with_second

from handlers.rendering.text import plain
from index.engine import Engine
from index.generation.store import Unit
from index.views.view import View

COUNTS = {"seksi aplikasi": 13, "seksi infra": 18, "kasi tata kelola": 17, "bidang TIK": 20}
FOUND = [
    pytest.param("seksi infra", "tupoksi-tik-ntb/seksi-infrastruktur", id="short"),
    pytest.param("infra", "tupoksi-tik-ntb/seksi-infrastruktur", id="without-its-kind"),
    pytest.param("kasi tata kelola", "tupoksi-tik-ntb/seksi-tata-kelola", id="head-of"),
    pytest.param("governance section", "tupoksi-tik-ntb/seksi-tata-kelola", id="english"),
    pytest.param("bidang TIK", "tupoksi-tik-ntb/bidang", id="bidang"),
    pytest.param("bidang", "tupoksi-tik-ntb/bidang", id="the-only-one-of-its-kind"),
    pytest.param("provinsi tipe A bidang 3", "pm-14-2016/lampiran/i/fungsi-3", id="annex-bidang"),
    pytest.param("kab tipe B bidang 2 seksi 1", "pm-14-2016/lampiran/v/fungsi-2/seksi-1", id="annex-seksi"),
    pytest.param("prov A bidang 4 seksi 2", "pm-14-2016/lampiran/i/fungsi-4/seksi-2", id="annex-short"),
    pytest.param("kota tipe C jabatan fungsional", "pm-14-2016/lampiran/vi/jabatan-fungsional", id="annex-unnumbered"),
]
NOT_HELD = ["seksi keuangan", "tipe D", "dinas kesehatan", "seksi infra bali", "xyz"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("two-offices")


def units(engine: Engine, document: str) -> list[Unit]:
    return [u for u in engine.knowledge.organisation.units if engine.knowledge.document(u).entry.id == document]


def test_without_an_argument_it_is_the_tree_of_the_home_office(shipped: Engine) -> None:
    view = shipped.view("duties", "", "id")
    held = units(shipped, "tupoksi-tik-ntb")
    assert [row.data["unit_id"] for row in view.rows] == [unit.id for unit in held]
    assert [row.data["depth"] for row in view.rows] == [0, 1, 1, 1]
    assert [row.data["duties"] for row in view.rows] == [20, 13, 18, 17]
    assert {row.data["part_of"] for row in view.rows[1:]} == {held[0].id}


@pytest.mark.parametrize(("argument", "unit"), FOUND)
def test_a_unit_is_found_by_what_people_call_it(shipped: Engine, argument: str, unit: str) -> None:
    view = shipped.view("duties", argument, "id")
    assert {row.data["unit_id"] for row in view.rows} == {unit}
    assert view.rows[0].citations[0].id == unit


@pytest.mark.parametrize(("argument", "count"), COUNTS.items())
def test_all_duties_are_there_in_order_over_all_pages(shipped: Engine, argument: str, count: int) -> None:
    task, *duties = all_pages(shipped, "duties", argument)
    assert [row.data["number"] for row in duties] == [str(n) for n in range(1, count + 1)]
    assert task.data["number"] == ""
    assert len({row.citations[0].id for row in duties}) == count


def test_a_page_behind_the_last_is_the_last(shipped: Engine) -> None:
    last = shipped.view("duties", "seksi aplikasi hal 99", "id")
    assert last.rows == shipped.view("duties", "seksi aplikasi hal 2", "id").rows
    assert last.rows == shipped.view("duties", "seksi aplikasi page 2", "id").rows


def test_choices_lead_to_every_unit_and_every_duty(shipped: Engine) -> None:
    """The 54 annex seksi, the 18 bidang, the 6 parts, the home office's units: nothing is out of reach."""
    knowledge = shipped.knowledge
    views = opened(shipped, "duties")
    assert all(view.rows for view in views.values())
    clauses = {row.data["clause"] for view in views.values() for row in view.rows if "clause" in row.data}
    duties = [u for u in knowledge.store.units() if u.unit is not None and u.role == "duty" and u.text]
    assert {unit.id for unit in duties} <= clauses
    seksi = [unit.id for unit in duties if unit.level == "seksi" and unit.scope_type]
    assert len(seksi) == 54
    named = {row.data["unit_id"] for view in views.values() for row in view.rows}
    assert {unit.id for unit in knowledge.organisation.units} <= named


def test_each_row_is_said_by_its_clause(shipped: Engine) -> None:
    for argument, view in opened(shipped, "duties").items():
        for row in view.rows:
            assert row.citations, argument
            assert says(row.citations[0], str(row.data.get("duty", row.data.get("about", "")))), row.cells
            assert row.citations[0].id in (row.data.get("clause"), row.data["unit_id"])


def test_a_choice_opens_what_it_says(shipped: Engine) -> None:
    for view in opened(shipped, "duties").values():
        for choice in view.choices:
            opens = shipped.view(choice.view, choice.argument, "id")
            if choice.label[0] not in "›‹":
                assert opens.title.startswith(choice.label), choice


@pytest.mark.parametrize("argument", NOT_HELD)
def test_what_no_document_has_is_said_so(shipped: Engine, argument: str) -> None:
    view = shipped.view("duties", argument, "id")
    assert not view.rows
    assert view.title
    assert view.choices


def test_what_may_be_several_units_is_a_choice(shipped: Engine) -> None:
    view = shipped.view("duties", "seksi TIK", "id")
    assert len(view.rows) == len(view.choices) == 3
    assert len(shipped.view("duties", "tipe A", "id").rows) == 2
    for argument, count in (("bidang 3", 4), ("kelompok jabatan fungsional", 6)):
        view = shipped.view("duties", argument, "id")
        assert len(view.rows) == count
        assert len({choice.label for choice in view.choices}) == count


def test_what_names_no_unit_may_be_a_topic(shipped: Engine) -> None:
    view = shipped.view("duties", "bandwidth", "id")
    assert not view.rows
    assert (view.choices[0].view, view.choices[0].argument) == ("who", "bandwidth")


def test_a_page_fits_in_one_message(shipped: Engine) -> None:
    for argument, view in opened(shipped, "duties").items():
        assert len(plain(view)) < 4096, argument


def test_the_frame_is_in_the_language_asked_for(shipped: Engine) -> None:
    assert "duties" in shipped.view("duties", "", "en").rows[0].cells[0]
    assert "butir" in shipped.view("duties", "", "id").rows[0].cells[0]


def second(folder: Path, argument: str, home: str = SECOND) -> View:
    return with_second(folder, home).view("duties", argument, "id")


def test_another_home_office_has_its_own_tree(folder: Path) -> None:
    engine = with_second(folder, SECOND)
    rows = engine.view("duties", "", "id").rows
    assert [row.data["unit_id"] for row in rows] == [u.id for u in units(engine, "perwali-singkawang-14-2021")]
    assert {row.data["level"] for row in rows} == {"kota"}
    assert second(folder, "kab tipe B bidang 2 seksi 1").rows
    assert all(view.rows for view in opened(engine, "duties").values())


def test_another_regions_unit_needs_its_region_or_its_whole_name(folder: Path) -> None:
    """A name that only part of another office's unit has is offered, never taken for one's own."""
    home = "diskominfotik-ntb"
    unit = "perwali-singkawang-14-2021/seksi-persandian"
    assert second(folder, "seksi persandian singkawang", home).rows[0].data["unit_id"] == unit
    offered = second(folder, "persandian", home)
    assert not offered.rows
    assert [choice.argument for choice in offered.choices] == ["Seksi Persandian Singkawang"]
    assert second(folder, "persandian").rows[0].data["unit_id"] == unit


def test_a_document_no_longer_in_force_is_named(folder: Path) -> None:
    assert any("Perwali Singkawang" in note for note in second(folder, "seksi persandian").notes)
