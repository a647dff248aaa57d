"""What a document would change, told before it is published, and what was done to documents, by whom and when."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from corpus.errors import from_row
from corpus.manifest import Entry
from handlers.chat.talk import told
from handlers.rendering import markup
from handlers.rendering.markup import cut
from handlers.wording import Wording
from index.evaluation.score import Effect, SelfTest
from index.generation.store import Store
from index.office.drafts import FIELDS, Draft
from index.publishing.decisions import SHELL, Kept
from index.publishing.library import Plan, Shelved
from index.publishing.publisher import Publisher, concerned
from index.views.view import day, moment

EXAMPLES = 5  # questions that a preview names of each kind
SHOWN = 6  # warnings, ids and notes that are named
LONGEST = 140  # characters of a warning
UNSURE, WORD = 12, 30  # words of a scan that are named, and characters of one
OF_SCANS = ("recognised page", "unsure word")
MOST = 4000  # UTF-16 code units: what a message has room for
SHORT, NAME = 80, 60  # characters of a document's name, and of one of several


async def previewed(publisher: Publisher, plan: Plan, draft: Draft, words: Wording) -> tuple[Store, str]:
    """What a plan that publishes a draft comes to, and all that an admin wants to know before, short enough for one
    message: also what publishing will take where more questions get worse than may."""
    store = await publisher.prepare(plan, draft.who)
    entry, compared, replaces = await publisher.compare(plan)
    effect, margin = await publisher.effect(store), publisher.margin
    doubts, notes = compared["doubts"], draft.notes
    signs = (("+", "added"), ("−", "removed")) if replaces else ()
    lines = [
        words.preview(
            short=entry.short, formal=entry.formal[:200], id=entry.id, profile=entry.profile,
            level=entry.level, region=entry.region or "–", office=entry.office or "–",
            sure=round(100 * draft.choices.get(entry.profile, draft.sure)), units=compared["units"],
        ),
        *([words.preview_worse(count=len(effect.over(margin)), margin=margin)] if effect.over(margin) else []),
        *([words.preview_untested] if effect.unread else []),
        "",
        words.preview_replaces(short=f"{replaces.short} ({replaces.id})") if replaces else words.preview_new,
        *(_kept(entry, replaces, words) if replaces else ()),
        words.preview_changes(**{kind: len(compared[kind]) for kind in ("added", "removed", "changed")}),
        *(f"  {sign} {name}" for sign, key in signs for name in compared[key][:SHOWN]),
        *_passages(compared, words),
        "",
        words.preview_doubts(count=len(doubts)),
        *(f"  • {_warning(doubt, words)}" for doubt in doubts[:SHOWN]),
        *_scan(notes, words),
        *_notes(notes, words),
        "",
        *(tested_text(test, words) for test in effect.own),
        effect_text(effect, words),
    ]  # fmt: skip
    while sum(markup.units(line) + 1 for line in lines) > MOST:
        lines.pop()
    return store, "\n".join(lines)


def _kept(entry: Entry, former: Entry, words: Wording) -> list[str]:
    """What becomes of a document's status, and of what is known of it, by a new version."""
    new, old = entry.status, former.status
    same = (new.in_force, new.replaced_by) == (old.in_force, old.replaced_by)
    told = words.preview_status_kept if same else words.preview_status_lost
    values = [(words.fields[key], getattr(former, key) or "–", getattr(entry, key) or "–") for key in FIELDS]
    changes = [words.preview_value(field=name, old=a[:60], new=b[:60]) for name, a, b in values if a != b]
    return [told(status=state_of(former, words)), *changes]


def _passages(compared: dict[str, Any], words: Wording) -> list[str]:
    """The first clauses that differ, as they were and as they are; of a new document its first clauses."""
    rows = compared["passages"]
    lines = [f"  ≠ {row['label']}: {row['old']} → {row['new']}" for row in rows if row["old"]]
    lines += [f"  {row['label']}: {row['new']}" for row in rows if not row["old"]]
    left = len(compared["changed"]) - len(rows)
    return [*lines, *([f"  {words.more(count=left)}"] if left > 0 else [])]


def _warning(doubt: dict[str, Any], words: Wording) -> str:
    said, page = from_row(doubt).text(words.language_code)[:LONGEST], doubt.get("page")
    if page:
        return words.preview_page(page=page, line=doubt["line"], message=said)
    return words.preview_line(line=doubt["line"], message=said)


def _scan(notes: tuple[dict[str, Any], ...], words: Wording) -> list[str]:
    """That a scan is to be read over first, and which words of it were hardly recognised."""
    pages = sum(note.get("kind") == "recognised page" for note in notes)
    unsure = [f"{cut(str(note.get('text', '')), WORD)} ({words.preview_at(page=note.get('page', 0))})"
              for note in notes if note.get("kind") == "unsure word"]  # fmt: skip
    if not pages:
        return []
    told = [words.preview_unsure(words=", ".join(unsure[:UNSURE]))] if unsure else []
    return ["", words.preview_scan(pages=pages), *told]


