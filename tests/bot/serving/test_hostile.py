"""What is meant to harm, or merely broken, is refused on one line in no time, and takes nothing else with it."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import bot
from bot.__main__ import main
from bot.cli import commands
from bot.config import load_settings
from corpus.errors import ConfigError, DocumentError, ManifestError, ProfileError, QuestionsError, StoreError
from corpus.files import MAX_BYTES
from corpus.manifest import load_manifest
from corpus.parsing.parse import parse
from corpus.parsing.sequence import any_of
from corpus.profile import PROFILES, load_profile
from corpus.reading.read import read
from corpus.yaml import load_yaml
from handlers.rendering import text as render
from index.answer import Answer
from index.engine import Engine
from index.evaluation.score import load_questions
from index.generation.store import Store
from index.office.office import NAME, Office
from index.publishing import generations
from index.publishing.decisions import shelf
from index.publishing.generations import KEEP, current, fingerprint, rebuild

ROOT = Path(bot.__path__[0]).parent
ENTRY = "documents:\n  - id: taman\n    profile: peraturan\n    file: "
TEXT = "Pasal 1\nPerpustakaan meminjamkan buku.\n"
BOMB = "bomb:\n  - &a0 [x]\n" + "".join(f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
MERGES = "bomb:\n  - &a0 {x: 1}\n" + "".join(
    f"  - &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 10)
)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one small document."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "taman.txt").write_text(TEXT, encoding="utf-8")
    (folder / "manifest.yaml").write_text(ENTRY + "taman.txt\n", encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def generation(data: Path) -> Path:
    return data / "generations" / (data / "current").read_text(encoding="utf-8").strip()


def program(data: Path, *arguments: str, **environment: str) -> str:
    """The shell's words that start the program with those arguments."""
    values = {"PYTHONPATH": str(ROOT), "TANYAPASAL_DATA": str(data)} | environment
    return " ".join([*(f"{key}={value}" for key, value in values.items()), sys.executable, "-m bot", *arguments])


def started(folder: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["/bin/sh", "-c", command], cwd=folder, capture_output=True, timeout=30, check=False)


