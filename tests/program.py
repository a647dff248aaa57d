"""The program as tests call and start it, in a folder of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.__main__ import main

ROOT = Path(bot.__path__[0]).parent


class Program:
    """The program in a folder of its own, with its data elsewhere and nothing set in the environment.

    `run` calls it as its process does, within this one; `start` starts that process.
    """

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder = folder
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("TANYAPASAL_", "PYTHON"))}
        self.environment = kept | {"TANYAPASAL_DATA": str(data), "PYTHONPATH": str(ROOT)}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder, env=self.environment, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments: str, given: str | bytes = "", status: int = 0) -> tuple[str, str]:
        """What it prints on standard output and standard error."""
        said = given.encode() if isinstance(given, str) else given
        streams = [io.TextIOWrapper(io.BytesIO(content), "utf-8") for content in (said, b"", b"")]
        with pytest.MonkeyPatch.context() as patched, contextlib.chdir(self.folder):
            for name in os.environ.keys() - self.environment.keys():
                patched.delenv(name)
            for name, value in self.environment.items():
                patched.setenv(name, value)
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patched.setattr(sys, name, stream)
            found = called(*arguments)
        output, errors = (wrote(stream) for stream in streams[1:])
        assert found == status, errors
        return output, errors

    def rows(self, *arguments: str, given: str | bytes = "") -> list[dict[str, Any]]:
        output, errors = self.run(*arguments, given=given)
        assert errors == ""
        return [json.loads(line) for line in output.splitlines()]


def called(*arguments: str) -> object:
    """The exit status of the program, called with those arguments."""
    try:
        return main(arguments)
    except SystemExit as error:  # of wrong use
        return error.code


def wrote(stream: io.TextIOWrapper) -> str:
    """All that was written to a stream."""
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")
