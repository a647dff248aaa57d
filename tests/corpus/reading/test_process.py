"""Processes that work for the bot end with it, and what they began is removed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.files import ASIDE, put
from index.publishing.kept_trees import STALE, sweep

PARENT = (
    "import subprocess, sys; print(subprocess.Popen([sys.executable, '-m', *sys.argv[1:]]).pid, flush=True); input()"
)
ROOT = Path(__file__).parents[3]
linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the limit of time ends them")


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


@linux
@pytest.mark.parametrize("command", [["index.publishing.worker"], ["corpus.reading.pdf_worker", "pages", "x.pdf"]])
def test_a_reader_ends_with_the_program_that_started_it(command: list[str]) -> None:
    read, write = os.pipe()  # which stays open: it isn't the end of its input that ends it
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, *command], stdin=read, stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert parent.stdout is not None
    with parent.stdout as told:
        child = int(told.readline())
    try:
        assert until(lambda: limits(child) != limits(parent.pid), 30)  # it has them once it sees to its end
        assert lives(child)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        assert until(lambda: not lives(child))
    finally:
        if lives(child):
            os.kill(child, signal.SIGKILL)
        os.close(read)
        os.close(write)


def limits(pid: int) -> str:
    return Path(f"/proc/{pid}/limits").read_text(encoding="ascii")


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "parsed" / "a.json", b"{}")
    monkeypatch.setattr(os, "fsync", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"):
        put(tmp_path / "parsed" / "b.json", b"{}")
    assert [path.name for path in (tmp_path / "parsed").iterdir()] == ["a.json"]


def test_what_was_never_finished_is_removed_once_it_is_old(tmp_path: Path) -> None:
    left = [f"parsed/{ASIDE}x", "parsed/tmpabc", "recognised/tmpabc", f"documents/{ASIDE}x", ".restoring-x/office.db"]
    others = ["parsed/a.json", "documents/tmp-abc.txt", "office.db"]
    for name in [*left, *others]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    sweep(tmp_path)
    assert all((tmp_path / name).exists() for name in left)
    old = time.time() - STALE - 1
    for path in tmp_path.rglob("*"):
        os.utime(path, (old, old))
    sweep(tmp_path)
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()) == sorted(others)
    assert not (tmp_path / ".restoring-x").exists()
