"""All that isn't a question: greeting, help, unknown commands, what the bot can't read or won't answer.

The admins' commands, and what only they are told of the bot.
"""

from __future__ import annotations

import asyncio
import math

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from handlers.asking.ask import START, give
from handlers.asking.conversation import consult, remember
from handlers.asking.view_chat import menu, view_messages
from handlers.buttons import Target, clause_of
from handlers.chat.admission import addressed, commanded, from_person
from handlers.chat.context import Context, kept, place, place_key, sender
from handlers.chat.reply import answer_query, plain_part, say, send
from handlers.keyboards import answer_keyboard
from handlers.wording import wording
from index.knowledge import term

ONESELF = ("settings", "privacy", "forget")  # commands for the settings of a chat and for what is kept of a person
ADMIN = ("status", "manage", "reindex", "rollback", "statistics", "backup", "unanswered", "synonym", "cancel")


async def gate(update: Update, context: Context) -> None:
    """Stop what isn't from a person or from one who may ask; in private, the latter is told so."""
    message = update.message or update.edited_message
    if message is not None and not from_person(message):
        raise ApplicationHandlerStop
    if context.desk.access.allows(update.effective_chat, update.effective_user):
        spoken = update.effective_message
        if spoken is not None:
            await context.desk.look_up(place_key(place(spoken)))
        await _slow_down(update, context)
        return
    if update.inline_query is not None:
        words = wording(update.inline_query.from_user.language_code)
        await give(update.inline_query, [], context.bot.username, words.inline_ask, cached=0)
    if update.callback_query is not None:
        await answer_query(update.callback_query, wording(update.callback_query.from_user.language_code).not_allowed)
    new = update.message
    if new is not None and new.chat.type == new.chat.PRIVATE and _first(new, context):
        await say(new, context.desk.words(new).not_allowed)
    raise ApplicationHandlerStop


async def _slow_down(update: Update, context: Context) -> None:
    """Stop who asks faster than anybody reads; they are told so once."""
    message, query = update.message or update.edited_message, update.callback_query
    if message is not None:
        user = sender(message)
        command = (message.text or "").startswith("/") and "@" not in (message.text or "").split()[0]
        if not (command or addressed(message, context.bot) or commanded(message, context.bot)):
            return
    elif query is not None:
        user = query.from_user.id
    else:  # of inline queries each letter is one
        return
    wait, first = context.desk.rates.wait(user)
    if not wait:
        return
    seconds = math.ceil(wait)
    if query is not None:
        words = wording(query.from_user.language_code)
        await answer_query(query, words.too_fast(seconds=seconds) if first else "")
    elif first and message is not None:
        await say(message, context.desk.words(message).too_fast(seconds=seconds))
    raise ApplicationHandlerStop


async def start(message: Message, context: Context) -> None:
    """Open the clause that a link names, else say what the bot does, with questions to try."""
    name = await asyncio.to_thread(_linked, context)
    if name:
        target = Target(view="clauses", argument=name, language=context.desk.language(message))
        await send(message, await asyncio.to_thread(view_messages, context.desk, target, sender(message)))
        return
    words = context.desk.words(message)
    if context.args and context.args[0] != START:
        await say(message, words.clause_gone)
    else:
        await _greet(
            message, context, f"{words.start}\n\n{words.start_admin}" if _is_admin(message, context) else words.start
        )


async def _greet(message: Message, context: Context, text: str) -> None:
    """Say what the bot does, with buttons that ask the first questions."""
    desk = context.desk
    reply = await consult(desk, message, "", None)
    keyboard = answer_keyboard(reply.answer, reply.key, context.bot.username)
    sent = await send(message, [plain_part(text, keyboard)])
    remember(desk, place(message), message.message_id, sender(message), reply, sent)


def _linked(context: Context) -> str:
    """The id of the clause that the link names by which a chat was begun; "" for none."""
    return (
        clause_of(context.args[0], context.desk.engine.knowledge) if context.args and context.args[0] != START else ""
    )


async def explain(message: Message, context: Context) -> None:
    """Say how to ask; to an admin in private also what admins may."""
    language = context.desk.language(message)
    await say(message, help_text(language))
    if _is_admin(message, context):
        await say(message, admin_help(language))


def _is_admin(message: Message, context: Context) -> bool:
    """Whether an admin writes in private."""
    who = message.from_user
    return message.chat.type == message.chat.PRIVATE and who is not None and who.id in context.desk.access.admins


def listed(language: str) -> list[tuple[str, str]]:
    """The commands of a language that show or do something, each with what that is."""
    words = wording(language)
    return [
        *menu(language),
        (words.command_names["chart"], term(language, "view_menu_chart")),
        *words.commands("meeting"),
    ]


def help_text(language: str) -> str:
    """How to ask, and the commands that show something."""
    words = wording(language)
    return words.help(views=_lines([*listed(language), *words.commands(*ONESELF)]))


def admin_help(language: str) -> str:
    """How an admin adds documents, and what else an admin may do."""
    words = wording(language)
    return words.help_admin(commands=_lines(words.commands(*ADMIN)))


def _lines(commands: list[tuple[str, str]]) -> str:
    return "\n".join(f"/{name} – {what}" for name, what in commands)


async def moved(message: Message, context: Context) -> None:
    """Take what is kept of a group along to the supergroup that it has become."""
    if message.migrate_to_chat_id is None:
        return
    old, new = place_key((message.chat.id, None)), place_key((message.migrate_to_chat_id, None))
    await asyncio.to_thread(kept, lambda: context.desk.office.move(old, new), None)
    context.desk.memory.preferences.drop(lambda key: key == new)


async def unknown_command(message: Message, context: Context) -> None:
    """Help on from a command that there isn't; in a group it may be another bot's."""
    if commanded(message, context.bot):
        await say(message, context.desk.words(message).unknown_command)


async def unreadable(message: Message, context: Context) -> None:
    """Say what the bot reads, to a photo, a voice message, a sticker; once for an album."""
    if addressed(message, context.bot) and _first(message, context):
        await say(message, context.desk.words(message).unreadable)


def _first(message: Message, context: Context) -> bool:
    """Whether this is the first message of its album, or no album's; each photo of one comes by itself."""
    album = message.media_group_id
    if album is None:
        return True
    albums = context.desk.memory.albums
    known = albums.get(album) is not None
    albums.put(album, True)
    return not known
