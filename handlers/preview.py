"""What a document would change, told before it is published."""

from __future__ import annotations

from collections import Counter
from typing import Any

from corpus.manifest import Entry
from corpus.reasons import from_row
from handlers import markup
from handlers.history import state_of
from handlers.learning import effect_text
from handlers.messages import Wording
from handlers.paging import cut
from index.draft import FIELDS, Draft
from index.effect import Effect

SHOWN = 6  # warnings, ids and notes that are named
LONGEST = 140  # characters of a warning
UNSURE, WORD = 12, 30  # words of a scan that are named, and characters of one
OF_SCANS = ("recognised page", "unsure word")
MOST = 4000  # UTF-16 code units: what a message has room for


def preview_text(
    draft: Draft,
    entry: Entry,
    compared: dict[str, Any],
    effect: Effect,
    words: Wording,
    *,
    replaces: Entry | None,
    margin: int,
) -> str:
    """All that an admin wants to know before publishing, short enough for one message.

    `margin` is how many percent of the questions may get worse; beyond that it says what publishing will take.
    """
    doubts, notes = compared["doubts"], draft.notes
    lines = [
        words.preview.format(
            short=entry.short, formal=entry.formal[:200], id=entry.id, profile=entry.profile,
            level=entry.level, region=entry.region or "–", office=entry.office or "–",
            sure=round(100 * draft.choices.get(entry.profile, draft.sure)), units=compared["units"],
        ),
        *([words.preview_worse.format(count=len(effect.lost), margin=margin)] if effect.over(margin) else []),
        *([words.preview_untested] if effect.unread else []),
        "",
        words.preview_replaces.format(short=f"{replaces.short} ({replaces.id})") if replaces else words.preview_new,
        *(_kept(entry, replaces, words) if replaces else ()),
        words.preview_changes.format(
            added=len(compared["added"]), removed=len(compared["removed"]), changed=len(compared["changed"])
        ),
        *(_ids(compared) if replaces else ()),
        *_passages(compared, words),
        "",
        words.preview_doubts.format(count=len(doubts)),
        *(f"  • {_warning(doubt, words)}" for doubt in doubts[:SHOWN]),
        *_scan(notes, words),
        *_notes(notes, words),
        "",
        effect_text(effect, words),
    ]  # fmt: skip
    while sum(markup.units(line) + 1 for line in lines) > MOST:
        lines.pop()
    return "\n".join(lines)


def _kept(entry: Entry, former: Entry, words: Wording) -> list[str]:
    """What becomes of a document's status, and of what is known of it, by a new version."""
    new, old = entry.status, former.status
    same = (new.in_force, new.replaced_by) == (old.in_force, old.replaced_by)
    told = words.preview_status_kept if same else words.preview_status_lost
    differ = [key for key in FIELDS if getattr(entry, key) != getattr(former, key)]
    changes = [(words.fields[key], getattr(former, key) or "–", getattr(entry, key) or "–") for key in differ]
    return [told.format(status=state_of(former, words))] + [
        words.preview_value.format(field=name, old=old[:60], new=new[:60]) for name, old, new in changes
    ]


def _ids(compared: dict[str, Any]) -> list[str]:
    """Some of the ids that differ, each with how."""
    signs = (("+", "added"), ("−", "removed"))
    return [f"  {sign} {name}" for sign, key in signs for name in compared[key][:SHOWN]]


def _passages(compared: dict[str, Any], words: Wording) -> list[str]:
    """The first clauses that differ, as they were and as they are; of a new document its first clauses."""
    rows = compared["passages"]
    lines = [f"  ≠ {row['label']}: {row['old']} → {row['new']}" for row in rows if row["old"]]
    lines += [f"  {row['label']}: {row['new']}" for row in rows if not row["old"]]
    left = len(compared["changed"]) - len(rows)
    return [*lines, *([f"  {words.more.format(count=left)}"] if left > 0 else [])]


def _warning(doubt: dict[str, Any], words: Wording) -> str:
    said, page = from_row(doubt).text(words.language_code)[:LONGEST], doubt.get("page")
    if page:
        return words.preview_page.format(page=page, line=doubt["line"], message=said)
    return words.preview_line.format(line=doubt["line"], message=said)


def _scan(notes: tuple[dict[str, Any], ...], words: Wording) -> list[str]:
    """That a scan is to be read over first, and which words of it were hardly recognised."""
    pages = sum(note.get("kind") == "recognised page" for note in notes)
    unsure = [f"{cut(str(note.get('text', '')), WORD)} ({words.preview_at.format(page=note.get('page', 0))})"
              for note in notes if note.get("kind") == "unsure word"]  # fmt: skip
    if not pages:
        return []
    told = [words.preview_unsure.format(words=", ".join(unsure[:UNSURE]))] if unsure else []
    return ["", words.preview_scan.format(pages=pages), *told]


def _notes(notes: tuple[dict[str, Any], ...], words: Wording) -> list[str]:
    """What was left out of the text, by kind, an example each."""
    left_out = [note for note in notes if note.get("kind") not in OF_SCANS]
    counts = Counter(str(note.get("kind", "")) for note in left_out)
    examples = {str(note.get("kind", "")): cut(str(note.get("text", "")), 50) for note in reversed(left_out)}
    if not counts:
        return []
    rows = [(f"{words.notes.get(kind, kind)}: {count}", examples[kind]) for kind, count in counts.most_common(SHOWN)]
    return ["", words.preview_notes] + [
        f"{told}, {words.preview_such.format(text=text)}" if text else told for told, text in rows
    ]
