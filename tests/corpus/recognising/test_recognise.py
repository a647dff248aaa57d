"""A document's entry is found as far as its first page says it, right rather than complete; the rest is asked for."""

from __future__ import annotations

import re
import time
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.manifest import DOCUMENTS, LEVELS, Entry, load_manifest
from corpus.recognising.describe import ASKED, Recognised
from corpus.recognising.recognise import recognise

ENTRIES = load_manifest(DOCUMENTS)
GRACE = "\nDENGAN RAHMAT TUHAN YANG MAHA ESA\n"
BODY = "Menimbang : a. bahwa hari kerja perlu diatur;\nMEMUTUSKAN:\nPasal 1\nJam kerja dimulai pukul 8."


def act(*lines: str, body: str = GRACE + BODY) -> str:
    """The first page of an act with a heading of those lines."""
    return "\n".join(lines) + body


# Each heading with its short name, formal name, issuer and place.
HEADINGS = {
    "law": (
        act("UNDANG-UNDANG REPUBLIK INDONESIA", "NOMOR 3 TAHUN 2011", "TENTANG", "TAMAN KOTA"),
        ("UU 3/2011", "Undang-Undang Nomor 3 Tahun 2011 tentang Taman Kota", "Presiden", "nasional", ""),
    ),
    "law printed twice in one line": (
        act("UNDANG-UNDANG REPUBLIK INDONESIA UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 3 TAHUN 2011 TENTANG TAMAN KOTA"),
        ("UU 3/2011", "Undang-Undang Nomor 3 Tahun 2011 tentang Taman Kota", "Presiden", "nasional", ""),
    ),
    "perppu over several lines": (
        act(
            "SALINAN",
            "PRESIDEN\nREPUBLIK INDONESIA",
            "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG",
            "REPUBLIK INDONESIA",
            "NOMOR 2 TAHUN 2013",
            "TENTANG",
            "PERLINDUNGAN TAMAN",
            "DAN HUTAN KOTA",
        ),
        (
            "Perppu 2/2013",
            "Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2013 tentang Perlindungan Taman dan Hutan Kota",
            "Presiden",
            "nasional",
            "",
        ),
    ),
    "government regulation": (
        act("PERATURAN PEMERINTAH REPUBLIK INDONESIA", "NOMOR 4 TAHUN 2015", "TENTANG", "JAM KERJA"),
        ("PP 4/2015", "Peraturan Pemerintah Nomor 4 Tahun 2015 tentang Jam Kerja", "Presiden", "nasional", ""),
    ),
    "presidential regulation": (
        act("PERATURAN PRESIDEN REPUBLIK INDONESIA", "NOMOR 5 TAHUN 2017", "TENTANG", "JAM KERJA"),
        ("Perpres 5/2017", "Peraturan Presiden Nomor 5 Tahun 2017 tentang Jam Kerja", "Presiden", "nasional", ""),
    ),
    "presidential instruction": (
        act("INSTRUKSI PRESIDEN REPUBLIK INDONESIA", "NOMOR 5 TAHUN 2003", "TENTANG", "JAM KERJA", body="\nPRESIDEN,"),
        ("Inpres 5/2003", "Instruksi Presiden Nomor 5 Tahun 2003 tentang Jam Kerja", "Presiden", "nasional", ""),
    ),
    "ministry with an abbreviation": (
        act("PERATURAN MENTERI DALAM NEGERI", "REPUBLIK INDONESIA", "NOMOR 6 TAHUN 2018", "TENTANG", "JAM KERJA"),
        (
            "Permendagri 6/2018",
            "Peraturan Menteri Dalam Negeri Nomor 6 Tahun 2018 tentang Jam Kerja",
            "Menteri Dalam Negeri",
            "nasional",
            "",
        ),
    ),
    "ministry in capitals": (
        act(
            "PERATURAN MENTERI",
            "PENDAYAGUNAAN APARATUR NEGARA",
            "DAN REFORMASI BIROKRASI",
            "REPUBLIK INDONESIA",
            "NOMOR 7 TAHUN 2019",
            "TENTANG",
            "PENILAIAN SPBE",
        ),
        (
            "Permen PANRB 7/2019",
            "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 7 Tahun 2019 tentang "
            "Penilaian SPBE",
            "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
            "nasional",
            "",
        ),
    ),
    "ministry without an abbreviation": (
        act("PERATURAN MENTERI PEMUDA DAN OLAHRAGA NOMOR 8 TAHUN 2020 TENTANG JAM KERJA"),
        (
            "Permen Pemuda dan Olahraga 8/2020",
            "Peraturan Menteri Pemuda dan Olahraga Nomor 8 Tahun 2020 tentang Jam Kerja",
            "Menteri Pemuda dan Olahraga",
            "nasional",
            "",
        ),
    ),
    "number with its year": (
        act("PERATURAN MENTERI KEUANGAN REPUBLIK INDONESIA", "NOMOR 9/PMK.09/2014", "TENTANG", "KAS KECIL"),
        (
            "Permenkeu 9/PMK.09/2014",
            "Peraturan Menteri Keuangan Nomor 9/PMK.09/2014 tentang Kas Kecil",
            "Menteri Keuangan",
            "nasional",
            "",
        ),
    ),
    "ministerial decree": (
        act("KEPUTUSAN MENTERI KESEHATAN", "NOMOR 050-12 TAHUN 2021", "TENTANG", "TIM TAMAN", "MENTERI KESEHATAN,"),
        (
            "Kepmenkes 050-12/2021",
            "Keputusan Menteri Kesehatan Nomor 050-12 Tahun 2021 tentang Tim Taman",
            "Menteri Kesehatan",
            "nasional",
            "",
        ),
    ),
    "agency": (
        act("PERATURAN BADAN SIBER DAN SANDI NEGARA", "REPUBLIK INDONESIA", "NOMOR 1 TAHUN 2022", "TENTANG", "SANDI"),
        (
            "Peraturan BSSN 1/2022",
            "Peraturan Badan Siber dan Sandi Negara Nomor 1 Tahun 2022 tentang Sandi",
            "Badan Siber dan Sandi Negara",
            "nasional",
            "",
        ),
    ),
    "head of an agency": (
        act("PERATURAN KEPALA BADAN KEPEGAWAIAN NEGARA", "NOMOR 2 TAHUN 2012", "TENTANG JAM KERJA"),
        (
            "Peraturan Kepala BKN 2/2012",
            "Peraturan Kepala Badan Kepegawaian Negara Nomor 2 Tahun 2012 tentang Jam Kerja",
            "Kepala Badan Kepegawaian Negara",
            "nasional",
            "",
        ),
    ),
    "institution": (
        act("PERATURAN LEMBAGA ADMINISTRASI NEGARA", "NOMOR 3 TAHUN 2023", "TENTANG", "PELATIHAN"),
        (
            "Peraturan LAN 3/2023",
            "Peraturan Lembaga Administrasi Negara Nomor 3 Tahun 2023 tentang Pelatihan",
            "Lembaga Administrasi Negara",
            "nasional",
            "",
        ),
    ),
    "province": (
        act(
            "GUBERNUR NUSA TENGGARA BARAT",
            "PERATURAN DAERAH PROVINSI NUSA TENGGARA BARAT",
            "NOMOR 11 TAHUN 2018",
            "TENTANG",
            "HUTAN KOTA",
        ),
        (
            "Perda NTB 11/2018",
            "Peraturan Daerah Provinsi Nusa Tenggara Barat Nomor 11 Tahun 2018 tentang Hutan Kota",
            "Gubernur Nusa Tenggara Barat",
            "provinsi",
            "Nusa Tenggara Barat",
        ),
    ),
    "special province": (
        act("PERATURAN DAERAH DAERAH ISTIMEWA YOGYAKARTA", "NOMOR 12 TAHUN 2018", "TENTANG", "HUTAN KOTA"),
        (
            "Perda DIY 12/2018",
            "Peraturan Daerah Daerah Istimewa Yogyakarta Nomor 12 Tahun 2018 tentang Hutan Kota",
            "Gubernur Daerah Istimewa Yogyakarta",
            "provinsi",
            "Daerah Istimewa Yogyakarta",
        ),
    ),
    "regency": (
        act(
            "BUPATI DOMPU\nPROVINSI NUSA TENGGARA BARAT",
            "PERATURAN DAERAH KABUPATEN DOMPU\nNOMOR 3 TAHUN 2019",
            "TENTANG\nPASAR",
        ),
        (
            "Perda Kabupaten Dompu 3/2019",
            "Peraturan Daerah Kabupaten Dompu Nomor 3 Tahun 2019 tentang Pasar",
            "Bupati Dompu",
            "kabupaten",
            "Dompu",
        ),
    ),
    "regency named above only": (
        act("BUPATI DOMPU", "PERATURAN DAERAH", "NOMOR 4 TAHUN 2019", "TENTANG", "PASAR"),
        (
            "Perda Kabupaten Dompu 4/2019",
            "Peraturan Daerah Kabupaten Dompu Nomor 4 Tahun 2019 tentang Pasar",
            "Bupati Dompu",
            "kabupaten",
            "Dompu",
        ),
    ),
    "qanun": (
        act("QANUN KOTA LANGSA", "NOMOR 5 TAHUN 2013", "TENTANG", "TAMAN", body="\nBISMILLAHIRRAHMANIRRAHIM"),
        ("Qanun Kota Langsa 5/2013", "Qanun Kota Langsa Nomor 5 Tahun 2013 tentang Taman", "Wali Kota Langsa",
         "kota", "Langsa"),
    ),
    "governor": (
        act("PERATURAN GUBERNUR NUSA TENGGARA BARAT", "", "NOMOR 51 TAHUN 2016", "", "TENTANG", "", "JAM", "", "KERJA"),
        (
            "Pergub NTB 51/2016",
            "Peraturan Gubernur Nusa Tenggara Barat Nomor 51 Tahun 2016 tentang Jam Kerja",
            "Gubernur Nusa Tenggara Barat",
            "provinsi",
            "Nusa Tenggara Barat",
        ),
    ),
    "governor's decree": (
        act("KEPUTUSAN GUBERNUR JAWA BARAT", "NOMOR 188.4/12/KUM/2020", "TENTANG", "TIM TAMAN", "GUBERNUR JAWA BARAT,"),
        (
            "Kepgub Jabar 188.4/12/KUM/2020",
            "Keputusan Gubernur Jawa Barat Nomor 188.4/12/KUM/2020 tentang Tim Taman",
            "Gubernur Jawa Barat",
            "provinsi",
            "Jawa Barat",
        ),
    ),
    "regent, amending": (
        act(
            "PERATURAN BUPATI LOMBOK BARAT",
            "NOMOR 5A TAHUN 2020",
            "TENTANG",
            "PERUBAHAN KEDUA ATAS PERATURAN",
            "BUPATI LOMBOK BARAT NOMOR 3 TAHUN 2019 TENTANG",
            "PARKIR",
        ),
        (
            "Perbup Lombok Barat 5A/2020",
            "Peraturan Bupati Lombok Barat Nomor 5A Tahun 2020 tentang Perubahan Kedua atas Peraturan Bupati Lombok "
            "Barat Nomor 3 Tahun 2019 tentang Parkir",
            "Bupati Lombok Barat",
            "kabupaten",
            "Lombok Barat",
        ),
    ),
    "mayor": (
        act("PERATURAN WALI KOTA SINGKAWANG", "NOMOR : 14 TAHUN 2021", "TENTANG", "JAM KERJA"),
        (
            "Perwali Singkawang 14/2021",
            "Peraturan Wali Kota Singkawang Nomor 14 Tahun 2021 tentang Jam Kerja",
            "Wali Kota Singkawang",
            "kota",
            "Singkawang",
        ),
    ),
    "mayor as spelled before": (
        act("PERATURAN WALIKOTA BIMA", "NOMOR 7 TAHUN 2012", "TENTANG", "JAM KERJA"),
        ("Perwali Bima 7/2012", "Peraturan Walikota Bima Nomor 7 Tahun 2012 tentang Jam Kerja", "Walikota Bima",
         "kota", "Bima"),
    ),
    "circular of a ministry": (
        act("SURAT EDARAN MENTERI DALAM NEGERI", "NOMOR 5 TAHUN 2020", "TENTANG", "JAM KERJA", body="\nYth. Gubernur"),
        (
            "SE Mendagri 5/2020",
            "Surat Edaran Menteri Dalam Negeri Nomor 5 Tahun 2020 tentang Jam Kerja",
            "Menteri Dalam Negeri",
            "nasional",
            "",
        ),
    ),
    "circular of a governor": (
        act("SURAT EDARAN GUBERNUR BALI", "NOMOR 5 TAHUN 2020", "TENTANG", "JAM KERJA", body="\nYth. Bupati"),
        ("SE Gubernur Bali 5/2020", "Surat Edaran Gubernur Bali Nomor 5 Tahun 2020 tentang Jam Kerja",
         "Gubernur Bali", "provinsi", "Bali"),
    ),
    "head of a town's office": (
        act("KEPUTUSAN KEPALA DINAS KESEHATAN KOTA BIMA", "NOMOR 12 TAHUN 2022", "TENTANG", "TIM TAMAN"),
        (
            "Keputusan Kepala Dinas Kesehatan Kota Bima 12/2022",
            "Keputusan Kepala Dinas Kesehatan Kota Bima Nomor 12 Tahun 2022 tentang Tim Taman",
            "Kepala Dinas Kesehatan Kota Bima",
            "kota",
            "Bima",
        ),
    ),
    "Markdown": (
        act("# **PERATURAN BUPATI DOMPU**", "", "## NOMOR 9 TAHUN 2022", "", "**TENTANG**", "", "**JAM KERJA**", ""),
        ("Perbup Dompu 9/2022", "Peraturan Bupati Dompu Nomor 9 Tahun 2022 tentang Jam Kerja", "Bupati Dompu",
         "kabupaten", "Dompu"),
    ),
    "Markdown in small letters": (
        act("# Peraturan Bupati Dompu Nomor 9 Tahun 2022 tentang Jam Kerja di Dompu", "", body=BODY),
        ("Perbup Dompu 9/2022", "Peraturan Bupati Dompu Nomor 9 Tahun 2022 tentang Jam Kerja di Dompu",
         "Bupati Dompu", "kabupaten", "Dompu"),
    ),
    "all in one line": (
        act("PERATURAN BUPATI DOMPU NOMOR 9 TAHUN 2022 TENTANG JAM KERJA", body=(GRACE + BODY).replace("\n", " ")),
        ("Perbup Dompu 9/2022", "Peraturan Bupati Dompu Nomor 9 Tahun 2022 tentang Jam Kerja", "Bupati Dompu",
         "kabupaten", "Dompu"),
    ),
    "behind a gazette's head": (
        act("BERITA DAERAH KABUPATEN DOMPU", "NOMOR 77 TAHUN 2022", "-1-", "PERATURAN BUPATI DOMPU",
            "NOMOR 9 TAHUN 2022", "TENTANG", "JAM KERJA"),
        ("Perbup Dompu 9/2022", "Peraturan Bupati Dompu Nomor 9 Tahun 2022 tentang Jam Kerja", "Bupati Dompu",
         "kabupaten", "Dompu"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_a_heading_gives_the_entry(name: str) -> None:
    text, (short, formal, issuer, level, region) = HEADINGS[name]
    found = recognise(text)
    assert (found.short, found.formal) == (short, formal)
    assert (found.issuer, found.level, found.region) == (issuer, level, region)
    assert found.missing == ()
    assert formal.endswith(f" tentang {found.title}")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found.id)


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.id for entry in ENTRIES])
def test_what_is_found_of_a_shipped_document_is_what_its_entry_says(entry: Entry) -> None:
    found = recognise((DOCUMENTS / entry.file).read_text(encoding="utf-8"), entry.file)
    for key in ("title", "short", "number", "year", "issuer", "level"):
        assert getattr(found, key) == getattr(entry, key), key
    assert found.region in ("", entry.region)
    assert found.aliases == entry.aliases
    assert found.office == ""  # neither names its office: the one is national, of the other it is asked


