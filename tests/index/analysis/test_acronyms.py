"""What offices call their units by syllables is found by the units' names."""

from __future__ import annotations

import pytest

from index.analysis.acronyms import Acronyms

NAMES = [
    ["bidang", "pemadam", "kebakaran"],
    ["seksi", "kesehatan", "hewan", "ternak"],
    ["seksi", "perlindungan", "jaminan", "sosial"],
    ["bidang", "lalu", "lintas"],
]
ROOTS = {"pemadam": "padam", "kebakaran": "bakar", "kesehatan": "sehat", "perlindungan": "lindung", "jaminan": "jamin"}


@pytest.mark.parametrize(
    ("word", "name"),
    [
        pytest.param("linjamsos", "perlindungan jaminan sosial", id="of roots"),
        pytest.param("keswan", "kesehatan hewan", id="the end of a word"),
        pytest.param("damkar", "pemadam kebakaran", id="ends of roots"),
        pytest.param("lalin", "lalu lintas", id="two letters"),
        pytest.param("kesehatan", "", id="one word alone"),
        pytest.param("jember", "", id="anything else"),
        pytest.param("lalinx", "", id="a letter more"),
        pytest.param("lali", "", id="too short"),
    ],
)
def test_an_acronym_of_syllables(word: str, name: str) -> None:
    assert Acronyms(NAMES, lambda text: ROOTS.get(text, text)).name(word) == name
