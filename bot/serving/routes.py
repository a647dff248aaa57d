"""The menu of commands, by language and by who sees it: private chats, groups, admins.

Which handler takes which update.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
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
from handlers.asking.answer_buttons import answer_button
from handlers.asking.ask import ask, ask_again, inline
from handlers.asking.chart_chat import COMMANDS as CHART_COMMANDS
from handlers.asking.chart_chat import chart_button, show_chart
from handlers.asking.meeting_chat import COMMANDS as MEETING_COMMANDS
from handlers.asking.meeting_chat import meeting
from handlers.asking.view_chat import commands, send_file, show, turn, unknown_button
from handlers.backlog import COMMANDS as UNANSWERED_COMMANDS
from handlers.backlog import answered_button, dismiss_button, teach_button, unanswered, unanswered_button
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
from handlers.chat.context import Context, Desk
from handlers.chat.failures import on_error
from handlers.documents.add import draft_button
from handlers.documents.change import change_button, rollback, rollback_button
from handlers.documents.manage import COMMANDS as MANAGE_COMMANDS
from handlers.documents.manage import manage, manage_button
from handlers.documents.upload import received, received_in_group, resume_button
from handlers.personal import COMMANDS as SETTINGS_COMMANDS
from handlers.personal import (
    FORGET_COMMANDS,
    PRIVACY_COMMANDS,
    forget,
    forget_button,
    privacy,
    settings,
    settings_button,
    settings_item,
)
from handlers.prompted import CANCEL, IsAwaited, cancel, remind, told
from handlers.start import about_oneself, admin_only, explain, gate, listed, moved, start, unknown_command, unreadable
from handlers.synonym import COMMANDS as SYNONYM_COMMANDS
from handlers.synonym import synonym, synonym_button, synonyms_button
from handlers.wording import known_language, languages, wording

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


async def set_own_menu(update: Update, context: Context) -> None:
    """Give an admin who speaks to the bot in private for the first time their menu: before, Telegram takes none."""
    who, menuless = update.effective_user, context.desk.menuless
    if who is not None and who.id in menuless:
        try:
            await _set_admin(context.bot, who.id, menuless)
        except TelegramError as error:
            log.warning("an admin's menu of commands isn't set (%s); all else works", type(error).__name__)


def group_items(language: str) -> list[Item]:
    """What a group sees: what looks up, and the settings of the group."""
    return [*listed(language), settings_item(language), help_item(language)]


def private_items(language: str) -> list[Item]:
    """What a person sees."""
    words = wording(language)
    own = [*about_oneself(language), help_item(language)]
    return [("start", words.command_start), *listed(language), *own]


def help_item(language: str) -> Item:
    """The command that says how to ask."""
    return ("help" if language == "en" else "bantuan"), wording(language).command_help


async def _set_admin(bot: ExtBot[int], admin: int, menuless: set[int]) -> None:
    """Fill an admin's menu, and take them from those who have none."""
    try:
        for code in (None, *languages()):
            language = known_language(code)
            await _set(bot, BotCommandScopeChat(admin), [*private_items(language), *admin_only(language)], code)
    except BadRequest:
        log.info("an admin who hasn't spoken to the bot yet gets no menu of their own until then")
    else:
        menuless.discard(admin)


async def _set(bot: ExtBot[int], scope: BotCommandScope, items: list[Item], code: str | None) -> None:
    await bot.set_my_commands([BotCommand(*item) for item in items], scope=scope, language_code=code)


