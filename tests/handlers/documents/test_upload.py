"""An admin sends a document, sees what it would change, publishes it, takes it back: over HTTP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from botapi import BotApi, Person
from pdfs import printed
from pressing import keys, last, press
from running import running_bot
from second_office import TEXT as SINGKAWANG
from uploading import ACT, ADMIN, FOREIGN, HOME, WORDS, asks, presses, says, sends, until

from handlers.wording import wording
from index.engine import Engine
from index.office import chats
from index.office.office import Office
from index.publishing.decisions import decided
from index.publishing.generations import open_engine


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


def whole(api: BotApi, label: str) -> str:
    """The text of the file that a button under the preview sends."""
    before = len(api.files)
    assert press(api, ADMIN, keys(api, ADMIN.place)[label]) == ""
    api.wait_until(lambda: len(api.files) > before, "a file")
    name, content = api.files[-1]
    assert name.endswith(".txt")
    return content.decode()


def test_a_regulation_goes_from_the_chat_to_cited_answers_and_back(api: BotApi, bot: None, data: Path) -> None:
    preview = sends(api, "pergub-taman.txt", ACT.encode(), "Pratinjau")
    assert "Pergub NTB 51/2031" in preview
    assert "Dokumen baru" in preview
    assert "  Pasal 1: Taman baca buka setiap hari Senin sampai dengan hari Jumat.\n" in preview
    assert "Pasal 3:" not in preview
    assert "Peringatan: 0" in preview
    assert presses(api, WORDS.draft_publish, "Diterbitkan")
    assert "14 (empat belas) hari" in asks(api, "berapa lama peminjaman buku?")
    changed = ACT.replace("14 (empat belas)", "7 (tujuh)")
    preview = sends(api, "pergub-taman-baru.txt", changed.encode(), "Pratinjau")
    assert "Menggantikan Pergub NTB 51/2031" in preview
    assert "Ditambah 0, dihapus 0, berubah 1" in preview
    assert "≠ Pasal 2 ayat (2): Peminjaman buku paling lama 14 (empat belas) hari. → Peminjaman" in preview
    assert presses(api, WORDS.draft_publish, "Diterbitkan")
    assert "7 (tujuh) hari" in asks(api, "berapa lama peminjaman buku?")
    asks(api, "/rollback")
    presses(api, WORDS.rollback_to(number=1), "Yang akan dilakukan: kembali ke keadaan 1")
    assert presses(api, WORDS.sure["rollback"], "Diterbitkan")
    assert "14 (empat belas) hari" in asks(api, "berapa lama peminjaman buku?")
    office = Office(data)
    assert [(row["who"], row["action"]) for row in office.rows("SELECT * FROM audit")] == [
        ("7", "add"),
        ("7", "replace"),
        ("7", "rollback"),
    ]
    office.close()


def test_all_that_a_document_changes_comes_as_a_file(api: BotApi, bot: None) -> None:
    sends(api, "pergub-taman.txt", ACT.encode(), "Pratinjau")
    publish, number = keys(api, ADMIN.place)[WORDS.draft_publish], last(api, ADMIN.place)["message_id"]
    assert "Pasal 4\nPeraturan Gubernur ini mulai berlaku" in whole(api, WORDS.draft_clauses)
    before = len(api.made("sendMessage"))
    assert press(api, ADMIN, publish, number=number) == ""
    until(api, "Diterbitkan", before)
    sends(api, "pergub-taman.txt", ACT.replace("14 (empat belas)", "7 (tujuh)").encode(), "Pratinjau")
    told = "Peminjaman buku paling lama"
    changes = f"Pasal 2 ayat (2)\n- {told} 14 (empat belas) hari.\n+ {told} 7 (tujuh) hari.\n"
    assert whole(api, WORDS.draft_changes) == changes


def told_all(api: BotApi, asked: str, told: dict[str, str]) -> str:
    """Answer each thing that is asked for, by its name; what isn't told is left empty. Gives the preview."""
    for _ in range(10):
        if asked.startswith("Pratinjau"):
            return asked
        field = asked.rpartition("\n")[2].partition("?")[0]
        if field == WORDS.fields["level"]:
            asked = presses(api, told["level"], "")
        elif value := next((told[key] for key, name in WORDS.fields.items() if name == field and key in told), ""):
            asked = asks(api, value)
        else:
            asked = presses(api, WORDS.draft_skip, "")
    return asked


