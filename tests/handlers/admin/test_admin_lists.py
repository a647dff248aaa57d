"""Long lists of an admin fit what Telegram takes: 300 documents with long titles, 400 synonyms, 60 questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from botapi import BOT, BotApi, Person
from pressing import keys, last, press
from running import running_bot

from handlers.wording import wording
from index.engine import Engine
from index.office.office import Office, now
from index.office.questions import Question, Questions, new_key
from index.office.synonyms import Synonym, Synonyms
from index.publishing.generations import open_engine

WORDS = wording("id")
ADMIN, ANNA = Person(id=7), Person(id=70)
HOME = "diskominfotik-ntb"
COUNT = 300
LONG = "Penyelenggaraan Urusan Pemerintahan Bidang Komunikasi & Informatika <Daerah> 🏛 " * 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A documents folder with 300 small regulations."""
    folder = tmp_path_factory.mktemp("many") / "documents"
    folder.mkdir()
    entries = []
    for number in range(1, COUNT + 1):
        (folder / f"perda-{number}.txt").write_text(f"Pasal 1\nTaman nomor {number} buka setiap hari.\n")
        entries.append({"id": f"perda-{number}", "file": f"perda-{number}.txt", "profile": "peraturan",
                        "title": f"{LONG}{number}", "short": f"Perda {number} {LONG}", "office": HOME})  # fmt: skip
    entries[1] |= {"id": f"perda-{'panjang-' * 10}2"}
    (folder / "manifest.yaml").write_text(yaml.safe_dump({"documents": entries}, allow_unicode=True))
    return folder


@pytest.fixture(scope="module")
def many(folder: Path) -> Engine:
    return open_engine(folder.parent / "data", HOME, folder)


@pytest.fixture
def api(many: Engine, folder: Path) -> Iterator[BotApi]:
    given = {"data": folder.parent / "data", "documents": folder, "home_office": HOME}
    settings: dict[str, Any] = given | {"admins": frozenset({ADMIN.id}), "questions_a_minute": 1000}
    with BotApi() as api, running_bot(api, many, **settings):
        yield api


def says(api: BotApi, person: Person, text: str) -> str:
    before = len(api.made("sendMessage"))
    api.says(person, text)
    api.wait_until(lambda: len(api.made("sendMessage")) > before, f"an answer to {text!r}", 30)
    return str(last(api, person.place)["text"])


def walked(api: BotApi, mark: str) -> list[str]:
    """The texts of all pages from the last message on, by the button whose label has the mark."""
    pages = [str(last(api, ADMIN.place)["text"])]
    while label := next((label for label in keys(api, ADMIN.place) if mark in label), ""):
        assert press(api, ADMIN, keys(api, ADMIN.place)[label]) == ""
        api.wait_until(lambda: str(last(api, ADMIN.place)["text"]) != pages[-1], f"the page behind {label}")
        pages.append(str(last(api, ADMIN.place)["text"]))
        assert len(pages) <= COUNT
    return pages


def test_400_synonyms_are_turned_page_by_page(api: BotApi, folder: Path) -> None:
    office = Office(folder.parent / "data")
    for number in range(400):
        Synonyms(office).teach(Synonym(word=f"kata{number:03} {'😀' * 60}x", meaning=f"taman {'nomor ' * 11}"), "7")
    office.close()
    assert says(api, ADMIN, "/sinonim").startswith("Sinonim yang diajarkan")
    pages = walked(api, " »")
    assert [sum(f"kata{number:03} " in page for page in pages) for number in range(400)] == [1] * 400
    back = next(label for label in keys(api, ADMIN.place) if label.startswith("⏮"))
    assert press(api, ADMIN, keys(api, ADMIN.place)[back]) == ""
    api.wait_until(lambda: "kata000" in str(last(api, ADMIN.place)["text"]), "the first page")


