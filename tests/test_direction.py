"""Imports go one way, corpus ← index ← handlers ← bot, and only handlers and bot know Telegram."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "index", "handlers", "bot")
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


def wrong(path: Path) -> list[str]:
    """What a file imports that stands to its right."""
    package = path.relative_to(ROOT).parts[0]
    allowed = PACKAGES[: PACKAGES.index(package) + 1]
    barred = {*PACKAGES, "tests"} - set(allowed)
    if package in ("corpus", "index"):
        barred.add("telegram")
    return [name for name in imports(path) if name.partition(".")[0] in barred]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_only_to_its_left(path: Path) -> None:
    assert wrong(path) == []


def test_every_package_is_read() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == set(PACKAGES)


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
