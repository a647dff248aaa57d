"""Charts and records in the chat and on the command line: a picture within the limits, a record over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import docx
import pytest
from botapi import BOT, BotApi, Person
from program import Program
from running import replies, running_bot

from corpus.errors import PictureError
from handlers.rendering.picture import WIDTH, Pictures, size_of
from handlers.wording import wording
from index.engine import Engine

NAME = f"@{BOT['username']}"
PNG = b"\x89PNG"
_ids = count(70_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")


@pytest.fixture(scope="module")
def api(shipped: Engine, folder: Path) -> Iterator[BotApi]:
    with BotApi() as running, running_bot(running, shipped, data=folder):
        yield running


@pytest.fixture
def anna() -> Person:
    return Person(id=next(_ids))


@pytest.fixture
def member() -> Person:
    number = next(_ids)
    return Person(id=number, chat=-number)


def files(api: BotApi, ending: bytes) -> list[bytes]:
    return [content for _, content in api.files if content.startswith(ending)]


def posted(api: BotApi, person: Person, method: str) -> list[dict[str, Any]]:
    return [call.params for call in api.made(method) if call.params["chat_id"] == person.place]


def test_a_chart_comes_as_a_photo_and_in_words(api: BotApi, anna: Person) -> None:
    api.says(anna, "/bagan kota tipe B")
    under, words = replies(api, anna, 2)
    assert under.startswith("Dinas Kabupaten/Kota Tipe B")
    assert "Belum diperiksa apakah masih berlaku." in under
    assert "Subbidang/Seksi 3: penyelenggaraan Government Chief Information Officer" in words
    (photo,) = posted(api, anna, "sendPhoto")
    *types, (file,) = photo["reply_markup"]["inline_keyboard"]
    assert len(types) == 3
    width, height = size_of(files(api, PNG)[-1])
    assert width == WIDTH
    assert width + height <= 10_000
    number = min(number for place, number in api.chats.messages if place == anna.place)
    api.presses(anna, number, file["callback_data"])
    replies(api, anna, 3)
    assert files(api, PNG)[-1] == files(api, PNG)[-2]
    assert len(posted(api, anna, "sendDocument")) == 1


def test_a_chart_that_fits_its_caption_needs_no_second_message(
    api: BotApi, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.says(anna, "/bagan kota tipe C")
    replies(api, anna, 2)
    monkeypatch.setattr("handlers.asking.view_chat.caption", lambda chart: (chart.title, True))
    api.says(anna, "/bagan")
    api.says(anna, "/bagan planet")
    assert replies(api, anna, 4)[2:] == ["Provinsi NTB", wording("id").chart_none]


def test_a_button_leads_to_another_chart(api: BotApi, anna: Person) -> None:
    api.says(anna, "/chart planet")
    replies(api, anna)
    shown = posted(api, anna, "sendMessage")[-1]
    assert shown["text"] == wording("en").chart_none
    data = shown["reply_markup"]["inline_keyboard"][0][1]["callback_data"]
    number = max(number for place, number in api.chats.messages if place == anna.place)
    api.presses(anna, number, data)
    assert replies(api, anna, 3)[1].startswith("Dinas Provinsi Tipe B")
    api.wait("answerCallbackQuery")


def test_in_a_group_a_chart_is_a_reply(api: BotApi, member: Person) -> None:
    number = api.says(member, f"/bagan{NAME} provinsi A")
    replies(api, member, 2)
    (photo,) = posted(api, member, "sendPhoto")
    assert photo["reply_parameters"]["message_id"] == number


def test_a_photo_that_is_refused_is_given_in_words(api: BotApi, anna: Person) -> None:
    api.fail("sendPhoto", 400, description="Bad Request: PHOTO_INVALID_DIMENSIONS")
    api.says(anna, "/bagan provinsi C")
    (words,) = replies(api, anna)
    assert "Kelompok Jabatan Fungsional" in words
    assert posted(api, anna, "sendPhoto") == []


def test_a_picture_that_fails_is_given_in_words(api: BotApi, anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Pictures, chart: object) -> bytes:
        raise PictureError("a picture can't be drawn")

    monkeypatch.setattr(Pictures, "chart", fail)
    api.says(anna, "/bagan provinsi B")
    (words,) = replies(api, anna)
    assert "Kelompok Jabatan Fungsional" in words


def test_a_picture_too_tall_for_a_photo_is_a_file(api: BotApi, anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.asking.view_chat.LONGEST_SUM", 2000)
    api.says(anna, "/bagan provinsi B")
    replies(api, anna, 2)
    assert len(posted(api, anna, "sendDocument")) == 1


def test_a_record_has_the_answers_given_in_its_chat(api: BotApi, anna: Person, member: Person) -> None:
    api.says(anna, "isi pasal 11")  # before it is begun
    replies(api, anna)
    for person in (anna, member):
        api.says(person, f"/rapat{NAME} Rapat {person.id}")
    began = replies(api, anna, 2)[-1]
    assert began == wording("id").meeting_began(title=f"Rapat {anna.id}")
    api.says(anna, "isi pasal 12")
    api.says(anna, "berapa gaji kepala dinas")
    api.says(member, f"{NAME} isi pasal 13")
    replies(api, anna, 4)
    replies(api, member, 2)
    api.says(anna, "/rapat selesai")
    *_, text, under = replies(api, anna, 6)
    assert "Pasal 12 Peraturan Menteri" in text
    assert not any(other in text for other in ("Pasal 11 Peraturan", "Pasal 13 Peraturan"))
    assert under == wording("id").meeting_file(title=f"Rapat {anna.id}", count=1)
    paragraphs = [paragraph.text for paragraph in docx.Document(BytesIO(files(api, b"PK")[-1])).paragraphs]
    assert "(3) Bidang sebagaimana dimaksud pada ayat (1) terdiri atas paling banyak 3 (tiga) seksi." in paragraphs
    api.says(anna, "/rapat selesai")
    assert replies(api, anna, 7)[-1] == wording("id").meeting_none


def test_an_edited_question_is_in_the_record_as_edited(api: BotApi, anna: Person) -> None:
    api.says(anna, "/rapat")
    number = api.says(anna, "isi pasal 12")
    replies(api, anna, 2)
    api.edits(anna, number, "isi pasal 14")
    api.wait_until(lambda: "Pasal 14" in api.shown(anna.place)[1], "the edited answer")
    api.says(anna, "/rapat selesai")
    text = replies(api, anna, 4)[2]
    assert "Pasal 14 Peraturan Menteri" in text
    assert "Pasal 12 Peraturan" not in text


def test_a_record_can_be_dropped_and_be_empty(api: BotApi, anna: Person) -> None:
    texts = ["/rapat batal", "/rapat Satu", "/rapat", "/rapat batal", "/rapat Tiga", "/rapat SELESAI"]
    for text in texts:
        api.says(anna, text)
    shown = replies(api, anna, len(texts))
    words = wording("id")
    assert shown[0] == words.meeting_none
    assert shown[2] == words.meeting_running(title="Satu", count=0)
    assert shown[3] == words.meeting_dropped
    assert shown[5] == words.meeting_empty


def test_a_record_survives_a_restart_and_a_failed_delivery(shipped: Engine, tmp_path: Path, anna: Person) -> None:
    with BotApi() as api:
        with running_bot(api, shipped, data=tmp_path):
            api.says(anna, "/meeting Budget")
            api.says(anna, "isi pasal 12")
            replies(api, anna, 2)
        with running_bot(api, shipped, data=tmp_path):
            api.fail("sendDocument", 400, description="Bad Request: file is too big")
            api.says(anna, "/rapat selesai")
            replies(api, anna, 4)
            api.says(anna, "/rapat selesai")
            assert replies(api, anna, 6)[-1] == wording("id").meeting_file(title="Budget", count=1)


@pytest.fixture
def program(tmp_path: Path, shipped_data: Path) -> Program:
    return Program(tmp_path, shipped_data)


def test_the_program_draws_a_chart_and_a_view(program: Program, tmp_path: Path) -> None:
    for command in (["chart", "kota", "tipe", "A"], ["limits"]):
        assert program.run(*command, "--png", "a.png") == ("", "")
        assert size_of((tmp_path / "a.png").read_bytes())[0] == WIDTH


def test_the_program_tells_what_it_can_not(program: Program) -> None:
    for command in (["chart", "planet"], ["chart", "--png", "no/a.png"], ["meeting", "--questions", "none.txt"]):
        output, errors = program.run(*command, status=1)
        assert (output, len(errors.splitlines())) == ("", 1)


def test_the_program_writes_a_record(program: Program, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text(
        "\ufeffberapa bidang di dinas provinsi tipe A?\n\nkalau tipe B?\ngaji?\n", encoding="utf-8"
    )
    asked = ("meeting", "--title", "Rapat", "--questions", "q.txt")
    assert program.run(*asked, "--docx", "nota.docx") == ("", "4 clauses from 2 of 3 questions\n")
    texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / "nota.docx")).paragraphs]
    assert any(text.startswith("Pasal 11 ayat (2) Peraturan Menteri") for text in texts)
    assert "Pasal 11 ayat (2) Peraturan Menteri" in program.run(*asked)[0]


def test_a_record_that_holds_nothing_yet_is_given_another_name(api: BotApi, anna: Person) -> None:
    for text in ("/rapat", "/rapat Penataan dinas"):
        api.says(anna, text)
    shown = replies(api, anna, 2)
    assert shown[1] == wording("id").meeting_began(title="Penataan dinas")
