"""A bot that runs keeps telling whether it works, without a word of anybody's; `health` reads it for a supervisor."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from answers import SmallEngine
from botapi import TOKEN, BotApi, Person
from running import Running, free_port, replies, running_bot

import bot.health
from bot.__main__ import main
from bot.config import Settings
from bot.health import NAME, Health
from corpus.errors import TanyaPasalError
from index.engine import Engine

ROOT = Path(__file__).parents[2]
ANNA = Person(id=7170123, name="Rahasia")
KEYS = {"state", "generation", "documents", "started", "at", "last_update", "updates"}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANYAPASAL_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def told(data: Path) -> dict[str, Any]:
    row: dict[str, Any] = json.loads((data / NAME).read_text(encoding="utf-8"))
    return row


def until_told(data: Path, key: str, value: object) -> dict[str, Any]:
    deadline = time.monotonic() + 8
    while not (data / NAME).exists() or told(data)[key] != value:
        assert time.monotonic() < deadline, f"{key} isn't {value}"
        time.sleep(0.02)
    return told(data)


def write(data: Path, **changed: object) -> None:
    row = {"state": "ready", "generation": "g", "documents": ["a"], "started": "", "at": datetime.now(UTC).isoformat()}
    data.mkdir(exist_ok=True)
    (data / NAME).write_text(json.dumps(row | {"last_update": None, "updates": 0} | changed), encoding="utf-8")


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_it_tells_of_start_updates_and_stop(data: Path, webhook: bool) -> None:
    began = datetime.now(UTC).replace(microsecond=0)
    with BotApi() as api, running_bot(api, SmallEngine(), webhook=webhook, data=data) as running:
        ready = until_told(data, "state", "ready")
        assert set(ready) == KEYS
        assert (ready["last_update"], ready["updates"]) == (None, 0)
        api.says(ANNA, "soal pribadi")
        replies(api, ANNA)
        row = until_told(data, "updates", 1)
        assert began <= datetime.fromisoformat(row["last_update"]) <= datetime.now(UTC)
        assert began <= datetime.fromisoformat(row["started"]) <= datetime.fromisoformat(row["at"])
        text = (data / NAME).read_text(encoding="utf-8")
        assert not [secret for secret in ("pribadi", "Rahasia", str(ANNA.id), TOKEN) if secret in text]
        assert running.stop() == 0
    assert told(data)["state"] == "stopping"


def test_while_telegram_is_away_it_starts(data: Path) -> None:
    running = Running(Settings(token=TOKEN, api_url=f"http://127.0.0.1:{free_port()}", data=data), SmallEngine())
    try:
        until_told(data, "state", "starting")
        assert main(["health"]) == 1
    finally:
        assert running.stop() == 0


def test_without_a_token_it_is_not_starting(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 1
    assert capsys.readouterr().err.startswith("tanyapasal: no bot token is set: set TANYAPASAL_TOKEN")
    assert told(data)["state"] == "stopping"


def test_it_names_the_generation_that_answers(data: Path, shipped: Engine) -> None:
    health = Health(data)
    health.answers_from(shipped.knowledge.store)
    health.write()
    assert told(data)["documents"] == ["pm-14-2016", "tupoksi-tik-ntb"]
    assert (shipped.knowledge.store.path.parent.parent / told(data)["generation"]).is_dir()


class Writes(Health):
    """Notes when it writes."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.at: list[float] = []

    def write(self) -> None:
        self.at.append(time.monotonic())
        super().write()


