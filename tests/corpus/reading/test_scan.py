"""Pages that are pictures are recognised by tesseract where it is installed; here a program plays its part."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pdfs import blank, printed, saved
from played import HEAD, PLAYED

from corpus.errors import DocumentError
from corpus.reading import pdf
from corpus.reading.read import read

LAW = [
    ["- 1 -", "Pasal 1", "Dinas adalah dinas.", "Pasal 2 . . ."],
    ["- 2 -", "Pasal 2", "Setiap orang boleh membaca.", "Cukup jelas."],
]

Player = Callable[..., Path]


def words(lines: list[str]) -> str:
    """tesseract's table of a page."""
    rows = [HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t417\t417\t-1\t"]
    for at, line in enumerate(lines):
        top = 380 if ". . ." in line else 20 + 80 * at
        for n, word in enumerate(line.split()):
            rows.append(f"5\t1\t1\t1\t{at}\t{n}\t{20 + 40 * n}\t{top}\t35\t12\t90\t{word}")
    return "\n".join(rows)


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Player:
    """Puts a program called tesseract on PATH; gives the folder where it keeps what it was given."""

    def put(acts: str = "", languages: str = "eng\\nind") -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "tesseract"
        program.write_text(PLAYED.format(python=sys.executable, acts=acts, languages=languages))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
        return folder

    return put


TELLS = f"print({[words(page) for page in LAW]!r}[page - 1])"


def test_pictures_are_recognised_page_by_page(tmp_path: Path, player: Player) -> None:
    folder = player(TELLS)
    told: list[tuple[int, int]] = []
    source = read(saved(tmp_path, blank(2, 2)), lambda page, pages: told.append((page, pages)))
    assert source.text == "Pasal 1\nDinas adalah dinas.\nPasal 2\nSetiap orang boleh membaca.\nCukup jelas.\n"
    assert [(note.kind, note.page, note.text) for note in source.notes] == [
        ("recognised page", 1, ""), ("recognised page", 2, ""), ("running line", 1, "- 1 -"),
        ("catchword", 1, "Pasal 2 . . ."), ("running line", 2, "- 2 -"),
    ]  # fmt: skip
    assert told == [(1, 2), (2, 2)]
    assert (folder / "calls").read_text() == "stdin stdout -l eng --psm 4 --dpi 300 tsv\n" * 2
    picture = (folder / "1.pgm").read_bytes()
    assert picture.startswith(b"P5\n417 417\n255\n")
    assert len(picture) == len(b"P5\n417 417\n255\n") + 417 * 417


def test_a_scan_is_recognised_once(tmp_path: Path, player: Player) -> None:
    folder, kept, content = player(TELLS), tmp_path / "kept", blank(2, 2)
    first = read(saved(tmp_path, content), kept=kept)
    assert read(saved(tmp_path, content, "b.pdf"), kept=kept) == first
    assert (folder / "calls").read_text().count("\n") == 2
    (path,) = kept.iterdir()
    path.write_text("[{}]", encoding="utf-8")
    (folder / "calls").unlink()
    assert read(saved(tmp_path, content), kept=kept) == first


def test_pages_are_kept_one_by_one(tmp_path: Path, player: Player) -> None:
    folder, kept, content = player(f"page == 2 and sys.exit(1)\n{TELLS}"), tmp_path / "kept", blank(2, 2)
    with pytest.raises(DocumentError, match="page 2 can't be recognised"):
        read(saved(tmp_path, content), kept=kept)
    told: list[int] = []
    program = folder / "tesseract"
    program.write_text(program.read_text().replace("page == 2", "False"))
    (folder / "calls").write_text("\n")  # the next is the second
    source = read(saved(tmp_path, content), lambda page, _: told.append(page), kept=kept)
    assert "Dinas adalah dinas." in source.text
    assert "Setiap orang boleh membaca." in source.text
    assert told == [2]


def test_a_page_without_ink_is_not_recognised_and_too_many_are_refused(
    tmp_path: Path, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = player(TELLS)
    assert read(saved(tmp_path, blank(2, 1))).text == "Pasal 1\nDinas adalah dinas.\nPasal 2 . . .\n"
    assert (folder / "calls").read_text().count("\n") == 1
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(DocumentError, match="3 of its pages are pictures of text, more than the 2"):
        read(saved(tmp_path, blank(3, 3)))


def test_what_there_is_of_languages_is_used(tmp_path: Path, player: Player) -> None:
    folder = player(TELLS, languages="ind\\nosd")
    read(saved(tmp_path, blank(1, 1)))
    assert " -l ind --psm" in (folder / "calls").read_text()


def test_a_large_page_is_drawn_coarser(tmp_path: Path, player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PIXELS", 10_000)
    folder = player(TELLS)
    read(saved(tmp_path, blank(1, 1)))
    assert (folder / "1.pgm").read_bytes().startswith(b"P5\n100 100\n")
    assert "--dpi 72" in (folder / "calls").read_text()


REFUSED = [
    pytest.param("sys.exit(1)", "eng", "page 1 can't be recognised", id="it fails"),
    pytest.param("time.sleep(60)", "eng", "page 1 isn't recognised in 1 seconds", id="it hangs"),
    pytest.param(f"print({HEAD!r})", "eng", "no text can be recognised", id="it finds nothing"),
    pytest.param("print('nonsense\\t\\t')", "eng", "no text can be recognised", id="it tells nonsense"),
    pytest.param(TELLS, "fra", "neither English nor Indonesian", id="languages missing"),
]


@pytest.mark.parametrize(("acts", "languages", "says"), REFUSED)
def test_what_cant_be_recognised_is_refused(
    tmp_path: Path, player: Player, monkeypatch: pytest.MonkeyPatch, acts: str, languages: str, says: str
) -> None:
    monkeypatch.setattr(pdf, "PAGE_SECONDS", 1.0)
    player(acts, languages)
    before = time.monotonic()
    with pytest.raises(DocumentError, match=says) as raised:
        read(saved(tmp_path, blank(2, 2)))
    assert "\n" not in str(raised.value)
    assert time.monotonic() - before < 20


def test_without_tesseract_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentError, match="apt install tesseract-ocr"):
        read(saved(tmp_path, blank(2, 2)))


def test_a_text_layer_is_not_recognised_anew(tmp_path: Path, player: Player) -> None:
    folder = player(TELLS)
    text = "Taman baca dikelola oleh dinas yang menyelenggarakan urusan perpustakaan."
    assert read(saved(tmp_path, printed([text]))).text.split() == text.split()
    assert not (folder / "calls").exists()
