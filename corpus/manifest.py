"""The manifest: what is known of each document beside its text."""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import ManifestError, failing
from corpus.files import load_file

NAME = "manifest.yaml"
DOCUMENTS = Path(__file__).parent / "documents"  # the documents that the project ships
LEVELS = ("nasional", "provinsi", "kabupaten", "kota")
LONGEST = 255  # bytes of a file's name, on every file system in use
STATUSES = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Whether a document is in force (yes, no, unknown), who checked it and when, and what replaced it."""

    in_force: str = "unknown"
    checked_by: str = ""
    checked_on: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document's entry: where its file is, how to read it, how to cite it, whom it speaks of.

    `office` is the id of the office that it describes, the one that a configuration names as home office;
    `level` and `region` say where that office is, `aliases` how people shorten the region's name.
    """

    id: str
    file: str
    profile: str
    title: str
    short: str
    formal: str
    number: str = ""
    year: str = ""
    issuer: str = ""
    office: str = ""
    level: str = "nasional"
    region: str = ""
    aliases: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    status: Status = Status()

    @property
    def place(self) -> str:
        """Level and region as people say them ("Provinsi NTB"), or "" for a national document."""
        if self.level == "nasional":
            return ""
        short = next((alias for alias in self.aliases if alias.isupper()), self.region)
        return f"{self.level.title()} {short}"


def load_manifest(folder: Path) -> tuple[Entry, ...]:
    """The entries of a folder's manifest, in its order; raises ManifestError naming file, entry and key."""
    path = folder / NAME
    with (
        failing(ManifestError, "corpus.manifest-unreadable", OSError, file=path),
        failing(ManifestError, "corpus.yaml", yaml.YAMLError, UnicodeDecodeError, file=path),
    ):
        rows = load_file(path)
    listed = rows.get("documents") if isinstance(rows, dict) else None
    if not isinstance(listed, list):
        raise ManifestError("corpus.manifest-no-list", file=path)
    entries = tuple(_entry(row, f"{path}: documents[{at}]") for at, row in enumerate(listed))
    known = [entry.id for entry in entries]
    for at, entry in enumerate(entries):
        where = f"{path}: documents[{at}]"
        if entry.id in known[:at]:
            raise ManifestError("corpus.id-twice", where=f"{where}.id", id=entry.id)
        if unknown := [amended for amended in entry.amends if amended not in known]:
            raise ManifestError("corpus.amends-unknown", where=f"{where}.amends", id=unknown[0], known=", ".join(known))
    return entries


def _entry(row: Any, where: str) -> Entry:
    if not isinstance(row, dict):
        raise ManifestError("corpus.mapping", where=where)
    known = {field.name for field in fields(Entry)}
    if unknown := sorted(set(map(str, row)) - known):
        raise ManifestError("corpus.unknown-key", where=where, key=unknown[0], known=", ".join(sorted(known)))
    values = {key: _text(row.get(key), f"{where}.{key}") for key in known - {"aliases", "amends", "status"}}
    for key in ("id", "file", "profile"):
        if not values[key]:
            raise ManifestError("corpus.missing", where=f"{where}.{key}")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", values["id"]):
        raise ManifestError("corpus.bad-id", where=f"{where}.id", id=values["id"])
    if not is_name(values["file"]):
        raise ManifestError("corpus.bad-file", where=f"{where}.file", name=values["file"])
    for key, other in (("title", "id"), ("short", "title"), ("formal", "title")):
        values[key] = values[key] or values[other]
    values["level"] = values["level"] or "nasional"
    if values["level"] not in LEVELS:
        raise ManifestError("corpus.none-of", where=f"{where}.level", given=values["level"], known=", ".join(LEVELS))
    aliases, amends = (_texts(row.get(key), f"{where}.{key}") for key in ("aliases", "amends"))
    return Entry(**values, aliases=aliases, amends=amends, status=_status(row.get("status"), f"{where}.status"))


def entry_of(row: dict[str, Any]) -> Entry:
    """An entry from its values, as `asdict` gives them."""
    lists = {key: tuple(row[key]) for key in ("aliases", "amends")}
    return Entry(**{**row, **lists, "status": Status(**row["status"])})


def is_name(text: str) -> bool:
    """Whether a file beside the manifest can be called so: no path, no control character, no longer than names are."""
    return Path(text).name == text != ".." and text.isprintable() and len(text.encode()) <= LONGEST


def _status(row: Any, where: str) -> Status:
    row = {"in_force": row} if isinstance(row, str | bool) else row or {}
    if not isinstance(row, dict) or set(row) - {field.name for field in fields(Status)}:
        raise ManifestError("corpus.bad-status", where=where)
    given = row.get("in_force", "unknown")
    in_force = {True: "yes", False: "no"}[given] if isinstance(given, bool) else _text(given, f"{where}.in_force")
    if in_force not in STATUSES:
        raise ManifestError("corpus.none-of", where=f"{where}.in_force", given=given, known=", ".join(STATUSES))
    rest = {key: _text(row.get(key), f"{where}.{key}") for key in ("checked_by", "checked_on", "replaced_by")}
    return Status(in_force=in_force, **rest)


def _text(value: Any, where: str) -> str:
    if isinstance(value, list | dict | set | bytes):
        raise ManifestError("corpus.one-text", where=where)
    return "" if value is None else " ".join(str(value).split())


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ManifestError("corpus.list", where=where)
    return tuple(_text(item, f"{where}[{at}]") for at, item in enumerate(value))
