"""Running lines are told by where they stand and how they repeat, whatever their words."""

from __future__ import annotations

from corpus.reading.page import Line, Page, without_running


def page(number: int, *lines: tuple[float, str]) -> Page:
    """A page of lines at these heights."""
    made = (Line(text=text, left=50, right=50 + 5 * len(text), top=top, bottom=top + 10) for top, text in lines)
    return Page(number=number, width=400, height=600, lines=tuple(made))


def left_out(pages: list[Page]) -> list[tuple[int, str]]:
    kept, notes = without_running(pages)
    printed = [(page.number, line.text) for page in pages for line in page.lines]
    assert sorted(
        [(p.number, line.text) for p in kept for line in p.lines] + [(n.page, n.text) for n in notes]
    ) == sorted(printed)
    return [(note.page, note.text) for note in notes]


def test_a_page_number_that_was_misread_goes_with_the_others() -> None:
    heads = ["- 9 -", "- 10 -", "- ll -", "- 12 -", "-B-", "- 14 -"]
    pages = [page(n, (20, head), (60, f"huruf {n * n}"), (80, "isi")) for n, head in enumerate(heads, 9)]
    assert left_out(pages) == list(enumerate(heads, 9))


def test_a_short_line_at_another_height_stays() -> None:
    heads = ["- 9 -", "- 10 -", "", "- 12 -", "- 13 -"]
    pages = [
        page(n, *([(20.0, head)] if head else []), (60, "a. dan" if not head else "isi"))
        for n, head in enumerate(heads, 9)
    ]
    assert (11, "a. dan") not in left_out(pages)


def test_sections_may_have_heads_of_their_own() -> None:
    first = [page(n, (20, "PERATURAN WALI KOTA"), (60, f"pasal {n * n}")) for n in range(1, 6)]
    second = [page(n, (30, "LAMPIRAN"), (60, f"bagian {n * n}")) for n in range(6, 11)]
    assert left_out(first + second) == [(n, "PERATURAN WALI KOTA" if n < 6 else "LAMPIRAN") for n in range(1, 11)]


def test_a_line_that_stands_elsewhere_too_is_a_clauses() -> None:
    pages = [
        page(n, (20, "Cukup jelas."), (60, f"pasal {n * n}"), (200, "Cukup jelas."), (220, "x")) for n in range(1, 8)
    ]
    assert left_out(pages) == []


def test_no_pages_and_empty_ones() -> None:
    assert without_running([]) == ([], [])
    assert left_out([page(1), page(2)]) == []
