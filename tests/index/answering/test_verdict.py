"""A yes or no rests on a clause that decides it; where none does, the documents are said not to state it."""

from __future__ import annotations

import pytest

from index.engine import Engine

SEKSI = "tupoksi-tik-ntb/seksi"


@pytest.mark.parametrize(
    ("question", "said", "first"),
    [
        pytest.param("apakah bidang TIK mengurus domain?", "Ya", "tupoksi-tik-ntb/bidang/fungsi-18", id="own clause"),
        pytest.param("seksi aplikasi ada tugas bimtek?", "Ya", f"{SEKSI}-aplikasi/tugas-8", id="no asking word"),
        pytest.param(
            "pusat data dikelola seksi tata kelola?", "Tidak", f"{SEKSI}-infrastruktur/tugas-7", id="a unit beside it"
        ),
        pytest.param("boleh gak satu bidang 4 seksi?", "Tidak", "pm-14-2016/pasal-12/ayat-3", id="a bound"),
        pytest.param("satu sekretariat apa boleh dua di tipe A provinsi?", "Tidak", "pm-14-2016/pasal-12/ayat-1",
                     id="of two numbers the one asked for"),
        pytest.param("kalau digabung, tipe A boleh 5 bidang?", "Ya", "pm-14-2016/pasal-21", id="under a condition"),
        pytest.param("kalau digabung boleh tambah 2 bidang?", "Tidak", "pm-14-2016/pasal-21", id="more than is added"),
        pytest.param("apakah UU ITE jadi dasar hukumnya?", "Ya", "pm-14-2016/mengingat/angka-1", id="a legal basis"),
        pytest.param("apakah batas penyesuaian nomenklatur 1 tahun?", "Tidak", "pm-14-2016/pasal-22", id="a period"),
        pytest.param("tipe C itu untuk beban kerja besar ya?", "Tidak", "pm-14-2016/pasal-3/ayat-2", id="another load"),
        pytest.param("PP 18/2016 masuk mengingat ga", "Ya", "pm-14-2016/mengingat/angka-8", id="ends in a no"),
        pytest.param("pengendalian operasional jaringan itu punya seksi tata kelola ya di NTB", "Tidak",
                     f"{SEKSI}-infrastruktur/tugas-12", id="a tag before where"),
        pytest.param("bidang TIK punya 4 seksi ya?", "Tidak", "tupoksi-tik-ntb/bidang/susunan", id="parts counted"),
        pytest.param("permen ini ditandatangani Johnny G Plate ya?", "Tidak", "pm-14-2016/penutup", id="who signed"),
        pytest.param("permen ini diundangkan oleh Rudiantara ya?", "Tidak", "pm-14-2016/penutup", id="who did it"),
        pytest.param("apakah permen ini diundangkan di Jakarta?", "Ya", "pm-14-2016/penutup", id="where"),
        pytest.param("bidang TIK membawahi seksi statistik?", "Tidak", "tupoksi-tik-ntb/bidang/susunan", id="no part"),
        pytest.param("bidang TIK punya seksi aplikasi?", "Ya", "tupoksi-tik-ntb/bidang/susunan/huruf-a", id="a part"),
        pytest.param("apakah permen ini baru berlaku mulai 1 Januari 2017?", "Tidak", "pm-14-2016/penutup", id="since"),
        pytest.param("apakah ASN merupakan profesi bagi PNS?", "Ya", "pm-14-2016/pasal-1/angka-5", id="what it is"),
    ],
)  # fmt: skip
def test_a_clause_decides(shipped: Engine, question: str, said: str, first: str) -> None:
    found = shipped.ask(question)
    assert (found.answered, found.headline.split(".")[0].split(",")[0]) == (True, said)
    assert found.citations[0].id == first


