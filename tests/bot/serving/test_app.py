"""The bot keeps running: through rate limits, refusals, bad gateways, dropped lines and a server that is away; it
serves people side by side, each in order; and it stops cleanly."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from answers import SmallEngine
from botapi import TOKEN, BotApi, Person
from running import PROGRAM, Running, free_port, running_bot

from bot.config import Settings
from bot.serving.app import run
from handlers.wording import wording

ANNA, BUDI = Person(id=31), Person(id=32)
TESTS = Path(__file__).parents[2]


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def engine() -> SmallEngine:
    return SmallEngine()


def heads(api: BotApi, person: Person) -> list[str]:
    """The first lines of what the chat shows."""
    return [text.splitlines()[0] for text in api.shown(person.place)]


def until_shown(api: BotApi, person: Person, *expected: str) -> None:
    api.wait_until(lambda: heads(api, person) == list(expected), f"{expected} in the chat")


def test_a_rate_limit_is_waited_out(api: BotApi, engine: SmallEngine) -> None:
    with running_bot(api, engine):
        api.fail("sendMessage", 429, retry_after=1)
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")
    refused, granted = api.made("sendMessage", code=None)
    assert refused.params == granted.params
    assert granted.at - refused.at >= 1


@pytest.mark.parametrize("code", [pytest.param(502, id="bad-gateway"), pytest.param(0, id="dropped-line")])
def test_a_hiccup_is_tried_again(api: BotApi, engine: SmallEngine, code: int) -> None:
    with running_bot(api, engine):
        api.wait("setMyCommands", 3)
        api.fail("sendMessage", code)
        api.fail("getUpdates", code)
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")


def test_a_lasting_failure_costs_one_answer_and_not_the_bot(
    api: BotApi, engine: SmallEngine, caplog: pytest.LogCaptureFixture
) -> None:
    with running_bot(api, engine):
        api.fail("sendMessage", 502, times=3)
        api.says(ANNA, "satu")
        api.says(ANNA, "dua")
        until_shown(api, ANNA, wording("id").failed, "Jawaban: dua")
    assert "a handler failed: NetworkError" in caplog.text


def test_who_blocked_the_bot_is_left_alone(api: BotApi, engine: SmallEngine, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    with running_bot(api, engine):
        api.fail("sendMessage", 403, description="Forbidden: bot was blocked by the user")
        api.says(ANNA, "satu")
        api.says(ANNA, "dua")
        until_shown(api, ANNA, "Jawaban: dua")
    assert "doesn't take messages" in caplog.text


def test_a_server_that_is_away_at_start_is_waited_for(engine: SmallEngine, caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    bot = Running(Settings(token=TOKEN, api_url=f"http://127.0.0.1:{port}"), engine)
    deadline = time.monotonic() + 8
    while "can't be reached" not in caplog.text and time.monotonic() < deadline:
        time.sleep(0.05)
    with BotApi(port) as api:
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")
        assert bot.stop() == 0
    assert "can't be reached" in caplog.text


def test_it_stops_while_it_waits_for_the_server(engine: SmallEngine) -> None:
    bot = Running(Settings(token=TOKEN, api_url=f"http://127.0.0.1:{free_port()}"), engine)
    time.sleep(0.3)
    assert bot.stop() == 0


def test_a_menu_that_is_refused_stops_nothing(api: BotApi, engine: SmallEngine) -> None:
    api.fail("setMyCommands", 400, description="Bad Request: BOT_COMMAND_INVALID")
    with running_bot(api, engine):
        api.says(ANNA, "satu")
        until_shown(api, ANNA, "Jawaban: satu")
        api.wait("setMyCommands", code=400)


def test_one_person_is_answered_in_order_and_others_meanwhile(api: BotApi, engine: SmallEngine) -> None:
    with running_bot(api, engine):
        for number in range(4):
            api.says(ANNA, f"lambat {number}")
            api.says(ANNA, f"cepat {number}")
            api.says(BUDI, f"lambat {number}")
        until_shown(api, ANNA, *(f"Jawaban: {pace} {n}" for n in range(4) for pace in ("lambat", "cepat")))
        until_shown(api, BUDI, *(f"Jawaban: lambat {n}" for n in range(4)))
    assert engine.most == 2


def test_a_flood_from_one_person_keeps_nobody_waiting(api: BotApi, engine: SmallEngine) -> None:
    with running_bot(api, engine):
        for number in range(6):
            api.says(ANNA, f"lambat {number}")
        api.says(BUDI, "satu")
        until_shown(api, BUDI, "Jawaban: satu")
        assert len(api.shown(ANNA.place)) < 3


def test_what_was_begun_is_finished_at_the_stop(api: BotApi, engine: SmallEngine) -> None:
    with running_bot(api, engine) as bot:
        api.wait("setMyCommands", 3)
        api.says(ANNA, "lambat")
        deadline = time.monotonic() + 8
        while not engine.asked and time.monotonic() < deadline:
            time.sleep(0.01)
        assert bot.stop() == 0
    assert heads(api, ANNA) == ["Jawaban: lambat"]


@pytest.mark.parametrize(
    ("lists", "person", "expected"),
    [
        pytest.param({"allow_users": {31}}, ANNA, ["Jawaban: satu"], id="listed-user"),
        pytest.param({"allow_users": {31}}, BUDI, [wording("id").not_allowed], id="unlisted-user"),
        pytest.param({"allow_users": set(), "admins": {32}}, BUDI, ["Jawaban: satu"], id="admin"),
        pytest.param({"allow_groups": {-5}}, ANNA, ["Jawaban: satu"], id="users-not-limited-by-groups"),
        pytest.param({"allow_groups": {-5}}, Person(id=31, chat=-5), ["Jawaban: satu"], id="listed-group"),
        pytest.param({"allow_groups": {-5}}, Person(id=31, chat=-6), [], id="unlisted-group"),
        pytest.param({"allow_users": {31}}, Person(id=32, chat=-6), [], id="unlisted-user-in-a-group"),
        pytest.param({"allow_users": {31}}, Person(id=31, chat=-6), ["Jawaban: satu"], id="listed-user-in-a-group"),
    ],
)
def test_the_lists_are_kept(
    api: BotApi, engine: SmallEngine, lists: dict[str, set[int]], person: Person, expected: list[str]
) -> None:
    number = api.says(person, "@tanyapasal_bot satu" if person.chat else "satu")
    api.edits(person, number, "@tanyapasal_bot satu" if person.chat else "satu")
    everybody: dict[str, Any] = {name: frozenset(ids) for name, ids in lists.items()}
    with running_bot(api, engine, **everybody):
        api.wait("setMyCommands", 3)
        if expected:
            until_shown(api, person, *expected)
    # the stop has finished all that had arrived
    assert heads(api, person) == expected


def test_a_rejected_token_is_one_line_and_exit_code_1(api: BotApi, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = "1:" + "x" * 35
    bot = Running(Settings(token=wrong, api_url=api.url), SmallEngine())
    assert bot.wait() == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "rejected" in line
    assert "TANYAPASAL_TOKEN" in line
    assert wrong not in line


def test_a_token_that_is_revoked_ends_the_bot(api: BotApi, engine: SmallEngine) -> None:
    bot = Running(Settings(token=TOKEN, api_url=api.url), engine)
    api.wait("setMyCommands", 3)
    api.token = "another"  # noqa: S105
    api.says(ANNA, "wakes the polling")
    assert bot.wait() == 1


def test_without_a_token_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Settings(), SmallEngine()) == 1
    assert "TANYAPASAL_TOKEN" in capsys.readouterr().err


def started(api: BotApi, folder: Path, token: str = TOKEN) -> subprocess.Popen[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TANYAPASAL_")}
    environ |= {"TANYAPASAL_TOKEN": token, "TANYAPASAL_API_URL": api.url, "PYTHONPATH": str(TESTS)}
    environ |= {"PYTHONWARNINGS": "error", "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    return subprocess.Popen([sys.executable, "-c", PROGRAM], env=environ, cwd=folder, text=True, stderr=subprocess.PIPE)


def test_ctrl_c_stops_the_program_and_no_log_line_tells_who_asked_what(api: BotApi, tmp_path: Path) -> None:
    asker = Person(id=5550123, name="Rahasia")
    api.fail("getMe", 502)
    api.fail("sendMessage", 0)
    program = started(api, tmp_path)
    try:
        api.says(asker, "rusak soal pribadi")
        api.says(asker, "soal pribadi kedua")
        until_shown(api, asker, wording("id").failed, "Jawaban: soal pribadi kedua")
        program.send_signal(signal.SIGINT)
        _, log = program.communicate(timeout=10)
    finally:
        program.kill()
        program.wait()
    assert program.returncode == 0, log
    assert log.splitlines()[-1].endswith("stopped")
    assert "a handler failed: RuntimeError" in log
    for secret in (TOKEN, "5550123", "Rahasia", "pribadi"):
        assert secret not in log


def test_the_program_with_a_rejected_token(api: BotApi, tmp_path: Path) -> None:
    wrong = "1:" + "x" * 35
    program = started(api, tmp_path, wrong)
    _, log = program.communicate(timeout=10)
    assert program.returncode == 1
    assert wrong not in log
    assert len(log.splitlines()) == 1
    assert "TANYAPASAL_TOKEN" in log
