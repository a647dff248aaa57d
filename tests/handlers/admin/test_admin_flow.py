"""What an admin meets between a file and its answers: confirmations, prompts, old buttons, two admins at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from botapi import BotApi, Person
from pressing import keys, last, press
from running import running_bot
from uploading import ACT

from corpus.manifest import DOCUMENTS
from handlers.start import admin_help, help_text
from handlers.wording import wording
from index.office.drafts import Draft
from index.office.office import Office
from index.publishing.decisions import decided
from index.publishing.generations import open_engine
from index.publishing.library import Library

WORDS = wording("id")
HOME = "diskominfotik-ntb"
LOAN, BANDWIDTH = "berapa lama peminjaman buku?", "siapa yang mengurus bandwidth?"
SET = f"""
- {{q: "{LOAN}", kind: limit, gold: [pergub-ntb-51-2031/pasal-2/ayat-2]}}
- {{q: "{BANDWIDTH}", kind: who, gold: ["*"]}}
"""
BARE = ("DENGAN RAHMAT" + ACT.partition("DENGAN RAHMAT")[2]).encode()  # says neither its title nor its level
SHORT = "Pergub NTB 51/2031"
QUIET = (WORDS.previewing, WORDS.reading, WORDS.publishing, WORDS.trying)


@dataclass
class Admin:
    """An admin in a chat; each way to act gives the bot's next message that begins so."""

    api: BotApi
    person: Person

    def says(self, text: str, begins: str = "") -> str:
        before = len(self.api.made("sendMessage"))
        self.api.says(self.person, text)
        return self.until(before, begins)

    def sends(self, name: str, content: bytes, begins: str = "") -> str:
        before = len(self.api.made("sendMessage"))
        self.api.sends(self.person, name, content)
        return self.until(before, begins)

    def presses(self, label: str, begins: str = "", *, number: int = 0) -> str:
        before = len(self.api.made("sendMessage"))
        assert press(self.api, self.person, self.button(label, number), number=number) == ""
        return self.until(before, begins)

    def button(self, begins: str, number: int = 0) -> str:
        place = self.person.place
        shown = self.api.chats.messages[place, number] if number else last(self.api, place)
        rows = shown.get("reply_markup", {}).get("inline_keyboard", [])
        return next(str(key["callback_data"]) for row in rows for key in row if key["text"].startswith(begins))

    @property
    def number(self) -> int:
        return int(last(self.api, self.person.place)["message_id"])

    def labels(self, number: int = 0) -> list[str]:
        if not number:
            return list(keys(self.api, self.person.place))
        rows = self.api.chats.messages[self.person.place, number].get("reply_markup", {}).get("inline_keyboard", [])
        return [key["text"] for row in rows for key in row]

    def until(self, before: int, begins: str) -> str:
        def found() -> list[str]:
            made = self.api.made("sendMessage")[before:]
            sent = [call.params["text"] for call in made if call.params["chat_id"] == self.person.place]
            return [text for text in sent if text.startswith(begins) and text not in QUIET]

        self.api.wait_until(lambda: bool(found()), f"a message that begins with {begins!r}", 60)
        return found()[-1]


@pytest.fixture
def data(built: Path) -> Path:
    return built


@pytest.fixture
def api(data: Path, tmp_path: Path) -> Iterator[BotApi]:
    documents = Path(shutil.copytree(DOCUMENTS, tmp_path / "documents"))
    questions = tmp_path / "questions.yaml"
    questions.write_text(SET, encoding="utf-8")
    settings: dict[str, Any] = {
        "data": data,
        "documents": documents,
        "questions": questions,
        "admins": frozenset({7, 8}),
    }
    with BotApi() as api, running_bot(api, open_engine(data, HOME, documents), **settings):
        yield api


@pytest.fixture
def admin(api: BotApi) -> Admin:
    return Admin(api, Person(id=7))


def test_what_retiring_and_going_back_would_lose_is_told_before_and_barred(admin: Admin, data: Path) -> None:
    admin.sends("pergub.txt", ACT.encode(), "Pratinjau")
    assert f"Diterbitkan: menambah {SHORT} (" in admin.presses(WORDS.draft_publish, "Diterbitkan")
    admin.says("/kelola", "Dokumen")
    admin.presses(SHORT, SHORT)
    told = admin.presses(WORDS.managed_retire, "Yang akan dilakukan")
    assert f"mempensiunkan {SHORT} (" in told
    assert WORDS.preview_worse(count=1, margin=2) in told
    assert f"  • {LOAN}" in told
    admin.presses(WORDS.sure["retire"], "Tidak diterbitkan: 1 dari 2")
    assert admin.labels() == [WORDS.publish_anyway(count=1), WORDS.draft_cancel]
    assert press(admin.api, admin.person, admin.button(WORDS.draft_cancel)) == ""
    admin.api.wait_until(lambda: last(admin.api, 7)["text"] == WORDS.cancelled, "it is left")
    listed = admin.says("/rollback", "Keadaan dokumen")
    assert f"menambah {SHORT} (oleh 7)" in listed
    told = admin.presses(WORDS.rollback_all, "Yang akan dilakukan: kembali ke awal")
    assert f"Tidak lagi dipakai, 1 dokumen: {SHORT}" in told
    admin.presses(WORDS.sure["rollback"], "Tidak diterbitkan")
    admin.presses(WORDS.publish_anyway(count=1), "Diterbitkan: kembali ke awal")
    assert decided(data) == ()
    assert "14 (empat belas)" not in admin.says(LOAN)


