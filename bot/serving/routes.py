"""The menu of commands, by language and by who sees it: private chats, groups, admins.

Which handler takes which update.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any

from telegram import BotCommandScope, BotCommandScopeChat, CallbackQuery, Message, Update, ext
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, ExtBot, filters

from handlers import backlog, buttons, operating, personal, prompted, start, synonym
from handlers.admin import for_admin, for_admin_anywhere
from handlers.asking import answer_buttons, ask, meeting_chat, view_chat
from handlers.buttons import Button, Fields
from handlers.chat.context import Context, Desk
from handlers.chat.failures import on_error
from handlers.chat.reply import answer_query
from handlers.documents import add, change, manage, upload
from handlers.wording import known_language, languages, wording

log = logging.getLogger(__name__)

Item = tuple[str, str]


async def set_menu(bot: ExtBot[int], menuless: set[int]) -> None:
    """Fill the menus; Indonesian for whoever has no language of their own here.

    `menuless` are the admins who are to have one of their own; left in it are those who haven't spoken to the bot yet.
    """
    try:
        await _set(bot, BotCommandScope(BotCommandScope.ALL_PRIVATE_CHATS), private_items)
        await _set(bot, BotCommandScope(BotCommandScope.ALL_GROUP_CHATS), group_items)
        for admin in sorted(menuless):
            await _set_admin(bot, admin, menuless)
    except TelegramError as error:
        log.warning("the menu of commands isn't set (%s); all else works", type(error).__name__)


async def set_own_menu(message: Message, context: Context) -> None:
    """Give an admin who speaks to the bot in private for the first time their menu: before, Telegram takes none."""
    who, menuless = message.from_user, context.desk.menuless
    if who is not None and who.id in menuless:
        try:
            await _set_admin(context.bot, who.id, menuless)
        except TelegramError as error:
            log.warning("an admin's menu of commands isn't set (%s); all else works", type(error).__name__)


def group_items(language: str) -> list[Item]:
    """What a group sees: what looks up, and the settings of the group."""
    return [*start.listed(language), personal.settings_item(language), help_item(language)]


def private_items(language: str) -> list[Item]:
    """What a person sees."""
    own = [*start.about_oneself(language), help_item(language)]
    return [("start", wording(language).command_start), *start.listed(language), *own]


def admin_items(language: str) -> list[Item]:
    """What an admin sees in private."""
    return [*private_items(language), *start.admin_only(language)]


def help_item(language: str) -> Item:
    """The command that says how to ask."""
    return ("help" if language == "en" else "bantuan"), wording(language).command_help


async def _set_admin(bot: ExtBot[int], admin: int, menuless: set[int]) -> None:
    """Fill an admin's menu, and take them from those who have none."""
    try:
        await _set(bot, BotCommandScopeChat(admin), admin_items)
    except BadRequest:
        log.info("an admin who hasn't spoken to the bot yet gets no menu of their own until then")
    else:
        menuless.discard(admin)


async def _set(bot: ExtBot[int], scope: BotCommandScope, items: Callable[[str], list[Item]]) -> None:
    """Fill the menu of those whom the scope says, in each language."""
    for code in (None, *languages()):
        await bot.set_my_commands(items(known_language(code)), scope=scope, language_code=code)


_Data = dict[Any, Any]
App = Application[ExtBot[int], Context, _Data, _Data, _Data, None]

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
Said = Callable[[Message, Context], Awaitable[None]]
Pressed = Callable[[CallbackQuery, Context, Fields], Awaitable[str | None]]  # gives a notice, unless one was given
May = Callable[[Update, Context], Awaitable[bool]]


async def _anyone(update: Update, context: Context) -> bool:
    return True


