"""What `tanyapasal add` does; it asks for what neither it nor the document is told."""

import argparse
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.config import Settings
from corpus.errors import TanyaPasalError, cause
from corpus.files import contents
from corpus.manifest import LEVELS, Entry
from corpus.reading.read import KINDS
from handlers.documents.telling import previewed, published_text
from handlers.rendering.text import plain
from handlers.wording import wording
from index.engine import Live
from index.office.drafts import FIELDS, NEEDED, UNSURE, Draft, drafted, is_empty, longest
from index.office.office import Office
from index.office.questions import Questions
from index.publishing import worker
from index.publishing.decisions import SHELL as WHO
from index.publishing.generations import open_engine
from index.publishing.library import Library
from index.publishing.publisher import MARK, Publisher, WorseError

WORDS = wording("en")  # what the command line speaks
SECONDS = 900.0  # that reading may take; a scan takes long


class MissingError(TanyaPasalError):
    """The command was told too little: which option tells it."""

    status = 2


async def publish(settings: Settings, arguments: argparse.Namespace) -> int:
    """Read the file that the command names, show what it would change, and publish it unless only that is wanted.

    Raises TanyaPasalError for what can't be read, isn't known, or makes more questions worse than may.
    """
    file, content = arguments.file, _content(arguments.file)
    found = await worker.run("examine", seconds=SECONDS, progress=_far, data=settings.data, path=file, name=file.name)
    with closing(Office(settings.data)) as office:
        library = Library(settings.data, settings.documents, office)
        held = [row.entry for row in library.known()]
        draft = _told(_draft(arguments, found, held), held)
        entry = draft.entry("", held)
        live = Live(open_engine(settings.data, settings.home_office, settings.documents))
        asked, margin = Questions(office, settings.retention_days), settings.margin_percent
        publisher = Publisher(library, live, settings.home_office, asked, plain, settings.questions, margin=margin)
        kept = library.keep(content, entry.id, file.suffix.lower())
        try:
            plan = library.adding(replace(entry, file=kept))
            store, text = await previewed(publisher, plan, draft, WORDS)
            print(text)
            if not arguments.preview:
                former, mark = live.engine.knowledge.store, store.path.parent.name[:MARK]
                store = await publisher.publish(plan, WHO, mark if arguments.force else "")
                print(f"\n{published_text(plan, store, former, WORDS)}")
        except WorseError as error:
            raise TanyaPasalError(f"{error}; nothing is published: correct the document, or say --force") from None
        finally:
            library.unkeep(kept)  # which a decision that names it keeps
    return 0


def _far(page: int, pages: int) -> None:
    """Tell somebody who looks on how far a scan is."""
    if sys.stderr is not None and sys.stderr.isatty():
        told = WORDS.recognising(page=page, pages=pages)
        print(told, end="\r" if page < pages else "\n", file=sys.stderr, flush=True)


def _content(path: Path) -> bytes:
    if path.suffix.lower() not in KINDS:
        raise TanyaPasalError(f"{path}: must be one of {', '.join(KINDS)}")
    try:
        return contents(path)
    except OSError as error:
        raise TanyaPasalError(f"{path}: {cause(error).text()}; check the file") from error


def _draft(arguments: argparse.Namespace, found: dict[str, Any], held: list[Entry]) -> Draft:
    """What the document says of itself, and over it what the command was told."""
    draft = drafted(found, held, key="", who=WHO, name=arguments.file.name, file="", profile=arguments.profile or "")
    if not arguments.profile and draft.sure < UNSURE:
        raise TanyaPasalError(
            f"{arguments.file}: is neither a regulation nor a duty description that can be taken apart; "
            "check the file, or say --profile"
        )
    given = {key: value for key in FIELDS if (value := getattr(arguments, key)) is not None}
    if faults := [fault for key, value in given.items() if (fault := _unfit(value, key))]:
        raise TanyaPasalError(faults[0])
    return draft.telling(given)


def _told(draft: Draft, held: list[Entry]) -> Draft:
    """The draft with what was missing, asked for where somebody can answer."""
    asks = sys.stdin is not None and sys.stdin.isatty()
    for key in draft.lacking(held) if asks else ():
        draft = draft.telling({key: _asked(draft, key)})
    if lacking := [key for key in draft.lacking(held) if key in NEEDED]:
        raise _missing(draft, *lacking)
    if draft.values.get("level") not in (*LEVELS, "", None):
        raise TanyaPasalError(f"{draft.name}: the level {draft.values['level']!r} is none of {', '.join(LEVELS)}")
    return draft


def _asked(draft: Draft, key: str) -> str:
    """What somebody types for a key, asked again until it can be; raises MissingError where nobody does any more."""
    choices = f" ({', '.join(LEVELS)})" if key == "level" else ""
    needed = "" if key in NEEDED else ", or nothing"
    while True:
        try:
            value = input(f"{WORDS.fields[key]}{choices}{needed}: ").strip()
        except EOFError:
            print(file=sys.stderr)
            raise _missing(draft, key) from None
        if not (fault := _fault(value, key)):
            return value
        print(fault, file=sys.stderr)


def _fault(value: str, key: str) -> str:
    """Why what somebody typed can't be a key's value; "" where it can."""
    if not value:
        return f"{WORDS.fields[key]}: is needed" if key in NEEDED else ""
    if key == "level" and value not in LEVELS:
        return f"{value!r} is none of {', '.join(LEVELS)}"
    return _unfit(value, key)


def _missing(draft: Draft, *keys: str) -> MissingError:
    options = " ".join(f"--{key}" for key in keys)
    return MissingError(f"{draft.name}: doesn't say its {' nor its '.join(keys)}; say it with {options}")


def _unfit(value: str, key: str) -> str:
    """Why no document has that for a key; "" where one may."""
    if len(value) > longest(key):
        return f"--{key}: is {len(value)} characters long, more than {longest(key)}; say a shorter one"
    return f"--{key}: {value!r} has no letter or digit; say a name" if is_empty(key, value) else ""
