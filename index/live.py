"""The engine that answers while generations come and go."""

from __future__ import annotations

from index.answer import Answer
from index.engine import Engine
from index.knowledge import Knowledge
from index.query import Preference
from index.setting import NONE
from index.view import View


class Live:
    """Answers from the engine that it has; another one may take its place, answers begun go on with the old one."""

    def __init__(self, engine: Engine) -> None:
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

    def warm(self) -> None:
        """As `Engine.warm`."""
        self.engine.warm()
