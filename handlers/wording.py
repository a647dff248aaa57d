"""The wording of the chat: `messages.yaml` as it is declared, so that a missing sentence fails early, not in a chat."""

from __future__ import annotations

import inspect
import string
from functools import cache
from pathlib import Path
from typing import Protocol

from corpus.errors import ConfigError
from corpus.files import load_mapping
from handlers.sentences import Sentences

__all__ = ["Wording", "known_language", "languages", "load_messages", "wording"]

DEFAULT_LANGUAGE = "id"

_FILE = Path(__file__).with_name("messages.yaml")


class Wording(Sentences, Protocol):
    """The sentences in one language, and what some of them name."""

    @property
    def fields(self) -> dict[str, str]:
        """What each key of a document's entry is called."""
        return dict(line.split("=", 1) for line in self.field_names.splitlines())

    @property
    def notes(self) -> dict[str, str]:
        """What each kind of text is called that a document's reader leaves out."""
        return dict(line.split("=", 1) for line in self.note_names.splitlines())

    def action(self, name: str, *, short: str, state: str) -> str:
        """What an admin did to a document, whose name in `short` and whose state that was."""
        told = dict(line.split("=", 1) for line in self.action_names(short=short, state=state).splitlines())
        return told.get(name, name)

    @property
    def sure(self) -> dict[str, str]:
        """What the button says that makes a change, by what the change is."""
        return dict(line.split("=", 1) for line in self.sure_names.splitlines())

    def level_of(self, text: str) -> str:
        """The level that somebody writes, shortened or not ("Kab."); "" for what is none."""
        said = " ".join(text.lower().replace(".", " ").split())
        lines = (line.split("=", 1) for line in self.level_names.splitlines())
        return next((level for level, names in lines if said in (name.strip() for name in names.split(","))), "")

    @property
    def reasons(self) -> tuple[str, ...]:
        """What may be wrong with an answer, a choice each."""
        return tuple(self.vote_reasons.splitlines())


def load_messages(path: Path = _FILE) -> dict[str, Wording]:
    """The wording by language ("id", "en").

    Raises `ConfigError` where a language lacks a sentence, has one that nothing uses, that isn't text or has other
    fields than are declared, or where the default language is missing.
    """
    messages = {language: _wording(path, language, entries) for language, entries in load_mapping(path).items()}
    if DEFAULT_LANGUAGE not in messages:
        raise ConfigError(f"{path}: {DEFAULT_LANGUAGE}: is missing; it is the language of last resort")
    return messages


def _wording(path: Path, language: str, entries: object) -> Wording:
    if not isinstance(entries, dict):
        raise ConfigError(f"{path}: {language}: must be a mapping, one sentence a key")
    declared = _declared()
    for key in sorted(declared.keys() ^ entries.keys()):
        fault = "is missing; write it" if key in declared else "isn't used; take it out"
        raise ConfigError(f"{path}: {language}.{key}: {fault}")
    for key, sentence in entries.items():
        if not isinstance(sentence, str) or not sentence.strip():
            raise ConfigError(f"{path}: {language}.{key}: must be text; put it in quotes")
        if _fields(sentence) != declared[key]:
            named = ", ".join(f"{{{name}}}" for name in sorted(declared[key])) or "no field"
            raise ConfigError(f"{path}: {language}.{key}: must have {named}; see handlers/sentences.py")
    members = {key: staticmethod(said.format) if declared[key] else said for key, said in entries.items()}
    told: Wording = type("Told", (Wording,), members)()
    return told


def _declared() -> dict[str, set[str]]:
    """The fields of each sentence by its name."""
    filled = {name: set(inspect.signature(said).parameters) - {"self"}
              for name, said in vars(Sentences).items() if inspect.isfunction(said) and name[0] != "_"}  # fmt: skip
    return {name: set[str]() for name in Sentences.__annotations__} | filled


def _fields(sentence: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:  # a single brace
        return {sentence}


@cache
def _shipped() -> dict[str, Wording]:
    return load_messages()


def languages() -> tuple[str, ...]:
    """The languages that there is wording in, the default first."""
    return tuple(sorted(_shipped(), key=lambda language: (language != DEFAULT_LANGUAGE, language)))


def wording(language: str | None) -> Wording:
    """The wording in `language` (a code such as "id" or "en-GB"); in Indonesian where there is none."""
    return _shipped()[known_language(language)]


def known_language(language: str | None) -> str:
    """The language that there is wording in for a code such as "id" or "en-GB"; Indonesian where there is none."""
    code = (language or "").partition("-")[0].lower()
    return code if code in _shipped() else DEFAULT_LANGUAGE