def test_who_publishes_over_what_changed_since_the_preview_sees_it_anew(admin: Admin, data: Path) -> None:
    other = Admin(admin.api, Person(id=8))
    other.sends("pergub.txt", ACT.encode(), "Pratinjau")
    admin.sends("pergub.txt", ACT.replace("14 (empat belas)", "7 (tujuh)").encode(), "Pratinjau")
    admin.presses(WORDS.draft_publish, "Diterbitkan")
    before = len(admin.api.made("sendMessage"))
    assert press(admin.api, other.person, other.button(WORDS.draft_publish)) == ""
    admin.api.wait_until(lambda: len(admin.api.made("sendMessage")) > before + 1, "the new preview", 30)
    assert "menambah Pergub NTB 51/2031 (oleh 7)" in other.until(before, "Dokumen ini berubah sejak")
    assert f"Menggantikan {SHORT}" in other.until(before, "Pratinjau")
    assert "7 (tujuh)" in other.says(LOAN)
    other.sends("lain.txt", ACT.replace("51 TAHUN", "52 TAHUN").encode(), "Pratinjau")
    other.presses(WORDS.draft_publish, "Diterbitkan")  # another document: the preview before still counts
    number = next(
        n for chat, n in sorted(admin.api.chats.messages) if chat == 8 and WORDS.draft_publish in other.labels(n)
    )
    other.presses(WORDS.draft_publish, "Diterbitkan", number=number)
    assert "14 (empat belas)" in other.says(LOAN)


def test_who_marks_what_somebody_else_has_marked_since_is_asked_again(admin: Admin, data: Path) -> None:
    other = Admin(admin.api, Person(id=8))
    for one, what in ((admin, WORDS.states["yes"]), (other, WORDS.states["no"])):
        one.says("/kelola", "Dokumen")
        one.presses("Permenkominfo 14/2016", "Permenkominfo 14/2016")
        one.presses(what, "Yang akan dilakukan: menandai Permenkominfo 14/2016 ")
    admin.presses(WORDS.sure["status"], "Diterbitkan")
    before = len(admin.api.made("sendMessage"))
    assert press(admin.api, other.person, other.button(WORDS.sure["status"])) == ""
    assert "menandai Permenkominfo 14/2016 berlaku (oleh 7)" in other.until(before, "Dokumen ini berubah sejak")
    assert other.until(before, "Yang akan dilakukan: menandai Permenkominfo 14/2016 tidak berlaku")
    other.presses(WORDS.sure["status"], "Diterbitkan")
    assert [row.entry.status.in_force for row in decided(data)] == ["no"]


def test_a_prompt_is_left_by_its_way_back_and_old_buttons_lead_nowhere(admin: Admin, data: Path) -> None:
    admin.sends("pergub.txt", ACT.encode(), "Pratinjau")
    preview, old = admin.number, admin.button(WORDS.draft_publish)
    admin.presses(WORDS.draft_change_button, WORDS.draft_change)
    admin.api.wait_until(lambda: admin.labels(preview) == [], "no buttons under the preview")
    assert f"{WORDS.fields['level']}: provinsi" in admin.labels()
    assert press(admin.api, admin.person, old, number=preview) == WORDS.draft_old
    admin.presses(f"{WORDS.fields['title']}: ", "pergub.txt")
    assert admin.labels() == [WORDS.draft_back, WORDS.draft_drop]
    admin.presses(WORDS.draft_back, WORDS.draft_change)
    admin.presses(f"{WORDS.fields['profile']}: ", "pergub.txt")
    admin.presses("peraturan (", "Pratinjau")
    admin.presses(WORDS.draft_change_button, WORDS.draft_change)
    admin.presses(f"{WORDS.fields['aliases']}: ", "pergub.txt")
    assert "Tingkat: provinsi; daerah: " in admin.says("Bumi Gora, Lombok", "Pratinjau")
    shown, old = admin.number, admin.button(WORDS.draft_publish)
    admin.presses(WORDS.draft_publish, "Diterbitkan")
    admin.api.wait_until(lambda: admin.labels(shown) == [], "no buttons")
    assert press(admin.api, admin.person, old, number=shown) == WORDS.draft_gone
    assert [row.entry.aliases for row in decided(data)] == [("Bumi Gora", "Lombok")]


