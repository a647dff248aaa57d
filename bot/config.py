"""The configuration: one YAML file and the environment, which wins, into one checked value."""

import difflib
import ipaddress
import os
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.logs import TOKEN, redact
from corpus.errors import ConfigError
from corpus.files import load_mapping
from corpus.manifest import DOCUMENTS

DEFAULT_FILE = Path("tanyapasal.yaml")
DEFAULT_API_URL = "https://api.telegram.org"
_NO_COUNT = "must be a whole number of {} from {} to {}"


def _token(raw: object) -> str:
    if not isinstance(raw, str) or not TOKEN.fullmatch(raw.strip()):
        fault = "isn't a bot token; copy it from @BotFather as it stands (digits, a colon, letters), in quotes"
        raise ValueError(fault)
    return raw.strip()


def _path(raw: object, what: str) -> Path:
    if not isinstance(raw, str) or not raw.strip() or "\0" in raw:
        raise ValueError(f"must be the path of {what}")
    try:
        return Path(raw).expanduser()
    except RuntimeError:
        raise ValueError(f"{raw}: nobody is called {raw.partition('/')[0]} here; write the whole path") from None


def _folder(raw: object) -> Path:
    folder = _path(raw, "a folder")
    try:
        is_file = folder.exists() and not folder.is_dir()
    except OSError as error:
        raise ValueError(f"{raw}: {error.strerror}; name a folder that can be made and read") from None
    if is_file:
        raise ValueError(f"{folder} is a file; name a folder")
    return folder


def _documents(raw: object) -> Path:
    folder = _folder(raw)
    if not folder.is_dir():
        raise ValueError(f"the folder {folder} doesn't exist; make it or correct the path")
    return folder


def _file(raw: object) -> Path:
    path = _path(raw, "a file or a folder")
    if not (path.is_file() or path.is_dir()):
        raise ValueError(f"there is no file or folder {raw}; make it or correct the path")
    return path


