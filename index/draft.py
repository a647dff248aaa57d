"""A document that an admin is about to add: what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.manifest import LEVELS, Entry
from corpus.numbers import slug

FIELDS = ("title", "number", "year", "issuer", "level", "region", "office", "short", "formal", "id")
NEEDED = ("title", "level")  # which no document goes without


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document to be: its file as sent and where it waits, its profile and how sure that is, its values.

    `missing` are the keys still to be asked for, in order; `notes` what was left out of its text.
    """

    key: str
    who: str
    name: str
    file: str
    profile: str
    sure: float
    values: dict[str, Any]
    missing: tuple[str, ...]
    notes: tuple[dict[str, Any], ...] = field(default=())

    def entry(self, file: str) -> Entry:
        """The manifest's entry, what is left open filled in from what is known."""
        told = {key: str(self.values.get(key) or "") for key in FIELDS}
        act = " ".join(part for part in (told["issuer"], f"Nomor {told['number']} Tahun {told['year']}") if part)
        formal = told["formal"] or (f"{act} tentang {told['title']}" if told["number"] else told["title"])
        short = told["short"] or (
            f"{told['title'][:40]} {told['number']}/{told['year']}" if told["number"] else told["title"]
        )
        return Entry(
            id=told["id"] or slug(short) or "dokumen",
            file=file,
            profile=self.profile,
            title=told["title"],
            short=short,
            formal=formal,
            number=told["number"],
            year=told["year"],
            issuer=told["issuer"],
            office=told["office"],
            level=told["level"] if told["level"] in LEVELS else "nasional",
            region=told["region"],
            aliases=tuple(self.values.get("aliases") or ()),
        )
