"""The views on the command line: the text that a person sees, or rows for programs, each with its clauses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from program import Program

from bot.cli.commands import whole
from handlers.rendering.text import plain
from index.engine import Engine
from index.views import VIEWS

CITATION_KEYS = {"id", "label", "quote"}
COMMANDS = {spec.name: spec.commands["en"] for spec in VIEWS}
OTHERS = [command for name, command in COMMANDS.items() if name != "limits"]
ARGUMENTS = {"clause": "12 3", "who": "sub domain", "duties": "seksi infrastruktur", "compare": "provinsi tipe A B"}


@pytest.fixture
def program(tmp_path: Path, shipped_data: Path) -> Program:
    return Program(tmp_path, shipped_data)


@pytest.fixture
def texts(shipped: Engine) -> dict[str, str]:
    """The text of every citable unit, by its id, as `units --json` prints it."""
    return {unit.id: bare(unit.text) for unit in shipped.knowledge.store.units() if unit.text}


def bare(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())


def timeless(text: str) -> str:
    """The text without the time of the index, which another test may build anew."""
    return re.sub(r"\d{1,2} [A-Z]\w+ \d{4} \d\d\.\d\d", "", text)


@pytest.mark.parametrize("command", OTHERS)
def test_each_view_gives_a_json_object_a_row_with_its_clauses(
    program: Program, texts: dict[str, str], command: str
) -> None:
    rows = program.rows(command, "--json", *ARGUMENTS.get(command, "").split())
    assert rows
    for row in rows:
        assert all(set(citation) == CITATION_KEYS for citation in row["citations"])
        for citation in row["citations"]:
            assert all(bare(piece) in texts[citation["id"]] for piece in citation["quote"].split("…"))


@pytest.mark.parametrize("spec", VIEWS, ids=lambda spec: spec.name)
def test_each_view_is_printed_as_a_person_sees_it(program: Program, shipped: Engine, spec: Any) -> None:
    command = spec.commands["en"]
    argument = ARGUMENTS.get(command, "")
    shown = plain(whole(list(shipped.pages(spec.name, argument, "id"))))
    output, errors = program.run(command, *argument.split())
    assert (timeless(output), errors) == (timeless(shown) + "\n", "")


def test_all_pages_are_given(program: Program) -> None:
    numbers = [row["number"] for row in program.rows("duties", "--json", "seksi", "infrastruktur")]
    assert [number for number in numbers if number] == [str(number) for number in range(1, 19)]


def test_limits_narrowed_are_those_of_all_limits(program: Program) -> None:
    every = program.rows("limits", "--json")
    some = program.rows("limits", "--json", "provinsi", "tipe", "B")
    assert some == [row for row in every if (row["level"], row["type"]) == ("provinsi", "B")]
    assert 0 < len(some) < len(every) == 24


def test_the_frame_is_in_the_language_that_is_asked_for(program: Program) -> None:
    assert program.run("limits", "A")[0].startswith("Batas jumlah unit")
    assert program.run("limits", "--language", "en", "A")[0].startswith("Limits on the number of units")


def test_what_there_is_not_is_said_and_is_no_failure(program: Program) -> None:
    assert program.run("clause", "99")[0] == "Permenkominfo 14/2016 memuat 24 pasal; pasal 99 tidak ada.\n"
    assert program.rows("clause", "--json", "99") == []


def test_documents_tell_the_digest_of_what_was_read(program: Program, shipped: Engine) -> None:
    rows = program.rows("documents", "--json")
    assert [(row["id"], row["sha256"]) for row in rows] == [
        (document.entry.id, document.sha256) for document in shipped.knowledge.store.documents
    ]
    assert [row["clauses"] for row in rows] == [
        sum(row["id"] == unit["id"].split("/")[0] for unit in program.rows("units", "--json")) for row in rows
    ]
