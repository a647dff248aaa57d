"""What is said around a question counts less than what it asks."""

from __future__ import annotations

import pytest

from index.engine import Engine
from index.query.query import Asked


def concept(engine: Engine, question: str, text: str) -> Asked:
    """The concept of a question that is typed as `text`."""
    return next(c for c in engine.knowledge.reader.read(question).concepts if c.text == text)


@pytest.mark.parametrize(
    ("question", "text", "plain"),
    [
        pytest.param(
            "zeppelin kami rusak, siapa yang urus bandwidth", "zeppelin", "zeppelin siapa", id="unknown-aside"
        ),
    ],
)
def test_what_stands_beside_the_question_weighs_less(shipped: Engine, question: str, text: str, plain: str) -> None:
    assert concept(shipped, question, text).weight < concept(shipped, plain, text).weight


def test_a_part_that_says_nothing_leaves_the_weight_to_the_others(shipped: Engine) -> None:
    """ "izin zeppelin, siapa yang urus?" asks about the first part."""
    asked = concept(shipped, "izin zeppelin, siapa yang urus?", "zeppelin")
    assert asked.weight == concept(shipped, "siapa yang urus izin zeppelin", "zeppelin").weight
    assert not shipped.ask("izin zeppelin di jaringan, siapa yang urus?").answered


def test_whom_a_question_speaks_to_is_not_what_it_is_about(shipped: Engine) -> None:
    assert concept(shipped, "bandwidth siapa bos", "bos").weight == 0
    assert concept(shipped, "bos punya tugas apa", "bos").weight > 0


@pytest.mark.parametrize(("typed", "meant"), [("tpie", "tipe"), ("paasl", "pasal"), ("tiep", "tipe")])
def test_a_short_word_for_a_place_is_put_right_where_only_its_letters_are_mixed(
    shipped: Engine, typed: str, meant: str
) -> None:
    assert (typed, meant) in shipped.knowledge.reader.read(f"berapa bidang {typed} 3").corrected


@pytest.mark.parametrize(
    ("question", "word"), [("bandwidth sering lambat", "sering"), ("who can soon fix bandwidth", "soon")]
)
def test_what_is_said_of_anything_need_not_be_held(shipped: Engine, question: str, word: str) -> None:
    assert concept(shipped, question, word).weight < concept(shipped, "bandwidth zeppelin", "zeppelin").weight
    assert shipped.ask(question).answered


def test_an_example_stands_for_its_kind_beside_another_topic(shipped: Engine) -> None:
    found = shipped.ask("wifi di terminal siapa yang sediakan").citations[0]
    assert "ruang publik" in found.quote
    assert not shipped.ask("siapa yang mengurus terminal").answered


def test_much_said_in_passing_does_not_outweigh_the_topic(shipped: Engine) -> None:
    assert shipped.ask("aplikasi opd lain harus lewat mana siapa yang kerjakan").answered


@pytest.mark.parametrize(
    "question",
    [
        "kami dari dinas pendidikan mau minta bandwidth, ke seksi mana ya",
        "saya dari bappeda, siapa yang urus bandwidth",
        "we are from the ministry of health, who handles bandwidth",
    ],
)
def test_who_asks_is_not_whom_a_question_is_about(shipped: Engine, question: str) -> None:
    assert "bandwidth" in shipped.ask(question).citations[0].quote


def test_another_office_stays_one_that_is_not_held(shipped: Engine) -> None:
    assert not shipped.ask("kami mau tahu dinas pendidikan punya berapa bidang").answered
    assert not shipped.ask("tugas dinas pendidikan apa").answered
