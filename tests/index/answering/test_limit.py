"""Limits are told of every kind of unit that a regulation counts, those of a badan (subbidang) among them."""

from __future__ import annotations

import pytest

from bot.config import Settings
from index.engine import Engine
from index.publishing.generations import open_engine

LAW = """\
PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 8 TAHUN 2031
TENTANG
PERANGKAT KOLAM

Menimbang : bahwa kolam perlu perangkat;

MEMUTUSKAN:
Menetapkan : PERATURAN PEMERINTAH TENTANG PERANGKAT KOLAM.

Pasal 1
(1) Badan Daerah provinsi tipe A terdiri atas 1 (satu) sekretariat dan paling banyak 4 (empat) bidang.
(2) Bidang sebagaimana dimaksud pada ayat (1) terdiri atas paling banyak 3 (tiga) subbidang.

Pasal 2
(1) Badan Daerah provinsi tipe B terdiri atas 1 (satu) sekretariat dan paling banyak 3 (tiga) bidang.
(2) Bidang sebagaimana dimaksud pada ayat (1) terdiri atas paling banyak 2 (dua) subbidang.
"""
MANIFEST = """\
documents:
  - id: pp-8-2031
    file: pp.txt
    profile: peraturan
    title: Perangkat Kolam
    short: PP 8/2031
    formal: Peraturan Pemerintah Nomor 8 Tahun 2031 tentang Perangkat Kolam
    number: "8"
    year: "2031"
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("limits")
    (folder / "documents").mkdir()
    (folder / "documents" / "pp.txt").write_text(LAW, encoding="utf-8")
    (folder / "documents" / "manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    return open_engine(folder / "data", Settings().home_office, folder / "documents")


def test_types_are_compared_by_each_kind_of_unit(engine: Engine) -> None:
    found = engine.ask("compare the limits of type A and type B provinces")
    assert [row[0] for row in found.table[1:]] == ["bidang", "sekretariat", "subbidang"]
    assert found.table[-1][1:] == ("≤ 3", "≤ 2")
    first, second = found.headline.split("; ")
    assert first == "Type A, provincial: at most 4 bidang, at most 3 subbidang"
    assert second.endswith("at most 2 subbidang")


def test_levels_that_agree_are_compared_as_one(shipped: Engine) -> None:
    found = shipped.ask("apa beda tipe A dan tipe B")
    assert found.headline == (
        "Tipe A, provinsi dan kabupaten/kota: paling banyak 4 bidang, 3 subbagian; "
        "tipe B, provinsi dan kabupaten/kota: paling banyak 3 bidang, 2 subbagian"
    )
    assert found.table[0][1:] == ("A", "B")


def test_all_limits_of_a_type_are_told(engine: Engine) -> None:
    found = engine.ask("berapa batas provinsi tipe A")
    assert "3 subbidang" in found.headline
    assert {citation.id for citation in found.citations} == {"pp-8-2031/pasal-1/ayat-1", "pp-8-2031/pasal-1/ayat-2"}


BIDANG = "Paling banyak {n} bidang — Dinas provinsi tipe"
SEKSI = "Paling banyak 3 seksi pada tiap bidang — Dinas provinsi tipe"


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("berapa bidang dan berapa seksi tipe A provinsi?", f"{BIDANG.format(n=4)} A\n{SEKSI} A"),
        ("jumlah bidang & seksi provinsi tipe C", f"{BIDANG.format(n=2)} C\n{SEKSI} C"),
        ("mana lebih banyak bidang, tipe A atau tipe B?", "Tipe A: paling banyak 4 bidang"),
        ("apakah bidang tipe A lebih banyak dari tipe B?",
         "Tipe A, provinsi dan kabupaten/kota: paling banyak 4 bidang; "
         "tipe B, provinsi dan kabupaten/kota: paling banyak 3 bidang"),
        ("tipe mana yang bidangnya paling sedikit?", "Tipe C: paling banyak 2 bidang"),
        ("seksi per bidang provinsi tipe A berapa", f"{SEKSI} A"),
    ],
)  # fmt: skip
def test_each_quantity_is_told_and_the_least_and_most_are_found(shipped: Engine, question: str, headline: str) -> None:
    assert shipped.ask(question).headline == headline


@pytest.mark.parametrize("question", ["permenkominfo 14/2016 diganti peraturan nomor berapa?",
                                      "apakah ada perubahan atas Permenkominfo 14 tahun 2016?"])  # fmt: skip
def test_whether_an_act_was_changed_is_its_status(shipped: Engine, question: str) -> None:
    assert shipped.ask(question).by == "status"