def test_the_shipped_duty_description_has_the_id_of_its_entry_and_lacks_its_office() -> None:
    entry = next(entry for entry in ENTRIES if entry.profile == "tupoksi")
    found = recognise((DOCUMENTS / entry.file).read_text(encoding="utf-8"), entry.file)
    assert (found.id, found.missing) == (entry.id, ("office",))


DUTIES = """Tugas dan Fungsi
KEPALA DINAS
Dinas Pertamanan Kota Bima mempunyai tugas merawat taman milik Kota Bima.
BIDANG BUNGA
Mempunyai tugas :
1. Menyiram bunga.
BIDANG POHON
Mempunyai tugas :
1. Menanam pohon.
"""
BASIS = (
    "Berdasarkan Peraturan Daerah Nomor 3 Tahun 2016 tentang Susunan Perangkat Daerah Kota Bima, dan Peraturan Wali"
    "\nKota Bima Nomor 8 Tahun 2020 tentang Tugas dan Tata Kerja"
    "\nDinas Pertamanan Kota Bima, adalah sebagai berikut :\n"
)


def test_a_duty_description_tells_its_office_and_needs_no_number() -> None:
    found = recognise(DUTIES)
    assert (found.title, found.formal) == ("Uraian Tugas Dinas Pertamanan Kota Bima",) * 2
    assert (found.office, found.issuer) == ("dinas-pertamanan-bima", "Pemerintah Kota Bima")
    assert (found.level, found.region) == ("kota", "Bima")
    assert found.missing == ()


