"""The bot answers in the chat: questions, edits, groups, and whatever else people send, by the real application."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pytest
from answers import HEADLINE, LABEL, QUOTE, SmallEngine
from botapi import PHOTO, BotApi, Person
from running import replies, running_bot, sent, settled

from bot.serving.routes import group_items, private_items
from handlers.start import help_text
from handlers.wording import wording

_ids = count(10_000)


@dataclass(frozen=True, slots=True)
class Way:
    """A bot that runs, and the Telegram that it talks to."""

    api: BotApi
    engine: SmallEngine


def way(*, webhook: bool) -> Iterator[Way]:
    engine = SmallEngine()
    with BotApi() as api:
        with running_bot(api, engine, webhook=webhook) as bot:
            yield Way(api, engine)
        assert bot.code == 0


@pytest.fixture(scope="module")
def polling() -> Iterator[Way]:
    yield from way(webhook=False)


@pytest.fixture(scope="module")
def webhook() -> Iterator[Way]:
    yield from way(webhook=True)


@pytest.fixture
def chosen(request: pytest.FixtureRequest) -> Way:
    """The bot that polls; a test marked `both_ways` runs with the one that has a webhook too."""
    found: Way = request.getfixturevalue(getattr(request, "param", "polling"))
    return found


both_ways = pytest.mark.parametrize("chosen", ["polling", "webhook"], indirect=True)


@pytest.fixture
def api(chosen: Way) -> BotApi:
    return chosen.api


@pytest.fixture
def engine(chosen: Way) -> SmallEngine:
    return chosen.engine


@pytest.fixture
def anna(engine: SmallEngine) -> Person:
    """Somebody whom the bot hasn't met, so that no test sees another's chat."""
    return Person(id=next(_ids))


@both_ways
def test_a_question_is_answered_with_headline_clause_and_citation(api: BotApi, anna: Person) -> None:
    api.says(anna, "seksi mana yang mengurus sub domain?")
    (text,) = replies(api, anna)
    assert text == (
        f"Jawaban: seksi mana yang mengurus sub domain?\n\n{QUOTE}\n{LABEL}\n\nJuga di: fungsi bidang angka 18"
    )
    (params,) = sent(api, anna)
    assert params["text"].startswith("<b>Jawaban")
    assert "<blockquote>" in params["text"]
    assert "reply_parameters" not in params
    assert params["link_preview_options"] == {"is_disabled": True}


@both_ways
def test_an_edited_question_gets_its_answer_edited(api: BotApi, anna: Person) -> None:
    number = api.says(anna, "satu")
    replies(api, anna)
    api.edits(anna, number, "dua")
    api.wait_until(lambda: "Jawaban: dua" in "".join(api.shown(anna.place)), "the edit")
    assert len(api.shown(anna.place)) == 1


@pytest.mark.parametrize(("first", "then"), [("panjang", "pendek"), ("pendek", "panjang"), ("panjang", "panjang 2")])
def test_an_edit_leaves_just_the_new_answer(api: BotApi, anna: Person, first: str, then: str) -> None:
    number = api.says(anna, first)
    assert len(settled(api, anna)) == (3 if "panjang" in first else 1)
    api.edits(anna, number, then)
    texts = settled(api, anna)
    assert texts[0].startswith(f"Jawaban: {then}\n")
    assert len(texts) == (3 if "panjang" in then else 1)


def test_an_answer_that_cannot_be_edited_is_sent_anew(api: BotApi, anna: Person) -> None:
    number = api.says(anna, "satu")
    replies(api, anna)
    api.fail("editMessageText", 400, description="Bad Request: message can't be edited")
    api.edits(anna, number, "dua")
    api.wait_until(lambda: "Jawaban: dua" in "".join(api.shown(anna.place)), "the new answer")
    assert len(api.shown(anna.place)) == 1
    assert sent(api, anna)[-1]["reply_parameters"]["message_id"] == number


def test_an_edit_that_changes_nothing_is_no_error(api: BotApi, anna: Person) -> None:
    number = api.says(anna, "satu")
    (before,) = replies(api, anna)
    api.edits(anna, number, "satu")
    assert settled(api, anna) == [before]
    assert len(sent(api, anna)) == 2  # the answer and the one that `settled` asked for


@both_ways
def test_a_long_answer_comes_in_parts_of_whole_words(api: BotApi, anna: Person) -> None:
    api.says(anna, "panjang")
    texts = settled(api, anna)
    assert len(texts) == 3
    assert all(len(text) <= 4096 for text in texts)
    words = " ".join(texts).split()
    assert words.count("<domain>") == words.count("lainnya") == 300
    assert all("<blockquote expandable>" in params["text"] for params in sent(api, anna)[:2])


@both_ways
def test_a_follow_up_knows_the_last_answer_of_its_chat(api: BotApi, anna: Person, engine: SmallEngine) -> None:
    number = api.says(anna, "pertama")
    api.says(anna, "kalau tipe B?")
    replies(api, anna, 2)
    (previous,) = [previous for question, previous in engine.asked[-2:] if question == "kalau tipe B?"]
    assert previous is not None
    assert previous.headline == "Jawaban: pertama"
    api.edits(anna, number + 1, "kalau tipe C?")
    api.wait_until(lambda: "tipe C" in api.shown(anna.place)[-1], "the edit")
    assert engine.asked[-1] == ("kalau tipe C?", previous)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("/start", None, wording("id").start, id="start"),
        pytest.param("/start", "id", wording("id").start, id="start-id"),
        pytest.param("/start", "en-GB", wording("en").start, id="start-en"),
        pytest.param("/bantuan", None, help_text("id"), id="bantuan"),
        pytest.param("/help", "en", help_text("en"), id="help-en"),
        pytest.param("/help@tanyapasal_bot", None, help_text("id"), id="help-by-name"),
        pytest.param("/gaji", None, wording("id").unknown_command, id="unknown-command"),
        pytest.param("\u200b", None, wording("id").empty, id="nothing-visible"),
    ],
)
def test_what_is_no_question_gets_its_sentence(
    api: BotApi, anna: Person, text: str, language: str | None, expected: str
) -> None:
    person = replace(anna, language=language)
    api.says(person, text)
    assert replies(api, person) == [expected]


FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PHOTO, id="photo"),
        pytest.param(PHOTO | {"caption": "ini apa?"}, id="captioned-photo"),
        pytest.param({"voice": FILE | {"duration": 3}}, id="voice"),
        pytest.param({"document": FILE}, id="document"),
        pytest.param({"video": FILE | {"width": 1, "height": 1, "duration": 3}}, id="video"),
        pytest.param(
            {"sticker": FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
            id="sticker",
        ),
        pytest.param({"location": {"latitude": -8.58, "longitude": 116.1}}, id="location"),
        pytest.param({"contact": {"phone_number": "0", "first_name": "B"}}, id="contact"),
        pytest.param({"some_new_thing": {"a": 1}}, id="what-comes-next"),
    ],
)
def test_what_it_cannot_read_gets_one_line(api: BotApi, anna: Person, content: dict[str, Any]) -> None:
    api.says(anna, **content)
    assert settled(api, anna) == [wording("id").unreadable]


@both_ways
def test_an_album_gets_one_line(api: BotApi, anna: Person) -> None:
    for _ in range(3):
        api.says(anna, media_group_id=f"album-{anna.id}", **PHOTO)
    assert settled(api, anna) == [wording("id").unreadable]


def test_the_chat_keeps_its_language(api: BotApi, anna: Person) -> None:
    api.says(anna, "which section?")
    api.says(anna, **PHOTO)
    assert replies(api, anna, 2)[1] == wording("en").unreadable


@both_ways
def test_a_failing_engine_gets_an_apology_and_the_bot_goes_on(
    api: BotApi, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    api.says(anna, "rusak nomor 4711")
    api.says(anna, "utuh")
    apology, answered = replies(api, anna, 2)
    assert apology == wording("id").failed
    assert answered.startswith("Jawaban: utuh")
    assert "RuntimeError" in caplog.text
    assert "4711" not in caplog.text
    assert str(anna.id) not in caplog.text


def test_refused_markup_is_sent_as_plain_text(api: BotApi, anna: Person, caplog: pytest.LogCaptureFixture) -> None:
    api.fail("sendMessage", 400, description='Bad Request: can\'t parse entities: unsupported start tag "x"')
    api.says(anna, "bentuk")
    (text,) = replies(api, anna)
    assert text.startswith("Jawaban: bentuk")
    assert "parse_mode" not in sent(api, anna)[-1]
    assert "markup" in caplog.text


def test_an_edit_whose_markup_is_refused_is_shown_plain(api: BotApi, anna: Person) -> None:
    number = api.says(anna, "satu")
    replies(api, anna)
    api.fail("editMessageText", 400, description="Bad Request: can't parse entities: unexpected end tag")
    api.edits(anna, number, "dua")
    assert [text.splitlines()[0] for text in settled(api, anna)] == ["Jawaban: dua"]
    assert "parse_mode" not in api.made("editMessageText")[-1].params


def test_typing_is_shown_only_for_slow_work(api: BotApi, anna: Person) -> None:
    api.says(anna, "cepat")
    replies(api, anna)
    assert not [call for call in api.made("sendChatAction") if call.params["chat_id"] == anna.id]
    api.says(anna, "lama sekali")
    replies(api, anna, 2)
    assert [call for call in api.made("sendChatAction") if call.params["chat_id"] == anna.id]


@both_ways
def test_the_menu_of_commands_is_set_in_both_languages(api: BotApi, engine: SmallEngine) -> None:
    api.wait("setMyCommands", 6)
    names = {seen: [item["command"] for item in menu] for seen, menu in api.chats.commands.items()}
    for code, language in (("", "id"), ("id", "id"), ("en", "en")):
        private, group = names["all_private_chats", code], names["all_group_chats", code]
        assert private == [name for name, _ in private_items(language)]
        assert group == [name for name, _ in group_items(language)]
        own = wording(language).commands("start", "privacy", "forget")
        assert {name for name, _ in own} == set(private) - set(group)


@both_ways
def test_nothing_that_it_sent_was_refused(api: BotApi, anna: Person) -> None:
    api.says(anna, "terakhir")
    assert HEADLINE not in replies(api, anna)[0]
    refused = [call for call in api.calls if call.code == 400 and call.method == "sendMessage"]
    assert len(refused) <= 1  # the one that was told to be
