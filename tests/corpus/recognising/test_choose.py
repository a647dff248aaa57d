"""The profile that reads a document best is sure of it; of what is no such document, none is."""

from __future__ import annotations

import random
import time

import pytest

from corpus.manifest import DOCUMENTS, Entry, load_manifest
from corpus.profile import PROFILES
from corpus.recognising.recognise import HOPELESS, choose

ENTRIES = load_manifest(DOCUMENTS)
WORDS = ["hujan", "jalan", "kota", "malam", "ibu", "rumah", "laut", "pergi", "lama", "sunyi", "dan", "yang", "ke", "di"]
RANDOM = random.Random(7)  # noqa: S311 (not for secrets)

ORGANISATION = "\n".join(
    [
        "PERATURAN BUPATI DOMPU\nNOMOR 9 TAHUN 2022\nTENTANG\nTUGAS DAN FUNGSI DINAS TAMAN",
        "Menimbang : a. bahwa taman perlu dirawat;\nb. bahwa perlu diatur;",
        "MEMUTUSKAN:\nBAB I\nKETENTUAN UMUM\nPasal 1\nTaman adalah tempat tumbuhan.",
        *(
            f"Pasal {n}\n(1) Bidang ada.\n(2) Perawatan diatur.\nPasal {n + 1}\n"
            "Bidang Perawatan mempunyai tugas:\na. merawat;\nb. menyiram."
            for n in range(2, 20, 2)
        ),
    ]
)
DECREE = "\n".join(
    [
        "KEPUTUSAN BUPATI DOMPU\nNOMOR 4 TAHUN 2022\nTENTANG\nTIM TAMAN",
        "Menimbang : a. bahwa taman perlu tim;\nb. bahwa tim perlu ditetapkan;",
        "Mengingat : 1. Undang-Undang Nomor 1 Tahun 2000;\n2. Undang-Undang Nomor 2 Tahun 2001;\nMEMUTUSKAN:",
        *(f"{word} : Tim bekerja sesuai keputusan ini." for word in ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA")),
    ]
)
DUTIES = "\n".join(
    f"{unit} mempunyai tugas\n" + "\n".join(f"{n}. Menyiapkan bahan kebun;" for n in range(1, 8))
    for unit in ("Bidang Taman", "Seksi Bunga", "Seksi Pohon")
)
MEMO = """NOTA DINAS
Kepada : Kepala Dinas
Dari : Kepala Bidang Taman
Perihal : Pembagian tugas

Dengan hormat, bersama ini disampaikan sebagai berikut:
1. Rapat diadakan hari Senin.
2. Seksi Bunga mempunyai tugas menyiapkan ruang, sesuai
Pasal 12
(1) Ruang disiapkan oleh seksi.
(2) Ruang dikunci.
Demikian disampaikan.
"""
SHORT = """PERATURAN GUBERNUR NUSA TENGGARA BARAT
NOMOR 12 TAHUN 2024
TENTANG
KAPASITAS PENYIMPANAN DATA
DENGAN RAHMAT TUHAN YANG MAHA ESA
GUBERNUR NUSA TENGGARA BARAT,
Menimbang : bahwa penyimpanan data perlu diatur;
MEMUTUSKAN:
Menetapkan : PERATURAN GUBERNUR TENTANG KAPASITAS PENYIMPANAN DATA.
Pasal 1
Setiap pegawai mendapat ruang penyimpanan data.
Pasal 2
Ruang penyimpanan data dihapus satu tahun setelah pegawai pensiun.
Pasal 3
Peraturan Gubernur ini mulai berlaku pada tanggal diundangkan.
"""
SHORT_DUTIES = """Uraian tugas Bidang Perpustakaan
Seksi Layanan mempunyai tugas
1. Menyiapkan bahan layanan.
2. Melaksanakan layanan baca.
Seksi Koleksi mempunyai tugas
1. Merawat koleksi.
"""
LETTER = """GUBERNUR NUSA TENGGARA BARAT
Mataram, 3 Mei 2024
Kepada Yth. Kepala Dinas
di Mataram
Hal: ruang penyimpanan
Dengan ini kami sampaikan bahwa telah terbit
PERATURAN GUBERNUR NUSA TENGGARA BARAT
NOMOR 12 TAHUN 2024
TENTANG KAPASITAS PENYIMPANAN DATA
yang antara lain mengatur
Pasal 1
Setiap pegawai mendapat ruang.
Pasal 2
Ruang dihapus setelah pegawai pensiun.
"""
OTHERS = {
    "letter that quotes an act": LETTER,
    "invoice": "INVOICE\nNomor 12 Tahun 2024\n" + "\n".join(f"{n}. Kertas {n} rim 50.000" for n in range(1, 9)),
    "numbered code": "\n".join(f"{n}. def tugas_{n}(x): return x" for n in range(1, 30)),
    "office memo": MEMO,
    "memo that quotes a duty description": MEMO + DUTIES,
    "novel": "\n\n".join(
        f"BAB {number}\n\n" + "\n".join(" ".join(RANDOM.choices(WORDS, k=12)) + "." for _ in range(120))
        for number in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
    ),
    "table of numbers": "\n".join("\t".join(str(RANDOM.randrange(10**6)) for _ in range(8)) for _ in range(400)),
    "numbered table": "\n".join(f"{n}. {RANDOM.randrange(10**6)} {RANDOM.randrange(10**6)}" for n in range(1, 300)),
    "shopping list": "Belanja:\n1. beras\n2. gula\na. merah\nb. putih",
    "one quoted clause": "Pasal 1\nTaman dibuka.\n",
    "code": "def f(x):\n    return x\n" * 200,
    "nothing": "",
    "one letter": "x",
    "no letters": "\n \t\n" * 50,
}


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.id for entry in ENTRIES])
def test_a_shipped_document_is_read_by_its_profile(entry: Entry) -> None:
    best, *others = choose((DOCUMENTS / entry.file).read_text(encoding="utf-8"))
    assert best.profile == entry.profile
    assert best.confidence > 0.7
    assert best.units > 50
    assert all(other.confidence < HOPELESS for other in others)


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        pytest.param(ORGANISATION, "peraturan", id="a regulation about duties"),
        pytest.param(DECREE, "peraturan", id="a decree"),
        pytest.param(DUTIES, "tupoksi", id="a duty description"),
    ],
)
def test_the_right_profile_comes_first_and_is_sure(text: str, profile: str) -> None:
    best = choose(text)[0]
    assert (best.profile, best.confidence > 0.7) == (profile, True)


