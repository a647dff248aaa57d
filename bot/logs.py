"""Logging: one line an event on standard error, without the token and without who asked what."""

import logging
import re
import traceback

TOKEN = re.compile(r"\d+:[\w-]{30,}", re.ASCII)
_OWN = "tanyapasal"  # the handler that writes the log
_LIBRARIES = ("telegram", "tornado", "asyncio")
_FIELD = re.compile(r"%(\(\w+\))?[-#0 +]*[\d*]*(\.\d+)?[a-zA-Z]")


def without_token(record: logging.LogRecord) -> bool:
    """Take anything that looks like a bot token out of a record: its message, arguments and traceback.

    A filter of handlers, not of loggers: a logger's doesn't see what its children log. It mends the record in place;
    always true, since a redacted line is still worth having.
    """
    try:
        record.msg, record.args = redact(record.getMessage()), None
    except (TypeError, ValueError, KeyError):  # a log call with wrong arguments mustn't stop the bot
        record.msg, record.args = redact(f"{record.msg} {record.args!r}"), None
    if record.exc_info and record.exc_info[0] is not None:
        record.exc_text = redact("".join(traceback.format_exception(*record.exc_info)).rstrip())
        record.exc_info = None  # the text replaces it: other handlers would format the original again
    elif record.exc_text:
        record.exc_text = redact(record.exc_text)
    if record.stack_info:
        record.stack_info = redact(record.stack_info)
    return True


def without_update(record: logging.LogRecord) -> bool:
    """Leave of a library's record what its authors wrote, and the type of the exception; a filter as `without_token`.

    The arguments and the exception's text can be an update or a response: who asked, and what.
    """
    if record.name.partition(".")[0] in _LIBRARIES:
        first, *_ = str(record.msg).splitlines() or [""]
        kind = record.exc_info[0] if record.exc_info else None
        record.msg = (_FIELD.sub("…", first) if record.args else first) + (f" ({kind.__name__})" if kind else "")
        record.args = record.exc_info = record.exc_text = record.stack_info = None
    return True


def redact(text: str) -> str:
    """`text` with everything that looks like a bot token replaced."""
    return TOKEN.sub("<token>", text)


def set_up_logs(level: int = logging.INFO) -> None:
    """Send the log to standard error, redacted, and silence the libraries that log addresses or updates."""
    root, handler = logging.getLogger(), logging.StreamHandler()
    handler.name = _OWN
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for each in (handler, *root.handlers):
        each.addFilter(without_update)
        each.addFilter(without_token)
    if _OWN not in {old.name for old in root.handlers}:
        root.addHandler(handler)
    root.setLevel(level)
    # httpx logs each address, the token in it, at INFO; telegram logs whole updates at DEBUG; tornado each bad request
    for name in ("httpx", "httpcore", "telegram", "tornado", "aiolimiter"):
        logging.getLogger(name).setLevel(logging.WARNING)
