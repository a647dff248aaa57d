"""Documents come and go: every change is prepared aside, published in one step, and can be taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import index.publishing.kept_trees
from corpus.errors import DocumentError, StoreError
from corpus.manifest import Entry, Status
from corpus.parsing.parse import Document, load_document
from index.office.office import Office
from index.publishing import generations
from index.publishing.decisions import decided
from index.publishing.generations import UnpointedError, current, prepare
from index.publishing.library import Library

TEXT = "Pasal 1\nTaman kota buka setiap hari.\n\nPasal 2\nTaman kota tutup pada malam hari.\n"
ENTRY = Entry(
    id="taman-kota", file="", profile="peraturan", title="Taman Kota", short="Perda Taman", formal="Perda Taman Kota"
)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "pasar.txt").write_text("Pasal 1\nPasar buka setiap pagi.\n", encoding="utf-8")
    manifest = "documents:\n  - {id: pasar, file: pasar.txt, profile: peraturan}\n"
    (folder / "manifest.yaml").write_text(manifest, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path, documents: Path) -> Iterator[Library]:
    office = Office(tmp_path / "data")
    yield Library(tmp_path / "data", documents, office)
    office.close()


def add(library: Library, text: str = TEXT, entry: Entry = ENTRY) -> None:
    name = library.keep(text.encode(), entry.id, ".txt")
    library.publish(library.adding(replace(entry, file=name)), "7")


def units(library: Library) -> dict[str, str]:
    """What is answered from after a start anew: each clause's text by its id."""
    return {unit.id: unit.text for unit in current(library.data, library.documents).units() if unit.text}


