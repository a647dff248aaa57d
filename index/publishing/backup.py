"""A backup of what an office can't get again: its documents, its decisions, its audit; put back by `restore`."""

import contextlib
import io
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from corpus.errors import StoreError
from corpus.files import MAX_BYTES
from corpus.manifest import is_name
from index.office.office import MIGRATIONS, NAME, Office, read_only
from index.publishing.decisions import OWN, Held, decided, from_json, is_lost
from index.publishing.kept_trees import RESTORING

PERSONAL = ("asked", "votes", "preferences", "buttons", "meetings", "noted", "drafts", "asking")
SENT = 50 * 2**20  # bytes of a file that Telegram takes from a bot
MOST = 2**31  # bytes of all files of a backup together
FILES = 10_000  # of a backup
SMALL, RATIO = 64 * 2**20, 50  # beyond so many bytes it may unpack to no more than so many times its size


def backup(data: Path, *, with_questions: bool = False) -> bytes:
    """A zip of the office's database and of the files that admins sent; of people's questions only if asked for.

    Raises StoreError where it can't be read.
    """
    stream = io.BytesIO()
    try:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / NAME
            _copy(data / NAME, copy, with_questions=with_questions)
            archive.write(copy, NAME)
            for path in sorted((data / OWN).glob("[!.]*")):
                archive.write(path, f"{OWN}/{path.name}")
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{data}: no backup can be made ({error}); check space and rights") from error
    return stream.getvalue()


def save(data: Path, path: Path, *, with_questions: bool = False) -> int:
    """Write a backup into a new file that only its owner may read; gives its size.

    Raises StoreError as `backup` does and where there is no database, OSError where the file is there already or
    can't be written.
    """
    if not (data / NAME).is_file():
        raise StoreError(f"{data}: holds no {NAME}, nothing to back up; say the bot's data folder in TANYAPASAL_DATA")
    content = backup(data, with_questions=with_questions)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 (the mode)
        return file.write(content)


def restore(archive: Path, data: Path) -> int:
    """Put a backup into a data folder that has no office's database yet; gives how many files came.

    It is unpacked and looked at aside, and counts at once at the end. Raises StoreError for what is no backup, and
    where a database is there already; then nothing of it is left.
    """
    for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
        if (data / name).exists():
            raise StoreError(f"{data / name}: is there already; move {NAME}* away, or restore into another data folder")
    if not archive.is_file():
        raise StoreError(f"{archive}: is no file; give the file that /cadangan sent")
    made = not data.exists()
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=RESTORING, dir=data) as folder:
            own = _unpack(archive, Path(folder))
            _check(archive, Path(folder))
            _put(Path(folder), own, data)
    except (OSError, zipfile.BadZipFile, zlib.error, sqlite3.Error, RuntimeError, ValueError) as error:
        raise StoreError(f"{archive}: can't be restored ({error}); check the file, space and rights") from error
    finally:
        if made:
            with contextlib.suppress(OSError):  # it isn't empty: the backup is there
                data.rmdir()
    return len(own) + 1


def lacking(data: Path) -> list[str]:
    """The files of documents to be answered from that a restored data folder doesn't have."""
    rows = [row.entry for row in decided(data) if row.own and not row.retired]
    return [entry.file for entry in rows if is_lost(Held(entry=entry, path=data / OWN / entry.file), data)]


def _unpack(archive: Path, folder: Path) -> list[str]:
    """Write a backup's files into a folder, piece by piece; gives the names of those that admins sent."""
    with zipfile.ZipFile(archive) as file:
        infos = [info for info in file.infolist() if not info.is_dir()]
        names = [info.filename for info in infos]
        own = [name[len(OWN) + 1 :] for name in names if name.startswith(f"{OWN}/")]
        good = {NAME, *(f"{OWN}/{name}" for name in own if name[:1] not in ("", ".") and is_name(name))}
        if sorted(names) != sorted(good):
            raise StoreError(f"{archive}: is no backup of TanyaPasal; give the file that /cadangan sent")
        total, most = sum(info.file_size for info in infos), max(SMALL, RATIO * archive.stat().st_size)
        large = [info for info in infos if info.filename != NAME and info.file_size > MAX_BYTES]
        if len(infos) > FILES or total > min(MOST, most) or large:
            raise StoreError(f"{archive}: is larger than any backup; give the file that /cadangan sent")
        (folder / OWN).mkdir()
        for info in infos:
            with file.open(info) as source, (folder / info.filename).open("wb") as target:
                shutil.copyfileobj(source, target, 2**20)  # no more than the size that was told
                target.flush()
                os.fsync(target.fileno())
    return own


def _check(archive: Path, folder: Path) -> None:
    """Raise StoreError where an unpacked backup's database is none, or what it holds can't be acted upon."""
    with read_only(folder / NAME) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"migrations", "audit"} <= tables:
            raise StoreError(f"{archive}: its {NAME} is no database of TanyaPasal; give the file that /cadangan sent")
        done = {name for (name,) in database.execute("SELECT name FROM migrations")}
        if newer := ", ".join(sorted(done - MIGRATIONS.keys())):
            raise StoreError(f"{archive}: is of a newer TanyaPasal ({newer}); install that one first")
        for (rows,) in database.execute("SELECT rows FROM shelves") if "shelves" in tables else ():
            from_json(rows)
        (damage,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if damage != "ok":
            raise StoreError(f"{archive}: its {NAME} is damaged ({damage}); give another backup")
    Office(folder).close()  # which migrates it, and tells what else is wrong with it


def _put(folder: Path, own: list[str], data: Path) -> None:
    """Move an unpacked backup to where it counts: the database last, which decides."""
    (data / OWN).mkdir(exist_ok=True)
    new = [name for name in own if not (data / OWN / name).exists()]
    try:
        for name in own:
            (folder / OWN / name).replace(data / OWN / name)
        (folder / NAME).replace(data / NAME)
    except OSError:
        for name in new:
            (data / OWN / name).unlink(missing_ok=True)
        raise


def _copy(source: Path, target: Path, *, with_questions: bool) -> None:
    with closing(sqlite3.connect(source, timeout=10)) as database, closing(sqlite3.connect(target)) as copy:
        database.backup(copy)
        for table in () if with_questions else PERSONAL:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 (constant)
        copy.commit()
        copy.execute("VACUUM")
