"""The questions with their right answers, and a sample of them for tests: every fifth of each file."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from pathlib import Path

from index.engine import Engine
from index.evaluation.score import GoldQuestion, load_questions

FOLDER = Path(__file__).parent / "questions"
QUESTIONS = load_questions(FOLDER)
SAMPLE: list[GoldQuestion] = [
    question for file in sorted(FOLDER.rglob("*.yaml")) for question in load_questions(file)[::5]
]


def astray(engine: Engine, questions: Iterable[GoldQuestion]) -> list[str]:
    """The right citations that no unit of the engine's documents has."""
    ids = [unit.id for unit in engine.knowledge.store.units()]
    return [gold for question in questions for gold in question.gold if not fnmatch.filter(ids, gold)]
