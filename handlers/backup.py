"""A backup of what an office can't get again: its documents, its decisions, its audit; put back by `restore`."""

from __future__ import annotations

import io
import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from corpus.errors import StoreError
from index.office import NAME, Office
from index.shelf import OWN, decided

PERSONAL = ("asked", "votes", "preferences", "buttons", "meetings", "noted", "drafts", "asking")
SENT = 50 * 2**20  # bytes of a file that Telegram takes from a bot
MOST = 2**31  # bytes of all files of a backup together


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

    Raises StoreError for what is no backup, and where a database is there already.
    """
    for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
        if (data / name).exists():
            raise StoreError(f"{data / name}: is there already; move {NAME}* away, or restore into another data folder")
    try:
        with zipfile.ZipFile(archive) as file:
            names = [info.filename for info in file.infolist() if not info.is_dir()]
            own = [name for name in names if name.startswith(f"{OWN}/") and Path(name).name == name[len(OWN) + 1 :]]
            if NAME not in names or set(names) != {NAME, *own}:
                raise StoreError(f"{archive}: is no backup of TanyaPasal; give the file that /cadangan sent")
            if sum(info.file_size for info in file.infolist()) > MOST:
                raise StoreError(f"{archive}: is larger than any backup; give the file that /cadangan sent")
            with tempfile.TemporaryDirectory() as folder:  # which tells what is wrong with it before it counts
                (Path(folder) / NAME).write_bytes(file.read(NAME))
                Office(Path(folder)).close()
                decided(Path(folder))
            (data / OWN).mkdir(parents=True, exist_ok=True)
            for name in [*own, NAME]:  # the database last: it decides
                (data / f"{name}.part").write_bytes(file.read(name))
                (data / f"{name}.part").replace(data / name)
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise StoreError(f"{archive}: can't be restored ({error}); check the file, space and rights") from error
    Office(data).close()  # which migrates it, and tells what is wrong with it
    return len(names)


def _copy(source: Path, target: Path, *, with_questions: bool) -> None:
    with closing(sqlite3.connect(source, timeout=10)) as database, closing(sqlite3.connect(target)) as copy:
        database.backup(copy)
        for table in () if with_questions else PERSONAL:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 (constant)
        copy.commit()
        copy.execute("VACUUM")