def _notes(notes: tuple[dict[str, Any], ...], words: Wording) -> list[str]:
    """What was left out of the text, by kind, an example each."""
    left_out = [(str(note.get("kind", "")), cut(str(note.get("text", "")), 50)) for note in notes]
    counts = Counter(kind for kind, _ in left_out if kind not in OF_SCANS)
    such = {kind: f", {words.preview_such(text=text)}" if text else "" for kind, text in reversed(left_out)}
    rows = [f"{words.notes.get(kind, kind)}: {count}{such[kind]}" for kind, count in counts.most_common(SHOWN)]
    return ["", words.preview_notes, *rows] if rows else []


def named(entries: Sequence[Entry], most: int, words: Wording) -> str:
    """The names of the first documents, at `most` so many, and how many more there are."""
    names = [cut(entry.short, NAME) for entry in entries[:most]]
    return ", ".join([*names, *([words.more(count=len(entries) - most)] if len(entries) > most else [])])


def state_of(entry: Entry, words: Wording) -> str:
    """Whether a document is in force, in words, and what replaced it."""
    state = words.states.get(entry.status.in_force, words.states["unknown"])
    by = entry.status.replaced_by
    return f"{state}, {words.preview_replaced_by(by=by)}" if by else state


def checked_state(entry: Entry, words: Wording) -> str:
    """Whether a document is in force, and who checked that, if known."""
    state, status = cut(state_of(entry, words), SHORT), entry.status
    by, on = ("" if told == "unknown" else told for told in (status.checked_by, status.checked_on))
    if status.in_force == "unknown" or not (by or on):
        return state
    who = who_of(by, words) or "–"
    return words.managed_checked(state=state, by=who, on=cut(day(on, words.language_code), SHORT) or "–")


def who_of(who: str, words: Wording) -> str:
    """Who did something: an admin's id, or that it was done from a shell."""
    return words.managed_shell if who == SHELL else cut(who, SHORT)


def change_of(action: str, what: str, kept: Sequence[Kept], words: Wording) -> str:
    """A change in words, such as "menandai UU 14/2008: tidak berlaku"; `kept` is the list that it leads to."""
    entry = next((row.entry for row in kept if row.entry.id == what), None)
    if action == "rollback":
        return words.change_back(number=what) if what != "0" else words.change_back_all
    state = state_of(entry, words) if entry is not None else ""
    return words.action(action, short=cut(entry.short if entry else what, SHORT), state=state[:1].lower() + state[1:])


def change_counted(plan: Plan, store: Store, former: Store, words: Wording) -> str:
    """A plan's change in words, with how many units its document has, or had."""
    change, name = change_of(plan.action, plan.what, plan.kept, words), concerned(plan)
    return words.change_units(change=change, units=store.count(name) or former.count(name)) if name else change


def line_of(row: Shelved, words: Wording) -> str:
    """A former change on one line, with when it was made and by whom."""
    when = moment(row.at, words.language_code, zone=False)
    change = f"{row.number}. {when} {change_of(row.action, row.what, row.kept, words)}"
    return words.managed_by(change=change, who=who_of(row.who, words))


def published_text(plan: Plan, store: Store, former: Store, words: Wording) -> str:
    """That a change is published: what it was, how many units its document has or had, how many there are now."""
    if plan.action == "reindex":
        return words.reindexed(count=store.count(), documents=len(store.documents))
    change = change_counted(plan, store, former, words)
    return words.published(change=change, count=store.count(), documents=len(store.documents))


def changed_text(by: Shelved | None, words: Wording) -> str:
    """That a document was changed since its preview, when and by whom."""
    return words.changed_since(by=line_of(by, words) if by else "–")


def tested_text(test: SelfTest, words: Wording) -> str:
    """How many questions made of a document find their clause, and the first that don't."""
    told = words.self_test(document=cut(test.document, NAME), found=test.found, asked=test.asked)
    return "\n".join([told, *(f"  • {one.question.text[:100]}" for one in test.missed[:EXAMPLES])])


def effect_text(found: Effect, words: Wording) -> str:
    """What a change does to the questions, in words."""
    groups = (("lost", found.lost), ("gained", found.gained), ("moved", found.moved))
    lines = [words.effect(asked=found.asked)]
    if found.unread is not None:
        lines.append(words.effect_unread(reason=told(found.unread, words)))
    for kind, questions in groups:
        lines.append(f"{words.effects[kind]}: {len(questions)}")
        lines += [f"  • {text[:100]}" for text in questions[:EXAMPLES]]
    if found.of_others:
        lines.append(words.effect_others(asked=found.of_others, lost=len(found.unfound)))
        lines += [f"  • {text[:100]}" for text in found.unfound[:EXAMPLES]]
    return "\n".join(lines)
