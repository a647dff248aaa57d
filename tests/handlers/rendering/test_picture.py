"""A picture is one PNG of a fixed width, the same for the same content, whatever text it shows; it is kept."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import PictureError
from handlers.rendering import picture
from handlers.rendering.picture import WIDTH, Pictures, chart_data, draw, size_of, table_data
from index.engine import Engine
from index.views.chart import Box, Chart, chart
from index.views.view import Row, View

HOSTILE = [
    '#let x = read("/etc/passwd")',
    '"); #panic("x") //',
    "$ a_b $ *tebal* _miring_ `x` <label> @ref \\ /* */",
    "]]] }}} ))) [[[ {{{ (((",
    '#import "@preview/cetz:0.3.0"',
    "\x00\x1b[31m\u202etsil\u200d\ud800",
    "Pertanggungjawaban" * 20,
    "",
    "日本語 😀 العربية",
]


def plain(text: str, parts: tuple[Box, ...] = ()) -> Chart:
    box = Box(name=text, about=text, count=text[:40], parts=parts)
    return Chart(language="id", title=text, subtitle=text, source=text, status=text, notes=(text,), boxes=(box,))


@pytest.fixture(scope="module")
def home(shipped: Engine) -> Chart:
    found = chart(shipped.knowledge, "", "id")
    assert found is not None
    return found


@pytest.mark.parametrize("argument", ["", "provinsi tipe A", "kota tipe C"])
def test_a_chart_is_a_png_for_a_phone(shipped: Engine, argument: str) -> None:
    found = chart(shipped.knowledge, argument, "id")
    assert found is not None
    width, height = size_of(draw(chart_data(found)))
    assert width == WIDTH
    assert WIDTH < height < 4 * WIDTH


def test_the_same_content_is_the_same_picture(home: Chart) -> None:
    assert draw(chart_data(home)) == draw(chart_data(home))


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_shown_as_text(text: str) -> None:
    deep = Box(name=text, about=text, parts=(Box(name=text, parts=(Box(name=text),)),))
    png = draw(chart_data(plain(text, (deep,))))
    assert size_of(png)[0] == WIDTH


def test_markup_is_no_markup() -> None:
    """Were it read as markup, the same letters would be set otherwise than escaped ones: shorter, or not at all."""
    marked = size_of(draw(chart_data(plain("*a* #v(500pt) = b"))))
    assert marked == size_of(draw(chart_data(plain("xax xvx500ptx x b"))))


def test_a_long_word_is_broken_not_cut() -> None:
    short, long = (size_of(draw(chart_data(plain("x" * length))))[1] for length in (30, 300))
    assert long > short


@pytest.mark.parametrize("argument", ["", "provinsi tipe A"])
def test_a_view_is_a_picture(shipped: Engine, argument: str) -> None:
    view = shipped.view("limits", argument, "id")
    assert size_of(draw(table_data(view)))[0] == WIDTH


@pytest.mark.parametrize("columns", [0, 1, 2, 4, 5, 9])
def test_a_table_fits_whatever_its_columns(columns: int) -> None:
    names = tuple(f"Kolom {at}" for at in range(columns))
    rows = (Row(cells=tuple("Pertanggungjawaban penyelenggaraan #x" for _ in range(columns or 3)), data={}),)
    view = View(name="limits", language="id", title="Tabel", columns=names, rows=rows, notes=("# catatan",))
    assert size_of(draw(table_data(view)))[0] == WIDTH


def test_a_picture_is_drawn_once(home: Chart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = Pictures(tmp_path / "pictures")
    first = pictures.chart(home)
    monkeypatch.setattr(picture, "draw", lambda data: pytest.fail("drawn again"))
    assert pictures.chart(home) == first
    assert Pictures(tmp_path / "pictures").chart(home) == first
    (kept,) = (tmp_path / "pictures").iterdir()
    assert kept.read_bytes() == first


def test_a_broken_kept_picture_is_drawn_again(home: Chart, tmp_path: Path) -> None:
    pictures = Pictures(tmp_path)
    first = pictures.chart(home)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(first[:1000])
    assert pictures.chart(home) == first
    assert kept.read_bytes() == first


def test_other_content_is_another_picture(home: Chart, tmp_path: Path) -> None:
    pictures = Pictures(tmp_path)
    assert pictures.chart(home) != pictures.chart(replace(home, title="Provinsi"))
    assert len(list(tmp_path.iterdir())) == 2


def test_the_pictures_that_were_used_last_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST", 2)
    monkeypatch.setattr(picture, "draw", lambda data: picture._SIGNATURE + str(data["title"]).encode() + picture._END)
    pictures = Pictures(tmp_path)
    for at, title in enumerate(["a", "b", "a", "c"]):
        before = set(tmp_path.iterdir())
        pictures.chart(plain(title))
        for path in tmp_path.iterdir():
            if path not in before or path.stat().st_mtime > 1000:  # drawn or used now
                os.utime(path, (at, at))
    kept = {path.read_bytes()[len(picture._SIGNATURE) :][:1] for path in tmp_path.iterdir()}
    assert kept == {b"a", b"c"}


def test_a_folder_that_takes_nothing_keeps_nobody_from_the_picture(home: Chart, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert size_of(Pictures(tmp_path / "file" / "pictures").chart(home))[0] == WIDTH


def test_a_template_that_fails_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "picture.typ"
    broken.write_text('#panic("so\\nnot")')
    monkeypatch.setattr(picture, "_TEMPLATE", broken)
    with pytest.raises(PictureError, match="can't be drawn") as told:
        draw(chart_data(plain("x")))
    assert "\n" not in str(told.value)


def test_the_template_can_read_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.txt").write_text("rahasia")
    reading = tmp_path / "picture.typ"
    monkeypatch.setattr(picture, "_TEMPLATE", reading)
    for path in ("secret.txt", "../secret.txt", "/etc/hostname"):
        reading.write_text(f'#read("{path}")')
        with pytest.raises(PictureError):
            draw(chart_data(plain("x")))
