"""A document to be, from what its file says to answers: what it lacks is asked for, then it is shown and published."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from telegram import InlineKeyboardButton

from handlers.admin import with_progress
from handlers.buttons import DRAFT, WAITING
from handlers.chat.context import Desk
from handlers.chat.failures import busy_text, refusal_told
from handlers.chat.reply import unbutton
from handlers.chat.talk import Press, Said, Talk
from handlers.documents.add_form import (
    ANYWAY,
    CHANGE,
    DROP,
    FIELD,
    GO_ON,
    PUBLISH,
    VALUE,
    WHOLE,
    ask,
    ask_which,
    chosen,
    fault,
    show_busy,
    show_preview,
)
from handlers.documents.change import as_presser
from handlers.documents.resume import RESUME, drop, entries, plan_of, under_way, unkeep
from handlers.documents.telling import changed_text, preview_text
from handlers.prompts import VALUE as FIELD_VALUE
from handlers.prompts import Awaited, asked, forget
from handlers.wording import Wording
from index.office.drafts import NEEDED, TOLD, Draft
from index.publishing.decisions import state_mark
from index.publishing.library import Plan
from index.publishing.publisher import BusyError, ChangedError


async def told_value(said: Said, wanted: Awaited, text: str) -> None:
    """Take a text as the value of a draft that was asked for, and go on; one that can't be is asked for again."""
    desk, words, field = said.desk, said.words, wanted.name
    if fault_told := fault(field, text, words.fields.get(field, field), words):
        await said.say(fault_told)
        await FIELD_VALUE.ask(desk, said.user, field, wanted.key)
        return
    draft = await asyncio.to_thread(desk.drafts.get, wanted.key)
    if draft is None:
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
    waited = await asked(desk, press.user)
    if waited is not None and waited.key == key:
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
    """Ask what is to be changed, ask for one value, take the one that a button has, or go back to the preview."""
    held = await asyncio.to_thread(entries, press.desk)
    if action == CHANGE:
        await ask_which(press, draft, held)
    elif action == GO_ON:
        await go_on(press, draft)
    elif action == FIELD and value in TOLD:
        await ask(press, draft, value, held, press.user)
    elif action == VALUE and (given := chosen(value, draft, held)):
        await _set(press, draft, *given)
    else:
        await press.say(press.words.view_gone)


async def _publish(press: Press, draft: Draft, forced: str) -> None:
    """Publish a draft, which is none any more then; `forced` is the mark of a change that makes questions worse.

    Where its document has changed since the preview, that is said and the draft is shown anew.
    """
    desk, words = press.desk, press.words

    def plan() -> Plan:
        wanted = plan_of(desk, draft)
        return desk.publisher.unchanged(wanted, draft.since) if draft.since else wanted

    def anyway(label: str, mark: str) -> InlineKeyboardButton:
        return DRAFT.shown(label, key=draft.key, action=ANYWAY, value=mark)

    again = WAITING.shown(words.publish_again, key=draft.key, action=RESUME)
    try:
        published = await as_presser(press, plan, anyway, forced=forced, again=again)
    except ChangedError as error:
        await press.say(changed_text(error.by, words, alone=True))
        await go_on(press, draft)
        return
    if published:
        await asyncio.to_thread(drop, desk, draft)
        for number in {press.message.message_id, draft.shown}:
            await unbutton(press.message, number)


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
        await ask(talk, draft, lacking[0], held, int(draft.who))
        return
    async with refusal_told(talk):
        plan = await asyncio.to_thread(plan_of, desk, draft)
        whole = words.draft_changes if plan.action == "replace" else words.draft_clauses
        try:
            async with under_way(desk, draft):
                work = desk.jobs.begin(int(draft.who), _previewed(desk, draft, plan, words), freely=True)
                text = await with_progress(talk, words.previewing, work)
                await show_preview(talk, replace(draft, since=state_mark(plan.before, plan.what)), text, whole)
        except BusyError as error:
            await show_busy(talk, draft, busy_text(error, words))


async def _previewed(desk: Desk, draft: Draft, plan: Plan, words: Wording) -> str:
    publisher = desk.publisher
    store = await publisher.prepare(plan, draft.who)
    new, compared, replaces = await publisher.compare(plan)
    effect = await publisher.effect(store)
    return preview_text(draft, new, compared, effect, words, replaces=replaces, margin=publisher.margin)


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
