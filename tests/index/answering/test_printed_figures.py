"""What a clause counts, classes, explains or binds is told only of what was asked, by the words that it prints."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from second_office import with_another

from bot.config import Settings
from index.engine import Engine
from index.publishing.generations import open_engine
from index.views.view import View

LAW = """\
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 8 TAHUN 2031
TENTANG
DEWAN PENYU

MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG DEWAN PENYU.

Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Penyelenggaraan Penangkaran Penyu adalah kegiatan menetaskan telur penyu.
2. Penyelenggara Penangkaran Penyu adalah orang yang menetaskan telur penyu.

Pasal 2
Dewan Penyu dibentuk berdasarkan asas:
a. kelestarian; dan
b. kewaspadaan pesisir.

Pasal 3
(1) Anggota Dewan Penyu provinsi diangkat untuk masa jabatan 6 (enam) tahun.
(2) Anggota Dewan Penyu berjumlah 9 (sembilan) orang yang mewakili nelayan.

Pasal 4
(1) Balai Penyu provinsi tipe A terdiri atas 1 (satu) sekretariat dan paling banyak 7 (tujuh) pengawas pantai.
(2) Balai Penyu provinsi tipe B terdiri atas 1 (satu) sekretariat dan paling banyak 5 (lima) pengawas pantai.

Pasal 5
(1) Juru pantai merupakan jabatan eselon III.a atau jabatan administrator.
(2) Kepala balai penyu merupakan jabatan eselon IIb atau jabatan pimpinan tinggi pratama.

Pasal 6
(1) Nelayan wajib melapor bila kewajiban penjaga pantai atas sarang penyu tidak dijalankan.
(2) Penjaga pantai wajib membawa lampu.

Pasal 7
Penjaga pantai berkewajiban:
a. menutup sarang; dan
b. menghitung telur.

Pasal 8
Nelayan dilarang:
a. mengambil telur; dan
b. menyalakan api.

PENJELASAN
ATAS
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 8 TAHUN 2031
TENTANG
DEWAN PENYU

I. UMUM
Penyu perlu dijaga.

II. PASAL DEMI PASAL

Pasal 1
Cukup jelas.

Pasal 2
Huruf a
Cukup jelas.
Huruf b
Yang dimaksud dengan "asas kewaspadaan pesisir" adalah bahwa pesisir dijaga sepanjang malam.

Pasal 3
Cukup jelas.

Pasal 4
Cukup jelas.

Pasal 5
Cukup jelas.

Pasal 6
Cukup jelas.

Pasal 7
Cukup jelas.

Pasal 8
Cukup jelas.
"""
ENTRY = """
  - id: uu-8-2031
    file: uu.txt
    profile: peraturan
    title: Dewan Penyu
    short: UU 8/2031
    formal: Undang-Undang Nomor 8 Tahun 2031 tentang Dewan Penyu
    number: "8"
    year: "2031"
    aliases: []
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("figures")
    documents = with_another(folder, "uu.txt", LAW, ENTRY)
    return open_engine(folder / "data", Settings().home_office, documents)


@pytest.mark.parametrize(
    ("question", "cited", "headline"),
    [
        ("berapa anggota dewan penyu provinsi", "pasal-3/ayat-2", "9 (sembilan) orang"),
        (
            "balai penyu provinsi tipe B punya berapa pengawas pantai",
            "pasal-4/ayat-2",
            "Paling banyak 5 (lima) pengawas",
        ),
        ("berapa pengawas pantai di balai penyu provinsi tipe A", "pasal-4/ayat-1", "Paling banyak 7 (tujuh) pengawas"),
        ("juru pantai eselon berapa", "pasal-5/ayat-1", "Eselon III.a"),
        ("kepala balai penyu itu eselon berapa?", "pasal-5/ayat-2", "Eselon IIb"),
        ("apa saja kewajiban penjaga pantai", "pasal-7", "Pasal 7"),
        ("apa larangan bagi nelayan menurut UU dewan penyu", "pasal-8", "Pasal 8"),
        ("apa yang dimaksud asas kewaspadaan pesisir", "penjelasan/pasal-2/huruf-b", "Asas kewaspadaan pesisir"),
        ("definisi penyelenggara penangkaran penyu", "pasal-1/angka-2", "Penyelenggara Penangkaran Penyu"),
        ("definisi penyelenggaraan penangkaran penyu", "pasal-1/angka-1", "Penyelenggaraan Penangkaran Penyu"),
    ],
)
def test_the_figure_is_of_what_was_asked(engine: Engine, question: str, cited: str, headline: str) -> None:
    answer = engine.ask(question)
    assert [citation.id for citation in answer.citations][:1] == [f"uu-8-2031/{cited}"], answer.headline
    assert answer.headline.startswith(headline)


@pytest.mark.parametrize("question", ["juru masak eselon berapa", "eselon berapa kepala bidang di dinas tipe A"])
def test_a_class_that_no_clause_gives_is_not_told(engine: Engine, question: str) -> None:
    assert not engine.ask(question).answered


@pytest.fixture
def terms(engine: Engine) -> Callable[[str], list[str]]:
    def found(argument: str) -> list[str]:
        view: View = engine.view("definitions", argument, "id")
        return [str(row.data["term"]) for row in view.rows if row.data["document"] == "uu-8-2031"]

    return found


def test_an_explained_word_is_found_when_sought_and_not_listed(terms: Callable[[str], list[str]]) -> None:
    assert terms("kewaspadaan pesisir") == ["asas kewaspadaan pesisir"]
    assert terms("") == ["Penyelenggaraan Penangkaran Penyu", "Penyelenggara Penangkaran Penyu"]
