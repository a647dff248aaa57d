"""YAML is read without silent choices: a key that stands twice is an error, and so is all that is no plain data."""

from __future__ import annotations

import pytest
import yaml

from corpus.yaml import load_yaml


def test_plain_data_is_read() -> None:
    assert load_yaml("a: [1, 'x', no]\nb: {c: null}") == {"a": [1, "x", False], "b": {"c": None}}
    assert load_yaml("") is None


def test_anchors_are_read() -> None:
    assert load_yaml("a: &x {b: 1}\nc: {<<: *x, d: 2}")["c"] == {"b": 1, "d": 2}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\na: 2", "'a' stands twice"),
        ("x:\n  - {b: 1, b: 1}", "'b' stands twice"),
        ("? [a]\n: b", "a key must be a text"),
        ("a: 2016-13-45", "month"),
        ("a: !!python/object:os.system x", "could not determine"),
        ("a: [", "expected"),
    ],
)
def test_what_is_wrong_is_a_yaml_error(text: str, says: str) -> None:
    with pytest.raises(yaml.YAMLError, match=says):
        load_yaml(text)