def _office(raw: object) -> str:
    if not isinstance(raw, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", raw):
        raise ValueError("must be an office id from the documents' manifest, such as diskominfotik-ntb")
    return raw


def _url(raw: object, fault: str = f"must be an http or https address such as {DEFAULT_API_URL}") -> str:
    """An http or https address, no slash at its end."""
    url = raw.strip().rstrip("/") if isinstance(raw, str) else ""
    with suppress(ValueError):  # of what is no address
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        if named and not parts.query and not parts.fragment:
            return url
    raise ValueError(fault)


def _webhook_url(raw: object) -> str:
    fault = "must be the public https address of the proxy, such as https://bot.example.go.id"
    url = _url(raw, fault)
    if urlsplit(url).scheme == "http" and not _is_loopback(urlsplit(url).hostname):
        raise ValueError(fault)
    return url


def _is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _listen(raw: object) -> str:
    try:
        return str(ipaddress.ip_address(raw.strip() if isinstance(raw, str) else ""))
    except ValueError:
        raise ValueError("must be an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all") from None


def _ids(raw: object) -> frozenset[int]:
    """Ids from a YAML list, or from a variable's comma separated text."""
    items = [item.strip() for item in raw.split(",") if item.strip()] if isinstance(raw, str) else raw
    if not isinstance(items, list):
        raise ValueError("must be a list of Telegram ids, such as [123456789]")
    return frozenset(_id(item) for item in items)


def _id(item: object) -> int:
    # True is an int to Python, and `yes` is True to YAML
    if isinstance(item, bool) or not isinstance(item, (int, str)) or not re.fullmatch(r"-?\d{1,15}", str(item)):
        raise ValueError(f"{redact(repr(item))} isn't a Telegram id; ids are whole numbers, a group's is negative")
    return int(item)


def _count(what: str, least: int, most: int, raw: object, fault: str = _NO_COUNT) -> int:
    text = str(raw).strip()
    if isinstance(raw, bool) or not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ValueError(fault.format(what, least, most))
    return int(text)


_PORT = partial(_count, "", 1, 65535, fault="must be the number of a port, such as 8080")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator decided; each with its reader, and its key in the file where that isn't its name.

    `allow_users` and `allow_groups` are Telegram ids, None for everybody; `admins` always may ask. `token`
    is None where none was given, which only `run` minds, and never stands in the repr. `webhook_url` is the
    public address; the bot itself hears `webhook_port` of `webhook_listen`.
    """

    token: str | None = field(default=None, repr=False, metadata={"read": _token})
    data: Path = field(default=Path("data"), metadata={"read": _folder})
    documents: Path = field(default=DOCUMENTS, metadata={"read": _documents})
    home_office: str = field(default="diskominfotik-ntb", metadata={"read": _office})
    admins: frozenset[int] = field(default=frozenset(), metadata={"read": _ids})
    allow_users: frozenset[int] | None = field(default=None, metadata={"read": _ids, "key": "allow.users"})
    allow_groups: frozenset[int] | None = field(default=None, metadata={"read": _ids, "key": "allow.groups"})
    questions: Path | None = field(default=None, metadata={"read": _file})
    margin_percent: int = field(default=2, metadata={"read": partial(_count, "percent", 0, 100)})
    retention_days: int = field(default=90, metadata={"read": partial(_count, "days", 1, 3650)})
    questions_a_minute: int = field(default=30, metadata={"read": partial(_count, "questions", 1, 1000)})
    api_url: str = field(default=DEFAULT_API_URL, metadata={"read": _url})
    webhook_url: str | None = field(default=None, metadata={"read": _webhook_url, "key": "webhook.url"})
    webhook_listen: str = field(default="127.0.0.1", metadata={"read": _listen, "key": "webhook.listen"})
    webhook_port: int = field(default=8080, metadata={"read": _PORT, "key": "webhook.port"})


_OPTIONS = {each.metadata.get("key", each.name): each for each in fields(Settings)}  # by their key paths in the file


def load_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from the file `path` (or TANYAPASAL_CONFIG, or tanyapasal.yaml) and the environment.

    Only the default file may be missing. An environment variable wins over the file; an empty one counts as
    not set. Relative folders are taken from the working directory. Raises `ConfigError`, one line.
    """
    variables = os.environ if environ is None else environ
    if path is None and (name := variables.get("TANYAPASAL_CONFIG", "").strip()):
        path = Path(name)
        if not path.is_file():
            raise ConfigError(f"TANYAPASAL_CONFIG: there is no file {name}; correct the path or unset the variable")
    file = path or DEFAULT_FILE
    entries = _flat(file, load_mapping(file)) if path or file.exists() else {}
    values: dict[str, Any] = {}
    for key, option in _OPTIONS.items():
        variable = f"TANYAPASAL_{option.name.upper()}"
        told = variables.get(variable, "").strip()
        where, raw = (variable, told) if told else (f"{file}: {key}", entries.get(key))
        if raw is None:
            continue
        try:
            values[option.name] = option.metadata["read"](raw)
        except ValueError as error:
            raise ConfigError(f"{where}: {error}") from None  # the cause could show the token
    return Settings(**values)


def _flat(file: Path, entries: Mapping[str, Any]) -> dict[str, Any]:
    """The file's values by key path; `allow` and `webhook` have keys of their own."""
    _check_keys(file, entries, dict.fromkeys(key.partition(".")[0] for key in _OPTIONS))
    flat: dict[str, Any] = {}
    for key, value in entries.items():
        if not (group := [each for each in _OPTIONS if each.startswith(f"{key}.")]):
            flat[key] = value
        elif isinstance(value, dict):
            nested = {f"{key}.{inner}": told for inner, told in value.items()}
            _check_keys(file, nested, group)
            flat |= nested
        elif value is not None:
            names = ", ".join(f"`{inner.partition('.')[2]}:`" for inner in group)
            raise ConfigError(f"{file}: {key}: must have {names} under it")
    return flat


def _check_keys(file: Path, keys: Iterable[str], known: Collection[str]) -> None:
    for key in keys:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(sorted(known))}"
            raise ConfigError(f"{file}: {key}: unknown key; {hint}")
