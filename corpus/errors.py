"""Every error that TanyaPasal raises on purpose; each message says what, where and how to mend it.

Why something can't be done, or what looks wrong: a code with its fields, said in the language of who reads it.

The sentences stand in `reasons.yaml` of the package that the code begins with: "corpus.no-text" in
corpus/reasons.yaml.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Union

from corpus.yaml import load_yaml, told


class TanyaPasalError(Exception):
    """The base: its text is one line that can be shown to the person who can mend it.

    `status` is what a command that fails by it ends with.
    """

    status = 1


class ReasonedError(TanyaPasalError):
    """What an admin may meet in a chat, said in the language of who reads it; its text is the English one.

    It takes the code of a sentence with its fields, or a reason; what only the command line tells may be the sentence.
    """

    def __init__(self, code: str | Reason, **fields: object) -> None:
        self.reason = code if isinstance(code, Reason) else reason(code, **fields)
        super().__init__(self.reason.code)

    def __str__(self) -> str:
        return self.reason.text()


class DocumentError(ReasonedError):
    """A document's file can't be read: missing, binary, empty, of an unknown kind."""


class ProfileError(ReasonedError):
    """A profile of a kind of document is not valid."""


class ManifestError(ReasonedError):
    """The manifest, the list of documents, is not valid."""


class StoreError(ReasonedError):
    """The index or the office's database can't be read or written."""


class LexiconError(TanyaPasalError):
    """The vocabulary is not valid."""


class QuestionsError(ReasonedError):
    """A set of questions is not valid."""


class PictureError(TanyaPasalError):
    """A picture can't be drawn."""


class ConfigError(TanyaPasalError):
    """The configuration is not valid."""


def reason_of(error: TanyaPasalError | OSError) -> Reason:
    """The reason that an error gives; an error without one is a fault of the installation, told in its own words."""
    if isinstance(error, ReasonedError | OSError):
        return cause(error)
    return reason("corpus.installation", told=" ".join(str(error).split()))


LONGEST = 240  # characters of a field that are said: a name in a file made to harm may have thousands
LANGUAGES = ("en", "id")  # the command line and the log speak the first
NAME = "reasons.yaml"
ROOT = Path(__file__).parent.parent
# SQLite's primary result codes, by the end of the code that tells them: "corpus.sqlite-busy".
_SQLITE = {5: "busy", 6: "locked", 13: "full", 8: "readonly", 10: "ioerr", 11: "corrupt", 26: "notadb", 14: "cantopen"}
_CODE = re.compile(r"([a-z]+)\.([\w-]+)")

Field = Union[str, int, "Reason"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason or a warning; a field may be a reason itself, such as what the system says of a file."""

    code: str
    fields: Mapping[str, Field]

    def text(self, language: str = LANGUAGES[0]) -> str:
        """The sentence, filled in; in English where the language has none. What is no code is a sentence itself."""
        match = _CODE.fullmatch(self.code)
        said = sentences(ROOT / match[1] / NAME).get(match[2]) if match else None
        if said is None:
            return self.code
        fields = {name: value.text(language) if isinstance(value, Reason) else _short(value)
                  for name, value in self.fields.items()}  # fmt: skip
        return said.get(language, said[LANGUAGES[0]]).format(**fields)

    def row(self) -> dict[str, Any]:
        """The reason as JSON has it; `from_row` gives it back."""
        return asdict(self)


def _short(value: str | int) -> str | int:
    """A field, without its middle where it is too long: a path tells most by its end."""
    if isinstance(value, int) or len(value) <= LONGEST:
        return value
    return f"{value[: LONGEST // 3]}…{value[1 + LONGEST // 3 - LONGEST :]}"


def reason(code: str, **fields: object) -> Reason:
    """The reason of that code; fields that are no number and no reason become text."""
    return Reason(code, {name: v if isinstance(v, int | Reason) else str(v) for name, v in fields.items()})


def from_row(row: Mapping[str, Any]) -> Reason:
    """The reason that `Reason.row` gave."""
    fields = {name: from_row(value) if isinstance(value, dict) else value for name, value in row["fields"].items()}
    return Reason(row["code"], fields)


@contextmanager
def failing(kind: type[ReasonedError], code: str, *caught: type[Exception], **fields: object) -> Iterator[None]:
    """What is caught while a block runs is an error of that kind and code, with it as the cause."""
    try:
        yield
    except caught as error:
        raise kind(code, cause=cause(error), **fields) from error


def cause(error: Exception) -> Reason:
    """What the system, a database or a library says is wrong: translated where it is a usual failure."""
    own = getattr(error, "reason", None)
    if isinstance(own, Reason):
        return own
    if (code := sqlite_code(error)) in _SQLITE:
        return Reason(f"corpus.sqlite-{_SQLITE[code]}", {})
    if isinstance(error, OSError):
        name = errno.errorcode.get(error.errno or 0, "")
        if f"os-{name}" in sentences(ROOT / "corpus" / NAME):
            return Reason(f"corpus.os-{name}", {})
        return reason("corpus.system", told=error.strerror or error)
    problem, line = told(error)
    what = reason("corpus.system", told=problem)
    return reason("corpus.yaml-line", line=line, cause=what) if line else what


def sqlite_code(error: Exception) -> int:
    """SQLite's primary result code of an error (sqlite.org/rescode.html), 0 where it has none."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


@cache
def sentences(path: Path) -> dict[str, dict[str, str]]:
    """The sentences of a `reasons.yaml` by code and language; none where there is no such file."""
    found: dict[str, dict[str, str]] = load_yaml(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found
