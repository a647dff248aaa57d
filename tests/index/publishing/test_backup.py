"""A backup put back: what comes from a stranger is looked at aside, and nothing of what is refused is left."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from corpus.errors import StoreError
from corpus.manifest import DOCUMENTS, Entry
from index.office.office import Office
from index.publishing import backup as backups
from index.publishing.backup import backup, restore
from index.publishing.decisions import decided
from index.publishing.generations import current
from index.publishing.library import Library

ENTRY = Entry(id="taman", file="", profile="peraturan", title="Taman", short="Perda Taman", formal="Perda Taman")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a good backup."""
    data = tmp_path_factory.mktemp("source")
    office = Office(data)
    library = Library(data, DOCUMENTS, office)
    name = library.keep(b"Pasal 1\nTaman kota buka setiap hari.\n", "taman", ".txt")
    library.publish(library.adding(replace(ENTRY, file=name)), "7")
    office.close()
    with zipfile.ZipFile(io.BytesIO(backup(data))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "cadangan.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def changed(database: bytes, folder: Path, change: Callable[[sqlite3.Connection], object]) -> bytes:
    path = folder / "changed.db"
    path.write_bytes(database)
    connection = sqlite3.connect(path)
    change(connection)
    connection.commit()
    connection.close()
    return path.read_bytes()


def decision(rows: str) -> Callable[[sqlite3.Connection], object]:
    """Another last decision."""
    query = "INSERT INTO shelves (at, who, action, what, rows, fingerprint) VALUES ('', '', '', '', ?, '')"
    return lambda connection: connection.execute(query, [rows])


def with_value(key: str, value: object) -> Callable[[sqlite3.Connection], object]:
    """The last decision with another value in its entry."""

    def change(connection: sqlite3.Connection) -> None:
        (rows,) = connection.execute("SELECT rows FROM shelves ORDER BY number DESC LIMIT 1").fetchone()
        told = json.loads(rows)
        told[0]["entry"][key] = value
        decision(json.dumps(told))(connection)

    return change


CHANGES = {
    "json": decision("{"),
    "keys": decision('[{"a": 1}]'),
    "list": decision("7"),
    "path": with_value("file", "../../../secret.txt"),
    "hidden": with_value("file", ".secret"),
    "profile": with_value("profile", "../../secret"),
    "number": with_value("title", 7),
    "newer": lambda connection: connection.execute("INSERT INTO migrations VALUES ('tomorrow', '')"),
    "foreign": lambda connection: connection.execute("DROP TABLE migrations"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_database_that_cannot_be_acted_upon_is_refused(files: dict[str, bytes], tmp_path: Path, name: str) -> None:
    database = changed(files["office.db"], tmp_path, CHANGES[name])
    with pytest.raises(StoreError):
        restore(zipped(tmp_path, files | {"office.db": database}), tmp_path / "data")
    assert not (tmp_path / "data").exists()


OTHERS: dict[str, dict[str, bytes]] = {
    "empty database": {"office.db": b""},
    "no database": {"office.db": b"x" * 5000},
    "outside": {"documents/../../x.txt": b"a"},
    "hidden": {"documents/.x": b"a"},
    "folder": {"documents/..": b"a"},
    "another": {"x.txt": b"a"},
    "large": {"documents/a.txt": bytes(21 * 2**20)},
    "bomb": {f"documents/{number}.txt": bytes(17 * 2**20) for number in range(4)},
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_backup_is_refused_and_nothing_is_left(files: dict[str, bytes], tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError):
        restore(zipped(tmp_path, files | OTHERS[name]), tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_too_many_files_a_broken_zip_and_a_pipe_are_refused(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = zipped(tmp_path, files).read_bytes()
    broken, pipe = tmp_path / "rusak.zip", tmp_path / "pipa.zip"
    broken.write_bytes(whole[:200] + bytes(60) + whole[260:])
    os.mkfifo(pipe)
    for path in (broken, pipe, tmp_path / "none.zip"):
        with pytest.raises(StoreError):
            restore(path, tmp_path / "data")
    monkeypatch.setattr(backups, "FILES", 1)
    with pytest.raises(StoreError, match="larger than any backup"):
        restore(zipped(tmp_path, files), tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_folder_of_the_working_directory_is_restored_into(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert restore(zipped(tmp_path, files), Path("data")) == len(files)


def test_a_backup_that_lacks_a_document_is_restored_and_says_so(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = zipped(tmp_path, {"office.db": files["office.db"]})
    monkeypatch.chdir(tmp_path)  # no configuration of an office's own
    monkeypatch.setenv("TANYAPASAL_DATA", str(tmp_path / "data"))
    assert main(["restore", str(archive)]) == 1
    (row,) = decided(tmp_path / "data")
    assert f"the backup lacks {row.entry.file}; send them again" in capsys.readouterr().err
    assert main(["ask", "siapa yang mengurus bandwidth?"]) == 0
    assert "Seksi Infrastruktur TIK" in capsys.readouterr().out
    (tmp_path / "data" / "documents" / row.entry.file).write_bytes(files[f"documents/{row.entry.file}"])
    assert current(tmp_path / "data", DOCUMENTS).by_id("taman/pasal-1") is not None
    assert main(["backup", str(archive)]) == 1
    assert f"{archive}: is there already; choose another name" in capsys.readouterr().err
