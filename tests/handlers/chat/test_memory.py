"""The bot's memory is bounded: it forgets what was used longest ago."""

from __future__ import annotations

from handlers.chat.memory import Recent


def test_it_forgets_what_was_used_longest_ago() -> None:
    recent: Recent[int, str] = Recent(2)
    recent.put(1, "a")
    recent.put(2, "b")
    assert recent.get(1) == "a"
    recent.put(3, "c")
    assert [recent.get(key) for key in (1, 2, 3)] == ["a", None, "c"]


def test_a_new_value_takes_the_place_of_the_old() -> None:
    recent: Recent[int, str] = Recent(2)
    recent.put(2, "d")
    for value in "abc":
        recent.put(1, value)
    assert (recent.get(1), recent.get(2)) == ("c", "d")
