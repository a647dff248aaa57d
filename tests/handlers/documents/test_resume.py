"""Documents whose reading or preview was held up, by another admin or by a kill, are gone on with; over HTTP."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from botapi import BotApi, Person
from pressing import keys, press
from running import running_bot
from uploading import ACT, ADMIN, HOME, WORDS, asks, presses, until

from bot.serving import app
from index.engine import Engine
from index.publishing.generations import locked, open_engine

OTHER = Person(id=8)
OF_OTHER = ACT.replace("NOMOR 51", "NOMOR 52")
ADMINS = frozenset({ADMIN.id, OTHER.id})


@pytest.fixture
def data(built: Path) -> Path:
    return built


@pytest.fixture
def engine(data: Path) -> Engine:
    return open_engine(data, HOME)


def previewing(api: BotApi) -> None:
    """Have a document's preview begin, which takes as long as somebody builds an index."""
    api.sends(ADMIN, "pergub.txt", ACT.encode())
    api.wait_until(lambda: any(text.startswith(WORDS.previewing) for text in api.shown(ADMIN.place)), "a preview", 30)


def test_the_second_of_two_admins_tries_again(engine: Engine, data: Path) -> None:
    with BotApi() as api, running_bot(api, engine, data=data, admins=ADMINS):
        with locked(data):
            previewing(api)
            api.sends(OTHER, "pergub52.txt", OF_OTHER.encode())
            told = "Admin 7 sedang menerbitkan"  # behind "Membaca berkas…", where that takes over a second
            api.wait_until(lambda: any(text.startswith(told) for text in api.shown(OTHER.place)[-1:]), told, 30)
        until(api, "Pratinjau: Pergub NTB 51/2031")
        press(api, OTHER, keys(api, OTHER.place)[WORDS.publish_again])
        api.wait_until(lambda: api.shown(OTHER.place)[-1].startswith("Pratinjau: Pergub NTB 52/2031"), "a preview", 30)


def test_what_takes_long_keeps_nothing_waiting_and_is_left(engine: Engine, data: Path) -> None:
    with BotApi() as api, running_bot(api, engine, data=data, admins=ADMINS):
        with locked(data):
            previewing(api)
            assert "Seksi Infrastruktur TIK" in asks(api, "siapa yang mengurus bandwidth?")
            assert asks(api, "/batal") == WORDS.cancelled
            for _ in range(100):
                if not list((data / "uploads").iterdir()):
                    break
                time.sleep(0.1)
            else:
                pytest.fail("the file still waits")
        assert not any(text.startswith("Pratinjau") for text in api.shown(ADMIN.place))


def test_what_was_held_up_by_a_stop_is_told_and_gone_on_with(
    engine: Engine, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "GRACE", 0.1)
    with BotApi() as api:
        with locked(data), running_bot(api, engine, data=data, admins=ADMINS):
            previewing(api)
        forgotten = [data / "uploads" / "abc.txt", data / "documents" / "x-0123456789ab.txt"]
        for path in (*forgotten, *(data / "uploads").iterdir(), *(data / "documents").iterdir()):
            path.touch()
            os.utime(path, (time.time() - 2 * 86_400,) * 2)
        with running_bot(api, engine, data=data, admins=ADMINS):
            until(api, WORDS.drafts_waiting(count=1, names="pergub.txt"))
            presses(api, f"{WORDS.draft_resume}: pergub.txt", "Pratinjau")
            assert not any(path.exists() for path in forgotten)
            assert presses(api, WORDS.draft_publish, "Diterbitkan")
