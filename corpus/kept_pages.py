"""Pages as they were recognised, kept by their file's SHA-256: a scan takes seconds a page, and is read twice."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.page import Line, Page

MOST = 500  # files whose pages are kept


def kept_pages(folder: Path, raw: bytes) -> dict[int, Page]:
    """The pages of a file with this content that were recognised so far, by number; without those that are damaged."""
    path, pages = _path(folder, raw), dict[int, Page]()
    with contextlib.suppress(OSError):
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
            with contextlib.suppress(ValueError, LookupError, TypeError):  # a damaged one is recognised again
                row = json.loads(line)
                page = Page(**(row | {"lines": tuple(map(_line, row["lines"]))}))
                pages[page.number] = page
        os.utime(path)
    return pages


def keep_page(folder: Path, raw: bytes, page: Page) -> None:
    """Keep a page of a file with this content, and forget the files that were not used for longest, beyond so many.

    Each page is a line of its own, so that a restart loses no more than the page that was begun.
    """
    with contextlib.suppress(OSError):  # what can't be kept is recognised again
        folder.mkdir(parents=True, exist_ok=True)
        path = _path(folder, raw)
        new = not path.exists()
        with path.open("a", encoding="utf-8") as file:  # on a new line: the last one may have been cut off
            file.write(f"\n{json.dumps(asdict(page), ensure_ascii=False)}\n")
        for old in sorted(folder.glob("*"), key=_used, reverse=True)[MOST:] if new else ():
            old.unlink(missing_ok=True)


def _used(path: Path) -> float:
    return path.stat().st_mtime


def _line(row: dict[str, Any]) -> Line:
    return Line(**(row | {"unsure": tuple(row["unsure"])}))


def _path(folder: Path, raw: bytes) -> Path:
    """Where the pages of a file are kept: by its content, and by the code that recognises."""
    code = hashlib.sha256(Path(__file__).with_name("scan.py").read_bytes()).hexdigest()
    return folder / f"{hashlib.sha256(raw).hexdigest()}-{code[:12]}.jsonl"
