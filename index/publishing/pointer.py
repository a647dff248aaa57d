"""The pointer that says which generation answers, and the lock of whoever builds or points."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from corpus.errors import StoreError, cause

NAME = "current"
POINTING = ".current-"  # how a pointer is called that is not swapped in yet


class UnpointedError(StoreError):
    """What was decided isn't answered from yet; a bot that runs on the data folder points at it once that can be."""


@contextlib.contextmanager
def written(data: Path, name: str) -> Iterator[Callable[[], object]]:
    """A pointer to the generation of that name, whole on the disk aside; what is given swaps it in by a rename.

    Raises OSError where it can't be written, as what is given does where it can't be swapped. What isn't swapped in
    is removed.
    """
    handle, path = tempfile.mkstemp(prefix=POINTING, dir=data)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        yield lambda: Path(path).replace(data / NAME)
    finally:
        with contextlib.suppress(OSError):  # it is swapped in, or takes no room to speak of
            Path(path).unlink()


def only_builder(data: Path) -> AbstractContextManager[None]:
    """Hold the data folder's build lock; a second process waits, then finds the work done."""
    return locked(data, ".building")


@contextlib.contextmanager
def locked(data: Path, name: str, taken: str = "") -> Iterator[None]:
    """Hold a lock of a data folder; a second process waits, or with `taken` told so fails by a StoreError.

    Raises StoreError where the folder can't be written.
    """
    try:
        (data / "generations").mkdir(parents=True, exist_ok=True)
        handle = _lockable(data / name)
    except OSError as error:
        raise StoreError("index.unwritable", data=data, cause=cause(error)) from error
    with os.fdopen(handle, "w"):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (fcntl.LOCK_NB if taken else 0))
        except BlockingIOError:
            raise StoreError(taken) from None
        yield


def _lockable(path: Path) -> int:
    """A file to be locked, made where it is missing; raises OSError for a pipe or a device in its place."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC, 0o644)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "is no file", str(path))
    return handle
