"""/bagan: the chart of an office as a picture, and in words for who can't see it or wants to copy it."""

from __future__ import annotations

import asyncio
import logging

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from corpus.errors import PictureError
from handlers.buttons import CHART, CHART_FILE, Fields, fits
from handlers.chat.context import Context, Desk, place
from handlers.chat.reply import Part, in_group, reply_to, send
from handlers.rendering.picture import size_of
from handlers.rendering.text import caption, chart_parts
from handlers.wording import known_language, wording
from index.knowledge import term
from index.views.chart import Chart, chart, choices

COMMANDS = {"id": "bagan", "en": "chart"}
LONGEST_SUM = 9000  # pixels of width and height together; Telegram takes 10,000 for a photo

log = logging.getLogger(__name__)


def chart_item(language: str) -> tuple[str, str]:
    """The command of a language, and what it shows."""
    return COMMANDS[language], term(language, "view_menu_chart")


async def show_chart(message: Message, context: Context) -> None:
    """Send the chart that a command names."""
    if message.text is None:
        return
    command, *rest = message.text.split(maxsplit=1)
    english = command[1:].partition("@")[0].lower() == COMMANDS["en"]
    language = "en" if english else context.desk.language(message)
    await _show(message, context.desk, "".join(rest).strip(), language)


async def chart_button(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Send the chart that a button names."""
    if query.message is not None:
        await _show(query.message, context.desk, given["argument"], known_language(given["language"]))
    return ""


async def chart_file_button(query: CallbackQuery, context: Context, given: Fields) -> str:
    """Send the picture of the chart that a button names as a file: Telegram makes a photo smaller."""
    if query.message is not None:
        await _send_file(query.message, context.desk, given["argument"], known_language(given["language"]))
    return ""


async def _show(message: MaybeInaccessibleMessage, desk: Desk, argument: str, language: str) -> None:
    found, png = await asyncio.to_thread(_drawn, desk, argument, language)
    log.info("chart %s", "drawn" if png else "in words" if found else "not there")
    if found is None:
        text = wording(language).chart_none
        await send(message, [Part(html=text, plain=text, keyboard=_keyboard(desk, None, language))])
        return
    under, whole = caption(found)
    sent = png is not None and await _post(message, png, under, _keyboard(desk, argument, language))
    if not (sent and whole):
        await send(message, [Part(html=html, plain=plain) for html, plain in chart_parts(found)])


async def _send_file(message: MaybeInaccessibleMessage, desk: Desk, argument: str, language: str) -> None:
    """Send a chart's picture as a file; where there is no picture, what the button's chart says."""
    found, png = await asyncio.to_thread(_drawn, desk, argument, language)
    if found is None or png is None or not await _post(message, png, caption(found)[0], None, file=True):
        await _show(message, desk, argument, language)


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


def _keyboard(desk: Desk, shown: str | None, language: str) -> InlineKeyboardMarkup:
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
            filename=f"{COMMANDS['id']}.png",
            parse_mode=ParseMode.HTML,
            message_thread_id=place(message)[1],
            reply_parameters=reply_to(message) if in_group(message) else None,
            reply_markup=keyboard,
        )
    except BadRequest as error:
        log.error("Telegram refused a picture (%s)", type(error).__name__)
        return False
    return True
