"""Which handler takes which update."""

from __future__ import annotations

from typing import Any

from telegram import Update
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

from bot.menu import set_own_menu
from handlers.admin import (
    ANYWAY,
    BACKUP,
    DECIDES,
    FORMER,
    REINDEX,
    ROLLBACK,
    STATISTICS,
    make_backup,
    reindex,
    reindex_button,
    statistics,
)
from handlers.answer_buttons import answer_button
from handlers.answer_keyboard import BEGINS as ANSWER
from handlers.ask import ask, ask_again
from handlers.asking import CANCEL, Asking, cancel, told
from handlers.awaiting import remind
from handlers.backlog import DISMISS, answered_button, dismiss_button, unanswered, unanswered_button
from handlers.backlog import LISTED as QUESTIONS
from handlers.buttons import SHORT
from handlers.changing import change_button
from handlers.chart import BUTTON, FILE_BUTTON, chart_button, show_chart
from handlers.chart import COMMANDS as CHART_COMMANDS
from handlers.context import Context, Desk
from handlers.draft_form import BEGINS as DRAFT
from handlers.drafting import draft_button
from handlers.errors import on_error
from handlers.former import rollback, rollback_button
from handlers.inline import inline
from handlers.learning import ANSWERED, SYNONYM, UNANSWERED, synonym, synonym_button, synonyms_button
from handlers.learning import BEGINS as TAUGHT
from handlers.learning import LISTED as SYNONYMS
from handlers.manage import BEGINS as MANAGED
from handlers.manage import MANAGE, manage, manage_button
from handlers.minutes import COMMANDS as MEETING_COMMANDS
from handlers.minutes import meeting
from handlers.privacy import BEGINS as FORGET
from handlers.privacy import FORGET_COMMANDS, PRIVACY_COMMANDS, forget, forget_button, privacy
from handlers.settings import BEGINS as SETTINGS
from handlers.settings import COMMANDS as SETTINGS_COMMANDS
from handlers.settings import settings, settings_button
from handlers.start import explain, gate, moved, start, unknown_command, unreadable
from handlers.status import COMMAND as STATUS
from handlers.status import status
from handlers.teaching import BEGINS as TEACHING
from handlers.teaching import teach_button
from handlers.upload import RESUMES, received, received_in_group, resume_button
from handlers.views import commands, send_file, show, turn, unknown_button

_Data = dict[Any, Any]
App = Application[ExtBot[int], Context, _Data, _Data, _Data, None]

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
ADMIN_COMMANDS = (
    ({STATUS}, status),
    ({ROLLBACK}, rollback),
    (set(REINDEX.values()), reindex),
    (set(STATISTICS.values()), statistics),
    (set(MANAGE.values()), manage),
    (set(BACKUP.values()), make_backup),
    (set(UNANSWERED.values()), unanswered),
    (set(SYNONYM.values()), synonym),
)
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
    application.add_handler(MessageHandler(_NEW & admins & filters.TEXT & Asking(desk), told))
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
    application.add_handler(CallbackQueryHandler(answer_button, f"^{ANSWER}"))
    application.add_handler(CallbackQueryHandler(turn, f"^(v|{SHORT})"))
    application.add_handler(CallbackQueryHandler(settings_button, f"^{SETTINGS}"))
    application.add_handler(CallbackQueryHandler(forget_button, f"^{FORGET}"))
    application.add_handler(CallbackQueryHandler(reindex_button, f"^{ANYWAY}"))
    application.add_handler(CallbackQueryHandler(change_button, f"^{DECIDES}"))
    application.add_handler(CallbackQueryHandler(rollback_button, f"^{FORMER}"))
    application.add_handler(CallbackQueryHandler(manage_button, f"^{MANAGED}"))
    application.add_handler(CallbackQueryHandler(resume_button, RESUMES))
    application.add_handler(CallbackQueryHandler(draft_button, f"^{DRAFT}"))
    application.add_handler(CallbackQueryHandler(synonym_button, f"^{TAUGHT}"))
    application.add_handler(CallbackQueryHandler(synonyms_button, f"^{SYNONYMS}"))
    application.add_handler(CallbackQueryHandler(teach_button, f"^{TEACHING}"))
    application.add_handler(CallbackQueryHandler(unanswered_button, f"^{QUESTIONS}"))
    application.add_handler(CallbackQueryHandler(dismiss_button, f"^{DISMISS}"))
    application.add_handler(CallbackQueryHandler(answered_button, f"^{ANSWERED}"))
    application.add_handler(CallbackQueryHandler(send_file, "^f:"))
    application.add_handler(CallbackQueryHandler(chart_button, f"^({BUTTON}|{FILE_BUTTON})"))
    application.add_handler(CallbackQueryHandler(unknown_button))  # last: a button of a former version
