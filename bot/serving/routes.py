"""The menu of commands, by language and by who sees it: private chats, groups, admins.

Which handler takes which update.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers import operating
from handlers.admin import for_admin, for_admin_anywhere, turns
from handlers.asking.ask import answer_button, ask, ask_again, inline
from handlers.asking.meeting_chat import meeting
from handlers.asking.view_chat import (
    chart_button,
    chart_file_button,
    commands,
    send_file,
    show,
    show_chart,
    turn,
    turn_kept,
    unknown_button,
)
from handlers.buttons import (
    ANSWER,
    ANSWERED,
    CHANGE,
    CHART,
    CHART_FILE,
    DISMISS,
    DRAFT,
    FILE,
    FORGET,
    FORMER,
    FORMERS,
    KEPT_VIEW,
    MANAGE,
    QUESTIONS,
    REINDEX,
    SETTING,
    SYNONYM,
    SYNONYMS,
    TEACH,
    VIEW,
    WAITING,
    Button,
)  # fmt: skip
from handlers.chat.context import Context, Desk, sender
from handlers.chat.failures import on_error
from handlers.chat.reply import answer_query
from handlers.chat.talk import Press, Said, Talk
from handlers.documents.add import draft_button
from handlers.documents.change import change_button, rollback, rollback_button, states_page
from handlers.documents.manage import manage, manage_button
from handlers.documents.upload import received, received_in_group, resume_button
from handlers.personal import forget, forget_button, privacy, settings, settings_button
from handlers.prompted import IsAwaited, cancel, remind, told
from handlers.start import ADMIN, ONESELF, explain, gate, listed, moved, start, unknown_command, unreadable
from handlers.teaching import (
    answered_button,
    dismiss_button,
    questions_page,
    synonym,
    synonym_button,
    synonyms_page,
    teach_button,
    unanswered,
)
from handlers.wording import command_names, known_language, languages, wording

log = logging.getLogger(__name__)

Item = tuple[str, str]


async def set_menu(bot: ExtBot[int], menuless: set[int]) -> None:
    """Fill the menus; Indonesian for whoever has no language of their own here.

    `menuless` are the admins who are to have one of their own; left in it are those who haven't spoken to the bot yet.
    """
    try:
        for code in (None, *languages()):
            private, group = private_items(known_language(code)), group_items(known_language(code))
            await _set(bot, BotCommandScopeAllPrivateChats(), private, code)
            await _set(bot, BotCommandScopeAllGroupChats(), group, code)
        for admin in sorted(menuless):
            await _set_admin(bot, admin, menuless)
    except TelegramError as error:
        log.warning("the menu of commands isn't set (%s); all else works", type(error).__name__)


async def set_own_menu(said: Said) -> None:
    """Give an admin who speaks to the bot in private for the first time their menu: before, Telegram takes none."""
    if said.user in said.desk.menuless:
        try:
            await _set_admin(said.bot, said.user, said.desk.menuless)
        except TelegramError as error:
            log.warning("an admin's menu of commands isn't set (%s); all else works", type(error).__name__)


def group_items(language: str) -> list[Item]:
    """What a group sees: what looks up, and the settings of the group."""
    return [*listed(language), *wording(language).commands("settings", "help")]


def private_items(language: str) -> list[Item]:
    """What a person sees."""
    words = wording(language)
    return [*words.commands("start"), *listed(language), *words.commands(*ONESELF, "help")]


async def _set_admin(bot: ExtBot[int], admin: int, menuless: set[int]) -> None:
    """Fill an admin's menu, and take them from those who have none."""
    try:
        for code in (None, *languages()):
            language = known_language(code)
            await _set(
                bot, BotCommandScopeChat(admin), [*private_items(language), *wording(language).commands(*ADMIN)], code
            )
    except BadRequest:
        log.info("an admin who hasn't spoken to the bot yet gets no menu of their own until then")
    else:
        menuless.discard(admin)


async def _set(bot: ExtBot[int], scope: BotCommandScope, items: list[Item], code: str | None) -> None:
    await bot.set_my_commands([BotCommand(*item) for item in items], scope=scope, language_code=code)


_Data = dict[Any, Any]
App = Application[ExtBot[int], Context, _Data, _Data, _Data, None]

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
Takes = Callable[[Said], Awaitable[object]]
Does = Callable[[Press], Awaitable[str | None]]  # gives a notice, unless one was given
May = Callable[[Talk], Awaitable[bool]]


async def _anyone(talk: Talk) -> bool:
    return True


