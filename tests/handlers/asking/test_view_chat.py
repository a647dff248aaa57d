"""Views in the chat: a command shows one, its buttons turn it into others, files come as they were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from answers import SmallEngine
from botapi import BOT, BotApi, Person
from running import replies, running_bot, sent, settled

from corpus.manifest import DOCUMENTS
from handlers.rendering.text import plain
from handlers.start import help_text
from handlers.wording import wording
from index.engine import Engine
from index.views import VIEWS
from index.views.view import Choice, Row, View

_ids = count(30_000)
LONG = "ketentuan yang panjang " * 30


class Views(SmallEngine):
    """Shows the real views; one is long, of one what it shows can be taken away, one is broken."""

    def __init__(self, shipped: Engine) -> None:
        super().__init__()
        self.shipped = shipped

    def view(self, name: str, argument: str, language: str) -> View:
        if "rusak" in argument:
            raise RuntimeError(f"can't show {argument}")
        if name == "limits" and argument.startswith("panjang"):
            rows = tuple(Row(cells=(f"{at}. {LONG}",), data={}) for at in range(20))
            ways = (Choice(label="Semua", view="limits", argument=""),)
            return View(name=name, language=language, title="Panjang", rows=rows, choices=ways)
        return self.shipped.view(name, argument, language)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture(scope="module")
def bot(api: BotApi, shipped: Engine) -> Iterator[Views]:
    engine = Views(shipped)
    with running_bot(api, engine):
        yield engine


@pytest.fixture
def anna(bot: Views) -> Person:
    """Somebody whom the bot hasn't met, so that no test sees another's chat."""
    return Person(id=next(_ids))


@pytest.fixture
def member(bot: Views) -> Person:
    """Somebody in a group that the bot hasn't met."""
    number = next(_ids)
    return Person(id=number, chat=-number)


def buttons(api: BotApi, person: Person) -> dict[str, str]:
    """The buttons under the last message of the chat: data by label."""
    _, message = max(item for item in api.chats.messages.items() if item[0][0] == person.place)
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}


def last(api: BotApi, person: Person) -> int:
    """The id of the bot's last message in the chat."""
    return max(number for chat, number in api.chats.messages if chat == person.place)


def press(api: BotApi, person: Person, data: str, **more: Any) -> str:
    """Press a button under the last message; gives the notice, "" for none, once the press is answered."""
    query = api.presses(person, last(api, person), data, **more)
    answered = {"callback_query_id": query}

    def notices() -> list[dict[str, Any]]:
        made = [call.params for call in api.made("answerCallbackQuery")]
        return [params for params in made if answered.items() <= params.items()]

    api.wait_until(lambda: bool(notices()), "an answer to the press")
    (params,) = notices()
    assert params.get("show_alert", False) == ("text" in params)
    return str(params.get("text", ""))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        pytest.param("/batas", "Batas jumlah unit\n\nDinas", id="indonesian"),
        pytest.param("/limits", "Limits on the number of units\n\nOffice", id="english"),
        pytest.param("/batas@tanyapasal_bot provinsi", "Batas jumlah unit\n\nDinas", id="by-name"),
        pytest.param("/BATAS\nprovinsi  tipe A", "Batas jumlah unit\n\nDinas  Unit        Jml Pasal\nProv", id="lines"),
        pytest.param("/pasal 12 3", "Pasal 12 ayat (3) Permenkominfo 14/2016\n\nBidang sebagaimana", id="clause"),
        pytest.param("/definisi asn", "Istilah dan artinya\n\nAparatur Sipil Negara (ASN)\n", id="term"),
        pytest.param("/dokumen", "Dokumen saya\n\nPermenkominfo 14/2016: ", id="documents"),
        pytest.param("/documents", "My documents\n\nPermenkominfo 14/2016: ", id="documents-in-english"),
        pytest.param("/pasal 99", "Permenkominfo 14/2016 memuat 24 pasal; pasal 99 tidak ada.", id="unknown-clause"),
        pytest.param("/definisi <b>&", "“<b>&” tidak diberi arti dalam dokumen saya.", id="unknown-term"),
        pytest.param("/pasal " + "x" * 4000, "“xxxx", id="long-argument"),
    ],
)
def test_a_command_shows_its_view(api: BotApi, anna: Person, text: str, begins: str) -> None:
    api.says(anna, text)
    assert replies(api, anna)[0].startswith(begins)
    assert "reply_parameters" not in sent(api, anna)[0]


def test_a_table_is_of_fixed_width_and_a_clause_is_quoted(api: BotApi, anna: Person) -> None:
    api.says(anna, "/batas provinsi tipe A")
    api.says(anna, "/pasal 12 3")
    replies(api, anna, 2)
    table, clause = (params["text"] for params in sent(api, anna))
    assert "<pre>Dinas" in table
    assert "<blockquote>Bidang sebagaimana" in clause


def test_only_the_first_of_duties_in_one_place_is_cited_in_full(shipped: Engine) -> None:
    view = shipped.view("duties", "seksi aplikasi", "id")
    lines, place = plain(view).splitlines(), view.rows[0].citations[0].label
    assert [lines.count(text) for text in (place, "tugas angka 1", "tugas angka 2")] == [1, 1, 1]


