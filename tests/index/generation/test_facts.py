"""Facts are read out of the clauses: each number is the printed one, for whom it is printed, cited where it stands."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.manifest import DOCUMENTS, Entry, load_manifest
from corpus.parsing.parse import Document, load_document
from index.engine import Engine
from index.generation import facts
from index.generation.facts import AT_MOST, EXACTLY, Definition, Limit, Workload

ENTRIES = {entry.id: entry for entry in load_manifest(DOCUMENTS)}
REGULATION = load_document(ENTRIES["pm-14-2016"], DOCUMENTS)
DATA = Path(__file__).parents[2] / "data"
OTHER = load_document(
    Entry(
        id="pm-77-2031",
        file="regulation-of-another-ministry.txt",
        profile="peraturan",
        title="Perikanan Darat",
        short="Permen 77/2031",
        formal="Peraturan Menteri Perikanan Darat Nomor 77 Tahun 2031",
    ),
    DATA,
)

PROVINSI, KABUPATEN = "provinsi", "kabupaten/kota"
# level, type, parent, bound, count, body, clauses; in printed order of the first clause
LIMITS = [
    (PROVINSI, "A", "dinas", AT_MOST, 4, "bidang", "11/ayat-1 12/ayat-1"),
    (PROVINSI, "B", "dinas", AT_MOST, 3, "bidang", "11/ayat-2 13/ayat-1"),
    (PROVINSI, "C", "dinas", AT_MOST, 2, "bidang", "11/ayat-3 14/ayat-1"),
    (PROVINSI, "A", "dinas", EXACTLY, 1, "sekretariat", "12/ayat-1"),
    (PROVINSI, "A", "sekretariat", EXACTLY, 3, "subbagian", "12/ayat-2"),
    (PROVINSI, "A", "bidang", AT_MOST, 3, "seksi", "12/ayat-3"),
    (PROVINSI, "B", "dinas", EXACTLY, 1, "sekretariat", "13/ayat-1"),
    (PROVINSI, "B", "sekretariat", EXACTLY, 2, "subbagian", "13/ayat-2"),
    (PROVINSI, "B", "bidang", AT_MOST, 3, "seksi", "13/ayat-3"),
    (PROVINSI, "C", "dinas", EXACTLY, 1, "sekretariat", "14/ayat-1"),
    (PROVINSI, "C", "sekretariat", EXACTLY, 2, "subbagian", "14/ayat-2"),
    (PROVINSI, "C", "bidang", AT_MOST, 3, "seksi", "14/ayat-3"),
    (KABUPATEN, "A", "dinas", AT_MOST, 4, "bidang", "15/ayat-1 16/ayat-1"),
    (KABUPATEN, "B", "dinas", AT_MOST, 3, "bidang", "15/ayat-2 17/ayat-1"),
    (KABUPATEN, "C", "dinas", AT_MOST, 2, "bidang", "15/ayat-3 18/ayat-1"),
    (KABUPATEN, "A", "dinas", EXACTLY, 1, "sekretariat", "16/ayat-1"),
    (KABUPATEN, "A", "sekretariat", EXACTLY, 3, "subbagian", "16/ayat-2"),
    (KABUPATEN, "A", "bidang", AT_MOST, 3, "seksi", "16/ayat-3"),
    (KABUPATEN, "B", "dinas", EXACTLY, 1, "sekretariat", "17/ayat-1"),
    (KABUPATEN, "B", "sekretariat", EXACTLY, 2, "subbagian", "17/ayat-2"),
    (KABUPATEN, "B", "bidang", AT_MOST, 3, "seksi", "17/ayat-3"),
    (KABUPATEN, "C", "dinas", EXACTLY, 1, "sekretariat", "18/ayat-1"),
    (KABUPATEN, "C", "sekretariat", EXACTLY, 2, "subbagian", "18/ayat-2"),
    (KABUPATEN, "C", "bidang", AT_MOST, 3, "seksi", "18/ayat-3"),
]
OTHER_LIMITS = [
    (PROVINSI, "A", "dinas", AT_MOST, 7, "bidang", "3/ayat-1 4/ayat-1"),
    (KABUPATEN, "B", "dinas", EXACTLY, 2, "bidang", "3/ayat-2"),
    (PROVINSI, "A", "dinas", EXACTLY, 1, "sekretariat", "4/ayat-1"),
    (PROVINSI, "A", "sekretariat", AT_MOST, 5, "subbagian", "4/ayat-2"),
    (PROVINSI, "A", "bidang", AT_MOST, 4, "seksi", "4/ayat-3"),
    (KABUPATEN, "B", "dinas", EXACTLY, 1, "sekretariat", "5/ayat-1"),
    (KABUPATEN, "B", "bidang", EXACTLY, 2, "seksi", "5/ayat-2"),
]
DEFINED = [
    ("Perangkat Daerah", ""),
    ("Urusan Pemerintahan", ""),
    ("Perangkat Daerah Provinsi", ""),
    ("Perangkat Daerah Kabupaten/Kota", ""),
    ("Aparatur Sipil Negara", "ASN"),
    ("Menteri", ""),
    ("Dinas", ""),
]
# what is printed, what it is changed to, the limit that then reads otherwise
CHANGES = [
    pytest.param("4 (empat)bidang", "9 (sembilan) bidang", 0, 9, id="bidang"),
    pytest.param("3 (tiga) subbagian", "6 (enam) subbagian", 4, 6, id="subbagian"),
    pytest.param("3 (tiga) seksi", "8 (delapan) seksi", 5, 8, id="seksi"),
]


def rows(limits: list[Limit]) -> list[tuple[str, str, str, str, int, str, str]]:
    return [
        (
            limit.level,
            limit.type,
            limit.parent,
            limit.bound,
            limit.count,
            limit.body,
            " ".join(citation.removeprefix(f"{limit.document}/pasal-") for citation in limit.citations),
        )
        for limit in limits
    ]


def texts(document: Document) -> dict[str, str]:
    return {node.id: document.tree.full_text(at) for at, node in enumerate(document.tree.nodes)}


def changed(folder: Path, old: str, new: str, count: int = 1) -> Document:
    """The regulation with a word of its text changed."""
    entry = ENTRIES["pm-14-2016"]
    text = (DOCUMENTS / entry.file).read_text(encoding="utf-8")
    text = re.sub(r"[ \t]+", " ", text)
    assert old in text
    (folder / entry.file).write_text(text.replace(old, new, count), encoding="utf-8")
    return load_document(entry, folder)


def test_the_regulation_states_these_limits_and_no_other() -> None:
    assert rows(facts.limits(REGULATION)) == LIMITS


@pytest.mark.parametrize("limit", [pytest.param(limit, id="-".join(limit.citations[0].split("/")[1:]) + limit.body)
                                   for limit in facts.limits(REGULATION)])  # fmt: skip
def test_each_cited_clause_prints_the_number(limit: Limit) -> None:
    printed = texts(REGULATION)
    for citation in limit.citations:
        bound = "paling banyak " if limit.bound == AT_MOST else ""
        assert re.search(rf"{bound}{limit.count} ?\(\w+\) ?{limit.body}", printed[citation]), citation


@pytest.mark.parametrize(("old", "new", "at", "count"), CHANGES)
def test_a_changed_number_is_a_changed_limit(tmp_path: Path, old: str, new: str, at: int, count: int) -> None:
    first = facts.limits(changed(tmp_path, old, new))[at]
    assert (first.count, first.level, first.type) == (count, PROVINSI, "A")
    assert first.count != LIMITS[at][4]


def test_two_clauses_that_say_different_numbers_are_two_limits(tmp_path: Path) -> None:
    limits = rows(facts.limits(changed(tmp_path, "4 (empat)bidang", "9 (sembilan) bidang")))
    assert (PROVINSI, "A", "dinas", AT_MOST, 9, "bidang", "11/ayat-1") in limits
    assert (PROVINSI, "A", "dinas", AT_MOST, 4, "bidang", "12/ayat-1") in limits


def test_without_paling_banyak_the_number_is_exact(tmp_path: Path) -> None:
    limits = rows(facts.limits(changed(tmp_path, "atas paling banyak 3 (tiga) seksi", "atas 3 (tiga) seksi")))
    assert (PROVINSI, "A", "bidang", EXACTLY, 3, "seksi", "12/ayat-3") in limits
    assert (PROVINSI, "B", "bidang", AT_MOST, 3, "seksi", "13/ayat-3") in limits


def test_another_ministrys_regulation_gives_its_own_limits() -> None:
    """Its chains lead up an ayat and into another pasal; one into nothing and one in a circle give no limit."""
    assert rows(facts.limits(OTHER)) == OTHER_LIMITS
    assert {limit.document for limit in facts.limits(OTHER)} == {"pm-77-2031"}


def test_workloads_are_in_the_clauses_own_words() -> None:
    assert facts.workloads(REGULATION) == [
        Workload(document="pm-14-2016", type=kind, load=load, citation="pm-14-2016/pasal-3/ayat-2")
        for kind, load in (("A", "besar"), ("B", "sedang"), ("C", "kecil"))
    ]
    assert [(row.type, row.load, row.citation) for row in facts.workloads(OTHER)] == [
        ("A", "besar", "pm-77-2031/pasal-2"),
        ("B", "kecil", "pm-77-2031/pasal-2"),
    ]


def test_definitions_have_their_term_and_short_form() -> None:
    assert facts.definitions(REGULATION) == [
        Definition(term=term, short=short, citation=f"pm-14-2016/pasal-1/angka-{number}")
        for number, (term, short) in enumerate(DEFINED, 1)
    ]
    assert [(row.term, row.short) for row in facts.definitions(OTHER)] == [("Kolam", ""), ("Balai Benih Ikan", "BBI")]


def test_exceptions_are_the_clauses_that_allow_more() -> None:
    assert facts.exceptions(REGULATION) == ["pm-14-2016/pasal-21"]
    assert facts.exceptions(OTHER) == ["pm-77-2031/pasal-7"]


def test_a_duty_description_states_no_limits(tmp_path: Path) -> None:
    entry = ENTRIES["tupoksi-tik-ntb"]
    shutil.copy(DOCUMENTS / entry.file, tmp_path)
    document = load_document(replace(entry, id="elsewhere"), tmp_path)
    found = [*facts.limits(document), *facts.workloads(document), *facts.exceptions(document)]
    assert [*found, *facts.definitions(document)] == []


@pytest.mark.parametrize(
    "question", ["dinas dibagi jadi tipe apa saja", "ada berapa tipe dinas", "what types of office are there"]
)
def test_the_types_are_told_by_the_shortest_clause_that_names_them(shipped: Engine, question: str) -> None:
    found = shipped.ask(question)
    assert found.citations[0].id == "pm-14-2016/pasal-3/ayat-1"
    assert "A, B, C" in found.headline
