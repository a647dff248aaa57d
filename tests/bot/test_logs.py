"""No log line holds a bot token, wherever in the record it stood."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import redact, set_up_logs, without_token

TOKEN = "123456:" + "Aa-_9" * 7


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What a handler with the filter writes of what the logger `uji` is told."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(without_token)
    logger = logging.getLogger("uji")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    yield stream
    logger.removeHandler(handler)
    logger.propagate = True


def fail() -> None:
    try:
        raise ValueError(f"inner {TOKEN}")
    except ValueError as error:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe") from error


def test_the_message_and_its_arguments(lines: io.StringIO) -> None:
    log = logging.getLogger("uji")
    log.info(f"POST /bot{TOKEN}/getMe")
    log.info("POST %s %d", f"/bot{TOKEN}/getMe", 200)
    log.info("%(a)s", {"a": TOKEN})
    log.info("%s", ValueError(TOKEN))
    assert lines.getvalue() == "POST /bot<token>/getMe\nPOST /bot<token>/getMe 200\n<token>\n<token>\n"


def test_a_traceback_with_its_causes(lines: io.StringIO) -> None:
    try:
        fail()
    except RuntimeError:
        logging.getLogger("uji").exception("failed", stack_info=True)
    assert TOKEN not in lines.getvalue()
    assert "RuntimeError: https://api.telegram.org/bot<token>/getMe" in lines.getvalue()
    assert "ValueError: inner <token>" in lines.getvalue()


def test_a_wrong_log_call_is_logged_all_the_same(lines: io.StringIO) -> None:
    logging.getLogger("uji").info("%d", TOKEN)
    assert lines.getvalue() == "%d ('<token>',)\n"


def test_other_numbers_stay() -> None:
    assert redact("12:30:45 angka 15: a, 2026-01-02 10:00:00") == "12:30:45 angka 15: a, 2026-01-02 10:00:00"


def test_set_up_silences_the_libraries_and_redacts(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        root.handlers[:] = []
        set_up_logs()
        set_up_logs()
        logging.getLogger("httpx").info("GET /bot%s/getMe", TOKEN)
        logging.getLogger("lain").warning("GET /bot%s/getMe", TOKEN)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("WARNING lain: GET /bot<token>/getMe")
