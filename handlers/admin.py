"""What admins do by command: index anew, take back, see how the bot is used, make a backup.

What an admin was asked to write and hasn't yet: told again after what they do in between.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TypeVar

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import NetworkError, TelegramError

from corpus.errors import TanyaPasalError
from handlers.buttons import HOST
from handlers.chat.context import Context, Desk, kept, let_go, place, sender
from handlers.chat.failures import busy_text, told
from handlers.chat.reply import Part, cut, plain_part, replace, say, send, too_large, unbutton
from handlers.documents.telling import published_text
from handlers.looking.view_chat import answer_query
from handlers.wording import Wording, wording
from index.office.chats import Wanted
from index.publishing.backup import SENT, backup
from index.publishing.decisions import decided
from index.publishing.library import Plan
from index.publishing.pointer import UnpointedError
from index.publishing.publisher import BusyError, ChangedError, WorseError
from index.views.view import day, zone_name

REINDEX = {"id": "reindeks", "en": "reindex"}
ROLLBACK = "rollback"
STATISTICS = {"id": "statistik", "en": "statistics"}
BACKUP = {"id": "cadangan", "en": "backup"}
DECIDES = "c:"  # how the data of a button begins that makes a change, or leaves it
LEAVES = f"{DECIDES}l"
FORMER = "r:"  # how that of a button to a former state of the documents begins
CITED = 200  # characters of a citation
ANYWAY = f"{FORMER}x"  # how that of the button begins that reads the documents anew though questions get worse
NAMED = 30  # questions that get worse, that are named
DAYS = 7
TOPICS = 5
ENDING = 3.0  # seconds that what is stopped is given to end
EVERY = 1.0  # seconds, at least, between two edits of a message that shows progress: Telegram takes no more

T = TypeVar("T")

log = logging.getLogger(__name__)


def admin_items(language: str) -> list[tuple[str, str]]:
    """The admins' commands of a language, each with what it does."""
    words = wording(language)
    return [
        (REINDEX[language], words.reindex_menu),
        (ROLLBACK, words.rollback_menu),
        (STATISTICS[language], words.statistics_menu),
        (BACKUP[language], words.backup_menu),
    ]


async def for_admin(update: Update, context: Context, *, anywhere: bool = False) -> bool:
    """Whether an admin asks, and where nobody else reads along unless `anywhere`: what people asked, and who did what,
    is for no group. Who may not is told so; of who is no admin the audit has a row.
    """
    user, message = update.effective_user, update.message
    desk = context.desk
    if user is not None and user.id in desk.access.admins:
        return anywhere or await _is_alone(update, context)
    what = (message.text or message.caption or "?").split()[0][:40] if message is not None else "button"
    await asyncio.to_thread(kept, lambda: desk.office.refused(str(user.id if user else 0), what), None)
    log.info("somebody who is no admin tried what admins do")
    if message is not None:
        await say(message, _not_for(message, desk.words(message)))
    elif update.callback_query is not None:
        await answer_query(update.callback_query, desk.words_for(update.callback_query).admins_only)
    return False


def _not_for(message: Message, words: Wording) -> str:
    """What is said to who is no admin; in private with their own id, by which an operator makes an admin of them."""
    if message.from_user is None or message.chat.type != Chat.PRIVATE:
        return words.admins_only
    return f"{words.admins_only} {words.own_id(id=message.from_user.id)}"


async def _is_alone(update: Update, context: Context) -> bool:
    """Whether an admin is alone with the bot; in a group they are told to come, with a button that leads there."""
    message, query, desk = update.message, update.callback_query, context.desk
    if update.effective_chat is None or update.effective_chat.type == Chat.PRIVATE:
        return True
    if query is not None:
        await answer_query(query, desk.words_for(query).private_only)
    elif message is not None:
        words = desk.words(message)
        button = InlineKeyboardButton(words.private_open, url=f"{HOST}/{context.bot.username}")
        await send(message, [plain_part(words.private_only, InlineKeyboardMarkup([[button]]))])
    return False


