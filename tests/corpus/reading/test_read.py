"""A file is read to its text whatever its encoding, and what is no text is refused with what to do."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from corpus.errors import DocumentError
from corpus.files import MAX_BYTES
from corpus.reading.plain_text import decode
from corpus.reading.read import read

DECODED = [
    pytest.param(b"Pasal 1\n", "Pasal 1\n", id="utf-8"),
    pytest.param(b"\xef\xbb\xbfPasal 1", "Pasal 1", id="with a byte order mark"),
    pytest.param("Pasal – 1".encode("utf-16"), "Pasal – 1", id="utf-16"),
    pytest.param("Pasal – “1”".encode("cp1252"), "Pasal – “1”", id="windows-1252"),
    pytest.param(b"a\r\nb\rc", "a\nb\nc", id="line ends of other systems"),
    pytest.param("a\u00a0b\u2007c".encode(), "a b c", id="blanks that are no space"),
    pytest.param("per\u00adaturan\u200b".encode(), "peraturan", id="marks of no width"),
    pytest.param(b"a\x0cPasal 2", "a\nPasal 2", id="form feed"),
    pytest.param("a\u2028b".encode(), "a\nb", id="line separator"),
    pytest.param(b"a\x07b\tc", "a b\tc", id="control character"),
    pytest.param("e\u0301".encode(), "é", id="composed letters"),
    pytest.param("Pasal ١ – 中文 – 𝐀".encode(), "Pasal ١ – 中文 – 𝐀", id="other scripts"),
]
REFUSED = [
    pytest.param(b"", "holds no text", id="empty"),
    pytest.param(b" \n\t\n", "holds no text", id="blank"),
    pytest.param("…–•".encode(), "holds no text", id="marks only"),
    pytest.param(b"%PDF-1.7\n\x00\x01\x02\xff", "is not a text file", id="binary with a zero byte"),
    pytest.param(b"\x01\x02\x03\x04" * 50 + b"abc", "is not a text file", id="binary without a zero byte"),
    pytest.param(bytes(range(256)) * 4, "is not a text file", id="every byte"),
]


@pytest.mark.parametrize(("raw", "text"), DECODED)
def test_bytes_are_decoded(raw: bytes, text: str) -> None:
    assert decode(raw, Path("a.txt")) == text


@pytest.mark.parametrize(("raw", "says"), REFUSED)
def test_what_is_no_text_is_refused_with_its_path(tmp_path: Path, raw: bytes, says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    with pytest.raises(DocumentError, match=says) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


def test_sha256_is_that_of_the_bytes_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.MD"
    path.write_bytes(b"a\r\nb")
    source = read(path)
    assert source.text == "a\nb"
    assert source.sha256 == hashlib.sha256(b"a\r\nb").hexdigest()


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="can't be read"):
        read(tmp_path / "a.txt")


def test_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(DocumentError, match="can't be read"):
        read(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["a.exe", "a", "a.html"])
def test_file_of_unknown_kind_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("teks")
    with pytest.raises(DocumentError, match=r"\.txt"):
        read(tmp_path / name)


def test_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(DocumentError, match="more than 20 MB"):
        read(path)


def test_ten_megabytes_are_decoded_in_a_second() -> None:
    before = time.process_time()
    decode("Perangkat Daerah – ".encode() * 500_000, Path("a.txt"))
    assert time.process_time() - before < 3


@pytest.mark.parametrize("text", ["Pasal 1\n" * 1_000_000, "(1) Isi; " * 1_000_000])
def test_a_text_of_endless_clauses_is_refused_at_once(tmp_path: Path, text: str) -> None:
    path = tmp_path / "panjang.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"panjang\.txt: 100000\d lines and numbered clauses are more than"):
        read(path)
