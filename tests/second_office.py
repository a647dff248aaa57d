"""Documents folders for tests: those that ship and another one beside them, such as a second office's duties."""

from __future__ import annotations

import re
import shutil
from collections import deque
from pathlib import Path

from corpus.manifest import DOCUMENTS
from index.answer import Citation
from index.engine import Engine
from index.publishing.generations import open_engine
from index.views.view import Row, View

SECOND = "diskominfo-singkawang"
TEXT = Path(__file__).parent / "data" / "tupoksi-singkawang.txt"
ENTRY = """
  - id: perwali-singkawang-14-2021
    file: tupoksi-singkawang.txt
    profile: tupoksi
    title: Tugas dan Fungsi Dinas Komunikasi dan Informatika Kota Singkawang
    short: Perwali Singkawang 14/2021
    formal: Peraturan Wali Kota Singkawang Nomor 14 Tahun 2021
    number: "14"
    year: "2021"
    issuer: Wali Kota Singkawang
    office: diskominfo-singkawang
    level: kota
    region: Singkawang
    aliases: [Skw]
    amends: []
    status: {in_force: "no", checked_by: tests, checked_on: "2026-01-15", replaced_by: ""}
"""


def with_another(folder: Path, name: str, text: str, entry: str) -> Path:
    """The folder `documents` made in `folder`: those that ship, and the text as a file with its entry."""
    documents = folder / "documents"
    shutil.copytree(DOCUMENTS, documents)
    (documents / name).write_text(text, encoding="utf-8")
    manifest = documents / "manifest.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").rstrip() + "\n" + entry, encoding="utf-8")
    return documents


def with_second(folder: Path, home: str) -> Engine:
    """An engine over both offices' documents, for one of them."""
    if not (folder / "documents").exists():
        with_another(folder, TEXT.name, TEXT.read_text(encoding="utf-8"), ENTRY)
    return open_engine(folder / "data", home, folder / "documents")


def opened(engine: Engine, name: str, start: str = "", most: int = 2000) -> dict[str, View]:
    """All views of one name that choices lead to, by argument."""
    views: dict[str, View] = {}
    waiting = deque([start])
    while waiting and len(views) < most:
        argument = waiting.popleft()
        if argument not in views:
            views[argument] = engine.view(name, argument, "id")
            waiting.extend(choice.argument for choice in views[argument].choices if choice.view == name)
    return views


def all_pages(engine: Engine, name: str, argument: str, language: str = "id") -> list[Row]:
    """The rows of all pages of a view."""
    return [row for page in engine.pages(name, argument, language) for row in page.rows]


def says(citation: Citation, text: str) -> bool:
    """Whether a quote says a text, or each of the pieces that an ellipsis leaves of it."""
    return all(bare(piece) in bare(citation.quote) for piece in text.split("…"))


def bare(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())
