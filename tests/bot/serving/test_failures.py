"""What the log tells of a failure: its types and places, and nothing that anybody wrote."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest, NetworkError

from bot.serving.updates import describe


def failing(cause: BaseException, error: Exception) -> Exception:
    try:
        try:
            raise cause
        except type(cause) as inner:
            raise error from inner
    except type(error) as outer:
        return outer


def test_the_types_and_places_of_an_error_and_its_cause_without_their_texts() -> None:
    told = describe(failing(KeyError("rahasia"), RuntimeError("rahasia")))
    outer, inner = told.split(" / caused by ")
    assert outer.startswith("RuntimeError < serving/test_failures.py:")
    assert inner.startswith("KeyError < serving/test_failures.py:")
    assert "rahasia" not in told


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(NetworkError("Bad Gateway"), "NetworkError (Bad Gateway)", id="telegrams-own-text"),
        pytest.param(BadRequest("Can't parse entities: rahasia"), "BadRequest", id="a-text-that-quotes"),
        pytest.param(None, "unknown", id="none"),
    ],
)
def test_telegrams_texts_are_told_unless_they_quote(error: Exception | None, told: str) -> None:
    assert describe(error) == told
