"""A sentence that says whose duties follow names the unit for its article, or its clause where several share one."""

from __future__ import annotations

import pytest

from corpus.parsing.parse import parse
from corpus.profile import load_profile

PROFILE = load_profile("peraturan")

SENTENCES = [
    ("Seksi Persandian mempunyai tugas menyandi.", "Seksi Persandian"),
    ("Kepala Seksi Persandian mempunyai tugas menyandi.", "Seksi Persandian"),
    ("Seksi Data sebagaimana dimaksud dalam Pasal 4 ayat (1) huruf b angka 2 mempunyai tugas mendata.", "Seksi Data"),
    ("Seksi Data sebagaimana dimaksud dalam Pasal 4 ayat (1) huruf b, mempunyai tugas mendata.", "Seksi Data"),
    ("Subbagian Umum dan Kepegawaian mempunyai tugas mengurus surat.", "Subbagian Umum dan Kepegawaian"),
    ("Sub Bagian Perencanaan, Keuangan, dan Aset mempunyai tugas:", "Sub Bagian Perencanaan, Keuangan, dan Aset"),
    ("Bidang Layanan e-Government memiliki tugas pokok melayani.", "Bidang Layanan e-Government"),
    ("Bidang Teknologi Informasi (TI) mempunyai tugas.", "Bidang Teknologi Informasi (TI)"),
    ("Kepala Bidang Statistik mempunyai tugas memimpin.", "Bidang Statistik"),
    ("Bidang Statistik dipimpin oleh Kepala Bidang yang mempunyai tugas memimpin.", "Bidang Statistik"),
    ("Bidang Statistik, yang dipimpin oleh Kepala Bidang, mempunyai tugas memimpin.", "Bidang Statistik"),
    ("Subbagian Tata Usaha pada UPTD mempunyai tugas.", "Subbagian Tata Usaha"),
    ("Sekretariat mempunyai tugas mengoordinasikan.", "Sekretariat"),
    ("Sekretaris mempunyai tugas memimpin.", "Sekretaris"),
    ("Dinas Komunikasi dan Informatika mempunyai tugas membantu Gubernur.", "Dinas Komunikasi dan Informatika"),
    ("UPTD Balai Data mempunyai tugas teknis.", "UPTD Balai Data"),
    ("Unit Pelaksana Teknis Dinas mempunyai tugas teknis.", "Unit Pelaksana Teknis Dinas"),
    ("Inspektur Pembantu Wilayah I mempunyai tugas mengawasi.", "Inspektur Pembantu Wilayah I"),
    ("Kelompok Jabatan Fungsional mempunyai tugas sesuai keahlian.", "Kelompok Jabatan Fungsional"),
    ("Camat mempunyai tugas menyelenggarakan pemerintahan.", "Camat"),
    (
        "Dalam melaksanakan tugas sebagaimana dimaksud dalam Pasal 9, Bidang Siar menyelenggarakan fungsi:",
        "Bidang Siar",
    ),
    ("Untuk melaksanakan tugas tersebut, Kepala Seksi Data mempunyai fungsi:", "Seksi Data"),
    ("Bidang Siar dalam melaksanakan tugas sebagaimana dimaksud pada ayat (1) mempunyai fungsi:", "Bidang Siar"),
    ("Uraian tugas Seksi Data sebagaimana dimaksud pada ayat (1), meliputi:", "Seksi Data"),
    ("Rincian Tugas Kepala Bidang Siar adalah sebagai berikut:", "Bidang Siar"),
    ("Bidang Siar dipimpin oleh seorang Kepala Bidang.", "Bidang Siar"),
    ("Kepala Bidang mempunyai tugas memimpin.", ""),
    ("Seksi tersebut mempunyai tugas.", ""),
    ("Setiap Bidang Siar mempunyai tugas.", ""),
    ("Bidang Siar terdiri atas 2 (dua) seksi.", ""),
    ("Gubernur mempunyai tugas memimpin.", ""),
    ("Badan Publik wajib menyediakan informasi.", ""),
]


def speaks_of(text: str) -> dict[str, str]:
    """For each node the unit that it speaks of."""
    nodes = parse(text, PROFILE, "d").nodes
    return {n.id.removeprefix("d/"): "" if n.unit is None else nodes[n.unit].name for n in nodes[1:]}


@pytest.mark.parametrize(("sentence", "unit"), SENTENCES)
def test_sentence_names_a_unit(sentence: str, unit: str) -> None:
    assert speaks_of(f"Pasal 1\n{sentence}") == {"pasal-1": unit}


@pytest.mark.parametrize(("sentence", "unit"), SENTENCES)
def test_sentence_in_a_paragraph_names_the_unit_of_the_article(sentence: str, unit: str) -> None:
    found = speaks_of(f"Pasal 1\n(1) {sentence}\n(2) Ketentuan lain diatur kemudian.")
    assert found["pasal-1"] == found["pasal-1/ayat-1"] == found["pasal-1/ayat-2"] == unit


def test_clauses_of_one_article_that_name_several_units_each_speak_of_theirs() -> None:
    text = (
        "Pasal 1\n(1) Seksi Data mempunyai tugas mendata.\n(2) Tugas itu meliputi:\na. satu;\n"
        "(3) Seksi Siar mempunyai tugas:\na. menyiar.\nPasal 2\nKetentuan lain."
    )
    assert speaks_of(text) == {
        "pasal-1": "",
        "pasal-1/ayat-1": "Seksi Data",
        "pasal-1/ayat-2": "Seksi Data",
        "pasal-1/ayat-2/huruf-a": "Seksi Data",
        "pasal-1/ayat-3": "Seksi Siar",
        "pasal-1/ayat-3/huruf-a": "Seksi Siar",
        "pasal-2": "",
    }


def test_head_without_a_name_is_that_of_the_unit_named_before() -> None:
    text = (
        "Pasal 1\n(1) Bidang Statistik dipimpin oleh seorang Kepala Bidang.\n"
        "(2) Kepala Bidang sebagaimana dimaksud pada ayat (1) mempunyai tugas pokok memimpin."
    )
    assert speaks_of(text)["pasal-1/ayat-2"] == "Bidang Statistik"


def test_unit_does_not_reach_into_the_next_article() -> None:
    assert speaks_of("Pasal 1\nSeksi Data mempunyai tugas mendata.\nPasal 2\nLain.")["pasal-2"] == ""


def test_sentence_outside_an_article_names_nothing() -> None:
    assert speaks_of("Menimbang : bahwa\na. Seksi Data mempunyai tugas mendata;") == {
        "menimbang": "",
        "menimbang/huruf-a": "",
    }
