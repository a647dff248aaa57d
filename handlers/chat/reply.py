"""Putting an answer into the chat: as a reply where others talk too, as plain text if markup is refused; long lists."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace as replaced
from functools import partial
from typing import Any, TypeVar

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from handlers.buttons import Button
from handlers.chat.context import place
from handlers.rendering import markup
from handlers.rendering.text import pages
from index.answer import Answer
from index.views.chart import Chart
from index.views.view import View, in_pages

Rows = Sequence[Sequence[InlineKeyboardButton]]
T = TypeVar("T")

log = logging.getLogger(__name__)

# a clause may name a web site; its preview would be longer than the answer
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
LONGEST_NOTICE = 200  # characters that a notice above the chat has room for
ROOM = 3000  # UTF-16 code units of a page's lines; with what stands around them they fit in one message
MOST = 10  # items of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of an answer: as HTML, the same without markup, and the buttons under it."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None

    def told(self, mode: ParseMode | None) -> dict[str, Any]:
        """What Telegram is told of it: as HTML in that mode, without markup in none."""
        shown = {"text": self.html if mode else self.plain, "parse_mode": mode, "reply_markup": self.keyboard}
        return {**shown, "link_preview_options": NO_PREVIEW}


def plain_part(text: str, rows: Rows = ()) -> Part:
    """A message without markup, with these rows of buttons under it."""
    return Part(html=markup.escaped(text), plain=text, keyboard=filled(rows))


def filled(rows: Rows) -> InlineKeyboardMarkup | None:
    """The rows that have a button; None where none has."""
    shown = [row for row in rows if row]
    return InlineKeyboardMarkup(shown) if shown else None


def parts_of(shown: Answer | View | Chart) -> list[Part]:
    """The messages that show an answer, a view or a chart, in order."""
    return marked_parts(pages(shown))


def marked_parts(texts: Sequence[tuple[str, str]]) -> list[Part]:
    """The messages of that HTML, each with the same without markup."""
    return [Part(html=marked, plain=bare) for marked, bare in texts]


def _fitting(parts: Sequence[Part]) -> list[Part]:
    """The parts, those without markup that are too long for one message in several; the last has the buttons.

    An answer's parts fit already; what is said in plain words may quote anything, such as the name of a file.
    """
    fitting: list[Part] = []
    for part in parts:
        if markup.units(part.plain) <= markup.LIMIT or part.html != markup.escaped(part.plain):
            fitting.append(part)
            continue
        pieces = [plain_part(markup.join(blocks)) for blocks in markup.messages([markup.block(part.plain)])]
        fitting += [*pieces[:-1], *(replaced(piece, keyboard=part.keyboard) for piece in pieces[-1:])]
    return fitting


async def send(message: MaybeInaccessibleMessage, parts: Sequence[Part], *, reply: bool = False) -> tuple[int, ...]:
    """Send the parts, the first in reply to `message` in a group or if `reply`; gives the messages' ids."""
    first = reply or in_group(message)
    ways = [partial(_post, message, part, reply=first and at == 0) for at, part in enumerate(_fitting(parts))]
    return tuple([await with_markup(way) for way in ways])


async def replace(message: MaybeInaccessibleMessage, old: Sequence[int], parts: Sequence[Part]) -> tuple[int, ...]:
    """Turn the answer in the messages `old` into `parts`, so that the chat shows just these; gives their ids.

    Messages are edited as far as they go, surplus ones are deleted and missing ones sent. From the first that
    can't be edited on, all are sent anew, so that they stand in order.
    """
    kept: list[int] = []
    parts = _fitting(parts)
    for known, part in zip(old, parts, strict=False):
        if not await with_markup(partial(_edit, message, known, part)):
            break
        kept.append(known)
    for surplus in old[len(kept) :]:
        try:
            await message.get_bot().delete_message(message.chat.id, surplus)
        except (BadRequest, Forbidden):
            log.info("an outdated answer can't be deleted")
    return *kept, *await send(message, parts[len(kept) :], reply=not kept)


async def with_markup(way: Callable[..., Awaitable[T]]) -> T:
    """What a way of showing something in a `mode` gives: as HTML, or as plain text where Telegram refuses that."""
    try:
        return await way(mode=ParseMode.HTML)
    except BadRequest as error:
        if not _markup_refused(error):
            raise
    # Telegram's description names the tag at fault, which could be a user's text: it stays out of the log
    log.error("Telegram refused a message's markup; sending it as plain text")
    return await way(mode=None)


async def _post(message: MaybeInaccessibleMessage, part: Part, *, reply: bool, mode: ParseMode | None) -> int:
    chat, topic = place(message)
    to = reply_to(message) if reply else None
    sent = await message.get_bot().send_message(chat, message_thread_id=topic, reply_parameters=to, **part.told(mode))
    return sent.message_id


def reply_to(message: MaybeInaccessibleMessage) -> ReplyParameters:
    """What makes a message a reply to `message`."""
    # the question may be gone by the time that it is answered
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)


async def _edit(message: MaybeInaccessibleMessage, known: int, part: Part, *, mode: ParseMode | None) -> bool:
    """Whether the message `known` shows the part now."""
    try:
        await message.get_bot().edit_message_text(chat_id=message.chat.id, message_id=known, **part.told(mode))
    except BadRequest as error:
        if _markup_refused(error):
            raise
        if "not modified" not in str(error).lower():
            log.info("an answer can't be edited, sending it anew")
            return False
    return True


def _markup_refused(error: BadRequest) -> bool:
    return "parse entities" in str(error).lower()  # the library rewrites Telegram's texts: match without case


async def answer_query(query: CallbackQuery, notice: str) -> None:
    """Tell Telegram that a button's press is worked on, with a notice to the person if there is one to give."""
    with suppress(BadRequest):  # the press may be too old to be answered
        await query.answer(notice[:LONGEST_NOTICE] or None, show_alert=True if notice else None)


def in_group(message: MaybeInaccessibleMessage) -> bool:
    """Whether others talk in the chat too."""
    return message.chat.type != message.chat.PRIVATE


def too_large(error: TelegramError) -> bool:
    """Whether Telegram refuses a file for its size, which another try doesn't change."""
    said = str(error).lower()
    return isinstance(error, NetworkError) and ("too large" in said or "(413)" in said)


def page_of(
    items: Sequence[T], number: str, line: Callable[[T], str], button: Button, most: int = MOST
) -> tuple[list[tuple[int, T, str]], list[list[InlineKeyboardButton]]]:
    """A page of a list, each item with its place in the list and its line, and the row of buttons to the pages beside
    it, to the first and to the last.

    It is the page of that number, the last one for a higher number and the first for what is none; of `most` items, or
    as many as their lines leave room for.
    """
    rows = [(at, item, line(item)) for at, item in enumerate(items, 1)]
    pages = in_pages(rows, lambda row: markup.units(row[2]) + 1, most, ROOM)
    count, page = len(pages), min(max(int(number) if number.isdecimal() and len(number) < 6 else 1, 1), len(pages))
    near = ((1, "⏮ {}"), (count, "{} ⏭"), (page - 1, "« {}"), (page + 1, "{} »"))
    ways = {n: label for n, label in near if 1 <= n <= count and n != page}
    row = [button.shown(label.format(f"{n}/{count}"), page=n) for n, label in sorted(ways.items())]
    return pages[page - 1], [row]
