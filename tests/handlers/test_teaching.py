"""From a question without an answer an admin teaches a word, over HTTP: by buttons and one message."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from botapi import BotApi, Person
from pressing import keys, last, press
from running import running_bot

from handlers.wording import wording
from index.engine import Engine
from index.office.office import Office
from index.office.questions import Unanswered, grouped
from index.office.synonyms import gaps
from index.publishing.generations import open_engine

WORDS = wording("id")
ADMIN, ANNA = Person(id=7), Person(id=70)
QUESTION = "siapa yang mengurus zabrakadabra?"
MEANING = WORDS.teach_meaning(word="zabrakadabra")


@pytest.fixture
def data(built: Path) -> Path:
    return built


@pytest.fixture
def engine(data: Path) -> Engine:
    return open_engine(data, "diskominfotik-ntb")


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def bot(api: BotApi, engine: Engine, data: Path) -> Iterator[None]:
    with running_bot(api, engine, data=data, admins=frozenset({ADMIN.id})):
        yield


def says(api: BotApi, person: Person, text: str, begins: str = "") -> str:
    """Write, and give the bot's next message that begins so."""
    before = len(api.made("sendMessage"))
    api.says(person, text)

    def found() -> list[str]:
        sent = [c.params["text"] for c in api.made("sendMessage")[before:] if c.params["chat_id"] == person.place]
        return [text for text in sent if text.startswith(begins)]

    api.wait_until(lambda: bool(found()), f"an answer to {text!r}", 30)
    return found()[-1]


def presses(api: BotApi, label: str, begins: str) -> None:
    """Press a button under the admin's last message, until the last one begins so."""
    assert press(api, ADMIN, keys(api, ADMIN.place)[label]) == ""
    api.wait_until(lambda: str(last(api, ADMIN.place)["text"]).startswith(begins), f"{begins!r}", 30)


def asked_for_its_meaning(api: BotApi) -> None:
    assert "Tidak ada" in says(api, ANNA, QUESTION)
    assert f"1. {QUESTION}" in says(api, ADMIN, "/tak_terjawab")
    presses(api, "Ajari 1", f"“{QUESTION}”")
    assert list(keys(api, ADMIN.place)) == ["zabrakadabra", WORDS.draft_cancel]
    presses(api, "zabrakadabra", MEANING)


def test_a_word_of_a_question_is_taught_by_buttons_and_one_message(api: BotApi, bot: None, data: Path) -> None:
    asked_for_its_meaning(api)
    assert says(api, ADMIN, "🙂", WORDS.teach_unclear)
    api.wait_until(lambda: last(api, ADMIN.place)["text"] == MEANING, "asked again")
    tried = says(api, ADMIN, "Bandwidth", "zabrakadabra = bandwidth")
    assert "Kini terjawab benar: 1" in tried
    now = "\nKini terjawab: Seksi Infrastruktur TIK — Bidang Pengelolaan TIK, Provinsi NTB — Tupoksi Bidang TIK NTB, "
    assert f"“{QUESTION}”{now}" in tried
    assert press(api, ADMIN, keys(api, ADMIN.place)[WORDS.synonym_teach]) == WORDS.synonym_taught
    assert str(last(api, ADMIN.place)["text"]).startswith(f"“{QUESTION}”{now}")
    presses(api, WORDS.retry_whole, "Seksi Infrastruktur TIK")
    told = says(api, ADMIN, "/tak_terjawab")
    assert told.startswith(WORDS.unanswered_none)
    assert told.endswith(WORDS.unanswered_answered(count=1))
    assert says(api, ANNA, QUESTION).startswith("<b>Seksi Infrastruktur TIK")
    office = Office(data)
    assert [(row["who"], row["action"], row["what"]) for row in office.rows("SELECT * FROM audit")] == [
        ("7", "synonym", "zabrakadabra")
    ]
    office.close()


