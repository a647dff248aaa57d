"""Ranking is BM25 as rank-bm25 fits it, and stays right where the library alone does not: few, empty, equal units."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from index.engine import Engine
from index.generation.build import fit
from index.generation.store import Postings, idf
from index.publishing.generations import open_engine
from index.query.query import Asked

CORPORA = [
    pytest.param([], id="no-units"),
    pytest.param([[]], id="one-empty-unit"),
    pytest.param([["a"]], id="one-unit"),
    pytest.param([["a"], ["a"]], id="two-equal-units"),
    pytest.param([["a"], ["b"]], id="two-units"),
    pytest.param([[], ["a"], []], id="empty-units-around"),
    pytest.param([["a", "b"], ["a"], ["a", "c"], ["a"]], id="a-term-in-all"),
    pytest.param([["a"], ["a"], ["b"], ["c"]], id="a-term-in-half"),
    pytest.param([["a"] * 500, ["a", "b"]], id="one-long-unit"),
]

corpora = st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), max_size=10)


def scores(postings: Postings, terms: Sequence[str]) -> list[float]:
    total = np.zeros(postings.size)
    for term in terms:
        units, weights = postings.of(term)
        total[units] += weights
    return [float(score) for score in total]


@pytest.mark.parametrize("texts", CORPORA)
def test_a_unit_scores_above_nothing_where_it_holds_the_term_and_nothing_elsewhere(texts: list[list[str]]) -> None:
    postings = fit(texts)
    assert postings.size == len(texts)
    for term in sorted({term for terms in texts for term in terms}):
        assert [score > 0 for score in scores(postings, [term])] == [term in terms for terms in texts]
        assert postings.rarity(term) > 0


@pytest.mark.parametrize("texts", CORPORA)
def test_an_unknown_term_finds_nothing_and_is_the_rarest(texts: list[list[str]]) -> None:
    postings = fit(texts)
    units, weights = postings.of("unknown")
    assert (len(units), len(weights)) == (0, 0)
    assert all(postings.rarity("unknown") > postings.rarity(term) for term in postings.terms)
    assert math.isfinite(postings.rarity("unknown"))


def test_a_term_in_all_units_weighs_less_than_one_in_half_and_that_less_than_a_rare_one() -> None:
    postings = fit([["all", "half", "rare"], ["all", "half"], ["all", "x"], ["all", "y"]])
    first = [scores(postings, [term])[0] for term in ("all", "half", "rare")]
    assert first == sorted(first)
    assert 0 < first[0] < first[1] < first[2]


def test_a_term_said_twice_weighs_more_but_not_twice_and_a_longer_unit_less() -> None:
    once, twice, longer = scores(fit([["a", "x"], ["a", "a"], ["a", "x", "x", "x", "x"], ["b"]]), ["a"])[:3]
    assert once < twice < 2 * once
    assert longer < once


@settings(derandomize=True, max_examples=200, deadline=None)
@given(corpora)
def test_weights_are_the_librarys_but_for_the_idf(texts: list[list[str]]) -> None:
    """With its idf set to ours, the library's own `get_scores` gives each filled unit the same score."""
    postings = fit(texts)
    filled = [at for at, terms in enumerate(texts) if terms]
    if not filled:
        assert postings.terms == ()
        return
    library = BM25Okapi([texts[at] for at in filled])
    found = {term: sum(term in terms for terms in texts) for term in postings.terms}
    library.idf = {term: idf(len(texts), count) for term, count in found.items()}
    for terms in ([term] for term in postings.terms):
        ours = [scores(postings, terms)[at] for at in filled]
        np.testing.assert_allclose(ours, library.get_scores(terms), rtol=1e-5, atol=1e-7)
    everything = list(postings.terms)
    ours = [scores(postings, everything)[at] for at in filled]
    np.testing.assert_allclose(ours, library.get_scores(everything), rtol=1e-5, atol=1e-6)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(corpora)
def test_the_layout_is_whole(texts: list[list[str]]) -> None:
    postings = fit(texts)
    assert postings.terms == tuple(sorted({term for terms in texts for term in terms}))
    assert len(postings.starts) == len(postings.terms) + 1
    assert postings.starts[-1] == len(postings.units) == len(postings.weights)
    for term in postings.terms:
        units = [int(unit) for unit in postings.of(term)[0]]
        assert units == [at for at, terms in enumerate(texts) if term in terms]


@pytest.mark.parametrize("size", [0, 1, 2, 1_000_000])
def test_rarity_falls_with_each_unit_and_stays_above_nothing(size: int) -> None:
    steps = [idf(size, found) for found in sorted({0, min(1, size), size // 2, size})]
    assert steps == sorted(steps, reverse=True)
    assert all(0 < value < math.inf for value in steps)


def concepts(engine: Engine, text: str) -> tuple[Asked, ...]:
    return engine.knowledge.reader.read(text).concepts


@pytest.fixture(scope="module")
def equal(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """41 articles, all but the third word for word the same."""
    folder = tmp_path_factory.mktemp("equal")
    same = "Perpustakaan meminjamkan kendaraan."
    texts = [same, same, "Perpustakaan tutup.", *[same] * 38]
    articles = "\n\n".join(f"Pasal {number}\n\n{text}" for number, text in enumerate(texts, 1))
    (folder / "sama.txt").write_text(f"BAB I UMUM\n\n{articles}\n", encoding="utf-8")
    (folder / "manifest.yaml").write_text("documents:\n  - {id: sama, file: sama.txt, profile: peraturan}\n", "utf-8")
    return open_engine(folder / "data", "none", folder)


def test_equal_scores_keep_the_printed_order(equal: Engine) -> None:
    hits = equal.knowledge.searcher.search(concepts(equal, "kendaraan perpustakaan"))
    assert len({hit.score for hit in hits[:-1]}) == 1
    ids = [equal.knowledge.store.unit(hit.unit).id for hit in hits]
    assert ids == [f"sama/pasal-{number}" for number in (1, 2, *range(4, 42), 3)]


@pytest.mark.parametrize("question", ["", "???", "yang mana", "zzzz qqqq", "xylofonisasi"])
def test_a_question_with_no_known_term_finds_nothing(shipped: Engine, question: str) -> None:
    assert shipped.knowledge.searcher.search(concepts(shipped, question)) == []


def test_only_units_that_share_a_term_are_found(shipped: Engine) -> None:
    asked = concepts(shipped, "bandwidth")
    terms = {term for concept in asked for alternative in concept.alternatives for term in alternative.terms}
    hits = shipped.knowledge.searcher.search(asked, most=1000)
    assert 0 < len(hits) < 50
    for hit in hits:
        unit = shipped.knowledge.store.unit(hit.unit)
        around = shipped.knowledge.store.context
        held = set(shipped.knowledge.analyzer.terms(unit.own))
        held |= {term for term in terms if hit.unit in around.of(term)[0]}
        assert terms & held, unit.id
