"""`tanyapasal add`: a document from the command line; it asks for what neither it nor the document is told."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.config import Settings
from corpus.errors import TanyaPasalError
from corpus.manifest import LEVELS
from corpus.read import KINDS, MAX_BYTES
from handlers.messages import wording
from index.draft import FIELDS, NEEDED, Draft

if TYPE_CHECKING:
    from index.library import Library, Plan
    from index.office import Office

WHO = "command line"
SECONDS = 900.0  # that reading may take; a scan takes long
LEAST = 0.3  # of confidence: below it a document is none that can be taken apart


def options(parser: argparse.ArgumentParser) -> None:
    """What may be told of the document."""
    parser.add_argument("file", type=Path, metavar="FILE", help=f"the document: {', '.join(KINDS)}")
    parser.add_argument("--profile", metavar="NAME", help="the kind of document; else the one that reads it best")
    parser.add_argument("--preview", action="store_true", help="say what it would change, and change nothing")
    for name in FIELDS:
        choices = {"choices": LEVELS} if name == "level" else {"metavar": name.upper()}
        parser.add_argument(f"--{name}", help=f"the manifest's {name}", **choices)


def add(settings: Settings, arguments: argparse.Namespace) -> int:
    """Read the file, show what it would change, publish it; a bot that runs on the data folder answers from it."""
    return asyncio.run(_add(settings, arguments))


async def _add(settings: Settings, arguments: argparse.Namespace) -> int:
    from index import child
    from index.library import Library
    from index.office import Office

    content = _content(arguments.file)
    path = str(arguments.file.absolute())
    data = str(settings.data.absolute())
    found = await child.run("examine", seconds=SECONDS, progress=_far, data=data, path=path, name=arguments.file.name)
    draft = _told(_draft(arguments, found))
    office = Office(settings.data)
    try:
        library = Library(settings.data, settings.documents, office)
        entry = draft.entry("")
        file = library.keep(content, entry.id, arguments.file.suffix.lower())
        plan = library.adding(replace(entry, file=file))
        print(await _preview(settings, library, office, draft, plan))
        if not arguments.preview:
            store = library.publish(plan, WHO)
            print(f"\n{wording('id').published.format(generation=store.path.parent.name, count=store.size)}")
    finally:
        office.close()
    return 0


def _far(page: int, pages: int) -> None:
    """Tell somebody who looks on how far a scan is."""
    if sys.stderr is not None and sys.stderr.isatty():
        told = wording("id").recognising.format(page=page, pages=pages)
        print(told, end="\r" if page < pages else "\n", file=sys.stderr, flush=True)


async def _preview(settings: Settings, library: Library, office: Office, draft: Draft, plan: Plan) -> str:
    """What the document would change, against what is answered from now."""
    from handlers.memory import Memory
    from handlers.preview import preview_text
    from handlers.publisher import Publisher
    from index.asked import Questions
    from index.engine import open_engine
    from index.live import Live

    live = Live(open_engine(settings.data, settings.home_office, settings.documents))
    asked = Questions(office, settings.retention_days)
    publisher = Publisher(library, live, settings.home_office, asked, Memory(), questions=settings.questions)
    store = await publisher.prepare(plan, WHO)
    new, compared, replaces = await publisher.compare(plan)
    return preview_text(draft, new, compared, await publisher.effect(store), wording("id"), replaces=replaces)


def _content(path: Path) -> bytes:
    if path.suffix.lower() not in KINDS:
        raise TanyaPasalError(f"{path}: must be one of {', '.join(KINDS)}")
    if path.stat().st_size > MAX_BYTES:
        raise TanyaPasalError(f"{path}: is more than {MAX_BYTES // 2**20} MB; split it, or save it as text")
    return path.read_bytes()


def _draft(arguments: argparse.Namespace, found: dict[str, Any]) -> Draft:
    """What the document says of itself, and over it what the command was told."""
    best: dict[str, Any] = next(iter(found["choices"]), {"profile": "", "confidence": 0.0})
    if not arguments.profile and best["confidence"] < LEAST:
        raise TanyaPasalError(
            f"{arguments.file}: is neither a regulation nor a duty description that can be taken apart; "
            "check the file, or say --profile"
        )
    values = dict(found["found"])
    missing = values.pop("missing")
    told = {name: value for name in FIELDS if (value := getattr(arguments, name)) is not None}
    return Draft(
        key="", who=WHO, name=arguments.file.name, file="", profile=arguments.profile or best["profile"],
        sure=best["confidence"], values=values | told, notes=tuple(found["notes"]),
        missing=tuple(name for name in missing if name not in told),
    )  # fmt: skip


def _told(draft: Draft) -> Draft:
    """The draft with what was missing, asked for where somebody can answer."""
    values = dict(draft.values)
    for name in draft.missing:
        if sys.stdin is not None and sys.stdin.isatty():
            values[name] = input(f"{wording('id').fields[name]}: ").strip()
    lacking = [name for name in NEEDED if not values.get(name)]
    if lacking:
        raise TanyaPasalError(f"{draft.name}: doesn't say its {lacking[0]}; say it with --{lacking[0]}")
    if values["level"] not in LEVELS:
        raise TanyaPasalError(f"{draft.name}: the level {values['level']!r} is none of {', '.join(LEVELS)}")
    return replace(draft, values=values, missing=())
