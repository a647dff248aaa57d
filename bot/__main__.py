"""The command line: `python -m bot`, installed as `tanyapasal`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import commands
from bot.config import load_settings
from corpus.errors import TanyaPasalError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 for an answer or an honest "no answer", 1 for a failure, 2 for wrong use."""
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.run(load_settings(parsed.config), parsed))
    except TanyaPasalError as error:
        print(f"tanyapasal: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read the output has stopped reading
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tanyapasal", description="Answers questions from regulations and duty descriptions, with the clause."
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="configuration (default: tanyapasal.yaml)")
    sub = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = sub.add_parser("ask", help="answer one question, or each line of standard input")
    ask.add_argument("--json", action="store_true", help="print one JSON object an answer")
    ask.add_argument("question", nargs="+", metavar="QUESTION", help="the question; - for standard input")
    ask.set_defaults(run=commands.ask)
    units = sub.add_parser("units", help="list every citable unit")
    units.add_argument("--json", action="store_true", help="print one JSON object a unit: id, label, text")
    units.set_defaults(run=commands.units)
    limits = sub.add_parser("limits", help="list the limits that the documents state")
    limits.add_argument("--json", action="store_true", help="print one JSON object a limit")
    limits.set_defaults(run=commands.limits)
    chat = sub.add_parser("chat", help="a conversation in the terminal")
    chat.set_defaults(run=commands.chat)
    index = sub.add_parser("index", help="build the index anew and say what it holds")
    index.set_defaults(run=commands.index)
    evaluate = sub.add_parser("eval", help="ask a file of questions and print how well they are answered")
    evaluate.add_argument("file", type=Path, metavar="FILE", help="a YAML list of {q, kind, gold, must, where}")
    evaluate.set_defaults(run=commands.evaluate)
    run = sub.add_parser("run", help="answer on Telegram until stopped")
    run.set_defaults(run=commands.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
