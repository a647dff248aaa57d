"""The index is built when the documents call for it, only then, whole or not at all, and read by many at once."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import index.generation.build
from corpus.errors import DocumentError, ManifestError, StoreError, TanyaPasalError
from corpus.manifest import DOCUMENTS
from corpus.profile import PROFILES
from index.analysis.lexicon import PATH as LEXICON
from index.engine import Engine
from index.generation.store import Store
from index.publishing import generations
from index.publishing.decisions import shelf
from index.publishing.generations import KEEP, current, fingerprint, rebuild

ROOT = Path(index.__path__[0]).parent
TEXT = """Kepala Bagian Umum

Pasal 1
(1) Perpustakaan meminjamkan buku.
(2) Buku kembali dalam 7 (tujuh) hari.

Pasal 2
Perpustakaan tutup pada hari libur.
"""
IDS = ["taman-baca", "taman-baca/pasal-1", "taman-baca/pasal-1/ayat-1", "taman-baca/pasal-1/ayat-2",
       "taman-baca/pasal-2"]  # fmt: skip


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one small document."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "taman-baca.txt").write_text(TEXT, encoding="utf-8")
    manifest = "documents:\n  - {id: taman-baca, file: taman-baca.txt, profile: peraturan}\n"
    (folder / "manifest.yaml").write_text(manifest, encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The databases built so far, in order."""
    made: list[Path] = []
    build = index.generation.build.build

    def counted(path: Path, *rest: object) -> None:
        made.append(path)
        build(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(index.generation.build, "build", counted)
    return made


def ids(store: Store) -> list[str]:
    return [unit.id for unit in store.units()]


def generation(data: Path) -> Path:
    return data / "generations" / (data / "current").read_text(encoding="utf-8").strip()


def test_a_first_start_builds_and_a_second_only_opens(data: Path, documents: Path, builds: list[Path]) -> None:
    assert ids(current(data, documents)) == IDS
    assert ids(current(data, documents)) == IDS
    assert len(builds) == 1
    assert [path.name for path in (data / "generations").iterdir()] == [generation(data).name]


def test_the_data_folder_is_made_with_the_folders_above_it(tmp_path: Path, documents: Path) -> None:
    assert ids(current(tmp_path / "a" / "b" / "data", documents)) == IDS


def test_rebuild_builds_anew_and_gives_the_same(data: Path, documents: Path, builds: list[Path]) -> None:
    before = list(current(data, documents).units())
    assert list(rebuild(data, documents).units()) == before
    assert len(builds) == 2


def change_document(folder: Path) -> None:
    with (folder / "documents" / "taman-baca.txt").open("ab") as file:
        file.write(b"\n")


def change_manifest(folder: Path) -> None:
    path = folder / "documents" / "manifest.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("peraturan}", "peraturan, title: Lain}"), encoding="utf-8")


def change_profile(folder: Path) -> None:
    with (folder / "profiles" / "tupoksi.yaml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")


def add_profile(folder: Path) -> None:
    shutil.copy(folder / "profiles" / "tupoksi.yaml", folder / "profiles" / "lain.yaml")


def change_lexicon(folder: Path) -> None:
    with (folder / "lexicon.yaml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")


@pytest.mark.parametrize("change", [change_document, change_manifest, change_profile, add_profile, change_lexicon])
def test_a_change_builds_anew(
    tmp_path: Path,
    data: Path,
    documents: Path,
    builds: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], None],
) -> None:
    shutil.copytree(PROFILES, tmp_path / "profiles")
    shutil.copy(LEXICON, tmp_path / "lexicon.yaml")
    monkeypatch.setattr(generations, "PROFILES", tmp_path / "profiles")
    monkeypatch.setattr(generations, "LEXICON", tmp_path / "lexicon.yaml")
    current(data, documents)
    before = fingerprint(shelf(documents, documents, ()))
    change(tmp_path)
    assert fingerprint(shelf(documents, documents, ())) != before
    assert ids(current(data, documents)) == IDS
    current(data, documents)
    assert len(builds) == 2


def test_a_time_of_change_alone_builds_nothing(data: Path, documents: Path, builds: list[Path]) -> None:
    current(data, documents)
    for path in documents.iterdir():
        os.utime(path, (1, 1))
    current(data, documents)
    assert len(builds) == 1


