"""What is meant to break the bot doesn't: updates nobody can read, floods, chats that are full or have moved, and a
stop in the midst of it; and the log never tells of whom or of what."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from answers import SmallEngine
from botapi import TOKEN, BotApi, Person
from running import PROGRAM, Running, running_bot

from bot.logs import without_update
from bot.serving import app
from bot.serving.updates import AT_ONCE, WAITING_IN_A_CHAT
from handlers.wording import wording
from index.engine import Engine

ANNA, BUDI = Person(id=5550031, name="Rahasia"), Person(id=5550032)
GROUP, MOVED = -5550033, -1005550034
MEMBER = Person(id=5550031, chat=GROUP)
NAME = "@tanyapasal_bot"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def bot(api: BotApi) -> Iterator[Running]:
    with running_bot(api, SmallEngine()) as running:
        api.wait("setMyCommands", 3)
        yield running


@pytest.fixture(autouse=True)
def no_log_line_tells_who_asked_what(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    yield
    log = "\n".join(logging.Formatter().format(record) for record in caplog.get_records("call"))
    for secret in ("555003", "Rahasia", "pribadi", "Traceback"):
        assert secret not in log


def until_shown(api: BotApi, chat: int, *expected: str) -> None:
    def heads() -> list[str]:
        return [text.splitlines()[0] for text in api.shown(chat)]

    api.wait_until(lambda: heads() == list(expected), f"{expected} in the chat")


def broken() -> list[Any]:
    whole = ANNA.message(1, "soal pribadi")
    return [
        pytest.param({}, id="empty"),
        pytest.param(whole | {"date": 10**17}, id="date-out-of-range"),
        pytest.param(whole | {"entities": "abc"}, id="entities-that-are-none"),
        pytest.param(whole | {"chat": []}, id="chat-that-is-none"),
    ]


@pytest.mark.parametrize("content", broken())
def test_an_update_that_cannot_be_read_is_skipped(
    api: BotApi, bot: Running, content: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    api.push("message", content)
    api.says(ANNA, "satu")
    until_shown(api, ANNA.id, "Jawaban: satu")
    assert caplog.text.count("skipped an update that can't be read") == 1
    assert len(api.made("getUpdates")) < 10
    assert bot.stop() == 0


def test_an_update_that_cannot_be_read_is_confirmed_when_it_is_the_only_one(
    api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    api.push("message", {})
    api.wait_until(lambda: "skipped an update" in caplog.text, "a skipped update")
    assert bot.stop() == 0
    assert api.made("getUpdates")[-1].params["offset"] == 102  # the first update has the number 101


def program(api: BotApi, folder: Path) -> subprocess.Popen[str]:
    tests = Path(__file__).parents[2]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TANYAPASAL_")}
    environ |= {"TANYAPASAL_TOKEN": TOKEN, "TANYAPASAL_API_URL": api.url, "PYTHONWARNINGS": "error"}
    environ |= {"PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])}
    return subprocess.Popen([sys.executable, "-c", PROGRAM], env=environ, cwd=folder, text=True, stderr=subprocess.PIPE)


def test_the_program_stops_with_0_after_updates_that_cannot_be_read(api: BotApi, tmp_path: Path) -> None:
    running = program(api, tmp_path)
    try:
        for content in broken():
            api.push("message", content.values[0])
        api.says(ANNA, "satu")
        until_shown(api, ANNA.id, "Jawaban: satu")
        running.send_signal(signal.SIGTERM)
        _, log = running.communicate(timeout=10)
    finally:
        running.kill()
        running.wait()
    assert running.returncode == 0, log
    assert log.splitlines()[-1].endswith("stopped")
    assert log.count("skipped an update") == 4
    for secret in (TOKEN, "555003", "Rahasia", "pribadi", "Traceback"):
        assert secret not in log


def test_the_stop_finishes_what_has_begun_and_drops_the_rest(api: BotApi, bot: Running) -> None:
    for number in range(10):
        api.says(ANNA, f"lambat lama {number}")
    api.wait("sendChatAction")
    began = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - began < 2
    until_shown(api, ANNA.id, "Jawaban: lambat lama 0")


def test_the_stop_does_not_wait_for_a_rate_limit(
    api: BotApi, bot: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(app, "GRACE", 0.3)
    api.fail("sendMessage", 429, retry_after=60)
    api.says(ANNA, "satu")
    api.says(ANNA, "dua")
    api.wait("sendMessage", code=429)
    began = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - began < 2
    assert "1 answers weren't finished" in caplog.text


def test_the_stop_does_not_wait_for_the_next_try_to_get_updates(api: BotApi, bot: Running) -> None:
    api.fail("getUpdates", 429, retry_after=60)
    api.says(ANNA, "satu")
    until_shown(api, ANNA.id, "Jawaban: satu")
    api.wait("getUpdates", code=429)
    began = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - began < 4


def test_a_flood_in_one_group_loses_its_newest_and_silences_nobody(
    api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(4300):
        api.push("message", MEMBER.message(number + 1, f"{NAME} soal {number}"))
    api.says(ANNA, "satu")
    until_shown(api, ANNA.id, "Jawaban: satu")
    assert len(api.shown(GROUP)) <= 2 * WAITING_IN_A_CHAT
    assert caplog.text.count("the newest are dropped") == 1


def test_a_rate_limit_of_one_chat_keeps_no_other_waiting(api: BotApi, bot: Running) -> None:
    api.fail("sendMessage", 429, retry_after=1, chat=ANNA.id)
    api.says(ANNA, "satu")
    api.wait("sendMessage", code=429)
    began = time.monotonic()
    api.says(BUDI, "dua")
    until_shown(api, BUDI.id, "Jawaban: dua")
    assert time.monotonic() - began < 0.8
    until_shown(api, ANNA.id, "Jawaban: satu")


def test_a_rate_limit_that_stays_is_one_line(
    api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serving.delivery.FLOOD_RETRIES", 1)
    api.fail("sendMessage", 429, times=2, retry_after=1)
    caplog.clear()
    api.says(ANNA, "satu")
    api.says(ANNA, "dua")
    until_shown(api, ANNA.id, "Jawaban: dua")
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert line.startswith("a handler failed: RetryAfter")


def test_a_group_that_became_a_supergroup_is_answered_there(api: BotApi, bot: Running) -> None:
    api.fail("sendMessage", 400, migrated_to=MOVED, chat=GROUP)
    api.says(MEMBER, f"{NAME} satu")
    api.says(MEMBER, f"{NAME} dua")
    until_shown(api, MOVED, "Jawaban: satu", "Jawaban: dua")
    assert api.shown(GROUP) == []


def test_a_group_that_moves_twice_at_once_is_no_id_in_the_log(
    api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    for place in (GROUP, MOVED, MOVED):
        api.fail("sendMessage", 400, migrated_to=MOVED, chat=place)
    api.says(MEMBER, f"{NAME} satu")
    until_shown(api, MOVED, wording("id").failed)
    assert "a handler failed: ChatMigrated" in caplog.text


def test_a_mention_that_ends_within_a_character_is_no_mention(
    api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    split = [{"type": "mention", "offset": 0, "length": 1}, {"type": "text_mention", "offset": 1, "length": 2}]
    split[1]["user"] = ANNA.user
    api.says(MEMBER, "😀😀 soal pribadi", entities=split)
    api.says(MEMBER, f"{NAME} satu")
    until_shown(api, GROUP, "Jawaban: satu")
    assert "failed" not in caplog.text


@pytest.mark.parametrize("person", [ANNA, MEMBER])
def test_a_command_without_text_is_no_failure(
    api: BotApi, bot: Running, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    api.says(person, " ", entities=[{"type": "bot_command", "offset": 0, "length": 1}])
    api.says(person, f"{NAME} satu")
    shown = [] if person.chat else [wording("id").unknown_command.splitlines()[0]]
    api.wait_until(lambda: "Jawaban" in "".join(api.shown(person.place)), "the answer")
    until_shown(api, person.place, *shown, *[api.shown(person.place)[-1].splitlines()[0]])
    assert "failed" not in caplog.text


def test_a_librarys_record_loses_what_it_holds_of_an_update() -> None:
    log, record = logging.getLogger("telegram.ext.ExtBot"), None
    try:
        raise KeyError("soal pribadi")
    except KeyError:
        fault = sys.exc_info()
    record = log.makeRecord(log.name, logging.CRITICAL, "", 0, "Received data was %r", ([{"id": 5550031}],), fault)
    assert without_update(record)
    assert logging.Formatter().format(record) == "Received data was … (KeyError)"


def test_chats_that_telegram_holds_back_keep_no_others_waiting(api: BotApi, bot: Running) -> None:
    slow = [Person(id=9_000 + n) for n in range(AT_ONCE + 4)]
    for person in slow:
        api.fail("sendMessage", 429, retry_after=60, chat=person.id)
        api.says(person, "satu")
    api.wait("sendMessage", len(slow), code=429)
    api.says(ANNA, "dua")
    until_shown(api, ANNA.id, "Jawaban: dua")


def test_the_log_names_the_bot_once_at_the_start_and_nobody_else(api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    with running_bot(api, SmallEngine()):
        api.says(ANNA, "soal pribadi")
        api.says(MEMBER, f"{NAME} soal pribadi")
        api.wait("sendMessage", 2)
    lines = [record.getMessage() for record in caplog.records]
    named = lines.index("answering as @tanyapasal_bot (TanyaPasal), id 987654321")
    assert named < lines.index("ready, answering")
    assert [line for line in lines if "tanyapasal_bot" in line or TOKEN in line] == [lines[named]]


def test_an_office_that_another_program_holds_keeps_nobody_waiting(
    api: BotApi, shipped: Engine, tmp_path: Path
) -> None:
    with running_bot(api, shipped, data=tmp_path) as running:
        api.says(ANNA, "bandwidth")
        api.wait("sendMessage")
        holder = sqlite3.connect(tmp_path / "office.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        for number in range(40):
            api.says(Person(id=20_000 + number), "bandwidth")
        api.wait("sendMessage", 41)
        assert time.monotonic() - began < 5
        began = time.monotonic()
        assert running.stop() == 0
        assert time.monotonic() - began < 10
        holder.close()
