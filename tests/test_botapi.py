"""The stand-in refuses what Telegram refuses, so that a test against it which passes means something."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from botapi import TOKEN, BotApi, Person

ANNA = Person(id=1001)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


def request(api: BotApi, method: str, token: str = TOKEN, **params: Any) -> dict[str, Any]:
    fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
    address = f"{api.url}/bot{token}/{method}"
    try:
        with urllib.request.urlopen(address, urllib.parse.urlencode(fields).encode(), timeout=5) as reply:  # noqa: S310
            return dict(json.load(reply))
    except urllib.error.HTTPError as error:
        with error:
            return dict(json.load(error))


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "tombol", **button}]]}


REFUSED = [
    pytest.param("sendMessage", {"chat_id": 1, "text": ""}, "message text is empty", id="empty"),
    pytest.param("sendMessage", {"chat_id": 1, "text": " \n "}, "message text is empty", id="blank"),
    pytest.param("sendMessage", {"chat_id": 1, "text": "x" * 4097}, "message is too long", id="too-long"),
    pytest.param("sendMessage", {"chat_id": 1, "text": "😀" * 2049}, "message is too long", id="too-long-utf-16"),
    pytest.param("sendMessage", {"chat_id": 1}, "text of sendMessage is required", id="no-text"),
    pytest.param("sendMessage", {"text": "x"}, "chat_id of sendMessage is required", id="no-chat"),
    pytest.param("sendMessage", {"chat_id": 1, "text": "x", "colour": 1}, "unknown parameter colour", id="unknown"),
    pytest.param(
        "sendMessage",
        {"chat_id": 1, "text": "x", "reply_to_message_id": 1},
        "unknown parameter reply_to_message_id",
        id="outdated-parameter",
    ),
    pytest.param(
        "sendMessage",
        {"chat_id": 1, "text": "x", "message_thread_id": "a"},
        "has the wrong type",
        id="wrong-type",
    ),
    pytest.param(
        "sendMessage",
        {"chat_id": 1, "text": "x", "reply_markup": keyboard(callback_data="é" * 33)},
        "BUTTON_DATA_INVALID",
        id="callback-data-bytes",
    ),
    pytest.param(
        "sendMessage",
        {"chat_id": 1, "text": "x", "reply_markup": keyboard(copy_text={"text": "y" * 257})},
        "BUTTON_COPY_TEXT_INVALID",
        id="copy-text",
    ),
    pytest.param(
        "sendMessage",
        {"chat_id": -1, "text": "x", "message_thread_id": 7},
        "message thread not found",
        id="no-such-topic",
    ),
    pytest.param(
        "sendMessage",
        {"chat_id": 1, "text": "x", "reply_parameters": {"message_id": 10**9}},
        "message to be replied not found",
        id="reply-to-nothing",
    ),
    pytest.param("sendDocument", {"chat_id": 1, "document": "d", "caption": "x" * 1025}, "caption", id="caption"),
    pytest.param(
        "editMessageText",
        {"chat_id": 1, "message_id": 999, "text": "x"},
        "message to edit not found",
        id="edit",
    ),
    pytest.param("deleteMessage", {"chat_id": 1, "message_id": 999}, "message to delete not found", id="delete"),
    pytest.param("answerCallbackQuery", {"callback_query_id": "7"}, "query is too old", id="callback-query"),
    pytest.param("sendChatAction", {"chat_id": 1, "action": "dancing"}, "wrong parameter action", id="action"),
]

REFUSED_HTML = [
    pytest.param("<p>x</p>", id="unknown-tag"),
    pytest.param("<br>", id="br"),
    pytest.param("<b>x", id="not-closed"),
    pytest.param("x</b>", id="not-opened"),
    pytest.param("<b><i>x</b></i>", id="crossed"),
    pytest.param("a < b", id="bare-less-than"),
    pytest.param("a<", id="less-than-at-the-end"),
    pytest.param("<>", id="nameless"),
    pytest.param("a & b", id="bare-ampersand"),
    pytest.param("a&nbsp;b", id="nbsp"),
    pytest.param("a&apos;b", id="apos"),
    pytest.param("&lt x", id="no-semicolon"),
    pytest.param("<blockquote>a<blockquote>b</blockquote></blockquote>", id="nested-quote"),
    pytest.param("<pre><b>x</b></pre>", id="bold-in-pre"),
    pytest.param('<b class="x">x</b>', id="attribute"),
    pytest.param("<blockquote open>x</blockquote>", id="wrong-attribute"),
]

SHOWN_HTML = [
    pytest.param("<b>a</b> <i>b</i>\n<blockquote expandable>c <b>d</b></blockquote>", "a b\nc d", id="tags"),
    pytest.param("&lt;a&gt; &amp; &quot;b&quot; &#39;c&#x27;", "<a> & \"b\" 'c'", id="entities"),
    pytest.param("<pre>a  b</pre>", "a  b", id="pre"),
    pytest.param("<b>" + "x" * 4096 + "</b>", "x" * 4096, id="limit-counts-after-parsing"),
]


@pytest.mark.parametrize(("method", "params", "reason"), REFUSED)
def test_refuses(api: BotApi, method: str, params: dict[str, Any], reason: str) -> None:
    reply = request(api, method, **params)
    assert (reply["ok"], reply["error_code"]) == (False, 400)
    assert reason in reply["description"]


@pytest.mark.parametrize("text", REFUSED_HTML)
def test_refuses_markup(api: BotApi, text: str) -> None:
    reply = request(api, "sendMessage", chat_id=1, text=text, parse_mode="HTML")
    assert not reply["ok"]
    assert "can't parse entities" in reply["description"]


@pytest.mark.parametrize(("text", "seen"), SHOWN_HTML)
def test_shows_markup(api: BotApi, text: str, seen: str) -> None:
    assert request(api, "sendMessage", chat_id=1, text=text, parse_mode="HTML")["result"]["text"] == seen


def test_refuses_an_edit_that_changes_nothing(api: BotApi) -> None:
    number = request(api, "sendMessage", chat_id=2, text="lama")["result"]["message_id"]
    assert "not modified" in request(api, "editMessageText", chat_id=2, message_id=number, text="lama")["description"]
    assert request(api, "editMessageText", chat_id=2, message_id=number, text="baru")["ok"]
    assert api.shown(2) == ["baru"]
    assert request(api, "deleteMessage", chat_id=2, message_id=number)["ok"]
    assert api.shown(2) == []


def test_refuses_a_wrong_token_and_an_unknown_method(api: BotApi) -> None:
    assert request(api, "getMe", token="1:wrong")["error_code"] == 401  # noqa: S106
    assert request(api, "sendTelegram")["error_code"] == 404
    assert request(api, "getme")["result"]["username"] == "tanyapasal_bot"


def test_fails_on_demand_and_recovers(api: BotApi) -> None:
    api.fail("getMe", 429, retry_after=3)
    assert request(api, "getMe")["parameters"] == {"retry_after": 3}
    api.fail("getMe", 403, description="Forbidden: bot was blocked by the user", times=2)
    assert [request(api, "getMe").get("error_code") for _ in range(3)] == [403, 403, None]
    api.fail("getMe", 0)
    with pytest.raises((ConnectionError, urllib.error.URLError)):
        request(api, "getMe")
    assert [call.code for call in api.made("getMe", code=None)][-5:] == [429, 403, 403, 200, 0]


def test_holds_the_line_until_an_update_comes_and_gives_it_until_it_is_confirmed(api: BotApi) -> None:
    threading.Timer(0.2, api.says, (ANNA, "halo @tanyapasal_bot")).start()
    began = time.monotonic()
    (update,) = request(api, "getUpdates", timeout=5)["result"]
    assert 0.1 < time.monotonic() - began < 3
    assert update["message"]["entities"] == [{"type": "mention", "offset": 5, "length": 15}]
    assert request(api, "getUpdates", timeout=0)["result"] == [update]
    assert request(api, "getUpdates", timeout=0, offset=update["update_id"] + 1)["result"] == []
    assert request(api, "getUpdates", timeout=0)["result"] == []