def test_a_question_is_dismissed_until_it_is_thought_wrong_again(api: BotApi, bot: None, data: Path) -> None:
    says(api, ANNA, "siapa yang mengurus bandwidth?")
    thought = keys(api, ANNA.place)
    assert press(api, ANNA, thought[WORDS.answer_bad]) == WORDS.vote_why
    reason = WORDS.reasons[1]
    assert press(api, ANNA, keys(api, ANNA.place)[reason]) == WORDS.vote_thanks
    assert f"bandwidth? (tanpa jawaban 0, keliru 1), alasan 👎: {reason} (1×)" in says(api, ADMIN, "/tak_terjawab")
    assert press(api, ADMIN, keys(api, ADMIN.place)["Abaikan 1"]) == WORDS.unanswered_dismissed
    api.wait_until(lambda: last(api, ADMIN.place)["text"] == WORDS.unanswered_none, "the list without it")
    office = Office(data)
    assert [(row["who"], row["action"]) for row in office.rows("SELECT * FROM audit")] == [("7", "dismiss")]
    with office.writing() as database:  # as if it were long ago
        database.execute("UPDATE dismissed SET at = '2026-01-01T00:00:00+00:00'")
    office.close()
    assert press(api, ANNA, thought[WORDS.answer_bad]) == WORDS.vote_why
    assert "bandwidth?" in says(api, ADMIN, "/tak_terjawab")


def test_what_was_asked_outlives_a_restart(api: BotApi, engine: Engine, data: Path) -> None:
    with running_bot(api, engine, data=data, admins=frozenset({ADMIN.id})):
        asked_for_its_meaning(api)
    with running_bot(api, engine, data=data, admins=frozenset({ADMIN.id})):
        assert says(api, ADMIN, "bandwidth", "zabrakadabra = bandwidth")
        presses(api, WORDS.draft_cancel, WORDS.cancelled)
        assert says(api, ADMIN, "bandwidth").startswith("<b>Seksi Infrastruktur TIK")
        assert "Tidak ada" in says(api, ANNA, QUESTION)


@pytest.mark.parametrize("by", ["command", "button"])
def test_teaching_is_left_by_a_command_or_a_button(api: BotApi, bot: None, by: str) -> None:
    asked_for_its_meaning(api)
    if by == "command":
        assert says(api, ADMIN, "/batal") == WORDS.cancelled
    else:
        presses(api, WORDS.draft_cancel, WORDS.cancelled)
        assert keys(api, ADMIN.place) == {}
    assert says(api, ADMIN, "bandwidth").startswith("<b>Seksi Infrastruktur TIK")


def test_a_question_that_its_asker_deleted_is_gone_and_nobody_else_teaches(api: BotApi, bot: None) -> None:
    says(api, ANNA, QUESTION)
    says(api, ADMIN, "/tak_terjawab")
    button = keys(api, ADMIN.place)["Ajari 1"]
    says(api, ANNA, "/hapus_data")
    assert press(api, ANNA, keys(api, ANNA.place)[WORDS.forget_choices["yes"]]) == ""
    assert press(api, ADMIN, button) == WORDS.question_gone
    for data in (str(button["callback_data"]), "ql:1", "yl:1", "y:-", "qi:abcdefgh:1", "qa:abcdefgh"):
        assert press(api, ANNA, data) == WORDS.admins_only
    assert says(api, ANNA, "/batal") == WORDS.unknown_command


def test_the_words_proposed_are_first_those_that_no_document_knows(shipped: Engine) -> None:
    asked = "tolong dong siapa handle CCTV simpang untuk kepala dinas"
    found = [asked[start:end] for start, end in gaps(shipped.knowledge, asked)]
    assert found == ["CCTV simpang", "CCTV", "simpang", "kepala dinas"]
    assert gaps(shipped.knowledge, "yang mana?") == []


def test_questions_that_ask_the_same_are_one_and_greetings_none(shipped: Engine) -> None:
    texts = ["siapa urus cctv?", "halo", "siapa yang mengurus CCTV", "siapa yang mengurus parkir?"]
    rows = [Unanswered(text=text, key="k", none=1, bad=0) for text in texts]
    assert [(row.text, row.none) for row in grouped(shipped.knowledge, rows)] == [
        ("siapa urus cctv?", 2),
        ("siapa yang mengurus parkir?", 1),
    ]