def test_what_a_document_does_not_say_is_asked_for(api: BotApi, bot: None) -> None:
    text = ACT.partition("DENGAN RAHMAT")[2]
    asked = sends(api, "peraturan.txt", b"DENGAN RAHMAT" + text.encode(), "peraturan.txt: dibaca sebagai peraturan")
    begun = told_all(api, asked, {"title": "Taman Baca Masyarakat", "level": "Kota"})
    assert begun.startswith("Pratinjau: Taman Baca Masyarakat")
    assert presses(api, WORDS.draft_drop, WORDS.draft_dropped)
    assert "Tidak ada" in asks(api, "berapa lama peminjaman buku?")


def test_a_duty_description_of_another_office_is_added_and_replaced(api: BotApi, bot: None, data: Path) -> None:
    asked = sends(
        api, "tupoksi-singkawang.txt", SINGKAWANG.read_bytes(), "tupoksi-singkawang.txt: dibaca sebagai tupoksi"
    )
    told = {"title": "Tugas Diskominfo Singkawang", "level": "Kota", "region": "Singkawang"}
    office = "Dinas Komunikasi dan Informatika Kota Singkawang"
    preview = told_all(api, asked, told | {"office": office})
    units = preview.partition("\nKetentuan: ")[2].partition("\n")[0]
    assert f"Ditambah {units}, dihapus 0, berubah 0" in preview
    assert f"({units} ketentuan)" in presses(api, WORDS.draft_publish, "Diterbitkan")
    assert "Singkawang" in asks(api, "/tupoksi seksi persandian singkawang")
    (added,) = decided(data)
    assert (added.entry.office, added.entry.title) == ("diskominfo-singkawang", "Tugas Diskominfo Singkawang")
    again = SINGKAWANG.read_bytes().replace(b"Menyusun program", b"Merancang program")
    preview = sends(api, "tupoksi-singkawang.txt", again, "Pratinjau")
    assert "Menggantikan Tugas Diskominfo Singkawang" in preview
    assert WORDS.preview_status_kept(status=WORDS.states["unknown"]) in preview
    presses(api, WORDS.draft_publish, "Diterbitkan")
    assert [replace(row.entry, file="") for row in decided(data)] == [replace(added.entry, file="")]


def changes(api: BotApi, field: str, begins: str) -> str:
    """Begin to change a value of the document that is shown."""
    presses(api, WORDS.draft_change_button, WORDS.draft_change)
    (label,) = [label for label in keys(api, ADMIN.place) if label.startswith(f"{WORDS.fields[field]}: ")]
    return presses(api, label, begins)


def test_an_office_is_chosen_or_made_of_its_name(api: BotApi, bot: None, data: Path) -> None:
    sends(api, "pergub-taman.txt", ACT.encode(), "Pratinjau")
    changes(api, "office", "pergub-taman.txt")
    presses(api, "diskominfotik-ntb · Provinsi NTB", "Pratinjau")
    presses(api, WORDS.draft_publish, "Diterbitkan")
    assert [row.entry.office for row in decided(data)] == ["diskominfotik-ntb"]


def test_a_changed_id_leaves_no_file_behind(api: BotApi, bot: None, data: Path) -> None:
    sends(api, "pergub-taman.txt", ACT.encode(), "Pratinjau")
    changes(api, "id", "pergub-taman.txt")
    assert asks(api, "x" * 121) == WORDS.value_long(field=WORDS.fields["id"], most=120, count=121)
    assert asks(api, "???") == WORDS.value_empty(field=WORDS.fields["id"])
    assert "Id taman-baca;" in asks(api, "Taman Baca")
    (kept,) = (data / "documents").iterdir()
    assert kept.name.startswith("taman-baca-")
    presses(api, WORDS.draft_publish, "Diterbitkan")
    assert list((data / "documents").iterdir()) == [kept]
    api.wait_until(lambda: not list((data / "uploads").iterdir()), "the file no longer waits")


def zipped(name: str, content: bytes) -> bytes:
    """A Word document with one more part."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


DOUBTFUL = """Pasal 5
(1) Pengunjung mengisi buku tamu.
(3) Pengunjung menjaga ketertiban sesuai dengan
Pasal 6
ini dan ketentuan lain.