def test_the_formal_citation_is_one_block_to_copy(api: BotApi, anna: Person, shipped: Engine) -> None:
    api.says(anna, "/pasal 12 3")
    unit = shipped.knowledge.store.by_id("pm-14-2016/pasal-12/ayat-3")
    assert unit is not None
    assert replies(api, anna)[0].split("\n\n")[-1] == unit.formal


def test_a_button_turns_the_message_into_what_it_names(api: BotApi, anna: Person) -> None:
    api.says(anna, "/batas")
    (before,) = replies(api, anna)
    assert list(buttons(api, anna)) == ["Provinsi", "Kabupaten/Kota"]
    assert press(api, anna, buttons(api, anna)["Provinsi"]) == ""
    (narrowed,) = api.shown(anna.place)
    assert len(narrowed) < len(before)
    assert press(api, anna, buttons(api, anna)["Tipe B"]) == ""
    (one,) = api.shown(anna.place)
    assert {line.split()[1] for line in one.splitlines() if line.startswith("Prov")} == {"B"}
    assert set(buttons(api, anna)) == {"Tipe A", "Tipe C", "Semua batas"}
    assert len(sent(api, anna)) == 1


def test_a_button_keeps_the_language_of_its_view(api: BotApi, anna: Person) -> None:
    api.says(anna, "/limits")
    replies(api, anna)
    assert press(api, anna, buttons(api, anna)["Provincial"]) == ""
    assert api.shown(anna.place)[0].startswith("Limits on the number of units")


def test_a_button_pressed_twice_changes_nothing_and_is_answered(api: BotApi, anna: Person) -> None:
    api.says(anna, "/pasal 12")
    before = replies(api, anna)
    assert press(api, anna, "v:clauses:pm-14-2016/pasal-12") == ""
    assert api.shown(anna.place) == before
    assert len(sent(api, anna)) == 1


def test_buttons_work_after_a_restart(api: BotApi, shipped: Engine) -> None:
    with BotApi() as other:
        anna = Person(id=1)
        with running_bot(other, Views(shipped)):
            other.says(anna, "/pasal 12")
            replies(other, anna)
        with running_bot(other, Views(shipped)):
            assert press(other, anna, buttons(other, anna)["Pasal 13 ›"]) == ""
            assert other.shown(anna.place)[0].startswith("Pasal 13 ")


def test_a_message_too_old_to_be_told_of_is_turned_too(api: BotApi, anna: Person) -> None:
    api.says(anna, "/pasal 12")
    replies(api, anna)
    assert press(api, anna, buttons(api, anna)["Pasal 13 ›"], old=True) == ""
    assert api.shown(anna.place)[0].startswith("Pasal 13 ")


@pytest.mark.parametrize("old", [False, True])
def test_a_message_that_cannot_be_edited_is_sent_anew_with_its_buttons(api: BotApi, anna: Person, old: bool) -> None:
    api.says(anna, "/pasal 12")
    replies(api, anna)
    api.fail("editMessageText", 400, description="Bad Request: message can't be edited")
    assert press(api, anna, "v:clauses:13", old=old) == ""
    (shown,) = api.shown(anna.place)
    assert shown.startswith("Pasal 13 ")
    assert "Pasal 14 ›" in buttons(api, anna)


@pytest.mark.parametrize(
    ("data", "notice"),
    [
        pytest.param("v:horoscopes:", wording("id").view_gone, id="view"),
        pytest.param("ven:horoscopes:", wording("en").view_gone, id="view-in-english"),
        pytest.param("v:clauses:99", "Permenkominfo 14/2016 memuat 24 pasal; pasal 99 tidak ada.", id="argument"),
        pytest.param("v:definitions:" + "x" * 40, f"“{'x' * 40}” tidak diberi arti dalam dokumen saya.", id="term"),
        pytest.param("vxyz", wording("id").view_gone, id="malformed"),
        pytest.param("old:1", wording("id").view_gone, id="of-a-former-version"),
        pytest.param("f:uu-14-2008", wording("id").file_gone, id="document"),
        pytest.param("f:../manifest.yaml", wording("id").file_gone, id="path"),
    ],
)
def test_a_button_to_what_is_gone_says_so_and_leaves_the_message(
    api: BotApi, anna: Person, data: str, notice: str
) -> None:
    api.says(anna, "/pasal 12")
    before = replies(api, anna)
    assert press(api, anna, data) == notice
    assert api.shown(anna.place) == before


def test_a_button_that_fails_is_answered_and_the_chat_is_told(api: BotApi, anna: Person) -> None:
    api.says(anna, "/pasal 12")
    replies(api, anna)
    assert press(api, anna, "v:clauses:rusak") == ""
    assert settled(api, anna)[1:] == [wording("id").failed]


def test_a_press_too_old_to_be_answered_still_turns_the_message(api: BotApi, anna: Person) -> None:
    api.says(anna, "/pasal 12")
    replies(api, anna)
    number = last(api, anna)
    api.fail("answerCallbackQuery", 400, description="Bad Request: query is too old and response timeout expired")
    api.presses(anna, number, "v:clauses:13")
    assert [text.splitlines()[0] for text in settled(api, anna)] == ["Pasal 13 Permenkominfo 14/2016"]


