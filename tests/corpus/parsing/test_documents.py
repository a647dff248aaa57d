"""The two documents that ship parse to the units that a reader finds in them, word for word, under stable ids."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from corpus.manifest import DOCUMENTS, load_manifest
from corpus.model import Node, Tree
from corpus.parsing.parse import Document, load_document
from corpus.reading.read import read

UNITS: dict[str, str] = json.loads((Path(__file__).parents[2] / "data" / "units.json").read_text(encoding="utf-8"))
LOADED: tuple[Document, ...] = tuple(load_document(entry, DOCUMENTS) for entry in load_manifest(DOCUMENTS))
TREES: dict[str, Tree] = {document.entry.id: document.tree for document in LOADED}
AT: dict[str, tuple[Tree, int]] = {
    node.id: (tree, index) for tree in TREES.values() for index, node in enumerate(tree.nodes)
}

AYAT = {2: 2, 3: 4, 11: 3, 12: 3, 13: 3, 14: 3, 15: 3, 16: 3, 17: 3, 18: 3}
FUNCTIONS = {"i": 4, "ii": 3, "iii": 2, "iv": 4, "v": 3, "vi": 2}
STAMPS = ["Dirjen", "SDPPI", "PPI", "APTIKA", "IKP", "Irjen", "Kabalitbang", "SDM", "Sekjen"]
BROKEN = [
    *("Dinassesuai", "Daerahkabupaten", "(empat)bidang", "ayat(1)", "(1)berdasarkan", "15ayat"),
    *("Kelom pok", "Fu n gsi", "bimbin gan", "pelapo ran", "eGovernment", "UndangUndang", "â€“", "â"),
]
LABELS = {
    "pm-14-2016/pasal-12/ayat-3": "Pasal 12 ayat (3)",
    "pm-14-2016/pasal-2/ayat-1/huruf-a": "Pasal 2 ayat (1) huruf a",
    "pm-14-2016/pasal-1/angka-5": "Pasal 1 angka 5",
    "pm-14-2016/mengingat/angka-2": "Mengingat angka 2",
    "pm-14-2016/lampiran/ii/fungsi-3/seksi-2": "Lampiran, Dinas Provinsi Tipe B, Bidang Fungsi 3, Subbidang/Seksi 2",
    "pm-14-2016/lampiran/iv/fungsi-3/angka-4": "Lampiran, Dinas Kabupaten/Kota Tipe A, Bidang Fungsi 3, angka 4",
    "tupoksi-tik-ntb/seksi-infrastruktur/tugas-15": "Seksi Infrastruktur TIK, tugas angka 15",
    "tupoksi-tik-ntb/bidang/fungsi-18": "Bidang Pengelolaan TIK, fungsi angka 18",
}
SCOPES = {
    "i": ("provinsi", "a"),
    "ii": ("provinsi", "b"),
    "iii": ("provinsi", "c"),
    "iv": ("kabupaten/kota", "a"),
    "v": ("kabupaten/kota", "b"),
    "vi": ("kabupaten/kota", "c"),
}


def bare(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())


def below(unit: str, level: str) -> list[Node]:
    """The nodes of a level printed anywhere under a unit."""
    return [
        node for tree in TREES.values() for node in tree.nodes if node.id.startswith(f"{unit}/") and node.level == level
    ]


def children(unit: str, level: str) -> list[Node]:
    tree, index = AT[unit]
    return [tree.nodes[child] for child in tree.children[index] if tree.nodes[child].level == level]


@pytest.mark.parametrize("unit", UNITS)
def test_unit_is_there_with_its_printed_text(unit: str) -> None:
    tree, index = AT[unit]
    found, expected = bare(tree.full_text(index)), bare(UNITS[unit])
    if any(other.startswith(f"{unit}/") for other in UNITS):
        assert expected in found
    else:
        assert found == expected


def test_all_units_of_the_list_are_tested() -> None:
    assert len(UNITS) == 360


def test_regulation_has_its_chapters_and_articles() -> None:
    assert len(children("pm-14-2016", "bab")) == 6
    assert len(below("pm-14-2016", "pasal")) == 24
    assert len(children("pm-14-2016/pasal-1", "angka")) == 7
    assert len(children("pm-14-2016/mengingat", "angka")) == 10
    assert {number: len(children(f"pm-14-2016/pasal-{number}", "ayat")) for number in range(1, 25)} == {
        number: AYAT.get(number, 0) for number in range(1, 25)
    }


@pytest.mark.parametrize("part", FUNCTIONS)
def test_annex_part_has_its_functions_and_sections(part: str) -> None:
    functions = [node.id for node in below(f"pm-14-2016/lampiran/{part}", "fungsi")]
    assert functions == [f"pm-14-2016/lampiran/{part}/fungsi-{n + 1}" for n in range(FUNCTIONS[part])]
    for function in functions:
        assert len(children(function, "angka-fungsi")) == (4 if function.endswith("/v/fungsi-2") else 5)
        assert len(below(function, "seksi")) == 3


def test_annex_has_54_sections_in_seven_parts() -> None:
    assert len(below("pm-14-2016", "seksi")) == 54
    assert [node.id.rpartition("/")[2] for node in children("pm-14-2016/lampiran", "bagian-lampiran")] == list(SCOPES)
    assert "pm-14-2016/lampiran/vii" in AT


@pytest.mark.parametrize("part", SCOPES)
def test_annex_part_says_whom_it_applies_to(part: str) -> None:
    level, kind = SCOPES[part]
    nodes = [node for node in TREES["pm-14-2016"].nodes if f"{node.id}/".startswith(f"pm-14-2016/lampiran/{part}/")]
    assert nodes
    assert {(node.scope["level"], node.scope["type"]) for node in nodes} == {(level, kind)}


def test_duty_description_has_its_functions_and_duties() -> None:
    assert len(children("tupoksi-tik-ntb/bidang", "fungsi")) == 20
    duties = {
        name: len(children(f"tupoksi-tik-ntb/seksi-{name}", "tugas"))
        for name in ("aplikasi", "infrastruktur", "tata-kelola")
    }
    assert sorted(duties.values()) == [13, 17, 18]
    assert duties["infrastruktur"] == 18


@pytest.mark.parametrize("unit", LABELS)
def test_label(unit: str) -> None:
    tree, index = AT[unit]
    assert tree.nodes[index].label == LABELS[unit]


def test_unit_of_a_duty_is_its_seksi() -> None:
    tree, index = AT["tupoksi-tik-ntb/seksi-infrastruktur/tugas-15"]
    unit = tree.nodes[index].unit
    assert unit is not None
    assert tree.nodes[unit].name == "Seksi Infrastruktur TIK"


@pytest.mark.parametrize("document", LOADED, ids=[document.entry.id for document in LOADED])
def test_every_letter_of_the_file_stands_in_one_node_or_a_declared_skip(document: Document) -> None:
    tree = document.tree
    owned = [span for node in tree.nodes for span in node.spans]
    assert all(list(node.spans) == sorted(node.spans) for node in tree.nodes)
    spans = sorted([*owned, *tree.skipped])
    printed = read(DOCUMENTS / document.entry.file).text.replace("â€“", "–")  # as repair mends it
    assert bare("".join(tree.text[slice(*span)] for span in spans)) == bare(printed)
    assert sum(end - start for start, end in spans) == len({at for span in spans for at in range(*span)})


def test_only_images_and_approval_stamps_are_skipped() -> None:
    skipped = [tree.text[slice(*span)] for tree in TREES.values() for span in tree.skipped]
    words = [text for text in skipped if bare(text)]
    assert set(words) - {"<!-- image -->"} == set(STAMPS)


@pytest.mark.parametrize("broken", BROKEN)
def test_what_the_conversion_broke_is_mended(broken: str) -> None:
    assert [unit for unit, (tree, index) in AT.items() if broken in tree.full_text(index)] == []


def test_what_is_quoted_has_the_dash_that_the_file_has_in_a_wrong_encoding() -> None:
    tree, index = AT["tupoksi-tik-ntb/seksi-infrastruktur/tugas-13"]
    assert tree.quote(index) == tree.full_text(index) == UNITS["tupoksi-tik-ntb/seksi-infrastruktur/tugas-13"]


def test_no_text_has_two_spaces_in_a_row() -> None:
    assert [unit for unit, (tree, index) in AT.items() if re.search(r"\s\s|\n", tree.full_text(index))] == []


def test_slips_of_the_printed_law_stay() -> None:
    for part in ("iii", "vi"):
        tree, index = AT[f"pm-14-2016/lampiran/{part}/fungsi-2"]
        assert "Kelompok Bidang Fungsi 1 menyelenggarakan" in tree.full_text(index)


def test_nothing_looks_wrong() -> None:
    assert [tree.doubts for tree in TREES.values()] == [(), ()]


def test_ids_are_unique_across_documents() -> None:
    assert len(AT) == sum(len(tree.nodes) for tree in TREES.values())


def test_reading_again_in_another_order_gives_the_same_ids() -> None:
    entries = load_manifest(DOCUMENTS)
    again = {entry.id: load_document(entry, DOCUMENTS).tree for entry in reversed(entries)}
    assert {name: tree.nodes for name, tree in again.items()} == {name: tree.nodes for name, tree in TREES.items()}
