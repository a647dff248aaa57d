"""What each command does. Each imports only what it needs: an answer in the terminal waits for no Telegram."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

from bot.config import Settings
from handlers import render
from index.answer import Answer
from index.engine import Engine, open_engine


def _engine(settings: Settings) -> Engine:
    return open_engine(settings.data, settings.home_office, settings.documents)


def ask(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer the question given, or each line of standard input, in order, flushed as it goes."""
    question = " ".join(arguments.question)
    engine = _engine(settings)
    for line in _lines() if question == "-" else [question]:
        answer = engine.ask(line)
        print(json.dumps(as_json(answer), ensure_ascii=False) if arguments.json else render.plain(answer), flush=True)
        if question == "-" and not arguments.json:
            print(flush=True)
    return 0


def _lines() -> Iterator[str]:
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        yield line.rstrip("\r\n")


def as_json(answer: Answer) -> dict[str, object]:
    """An answer as the command line's JSON gives it; `answer` is all the text that a person would see."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "headline": answer.headline,
        "answer": render.plain(answer),
        "citations": [
            {"id": c.id, "label": c.label, "formal": c.formal, "quote": c.quote, "sha256": c.sha256}
            for c in answer.citations
        ],
        "suggestions": list(answer.suggestions),
    }


def units(settings: Settings, arguments: argparse.Namespace) -> int:
    """List every citable unit, in printed order."""
    for unit in _engine(settings).knowledge.store.units():
        if not unit.text:
            continue
        row = {"id": unit.id, "label": unit.label, "text": unit.text}
        print(json.dumps(row, ensure_ascii=False) if arguments.json else f"{unit.id}\t{unit.label}")
    return 0


def limits(settings: Settings, arguments: argparse.Namespace) -> int:
    """List the limits that the documents state, each with its clauses."""
    for limit in _engine(settings).knowledge.limits:
        if arguments.json:
            print(json.dumps(asdict(limit), ensure_ascii=False))
        else:
            said = f"{limit.level} {limit.type}: {limit.parent} -> {limit.bound} {limit.count} {limit.body}"
            print(f"{said}\t{', '.join(limit.citations)}")
    return 0


def chat(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer what is typed, each question following up the one before, until the input ends."""
    engine = _engine(settings)
    engine.warm()
    previous: Answer | None = None
    while True:
        try:
            question = input("> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return 0
        if question:
            previous = engine.ask(question, previous=previous)
            print("\n\n".join(render.plain_parts(previous)), end="\n\n", flush=True)


def index(settings: Settings, arguments: argparse.Namespace) -> int:
    """Build the index anew; print what it holds and what looked wrong in the documents."""
    from index.generations import rebuild
    from index.office import Office

    store = rebuild(settings.data, settings.documents)
    for document in store.documents:
        count = sum(unit.document == document.number for unit in store.units())
        print(f"{document.entry.id}: {count} units, {document.entry.short}")
        for doubt in document.doubts:
            print(f"  line {doubt['line']}: {doubt['message']}")
    office = Office(settings.data)
    office.record(who="command line", action="index", what="all", after=store.meta["fingerprint"])
    office.close()
    return 0


def evaluate(settings: Settings, arguments: argparse.Namespace) -> int:
    """Ask a file of questions; print figures by kind, each miss, gains and losses since the last run."""
    from index import score

    outcomes = score.run(arguments.file, _engine(settings).ask, render.plain)
    print("\n".join(score.report(outcomes, score.last_run(arguments.file))))
    score.keep_run(arguments.file, outcomes)
    return 0


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer on Telegram until stopped."""
    from bot import app

    engine = _engine(settings)
    engine.warm()
    return app.run(settings, engine)