COMMANDS: tuple[tuple[list[str], Takes], ...] = (
    (command_names("start"), start),
    (command_names("help"), explain),
    (commands(), show),
    (command_names("chart"), show_chart),
    (command_names("meeting"), meeting),
    (command_names("settings"), settings),
    (command_names("privacy"), privacy),
    (command_names("forget"), forget),
)
ADMIN_COMMANDS: tuple[tuple[list[str], Takes, May], ...] = (
    (command_names("status"), operating.status, for_admin),
    (command_names("rollback"), rollback, for_admin),
    (command_names("reindex"), operating.reindex, for_admin),
    (command_names("statistics"), operating.statistics, for_admin_anywhere),
    (command_names("manage"), manage, for_admin),
    (command_names("backup"), operating.make_backup, for_admin),
    (command_names("unanswered"), unanswered, for_admin),
    (command_names("synonym"), synonym, for_admin),
)
BUTTONS: tuple[tuple[Button, Does], ...] = (
    (ANSWER, answer_button), (VIEW, turn), (KEPT_VIEW, turn_kept), (FILE, send_file),
    (CHART, chart_button), (CHART_FILE, chart_file_button), (SETTING, settings_button), (FORGET, forget_button),
)  # fmt: skip
ADMIN_BUTTONS: tuple[tuple[Button, Does], ...] = (
    (DRAFT, draft_button), (WAITING, resume_button), (MANAGE, manage_button), (CHANGE, change_button),
    (FORMER, rollback_button), (FORMERS, turns(states_page)), (REINDEX, operating.reindex_button),
    (SYNONYM, synonym_button), (SYNONYMS, turns(synonyms_page)), (TEACH, teach_button), (ANSWERED, answered_button),
    (QUESTIONS, turns(questions_page)), (DISMISS, dismiss_button),
)  # fmt: skip
_NEW = filters.UpdateType.MESSAGE


def register(application: App, desk: Desk) -> None:
    """All handlers. Order matters: in a group of handlers the first that matches takes the update."""
    application.add_handler(TypeHandler(Update, gate), group=-1)  # before all others: it stops what may not pass
    admins = filters.ChatType.PRIVATE & filters.User(desk.access.admins)
    in_group = filters.ChatType.GROUPS & filters.User(desk.access.admins)
    edited = filters.UpdateType.EDITED_MESSAGE & filters.TEXT & ~filters.COMMAND
    for names, work in COMMANDS:
        application.add_handler(CommandHandler(names, _takes(work), _NEW))
    application.add_handler(CommandHandler(command_names("cancel"), _takes(cancel), _NEW & admins))
    for names, work, may in ADMIN_COMMANDS:
        application.add_handler(CommandHandler(names, _takes(work, may), _NEW))
    messages: tuple[tuple[filters.BaseFilter, Takes, May], ...] = (
        (_NEW & filters.COMMAND, unknown_command, _anyone),  # after the known commands
        (_NEW & filters.StatusUpdate.MIGRATE, moved, _anyone),
        (_NEW & admins & filters.Document.ALL, received, for_admin),
        (_NEW & in_group & filters.Document.ALL, received_in_group, _anyone),
        (_NEW & admins & filters.TEXT & IsAwaited(desk), told, for_admin),
        (_NEW & filters.TEXT, ask, _anyone),
        (edited, ask_again, _anyone),
        (_NEW & ~filters.StatusUpdate.ALL, unreadable, _anyone),  # last: whatever is left
    )
    for those, work, may in messages:
        application.add_handler(MessageHandler(those, _takes(work, may)))
    application.add_handler(MessageHandler(_NEW & admins & filters.COMMAND, _takes(remind)), group=1)  # behind them
    application.add_handler(MessageHandler(_NEW & admins, _takes(set_own_menu)), group=2)
    for buttons, may in ((BUTTONS, _anyone), (ADMIN_BUTTONS, for_admin)):
        for button, press in buttons:
            application.add_handler(CallbackQueryHandler(_presses(press, button, may), button.pattern))
    application.add_handler(CallbackQueryHandler(_presses(unknown_button)))  # last: a button of a former version
    application.add_handler(InlineQueryHandler(inline))
    application.add_error_handler(on_error)


def _takes(work: Takes, may: May = _anyone) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """What does its work with a message, new or edited, where whoever wrote it may."""

    async def run(update: Update, context: Context) -> None:
        message = update.message or update.edited_message
        if message is None:
            return
        said = Said(desk=context.desk, bot=context.bot, message=message, user=sender(message))
        if await may(said):
            await work(said)

    return run


def _presses(
    work: Does, button: Button | None = None, may: May = _anyone
) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """What does its work with a press and the button's fields; however that ends, the button stops turning."""

    async def run(update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        if query.message is None:  # under a message of inline mode, which has no such buttons
            await answer_query(query, wording(query.from_user.language_code).view_gone)
            return
        given = (button.read(query.data) if button else None) or {}
        user, message = query.from_user.id, query.message
        press = Press(desk=context.desk, bot=context.bot, message=message, user=user, query=query, given=given)
        if not await may(press):
            return
        notice: str | None = ""
        try:
            notice = await work(press)
        finally:
            if notice is not None:
                await answer_query(query, notice)

    return run
