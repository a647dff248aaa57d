"""The buttons under an answer and under a view."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from handlers.buttons import ANSWER, FILE, KEPT_VIEW, LABEL, MANAGE, Target, fits, share
from handlers.chat.reply import Part, filled
from handlers.rendering import markup
from handlers.rendering.markup import cut
from handlers.wording import wording
from index.answer import Answer
from index.views.view import View, in_pages

WIDTH = 28  # characters of labels that stand side by side on a phone
COPIED = 256  # UTF-16 code units that a button copies
MOST = 96  # buttons under one message; Telegram takes 100
OPENED, LISTED = "s", "l"  # what is done by a button that manages: open one document, or a page of the list of all
BACK, WHOLE, TYPES, HIT, GOOD, BAD, REASON, SUGGESTED = "b", "c", "t", "h", "g", "n", "r", "s"
BY_KEY = "~"  # how what is managed begins where it is kept under a key

Shorten = Callable[[str], str]  # keeps a button's data and gives a key for it, "" where it can't


def can_page(target: Target, pages: int, shorten: Shorten) -> bool:
    """Whether a button to each page has room for what it carries."""
    return bool(_data(replace(target, page=pages), shorten))


def keyboard(
    view: View, target: Target, pages: int, shorten: Shorten, *, managing: bool = False
) -> InlineKeyboardMarkup | None:
    """The buttons under a page of a view: to the pages beside it, its choices, its files, the answer that it leads
    back to; None for none.

    `shorten` keeps what a button has no room for; a choice that can't be kept either is left out. With `managing`
    each row's document can be managed, and all.
    """
    rows = [_turning(target, pages, shorten), copying(view.copy, view.language)]
    opened = replace(target, language=view.language, page=1)
    choices = [
        InlineKeyboardButton(choice.label, callback_data=data)
        for choice in view.choices
        if (data := _data(replace(opened, view=choice.view, argument=choice.argument), shorten))
    ]
    named = [(str(row.data["id"]), f"📎 {row.data.get('short', '')}") for row in view.rows if row.data.get("file")]
    files = [FILE.shown(label, id=name) for name, label in named if fits(FILE.data(id=name))]
    rows += _side_by_side([*choices, *files][: MOST // 3 if managing else MOST])
    rows += _managing(view, shorten) if managing else []
    rows += [[_button(wording(target.language).answer_back, target.back, BACK)]] if target.back else []
    return filled(rows)


def copying(text: str, language: str) -> list[InlineKeyboardButton]:
    """The button that copies a formal citation; none where a button has no room for it."""
    if not text or markup.units(text) > COPIED:
        return []
    return [InlineKeyboardButton(wording(language).answer_copy, copy_text=CopyTextButton(text))]


def _turning(target: Target, pages: int, shorten: Shorten) -> list[InlineKeyboardButton]:
    near = {target.page - 1: "« {}/{}", target.page + 1: "{}/{} »"}
    return [
        InlineKeyboardButton(label.format(page, pages), callback_data=_data(replace(target, page=page), shorten))
        for page, label in near.items()
        if 1 <= page <= pages
    ]


def _data(target: Target, shorten: Shorten) -> str:
    """The data of a button that opens a target: a key where there is no room for more; "" where there is none."""
    data = target.data
    if fits(data):
        return data
    key = shorten(data)
    return KEPT_VIEW.data(key=key) if key else ""


def managing_button(label: str, action: str, name: str, shorten: Shorten) -> InlineKeyboardButton:
    """A button that manages a document, which has a key for an id that it has no room for."""
    room = fits(MANAGE.data(action=action, name=name))
    return MANAGE.shown(label, action=action, name=name if room else f"{BY_KEY}{shorten(name)}")


def _managing(view: View, shorten: Shorten) -> list[list[InlineKeyboardButton]]:
    """A button to manage each row's document, and one to all documents, the retired ones too."""
    ways = [
        managing_button(f"⚙ {row.data.get('short', '')}", OPENED, str(row.data.get("id")), shorten)
        for row in view.rows[: MOST // 3]
    ]
    return [*_side_by_side(ways), [MANAGE.shown(wording(view.language).manage_all, action=LISTED, name=1)]]


def _side_by_side(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Buttons side by side as far as their labels have room."""
    return in_pages(buttons, lambda button: len(button.text) + 2, MOST, WIDTH)


def with_keyboard(parts: Sequence[Part], keyboard: InlineKeyboardMarkup | None) -> list[Part]:
    """The messages with a keyboard under the last."""
    *before, last = parts
    return [*before, replace(last, keyboard=keyboard)]


def answer_keyboard(answer: Answer, key: str, username: str, *, reasons: bool = False) -> InlineKeyboardMarkup | None:
    """The buttons of an answer; of a refusal the nearest clauses, else its suggestions.

    With `reasons` what may be wrong instead of 👍 👎.
    """
    words = wording(answer.language)
    if not answer.citations:
        near = {Target(view="clauses", argument=c.id, language=answer.language).data: c.label for c in answer.near}
        rows = [
            [InlineKeyboardButton(cut(label, LABEL), callback_data=data)] for data, label in near.items() if fits(data)
        ]
        return filled(rows or [[_button(text, key, SUGGESTED, at)] for at, text in enumerate(answer.suggestions)])
    first = answer.citations[0]
    ways = [_button(words.answer_types, key, TYPES)] if answer.across else []
    ways += [_button(words.answer_others, key, HIT, 1)] if len(hits(answer)) > 1 else []
    sharing = InlineKeyboardButton(words.answer_share, url=share(username, first.id, answer.headline))
    voting = [_button(words.answer_good, key, GOOD), _button(words.answer_bad, key, BAD)]
    rows = [[*copying(first.formal, answer.language), _button(words.answer_whole, key, WHOLE)], ways]
    why = [[_button(text, key, REASON, at)] for at, text in enumerate(words.reasons)]
    return filled([*rows, *(why if reasons else [[*voting, sharing]])])


def hit_keyboard(answer: Answer, key: str, at: int, count: int) -> InlineKeyboardMarkup | None:
    """The buttons of one hit of several: the ones beside it, its clause, the way back to the answer."""
    words = wording(answer.language)
    turns = [
        _button(f"{'‹' if other < at else '›'} {other + 1}/{count}", key, HIT if other else BACK, other)
        for other in (at - 1, at + 1)
        if other < count
    ]
    rows = [turns, [*copying(answer.citations[0].formal, answer.language), _button(words.answer_whole, key, WHOLE, at)]]
    return filled([*rows, [_button(words.answer_back, key, BACK)]])


def _button(label: str, key: str, action: str, number: int = 0) -> InlineKeyboardButton:
    return ANSWER.shown(label, key=key, action=action, number=number or "")


def hits(answer: Answer) -> tuple[str, ...]:
    """The ids of all clauses that were found for a question, best first."""
    return tuple(dict.fromkeys([*(citation.id for citation in answer.citations), *answer.others]))
