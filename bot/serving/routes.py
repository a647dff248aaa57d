"""Which handler takes which update, and the menu of commands, by language and by who sees it."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from telegram import BotCommandScope, BotCommandScopeChat, Update, ext
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, ExtBot, filters

from bot.serving.updates import on_error
from handlers import buttons, operating, personal, prompts, start, teaching
from handlers.admin import for_admin, for_admin_anywhere, turn_page
from handlers.asking import ask, meeting_chat, view_chat
from handlers.buttons import Button
from handlers.chat.context import Context, Desk, sender
from handlers.chat.reply import answer_query
from handlers.chat.talk import Press, Said, Talk
from handlers.documents import add, change, manage, upload
from handlers.wording import command_names, known_language, languages, wording

log = logging.getLogger(__name__)

Item = tuple[str, str]
_Data = dict[Any, Any]
App = Application[ExtBot[int], Context, _Data, _Data, _Data, None]
ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
Takes = Callable[[Said], Awaitable[object]]
Does = Callable[[Press], Awaitable[str | None]]  # gives a notice, unless one was given
May = Callable[[Talk], Awaitable[bool]]  # whether somebody may; where there is none, everybody
_NEW = filters.UpdateType.MESSAGE


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


async def set_own_menu(said: Said) -> None:
    """Give an admin who speaks to the bot in private for the first time their menu: before, Telegram takes none."""
    if said.user in said.desk.menuless:
        await _set_admin(said.bot, said.user, said.desk.menuless)


def group_items(language: str) -> list[Item]:
    """What a group sees: what looks up, and the settings of the group."""
    return [*start.listed(language), *wording(language).commands("settings", "help")]


def private_items(language: str) -> list[Item]:
    """What a person sees."""
    words = wording(language)
    return [*words.commands("start"), *start.listed(language), *words.commands(*start.ONESELF, "help")]


def admin_items(language: str) -> list[Item]:
    """What an admin sees in private."""
    return [*private_items(language), *wording(language).commands(*start.ADMIN)]


async def _set_admin(bot: ExtBot[int], admin: int, menuless: set[int]) -> None:
    """Fill an admin's menu, and take them from those who have none."""
    try:
        await _set(bot, BotCommandScopeChat(admin), admin_items)
    except BadRequest:
        log.info("an admin who hasn't spoken to the bot yet gets no menu of their own until then")
    except TelegramError as error:
        log.warning("an admin's menu of commands isn't set (%s); all else works", type(error).__name__)
    else:
        menuless.discard(admin)


async def _set(bot: ExtBot[int], scope: BotCommandScope, items: Callable[[str], list[Item]]) -> None:
    """Fill the menu of those whom the scope says, in each language."""
    for code in (None, *languages()):
        await bot.set_my_commands(items(known_language(code)), scope=scope, language_code=code)


COMMANDS: tuple[tuple[list[str], Takes, May | None], ...] = (
    (command_names("start"), start.start, None),
    (command_names("help"), start.explain, None),
    (view_chat.commands(), view_chat.show, None),
    (command_names("chart"), view_chat.show_chart, None),
    (command_names("meeting"), meeting_chat.meeting, None),
    (command_names("settings"), personal.settings, None),
    (command_names("privacy"), personal.privacy, None),
    (command_names("forget"), personal.forget, None),
    (command_names("status"), operating.status, for_admin),
    (command_names("rollback"), change.rollback, for_admin),
    (command_names("reindex"), operating.reindex, for_admin),
    (command_names("statistics"), operating.statistics, for_admin_anywhere),
    (command_names("manage"), manage.manage, for_admin),
    (command_names("backup"), operating.make_backup, for_admin),
    (command_names("unanswered"), teaching.unanswered, for_admin),
    (command_names("synonym"), teaching.synonym, for_admin),
)
TAKERS: dict[prompts.Prompt, prompts.Take] = {
    prompts.Prompt.REPLACED: manage.replaced_by,
    prompts.Prompt.MEANING: teaching.meant,
    prompts.Prompt.VALUE: add.told_value,
}
BUTTONS: tuple[tuple[Button, Does], ...] = (
    (buttons.ANSWER, ask.answer_button),
    (buttons.VIEW, view_chat.turn),
    (buttons.KEPT_VIEW, view_chat.turn),
    (buttons.FILE, view_chat.send_file),
    (buttons.CHART, view_chat.chart_button),
    (buttons.CHART_FILE, partial(view_chat.chart_button, file=True)),
    (buttons.SETTING, personal.settings_button),
    (buttons.FORGET, personal.forget_button),
)
ADMIN_BUTTONS: tuple[tuple[Button, Does], ...] = (
    (buttons.DRAFT, add.draft_button),
    (buttons.WAITING, upload.resume_button),
    (buttons.MANAGE, manage.manage_button),
    (buttons.MANAGED, partial(turn_page, manage.documents_page)),
    (buttons.CHANGE, change.change_button),
    (buttons.FORMER, change.rollback_button),
    (buttons.FORMERS, partial(turn_page, change.states_page)),
    (buttons.REINDEX, operating.reindex_button),
    (buttons.SYNONYM, teaching.synonym_button),
    (buttons.SYNONYMS, partial(turn_page, teaching.synonyms_page)),
    (buttons.TEACH, teaching.teach_button),
    (buttons.ANSWERED, teaching.answered_button),
    (buttons.QUESTIONS, partial(turn_page, teaching.questions_page)),
    (buttons.DISMISS, teaching.dismiss_button),
)


