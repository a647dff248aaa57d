"""Make a data folder as a release leaves it, by driving that release's own bot: for `tests/test_upgrade.py`.

Run it with a checkout of the release in which `make` was run, and the folder to be made:

    .venv/bin/python tests/data/make_release.py ../release tests/data/release-0.1

A later release adds its own folder beside; those of earlier ones stay as they are. The people, the regency of Tanjung
Melati and its documents are invented. Where this no longer fits what a bot says, mend it here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from botapi import BotApi, Call
from release import ADMIN, ANNA, BUDI, CITRA, DEWI, EKA, OTHER, PEOPLE, SETTINGS, Talk, remember

REGULATION = """PERATURAN BUPATI TANJUNG MELATI
NOMOR {number} TAHUN 2030
TENTANG
{title}

DENGAN RAHMAT TUHAN YANG MAHA ESA

BUPATI TANJUNG MELATI,

Menimbang : bahwa {subject} perlu diatur dengan Peraturan Bupati;

MEMUTUSKAN:

{articles}

Pasal {last}
Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.
"""
LIBRARY = """Pasal 1
Perpustakaan keliling mengunjungi setiap kecamatan sekali dalam sepekan.

Pasal 2
(1) Petugas perpustakaan keliling mencatat setiap peminjaman buku.
(2) Peminjaman buku paling lama {days} hari.

Pasal 3
Buku langka hanya dibaca di dalam mobil perpustakaan keliling.
"""
RULE = """
Pasal 4
Peminjam membawa buku dalam tas kain.

Pasal 5
Peminjam yang terlambat menyapu halaman balai desa.
"""
MARKET = """Pasal 1
Pasar kerajinan rotan dibuka setiap malam purnama di alun-alun.

Pasal 2
Lapak anyaman rotan disewakan paling lama 30 (tiga puluh) hari.
"""
NURSERY = """Pasal 1
Kebun bibit menyediakan bibit melati bagi sekolah.

Pasal 2
Pengambilan bibit melati paling banyak 5 (lima) pot setiap sekolah.
"""
DUTIES = """BIDANG LAYANAN BACA
Tugas Pokok
Bidang Layanan Baca mempunyai tugas pokok menyelenggarakan layanan baca bagi warga.

1. SEKSI MOBIL KELILING
Mempunyai tugas :
1. Menyusun jadwal mobil perpustakaan keliling.
2. Merawat mobil perpustakaan keliling dan rak bukunya.
2. SEKSI NASKAH KUNO
Mempunyai tugas :
1. Mengalihaksarakan naskah kuno milik keluarga.
2. Menyimpan naskah kuno dalam lemari tahan api.
"""
THERE = "di Tanjung Melati"
LINK = re.compile(r"start(?:=|%3D)([\w-]+)")
# What buttons begin with that show and change nothing: each is pressed by the test as it is here.
SHOWS = re.compile(r"a:[\w-]{8}:[bcths]\d*|v.*|k:.*|f:.*|m:[slt]:.*|r:l:.*|b.*|c:-.*|x:.*", re.DOTALL)


def regulation(number: int, title: str, articles: str) -> str:
    """A regulation of the regency."""
    last = articles.count("Pasal ") + 1
    return REGULATION.format(
        number=number, title=title.upper(), subject=title.lower(), articles=articles.strip(), last=last
    )


class Recording(BotApi):
    """The stand-in, which keeps every button that was ever sent, with its message, and every link."""

    def __init__(self) -> None:
        super().__init__(token=SETTINGS["token"])
        self.buttons: dict[tuple[int, str], dict[str, Any]] = {}
        self.links: set[str] = set()

    def _record(self, call: Call) -> None:
        self.links |= set(LINK.findall(json.dumps(call.params)))
        if call.code == 200 and "inline_keyboard" in (call.params.get("reply_markup") or {}):
            chat = call.params["chat_id"]
            message = call.params.get("message_id") or max(at for where, at in self.chats.messages if where == chat)
            for key in (key for row in call.params["reply_markup"]["inline_keyboard"] for key in row):
                if "callback_data" in key:
                    told = {"chat": chat, "message": message, "label": key["text"], "data": key["callback_data"]}
                    self.buttons.setdefault((chat, key["callback_data"]), told)
        super()._record(call)


@contextmanager
def running(checkout: Path, data: Path, api: BotApi) -> Iterator[Talk]:
    """The release's own bot, as its operator starts it."""
    given = {"TOKEN": SETTINGS["token"], "API_URL": api.url, "DATA": str(data), "QUESTIONS_A_MINUTE": "1000",
             "ADMINS": ",".join(map(str, sorted(SETTINGS["admins"])))}  # fmt: skip
    environment = os.environ | {f"TANYAPASAL_{name}": value for name, value in given.items()}
    program = str((checkout / ".venv/bin/tanyapasal").absolute())
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen([program, "run"], cwd=folder, env=environment) as bot,
    ):
        try:
            api.wait("getUpdates", code=None, timeout=120)
            yield Talk(api)
        finally:
            bot.send_signal(signal.SIGTERM)
            bot.wait(30)


