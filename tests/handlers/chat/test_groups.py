"""In a group the bot speaks to who speaks to it, in reply and in the topic, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from answers import SmallEngine
from botapi import BOT, PHOTO, BotApi, Person
from running import replies, running_bot, sent, settled

from handlers.wording import wording

NAME = f"@{BOT['username']}"
_ids = count(20_000)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as running, running_bot(running, SmallEngine()):
        yield running


@pytest.fixture
def member() -> Person:
    """Somebody in a group that the bot hasn't met, so that no test sees another's chat."""
    number = next(_ids)
    return Person(id=number, chat=-number)


OTHER = {"id": 5, "is_bot": False, "first_name": "Lalu"}


def in_reply(sender: dict[str, Any], text: str) -> dict[str, Any]:
    chat = {"id": -1, "type": "supergroup", "title": "Rapat"}
    return {"reply_to_message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": text}}


@pytest.mark.parametrize(
    ("text", "more", "asked"),
    [
        pytest.param(f"{NAME} sub domain", {}, "sub domain", id="mention"),
        pytest.param(f"😀 sub domain, {NAME.upper()}", {}, "😀 sub domain", id="mention-any-case-after-emoji"),
        pytest.param("tipe B?", in_reply(BOT, "jawaban"), "tipe B?", id="reply-to-the-bot"),
        pytest.param(NAME, in_reply(OTHER, "siapa urus server?"), "siapa urus server?", id="bare-mention-in-reply"),
        pytest.param(
            f"{NAME} sandi",
            {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": {"id": 0}},
            "sandi",
            id="anonymous-admin",
        ),
    ],
)
def test_in_a_group_it_answers_who_speaks_to_it_in_reply(
    api: BotApi, member: Person, text: str, more: dict[str, Any], asked: str
) -> None:
    if "sender_chat" in more:
        more = more | {"sender_chat": {"id": member.chat, "type": "supergroup", "title": "Rapat"}}
    number = api.says(member, text, **more)
    (answered,) = replies(api, member)
    assert answered.startswith(f"Jawaban: {asked}\n")
    assert sent(api, member)[-1]["reply_parameters"]["message_id"] == number


@pytest.mark.parametrize(
    ("text", "more"),
    [
        pytest.param("sub domain", {}, id="not-spoken-to"),
        pytest.param("@tanyapasal_botak sub domain", {}, id="a-longer-name"),
        pytest.param("@kawan_bot sub domain", {}, id="another-bot"),
        pytest.param("/gaji", {}, id="unknown-command"),
        pytest.param("/help@kawan_bot", {}, id="another-bots-command"),
        pytest.param("sub domain", in_reply(OTHER, "?"), id="reply-to-somebody"),
        pytest.param(f"{NAME} a", {"from": {"id": 6, "is_bot": True, "first_name": "B"}}, id="a-bot"),
        pytest.param(f"{NAME} a", {"via_bot": BOT}, id="inline-result"),
        pytest.param(f"{NAME} a", {"sender_chat": {"id": -7, "type": "channel", "title": "K"}}, id="a-channel"),
        pytest.param(None, PHOTO, id="photo"),
        pytest.param(None, {"new_chat_members": [OTHER]}, id="new-member"),
    ],
)
def test_in_a_group_it_is_silent_otherwise(api: BotApi, member: Person, text: str | None, more: dict[str, Any]) -> None:
    api.says(member, text, **more)
    assert settled(api, member) == []


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        pytest.param(NAME, {}, wording("id").empty, id="bare-mention"),
        pytest.param("/start", {}, wording("id").start, id="start"),
        pytest.param(f"/gaji{NAME}", {}, wording("id").unknown_command, id="unknown-command-by-name"),
        pytest.param(None, PHOTO | in_reply(BOT, "jawaban"), wording("id").unreadable, id="photo-in-reply"),
    ],
)
def test_in_a_group_a_sentence_is_for_who_speaks_to_it(
    api: BotApi, member: Person, text: str | None, more: dict[str, Any], expected: str
) -> None:
    api.says(member, text, **more)
    assert settled(api, member) == [expected]


def test_in_a_forum_it_answers_in_the_topic(api: BotApi, member: Person) -> None:
    forum = replace(member, forum=True)
    api.says(forum, f"{NAME} satu", message_thread_id=77, is_topic_message=True)
    api.says(member, f"{NAME} dua", message_thread_id=78)  # a chain of replies, not a topic
    replies(api, member, 2)
    assert [params.get("message_thread_id") for params in sent(api, member)] == [77, None]
