"""Inline mode over HTTP: cited answers while one types, each what Telegram takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from botapi import BOT, BotApi, Person
from botapi.markup import shown
from running import running_bot, settled_messages

from handlers.wording import wording
from index.engine import Engine

_ids = count(60_000)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture(scope="module")
def bot(api: BotApi, shipped: Engine) -> Iterator[None]:
    with running_bot(api, shipped):
        yield


@pytest.fixture
def anna(bot: None) -> Person:
    return Person(id=next(_ids))


def types(api: BotApi, person: Person, text: str) -> dict[str, Any]:
    """What Telegram is given for these words."""
    query = api.types(person, text)
    api.wait_until(lambda: query in api.chats.results, "the results")
    return api.chats.results[query]


def content(result: dict[str, Any]) -> str:
    told = result["input_message_content"]
    return shown(told["message_text"], told["parse_mode"])


def test_results_are_whole_cited_answers_the_best_first(api: BotApi, anna: Person) -> None:
    given = types(api, anna, "sub domain")
    results = given["results"]
    assert 2 <= len(results) <= 10
    assert results[0]["title"].startswith("Seksi Infrastruktur TIK")
    assert "sub domain" in results[0]["description"]
    assert "Tupoksi Bidang TIK NTB, Seksi Infrastruktur TIK, tugas angka 15" in content(results[0])
    assert 0 < given["cache_time"] <= 60
    for result in results:
        assert not any("callback_data" in b for row in result["reply_markup"]["inline_keyboard"] for b in row)
        assert result["reply_markup"]["inline_keyboard"][0][-1]["url"].startswith(
            f"https://t.me/{BOT['username']}?start="
        )


def test_the_same_words_give_the_same_ids(api: BotApi, anna: Person) -> None:
    first, second = (types(api, anna, "bandwidth") for _ in range(2))
    assert [r["id"] for r in first["results"]] == [r["id"] for r in second["results"]]


@pytest.mark.parametrize("typed", ["sub dom", "sub doma", "Sub Domai", "bandwid"])
def test_a_word_that_is_being_typed_is_completed(api: BotApi, anna: Person, typed: str) -> None:
    assert types(api, anna, typed)["results"][0]["title"].startswith("Seksi Infrastruktur TIK")


def test_without_words_there_are_examples(api: BotApi, anna: Person) -> None:
    given = types(api, anna, "")
    assert given["results"]
    assert given["button"] == {"text": wording("id").inline_ask, "start_parameter": "inline"}


def test_what_the_documents_lack_has_no_results_but_a_way_to_ask(api: BotApi, anna: Person) -> None:
    given = types(api, anna, "pajak kendaraan bermotor")
    assert given["results"] == []
    assert given["button"]["text"] == wording("id").inline_none


def test_in_english_the_frame_is_english(api: BotApi, bot: None) -> None:
    given = types(api, Person(id=next(_ids), language="en"), "")
    assert given["button"]["text"] == wording("en").inline_ask


@pytest.mark.parametrize("text", ["a", "?", "pasal 12", "<b>&", "x" * 256, "🙂", "isi lampiran IV"])
def test_any_words_are_answered(api: BotApi, anna: Person, text: str) -> None:
    given = types(api, anna, text)
    assert all(len(r["id"].encode()) <= 64 and content(r) for r in given["results"])


def test_words_typed_on_are_answered_too(api: BotApi, anna: Person) -> None:
    for end in range(1, 12):
        api.types(anna, "bandwidth internal"[:end])
    assert types(api, anna, "bandwidth internal")["results"]


def test_a_query_too_old_fails_nothing(api: BotApi, anna: Person) -> None:
    query = api.types(anna, "bandwidth")
    api.chats.inline.discard(query)
    assert types(api, anna, "bandwidth")["results"]


def test_its_own_inline_messages_are_left_alone(api: BotApi, anna: Person) -> None:
    before = len(api.made("sendMessage"))
    api.says(anna, "Seksi Infrastruktur TIK — Bidang Pengelolaan TIK", via_bot=BOT)
    assert settled_messages(api, anna) == before + 1


def test_who_may_not_ask_gets_no_results(shipped: Engine) -> None:
    with BotApi() as own, running_bot(own, shipped, allow_users=frozenset({1})):
        given = types(own, Person(id=2), "sub domain")
        assert given["results"] == []
        assert given["is_personal"] is True
        assert types(own, Person(id=1), "sub domain")["is_personal"] is True


def test_results_whose_markup_is_refused_are_given_as_plain_text(shipped: Engine) -> None:
    with BotApi() as own, running_bot(own, shipped):
        own.fail("answerInlineQuery", 400, description="Bad Request: can't parse entities in message text")
        given = types(own, Person(id=1), "sub domain")
        assert all("parse_mode" not in result["input_message_content"] for result in given["results"])