def documents(talk: Talk) -> None:
    """One replaced, with a rollback between, and marked; one that will be retired; one of another office."""
    first, second = (regulation(7, "Perpustakaan Keliling", LIBRARY.format(days=days) + rule)
                     for days, rule in (("12 (dua belas)", RULE), ("6 (enam)", "")))  # fmt: skip
    publish(talk, "perpustakaan.txt", first)
    asked(talk)
    publish(talk, "perpustakaan-baru.txt", second)
    talk.says(ADMIN, "/rollback", "Keadaan dokumen")
    talk.presses(ADMIN, "Kembali ke 1", "Yang akan dilakukan")
    talk.presses(ADMIN, "Ya, kembali", "Diterbitkan")
    publish(talk, "perpustakaan-baru.txt", second)
    publish(talk, "pasar.txt", regulation(8, "Pasar Kerajinan", MARKET))
    told = talk.sends(ADMIN, "tugas-dinas.txt", DUTIES, "tugas-dinas.txt: dibaca")
    values = {"Judul": "Tugas Dinas Perpustakaan Tanjung Melati", "Tingkat": "Kabupaten", "Daerah": "Tanjung Melati",
              "Kantor": "Dinas Perpustakaan Tanjung Melati"}  # fmt: skip
    while not told.startswith("Pratinjau"):
        field = told.rpartition("\n")[2]
        value = next((value for name, value in values.items() if field.startswith(name)), "")
        told = talk.says(ADMIN, value) if value else talk.presses(ADMIN, "Kosongkan", "")
    talk.presses(ADMIN, "Terbitkan", "Diterbitkan")
    manage(talk, "Perbup Tanjung Melati 7/2030", "Berlaku", "Ya, tandai")


def publish(talk: Talk, name: str, content: str) -> None:
    """Send a document and publish it."""
    talk.sends(ADMIN, name, content, "Pratinjau")
    talk.presses(ADMIN, "Terbitkan", "Diterbitkan")


def manage(talk: Talk, short: str, way: str, sure: str) -> None:
    """Do something to a document."""
    talk.says(ADMIN, "/kelola", "Dokumen")
    talk.presses(ADMIN, short, short)
    talk.presses(ADMIN, way, "Yang akan dilakukan")
    if talk.presses(ADMIN, sure, "").startswith("Tidak diterbitkan"):  # questions that were asked get worse by it
        talk.presses(ADMIN, "Tetap terbitkan", "Diterbitkan")


def asked(talk: Talk) -> None:
    """Questions and links of what will be changed and deleted."""
    talk.says(ANNA, f"berapa lama peminjaman buku {THERE}?", "Paling lama 12")
    talk.says(ANNA, f"apa kewajiban peminjam yang terlambat {THERE}?", "")
    talk.says(ANNA, "/pasal 5 Perbup Tanjung Melati 7/2030", "")
    talk.presses(ANNA, "‹", "")


