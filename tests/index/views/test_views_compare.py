"""/banding: types side by side, symmetric and by the clause; a topic across the home office and each type."""

from __future__ import annotations

from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from second_office import SECOND, all_pages, says, with_second

from index.engine import Engine
from index.generation.facts import AT_MOST
from index.knowledge import Knowledge
from index.query.query import Query
from index.views.aim import named_scopes
from index.views.compare import lacking
from index.views.view import Row, View

P, K = "provinsi", "kabupaten/kota"
PARTS = [(level, kind) for level in (P, K) for kind in "abc"]
SCOPES = [
    pytest.param("A C", [("", "a"), ("", "c")], id="types"),
    pytest.param("tipe A dan tipe C", [("", "a"), ("", "c")], id="in-words"),
    pytest.param("provinsi A B", [(P, "a"), (P, "b")], id="one-level"),
    pytest.param("A B provinsi", [(P, "a"), (P, "b")], id="level-behind"),
    pytest.param("prov A kab A", [(P, "a"), (K, "a")], id="two-levels"),
    pytest.param("provinsi A B kabupaten C", [(P, "a"), (P, "b"), (K, "c")], id="unequal"),
    pytest.param("tipe A provinsi vs tipe B kabupaten", [(P, "a"), (K, "b")], id="types-first"),
    pytest.param("provinsi kabupaten tipe C", [(P, "c"), (K, "c")], id="shared-type"),
    pytest.param("A provinsi B kabupaten C", [(P, "a"), (P, "b"), (K, "c")], id="types-around"),
    pytest.param("tipe A kabupaten/kota, tipe C", [(K, "a"), (K, "c")], id="two-words-for-a-level"),
]
WORDS = [
    *("a", "b", "c", "d", "tipe", "provinsi", "kab", "kota", "dan", "vs", "bidang", "seksi", "1", "3", "99", "hal"),
    *("sub domain", "aplikasi", "infra", "tik", "NTB", "bali", "pasal 12", "lampiran iv", "gaji", "🙂", "(", "UU KIP"),
]
ONLY = "standardisasi pertukaran informasi untuk database informasi lintas sektoral"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("two-offices")


def compare(engine: Engine, argument: str, language: str = "id") -> View:
    return engine.view("compare", argument, language)


def kind(rows: list[Row] | tuple[Row, ...], name: str) -> list[Row]:
    return [row for row in rows if row.data.get("kind") == name]


def read(knowledge: Knowledge, text: str) -> Query:
    return knowledge.reader.read(text)


@pytest.mark.parametrize(("argument", "scopes"), SCOPES)
def test_levels_and_types_go_together_as_said(shipped: Engine, argument: str, scopes: list[tuple[str, str]]) -> None:
    knowledge = shipped.knowledge
    assert named_scopes(knowledge, read(knowledge, argument)) == scopes


def test_limits_are_those_of_the_documents(shipped: Engine) -> None:
    for one, other in combinations(PARTS, 2):
        rows = kind(compare(shipped, f"{one[0]} {one[1]} {other[0]} {other[1]}").rows, "limit")
        assert [row.data["body"] for row in rows] == ["bidang", "sekretariat", "subbagian", "seksi"]
        for row in rows:
            sides = row.data["sides"]
            assert isinstance(sides, list)
            for side, (level, letter) in zip(sides, (one, other), strict=True):
                limit = next(
                    limit
                    for limit in shipped.knowledge.facts.limits
                    if (limit.level, limit.type.lower(), limit.body) == (level, letter, row.data["body"])
                )
                assert (side["bound"], side["count"]) == (limit.bound, limit.count)
                assert set(limit.citations) <= {citation.id for citation in row.citations}
                assert f"{'≤' if limit.bound == AT_MOST else '='} {limit.count}" in row.cells[0]


@pytest.mark.parametrize(("one", "other"), list(combinations(PARTS, 2)), ids=str)
def test_a_comparison_is_the_same_from_both_sides(
    shipped: Engine, one: tuple[str, str], other: tuple[str, str]
) -> None:
    there = all_pages(shipped, "compare", " ".join((*one, *other)))
    back = all_pages(shipped, "compare", " ".join((*other, *one)))

    def only(rows: list[Row]) -> set[tuple[object, ...]]:
        return {
            (row.data["level"], row.data["type"], row.data["duty"], row.citations[0].id) for row in kind(rows, "only")
        }

    assert only(there) == only(back)
    for forth, reverse in zip(kind(there, "limit"), kind(back, "limit"), strict=True):
        sides = reverse.data["sides"]
        assert isinstance(sides, list)
        assert forth.data["sides"] == sides[::-1]


def test_the_annex_has_as_many_units_as_are_shown(shipped: Engine) -> None:
    row = kind(compare(shipped, "provinsi A B C").rows, "units")[0]
    sides = row.data["sides"]
    assert isinstance(sides, list)
    assert [(side["units"], side["parts"]) for side in sides] == [(4, 12), (3, 9), (2, 6)]


