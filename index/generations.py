"""Generations: each a whole index, built aside and read-only from then on; a pointer says which one answers."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import corpus
import index
from corpus.errors import StoreError
from corpus.manifest import NAME, load_manifest
from corpus.profile import PROFILES
from corpus.read import check_file, contents
from index.lexicon import PATH as LEXICON
from index.lexicon import load_lexicon
from index.store import Store

KEEP = 5  # generations kept to go back to, the one that answers among them
FILE, SUM = "index.db", ".sha256"  # a generation's file, and the suffix of the one that holds its SHA-256
BUILDING, POINTING = ".building-", ".current-"  # what is not whole yet: a generation, a pointer
_NAME = re.compile(r"[0-9a-f]{12}-[0-9a-f]{8}")


def fingerprint(documents: Path) -> str:
    """A SHA-256 over all that an index is made from: documents, manifest, profiles, vocabulary, code."""
    digest = hashlib.sha256()
    entries = load_manifest(documents)
    files = [documents / NAME, *(documents / entry.file for entry in entries)]
    code = [path for package in (corpus, index) for path in Path(package.__path__[0]).rglob("*.py")]
    for path in [*files, *sorted(PROFILES.glob("*.yaml")), LEXICON, *sorted(code)]:
        with contextlib.suppress(OSError):  # what is missing, no file or too large is told by name when it is read
            check_file(path)
            digest.update(f"{path.name}\0".encode() + bytes.fromhex(_sum(path)))
    return digest.hexdigest()


def current(data: Path, documents: Path) -> Store:
    """Open the generation that the documents call for, building it first where it is not there yet.

    Raises DocumentError, ManifestError or ProfileError for what can't be read, StoreError where the data folder
    can't be written.
    """
    wanted = fingerprint(documents)
    store = _opened(data, wanted)
    if store is not None:
        return store
    with _only_builder(data):
        store = _opened(data, wanted)
        if store is None:
            _publish(data, documents, wanted)
            store = _opened(data, wanted)
    if store is None:
        raise StoreError(f"{data}: the index that was just built can't be read; check the disk, then start again")
    return store


def rebuild(data: Path, documents: Path) -> Store:
    """Build the generation anew though one is there, and answer from it."""
    wanted = fingerprint(documents)
    with _only_builder(data):
        _publish(data, documents, wanted)
    return current(data, documents)


def _opened(data: Path, wanted: str) -> Store | None:
    """The generation that the pointer names, or None where it is missing, damaged or of other documents."""
    try:
        pointed = contents(data / "current").decode().strip()
        path = data / "generations" / pointed / FILE
        if not _NAME.fullmatch(pointed) or not path.is_file():
            return None
        if contents(path.with_suffix(SUM)).decode() != _sum(path):
            return None
        store = Store(path)
        if store.meta.get("fingerprint") != wanted:
            return None
        store.check()
    except (OSError, ValueError, StoreError):
        return None
    return store


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _publish(data: Path, documents: Path, wanted: str) -> None:
    """Build aside, check, swap the pointer, forget the oldest; the generation that answers stays as it is."""
    folder = data / "generations"
    _sweep(data)
    if (data / "current").is_dir():
        raise StoreError(f"{data / 'current'}: is a folder, but must be a file; move it away, then start again")
    name = f"{wanted[:12]}-{secrets.token_hex(4)}"
    try:
        aside = Path(tempfile.mkdtemp(prefix=BUILDING, dir=folder))
        try:
            _build(aside / FILE, documents, wanted)
            aside.rename(folder / name)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        try:
            _point(data, name)
        except OSError:
            shutil.rmtree(folder / name, ignore_errors=True)
            raise
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{data}: the index can't be written ({error}); check space and rights") from error
    _forget(folder, name)


def _build(path: Path, documents: Path, wanted: str) -> None:
    """Build a generation's file, check it and put its SHA-256 beside it."""
    from corpus.load import load_documents  # here, because only building needs what these import
    from index.build import build

    loaded = load_documents(documents)
    build(path, loaded, load_lexicon(), {"fingerprint": wanted, "indexed_at": _now()})
    _check(Store(path), sum(len(document.tree.nodes) for document in loaded))
    path.with_suffix(SUM).write_text(_sum(path), encoding="ascii")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _sweep(data: Path) -> None:
    """Remove what a build that was killed left behind; nobody else builds while the lock is held."""
    for path in (data / "generations").glob(f"{BUILDING}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in data.glob(f"{POINTING}*"):
        with contextlib.suppress(OSError):  # it takes no room to speak of; the next build tries again
            path.unlink()


def _check(store: Store, expected: int) -> None:
    store.check()
    if store.size != expected:
        raise StoreError(f"{store.path}: holds {store.size} of {expected} units; start again")


def _point(data: Path, name: str) -> None:
    """Swap the pointer by a rename, so that it is whole at any instant."""
    handle, path = tempfile.mkstemp(prefix=POINTING, dir=data)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(path).replace(data / "current")
    except BaseException:
        Path(path).unlink()
        raise


def _forget(folder: Path, name: str) -> None:
    """Remove all generations but the one of that name and the newest others, KEEP in all."""
    now = time.time()
    others = [path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.name != name]
    for path in others:
        if path.stat().st_mtime > now:  # made while the clock was wrong; from now on it ages as the others do
            os.utime(path, (now, now))
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEEP - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _only_builder(data: Path) -> Iterator[None]:
    """Hold the data folder's build lock; a second process waits, then finds the work done."""
    try:
        (data / "generations").mkdir(parents=True, exist_ok=True)
        file = (data / ".building").open("w")
    except OSError as error:
        raise StoreError(
            f"{data}: can't be written ({error.strerror}); say another folder in TANYAPASAL_DATA"
        ) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
