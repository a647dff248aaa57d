"""The code of the day on the data folders that releases left: nothing is lost, old buttons and links lead on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from botapi import BotApi
from pressing import press
from release import (
    ADMIN,
    ANNA,
    BUDI,
    CITRA,
    DEWI,
    EKA,
    OTHER,
    PEOPLE,
    RELEASES,
    SETTINGS,
    Talk,
    remember,
    sent_by,
    tables,
    unpack,
)  # fmt: skip
from running import running_bot

from bot.config import Settings
from handlers.wording import wording
from index.publishing.generations import open_engine

WORDS = wording("id")
THERE = "di Tanjung Melati"
OPEN, RETIRED = "Perbup Tanjung Melati 7/2030", "Perbup Tanjung Melati 8/2030"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A release's data folder under today's bot: its rows before today's code saw them, what its bot had sent."""

    talk: Talk
    data: Path
    before: dict[str, list[tuple[Any, ...]]]
    sent: dict[str, Any]

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        return tables(self.data)[table]


@pytest.fixture(scope="module", params=RELEASES, ids=lambda path: str(path.name))
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    release: Path = request.param
    data = unpack(release, tmp_path_factory.mktemp("upgrade"))
    before, sent = tables(data), sent_by(release)
    with BotApi(token=SETTINGS["token"]) as api:
        remember(api, sent)
        with running_bot(api, open_engine(data, Settings().home_office), data=data, **SETTINGS):
            yield Upgraded(Talk(api), data, before, sent)


def is_led(shown: str, leads: dict[str, str]) -> bool:
    """Whether what a chat shows is what was to be led to: a clause's text, a sentence by its name, a beginning."""
    if "says" in leads:
        return shown in {str(getattr(wording(code), leads["says"])) for code in ("id", "en")}
    if "quote" in leads:
        return leads["quote"] in " ".join(shown.split())
    return shown.startswith(leads["begins"])


def test_there_is_a_folder_and_it_holds_what_people_left() -> None:
    assert RELEASES
    for release in RELEASES:
        sent = sent_by(release)
        kinds = Counter(next(iter(row["leads"]), "") for row in [*sent["buttons"], *sent["links"]])
        assert kinds["quote"] > 40
        assert kinds["says"] >= 5


def test_every_row_is_there(upgraded: Upgraded) -> None:
    now = tables(upgraded.data)
    lost = {name: set(rows) - set(now.get(name, ())) for name, rows in upgraded.before.items()}
    assert {name: rows for name, rows in lost.items() if rows} == {}
    assert all(upgraded.before[name] for name in upgraded.before)  # a table without a row would show nothing


def test_old_buttons_lead_where_they_led_or_say_what_became_of_it(upgraded: Upgraded) -> None:
    buttons = [row for row in upgraded.sent["buttons"] if row["leads"]]
    shown = {row["data"]: upgraded.talk.led(PEOPLE[row["chat"]], row["message"], row["data"]) for row in buttons}
    leads = {row["data"]: row["leads"] for row in buttons}
    assert {data: text for data, text in shown.items() if not is_led(text, leads[data])} == {}


def test_old_links_open_their_clauses_or_say_that_these_are_gone(upgraded: Upgraded) -> None:
    links = {row["payload"]: row["leads"] for row in upgraded.sent["links"]}
    shown = {payload: upgraded.talk.says(ANNA, f"/start {payload}") for payload in links}
    assert {payload: text for payload, text in shown.items() if not is_led(text, links[payload])} == {}


def test_the_documents_answer_as_admins_left_them(upgraded: Upgraded) -> None:
    says = upgraded.talk.says
    assert "6 (enam) hari" in says(ANNA, f"berapa lama peminjaman buku {THERE}?")
    assert says(ANNA, f"siapa yang menyimpan naskah kuno {THERE}?").startswith("Seksi Naskah")
    assert "rotan disewakan" not in says(ANNA, f"berapa lama sewa lapak anyaman rotan {THERE}?")
    assert RETIRED not in says(ANNA, "/dokumen", "Dokumen")
    upgraded.talk.says(ADMIN, "/kelola", "Dokumen")
    assert f"\nKeadaan: {WORDS.states['yes']}" in upgraded.talk.presses(ADMIN, OPEN, OPEN)


def test_settings_are_obeyed(upgraded: Upgraded) -> None:
    assert upgraded.talk.says(BUDI, "berapa bidang?").startswith("Paling banyak 2 bidang — Dinas kabupaten/kota tipe C")
    assert upgraded.talk.says(CITRA, "berapa bidang di dinas provinsi tipe A?").startswith("At most 4")