Pasal 7
Taman baca tutup pada hari libur.
"""


def test_of_a_pdf_warnings_tell_page_and_line(api: BotApi, bot: None) -> None:
    pages = ["\n".join(line for line in text.splitlines() if line) for text in (*ACT.split("Pasal 2"), DOUBTFUL)]
    content = printed([pages[0], f"Pasal 2\n{pages[1]}", pages[2]], head="Salinan")
    preview = sends(api, "pergub-taman.pdf", content, "Pratinjau")
    assert "hlm. 3, baris 4: ayat 3: ada nomor sebelumnya yang hilang" in preview


REFUSED = [
    ("a.pdf", b"halo", "bukan PDF"),
    ("a.docx", b"PK\x03\x04", "dokumen Word-nya"),
    ("a.txt", b" ", "tidak ada teks"),
]


def test_an_indonesian_admin_reads_reasons_and_warnings_in_indonesian(api: BotApi, bot: None) -> None:
    for name, content, told in REFUSED:
        refused = sends(api, name, content, "Berkas ini tidak saya ambil")
        assert f": {name}: " in refused
        assert told in refused
        assert not FOREIGN.search(refused)
    preview = sends(api, "pergub-taman.txt", (ACT + DOUBTFUL).encode(), "Pratinjau")
    assert "ayat 3: ada nomor sebelumnya yang hilang" in preview
    assert "'Pasal 6' menyambung rujukan silang; tidak dianggap judul" in preview
    assert not FOREIGN.search(preview)


def test_an_english_admin_reads_them_in_english_under_buttons_too(api: BotApi, engine: Engine, data: Path) -> None:
    english = replace(ADMIN, language="en")
    with running_bot(api, engine, data=data, admins=frozenset({ADMIN.id})):
        api.sends(english, "a.pdf", b"halo")
        assert "is no PDF, whatever its name says" in until(api, "I don't take this file")
        api.sends(english, "pergub-taman.txt", (ACT + DOUBTFUL).encode())
        assert "ayat 3: a number before it is missing" in until(api, "Preview")
        for path in (data / "uploads").iterdir():
            path.unlink()
        assert press(api, english, keys(api, ADMIN.place)[wording("en").draft_publish]) == ""
        assert "pergub-taman.txt: the file is gone; send it again" in until(api, "Nothing was published")


HOSTILE = [
    pytest.param("n" * 4200 + ".pdf", b"halo", "isinya bukan PDF", id="long-name"),
    pytest.param("a.docx", zipped("word/" + "y" * 9000 + ".xml", b"<!DOCTYPE x>"), "y…y", id="long-part"),
    pytest.param("a.exe", b"MZ", "jenisnya harus", id="kind"),
    pytest.param("a.txt", b"\x00\x01\x02" * 3000, "Berkas ini tidak saya ambil", id="binary"),
    pytest.param("a.txt", b"", "Berkas ini tidak saya ambil", id="empty"),
    pytest.param("../../x.txt", b"halo " * 200, "Berkas ini tidak saya ambil", id="path"),
    pytest.param("a.md", b"# Resep\n\nRebus air.\n" * 50, "Berkas ini tidak saya ambil", id="no-law"),
    pytest.param("", b"Pasal 1\n", "jenisnya harus", id="no-name"),
]


@pytest.mark.parametrize(("name", "content", "said"), HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_is_written(
    api: BotApi, bot: None, data: Path, name: str, content: bytes, said: str
) -> None:
    assert said in sends(api, name, content, "Berkas ini")
    assert not list((data / "documents").glob("*")) if (data / "documents").exists() else True
    assert not list((data / "uploads").glob("*")) if (data / "uploads").exists() else True
    assert asks(api, "siapa yang mengurus bandwidth?").startswith("<b>Seksi Infrastruktur TIK")


def test_a_draft_outlives_a_restart(api: BotApi, engine: Engine, data: Path) -> None:
    with running_bot(api, engine, data=data, admins=frozenset({ADMIN.id})):
        sends(api, "pergub-taman.txt", ACT.encode(), "Pratinjau")
    with running_bot(api, engine, data=data, admins=frozenset({ADMIN.id})):
        assert presses(api, WORDS.draft_publish, "Diterbitkan")


def test_only_admins_files_are_read(api: BotApi, bot: None) -> None:
    stranger = Person(id=99)
    api.sends(stranger, "pergub.txt", ACT.encode())
    api.wait_until(lambda: bool(api.shown(99)), "a refusal")
    assert api.shown(99) == [WORDS.unreadable]


def test_a_document_is_retired_used_again_and_marked_from_the_chat(api: BotApi, bot: None) -> None:
    short, question = "Permenkominfo 14/2016", "berapa bidang di provinsi tipe A?"
    assert short in asks(api, "/kelola")
    presses(api, short, short)
    presses(api, WORDS.managed_retire, "Yang akan dilakukan: mempensiunkan Permenkominfo 14/2016 (352 ketentuan)")
    presses(api, WORDS.sure["retire"], "Diterbitkan: mempensiunkan Permenkominfo 14/2016 (352 ketentuan)")
    assert "Tidak ada" in asks(api, question)
    assert "dipensiunkan" in asks(api, "/kelola")
    presses(api, short, short)
    presses(api, WORDS.managed_restore, "Yang akan dilakukan: memakai lagi Permenkominfo 14/2016")
    presses(api, WORDS.sure["restore"], "Diterbitkan")
    assert "Paling banyak 4 bidang" in asks(api, question)
    asks(api, "/dokumen")
    card = presses(api, f"⚙ {short}", short)
    assert "mempensiunkan Permenkominfo 14/2016 (oleh 7)" in card
    assert f"\nKeadaan: {WORDS.states['unknown']}\n" in card
    presses(api, WORDS.managed_replaced, WORDS.managed_replaced_by)
    before = len(api.made("sendMessage"))
    api.says(ADMIN, "Permenkominfo 9/2031")
    until(api, "Yang akan dilakukan: menandai Permenkominfo 14/2016 tidak berlaku, diganti", before)
    presses(api, WORDS.sure["status"], "Diterbitkan")
    assert "diganti Permenkominfo 9/2031" in asks(api, question)


def test_the_home_offices_only_document_is_not_retired(api: BotApi, bot: None) -> None:
    asks(api, "/kelola")
    presses(api, "Tupoksi Bidang TIK NTB", "Tupoksi Bidang TIK NTB")
    assert presses(api, WORDS.managed_retire, "Tidak ada yang diterbitkan")
    assert "Seksi Infrastruktur TIK" in asks(api, "siapa yang mengurus bandwidth?")


def test_only_batal_or_its_button_ends_what_was_asked_for(api: BotApi, bot: None) -> None:
    waiting = f"Masih menunggu: {WORDS.managed_replaced} untuk Permenkominfo 14/2016"
    asks(api, "/kelola")
    presses(api, "Permenkominfo 14/2016", "Permenkominfo 14/2016")
    for end in ("button", "command"):
        presses(api, WORDS.managed_replaced, WORDS.managed_replaced_by)
        if end == "button":
            leave = keys(api, ADMIN.place)[WORDS.draft_cancel]
            assert says(api, "/statistik", waiting)
            assert says(api, "siapa yang mengurus bandwidth?", waiting)
            assert press(api, ADMIN, leave) == ""
            assert says(api, "/batal", WORDS.cancel_none)
            asks(api, "/kelola")
            presses(api, "Permenkominfo 14/2016", "Permenkominfo 14/2016")
        else:
            assert says(api, "/batal", WORDS.cancelled)
    assert "diganti" not in asks(api, "berapa bidang di provinsi tipe A")


def test_a_new_version_of_a_retired_document_keeps_its_state_and_a_lost_file_stops_nothing(
    api: BotApi, bot: None, data: Path
) -> None:
    short = "Pergub NTB 51/2031"
    sends(api, "pergub-taman.txt", ACT.encode(), "Pratinjau")
    presses(api, WORDS.draft_publish, "Diterbitkan")
    for label, sure in ((WORDS.states["no"], WORDS.sure["status"]), (WORDS.managed_retire, WORDS.sure["retire"])):
        asks(api, "/kelola")
        presses(api, short, short)
        presses(api, label, "Yang akan dilakukan")
        presses(api, sure, "Diterbitkan")
    changed = ACT.replace("14 (empat belas)", "7 (tujuh)").encode()
    preview = sends(api, "pergub-taman.txt", changed, "Pratinjau")
    assert f"Menggantikan {short}" in preview
    assert f"Keadaannya tetap: {WORDS.states['no']}" in preview
    presses(api, WORDS.draft_publish, "Diterbitkan")
    assert "7 (tujuh) hari" in asks(api, "berapa lama peminjaman buku?")
    for path in (data / "documents").iterdir():
        path.unlink()
    assert f"hilang atau rusak: {short}" in asks(api, "/status")
    other = ACT.replace("NOMOR 51", "NOMOR 52").replace("BACA", "TARI").replace("buku", "selendang")
    sends(api, "pergub-tari.txt", other.encode(), "Pratinjau")
    presses(api, WORDS.draft_publish, "Diterbitkan")
    assert "7 (tujuh) hari" in asks(api, "berapa lama peminjaman buku?")
    assert "Menggantikan" in sends(api, "pergub-taman.txt", ACT.encode(), "Pratinjau")
    presses(api, WORDS.draft_publish, "Diterbitkan")
    assert "hilang" not in asks(api, "/status")


def test_a_prompt_expires(api: BotApi, bot: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asks(api, "/kelola")
    presses(api, "Permenkominfo 14/2016", "Permenkominfo 14/2016")
    presses(api, WORDS.managed_replaced, WORDS.managed_replaced_by)
    monkeypatch.setattr(chats, "ASKED_FOR", timedelta(0))
    assert "Seksi Infrastruktur TIK" in asks(api, "siapa yang mengurus bandwidth?")
