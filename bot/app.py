"""The program that runs: the application assembled, connected, polled and stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Coroutine
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.config import Settings
from bot.delivery import PatientLimiter, PollingRequest, seconds
from bot.logs import set_up_logs
from bot.menu import set_menu
from bot.updates import PerChatProcessor
from handlers.access import Access
from handlers.answer_buttons import answer_button
from handlers.answer_keyboard import BEGINS as ANSWER
from handlers.ask import ask, ask_again
from handlers.buttons import SHORT
from handlers.chart import BUTTON, FILE_BUTTON, chart_button, show_chart
from handlers.chart import COMMANDS as CHART_COMMANDS
from handlers.context import Answerer, Context, Desk, context_for
from handlers.errors import on_error
from handlers.inline import inline
from handlers.minutes import COMMANDS as MEETING_COMMANDS
from handlers.minutes import meeting
from handlers.picture import Pictures
from handlers.privacy import BEGINS as FORGET
from handlers.privacy import FORGET_COMMANDS, PRIVACY_COMMANDS, forget, forget_button, privacy
from handlers.rate import Rates
from handlers.settings import BEGINS as SETTINGS
from handlers.settings import COMMANDS as SETTINGS_COMMANDS
from handlers.settings import settings as show_settings
from handlers.settings import settings_button
from handlers.start import explain, gate, start, unknown_command, unreadable
from handlers.status import COMMAND as STATUS
from handlers.status import status
from handlers.views import commands, send_file, show, turn, unknown_button
from index.asked import Questions
from index.office import Office
from index.preferences import Preferences

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
INLINE_FACTOR = 10  # each letter that is typed asks anew
LONGEST_PAUSE = 30.0  # seconds between two tries to reach Telegram
GRACE = 5.0  # seconds that the stop leaves for what has begun
STEP = 1.5  # seconds that any other step of the stop may take

_Data = dict[Any, Any]
App = Application[ExtBot[int], Context, _Data, _Data, _Data, None]

log = logging.getLogger(__name__)


def run(settings: Settings, engine: Answerer) -> int:
    """Answer on Telegram until SIGTERM or SIGINT; gives the exit code: 0 after a stop, 1 for a bad token."""
    set_up_logs()
    if settings.token is None:
        return _no_token("no bot token is set")
    return asyncio.run(_run(settings, engine))


def assemble(settings: Settings, engine: Answerer, polling: PollingRequest | None = None) -> App:
    """The application, its handlers registered. No `Defaults`: with any, the library sends "" as "[]"."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's way out of a deprecation warning at each 429
    application = (
        ApplicationBuilder()
        .token(settings.token or "")
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .get_updates_request(polling or PollingRequest())
        .rate_limiter(PatientLimiter())
        .concurrent_updates(PerChatProcessor())
        .context_types(ContextTypes(context=context_for(_desk(settings, engine))))
        .job_queue(None)
        .build()
    )
    _register(application, settings)
    return application


def _desk(settings: Settings, engine: Answerer) -> Desk:
    access = Access(admins=settings.admins, users=settings.allow_users, groups=settings.allow_groups)
    pictures = Pictures(settings.data / "pictures")
    office = Office(settings.data)
    return Desk(
        engine=engine,
        access=access,
        documents=settings.documents,
        pictures=pictures,
        office=office,
        questions=Questions(office, settings.retention_days),
        preferences=Preferences(office),
        rates=Rates(settings.questions_a_minute),
        inline_rates=Rates(INLINE_FACTOR * settings.questions_a_minute),
    )