COMMANDS: tuple[tuple[Iterable[str], Said], ...] = (
    (["start"], start.start),
    (["bantuan", "help"], start.explain),
    (view_chat.commands(), view_chat.show),
    (view_chat.CHART_COMMANDS.values(), view_chat.show_chart),
    (meeting_chat.COMMANDS.values(), meeting_chat.meeting),
    (personal.COMMANDS.values(), personal.settings),
    (personal.PRIVACY_COMMANDS.values(), personal.privacy),
    (personal.FORGET_COMMANDS.values(), personal.forget),
)
ADMIN_COMMANDS: tuple[tuple[Iterable[str], Said, May], ...] = (
    ([operating.STATUS], operating.status, for_admin),
    ([operating.ROLLBACK], change.rollback, for_admin),
    (operating.REINDEX.values(), operating.reindex, for_admin),
    (operating.STATISTICS.values(), operating.statistics, for_admin_anywhere),
    (manage.COMMANDS.values(), manage.manage, for_admin),
    (operating.BACKUP.values(), operating.make_backup, for_admin),
    (backlog.COMMANDS.values(), backlog.unanswered, for_admin),
    (synonym.COMMANDS.values(), synonym.synonym, for_admin),
)
BUTTONS: tuple[tuple[Button, Pressed], ...] = (
    (buttons.ANSWER, answer_buttons.answer_button),
    (buttons.VIEW, view_chat.turn),
    (buttons.KEPT_VIEW, view_chat.turn_kept),
    (buttons.FILE, view_chat.send_file),
    (buttons.CHART, view_chat.chart_button),
    (buttons.CHART_FILE, view_chat.chart_file_button),
    (buttons.SETTING, personal.settings_button),
    (buttons.FORGET, personal.forget_button),
)
ADMIN_BUTTONS: tuple[tuple[Button, Pressed], ...] = (
    (buttons.DRAFT, add.draft_button),
    (buttons.WAITING, upload.resume_button),
    (buttons.MANAGE, manage.manage_button),
    (buttons.CHANGE, change.change_button),
    (buttons.FORMER, change.rollback_button),
    (buttons.FORMERS, change.states_button),
    (buttons.REINDEX, operating.reindex_button),
    (buttons.SYNONYM, synonym.synonym_button),
    (buttons.SYNONYMS, synonym.synonyms_button),
    (buttons.TEACH, backlog.teach_button),
    (buttons.ANSWERED, backlog.answered_button),
    (buttons.QUESTIONS, backlog.unanswered_button),
    (buttons.DISMISS, backlog.dismiss_button),
)
_NEW = filters.UpdateType.MESSAGE


def register(application: App, desk: Desk) -> None:
    """All handlers. Order matters: in a group of handlers the first that matches takes the update."""
    take = application.add_handler
    take(ext.TypeHandler(Update, start.gate), group=-1)  # before all others: it stops what may not pass
    admins = filters.ChatType.PRIVATE & filters.User(desk.access.admins)
    in_group = filters.ChatType.GROUPS & filters.User(desk.access.admins)
    edited = filters.UpdateType.EDITED_MESSAGE & filters.TEXT & ~filters.COMMAND
    for names, work in COMMANDS:
        take(ext.CommandHandler(sorted(names), _takes(work), _NEW))
    take(ext.CommandHandler(sorted(prompted.CANCEL.values()), _takes(prompted.cancel), _NEW & admins))
    for names, work, may in ADMIN_COMMANDS:
        take(ext.CommandHandler(sorted(names), _takes(work, may), _NEW))
    messages: tuple[tuple[filters.BaseFilter, Said, May], ...] = (
        (_NEW & filters.COMMAND, start.unknown_command, _anyone),  # after the known commands
        (_NEW & filters.StatusUpdate.MIGRATE, start.moved, _anyone),
        (_NEW & admins & filters.Document.ALL, upload.received, for_admin),
        (_NEW & in_group & filters.Document.ALL, upload.received_in_group, _anyone),
        (_NEW & admins & filters.TEXT & prompted.IsAwaited(desk), prompted.told, for_admin),
        (_NEW & filters.TEXT, ask.ask, _anyone),
        (edited, ask.ask_again, _anyone),
        (_NEW & ~filters.StatusUpdate.ALL, start.unreadable, _anyone),  # last: whatever is left
    )
    for those, work, may in messages:
        take(ext.MessageHandler(those, _takes(work, may)))
    take(ext.MessageHandler(_NEW & admins & filters.COMMAND, _takes(prompted.remind)), group=1)  # behind them
    take(ext.MessageHandler(_NEW & admins, _takes(set_own_menu)), group=2)
    for rows, may in ((BUTTONS, _anyone), (ADMIN_BUTTONS, for_admin)):
        for button, press in rows:
            take(ext.CallbackQueryHandler(_presses(press, button, may), button.pattern))
    take(ext.CallbackQueryHandler(_presses(view_chat.unknown_button)))  # last: a button of a former version
    take(ext.InlineQueryHandler(ask.inline))
    application.add_error_handler(on_error)


def _takes(work: Said, may: May = _anyone) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """What does its work with a message, new or edited, where whoever wrote it may."""

    async def run(update: Update, context: Context) -> None:
        message = update.message or update.edited_message
        if message is not None and await may(update, context):
            await work(message, context)

    return run


def _presses(
    work: Pressed, button: Button | None = None, may: May = _anyone
) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """What does its work with a press and the button's fields; however that ends, the button stops turning."""

    async def run(update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None or not await may(update, context):
            return
        notice: str | None = ""
        try:
            notice = await work(query, context, (button.read(query.data) if button else None) or {})
        finally:
            if notice is not None:
                await answer_query(query, notice)

    return run
