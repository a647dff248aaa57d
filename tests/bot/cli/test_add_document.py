"""`tanyapasal add`, and that one bot alone runs on a data folder."""

from __future__ import annotations

import fcntl
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from uploading import ACT

from bot.__main__ import main
from index.publishing.generations import open_engine

HOME = "diskominfotik-ntb"
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def data(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANYAPASAL_DATA", str(built))
    return built


def test_told_nothing_it_finds_all_in_the_document(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pergub.txt").write_text(ACT, encoding="utf-8")
    assert main(["add", "pergub.txt", "--preview"]) == 0
    assert "Preview: Pergub NTB 51/2031" in capsys.readouterr().out
    assert open_engine(data, HOME).knowledge.store.by_id("pergub-ntb-51-2031/pasal-1") is None
    assert main(["add", "pergub.txt"]) == 0
    assert "Published: " in capsys.readouterr().out
    assert open_engine(data, HOME).knowledge.store.by_id("pergub-ntb-51-2031/pasal-1") is not None


def test_what_is_told_wins(tmp_path: Path, data: Path) -> None:
    (tmp_path / "pergub.txt").write_text(ACT, encoding="utf-8")
    assert main(["add", "pergub.txt", "--id", "taman", "--short", "Pergub Taman"]) == 0
    unit = open_engine(data, HOME).knowledge.store.by_id("taman/pasal-1")
    assert unit is not None
    assert unit.cite == "Pasal 1 Pergub Taman"


def test_ids_are_made_of_names_and_values_have_a_limit(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pergub.txt").write_text(ACT, encoding="utf-8")
    assert main(["add", "pergub.txt", "--title", "x" * 301]) == 1
    assert "--title: is 301 characters long, more than 300" in capsys.readouterr().err
    assert main(["add", "pergub.txt", "--preview", "--id", "Taman Baca"]) == 0
    assert "Id taman-baca;" in capsys.readouterr().out
    assert list((data / "documents").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text", "said", "status"),
    [
        pytest.param("resep.txt", "Rebus air.\n" * 200, "neither a regulation nor a duty description", 1, id="no-law"),
        pytest.param("a.exe", "MZ", "must be one of", 1, id="kind"),
        pytest.param(
            "tanpa.txt",
            ACT.partition("DENGAN RAHMAT")[2],
            "doesn't say its title nor its level; say it with --title --level",
            2,
            id="no-title",
        ),
    ],
)
def test_what_cannot_be_taken_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str, status: int
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["add", name]) == status
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_what_is_missing_is_asked_until_it_can_be_or_the_input_ends(tmp_path: Path, data: Path) -> None:
    (tmp_path / "tanpa.txt").write_text(ACT.partition("DENGAN RAHMAT")[2], encoding="utf-8")
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "bot", "add", str(tmp_path / "tanpa.txt"), "--preview", "--number", "1"]
    os.write(parent, b"Taman Baca\n2031\nWali Kota\n\nkotamadya\nkota\n\x04")
    ran = subprocess.run(command, stdin=child, capture_output=True, text=True, cwd=ROOT, check=False)
    os.close(parent)
    os.close(child)
    assert ran.returncode == 2
    assert "'kotamadya' is none of nasional, provinsi, kabupaten, kota\n" in ran.stderr
    assert ran.stderr.endswith("tanyapasal: tanpa.txt: doesn't say its region; say it with --region\n")
    assert ran.stdout.count("Level (nasional, provinsi, kabupaten, kota): ") == 2


def test_a_second_bot_on_the_same_data_folder_does_not_start(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TANYAPASAL_TOKEN", "987654321:AAstandinstandinstandinstandinstandin")
    with (data / ".running").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert main(["run"]) == 1
    assert "another bot runs on this data folder" in capsys.readouterr().err


def test_what_is_no_file_is_refused_at_once(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nol.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipa.txt")
    (tmp_path / "folder.txt").mkdir()
    for name in ("nol.txt", "pipa.txt", "folder.txt", "tidak-ada.txt"):
        assert main(["add", name]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert name in line
    (data / "current").unlink()  # the index is to be built
    (data / ".building").unlink(missing_ok=True)
    os.mkfifo(data / ".building")
    assert main(["ask", "siapa yang mengurus bandwidth?"]) == 1
    assert "can't be written" in capsys.readouterr().err
    monkeypatch.setenv("TANYAPASAL_TOKEN", "987654321:AAstandinstandinstandinstandinstandin")
    os.mkfifo(data / ".running")
    assert main(["run"]) == 1
    assert "can't be written" in capsys.readouterr().err
