"""Views and charts in the chat: by command, by button, and the files that they rest on.

A chart is a picture, and in words for who can't see it or wants to copy it.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from corpus.errors import PictureError
from handlers.buttons import CHART, CHART_FILE, Fields, Target, fits, target_of
from handlers.chat.context import Context, Desk, kept, place, place_key, sender
from handlers.chat.reply import Part, in_group, parts_of, plain_part, reply_to, send
from handlers.chat.reply import replace as replace_messages
from handlers.keyboards import back_button, can_page, keyboard, with_keyboard
from handlers.rendering.picture import size_of
from handlers.rendering.text import caption
from handlers.wording import known_language, wording
from index.knowledge import term
from index.publishing.decisions import OWN
from index.views import VIEWS
from index.views.chart import Chart, chart, choices
from index.views.view import View

DOCUMENTS = "documents"  # the view that knows the documents' files
LONGEST_CAPTION = 1024
_CLAUSE = re.compile(r"v[^:]*:clauses:[a-z][a-z0-9]*[-/][a-z0-9/-]+")  # the data of a button to a clause by its id
LONGEST_SUM = 9000  # pixels of width and height together; Telegram takes 10,000 for a photo

log = logging.getLogger(__name__)


def commands() -> list[str]:
    """The commands that show a view, in every language."""
    return sorted({command for spec in VIEWS for command in spec.commands.values()})


def menu(language: str) -> list[tuple[str, str]]:
    """The commands of a language that show a view, each with what it shows."""
    return [(spec.commands[language], term(language, f"view_menu_{spec.name}")) for spec in VIEWS]


async def show(message: Message, context: Context) -> None:
    """Show the view that a command names, for the rest of its message, in the command's language."""
    command, *rest = (message.text or "/").split(maxsplit=1)
    target = _commanded(command[1:].partition("@")[0].lower(), "".join(rest), context.desk.language(message))
    if chosen := context.desk.preference(place_key(place(message))).language:
        target = replace(target, language=chosen)
    managing = _manages(context.desk, target, message, sender(message))
    parts = await asyncio.to_thread(view_messages, context.desk, target, sender(message), managing=managing)
    log.info("view %s", target.view)
    await send(message, parts)


