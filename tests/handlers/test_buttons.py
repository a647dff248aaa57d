"""A button's data holds all that it opens, within Telegram's limit; what doesn't fit is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.buttons import Target, target_of
from handlers.keyboards import MOST, can_page, keyboard
from handlers.rendering.text import ROWS, pages, plain
from index.views.view import Choice, Row, View

ROOM = 64  # bytes, by Telegram's rule
TARGETS = [
    pytest.param(Target(view="limits", argument="provinsi tipe A"), "v:limits:provinsi tipe A", id="usual"),
    pytest.param(Target(view="limits", argument="", language="en"), "ven:limits:", id="language"),
    pytest.param(Target(view="clauses", argument="a:b", page=3), "v3:clauses:a:b", id="page"),
    pytest.param(Target(view="clauses", argument="x\ny", language="en", page=12), "v12en:clauses:x\ny", id="all"),
]


@pytest.mark.parametrize(("target", "data"), TARGETS)
def test_the_data_of_a_button(target: Target, data: str) -> None:
    assert target.data == data
    assert target_of(data) == target


@given(st.text(max_size=40), st.sampled_from(["id", "en"]), st.integers(1, 999))
def test_what_a_button_carries_comes_back(argument: str, language: str, page: int) -> None:
    target = Target(view="duties", argument=argument, language=language, page=page)
    assert target_of(target.data) == target


@pytest.mark.parametrize("data", ["", "v", "v:", "v:limits", "v0:limits:", "w:limits:", "v1234:limits:", "f:pm"])
def test_what_is_no_buttons_data(data: str) -> None:
    assert target_of(data) is None


def no_key(data: str) -> str:
    """Keep nothing."""
    return ""


def view(*choices: Choice, rows: int = 0, columns: tuple[str, ...] = (), wide: str = "sel", **more: str) -> View:
    listed = tuple(Row(cells=(f"baris {at}", wide), data=dict(more)) for at in range(rows))
    return View(name="limits", language="id", title="Judul", columns=columns, rows=listed, choices=choices)


def labels(shown: View, page: int = 1, pages: int = 1) -> list[list[str]]:
    found = keyboard(shown, Target(view="limits", argument="", page=page), pages, no_key)
    return [] if found is None else [[button.text for button in row] for row in found.inline_keyboard]


def choice(label: str, argument: str = "") -> Choice:
    return Choice(label=label, view="limits", argument=argument)


def test_a_choice_of_64_bytes_has_a_button_and_a_longer_one_none() -> None:
    room = ROOM - len("v:limits:")
    fits, too_long = choice("a", "x" * room), choice("b", "x" * (room + 1))
    assert labels(view(fits, too_long, choice("c", "é" * (room // 2 + 1)))) == [["a"]]
    assert labels(view(too_long)) == []


def test_short_labels_stand_side_by_side_and_long_ones_by_themselves() -> None:
    long = "Seksi Infrastruktur Teknologi"
    assert labels(view(*map(choice, ["1", "2", "3"]), choice(long), choice("4"))) == [["1", "2", "3"], [long], ["4"]]


def test_there_are_never_more_buttons_than_telegram_takes() -> None:
    assert sum(map(len, labels(view(*(choice(str(at)) for at in range(200))), page=2, pages=3))) == MOST + 2


@pytest.mark.parametrize(("page", "turning"), [(1, ["2/3 »"]), (2, ["« 1/3", "3/3 »"]), (3, ["« 2/3"])])
def test_pages_are_turned_above_the_choices(page: int, turning: list[str]) -> None:
    assert labels(view(choice("a")), page, 3) == [turning, ["a"]]


def test_pages_are_not_turned_where_a_button_has_no_room() -> None:
    room = ROOM - len("v:limits:")
    assert can_page(Target(view="limits", argument="x" * (room - 1)), 9, no_key)
    assert not can_page(Target(view="limits", argument="x" * room), 9, no_key)


def test_a_row_with_a_file_has_a_button_for_it() -> None:
    assert labels(view(rows=1, id="pm", short="PM 14", file="pm.md")) == [["📎 PM 14"]]
    assert labels(view(rows=1, id="pm", short="PM 14")) == []


def test_a_long_table_goes_on_under_its_headings_and_breaks_between_rows() -> None:
    shown = view(rows=5 * ROWS, columns=("Nama", "Isi"), wide="x" * 20)
    parts = pages(shown)
    assert len(parts) > 1
    assert all(html.count("<pre>") == html.count("</pre>") == html.count("<pre>Nama") for html, _ in parts)
    rows = [line for _, bare in parts for line in bare.splitlines() if line.startswith("baris")]
    assert [line.split() for line in rows] == [["baris", str(at), "x" * 20] for at in range(5 * ROWS)]
    assert plain(shown).count("Nama") == 5
