"""The pages of a PDF: by its text layer, or where they are pictures as the program tesseract recognises them.

Pages that were recognised are kept by their file's SHA-256: a scan takes seconds a page, and is read twice.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sys
from collections import defaultdict
from dataclasses import asdict, replace
from pathlib import Path

from corpus.errors import DocumentError, Reason, from_row, reason
from corpus.files import contents
from corpus.model import Note
from corpus.reading.page import Line, Page, Progress, page_from, without_running
from corpus.reading.plain_text import clean, is_strange
from corpus.reading.process import run

SECONDS = 120.0  # for a whole document's text, of which a page takes a hundredth
PICTURE_SECONDS = 20.0  # for a page's picture, which takes a fifth
HARDLY_ANY = 40  # letters and digits a page, on average: less is a scan with a stamp or a page number
DPI = 300
MAX_PIXELS = 40_000_000  # of a page's picture; a larger page is drawn coarser
PAGE_SECONDS = 120.0  # a page takes about 3
MAX_PAGES = 200  # that are recognised of one file: ten minutes
INK = 2.0  # square points: what is drawn on a page with less is no word
_LIGHT = bytes(range(160, 256))  # what paper looks like, among grey values
# English first: its model reads Indonesian as well, and semicolons, which end an item; the Indonesian one has none.
_LANGUAGES = ("eng", "ind")
_WORD = "5"  # the level of a word in tesseract's table
_COLUMNS = 12
MOST_UNSURE = 200  # words that are told to be hardly recognised
UNSURE = 60.0  # percent: below it tesseract hardly recognised a word with letters or digits


def read_pdf(raw: bytes, path: Path, progress: Progress | None, kept: Path | None) -> tuple[str, tuple[Note, ...]]:
    """The text of a PDF's bytes without what each page prints anew, and what was left out or hardly recognised.

    Raises DocumentError where it is broken, locked by a password, empty, too long, takes too much to read, or can't be
    recognised.
    """
    pages, recognised = _pages(raw, path, progress, kept)
    left, notes = without_running(pages)
    notes += [Note(kind="page without text", page=page.number) for page in pages if not page.lines]
    told = [Note(kind="recognised page", page=page.number) for page in pages if page.lines and recognised]
    unsure = [Note(kind="unsure word", page=page.number, text=word) for page in pages for line in page.lines
              for word in line.unsure]  # fmt: skip
    text = "\n".join(line.text for page in left for line in page.lines)
    return clean(text) + "\n", (*told, *unsure[:MOST_UNSURE], *sorted(notes, key=lambda note: note.page))


def places(path: Path, kept: Path) -> list[tuple[int, int]]:
    """Where each line of a PDF's text stands: its page, and which line of that page as printed, both from 1.

    None for another kind of file. Raises as `read_pdf` does, and OSError as `contents` does.
    """
    if path.suffix.lower() != ".pdf":
        return []
    pages, _ = _pages(contents(path), path, None, kept)
    left, _ = without_running(pages)
    kept_lines = ((page, rest.lines) for page, rest in zip(pages, left, strict=True))
    return [(page.number, at) for page, rest in kept_lines for at, line in enumerate(page.lines, 1) if line in rest]


def _pages(raw: bytes, path: Path, progress: Progress | None, kept: Path | None) -> tuple[list[Page], bool]:
    """The pages of a PDF by its text layer, or as recognised where they are pictures; and whether they are."""
    told = json.loads(_worker(["pages", str(path)], raw, path, SECONDS))
    if "error" in told:
        raise DocumentError(from_row(told["error"]))
    pages = [page_from(row) for row in told["pages"]]
    text = "\n".join(line.text for page in pages for line in page.lines)
    if sum(character.isalnum() for character in text) < HARDLY_ANY * len(pages) or is_strange(text):
        return _recognise(raw, path, pages, progress, kept), True
    return pages, False


def _worker(arguments: list[str], raw: bytes, path: Path, seconds: float) -> bytes:
    """What corpus.reading.pdf_worker gives for a PDF's bytes."""
    root = str(Path(__file__).parents[2])
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-m", "corpus.reading.pdf_worker", *arguments]
    slow = DocumentError("corpus.pdf-slow", file=path, seconds=f"{seconds:.0f}")
    return run(command, raw, seconds, environment, slow=slow, fails=DocumentError("corpus.pdf-breaks", file=path))


