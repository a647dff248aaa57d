"""Two versions of a document differ by the units whose letters and digits do, told by id in printed order."""

from __future__ import annotations

import pytest

from corpus.comparing import Changes, Passage, diff, passages, whole
from corpus.model import Tree
from corpus.parsing.parse import parse
from corpus.profile import load_profile

PROFILE = load_profile("peraturan")
OLD = "PERATURAN TENTANG TAMAN\nPasal 1\n(1) Taman dibuka pukul 8.\n(2) Taman ditutup pukul 17.\nPasal 2\nMasuk gratis."


def tree(text: str) -> Tree:
    return parse(text, PROFILE, "taman")


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        pytest.param(OLD, Changes(), id="the same"),
        pytest.param(OLD.replace("Taman d", "Taman,  d").replace("gratis.", "gratis;"), Changes(), id="punctuation"),
        pytest.param(OLD.replace("(1) Taman ", "(1) Taman\n"), Changes(), id="another line end"),
        pytest.param(OLD.replace("pukul 8", "pukul 9"), Changes(changed=("taman/pasal-1/ayat-1",)), id="a digit"),
        pytest.param(OLD.replace("gratis", "bayar"), Changes(changed=("taman/pasal-2",)), id="a word"),
        pytest.param(OLD.replace("TENTANG TAMAN", "TENTANG KEBUN"), Changes(changed=("taman",)), id="the title page"),
        pytest.param(OLD + "\nPasal 3\nAnjing dilarang.", Changes(added=("taman/pasal-3",)), id="one more"),
        pytest.param(OLD.split("\nPasal 2")[0], Changes(removed=("taman/pasal-2",)), id="one less"),
        pytest.param(
            OLD.replace("pukul 8", "pukul 9").replace("gratis", "bayar") + "\nPasal 3\n(1) A.\n(2) B.",
            Changes(
                added=("taman/pasal-3", "taman/pasal-3/ayat-1", "taman/pasal-3/ayat-2"),
                changed=("taman/pasal-1/ayat-1", "taman/pasal-2"),
            ),
            id="in printed order",
        ),
        pytest.param(
            "PERATURAN TENTANG TAMAN\nPasal 2\nMasuk gratis.",
            Changes(removed=("taman/pasal-1", "taman/pasal-1/ayat-1", "taman/pasal-1/ayat-2")),
            id="a unit goes with what is under it",
        ),
    ],
)
def test_what_a_new_version_changes(new: str, changes: Changes) -> None:
    assert diff(tree(OLD), tree(new)) == changes


def test_of_a_first_version_everything_is_added() -> None:
    new = tree(OLD)
    assert diff(None, new) == Changes(added=tuple(node.id for node in new.nodes))


def test_a_document_without_a_title_page_adds_no_unit_for_it() -> None:
    new = tree("Pasal 1\nMasuk gratis.")
    assert diff(None, new).added == tuple(new.nodes[at].id for at in new.citable) == ("taman/pasal-1",)
    assert diff(new, tree("TAMAN\nPasal 1\nMasuk gratis.")).added == ("taman",)


def test_passages_begin_shortly_before_the_words_that_differ() -> None:
    long = "Taman baca masyarakat dibuka setiap hari oleh pengelola " + "yang baik " * 30
    before, after = (tree(f"Pasal 1\n{long}pukul {hour}.\nPasal 2\nMasuk gratis.") for hour in (8, 9))
    (passage,) = passages(before, after)
    assert passage == Passage(label="Pasal 1", old="… baik yang baik pukul 8.", new="… baik yang baik pukul 9.")
    assert whole(before, after).startswith("Pasal 1\n- Taman baca masyarakat")
    assert whole(after, tree("Pasal 2\nMasuk gratis.")).startswith("Pasal 1\n- Taman baca")
    assert [row.label for row in passages(None, tree(OLD))] == ["Pasal 1 ayat (1)", "Pasal 1 ayat (2)", "Pasal 2"]


def test_going_back_undoes_it() -> None:
    new = tree(OLD.replace("gratis", "bayar") + "\nPasal 3\nAnjing dilarang.")
    there, back = diff(tree(OLD), new), diff(new, tree(OLD))
    assert (there.added, there.removed) == (back.removed, back.added)
    assert there.changed == back.changed
