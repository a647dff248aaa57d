"""A tree's text is a cut of the document's, in printed order; what is left out of it shows as an ellipsis."""

from __future__ import annotations

import dataclasses

import pytest

from corpus.model import Node, Span, Tree

#       0         1         2         3         4
#       0123456789012345678901234567890123456789012345
TEXT = "Judul\nPasal 1 Satu\n dua. - 2 - (1) Tiga; lain"


def node(at: str, parent: int | None, *spans: Span, marker: int = 1, apart: bool = False) -> Node:
    return Node(id=at, level="x", number="", label="", spans=spans, body=spans[marker:], parent=parent, apart=apart)


def tree(*nodes: Node) -> Tree:
    return Tree(text=TEXT, nodes=nodes)


ROOT = node("d", None, (0, 5), marker=0)
PASAL = node("d/pasal-1", 0, (6, 13), (14, 24))
AYAT = node("d/pasal-1/ayat-1", 1, (31, 34), (35, 40))


def test_own_text_is_without_marker_and_on_one_line() -> None:
    assert tree(ROOT, PASAL).own_text(1) == "Satu dua."


def test_full_text_goes_on_with_the_children_and_their_markers() -> None:
    below = node("d/pasal-1/ayat-1", 1, (31, 34), (35, 40))
    assert tree(ROOT, node("d/pasal-1", 0, (6, 13), (14, 18)), below).full_text(1) == "Satu … (1) Tiga;"


def test_left_out_words_show_as_an_ellipsis() -> None:
    assert tree(ROOT, PASAL, AYAT).full_text(1) == "Satu dua. … (1) Tiga;"


def test_left_out_blanks_and_marks_show_as_a_space() -> None:
    assert tree(ROOT, node("d/a", 0, (14, 18), (20, 23), marker=0)).own_text(1) == "Satu dua"


def test_spans_that_touch_are_not_parted() -> None:
    assert tree(ROOT, node("d/a", 0, (14, 16), (16, 18), marker=0)).own_text(1) == "Satu"


def test_text_printed_apart_is_not_its_parents() -> None:
    apart = dataclasses.replace(AYAT, apart=True)
    assert tree(ROOT, PASAL, apart).full_text(1) == "Satu dua."
    assert tree(ROOT, PASAL, apart).full_text(2) == "Tiga;"


def test_full_text_of_the_root_is_the_title_page() -> None:
    assert tree(ROOT, PASAL, AYAT).full_text(0) == "Judul"


def test_full_text_is_in_printed_order_even_where_a_part_is_printed_earlier() -> None:
    late = node("d/a", 0, (35, 39), marker=0)
    early = node("d/a/b", 1, (14, 18), marker=0)
    assert tree(ROOT, late, early).full_text(1) == "Satu … Tiga"


def test_children_are_in_order() -> None:
    parsed = tree(ROOT, PASAL, AYAT, node("d/pasal-2", 0, (41, 45)))
    assert parsed.children == ((1, 3), (2,), (), ())


def test_node_without_text_is_empty() -> None:
    assert tree(ROOT, node("d/a", 0, (6, 13))).own_text(1) == ""
    assert tree(ROOT, node("d/a", 0, (6, 13))).full_text(1) == ""


def test_a_node_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PASAL.label = "x"  # type: ignore[misc]


def test_in_a_quote_each_row_of_a_table_is_a_line() -> None:
    text = "D\nPasal 1\nKapasitas:\nUnit: A; Ruang: 50 GB\nUnit: B; Ruang: 10 GB\nPaling banyak: satu\nruang."
    pasal = Node(id="d/pasal-1", level="x", number="1", label="", spans=((2, 9), (10, len(text))),
                 body=((10, len(text)),), parent=0)  # fmt: skip
    root = node("d", None, (0, 1), marker=0)
    quoted = "Kapasitas:\nUnit: A; Ruang: 50 GB\nUnit: B; Ruang: 10 GB\nPaling banyak: satu ruang."
    assert Tree(text=text, nodes=(root, pasal)).quote(1) == quoted