def register(application: App, desk: Desk) -> None:
    """All handlers. Order matters: in a group of handlers the first that matches takes the update."""
    add = application.add_handler
    # before all others: it stops what may not pass
    add(ext.TypeHandler(Update, start.gate), group=-1)
    admins = filters.ChatType.PRIVATE & filters.User(desk.access.admins)
    in_group = filters.ChatType.GROUPS & filters.User(desk.access.admins)
    edited = filters.UpdateType.EDITED_MESSAGE & filters.TEXT & ~filters.COMMAND
    add(ext.CommandHandler(command_names("cancel"), partial(_take, prompts.cancel, None), _NEW & admins))
    for names, work, may in COMMANDS:
        add(ext.CommandHandler(names, partial(_take, work, may), _NEW))
    messages: tuple[tuple[filters.BaseFilter, Takes, May | None], ...] = (
        (_NEW & filters.COMMAND, start.unknown_command, None),  # after the known commands
        (_NEW & filters.StatusUpdate.MIGRATE, start.moved, None),
        (_NEW & admins & filters.Document.ALL, upload.received, for_admin),
        (_NEW & in_group & filters.Document.ALL, upload.received_in_group, None),
        (_NEW & admins & filters.TEXT, partial(prompts.take, TAKERS), for_admin),
        (_NEW & filters.TEXT, ask.ask, None),
        (edited, ask.ask_again, None),
        (_NEW & ~filters.StatusUpdate.ALL, start.unreadable, None),  # last: whatever is left
    )
    for those, work, may in messages:
        add(ext.MessageHandler(those, partial(_take, work, may)))
    # behind them
    add(ext.MessageHandler(_NEW & admins & filters.COMMAND, partial(_take, prompts.remind, None)), group=1)
    add(ext.MessageHandler(_NEW & admins, partial(_take, set_own_menu, None)), group=2)
    for rows, may in ((BUTTONS, None), (ADMIN_BUTTONS, for_admin)):
        for button, press in rows:
            add(ext.CallbackQueryHandler(partial(_press, press, may), button.pattern))
    # last: a button of a former version
    add(ext.CallbackQueryHandler(partial(_press, view_chat.turn, None)))
    add(ext.InlineQueryHandler(ask.inline))
    application.add_error_handler(on_error)


async def _take(work: Takes, may: May | None, update: Update, context: Context) -> None:
    """Do its work with a message, new or edited, where whoever wrote it may."""
    if (message := update.message or update.edited_message) is None:
        return
    said = Said(desk=context.desk, bot=context.bot, message=message, user=sender(message))
    if may is None or await may(said):
        await work(said)


async def _press(work: Does, may: May | None, update: Update, context: Context) -> None:
    """Do its work with a press and the button's fields; however that ends, the button stops turning."""
    if (query := update.callback_query) is None:
        return
    if query.message is None:  # under a message of inline mode, which has no such buttons
        await answer_query(query, wording(query.from_user.language_code).view_gone)
        return
    given = context.matches[0].groupdict("") if context.matches else {}
    user, message = query.from_user.id, query.message
    press = Press(desk=context.desk, bot=context.bot, message=message, user=user, query=query, given=given)
    if may is not None and not await may(press):
        return
    notice: str | None = ""
    try:
        notice = await work(press)
    finally:
        if notice is not None:
            await answer_query(query, notice)
