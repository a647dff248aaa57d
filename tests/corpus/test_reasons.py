"""Each reason and warning has its sentence in both languages, and each sentence is used with its own fields."""

from __future__ import annotations

import ast
import errno
import os
import re
import sqlite3
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from uploading import FOREIGN

from corpus.errors import (
    LANGUAGES,
    NAME,
    ROOT,
    DocumentError,
    LexiconError,
    Reason,
    StoreError,
    cause,
    from_row,
    reason,
    reason_of,
    sentences,
)
from corpus.model import Kind
from handlers.wording import wording

PACKAGES = ("corpus", "index")
SOURCES = [path for package in (*PACKAGES, "handlers") for path in sorted((ROOT / package).rglob("*.py"))]
REASONED = {"DocumentError", "ProfileError", "ManifestError", "QuestionsError", "StoreError", "ChildError", "Doubt"}
GIVES = {"failing": {"cause"}, "_telling": {"file", "cause", "advice"}}  # the fields that these functions add
FREE = {"index/publishing/backup.py"}  # of the command line only
CODE = re.compile(rf"({'|'.join(PACKAGES)})\.([a-z][\w-]*)")
SENTENCES = {
    f"{package}.{code}": said for package in PACKAGES for code, said in sentences(ROOT / package / NAME).items()
}


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Each call in what may tell an admin something, and where it stands."""
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name not in FREE:
                yield f"{name}:{node.lineno}", node


def used() -> Iterator[tuple[str, str, set[str]]]:
    """Where a code is given to a call, the code, and the fields beside it."""
    for where, call in calls():
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name == "create_subprocess_exec":
            continue  # which is given the name of a module
        for given in [*call.args, *(word.value for word in call.keywords if word.arg == "code")]:
            if isinstance(given, ast.Constant) and isinstance(given.value, str) and CODE.fullmatch(given.value):
                fields = {word.arg or "" for word in call.keywords} - {"code"} | GIVES.get(name, set())
                yield where, given.value, fields


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_has_both_languages_with_the_same_fields(code: str) -> None:
    said = SENTENCES[code]
    assert tuple(said) == LANGUAGES
    assert placeholders(said["en"]) == placeholders(said["id"])
    assert all(text == " ".join(text.split()) and text for text in said.values())
    assert said["en"] != said["id"] or "{" in said["en"]
    assert not FOREIGN.search(re.sub(r"\{[^}]*\}|TANYAPASAL_DATA", "", said["id"]))


def test_each_code_that_is_used_has_a_sentence_with_just_its_fields() -> None:
    found = list(used())
    wrong = [row for row in found if row[1] not in SENTENCES or row[2] != placeholders(SENTENCES[row[1]]["en"])]
    assert wrong == []
    made = {code for code in SENTENCES if code.partition(".")[2].startswith(("os-", "sqlite-"))}  # by their number
    assert set(SENTENCES) - made == {code for _, code, _ in found}


def test_what_an_admin_may_meet_is_raised_by_its_code() -> None:
    free = []
    for where, call in calls():
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        first = call.args[0] if call.args else None
        text = isinstance(first, ast.JoinedStr) or (
            isinstance(first, ast.Constant) and not CODE.match(str(first.value))
        )
        if name in REASONED and text:
            free.append(where)
    assert free == []


def test_each_kind_of_note_has_a_name_in_both_languages() -> None:
    assert all(set(wording(language).notes) == set(get_args(Kind)) for language in LANGUAGES)
    assert all(wording(language).language_code == language for language in LANGUAGES)


@pytest.mark.parametrize("code", [code for code in SENTENCES if code.startswith("corpus.os-")])
def test_what_the_system_says_of_files_is_known_by_its_number(code: str) -> None:
    number = getattr(errno, code.partition("-")[2])
    assert cause(OSError(number, os.strerror(number))).text("id") == SENTENCES[code]["id"]


def test_what_sqlite_says_is_known_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "office.db").write_bytes(b"no database" * 999)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        sqlite3.connect(tmp_path / "office.db").execute("SELECT 1 FROM x")
    assert cause(caught.value).text() == str(caught.value)
    assert cause(caught.value).text("id") == "berkasnya bukan basis data"
    assert cause(ValueError("a unit of no document")).text("id") == "pesan sistem: “a unit of no document”"


def test_a_reason_within_a_reason_is_told_in_its_language_after_json() -> None:
    told = reason("corpus.unreadable", file=Path("/a/b.txt"), cause=cause(OSError(errno.ENOENT, "No such file")))
    assert from_row(told.row()) == told
    assert (
        told.text("id") == "/a/b.txt: tidak bisa dibaca (berkas atau foldernya tidak ada); periksa tempat dan izinnya"
    )
    assert told.text("jv") == told.text() == str(DocumentError(told))
    assert told.text().startswith("/a/b.txt: can't be read (No such file or directory); ")


def test_an_error_without_a_reason_is_told_in_its_own_words() -> None:
    assert str(StoreError("the {data} is gone")) == "the {data} is gone"
    assert reason_of(LexiconError("x: y")).text() == "x: y"
    assert reason_of(LexiconError("x: y")).text("id").endswith("“x: y”")
    assert Reason("corpus.none-such", {}).text("id") == "corpus.none-such"
