"""All that isn't a question: greeting, help, unknown commands, what the bot can't read or won't answer."""

import asyncio
import math

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from handlers.asking.ask import START, give
from handlers.asking.conversation import consult, remember
from handlers.asking.view_chat import menu, view_messages
from handlers.buttons import Target, clause_of
from handlers.chat.admission import addressed, commanded, from_person
from handlers.chat.context import Context, Desk, kept, place, place_key
from handlers.chat.reply import answer_query, plain_part, send
from handlers.chat.talk import Said
from handlers.keyboards import answer_keyboard, with_keyboard
from handlers.wording import wording
from index.knowledge import term

ONESELF = ("settings", "privacy", "forget")  # commands for the settings of a chat and for what is kept of a person
ADMIN = ("status", "manage", "reindex", "rollback", "statistics", "backup", "unanswered", "synonym", "cancel")


async def gate(update: Update, context: Context) -> None:
    """Stop what isn't from a person or from one who may ask; in private, the latter is told so."""
    if (message := update.message or update.edited_message) is not None and not from_person(message):
        raise ApplicationHandlerStop
    if context.desk.access.allows(update.effective_chat, update.effective_user):
        if (spoken := update.effective_message) is not None:
            await context.desk.look_up(place_key(place(spoken)))
        await _slow_down(update, context)
        return
    if update.inline_query is not None:
        words = wording(update.inline_query.from_user.language_code)
        await give(update.inline_query, [], context.bot.username, words.inline_ask, cached=0)
    if update.callback_query is not None:
        await answer_query(update.callback_query, wording(update.callback_query.from_user.language_code).not_allowed)
    if (new := update.message) is not None and new.chat.type == new.chat.PRIVATE and _first(new, context.desk):
        await send(new, [plain_part(context.desk.words(new).not_allowed)])
    raise ApplicationHandlerStop


async def _slow_down(update: Update, context: Context) -> None:
    """Stop who asks faster than anybody reads; they are told so once."""
    message, query, who = update.message or update.edited_message, update.callback_query, update.effective_sender
    if message is not None:
        command = (message.text or "").startswith("/") and "@" not in (message.text or "").split()[0]
        if not (command or addressed(message, context.bot) or commanded(message, context.bot)):
            return
    if who is None or update.inline_query is not None:  # of inline queries each letter is one
        return
    wait, first = context.desk.rates.wait(who.id)
    if not wait:
        return
    seconds = math.ceil(wait)
    if query is not None:
        await answer_query(query, wording(query.from_user.language_code).too_fast(seconds=seconds) if first else "")
    elif first and message is not None:
        await send(message, [plain_part(context.desk.words(message).too_fast(seconds=seconds))])
    raise ApplicationHandlerStop


async def start(said: Said) -> None:
    """Open the clause that a link names, else say what the bot does, with buttons that ask the first questions."""
    words, payload = said.words, "".join(said.argument.split()[:1])
    linked = payload not in ("", START)
    name = await asyncio.to_thread(clause_of, payload, said.desk.engine.knowledge) if linked else ""
    if name:
        target = Target(view="clauses", argument=name, language=words.language_code)
        await said.send(*await asyncio.to_thread(view_messages, said, target))
    elif linked:
        await said.say(words.clause_gone)
    else:
        text = f"{words.start}\n\n{words.start_admin}" if _is_admin(said) else words.start
        reply = await consult(said, "", None)
        keyboard = answer_keyboard(reply.answer, reply.question.key, said.bot.username)
        sent = await said.send(*with_keyboard([plain_part(text)], keyboard))
        remember(said, said.message.message_id, reply, sent)


async def explain(said: Said) -> None:
    """Say how to ask; to an admin in private also what admins may."""
    language = said.words.language_code
    await said.say(help_text(language))
    if _is_admin(said):
        await said.say(admin_help(language))


def _is_admin(said: Said) -> bool:
    """Whether an admin writes in private."""
    return said.alone and said.user in said.desk.access.admins


def listed(language: str) -> list[tuple[str, str]]:
    """The commands of a language that show or do something, each with what that is."""
    words = wording(language)
    chart = (words.command_names["chart"], term(language, "view_menu_chart"))
    return [*menu(language), chart, *words.commands("meeting")]


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


async def moved(said: Said) -> None:
    """Take what is kept of a group along to the supergroup that it has become."""
    if (chat := said.message.migrate_to_chat_id) is not None:
        new = place_key((chat, None))
        await asyncio.to_thread(kept, lambda: said.desk.office.move(said.key, new), None)
        said.desk.memory.preferences.drop(lambda key: key == new)


async def unknown_command(said: Said) -> None:
    """Help on from a command that there isn't; in a group it may be another bot's."""
    if commanded(said.message, said.bot):
        await said.say(said.words.unknown_command)


async def unreadable(said: Said) -> None:
    """Say what the bot reads, to a photo, a voice message, a sticker; once for an album."""
    if addressed(said.message, said.bot) and _first(said.message, said.desk):
        await said.say(said.words.unreadable)


def _first(message: Message, desk: Desk) -> bool:
    """Whether this is the first message of its album, or no album's; each photo of one comes by itself."""
    if (album := message.media_group_id) is None:
        return True
    albums = desk.memory.albums
    known = albums.get(album) is not None
    albums.put(album, True)
    return not known
