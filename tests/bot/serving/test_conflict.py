"""Two bots on one token: the log says so in words that tell what to do, once as it begins and once when it's over."""

from __future__ import annotations

import logging
import urllib.request
from collections.abc import Iterator

import pytest
from answers import SmallEngine
from botapi import OTHER, TOKEN, BotApi, Person
from running import running_bot

from bot.serving import delivery

ANNA = Person(id=31)
POLLS = "another process polls with this bot's token, and each gets only a part of the messages: stop the other one"
HOOK = "a webhook was set with this bot's token, and nothing comes by polling: stop the process that set it"
OVER = "no other process takes this bot's updates any more"


@pytest.fixture
def api(caplog: pytest.LogCaptureFixture) -> Iterator[BotApi]:
    caplog.set_level(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with BotApi() as running:
        yield running


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log says of getting updates, in order."""
    spoken = (POLLS, HOOK, OVER, "no updates from Telegram")
    lines = [record.getMessage() for record in caplog.records]
    return [next(text for text in spoken if line.startswith(text)) for line in lines if line.startswith(spoken)]


def asks(api: BotApi, count: int) -> None:
    """Let somebody ask, until that many answers are shown: what comes ends a poll that waits."""
    api.says(ANNA, "satu")
    api.wait_until(lambda: len(api.shown(ANNA.id)) >= count, f"{count} answers")


def other_polls(api: BotApi) -> None:
    """Ask for updates as another process does, once."""
    urllib.request.urlopen(f"{api.url}/bot{TOKEN}/getUpdates", timeout=5).close()  # noqa: S310 (loopback)


def test_an_episode_is_told_once_and_its_end_too(
    api: BotApi, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "CALM", 0.2)
    with running_bot(api, SmallEngine()):
        for episode in (1, 2):
            api.fail("getUpdates", 409, description=OTHER, times=2)
            asks(api, 2 * episode - 1)
            api.wait("getUpdates", 2 * episode, code=409)
            asks(api, 2 * episode)
            api.wait_until(lambda n=episode: told(caplog).count(OVER) == n, "the end")  # type: ignore[misc]
    assert told(caplog) == [POLLS, OVER] * 2


def test_a_poll_that_gets_through_meanwhile_ends_no_episode(api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    with running_bot(api, SmallEngine()):
        for count in (1, 2):
            api.fail("getUpdates", 409, description=OTHER)
            asks(api, count)
            api.wait("getUpdates", count, code=409)
    assert told(caplog) == [POLLS]


def test_a_request_of_another_process_is_what_begins_it(api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    with running_bot(api, SmallEngine()):
        api.wait("setMyCommands", 3)
        other_polls(api)
        api.wait("getUpdates", code=409)
        asks(api, 1)
    assert told(caplog) == [POLLS]


def test_a_webhook_that_another_process_sets_is_told_as_such(api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    with running_bot(api, SmallEngine()):
        api.wait("setMyCommands", 3)
        hook = f"{api.url}/bot{TOKEN}/setWebhook?url=https://bot.example.org"
        urllib.request.urlopen(hook, timeout=5).close()  # noqa: S310 (loopback)
        api.wait("getUpdates", 2, code=409)
    assert told(caplog) == [HOOK]
