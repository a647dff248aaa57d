"""When something fails: the log first, without anybody's words, then a polite sentence in the chat."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from corpus.errors import TanyaPasalError, reason_of
from handlers.chat.admission import addressed
from handlers.chat.context import Context
from handlers.chat.reply import say
from handlers.chat.talk import Talk
from handlers.wording import Wording
from index.publishing.publisher import BusyError

log = logging.getLogger(__name__)

_ID = re.compile(r"-?\d{5,}")
_RESPONSE = re.compile(r"\. (Parsing the server response|The server response contained).*", re.DOTALL)


async def on_error(update: object, context: Context) -> None:
    """Log the error, then tell the chat that its question isn't answered yet; never raises."""
    error = context.error
    if isinstance(error, Forbidden):
        log.info("a chat doesn't take messages from the bot (any more)")
        return
    log.error("a handler failed: %s", describe(error))
    message = update.effective_message if isinstance(update, Update) else None
    if message is None or isinstance(error, RetryAfter):  # a chat that takes no answer takes no apology either
        return
    try:
        if addressed(message, context.bot):
            await say(message, context.desk.words(message).failed)
    except Exception as failure:  # the library would log it with its text
        log.warning("nor could the chat be told: %s", type(failure).__name__)


def describe(error: BaseException | None) -> str:
    """The error and its causes, the first cause last, by type and by place in this project's code.

    An exception's text can hold the question or a name, so only that of Telegram's own refusals is given,
    without ids, and not where it quotes the message.
    """
    return " / caused by ".join(_one(link) for link in _chain(error)) or "unknown"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _one(error: BaseException) -> str:
    text = type(error).__name__
    if isinstance(error, TelegramError) and not _quotes(error):
        text += f" ({_ID.sub('<id>', _RESPONSE.sub('', str(error)))})"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename] or frames[-1:]
    places = (f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}" for frame in reversed(own))
    return text + "".join(f" < {place}" for place in places)


def _quotes(error: TelegramError) -> bool:
    if isinstance(error, ChatMigrated):  # all that it tells is the chat's id
        return True
    return isinstance(error, BadRequest) and "parse" in str(error).lower()


def busy_text(error: BusyError, words: Wording) -> str:
    """Who publishes, and for how long."""
    return words.publishing_busy(who=error.who, seconds=max(1, round(error.seconds)))


def told(error: TanyaPasalError | OSError, words: Wording) -> str:
    """An error as a chat shows it, in its language: files by their names, without the folders of this machine."""
    return re.sub(r"(?<!\w)/(?:[^\s/]+/)+", "", reason_of(error).text(words.language_code))


@asynccontextmanager
async def refusal_told(talk: Talk) -> AsyncIterator[None]:
    """Work on a change to the documents; for what it can't be made or shown, that is said."""
    try:
        yield
    except BusyError as error:
        await talk.say(busy_text(error, talk.words))
    except TanyaPasalError as error:
        await talk.say(talk.words.publishing_failed(reason=told(error, talk.words)))
