"""An admin sends a scan: the chat tells how many pages are recognised, and each is recognised once; over HTTP."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from botapi import BotApi
from pdfs import blank
from played import HEAD, PLAYED
from running import running_bot
from uploading import ACT, ADMIN, HOME, WORDS, asks, presses, sends

from index.publishing.generations import open_engine

PAGES = 3
SLOWLY = "import time; time.sleep(0.8)"


def table(lines: list[str]) -> str:
    """tesseract's table of a page with these lines, evenly spread over it."""
    rows = [HEAD]
    for at, line in enumerate(lines):
        for n, word in enumerate(line.split()):
            sure = 31 if word == "Pengelola" else 90
            rows.append(f"5\t1\t1\t1\t{at}\t{n}\t{20 + 20 * n}\t{20 + at * 380 // len(lines)}\t18\t12\t{sure}\t{word}")
    return "\n".join(rows)


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a program called tesseract, which reads a regulation in any three pages, notes how it is called."""
    lines = [line for line in ACT.splitlines() if line]
    size = -(-len(lines) // PAGES)
    tables = [table(lines[at : at + size]) for at in range(0, len(lines), size)]
    folder = tmp_path / "bin"
    folder.mkdir()
    acts = f"{SLOWLY}\nprint({tables!r}[(page - 1) % {PAGES}])"
    (folder / "tesseract").write_text(PLAYED.format(python=sys.executable, acts=acts, languages="eng"))
    (folder / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder / "calls"


@pytest.fixture
def api(tmp_path: Path, calls: Path) -> Iterator[BotApi]:
    data = tmp_path / "data"
    with BotApi() as api, running_bot(api, open_engine(data, HOME), data=data, admins=frozenset({ADMIN.id})):
        yield api


def test_pages_are_told_and_recognised_once(api: BotApi, calls: Path) -> None:
    preview = sends(api, "pindaian.pdf", blank(PAGES, PAGES), "Pratinjau")
    assert "Pergub NTB 51/2031" in preview
    assert WORDS.preview_scan(pages=PAGES) in preview
    assert WORDS.preview_unsure(words="Pengelola (hlm. 3)") in preview
    assert "“”" not in preview
    shown = [call.params["text"] for call in (*api.made("sendMessage"), *api.made("editMessageText"))]
    told = {WORDS.recognising(page=page, pages=PAGES) for page in range(1, PAGES + 1)}
    assert told & set(shown)  # which ones depends on how fast the machine is
    assert presses(api, WORDS.draft_publish, "Diterbitkan")
    assert "14 (empat belas) hari" in asks(api, "berapa lama peminjaman buku?")
    assert calls.read_text().count("\n") == PAGES
