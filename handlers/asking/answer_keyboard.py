"""The buttons under an answer. Each carries the key of its question and what it does: "a:Xy3_k9Qa:h2"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.asking.conversation import Reply, hits
from handlers.buttons import copying, share
from handlers.chat.reply import Part, parts_of
from handlers.wording import Wording, wording
from index.answer import Answer

BEGINS = "a:"
BACK, WHOLE, TYPES, HIT, GOOD, BAD, REASON, SUGGESTED = "b", "c", "t", "h", "g", "n", "r", "s"
LABEL = 60  # characters of a button's label that a phone shows
_DATA = re.compile(r"a:(?P<key>[\w-]{8}):(?P<action>[bcthgnrs])(?P<number>\d{0,2})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a button under an answer does: to which question's answer, and with which of its hits, reasons, …"""

    key: str
    action: str
    number: int = 0

    @property
    def data(self) -> str:
        """The button's data."""
        return f"{BEGINS}{self.key}:{self.action}{self.number or ''}"


def action_of(data: str) -> Action | None:
    """What a button does, or None where its data says nothing of the kind."""
    found = _DATA.fullmatch(data)
    return Action(key=found["key"], action=found["action"], number=int(found["number"] or 0)) if found else None


def answer_parts(reply: Reply, username: str) -> list[Part]:
    """The messages that show an answer, its buttons under the last."""
    return with_keyboard(parts_of(reply.answer), answer_keyboard(reply.answer, reply.key, username))


def with_keyboard(parts: Sequence[Part], keyboard: InlineKeyboardMarkup | None) -> list[Part]:
    """The messages with a keyboard under the last."""
    *before, last = parts
    return [*before, Part(html=last.html, plain=last.plain, keyboard=keyboard)]


def answer_keyboard(answer: Answer, key: str, username: str, *, reasons: bool = False) -> InlineKeyboardMarkup | None:
    """The buttons of an answer; of a refusal its suggestions. With `reasons` what may be wrong instead of 👍 👎."""
    words = wording(answer.language)
    if not answer.citations:
        return _rows([[_button(text, key, SUGGESTED, at)] for at, text in enumerate(answer.suggestions)])
    first = answer.citations[0]
    ways = [_button(words.answer_types, key, TYPES)] if answer.across else []
    ways += [_button(words.answer_others, key, HIT, 1)] if len(hits(answer)) > 1 else []
    sharing = InlineKeyboardButton(words.answer_share, url=share(username, first.id, answer.headline))
    voting = [_button(words.answer_good, key, GOOD), _button(words.answer_bad, key, BAD)]
    rows = [[*copying(first.formal, answer.language), _button(words.answer_whole, key, WHOLE)], ways]
    rows += [[button] for button in _reasons(words, key)] if reasons else [[*voting, sharing]]
    return _rows(rows)


def hit_keyboard(answer: Answer, key: str, at: int, count: int) -> InlineKeyboardMarkup | None:
    """The buttons of one hit of several: the ones beside it, its clause, the way back to the answer."""
    words = wording(answer.language)
    turns = [
        _button(f"{'‹' if other < at else '›'} {other + 1}/{count}", key, HIT if other else BACK, other)
        for other in (at - 1, at + 1)
        if other < count
    ]
    back = _button(words.answer_back, key, BACK)
    return _rows(
        [
            turns,
            [*copying(answer.citations[0].formal, answer.language), _button(words.answer_whole, key, WHOLE, at)],
            [back],
        ]
    )


def back_button(key: str, language: str) -> InlineKeyboardButton:
    """The way back to an answer."""
    return _button(wording(language).answer_back, key, BACK)


def _reasons(words: Wording, key: str) -> list[InlineKeyboardButton]:
    return [_button(text, key, REASON, at) for at, text in enumerate(words.reasons)]


def _button(label: str, key: str, action: str, number: int = 0) -> InlineKeyboardButton:
    text = label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"
    return InlineKeyboardButton(text, callback_data=Action(key=key, action=action, number=number).data)


def _rows(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None
