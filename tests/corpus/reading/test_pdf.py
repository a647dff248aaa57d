"""A PDF's text layer is read as its pages print it, without what each page prints anew, which is said."""

from __future__ import annotations

import resource
import sys
import time
import zlib
from pathlib import Path

import pytest
from pdfs import NUMBER, blank, printed, saved

from corpus.errors import DocumentError
from corpus.model import Tree
from corpus.parsing.parse import parse
from corpus.parsing.repair import repair
from corpus.profile import load_profile
from corpus.reading import pdf, pdf_worker
from corpus.reading.read import read

LONG = "yang menyelenggarakan urusan pemerintahan di bidang komunikasi dan informatika sesuai dengan kewenangannya"
PAGES = [
    f"""PERATURAN WALI KOTA
NOMOR 5 TAHUN 2031
TENTANG
TAMAN BACA
BAB I
KETENTUAN UMUM
Pasal 1
Dinas adalah dinas {LONG}.""",
    f"Pasal 2\n(1) Taman baca dikelola oleh dinas {LONG}.\n(2) Taman baca terbuka bagi setiap orang tanpa biaya.",
    f"(3) Setiap taman baca memiliki:\na. ruang baca;\nb. buku paling sedikit 300 judul {LONG}; dan\nc. petugas.",
    "Pasal 3\nCukup jelas dan terang.\nPasal 4\nBuku dipinjamkan paling lama 7 (tujuh) hari.",
    f"Pasal 5\n(1) Petugas taman baca dinas {LONG}.\n(2) Petugas bekerja 5 (lima) hari.",
    "Pasal 6\nPeraturan Wali Kota ini mulai berlaku pada tanggal diundangkan.",
]
CATCH = ["Pasal 2 . . .", "(3) Setiap …", "Pasal 3...", "Pasal 5", "PASAL 6 . . ."]
PLAIN = "\n".join(PAGES)


def units(text: str, profile: str = "peraturan") -> list[tuple[str, str]]:
    """Each unit's id with its text by letters and digits."""
    tree: Tree = parse(repair(text), load_profile(profile), "doc")
    return [(node.id, letters(tree.full_text(index))) for index, node in enumerate(tree.nodes)]


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


OF_HOW_MANY = '#context counter(page).display((..n) => "Halaman " + n.pos().map(str).join(" dari "), both: true)'
FURNITURE = [
    pytest.param("", "", (), id="none"),
    pytest.param(NUMBER, "", CATCH, id="number above and catchwords"),
    pytest.param(f"#align(center)[PRESIDEN \\ REPUBLIK INDONESIA \\ {NUMBER}]", "", CATCH, id="head of three lines"),
    pytest.param("", "#context(counter(page).display()) #h(1fr) jdih.kota.go.id", (), id="foot with an address"),
    pytest.param("", "SK No 09321#context(counter(page).display()) A", CATCH, id="number of the paper"),
    pytest.param(
        "#context if calc.odd(counter(page).get().first()) [2031, No. 14 #h(1fr) -#context(counter(page).display())-]"
        " else [-#context(counter(page).display())- #h(1fr) 2031, No. 14]",
        "", (), id="odd and even pages of a gazette",
    ),
    pytest.param('#context if here().page() > 1 { counter(page).display("i") }', "", (), id="Roman numbers"),
    pytest.param("", OF_HOW_MANY, (), id="of how many"),
]  # fmt: skip


@pytest.mark.parametrize("count", [6, 3])
@pytest.mark.parametrize(("head", "foot", "catch"), FURNITURE)
def test_a_law_is_read_as_its_text_is(tmp_path: Path, head: str, foot: str, catch: tuple[str, ...], count: int) -> None:
    source = read(saved(tmp_path, printed(PAGES[:count], head=head, foot=foot, catch=catch[: count - 1])))
    assert units(source.text) == units("\n".join(PAGES[:count]))


@pytest.mark.parametrize(("head", "foot", "catch"), [row for row in FURNITURE if "address" not in str(row.id)])
def test_two_pages_are_enough(tmp_path: Path, head: str, foot: str, catch: tuple[str, ...]) -> None:
    source = read(saved(tmp_path, printed(PAGES[:2], head=head, foot=foot, catch=catch[:1])))
    assert units(source.text) == units("\n".join(PAGES[:2]))


def test_what_was_left_out_is_said_with_its_page(tmp_path: Path) -> None:
    source = read(saved(tmp_path, printed(PAGES, head=NUMBER, catch=CATCH)))
    assert [(note.page, note.text) for note in source.notes if note.kind == "running line"] == [
        (page, f"- {page} -") for page in range(1, 7)
    ]
    assert [(note.page, note.text) for note in source.notes if note.kind == "catchword"] == [
        (page, word) for page, word in enumerate(CATCH, 1)
    ]
    assert letters(source.text) == letters(PLAIN)


KEPT = [
    pytest.param(
        ["PENJELASAN\nUmum."] + [f"Pasal {n}\nCukup jelas.\nHal {n}a." for n in range(2, 9)], id="a pasal a page"
    ),
    pytest.param([f"Pasal {n}\nCukup jelas.\nPasal {n + 1}\nCukup jelas." for n in range(1, 15, 2)], id="same end"),
    pytest.param([f"Cukup jelas.\nPasal {n}\nCukup jelas.\nPasal {n + 1}" for n in range(1, 15, 2)], id="same begin"),
    pytest.param([f"{n}. Nama barang\nHuruf {n}" for n in range(1, 9)], id="items that count"),
    pytest.param(["Tahun 2031\nNama : . . . . .", "Nama\nJabatan : . . ."], id="dots to fill in"),
    pytest.param(["Hal ini.\nCukup jelas.", "Cukup jelas.\nHal itu."], id="same words across the break"),
]  # fmt: skip


