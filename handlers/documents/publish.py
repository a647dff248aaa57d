"""Documents are changed as an admin wants, and told what came of it; where questions get worse, only confirmed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from corpus.errors import TanyaPasalError
from handlers.admin import with_progress
from handlers.buttons import CHANGE
from handlers.chat.failures import busy_text, told
from handlers.chat.reply import Part, plain_part
from handlers.chat.talk import Talk
from handlers.documents.telling import published_text
from handlers.wording import Wording
from index.publishing.library import Plan
from index.publishing.pointer import UnpointedError
from index.publishing.publisher import BusyError, ChangedError, WorseError

LEFT = "l"  # what the button of a change does of which nothing comes
NAMED = 30  # questions that get worse, that are named

Confirm = Callable[[str, str], InlineKeyboardButton]  # the button of a label that publishes what has that mark

log = logging.getLogger(__name__)


async def as_presser(
    talk: Talk, plan: Callable[[], Plan], anyway: Confirm, *,
    forced: str = "", again: InlineKeyboardButton | None = None,
) -> bool:  # fmt: skip
    """Publish what a person wants, and say what came of it; whether it was published.

    Where questions would get worse, `forced` is the mark of the change that is published though, and `anyway` gives the
    button that does so. `again` is the one to try again where somebody else publishes. Raises what `plan` does where
    that is ChangedError.
    """
    words, publisher = talk.words, talk.desk.publisher
    former = publisher.live.engine.knowledge.store
    try:
        wanted = await asyncio.to_thread(plan)
        store = await with_progress(talk, words.publishing, publisher.publish(wanted, str(talk.user), forced))
    except ChangedError:
        raise
    except BusyError as error:
        part = plain_part(busy_text(error, words), InlineKeyboardMarkup([[again]]) if again else None)
    except WorseError as error:
        part = _too_much_worse(error, words, anyway)
    except TanyaPasalError as error:
        log.warning("a change isn't answered from: %s", type(error).__name__)
        said = words.publishing_later if isinstance(error, UnpointedError) else words.publishing_failed
        part = plain_part(said(reason=told(error, words)))
    else:
        await talk.send(plain_part(published_text(wanted, store, former, words)))
        return True
    await talk.send(part)
    return False


def _too_much_worse(error: WorseError, words: Wording, anyway: Confirm) -> Part:
    """Which questions would get worse, or why nobody knows, with a button that publishes nevertheless."""
    if error.unread is not None:
        text, label = words.publishing_untested(reason=told(error.unread, words)), words.publish_untested
    else:
        count = len(error.lost)
        names = [f"• {question[:100]}" for question in error.lost[:NAMED]]
        names += [words.more(count=count - NAMED)] if count > NAMED else []
        questions, label = "\n".join(names), words.publish_anyway(count=count)
        text = words.publishing_worse(count=count, asked=error.asked, margin=error.margin, questions=questions)
    return plain_part(text, InlineKeyboardMarkup([[anyway(label, error.mark)], [leaving(words)]]))


def leaving(words: Wording) -> InlineKeyboardButton:
    """The button by which nothing comes of a change."""
    return CHANGE.shown(words.draft_cancel, action=LEFT)
