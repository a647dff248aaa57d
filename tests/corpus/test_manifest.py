"""The manifest says what is known of each document; what is wrong in it is named by file, entry and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ManifestError
from corpus.manifest import DOCUMENTS, Entry, Status, load_manifest

MINIMUM = "documents:\n  - id: a-1\n    file: a.txt\n    profile: peraturan\n"


def entries(folder: Path, text: str) -> tuple[Entry, ...]:
    (folder / "manifest.yaml").write_text(text, encoding="utf-8")
    return load_manifest(folder)


def test_documents_that_ship_are_listed() -> None:
    regulation, duties = load_manifest(DOCUMENTS)
    assert (regulation.id, regulation.level, regulation.place) == ("pm-14-2016", "nasional", "")
    assert regulation.office == ""  # a national act is of no office
    assert (duties.id, duties.office, duties.place) == ("tupoksi-tik-ntb", "diskominfotik-ntb", "Provinsi NTB")
    assert all((DOCUMENTS / entry.file).is_file() for entry in (regulation, duties))


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, MINIMUM)
    assert entry == Entry(id="a-1", file="a.txt", profile="peraturan", title="a-1", short="a-1", formal="a-1")
    assert entry.status == Status(in_force="unknown", checked_by="", checked_on="", replaced_by="")


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("number: 14", "number", "14"),
        ("number: '07'", "number", "07"),
        ("year: 2016", "year", "2016"),
        ("title: A", "short", "A"),
        ("title: A", "formal", "A"),
        ("title: >-\n      A\n      B", "title", "A B"),
        ("amends: [a-1]", "amends", ("a-1",)),
        ("aliases: [NTB, Nusa]", "aliases", ("NTB", "Nusa")),
        ("status: no", "status", Status(in_force="no")),
        ("status: {in_force: yes}", "status", Status(in_force="yes")),
        ("status: {in_force: 'no', replaced_by: b-2}", "status", Status(in_force="no", replaced_by="b-2")),
        ("status: {checked_on: 2026-01-02}", "status", Status(checked_on="2026-01-02")),
        ("status:", "status", Status()),
        ("level: kota\n    region: Mataram", "place", "Kota Mataram"),
        ("level: provinsi\n    region: Nusa Tenggara Barat\n    aliases: [NTB]", "place", "Provinsi NTB"),
    ],
)
def test_key(tmp_path: Path, line: str, key: str, value: object) -> None:
    (entry,) = entries(tmp_path, f"{MINIMUM}    {line}\n")
    assert getattr(entry, key) == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(MINIMUM.replace("id: a-1", "id:"), "documents[0].id: is missing", id="no id"),
        pytest.param(MINIMUM.replace("    file: a.txt\n", ""), "documents[0].file: is missing", id="no file"),
        pytest.param(
            MINIMUM.replace("    profile: peraturan\n", ""), "documents[0].profile: is missing", id="no profile"
        ),
        pytest.param(MINIMUM.replace("a-1", "A 1"), "documents[0].id: 'A 1' must be", id="id with capitals"),
        pytest.param(MINIMUM.replace("a-1", "a/1"), "documents[0].id: 'a/1' must be", id="id with a slash"),
        pytest.param(
            MINIMUM.replace("a.txt", "../a.txt"), "documents[0].file: '../a.txt' must be", id="file elsewhere"
        ),
        pytest.param(f"{MINIMUM}    levle: kota\n", "documents[0]: unknown key 'levle'", id="unknown key"),
        pytest.param(f"{MINIMUM}    level: desa\n", "documents[0].level: 'desa' is none of", id="unknown level"),
        pytest.param(f"{MINIMUM}    aliases: NTB\n", "documents[0].aliases: must be a list", id="aliases are no list"),
        pytest.param(f"{MINIMUM}    amends: pm-1\n", "documents[0].amends: must be a list", id="amends is no list"),
        pytest.param(
            f"{MINIMUM}    status: maybe\n", "documents[0].status.in_force: 'maybe' is none", id="unknown status"
        ),
        pytest.param(f"{MINIMUM}    status: {{by: x}}\n", "documents[0].status: takes in_force", id="key of a status"),
        pytest.param(f"{MINIMUM}    status: [x]\n", "documents[0].status: takes in_force", id="status is a list"),
        pytest.param(MINIMUM + MINIMUM.partition("\n")[2], "documents[1].id: 'a-1' is there twice", id="an id twice"),
        pytest.param(f"{MINIMUM}    file: b.txt\n", "'file' stands twice", id="a key twice"),
        pytest.param("documents:\n  - a.txt\n", "documents[0]: must be a mapping", id="entry is a text"),
        pytest.param("documents: a.txt\n", "needs a list 'documents'", id="documents are a text"),
        pytest.param("", "needs a list 'documents'", id="empty"),
        pytest.param("- a", "needs a list 'documents'", id="a list"),
        pytest.param("a: [", "is not valid YAML", id="no YAML"),
        pytest.param("? [a]\n: b", "is not valid YAML", id="a key that is a list"),
        pytest.param(f"{MINIMUM}    year: 2016-13-45\n", "is not valid YAML", id="a date that is none"),
        pytest.param("[" * 5000, "is not valid YAML", id="nested without end"),
        pytest.param("a: !!python/object:os.system x", "is not valid YAML", id="an object"),
    ],
)
def test_wrong_manifest_is_refused_by_file_entry_and_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ManifestError) as raised:
        entries(tmp_path, text)
    assert says in str(raised.value)
    assert str(raised.value).startswith(str(tmp_path / "manifest.yaml"))
    assert "\n" not in str(raised.value)


def test_missing_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="can't be read"):
        load_manifest(tmp_path)


def test_manifest_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ManifestError, match="not valid YAML"):
        load_manifest(tmp_path)