@pytest.mark.parametrize(
    "question",
    [
        "apakah tipe A tidak boleh punya 5 bidang?",
        "apakah dinas provinsi tipe A tepat 4 bidang?",
        "apakah seksi infrastruktur tidak mengelola bandwidth?",
        "seksi infrastruktur nggak ngurus domain kan?",
        "apakah domain diurus selain oleh seksi infrastruktur?",
        "apakah bandwidth hanya dikelola seksi infrastruktur?",
        "tolong jelaskan tipe A ya",
        "bolehkah tipe A 5 bidang dan tipe B 3 bidang?",
        "apakah penyesuaian nomenklatur paling cepat 6 bulan sejak diundangkan?",
        "apakah semua seksi mengelola bandwidth?",
        "apakah gubernur menetapkan tipe dinas?",
        "apakah NTB punya seksi keamanan informasi?",
        "apakah smart city ada di tupoksi NTB?",
        "mereka juga mengurus PeGI?",
    ],
)
def test_what_is_denied_bounded_or_excepted_gets_the_clause_and_no_yes_or_no(shipped: Engine, question: str) -> None:
    found = shipped.ask(question)
    assert found.answered
    assert found.headline.split(".")[0] not in ("Ya", "Tidak", "Tergantung tipe")


@pytest.mark.parametrize(
    ("question", "said", "first"),
    [
        ("apakah bidang TIK di bawah seksi aplikasi?", "Tidak", "tupoksi-tik-ntb/bidang/susunan/huruf-a"),
        ("apakah seksi infrastruktur di bawah bidang TIK?", "Ya", "tupoksi-tik-ntb/bidang/susunan/huruf-b"),
        ("permen ini diundangkan 18 Agustus 2016?", "Tidak", "pm-14-2016/penutup"),
        ("permen ini diundangkan 1 sept 2016?", "Ya", "pm-14-2016/penutup"),
        ("permen ini mulai berlaku 18 Agustus 2016?", "Tidak", "pm-14-2016/penutup"),
        ("permen ini mulai berlaku 1 september 2016?", "Ya", "pm-14-2016/penutup"),
        ("apakah sekretariat tipe A punya 3 seksi?", "Tidak", "pm-14-2016/pasal-12/ayat-1"),
        ("di provinsi tipe A, audit TIK dikerjakan seksi 3 bidang fungsi 3, betul?", "Ya",
         "pm-14-2016/lampiran/i/fungsi-3/seksi-3"),
        ("leres teu, hiji bidang di dinas kominfo kabupaten tipe C tiasa gaduh 4 seksi?", "Tidak",
         "pm-14-2016/pasal-18/ayat-3"),
        ("bidang TIK membawahi 3 seksi?", "Ya", "tupoksi-tik-ntb/bidang/susunan"),
        ("bidang TIK membawahi 4 seksi?", "Tidak", "tupoksi-tik-ntb/bidang/susunan"),
        ("permenkominfo 14/2016 diundangkan tanggal 5 september 2016, betul?", "Tidak", "pm-14-2016/penutup"),
        ("permen ini ditetapkan tanggal 18 agustus 2016 ya", "Ya", "pm-14-2016/penutup"),
        ("apakah tiap dinas punya sekretariat?", "1 sekretariat — sama untuk semua tipe", "pm-14-2016/pasal-12/ayat-1"),
        ("tipe A punya 2 sekretariat?", "Tidak", "pm-14-2016/pasal-12/ayat-1"),
        ("apakah tipe A dilarang punya 3 bidang?", "Tidak", "pm-14-2016/pasal-11/ayat-1"),
        ("tipe C boleh cuma 1 bidang?", "Ya", "pm-14-2016/pasal-11/ayat-3"),
        ("tipe C cuma boleh 1 bidang?", "Tidak", "pm-14-2016/pasal-11/ayat-3"),
        ("dinas kota tipe C paling banyak 2 bidang ya?", "Ya", "pm-14-2016/pasal-15/ayat-3"),
        ("dinas provinsi tipe B maksimal 4 bidang, betul?", "Tidak", "pm-14-2016/pasal-11/ayat-2"),
        ("rincian tugas seksi aplikasi cuma 12 ya?", "Tidak", "tupoksi-tik-ntb/seksi-aplikasi"),
        ("apa betul tugas seksi aplikasi ada 13?", "Ya", "tupoksi-tik-ntb/seksi-aplikasi"),
        ("nomor berita negaranya 1200 kan?", "Tidak", "pm-14-2016/penutup"),
        ("nomenklatur harus disesuaikan dalam satu tahun ya?", "Tidak", "pm-14-2016/pasal-22"),
    ],
)  # fmt: skip
def test_directions_dates_holders_and_numbered_units_decide(
    shipped: Engine, question: str, said: str, first: str
) -> None:
    found = shipped.ask(question)
    assert (found.headline.split(".")[0].split(",")[0], found.citations[0].id) == (said, first)


