"""What people say is taken for what regulations print, where documents hold nothing of the words themselves."""

from __future__ import annotations

import pytest

from index.engine import Engine


def terms(engine: Engine, question: str) -> set[tuple[str, ...]]:
    """All ways in which documents may say what a question says."""
    concepts = engine.knowledge.reader.read(question).concepts
    return {alternative.terms for concept in concepts for alternative in concept.alternatives}


def test_what_no_document_holds_is_read_as_what_regulations_print(shipped: Engine) -> None:
    assert ("jabat", "fungsional") in terms(shipped, "apa itu jft")


def test_what_no_unit_says_as_a_whole_is_not_taken_for_it(shipped: Engine) -> None:
    assert {"data", "padu", "sejahtera", "sosial"} <= shipped.knowledge.store.own.numbers.keys()
    assert terms(shipped, "dtks") == {("dtks",)}


@pytest.mark.parametrize("question", ["gajinya berapa sebulan?", "tukin seksi aplikasi berapa"])
def test_an_amount_is_nothing_else(shipped: Engine, question: str) -> None:
    assert not shipped.ask(question).answered