def test_it_is_written_now_and_then_and_not_at_each_update(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(folder: Path) -> Writes:
        kept.append(Writes(folder))
        return kept[-1]

    monkeypatch.setattr("running.Health", made)
    monkeypatch.setattr(bot.health, "SOONEST", 0.3)
    monkeypatch.setattr(bot.health, "EVERY", 0.9)
    kept: list[Writes] = []
    with BotApi() as api, running_bot(api, SmallEngine(), data=data):
        until_told(data, "state", "ready")
        before = len(kept[0].at)
        for number in range(20):
            api.says(ANNA, f"soal {number}")
        replies(api, ANNA, 20)
        until_told(data, "updates", 20)
        assert len(kept[0].at) - before < 8
        seen = len(kept[0].at)
        time.sleep(2)
        gaps = [later - earlier for earlier, later in zip(kept[0].at[seen:], kept[0].at[seen + 1 :], strict=False)]
        assert gaps
        assert all(0.3 <= gap <= 2 for gap in gaps)


@pytest.mark.parametrize("full", [True, False], ids=["disk-full", "a-folder-in-its-place"])
def test_what_cannot_be_written_is_told_once_and_stops_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, full: bool
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bot.health, "SOONEST", 0.05)
    monkeypatch.setattr(bot.health, "EVERY", 0.1)
    if full:
        monkeypatch.setattr(Path, "write_text", refuse)
    else:
        (data / NAME).mkdir(parents=True)
    with BotApi() as api, running_bot(api, SmallEngine(), data=data):
        api.says(ANNA, "satu")
        assert replies(api, ANNA)[0].startswith("Jawaban: satu")
        time.sleep(0.3)
    assert caplog.text.count("health.json can't be written") == 1
    assert not list(data.glob(f".{NAME}*"))


def test_a_working_bot_is_one_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(data, updates=3, last_update="2026-01-01T00:00:00+00:00")
    assert main(["health"]) == 0
    expected = "ready: generation g, documents: 1, updates: 3, the last at 2026-01-01T00:00:00+00:00\n"
    assert capsys.readouterr().out == expected


AGO = [(datetime.now(UTC) + timedelta(seconds=seconds)).isoformat() for seconds in (-61, 3600)]
BROKEN = [
    pytest.param({"state": "starting"}, "is starting", id="starting"),
    pytest.param({"state": "stopping"}, "has been stopped", id="stopping"),
    pytest.param({"state": "stopping", "at": AGO[0]}, "has been stopped", id="stopped-long-ago"),
    pytest.param({"at": AGO[0]}, "doesn't run, or hangs, or its disk is full", id="old"),
    pytest.param({"at": AGO[1]}, "doesn't run, or hangs", id="of-the-future"),
    pytest.param({"at": "besok"}, "can't be read", id="no-time"),
    pytest.param({"at": 5}, "can't be read", id="time-of-another-type"),
]


@pytest.mark.parametrize(("changed", "reason"), BROKEN)
def test_a_bot_that_does_not_work_is_told_with_the_reason(
    data: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, object], reason: str
) -> None:
    write(data, **changed)
    assert main(["health"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert reason in err


@pytest.mark.parametrize("text", ["", "[]", "{}", '"', "[" * 9, '{"at": "2026-01-01T00:00:00+00:00"}'])
def test_a_damaged_file_is_one_line(data: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    data.mkdir()
    (data / NAME).write_text(text, encoding="utf-8")
    assert main(["health"]) == 1
    assert "can't be read" in capsys.readouterr().err


def test_without_a_bot_it_says_where_it_looked(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health"]) == 1
    err = capsys.readouterr().err
    assert str(data / NAME) in err
    assert "TANYAPASAL_DATA" in err
    assert not data.exists()


def test_the_program_works_until_it_is_stopped(tmp_path: Path, data: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TANYAPASAL_")}
    with BotApi() as api:
        environ = {"TANYAPASAL_TOKEN": TOKEN, "TANYAPASAL_API_URL": api.url, "TANYAPASAL_DATA": str(data)}
        environ = clean | environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
        command = [sys.executable, "-m", "bot"]
        with subprocess.Popen([*command, "run"], env=environ, cwd=tmp_path) as program:
            try:
                api.wait("setMyCommands", 3, timeout=20)
                asked = subprocess.run([*command, "health"], env=environ, text=True, capture_output=True, check=True)
                assert asked.stdout.startswith(
                    f"ready: generation {(data / 'current').read_text().strip()}, documents: 2,"
                )
            finally:
                program.send_signal(signal.SIGTERM)
        assert program.returncode == 0
    with pytest.raises(TanyaPasalError, match="has been stopped"):
        bot.health.check(Settings(data=data), None)  # type: ignore[arg-type]
