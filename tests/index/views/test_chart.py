"""Charts agree with the store: the units it has, about what their own clauses say, as picture and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from handlers.rendering.markup import units
from handlers.rendering.text import CAPTION, caption, pages, plain
from index.engine import Engine
from index.views.chart import LONGEST, Box, Chart, about, chart, choices, subject_rows
from index.views.view import shortened

TYPES = [f"{level} tipe {kind}" for level in ("provinsi", "kota") for kind in "ABC"]
PATTERNS = [
    pytest.param(row["pattern"], text, kind == "examples", id=f"{at}-{kind}-{text[:30]}")
    for at, row in enumerate(subject_rows())
    for kind in ("examples", "counterexamples")
    for text in row[kind]
]


def drawn(engine: Engine, argument: str, language: str = "id") -> Chart:
    found = chart(engine.knowledge, argument, language)
    assert found is not None
    return found


def every(boxes: tuple[Box, ...]) -> Iterator[Box]:
    for box in boxes:
        yield box
        yield from every(box.parts)


@pytest.mark.parametrize(("pattern", "text", "matches"), PATTERNS)
def test_what_a_unit_is_about_is_found_where_the_examples_say(pattern: str, text: str, matches: bool) -> None:
    assert (re.search(pattern, text) is not None) is matches


def test_the_six_types_have_all_their_seksi(shipped: Engine) -> None:
    found = [drawn(shipped, argument) for argument in TYPES]
    bidang = [[box for box in one.boxes if box.parts] for one in found]
    assert [len(boxes) for boxes in bidang] == [4, 3, 2, 4, 3, 2]
    named = {box.citations[0] for one in found for box in every(one.boxes) if "/seksi-" in box.citations[0]}
    held = {
        unit.id for unit in shipped.knowledge.store.units() if re.search(r"lampiran/\w+/fungsi-\d/seksi-\d$", unit.id)
    }
    assert named == held
    assert len(named) == 54


def test_the_home_office_has_its_seksi_with_their_duties(shipped: Engine) -> None:
    (bidang,) = drawn(shipped, "").boxes
    assert (bidang.name, bidang.count) == ("Bidang Pengelolaan TIK", "20 fungsi")
    assert [(box.name, box.count) for box in bidang.parts] == [
        ("Seksi Aplikasi TIK", "13 tugas"),
        ("Seksi Infrastruktur TIK", "18 tugas"),
        ("Seksi Tata Kelola TIK", "17 tugas"),
    ]


def test_a_count_is_that_of_the_printed_functions(shipped: Engine) -> None:
    counts = [box.count for box in drawn(shipped, "kota tipe B").boxes if box.parts]
    assert counts == ["5 fungsi", "4 fungsi", "5 fungsi"]


@pytest.mark.parametrize("argument", ["", *TYPES])
def test_every_box_says_what_its_clause_says(shipped: Engine, argument: str) -> None:
    for box in every(drawn(shipped, argument).boxes):
        clause = shipped.knowledge.store.by_id(box.citations[0])
        assert clause is not None
        if "/pasal-" not in clause.id:
            assert box.about
            assert box.about.removesuffix(" …") in " ".join(clause.own.split())
            assert len(box.about) <= LONGEST + 2


def test_the_secretariat_has_the_number_that_its_clause_states(shipped: Engine) -> None:
    found = {argument: drawn(shipped, argument).boxes[0] for argument in TYPES}
    assert {box.name for box in found.values()} == {"Sekretariat"}
    assert found["provinsi tipe A"].about == "3 subbagian (Pasal 12 ayat (2))"
    assert found["kota tipe C"].about == "2 subbagian (Pasal 18 ayat (2))"


def test_a_chart_tells_where_it_is_from_and_whether_that_is_in_force(shipped: Engine) -> None:
    found = drawn(shipped, "kota A", "en")
    assert found.title == "Dinas Kabupaten/Kota Tipe A"
    assert found.source == "Permenkominfo 14/2016, Lampiran part IV"
    assert found.status == "Nobody has checked yet whether it is in force."
    assert found.notes[0] == "At most 4 bidang (Pasal 16 ayat (1))"


@pytest.mark.parametrize(
    ("argument", "title"),
    [
        ("tipe B", "Dinas Provinsi Tipe B"),
        ("city type C", "Dinas Kabupaten/Kota Tipe C"),
        ("NTB", "Provinsi NTB"),
        ("bidang TIK", "Provinsi NTB"),
        ("provinsi", None),
        ("tipe D", None),
        ("tipe A dan B", None),
        ("dinas kesehatan", None),
        ("#let", None),
    ],
)
def test_an_argument_names_one_chart_or_none(shipped: Engine, argument: str, title: str | None) -> None:
    found = chart(shipped.knowledge, argument, "id")
    assert (found.title if found else None) == title


def test_the_choices_are_charts(shipped: Engine) -> None:
    offered = choices(shipped.knowledge)
    assert [label for label, _ in offered][::3] == ["Provinsi A", "Kabupaten/Kota A"]
    assert len({drawn(shipped, argument).title for _, argument in offered}) == 6


def test_a_short_chart_is_told_under_its_picture() -> None:
    small = Chart(language="en", title="<Office>", subtitle="", source="x", status="y", boxes=(Box(name="a & b"),))
    under, whole = caption(small)
    assert whole
    assert under.startswith("<b>&lt;Office&gt;</b>\n\n<b>a &amp; b</b>\n\n<i>x</i>\ny\n")


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shortened("satu dua tiga", 13) == "satu dua tiga"
    assert shortened("satu dua, tiga", 10) == "satu dua …"
    assert shortened("x" * 40, 10) == "x" * 8 + " …"


def test_a_text_without_a_known_turn_is_shown_from_its_beginning() -> None:
    assert about("Membina\n statistik") == "Membina statistik"


@pytest.mark.parametrize("argument", ["", *TYPES])
def test_the_words_say_all_that_the_picture_does(shipped: Engine, argument: str) -> None:
    found = drawn(shipped, argument)
    text = plain(found)
    for box in every(found.boxes):
        assert box.name in text
        assert box.about in text
        assert box.count in text
    assert all(line in text for line in (found.title, found.subtitle, found.source, found.status, *found.notes))
    assert "".join(bare for _, bare in pages(found)).count("Subbidang/Seksi") == text.count("Subbidang/Seksi")
    under, whole = caption(found)
    assert units(re.sub("<[^>]+>", "", under)) <= CAPTION
    assert found.title in under
    assert whole is (len(text) <= CAPTION)
