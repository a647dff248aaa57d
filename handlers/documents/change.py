"""A change to documents that are there, or back to a former state: what it would do is shown, a button does it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from telegram import InlineKeyboardButton

from corpus.errors import TanyaPasalError
from corpus.manifest import Status
from handlers.admin import with_progress
from handlers.buttons import CHANGE, FORMER, FORMERS
from handlers.chat.context import Desk
from handlers.chat.reply import Part, page_of, plain_part
from handlers.chat.talk import Press, Said, Talk, refusal_told, refused, told
from handlers.documents.telling import change_counted, changed_text, effect_text, line_of, named, published_text
from handlers.prompts import Prompt, leave
from handlers.wording import Wording
from index.publishing.decisions import shelf, state_mark
from index.publishing.library import Library, Plan
from index.publishing.publisher import BusyError, ChangedError, WorseError, concerned
from index.views.view import zone_name

DO, ANYWAY, LEFT = "d", "x", "l"
RETIRE, RESTORE, YES, NO, BACK = "retire", "restore", "yes", "no", "rollback"
NAMED = 12  # documents that are named of each kind
WORSE = 30  # questions that get worse, that are named

Confirm = Callable[..., InlineKeyboardButton]  # a button of that label; its `value` is the mark of what it publishes
SHOWN = 8  # states of a page
FIRST = 6  # documents of the first state that are named

log = logging.getLogger(__name__)


def wanted(library: Library, who: str, action: str, what: str, by: str = "") -> Plan:
    """What it comes to if that is done to a document, which is replaced `by` another, or if a state is gone back to.

    Raises StoreError for a document or a state that there isn't.
    """
    if way := {RETIRE: library.retiring, RESTORE: library.restoring}.get(action):
        return way(what)
    if action == BACK:
        return library.going_back(int(what))
    today = datetime.now(UTC).astimezone().date().isoformat()
    status = Status(in_force="yes" if action == YES else "no", checked_by=who, checked_on=today, replaced_by=by)
    return library.marking(what, status)


async def propose(talk: Talk, action: str, what: str, by: str = "") -> None:
    """Show what a change would do to the documents and to the questions, with a button that does it."""
    desk, words, who = talk.desk, talk.words, str(talk.user)
    async with refusal_told(talk):
        plan = await asyncio.to_thread(wanted, desk.publisher.library, who, action, what, by)
        if plan.kept == plan.before:
            await talk.say(words.change_none)
            return
        text = await with_progress(talk, words.previewing, _told(desk, plan, who, words))
        # ids and numbers have no colon
        carried = f"{state_mark(plan.before, concerned(plan))}:{action}:{what}:{by}"
        sure = CHANGE.shown(words.sure[plan.action], action=DO, key=await asyncio.to_thread(talk.shorten, carried))
        await talk.send(plain_part(text, [[sure], [leaving(words)]]))


async def change_button(press: Press) -> str | None:
    """Make the change that a button names, shown anew where its document has changed since; or leave it."""
    desk, key = press.desk, press.given["key"]
    if press.given["action"] == LEFT:
        return await leave(press, Prompt.REPLACED)
    if not (carried := await asyncio.to_thread(desk.lengthen, key)):
        return press.words.view_gone
    await press.answer()
    since, done, what, by = carried.split(":", 3)
    plan = partial(wanted, desk.publisher.library, str(press.user), done, what, by)
    anyway = partial(CHANGE.shown, action=ANYWAY, key=key)
    try:
        if await as_presser(press, plan, anyway, since=since, forced=press.given["value"]):
            await press.unbutton()
    except ChangedError as error:
        await press.unbutton()
        await press.say(changed_text(error.by, press.words))
        await propose(press, done, what, by)
    return None


async def _told(desk: Desk, plan: Plan, who: str, words: Wording) -> str:
    """What a plan would do, in words."""
    publisher = desk.publisher
    former = publisher.live.engine.knowledge.store
    store = await publisher.prepare(plan, who)
    effect = await publisher.effect(store)
    change = change_counted(plan, store, former, words)
    worse = words.preview_worse(count=len(effect.over(publisher.margin)), margin=publisher.margin)
    lines = [
        words.proposal(change=change, before=former.count(), after=store.count()),
        *(_differing(publisher.library, plan, words) if plan.action == BACK else ()),
        *([worse] if effect.over(publisher.margin) else ()),
        "",
        effect_text(effect, words),
    ]
    return "\n".join(lines)[:4000]


def _differing(library: Library, plan: Plan, words: Wording) -> list[str]:
    """Which documents go, come back, and change by a plan that may change all."""
    old, new = (
        {row.entry.id: row for row in shelf(library.documents, library.data, kept)} for kept in (plan.before, plan.kept)
    )
    kinds = (
        (words.proposal_gone, [old[name].entry for name in old if name not in new]),
        (words.proposal_back, [new[name].entry for name in new if name not in old]),
        (words.proposal_other, [new[name].entry for name in new if name in old and new[name] != old[name]]),
    )
    return [told(count=len(rows), documents=named(rows, NAMED, words)) for told, rows in kinds if rows]


async def as_presser(
    talk: Talk, plan: Callable[[], Plan], anyway: Confirm, *,
    since: str | None = None, forced: str = "", again: InlineKeyboardButton | None = None,
) -> bool:  # fmt: skip
    """Publish what a person wants, and say what came of it; whether it was published.

    Where questions would get worse, `forced` is the mark of the change that is published though, and `anyway` gives the
    button that does so. `again` is the one to try again where somebody else publishes. Raises ChangedError where the
    plan's document has changed `since` that mark.
    """
    words, publisher = talk.words, talk.desk.publisher
    former = publisher.live.engine.knowledge.store
    try:
        made = await asyncio.to_thread(plan)
        if since is not None:
            await asyncio.to_thread(publisher.unchanged, made, since)
        store = await with_progress(talk, words.publishing, publisher.publish(made, str(talk.user), forced))
    except ChangedError:
        raise
    except BusyError as error:
        part = plain_part(refused(error, words), [[again]] if again else ())
    except WorseError as error:
        part = _too_much_worse(error, words, anyway)
    except TanyaPasalError as error:
        log.warning("a change isn't answered from: %s", type(error).__name__)
        part = plain_part(refused(error, words))
    else:
        await talk.send(plain_part(published_text(made, store, former, words)))
        return True
    await talk.send(part)
    return False


def _too_much_worse(error: WorseError, words: Wording, anyway: Confirm) -> Part:
    """Which questions would get worse, or why nobody knows, with a button that publishes nevertheless."""
    if error.unread is not None:
        text, label = words.publishing_untested(reason=told(error.unread, words)), words.publish_untested
    else:
        count = len(error.lost)
        names = [f"• {question[:100]}" for question in error.lost[:WORSE]]
        names += [words.more(count=count - WORSE)] if count > WORSE else []
        questions, label = "\n".join(names), words.publish_anyway(count=count)
        text = words.publishing_worse(count=count, asked=error.asked, margin=error.margin, questions=questions)
    return plain_part(text, [[anyway(label, value=error.mark)], [leaving(words)]])


def leaving(words: Wording) -> InlineKeyboardButton:
    """The button by which nothing comes of a change."""
    return CHANGE.shown(words.draft_cancel, action=LEFT)


async def rollback(said: Said) -> None:
    """Show the former states of the documents, a button each."""
    async with refusal_told(said):
        await said.send(await asyncio.to_thread(states_page, said, "1"))


async def rollback_button(press: Press) -> None:
    """Show what going back to the state that a button names would do."""
    await press.answer()
    await propose(press, BACK, str(int(press.given["number"])))


def states_page(talk: Talk, number: str) -> Part:
    """A page of the states that there were, the last one first, a button to each but the present one."""
    words, library = talk.words, talk.desk.publisher.library
    if not (past := library.history()):
        return plain_part(words.rollback_none)
    first = [row.entry for row in shelf(library.documents, library.data, ())]
    states = {row.number: line_of(row, words) for row in reversed(past)}
    states[0] = words.rollback_first(documents=named(first, FIRST, words))
    rows, turning = page_of(list(states), number, lambda state: states[state], FORMERS, SHOWN)
    labels = {state: words.rollback_to(number=state) if state else words.rollback_all for _, state, _ in rows}
    buttons = [[FORMER.shown(label, number=state)] for state, label in labels.items() if state != past[-1].number]
    text = words.rollback(states="\n".join(line for *_, line in rows), zone=zone_name())
    return plain_part(text, [*buttons, *turning])
