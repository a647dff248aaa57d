"""The command line: `python -m bot`, installed as `tanyapasal`."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import health
from bot.cli import commands
from bot.config import Settings, load_settings
from corpus.errors import TanyaPasalError
from corpus.manifest import LEVELS
from corpus.reading.read import KINDS
from handlers.wording import languages
from index.knowledge import term
from index.office.drafts import FIELDS
from index.views import VIEWS

Run = Callable[[Settings, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 for an answer or an honest "no answer", 1 for a failure, 2 for wrong use."""
    for stream in (sys.stdout, sys.stderr):  # UTF-8 whatever the locale; half a character, as typed, is printed as "?"
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parsed = _parser().parse_args(arguments)
    try:
        asks = parsed.run is commands.chat or getattr(parsed, "question", None) == ["-"]
        if asks and sys.stdin is None:
            fault = "standard input is closed, but questions come from there; open it, or pass one to `ask`"
            raise TanyaPasalError(fault)
        status = int(parsed.run(load_settings(parsed.config), parsed))
        if sys.stdout is not None:
            sys.stdout.flush()  # here it can still be told
        return status
    except TanyaPasalError as error:
        return _fail(str(error), error.status)
    except BrokenPipeError:  # whoever read the output has stopped reading
        _let_go()
        return 0
    except (OSError, UnicodeError) as error:
        _let_go()
        return _fail(_told(error, getattr(parsed, "file", None)))
    except KeyboardInterrupt:
        return 130


def _let_go() -> None:
    """Where standard output can't be written, let what is left for it go nowhere, at exit too."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(error: OSError | UnicodeError, file: Path | None) -> str:
    """What failed, on one line; `file` is the one that the command was given, for an error that names none."""
    if isinstance(error, UnicodeError):
        return f"{file or 'a file'}: is not UTF-8 ({error}); save it as UTF-8"
    if isinstance(error, FileExistsError):
        return f"{error.filename}: is there already; choose another name"
    what = "the output or a file" if error.filename is None else error.filename
    return f"{what}: {error.strerror or error}; check the path, its rights and the space on the disk"


def _fail(message: str, status: int = 1) -> int:
    print(f"tanyapasal: {' '.join(message.split())}", file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tanyapasal", description="Answers questions from regulations and duty descriptions, with the clause."
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="configuration (default: tanyapasal.yaml)")
    sub = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Run, said: str, **values: str) -> argparse.ArgumentParser:
        made = sub.add_parser(name, help=said)
        made.set_defaults(run=run, **values)
        return made

    ask = command("ask", commands.ask, "answer one question, or each line of standard input")
    ask.add_argument("--json", action="store_true", help="print one JSON object an answer")
    ask.add_argument("--explain", action="store_true", help="print how it was read, who had an answer, who gave it")
    ask.add_argument("question", nargs="+", metavar="QUESTION", help="the question; - for standard input")
    units = command("units", commands.units, "list every citable unit")
    units.add_argument("--json", action="store_true", help="print one JSON object a unit: id, label, text")
    for spec in VIEWS:
        looked_up = command(spec.commands["en"], commands.view, term("en", f"view_menu_{spec.name}"), view=spec.name)
        looked_up.add_argument("--json", action="store_true", help="print one JSON object a row")
        looked_up.add_argument("--language", choices=sorted(spec.commands), default="id", help="of titles and headings")
        looked_up.add_argument("--png", type=Path, metavar="FILE", help="draw it into this file instead of printing it")
        looked_up.add_argument("argument", nargs="*", metavar="ARGUMENT", help="what to show; all where it is left out")
    chart = command("chart", commands.chart, term("en", "view_menu_chart"))
    chart.add_argument("--png", type=Path, metavar="FILE", help="draw it into this file instead of printing it")
    chart.add_argument("--language", choices=languages(), default="id", help="of its own words")
    chart.add_argument("argument", nargs="*", metavar="ARGUMENT", help="level and type; else the home office")
    meeting = command("meeting", commands.meeting, "the clauses that a meeting's questions are answered with")
    meeting.add_argument("--questions", type=Path, metavar="FILE", required=True, help="the questions, one a line")
    meeting.add_argument("--title", metavar="TITLE", default="", help="what the meeting is called")
    meeting.add_argument("--docx", type=Path, metavar="FILE", help="write a nota dinas instead of printing the clauses")
    chat = command("chat", commands.chat, "a conversation in the terminal")
    chat.add_argument("--json", action="store_true", help="print one JSON object a turn; an empty line begins anew")
    chat.add_argument("turns", nargs="?", choices=["-"], help="turns come from standard input, one a line, in any case")
    command("index", commands.index, "build the index anew and say what it holds")
    sets = command("eval", commands.evaluate, "ask files of questions and print how well they are answered")
    sets.add_argument("files", type=Path, nargs="*", metavar="FILE", help="questions with right answers, or a folder")
    sets.add_argument("--documents", action="store_true", help="ask questions made of each document")
    sets.add_argument("--ablate", action="store_true", help="print what each rule earns, switched off one by one")
    sets.add_argument("--strict", action="store_true", help="fail at a miss that isn't known by name")
    _add_running(command)
    return parser


def _add_running(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    """The commands of the bot that runs."""
    run = command("run", commands.run, "answer on Telegram until stopped")
    run.add_argument("--webhook", action="store_true", help="let Telegram send updates to webhook.url; else poll")
    new = command("add", commands.add, "add a document, or a new version of one, and say what that changes")
    new.add_argument("file", type=Path, metavar="FILE", help=f"the document: {', '.join(KINDS)}")
    new.add_argument("--profile", metavar="NAME", help="the kind of document; else the one that reads it best")
    new.add_argument("--force", action="store_true", help="publish though more questions get worse than may")
    new.add_argument("--preview", action="store_true", help="say what it would change, and change nothing")
    for name in FIELDS:
        choices = {"choices": LEVELS} if name == "level" else {"metavar": name.upper()}
        new.add_argument(f"--{name}", help=f"the manifest's {name}", **choices)
    away = command("backup", commands.backup, "write what can't be built again into a file")
    away.add_argument("file", type=Path, metavar="FILE", help="a new file, named .zip")
    away.add_argument("--questions", action="store_true", help="people's questions and settings too")
    back = command("restore", commands.restore, "put a backup into an empty data folder")
    back.add_argument("file", type=Path, metavar="FILE", help="what /cadangan sent, or backup wrote")
    command("health", health.check, "say whether the bot that runs works")


if __name__ == "__main__":
    sys.exit(main())