_Data = dict[Any, Any]
App = Application[ExtBot[int], Context, _Data, _Data, _Data, None]

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
ADMIN_COMMANDS = (
    ({operating.STATUS}, operating.status),
    ({operating.ROLLBACK}, rollback),
    (set(operating.REINDEX.values()), operating.reindex),
    (set(operating.STATISTICS.values()), operating.statistics),
    (set(MANAGE_COMMANDS.values()), manage),
    (set(operating.BACKUP.values()), operating.make_backup),
    (set(UNANSWERED_COMMANDS.values()), unanswered),
    (set(SYNONYM_COMMANDS.values()), synonym),
)
Press = Callable[[Update, Context], Coroutine[Any, Any, None]]
BUTTONS: tuple[tuple[Button, Press], ...] = (
    (ANSWER, answer_button), (VIEW, turn), (KEPT_VIEW, turn), (FILE, send_file),
    (CHART, chart_button), (CHART_FILE, chart_button),
    (SETTING, settings_button), (FORGET, forget_button),
    (DRAFT, draft_button), (WAITING, resume_button), (MANAGE, manage_button), (CHANGE, change_button),
    (FORMER, rollback_button), (FORMERS, rollback_button), (REINDEX, operating.reindex_button),
    (SYNONYM, synonym_button), (SYNONYMS, synonyms_button), (TEACH, teach_button), (ANSWERED, answered_button),
    (QUESTIONS, unanswered_button), (DISMISS, dismiss_button),
)  # fmt: skip
_NEW = filters.UpdateType.MESSAGE


def register(application: App, desk: Desk) -> None:
    """All handlers. Order matters: in a group of handlers the first that matches takes the update."""
    application.add_handler(TypeHandler(Update, gate), group=-1)  # before all others: it stops what may not pass
    _commands(application, desk)
    application.add_handler(MessageHandler(_NEW & filters.StatusUpdate.MIGRATE, moved))
    admins = filters.ChatType.PRIVATE & filters.User(desk.access.admins)
    application.add_handler(MessageHandler(_NEW & admins & filters.Document.ALL, received))
    in_group = filters.ChatType.GROUPS & filters.User(desk.access.admins)
    application.add_handler(MessageHandler(_NEW & in_group & filters.Document.ALL, received_in_group))
    application.add_handler(MessageHandler(_NEW & admins & filters.TEXT & IsAwaited(desk), told))
    application.add_handler(MessageHandler(_NEW & filters.TEXT, ask))
    edited = filters.UpdateType.EDITED_MESSAGE & filters.TEXT & ~filters.COMMAND
    application.add_handler(MessageHandler(edited, ask_again))
    application.add_handler(MessageHandler(_NEW & ~filters.StatusUpdate.ALL, unreadable))  # last: whatever is left
    application.add_handler(MessageHandler(_NEW & admins & filters.COMMAND, remind), group=1)  # behind the command
    application.add_handler(MessageHandler(_NEW & admins, set_own_menu), group=2)
    _buttons(application)
    application.add_handler(InlineQueryHandler(inline))
    application.add_error_handler(on_error)


def _commands(application: App, desk: Desk) -> None:
    application.add_handler(CommandHandler("start", start, _NEW))
    application.add_handler(CommandHandler(["bantuan", "help"], explain, _NEW))
    application.add_handler(CommandHandler(commands(), show, _NEW))
    application.add_handler(CommandHandler(list(CHART_COMMANDS.values()), show_chart, _NEW))
    application.add_handler(CommandHandler(list(MEETING_COMMANDS.values()), meeting, _NEW))
    application.add_handler(CommandHandler(list(SETTINGS_COMMANDS.values()), settings, _NEW))
    application.add_handler(CommandHandler(list(PRIVACY_COMMANDS.values()), privacy, _NEW))
    application.add_handler(CommandHandler(list(FORGET_COMMANDS.values()), forget, _NEW))
    admins = filters.ChatType.PRIVATE & filters.User(desk.access.admins)
    application.add_handler(CommandHandler(sorted(CANCEL.values()), cancel, _NEW & admins))
    for names, callback in ADMIN_COMMANDS:
        application.add_handler(CommandHandler(sorted(names), callback, _NEW))
    application.add_handler(MessageHandler(_NEW & filters.COMMAND, unknown_command))  # after the known commands


def _buttons(application: App) -> None:
    for button, press in BUTTONS:
        application.add_handler(CallbackQueryHandler(press, button.pattern))
    application.add_handler(CallbackQueryHandler(unknown_button))  # last: a button of a former version