@pytest.mark.parametrize("name", OTHERS)
def test_no_profile_is_sure_of_what_is_no_such_document(name: str) -> None:
    choices = choose(OTHERS[name])
    assert {choice.profile for choice in choices} == {path.stem for path in PROFILES.glob("*.yaml")}
    assert all(0 <= choice.confidence < HOPELESS for choice in choices)


@pytest.mark.parametrize(("text", "profile"), [(SHORT, "peraturan"), (SHORT_DUTIES, "tupoksi")])
def test_a_short_document_that_is_whole_is_accepted(text: str, profile: str) -> None:
    best = choose(text)[0]
    assert (best.profile, best.confidence > 0.45) == (profile, True)


def test_the_best_comes_first_and_doubts_cost() -> None:
    choices = choose(DUTIES)
    assert [c.confidence for c in choices] == sorted((c.confidence for c in choices), reverse=True)
    damaged = choose(DUTIES.replace("\n3. Menyiapkan bahan kebun;", ""))[0]
    assert damaged.doubts == 3
    assert damaged.confidence < choices[0].confidence


def test_all_of_a_long_document_is_counted() -> None:
    text = "Menimbang : a. bahwa x;\nb. bahwa y;\n" + "\n".join(
        f"Pasal {n}\n(1) Taman dibuka tiap hari.\n(2) Taman ditutup tiap malam." for n in range(1, 5_000)
    )
    assert choose(text)[0].units > 14_000


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("Perpustakaan meminjamkan buku kepada warga.\n", id="prose"),
        pytest.param("\n", id="empty lines"),
        pytest.param(" ", id="blanks"),
        pytest.param("Pasal ", id="one word in one line"),
        pytest.param("PERATURAN BUPATI ", id="a heading without end"),
        pytest.param("Bidang A dan B, ", id="units in one line"),
        pytest.param("# - * > ", id="marks"),
    ],
)
def test_twenty_megabytes_without_hope_take_seconds(piece: str) -> None:
    text = piece * (20_000_000 // len(piece))
    before = time.process_time()
    assert choose(text)[0].confidence < HOPELESS
    assert time.process_time() - before < 20
