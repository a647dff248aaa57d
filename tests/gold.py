"""The questions with their right answers, and a sample of them for tests: every fifth of each file."""

from __future__ import annotations

from pathlib import Path

from index.evaluation.score import GoldQuestion, load_questions

FOLDER = Path(__file__).parent / "questions"
QUESTIONS = load_questions(FOLDER)
SAMPLE: list[GoldQuestion] = [
    question for file in sorted(FOLDER.rglob("*.yaml")) for question in load_questions(file)[::5]
]
