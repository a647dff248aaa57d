"""What is known of kinds of documents: each pattern matches its examples and none of its counter-examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import ProfileError
from corpus.numbers import slug
from corpus.profile import Pattern
from corpus.recognising.gazetteer import PATH, load_kinds

KINDS = load_kinds()
WHOLE = [(kind.name or kind.apart, kind.pattern) for kind in (*KINDS.acts, *KINDS.issuers)]
LINES = list(KINDS.patterns.items())
WITHIN = list(KINDS.within.items())
ALL = [*((*row, "whole") for row in WHOLE), *((*row, "line") for row in LINES), *((*row, "within") for row in WITHIN)]
EXAMPLES = [pytest.param(p, how, text, id=f"{of}: {text!r}") for of, p, how in ALL for text in p.examples]
COUNTEREXAMPLES = [pytest.param(p, how, text, id=f"{of}: {text!r}") for of, p, how in ALL for text in p.counterexamples]


def found(pattern: Pattern, how: str, text: str) -> re.Match[str] | None:
    look = {"whole": pattern.regex.fullmatch, "line": pattern.regex.match, "within": pattern.regex.search}
    return look[how](text)


@pytest.mark.parametrize(("pattern", "how", "text"), EXAMPLES)
def test_pattern_matches_its_examples(pattern: Pattern, how: str, text: str) -> None:
    assert found(pattern, how, text)


@pytest.mark.parametrize(("pattern", "how", "text"), COUNTEREXAMPLES)
def test_pattern_matches_none_of_its_counterexamples(pattern: Pattern, how: str, text: str) -> None:
    assert not found(pattern, how, text)


def test_each_pattern_has_both_kinds_of_examples() -> None:
    assert [of for of, pattern, _ in ALL if not pattern.examples or not pattern.counterexamples] == []


def test_there_are_38_provinces_each_by_one_name() -> None:
    assert len({province.name for province in KINDS.provinces.values()}) == 38
    names = [
        slug(name)
        for province in {province.name: province for province in KINDS.provinces.values()}.values()
        for name in (province.name, *province.aliases, *province.also)
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["ntb", "NTB", "Nusa Tenggara Barat", "NUSA  TENGGARA BARAT"])
def test_a_province_is_known_by_each_of_its_names(name: str) -> None:
    province = KINDS.province(name)
    assert province
    assert province.name == "Nusa Tenggara Barat"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("small:", "klein:"), "small"),
        (("PRESIDEN", "(PRESIDEN"), "issuers[0]"),
        (("acts:", "acts: ["), "can't be read"),
    ],
)
def test_wrong_data_is_refused_by_its_key(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    path = tmp_path / "recognise.yaml"
    path.write_text(PATH.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        load_kinds(path)
    assert told in str(error.value)
