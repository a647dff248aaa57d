"""Pages as they were recognised, kept by their file's SHA-256: a scan takes seconds a page, and is read twice."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.aside import put
from corpus.page import Line, Page

MOST = 500  # files whose pages are kept


def kept_pages(folder: Path, raw: bytes) -> list[Page] | None:
    """The pages of a file with this content as they were recognised; None where they aren't kept, or damaged."""
    path = _path(folder, raw)
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):  # a damaged one is recognised again
        rows = json.loads(path.read_text(encoding="utf-8"))
        pages = [Page(**(row | {"lines": tuple(map(_line, row["lines"]))})) for row in rows]
        os.utime(path)
        return pages
    return None


def keep_pages(folder: Path, raw: bytes, pages: list[Page]) -> None:
    """Keep the pages of a file with this content, and forget what was not used for longest, beyond so many."""
    with contextlib.suppress(OSError):  # what can't be kept is recognised again
        put(_path(folder, raw), json.dumps([asdict(page) for page in pages], ensure_ascii=False).encode())
        for path in sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)[MOST:]:
            path.unlink()


def _line(row: dict[str, Any]) -> Line:
    return Line(**(row | {"unsure": tuple(row["unsure"])}))


def _path(folder: Path, raw: bytes) -> Path:
    """Where the pages of a file are kept: by its content, and by the code that recognises."""
    code = hashlib.sha256(Path(__file__).with_name("scan.py").read_bytes()).hexdigest()
    return folder / f"{hashlib.sha256(raw).hexdigest()}-{code[:12]}.json"
