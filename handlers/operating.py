"""/status: what an admin wants to know of the bot at a glance."""

from __future__ import annotations

import asyncio

from telegram import Update

from corpus.errors import TanyaPasalError
from handlers.admin import for_admin
from handlers.chat.context import Context, Desk, kept
from handlers.chat.failures import told
from handlers.chat.reply import cut, say
from handlers.wording import Wording, wording
from index.views.view import moment

NAMED, SHORT = 20, 60  # documents that are named, and characters of a name
COMMAND = "status"  # the same in both languages


def status_item(language: str) -> tuple[str, str]:
    """The command, and what it shows."""
    return COMMAND, wording(language).status_menu


async def status(update: Update, context: Context) -> None:
    """Say since when which documents are answered from, and how much is asked."""
    message = update.message
    if message is not None and await for_admin(update, context):
        words = context.desk.words(message)
        parts = [await asyncio.to_thread(tell, context.desk, words) for tell in (_text, _faults)]
        await say(message, "\n\n".join(filter(None, parts)))


def _text(desk: Desk, words: Wording) -> str:
    documents = desk.engine.knowledge.store.documents
    named = [cut(document.entry.short, SHORT) for document in documents[:NAMED]]
    more = len(documents) - len(named)
    counts = kept(desk.questions.counts, {"questions": 0, "up": 0, "down": 0})
    return words.status(
        built=moment(desk.engine.knowledge.store.meta.get("indexed_at", "?"), words.language_code),
        documents=", ".join([*named, *([words.more(count=more)] if more else [])]),
        questions=counts["questions"],
        good=counts["up"],
        bad=counts["down"],
    )


def _faults(desk: Desk, words: Wording) -> str:
    """What is wrong with the documents' files; "" for nothing."""
    try:
        lost = [cut(entry.short, SHORT) for entry in desk.publisher.library.lost()[:NAMED]]
    except TanyaPasalError as error:
        return told(error, words)
    return words.status_lost(documents=", ".join(lost)) if lost else ""
