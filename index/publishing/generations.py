"""Generations: each a whole index, built aside and read-only from then on; a pointer says which one answers."""

import contextlib
import errno
import fcntl
import hashlib
import json
import logging
import os
import re
import secrets
import shutil
import sqlite3
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import corpus
import index
from corpus.errors import ConfigError, DocumentError, StoreError, failing
from corpus.files import check_file, contents, put, written
from corpus.manifest import DOCUMENTS
from corpus.profile import PROFILES
from index.analysis.lexicon import PATH as LEXICON
from index.analysis.lexicon import load_lexicon
from index.engine import Engine, engine_of
from index.generation.store import Store
from index.office.office import now
from index.office.synonyms import taught
from index.publishing.decisions import Held, Kept, decided, is_lost, shelf

KEEP = 5  # generations kept to go back to, the one that answers among them
FILE, SUM = "index.db", ".sha256"  # a generation's file, and the suffix of the one that holds its SHA-256
BUILDING = ".building-"  # how a generation is called that is not whole yet
POINTER, POINTING = "current", ".current-"  # the pointer, and how one is called that is not swapped in yet
_NAME = re.compile(r"[0-9a-f]{12}-[0-9a-f]{8}")

log = logging.getLogger(__name__)


class UnpointedError(StoreError):
    """What was decided isn't answered from yet; a bot that runs on the data folder points at it once that can be."""


def fingerprint(held: Sequence[Held]) -> str:
    """A SHA-256 over all that an index is made from: documents, their entries, profiles, vocabulary, code."""
    digest = hashlib.sha256()
    code = [path for package in (corpus, index) for path in Path(package.__path__[0]).rglob("*.py")]
    for row in held:
        digest.update(json.dumps(asdict(row.entry)).encode())
    for path in [*(row.path for row in held), *sorted(PROFILES.glob("*.yaml")), LEXICON, *sorted(code)]:
        with contextlib.suppress(OSError):  # what is missing, no file or too large is told by name when it is read
            check_file(path)
            digest.update(f"{path.name}\0".encode() + bytes.fromhex(_sum(path)))
    return digest.hexdigest()


def current(data: Path, documents: Path) -> Store:
    """Open the generation that the documents call for, building it first where it is not there yet.

    Raises DocumentError, ManifestError or ProfileError for what can't be read, StoreError where the data folder
    can't be written. Files that admins sent and that are lost are told in the log.
    """
    try:
        held = shelf(documents, data, decided(data))
    except StoreError:  # what was decided can't be read: then what answers goes on, or else the folder's documents
        if (store := answering(data)) is not None:
            return store
        held = shelf(documents, data, ())
    wanted = fingerprint(held)
    if (store := answering(data, wanted)) is not None:
        return store
    with locked(data):  # another program may have built it meanwhile
        return answering(data, wanted) or _made(data, held)


def open_engine(data: Path, home_office: str, documents: Path = DOCUMENTS) -> Engine:
    """An engine over the generation that the documents call for; built first where it is missing or stale."""
    store = current(data, documents)
    if store.offices and home_office not in store.offices:
        raise ConfigError(
            f"home_office (TANYAPASAL_HOME_OFFICE): no document is of the office {home_office!r}; "
            f"the manifest's offices are: {', '.join(sorted(store.offices))}"
        )
    return engine_of(store, home_office, taught(data))


def _made(data: Path, held: Sequence[Held]) -> Store:
    """The generation for these documents, built now; where files of some are lost, what answered, or the others'."""
    try:
        return _publish(data, held)
    except DocumentError as error:
        if not (missing := [row for row in held if is_lost(row, data)]):
            raise
        log.warning("%s; until then what is known without it answers", error)
        return answering(data) or _publish(data, [row for row in held if row not in missing])


def rebuild(data: Path, documents: Path) -> Store:
    """Build the generation anew though one is there, and answer from it."""
    held = shelf(documents, data, decided(data))
    with locked(data):
        return _publish(data, held, anew=True)


def prepare(data: Path, documents: Path, kept: Sequence[Kept]) -> Store:
    """Build the generation for these decisions, without answering from it; the one that is there already, if it is."""
    held = shelf(documents, data, kept)
    with locked(data):
        return _prepared(data, held)


@contextlib.contextmanager
def pointing(data: Path, store: Store) -> Iterator[Callable[[], None]]:
    """A pointer to a prepared generation is on the disk, and nobody else builds; what is given answers from it.

    So a full disk is told before anything is decided. Raises StoreError, what is given UnpointedError.
    """
    name = store.path.parent.name

    def swap() -> None:
        with failing(UnpointedError, "index.unpointed", OSError, data=data):
            point()
        _forget(data / "generations", name)

    with locked(data), contextlib.ExitStack() as stack:
        with failing(StoreError, "index.unwritten", OSError, data=data):
            point = stack.enter_context(written(data / POINTER, f"{name}\n".encode(), POINTING))
        yield swap


