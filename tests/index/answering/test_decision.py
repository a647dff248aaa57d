"""A clause decides a question for a yes or no by what it forbids, denies, bounds, or says of somebody else."""

from __future__ import annotations

import pytest
from second_office import with_another

from index.engine import Engine
from index.publishing.generations import open_engine

HOME = "dinas-pasar-mentaya"
ACT = """PERATURAN BUPATI MENTAYA
NOMOR 8 TAHUN 2031
TENTANG
PENATAAN PASAR MALAM DAN DINAS PASAR

DENGAN RAHMAT TUHAN YANG MAHA ESA

BUPATI MENTAYA,

Menimbang : bahwa pasar malam perlu ditata;

MEMUTUSKAN:

Pasal 1
Dalam Peraturan Bupati ini yang dimaksud dengan:
1. Pedagang adalah orang yang menjual barang di pasar malam, termasuk tetapi tidak terbatas pada penjual makanan.
2. Pedagang Keliling adalah orang yang menjual barang dengan gerobak.

Pasal 2
Setiap pedagang dilarang:
a. memasang lampu sorot;
b. membuang minyak jelantah ke parit; dan
c. membakar kembang api tanpa izin.

Pasal 3
(1) Penerbitan kartu pedagang tidak dipungut biaya.
(2) Pedagang dapat menitipkan gerobak tanpa perlu mendaftar ke Balai Gerobak.
(3) Sewa lapak dapat dicicil paling banyak 3 (tiga) kali.
(4) Lapak dibersihkan paling sedikit 2 (dua) kali setiap bulan.

Pasal 4
(1) Kepala Pasar diangkat oleh Bupati atas usul Camat.
(2) Kepala Pasar bertanggung jawab kepada Kepala Dinas melalui Sekretaris.
(3) Kepala Pasar merupakan jabatan eselon IV b.
(4) Koperasi pasar wajib menyediakan timbangan.
(5) Pedagang yang tidak memasang tenda sendiri dapat menyewa tenda koperasi.
(6) Larangan berjualan di trotoar tidak berlaku di jalan yang ditetapkan oleh Bupati.

Pasal 5
Pedagang yang merusak lapak didenda paling banyak Rp2.500.000,00 (dua juta lima ratus ribu rupiah).

Pasal 6
(1) Paling lambat 10 (sepuluh) hari kerja sejak permohonan lapak diterima, Kepala Pasar wajib menjawab permohonan.
(2) Kepala Pasar dapat memperpanjang waktu menjawab permohonan lapak, paling lambat 7 (tujuh) hari kerja berikutnya.
"""
ENTRY = """
  - id: perbup-mentaya-8-2031
    file: perbup.txt
    profile: peraturan
    title: Penataan Pasar Malam dan Dinas Pasar
    short: Perbup Mentaya 8/2031
    formal: Peraturan Bupati Mentaya Nomor 8 Tahun 2031
    number: "8"
    year: "2031"
    issuer: Bupati Mentaya
    office: dinas-pasar-mentaya
    level: kabupaten
    region: Mentaya
    aliases: []
    amends: []
    status: {in_force: "yes", checked_by: tests, checked_on: "2031-01-15", replaced_by: ""}
"""


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("market")
    return open_engine(folder / "data", HOME, with_another(folder, "perbup.txt", ACT, ENTRY))


@pytest.mark.parametrize(
    ("question", "said", "place"),
    [
        pytest.param("boleh gak pasang lampu sorot?", "Tidak", "pasal-2/huruf-a", id="the list's head forbids"),
        pytest.param("dilarang ya buang minyak jelantah ke parit?", "Ya", "pasal-2/huruf-b", id="asked whether"),
        pytest.param("bikin kartu pedagang kena biaya gak?", "Tidak", "pasal-3/ayat-1", id="denied"),
        pytest.param("harus mendaftar ke balai gerobak untuk menitipkan gerobak?", "Tidak", "pasal-3/ayat-2",
                     id="without"),
        pytest.param("sewa lapak boleh dicicil 2 kali?", "Ya", "pasal-3/ayat-3", id="within an upper bound"),
        pytest.param("sewa lapak boleh dicicil 5 kali?", "Tidak", "pasal-3/ayat-3", id="beyond it"),
        pytest.param("lapak harus dibersihkan minimal 2 kali setiap bulan?", "Ya", "pasal-3/ayat-4",
                     id="a lower bound"),
        pytest.param("kepala pasar diangkat camat?", "Tidak", "pasal-4/ayat-1", id="by somebody else"),
        pytest.param("kepala pasar diangkat bupati kan?", "Ya", "pasal-4/ayat-1", id="by him"),
        pytest.param("kepala pasar bertanggung jawab ke kepala dinas lewat sekretaris ya?", "Ya", "pasal-4/ayat-2",
                     id="through whom"),
        pytest.param("kepala pasar itu eselon IVb kan?", "Ya", "pasal-4/ayat-3", id="a class however written"),
        pytest.param("kepala pasar itu eselon III a kan?", "Tidak", "pasal-4/ayat-3", id="another class"),
        pytest.param("koperasi pasar wajib menyediakan timbangan?", "Ya", "pasal-4/ayat-4", id="ordered"),
        pytest.param("merusak lapak dendanya bisa sampai 5 juta?", "Tidak", "pasal-5", id="a sum beyond it"),
        pytest.param("merusak lapak dendanya maksimal Rp2,5 juta ya?", "Ya", "pasal-5", id="a sum however written"),
        pytest.param("yang mengangkat kepala pasar itu camat?", "Tidak", "pasal-4/ayat-1", id="who does it"),
        pytest.param("kepala pasar lapornya ke kepala dinas ya?", "Ya", "pasal-4/ayat-2", id="to whom one reports"),
        pytest.param("lapak dibersihkan cukup setahun sekali?", "Tidak", "pasal-3/ayat-4", id="not as often"),
        pytest.param("penerbitan kartu pedagang gratis ya?", "Ya", "pasal-3/ayat-1", id="that nothing is paid"),
        pytest.param("penjual makanan termasuk pedagang?", "Ya", "pasal-1/angka-1", id="not limited to denies nothing"),
    ],
)  # fmt: skip
def test_a_clause_decides(market: Engine, question: str, said: str, place: str) -> None:
    found = market.ask(question)
    assert (found.headline.split(".")[0], found.citations[0].id) == (said, f"perbup-mentaya-8-2031/{place}")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("boleh gak bakar kembang api?", id="forbidden but for an exception"),
        pytest.param("pedagang keliling itu penjual makanan?", id="what a longer term is"),
        pytest.param("koperasi pasar wajib menyediakan payung?", id="another thing"),
        pytest.param("pedagang boleh memasang tenda sendiri?", id="of whom it is said"),
        pytest.param(
            "permohonan lapak dari warga harus dijawab paling lambat 10 hari kerja kan?", id="its figure elsewhere"
        ),
        pytest.param("boleh jualan di trotoar jalan yang ditetapkan bupati?", id="where it doesn't apply"),
        pytest.param("merusak lapak 3 kali dendanya 5 juta?", id="a sum and another number"),
        pytest.param("camat wajib menyediakan timbangan?", id="one who acts, of whom nothing is said"),
        pytest.param("kepala pasar langsung bertanggung jawab ke kepala dinas?", id="a word that makes a difference"),
        pytest.param("semua pedagang dilarang pasang lampu sorot?", id="all of them"),
    ],
)
def test_what_a_clause_leaves_open_gets_neither(market: Engine, question: str) -> None:
    assert market.ask(question).headline.split(".")[0] not in ("Ya", "Tidak")
