"""A day at the office: one conversation of many steps over HTTP, with a restart and faults in the middle of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from botapi import BOT, BotApi, Person
from pressing import keys, last, press
from running import running_bot

from handlers.wording import wording
from index.engine import Engine

WORDS, ENGLISH = wording("id"), wording("en")
NAME = f"@{BOT['username']}"
GROUP, FORUM = -1_001_000_001, -1_001_000_002
DUTY = "tupoksi-tik-ntb/seksi-infrastruktur/tugas-15"
INJECTED = {429, 502, 403, 0}


class Day:
    """People in their chats, step by step; each step ends when the bot has done what it says."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.steps = 0
        self.anna = Person(id=101)
        self.bob = Person(id=102, language="en")
        self.admin = Person(id=7)
        self.citra = Person(id=103, chat=GROUP)
        self.dedi = Person(id=104, chat=GROUP)
        self.eka = Person(id=105, chat=FORUM, forum=True)

    def says(self, person: Person, text: str, begins: str = "", *, has: str = "", **more: Any) -> str:
        """Write a message; the bot's next one begins so and has that in it."""
        self.steps += 1
        before = len(self.api.shown(person.place))
        self.api.says(person, text, **more)
        self.api.wait_until(lambda: len(self.api.shown(person.place)) > before, f"an answer to {text!r}")
        new = self.api.shown(person.place)[before:]  # a file may follow before this looks
        found = next((text for text in new if text.startswith(begins)), new[-1])
        assert found.startswith(begins), found
        assert has in found
        return found

    def silent(self, person: Person, text: str, **more: Any) -> None:
        """Write a message that the bot leaves alone; a question behind it is answered first."""
        before = len(self.api.shown(person.place))
        self.api.says(person, text, **more)
        self.says(Person(id=person.id, chat=person.chat), f"{NAME} siapa yang mengurus bandwidth?", "Seksi Infra")
        assert len(self.api.shown(person.place)) == before + 1

    def presses(self, person: Person, label: str, *, notice: str = "", begins: str = "", has: str = "") -> None:
        """Press a button under the last message, found by how its label begins."""
        self.steps += 1
        found = {name: button for name, button in keys(self.api, person.place).items() if name.startswith(label)}
        assert found, (label, list(keys(self.api, person.place)))
        assert press(self.api, person, next(iter(found.values()))) == notice
        text = str(last(self.api, person.place).get("text", ""))
        assert text.startswith(begins)
        assert has in text

    def edits(self, person: Person, number: int, text: str, begins: str) -> None:
        """Edit a question; its answer is another one then."""
        self.steps += 1
        self.api.edits(person, number, text)
        self.api.wait_until(
            lambda: any(shown.startswith(begins) for shown in self.api.shown(person.place)), f"the edit to {text!r}"
        )

    def types(self, person: Person, text: str, *, results: bool = True) -> dict[str, Any]:
        """Type an inline query."""
        self.steps += 1
        query = self.api.types(person, text)
        self.api.wait_until(lambda: query in self.api.chats.results, f"results for {text!r}")
        given = self.api.chats.results[query]
        assert bool(given["results"]) == results
        return given


def morning(day: Day) -> None:
    """In private: what a new person does first, buttons, follow-ups, an edit."""
    anna, bob = day.anna, day.bob
    day.says(anna, "/start", "Halo!")
    day.says(anna, "/bantuan", "Cara bertanya")
    shown = day.says(anna, "seksi mana yang mengurus sub domain?", "Seksi Infrastruktur TIK", has="tugas angka 15")
    day.presses(anna, WORDS.answer_whole, has="Uraian Tugas Bidang")
    day.presses(anna, "‹ tugas", has="tugas angka 14")
    day.presses(anna, WORDS.answer_back, begins=shown[:20])
    day.presses(anna, WORDS.answer_types, has="Dinas Provinsi Tipe A")
    day.presses(anna, WORDS.answer_back, begins=shown[:20])
    day.presses(anna, WORDS.answer_others)
    day.presses(anna, "› ")
    day.presses(anna, "‹ 2/")
    day.presses(anna, WORDS.answer_back, begins=shown[:20])
    day.presses(anna, WORDS.answer_good, notice=WORDS.vote_thanks)
    day.presses(anna, WORDS.answer_bad, notice=WORDS.vote_why)
    day.presses(anna, WORDS.reasons[0], notice=WORDS.vote_thanks)
    day.says(anna, "berapa bidang di dinas provinsi tipe A?", "Paling banyak 4 bidang")
    day.says(anna, "kalau tipe B?", "Paling banyak 3 bidang")
    day.says(anna, "brp gaji kepala dinas", has="Yang terdekat")
    day.presses(anna, "Pasal 1", has="Pasal 1")
    day.says(anna, "resep ayam taliwang", has="Coba tanyakan")
    day.presses(anna, "tugas")
    number = day.api.says(anna, "berapa bidang di dinas kabupaten tipe A?")
    day.api.wait_until(lambda: "kabupaten/kota tipe A" in day.api.shown(anna.place)[-1], "the answer to be edited")
    day.edits(anna, number, "berapa bidang di dinas kabupaten tipe C?", "Paling banyak 2 bidang — Dinas kabupaten")
    day.says(anna, "/batas provinsi", "Batas jumlah unit")
    day.presses(anna, "Tipe B", has="Prov B")
    day.presses(anna, "Semua batas", has="Kab/Ko C")
    day.says(anna, "/tupoksi seksi aplikasi", "Seksi Aplikasi")
    day.presses(anna, "› 2/", has="tugas")
    day.says(anna, "/siapa bandwidth", "Siapa: bandwidth")
    day.says(anna, "/banding A C", "Perbandingan")
    day.says(anna, "/definisi dinas", "Istilah")
    day.says(anna, "/pasal 12 3", "Pasal 12 ayat (3)")
    day.says(anna, "/dokumen", "Dokumen saya")
    day.says(anna, f"/start {DUTY.replace('/', '_')}", "Tupoksi Bidang TIK NTB", has="tugas angka 15")
    day.says(anna, "/apa_ini", WORDS.unknown_command)
    day.says(anna, "", WORDS.unreadable, sticker={"file_id": "s", "file_unique_id": "t", "width": 1, "height": 1,
             "is_animated": False, "is_video": False, "type": "regular"})  # fmt: skip
    day.says(bob, "/start", "Hello!")
    day.says(bob, "which section manages subdomains?", "Seksi Infrastruktur TIK", has="According to")
    day.presses(bob, ENGLISH.answer_whole)
    day.presses(bob, ENGLISH.answer_back)


