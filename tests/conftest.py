"""What several test files share: the documents that ship, indexed once for all of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from program import Program

from bot.config import Settings
from index.engine import Engine
from index.publishing.generations import open_engine

HOME = Settings().home_office


@pytest.fixture(scope="session")
def shipped_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this run's own; the first that needs the index builds it there."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def shipped(shipped_data: Path) -> Engine:
    """The engine over the documents that ship, for the office that is at home by default."""
    return open_engine(shipped_data, HOME)


@pytest.fixture
def built(shipped: Engine, shipped_data: Path, tmp_path: Path) -> Path:
    """A data folder of a test's own in which the index is built already."""
    folder = tmp_path / "data"
    shutil.copytree(shipped_data, folder, ignore=shutil.ignore_patterns("office.db*", "health.json", ".*"))
    return folder


@pytest.fixture
def program(tmp_path: Path, shipped_data: Path) -> Program:
    return Program(tmp_path, shipped_data)
