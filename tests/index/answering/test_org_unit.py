"""What a named unit is part of, by what a thing is regulated, where it is printed."""

from __future__ import annotations

import pytest

from index.engine import Engine


@pytest.mark.parametrize(
    "question",
    [
        "seksi infrastruktur di bawah bidang apa",
        "atasannya seksi infrastruktur siapa",
        "seksi infrastruktur masuk bidang mana ya",
        "under which division is the infrastructure section",
    ],
)
def test_what_a_unit_is_part_of_rests_on_the_row_that_lists_it(shipped: Engine, question: str) -> None:
    found = shipped.ask(question)
    assert found.citations[0].id == "tupoksi-tik-ntb/bidang/susunan/huruf-b"
    assert "Bidang Pengelolaan TIK" in found.headline
    assert "Infrastruktur" in found.citations[0].quote


def test_a_topic_beside_a_unit_is_still_asked_about(shipped: Engine) -> None:
    found = shipped.ask("siapa atasan seksi infrastruktur dalam urusan bandwidth")
    assert found.citations[0].id != "tupoksi-tik-ntb/bidang/susunan/huruf-b"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("pembentukan dinas diatur dengan apa", "diatur dengan Peraturan Daerah"),
        ("tata kerja dinas kab/kota diatur dengan peraturan apa", "diatur dengan Peraturan Daerah"),
        ("penjabaran fungsi dinas tercantum di mana", "tercantum dalam Lampiran"),
        ("pembagian tugas dinas dimuat di mana", "tercantum dalam Lampiran"),
    ],
)
def test_by_what_and_where_are_told_by_a_clause_that_says_so(shipped: Engine, question: str, said: str) -> None:
    assert said in " ".join(shipped.ask(question).citations[0].quote.split())


def test_the_number_of_a_law_is_told_by_the_clause_that_names_it(shipped: Engine) -> None:
    found = shipped.ask("PP tentang perangkat daerah nomor berapa")
    assert "Nomor 18 Tahun 2016" in found.citations[0].quote
    assert not shipped.ask("PP tentang disiplin pegawai nomor berapa").answered


@pytest.mark.parametrize(
    ("question", "whole", "piece"),
    [("isi menimbang huruf b", "Menimbang", "huruf b"), ("psl 7 ayat 2", "Pasal 7", "ayat 2")],
)
def test_a_piece_of_what_has_none_is_told(shipped: Engine, question: str, whole: str, piece: str) -> None:
    found = shipped.ask(question)
    assert not found.answered
    assert found.headline == f"{whole} Permenkominfo 14/2016 tidak terbagi; {piece} tidak ada."
    assert shipped.ask(found.suggestions[0]).answered


def test_a_clause_of_no_type_is_found_where_a_type_is_named(shipped: Engine) -> None:
    assert shipped.ask("isi pasal 3 untuk tipe B").citations[0].id == "pm-14-2016/pasal-3"
    assert shipped.ask("lampiran tipe B provinsi bidang 2").citations[0].id.startswith("pm-14-2016/lampiran/ii/")


def test_a_unit_that_is_asked_about_answers_before_others_that_do_the_same(shipped: Engine) -> None:
    found = shipped.ask("apakah seksi tata kelola TIK menyusun laporan seksi?")
    assert found.citations[0].id.startswith("tupoksi-tik-ntb/seksi-tata-kelola/")
    assert found.headline.startswith("Ya.")


def test_a_unit_that_no_document_describes_is_part_of_nothing(shipped: Engine) -> None:
    assert not shipped.ask("seksi statistik sektoral di bawah bidang apa?").answered
    assert not shipped.ask("subbagian keuangan tugasnya apa").answered
    assert shipped.ask("berapa seksi di bawah bidang pengelolaan TIK?").answered


@pytest.mark.parametrize(
    "question",
    ["kepala seksi lapor ke siapa", "seksi aplikasi bertanggung jawab kepada siapa", "siapa memimpin bidang TIK"],
)
def test_whom_a_post_answers_to_and_who_leads_are_no_duties(shipped: Engine, question: str) -> None:
    assert not shipped.ask(question).answered
