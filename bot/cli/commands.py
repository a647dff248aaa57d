"""What each command does. Each imports only what it needs: an answer in the terminal waits for no Telegram."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bot.config import Settings
from bot.health import Health
from corpus.errors import ConfigError, QuestionsError, TanyaPasalError, from_row
from handlers.rendering import text
from handlers.rendering.minutes import docx_of, plain_minutes, record_words
from index.answer import Answer, Citation
from index.engine import Engine
from index.office.chats import Meeting
from index.office.office import Office, now
from index.publishing.generations import locked, open_engine, rebuild
from index.views import chart as charts
from index.views.meeting import minutes, noted
from index.views.view import View

CITED = ("id", "label", "formal", "quote", "sha256")  # what an answer's JSON tells of a citation


def _engine(settings: Settings) -> Engine:
    return open_engine(settings.data, settings.home_office, settings.documents)


def ask(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer the question given, or each line of standard input, in order, flushed as it goes."""
    question = " ".join(arguments.question)
    engine = _engine(settings)
    if question == "-":
        return _ask_each(engine.ask, as_rows=arguments.json)
    if arguments.explain:
        print("\n".join(engine.explain(question).lines()))
    else:
        print(_shown(engine.ask(question), as_row=arguments.json), flush=True)
    return 0


def _ask_each(ask: Callable[[str], Answer | None], as_rows: bool) -> int:
    """Answer each line of standard input; one that can't be answered gets an error in its place, and 1 at the end.

    A line for which `ask` gives None prints nothing.
    """
    failures: list[str] = []
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in (typed.rstrip("\r\n") for typed in sys.stdin):
        try:
            if (answer := ask(line)) is None:
                continue
            shown = _shown(answer, as_row=as_rows)
        except Exception as error:  # whatever it is, the questions behind it are answered
            told = f"{type(error).__name__}: {' '.join(str(error).split())}"
            failures.append(f"{line!r}: {told}")
            shown = json.dumps({"question": line, "error": told}, ensure_ascii=False) if as_rows else f"error: {told}"
        print(shown, end="\n" if as_rows else "\n\n", flush=True)
    if failures:
        told = f"{len(failures)} not answered, first {failures[0]}; ask it alone to see why"
        print(f"tanyapasal: {told}", file=sys.stderr)
    return 1 if failures else 0


def _shown(answer: Answer, as_row: bool) -> str:
    """All the text of an answer that a person would see, or JSON, whose `answer` that text is."""
    told = text.plain(answer)
    if not as_row:
        return told
    row = {
        **_of(answer, "question", "answered", "headline"),
        "answer": told,
        "citations": [_of(citation, *CITED) for citation in answer.citations],
        "outcome": answer.outcome,
        "near": [_of(citation, *CITED) for citation in answer.near],
        **_of(answer, "by", "suggestions"),
    }
    return json.dumps(row, ensure_ascii=False)


def units(settings: Settings, arguments: argparse.Namespace) -> int:
    """List every citable unit, in printed order."""
    for unit in _engine(settings).knowledge.store.citable():
        row = {"id": unit.id, "label": unit.label, "text": unit.text}
        print(json.dumps(row, ensure_ascii=False) if arguments.json else f"{unit.id}\t{unit.label}")
    return 0


