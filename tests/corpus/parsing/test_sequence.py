"""What may open next follows from what was numbered before under the same node, however much that is."""

from __future__ import annotations

import re

import pytest

from corpus.parsing.identify import NodeDraft
from corpus.parsing.sequence import Fit, Sequence, goes_on
from corpus.profile import Level, load_profile

LEVELS = {level.name: level for level in load_profile("peraturan").levels}
PASAL, AYAT, HURUF, LAMPIRAN = (LEVELS[name] for name in ("pasal", "ayat", "huruf", "lampiran"))
BIDANG = next(level for level in load_profile("tupoksi").levels if level.name == "bidang")


def match(level: Level, text: str) -> re.Match[str]:
    found = next((m for p in level.patterns if (m := p.regex.match(text))), None)
    assert found
    return found


def opened(sequence: Sequence, level: Level, text: str, parent: int = 1) -> None:
    """Let a level open under a node, where it fits."""
    found = match(level, text)
    fit = sequence.fit(level, found, parent, top=parent)
    assert fit
    sequence.add(
        9, NodeDraft(level=level, parent=parent, groups=found.groupdict(""), order=fit.order), found, top=parent
    )


@pytest.mark.parametrize(
    ("level", "before", "text", "fit"),
    [
        pytest.param(AYAT, [], "(1) A", Fit(order=(1, 0)), id="the first"),
        pytest.param(AYAT, ["(1) A"], "(2) A", Fit(order=(2, 0)), id="the next"),
        pytest.param(AYAT, ["(1) A"], "(1a) A", Fit(order=(1, 1)), id="an inserted one"),
        pytest.param(AYAT, ["(1) A"], "(1) A", None, id="the same again"),
        pytest.param(AYAT, ["(1) A", "(2) A"], "(1) A", None, id="an earlier one"),
        pytest.param(AYAT, ["(1) A"], "(4) A", Fit(order=(4, 0), leaps=True), id="one that leaps"),
        pytest.param(AYAT, ["(1) A"], "(90) A", None, id="one that leaps too far"),
        pytest.param(HURUF, ["a. x"], "b. x", Fit(order=(2, 0)), id="a letter"),
        pytest.param(LAMPIRAN, [], "LAMPIRAN I\n", Fit(), id="a heading"),
        pytest.param(LAMPIRAN, ["LAMPIRAN I\n"], "LAMPIRAN II\n", Fit(), id="another heading"),
        pytest.param(LAMPIRAN, ["LAMPIRAN I\n"], "LAMPIRAN I\n", None, id="a heading printed on each page"),
    ],
)
def test_fit(level: Level, before: list[str], text: str, fit: Fit | None) -> None:
    sequence = Sequence()
    for printed in before:
        opened(sequence, level, printed)
    assert sequence.fit(level, match(level, text), 1, top=1) == fit


def test_numbers_begin_anew_under_another_node() -> None:
    sequence = Sequence()
    opened(sequence, AYAT, "(1) A", parent=1)
    opened(sequence, AYAT, "(1) A", parent=2)


def test_numbers_run_on_under_the_node_where_the_id_begins() -> None:
    sequence = Sequence()
    assert PASAL
    sequence.add(5, NodeDraft(level=PASAL, parent=3, order=(1, 0)), match(PASAL, "Pasal 1"), top=0)
    assert sequence.fit(PASAL, match(PASAL, "Pasal 2"), 4, top=0) == Fit(order=(2, 0))


@pytest.mark.parametrize(
    ("text", "said_again"),
    [
        ("Bidang Data mempunyai tugas", True),
        ("Kepala Bidang Data mempunyai tugas", True),
        ("Bidang Siar mempunyai tugas", False),
    ],
)
def test_a_sentence_may_say_a_heading_again(text: str, said_again: bool) -> None:
    assert BIDANG
    heading = NodeDraft(level=BIDANG, parent=0, groups=match(BIDANG, "BIDANG DATA").groupdict(""))
    assert goes_on(BIDANG, match(BIDANG, text), heading) is said_again
