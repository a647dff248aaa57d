"""The stand-in treats a webhook as Telegram does: what it takes for one, and what it sends there."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from botapi import TOKEN, BotApi, Person

ANNA, BUDI = Person(id=1001), Person(id=1002)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


class Receiver(ThreadingHTTPServer):
    """An HTTP server that keeps what is sent to it, and refuses what holds a word in `refused`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.got: list[tuple[str | None, str | None, dict[str, Any]]] = []
        self.refused: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"

    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, _, update in self.got]


class _Post(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append(
            (self.headers.get("X-Telegram-Bot-Api-Secret-Token"), self.headers.get("Content-Type"), update)
        )
        self.send_response(500 if update["message"]["text"] in self.server.refused else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name in the library)
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def request(api: BotApi, method: str, **params: Any) -> dict[str, Any]:
    fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
    address = f"{api.url}/bot{TOKEN}/{method}"
    try:
        with urllib.request.urlopen(address, urllib.parse.urlencode(fields).encode(), timeout=5) as reply:  # noqa: S310
            return dict(json.load(reply))
    except urllib.error.HTTPError as error:
        with error:
            return dict(json.load(error))


def posted(api: BotApi, count: int) -> None:
    api.wait_until(lambda: len(api.posted) >= count, f"{count} updates POSTed")


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        pytest.param({"url": "http://bot.example.org/x"}, "An HTTPS URL must be provided", id="http"),
        pytest.param({"url": "bot.example.org"}, "An HTTPS URL must be provided", id="no-scheme"),
        pytest.param({"url": "https://bot.example.org:8080"}, "only on ports 80, 88, 443 or 8443", id="port"),
        pytest.param({"url": "https://a.example", "secret_token": ""}, "unallowed characters", id="empty-secret"),
        pytest.param({"url": "https://a.example", "secret_token": "a b"}, "unallowed characters", id="secret"),
        pytest.param({"url": "https://a.example", "secret_token": "a" * 257}, "unallowed characters", id="long-secret"),
        pytest.param({}, "url of setWebhook is required", id="no-url"),
    ],
)
def test_refuses(api: BotApi, params: dict[str, Any], reason: str) -> None:
    reply = request(api, "setWebhook", **params)
    assert (reply["ok"], reply["error_code"]) == (False, 400)
    assert reason in reply["description"]
    assert request(api, "getWebhookInfo")["result"]["url"] == ""


def test_while_a_webhook_is_set_nobody_polls(api: BotApi) -> None:
    assert request(api, "setWebhook", url="https://bot.example.org:8443/x", allowed_updates=["message"])["ok"]
    told = request(api, "getWebhookInfo")["result"]
    assert (told["url"], told["allowed_updates"]) == ("https://bot.example.org:8443/x", ["message"])
    assert request(api, "getUpdates", timeout=0)["error_code"] == 409
    assert request(api, "deleteWebhook")["ok"]
    assert request(api, "getUpdates", timeout=0)["result"] == []


def test_setting_a_webhook_ends_the_polling_that_waits(api: BotApi) -> None:
    threading.Timer(0.2, request, (api, "setWebhook"), {"url": "https://bot.example.org"}).start()
    assert request(api, "getUpdates", timeout=5)["error_code"] == 409


def test_updates_are_sent_with_the_secret_and_in_order(api: BotApi, receiver: Receiver) -> None:
    api.says(ANNA, "sebelum")
    request(api, "setWebhook", url=receiver.url, secret_token="s-1", allowed_updates=["message"])  # noqa: S106
    number = api.says(ANNA, "sesudah")
    api.edits(ANNA, number, "not asked for")
    api.says(ANNA, "lagi")
    posted(api, 3)
    assert receiver.texts() == ["sebelum", "sesudah", "lagi"]
    assert {(secret, kind) for secret, kind, _ in receiver.got} == {("s-1", "application/json")}
    assert [update["update_id"] for _, _, update in receiver.got] == [100 + n for n in (1, 2, 4)]


def test_what_is_refused_is_sent_again_and_holds_up_its_chat_alone(api: BotApi, receiver: Receiver) -> None:
    receiver.refused.add("satu")
    request(api, "setWebhook", url=receiver.url)
    api.says(ANNA, "satu")
    api.says(ANNA, "dua")
    api.says(BUDI, "tiga")
    posted(api, 4)
    assert "dua" not in receiver.texts()
    assert "tiga" in receiver.texts()
    assert "500" in request(api, "getWebhookInfo")["result"]["last_error_message"]
    receiver.refused.clear()
    api.wait_until(lambda: sum(sent.status == 200 for sent in api.posted) == 3, "all taken")
    assert receiver.texts()[-1] == "dua"
    assert request(api, "getWebhookInfo")["result"]["pending_update_count"] == 0


def test_one_connection_takes_one_update_at_a_time(api: BotApi, receiver: Receiver) -> None:
    receiver.refused.add("satu")
    request(api, "setWebhook", url=receiver.url, max_connections=1)
    api.says(ANNA, "satu")
    api.says(BUDI, "dua")
    posted(api, 2)
    assert receiver.texts() == ["satu", "satu"]
    receiver.refused.clear()
    api.wait_until(lambda: "dua" in receiver.texts(), "the other's")


def test_updates_wait_for_whoever_comes_next(api: BotApi, receiver: Receiver) -> None:
    request(api, "setWebhook", url="http://127.0.0.1:9/nobody")
    api.says(ANNA, "satu")
    posted(api, 1)
    assert api.posted[0].status == 0
    request(api, "deleteWebhook")
    (update,) = request(api, "getUpdates", timeout=0)["result"]
    assert update["message"]["text"] == "satu"
    request(api, "setWebhook", url=receiver.url, drop_pending_updates=True)
    assert request(api, "getWebhookInfo")["result"]["pending_update_count"] == 0