def test_a_duty_description_that_says_which_act_it_is_from_is_that_act() -> None:
    found = recognise(DUTIES.replace("KEPALA", BASIS + "KEPALA", 1))
    assert found.id == "perwali-bima-8-2020"
    assert found.formal == (
        "Peraturan Wali Kota Bima Nomor 8 Tahun 2020 tentang Tugas dan Tata Kerja Dinas Pertamanan Kota Bima"
    )
    assert (found.office, found.missing) == ("dinas-pertamanan-bima", ())


def test_a_duty_description_of_two_regions_is_asked_where() -> None:
    found = recognise(DUTIES.replace("milik Kota Bima", "milik Kabupaten Dompu"))
    assert (found.level, found.region, found.office) == ("", "", "")
    assert found.missing == ("title", "issuer", "office", "level", "region")


@pytest.mark.parametrize(
    ("title", "office", "asked"),
    [
        ("TUGAS DINAS KOMUNIKASI DAN INFORMATIKA KOTA SINGKAWANG", "diskominfo-singkawang", False),
        ("URAIAN TUGAS DINAS SOSIAL", "dinsos-singkawang", False),
        ("TATA KERJA DINAS PERTAMANAN KOTA SINGKAWANG", "dinas-pertamanan-singkawang", False),
        ("TUGAS DINAS SOSIAL DAN DINAS KESEHATAN KOTA SINGKAWANG", "", True),
        ("SUSUNAN ORGANISASI DINAS DAERAH KOTA SINGKAWANG", "", True),
        ("SUSUNAN ORGANISASI PERANGKAT DAERAH", "", True),
        ("PAJAK PARKIR", "", False),
    ],
)
def test_the_office_is_the_one_that_the_title_is_about(title: str, office: str, asked: bool) -> None:
    found = recognise(act("PERATURAN WALI KOTA SINGKAWANG", "NOMOR 14 TAHUN 2021", "TENTANG", title))
    assert (found.office, "office" in found.missing) == (office, asked)


