"""Pictures of charts and tables, for a phone held upright: PNG, 1080 pixels wide, kept by what they show."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from unicodedata import category

import typst

from corpus.errors import PictureError
from corpus.files import put
from handlers.rendering.markup import clean
from handlers.wording import wording
from index.views.chart import Chart
from index.views.view import View

WIDTH = 1080  # pixels; the template is 400 points wide
PPI = WIDTH / 400 * 72
MOST = 200  # pictures kept
COLUMNS = 4  # of a table that a phone has room for; with more, each row becomes a list
FEW = 6  # clauses that are named at a table's foot
LONGEST_WORD = 18  # characters that a narrow column has room for; a longer word may be broken
_SIGNATURE, _END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_TEMPLATE = Path(__file__).parents[1] / "picture.typ"
_LONG = re.compile(rf"\S{{{LONGEST_WORD},}}")

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Draws charts and keeps the last ones in a folder; safe to use from several threads."""

    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def chart(self, chart: Chart) -> bytes:
        """A chart as PNG; raises PictureError."""
        data = chart_data(chart)
        made_of = "\0".join([version("typst"), _TEMPLATE.read_text(encoding="utf-8"), _json(data)])
        path = self.folder / f"{hashlib.sha256(made_of.encode()).hexdigest()}.png"
        with self._lock:
            if png := _kept(path):
                return png
            png = draw(data)
            with contextlib.suppress(OSError):  # a full disk keeps nobody from the picture
                put(path, png)
                held = sorted(self.folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
                for longest_ago in held[:-MOST]:  # that they were used
                    longest_ago.unlink(missing_ok=True)
            return png


def draw(data: Data) -> bytes:
    """The picture of what a template's data says; raises PictureError.

    The template is set alone in a folder: there is nothing else that it could read.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = Path(shutil.copy(_TEMPLATE, folder))
        try:
            png = typst.compile(
                template,
                root=folder,
                ignore_system_fonts=True,
                format="png",
                ppi=PPI,
                sys_inputs={"data": _json(data)},
                package_path=folder,
                package_cache_path=folder,
            )
        except (typst.TypstError, RuntimeError) as error:
            raise PictureError(f"a picture can't be drawn ({' '.join(str(error).split())[:200]})") from error
    if not isinstance(png, bytes):
        raise PictureError("a picture came out in several pages; its template must set a page without an end")
    return png


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def chart_data(chart: Chart) -> Data:
    """What the template shows of a chart."""
    return {"kind": "chart", **asdict(chart), "footnotes": [chart.status, wording(chart.language).picture_cut]}


def table_data(view: View) -> Data:
    """What the template shows of a view: its title, the rows, its notes, and the clauses that it rests on.

    A paragraph has its clause under it, a table the clauses of its rows, if these are few, at its foot.
    """
    labels = dict.fromkeys(c.label for row in view.rows for c in row.citations[:1])
    stacked = not 1 < len(view.columns) <= COLUMNS
    # what each row rests on, unless the row names it
    under = [next((c.label for c in row.citations[:1] if c.label not in row.cells), "") for row in view.rows]
    return {
        "kind": "table",
        "language": view.language,
        "title": view.title,
        "columns": view.columns,
        "stacked": stacked,
        "rows": [{"cells": row.cells, "label": label} for row, label in zip(view.rows, under, strict=True)],
        "source": "; ".join(labels) if not stacked and len(labels) <= FEW else "",
        "footnotes": view.notes,
    }


def _json(data: Data) -> str:
    """The one place where text goes into a template: as JSON, so that nothing of it can be markup."""
    return json.dumps(_shown(data), ensure_ascii=False)


def _shown(value: object) -> object:
    """A value whose texts hold no invisible characters, and no word too long to be set."""
    if isinstance(value, str):
        visible = "".join(" " if category(char) in ("Cf", "Cc") else char for char in clean(value))
        return _LONG.sub(_broken, visible)
    if isinstance(value, Mapping):
        return {key: _shown(item) for key, item in value.items()}
    return [_shown(item) for item in value] if isinstance(value, list | tuple) else value


def _broken(word: re.Match[str]) -> str:
    """A long word with places where it may be broken: behind a slash or a dash, else every few letters."""
    parts = re.split(r"(?<=[/-])", word[0])
    return "\u200b".join(part[at : at + LONGEST_WORD] for part in parts for at in range(0, len(part), LONGEST_WORD))


def _kept(path: Path) -> bytes | None:
    """The picture if it is kept, and whole; it counts as used now."""
    try:
        png = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return png if png.startswith(_SIGNATURE) and png.endswith(_END) else None
