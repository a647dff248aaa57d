"""What admins do from the chat, over HTTP: index anew, take back, learn, count, make a backup; nobody else may."""

from __future__ import annotations

import asyncio
import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from botapi import BotApi, Person
from pressing import keys, last, press
from running import running_bot

from bot.__main__ import main
from corpus.manifest import DOCUMENTS, Status
from handlers import operating
from handlers.rendering.text import plain
from handlers.wording import wording
from index.engine import Engine, Live
from index.generation.store import Store
from index.office.office import Office
from index.office.questions import Questions
from index.publishing.generations import UnpointedError, open_engine
from index.publishing.library import Library
from index.publishing.publisher import Publisher

WORDS = wording("id")
ADMIN = Person(id=7)
HOME = "diskominfotik-ntb"
_ids = count(80_000)


@pytest.fixture
def data(built: Path) -> Path:
    return built


@pytest.fixture
def engine(data: Path) -> Engine:
    return open_engine(data, HOME)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def bot(api: BotApi, engine: Engine, data: Path) -> Iterator[None]:
    with running_bot(api, engine, data=data, admins=frozenset({ADMIN.id})):
        yield


def says(api: BotApi, person: Person, text: str, *, begins: str = "") -> str:
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
    api.wait_until(lambda: str(last(api, ADMIN.place)["text"]).startswith(begins), begins, 30)