@pytest.mark.parametrize(
    ("lines", "given", "missing"),
    [
        pytest.param(
            ("PERATURAN BUPATI DOMPU", "NOMOR l4 TAHUN 20l6", "TENTANG", "PASAR"),
            {"title": "Pasar", "issuer": "Bupati Dompu", "level": "kabupaten", "region": "Dompu"},
            ("number", "year"),
            id="letters in the number",
        ),
        pytest.param(
            ("PERATURAN BUPATI DOMPU", "NOMOR ..... TAHUN 2024", "TENTANG", "PASAR"),
            {"title": "Pasar", "year": "2024", "issuer": "Bupati Dompu", "level": "kabupaten", "region": "Dompu"},
            ("number",),
            id="no number yet",
        ),
        pytest.param(
            ("PERATURAN GUBERNUR NUSATENGGARA BARATT", "NOMOR 1 TAHUN 2016", "TENTANG", "PASAR"),
            {"title": "Pasar", "number": "1", "year": "2016", "level": "provinsi"},
            ("issuer", "region"),
            id="no such province",
        ),
        pytest.param(
            ("PERATURAN DAERAH", "NOMOR 1 TAHUN 2016", "TENTANG", "PASAR"),
            {"title": "Pasar", "number": "1", "year": "2016"},
            ("issuer", "level", "region"),
            id="whose isn't said",
        ),
        pytest.param(
            ("SURAT EDARAN", "NOMOR 1 TAHUN 2016", "TENTANG", "PASAR"),
            {"title": "Pasar", "number": "1", "year": "2016"},
            ("issuer", "level", "region"),
            id="nobody's circular",
        ),
        pytest.param(("PERATURAN MENTERI S0SIAL", "NOMOR 1 TAHUN 2016", "TENTANG", "PASAR"), {}, ASKED, id="a zero"),
        pytest.param(("RANCANGAN", "PERATURAN BUPATI DOMPU", "NOMOR 1 TAHUN 2016", "TENTANG", "PASAR"), {}, ASKED,
                     id="a draft"),
        pytest.param(("SOSIALISASI", "PERATURAN BUPATI DOMPU", "NOMOR 1 TAHUN 2016", "TENTANG", "PASAR"), {}, ASKED,
                     id="slides"),
    ],
)  # fmt: skip
def test_what_is_damaged_stays_empty_and_is_asked_for(
    lines: tuple[str, ...], given: dict[str, str], missing: tuple[str, ...]
) -> None:
    found = recognise(act(*lines))
    assert {key: getattr(found, key) for key in ASKED if getattr(found, key)} == given
    assert (found.short, found.formal, found.missing) == ("", "", missing)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "NOTA DINAS\nPerihal : Jam\n\nPERATURAN BUPATI DOMPU\nNOMOR 9 TAHUN 2022\nTENTANG\nJAM", id="memo"
        ),
        pytest.param("Undang-Undang Nomor 3 Tahun 2011 tentang Taman Kota memberi hak kepada warga.", id="a sentence"),
        pytest.param(BODY + "\nPERATURAN BUPATI DOMPU\nNOMOR 9 TAHUN 2022\nTENTANG\nJAM", id="behind its body"),
        pytest.param("Warga tahu isi\nPeraturan Bupati Dompu Nomor 9 Tahun 2022 tentang Jam Kerja.", id="in a line"),
        pytest.param("Pada suatu malam hujan turun di kota.\n" * 50, id="a novel"),
        pytest.param("NOTA DINAS\nSeksi Bunga mempunyai tugas menyiram di Kota Bima", id="a memo of duties"),
        pytest.param("", id="nothing"),
    ],
)
def test_of_what_is_no_act_nothing_is_said(text: str) -> None:
    assert recognise(text) == Recognised()


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("LAMPIRAN", "PERATURAN BUPATI DOMPU", "NOMOR 9 TAHUN 2022", "TENTANG", "PASAR", "DAFTAR PASAR"), ""),
        (("PERATURAN BUPATI DOMPU", "NOMOR 9 TAHUN 2022", "TENTANG", "PASAR", "", "DAFTAR PASAR"), ""),
        (("PERATURAN BUPATI DOMPU", "NOMOR 9 TAHUN 2022", "TENTANG", "PASAR DAN"), ""),
        (("PERATURAN BUPATI DOMPU", "NOMOR 9 TAHUN 2022", "TENTANG", "A " * 400), ""),
        (("PERATURAN BUPATI DOMPU", "NOMOR 9 TAHUN 2022", "TENTANG", "PASAR."), "Pasar"),
    ],
)
def test_a_title_that_may_not_be_whole_or_alone_is_asked_for(lines: tuple[str, ...], title: str) -> None:
    found = recognise(act(*lines, body=""))
    assert (found.title, "title" in found.missing) == (title, not title)
    assert found.short == "Perbup Dompu 9/2022"