def people(talk: Talk) -> None:
    """Questions, votes, settings, views, a meeting under way."""
    talk.says(ANNA, "siapa yang mengurus sub domain?", "Seksi")
    talk.votes(ANNA, "👍")
    for way in ("Teks lengkap", "‹ Kembali", "Hasil lain", "‹ Kembali", "Perbandingan", "‹ Kembali"):
        talk.presses(ANNA, way, "")
    talk.says(ANNA, f"berapa lama sewa lapak anyaman rotan {THERE}?", "Paling lama 30")
    talk.says(ANNA, "/pasal 2 Perbup Tanjung Melati 8/2030", "Pasal 2")
    talk.presses(ANNA, "‹", "Pasal 1")
    talk.says(ANNA, f"siapa yang menyimpan naskah kuno {THERE}?", "Seksi Naskah")
    talk.votes(ANNA, "👎")
    talk.votes(ANNA, "Jawaban kurang lengkap")
    for question in ("siapa yang mengurus zabrakadabra?", "siapa yang merawat kwetingan?", "siapa nama kepala dinas?"):
        talk.says(ANNA, question, "")
    for command in ("/dokumen", "/batas", "/tupoksi seksi infrastruktur", "/definisi", "/bagan provinsi tipe A",
                    "/pasal 12", "/banding persandian", "/siapa persandian",
                    "/tupoksi bidang pengelolaan teknologi informasi dan komunikasi provinsi ntb"):  # fmt: skip
        talk.says(BUDI, command, "")
    for button in ("Kabupaten/Kota", "Tipe C"):
        if button == "Kabupaten/Kota":
            talk.says(BUDI, "/atur", "Pengaturan")
        talk.presses(BUDI, button, "Pengaturan")
    talk.says(BUDI, "berapa bidang?", "Paling banyak 2 bidang")
    talk.says(CITRA, "/atur", "Pengaturan")
    talk.presses(CITRA, "English", "Settings")
    talk.says(CITRA, "berapa bidang di dinas provinsi tipe A?", "At most 4")
    talk.says(DEWI, "/rapat@tanyapasal_bot Penataan layanan baca", "Mulai mencatat")
    for question in (f"berapa lama peminjaman buku {THERE}?", f"berapa lama sewa lapak rotan {THERE}?", "isi pasal 12"):
        talk.says(DEWI, f"@tanyapasal_bot {question}", "")
    for typed in (f"peminjaman buku {THERE}", "sub domain"):
        query = talk.api.types(ANNA, typed)
        talk.api.wait_until(lambda query=query: query in talk.api.chats.results, "the results")  # type: ignore[misc]


def admins(talk: Talk) -> None:
    """Synonyms, a dismissed question, the retired document, what waits of two admins."""
    for asks, word, meaning in ((ANNA, "pusling", "mobil perpustakaan keliling"), (EKA, "krobongan", "naskah kuno")):
        before = talk.says(asks, f"siapa yang mengurus {word} {THERE}?")
        talk.says(ADMIN, f"/sinonim {word} = {meaning}", f"{word} = {meaning}")
        assert talk.votes(ADMIN, "Pakai") == "Dipakai mulai sekarang."
        assert talk.says(asks, f"siapa yang mengurus {word} {THERE}?", "Seksi").splitlines()[0] not in before
    told = talk.says(ADMIN, "/tak_terjawab", "Tanpa jawaban")
    (number,) = re.findall(r"(\d+)\. siapa yang mengurus zabrakadabra", told)
    assert talk.votes(ADMIN, f"Abaikan {number}") == "Tidak ditampilkan lagi."
    manage(talk, "Perbup Tanjung Melati 8/2030", "Pensiunkan", "Ya, pensiunkan")
    talk.says(ADMIN, "/rollback", "Keadaan dokumen")
    talk.says(ADMIN, "/dokumen", "Dokumen")
    talk.says(ADMIN, "/statistik", "")
    talk.sends(ADMIN, "kebun.txt", regulation(9, "Kebun Bibit", NURSERY), "Pratinjau")
    talk.sends(OTHER, "tugas-balai.txt", DUTIES.replace("BACA", "TARI"), "tugas-balai.txt: dibaca")