def _register(application: App, settings: Settings) -> None:
    """All handlers. Order matters: in a group of handlers the first that matches takes the update."""
    new = filters.UpdateType.MESSAGE
    application.add_handler(TypeHandler(Update, gate), group=-1)  # before all others: it stops what may not pass
    application.add_handler(CommandHandler("start", start, new))
    application.add_handler(CommandHandler(["bantuan", "help"], explain, new))
    application.add_handler(CommandHandler(commands(), show, new))
    application.add_handler(CommandHandler(list(CHART_COMMANDS.values()), show_chart, new))
    application.add_handler(CommandHandler(list(MEETING_COMMANDS.values()), meeting, new))
    application.add_handler(CommandHandler(list(SETTINGS_COMMANDS.values()), show_settings, new))
    application.add_handler(CommandHandler(list(PRIVACY_COMMANDS.values()), privacy, new))
    application.add_handler(CommandHandler(list(FORGET_COMMANDS.values()), forget, new))
    application.add_handler(CommandHandler(STATUS, status, new & filters.User(settings.admins)))
    application.add_handler(MessageHandler(new & filters.COMMAND, unknown_command))  # after the known commands
    application.add_handler(MessageHandler(new & filters.TEXT, ask))
    application.add_handler(
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT & ~filters.COMMAND, ask_again)
    )
    application.add_handler(MessageHandler(new & ~filters.StatusUpdate.ALL, unreadable))  # last: whatever is left
    application.add_handler(CallbackQueryHandler(answer_button, f"^{ANSWER}"))
    application.add_handler(CallbackQueryHandler(turn, f"^(v|{SHORT})"))
    application.add_handler(CallbackQueryHandler(settings_button, f"^{SETTINGS}"))
    application.add_handler(CallbackQueryHandler(forget_button, f"^{FORGET}"))
    application.add_handler(CallbackQueryHandler(send_file, "^f:"))
    application.add_handler(CallbackQueryHandler(chart_button, f"^({BUTTON}|{FILE_BUTTON})"))
    application.add_handler(CallbackQueryHandler(unknown_button))  # last: a button of a former version
    application.add_handler(InlineQueryHandler(inline))
    application.add_error_handler(on_error)


async def _run(settings: Settings, engine: Answerer) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers; there Ctrl-C just ends it
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
    return await serve(settings, engine, stop)


async def serve(settings: Settings, engine: Answerer, stop: asyncio.Event) -> int:
    """Answer until `stop` is set, then finish what has begun; gives the exit code as `run` does."""
    polling = PollingRequest()
    application = assemble(settings, engine, polling)
    try:
        if await _unless(stop, _connect(application)):
            await _unless(stop, polling.rejected.wait())
        rejected = polling.rejected.is_set()
    except InvalidToken:
        rejected = True
    finally:
        await _close(application)
    if rejected:
        return _no_token("Telegram rejected the bot token")
    log.info("stopped")
    return 0


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


async def _connect(application: App) -> None:
    """Reach Telegram, however long that takes, and begin to answer."""
    await _initialize(application)
    assert application.updater is not None  # noqa: S101 (the builder made one)
    await application.updater.start_polling(
        bootstrap_retries=-1, allowed_updates=ALLOWED_UPDATES, error_callback=_on_polling_error
    )
    await application.start()
    log.info("ready, answering")
    await set_menu(application.bot, application.context_types.context.desk.access.admins)


async def _initialize(application: App) -> None:
    pause = 0.5
    while True:
        try:
            return await application.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            pause = min(1.5 * pause, LONGEST_PAUSE)
            wait = pause if not isinstance(error, RetryAfter) else max(pause, seconds(error))
            log.warning("Telegram can't be reached (%s), trying again in %.1f s", type(error).__name__, wait)
            await asyncio.sleep(wait)


def _on_polling_error(error: TelegramError) -> None:
    # "Conflict": a second bot with this token
    log.warning("no updates from Telegram (%s), trying again", type(error).__name__)


async def _close(application: App) -> None:
    """Stop listening, finish what has begun, drop what hasn't, let go of all connections."""
    updates = application.update_processor
    assert isinstance(updates, PerChatProcessor)  # noqa: S101 (`assemble` gave it one)
    listening = application.updater if application.updater is not None and application.updater.running else None
    await asyncio.gather(_in_time(listening.stop()) if listening else asyncio.sleep(0), updates.finish(GRACE))
    if application.running:
        await _in_time(application.stop())
    await _in_time(application.shutdown())
    application.context_types.context.desk.office.close()
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
    print(f"{fault}: set TANYAPASAL_TOKEN (or `token:` in the file) to the one from @BotFather", file=sys.stderr)
    return 1
