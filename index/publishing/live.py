"""The engine that answers while generations come and go."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from corpus.errors import ConfigError
from corpus.manifest import DOCUMENTS
from index.answer import Answer
from index.engine import Engine, engine_of
from index.knowledge import Knowledge
from index.office.synonyms import taught
from index.publishing.generations import current
from index.query.query import Preference
from index.scope.earlier import NONE
from index.views.view import View


class AnsweringEngine(Protocol):
    """What answers questions; it may be called from several threads at once."""

    def ask(
        self, question: str, *, previous: Answer | None = None, preference: Preference = NONE, language: str = ""
    ) -> Answer:
        """The answer to `question`; `previous` is the chat's last answer, which it may follow up."""

    def clause(self, name: str, *, question: str = "", language: str = "") -> Answer | None:
        """The answer that rests on the clause of that id alone; None where there is no such clause."""

    def complete(self, text: str) -> str:
        """The text with its last word completed, if it is the beginning of one that the documents know."""

    @property
    def knowledge(self) -> Knowledge:
        """What the answers rest on."""

    def view(self, name: str, argument: str, language: str) -> View:
        """The view of that name for an argument as typed; raises KeyError where there is no such view."""


class Live:
    """Answers from the engine that it has; another one may take its place, answers begun go on with the old one."""

    def __init__(self, engine: AnsweringEngine) -> None:
        self.engine = engine

    @property
    def knowledge(self) -> Knowledge:
        """What the answers rest on now."""
        return self.engine.knowledge

    def ask(
        self, question: str, *, previous: Answer | None = None, preference: Preference = NONE, language: str = ""
    ) -> Answer:
        """As `Engine.ask`."""
        return self.engine.ask(question, previous=previous, preference=preference, language=language)

    def clause(self, name: str, *, question: str = "", language: str = "") -> Answer | None:
        """As `Engine.clause`."""
        return self.engine.clause(name, question=question, language=language)

    def complete(self, text: str) -> str:
        """As `Engine.complete`."""
        return self.engine.complete(text)

    def view(self, name: str, argument: str, language: str) -> View:
        """As `Engine.view`."""
        return self.engine.view(name, argument, language)


def open_engine(data: Path, home_office: str, documents: Path = DOCUMENTS) -> Engine:
    """An engine over the generation that the documents call for; built first where it is missing or stale."""
    store = current(data, documents)
    if store.offices and home_office not in store.offices:
        raise ConfigError(
            f"home_office (TANYAPASAL_HOME_OFFICE): no document is of the office {home_office!r}; "
            f"the manifest's offices are: {', '.join(sorted(store.offices))}"
        )
    return engine_of(store, home_office, taught(data))