async def with_progress(message: Message, text: str, work: Awaitable[T], far: Callable[[], str] = str) -> T:
    """What the work gives; meanwhile the chat shows how far it is, or else how many seconds it has taken so far.

    What takes longer than the first of them lets the chat's next message begin.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=EVERY)
        return task.result() if done else await _watched(message, text, task, far)
    finally:
        if not task.done():  # this is stopped
            task.cancel()
            await asyncio.wait({task}, timeout=ENDING)


async def _watched(message: Message, text: str, task: asyncio.Future[T], far: Callable[[], str]) -> T:
    let_go()
    began, done = time.monotonic(), set[asyncio.Future[T]]()
    (shown,) = await send(message, [plain_part(line := far() or text)])
    while not done:
        done, _ = await asyncio.wait({task}, timeout=EVERY)
        before, line = line, far() or f"{text} {time.monotonic() - began:.0f} s"
        if line != before and not done:
            with suppress(TelegramError):
                await replace(message, [shown], [plain_part(line)])
    with suppress(TelegramError):
        await message.get_bot().delete_message(message.chat.id, shown)
    return task.result()


async def reindex(update: Update, context: Context) -> None:
    """Read the documents anew, and answer from what they are now."""
    if update.message is None or not await for_admin(update, context):
        return
    await _read_anew(update.message, context.desk, context.desk.words(update.message), sender(update.message))


async def _read_anew(message: Message, desk: Desk, words: Wording, user: int, forced: str = "") -> bool:
    def plan() -> Plan:
        before = decided(desk.publisher.library.data)
        return Plan(action="reindex", what="all", before=before, kept=before)

    return await as_presser(message, desk, words, user, plan, forced=forced, anyway=ANYWAY)


async def reindex_button(update: Update, context: Context) -> None:
    """Read the documents anew though questions get worse, as a button says."""
    query = update.callback_query
    if query is None or not await for_admin(update, context):
        return
    await answer_query(query, "")
    if not isinstance(query.message, Message):
        return
    desk, words, forced = context.desk, context.desk.words_for(query), (query.data or "").removeprefix(ANYWAY)
    if await _read_anew(query.message, desk, words, query.from_user.id, forced):
        await unbutton(query.message, query.message.message_id)


async def as_presser(
    message: Message, desk: Desk, words: Wording, user: int, plan: Callable[[], Plan],
    *, forced: str = "", anyway: str = "", again: str = "",
) -> bool:  # fmt: skip
    """Publish what a person wants, and say what came of it; whether it was published.

    Where questions would get worse, `forced` is the mark of the change that is published though, and `anyway` the
    beginning of the data of the button that does so. `again` is that of the button to try again where somebody else
    publishes. Raises what `plan` does where that is ChangedError.
    """
    former = desk.publisher.live.knowledge.store
    try:
        wanted = await asyncio.to_thread(plan)
        store = await with_progress(message, words.publishing, desk.publisher.publish(wanted, str(user), forced))
    except ChangedError:
        raise
    except BusyError as error:
        retry = [[InlineKeyboardButton(words.publish_again, callback_data=again)]] if again else None
        part = plain_part(busy_text(error, words), InlineKeyboardMarkup(retry) if retry else None)
    except WorseError as error:
        part = _too_much_worse(error, words, anyway)
    except TanyaPasalError as error:
        log.warning("a change isn't answered from: %s", type(error).__name__)
        said = words.publishing_later if isinstance(error, UnpointedError) else words.publishing_failed
        part = plain_part(said(reason=told(error, words)))
    else:
        await send(message, [plain_part(published_text(wanted, store, former, words))])
        return True
    await send(message, [part])
    return False


def _too_much_worse(error: WorseError, words: Wording, anyway: str) -> Part:
    """Which questions would get worse, or why nobody knows, with a button that publishes nevertheless."""
    if error.unread is not None:
        text, label = words.publishing_untested(reason=told(error.unread, words)), words.publish_untested
        return _confirmed(text, label, f"{anyway}{error.mark}", words)
    names = [f"• {question[:100]}" for question in error.lost[:NAMED]]
    names += [words.more(count=len(error.lost) - NAMED)] if len(error.lost) > NAMED else []
    text = words.publishing_worse(
        count=len(error.lost), asked=error.asked, margin=error.margin, questions="\n".join(names)
    )
    return _confirmed(text, words.publish_anyway(count=len(error.lost)), f"{anyway}{error.mark}", words)


def _confirmed(text: str, label: str, data: str, words: Wording) -> Part:
    """What is published only when it is confirmed once more, with the buttons to do so and to leave it."""
    buttons = [
        [InlineKeyboardButton(way, callback_data=to)] for way, to in ((label, data), (words.draft_cancel, LEAVES))
    ]
    return plain_part(text, InlineKeyboardMarkup(buttons))


async def statistics(update: Update, context: Context) -> None:
    """Say how much is asked, how much of it is answered, how fast, about what."""
    if update.message is None or not await for_admin(update, context, anywhere=True):
        return
    words = context.desk.words(update.message)
    await context.desk.ledger.finish()
    await say(update.message, await asyncio.to_thread(_statistics, context.desk, words))


async def make_backup(update: Update, context: Context) -> None:
    """Send the documents that admins sent, what was decided of them, the audit and the synonyms, in one file."""
    message = update.message
    if message is None or not await for_admin(update, context):
        return
    words = context.desk.words(message)
    await context.desk.ledger.finish()
    whole = (message.text or "").endswith(f" {words.backup_all}")
    content = await asyncio.to_thread(backup, context.desk.publisher.library.data, with_questions=whole)
    if len(content) > SENT or not await _sent(message, content, words):
        command = f"tanyapasal backup{' --questions' if whole else ''} cadangan.zip"
        await say(message, words.backup_large(size=-(-len(content) // 2**20), command=command))


async def _sent(message: Message, content: bytes, words: Wording) -> bool:
    """Send a backup; False where Telegram finds it too large."""
    try:
        await message.get_bot().send_document(
            message.chat.id,
            content,
            filename=f"tanyapasal-{datetime.now(UTC):%Y-%m-%d}.zip",
            caption=words.backup_file(word=words.backup_all),
            message_thread_id=place(message)[1],
        )
    except NetworkError as error:
        if too_large(error):
            return False
        raise
    log.info("a backup of %d bytes is sent", len(content))
    return True


def _statistics(desk: Desk, words: Wording) -> str:
    questions = desk.questions
    counts = kept(questions.counts, {"questions": 0, "up": 0, "down": 0})
    no_days: list[tuple[str, int, int]] = []
    no_topics: list[tuple[str, int]] = []
    days = kept(lambda: questions.by_day(DAYS), no_days)
    topics = kept(lambda: questions.topics(TOPICS), no_topics)
    store = desk.engine.knowledge.store
    named = [(unit.cite, times) for clause, times in topics if (unit := store.by_id(clause))]
    counted = [(day(told, words.language_code), count, answered) for told, count, answered in days]
    return words.statistics(
        zone=zone_name(),
        days="\n".join(words.statistics_day(day=d, count=n, answered=a, refused=n - a) for d, n, a in counted) or "–",
        median=kept(questions.median, 0),
        good=counts["up"],
        bad=counts["down"],
        topics="\n".join(f"{times} × {cut(cite, CITED)}" for cite, times in named) or "–",
    )


REPLACES = "replaced"  # what an admin is asked for, the document's id behind it
MEANS = "means"  # the same, the word behind it whose meaning is asked for
SHORT = 80  # characters of a name


async def awaited(desk: Desk, user: int) -> Wanted | None:
    """What a person was asked for; None for nothing."""
    return await asyncio.to_thread(kept, lambda: desk.pending.get(user), None)


async def named(desk: Desk, wanted: Wanted, words: Wording) -> str:
    """What is waited for, in words, such as "Judul untuk pergub.pdf"; "" where there is no use for it any more."""
    key, what = wanted
    field, _, name = what.partition(":")
    if field == MEANS:
        return words.waiting_meaning(word=cut(name, SHORT))
    if field == REPLACES:
        entry = await asyncio.to_thread(kept, lambda: desk.publisher.library.entry(name), None)
        return words.waiting_value(field=words.managed_replaced, name=cut(entry.short if entry else name, SHORT))
    draft = await asyncio.to_thread(kept, lambda: desk.drafts.get(key), None)
    if draft is None:
        return ""
    return words.waiting_value(field=words.fields.get(field, field), name=cut(draft.name, SHORT))


async def remind(update: Update, context: Context) -> None:
    """Tell again what is waited for, behind what a command or a question has been answered with."""
    message = update.message
    if message is None or message.from_user is None:
        return
    desk, who = context.desk, message.from_user.id
    wanted = await awaited(desk, who)
    if wanted is None:
        return
    words = desk.words(message)
    if told := await named(desk, wanted, words):
        await say(message, words.still_waiting(what=told))
    else:
        await desk.await_text(who, None)
