"""Views and charts in the chat: by command, by button, and the files that they rest on.

A chart is a picture, and in words for who can't see it or wants to copy it.
"""

import asyncio
import hashlib
import logging
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from telegram.error import BadRequest

from corpus.errors import PictureError
from handlers.buttons import CHART, CHART_FILE, Target, fits, target_of
from handlers.chat.context import Desk
from handlers.chat.reply import Part, Rows, filled, parts_of, plain_part
from handlers.chat.talk import Press, Said, Talk
from handlers.keyboards import can_page, keyboard, with_keyboard
from handlers.rendering.picture import size_of
from handlers.rendering.text import CAPTION, caption
from handlers.wording import known_language, wording
from index.knowledge import term
from index.publishing.decisions import OWN
from index.views import VIEWS
from index.views.chart import Chart, chart, choices
from index.views.view import View

DOCUMENTS = "documents"  # the view that knows the documents' files
_CLAUSE = re.compile(r"v[^:]*:clauses:[a-z][a-z0-9]*[-/][a-z0-9/-]+")  # the data of a button to a clause by its id
LONGEST_SUM = 9000  # pixels of width and height together; Telegram takes 10,000 for a photo

log = logging.getLogger(__name__)


def commands() -> list[str]:
    """The commands that show a view, in every language."""
    return sorted({command for spec in VIEWS for command in spec.commands.values()})


def menu(language: str) -> list[tuple[str, str]]:
    """The commands of a language that show a view, each with what it shows."""
    return [(spec.commands[language], term(language, f"view_menu_{spec.name}")) for spec in VIEWS]


async def show(said: Said) -> None:
    """Show the view that a command names, for the rest of its message, in the language set, or else the command's."""
    spec = next(spec for spec in VIEWS if said.command in spec.commands.values())
    # the chat's language where several languages have the same command
    named = next(c for c in (said.words.language_code, *spec.commands) if spec.commands.get(c) == said.command)
    language = said.desk.preference(said.key).language or named
    target = Target(view=spec.name, argument=said.argument.strip(), language=language)
    await said.send(*await asyncio.to_thread(view_messages, said, target))
    log.info("view %s", target.view)


def view_messages(talk: Talk, target: Target, view: View | None = None) -> list[Part]:
    """The messages for a page of a view, for a person: what their buttons have no room for is kept as theirs.

    All its pages, a message each, where there is no room to turn them. Of documents an admin who is alone with the bot
    has buttons to manage them.
    """
    view = view or talk.desk.engine.view(target.view, target.argument, known_language(target.language))
    managing = target.view == DOCUMENTS and talk.alone and talk.user in talk.desk.access.admins
    pages = parts_of(view)
    shown = replace(target, page=min(target.page, len(pages)))
    turned = len(pages) > 1 and can_page(target, len(pages), talk.shorten)
    keys = keyboard(view, shown, len(pages) if turned else 1, talk.shorten, managing=managing)
    return with_keyboard(pages[shown.page - 1 : shown.page] if turned else pages, keys)


async def turn(press: Press) -> str:
    """Turn the message under whose button somebody pressed into the view that the button names, or that is kept under
    the key that it carries; gives the notice for one that names nothing that there is, such as a former version's."""
    key = press.given.get("key")
    data = await asyncio.to_thread(press.desk.lengthen, key) if key else press.query.data
    target, engine = target_of(data), press.desk.engine
    if target is None:
        return press.own_words.view_gone
    language = known_language(target.language)
    if target.view not in {spec.name for spec in VIEWS}:
        return wording(language).view_gone
    if _CLAUSE.fullmatch(target.data) and engine.clause(target.argument) is None:
        return wording(language).clause_gone  # read as words its id would lead to another clause, or nowhere
    view = await asyncio.to_thread(engine.view, target.view, target.argument, language)
    log.info("view %s", target.view)
    if not view.rows:
        return view.title
    await press.show(*await asyncio.to_thread(view_messages, press, target, view))
    return ""


async def send_file(press: Press) -> str:
    """Send the file of a document, just as it was read; gives the notice where it isn't there any more."""
    library, words, name = press.desk.publisher.library, press.own_words, press.given["id"]
    view = await asyncio.to_thread(press.desk.engine.view, DOCUMENTS, name, words.language_code)
    for data in (row.data for row in view.rows if row.data["id"] == name):
        paths = [folder / str(data["file"]) for folder in (library.documents, library.data / OWN)]
        if (content := await asyncio.to_thread(_content, paths, str(data["sha256"]))) is not None:
            await press.send_file(content, paths[0].name, plain_part(str(data["title"])[:CAPTION]))
            return ""
    return words.file_gone


def _content(paths: Sequence[Path], sha256: str) -> bytes | None:
    """What the first of these files holds that is the one that was read; None where none is."""
    for path in paths:
        with suppress(OSError):
            if hashlib.sha256(content := path.read_bytes()).hexdigest() == sha256:
                return content
    return None


async def show_chart(said: Said) -> None:
    """Send the chart that a command names."""
    english = said.command == wording("en").command_names["chart"]
    await _show_chart(said, said.argument.strip(), "en" if english else said.words.language_code)


async def chart_button(press: Press, *, file: bool = False) -> str:
    """Send the chart that a button names; its picture as a `file` if asked, for Telegram makes a photo smaller."""
    await _show_chart(press, press.given["argument"], known_language(press.given["language"]), file=file)
    return ""


async def _show_chart(talk: Talk, argument: str, language: str, *, file: bool = False) -> None:
    """Send the chart, or the picture alone where that is wanted as a file and can be had."""
    desk = talk.desk
    if (found := await asyncio.to_thread(chart, desk.engine.knowledge, argument, language)) is None:
        log.info("chart not there")
        await talk.send(plain_part(wording(language).chart_none, _types(desk, None, language)))
        return
    under, whole = caption(found)
    if file and await _post(talk, found, Part(html=under, plain=""), file=True):
        return
    shown = await _post(talk, found, Part(html=under, plain="", keyboard=filled(_types(desk, argument, language))))
    log.info("chart %s", "drawn" if shown else "in words")
    if not (shown and whole):
        await talk.send(*parts_of(found))


def _types(desk: Desk, shown: str | None, language: str) -> Rows:
    """A button for each type, two in a row, and one for the file of the picture that is shown."""
    buttons = [CHART.shown(label, language=language, argument=name) for label, name in choices(desk.engine.knowledge)]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    if shown is not None and fits(CHART_FILE.data(language=language, argument=shown)):
        rows.append([CHART_FILE.shown(wording(language).chart_file, language=language, argument=shown)])
    return rows


async def _post(talk: Talk, found: Chart, under: Part, *, file: bool = False) -> bool:
    """Send a chart's picture, as a file if asked or where it is too tall for a photo; whether that could be done."""
    try:
        png = await asyncio.to_thread(talk.desk.pictures.chart, found)
        await talk.send_file(png, "bagan.png", under, photo=not file and sum(size_of(png)) <= LONGEST_SUM)
    except PictureError as error:
        log.error("%s", error)
    except BadRequest as error:
        log.error("Telegram refused a picture (%s)", type(error).__name__)
    else:
        return True
    return False
