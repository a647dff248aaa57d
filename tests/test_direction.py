"""Imports go one way: corpus ← index ← handlers ← bot, inside each from folder to folder in one order, nowhere in a
circle; no name stands for two things; a folder says what belongs in it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# A package's folders and its own modules, each step importing from those before it only.
STEPS = {
    "corpus": "numbers yaml errors files model profile manifest reading parsing recognising comparing",
    "index": "analysis generation query search answer knowledge office scope answering views engine evaluation"
    " publishing",
    "handlers": "sentences wording rendering buttons chat keyboards admin asking personal prompts"
    " documents operating teaching start",
    "bot": "logs config health serving cli __main__",
}
PACKAGES = tuple(STEPS)
MOST = 14  # modules of a folder
FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imports(path: Path) -> list[str]:
    """The absolute names of the modules that a file imports, wherever in it."""
    package = path.relative_to(ROOT).parts[:-1]
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            names += [name for name in (module, *(f"{module}.{alias.name}".strip(".") for alias in node.names)) if name]
    return names


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module(path): path for path in FILES}
USES = {name: sorted(set(imports(path)) & MODULES.keys() - {name}) for name, path in MODULES.items()}


def place(name: str) -> tuple[int, int]:
    """Which package, and which step of it, a module belongs to; a package itself comes before its steps."""
    package, _, rest = name.partition(".")
    steps = STEPS[package].split()
    return PACKAGES.index(package), steps.index(rest.partition(".")[0]) if rest else -1


def later(path: Path) -> list[str]:
    """What a file imports of a step behind its own, of the tests or, left of handlers, of Telegram."""
    own = place(module(path))
    barred = {"tests"} if own[0] >= PACKAGES.index("handlers") else {"tests", "telegram"}
    names = imports(path)
    return [name for name in names if name.partition(".")[0] in barred] + [
        name for name in names if name in MODULES and place(name) > own
    ]


def circle(name: str, way: tuple[str, ...], done: set[str]) -> tuple[str, ...]:
    """The first circle of imports that begins behind `name`; () for none."""
    if name in way:
        return (*way[way.index(name) :], name)
    if name in done:
        return ()
    done.add(name)
    return next((found for used in USES[name] if (found := circle(used, (*way, name), done))), ())


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_module_imports_only_what_comes_before_it(path: Path) -> None:
    assert later(path) == []


def test_every_step_is_there() -> None:
    found = {(name.split(".")[0], name.split(".")[1]) for name in MODULES if "." in name}
    assert found == {(package, step) for package, steps in STEPS.items() for step in steps.split()}


def test_no_imports_go_in_a_circle() -> None:
    done: set[str] = set()
    assert [found for name in MODULES if (found := circle(name, (), done))] == []


def named() -> Iterator[tuple[str, str]]:
    """Each module and each public class with its name."""
    for name, path in MODULES.items():
        if path.name != "__init__.py":
            yield f"{path.stem} (a module)", name
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield f"{node.name} (a class)", name


def test_no_name_stands_for_two_things() -> None:
    counts = Counter(name for name, _ in named())
    assert [name for name, count in counts.items() if count > 1] == []


def test_a_folder_says_what_belongs_in_it_and_is_no_larger_than_one_can_see() -> None:
    for path in FILES:
        if path.name == "__init__.py" and path.parent.parent != ROOT:
            said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            assert 1 < said.count("\n") + 1 <= 6, path
        assert len(list(path.parent.glob("[!_]*.py"))) <= MOST, path.parent


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import telegram", ["telegram"]),
        ("def f():\n    from telegram.ext import Application", ["telegram.ext", "telegram.ext.Application"]),
        ("from .. import bot", ["bot"]),
        ("from . import model", ["corpus", "corpus.model"]),
        ("import os, bot.serving.app as b", ["os", "bot.serving.app"]),
    ],
)
def test_imports_are_found_wherever_they_stand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, names: list[str]
) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    path = tmp_path / "corpus" / "a.py"
    path.parent.mkdir()
    path.write_text(text)
    assert imports(path) == names
