"""/status: what an admin wants to know of the bot at a glance."""

from __future__ import annotations

import asyncio

from telegram import Update

from handlers.admin import for_admin
from handlers.context import Context, Desk, kept
from handlers.messages import Wording, wording
from handlers.paging import cut
from handlers.reply import say

NAMED, SHORT = 20, 60  # documents that are named, and characters of a name
COMMAND = "status"  # the same in both languages


def status_item(language: str) -> tuple[str, str]:
    """The command, and what it shows."""
    return COMMAND, wording(language).status_menu


async def status(update: Update, context: Context) -> None:
    """Say since when which documents are answered from, and how much is asked."""
    message = update.message
    if message is not None and await for_admin(update, context):
        text = await asyncio.to_thread(_text, context.desk, context.desk.words(message))
        await say(message, text)


def _text(desk: Desk, words: Wording) -> str:
    documents = desk.engine.knowledge.store.documents
    named = [cut(document.entry.short, SHORT) for document in documents[:NAMED]]
    more = len(documents) - len(named)
    counts = kept(desk.questions.counts, {"questions": 0, "up": 0, "down": 0})
    return words.status.format(
        built=desk.engine.knowledge.store.meta.get("indexed_at", "?"),
        documents=", ".join([*named, *([words.more.format(count=more)] if more else [])]),
        questions=counts["questions"],
        good=counts["up"],
        bad=counts["down"],
    )