def failed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on standard error of a command that fails."""
    assert main(arguments) == 1
    errors = capsys.readouterr().err
    assert errors.startswith("tanyapasal: ")
    assert errors.count("\n") == 1
    return errors


# Patterns


@pytest.mark.parametrize("level", ["bidang", "seksi"])
@pytest.mark.parametrize("words", ["DATA, " * 200, "DATA,,, " * 200, "A,B " * 200, ", " * 200])
def test_a_heading_of_many_commas_is_read_at_once(level: str, words: str) -> None:
    found = next(one for one in load_profile("tupoksi").levels if one.name == level)
    began = time.process_time()
    assert not found.patterns[1].regex.match(f"{level.upper()} {words}yang lain")
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("line", "profile"),
    [
        ("Bidang", "tupoksi"),
        ("Seksi", "tupoksi"),
        ("Bidang Data", "tupoksi"),
        ("Dengan Persetujuan", "peraturan"),
        ("LAMPIRAN\nSEKSI DATA", "peraturan"),
        ("PENJELASAN ATAS PERATURAN\nPASAL DEMI PASAL\nPasal 1 dan Pasal 2", "peraturan"),
    ],
)
def test_a_line_of_many_blanks_behind_a_heading_is_read_at_once(line: str, profile: str) -> None:
    began = time.process_time()
    parse(f"{line}{' ' * 50_000}\nlain\n", load_profile(profile), "x")
    assert time.process_time() - began < 0.5


def test_a_heading_with_commas_is_still_one() -> None:
    found = next(one for one in load_profile("tupoksi").levels if one.name == "seksi")
    match = found.patterns[1].regex.match("2. SUB BAGIAN PERENCANAAN, EVALUASI KINERJA, DAN KEUANGAN\n")
    assert match is not None
    assert match["name"] == "SUB BAGIAN PERENCANAAN, EVALUASI KINERJA, DAN KEUANGAN"


# YAML


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[" * 60_000, "deep", id="lists"),
        pytest.param("{a: " * 60_000, "deep", id="mappings"),
        pytest.param("- " * 60_000, "deep", id="block lists"),
        pytest.param("? " * 60_000, "deep", id="keys"),
        pytest.param(BOMB, "aliases make it more", id="aliases"),
        pytest.param(MERGES, "aliases make it more", id="merged keys"),
        pytest.param("a: &a [*a]", "aliases make it more", id="a list in itself"),
    ],
)
def test_yaml_that_grows_without_end_is_refused_by_its_line(text: str, says: str) -> None:
    began = time.process_time()
    with pytest.raises(yaml.MarkedYAMLError, match=says):
        load_yaml(text)
    assert time.process_time() - began < 1


def test_yaml_may_repeat_and_nest_within_reason() -> None:
    assert load_yaml("a: &x [1]\nb: *x\nc: [&y 2, *y]") == {"a": [1], "b": [1], "c": [2, 2]}
    assert load_yaml("[" * 90 + "]" * 90)
    assert len(load_yaml("- [a, b]\n" * 20_000)) == 20_000


@pytest.mark.parametrize("value", ["[x]", "{x: y}", "!!set {x}", "!!binary eA=="])
@pytest.mark.parametrize(
    "key", ["title", "short", "file", "level", "aliases[0]", "status.in_force", "status.checked_by"]
)
def test_a_manifest_text_that_is_none_is_refused_by_its_key(documents: Path, key: str, value: str) -> None:
    rows = {"aliases[0]": f"aliases: [{value}]", "status.in_force": f"status: {{in_force: {value}}}",
            "status.checked_by": f"status: {{checked_by: {value}}}"}  # fmt: skip
    file = "" if key == "file" else "    file: a.txt\n"
    row = rows.get(key, f"{key}: {value}")
    text = f"documents:\n  - id: taman\n    profile: peraturan\n{file}    {row}\n"
    (documents / "manifest.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        load_manifest(documents)
    assert f"documents[0].{key}: must be one text" in str(caught.value)


@pytest.mark.parametrize("key", ["title", "cite", "not_after"])
def test_a_profile_text_that_is_none_is_refused_by_its_key(tmp_path: Path, key: str) -> None:
    lines = (PROFILES / "tupoksi.yaml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    (tmp_path / "lain.yaml").write_text("\n".join([*kept, f"{key}: [x]"]), encoding="utf-8")
    with pytest.raises(ProfileError, match=rf"lain\.yaml\.{key}: must be one text"):
        load_profile("lain", tmp_path)


@pytest.mark.parametrize("line", ["name: bidang", 'segment: "{name}"', "role: structure", "number: letter"])
def test_a_level_text_that_is_none_is_refused_by_its_key(tmp_path: Path, line: str) -> None:
    text = (PROFILES / "tupoksi.yaml").read_text(encoding="utf-8")
    key = line.partition(":")[0]
    (tmp_path / "lain.yaml").write_text(text.replace(line, f"{key}: [x]", 1), encoding="utf-8")
    with pytest.raises(ProfileError, match=rf"levels\[\d+\]\.{key}: must be one text"):
        load_profile("lain", tmp_path)


def test_an_amended_document_that_is_not_there_is_refused_and_the_known_are_named(documents: Path) -> None:
    text = ENTRY + "taman.txt\n    amends: [taman, tamam]\n"
    (documents / "manifest.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError, match=r"documents\[0\]\.amends: 'tamam' is none of .*: taman;"):
        load_manifest(documents)


# Files


@pytest.mark.parametrize(
    "name", ["..", ".", f"{'a' * 300}.txt", '"a\\0b.txt"', '"a\\eb.txt"', "ä" * 130 + ".txt", "../taman.txt"]
)
def test_a_document_name_that_is_none_is_refused_by_its_key(documents: Path, data: Path, name: str) -> None:
    (documents / "manifest.yaml").write_text(f"{ENTRY}{name}\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"documents\[0\]\.file: .* must be a file's name") as caught:
        current(data, documents)
    assert str(caught.value).isprintable()


def folder(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)


STRANGE = [folder, loop, device, pipe, large]


@pytest.mark.parametrize("make", STRANGE)
def test_a_document_that_is_no_file_is_told_by_its_name(
    documents: Path, data: Path, make: Callable[[Path], None]
) -> None:
    path = documents / "taman.txt"
    path.unlink()
    make(path)
    began = time.process_time()
    with pytest.raises(DocumentError, match=r"taman\.txt"):
        current(data, documents)
    with pytest.raises(DocumentError, match=r"taman\.txt"):
        read(path)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("make", STRANGE)
def test_a_manifest_that_is_no_file_is_told_by_its_name(documents: Path, make: Callable[[Path], None]) -> None:
    (documents / "manifest.yaml").unlink()
    make(documents / "manifest.yaml")
    with pytest.raises(ManifestError, match=r"manifest\.yaml: can't be read"):
        fingerprint(shelf(documents, documents, ()))


@pytest.mark.parametrize("make", [loop, device, pipe, large])
def test_a_pointer_that_is_no_file_is_written_anew(documents: Path, data: Path, make: Callable[[Path], None]) -> None:
    data.mkdir()
    make(data / "current")
    assert current(data, documents).size == 2
    assert generation(data).is_dir()


def test_a_pointer_that_is_a_folder_is_told_and_nothing_is_left(documents: Path, data: Path) -> None:
    (data / "current").mkdir(parents=True)
    (data / ".current-abcd").touch()  # what a program that was killed left
    for _ in range(2):
        with pytest.raises(StoreError, match="current: is a folder, but must be a file; move it away"):
            current(data, documents)
    assert sorted(path.name for path in data.iterdir()) == [".building", "current", "generations"]
    assert list((data / "generations").iterdir()) == []


def test_a_pointer_that_cannot_be_swapped_leaves_no_other(
    documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        current(data, documents)
    assert list(data.glob(".current-*")) == []
    assert list((data / "generations").iterdir()) == []


# Generations


def test_old_generations_of_the_future_are_forgotten_in_turn(documents: Path, data: Path) -> None:
    for number in range(KEEP + 3):
        rebuild(data, documents)
        if number < KEEP:
            os.utime(generation(data), (4e9 + number, 4e9 + number))
    kept = list((data / "generations").iterdir())
    assert len(kept) == KEEP
    assert generation(data) in kept
    assert all(path.stat().st_mtime <= time.time() for path in kept)


WRONG = [
    "DROP TABLE units", "ALTER TABLE units DROP COLUMN quote", "DELETE FROM units WHERE number = 1",
    "UPDATE units SET document = 7", "DELETE FROM arrays WHERE name = 'own.idf'",
    "UPDATE arrays SET data = x'00' WHERE name = 'unit'", "UPDATE arrays SET data = x'' WHERE name = 'own.starts'",
    "DELETE FROM arrays WHERE name = 'role'", "DELETE FROM meta WHERE key = 'words'",
    "UPDATE meta SET value = '{' WHERE key = 'limits'", "UPDATE documents SET entry = '{}'",
    "UPDATE documents SET entry = '[]'", "DROP TABLE documents",
]  # fmt: skip


@pytest.mark.parametrize("change", WRONG)
def test_a_generation_that_holds_something_else_is_built_again(documents: Path, data: Path, change: str) -> None:
    current(data, documents)
    wrong = generation(data)
    connection = sqlite3.connect(wrong / "index.db")
    connection.execute(change)
    connection.commit()
    connection.close()
    (wrong / "index.sha256").write_text(generations._sum(wrong / "index.db"), encoding="ascii")
    assert current(data, documents).size == 2
    assert generation(data) != wrong


def test_a_generation_whose_pages_are_garbled_is_told(documents: Path, data: Path) -> None:
    current(data, documents)
    path = generation(data) / "index.db"
    raw = bytearray(path.read_bytes())
    raw[8192:] = b"\xee" * (len(raw) - 8192)
    path.write_bytes(raw)
    with pytest.raises(StoreError, match="delete it, it is built anew"):
        Store(path).check()


def test_the_generation_that_ships_is_whole(shipped: Engine) -> None:
    shipped.knowledge.store.check()


# The office's database


def test_an_office_that_is_no_database_is_to_be_moved_away(data: Path) -> None:
    data.mkdir()
    (data / NAME).write_bytes(b"no database" * 999)
    with pytest.raises(StoreError, match=r"office\.db: can't be opened \(file is not a database\); .*move it away"):
        Office(data)


def test_an_office_without_its_table_is_told_on_one_line(data: Path) -> None:
    Office(data).close()
    connection = sqlite3.connect(data / NAME)
    connection.execute("DROP TABLE audit")
    connection.commit()
    connection.close()
    office = Office(data)
    with pytest.raises(StoreError, match=r"no such table: audit\); .*move it away"):
        office.record(who="x", action="index", what="all")
    with pytest.raises(StoreError, match="no such table: audit"):
        office.rows("SELECT * FROM audit")
    office.close()


def test_an_office_that_another_program_holds_is_told_so(data: Path) -> None:
    office = Office(data)
    office._database.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(data / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"locked.*another program holds it"):
        office.record(who="x", action="index", what="all")
    other.close()
    office.record(who="x", action="index", what="all")
    assert [row["who"] for row in office.rows("SELECT * FROM audit")] == ["x"]
    office.close()


def test_a_broken_office_keeps_nobody_from_asking(shipped: Engine, shipped_data: Path, tmp_path: Path) -> None:
    shutil.copytree(shipped_data, tmp_path / "data")
    (tmp_path / "data" / NAME).write_bytes(b"no database" * 999)
    done = started(tmp_path, program(tmp_path / "data", "ask", "pasal", "22"))
    assert (done.returncode, done.stderr) == (0, b"")


# The program


@pytest.mark.parametrize("arguments", ["ask --json - <&-", "chat <&-", "ask halo >/dev/full", "units >/dev/full"])
def test_a_stream_that_is_no_use_exits_1_with_one_line(
    shipped: Engine, shipped_data: Path, tmp_path: Path, arguments: str
) -> None:
    done = started(tmp_path, program(shipped_data, arguments))
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith(b"tanyapasal: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"},
     {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
)  # fmt: skip
def test_what_is_printed_is_utf_8_in_every_locale(
    shipped: Engine, shipped_data: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    said = "printf 'apa \\342\\200\\224 \\303\\251\\n' | "
    done = started(tmp_path, said + "env " + program(shipped_data, "ask --json -", **environment))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "apa — é" in done.stdout.decode("utf-8")


def test_a_file_that_is_not_utf_8_is_named(
    shipped: Engine, shipped_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANYAPASAL_DATA", str(shipped_data))
    (tmp_path / "questions.yaml").write_bytes(b"- {q: caf\xe9}\n")
    assert "questions.yaml: is not UTF-8" in failed(capsys, "eval", "questions.yaml")
    with pytest.raises(QuestionsError, match="is not UTF-8"):
        load_questions(Path("questions.yaml"))


@pytest.mark.parametrize("raw", ["~nobody-of-that-name/x", "a" * 300])
@pytest.mark.parametrize("variable", ["TANYAPASAL_DATA", "TANYAPASAL_DOCUMENTS"])
def test_a_folder_that_cannot_be_names_its_variable(variable: str, raw: str) -> None:
    with pytest.raises(ConfigError, match=variable) as caught:
        load_settings(environ={variable: raw})
    assert str(caught.value).isprintable()


def test_a_folder_with_a_character_of_number_0_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text('data: "a\\0b"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="data: must be the path of a folder"):
        load_settings(tmp_path / "x.yaml", environ={})


def test_a_configuration_file_of_too_long_a_name_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TANYAPASAL_CONFIG", "a" * 300)
    assert "File name too long" in failed(capsys, "ask", "x")


# Long documents


def test_a_document_of_many_short_lines_is_read_in_time() -> None:
    """Measured against itself, for any machine, the best of three: a quadratic step takes sixteen times as long."""
    profile = load_profile("peraturan")

    def seconds(count: int) -> float:
        began = time.process_time()
        assert len(parse("# H\n" * count, profile, "x").nodes) == 1
        return time.process_time() - began

    assert min(seconds(48_000) for _ in range(3)) < 8 * min(seconds(12_000) for _ in range(3))


def test_many_patterns_are_tried_as_one() -> None:
    patterns = [re.compile(source, re.MULTILINE) for source in (r"(?P<n>a)(?P=n)$", r"(?P<n>\d)\.", r"\(?P<n>")]
    some = any_of(patterns)
    for text in ("aa", "aa\nb", "1.", "P<n>", "(P<n>", "ab", "1", "", "a1."):
        assert bool(some.match(text)) == any(pattern.match(text) for pattern in patterns)


@pytest.mark.parametrize("source", [r"(a)\1", r"(?i)a", r"(a)?(?(1)b|c)"])
def test_patterns_that_cannot_stand_in_one_are_each_tried(source: str) -> None:
    assert any_of([re.compile("x"), re.compile(source)]).match("anything")


def test_no_patterns_match_nowhere() -> None:
    assert not any_of([]).search("")


# Questions


@pytest.mark.parametrize("as_rows", [True, False])
def test_a_question_that_fails_loses_no_other(
    shipped: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], as_rows: bool
) -> None:
    class Failing:
        def ask(self, question: str) -> Answer:
            if question == "pasal 21":
                raise ValueError("not\nhere")
            return shipped.ask(question)

    monkeypatch.setattr(commands, "_engine", lambda settings: Failing())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"pasal 22\npasal 21\npasal 22\n")))
    assert main(["ask", *(["--json"] if as_rows else []), "-"]) == 1
    output, errors = capsys.readouterr()
    assert errors.count("\n") == 1
    assert errors.startswith("tanyapasal: 1 not answered, first 'pasal 21': ValueError: not here")
    if as_rows:
        rows = [json.loads(line) for line in output.splitlines()]
        assert [row["question"] for row in rows] == ["pasal 22", "pasal 21", "pasal 22"]
        assert rows[1] == {"question": "pasal 21", "error": "ValueError: not here"}
        assert rows[0] == rows[2]
    else:
        told = render.plain(shipped.ask("pasal 22"))
        assert output == f"{told}\n\nerror: ValueError: not here\n\n{told}\n\n"
