"""The program as an operator starts it answers from the real documents, and stops on a signal."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from botapi import TOKEN, BotApi, Person

from handlers.wording import languages, wording

ROOT = Path(__file__).parents[3]
ANNA = Person(id=41)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the first program builds the index."""
    return tmp_path_factory.mktemp("operator") / "data"


def environ(data: Path, api: BotApi | None = None) -> dict[str, str]:
    """The environment of a program that runs from another folder, with a data folder of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TANYAPASAL_")}
    clean |= {"TANYAPASAL_DATA": str(data), "PYTHONPATH": str(ROOT)}
    return clean if api is None else clean | {"TANYAPASAL_TOKEN": TOKEN, "TANYAPASAL_API_URL": api.url}


def test_run_answers_from_the_documents_and_stops_on_sigterm(data: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "run"]
    with (
        BotApi() as api,
        subprocess.Popen(command, env=environ(data, api), cwd=tmp_path, text=True, stderr=subprocess.PIPE) as program,
    ):
        try:
            number = api.says(ANNA, "seksi mana yang mengurus sub domain?")
            api.wait("sendMessage", timeout=20)
            assert api.shown(ANNA.place)[0].startswith("Seksi Infrastruktur TIK")
            assert "nama domain dan sub domain" in api.shown(ANNA.place)[0]
            api.edits(ANNA, number, "berapa gaji kepala dinas?")
            api.wait("editMessageText")
            assert "sub domain" not in api.shown(ANNA.place)[0].splitlines()[0]
            program.send_signal(signal.SIGTERM)
            _, log = program.communicate(timeout=10)
        finally:
            program.kill()
    assert program.returncode == 0, log
    assert TOKEN not in log
    assert not [call for call in api.calls if call.code == 400]


def examples() -> list[str]:
    """The questions that the bot's own wording gives as examples."""
    texts = [text for code in languages() for text in (wording(code).start, wording(code).unreadable)]
    return list(dict.fromkeys(re.findall(r"[•“] ?([^•“”\n]+\?)", "\n".join(texts))))


def test_every_example_question_gets_an_answer(data: Path, tmp_path: Path) -> None:
    questions = examples()
    assert len(questions) >= 5
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "-"],
        input="\n".join(questions) + "\n",
        env=environ(data),
        cwd=tmp_path,
        text=True,
        capture_output=True,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["question"] for answer in answers if not answer["answered"]] == []
    assert len(answers) == len(questions)
