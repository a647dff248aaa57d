"""The wording of the chat: `messages.yaml` as it is declared, so that a missing sentence fails early, not in a chat."""

import inspect
import string
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path
from typing import Protocol

from corpus.errors import ConfigError
from corpus.files import load_mapping
from handlers.sentences import Sentences

DEFAULT_LANGUAGE = "id"

# the fields of each sentence by its name
DECLARED = {name: set[str]() for name in Sentences.__annotations__}
DECLARED |= {name: set(inspect.signature(said).parameters) - {"self"}
             for name, said in vars(Sentences).items() if inspect.isfunction(said) and name[0] != "_"}  # fmt: skip
MAPPINGS = [name for name, kind in Sentences.__annotations__.items() if kind is not str]

_FILE = Path(__file__).with_name("messages.yaml")


class Wording(Sentences, Protocol):
    """The sentences in one language, and what some of them name."""

    def commands(self, *wanted: str) -> list[tuple[str, str]]:
        """What these commands are called, each with what it does."""
        return [(self.command_names[name], self.command_uses[name]) for name in wanted]

    def action(self, name: str, *, short: str, state: str) -> str:
        """What an admin did to a document, whose name in `short` and whose state that was."""
        return _named(self.actions(short=short, state=state)).get(name, name)

    def level_of(self, text: str) -> str:
        """The level that somebody writes, shortened or not ("Kab."); "" for what is none."""
        said = " ".join(text.lower().replace(".", " ").split())
        levels = self.levels.items()
        return next((level for level, names in levels if said in (name.strip() for name in names.split(","))), "")

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
    for language, told in messages.items():
        for name in MAPPINGS:
            if getattr(told, name).keys() != getattr(messages[DEFAULT_LANGUAGE], name).keys():
                raise ConfigError(f"{path}: {language}.{name}: must name the same as {DEFAULT_LANGUAGE}.{name}")
    return messages


def check_texts(where: str, entries: Mapping[str, object], declared: Set[str]) -> None:
    """Raise `ConfigError` for a text that is missing, that nothing uses or that is none; `where` it stands is told."""
    for key in sorted(declared ^ entries.keys()):
        fault = "is missing; write it" if key in declared else "isn't used; take it out"
        raise ConfigError(f"{where}{key}: {fault}")
    for key, text in entries.items():
        if not isinstance(text, str) or not text.strip():
            raise ConfigError(f"{where}{key}: must be text; put it in quotes")


def _wording(path: Path, language: str, entries: object) -> Wording:
    if not isinstance(entries, dict):
        raise ConfigError(f"{path}: {language}: must be a mapping, one sentence a key")
    check_texts(f"{path}: {language}.", entries, DECLARED.keys())
    for key, sentence in entries.items():
        if key in MAPPINGS and not all("=" in line for line in sentence.splitlines()):
            raise ConfigError(f"{path}: {language}.{key}: must have a = on each line, behind what is named")
        if _fields(sentence) != DECLARED[key]:
            named = ", ".join(f"{{{name}}}" for name in sorted(DECLARED[key])) or "no field"
            raise ConfigError(f"{path}: {language}.{key}: must have {named}; see handlers/sentences.py")
    members = {key: staticmethod(said.format) if DECLARED[key] else _named(said) if key in MAPPINGS else said
               for key, said in entries.items()}  # fmt: skip
    told: Wording = type("Told", (Wording,), members)()
    return told


def _named(lines: str) -> dict[str, str]:
    """Names by what they name, "retire=..." a line."""
    return dict(line.split("=", 1) for line in lines.splitlines())


def _fields(sentence: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:  # a single brace
        return {sentence}


_shipped = cache(load_messages)


def languages() -> tuple[str, ...]:
    """The languages that there is wording in, the default first."""
    return tuple(sorted(_shipped(), key=lambda language: (language != DEFAULT_LANGUAGE, language)))


def wording(language: str | None) -> Wording:
    """The wording in `language` (a code such as "id" or "en-GB"); in Indonesian where there is none."""
    return _shipped()[known_language(language)]


def command_names(command: str) -> list[str]:
    """What a command is called, in any language."""
    return sorted({told.command_names[command] for told in _shipped().values()})


def known_language(language: str | None) -> str:
    """The language that there is wording in for a code such as "id" or "en-GB"; Indonesian where there is none."""
    code = (language or "").partition("-")[0].lower()
    return code if code in _shipped() else DEFAULT_LANGUAGE