def sent_of(api: Recording) -> dict[str, Any]:
    """What the chats show, every button that shows something, every link."""
    shown = sorted(api.chats.messages.items())
    messages = [
        {"chat": chat, "message": number, "text": str(told.get("text", told.get("caption", "–"))),
         "markup": {"reply_markup": told["reply_markup"]} if told.get("reply_markup") else {}}
        for (chat, number), told in shown
    ]  # fmt: skip
    there = {(row["chat"], row["message"]) for row in messages}
    buttons = [row for row in api.buttons.values() if (row["chat"], row["message"]) in there]
    return {"made": datetime.now(UTC).isoformat(timespec="seconds"), "last": api.chats.last_id, "messages": messages,
            "buttons": [row | {"leads": {}} for row in buttons],
            "links": [{"payload": payload, "leads": {}} for payload in sorted(api.links - {"inline"})]}  # fmt: skip


def led(checkout: Path, data: Path, sent: dict[str, Any]) -> None:
    """Press and follow all of it with the release itself, on a copy, and note where it led."""
    told = "\n".join([LIBRARY, RULE, MARKET, NURSERY, DUTIES, LIBRARY.format(days="6 (enam)")])
    shipped = [path.read_text(encoding="utf-8") for path in (checkout / "corpus/documents").glob("*[dt]")]
    (wording,) = (yaml.safe_load(path.read_text("utf-8")) for path in checkout.glob("handlers/**/messages.yaml"))
    with tempfile.TemporaryDirectory() as folder, Recording() as api:
        copy = shutil.copytree(data, Path(folder) / "data")
        remember(api, sent)
        with running(checkout, copy, api) as talk:
            for row in (row for row in sent["buttons"] if SHOWS.fullmatch(row["data"])):
                shown = talk.led(PEOPLE[row["chat"]], row["message"], row["data"])
                row["leads"] = leads(shown, bare("\n".join([told, *shipped])), wording)
            for row in sent["links"]:
                shown = talk.says(CITRA, f"/start {row['payload']}")
                row["leads"] = leads(shown, bare("\n".join([told, *shipped])), wording)


def bare(text: str) -> str:
    """A text without what an edition may print otherwise."""
    return " ".join(re.sub(r"[*_#>|]", " ", text).split())


def leads(shown: str, documents: str, wording: dict[str, dict[str, str]]) -> dict[str, str]:
    """The name of the sentence that is shown, else the longest piece of a document in it, else how it begins."""
    said = [key for words in wording.values() for key, text in words.items() if text == shown]
    if said == ["question_gone"] or shown.endswith("tidak ada dalam dokumen saya."):
        return {"says": "clause_gone"}  # 0.1 says less to the point what became of it
    if said:
        return {"says": said[0]}
    lines = [line.strip(" :.•–").removeprefix("…") for line in shown.splitlines()]
    pieces = [bare(line)[:70].strip() for line in lines if len(line) > 24 and bare(line)[:70].strip() in documents]
    return {"quote": max(pieces, key=len)} if pieces else {"begins": shown.splitlines()[0].partition(" (")[0][:60]}


def pack(data: Path, to: Path) -> None:
    """Keep the folder, of its generations the one that answers, of its pictures none."""
    answers = (data / "current").read_text().strip()

    def kept(item: tarfile.TarInfo) -> tarfile.TarInfo | None:
        parts = Path(item.name).parts
        former = parts[:1] == ("generations",) and len(parts) > 1 and parts[1] != answers
        return None if former or parts[:1] == ("pictures",) else item

    with tarfile.open(to / "data.tar.xz", "w:xz", preset=9) as archive:
        archive.add(data, ".", filter=kept)


def main(checkout: Path, to: Path) -> None:
    """Make it."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data, api = Path(folder) / "data", Recording()
        with api:
            with running(checkout, data, api) as talk:
                documents(talk)
                people(talk)
                admins(talk)
            sent = sent_of(api)
        assert not list(data.glob("office.db-*")), "the database isn't checkpointed"
        pack(data, to)
        led(checkout, data, sent)
    (to / "sent.json").write_text(json.dumps(sent, ensure_ascii=False, indent=0), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
