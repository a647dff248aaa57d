"""An office that nobody here has seen installs its own regulation: its units are known by their names and parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from second_office import with_another

from index.engine import Engine
from index.publishing.generations import open_engine

HOME = "diskominfo-telaga"
ACT = """PERATURAN BUPATI TELAGA JERNIH
NOMOR 61 TAHUN 2031
TENTANG
SUSUNAN ORGANISASI, TUGAS DAN FUNGSI DINAS KOMUNIKASI DAN INFORMATIKA

DENGAN RAHMAT TUHAN YANG MAHA ESA

BUPATI TELAGA JERNIH,

Menimbang : bahwa susunan organisasi perlu ditetapkan;

MEMUTUSKAN:

Pasal 1
(1) Susunan organisasi Dinas, terdiri dari:
a. Kepala Dinas;
b. Bidang Siaran dan Penerbitan, membawahkan:
1. Seksi Radio Komunitas; dan
2. Seksi Majalah Dinding.
c. UPTD.
(2) Dinas dipimpin oleh Kepala Dinas yang berada di bawah dan bertanggung jawab kepada Bupati.
(3) Setiap Seksi dipimpin oleh seorang Kepala Seksi yang berada di bawah dan bertanggung jawab kepada Kepala Bidang.

Pasal 2
Bidang Siaran dan Penerbitan mempunyai tugas menyiapkan kebijakan siaran.

Pasal 3
(1) Seksi Radio Komunitas mempunyai tugas menyiapkan siaran radio.
(2) Uraian tugas Seksi Radio Komunitas meliputi:
a. menyusun jadwal siaran paling lama 12 (dua belas) jam setiap hari;
b. mengelola pemancar;
c. menyiarkan Program Keluarga Harapan; dan
d. menyusun rencana kerja Bidang Siaran dan Penerbitan.

Pasal 4
Seksi Majalah Dinding mempunyai tugas menerbitkan majalah dinding.

Pasal 5
Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.

Pasal 6
(1) Dalam hal Kepala Dinas berhalangan, tugas Kepala Dinas dilaksanakan oleh Sekretaris.
(2) Dalam hal Kepala Dinas dan Sekretaris berhalangan, tugas Kepala Dinas dilaksanakan oleh Kepala Bidang tertua.

Pasal 7
Forum Penyiar terdiri atas:
a. Ketua Forum Penyiar : Sekretaris Daerah
b. Wakil Ketua Forum Penyiar : Camat Jernih

Pasal 8
Setiap orang dilarang memutar rekaman bajakan.

Pasal 9
Setiap orang yang melanggar ketentuan sebagaimana dimaksud dalam Pasal 8 dipidana dengan pidana kurungan paling lama
3 (tiga) bulan.

Pasal 10
(1) Penyiar yang membolos dikenai sanksi disiplin.
(2) Sanksi disiplin sebagaimana dimaksud pada ayat (1) berupa:
a. teguran; dan
b. skors.

Pasal 11
Penyiar wajib mengembalikan mikrofon paling lambat pukul 17.00 kepada petugas studio.

Pasal 12
(1) Dinas merupakan dinas tipe B.
(2) Penyiar dilarang menerima hadiah dari pengiklan atau pendengar radio.
(3) Penyiar magang tidak berhak atas honor siaran.
(4) Rekapitulasi jadwal siaran disampaikan paling lambat tanggal 5 (lima) bulan berikutnya.
(5) Dalam hal jadwal siaran belum ditetapkan, mikrofon dipegang oleh petugas studio.
(6) Tata cara peminjaman pemancar diatur dengan Keputusan Bupati.
(7) Kepala UPTD berada di bawah dan bertanggungjawab kepada Kepala Dinas.
(8) Setiap orang dilarang membongkar menara tanpa surat tugas.

