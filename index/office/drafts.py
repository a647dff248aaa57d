"""A document that an admin is about to add: what is known of it so far, kept until it is published or dropped."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from corpus.manifest import LEVELS, Entry, Status, is_name
from corpus.numbers import slug
from corpus.recognising.describe import office_id
from index.office.office import Register, ago, now

FIELDS = ("title", "number", "year", "issuer", "level", "region", "office", "short", "formal", "id")
TOLD = (*FIELDS, "aliases", "profile")  # what a person may say of a document
NEEDED = ("title", "level")  # which no document goes without
UNSURE = 0.3  # below this no profile reads a document as one of its kind
LONGEST = {"title": 300, "formal": 500}  # characters of a value that is typed; a formal name has the title in it
LONGEST_OTHER = 120
STATED = ("title", "number", "year", "issuer", "level", "region")  # what a document says of itself in so many words
ACT = ("number", "year", "issuer")  # what tells one act from another


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document to be: its file as sent and where it waits, its profile and how sure that is, its values.

    `missing` are the keys still to be asked for, in order; `told` those that a person said; `notes` what was left out
    of its text; `choices` how sure each profile is; `since` stands for the state of its document when it was previewed,
    "" for not yet; `shown` is the message that has its buttons, 0 for none.
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
    told: tuple[str, ...] = ()
    choices: dict[str, float] = field(default_factory=dict)
    since: str = ""
    shown: int = 0

    def telling(self, values: Mapping[str, str]) -> Draft:
        """The draft with what a person said; ids are made of names, other names of a region stand between commas."""
        given: dict[str, Any] = {key: as_told(key, value) for key, value in values.items()}
        left = tuple(key for key in self.missing if key not in given)
        told = tuple(dict.fromkeys((*self.told, *given)))
        profile = given.pop("profile", "") or self.profile
        sure = self.sure if profile == self.profile else self.choices.get(profile, 0.0)
        if "aliases" in given:
            given["aliases"] = [name.strip() for name in given["aliases"].split(",") if name.strip()]
        return replace(self, values=self.values | given, missing=left, told=told, profile=profile, sure=sure)

    def lacking(self, held: Iterable[Entry]) -> tuple[str, ...]:
        """The keys still to be asked for, in order; none for a new version of a document that is `held`."""
        held = tuple(held)
        if self.entry("", held).id in {entry.id for entry in held}:
            return ()
        return (*self.missing, *(key for key in NEEDED if not self.values.get(key) and key not in self.missing))

    def entry(self, file: str, held: Iterable[Entry] = ()) -> Entry:
        """The manifest's entry; what is left open is filled in from what is known.

        Where it has the id of one of the entries that are `held` it is a new version of that document: it has from it
        all that neither a person said nor the file states otherwise; its status too, if it is the same act. Where the
        id is but the file's name ("tupoksi.docx") and a person says another office or region, it is a new document.
        """
        own, known = self._alone(file), {entry.id: entry for entry in held}
        if (former := known.get(own.id)) and self._elsewhere(own, former):
            own = replace(own, id=slug(f"{own.id} {own.office or own.region}"))
        return own if own.id not in known else self._over(own, known[own.id])

    def _elsewhere(self, own: Entry, former: Entry) -> bool:
        """Whether a document that only its file names is said to be of another office or region than a former one."""
        pairs = [(getattr(own, key), getattr(former, key)) for key in ("office", "region") if key in self.told]
        by_file = not self.values.get("short") and "id" not in self.told
        return by_file and any(new and old and slug(new) != slug(old) for new, old in pairs)

    def _alone(self, file: str) -> Entry:
        told: dict[str, Any] = {key: str(self.values.get(key) or "") for key in FIELDS}
        act = " ".join(part for part in (told["issuer"], f"Nomor {told['number']} Tahun {told['year']}") if part)
        formal = short = told["title"]
        if told["number"]:
            formal, short = f"{act} tentang {told['title']}", f"{told['title'][:40]} {told['number']}/{told['year']}"
        told["formal"], told["short"] = told["formal"] or formal, told["short"] or short
        told["id"] = told["id"] or slug(told["short"]) or "dokumen"
        told["level"] = told["level"] if told["level"] in LEVELS else "nasional"
        return Entry(**told, file=file, profile=self.profile, aliases=tuple(self.values.get("aliases") or ()))

    def _over(self, own: Entry, former: Entry) -> Entry:
        """The entry as a new version of a former one."""
        stated = {key: str(value) for key in STATED if (value := self.values.get(key))}
        new = {key for key, value in stated.items() if slug(value) != slug(getattr(former, key))}
        if other_act := bool(new & set(ACT)):
            new |= {"short", "formal"}
        elif "title" in new and self.values.get("formal"):
            new.add("formal")
        taken = {key: getattr(former, key) for key in FIELDS if key not in {*new, *self.told, "id"}}
        taken = {key: value for key, value in taken.items() if value}
        if "formal" in taken and "title" in {*new, *self.told}:
            taken["formal"] = former.formal.replace(former.title, own.title)
        profile = former.profile if self.choices.get(former.profile, 0.0) >= UNSURE else own.profile
        return replace(
            replace(self, values=self.values | taken)._alone(own.file),
            id=own.id,
            profile=own.profile if "profile" in self.told else profile,
            aliases=own.aliases if {"region", "aliases"} & {*new, *self.told} else former.aliases or own.aliases,
            amends=former.amends,
            status=Status() if other_act or not (former.number and former.year) else former.status,
        )


def drafted(
    found: Mapping[str, Any], held: Iterable[Entry], *, key: str, who: str, name: str, file: str, profile: str = ""
) -> Draft:
    """The draft of a file as the worker examined it; with the id of the one held that is called as it calls itself.

    `profile` is one that a person said.
    """
    choices = {str(choice["profile"]): float(choice["confidence"]) for choice in found["choices"]}
    values = dict(found["found"])
    missing = tuple(values.pop("missing"))
    short = str(values["short"]).lower()
    values["id"] = next((entry.id for entry in held if short and entry.short.lower() == short), values["id"])
    best = profile or next(iter(choices), "")
    return Draft(
        key=key, who=who, name=name, file=file, profile=best, sure=choices.get(best, 0.0), values=values,
        missing=missing, notes=tuple(found["notes"]), told=("profile",) if profile else (), choices=choices,
    )  # fmt: skip


def as_told(key: str, text: str) -> str:
    """What a person's text is for a key: an id is made of a name, an office's too; "" for a text without letters."""
    text = " ".join(text.split())
    return {"id": slug, "office": office_id}.get(key, str)(text)


def is_empty(key: str, text: str) -> bool:
    """Whether a text says nothing for a key though it is one: it has no letter or digit that counts there."""
    return bool(text) and not any(character.isalnum() for character in as_told(key, text))


def longest(key: str) -> int:
    """How many characters a person may say for a key."""
    return LONGEST.get(key, LONGEST_OTHER)


def offices(held: Collection[Entry]) -> dict[str, str]:
    """The offices that are known, each with where it stands, "" for one that is nowhere in particular."""
    return {entry.office: entry.place for entry in held if entry.office}


KEPT_FOR = timedelta(days=30)
UNDER_WAY = "under way"  # what stands in `place` of a draft that is worked on


class Drafts(Register):
    """The drafts of an office."""

    def put(self, draft: Draft) -> None:
        """Keep a draft over its former state; those that nobody went on with are dropped."""
        with self._office.writing() as database:
            row = database.execute("SELECT place FROM drafts WHERE key = ?", [draft.key]).fetchone()
            database.execute("DELETE FROM drafts WHERE key = ? OR at < ?", [draft.key, ago(KEPT_FOR)])
            told = json.dumps(asdict(draft), ensure_ascii=False)
            values = [draft.key, draft.who, row[0] if row else "", told, now()]
            database.execute("INSERT INTO drafts (key, who, place, draft, at) VALUES (?, ?, ?, ?, ?)", values)

    def mark(self, key: str, *, under_way: bool) -> None:
        """Note whether a draft is worked on: if it is at a start, whatever worked on it was ended."""
        with self._office.writing() as database:
            database.execute("UPDATE drafts SET place = ? WHERE key = ?", [UNDER_WAY if under_way else "", key])

    def get(self, key: str) -> Draft | None:
        """The draft of that key; None where there is none any more."""
        return next(iter(self._found("key = ?", [key])), None)

    def all(self, who: str = "", *, under_way: bool = False) -> list[Draft]:
        """The drafts that are kept, the oldest first: a person's, or all; only those that are worked on, if wanted."""
        return self._found("? IN ('', who) AND ? IN ('', place) ORDER BY at", [who, UNDER_WAY if under_way else ""])

    def drop(self, key: str) -> None:
        """Forget a draft."""
        with self._office.writing() as database:
            database.execute("DELETE FROM drafts WHERE key = ?", [key])

    def _found(self, condition: str, values: list[str]) -> list[Draft]:
        rows = self._office.rows(f"SELECT draft FROM drafts WHERE {condition}", values)  # noqa: S608 (constant)
        told = [row for row in (json.loads(row["draft"]) for row in rows) if row["file"] and is_name(row["file"])]
        return [Draft(**(row | {key: tuple(row.get(key, ())) for key in ("missing", "notes", "told")})) for row in told]
