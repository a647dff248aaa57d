"""A document to be, from what its file says to answers: what it lacks is asked for, then it is shown and published.

It is asked for by buttons where the choices are known, else as a text.
"""

import asyncio
import hashlib
from dataclasses import replace
from functools import partial

from telegram import InlineKeyboardButton

from corpus.manifest import LEVELS, Entry
from handlers.admin import with_progress
from handlers.buttons import DRAFT, WAITING
from handlers.chat.reply import Rows, plain_part
from handlers.chat.talk import Press, Said, Talk, refusal_told, refused
from handlers.documents.change import as_presser
from handlers.documents.resume import RESUME, drop, entries, plan_of, under_way, unkeep
from handlers.documents.telling import changed_text, previewed
from handlers.prompts import Awaited, Prompt, asked, forget
from handlers.wording import Wording
from index.office.drafts import FIELDS, NEEDED, TOLD, Draft, is_empty, longest, offices
from index.publishing.decisions import state_mark
from index.publishing.publisher import BusyError, ChangedError

PUBLISH, ANYWAY, DROP, CHANGE, FIELD, VALUE, GO_ON, WHOLE = "p", "x", "c", "e", "f", "v", "g", "w"
MOST_OFFERED = 20  # values, such as offices


async def told_value(said: Said, wanted: Awaited, text: str) -> None:
    """Take a text as the value of a draft that was asked for, and go on; one that can't be is asked for again."""
    desk, words, field = said.desk, said.words, wanted.name
    if fault_told := fault(field, text, words.fields.get(field, field), words):
        await said.say(fault_told)
        await Prompt.VALUE.ask(desk, said.user, field, wanted.key)
        return
    if (draft := await asyncio.to_thread(desk.drafts.get, wanted.key)) is None:
        await said.say(words.draft_gone)
        return
    await _set(said, draft, field, words.level_of(text) if field == "level" else text)


async def draft_button(press: Press) -> None:
    """Publish, drop or change the document that a button is for."""
    desk, words, number = press.desk, press.words, press.message.message_id
    key, action = press.given["key"], press.given["action"]
    draft = await asyncio.to_thread(desk.drafts.get, key)
    if draft is None or (number < draft.shown and action != ANYWAY):
        await press.answer(words.draft_gone if draft is None else words.draft_old)
        await press.unbutton()
        return
    await press.answer()
    # the message that is pressed was shown, though that may not be noted yet
    draft = replace(draft, shown=max(draft.shown, number))
    if (waited := await asked(desk, press.user)) is not None and waited.key == key:
        await forget(desk, press.user)
    if action == DROP:
        await asyncio.to_thread(drop, desk, draft)
        await press.unbutton()
        await press.say(words.draft_dropped)
    elif action == WHOLE:
        await _send_whole(press, draft)
    elif action in (PUBLISH, ANYWAY):
        await _publish(press, draft, press.given["value"] if action == ANYWAY else "")
    else:
        await _change(press, draft, action, press.given["value"])


async def _change(press: Press, draft: Draft, action: str, value: str) -> None:
    """Show all values with a button each, ask for one, take the one that a button has, or go back to the preview."""
    held = await asyncio.to_thread(entries, press.desk)
    if action == CHANGE:
        entry, words = draft.entry("", held), press.words
        values = {name: f"{words.fields[name]}: {_value(entry, name, held)}" for name in TOLD}
        rows = [[_button(label, draft.key, FIELD, name)] for name, label in values.items()]
        await _show(press, draft, words.draft_change, [*rows, [_button(words.draft_back, draft.key, GO_ON)]])
    elif action == GO_ON:
        await go_on(press, draft)
    elif action == FIELD and value in TOLD:
        await _ask(press, draft, value, held, press.user)
    elif action == VALUE and (given := _chosen(value, draft, held)):
        await _set(press, draft, *given)
    else:
        await press.say(press.words.view_gone)


async def _publish(press: Press, draft: Draft, forced: str) -> None:
    """Publish a draft, which is none any more then; `forced` is the mark of a change that makes questions worse.

    Where its document has changed since the preview, that is said and the draft is shown anew.
    """
    desk, words, plan = press.desk, press.words, partial(plan_of, press.desk, draft)
    anyway = partial(DRAFT.shown, key=draft.key, action=ANYWAY)
    again = WAITING.shown(words.publish_again, key=draft.key, action=RESUME)
    try:
        published = await as_presser(press, plan, anyway, since=draft.since or None, forced=forced, again=again)
    except ChangedError as error:
        await press.say(changed_text(error.by, words))
        await go_on(press, draft)
        return
    if published:
        await asyncio.to_thread(drop, desk, draft)
        for number in {press.message.message_id, draft.shown}:
            await press.unbutton(number)


async def _send_whole(press: Press, draft: Draft) -> None:
    """Send all that a draft changes, or all of its clauses, as a file to read."""
    async with refusal_told(press):
        plan = await asyncio.to_thread(plan_of, press.desk, draft)
        text = await press.desk.publisher.comparison(plan)
        await press.send_file(text.encode(), f"{plan.what[:60]}.txt")