def test_what_only_one_has_is_said_there_and_not_in_the_other(shipped: Engine) -> None:
    """Kabupaten/kota type C alone lists one service; slips of spelling and regrouped units are no difference."""
    rows = kind(compare(shipped, "kabupaten A C").rows, "only")
    assert [(row.data["type"], row.data["duty"]) for row in rows] == [("C", ONLY)]
    assert says(rows[0].citations[0], ONLY)
    assert not kind(compare(shipped, "provinsi A C").rows, "only")
    knowledge = shipped.knowledge
    texts = [u.quote for u in knowledge.organisation.units if (u.scope_level, u.scope_type) == (K, "a")]
    assert texts
    assert not any("standardisasi pertukaran" in text for text in texts)


def test_every_unit_of_an_annex_lists_services(shipped: Engine) -> None:
    knowledge = shipped.knowledge
    seksi = [unit for unit in knowledge.organisation.units if unit.scope_type and unit.level == "seksi"]
    for unit in seksi:
        listed = lacking(knowledge, [unit], [])
        assert len(listed) >= 2 or "," not in unit.quote.split("menyelenggarakan")[-1]
        assert all(text in unit.quote for _, text in listed)
    for one, other in permutations(PARTS, 2):
        mine, others = (
            [unit for unit in seksi if (unit.scope_level, unit.scope_type) == scope] for scope in (one, other)
        )
        assert not lacking(knowledge, mine, mine)
        assert len(lacking(knowledge, mine, others)) < 2


def test_types_without_a_level_are_those_of_the_home_office(shipped: Engine, folder: Path) -> None:
    assert compare(shipped, "A C").rows == compare(shipped, "provinsi A C").rows
    second = with_second(folder, SECOND)
    assert compare(second, "A C").rows == compare(second, "kabupaten A C").rows


@pytest.mark.parametrize("argument", ["", "A", "provinsi", "tipe D C"])
def test_with_less_than_two_sides_it_offers_pairs(shipped: Engine, argument: str) -> None:
    view = compare(shipped, argument)
    assert not view.rows
    assert len(view.choices) == 6
    assert all(kind(compare(shipped, choice.argument).rows, "limit") for choice in view.choices)


def test_two_levels_without_a_type_offer_each_type_across_them(shipped: Engine) -> None:
    choices = compare(shipped, "provinsi dan kabupaten").choices
    assert len(choices) == 3
    for choice in choices:
        assert compare(shipped, choice.argument).rows[0].data["sides"]


def test_a_topic_has_a_row_for_each_place(shipped: Engine) -> None:
    rows = compare(shipped, "sub domain").rows
    assert [(row.data["level"], row.data["type"]) for row in rows] == [(P, ""), *((lv, k.upper()) for lv, k in PARTS)]
    assert rows[0].data["unit_id"] == "tupoksi-tik-ntb/seksi-infrastruktur"
    by_type = {(row.data["level"], row.data["type"]): row.data["unit_id"] for row in rows[1:]}
    who = [row for row in shipped.view("who", "sub domain", "id").rows if row.data["type"]]
    assert by_type == {(row.data["level"], row.data["type"]): row.data["unit_id"] for row in who}
    for row in rows:
        assert says(row.citations[0], str(row.data["duty"]))


def test_a_duty_placed_elsewhere_is_marked_and_the_higher_document_named(shipped: Engine) -> None:
    """The regulation has sub domains with another seksi than that for infrastructure, data centers with that one."""
    view = compare(shipped, "sub domain")
    assert [row.data["differs"] for row in view.rows] == [False] + 6 * [True]
    assert view.rows[1].citations[1].id == "pm-14-2016/lampiran/i/fungsi-3/seksi-1"
    note = next(note for note in view.notes if "≠" in note)
    assert note.index("Permenkominfo 14/2016") < note.index("Tupoksi Bidang TIK NTB")
    alike = compare(shipped, "data center")
    assert not any(row.data["differs"] for row in alike.rows)
    assert not any("≠" in note for note in alike.notes)


def test_a_place_that_does_not_say_it_is_shown_so(shipped: Engine) -> None:
    rows = compare(shipped, "keamanan informasi").rows
    assert (rows[0].data["unit_id"], rows[0].citations) == (None, ())
    assert all(row.data["unit_id"] for row in rows[1:])
    scoped = compare(shipped, "aplikasi kabupaten").rows
    assert {row.data["level"] for row in scoped} == {K}


def test_what_nobody_does_has_no_rows(shipped: Engine) -> None:
    assert not compare(shipped, "gaji").rows


def test_another_home_office_is_the_first_row(folder: Path) -> None:
    engine = with_second(folder, SECOND)
    rows = compare(engine, "layanan e-government").rows
    assert rows[0].data["document"] == "perwali-singkawang-14-2021"
    assert [row.data["level"] for row in rows[1:]] == 3 * [K] + 3 * [P]
    own = compare(with_second(folder, "diskominfotik-ntb"), "persandian singkawang").rows
    assert {row.data["level"] for row in own} == {"kota"}


def test_the_frame_is_in_the_language_asked_for(shipped: Engine) -> None:
    assert compare(shipped, "A C", "en").title.startswith("Side by side")


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(st.sampled_from(WORDS), max_size=6), name=st.sampled_from(["compare", "duties", "who"]))
def test_any_words_give_a_view(shipped: Engine, words: list[str], name: str) -> None:
    view = shipped.view(name, " ".join(words), "id")
    assert view.title
    assert view.rows or view.choices or name != "duties"