def test_nobody_else_may_and_the_audit_knows(
    api: BotApi, bot: None, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = Person(id=next(_ids))
    caplog.set_level("INFO")
    told = f"{WORDS.admins_only} {WORDS.own_id(id=stranger.id)}"
    for command in ("/reindeks", "/rollback", "/statistik", "/cadangan", "/tak_terjawab", "/sinonim a = b", "/status"):
        assert says(api, stranger, command) == told
    says(api, stranger, "halo")
    assert press(api, stranger, "r:0") == WORDS.admins_only
    office = Office(data)
    rows = [row for row in office.rows("SELECT * FROM audit") if row["action"] == "refused"]
    assert [row["what"] for row in rows] == ["/reindeks", "/rollback", "/statistik", "/cadangan", "/tak_terjawab",
                                             "/sinonim", "/status", "button"]  # fmt: skip
    assert str(stranger.id) not in str(rows)
    logged = " ".join(row.getMessage() for row in caplog.records if row.name.startswith(("handlers", "bot", "index")))
    assert "no admin tried" in logged
    assert str(stranger.id) not in logged
    office.close()


def test_reindexing_answers_from_what_the_documents_are_now(api: BotApi, bot: None, data: Path) -> None:
    assert "428 ketentuan dalam 2 dokumen" in says(api, ADMIN, "/reindeks", begins="Dokumen dibaca ulang")
    assert says(api, ADMIN, "siapa yang mengurus bandwidth?").startswith("<b>Seksi Infrastruktur TIK")


def test_a_state_is_taken_back_by_its_button(api: BotApi, bot: None, data: Path) -> None:
    office = Office(data)
    library = Library(data, DOCUMENTS, office)
    library.publish(library.retiring("tupoksi-tik-ntb"), "7")
    now = datetime.fromisoformat(library.history()[0].at).astimezone()
    state = says(api, ADMIN, "/rollback", begins=f"Keadaan dokumen ({now.tzname()})")
    assert f"{now.year} {now:%H.%M} mempensiunkan Tupoksi Bidang TIK NTB (oleh 7)" in state
    office.close()
    api.wait_until(lambda: True, "nothing")
    told = says(api, ADMIN, "/rollback", begins="Keadaan dokumen")
    assert "mempensiunkan Tupoksi Bidang TIK NTB (oleh 7)" in told
    assert "Awal, sebelum perubahan pertama: Permenkominfo 14/2016, Tupoksi Bidang TIK NTB" in told
    presses(api, WORDS.rollback_all, "Yang akan dilakukan: kembali ke awal")
    presses(api, WORDS.sure["rollback"], "Diterbitkan")
    assert "Seksi Infrastruktur TIK" in says(api, ADMIN, "siapa yang mengurus bandwidth?")


def test_what_another_process_publishes_is_answered_from(
    api: BotApi, bot: None, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(data)
    library = Library(data, DOCUMENTS, office)
    library.publish(library.retiring("tupoksi-tik-ntb"), "command line")
    office.close()
    for _ in range(40):
        if "Tupoksi" not in says(api, ADMIN, "siapa yang mengurus bandwidth?"):
            return
    pytest.fail("the old documents still answer")


def test_what_is_decided_and_cannot_be_pointed_at_is_answered_from_once_it_can(
    api: BotApi, bot: None, data: Path
) -> None:
    pointer, aside = data / "current", data / "aside"
    says(api, ADMIN, "siapa yang mengurus bandwidth?")
    pointer.rename(aside)
    pointer.mkdir()
    office = Office(data)
    library = Library(data, DOCUMENTS, office)
    with pytest.raises(UnpointedError):
        library.publish(library.retiring("pm-14-2016"), "7")
    office.close()
    pointer.rmdir()
    aside.rename(pointer)
    for _ in range(30):
        if "Permenkominfo" not in says(api, ADMIN, "/status"):
            return
        time.sleep(0.5)
    pytest.fail("the old documents still answer")


def test_a_synonym_that_is_taught_meanwhile_never_takes_a_publication_back(tmp_path: Path, engine: Engine) -> None:
    data, office = engine.knowledge.store.path.parents[2], Office(engine.knowledge.store.path.parents[2])
    publisher = Publisher(Library(data, DOCUMENTS, office), Live(engine), HOME, Questions(office, 30), plain)
    seen: list[Store] = []
    publisher.swapped.append(seen.append)

    async def at_once() -> Store:
        plan = publisher.library.marking("pm-14-2016", Status(in_force="yes"))
        taught = asyncio.create_task(publisher.relearn())
        store, *_ = await asyncio.gather(publisher.publish(plan, "7"), taught, publisher.relearn())
        await publisher.relearn()
        return store

    store = asyncio.run(at_once())
    office.close()
    new = [swapped.path == store.path for swapped in seen]
    assert new == sorted(new)
    assert publisher.live.engine.knowledge.store.path == store.path


def test_a_synonym_is_tried_taught_and_forgotten(api: BotApi, bot: None, engine: Engine) -> None:
    person = Person(id=next(_ids))
    assert "Tidak ada" in says(api, person, "siapa yang mengurus zabrakadabra?")
    listed = says(api, ADMIN, "/tak_terjawab")
    assert "zabrakadabra" in listed
    tried = says(api, ADMIN, "/sinonim zabrakadabra = bandwidth", begins="zabrakadabra = bandwidth")
    assert "Kini terjawab benar: 1" in tried
    assert press(api, ADMIN, keys(api, ADMIN.place)[WORDS.synonym_teach]) == WORDS.synonym_taught
    api.wait_until(lambda: keys(api, ADMIN.place) == {}, "no buttons any more")
    assert says(api, person, "siapa yang mengurus zabrakadabra?").startswith("<b>Seksi Infrastruktur TIK")
    assert "zabrakadabra = bandwidth" in says(api, ADMIN, "/sinonim")
    says(api, ADMIN, "/sinonim zabrakadabra =", begins="zabrakadabra")
    assert press(api, ADMIN, keys(api, ADMIN.place)[WORDS.synonym_teach]) == WORDS.synonym_taught
    assert "Tidak ada" in says(api, person, "siapa yang mengurus zabrakadabra?")


def test_a_button_of_no_state_is_answered(api: BotApi, bot: None, caplog: pytest.LogCaptureFixture) -> None:
    for number in ("²", "-", "-1", "٣", "9" * 20):
        says(api, ADMIN, "/status")
        assert press(api, ADMIN, f"r:{number}") == WORDS.view_gone
    assert "Seksi Infrastruktur TIK" in says(api, ADMIN, "siapa yang mengurus bandwidth?", begins="<b>Seksi")
    assert "ERROR" not in caplog.text


def test_statistics_count_days_answers_and_topics(api: BotApi, bot: None) -> None:
    person = Person(id=next(_ids))
    for text in ("siapa yang mengurus bandwidth?", "bandwidth", "terima kasih", "siapa yang mengurus pajak?"):
        says(api, person, text)
    for text in ("halo", "terima kasih ya", "🙏", "/start"):  # which ask nothing
        says(api, person, text)
    told = says(api, ADMIN, "/statistik")
    assert "3 (terjawab 2, tidak 1)" in told
    assert "2 × Tupoksi Bidang TIK NTB, Seksi Infrastruktur TIK, tugas angka 14" in told


def test_a_backup_brings_everything_back_but_nobodys_questions(
    api: BotApi,
    bot: None,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office = Office(data)
    library = Library(data, DOCUMENTS, office)
    name = library.keep(b"Pasal 1\nTaman kota buka setiap hari.\n", "taman", ".txt")
    entry = replace(
        library.known()[0].entry, id="taman", file=name, short="Perda Taman", aliases=(), number="", year=""
    )
    library.publish(library.adding(entry), "7")
    office.close()
    says(api, ADMIN, "siapa yang mengurus bandwidth?")
    api.says(ADMIN, "/cadangan")
    api.wait("sendDocument")
    filename, content = api.files[-1]
    assert filename.endswith(".zip")
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    archive = tmp_path / "cadangan.zip"
    archive.write_bytes(content)
    monkeypatch.setenv("TANYAPASAL_DATA", str(tmp_path / "new"))
    assert main(["restore", str(archive)]) == 0
    restored = open_engine(tmp_path / "new", HOME)
    assert restored.knowledge.store.by_id("taman/pasal-1") is not None
    other = Office(tmp_path / "new")
    assert [row["action"] for row in other.rows("SELECT * FROM audit")] == ["add"]
    with other.writing() as database:
        assert database.execute("SELECT COUNT(*) FROM asked").fetchone() == (0,)
    other.close()
    assert main(["restore", str(archive)]) == 1
    assert "is there already" in capsys.readouterr().err
    (tmp_path / "no.zip").write_bytes(b"no zip")
    monkeypatch.setenv("TANYAPASAL_DATA", str(tmp_path / "third"))
    assert main(["restore", str(tmp_path / "no.zip")]) == 1


def test_a_backup_that_is_too_large_is_made_by_shell(
    api: BotApi, bot: None, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = WORDS.backup_large(size=1, command="tanyapasal backup cadangan.zip")
    api.fail("sendDocument", 413, times=3, description="Request Entity Too Large")
    assert says(api, ADMIN, "/cadangan") == refusal
    assert len(api.made("sendDocument", 413)) == 1
    monkeypatch.setattr(operating, "SENT", 100)
    assert says(api, ADMIN, "/cadangan") == refusal
    assert len(api.made("sendDocument", 413)) == 1
    monkeypatch.setenv("TANYAPASAL_DATA", str(data))
    archive = tmp_path / "cadangan.zip"
    assert main(["backup", str(archive)]) == 0
    assert archive.stat().st_mode & 0o077 == 0
    assert main(["backup", str(archive)]) == 1  # never over one that is there
    monkeypatch.setenv("TANYAPASAL_DATA", str(tmp_path / "new"))
    assert main(["backup", str(tmp_path / "b.zip")]) == 1
    assert main(["restore", str(archive)]) == 0


def test_of_two_admins_the_second_is_told(api: BotApi, engine: Engine, data: Path) -> None:
    other = Person(id=8)
    with running_bot(api, engine, data=data, admins=frozenset({7, 8})):
        api.says(ADMIN, "/reindeks")
        api.says(other, "/reindeks")

        def told(begins: str) -> bool:
            return any(text.startswith(begins) for text in (*api.shown(7), *api.shown(8)))

        both = ("Dokumen dibaca ulang", "Admin ")
        api.wait_until(lambda: all(told(begins) for begins in both), "both", 30)


@pytest.mark.parametrize("meant", ["?", "=", "🙂"])
def test_a_synonym_without_a_meaning_in_letters_is_not_taught(api: BotApi, bot: None, meant: str) -> None:
    assert says(api, ADMIN, f"/sinonim jaringan = {meant}").startswith("Sinonim yang diajarkan")
    assert "Seksi" in says(api, ADMIN, "siapa yang mengurus jaringan?")


def test_the_buttons_of_a_greeting_outlive_a_restart(api: BotApi, engine: Engine, data: Path) -> None:
    person = Person(id=next(_ids))
    with running_bot(api, engine, data=data):
        says(api, person, "halo")
        label, button = next(iter(keys(api, person.place).items()))
    with running_bot(api, engine, data=data):
        assert press(api, person, button) == ""
        api.wait_until(lambda: len(api.shown(person.place)) == 2, f"an answer to {label!r}")
        assert "Bidang Pengelolaan TIK" in api.shown(person.place)[-1]
