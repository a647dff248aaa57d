"""A question told with what led to it is answered for the part that asks; what no document holds still counts."""

from __future__ import annotations

import pytest

from index.engine import Engine
from index.query.parts import focused

BANDWIDTH = "tupoksi-tik-ntb/seksi-infrastruktur/tugas-14"


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        pytest.param(
            "kalau nomenklatur berubah, bandwidth kantor diatur siapa", "bandwidth kantor diatur siapa", id="before"
        ),
        pytest.param(
            "bandwidth kantor diatur siapa (untuk perumusan nomenklatur)",
            "bandwidth kantor diatur siapa",
            id="brackets",
        ),
        pytest.param("who handles bandwidth, because our nomenclature changes", "who handles bandwidth", id="behind"),
        pytest.param(
            "bandwidth biar lalu lintas merata, siapa yang garap", "bandwidth siapa yang garap", id="no-topic-asks"
        ),
    ],
)
def test_the_part_that_asks_is_answered(shipped: Engine, question: str, plain: str) -> None:
    assert shipped.ask(question).citations[:1] == shipped.ask(plain).citations[:1] != ()


@pytest.mark.parametrize(
    "question",
    [
        "kalau mau bikin aplikasi, siapa yang bayar tagihan listrik",
        "jaringan listrik mati, hubungi siapa",
        "kalau jaringan irigasi bocor, lapor siapa",
        "seksi mana yang menyalurkan bansos",
    ],
)
def test_what_no_document_holds_is_never_left_out(shipped: Engine, question: str) -> None:
    assert not shipped.ask(question).answered


def test_who_wants_to_know_is_no_topic(shipped: Engine) -> None:
    assert shipped.ask("pimpinan nanya bandwidth kantor diatur siapa").citations[0].id == BANDWIDTH
    assert shipped.ask("atasan minta laporan, siapa yang menyusun").answered


def test_a_colon_ends_a_name(shipped: Engine) -> None:
    assert shipped.ask("fungsi bidang: pengaturan bandwidth").answered
    assert not shipped.ask("fungsi bidang statistik").answered


def test_a_question_of_one_part_has_no_other(shipped: Engine) -> None:
    knowledge = shipped.knowledge
    assert not list(focused(knowledge.reader.read("siapa yang mengatur bandwidth jaringan")))


def test_who_governs_tells_the_level_of_a_type(shipped: Engine) -> None:
    read = shipped.knowledge.reader.read
    assert read("press release bupati tipe c").levels == ("kabupaten/kota",)
    assert read("press release gubernur tipe c").levels == ("provinsi",)
    assert read("press release bupati").levels == ()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("ini lagi bahas raperda, subbagian sekretariat kabupaten tipe A ada berapa", "3"),
        ("satu bidang di kota tipe c paling banter berapa seksi", "3"),
        ("kabupaten tipe C maksimal berapa seksi perbidang", "3"),
        ("kalau semua bidang terisi, dinas kota tipe B ada berapa seksi", "9"),
    ],
)
def test_a_number_is_told_whatever_led_to_it(shipped: Engine, question: str, said: str) -> None:
    assert said in shipped.ask(question).headline


def test_an_amount_that_no_document_holds_weighs_more_than_what_it_is_for(shipped: Engine) -> None:
    assert not shipped.ask("tarif pendaftaran domain go.id").answered


def test_an_unknown_thing_at_the_head_is_what_is_asked_for(shipped: Engine) -> None:
    assert not shipped.ask("password wifi ruang publik").answered
    assert shipped.ask("wifi ruang publik siapa yang sediakan").answered


def test_a_number_is_told_though_its_type_stands_in_another_sentence(shipped: Engine) -> None:
    found = shipped.ask("Dinas kami di kabupaten jadi tipe C setelah evaluasi. Bidangnya paling banyak berapa?")
    assert "2" in found.headline