Pasal 13
Alat siaran yang dicatat adalah sebagai berikut.
JENIS ALAT: Mikrofon; JUMLAH: 9
JENIS ALAT: Mesin ketik; JUMLAH: 2
"""
ENTRY = f"""
  - id: perbup-61-2031
    file: perbup.txt
    profile: peraturan
    title: Susunan Organisasi, Tugas dan Fungsi Dinas Komunikasi dan Informatika
    short: Perbup Telaga Jernih 61/2031
    formal: Peraturan Bupati Telaga Jernih Nomor 61 Tahun 2031
    number: "61"
    year: "2031"
    issuer: Bupati Telaga Jernih
    office: {HOME}
    level: kabupaten
    region: Telaga Jernih
    aliases: []
    amends: []
    status: {{in_force: unknown, checked_by: "", checked_on: "", replaced_by: ""}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    with_another(folder, "perbup.txt", ACT, ENTRY)
    return folder


@pytest.fixture(scope="module")
def office(folder: Path) -> Engine:
    """The engine of that office."""
    return open_engine(folder / "data", HOME, folder / "documents")


@pytest.mark.parametrize(
    ("question", "clause", "said"),
    [
        ("siapa yang mengelola pemancar", "pasal-3/ayat-2/huruf-b", "Seksi Radio Komunitas"),
        ("siapa yang menyiarkan PKH", "pasal-3/ayat-2/huruf-c", "Seksi Radio Komunitas"),
        ("rencana kerja bidang siaran dan penerbitan tugas siapa", "pasal-3/ayat-2/huruf-d", "Seksi Radio Komunitas"),
        ("tugas seksi majalah dinding apa", "pasal-4", "Seksi Majalah Dinding"),
        ("berapa seksi di bidang siaran dan penerbitan", "pasal-1/ayat-1/huruf-b", "2 seksi"),
        ("dinas kominfo bertanggung jawab kepada siapa", "pasal-1/ayat-2", "Bupati"),
        ("kepala dinas bertanggung jawab kepada siapa", "pasal-1/ayat-2", "Bupati"),
        ("kepala UPTD bertanggung jawab ke siapa", "pasal-12/ayat-7", "Kepala Dinas — "),
        ("kasi radio komunitas lapor ke siapa", "pasal-1/ayat-3", "Kepala Bidang"),
        ("siapa yang memimpin seksi majalah dinding", "pasal-1/ayat-3", "Kepala Seksi"),
        ("kadis lagi cuti siapa yang gantiin", "pasal-6/ayat-1", "Sekretaris — "),
        ("kalau kadis sama sekretaris berhalangan digantikan siapa", "pasal-6/ayat-2", "Kepala Bidang tertua — "),
        ("siapa ketua forum penyiar", "pasal-7/huruf-a", "Sekretaris Daerah — "),
        ("jumlah mesin ketik ada berapa", "pasal-13", "2 — "),
        ("kalau jadwal siaran belum ditetapkan mikrofonnya sama siapa", "pasal-12/ayat-5", ""),
        ("siapa wakil ketua forum penyiar", "pasal-7/huruf-b", "Camat Jernih — "),
        ("jam berapa paling lambat mengembalikan mikrofon", "pasal-11", "Paling lambat pukul 17.00 — "),
        ("batas waktu mengembalikan mikrofon", "pasal-11", "Paling lambat pukul 17.00 — "),
        ("dinas kami itu tipe B ya?", "pasal-12/ayat-1", "Ya. "),
        ("dinas kami itu tipe A ya?", "pasal-12/ayat-1", "Tidak. "),
        ("dinas kita tipe apa?", "pasal-12/ayat-1", ""),
        ("penyiar senior boleh nerima hadiah dari pengiklan radio?", "pasal-12/ayat-2", "Tidak. "),
        ("penyiar magang dapat honor siaran?", "pasal-12/ayat-3", "Tidak. "),
        ("rekap jadwal siaran disampaikan tgl berapa?", "pasal-12/ayat-4", "Paling lambat tanggal 5 (lima) bulan"),
        ("tata cara peminjaman pemancar diatur dengan SK bupati?", "pasal-12/ayat-6", "Ya. "),
        ("tata cara peminjaman pemancar diatur dengan perbup?", "pasal-12/ayat-6", "Tidak. "),
        ("hak penyiar magang", "pasal-12/ayat-3", ""),
        ("apa ancaman pidana memutar rekaman bajakan", "pasal-9", ""),
        ("apa saja sanksi disiplin bagi penyiar yang membolos", "pasal-10/ayat-2", ""),
        ("perbup SOTK mulai berlaku kapan", "pasal-5", ""),
        ("susunan organisasi dinas", "pasal-1/ayat-1", "UPTD"),
        ("seksi radio komunitas di bawah bidang apa", "pasal-1/ayat-1/huruf-b", "Bidang Siaran dan Penerbitan"),
        ("berapa jam siaran setiap hari", "pasal-3/ayat-2/huruf-a", ""),
        ("isi pasal 4 perbup telaga jernih", "pasal-4", ""),
    ],
)
def test_its_own_regulation_answers(office: Engine, question: str, clause: str, said: str) -> None:
    found = office.ask(question)
    assert [citation.id for citation in found.citations][:1] == [f"perbup-61-2031/{clause}"], found.headline
    assert said in found.headline


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("berapa bidang di dinas kami?", "Dinas: 1 bidang — Bidang Siaran dan Penerbitan"),
        ("ada berapa seksi di dinas kita", "Dinas: 2 seksi — Seksi Radio Komunitas, Seksi Majalah Dinding"),
        (
            "seksi di bidang siaran",
            "Bidang Siaran dan Penerbitan: 2 seksi — Seksi Radio Komunitas, Seksi Majalah Dinding",
        ),
    ],
)
def test_its_own_parts_are_counted_by_kind_whatever_a_law_allows(office: Engine, question: str, headline: str) -> None:
    found = office.ask(question)
    assert (found.headline, found.citations[0].id.startswith("perbup-61-2031/pasal-1/")) == (headline, True)