async def go_on(talk: Talk, draft: Draft) -> None:
    """Ask for what is missing next; show the preview once nothing is."""
    desk, words = talk.desk, talk.words
    held = await asyncio.to_thread(entries, desk)
    if lacking := draft.lacking(held):
        await _ask(talk, draft, lacking[0], held, int(draft.who))
        return
    async with refusal_told(talk):
        plan = await asyncio.to_thread(plan_of, desk, draft)
        whole = words.draft_changes if plan.action == "replace" else words.draft_clauses
        try:
            async with under_way(desk, draft):
                work = desk.jobs.begin(int(draft.who), previewed(desk.publisher, plan, draft, words), freely=True)
                _, text = await with_progress(talk, words.previewing, work)
                ways = [(words.draft_publish, PUBLISH), (whole, WHOLE), (words.draft_change_button, CHANGE)]
                rows = [[_button(label, draft.key, action)] for label, action in ways]
                await _show(talk, replace(draft, since=state_mark(plan.before, plan.what)), text, rows)
        except BusyError as error:
            await _show(talk, draft, refused(error, words), [[_button(words.publish_again, draft.key, GO_ON)]])


async def _set(talk: Talk, draft: Draft, field: str, value: str) -> None:
    """Take a value for a draft, and go on."""
    desk = talk.desk
    if field not in TOLD or (field in NEEDED and not value):
        await talk.say(talk.words.view_gone)
        return
    changed = draft.telling({field: value})
    await asyncio.to_thread(desk.drafts.put, changed)
    if changed.entry("").id != draft.entry("").id:  # its file has the id in its name
        await asyncio.to_thread(unkeep, desk, draft)
    await go_on(talk, changed)


async def _show(talk: Talk, draft: Draft, text: str, rows: Rows) -> None:
    """Send a text about a draft with its buttons, the last of which drops it; those of the message before go."""
    *_, shown = await talk.send(plain_part(text, [*rows, [_button(talk.words.draft_drop, draft.key, DROP)]]))
    await asyncio.to_thread(talk.desk.drafts.put, replace(draft, shown=shown))
    if draft.shown:
        await talk.unbutton(draft.shown)


async def _ask(talk: Talk, draft: Draft, field: str, held: list[Entry], user: int) -> None:
    """Ask for one value of a draft."""
    words = talk.words
    known = words.draft_known(name=draft.name[:80], sure=round(100 * draft.sure), profile=draft.profile)
    labels = {f"{field}={_mark(field, value)}": label for value, label in _known(draft, field, held).items()}
    rows = [[_button(label, draft.key, VALUE, data)] for data, label in list(labels.items())[:MOST_OFFERED]]
    by_buttons = {"office": words.ask_office, "profile": words.ask_profile}.get(field, words.ask_level)
    question = by_buttons if rows else words.ask_for
    if field != "profile":
        await Prompt.VALUE.ask(talk.desk, user, field, draft.key)
    may_skip = field not in (*NEEDED, "profile")
    skip = [_button(words.draft_skip, draft.key, VALUE, f"{field}=")] if may_skip else []
    rows = [*rows, [*skip, _button(words.draft_back, draft.key, CHANGE)]]
    await _show(talk, draft, f"{known}\n\n{question(field=words.fields[field])}", rows)


def fault(field: str, text: str, name: str, words: Wording) -> str:
    """Why a text can't be a draft's value, in words; "" where it can. `name` is what the value is called."""
    if field == "level" and not words.level_of(text):
        return words.level_unclear
    if len(text) > longest(field):
        return words.value_long(field=name, most=longest(field), count=len(text))
    return words.value_empty(field=name) if is_empty(field, text) else ""


def _chosen(data: str, draft: Draft, held: list[Entry]) -> tuple[str, str] | None:
    """The field and the value of a button; None for one that leads nowhere any more."""
    field, _, mark = data.partition("=")
    if not mark:
        return (field, "") if field in (*FIELDS, "aliases") and field not in NEEDED else None
    return next(((field, value) for value in _known(draft, field, held) if _mark(field, value) == mark), None)


def _button(label: str, key: str, action: str, value: str = "") -> InlineKeyboardButton:
    return DRAFT.shown(label, key=key, action=action, value=value)


def _placed(held: list[Entry]) -> dict[str, str]:
    """The offices that are known, each with where it stands, as far as that is known."""
    return {office: f"{office} · {place}" if place else office for office, place in offices(held).items()}


def _value(entry: Entry, name: str, held: list[Entry]) -> str:
    """A value of an entry, as a button shows it."""
    told = ", ".join(entry.aliases) if name == "aliases" else str(getattr(entry, name))
    return (_placed(held).get(told, told) if name == "office" else told) or "–"


def _known(draft: Draft, field: str, held: list[Entry]) -> dict[str, str]:
    """The values of a field that are known beforehand, each as a button shows it."""
    if field == "level":
        return {level: level.title() for level in LEVELS}
    if field == "office":
        return _placed(held)
    sure = draft.choices if field == "profile" else {}
    return {name: f"{name} ({round(100 * share)}%)" for name, share in sure.items()}


def _mark(field: str, value: str) -> str:
    """What stands for a value in a button, which has no room for the long name of an office or a profile."""
    return value if field == "level" else hashlib.sha256(value.encode()).hexdigest()[:10]
