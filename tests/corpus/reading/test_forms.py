"""Forms that regulations and duty descriptions are printed or converted in: each is read to the same units."""

from pathlib import Path

import pytest

from corpus.model import Tree
from corpus.parsing.parse import parse
from corpus.parsing.repair import repair
from corpus.profile import load_profile
from corpus.reading.read import read
from corpus.recognising.recognise import HOPELESS, choose, recognise

HEAD = "MEMUTUSKAN:\nMenetapkan : PERATURAN BUPATI TENTANG TAMAN.\n"


def parsed(text: str, profile: str = "peraturan") -> Tree:
    return parse(repair(text), load_profile(profile), "x")


def ids(tree: Tree) -> list[str]:
    return [node.id.removeprefix("x/") for node in tree.nodes[1:]]


def text_of(tree: Tree, suffix: str) -> str:
    return tree.full_text(next(at for at, node in enumerate(tree.nodes) if node.id == f"x/{suffix}"))


# Each: the text, and the ids that it must be read to.
FORMS = [
    pytest.param(
        "Pasal I\nPeraturan Bupati Nomor 2 Tahun 2019 yang telah diubah dengan Peraturan Bupati:\n"
        "a. Nomor 3 Tahun 2020; dan\nb. Nomor 4 Tahun 2021,\ndiubah sebagai berikut:\n"
        "1. Ketentuan Pasal 1 diubah sehingga berbunyi sebagai berikut:\nPasal 1\nYang dimaksud dengan:\n"
        "1. Taman adalah ruang terbuka.\n2. Kolam adalah wadah air.\n"
        "2. Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4A:\nPasal 4A\nTaman dijaga.\n"
        "3. Judul BAB III diubah sehingga berbunyi:\nBAB III\nPENJAGAAN\n4. Pasal 9 dihapus.\n"
        "Pasal II\nPeraturan Bupati ini mulai berlaku pada tanggal diundangkan.",
        "pasal-i pasal-i/huruf-a pasal-i/huruf-b pasal-i/angka-1 pasal-i/angka-1/pasal-1 "
        "pasal-i/angka-1/pasal-1/angka-1 pasal-i/angka-1/pasal-1/angka-2 pasal-i/angka-2 pasal-i/angka-2/pasal-4a "
        "pasal-i/angka-3 pasal-i/angka-3/bab-iii pasal-i/angka-4 pasal-ii",
        id="amendment: the next change is no item of the list before it",
    ),
    pytest.param(
        "PENJELASAN\nATAS\nPERATURAN DAERAH\nI. PENJELASAN UMUM\nTaman perlu dijaga.\nII. PENJELASAN PASAL DEMI PASAL\n"
        "Pasal I\nAngka 1\nPasal 26\nAyat (1)\nCukup jelas.\nAyat (2) dan ayat (3)\nCukup jelas.\nAngka 2\nPasal 40\n"
        "Cukup jelas.\nPasal II\nCukup jelas.",
        "penjelasan penjelasan/umum penjelasan/pasal-demi-pasal penjelasan/pasal-i penjelasan/pasal-i/angka-1 "
        "penjelasan/pasal-i/angka-1/pasal-26 penjelasan/pasal-i/angka-1/pasal-26/ayat-1 "
        "penjelasan/pasal-i/angka-1/pasal-26/ayat-2 penjelasan/pasal-i/angka-2 penjelasan/pasal-i/angka-2/pasal-40 "
        "penjelasan/pasal-ii",
        id="elucidation of an amendment",
    ),
    pytest.param(
        "PENJELASAN\nATAS\nPERATURAN DAERAH\nII. PASAL DEMI PASAL\nPasal 1 s.d. Pasal 2\nCukup jelas.\n"
        "Pasal 3 : Cukup jelas.\nPasal 4\nHuruf a\nAngka 1\nHuruf a)\nCukup jelas.",
        "penjelasan penjelasan/pasal-demi-pasal penjelasan/pasal-1 penjelasan/pasal-3 penjelasan/pasal-4 "
        "penjelasan/pasal-4/huruf-a penjelasan/pasal-4/huruf-a/angka-1 penjelasan/pasal-4/huruf-a/angka-1/huruf-a",
        id="elucidation of several at once",
    ),
    pytest.param(
        f"{HEAD}BAB I\nUMUM\n  Pasal 1.\n\n  Taman dibuka menurut\n  Pasal 2.\n\n  Pasal 2.\n\n(1).Taman dijaga.\n"
        "(2).Taman disiram menurut ketentuan\nPasal 3\nsetiap hari.\nPASAL 3\nTaman ditutup.",
        "memutuskan bab-i pasal-1 pasal-2 pasal-2/ayat-1 pasal-2/ayat-2 pasal-3",
        id="a full stop behind the number, capitals; cross-references close a line",
    ),
    pytest.param(
        f"{HEAD}Pasal 1 Taman dibuka setiap hari.\nPasal 2 Taman dijaga oleh petugas menurut ketentuan\n"
        "Pasal 3 Undang-Undang Nomor 5 Tahun 2014.\nPasal 3 Peraturan Bupati ini mulai berlaku besok.",
        "memutuskan pasal-1 pasal-2 pasal-3",
        id="a pasal with its text in its line",
    ),
    pytest.param(
        "Menimbang bahwa taman perlu;\nMengingat 1. Pasal 18;\n2. Undang-Undang;\nDengan Persetujuan Bersama\n"
        f"DEWAN PERWAKILAN RAKYAT DAERAH\ndan\nBUPATI\n{HEAD}Pasal 1\n(1) Taman dibuka.\n3 2014, No.1862\n"
        "(21 Taman dijaga.\n- 4Pasal 2\nTaman ditutup.",
        "menimbang mengingat mengingat/angka-1 mengingat/angka-2 persetujuan memutuskan "
        "pasal-1 pasal-1/ayat-1 pasal-1/ayat-2 pasal-2",
        id="a picture's reading, a gazette's head, a glued page number",
    ),
    pytest.param(
        "SURAT EDARAN\nNOMOR 3 TAHUN 2024\nTENTANG\nTAMAN\nYth.\n1. Camat;\n2. Lurah.\nA. Latar Belakang\nPerlu.\n"
        "B. Ketentuan\n1. Taman dibuka:\na. pagi; dan\nb. sore.\n2. Taman dijaga.",
        "edaran edaran/kepada edaran/kepada/angka-1 edaran/kepada/angka-2 edaran/bagian-a edaran/bagian-b "
        "edaran/bagian-b/angka-1 edaran/bagian-b/angka-1/huruf-a edaran/bagian-b/angka-1/huruf-b "
        "edaran/bagian-b/angka-2",
        id="circular",
    ),
    pytest.param(
        f"{HEAD}BAB I\nUMUM\nPasal 1\nTaman dibuka.\nLAMPIRAN\nPERATURAN BUPATI\nBAB I\nPENDAHULUAN\nA. Tujuan\n"
        "1. tertib;\n2. indah.\nB. Dasar\nTaman perlu.\nBAB II\nPENUTUP\nSelesai.",
        "memutuskan bab-i pasal-1 lampiran lampiran/bab-i lampiran/bab-i/bagian-a lampiran/bab-i/bagian-a/angka-1 "
        "lampiran/bab-i/bagian-a/angka-2 lampiran/bab-i/bagian-b lampiran/bab-ii",
        id="an annex with chapters of its own",
    ),
    pytest.param(
        "LAMPIRAN : PERATURAN BUPATI\nII. SEKRETARIS\nTugas Pokok : melayani.\n1. mencatat surat;\n"
        "A. KEPALA SUB BAGIAN UMUM\nRincian Tugas :\nNo Uraian Tugas\n1 menyusun daftar barang\n2 memelihara gedung",
        "lampiran lampiran/sekretaris lampiran/sekretaris/angka-1 lampiran/sub-bagian lampiran/sub-bagian/angka-1 "
        "lampiran/sub-bagian/angka-2",
        id="duties in an annex",
    ),
    pytest.param(
        "Pasal 757\nSekretariat mempunyai tugas melayani sebagaimana dimaksud dalam\nPasal 20.\nPasal 758\nSelesai.",
        "pasal-757 pasal-758",
        id="a part cut out of a regulation",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_form_is_read_to_its_units(text: str, expected: str) -> None:
    tree = parsed(text)
    assert ids(tree) == expected.split()
    assert [doubt.message for doubt in tree.doubts if "missing" in doubt.message and "s.d." not in text] == []


DUTIES = [
    pytest.param(
        "a. Kepala Dinas\n\nUntuk menyelenggarakan tugas, Kepala Dinas mempunyai fungsi:\n• perumusan kebijakan;\n"
        "• pembinaan.\n\nB. Kepala Seksi Taman\nUraian Tugas\n- menyiram taman;\n- menyapu taman.",
        "kepala-dinas kepala-dinas/butir-1 kepala-dinas/butir-2 seksi seksi/butir-1 seksi/butir-2",
        id="bullets",
    ),
    pytest.param(
        "Bidang Taman dan Kolam\nTUGAS POKOK DAN FUNGSI\n(1) Bidang Taman dipimpin oleh Kepala Bidang yang mempunyai "
        "tugas menjaga.\n(2) Rincian tugas sebagaimana dimaksud pada ayat (1):\n1. menanam:\n- bunga;\n2. menyiram.\n"
        "(1) Seksi Kolam mempunyai tugas menguras.",
        "bidang bidang/ayat-1 bidang/ayat-2 bidang/ayat-2/angka-1 bidang/ayat-2/angka-1/butir-1 bidang/ayat-2/angka-2 "
        "seksi seksi/ayat-1",
        id="ayat without a pasal",
    ),
    pytest.param(
        "SEKSI TAMAN\nNo Uraian Tugas\n1 menyiram taman\n2 menyapu taman",
        "seksi seksi/tugas-1 seksi/tugas-2",
        id="a table's rows",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DUTIES)
def test_duties_are_read_to_their_units(text: str, expected: str) -> None:
    assert ids(parsed(text, "tupoksi")) == expected.split()


MARKED = """\
**BAB I**\\
## **KETENTUAN UMUM**

***Pasal 1***

<p>Taman adalah *ruang terbuka* menurut [Pasal 2 ayat (1)](/perda/2019/2/pasal-2).</p>

_Pasal 2_

\\(1\\) Taman&nbsp;dibuka.<br>\\(2\\) Taman dijaga:

| No | Tugas |
|---|---|
| a. | menyiram; |
| b. | menyapu 2 * 3 = 6. |
"""


def test_marks_of_markdown_and_html_print_nothing(tmp_path: Path) -> None:
    path = tmp_path / "taman.md"
    path.write_text(MARKED, encoding="utf-8")
    tree = parsed(read(path).text)
    assert " ".join(ids(tree)) == (
        "bab-i pasal-1 pasal-2 pasal-2/ayat-1 pasal-2/ayat-2 pasal-2/ayat-2/huruf-a pasal-2/ayat-2/huruf-b"
    )
    assert text_of(tree, "pasal-1") == "Taman adalah ruang terbuka menurut Pasal 2 ayat (1)."
    assert text_of(tree, "pasal-2/ayat-2/huruf-b") == "menyapu 2 * 3 = 6."


FLAT = (
    "PEMERINTAH KABUPATEN DOMPU PERATURAN DAERAH KABUPATEN DOMPU NOMOR 2 TAHUN 2019 TENTANG PENGELOLAAN TAMAN DENGAN "
    "RAHMAT TUHAN YANG MAHA ESA BUPATI DOMPU, Menimbang : a. bahwa taman perlu dijaga; b. bahwa perlu "
    "Peraturan Daerah; "
    "Mengingat : 1. Pasal 18 ayat (6) Undang-Undang Dasar; MEMUTUSKAN : Menetapkan : PERATURAN DAERAH "
    "TENTANG PENGELOLAAN "
    "TAMAN. BAB I KETENTUAN UMUM Pasal 1 Dalam Peraturan Daerah ini yang dimaksud dengan : 1. Taman adalah ruang "
    "terbuka ; 2. Petugas adalah penjaga taman. BAB II PENJAGAAN Bagian Kesatu Umum Pasal 2 (1) Taman "
    "dijaga oleh petugas "
    "sebagaimana dimaksud dalam Pasal 1 angka 2. (2) Petugas bekerja setiap hari menurut Pasal 3 Peraturan Daerah ini. "
    "Pasal 3 Setiap orang wajib menjaga : a. bunga ; b. kolam. BAB III PENUTUP Pasal 4 Peraturan Daerah "
    "ini mulai berlaku "
    "pada tanggal diundangkan. Ditetapkan di Dompu pada tanggal 5 Mei 2019"
)


def test_a_regulation_without_lines_is_read_by_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "taman.txt"
    path.write_text(FLAT, encoding="utf-8")
    text = read(path).text
    assert "".join(text.split()) == "".join(FLAT.split())
    assert " ".join(ids(parsed(text))) == (
        "menimbang menimbang/huruf-a menimbang/huruf-b mengingat mengingat/angka-1 memutuskan bab-i pasal-1 "
        "pasal-1/angka-1 pasal-1/angka-2 bab-ii bab-ii/bagian-kesatu pasal-2 pasal-2/ayat-1 pasal-2/ayat-2 pasal-3 "
        "pasal-3/huruf-a pasal-3/huruf-b bab-iii pasal-4 penutup"
    )
    found = recognise(text)
    assert (found.short, found.title) == ("Perda Kabupaten Dompu 2/2019", "Pengelolaan Taman")


def test_a_circular_is_of_the_office_whose_letterhead_it_has() -> None:
    found = recognise(
        "MENTERI PENDAYAGUNAAN APARATUR NEGARA\nDAN REFORMASI BIROKRASI\nREPUBLIK INDONESIA\n\nYth. 1. Gubernur\n\n"
        "SURAT EDARAN\nNOMOR 16 TAHUN 2022\nTENTANG\nTAMAN KANTOR\n\n1. Latar Belakang\nTaman perlu.\n"
    )
    assert (found.short, found.level) == ("SE Men PANRB 16/2022", "nasional")
    own = recognise(
        "PEMERINTAH KOTA BIMA\nDINAS SOSIAL\n\nSURAT EDARAN\nNOMOR 1 TAHUN 2022\nTENTANG\nTAMAN KANTOR\n\nTaman."
    )
    assert own.issuer == ""


def test_a_short_tupoksi_of_one_seksi_is_taken_for_one() -> None:
    duties = "\n".join(f"• menjaga taman nomor {name};" for name in ("satu", "dua", "tiga", "empat", "lima", "enam"))
    best, *_ = choose(f"TUGAS DAN FUNGSI\n\nSeksi Taman mempunyai tugas:\n\n{duties}")
    assert best.profile == "tupoksi"
    assert best.confidence >= HOPELESS


def test_what_stands_in_the_line_of_the_clause_before_is_a_unit_of_its_own() -> None:
    tree = parsed(
        "Mengingat :\nPasal 20 Undang-Undang Dasar; Dengan Persetujuan Bersama DEWAN PERWAKILAN RAKYAT dan PRESIDEN "
        "MEMUTUSKAN: Menetapkan : UNDANG-UNDANG TENTANG TAMAN.\nPasal 1\nTaman dijaga.\nPENJELASAN\nATAS\n"
        "UNDANG-UNDANG REPUBLIK INDONESIA\nII. PASAL DEMI PASAL\nPasal 1\nCukup jelas. TAMBAHAN LEMBARAN NEGARA "
        "REPUBLIK INDONESIA NOMOR 4846"
    )
    assert {"persetujuan", "penjelasan/tambahan"} <= set(ids(tree))
    assert text_of(tree, "mengingat").endswith("Undang-Undang Dasar;")
    assert text_of(tree, "penjelasan/pasal-1").strip() == "Cukup jelas."
