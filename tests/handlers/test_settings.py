"""What a chat sets, what is kept of a person and how it is deleted, how fast one may ask: over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from botapi import BotApi, Person
from pressing import keys, last, press
from running import replies, running_bot

from handlers.chat.admission import Rates
from handlers.wording import wording
from index.engine import Engine
from index.office.chats import Preferences
from index.office.office import Office
from index.office.questions import Questions
from index.query.query import Preference

WORDS = wording("id")
_ids = count(70_000)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def bot(api: BotApi, shipped: Engine, data: Path) -> Iterator[None]:
    with running_bot(api, shipped, data=data, admins=frozenset({7}), retention_days=45):
        yield


@pytest.fixture
def anna(bot: None) -> Person:
    return Person(id=next(_ids))


def says(api: BotApi, person: Person, text: str) -> str:
    before = len(api.shown(person.place))
    api.says(person, text)
    return replies(api, person, before + 1)[-1]


def test_a_level_and_type_that_are_set_answer_what_names_none(api: BotApi, anna: Person) -> None:
    assert "Tipe A: paling banyak 4 bidang" in says(api, anna, "berapa bidang?")
    assert "Dinas yang ditanyakan: semua" in says(api, anna, "/atur")
    assert press(api, anna, keys(api, anna.place)["Kabupaten/Kota"]) == ""
    assert press(api, anna, keys(api, anna.place)["Tipe C"]) == ""
    assert "Dinas kabupaten/kota tipe C" in api.shown(anna.place)[-1]
    assert {"✓ Kabupaten/Kota", "✓ Tipe C"} < set(keys(api, anna.place))
    found = says(api, anna, "berapa bidang?")
    assert found.startswith("Paling banyak 2 bidang — Dinas kabupaten/kota tipe C")
    assert "Menurut pengaturan percakapan ini: Dinas kabupaten/kota tipe C" in found
    assert says(api, anna, "berapa bidang di provinsi tipe A?").startswith("Paling banyak 4 bidang")
    assert says(api, anna, "siapa yang mengurus sub domain?").startswith("Seksi Infrastruktur TIK")
    says(api, anna, "/atur")
    assert press(api, anna, keys(api, anna.place)["Semua tipe"]) == ""
    assert press(api, anna, keys(api, anna.place)["Semua tingkat"]) == ""
    assert "Tipe A: paling banyak 4 bidang" in says(api, anna, "berapa bidang?")


def test_a_language_that_is_set_frames_every_answer(api: BotApi, anna: Person) -> None:
    says(api, anna, "/settings")
    assert press(api, anna, keys(api, anna.place)["English"]) == ""
    assert api.shown(anna.place)[-1].startswith("Settings of this chat")
    assert says(api, anna, "berapa bidang di dinas provinsi tipe A?").startswith("At most 4 bidang")
    assert says(api, anna, "/privasi").startswith("What I keep")


def test_settings_outlive_a_restart_and_are_one_chats_own(shipped: Engine, tmp_path: Path) -> None:
    with BotApi() as own:
        one, other = Person(id=next(_ids)), Person(id=next(_ids))
        with running_bot(own, shipped, data=tmp_path):
            says(own, one, "/atur")
            press(own, one, keys(own, one.place)["Tipe B"])
        with running_bot(own, shipped, data=tmp_path):
            assert "Paling banyak 3 bidang" in says(own, one, "berapa bidang di provinsi?")
            assert "Tipe A: paling banyak 4 bidang" in says(own, other, "berapa bidang di provinsi?")


@pytest.mark.parametrize("button", ["s:type:z", "s:language:de", "s:", "s:memory:x", "s:level:'--"])
def test_a_setting_that_there_is_not_is_refused(api: BotApi, anna: Person, button: str) -> None:
    says(api, anna, "/atur")
    assert press(api, anna, button) == WORDS.view_gone


def test_what_is_kept_and_for_how_long_is_told(api: BotApi, anna: Person) -> None:
    assert "45 hari" in says(api, anna, "/privasi")


def test_all_that_is_a_persons_is_deleted_and_nothing_else(api: BotApi, anna: Person, data: Path) -> None:
    bella = Person(id=next(_ids))
    for person in (anna, bella):
        says(api, person, "siapa yang mengurus bandwidth?")
        press(api, person, keys(api, person.place)[WORDS.answer_good])
        says(api, person, "/atur")
        press(api, person, keys(api, person.place)["Tipe B"])
    office = Office(data)
    before = Questions(office, 45).counts()
    says(api, anna, "/hapus_data")
    assert press(api, anna, keys(api, anna.place)[WORDS.forget_choices["no"]]) == ""
    assert api.shown(anna.place)[-1] == WORDS.forget_kept
    assert Questions(office, 45).counts() == before
    says(api, anna, "/hapus_data")
    assert press(api, anna, keys(api, anna.place)[WORDS.forget_choices["yes"]]) == ""
    assert api.shown(anna.place)[-1] == WORDS.forget_done(count=1)
    after = Questions(office, 45).counts()
    assert (after["questions"], after["up"]) == (before["questions"] - 1, before["up"] - 1)
    assert Preferences(office).get(f"{anna.id}:") == Preference()
    assert Preferences(office).get(f"{bella.id}:") == Preference(type="b")
    office.close()
    assert "Dinas yang ditanyakan: semua" in says(api, anna, "/atur")


def test_in_a_group_who_presses_deletes_their_own_alone(api: BotApi, bot: None) -> None:
    group = -1_009_000
    carl, dora = (Person(id=next(_ids), chat=group) for _ in range(2))
    for person in (carl, dora):
        before = len(api.shown(group))
        api.says(person, "@tanyapasal_bot siapa yang mengurus bandwidth?")
        replies(api, person, before + 1)
    api.says(carl, "/hapus_data@tanyapasal_bot")
    replies(api, carl, 3)
    asked = last(api, group)["text"]
    assert press(api, dora, "d:yes") == WORDS.forget_done(count=1)
    assert last(api, group)["text"] == asked


def test_the_state_of_the_bot_is_for_admins(api: BotApi, anna: Person) -> None:
    assert says(api, anna, "/status") == f"{WORDS.admins_only} {WORDS.own_id(id=anna.id)}"
    number = -1_009_001
    api.says(Person(id=anna.id, chat=number), "/status@tanyapasal_bot")
    assert replies(api, Person(id=anna.id, chat=number))[-1] == WORDS.admins_only  # others read along
    told = says(api, Person(id=7), "/status")
    assert "Permenkominfo 14/2016" in told
    assert "Indeks dibangun: " in told


def test_who_asks_too_fast_is_told_once_and_others_go_on(shipped: Engine) -> None:
    with BotApi() as own, running_bot(own, shipped, questions_a_minute=3):
        hasty, calm = Person(id=1), Person(id=2)
        for _ in range(6):
            own.says(hasty, "siapa yang mengurus bandwidth?")
        own.says(calm, "siapa yang mengurus bandwidth?")
        replies(own, hasty, 4)
        assert len(replies(own, calm)) == 1
        texts = own.shown(hasty.place)
        assert len(texts) == 4
        assert texts[-1].startswith("Pertanyaannya datang terlalu cepat")
        assert press(own, hasty, "d:no") == ""  # in silence, but the button stops turning


def test_a_minute_later_one_may_ask_again() -> None:
    now = [0.0]
    rates = Rates(2, lambda: now[0])
    assert [rates.wait(1) for _ in range(4)] == [(0.0, False), (0.0, False), (60.0, True), (60.0, False)]
    assert rates.wait(2) == (0.0, False)
    now[0] = 61.0
    assert rates.wait(1) == (0.0, False)


def test_what_a_group_has_set_goes_along_when_it_becomes_a_supergroup(api: BotApi, bot: None) -> None:
    old, new = -9_100, -1_009_100
    carl = Person(id=next(_ids), chat=old)
    api.says(carl, "/atur@tanyapasal_bot")
    replies(api, carl)
    press(api, carl, keys(api, old)["Tipe B"])
    api.says(carl, migrate_to_chat_id=new)
    says(api, carl, "@tanyapasal_bot halo")  # by then it has moved
    after = Person(id=carl.id, chat=new)
    assert "tipe B" in says(api, after, "/atur@tanyapasal_bot")
