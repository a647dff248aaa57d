"""`tanyapasal add`: a document from the command line."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot.config import Settings
from corpus.errors import TanyaPasalError
from corpus.manifest import LEVELS
from corpus.read import KINDS
from index.draft import FIELDS


class MissingError(TanyaPasalError):
    """The command was told too little: which option tells it."""


def options(parser: argparse.ArgumentParser) -> None:
    """What may be told of the document."""
    parser.add_argument("file", type=Path, metavar="FILE", help=f"the document: {', '.join(KINDS)}")
    parser.add_argument("--profile", metavar="NAME", help="the kind of document; else the one that reads it best")
    parser.add_argument("--force", action="store_true", help="publish though more questions get worse than may")
    parser.add_argument("--preview", action="store_true", help="say what it would change, and change nothing")
    for name in FIELDS:
        choices = {"choices": LEVELS} if name == "level" else {"metavar": name.upper()}
        parser.add_argument(f"--{name}", help=f"the manifest's {name}", **choices)


def add(settings: Settings, arguments: argparse.Namespace) -> int:
    """Read the file, show what it would change, publish it; a bot that runs on the data folder answers from it."""
    from bot.publishing import publish  # here, because only this needs what it imports

    return asyncio.run(publish(settings, arguments))
