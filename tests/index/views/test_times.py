"""Times are told in words, in the zone of the machine, with its name."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from index.views.view import day, moment, zone_name


@pytest.fixture(autouse=True)
def lombok(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Makassar")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_time_is_told_as_it_is_here() -> None:
    assert moment("2026-11-22T19:38:00+00:00", "id") == "23 November 2026 03.38 WITA"
    assert moment("2026-03-22T03:05:59+00:00", "en", zone=False) == "22 March 2026 11:05"
    assert (day("2026-08-17", "id"), zone_name()) == ("17 Agustus 2026", "WITA")


@pytest.mark.parametrize("told", ["", "?", "unknown"])
def test_what_is_no_time_is_told_as_it_is(told: str) -> None:
    assert moment(told, "id") == day(told, "id") == told