def view(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print a view, all its pages: as a person sees it, or one JSON object a row."""
    engine = _engine(settings)
    found = whole(list(engine.pages(arguments.view, " ".join(arguments.argument), arguments.language)))
    if arguments.png is not None:
        from handlers.rendering.picture import draw, table_data

        return _write(arguments.png, draw(table_data(found)))
    if not arguments.json:
        print(text.plain(found))
        return 0
    rows = [{**row.data, "citations": [_of(c, "id", "label", "quote") for c in row.citations]} for row in found.rows]
    if found.name == "limits":  # in the order of the documents, with the ids of their clauses alone
        shown = [row.data for row in found.rows]
        rows = [row for limit in engine.knowledge.facts.limits if (row := asdict(limit)) in shown]
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    return 0


def whole(pages: list[View]) -> View:
    """A view with the rows of all its pages, under the title of none of them."""
    if len(pages) == 1:
        return pages[0]
    title = pages[0].title.removesuffix(f" (1/{len(pages)})")
    return replace(pages[0], title=title, rows=tuple(row for page in pages for row in page.rows))


def _of(told: Answer | Citation, *keys: str) -> dict[str, Any]:
    return {key: getattr(told, key) for key in keys}


def chart(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print how an office is organised, or draw it into a file; 1 where there is no such chart."""
    knowledge = _engine(settings).knowledge
    argument = " ".join(arguments.argument)
    if (found := charts.chart(knowledge, argument, arguments.language)) is None:
        names = ", ".join(named for _, named in charts.choices(knowledge))
        print(f"there is no chart of {argument!r}; there are: {names}", file=sys.stderr)
        return 1
    if arguments.png is None:
        print(text.plain(found))
        return 0
    from handlers.rendering.picture import chart_data, draw

    return _write(arguments.png, draw(chart_data(found)))


def meeting(settings: Settings, arguments: argparse.Namespace) -> int:
    """Ask a file of questions, each following up the one before; give the clauses cited, each once."""
    engine = _engine(settings)
    rows, previous = [], None
    for at, question in enumerate(_questions(arguments.questions)):
        previous = engine.ask(question, previous=previous)
        rows.append(noted(previous, at, ""))
    held = tuple(row for row in rows if row is not None)
    title = arguments.title or record_words().untitled
    record = minutes(engine.knowledge, Meeting(title=title, began=now(), noted=held), "id")
    print(f"{len(record.clauses)} clauses from {record.questions} of {len(rows)} questions", file=sys.stderr)
    if arguments.docx is None:
        print(plain_minutes(record))
        return 0
    return _write(arguments.docx, docx_of(record))


def _questions(path: Path) -> list[str]:
    """The lines of a file that say something."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        fault = f"{path}: can't be read ({error}); it must be a UTF-8 text, one question a line"
        raise QuestionsError(fault) from error
    return [line.strip() for line in lines if line.strip()]


def _write(path: Path, content: bytes) -> int:
    """Write a file; 1 where it can't be."""
    try:
        path.write_bytes(content)
    except OSError as error:
        print(f"{path}: can't be written ({error.strerror}); check the folder and its rights", file=sys.stderr)
        return 1
    return 0


def chat(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer what is typed, each question following up the one before, until the input ends.

    With --json a line is a turn, and gets one JSON object; an empty one begins a new conversation, and gets nothing.
    """
    engine = _engine(settings)
    previous: Answer | None = None

    def answer(turn: str) -> Answer | None:
        nonlocal previous
        previous = engine.ask(turn, previous=previous) if turn.strip() else None
        return previous

    if arguments.json:
        return _ask_each(answer, as_rows=True)
    engine.warm()
    while True:
        try:
            question = input("> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return 0
        if question:
            previous = engine.ask(question, previous=previous)
            print("\n\n".join(bare for _, bare in text.pages(previous)), end="\n\n", flush=True)


def index(settings: Settings, arguments: argparse.Namespace) -> int:
    """Build the index anew; print what it holds and what looked wrong in the documents."""
    store = rebuild(settings.data, settings.documents)
    for document in store.documents:
        print(f"{document.entry.id}: {store.count(document.entry.id)} units, {document.entry.short}")
        for doubt in document.doubts:
            print(f"  line {doubt['line']}: {from_row(doubt).text()}")
    with closing(Office(settings.data)) as office:
        office.record(who="command line", action="index", what="all", after=store.meta["fingerprint"])
    return 0


def evaluate(settings: Settings, arguments: argparse.Namespace) -> int:
    """Ask sets of questions; print figures by kind, each miss, gains and losses since the last run.

    Where it is `strict`, 1 for a miss that isn't known, or a known one that is none any more. With `documents` also the
    questions made of each document: how many find their clause, the others by name.
    """
    from index.evaluation import score

    if not arguments.files and not arguments.documents:
        raise TanyaPasalError("eval: no questions; name a file or folder of them, or say --documents")
    engine = _engine(settings)
    if arguments.documents:
        _self_test(engine)
    if arguments.ablate:
        return _ablate(engine, arguments.files)
    wrong: list[str] = []
    for file in arguments.files:
        outcomes = score.run(file, engine.ask, text.plain)
        print("\n".join(score.report(outcomes, score.last_run(file))))
        score.keep_run(file, outcomes)
        wrong += score.unexpected(outcomes) if arguments.strict else []
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


def _self_test(engine: Engine) -> None:
    """Print how many questions made of each document find their clause, and what came of each that doesn't."""
    from index.evaluation import score, self_test

    for test in self_test.examined(engine, text.plain, engine.knowledge.store.documents, self_test.MOST):
        explained = f", {len(test.explained)} of them by another clause that says as much" if test.explained else ""
        print(f"{test.document}: {test.found} of {test.asked} found{explained}", flush=True)
        print(*(f"  {score.miss(outcome)}" for outcome in test.missed), sep="\n", end="\n" if test.missed else "")


def _ablate(engine: Engine, files: Sequence[Path]) -> int:
    """Print what each rule earns on each file: a line where anything is lost or won without it."""
    from index.evaluation.ablation import ablate
    from index.evaluation.score import load_questions

    for row in ablate(engine.knowledge, {file.name: load_questions(file) for file in files}, text.plain):
        if row.lost or row.won or row.switch.startswith("together"):
            print(row.line, flush=True)
    return 0


def add(settings: Settings, arguments: argparse.Namespace) -> int:
    """Read the file, show what it would change, publish it; a bot that runs on the data folder answers from it."""
    from bot.cli.add_document import publish

    return asyncio.run(publish(settings, arguments))


def backup(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write a backup into a new file; the bot may run meanwhile."""
    from index.publishing.backup import save

    print(f"{arguments.file}: {save(settings.data, arguments.file, with_questions=arguments.questions)} bytes")
    return 0


def restore(settings: Settings, arguments: argparse.Namespace) -> int:
    """Put a backup into the data folder; 1 where it lacks documents that are to be answered from."""
    from index.publishing import backup as backups

    print(f"{backups.restore(arguments.file, settings.data)} files restored into {settings.data}")
    if missing := backups.lacking(settings.data):
        told = f"the backup lacks {', '.join(missing)}; send them again, or retire their documents"
        print(f"tanyapasal: {told}", file=sys.stderr)
    return 1 if missing else 0


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer on Telegram until stopped, while it starts too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if arguments.webhook and settings.webhook_url is None:
        raise ConfigError(
            "webhook.url (TANYAPASAL_WEBHOOK_URL): isn't set; name the public https address, or run without --webhook"
        )
    from bot.serving import app
    from index.publishing.kept_trees import sweep

    taken = f"{settings.data}: another bot runs on this data folder; stop that one, or give this one its own"
    with locked(settings.data, ".running", taken):
        health = Health(settings.data)
        health.begin()
        sweep(settings.data)
        engine = _engine(settings)
        engine.warm()
        health.answers_from(engine.knowledge.store)
        return app.run(settings, engine, webhook=arguments.webhook, health=health)
