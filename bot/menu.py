"""The menu of commands, by language and by who sees it: private chats, groups, admins."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from handlers.admin import admin_items
from handlers.learning import learning_items
from handlers.manage import MANAGE
from handlers.messages import known_language, languages, wording
from handlers.settings import settings_item
from handlers.start import about_oneself, listed
from handlers.status import status_item

log = logging.getLogger(__name__)

Item = tuple[str, str]


async def set_menu(bot: ExtBot[int], admins: Iterable[int]) -> None:
    """Fill the menus; Indonesian for whoever has no language of their own here."""
    try:
        for code in (None, *languages()):
            private, group = private_items(known_language(code)), group_items(known_language(code))
            await _set(bot, BotCommandScopeAllPrivateChats(), private, code)
            await _set(bot, BotCommandScopeAllGroupChats(), group, code)
            for admin in sorted(admins):
                await _set_admin(bot, admin, [*private, *admin_only(known_language(code))], code)
    except TelegramError as error:
        log.warning("the menu of commands isn't set (%s); all else works", type(error).__name__)


def group_items(language: str) -> list[Item]:
    """What a group sees: what looks up, and the settings of the group."""
    return [*listed(language), settings_item(language), help_item(language)]


def private_items(language: str) -> list[Item]:
    """What a person sees."""
    words = wording(language)
    own = [*about_oneself(language), help_item(language)]
    return [("start", words.command_start), *listed(language), *own]


def admin_only(language: str) -> list[Item]:
    """What an admin sees behind what everybody sees."""
    managing = (MANAGE[language], wording(language).manage_menu)
    return [status_item(language), managing, *admin_items(language), *learning_items(language)]


def help_item(language: str) -> Item:
    """The command that says how to ask."""
    return ("help" if language == "en" else "bantuan"), wording(language).command_help


async def _set_admin(bot: ExtBot[int], admin: int, items: list[Item], code: str | None) -> None:
    try:
        await _set(bot, BotCommandScopeChat(admin), items, code)
    except BadRequest:
        log.info("an admin who hasn't spoken to the bot yet gets no menu of their own")


async def _set(bot: ExtBot[int], scope: BotCommandScope, items: list[Item], code: str | None) -> None:
    await bot.set_my_commands([BotCommand(*item) for item in items], scope=scope, language_code=code)
