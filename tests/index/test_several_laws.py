"""More than one regulation is held: which one a question means, and what naming none of them means."""

from __future__ import annotations

import pytest
from second_office import with_another

from bot.config import Settings
from index.answer import Answer
from index.engine import Engine
from index.publishing.generations import open_engine

LAW = """\
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 3 TAHUN 2031
TENTANG
PEMBENIHAN KOLAM RAKYAT

Menimbang : bahwa kolam rakyat perlu benih;

Mengingat : Pasal 5 ayat (1) Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;

MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG PEMBENIHAN KOLAM RAKYAT.

BAB I
KETENTUAN UMUM

Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Menteri adalah menteri yang menyelenggarakan urusan di bidang perikanan.
2. Wewenang adalah hak untuk menebar benih.
3. Perangkat Daerah adalah unsur pembantu kepala daerah dalam menebar benih.

BAB II
HAK DAN KEWAJIBAN Paragraf 1 Pembenihan

Pasal 2
(1) Setiap kolam wajib memiliki benih.
(2) Bantuan benih diberikan paling lambat 9 (sembilan) hari sejak permintaan diterima.

Pasal 3
Undang-Undang ini mulai berlaku pada tanggal 4 Mei 2031.

Pasal 4
(1) Kolam rakyat kelas A memiliki paling banyak 7 (tujuh) sekat.
(2) Kolam rakyat kelas B memiliki paling banyak 5 (lima) sekat.
(3) Kolam rakyat dibedakan dalam 2 (dua) tipe.

PENJELASAN
ATAS
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 3 TAHUN 2031
TENTANG
PEMBENIHAN KOLAM RAKYAT

I. UMUM
Kolam rakyat memberi makan banyak keluarga.

II. PASAL DEMI PASAL

Pasal 1
Cukup jelas.

Pasal 2
Yang dimaksud dengan "benih" adalah anak ikan.

Pasal 3
Cukup jelas.
"""
ENTRY = """
  - id: uu-3-2031
    file: uu.txt
    profile: peraturan
    title: Pembenihan Kolam Rakyat
    short: UU 3/2031
    formal: Undang-Undang Nomor 3 Tahun 2031 tentang Pembenihan Kolam Rakyat
    number: "3"
    year: "2031"
    aliases: [UU Benih]
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("laws")
    documents = with_another(folder, "uu.txt", LAW, ENTRY)
    return open_engine(folder / "data", Settings().home_office, documents)


def first(answer: Answer) -> str:
    return answer.citations[0].id if answer.citations else ""


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("kapan peraturan ini mulai berlaku", "pm-14-2016/pasal-24"),
        ("kapan mulai berlaku", "pm-14-2016/pasal-24"),
        ("kapan UU ini mulai berlaku", "uu-3-2031/pasal-3"),
        ("pasal 2 UU PKR", "uu-3-2031/pasal-2"),
        ("pasal 2 ayat 1 uu benih", "uu-3-2031/pasal-2/ayat-1"),
        ("penjelasan pasal 2 uu pkr", "uu-3-2031/penjelasan/pasal-2"),
        ("penjelasan umum UU 3/2031", "uu-3-2031/penjelasan/umum"),
        ("siapa yang dimaksud menteri di permen ini", "pm-14-2016/pasal-1/angka-6"),
        ("apa yang dimaksud menteri menurut UU PKR", "uu-3-2031/pasal-1/angka-1"),
        ("lampiran dinas kabupaten/kota tipe B", "pm-14-2016/lampiran/v"),
        ("apa isi ketentuan umum UU PKR?", "uu-3-2031/pasal-1"),
        ("hak dan kewajiban di UU 3/2031 apa saja", "uu-3-2031/bab-ii"),
        ("apa itu wewenang?", "uu-3-2031/pasal-1/angka-2"),
        ("definisi perangkat daerah menurut UU PKR", "uu-3-2031/pasal-1/angka-3"),
        ("apa itu perangkat daerah?", "pm-14-2016/pasal-1/angka-1"),
        ("kolam rakyat kelas A punya berapa sekat", "uu-3-2031/pasal-4/ayat-1"),
        ("berapa sekat kolam rakyat kelas B", "uu-3-2031/pasal-4/ayat-2"),
        ("kolam rakyat berapa tipe?", "uu-3-2031/pasal-4/ayat-3"),
    ],
)
def test_the_document_that_is_meant_answers(engine: Engine, question: str, cited: str) -> None:
    assert first(engine.ask(question)) == cited


def test_the_first_words_of_a_time_are_the_headline(engine: Engine) -> None:
    assert engine.ask("berapa lama bantuan benih diberikan").headline.startswith("Paling lambat 9 (sembilan) hari")


@pytest.mark.parametrize("question", ["siapa yang kelola sub domain", "siapa yang mengelola data center"])
def test_an_annex_is_told_for_each_type_beside_the_duty_at_home(engine: Engine, question: str) -> None:
    *_, line = engine.ask(question).also
    assert all(f"tipe {kind} → " in line for kind in "ABC")


@pytest.mark.parametrize("question", ["siapa tujan", "siapa subag tipe B", "who is input type B"])
def test_who_is_asked_of_nothing_that_is_held(engine: Engine, question: str) -> None:
    assert not engine.ask(question).answered


def test_nothing_of_another_document_is_told_where_one_is_named(engine: Engine) -> None:
    for question in ("menurut UU PKR, tugas seksi aplikasi apa", "berapa bidang menurut UU 3/2031"):
        assert all(citation.document == "uu-3-2031" for citation in engine.ask(question).citations), question


def test_whether_an_act_is_a_basis_is_told_of_the_act_at_hand(engine: Engine) -> None:
    told = engine.ask("apakah UU PKR jadi dasar hukumnya?")
    assert (told.headline[:5], first(told)) == ("Tidak", "pm-14-2016/mengingat")
    assert first(engine.ask("siapa yang menandatangani peraturannya?")) == "pm-14-2016/penutup"


def test_a_law_that_is_not_held_is_not_answered_for_by_another(engine: Engine) -> None:
    assert engine.ask("berapa hari bantuan benih diberikan").answered
    assert not engine.ask("berapa hari bantuan benih diberikan menurut UU Perikanan").answered


def test_a_clause_is_cited_with_its_own_law(engine: Engine) -> None:
    answer = engine.ask("pasal 2 uu 3/2031")
    assert "UU 3/2031" in answer.citations[0].label
    assert "wajib memiliki benih" in answer.citations[0].quote