def test_a_prompt_waits_through_questions_commands_and_other_files(admin: Admin) -> None:
    asked = admin.sends("satu.txt", BARE)
    for _ in range(10):
        if asked.rpartition("\n")[2].startswith(WORDS.fields["level"]):
            break
        asked = admin.says("Taman Baca") if WORDS.draft_skip not in admin.labels() else admin.presses(WORDS.draft_skip)
    waiting = WORDS.still_waiting(what="Tingkat untuk satu.txt")
    assert admin.says("siapa yang mengurus bandwidth?", "Masih menunggu") == waiting
    assert admin.says("/status", "Masih menunggu") == waiting
    assert admin.says("desa") == WORDS.level_unclear
    assert "Tingkat untuk satu.txt tidak lagi ditunggu" in admin.sends("dua.txt", BARE, "Sekarang yang diisi: dua.txt")
    assert admin.says("/batal", "Tidak lagi ditunggu: Judul untuk dua.txt")
    assert admin.says("/batal") == WORDS.cancel_none
    number = next(n for chat, n in sorted(admin.api.chats.messages) if chat == 7 and "Kota" in admin.labels(n))
    admin.presses(WORDS.draft_back, WORDS.draft_change, number=number)
    admin.presses(f"{WORDS.fields['level']}: ", "satu.txt")
    asked = admin.says("Kab.")
    while WORDS.draft_skip in admin.labels():
        asked = admin.presses(WORDS.draft_skip)
    assert "Tingkat: kabupaten" in asked


def test_many_former_states_are_told_in_words_page_by_page(api: BotApi, admin: Admin, data: Path) -> None:
    office = Office(data)
    library = Library(data, DOCUMENTS, office)
    for _ in range(5):
        library.publish(library.retiring("pm-14-2016"), "7")
        library.publish(library.restoring("pm-14-2016"), "8")
    office.close()
    first = admin.says("/rollback", "Keadaan dokumen")
    assert "10. " in first
    assert "memakai lagi Permenkominfo 14/2016 (oleh 8)" in first
    assert WORDS.rollback_to(number=10) not in admin.labels()
    assert "pm-14-2016" not in first
    assert press(api, admin.person, admin.button("2/2")) == ""
    api.wait_until(lambda: "Awal, sebelum" in last(api, 7)["text"], "the last page")
    assert admin.labels()[:3] == [WORDS.rollback_to(number=2), WORDS.rollback_to(number=1),
                                  WORDS.rollback_all]  # fmt: skip


def test_an_admin_is_told_what_admins_may_and_where(api: BotApi, admin: Admin) -> None:
    assert ("chat", "") not in api.chats.commands  # nobody has spoken yet
    assert admin.says("/start", "Halo").endswith(WORDS.start_admin)
    api.wait_until(lambda: ("chat", "en") in api.chats.commands, "the admin's menu")
    assert {"kelola", "batal"} <= {item["command"] for item in api.chats.commands["chat", ""]}
    assert admin.says("/help", "Untuk admin") == admin_help("id")
    assert admin.says("/sinonim wifi =") == WORDS.synonym_unknown(word="wifi")
    api.says(Person(id=99), "/help")
    api.wait_until(lambda: api.shown(99) == [help_text("id")], "the help of everybody")
    group = Admin(api, replace(admin.person, chat=-100_7))
    assert group.says("/kelola", WORDS.private_only) == WORDS.private_only
    api.says(group.person, document={"file_id": "f", "file_unique_id": "f", "file_name": "a.pdf", "file_size": 1},
             reply_to_message=last(api, group.person.place))  # fmt: skip
    api.wait_until(lambda: last(api, group.person.place)["text"] == WORDS.upload_private, "where to send it")


@pytest.mark.parametrize(
    ("said", "level"),
    [("Kab.", "kabupaten"), ("PROV", "provinsi"), (" kota ", "kota"), ("Nasional", "nasional"), ("desa", "")],
)
def test_a_level_is_known_however_it_is_written(said: str, level: str) -> None:
    assert [wording(code).level_of(said) for code in ("id", "en")] == [level, level]


def test_a_kind_that_a_person_says_is_the_documents() -> None:
    draft = Draft(
        key="k", who="7", name="a", file="a", profile="peraturan", sure=0.9, values={"title": "A"}, missing=(),
        choices={"peraturan": 0.9, "tupoksi": 0.4},
    )  # fmt: skip
    told = draft.telling({"profile": "tupoksi", "aliases": "NTB,  Bumi Gora ,"})
    assert (told.profile, told.sure, told.entry("").aliases) == ("tupoksi", 0.4, ("NTB", "Bumi Gora"))