async def unknown_button(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Say that a button leads nowhere (any more)."""
    return wording(query.from_user.language_code).view_gone


def _commanded(command: str, argument: str, language: str) -> Target:
    """What a command shows; in the chat's language where several languages have the same command."""
    spec = next(spec for spec in VIEWS if command in spec.commands.values())
    if spec.commands.get(language) != command:
        language = next(code for code, name in spec.commands.items() if name == command)
    return Target(view=spec.name, argument=argument.strip(), language=language)


def view_messages(desk: Desk, target: Target, user: int, *, managing: bool = False) -> list[Part]:
    """The messages for a page of a view, for a person: what their buttons have no room for is kept as theirs.

    All its pages, a message each, where there is no room to turn them. With `managing` there are buttons to manage
    what it shows.
    """
    view = desk.engine.view(target.view, target.argument, known_language(target.language))
    return _parts(view, target, desk, user, managing=managing)


def _manages(desk: Desk, target: Target, message: MaybeInaccessibleMessage, user: int) -> bool:
    """Whether a view is of documents and for an admin alone."""
    alone = message.chat.type == message.chat.PRIVATE
    return target.view == DOCUMENTS and alone and user in desk.access.admins


def _parts(view: View, target: Target, desk: Desk, user: int, *, managing: bool) -> list[Part]:
    pages = parts_of(view)
    shown = replace(target, page=min(target.page, len(pages)))

    def shorten(data: str) -> str:
        return kept(lambda: desk.questions.shortened(data, str(user)), "")

    back = back_button(target.back, target.language) if target.back else None
    turned = len(pages) > 1 and can_page(target, len(pages), shorten)
    keys = keyboard(view, shown, len(pages) if turned else 1, shorten, back, managing=managing)
    return with_keyboard(pages[shown.page - 1 : shown.page] if turned else pages, keys)


async def turn(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Turn the message under whose button somebody pressed into the view that the button names."""
    return await _turn(query, context, query.data or "")


async def turn_kept(query: CallbackQuery, context: Context, given: Fields) -> str:
    """The same for a button that carries the key of what it names."""
    data = await asyncio.to_thread(kept, lambda: context.desk.questions.lengthened(given["key"]), "")
    return await _turn(query, context, data)


async def _turn(query: CallbackQuery, context: Context, data: str) -> str:
    """Show what a button names; gives the notice for one that names nothing that there is."""
    target = target_of(data)
    if target is None or query.message is None:
        return wording(query.from_user.language_code).view_gone
    language = known_language(target.language)
    if target.view not in {spec.name for spec in VIEWS}:
        return wording(language).view_gone
    if _CLAUSE.fullmatch(target.data) and context.desk.engine.clause(target.argument) is None:
        return wording(language).clause_gone  # read as words its id would lead to another clause, or nowhere
    view = await asyncio.to_thread(context.desk.engine.view, target.view, target.argument, language)
    log.info("view %s", target.view)
    if not view.rows:
        return view.title
    who = query.from_user.id
    managing = _manages(context.desk, target, query.message, who)
    parts = await asyncio.to_thread(_parts, view, target, context.desk, who, managing=managing)
    await replace_messages(query.message, [query.message.message_id], parts)
    return ""


async def send_file(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Send the file of a document, just as it was read; gives the notice where it isn't there any more."""
    language = known_language(query.from_user.language_code)
    name = given["id"]
    view = await asyncio.to_thread(context.desk.engine.view, DOCUMENTS, name, language)
    row = next((row for row in view.rows if row.data["id"] == name), None)
    if row is None or query.message is None:
        return wording(language).file_gone
    own = context.desk.publisher.library.data / OWN
    paths = [folder / str(row.data["file"]) for folder in (context.desk.documents, own)]
    content = await asyncio.to_thread(_content, paths, str(row.data["sha256"]))
    if content is None:
        return wording(language).file_gone
    await context.bot.send_document(
        query.message.chat.id,
        content,
        filename=paths[0].name,
        caption=str(row.data["title"])[:LONGEST_CAPTION],
        message_thread_id=place(query.message)[1],
        reply_parameters=reply_to(query.message) if in_group(query.message) else None,
    )
    return ""


def _content(paths: Sequence[Path], sha256: str) -> bytes | None:
    """What the first of these files holds that is the one that was read; None where none is."""
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:
            continue
        if hashlib.sha256(content).hexdigest() == sha256:
            return content
    return None


async def show_chart(message: Message, context: Context) -> None:
    """Send the chart that a command names."""
    command, *rest = (message.text or "/").split(maxsplit=1)
    english = command[1:].partition("@")[0].lower() == wording("en").command_names["chart"]
    language = "en" if english else context.desk.language(message)
    await _show_chart(message, context.desk, "".join(rest).strip(), language)


async def chart_button(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Send the chart that a button names."""
    if query.message is not None:
        await _show_chart(query.message, context.desk, given["argument"], known_language(given["language"]))
    return ""


async def chart_file_button(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Send the picture of the chart that a button names as a file: Telegram makes a photo smaller."""
    if query.message is not None:
        await _send_picture(query.message, context.desk, given["argument"], known_language(given["language"]))
    return ""


async def _show_chart(message: MaybeInaccessibleMessage, desk: Desk, argument: str, language: str) -> None:
    found, png = await asyncio.to_thread(_drawn, desk, argument, language)
    log.info("chart %s", "drawn" if png else "in words" if found else "not there")
    if found is None:
        await send(message, [plain_part(wording(language).chart_none, _types(desk, None, language))])
        return
    under, whole = caption(found)
    sent = png is not None and await _post(message, png, under, _types(desk, argument, language))
    if not (sent and whole):
        await send(message, parts_of(found))


async def _send_picture(message: MaybeInaccessibleMessage, desk: Desk, argument: str, language: str) -> None:
    """Send a chart's picture as a file; where there is no picture, what the button's chart says."""
    found, png = await asyncio.to_thread(_drawn, desk, argument, language)
    if found is None or png is None or not await _post(message, png, caption(found)[0], None, file=True):
        await _show_chart(message, desk, argument, language)


def _drawn(desk: Desk, argument: str, language: str) -> tuple[Chart | None, bytes | None]:
    """The chart and its picture; None for a picture that can't be drawn, its text is sent then."""
    found = chart(desk.engine.knowledge, argument, language)
    if found is None:
        return None, None
    try:
        return found, desk.pictures.chart(found)
    except PictureError as error:
        log.error("%s", error)
        return found, None


def _types(desk: Desk, shown: str | None, language: str) -> InlineKeyboardMarkup:
    """A button for each type, two in a row, and one for the file of the picture that is shown."""
    buttons = [
        CHART.shown(label, language=language, argument=argument) for label, argument in choices(desk.engine.knowledge)
    ]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    if shown is not None and fits(CHART_FILE.data(language=language, argument=shown)):
        rows.append([CHART_FILE.shown(wording(language).chart_file, language=language, argument=shown)])
    return InlineKeyboardMarkup(rows)


async def _post(
    message: MaybeInaccessibleMessage,
    png: bytes,
    under: str,
    keyboard: InlineKeyboardMarkup | None,
    *,
    file: bool = False,
) -> bool:
    """Send a picture, as a file if asked or where it is too tall for a photo; whether Telegram took it."""
    bot = message.get_bot()
    send_it = bot.send_document if file or sum(size_of(png)) > LONGEST_SUM else bot.send_photo
    try:
        await send_it(
            message.chat.id,
            png,
            caption=under,
            filename="bagan.png",
            parse_mode=ParseMode.HTML,
            message_thread_id=place(message)[1],
            reply_parameters=reply_to(message) if in_group(message) else None,
            reply_markup=keyboard,
        )
    except BadRequest as error:
        log.error("Telegram refused a picture (%s)", type(error).__name__)
        return False
    return True
