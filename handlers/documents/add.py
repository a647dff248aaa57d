"""A document to be, from what its file says to answers: what it lacks is asked for, then it is shown and published."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from telegram import CallbackQuery, InlineKeyboardButton, Message

from corpus.errors import TanyaPasalError
from handlers.admin import with_progress
from handlers.buttons import DRAFT, WAITING, Fields
from handlers.chat.context import Context, Desk, is_stopping, sender
from handlers.chat.failures import busy_text, told
from handlers.chat.reply import answer_query, say, unbutton
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
from handlers.documents.publish import as_presser
from handlers.documents.resume import RESUME, drop, entries, plan_of, under_way, unkeep
from handlers.documents.telling import changed_text, preview_text
from handlers.prompts import VALUE as FIELD_VALUE
from handlers.prompts import Awaited, asked, forget
from handlers.wording import Wording
from index.office.drafts import NEEDED, TOLD, Draft
from index.publishing.decisions import state_mark
from index.publishing.library import Plan
from index.publishing.publisher import BusyError, ChangedError


async def told_value(message: Message, desk: Desk, wanted: Awaited, text: str, words: Wording) -> None:
    """Take a text as the value of a draft that was asked for, and go on; one that can't be is asked for again."""
    key, field = wanted.key, wanted.name
    if said := fault(field, text, words.fields.get(field, field), words):
        await say(message, said)
        await FIELD_VALUE.ask(desk, sender(message), field, key)
        return
    draft = await asyncio.to_thread(desk.drafts.get, key)
    if draft is None:
        await say(message, words.draft_gone)
        return
    await _set(message, desk, draft, field, words.level_of(text) if field == "level" else text, words)


async def draft_button(query: CallbackQuery, context: Context, given: Fields) -> None:
    """Publish, drop or change the document that a button is for."""
    if not isinstance(query.message, Message):
        await answer_query(query, "")
        return
    desk, words, message = context.desk, context.desk.words_for(query), query.message
    key, action, value = given["key"], given["action"], given["value"]
    draft = await asyncio.to_thread(desk.drafts.get, key)
    if draft is None or (message.message_id < draft.shown and action != ANYWAY):
        await answer_query(query, words.draft_gone if draft is None else words.draft_old)
        await unbutton(message, message.message_id)
        return
    await answer_query(query, "")
    # the message that is pressed was shown, though that may not be noted yet
    draft = replace(draft, shown=max(draft.shown, message.message_id))
    waited = await asked(desk, query.from_user.id)
    if waited is not None and waited.key == key:
        await forget(desk, query.from_user.id)
    if action == DROP:
        await asyncio.to_thread(drop, desk, draft)
        await unbutton(message, message.message_id)
        await say(message, words.draft_dropped)
    elif action == WHOLE:
        await _send_whole(message, desk, draft, words)
    elif action in (PUBLISH, ANYWAY):
        await _publish(message, desk, draft, words, query.from_user.id, value if action == ANYWAY else "")
    else:
        await _change(query, message, desk, draft, words, (action, value))


async def _change(
    query: CallbackQuery, message: Message, desk: Desk, draft: Draft, words: Wording, wanted: tuple[str, str]
) -> None:
    """Ask what is to be changed, ask for one value, take the one that a button has, or go back to the preview."""
    action, value = wanted
    held = await asyncio.to_thread(entries, desk)
    if action == CHANGE:
        await ask_which(message, desk, draft, words, held)
    elif action == GO_ON:
        await go_on(message, desk, draft, words)
    elif action == FIELD and value in TOLD:
        await ask(message, desk, draft, value, words, held, query.from_user.id)
    elif action == VALUE and (given := chosen(value, draft, held)):
        await _set(message, desk, draft, *given, words)
    else:
        await say(message, words.view_gone)


async def _publish(message: Message, desk: Desk, draft: Draft, words: Wording, user: int, forced: str) -> None:
    """Publish a draft, which is none any more then; `forced` is the mark of a change that makes questions worse.

    Where its document has changed since the preview, that is said and the draft is shown anew.
    """

    def plan() -> Plan:
        wanted = plan_of(desk, draft)
        return desk.publisher.unchanged(wanted, draft.since) if draft.since else wanted

    def anyway(label: str, mark: str) -> InlineKeyboardButton:
        return DRAFT.shown(label, key=draft.key, action=ANYWAY, value=mark)

    again = WAITING.shown(words.publish_again, key=draft.key, action=RESUME)
    try:
        published = await as_presser(message, desk, words, user, plan, anyway, forced=forced, again=again)
    except ChangedError as error:
        await say(message, changed_text(error.by, words, alone=True))
        await go_on(message, desk, draft, words)
        return
    if published:
        await asyncio.to_thread(drop, desk, draft)
        for number in dict.fromkeys((message.message_id, draft.shown)):
            await unbutton(message, number or message.message_id)


async def _send_whole(message: Message, desk: Desk, draft: Draft, words: Wording) -> None:
    """Send all that a draft changes, or all of its clauses, as a file to read."""
    try:
        plan = await asyncio.to_thread(plan_of, desk, draft)
        text = await desk.publisher.comparison(plan)
    except TanyaPasalError as error:
        await say(message, words.publishing_failed(reason=told(error, words)))
        return
    await message.get_bot().send_document(message.chat.id, text.encode(), filename=f"{plan.what[:60]}.txt")


async def go_on(message: Message, desk: Desk, draft: Draft, words: Wording) -> None:
    """Ask for what is missing next; show the preview once nothing is."""
    held = await asyncio.to_thread(entries, desk)
    if lacking := draft.lacking(held):
        await ask(message, desk, draft, lacking[0], words, held, int(draft.who))
        return
    try:
        plan = await asyncio.to_thread(plan_of, desk, draft)
        work = desk.jobs.begin(int(draft.who), _previewed(desk, draft, plan, words), freely=True)
        async with under_way(desk, draft):
            text = await with_progress(message, words.previewing, work)
    except asyncio.CancelledError:
        if is_stopping():
            raise
        await asyncio.to_thread(drop, desk, draft)
        return
    except BusyError as error:
        await show_busy(message, desk, draft, busy_text(error, words), words)
        return
    except TanyaPasalError as error:
        await say(message, words.publishing_failed(reason=told(error, words)))
        return
    whole = words.draft_changes if plan.action == "replace" else words.draft_clauses
    shown = replace(draft, since=state_mark(plan.before, plan.what))
    await show_preview(message, desk, shown, text, words, whole)


async def _previewed(desk: Desk, draft: Draft, plan: Plan, words: Wording) -> str:
    """The preview of a draft."""
    publisher = desk.publisher
    store = await publisher.prepare(plan, draft.who)
    new, compared, replaces = await publisher.compare(plan)
    effect = await publisher.effect(store)
    return preview_text(draft, new, compared, effect, words, replaces=replaces, margin=publisher.margin)


async def _set(message: Message, desk: Desk, draft: Draft, field: str, value: str, words: Wording) -> None:
    """Take a value for a draft, and go on."""
    if field not in TOLD or (field in NEEDED and not value):
        await say(message, words.view_gone)
        return
    changed = draft.telling({field: value})
    await asyncio.to_thread(desk.drafts.put, changed)
    if changed.entry("").id != draft.entry("").id:  # its file has the id in its name
        await asyncio.to_thread(unkeep, desk, draft)
    await go_on(message, desk, changed, words)
