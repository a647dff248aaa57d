"""What was done to documents, in words: what kind of change, of which document, who did it and when."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.manifest import Entry
from handlers.messages import Wording
from handlers.paging import cut
from handlers.publisher import concerned
from index.library import Plan, Shelved
from index.shelf import Kept
from index.store import Store

SHORT = 80  # characters of a document's name


def state_of(entry: Entry, words: Wording) -> str:
    """Whether a document is in force, in words, and what replaced it."""
    state = {"yes": words.managed_yes, "no": words.managed_no}.get(entry.status.in_force, words.managed_unknown)
    by = entry.status.replaced_by
    return f"{state}, {words.preview_replaced_by.format(by=by)}" if by else state


def change_of(action: str, what: str, kept: Sequence[Kept], words: Wording) -> str:
    """A change in words, such as "menandai UU 14/2008: tidak berlaku"; `kept` is the list that it leads to."""
    entry = next((row.entry for row in kept if row.entry.id == what), None)
    if action == "rollback":
        return words.change_back.format(number=what) if what != "0" else words.change_back_all
    state = state_of(entry, words) if entry is not None else ""
    told = words.actions.get(action, action)
    return told.format(short=cut(entry.short if entry else what, SHORT), state=state[:1].lower() + state[1:])


def line_of(row: Shelved, words: Wording, *, alone: bool) -> str:
    """A former change on one line, with when it was made, and for an admin who is `alone` with the bot by whom."""
    change = f"{row.number}. {when(row)} {change_of(row.action, row.what, row.kept, words)}"
    return words.managed_by.format(change=change, who=cut(row.who, SHORT)) if alone else change


def when(row: Shelved) -> str:
    """When a change was made, to the minute."""
    return row.at[:16].replace("T", " ")


def published_text(plan: Plan, store: Store, former: Store, words: Wording) -> str:
    """That a change is published: what it was, how many units its document has or had, how many there are now."""
    change = change_of(plan.action, plan.what, plan.kept, words)
    if name := concerned(plan):
        change = words.change_units.format(change=change, units=store.units_of(name) or former.units_of(name))
    told = words.reindexed if plan.action == "reindex" else words.published
    return told.format(change=change, count=store.size, documents=len(store.documents))


def changed_text(by: Shelved | None, words: Wording, *, alone: bool) -> str:
    """That a document was changed since its preview, when, and as `line_of` tells by whom."""
    return words.changed_since.format(by=line_of(by, words, alone=alone) if by else "–")
