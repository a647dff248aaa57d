"""The buttons under a view. A button carries all that it needs, so it works after a restart too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.messages import DEFAULT_LANGUAGE
from index.view import View

LIMIT = 64  # bytes that Telegram takes for a button's data
WIDTH = 28  # characters of labels that stand side by side on a phone
MOST = 96  # buttons under one message; Telegram takes 100
_DATA = re.compile(r"v(?P<page>[1-9]\d{0,2})?(?P<language>[a-z]{2})?:(?P<view>\w+):(?P<argument>.*)", re.DOTALL)
_FILE = "f:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a button opens: a page of a view, in a language."""

    view: str
    argument: str
    language: str = DEFAULT_LANGUAGE
    page: int = 1

    @property
    def data(self) -> str:
        """The button's data: "v:limits:provinsi", with page and language where they aren't the usual ones."""
        page = str(self.page) if self.page > 1 else ""
        language = self.language if self.language != DEFAULT_LANGUAGE else ""
        return f"v{page}{language}:{self.view}:{self.argument}"


def target_of(data: str) -> Target | None:
    """What a view's button opens, or None where it is no such button's data."""
    found = _DATA.fullmatch(data)
    if found is None:
        return None
    return Target(
        view=found["view"],
        argument=found["argument"],
        language=found["language"] or DEFAULT_LANGUAGE,
        page=int(found["page"] or 1),
    )


def document_of(data: str) -> str:
    """The id of the document whose file a button sends."""
    return data.removeprefix(_FILE)


def can_page(target: Target, pages: int) -> bool:
    """Whether a button to each page has room for what it carries."""
    last = Target(view=target.view, argument=target.argument, language=target.language, page=pages)
    return _fits(last.data)


def keyboard(view: View, target: Target, pages: int) -> InlineKeyboardMarkup | None:
    """The buttons under a page of a view: to the pages beside it, its choices, its files; None for none.

    A choice that its button has no room for is left out.
    """
    rows = [_turning(target, pages)] if pages > 1 else []
    choices = [
        InlineKeyboardButton(choice.label, callback_data=data)
        for choice in view.choices
        if _fits(data := Target(view=choice.view, argument=choice.argument, language=view.language).data)
    ]
    rows += [list(row) for row in _rows([*choices, *_files(view)][:MOST])]
    return InlineKeyboardMarkup(rows) if rows else None


def _turning(target: Target, pages: int) -> list[InlineKeyboardButton]:
    near = {target.page - 1: "« {}/{}", target.page + 1: "{}/{} »"}
    return [
        InlineKeyboardButton(
            label.format(page, pages),
            callback_data=Target(
                view=target.view, argument=target.argument, language=target.language, page=page
            ).data,
        )
        for page, label in near.items()
        if 1 <= page <= pages
    ]  # fmt: skip


def _files(view: View) -> Iterator[InlineKeyboardButton]:
    """A button for each row that has a file."""
    for row in view.rows:
        data = f"{_FILE}{row.data.get('id', '')}"
        if row.data.get("file") and _fits(data):
            yield InlineKeyboardButton(f"📎 {row.data.get('short', '')}", callback_data=data)


def _rows(buttons: Sequence[InlineKeyboardButton]) -> Iterator[Sequence[InlineKeyboardButton]]:
    """Buttons side by side as far as their labels have room."""
    row: list[InlineKeyboardButton] = []
    for button in buttons:
        if row and sum(len(other.text) + 2 for other in (*row, button)) > WIDTH:
            yield row
            row = []
        row.append(button)
    if row:
        yield row


def _fits(data: str) -> bool:
    return len(data.encode("utf-8", "surrogatepass")) <= LIMIT
