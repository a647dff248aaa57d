"""What the README shows is what happens: its outputs, commands, keys and files are those of the program."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

import bot
from bot.__main__ import _parser
from bot.config import _OPTIONS, load_settings
from corpus.manifest import Entry, Status, load_manifest
from index.views import VIEWS
from index.views.view import Spec

ROOT = Path(bot.__path__[0]).parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKE_ASK = re.compile(r"make ask Q=")
# The program by its installed name, as this Python runs it.
SHELL = 'tanyapasal() { "$PYTHON" -m bot "$@"; }\n'


def blocks(language: str) -> list[str]:
    """The README's code blocks of a language, without the indentation of a list."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", README, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def examples() -> Iterator[tuple[str, str]]:
    """Each command whose output is shown, with that output."""
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output.strip("\n")


def commands() -> list[str]:
    """Each line of the shell blocks, comments left out."""
    lines = [line.split("   #")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def subparsers() -> dict[str, argparse.ArgumentParser]:
    parser = _parser()
    (action,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(action.choices)


SHOWN = [pytest.param(command, output, id=command) for command, output in examples()]


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_a_shown_output_is_the_real_one(shipped_data: Path, tmp_path: Path, command: str, output: str) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TANYAPASAL_")}
    environment = kept | {"PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "TANYAPASAL_DATA": str(shipped_data)}
    ran = subprocess.run(
        ["/bin/sh", "-c", SHELL + MAKE_ASK.sub("tanyapasal ask -- ", command)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert ran.stdout.strip("\n") == output
    assert ran.stderr == ""


def test_enough_is_shown() -> None:
    shown = [command for command, _ in examples()]
    assert shown[0].startswith("make ask Q=")
    assert len(shown) >= 5
    assert all(output for _, output in examples())


def test_the_first_screen_tells_what_it_is_and_how_to_try_it() -> None:
    first = "\n".join(README.splitlines()[:40])
    assert "make ask Q=" in first
    assert "make test" in first


def test_every_make_target_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)|^ *make ([a-z]+)|^\$ make ([a-z]+)", README, re.MULTILINE))
    assert {"".join(name) for name in named} <= targets
    assert {"ask", "test", "run", "check"} <= {"".join(name) for name in named}


@pytest.mark.parametrize("command", sorted(subparsers()))
def test_every_command_is_told_with_an_example(command: str) -> None:
    told = [*commands(), *(shown for shown, _ in examples())]
    assert f"`{command}`" in README
    assert any(re.search(rf"tanyapasal (--config \S+ )?{command}\b", line) for line in told)


def test_every_option_is_told() -> None:
    parsers = [_parser(), *subparsers().values()]
    options = {option for parser in parsers for action in parser._actions for option in action.option_strings}
    untold = {option for option in options if option.startswith("--") and option not in README}
    assert untold == {"--help"}


def test_every_command_shown_is_one_of_the_program() -> None:
    told = [*commands(), *(shown for shown, _ in examples())]
    used = {match for line in told for match in re.findall(r"tanyapasal (?:--config \S+ )?([a-z]+)", line)}
    assert used <= set(subparsers())


@pytest.mark.parametrize("option", [pytest.param(option, id=option.key) for option in _OPTIONS])
def test_every_key_of_the_configuration_is_told_with_its_variable(option: object) -> None:
    key, variable = getattr(option, "key", ""), getattr(option, "variable", "")
    assert re.search(rf"^\| `{re.escape(key)}` \| `{variable}`", README, re.MULTILINE)


def test_the_variables_told_are_read() -> None:
    known = {option.variable for option in _OPTIONS} | {"TANYAPASAL_CONFIG"}
    assert set(re.findall(r"TANYAPASAL_[A-Z_]+", README)) <= known
    assert "TANYAPASAL_CONFIG" in README


def test_the_configuration_shown_loads_and_has_every_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (text,) = [block for block in blocks("yaml") if "token:" in block]
    path = tmp_path / "tanyapasal.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(ROOT)
    settings = load_settings(path, environ={})
    assert settings.admins == {123456789}
    rows = yaml.safe_load(text)
    groups = {key for key, value in rows.items() if isinstance(value, dict)}
    keys = (set(rows) - groups) | {f"{group}.{key}" for group in groups for key in rows[group]}
    assert keys == {option.key for option in _OPTIONS}


def manifest() -> str:
    (text,) = [block for block in blocks("yaml") if block.startswith("documents:\n")]
    return text


def test_the_manifest_shown_loads_and_has_every_key(tmp_path: Path) -> None:
    (tmp_path / "manifest.yaml").write_text(manifest(), encoding="utf-8")
    (entry,) = load_manifest(tmp_path)
    assert (entry.level, entry.status.in_force) == ("kota", "yes")
    (row,) = yaml.safe_load(manifest())["documents"]
    assert set(row) == {field.name for field in fields(Entry)}
    assert set(row["status"]) == {field.name for field in fields(Status)}


def test_every_key_of_the_manifest_is_told_and_which_are_required() -> None:
    table = {name: line for line in README.splitlines() if line.startswith("| `")
             for name in re.findall(r"`(\w+)`", line.split("|")[1])}  # fmt: skip
    assert {field.name for field in fields(Entry)} <= set(table)
    required = {name for name in (field.name for field in fields(Entry)) if "**required**" in table[name]}
    assert required == {"id", "file", "profile"}


@pytest.mark.parametrize("key", ["id", "file", "profile"])
def test_a_required_key_is_required(tmp_path: Path, key: str) -> None:
    rows = yaml.safe_load(manifest())
    del rows["documents"][0][key]
    (tmp_path / "manifest.yaml").write_text(yaml.safe_dump(rows), encoding="utf-8")
    with pytest.raises(Exception, match=rf"documents\[0\]\.{key}"):
        load_manifest(tmp_path)


def test_every_library_is_told() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert listed is not None
    libraries = set(re.findall(r'"([\w.-]+)', listed[1]))
    told = {name for line in README.splitlines() for name in re.findall(r"^\| ([\w.-]+) \| [A-Z]", line)}
    assert told == libraries


def test_every_file_named_is_there() -> None:
    named = set(re.findall(r"`((?:corpus|index|handlers|bot|tests)/[\w./*-]*)`", README))
    assert len(named) > 8
    assert [name for name in sorted(named) if not list(ROOT.glob(name.rstrip("/")))] == []
    assert [name for name in re.findall(r"\]\(([\w.]+)\)", README) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("spec", VIEWS, ids=lambda spec: spec.name)
def test_every_view_is_told_with_its_commands(spec: Spec) -> None:
    assert re.search(rf"^\| `/{spec.commands['id']}\b[^`]*` \| `/{spec.commands['en']}` \|", README, re.MULTILINE)