def noon(day: Day) -> None:
    """In groups and inline; settings."""
    citra, dedi, eka = day.citra, day.dedi, day.eka
    day.says(citra, f"{NAME} siapa yang mengurus data center?", "Seksi Infrastruktur TIK")
    day.silent(dedi, "besok rapat jam 9 ya")
    day.silent(dedi, "/start@another_bot")
    day.says(dedi, f"/batas{NAME} provinsi tipe A", "Batas jumlah unit")
    answer = last(day.api, GROUP)
    day.says(dedi, "kalau domain siapa?", "Seksi Infrastruktur", reply_to_message=answer | {"from": BOT})
    day.presses(dedi, WORDS.answer_good, notice=WORDS.vote_thanks)
    day.says(eka, f"{NAME} berapa bidang di provinsi tipe C?", "Paling banyak 2 bidang",
             is_topic_message=True, message_thread_id=55)  # fmt: skip
    assert day.api.made("sendMessage")[-1].params["message_thread_id"] == 55
    day.types(day.anna, "")
    day.types(day.anna, "sub dom")
    day.types(day.bob, "bandwidth")
    day.types(day.bob, "vehicle tax", results=False)
    day.says(day.anna, "/atur", "Pengaturan")
    day.presses(day.anna, "Kabupaten/Kota", has="Dinas kabupaten/kota")
    day.presses(day.anna, "Tipe B", has="tipe B")
    day.says(day.anna, "berapa bidang?", "Paling banyak 3 bidang", has="Menurut pengaturan")
    day.says(day.anna, "/rapat Penataan dinas", "Mulai mencatat")
    day.says(day.anna, "siapa yang mengurus bandwidth?", "Seksi Infrastruktur TIK")
    day.says(day.admin, "/status", "Indeks dibangun")


def afternoon(day: Day) -> None:
    """After a restart: what was begun goes on; then faults."""
    anna, api = day.anna, day.api
    day.presses(anna, WORDS.answer_whole, has="tugas angka 14")
    day.presses(anna, WORDS.answer_back, begins="Seksi Infrastruktur TIK")
    day.says(anna, "berapa bidang?", "Paling banyak 3 bidang", has="Menurut pengaturan")
    day.says(anna, "/rapat selesai", "Penataan dinas")
    api.wait("sendDocument")
    assert api.files[-1][0].endswith(".docx")
    api.fail("sendMessage", 429, retry_after=1)
    day.says(anna, "berapa seksi per bidang di provinsi tipe A?", "Paling banyak 3 seksi")
    api.fail("sendMessage", 502)
    day.says(anna, "siapa yang mengurus DRC?", "Seksi Infrastruktur TIK")
    api.fail("sendMessage", 0)
    day.says(anna, "isi pasal 20", "Pasal 20")
    api.fail("getUpdates", 502)  # by webhook nobody asks for updates
    day.says(anna, "siapa menyusun laporan seksi?", "Seksi")
    blocked = Person(id=199)
    api.fail("sendMessage", 403, description="Forbidden: bot was blocked by the user", chat=blocked.id)
    api.says(blocked, "halo")
    api.wait("sendMessage", code=403)
    day.steps += 1
    day.says(anna, "/privasi", "Yang saya simpan")
    day.says(anna, "/hapus_data", WORDS.forget_ask[:20])
    day.presses(anna, WORDS.forget_choices["yes"], begins="Sudah dihapus")
    day.says(anna, "terima kasih", "Sama-sama")


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_day_at_the_office(shipped: Engine, tmp_path: Path, webhook: bool) -> None:
    settings: dict[str, Any] = {"data": tmp_path, "admins": frozenset({7}), "questions_a_minute": 600}
    with BotApi() as api:
        day = Day(api)
        with running_bot(api, shipped, webhook=webhook, **settings):
            morning(day)
            noon(day)
        with running_bot(api, shipped, webhook=webhook, **settings):
            afternoon(day)
        assert day.steps >= 60
        refused = [call for call in api.calls if call.code != 200 and call.code not in INJECTED]
        assert [(call.method, call.params) for call in refused if call.method != "setMyCommands"] == []