def test_a_title_is_written_as_the_document_writes_its_words() -> None:
    lines = ("PERATURAN BUPATI DOMPU", "NOMOR 9 TAHUN 2022", "TENTANG", "TAHAP II LPSE, SPBE, DAN E-GOVERNMENT DI DESA")
    body = "\nMenimbang : bahwa LPSE perlu diatur, dan desa juga;"
    assert recognise(act(*lines, body=body)).title == "Tahap II LPSE, SPBE, dan E-Government di Desa"


@pytest.mark.parametrize(
    ("name", "short", "level", "region"),
    [
        ("uu-14-2008.pdf", "UU 14/2008", "nasional", ""),
        ("PP Nomor 18 Tahun 2016.pdf", "PP 18/2016", "nasional", ""),
        ("permenkominfo_14_2016.docx", "Permenkominfo 14/2016", "nasional", ""),
        ("Permen PANRB 59-2020.pdf", "Permen PANRB 59/2020", "nasional", ""),
        ("Pergub NTB No 51 Tahun 2016.pdf", "Pergub NTB 51/2016", "provinsi", "Nusa Tenggara Barat"),
        ("perwali-singkawang-14-2021.md", "Perwali Singkawang 14/2021", "kota", "Singkawang"),
        ("perda-kota-bima-3-2016.txt", "Perda Kota Bima 3/2016", "kota", "Bima"),
        ("perda-gorontalo-3-2016.txt", "", "", ""),
        ("perda-3-2016.txt", "", "", ""),
        ("scan0001.pdf", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_the_files_name_tells_what_the_text_of_an_act_does_not(name: str, short: str, level: str, region: str) -> None:
    found = recognise(BODY, name)
    assert (found.short, found.level, found.region, found.title) == (short, level, region, "")
    assert "title" in found.missing
    assert recognise("Pada suatu malam hujan turun.", name).short == ""


def test_the_text_comes_before_the_files_name_which_mends_a_number_of_the_same_act_only() -> None:
    damaged = act("PERATURAN BUPATI DOMPU", "NOMOR l4 TAHUN 2016", "TENTANG", "PASAR")
    assert recognise(damaged, "perbup-dompu-14-2016.pdf").short == "Perbup Dompu 14/2016"
    assert recognise(damaged, "perbup-dompu-14-2017.pdf").short == ""
    assert recognise(damaged, "perbup-bima-14-2016.pdf").short == ""
    assert recognise(HEADINGS["law"][0], "uu-9-1999.pdf").short == "UU 3/2011"


def test_an_id_is_made_of_the_short_name_or_the_files() -> None:
    assert recognise(HEADINGS["law"][0]).id == "uu-3-2011"
    assert recognise("Hujan turun.", "Laporan Taman (1).docx").id == "laporan-taman-1"


@pytest.mark.parametrize(
    "piece",
    [
        "PERATURAN BUPATI ", "PERATURAN MENTERI A\n", "Kota Bima ", "Dinas Taman dan ", "Dinas A, Kota ", "TENTANG ",
        "NOMOR 1 TAHUN 2000\n", "\n", " ", "<!-- ", "# ", "Bidang Taman dan Kota mempunyai ", "BIDANG TAMAN, ",
        "Berdasarkan Peraturan Bupati Dompu Nomor 1 Tahun 2000 tentang Tugas, ", "A", "*", "1. ", "/2000", "DAFTAR\n",
    ],
)  # fmt: skip
def test_twenty_megabytes_are_recognised_in_no_time(piece: str) -> None:
    for head in ("", "PERATURAN BUPATI DOMPU\nNOMOR 1 TAHUN 2000\nTENTANG\n", "Tugas dan Fungsi\n"):
        text = head + piece * (20_000_000 // len(piece))
        before = time.process_time()
        recognise(text, piece * 50)
        assert time.process_time() - before < 5


WORDS = ["PERATURAN", "BUPATI", "MENTERI", "DAERAH", "KOTA", "BIMA", "NOMOR", "1", "TAHUN", "2016", "TENTANG", "dan",
         "PASAR", "\n", "\n\n", "#", "**", "Bidang", "Taman", "mempunyai tugas", ",", "Menimbang"]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)), st.text(max_size=30))
def test_any_text_gives_sound_fields(text: str, name: str) -> None:
    found = recognise(text, name)
    assert found.level in ("", *LEVELS)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", found.id)
    assert not {key for key in found.missing if getattr(found, key)}
    for field in fields(Recognised):
        value = getattr(found, field.name)
        assert isinstance(value, tuple) or value == " ".join(value.split())