def _recognise(raw: bytes, path: Path, pages: list[Page], progress: Progress | None, kept: Path | None) -> list[Page]:
    """The pages of a PDF with the lines that their pictures show.

    Those that the folder `kept` holds aren't recognised again; each other one is put there when it is done.
    Raises DocumentError where tesseract or its languages are missing, it can't read a page in PAGE_SECONDS, or there
    are more pages than MAX_PAGES.
    """
    read = _kept_pages(kept, raw) if kept else {}
    missing = [page for page in pages if page.number not in read]
    command = _command(missing, path) if missing else []
    for page in missing:
        if progress:
            progress(page.number, len(pages))
        read[page.number] = _recognised(raw, page, command, path)
        if kept:
            _keep_page(kept, raw, read[page.number])
    found = [read[page.number] for page in pages]
    if not any(character.isalnum() for page in found for line in page.lines for character in line.text):
        raise DocumentError("corpus.scan-no-text", file=path)
    return found


def _command(missing: list[Page], path: Path) -> list[str]:
    """The program that recognises so many pages, with the options that are the same for each."""
    if len(missing) > MAX_PAGES:
        raise DocumentError("corpus.scan-pages", file=path, count=len(missing), limit=MAX_PAGES)
    if (program := shutil.which("tesseract")) is None:
        raise DocumentError("corpus.scan-no-program", file=path)
    listed = set(_run([program, "--list-langs"], b"", reason("corpus.scan-program", file=path)).split())
    language = next((language for language in _LANGUAGES if language in listed), None)
    if language is None:
        raise DocumentError("corpus.scan-languages", file=path)
    return [program, "stdin", "stdout", "-l", language, "--psm", "4"]


def _recognised(raw: bytes, page: Page, command: list[str], path: Path) -> Page:
    scale = min(DPI / 72, (MAX_PIXELS / max(page.width * page.height, 1)) ** 0.5)
    where = reason("corpus.scan-page", file=path, page=page.number)
    drawn = _worker(["picture", str(path), str(page.number), str(scale)], raw, path, PICTURE_SECONDS)
    if len(drawn.translate(None, _LIGHT)) < INK * scale**2:
        return replace(page, lines=())
    return replace(page, lines=_lines(_run([*command, "--dpi", str(round(72 * scale)), "tsv"], drawn, where), scale))


def _run(command: list[str], given: bytes, where: Reason) -> str:
    slow = DocumentError("corpus.scan-slow", where=where, seconds=f"{PAGE_SECONDS:.0f}")
    fails = DocumentError("corpus.scan-fails", where=where)
    one_thread = {"OMP_THREAD_LIMIT": "1"}  # the bot that answers meanwhile keeps the others
    return run(command, given, PAGE_SECONDS, one_thread, slow=slow, fails=fails).decode("utf-8", errors="replace")


def _lines(table: str, scale: float) -> tuple[Line, ...]:
    """The lines of tesseract's table of words, in its order."""
    found: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) == _COLUMNS and cells[0] == _WORD and (text := cells[11].strip()):
            left, top, width, height = (int(cell) / scale for cell in cells[6:10])
            unsure = (text,) if float(cells[10]) < UNSURE and any(map(str.isalnum, text)) else ()
            word = Line(text=text, left=left, right=left + width, top=top, bottom=top + height, unsure=unsure)
            found[tuple(cells[1:5])].append(word)
    return tuple(
        Line(
            text=" ".join(word.text for word in words),
            left=min(word.left for word in words),
            top=min(word.top for word in words),
            right=max(word.right for word in words),
            bottom=max(word.bottom for word in words),
            unsure=tuple(unsure for word in words for unsure in word.unsure),
        )
        for words in found.values()
    )


MOST = 500  # files whose pages are kept


def _kept_pages(folder: Path, raw: bytes) -> dict[int, Page]:
    """The pages of a file with this content that were recognised so far, by number; without those that are damaged."""
    path, pages = _path(folder, raw), dict[int, Page]()
    with contextlib.suppress(OSError):
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
            with contextlib.suppress(ValueError, LookupError, TypeError):  # a damaged one is recognised again
                page = page_from(json.loads(line))
                pages[page.number] = page
        os.utime(path)
    return pages


def _keep_page(folder: Path, raw: bytes, page: Page) -> None:
    """Keep a page of a file with this content, and forget the files that were not used for longest, beyond so many.

    Each page is a line of its own, so that a restart loses no more than the page that was begun.
    """
    with contextlib.suppress(OSError):  # what can't be kept is recognised again
        folder.mkdir(parents=True, exist_ok=True)
        path = _path(folder, raw)
        new = not path.exists()
        with path.open("a", encoding="utf-8") as file:  # on a new line: the last one may have been cut off
            file.write(f"\n{json.dumps(asdict(page), ensure_ascii=False)}\n")
        for old in sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)[MOST:] if new else ():
            old.unlink(missing_ok=True)


def _path(folder: Path, raw: bytes) -> Path:
    """Where the pages of a file are kept: by its content, and by the code that recognises."""
    code = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return folder / f"{hashlib.sha256(raw).hexdigest()}-{code[:12]}.jsonl"
