"""What starts the bot for good starts what there is, as an ordinary user, with settings that the program knows."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import bot
from bot.__main__ import _parser
from bot.config import _OPTIONS, Settings
from bot.health import FRESH
from bot.serving.app import GRACE, STEP

ROOT = Path(bot.__path__[0]).parent
UNIT = (ROOT / "bot/deploy/tanyapasal.service").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "bot/deploy/Dockerfile").read_text(encoding="utf-8")
PAPER = (ROOT / "bot/deploy/README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VARIABLES = {f"TANYAPASAL_{option.name.upper()}" for option in _OPTIONS.values()} | {"TANYAPASAL_CONFIG"}
STOP = GRACE + 3 * 2 * STEP  # each of the three steps around it may be cancelled once and take as long again


def unit_lines(section: str) -> list[tuple[str, str]]:
    """The keys and values of a section, in order; a key may stand more than once."""
    text = UNIT.partition(f"\n[{section}]\n")[2].partition("\n[")[0]
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(key, value) for key, _, value in (line.partition("=") for line in lines)]


SERVICE = dict(unit_lines("Service"))
UNIT_VARIABLES = dict(value.split("=", 1) for key, value in unit_lines("Service") if key == "Environment")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, in order, each on one line."""
    whole = re.sub(r"\s*\\\n\s*", " ", re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE))
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in whole.splitlines() if line)]


INSTRUCTIONS = instructions()
LAST = dict(INSTRUCTIONS)  # of each kind the last one counts
IMAGE_VARIABLES = dict(re.findall(r"(\w+)=(\S+)", LAST["ENV"]))


def is_a_command(words: list[str]) -> bool:
    """Whether the program as it is installed understands these words."""
    name, *arguments = words
    return Path(name).name in PROJECT["project"]["scripts"] and callable(_parser().parse_args(arguments).run)


def test_the_service_starts_the_program_as_an_ordinary_user() -> None:
    assert is_a_command(SERVICE["ExecStart"].split())
    assert SERVICE["User"] not in ("", "root", "0")
    assert f"useradd --system --user-group --no-create-home --shell /usr/sbin/nologin {SERVICE['User']}\n" in PAPER
    assert SERVICE["NoNewPrivileges"] == "yes"
    assert SERVICE["CapabilityBoundingSet"] == ""


def test_the_service_keeps_its_data_where_it_may_write() -> None:
    assert UNIT_VARIABLES["TANYAPASAL_DATA"] == f"/var/lib/{SERVICE['StateDirectory']}" == SERVICE["WorkingDirectory"]
    assert SERVICE["ProtectSystem"] == "strict"


def test_the_service_waits_for_the_stop_and_starts_again_only_after_a_failure() -> None:
    assert float(SERVICE["TimeoutStopSec"]) > STOP
    assert SERVICE["Restart"] == "on-failure"
    limits = dict(unit_lines("Unit"))
    assert float(SERVICE["RestartSec"]) * int(limits["StartLimitBurst"]) < 600, "else the limit is never reached"
    assert limits["StartLimitIntervalSec"] == "10min"


def test_the_paper_installs_the_service_where_it_looks() -> None:
    program = Path(SERVICE["ExecStart"].split()[0])
    assert f"sudo python3 -m venv {program.parent.parent}\n" in PAPER
    assert f"sudo nano {SERVICE['EnvironmentFile']} " in PAPER


def test_the_image_runs_the_program_as_an_ordinary_user() -> None:
    entry = json.loads(LAST["ENTRYPOINT"])
    assert is_a_command([*entry, *json.loads(LAST["CMD"])])
    names = [name for name, _ in INSTRUCTIONS]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert LAST["USER"] not in ("root", "0")
    assert any(name == "RUN" and f"useradd --uid 10001 --user-group --no-create-home --home-dir /data "
               f"{LAST['USER']} " in rest for name, rest in INSTRUCTIONS)  # fmt: skip


def test_the_image_has_a_python_that_the_program_runs_on_and_the_pinned_versions() -> None:
    bases = [rest for name, rest in INSTRUCTIONS if name == "FROM"]
    assert {base.removesuffix(" AS build") for base in bases} == {"python:3.11-slim"}
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert "--constraint constraints.txt ." in next(rest for name, rest in INSTRUCTIONS if name == "RUN")


def test_the_image_keeps_its_data_in_the_volume() -> None:
    assert LAST["VOLUME"] == IMAGE_VARIABLES["TANYAPASAL_DATA"] == LAST["WORKDIR"]
    assert f"--mode 0750 {LAST['VOLUME']}" in DOCKERFILE
    assert f"-v pasal-data:{LAST['VOLUME']} " in PAPER


def test_the_image_is_asked_for_its_health_more_often_than_it_grows_old() -> None:
    options, _, command = LAST["HEALTHCHECK"].partition(" CMD ")
    assert is_a_command(json.loads(command))
    interval = re.search(r"--interval=(\d+)s", options)
    assert interval is not None
    assert int(interval[1]) < FRESH


def test_the_image_hears_the_port_that_it_shows() -> None:
    assert int(LAST["EXPOSE"]) == Settings().webhook_port
    assert IMAGE_VARIABLES["TANYAPASAL_WEBHOOK_LISTEN"] == "0.0.0.0"  # noqa: S104 (a container's own network)


def test_the_stop_in_docker_has_the_time_that_it_needs() -> None:
    (seconds,) = re.findall(r"--stop-timeout (\d+)", PAPER)
    assert int(seconds) > STOP


def test_the_build_gets_the_program_and_nothing_private() -> None:
    lines = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert lines[0] == "*"
    kept = {line[1:] for line in lines if line.startswith("!")}
    packages = {name.rstrip("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
    project = PROJECT["project"]
    assert kept == packages | {"pyproject.toml", "constraints.txt", project["readme"], *project["license-files"]}


@pytest.mark.parametrize("text", [UNIT, DOCKERFILE], ids=["unit", "image"])
def test_every_variable_is_one_that_the_program_reads(text: str) -> None:
    named = set(re.findall(r"TANYAPASAL_[A-Z_]+", text))
    assert "TANYAPASAL_DATA" in named
    assert named <= VARIABLES


@pytest.mark.parametrize("variables", [UNIT_VARIABLES, IMAGE_VARIABLES], ids=["unit", "image"])
def test_the_time_zone_is_one_and_told(variables: dict[str, str]) -> None:
    assert ZoneInfo(variables["TZ"]).key in PAPER
