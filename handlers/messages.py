"""The wording of the chat: `messages.yaml`, typed, so that a missing sentence fails early, not in a chat."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from pathlib import Path

from corpus.errors import ConfigError
from handlers.sentences import Wording
from handlers.strictyaml import load_mapping

__all__ = ["Wording", "known_language", "languages", "load_messages", "wording"]

DEFAULT_LANGUAGE = "id"

_FILE = Path(__file__).with_name("messages.yaml")


def load_messages(path: Path = _FILE) -> dict[str, Wording]:
    """The wording by language ("id", "en").

    Raises `ConfigError` where a language lacks a sentence, has one that nothing uses or one that isn't text,
    or where the default language is missing.
    """
    messages = {language: _wording(path, language, entries) for language, entries in load_mapping(path).items()}
    if DEFAULT_LANGUAGE not in messages:
        raise ConfigError(f"{path}: {DEFAULT_LANGUAGE}: is missing; it is the language of last resort")
    return messages


def _wording(path: Path, language: str, entries: object) -> Wording:
    if not isinstance(entries, dict):
        raise ConfigError(f"{path}: {language}: must be a mapping, one sentence a key")
    known = {item.name for item in fields(Wording)}
    for key in sorted(known ^ entries.keys()):
        fault = "is missing; write it" if key in known else "isn't used; take it out"
        raise ConfigError(f"{path}: {language}.{key}: {fault}")
    for key, sentence in entries.items():
        if not isinstance(sentence, str) or not sentence.strip():
            raise ConfigError(f"{path}: {language}.{key}: must be text; put it in quotes")
    return Wording(**entries)


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
