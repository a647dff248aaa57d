"""By webhook the bot answers as by polling; it takes nothing without the secret, and Telegram keeps what it misses."""

from __future__ import annotations

import http.client
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from answers import SmallEngine
from botapi import TOKEN, BotApi, Person
from running import PROGRAM, Running, free_port, running_bot, webhook_settings

import bot.serving.webhook
from bot.__main__ import main
from bot.config import Settings
from bot.serving.routes import ALLOWED_UPDATES
from bot.serving.webhook import SECRET_HEADER, derived
from handlers.wording import wording

ANNA, BUDI = Person(id=31), Person(id=32)
PATH, SECRET = derived(TOKEN, "path"), derived(TOKEN, "secret")
TESTS = Path(__file__).parents[2]


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def engine() -> SmallEngine:
    return SmallEngine()


def heads(api: BotApi, person: Person) -> list[str]:
    return [text.splitlines()[0] for text in api.shown(person.place)]


def until_shown(api: BotApi, person: Person, *expected: str) -> None:
    api.wait_until(lambda: heads(api, person) == list(expected), f"{expected} in the chat")


def until(holds: Any, what: str) -> None:
    deadline = time.monotonic() + 8
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def knock(port: int, path: str, body: bytes, secret: str | None = SECRET, method: str = "POST") -> int:
    """Send the bot a request as Telegram would; gives the status."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: secret} if secret is not None else {})
    try:
        line.request(method, path, body, headers)
        return line.getresponse().status
    finally:
        line.close()


def question(text: str, number: int = 7) -> bytes:
    return json.dumps({"update_id": number, "message": ANNA.message(number, text)}).encode()


def test_path_and_secret_are_the_tokens_own_and_tell_nothing_of_it() -> None:
    assert derived(TOKEN, "path") == PATH
    assert len({PATH, SECRET, derived("1:other", "path"), derived("1:other", "secret")}) == 4
    assert TOKEN.partition(":")[2] not in PATH + SECRET
    assert len(SECRET) == 64


def test_telegram_is_told_where_with_which_secret_and_what_to_send(api: BotApi, engine: SmallEngine) -> None:
    with running_bot(api, engine, webhook=True):
        (told,) = api.wait("setWebhook")
    assert told.params["url"].endswith(f"/{PATH}")
    assert told.params["secret_token"] == SECRET
    assert told.params["allowed_updates"] == ALLOWED_UPDATES
    assert api.made("getUpdates", code=None) == []


@pytest.mark.parametrize(
    ("path", "secret", "method", "status"),
    [
        pytest.param(f"/{PATH}", "wrong", "POST", 403, id="wrong-secret"),
        pytest.param(f"/{PATH}", "\xff", "POST", 403, id="secret-not-ascii"),
        pytest.param(f"/{PATH}", "", "POST", 403, id="empty-secret"),
        pytest.param(f"/{PATH}", None, "POST", 403, id="no-secret"),
        pytest.param("/", SECRET, "POST", 404, id="no-path"),
        pytest.param(f"/{PATH[:-1]}", SECRET, "POST", 404, id="part-of-the-path"),
        pytest.param(f"/{PATH}", SECRET, "GET", 405, id="get"),
    ],
)
def test_what_does_not_come_from_telegram_is_refused(
    api: BotApi, engine: SmallEngine, path: str, secret: str | None, method: str, status: int
) -> None:
    port = free_port()
    with running_bot(api, engine, webhook=True, **webhook_settings(port)):
        api.wait("setMyCommands", 3)
        assert knock(port, path, question("palsu"), secret, method) == status
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")
    assert [asked for asked, _ in engine.asked] == ["satu"]


@pytest.mark.parametrize("prefix", ["", "/tanyapasal", "/a/b"])
def test_a_proxy_may_leave_the_addresss_own_path_or_take_it_off(api: BotApi, engine: SmallEngine, prefix: str) -> None:
    port = free_port()
    with running_bot(api, engine, webhook=True, **webhook_settings(port)):
        api.wait("setMyCommands", 3)
        assert knock(port, f"{prefix}/{PATH}", question("satu")) == 200
        until_shown(api, ANNA, "Jawaban: satu")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{", id="not-json"),
        pytest.param(b"\xff\xfe", id="not-utf-8"),
        pytest.param(b"[" * 100_000, id="too-deep"),
        pytest.param(b"[]", id="a-list"),
        pytest.param(b"", id="empty"),
        pytest.param(b'{"message": {}}', id="no-number"),
    ],
)
def test_what_is_no_update_is_skipped(api: BotApi, engine: SmallEngine, body: bytes) -> None:
    port = free_port()
    with running_bot(api, engine, webhook=True, **webhook_settings(port)):
        api.wait("setMyCommands", 3)
        assert knock(port, f"/{PATH}", body) == 200
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")


def test_an_update_that_cannot_be_read_holds_nobody_up(
    api: BotApi, engine: SmallEngine, caplog: pytest.LogCaptureFixture
) -> None:
    with running_bot(api, engine, webhook=True):
        api.push("message", ANNA.message(5, "rahasia") | {"date": "besok"})
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")
    assert [sent.status for sent in api.posted] == [200, 200]
    assert "can't be read" in caplog.text
    assert "rahasia" not in caplog.text


def test_an_update_that_is_sent_again_is_answered_once(api: BotApi, engine: SmallEngine) -> None:
    """Telegram sends an update again where the answer to its request was lost on its way."""
    port = free_port()
    with running_bot(api, engine, webhook=True, **webhook_settings(port)):
        api.wait("setMyCommands", 3)
        for _ in range(3):
            assert knock(port, f"/{PATH}", question("satu")) == 200
        api.says(ANNA, "dua")
        until_shown(api, ANNA, "Jawaban: satu", "Jawaban: dua")
    assert [asked for asked, _ in engine.asked] == ["satu", "dua"]


def test_one_person_is_answered_in_order_and_others_meanwhile(api: BotApi, engine: SmallEngine) -> None:
    with running_bot(api, engine, webhook=True):
        for number in range(3):
            api.says(ANNA, f"lambat {number}")
            api.says(ANNA, f"cepat {number}")
            api.says(BUDI, f"lambat {number}")
        until_shown(api, ANNA, *(f"Jawaban: {pace} {n}" for n in range(3) for pace in ("lambat", "cepat")))
        until_shown(api, BUDI, *(f"Jawaban: lambat {n}" for n in range(3)))


def test_a_stop_finishes_what_was_begun_and_polling_takes_what_waited(api: BotApi, engine: SmallEngine) -> None:
    with running_bot(api, engine, webhook=True) as running:
        api.wait("setMyCommands", 3)
        api.says(ANNA, "lambat")
        until(lambda: engine.asked, "the question")
        assert running.stop() == 0
    assert heads(api, ANNA) == ["Jawaban: lambat"]
    assert api.hook.url.endswith(PATH)
    api.says(ANNA, "dua")
    api.wait_until(lambda: api.posted[-1].status == 0, "a delivery that nobody takes")
    with running_bot(api, engine):
        until_shown(api, ANNA, "Jawaban: lambat", "Jawaban: dua")
    assert api.hook.url == ""


def test_a_start_by_webhook_takes_what_waited(api: BotApi, engine: SmallEngine) -> None:
    api.says(ANNA, "satu")
    with running_bot(api, engine, webhook=True):
        until_shown(api, ANNA, "Jawaban: satu")


def test_lines_that_are_held_open_do_not_hold_up_the_stop(api: BotApi, engine: SmallEngine) -> None:
    port = free_port()
    with running_bot(api, engine, webhook=True, **webhook_settings(port)) as running:
        api.wait("setMyCommands", 3)
        with socket.create_connection(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port)) as half:
            half.sendall(f"POST /{PATH} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{{".encode())
            time.sleep(0.2)
            began = time.monotonic()
            assert running.stop() == 0
            assert time.monotonic() - began < 1.5


def test_a_server_that_is_away_at_start_is_waited_for(engine: SmallEngine, caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    settings = Settings(token=TOKEN, api_url=f"http://127.0.0.1:{port}", **webhook_settings(free_port()))
    running = Running(settings, engine, webhook=True)
    until(lambda: "can't be reached" in caplog.text, "the warning")
    with BotApi(port) as api:
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")
        assert running.stop() == 0


def test_it_stops_while_it_waits_for_the_server(engine: SmallEngine) -> None:
    settings = Settings(token=TOKEN, api_url=f"http://127.0.0.1:{free_port()}", **webhook_settings(free_port()))
    running = Running(settings, engine, webhook=True)
    time.sleep(0.3)
    assert running.stop() == 0


def test_an_address_that_telegram_refuses_is_told_and_tried_again(
    api: BotApi, engine: SmallEngine, caplog: pytest.LogCaptureFixture
) -> None:
    api.fail("setWebhook", 400, description="Bad Request: bad webhook: Failed to resolve host")
    with running_bot(api, engine, webhook=True):
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")
    assert "the webhook isn't set (Bad webhook: failed to resolve host), trying again" in caplog.text.replace("F", "f")


def test_a_rejected_token_is_exit_code_1(api: BotApi, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = "1:" + "x" * 35
    running = Running(
        Settings(token=wrong, api_url=api.url, **webhook_settings(free_port())), SmallEngine(), webhook=True
    )
    assert running.wait() == 1
    assert "rejected" in capsys.readouterr().err


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.serving.webhook, "CHECK", 0.1)


@pytest.mark.usefixtures("often")
def test_a_token_that_is_revoked_ends_the_bot(api: BotApi, engine: SmallEngine) -> None:
    settings = Settings(token=TOKEN, api_url=api.url, **webhook_settings(free_port()))
    running = Running(settings, engine, webhook=True)
    api.wait("setMyCommands", 3)
    api.fail("getWebhookInfo", 502, times=3)  # that it can't be told is no reason to end
    api.wait("getWebhookInfo", code=502)
    api.token = "another"  # noqa: S105
    assert running.wait() == 1


@pytest.mark.usefixtures("often")
def test_updates_that_another_program_took_over_are_taken_back(
    api: BotApi, engine: SmallEngine, caplog: pytest.LogCaptureFixture
) -> None:
    with running_bot(api, engine, webhook=True):
        api.wait("setMyCommands", 3)
        api.hook.url = ""
        api.wait("setWebhook", 2)
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")
    assert "taken this bot's updates over" in caplog.text


@pytest.mark.usefixtures("often")
def test_what_keeps_telegram_from_delivering_is_told_once(
    api: BotApi, engine: SmallEngine, caplog: pytest.LogCaptureFixture
) -> None:
    with running_bot(api, engine, webhook=True):
        api.wait("setMyCommands", 3)
        reason = f"Wrong response from the webhook: 502 Bad Gateway {PATH}"
        api.hook.error = {"last_error_date": int(time.time()) + 60, "last_error_message": reason}
        api.wait("getWebhookInfo", len(api.made("getWebhookInfo")) + 3)
    assert caplog.text.count("couldn't deliver (Wrong response from the webhook: 502 Bad Gateway …)") == 1


def environ(api: BotApi, folder: Path, port: int) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TANYAPASAL_")}
    return clean | {
        "TANYAPASAL_TOKEN": TOKEN,
        "TANYAPASAL_API_URL": api.url,
        "TANYAPASAL_DATA": str(folder / "data"),
        "TANYAPASAL_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "TANYAPASAL_WEBHOOK_PORT": str(port),
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)]),
        "PYTHONWARNINGS": "error",
    }


def test_a_signal_stops_the_program_and_no_log_line_tells_who_asked_what(api: BotApi, tmp_path: Path) -> None:
    asker, port = Person(id=5550123, name="Rahasia"), free_port()
    code = PROGRAM.replace("SmallEngine())", "SmallEngine(), webhook=True)")
    api.fail("setWebhook", 502)
    program = subprocess.Popen(
        [sys.executable, "-c", code], env=environ(api, tmp_path, port), cwd=tmp_path, text=True, stderr=subprocess.PIPE
    )
    try:
        api.says(asker, "rusak soal pribadi")
        api.says(asker, "soal pribadi kedua")
        until_shown(api, asker, wording("id").failed, "Jawaban: soal pribadi kedua")
        api.push("message", asker.message(9, "soal pribadi ketiga") | {"date": "besok"})
        api.wait_until(lambda: len(api.posted) >= 3, "the one that can't be read")
        assert knock(port, f"/{PATH}", question("soal pribadi"), "wrong") == 403
        assert knock(port, f"/{PATH}", b"", method="GET") == 405
        assert knock(port, "/phpmyadmin", b"") == 404
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(f"POST /{PATH} HTTP/9 soal pribadi\r\n\r\n".encode())
            line.recv(100)
        program.send_signal(signal.SIGTERM)
        _, log = program.communicate(timeout=10)
    finally:
        program.kill()
        program.wait()
    assert program.returncode == 0, log
    assert log.splitlines()[-1].endswith("stopped")
    assert "a handler failed: RuntimeError" in log
    for secret in (TOKEN, PATH, SECRET, "5550123", "Rahasia", "pribadi"):
        assert secret not in log
    assert [sent.status for sent in api.posted[-3:]] == [200] * 3


def test_a_port_in_use_is_one_line_and_exit_code_1(api: BotApi, tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "run", "--webhook"],
            env=environ(api, tmp_path, held.getsockname()[1]), cwd=tmp_path, text=True, capture_output=True,
            timeout=30, check=False,
        )  # fmt: skip
    assert ran.returncode == 1
    (line,) = ran.stderr.splitlines()
    assert "TANYAPASAL_WEBHOOK_PORT" in line
    assert "can't be opened" in line
    assert "name another one" in line
    assert api.calls == []


def test_without_an_address_it_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TANYAPASAL_WEBHOOK_URL", raising=False)
    handler = signal.getsignal(signal.SIGTERM)
    try:
        assert main(["run", "--webhook"]) == 1
    finally:
        signal.signal(signal.SIGTERM, handler)
    (line,) = capsys.readouterr().err.splitlines()
    assert "TANYAPASAL_WEBHOOK_URL" in line


def test_the_log_of_a_bot_that_is_ready_says_so(
    api: BotApi, engine: SmallEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    with running_bot(api, engine, webhook=True):
        api.wait("setMyCommands", 3)
    assert "ready, answering" in caplog.text
