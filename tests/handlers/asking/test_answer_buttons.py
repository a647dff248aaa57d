"""The buttons under an answer, over HTTP against the real engine: clause, hits, types, votes, suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from botapi import BotApi, Person
from pressing import keys, last, press
from running import replies, running_bot

from handlers.buttons import ANSWER, clause_of, link
from handlers.keyboards import COPIED, copying
from handlers.wording import wording
from index.engine import Engine
from index.office.office import Office
from index.office.questions import Questions

WORDS = wording("id")
QUESTION = "seksi mana yang mengurus sub domain?"
DUTY = "tupoksi-tik-ntb/seksi-infrastruktur/tugas-15"
_ids = count(50_000)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def bot(api: BotApi, shipped: Engine, data: Path) -> Iterator[None]:
    with running_bot(api, shipped, data=data):
        yield


@pytest.fixture
def anna(bot: None) -> Person:
    return Person(id=next(_ids))


def asks(api: BotApi, person: Person, question: str = QUESTION) -> str:
    """Ask, and give what the chat shows then."""
    before = len(api.shown(person.place))
    api.says(person, question)
    return replies(api, person, before + 1)[-1]


def test_an_answer_has_its_buttons(api: BotApi, anna: Person) -> None:
    asks(api, anna)
    found = keys(api, anna.place)
    assert list(found) == [
        WORDS.answer_copy, WORDS.answer_whole, WORDS.answer_types, WORDS.answer_others,
        WORDS.answer_good, WORDS.answer_bad, WORDS.answer_share,
    ]  # fmt: skip
    assert found[WORDS.answer_copy]["copy_text"]["text"].startswith("Seksi Infrastruktur TIK, tugas angka 15, Uraian")
    assert DUTY.replace("/", "_") in found[WORDS.answer_share]["url"]


def test_a_limit_has_no_types_to_compare_and_a_refusal_has_its_suggestions(api: BotApi, anna: Person) -> None:
    asks(api, anna, "berapa bidang di dinas provinsi tipe A?")
    assert WORDS.answer_types not in keys(api, anna.place)
    text = asks(api, anna, "siapa nama kepala dinas?")
    suggested = keys(api, anna.place)
    assert suggested
    assert all(label in text for label in suggested)
    before = len(api.shown(anna.place))
    assert press(api, anna, next(iter(suggested.values()))) == ""
    assert replies(api, anna, before + 1)[-1] != text
    assert WORDS.answer_good in keys(api, anna.place)


def test_the_full_clause_leads_on_and_back(api: BotApi, anna: Person) -> None:
    shown = asks(api, anna)
    assert press(api, anna, keys(api, anna.place)[WORDS.answer_whole]) == ""
    (clause,) = api.shown(anna.place)
    assert "Uraian Tugas Bidang Pengelolaan Teknologi" in clause
    following = next(button for label, button in keys(api, anna.place).items() if label.endswith("›"))
    assert press(api, anna, following) == ""
    assert "tugas angka 16" in api.shown(anna.place)[0]
    assert press(api, anna, keys(api, anna.place)[WORDS.answer_back]) == ""
    assert api.shown(anna.place) == [shown]


def test_hits_are_paged_in_place_and_lead_back(api: BotApi, anna: Person) -> None:
    shown = asks(api, anna)
    assert press(api, anna, keys(api, anna.place)[WORDS.answer_others]) == ""
    seen = api.shown(anna.place)
    while turn := next((b for label, b in keys(api, anna.place).items() if label.startswith("› ")), None):
        assert press(api, anna, turn) == ""
        (text,) = api.shown(anna.place)
        assert text not in seen
        seen.append(text)
    assert len(seen) > 2
    assert press(api, anna, keys(api, anna.place)[WORDS.answer_back]) == ""
    assert api.shown(anna.place) == [shown]


def test_the_same_duty_by_type_and_back(api: BotApi, anna: Person) -> None:
    shown = asks(api, anna)
    assert press(api, anna, keys(api, anna.place)[WORDS.answer_types]) == ""
    (compared,) = api.shown(anna.place)
    assert all(f"Tipe {kind}" in compared for kind in "ABC")
    assert press(api, anna, keys(api, anna.place)[WORDS.answer_back]) == ""
    assert api.shown(anna.place) == [shown]


def test_a_vote_is_kept_with_its_reason_clause_and_no_name(api: BotApi, anna: Person, data: Path) -> None:
    asks(api, anna)
    assert press(api, anna, keys(api, anna.place)[WORDS.answer_good]) == WORDS.vote_thanks
    assert press(api, anna, keys(api, anna.place)[WORDS.answer_bad]) == WORDS.vote_why
    reasons = keys(api, anna.place)
    assert set(WORDS.reasons) < set(reasons)
    assert press(api, anna, reasons[WORDS.reasons[1]]) == WORDS.vote_thanks
    assert WORDS.answer_bad in keys(api, anna.place)
    office = Office(data)
    asked = "SELECT key FROM asked WHERE question = ?"
    votes = office.rows(f"SELECT verdict, reason, clause FROM votes WHERE asked IN ({asked})", [QUESTION])  # noqa: S608
    assert tuple(votes[-1]) == ("down", WORDS.reasons[1], DUTY)
    office.close()
    assert str(anna.id).encode() not in b"".join(path.read_bytes() for path in data.glob("office.db*"))


def test_buttons_and_follow_ups_outlive_a_restart(api: BotApi, shipped: Engine, tmp_path: Path) -> None:
    api.chats.callbacks.clear()
    with BotApi() as own:
        person = Person(id=next(_ids))
        with running_bot(own, shipped, data=tmp_path):
            asks(own, person, "berapa bidang di dinas provinsi tipe A?")
            asks(own, person, "kalau tipe B?")
            number = last(own, person.place)["message_id"]
        with running_bot(own, shipped, data=tmp_path):
            assert "tipe C" in asks(own, person, "kalau tipe C?")
            whole = own.chats.messages[person.place, number]["reply_markup"]["inline_keyboard"][0][1]
            assert press(own, person, whole, number=number) == ""
            assert "Pasal 11 ayat (2)" in own.chats.messages[person.place, number]["text"]
            back = keys_of(own, person, number)[WORDS.answer_back]
            assert press(own, person, back, number=number) == ""
            assert own.chats.messages[person.place, number]["text"].startswith("Paling banyak 3 bidang")


def test_an_edit_after_a_restart_mends_the_old_answer(shipped: Engine, tmp_path: Path) -> None:
    with BotApi() as own:
        person = Person(id=next(_ids))
        with running_bot(own, shipped, data=tmp_path):
            number = own.says(person, "berapa bidang di dinas provinsi tipe A?")
            replies(own, person)
        with running_bot(own, shipped, data=tmp_path):
            own.edits(person, number, "berapa bidang di dinas provinsi tipe C?")
            own.wait("editMessageText")
            (text,) = own.shown(person.place)
            assert text.startswith("Paling banyak 2 bidang")


def keys_of(api: BotApi, person: Person, number: int) -> dict[str, dict[str, str]]:
    rows = api.chats.messages[person.place, number]["reply_markup"]["inline_keyboard"]
    return {button["text"]: button for row in rows for button in row}


def test_what_is_no_longer_kept_is_said_to_be_gone(api: BotApi, anna: Person) -> None:
    asks(api, anna)
    assert press(api, anna, ANSWER.data(key="xxxxxxxx", action="c")) == wording(None).question_gone
    assert press(api, anna, "a:anything") == wording(None).view_gone


def test_a_clause_that_is_gone_is_said_to_be(shipped: Engine, tmp_path: Path) -> None:
    with BotApi() as own:
        person = Person(id=next(_ids))
        with running_bot(own, shipped, data=tmp_path):
            asks(own, person)
        office = Office(tmp_path)
        with office.writing() as database:
            database.execute("""UPDATE asked SET hits = '["pm-14-2016/pasal-99"]'""")
        office.close()
        with running_bot(own, shipped, data=tmp_path):
            assert press(own, person, keys(own, person.place)[WORDS.answer_whole]) == WORDS.clause_gone


def test_a_key_works_in_the_chat_that_it_was_made_for_alone(api: BotApi, anna: Person) -> None:
    asks(api, anna)
    whole = keys(api, anna.place)[WORDS.answer_whole]
    other = Person(id=next(_ids))
    shown = asks(api, other, "halo")
    for data in (whole["callback_data"], whole["callback_data"][:-1] + "g", whole["callback_data"][:-1] + "b"):
        assert press(api, other, data) == wording(None).question_gone
    assert api.shown(other.place) == [shown]


def test_a_question_older_than_it_may_be_is_dropped(tmp_path: Path) -> None:
    from index.office.questions import Question

    office = Office(tmp_path)
    question = Question(
        key="k" * 8, place="", message=1, text="?", language="id", level="", type="", previous="", answered=True,
        hits=(DUTY,), messages=(2,), at="2020-01-01T00:00:00+00:00",
    )  # fmt: skip
    Questions(office, 90).put(question, "1:", "1")
    assert Questions(office, 90).get("k" * 8) is None
    Questions(office, 90).purge()
    with office.writing() as database:
        assert database.execute("SELECT COUNT(*) FROM asked WHERE key = ?", ["k" * 8]).fetchone() == (0,)
    office.close()


def test_every_clause_has_a_link_that_opens_it(shipped: Engine) -> None:
    knowledge = shipped.knowledge
    for unit in knowledge.store.units():
        payload = link("bot", unit.id).rpartition("=")[2]
        assert 0 < len(payload) <= 64
        assert set(payload) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
        assert clause_of(payload, knowledge) == unit.id
    assert clause_of("tidak_ada", knowledge) == ""
    assert clause_of("_hxxxx", knowledge) == ""


def test_a_link_opens_its_clause_and_says_where_it_is_gone(api: BotApi, anna: Person) -> None:
    assert "nama domain dan sub domain" in asks(api, anna, f"/start {DUTY.replace('/', '_')}")
    assert any(label.endswith("›") for label in keys(api, anna.place))
    assert asks(api, anna, "/start pm-99_pasal-1") == WORDS.clause_gone
    assert asks(api, anna, "/start inline") == WORDS.start


@pytest.mark.parametrize("data", ["a:", "a:short:c", "a:12345678:z", "a:12345678:c123", "b:12345678:c", ""])
def test_other_data_is_no_action(data: str) -> None:
    assert ANSWER.read(data) is None


def test_an_action_is_read_as_it_was_written() -> None:
    for number in (0, 1, 14):
        data = ANSWER.data(key="Ab_-9xyz", action="h", number=number)
        assert ANSWER.read(data) == {"key": "Ab_-9xyz", "action": "h", "number": str(number)}
        assert len(data) <= 64


def test_a_citation_too_long_to_copy_has_no_button(shipped: Engine) -> None:
    answer = shipped.clause(DUTY)
    assert answer is not None
    assert copying(answer.citations[0].formal, "id")
    assert copying("x" * COPIED, "id")
    assert copying("x" * (COPIED + 1), "id") == []
