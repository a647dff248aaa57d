"""The program that runs: the application assembled, connected, polled and stopped."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Coroutine
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.config import Settings
from bot.health import Health
from bot.logs import set_up_logs
from bot.serving.delivery import PatientLimiter, Polling, PollingRequest, persist
from bot.serving.routes import ALLOWED_UPDATES, App, register, set_menu
from bot.serving.updates import PerChatProcessor
from bot.serving.webhook import Webhook
from handlers.chat.admission import Access, Rates
from handlers.chat.context import Context, Desk, kept
from handlers.chat.memory import Memory
from handlers.documents.resume import sweep, tell_interrupted
from handlers.rendering.picture import Pictures
from handlers.rendering.text import plain
from index.engine import AnsweringEngine, Live
from index.office.chats import Meetings, Pending, Preferences
from index.office.drafts import Drafts
from index.office.office import Office
from index.office.questions import Questions
from index.publishing.library import Library
from index.publishing.publisher import Publisher

INLINE_FACTOR = 10  # each letter that is typed asks anew
GRACE = 5.0  # seconds that the stop leaves for what has begun
PURGE_EVERY = 3600.0  # seconds
STEP = 1.5  # seconds that any other step of the stop may take

Source = Polling | Webhook  # where updates come from

log = logging.getLogger(__name__)


def run(settings: Settings, engine: AnsweringEngine, *, webhook: bool = False, health: Health | None = None) -> int:
    """Answer on Telegram until SIGTERM or SIGINT; gives the exit code: 0 after a stop, 1 for a bad token.

    Updates come by polling or else by webhook, for which ConfigError is raised where the port can't be opened.
    """
    set_up_logs()
    if settings.token is None:
        (health or Health(settings.data)).become("stopping")
        return _no_token("no bot token is set")
    return asyncio.run(_run(settings, engine, webhook, health or Health(settings.data)))


def assemble(settings: Settings, engine: AnsweringEngine, source: Source, updates: PerChatProcessor) -> App:
    """The application, its handlers registered. No `Defaults`: with any, the library sends "" as "[]"."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's way out of a deprecation warning at each 429
    desk = _desk(settings, engine)
    of_desk: type[Context] = type("DeskContext", (Context,), {"desk": desk})
    application = (
        ApplicationBuilder()
        .token(settings.token or "")
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .get_updates_request(source.request or PollingRequest())
        .rate_limiter(PatientLimiter())
        .concurrent_updates(updates)
        .context_types(ContextTypes(context=of_desk))
        .job_queue(None)
        .build()
    )
    register(application, desk)
    return application


def _desk(settings: Settings, engine: AnsweringEngine) -> Desk:
    """What the handlers share; documents come and go where the engine is the real one."""
    office = Office(settings.data)
    questions, memory = Questions(office, settings.retention_days), Memory()
    library, live, margin = Library(settings.data, settings.documents, office), Live(engine), settings.margin_percent
    publisher = Publisher(library, live, settings.home_office, questions, plain, settings.questions, margin)
    publisher.swapped.append(lambda _: memory.answers.drop(lambda _: True))
    return Desk(
        publisher=publisher,
        drafts=Drafts(office),
        pending=Pending(office),
        memory=memory,
        access=Access(admins=settings.admins, users=settings.allow_users, groups=settings.allow_groups),
        pictures=Pictures(settings.data / "pictures"),
        office=office,
        meetings=Meetings(office),
        questions=questions,
        preferences=Preferences(office),
        rates=Rates(settings.questions_a_minute),
        menuless=set(settings.admins),
        inline_rates=Rates(INLINE_FACTOR * settings.questions_a_minute),
    )


async def _run(settings: Settings, engine: AnsweringEngine, webhook: bool, health: Health) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return await serve(settings, engine, stop, health, webhook=webhook)


async def serve(
    settings: Settings, engine: AnsweringEngine, stop: asyncio.Event, health: Health, *, webhook: bool = False
) -> int:
    """Answer until `stop` is set, then finish what has begun; gives the exit code and raises as `run` does."""
    source: Source = Webhook(settings) if webhook else Polling()
    updates = PerChatProcessor()
    application = assemble(settings, engine, source, updates)
    desk = application.context_types.context.desk
    desk.publisher.swapped.append(health.answers_from)
    works = (health.keep(updates), desk.publisher.watch(), desk.ledger.work(), _purging(desk))
    beside = [asyncio.create_task(work) for work in works]
    try:
        if await _unless(stop, _connect(application, source, health)):
            await _unless(stop, source.lost())
    except InvalidToken:
        return _no_token("Telegram rejected the bot token")
    finally:
        health.become("stopping")
        await _close(application, source, updates)
        await _in_time(desk.ledger.finish(STEP))
        for task in beside:
            task.cancel()
        desk.office.close()
    log.info("stopped")
    return 0


async def _purging(desk: Desk) -> None:
    """For ever: drop what is kept no longer than for a time."""
    while True:
        for purge in (desk.questions.purge, desk.meetings.purge, lambda: sweep(desk)):
            await asyncio.to_thread(kept, purge, None)
        await asyncio.sleep(PURGE_EVERY)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Whether the work was done before `stop` was set, which cancels it; raises what the work raises."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finished = working.done()
    for task in (working, stopping):
        task.cancel()
    await asyncio.gather(working, stopping, return_exceptions=True)
    if finished:
        working.result()
    return finished


async def _connect(application: App, source: Source, health: Health) -> None:
    """Reach Telegram, however long that takes, and begin to answer."""
    await persist(application.initialize, "Telegram can't be reached")
    who = application.bot.bot  # as getMe told
    log.info("answering as @%s (%s), id %d", who.username, " ".join(who.first_name.split()), who.id)
    await source.open(application, ALLOWED_UPDATES)
    await application.start()
    health.become("ready")
    log.info("ready, answering")
    desk = application.context_types.context.desk
    await tell_interrupted(application.bot, desk)
    await set_menu(application.bot, desk.menuless)


async def _close(application: App, source: Source, updates: PerChatProcessor) -> None:
    """Stop listening, finish what has begun, drop what hasn't, let go of all connections."""
    await asyncio.gather(_in_time(source.close()), updates.finish(GRACE))
    if application.running:
        await _in_time(application.stop())
    await _in_time(application.shutdown())
    await _in_time(application.bot.shutdown())  # the application forgets its connections if it never got ready


async def _in_time(step: Coroutine[Any, Any, object]) -> None:
    """Do a step of the stop; that one fails or takes too long keeps no other from being done."""
    task = asyncio.create_task(step)
    for _ in range(2):
        await asyncio.wait({task}, timeout=STEP)
        if task.done():
            break
        task.cancel()  # the library may still say good-bye then
    error = task.exception() if task.done() and not task.cancelled() else None
    if error is not None and not isinstance(error, TelegramError):  # a revoked token may no longer say good-bye
        log.warning("a step of the stop failed: %s", type(error).__name__)


def _no_token(fault: str) -> int:
    mend = "set TANYAPASAL_TOKEN (or `token:` in the file) to the one from @BotFather"
    print(f"tanyapasal: {fault}: {mend}", file=sys.stderr)
    return 1
