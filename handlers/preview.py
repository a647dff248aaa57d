"""What a document would change, told before it is published."""

from __future__ import annotations

from collections import Counter
from typing import Any

from corpus.manifest import Entry
from corpus.reasons import from_row
from handlers.history import state_of
from handlers.learning import effect_text
from handlers.messages import Wording
from index.draft import FIELDS, Draft
from index.effect import Effect

SHOWN = 6  # warnings, ids and notes that are named
LONGEST = 140  # characters of a warning


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
        "",
        words.preview_doubts.format(count=len(doubts)),
        *(f"  • {_warning(doubt, words)}" for doubt in doubts[:SHOWN]),
        *_notes(notes, words),
        "",
        effect_text(effect, words),
    ]  # fmt: skip
    return "\n".join(lines)[:4000]


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
    signs = (("+", "added"), ("−", "removed"), ("≠", "changed"))
    return [f"  {sign} {name}" for sign, key in signs for name in compared[key][:SHOWN]]


def _warning(doubt: dict[str, Any], words: Wording) -> str:
    said = from_row(doubt).text(words.language_code)
    return words.preview_line.format(line=doubt["line"], message=said[:LONGEST])


def _notes(notes: tuple[dict[str, Any], ...], words: Wording) -> list[str]:
    """What was left out of the text, by kind, an example each."""
    counts = Counter(str(note.get("kind", "")) for note in notes)
    examples = {str(note.get("kind", "")): str(note.get("text", ""))[:50] for note in reversed(notes)}
    if not counts:
        return []
    return ["", words.preview_notes] + [
        words.preview_note.format(kind=words.notes.get(kind, kind), count=count, text=examples[kind])
        for kind, count in counts.most_common(SHOWN)
    ]
