"""An id follows from what is printed: a unit's name without what its siblings share, never an order or a count."""

from __future__ import annotations

import pytest

from corpus.model import Tree
from corpus.parsing.identify import abbreviations, titled
from corpus.parsing.parse import parse
from corpus.profile import load_profile

TUPOKSI = load_profile("tupoksi")
PERATURAN = load_profile("peraturan")


def duties(*units: str) -> str:
    """A duty description: each unit with one duty."""
    return "\n".join(f"{unit} mempunyai tugas bekerja.\n1. Bekerja." for unit in units)


def units(text: str) -> dict[str, str]:
    """Each unit's id, without the document's, and its name."""
    parsed: Tree = parse(text, TUPOKSI, "t")
    return {node.id.removeprefix("t/"): node.name for node in parsed.nodes if node.name}


@pytest.mark.parametrize(
    ("printed", "ids"),
    [
        pytest.param(["Bidang Data Daerah"], ["bidang"], id="the only bidang"),
        pytest.param(["Bidang Data", "Bidang Siar"], ["bidang-data", "bidang-siar"], id="two"),
        pytest.param(
            ["Bidang Tata Kelola Data Daerah", "Bidang Tata Kelola Siar Daerah"],
            ["bidang-data", "bidang-siar"],
            id="what both begin and end with",
        ),
        pytest.param(
            ["Bidang X", "Seksi Aplikasi Informatika", "Seksi Infrastruktur Informatika"],
            ["bidang", "seksi-aplikasi", "seksi-infrastruktur"],
            id="seksi of a bidang",
        ),
        pytest.param(
            ["Bidang A", "Seksi Data Kota", "Seksi Siar Kota", "Bidang B", "Seksi Data Desa", "Seksi Aset Desa"],
            ["bidang-a", "seksi-data-kota", "seksi-siar", "bidang-b", "seksi-data-desa", "seksi-aset"],
            id="short names that are not unique",
        ),
        pytest.param(
            ["Bidang A", "Seksi Umum", "Seksi Data", "Bidang B", "Seksi Umum", "Seksi Siar"],
            ["bidang-a", "bidang-a/seksi-umum", "seksi-data", "bidang-b", "bidang-b/seksi-umum", "seksi-siar"],
            id="the same name in two bidang",
        ),
        pytest.param(["Sekretariat", "Bidang A", "Bidang B"], ["sekretariat", "bidang-a", "bidang-b"], id="kinds"),
        pytest.param(
            ["Bidang A", "Subbagian Umum", "Sub Bagian Data"], ["bidang", "subbagian", "sub-bagian"], id="spelling"
        ),
    ],
)
def test_segment_of_a_unit(printed: list[str], ids: list[str]) -> None:
    assert list(units(duties(*printed))) == ids


def test_ids_of_units_do_not_depend_on_their_order() -> None:
    first, second = duties("Bidang A", "Seksi Umum", "Seksi Data"), duties("Bidang B", "Seksi Umum", "Seksi Siar")
    assert set(units(f"{first}\n{second}")) == set(units(f"{second}\n{first}"))


def test_ids_do_not_depend_on_what_else_is_inserted_in_the_text() -> None:
    before = [node.id for node in parse("Pasal 1\n(1) A.\n(2) B.", PERATURAN, "d").nodes]
    after = [node.id for node in parse("Kata pengantar.\n\nPasal 1\n(1) A. Lagi.\n(2) B.", PERATURAN, "d").nodes]
    assert before == after


def test_labels_use_the_abbreviations_that_the_document_defines() -> None:
    text = "Teknologi Informasi dan Komunikasi (TIK).\n" + duties("Bidang Teknologi Informasi dan Komunikasi")
    assert units(text) == {"bidang": "Bidang TIK"}


def test_a_name_in_two_bidang_is_labelled_with_its_bidang() -> None:
    parsed = parse(duties("Bidang A", "Seksi Umum", "Bidang B", "Seksi Umum"), TUPOKSI, "t")
    assert [node.label for node in parsed.nodes if node.level == "tugas"] == [
        "Bidang A, Seksi Umum, tugas angka 1",
        "Bidang B, Seksi Umum, tugas angka 1",
    ]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("SEKSI TATA KELOLA", "Seksi Tata Kelola"),
        ("SUB BAGIAN UMUM DAN ASET", "Sub Bagian Umum dan Aset"),
        ("BIDANG E-GOVERNMENT", "Bidang E-Government"),
        ("KABUPATEN/KOTA", "Kabupaten/Kota"),
        ("Seksi Infrastruktur TIK", "Seksi Infrastruktur TIK"),
        ("", ""),
    ],
)
def test_capitals_become_a_name(printed: str, shown: str) -> None:
    assert titled(printed) == shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Teknologi Informasi dan Komunikasi (TIK)", {"Teknologi Informasi dan Komunikasi": "TIK"}),
        ("Bidang Aparatur Sipil Negara (ASN)", {"Aparatur Sipil Negara": "ASN"}),
        ("Aparatur Sipil\nNegara (ASN)", {"Aparatur Sipil Negara": "ASN"}),
        ("Dinas Sosial (XYZ)", {}),
        ("pada (ASN)", {}),
    ],
)
def test_abbreviations_are_those_that_the_document_defines(text: str, found: dict[str, str]) -> None:
    assert abbreviations(text) == found