def test_a_list_of_what_an_office_consists_of_is_of_no_unit_named_behind_it(office: Engine) -> None:
    store = office.knowledge.store
    listed, behind = (store.by_id(f"perbup-61-2031/pasal-1/{name}") for name in ("ayat-1", "ayat-2"))
    assert listed
    assert behind
    assert (listed.unit, behind.unit) == (None, behind.number)


def test_a_bare_clause_is_that_of_the_act_that_is_spoken_of(office: Engine) -> None:
    act = office.ask("isi pasal 4 perbup telaga jernih")
    assert office.ask("kalau pasal 3?", previous=act).citations[0].id == "perbup-61-2031/pasal-3"
    assert office.ask("pasal 3").citations[0].id == "pm-14-2016/pasal-3"
    assert office.ask("pasal 7 huruf b").citations[0].id == "perbup-61-2031/pasal-7/huruf-b"


def test_who_signed_and_who_leads_is_the_headline(office: Engine) -> None:
    assert office.ask("siapa yang pimpin dinas").headline.startswith("Kepala Dinas — ")
    signed = office.ask("siapa yang menandatangani permenkominfo 14/2016").headline
    assert signed.startswith("MENTERI KOMUNIKASI DAN INFORMATIKA REPUBLIK INDONESIA, ttd RUDIANTARA — ")


def test_an_annex_for_offices_of_its_level_comes_first(office: Engine) -> None:
    assert office.ask("siapa yang urus subdomain?").citations[0].id.startswith("pm-14-2016/lampiran/iv/")


@pytest.mark.parametrize(
    "question",
    ["boleh membongkar menara dengan surat tugas?", "apakah permenkominfo 14/2016 mencabut pasal 109 PP 18/2016?"],
)
def test_what_is_excepted_or_said_of_something_else_gets_no_yes_or_no(office: Engine, question: str) -> None:
    assert not office.ask(question).headline.startswith(("Ya", "Tidak."))


def test_what_was_done_no_act_tells(office: Engine) -> None:
    assert not office.ask("apakah penyiar sudah mengembalikan mikrofon?").headline.startswith(("Ya", "Tidak"))


def test_what_another_office_told_is_offered_with_its_name(folder: Path) -> None:
    ntb = open_engine(folder / "data", "diskominfotik-ntb", folder / "documents")
    refused = ntb.ask("siapa yang mengelola pemancar")
    assert not refused.answered
    offered = refused.suggestions[0]
    assert "Telaga Jernih" in offered
    assert ntb.ask(offered).citations[0].id == "perbup-61-2031/pasal-3/ayat-2/huruf-b"


def test_bounds_of_a_document_that_limits_no_units_are_listed(office: Engine) -> None:
    rows = office.view("limits", "Perbup Telaga Jernih 61/2031", "id").rows
    assert ("Paling lambat pukul 17.00", "perbup-61-2031/pasal-11") in [
        (row.cells[0], row.citations[0].id) for row in rows
    ]