def killed_at(name: str, replace: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    """`Path.replace` that ends the program where a file of that name would be put in place."""

    def killed(self: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise KeyboardInterrupt
        return replace(self, target)

    return killed


def test_a_document_is_added_replaced_retired_restored_and_taken_back(library: Library) -> None:
    alone = {"pasar/pasal-1": "Pasar buka setiap pagi."}
    assert units(library) == alone
    add(library)
    both = units(library)
    assert both["taman-kota/pasal-2"] == "Taman kota tutup pada malam hari."
    add(library, TEXT.replace("malam", "siang"))
    assert "siang" in units(library)["taman-kota/pasal-2"]
    library.publish(library.retiring("taman-kota"), "7")
    assert units(library) == alone
    library.publish(library.restoring("taman-kota"), "7")
    assert "siang" in units(library)["taman-kota/pasal-2"]
    library.publish(library.going_back(1), "8")
    assert units(library) == both
    library.publish(library.going_back(0), "8")
    assert units(library) == alone
    assert [row.action for row in library.history()] == ["add", "replace", "retire", "restore", "rollback", "rollback"]


def test_a_document_of_the_folder_is_replaced_and_marked_too(library: Library) -> None:
    add(library, "Pasal 1\nPasar buka setiap sore.\n", replace(ENTRY, id="pasar"))
    assert "sore" in units(library)["pasar/pasal-1"]
    status = Status(in_force="no", checked_by="Bagian Hukum", checked_on="2026-02-03", replaced_by="Perda 2/2027")
    library.publish(library.marking("pasar", status), "7")
    (document,) = current(library.data, library.documents).documents
    assert document.entry.status == status
    assert "sore" in units(library)["pasar/pasal-1"]


def test_every_change_is_in_the_audit_with_what_was_before_and_after(library: Library) -> None:
    add(library)
    library.publish(library.retiring("taman-kota"), "8")
    rows = library._office.rows("SELECT * FROM audit")
    assert [(row["who"], row["action"], row["what"]) for row in rows] == [
        ("7", "add", "taman-kota"),
        ("8", "retire", "taman-kota"),
    ]
    assert json.loads(str(rows[0]["before"])) is None
    assert json.loads(str(rows[1]["before"]))["retired"] is False
    assert json.loads(str(rows[1]["after"]))["retired"] is True


def test_of_two_plans_made_at_once_the_second_is_refused(library: Library) -> None:
    name = library.keep(TEXT.encode(), "taman-kota", ".txt")
    first, second = (library.adding(replace(ENTRY, file=name)) for _ in range(2))
    library.publish(first, "7")
    before = units(library)
    with pytest.raises(StoreError, match="published meanwhile"):
        library.publish(replace(second, kept=()), "8")
    assert units(library) == before


def test_what_cannot_be_read_is_not_published(library: Library) -> None:
    before = units(library)
    name = library.keep(b"\x00\x01" * 5000, "taman-kota", ".txt")
    with pytest.raises(DocumentError):
        library.publish(library.adding(replace(ENTRY, file=name)), "7")
    assert units(library) == before
    assert library.history() == []


def test_a_name_that_no_document_has_is_told(library: Library) -> None:
    with pytest.raises(StoreError, match="there is no document"):
        library.retiring("tidak-ada")
    with pytest.raises(StoreError, match="there is no such state"):
        library.going_back(9)


def test_killed_between_the_decision_and_the_pointer_the_decision_counts(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    units(library)
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", killed_at("current", Path.replace))
        with pytest.raises(KeyboardInterrupt):
            add(library)
    built = len(list((library.data / "generations").iterdir()))
    assert "taman-kota/pasal-1" in units(library)
    assert len(list((library.data / "generations").iterdir())) == built


def test_killed_before_the_decision_nothing_has_changed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = units(library)
    with monkeypatch.context() as patch:
        patch.setattr("index.publishing.library.to_json", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            add(library)
    assert units(library) == before
    assert decided(library.data) == ()


def test_one_more_document_parses_that_one_alone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    units(library)
    parsed: list[str] = []

    def counted(entry: Entry, folder: Path, kept: Path) -> Document:
        parsed.append(entry.id)
        return load_document(entry, folder, kept)

    monkeypatch.setattr(index.publishing.kept_trees, "load_document", counted)
    add(library)
    library.publish(library.retiring("taman-kota"), "7")
    library.publish(library.restoring("taman-kota"), "7")
    assert parsed == ["taman-kota"]


def test_a_damaged_parse_is_parsed_again_and_a_lost_generation_built_again(library: Library) -> None:
    add(library)
    before = units(library)
    for path in (library.data / "parsed").iterdir():
        path.write_text("{}", encoding="utf-8")
    shutil.rmtree(library.data / "generations")
    assert units(library) == before


def test_a_rollback_within_the_kept_generations_builds_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library)
    library.publish(library.retiring("taman-kota"), "7")
    monkeypatch.setattr(generations, "_build", lambda *_: pytest.fail("it was built"))
    library.publish(library.going_back(1), "7")
    assert "taman-kota/pasal-1" in units(library)


def test_a_name_with_a_path_stays_within_the_folder(library: Library) -> None:
    name = library.keep(b"Pasal 1\nIsi.\n", "taman-kota", ".txt")
    assert "/" not in name
    assert (library.data / "documents" / name).is_file()


def test_a_manifest_that_is_corrected_later_counts_for_a_document_that_was_marked(library: Library) -> None:
    library.publish(library.marking("pasar", Status(in_force="yes")), "7")
    (library.documents / "pasar.txt").rename(library.documents / "pasar-baru.txt")
    manifest = library.documents / "manifest.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("pasar.txt", "pasar-baru.txt"), encoding="utf-8")
    (document,) = current(library.data, library.documents).documents
    assert (document.entry.file, document.entry.status.in_force) == ("pasar-baru.txt", "yes")


def test_a_file_that_is_gone_is_not_published(library: Library) -> None:
    name = library.keep(TEXT.encode(), "taman-kota", ".txt")
    plan = library.adding(replace(ENTRY, file=name))
    prepare(library.data, library.documents, plan.kept)
    (library.data / "documents" / name).unlink()
    with pytest.raises((StoreError, DocumentError)):
        library.publish(plan, "7")
    assert units(library) == {"pasar/pasal-1": "Pasar buka setiap pagi."}


def test_a_disk_that_is_full_is_told_before_anything_is_decided(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = units(library)
    name = library.keep(TEXT.encode(), "taman-kota", ".txt")
    plan = library.adding(replace(ENTRY, file=name))
    prepare(library.data, library.documents, plan.kept)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(StoreError, match="No space left"):
            library.publish(plan, "7")
    assert units(library) == before
    assert library.history() == []
    assert library._office.rows("SELECT * FROM audit") == []
    library.publish(plan, "7")
    assert "taman-kota/pasal-1" in units(library)


def test_a_decision_that_cannot_be_pointed_at_is_told_and_made_once(library: Library) -> None:
    units(library)
    pointer = library.data / "current"
    pointer.unlink()
    pointer.mkdir()
    for _ in range(2):
        with pytest.raises(UnpointedError, match="the bot answers from it by itself then"):
            add(library)
    pointer.rmdir()
    assert "taman-kota/pasal-1" in units(library)
    assert [(row.action, row.what) for row in library.history()] == [("add", "taman-kota")]
    assert list(library.data.glob(".current-*")) == []


def test_a_lost_file_stops_nothing_and_its_document_is_answered_from_until_it_is_retired(library: Library) -> None:
    add(library)
    before = units(library)
    (lost,) = (library.data / "documents").iterdir()
    lost.unlink()
    assert units(library) == before
    assert [entry.id for entry in library.lost()] == ["taman-kota"]
    add(library, "Pasal 1\nKebun raya buka.\n", replace(ENTRY, id="kebun-raya"))
    assert set(units(library)) == {*before, "kebun-raya/pasal-1"}
    library.publish(library.retiring("taman-kota"), "7")
    assert set(units(library)) == {"pasar/pasal-1", "kebun-raya/pasal-1"}
    assert library.lost() == ()


@pytest.mark.parametrize("content", [None, b"\x00\x01" * 5000, b"Pasal 1\nDiganti orang.\n"])
def test_a_lost_file_that_nothing_is_known_of_is_told_and_sent_again(
    library: Library, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    add(library)
    before = units(library)
    (lost,) = (library.data / "documents").iterdir()
    lost.unlink() if content is None else lost.write_bytes(content)
    shutil.rmtree(library.data / "parsed")
    assert units(library) == before  # what answered goes on
    assert f"{lost.name}: the file of Perda Taman is lost or damaged; send it again" in caplog.text
    with pytest.raises(DocumentError, match="Perda Taman is lost"):
        add(library, "Pasal 1\nKebun raya buka.\n", replace(ENTRY, id="kebun-raya"))
    shutil.rmtree(library.data / "generations")
    assert set(units(library)) == {"pasar/pasal-1"}  # nothing else is known any more
    add(library)
    assert units(library) == before
    assert library.lost() == ()