def test_a_changed_text_is_answered_from_at_once_and_keeps_the_ids(data: Path, documents: Path) -> None:
    current(data, documents)
    (documents / "taman-baca.txt").write_text(TEXT.replace("7 (tujuh)", "9 (sembilan)"), encoding="utf-8")
    store = current(data, documents)
    unit = store.by_id("taman-baca/pasal-1/ayat-2")
    assert unit is not None
    assert "9 (sembilan)" in unit.text
    assert ids(store) == IDS


def test_a_document_in_front_moves_no_id(data: Path, documents: Path) -> None:
    current(data, documents)
    (documents / "muka.txt").write_text("Pasal 1\nHal lain.\n", encoding="utf-8")
    manifest = "documents:\n  - {id: muka, file: muka.txt, profile: peraturan}\n"
    rows = (documents / "manifest.yaml").read_text(encoding="utf-8").removeprefix("documents:\n")
    (documents / "manifest.yaml").write_text(manifest + rows, encoding="utf-8")
    store = current(data, documents)
    assert ids(store) == ["muka", "muka/pasal-1", *IDS]
    unit = store.by_id("taman-baca/pasal-2")
    assert unit is not None
    assert unit.text == "Perpustakaan tutup pada hari libur."


def truncated(folder: Path) -> None:
    path = folder / "index.db"
    path.write_bytes(path.read_bytes()[:5000])


def emptied(folder: Path) -> None:
    (folder / "index.db").write_bytes(b"")


def garbled(folder: Path) -> None:
    (folder / "index.db").write_bytes(b"not a database" * 999)


def without_tables(folder: Path) -> None:
    (folder / "index.db").unlink()
    connection = sqlite3.connect(folder / "index.db")
    connection.execute("CREATE TABLE other (id)")
    connection.commit()
    connection.close()


def without_arrays(folder: Path) -> None:
    connection = sqlite3.connect(folder / "index.db")
    connection.execute("DELETE FROM arrays")
    connection.commit()
    connection.close()


def without_database(folder: Path) -> None:
    (folder / "index.db").unlink()


def without_generation(folder: Path) -> None:
    shutil.rmtree(folder)


def without_pointer(folder: Path) -> None:
    (folder.parent.parent / "current").unlink()


def empty_pointer(folder: Path) -> None:
    (folder.parent.parent / "current").write_bytes(b"")


def pointer_to_nothing(folder: Path) -> None:
    (folder.parent.parent / "current").write_text("../../etc\n", encoding="utf-8")


DAMAGES = [truncated, emptied, garbled, without_tables, without_arrays, without_database, without_generation,
           without_pointer, empty_pointer, pointer_to_nothing]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_built_again(
    data: Path, documents: Path, builds: list[Path], damage: Callable[[Path], None]
) -> None:
    current(data, documents)
    damage(generation(data))
    assert ids(current(data, documents)) == IDS
    needed = 1 if "pointer" in damage.__name__ else 2  # a whole generation that isn't pointed at is taken again
    assert len(builds) == needed
    assert ids(current(data, documents)) == IDS
    assert len(builds) == needed


