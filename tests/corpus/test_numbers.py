"""Printed numbers sort in printed order, whichever way they are written, and a slug is plain ASCII."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numbers import follows, order, roman, slug

ORDERS = [
    ("arabic", "3", (3, 0)),
    ("arabic", "14A", (14, 1)),
    ("arabic", "14a", (14, 1)),
    ("arabic", "28bb", (28, 28)),
    ("arabic", "0", (0, 0)),
    ("arabic", "12345678", None),
    ("arabic", "a", None),
    ("arabic", "", None),
    ("roman", "IV", (4, 0)),
    ("roman", "xiv", (14, 0)),
    ("roman", "XC", (90, 0)),
    ("roman", "IA", None),
    ("roman", "", None),
    ("letter", "a", (1, 0)),
    ("letter", "z", (26, 0)),
    ("letter", "aa", (27, 0)),
    ("letter", "bb", (28, 0)),
    ("letter", "aaa", (53, 0)),
    ("letter", "ab", None),
    ("letter", "", None),
    ("ordinal", "Kesatu", (1, 0)),
    ("ordinal", "Pertama", (1, 0)),
    ("ordinal", "KEDUA", (2, 0)),
    ("ordinal", "Kesepuluh", (10, 0)),
    ("ordinal", "Kesebelas", (11, 0)),
    ("ordinal", "Kedua  Belas", (12, 0)),
    ("ordinal", "Kedua Puluh", (20, 0)),
    ("ordinal", "Kedua Puluh Satu", (21, 0)),
    ("ordinal", "Ketentuan", None),
]
PRINTED = {
    "arabic": ["1", "2", "14", "14A", "14B", "15"],
    "roman": ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XIX", "XX", "XL", "L"],
    "letter": ["a", "b", "y", "z", "aa", "bb"],
    "ordinal": ["Kesatu", "Kedua", "Kesembilan", "Kesepuluh", "Kesebelas", "Kedua Belas", "Kedua Puluh Dua"],
}


@pytest.mark.parametrize(("kind", "number", "expected"), ORDERS)
def test_order(kind: str, number: str, expected: tuple[int, int] | None) -> None:
    assert order(kind, number) == expected


@pytest.mark.parametrize("kind", PRINTED)
def test_printed_order_is_sorted_order(kind: str) -> None:
    values = [order(kind, number) for number in PRINTED[kind]]
    assert all(a is not None and b is not None and a < b for a, b in pairwise(values))


@pytest.mark.parametrize(
    ("number", "last", "fits"),
    [
        ((1, 0), None, True),
        ((2, 0), None, False),
        ((1, 1), None, False),
        ((2, 0), (1, 0), True),
        ((3, 0), (1, 0), False),
        ((14, 1), (14, 0), True),
        ((14, 2), (14, 1), True),
        ((14, 2), (14, 0), False),
        ((15, 0), (14, 1), True),
        ((14, 0), (14, 0), False),
        ((13, 0), (14, 0), False),
    ],
)
def test_follows(number: tuple[int, int], last: tuple[int, int] | None, fits: bool) -> None:
    assert follows(number, last) is fits


@given(st.integers(min_value=1, max_value=99))
def test_roman_numerals_are_read_back(value: int) -> None:
    tens, ones = divmod(value, 10)
    numeral = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"][tens]
    numeral += ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
    assert roman(numeral) == roman(numeral.lower()) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seksi Tata Kelola", "seksi-tata-kelola"),
        ("14A", "14a"),
        (" Data & E-Gov. ", "data-e-gov"),
        ("–", ""),
        ("É", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(max_size=50))
def test_slug_of_any_text_is_plain(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