def test_300_documents_are_turned_page_by_page_to_manage_them(api: BotApi) -> None:
    assert says(api, ADMIN, "/kelola").startswith("Dokumen")
    pages = walked(api, " »")
    assert [sum(f"Perda {number} Peny" in page for page in pages) for number in range(1, COUNT + 1)] == [1] * COUNT


def test_300_documents_are_shown_page_by_page_each_with_its_way_to_be_managed(api: BotApi) -> None:
    assert says(api, ADMIN, "/dokumen").startswith("Dokumen saya")
    managed = [label for label in keys(api, ADMIN.place) if label.startswith("⚙ Perda")]
    assert len(managed) > 1
    assert press(api, ADMIN, keys(api, ADMIN.place)[managed[1]]) == ""  # its id is longer than a button's data
    api.wait_until(lambda: WORDS.managed_retire in keys(api, ADMIN.place), "its card")
    assert str(last(api, ADMIN.place)["text"]).startswith("Perda 2 ")
    says(api, ADMIN, "/dokumen")
    walked(api, "› ")
    assert any(label.startswith(f"⚙ Perda {COUNT} ") for label in keys(api, ADMIN.place))
    assert press(api, ADMIN, keys(api, ADMIN.place)[WORDS.manage_all]) == ""
    api.wait_until(lambda: str(last(api, ADMIN.place)["text"]).startswith("Dokumen\n"), "the list")


def test_only_an_admin_alone_manages_from_the_documents(api: BotApi, folder: Path) -> None:
    says(api, ADMIN, "/dokumen perda-7")
    (way,) = [label for label in keys(api, ADMIN.place) if label.startswith("⚙")]
    forwarded = str(keys(api, ADMIN.place)[way]["callback_data"])
    assert forwarded == "m:s:perda-7"
    says(api, ANNA, "/dokumen perda-7")
    assert [label[:1] for label in keys(api, ANNA.place)] == ["📎"]
    for data in (forwarded, "m:r:perda-7", "m:l:1"):
        assert press(api, ANNA, data) == WORDS.admins_only
    group = Person(id=ADMIN.id, chat=-100_7)
    says(api, group, "/dokumen perda-7")
    assert [label[:1] for label in keys(api, group.place)] == ["📎"]
    for command in ("/tak_terjawab", "/status", "/kelola", "/rollback", "/cadangan", "/sinonim", "/reindeks"):
        assert says(api, group, command) == WORDS.private_only
        assert keys(api, group.place)[WORDS.private_open]["url"] == f"https://t.me/{BOT['username']}"
    for data in (forwarded, "ql:1", "yl:1", "r:0"):  # of messages sent when they still were for groups
        assert press(api, group, data) == WORDS.private_only
    assert says(api, group, "/statistik").startswith("Pertanyaan per hari")
    office = Office(folder.parent / "data")
    assert [row["what"] for row in office.rows("SELECT * FROM audit") if row["action"] == "refused"] == ["button"] * 3
    office.close()


def test_many_long_questions_and_the_state_of_the_bot_fit(api: BotApi, folder: Path) -> None:
    office = Office(folder.parent / "data")
    questions = Questions(office, 90)
    for number in range(60):
        asked = Question(
            key=new_key(), place="", message=number, text=f"zabra{number:03} " + "ꦧ😀 " * 200, language="id", level="",
            type="", previous="", answered=False, hits=(), messages=(), at=now(),
        )  # fmt: skip
        questions.put(asked, "70:", "70")
    office.close()
    says(api, ADMIN, "/tak_terjawab")
    api.wait_until(lambda: any(text.startswith("Tanpa") for text in api.shown(ADMIN.place)), "the list", 30)
    pages = walked(api, " »")
    assert [sum(f"zabra{number:03} " in page for page in pages) for number in range(60)] == [1] * 60
    assert f"dan {COUNT - 20} lainnya" in says(api, ADMIN, "/status")
    assert says(api, ADMIN, "/statistik").startswith("Pertanyaan per hari")