def test_all_parts_together_are_told_where_more_is_asked_than_one_may_have(shipped: Engine) -> None:
    assert "12 seksi" in shipped.ask("apakah dinas provinsi tipe A boleh punya 12 seksi?").headline


@pytest.mark.parametrize(
    "question",
    [
        "apakah seksi infrastruktur menangani insiden keamanan informasi?",
        "seksi tata kelola ngurus gaji pegawai?",
        "permenkominfo 14/2016 udah dicabut belum?",
        "bandwidth tiap OPD minimal 100 mbps kan?",
        "apakah sertifikasi teknis TIK untuk aparatur gratis?",
        "internet di ruang publik NTB nyala 24 jam ga?",
    ],
)
def test_what_no_clause_states_is_not_stated(shipped: Engine, question: str) -> None:
    found = shipped.ask(question)
    assert (found.answered, found.outcome) == (False, "not stated")


def test_a_unit_that_lacks_a_topic_gets_no_other_offices_clause(shipped: Engine) -> None:
    assert shipped.ask("bidang TIK punya fungsi apa soal smart city").headline == (
        "Bidang Pengelolaan TIK tidak menyebut smart city."
    )


def test_the_nearest_clauses_stand_by_what_is_not_stated(shipped: Engine) -> None:
    found = shipped.ask("apakah seksi infrastruktur menangani insiden keamanan informasi?")
    assert found.headline == "Tupoksi Bidang TIK NTB tidak menyebut insiden keamanan informasi."
    assert found.near[0].id.startswith("pm-14-2016/lampiran/")
    assert not found.citations


@pytest.mark.parametrize(
    ("question", "term"), [("apa itu walidata", "walidata"), ("pengertian data center", "data center")]
)
def test_a_term_that_is_used_and_not_defined_is_said_to_be(shipped: Engine, question: str, term: str) -> None:
    found = shipped.ask(question)
    assert (found.outcome, found.headline) == ("not stated", f"Dokumen saya tidak mendefinisikan {term}.")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Apakah Seksi Infrastruktur menjual bandwidth?", id="another verb"),
        pytest.param("Apakah Perangkat Daerah berbentuk Badan?", id="another form"),
        pytest.param("Apakah Seksi Infrastruktur mengelola bandwidth dan aplikasi?", id="half of it"),
        pytest.param("Apakah Seksi Aplikasi atau Seksi Infrastruktur mengelola bandwidth?", id="two units"),
        pytest.param("Apakah hanya Seksi Infrastruktur yang menyusun laporan?", id="nobody else"),
        pytest.param("Apakah peraturan ini tidak berlaku surut?", id="denied"),
        pytest.param("apakah menteri adalah gubernur?", id="another than is defined"),
        pytest.param("apakah seksi aplikasi bertanggung jawab kepada seksi infrastruktur?", id="to whom"),
    ],
)
def test_what_a_clause_does_not_say_gets_no_yes(shipped: Engine, question: str) -> None:
    assert not shipped.ask(question).headline.startswith(("Ya", "Tidak."))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Apakah dinas tipe A boleh punya lebih dari 4 bidang?", ["Tidak"]),
        ("Bolehkah sekretariat tipe A punya kurang dari 3 subbagian?", ["Tidak"]),
        ("Apakah penyesuaian boleh 5 bulan?", ["Ya"]),
        ("Apakah dinas tipe A boleh punya 5 bidang dan 3 subbagian?", ["Tidak", "Ya"]),
    ],
)
def test_amounts_are_compared_as_they_are_asked(shipped: Engine, question: str, said: list[str]) -> None:
    assert [line.split(".")[0] for line in shipped.ask(question).headline.splitlines()] == said


def test_from_when_an_act_applies_is_told_with_the_clause_that_says_so(shipped: Engine) -> None:
    found = shipped.ask("permen ini mulai berlaku 18 Agustus 2016?")  # which has effect from that day on all the same
    assert [citation.id for citation in found.citations] == ["pm-14-2016/penutup", "pm-14-2016/pasal-24"]
