"""What an admin of a test does with a document: sends it, presses, writes, and waits for what the bot says."""

from __future__ import annotations

import re

from botapi import BotApi, Person
from pressing import keys, press

from handlers.wording import wording

# English words that no Indonesian sentence has.
FOREIGN = re.compile(r"\b(the|is|be|can't|isn't|of|its|no|than|which|and|with|it|are|none)\b", re.IGNORECASE)
WORDS = wording("id")
ADMIN = Person(id=7)
HOME = "diskominfotik-ntb"
ACT = """PERATURAN GUBERNUR NUSA TENGGARA BARAT
NOMOR 51 TAHUN 2031
TENTANG
TAMAN BACA MASYARAKAT

DENGAN RAHMAT TUHAN YANG MAHA ESA

GUBERNUR NUSA TENGGARA BARAT,

Menimbang : a. bahwa taman baca perlu diatur;
b. bahwa pengaturan itu perlu ditetapkan dengan Peraturan Gubernur;

MEMUTUSKAN:

Pasal 1
Taman baca buka setiap hari Senin sampai dengan hari Jumat.

Pasal 2
(1) Pengelola taman baca mencatat peminjaman buku.
(2) Peminjaman buku paling lama 14 (empat belas) hari.

Pasal 3
Pengelola taman baca melapor setiap tahun.

Pasal 4
Peraturan Gubernur ini mulai berlaku pada tanggal diundangkan.
"""


def until(api: BotApi, begins: str, before: int = 0) -> str:
    """The last message to the admin that begins so, once there is one since `before`."""

    def found() -> list[str]:
        sent = [c.params["text"] for c in api.made("sendMessage")[before:] if c.params["chat_id"] == ADMIN.place]
        done = [text for text in sent if text not in (WORDS.previewing, WORDS.reading, WORDS.publishing)]
        return [text for text in done if text.startswith(begins)]

    api.wait_until(lambda: bool(found()), f"a message that begins with {begins!r}", 60)
    return found()[-1]


def sends(api: BotApi, name: str, content: bytes, begins: str) -> str:
    before = len(api.made("sendMessage"))
    api.sends(ADMIN, name, content)
    return until(api, begins, before)


def presses(api: BotApi, label: str, begins: str) -> str:
    before = len(api.made("sendMessage"))
    assert press(api, ADMIN, keys(api, ADMIN.place)[label]) == ""
    return until(api, begins, before)


def says(api: BotApi, text: str, begins: str) -> str:
    before = len(api.made("sendMessage"))
    api.says(ADMIN, text)
    return until(api, begins, before)


def asks(api: BotApi, text: str) -> str:
    before = len(api.made("sendMessage"))
    api.says(ADMIN, text)
    return until(api, "", before)
