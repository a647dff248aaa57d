"""The manifest: what is known of each document beside its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import ManifestError
from corpus.read import contents
from corpus.yaml import load_yaml, told

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
    try:
        rows = load_yaml(contents(path).decode())
    except OSError as error:
        raise ManifestError(
            f"{path}: can't be read ({error.strerror}); put the manifest beside the documents"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ManifestError(f"{path}: is not valid YAML: {told(error)}") from error
    listed = rows.get("documents") if isinstance(rows, dict) else None
    if not isinstance(listed, list):
        raise ManifestError(f"{path}: needs a list 'documents'")
    entries = tuple(_entry(row, f"{path}: documents[{at}]") for at, row in enumerate(listed))
    for at, entry in enumerate(entries):
        if entry.id in {other.id for other in entries[:at]}:
            raise ManifestError(f"{path}: documents[{at}].id: {entry.id!r} is there twice")
    _check_amended(entries, path)
    return entries


def _check_amended(entries: tuple[Entry, ...], path: Path) -> None:
    known = [entry.id for entry in entries]
    for at, entry in enumerate(entries):
        if unknown := [amended for amended in entry.amends if amended not in known]:
            told = f"{unknown[0]!r} is none of the documents' ids: {', '.join(known)}"
            raise ManifestError(f"{path}: documents[{at}].amends: {told}; correct it, or add that document")


def _entry(row: Any, where: str) -> Entry:
    if not isinstance(row, dict):
        raise ManifestError(f"{where}: must be a mapping of keys to values")
    known = {field.name for field in fields(Entry)}
    if unknown := sorted(set(map(str, row)) - known):
        raise ManifestError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    values = {key: _text(row.get(key), f"{where}.{key}") for key in known - {"aliases", "amends", "status"}}
    for key in ("id", "file", "profile"):
        if not values[key]:
            raise ManifestError(f"{where}.{key}: is missing")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", values["id"]):
        raise ManifestError(f"{where}.id: {values['id']!r} must be lower-case letters, digits and hyphens")
    if not _is_name(values["file"]):
        raise ManifestError(f"{where}.file: {values['file']!r} must be a file's name, beside the manifest")
    values["title"] = values["title"] or values["id"]
    values["short"] = values["short"] or values["title"]
    values["formal"] = values["formal"] or values["title"]
    values["level"] = values["level"] or "nasional"
    if values["level"] not in LEVELS:
        raise ManifestError(f"{where}.level: {values['level']!r} is none of {', '.join(LEVELS)}")
    return Entry(
        **values,
        aliases=_texts(row.get("aliases"), f"{where}.aliases"),
        amends=_texts(row.get("amends"), f"{where}.amends"),
        status=_status(row.get("status"), f"{where}.status"),
    )


def _is_name(text: str) -> bool:
    """Whether a file beside the manifest can be called so: no path, no control character, no longer than names are."""
    return Path(text).name == text != ".." and text.isprintable() and len(text.encode()) <= LONGEST


def _status(row: Any, where: str) -> Status:
    row = {"in_force": row} if isinstance(row, str | bool) else row or {}
    if not isinstance(row, dict) or set(row) - {field.name for field in fields(Status)}:
        raise ManifestError(f"{where}: takes in_force, checked_by, checked_on, replaced_by")
    given = row.get("in_force", "unknown")
    in_force = {True: "yes", False: "no"}[given] if isinstance(given, bool) else _text(given, f"{where}.in_force")
    if in_force not in STATUSES:
        raise ManifestError(f"{where}.in_force: {given!r} is none of {', '.join(STATUSES)}")
    rest = {key: _text(row.get(key), f"{where}.{key}") for key in ("checked_by", "checked_on", "replaced_by")}
    return Status(in_force=in_force, **rest)


def _text(value: Any, where: str) -> str:
    if isinstance(value, list | dict | set | bytes):
        raise ManifestError(
            f"{where}: must be one text, not a list or a mapping; quote it where it begins with [ or {{"
        )
    return "" if value is None else " ".join(str(value).split())


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ManifestError(f"{where}: must be a list")
    return tuple(_text(item, f"{where}[{at}]") for at, item in enumerate(value))