@contextlib.contextmanager
def locked(data: Path, name: str = ".building", taken: str = "") -> Iterator[None]:
    """Hold a lock of a data folder, that of whoever builds or points; a second process waits, then finds the work done.

    Raises StoreError where the folder can't be written, and with `taken`, told so, where another process holds it.
    """
    with failing(StoreError, "index.unwritable", OSError, data=data):
        (data / "generations").mkdir(parents=True, exist_ok=True)
        handle = os.open(data / name, os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC, 0o644)
        if not stat.S_ISREG(os.fstat(handle).st_mode):  # a pipe or a device in its place
            os.close(handle)
            raise OSError(errno.EINVAL, "is no file", str(data / name))
    with os.fdopen(handle, "w"):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (fcntl.LOCK_NB if taken else 0))
        except BlockingIOError:
            raise StoreError(taken) from None
        yield


def answering(data: Path, wanted: str = "") -> Store | None:
    """The generation that the pointer names, or None where it is missing, damaged or of others than `wanted`."""
    with contextlib.suppress(OSError, ValueError):
        return _whole(data, contents(data / POINTER).decode().strip(), wanted)
    return None


def _whole(data: Path, name: str, wanted: str) -> Store | None:
    path = data / "generations" / name / FILE
    with contextlib.suppress(OSError, ValueError, StoreError):
        if _NAME.fullmatch(name) and path.is_file() and contents(path.with_suffix(SUM)).decode() == _sum(path):
            store = Store(path)
            if wanted in ("", store.meta.get("fingerprint")):
                store.check()
                return store
    return None


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _publish(data: Path, held: Sequence[Held], *, anew: bool = False) -> Store:
    """Build aside, check, swap the pointer, forget the oldest; the generation that answers stays as it is."""
    _sweep(data)
    if (data / POINTER).is_dir():
        raise StoreError("index.pointer", file=data / POINTER)
    store = _prepared(data, held, anew=anew)
    name = store.path.parent.name
    try:
        with failing(StoreError, "index.unwritten", OSError, data=data):
            put(data / POINTER, f"{name}\n".encode(), POINTING)
    except StoreError:
        shutil.rmtree(store.path.parent, ignore_errors=True)
        raise
    _forget(data / "generations", name)
    return store


def _prepared(data: Path, held: Sequence[Held], *, anew: bool = False) -> Store:
    """A whole generation for these documents: one that is there, else one built aside now."""
    folder, wanted = data / "generations", fingerprint(held)
    _sweep(data)
    for path in () if anew else sorted(folder.glob(f"{wanted[:12]}-*")):
        if (store := _whole(data, path.name, wanted)) is not None:
            return store
    name = f"{wanted[:12]}-{secrets.token_hex(4)}"
    with (
        failing(StoreError, "index.unwritten", OSError, sqlite3.Error, data=data),
        tempfile.TemporaryDirectory(prefix=BUILDING, dir=folder, ignore_cleanup_errors=True) as aside,
    ):
        _build(Path(aside) / FILE, held, wanted, data)
        Path(aside).rename(folder / name)
    return Store(folder / name / FILE)


def _build(path: Path, held: Sequence[Held], wanted: str, data: Path) -> None:
    """Build a generation's file, check it and put its SHA-256 beside it."""
    from index.generation.build import build  # here, because only building needs what these import
    from index.publishing.kept_trees import load_all

    loaded = load_all(held, data, answering)
    build(path, loaded, load_lexicon(), {"fingerprint": wanted, "indexed_at": now()})
    store, expected = Store(path), sum(len(document.tree.nodes) for document in loaded)
    store.check()
    if store.size != expected:
        raise StoreError("index.incomplete", file=path, count=store.size, expected=expected)
    path.with_suffix(SUM).write_text(_sum(path), encoding="ascii")


def _sweep(data: Path) -> None:
    """Remove what a build that was killed left behind; nobody else builds while the lock is held."""
    for path in (data / "generations").glob(f"{BUILDING}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in data.glob(f"{POINTING}*"):
        with contextlib.suppress(OSError):  # it takes no room to speak of; the next build tries again
            path.unlink()


def _forget(folder: Path, name: str) -> None:
    """Remove all generations but the one of that name and the newest others, KEEP in all; what can't be is left."""
    with contextlib.suppress(OSError):
        others = [path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.name != name]
        for path in others:
            if path.stat().st_mtime > time.time():  # made while the clock was wrong
                os.utime(path)  # from now on it ages as the others do
        others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in others[KEEP - 1 :]:
            shutil.rmtree(path, ignore_errors=True)