@pytest.mark.parametrize("pages", KEPT)
def test_a_clause_at_a_pages_edge_stays(tmp_path: Path, pages: list[str]) -> None:
    middle = [f"\nDi tengah {letter}: {' '.join([LONG] * 4)}.\n" for letter in "abcdefghi"]
    pages = [page.replace("\n", text, 1) for page, text in zip(pages, middle, strict=False)]
    rules = "#set par(spacing: 0.65em)"
    source = read(saved(tmp_path, printed(pages, rules=rules)))
    assert letters(source.text) == letters("".join(pages))
    assert source.notes == ()


def test_a_broken_word_is_left_to_the_repair(tmp_path: Path) -> None:
    content = printed(["menurut Undang-Undang " * 30], rules="#set text(hyphenate: false)")
    source = read(saved(tmp_path, content))
    assert "Undang-\nUndang" in source.text
    assert repair(source.text).split() == ["menurut", "Undang-Undang"] * 30


def test_columns_and_cells_stay_whole(tmp_path: Path) -> None:
    rules = "#columns(2)[satu dua tiga empat lima enam tujuh delapan sembilan #colbreak() sepuluh sebelas dua belas]"
    source = read(saved(tmp_path, printed(["akhir"], rules=rules)))
    assert source.text.split()[:4] == ["satu", "dua", "tiga", "empat"]
    assert source.text.split()[8:11] == ["sembilan", "sepuluh", "sebelas"]


def test_a_turned_page_is_read_from_its_top(tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(printed(PAGES, head=NUMBER))
    for page in document:
        page.set_rotation(90)
    path = tmp_path / "a.pdf"
    document.save(str(path))
    assert letters("Taman baca terbuka bagi") in letters(read(path).text)


def test_a_page_without_text_is_said(tmp_path: Path) -> None:
    source = read(saved(tmp_path, printed([PLAIN[:300], "", PLAIN[300:600]])))
    assert [(note.kind, note.page) for note in source.notes] == [("page without text", 2)]


def test_asking_needs_no_reader_of_pdf() -> None:
    import subprocess

    code = "import sys, corpus.parsing.parse; sys.exit('pypdfium2' in sys.modules or 'docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def locked() -> bytes:
    """A PDF that opens by a password only: an /Encrypt that pdfium can't answer."""
    whole = printed(["rahasia"])
    encrypt = (
        b"<</Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">/P -4>>/ID[<" + b"22" * 16 + b"><"
        + b"22" * 16 + b">]"
    )  # fmt: skip
    at = whole.rindex(b"/Root")
    return whole[:at] + b"/Encrypt " + encrypt + whole[at:]


REFUSED = [
    pytest.param(b"%PDF-1.7\n" + b"\x00\x01\x02" * 99, "is no PDF that can be opened", id="broken"),
    pytest.param(printed(["teks"])[:400], "is no PDF that can be opened", id="cut off"),
    pytest.param(b"", "is no PDF", id="empty"),
    pytest.param(b"PK\x03\x04" + bytes(99), "is no PDF", id="a zip file by its content"),
    pytest.param(PLAIN.encode(), "is no PDF", id="text"),
    pytest.param(blank(2), "pictures", id="no text"),
    pytest.param(printed(["", "", "hal."], head=NUMBER), "pictures", id="hardly any text"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "says"), REFUSED)
def test_what_cant_be_read_is_refused_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, says: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = saved(tmp_path, content)
    with pytest.raises(DocumentError, match=says) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "; " in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_locked_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="password"):
        read(saved(tmp_path, locked()))


def test_a_pdf_named_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"\.pdf"):
        read(saved(tmp_path, printed(["teks"]), "a.txt"))


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_worker, "MAX_PAGES", 2)
    with pytest.raises(DocumentError, match="3 pages, more than 2"):
        pdf_worker.pages(blank(3), tmp_path / "a.pdf")


def test_too_much_text_on_a_page_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_worker, "MAX_PAGE_TEXT", 100)
    with pytest.raises(DocumentError, match="page 1 holds"):
        pdf_worker.pages(printed(PAGES), tmp_path / "a.pdf")


def test_too_much_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_worker, "MAX_TEXT", 100)
    with pytest.raises(DocumentError, match="more than 100 characters"):
        pdf_worker.pages(printed(PAGES), tmp_path / "a.pdf")


def test_one_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    with pytest.raises(DocumentError, match="isn't read in 0 seconds"):
        read(saved(tmp_path, printed(PAGES)))


def bomb() -> bytes:
    """A page whose content unpacks to a quarter of a gigabyte of blanks."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(2**8)) + packer.flush()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    ]  # fmt: skip
    return (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%s\nendobj\n" % row for row in enumerate(parts, 1))
        + b"trailer<</Root 1 0 R>>"
    )


def test_a_bomb_ends_the_reader_and_not_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DocumentError, match=r"breaks the reader|pictures"):
        read(saved(tmp_path, bomb()))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_three_hundred_pages_are_read_in_seconds(tmp_path: Path) -> None:
    path = saved(tmp_path, printed(PAGES * 50, head=NUMBER))
    before = time.process_time()
    source = read(path)
    assert time.process_time() - before < 10
    assert len(source.notes) == 300
