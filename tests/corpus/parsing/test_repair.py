"""Repair mends spacing, hyphens and encoding by what the document prints elsewhere; no letter, digit or line moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.manifest import DOCUMENTS
from corpus.parsing.repair import repair

# Each: what the document prints elsewhere, what is broken, what it becomes.
MENDED = [
    pytest.param("", "Dinas  Sosial   Kota", "Dinas Sosial Kota", id="runs of spaces"),
    pytest.param("", "1.  Data\t\tbaru", "1. Data baru", id="runs behind a number and of tabs"),
    pytest.param("", "Kota â€“ Desa", "Kota – Desa", id="wrong encoding: a short dash"),
    pytest.param("", "Kota â€” Desa", "Kota — Desa", id="wrong encoding: a long dash"),
    pytest.param("", "Kota – “Desa” â€“ dan â", "Kota – “Desa” – dan â", id="wrong encoding: beside what is right"),
    pytest.param("", "â€œDataâ€\u009d", "“Data”", id="wrong encoding: quotes"),
    pytest.param("pelayanan pelayanan", "pela-\nyanan publik", "pelayanan\npublik", id="hyphen of a line's end"),
    pytest.param("undang-undang", "undang-\nundang baru", "undang-undang\nbaru", id="hyphen that belongs to the word"),
    pytest.param("", "lain-\nlain hal", "lain-lain\nhal", id="word said twice over a line's end"),
    pytest.param("bimbingan bimbingan", "bimbin gan teknis", "bimbingan teknis", id="split in two"),
    pytest.param("fungsi fungsi fungsi", "Bidang Fu n gsi", "Bidang Fungsi", id="split in three"),
    pytest.param(
        "Dinas sesuai. Dinas sesuai.", "Dinassesuai aturan", "Dinas sesuai aturan", id="glued, seen side by side"
    ),
    pytest.param(
        "Daerah x Daerah y kabupaten x kabupaten",
        "Daerahkabupaten/kota",
        "Daerah kabupaten/kota",
        id="glued, both long",
    ),
    pytest.param("ayat x ayat", "Pasal 15ayat (1)", "Pasal 15 ayat (1)", id="number glued to a word"),
    pytest.param("", "ayat(1) dan", "ayat (1) dan", id="bracket glued to a word before"),
    pytest.param("", "(1)berdasarkan", "(1) berdasarkan", id="bracket glued to a word behind"),
    pytest.param("", "(empat)bidang", "(empat) bidang", id="number in words"),
    pytest.param("", "( satu ) bidang", "(satu) bidang", id="spaces inside brackets"),
    pytest.param("", "Dinas , Badan ; Kota .", "Dinas, Badan; Kota.", id="space before a mark"),
    pytest.param(
        "e-Government e-government", "eGovernment baru", "e-Government baru", id="lost hyphen, seen elsewhere"
    ),
    pytest.param("", "masingmasing dinas", "masing-masing dinas", id="lost hyphen of a word said twice"),
    pytest.param("", "UndangUndang", "Undang-Undang", id="lost hyphen between capitals"),
    pytest.param("Undang-Undang", "Undang- Undang Dasar", "Undang-Undang Dasar", id="space behind a hyphen"),
]

# Ordinary text, each with what might tempt a repair.
KEPT = [
    pytest.param("lebih dari Dinas pada Kota, daripada itu", id="daripada"),
    pytest.param("sebagai Dinas, mana yang sebagaimana dimaksud", id="sebagaimana"),
    pytest.param("nama domain dan sub domain; sub bidang", id="sub domain"),
    pytest.param("kerja sama dan kerja bakti yang sama; kerja sama", id="kerja sama"),
    pytest.param("Pasal 28 F dan Pasal 28F", id="28 F"),
    pytest.param("Pasal 14A ayat (1a) huruf aa", id="14A"),
    pytest.param("Nomor 7/PMK.02/2020 tanggal 2 Maret", id="number of a regulation"),
    pytest.param("pukul 08.00 di www.ntbprov.go.id, surel a.b@kota.go.id", id="addresses"),
    pytest.param("Rp1.000.000,00 (satu juta rupiah)", id="amount"),
    pytest.param("ber-AC, non-PNS, e-KTP, se-Indonesia", id="hyphens with capitals"),
    pytest.param("kupu-kupu, lain-lain, tanggung jawab", id="word said twice"),
    pytest.param("papa mama dada, baba", id="short doubled syllables"),
    pytest.param("pertanggungjawaban dan tanggung jawab", id="a compound under an affix"),
    pytest.param("Seksi 3, 4, dan 5 (tiga)", id="numbers in a row"),
    pytest.param("Bidang A:\n  a. satu;\n  b. dua.", id="an indented list"),
    pytest.param("Menurut … “kutipan” – Kota", id="typography"),
    pytest.param("satu -\nb. dua", id="dash at a line's end"),
]

LETTERS = st.text(alphabet="abknsu ABK.,;:()-/\n\t0123456789“”–\u00a0e", max_size=200)


def bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize(("elsewhere", "broken", "mended"), MENDED)
def test_broken_text_is_mended(elsewhere: str, broken: str, mended: str) -> None:
    assert repair(f"{elsewhere}\n\n{broken}\n") == f"{elsewhere}\n\n{mended}\n"


@pytest.mark.parametrize(
    "broken", ["bimbin gan", "Fu n gsi", "Dinassesuai", "Daerahkabupaten/kota", "15ayat", "eGovernment"]
)
def test_nothing_is_mended_that_the_document_does_not_print_elsewhere(broken: str) -> None:
    assert repair(f"Menurut {broken} ini.") == f"Menurut {broken} ini."


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize("text", [f"{p.values[0]}\n\n{p.values[1]}\n" for p in MENDED], ids=[p.id for p in MENDED])
def test_mended_text_is_left_alone(text: str) -> None:
    assert repair(repair(text)) == repair(text)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*-*.*")), ids=lambda path: path.stem)
def test_real_documents_keep_letters_and_lines_and_are_mended_at_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    mended = repair(text)
    assert bare(mended) == bare(text.replace("â€“", ""))
    assert mended.count("\n") == text.count("\n")
    assert repair(mended) == mended


@settings(derandomize=True, deadline=None, max_examples=500)
@given(text=LETTERS)
@example(text="a-\nb-\nc")
@example(text="aku-\nabu-\n\nabu")
def test_letters_digits_and_lines_stay(text: str) -> None:
    mended = repair(text)
    assert bare(mended) == bare(text)
    assert mended.count("\n") == text.count("\n")


@settings(derandomize=True, deadline=None, max_examples=200)
@given(text=st.text(alphabet=st.characters(exclude_characters="ÂÃâ"), max_size=200))
def test_letters_and_lines_of_any_script_stay(text: str) -> None:
    mended = repair(text)
    assert bare(mended) == bare(text)
    assert mended.count("\n") == text.count("\n")


@settings(derandomize=True, deadline=None, max_examples=200)
@given(text=st.text(alphabet="ÂÃâ€™œ\u009d–ab \n", max_size=60))
def test_lines_stay_where_the_encoding_is_mended(text: str) -> None:
    assert repair(text).count("\n") == text.count("\n")
