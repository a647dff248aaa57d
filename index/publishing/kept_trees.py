"""Documents as they were parsed, kept in the data folder: a build parses only what has changed; and leftovers there."""

import contextlib
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import corpus
from corpus.errors import DocumentError
from corpus.files import ASIDE, contents, put
from corpus.model import Doubt, Node, Tree
from corpus.parsing.parse import Document, load_document
from corpus.profile import PROFILES, load_profile
from index.generation.store import Store
from index.publishing.decisions import OWN, Held, is_lost

FOLDER = "parsed"
RECOGNISED = "recognised"  # the folder, within the data folder, of the pages that were recognised in scans
MOST = 2000  # documents kept as parsed


def load(held: Held, data: Path, answering: Callable[[Path], Store | None]) -> Document:
    """The document, as kept where nothing that it depends on has changed; raises as `load_document` does.

    One whose file is lost is as what is `answering` from the data folder has it; raises DocumentError where that isn't
    kept.
    """
    if is_lost(held, data):
        store, names = answering(data), (held.entry.id, held.entry.file)
        for row in store.documents if store else ():
            if (row.entry.id, row.entry.file) == names and (document := _kept(held, data, row.sha256)) is not None:
                return document
        raise DocumentError("index.file-lost", file=held.path.name, name=held.entry.short)
    try:
        sha256 = hashlib.sha256(contents(held.path)).hexdigest()
    except OSError:
        return load_document(held.entry, held.path.parent)  # which says what is wrong with the file
    if (document := _kept(held, data, sha256)) is not None:
        return document
    document = load_document(held.entry, held.path.parent, data / RECOGNISED)
    with contextlib.suppress(OSError):  # what can't be kept is parsed again
        put(_path(held, data, sha256), json.dumps(asdict(document.tree), ensure_ascii=False).encode())
    return document


def _kept(held: Held, data: Path, sha256: str) -> Document | None:
    """The document as it was parsed from a file of that SHA-256; None where that isn't kept."""
    path = _path(held, data, sha256)
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):  # a damaged one is parsed again
        tree = _tree(json.loads(contents(path)))
        os.utime(path)
        return Document(entry=held.entry, profile=load_profile(held.entry.profile), tree=tree, sha256=sha256)
    return None


def _path(held: Held, data: Path, sha256: str) -> Path:
    """Where a parse is kept: by all that it depends on."""
    profile = PROFILES / f"{held.entry.profile}.yaml"
    told = [sha256, held.entry.id, _code(), profile.read_text(encoding="utf-8") if profile.is_file() else ""]
    return data / FOLDER / f"{hashlib.sha256(chr(0).join(told).encode()).hexdigest()}.json"


def load_all(shelf: Iterable[Held], data: Path, answering: Callable[[Path], Store | None]) -> tuple[Document, ...]:
    """All documents of a shelf, in its order; of those kept as parsed what was not used for longest is removed."""
    documents = tuple(load(held, data, answering) for held in shelf)
    with contextlib.suppress(OSError):
        for path in sorted((data / FOLDER).glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)[MOST:]:
            path.unlink()
    return documents


@cache
def _code() -> str:
    """A SHA-256 of the code that parses."""
    paths = sorted(Path(corpus.__path__[0]).rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _tree(row: dict[str, Any]) -> Tree:
    keys = ("spans", "body")
    nodes = (Node(**(node | {key: tuple((a, b) for a, b in node[key]) for key in keys})) for node in row["nodes"])
    skipped = tuple((start, end) for start, end in row["skipped"])
    return Tree(text=row["text"], nodes=tuple(nodes), skipped=skipped, doubts=tuple(Doubt(**d) for d in row["doubts"]))


RESTORING = ".restoring-"  # how the folder begins that a backup is unpacked into
STALE = 3600.0  # seconds after which nobody works on a file any more
_LEFT = {FOLDER: ("tmp*", f"{ASIDE}*"), RECOGNISED: ("tmp*", f"{ASIDE}*"), OWN: (f"{ASIDE}*",), ".": (f"{RESTORING}*",)}


def sweep(data: Path) -> None:
    """Remove what was begun in a data folder and never finished; what can't be removed is left."""
    for path in (path for folder, left in _LEFT.items() for name in left for path in (data / folder).glob(name)):
        with contextlib.suppress(OSError):  # it takes room, and does no other harm
            if path.lstat().st_mtime > time.time() - STALE:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
