"""Answers for tests: real values, and a small engine that gives them by what is asked."""

from __future__ import annotations

import threading
import time

from index.answer import Answer, Citation
from index.knowledge import Knowledge
from index.query.query import Preference
from index.scope.setting import NONE
from index.views.view import View

QUOTE = "Menyiapkan bahan pengelolaan dan pengendalian penggunaan nama domain dan sub domain."
HEADLINE = "Seksi Infrastruktur TIK — Bidang Pengelolaan TIK, Provinsi NTB"
LABEL = "Tupoksi Bidang TIK NTB, Seksi Infrastruktur TIK, tugas angka 15"


def citation(quote: str = QUOTE, label: str = LABEL, marks: tuple[tuple[int, int], ...] = ()) -> Citation:
    return Citation(
        id="tupoksi-tik-ntb/seksi-infrastruktur/tugas-15",
        document="tupoksi-tik-ntb",
        label=label,
        formal=f"{label} (resmi)",
        quote=quote,
        sha256="0" * 64,
        marking=lambda quote: marks,
    )


def answer(question: str = "sub domain", headline: str = HEADLINE, quote: str = QUOTE, language: str = "id") -> Answer:
    return Answer(
        question=question,
        language=language,
        answered=True,
        headline=headline,
        citations=(citation(quote, marks=((74, 84),)),),
        also=("Juga di: fungsi bidang angka 18",),
    )


class SmallEngine:
    """Answers with what it was asked in the headline; some words make it slow, long, English or broken."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Answer | None]] = []
        self.running = 0
        self.most = 0
        self._lock = threading.Lock()

    def ask(
        self, question: str, *, previous: Answer | None = None, preference: Preference = NONE, language: str = ""
    ) -> Answer:
        with self._lock:
            self.asked.append((question, previous))
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            return self._answer(question)
        finally:
            with self._lock:
                self.running -= 1

    def clause(self, name: str, *, question: str = "", language: str = "") -> Answer | None:
        """Every clause is there."""
        return answer(question, f"Ketentuan: {name}")

    def complete(self, text: str) -> str:
        """Nothing to complete."""
        return text

    @property
    def knowledge(self) -> Knowledge:
        """There is none: what needs it is tested over the real engine."""
        raise NotImplementedError

    def view(self, name: str, argument: str, language: str) -> View:
        """The view's name and what it was asked for, in its title."""
        return View(name=name, language=language, title=f"{name}: {argument}")

    def _answer(self, question: str) -> Answer:
        if "rusak" in question:
            raise RuntimeError(f"can't answer {question}")
        if "lambat" in question:
            time.sleep(0.2)
        if "lama" in question:
            time.sleep(1.4)
        quote = "pasal tentang <domain> & lainnya " * 300 if "panjang" in question else QUOTE
        return answer(question, f"Jawaban: {question}", quote, "en" if "which" in question else "id")