def test_a_long_view_is_turned_page_by_page_its_buttons_always_under_it(api: BotApi, anna: Person) -> None:
    api.says(anna, "/batas panjang")
    (first,) = replies(api, anna)
    assert list(buttons(api, anna)) == ["2/4 »", "Semua"]
    pages = [first]
    for label in ("2/4 »", "3/4 »", "4/4 »"):
        assert press(api, anna, buttons(api, anna)[label]) == ""
        pages += api.shown(anna.place)
    assert list(buttons(api, anna)) == ["« 3/4", "Semua"]
    assert [line.split(".")[0] for line in "\n".join(pages).splitlines() if ". " in line] == list(map(str, range(20)))


def test_a_button_without_room_for_what_it_opens_has_a_key_to_it(api: BotApi, anna: Person) -> None:
    api.says(anna, "/batas panjang " + "x" * 60)
    (first,) = replies(api, anna)
    turn = buttons(api, anna)["2/4 »"]
    assert turn.startswith("k:")
    assert press(api, anna, turn) == ""
    (second,) = api.shown(anna.place)
    assert second != first
    assert press(api, anna, "k:tidak-ada-ku") == wording("id").view_gone


def test_a_file_comes_as_it_was_read_with_its_title(api: BotApi, anna: Person, shipped: Engine) -> None:
    api.says(anna, "/dokumen")
    replies(api, anna)
    for document in shipped.knowledge.store.documents:
        assert press(api, anna, f"f:{document.entry.id}") == ""
        assert api.files[-1] == (document.entry.file, (DOCUMENTS / document.entry.file).read_bytes())
        assert api.made("sendDocument")[-1].params["caption"] == document.entry.title
    assert list(buttons(api, anna)) == []  # the file is the last message now


def test_the_documents_view_has_a_button_for_each_file(api: BotApi, anna: Person) -> None:
    api.says(anna, "/dokumen")
    replies(api, anna)
    files = {"📎 Permenkominfo 14/2016": "f:pm-14-2016", "📎 Tupoksi Bidang TIK NTB": "f:tupoksi-tik-ntb"}
    assert buttons(api, anna) == files


@pytest.mark.parametrize("content", [pytest.param(None, id="gone"), pytest.param("lain", id="changed")])
def test_a_file_that_is_not_what_was_read_is_not_sent(shipped: Engine, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "permenkominfo-14-2016.md").write_text(content, encoding="utf-8")
    with BotApi() as api, running_bot(api, Views(shipped), documents=tmp_path):
        anna = Person(id=1, language="en")
        api.says(anna, "/documents")
        replies(api, anna)
        assert press(api, anna, "f:pm-14-2016") == wording("en").file_gone
        assert api.files == []


def test_in_a_group_a_view_replies_to_its_command(api: BotApi, member: Person) -> None:
    number = api.says(member, "/pasal 12")
    replies(api, member)
    assert sent(api, member)[0]["reply_parameters"]["message_id"] == number
    assert press(api, member, buttons(api, member)["Pasal 13 ›"]) == ""
    assert api.shown(member.place)[0].startswith("Pasal 13 ")


def test_in_a_group_a_file_replies_to_the_view(api: BotApi, member: Person) -> None:
    api.says(member, "/dokumen")
    replies(api, member)
    number = last(api, member)
    assert press(api, member, "f:pm-14-2016") == ""
    assert api.made("sendDocument")[-1].params["reply_parameters"]["message_id"] == number


def test_in_a_forum_a_view_stays_in_its_topic(api: BotApi, member: Person) -> None:
    forum = replace(member, forum=True)
    api.says(forum, "/pasal 12", message_thread_id=77, is_topic_message=True)
    replies(api, forum)
    assert sent(api, forum)[0]["message_thread_id"] == 77


def test_another_bots_command_is_left_to_it(api: BotApi, member: Person) -> None:
    api.says(member, "/pasal@kawan_bot 12")
    api.says(member, f"/pasal@{BOT['username']} 12")
    assert [text.splitlines()[0] for text in settled(api, member)] == ["Pasal 12 Permenkominfo 14/2016"]


def test_who_may_not_ask_may_not_press(shipped: Engine) -> None:
    with BotApi() as api, running_bot(api, Views(shipped), allow_users=frozenset({1})):
        anna, budi = Person(id=1, chat=-9), Person(id=2, chat=-9)
        api.says(anna, "/pasal 12")
        before = replies(api, anna)
        assert press(api, budi, "v:clauses:13") == wording("id").not_allowed
        assert press(api, budi, "f:pm-14-2016") == wording("id").not_allowed
        assert (api.shown(-9), api.files) == (before, [])
        assert press(api, anna, "v:clauses:13") == ""


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_help_names_every_view(language: str) -> None:
    text = help_text(language)
    assert all(f"/{spec.commands[language]} – " in text for spec in VIEWS)
    assert "{" not in text
    assert len(text) < 4096
