"""What the papers show is what happens: outputs, commands, keys, files and the log's words are those of the program."""

from __future__ import annotations

import argparse
import ast
import os
import re
import shlex
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
PACKAGES = ("corpus", "index", "handlers", "bot")
NAMES = ("README.md", "README.id.md", "CONTRIBUTING.md", "bot/deploy/README.md",
         *(f"{name}/README.md" for name in PACKAGES[:3]))  # fmt: skip
PAPERS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
ALL = "\n".join(PAPERS.values())
README, RUNNING, DOCUMENTS = (PAPERS[name] for name in ("README.md", "bot/deploy/README.md", "corpus/README.md"))
LONGEST = 180  # lines of the first paper
MAKE_ASK = re.compile(r"make ask Q=")
# The program by its installed name, as this Python runs it.
SHELL = 'tanyapasal() { "$PYTHON" -m bot "$@"; }\n'
CALL = re.compile(r"(?:^|\| |/opt/tanyapasal/bin/|exec pasal )tanyapasal (.*)")  # the program and its arguments


def blocks(language: str, text: str = ALL) -> list[str]:
    """The code blocks of a language, without the indentation of a list."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def examples(text: str = ALL) -> Iterator[tuple[str, str]]:
    """Each command whose output is shown, with that output."""
    for block in blocks("console", text):
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


SHOWN = [pytest.param(command, output, id=command) for command, output in dict.fromkeys(examples())]


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
    assert all(output for _, output in examples())
    assert len(shown) >= 8
    assert next(examples(README))[0].startswith("make ask Q=")
    assert next(examples(README)) == next(examples(PAPERS["README.id.md"]))


def test_the_first_screen_tells_what_it_is_and_how_to_try_it() -> None:
    first = "\n".join(README.splitlines()[:40])
    assert "make ask Q=" in first
    assert "make test" in first
    assert len(README.splitlines()) <= LONGEST


def test_every_make_target_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)|^ *make ([a-z]+)|^\$ make ([a-z]+)", ALL, re.MULTILINE))
    assert {"".join(name) for name in named} <= targets
    assert {"ask", "test", "run", "check", "chat", "format"} <= {"".join(name) for name in named}


@pytest.mark.parametrize("command", sorted(subparsers()))
def test_every_command_is_told_with_an_example(command: str) -> None:
    told = [*commands(), *(shown for shown, _ in examples())]
    assert f"`{command}`" in README
    assert any(re.search(rf"tanyapasal (--config \S+ )?{command}\b", line) for line in told)


def test_every_option_is_told() -> None:
    parsers = [_parser(), *subparsers().values()]
    options = {option for parser in parsers for action in parser._actions for option in action.option_strings}
    untold = {option for option in options if option.startswith("--") and option not in ALL}
    assert untold == {"--help"}


def test_every_command_shown_is_one_that_the_program_understands() -> None:
    lines = [*commands(), *(shown for shown, _ in examples())]
    called = [match[1].partition(" | ")[0] for line in lines if (match := CALL.search(line))]
    assert len(called) > 25
    for line in called:
        assert callable(_parser().parse_args(shlex.split(line)).run), line


@pytest.mark.parametrize("key", _OPTIONS)
def test_every_key_of_the_configuration_is_told_with_its_variable(key: str) -> None:
    variable = f"TANYAPASAL_{_OPTIONS[key].name.upper()}"
    assert re.search(rf"^\| `{re.escape(key)}` \| `{variable}`", RUNNING, re.MULTILINE)


def test_the_variables_told_are_read() -> None:
    known = {f"TANYAPASAL_{option.name.upper()}" for option in _OPTIONS.values()} | {"TANYAPASAL_CONFIG"}
    assert set(re.findall(r"TANYAPASAL_[A-Z_]+", ALL)) <= known
    assert "TANYAPASAL_CONFIG" in RUNNING


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
    assert keys == set(_OPTIONS)


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_the_settings_of_the_first_steps_load(tmp_path: Path, name: str) -> None:
    path = tmp_path / "tanyapasal.yaml"
    path.write_text("".join(blocks("yaml", PAPERS[name])), encoding="utf-8")
    settings = load_settings(path, environ={})
    assert settings.admins == {123456789}
    assert settings.home_office == "diskominfo-singkawang"


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
    table = {name: line for line in DOCUMENTS.splitlines() if line.startswith("| `")
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
    told = {
        name for line in PAPERS["CONTRIBUTING.md"].splitlines() for name in re.findall(r"^\| ([\w.-]+) \| [A-Z]", line)
    }
    assert told == libraries


@pytest.mark.parametrize("name", NAMES)
def test_every_file_and_link_named_is_there(name: str) -> None:
    folders = "|".join((*PACKAGES, "tests"))
    named = set(re.findall(rf"`((?:{folders})/[\w./*-]*)`", PAPERS[name]))
    assert [path for path in sorted(named) if not list(ROOT.glob(path.rstrip("/")))] == []
    links = [link for link in re.findall(r"\]\(([^)]+)\)", PAPERS[name]) if not link.startswith("https://")]
    assert [link for link in links if not _leads_somewhere((ROOT / name).parent, link, PAPERS[name])] == []


def _leads_somewhere(folder: Path, link: str, own: str) -> bool:
    file, _, anchor = link.partition("#")
    if file and not (folder / file).exists():
        return False
    text = (folder / file).read_text(encoding="utf-8") if file and anchor else own
    heads = [head.lower().replace(" ", "-") for head in re.findall(r"^#+ (.*)$", text, re.MULTILINE)]
    return not anchor or anchor in heads


def test_the_papers_are_linked_from_the_first() -> None:
    assert {*NAMES[1:], "CHANGELOG.md", "LICENSE"} <= set(re.findall(r"\]\(([^)]+)\)", README))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_of_a_package_is_told(package: str) -> None:
    paper = PAPERS.get(f"{package}/README.md", PAPERS["CONTRIBUTING.md"])
    folders = sorted(path.parent.name for path in (ROOT / package).glob("*/__init__.py"))
    assert folders
    assert [folder for folder in folders if f"`{package}/{folder}/`" not in paper] == []


@pytest.mark.parametrize("spec", VIEWS, ids=lambda spec: spec.name)
def test_every_view_is_told_with_its_commands(spec: Spec) -> None:
    assert re.search(rf"^\| `/{spec.commands['id']}\b[^`]*`.* \| `/{spec.commands['en']}`", README, re.MULTILINE)


def test_both_first_papers_tell_the_same_commands() -> None:
    english, indonesian = (
        set(re.findall(r"`/([a-z_]+)", " ".join(re.findall(r"^\| (`/[^|]*) \|", PAPERS[name], re.MULTILINE))))
        for name in NAMES[:2]
    )
    assert english == indonesian
    assert {"pasal", "status", "kelola", "rapat", "batal"} <= english


def messages(*levels: str) -> set[str]:
    """The messages that the program logs at these levels, with … for what differs."""
    calls = (
        node
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "log"
    )
    texts = (ast.literal_eval(call.args[0]) for call in calls if ast.unparse(call.func).partition(".")[2] in levels)
    return {re.sub(r"%(\.\d+)?[sdf]", "…", text) for text in texts}


def test_what_the_log_warns_of_is_told_and_nothing_else() -> None:
    table = RUNNING.partition("\n| message |")[2].partition("\n\n")[0]
    told = re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)
    logged = messages("warning", "error") - {"…"}  # an error that says all itself
    assert len(logged) > 25
    assert [text for text in sorted(logged) if not any(_fits(text, row) for row in told)] == []
    assert [row for row in told if not any(_fits(text, row) for text in logged)] == []


def _fits(logged: str, told: str) -> bool:
    """Whether a row tells of a message; it may name what the program puts in."""
    return bool(re.fullmatch(re.escape(logged).replace("…", ".+"), told))


def test_what_the_log_says_of_start_and_stop_is_told() -> None:
    told = {
        "answering as @… (…), id …",
        "ready, answering",
        "stopped",
        "answering from generation …",
        "no other process takes this bot's updates any more",
    }
    assert told <= messages("info")
    assert all(f"`{text}`" in RUNNING for text in told)
