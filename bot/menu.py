"""The menu of commands, by language and by who sees it: private chats, groups, admins."""

from __future__ import annotations

import logging

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from handlers.admin_help import admin_only
from handlers.context import Context
from handlers.messages import known_language, languages, wording
from handlers.settings import settings_item
from handlers.start import about_oneself, listed

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
