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
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import corpus
import index
from corpus.errors import StoreError
from corpus.manifest import NAME, load_manifest
from corpus.profile import PROFILES
from index.lexicon import PATH as LEXICON
from index.lexicon import load_lexicon
from index.store import Store

KEEP = 5  # generations kept to go back to
FILE, SUM = "index.db", ".sha256"  # a generation's file, and the suffix of the one that holds its SHA-256
BUILDING = ".building-"
_NAME = re.compile(r"[0-9a-f]{12}-[0-9a-f]{8}")


def fingerprint(documents: Path) -> str:
    """A SHA-256 over all that an index is made from: documents, manifest, profiles, vocabulary, code."""
    digest = hashlib.sha256()
    entries = load_manifest(documents)
    files = [documents / NAME, *(documents / entry.file for entry in entries)]
    code = [path for package in (corpus, index) for path in Path(package.__path__[0]).rglob("*.py")]
    for path in [*files, *sorted(PROFILES.glob("*.yaml")), LEXICON, *sorted(code)]:
        with contextlib.suppress(FileNotFoundError):  # a missing document is told by name when it is read
            digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
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
        pointed = (data / "current").read_text(encoding="utf-8").strip()
        path = data / "generations" / pointed / FILE
        if not _NAME.fullmatch(pointed) or path.with_suffix(SUM).read_text(encoding="ascii") != _sum(path):
            return None
        store = Store(path)
    except (OSError, ValueError, StoreError, KeyError):
        return None
    return store if store.meta.get("fingerprint") == wanted else None


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _publish(data: Path, documents: Path, wanted: str) -> None:
    """Build aside, check, swap the pointer, forget the oldest; the generation that answers stays as it is."""
    from corpus.load import load_documents  # here, because only building needs what these import
    from index.build import build

    folder = data / "generations"
    _sweep(folder)
    name = f"{wanted[:12]}-{secrets.token_hex(4)}"
    try:
        aside = Path(tempfile.mkdtemp(prefix=BUILDING, dir=folder))
        try:
            loaded = load_documents(documents)
            build(aside / FILE, loaded, load_lexicon(), {"fingerprint": wanted, "indexed_at": _now()})
            _check(Store(aside / FILE), sum(len(document.tree.nodes) for document in loaded))
            (aside / FILE).with_suffix(SUM).write_text(_sum(aside / FILE), encoding="ascii")
            aside.rename(folder / name)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _point(data, name)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{data}: the index can't be written ({error}); check space and rights") from error
    _forget(folder, name)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _sweep(folder: Path) -> None:
    """Remove what a build that was killed left behind; nobody else builds while the lock is held."""
    for path in folder.glob(f"{BUILDING}*"):
        shutil.rmtree(path, ignore_errors=True)


def _check(store: Store, expected: int) -> None:
    if store.size != expected:
        raise StoreError(f"{store.path}: holds {store.size} of {expected} units; start again")


def _point(data: Path, name: str) -> None:
    """Swap the pointer by a rename, so that it is whole at any instant."""
    handle, path = tempfile.mkstemp(prefix=".current-", dir=data)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(path).replace(data / "current")


def _forget(folder: Path, name: str) -> None:
    kept = sorted((p for p in folder.iterdir() if not p.name.startswith(".")), key=lambda p: p.stat().st_mtime)
    for path in kept[:-KEEP]:
        if path.name != name:
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
