"""The admins' commands, and what only they are told of the bot."""

from __future__ import annotations

from handlers.admin import admin_items
from handlers.asking import CANCEL
from handlers.learning import learning_items
from handlers.manage import MANAGE
from handlers.messages import wording
from handlers.status import status_item


def admin_only(language: str) -> list[tuple[str, str]]:
    """The commands of a language that only an admin sees, each with what it does."""
    words = wording(language)
    managing, leaving = (MANAGE[language], words.manage_menu), (CANCEL[language], words.cancel_menu)
    return [status_item(language), managing, *admin_items(language), *learning_items(language), leaving]


def admin_help(language: str) -> str:
    """How an admin adds documents, and what else an admin may do."""
    lines = (f"/{name} – {what}" for name, what in admin_only(language))
    return wording(language).help_admin.format(commands="\n".join(lines))