def test_an_older_index_of_another_code_is_not_answered_from(
    data: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(generations, "fingerprint", lambda held: "0" * 64)
        current(data, documents)
    old = generation(data)
    current(data, documents)
    assert generation(data) != old


@pytest.mark.parametrize("below", ["", "data", "a/b"])
def test_a_data_folder_that_cannot_be_made_names_the_variable(tmp_path: Path, documents: Path, below: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="TANYAPASAL_DATA") as caught:
        current(tmp_path / "file" / below, documents)
    assert str(tmp_path / "file") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_build_that_fails_leaves_what_answers(data: Path, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    current(data, documents)
    before = generation(data)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index.generation.build, "build", full)
    with pytest.raises(StoreError, match="No space left"):
        rebuild(data, documents)
    assert generation(data) == before
    assert ids(current(data, documents)) == IDS
    assert [path.name for path in (data / "generations").iterdir()] == [before.name]


BROKEN = [
    pytest.param(None, DocumentError, id="missing"),
    pytest.param(b"", DocumentError, id="empty"),
    pytest.param(b"\x00\x01\x02" * 500, DocumentError, id="binary"),
    pytest.param(b" \n\n ", DocumentError, id="blank"),
]


@pytest.mark.parametrize(("content", "error"), BROKEN)
def test_a_broken_document_among_good_ones_is_told_by_its_file(
    data: Path, tmp_path: Path, content: bytes | None, error: type[TanyaPasalError]
) -> None:
    folder = tmp_path / "three"
    shutil.copytree(DOCUMENTS, folder)
    with (folder / "manifest.yaml").open("a", encoding="utf-8") as file:
        file.write("\n  - {id: ketiga, file: ketiga.txt, profile: peraturan}\n")
    if content is not None:
        (folder / "ketiga.txt").write_bytes(content)
    with pytest.raises(error, match=r"ketiga\.txt") as caught:
        current(data, folder)
    assert "\n" not in str(caught.value)
    assert not (data / "current").exists()


def test_a_broken_manifest_is_told_by_its_key(data: Path, documents: Path) -> None:
    (documents / "manifest.yaml").write_text("documents:\n  - {id: x, profile: peraturan}\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"manifest\.yaml: documents\[0\]\.file"):
        current(data, documents)


def test_only_the_newest_generations_are_kept(data: Path, documents: Path) -> None:
    for number in range(KEEP + 2):
        (documents / "taman-baca.txt").write_text(f"{TEXT}\nPasal 3\nHal {number}.\n", encoding="utf-8")
        store = current(data, documents)
    kept = [path for path in (data / "generations").iterdir() if not path.name.startswith(".")]
    assert len(kept) == KEEP
    assert generation(data) in kept
    last = store.by_id("taman-baca/pasal-3")
    assert last is not None
    assert last.text == f"Hal {KEEP + 1}."


TWO = """
import sys
from pathlib import Path
import index.generation.build
from index.publishing.generations import current

build = index.generation.build.build
def counted(*arguments):
    print("built")
    build(*arguments)
index.generation.build.build = counted
print("ready", flush=True)
sys.stdin.readline()
print(*[unit.id for unit in current(Path(sys.argv[1]), Path(sys.argv[2])).units()])
"""


def test_two_processes_that_start_at_once_build_one_good_generation(data: Path, documents: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", TWO, str(data), str(documents)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=30)[0].splitlines() for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert sorted(line for lines in outputs for line in lines) == ["built", " ".join(IDS), " ".join(IDS)]
    assert [path.name for path in (data / "generations").iterdir()] == [generation(data).name]


def test_an_open_generation_answers_on_while_another_is_built(data: Path, documents: Path) -> None:
    store = current(data, documents)
    change_document(documents.parent)
    rebuild(data, documents)
    assert ids(store) == IDS


def test_a_unit_is_found_by_its_id_and_no_other(shipped: Engine) -> None:
    store = shipped.knowledge.store
    units = list(store.units())
    assert len({unit.id for unit in units}) == len(units) == store.size
    assert all(store.by_id(unit.id) == unit for unit in units)
    for unknown in ("", "pm-14-2016/pasal-99", "PM-14-2016", "pm-14-2016/%", "'; DROP TABLE units; --", "pm-14-2016/"):
        assert store.by_id(unknown) is None


def test_a_unit_can_be_cited_where_it_has_a_text(shipped: Engine) -> None:
    store = shipped.knowledge.store
    citable = list(store.citable())
    assert [unit.id for unit in store.units() if unit not in citable] == ["tupoksi-tik-ntb"]  # it has no title page
    assert all(unit.text and unit.quote for unit in citable)
    assert store.count() == len(citable) == sum(store.count(document.entry.id) for document in store.documents)
    assert store.count("no-document") == 0


def test_parents_stand_before_their_parts(shipped: Engine) -> None:
    for unit in shipped.knowledge.store.units():
        assert unit.parent is None or unit.parent < unit.number
        assert unit.unit is None or unit.unit <= unit.number


def test_the_database_is_read_only(shipped: Engine) -> None:
    store = shipped.knowledge.store
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._rows("DELETE FROM units")
    assert store.by_id("pm-14-2016/pasal-12") is not None


def test_threads_read_at_once(shipped: Engine) -> None:
    store = Store(shipped.knowledge.store.path)
    expected = ids(store)
    read: list[list[str]] = []
    threads = [threading.Thread(target=lambda: read.append(ids(store))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert read == [expected] * 8
