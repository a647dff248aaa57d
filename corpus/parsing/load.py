"""The whole way of a document: file, text, repaired text, tree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.manifest import Entry
from corpus.model import Tree
from corpus.parsing.parse import parse
from corpus.parsing.repair import repair
from corpus.profile import Profile, load_profile
from corpus.reading.read import read
from corpus.reading.source import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that was read: its entry, its profile, its tree, its file's SHA-256, what was left out of it."""

    entry: Entry
    profile: Profile
    tree: Tree
    sha256: str
    notes: tuple[Note, ...] = ()


def load_document(entry: Entry, folder: Path, kept: Path | None = None) -> Document:
    """Read one document; raises DocumentError or ProfileError. `kept` is a folder for what is recognised of scans."""
    source = read(folder / entry.file, kept=kept)
    profile = load_profile(entry.profile)
    tree = parse(repair(source.text), profile, entry.id)
    return Document(entry=entry, profile=profile, tree=tree, sha256=source.sha256, notes=source.notes)