def test_synonyms_are_understood(upgraded: Upgraded) -> None:
    for asks, word, section in ((ANNA, "pusling", "Seksi Mobil Keliling"), (EKA, "krobongan", "Seksi Naskah Kuno")):
        assert upgraded.talk.says(asks, f"siapa yang mengurus {word} {THERE}?").startswith(section)
    told = upgraded.talk.says(ADMIN, "/sinonim", "Sinonim")
    assert all(f"{word} = {meaning}" in told for word, meaning, *_ in upgraded.before["synonyms"])


def test_votes_are_counted_and_may_be_changed(upgraded: Upgraded) -> None:
    good, bad = (WORDS.answer_good, WORDS.answer_bad)
    told = upgraded.talk.says(ADMIN, "/status", "Indeks")
    assert f"{good.lower()} 1, {bad.lower()} 1" in told.lower()
    (liked,) = (row[0] for row in upgraded.before["votes"] if row[2] == "up")
    button = next(row for row in upgraded.sent["buttons"] if row["data"] == f"a:{liked}:n")
    assert press(upgraded.talk.api, ANNA, button["data"], number=button["message"]) == WORDS.vote_why
    assert Counter(row[2] for row in upgraded.rows("votes")) == {"down": 2}


def test_what_was_dismissed_stays_so_and_what_is_unanswered_waits(upgraded: Upgraded) -> None:
    told = upgraded.talk.says(ADMIN, "/tak_terjawab", "Tanpa jawaban")
    assert "kwetingan" in told
    assert "zabrakadabra" not in told


def test_the_meeting_goes_on_and_ends_with_its_earlier_clauses(upgraded: Upgraded) -> None:
    upgraded.talk.says(DEWI, "@tanyapasal_bot isi pasal 15 ayat 3")
    told = upgraded.talk.says(DEWI, "/rapat@tanyapasal_bot selesai", "Nota dinas")
    assert "Penataan layanan baca" in told
    shown = "\n".join(upgraded.talk.api.shown(DEWI.place)[-4:])
    assert "Peminjaman buku paling lama 6 (enam) hari" in shown
    assert "Pasal 12 Permenkominfo 14/2016" in shown
    assert "Pasal 15 ayat (3)" in shown
    assert "perbup-tanjung-melati-8-2030/pasal-2" in shown  # which is gone


def test_what_waited_can_be_gone_on_with_or_dropped(upgraded: Upgraded) -> None:
    talk = upgraded.talk
    mine = next(row for row in upgraded.sent["buttons"] if row["data"].endswith(":p") and row["chat"] == ADMIN.place
                and row["data"].split(":")[1] in {draft[0] for draft in upgraded.before["drafts"]})  # fmt: skip
    assert "Diterbitkan" in talk.led(ADMIN, mine["message"], mine["data"])
    talk.says(OTHER, "Tugas Balai Tari")  # which is the title that was asked for
    assert talk.presses(OTHER, WORDS.draft_drop, WORDS.draft_dropped)
    assert upgraded.rows("drafts") == []


def test_the_retired_document_can_be_used_again(upgraded: Upgraded) -> None:
    upgraded.talk.says(ADMIN, "/kelola", "Dokumen")
    upgraded.talk.presses(ADMIN, RETIRED, RETIRED)
    upgraded.talk.presses(ADMIN, WORDS.managed_restore, "Yang akan dilakukan")
    upgraded.talk.presses(ADMIN, WORDS.sure["restore"], "Diterbitkan")
    assert "rotan disewakan" in upgraded.talk.says(ANNA, "/start perbup-tanjung-melati-8-2030_pasal-2")


def test_former_states_are_listed_and_led_to_and_the_audit_is_whole(upgraded: Upgraded) -> None:
    listed = upgraded.talk.says(ADMIN, "/rollback", "Keadaan dokumen")
    listed += upgraded.talk.presses(ADMIN, "2/2", "Keadaan dokumen")
    assert all(f"\n{row[0]}. " in listed for row in upgraded.before["shelves"])
    told = upgraded.talk.presses(ADMIN, WORDS.rollback_all, "Yang akan dilakukan")
    assert "Tidak lagi dipakai" in told
    for table in ("audit", "shelves"):
        then, now = upgraded.before[table], upgraded.rows(table)
        assert now[: len(then)] == then
