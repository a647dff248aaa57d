"""What a document would change, told before it is published."""

from __future__ import annotations

from collections import Counter
from typing import Any

from corpus.manifest import Entry
from handlers.learning import effect_text
from handlers.messages import Wording
from index.draft import Draft
from index.effect import Effect

SHOWN = 6  # warnings, ids and notes that are named


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
            short=entry.short, formal=entry.formal[:200], id=entry.id, profile=draft.profile,
            sure=round(100 * draft.sure), units=compared["units"],
        ),
        "",
        words.preview_replaces.format(short=f"{replaces.short} ({replaces.id})") if replaces else words.preview_new,
        words.preview_changes.format(
            added=len(compared["added"]), removed=len(compared["removed"]), changed=len(compared["changed"])
        ),
        *(_ids(compared) if replaces else ()),
        "",
        words.preview_doubts.format(count=len(doubts)),
        *(f"  • {words.preview_line.format(line=d['line'], message=d['message'][:90])}" for d in doubts[:SHOWN]),
        *_notes(notes, words),
        "",
        effect_text(effect, words),
        *([words.preview_worse.format(margin=margin)] if effect.over(margin) else []),
    ]  # fmt: skip
    return "\n".join(lines)[:4000]


def _ids(compared: dict[str, Any]) -> list[str]:
    """Some of the ids that differ, each with how."""
    signs = (("+", "added"), ("−", "removed"), ("≠", "changed"))
    return [f"  {sign} {name}" for sign, key in signs for name in compared[key][:SHOWN]]


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
