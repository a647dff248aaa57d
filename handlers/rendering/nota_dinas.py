"""A meeting's record as a nota dinas: an A4 document with styles and numbering that an office can go on with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from handlers.rendering import docx_styles as styles
from handlers.rendering.markup import clean
from handlers.rendering.minutes import RecordWords, record_words
from index.views.meeting import Clause, Minutes, RecordSource

_SOURCES = (Cm(5.9), Cm(4.2), Cm(2.8), Cm(styles.TEXT_WIDTH - 12.9))
TOGETHER = 8  # documents in a table that stays on one page with the signature, which never stands alone
_ITEM = re.compile(r"\(?\w{1,3}[.)] ")
_SIGNED = Cm(styles.TEXT_WIDTH)  # where a signature's blanks end


def docx_of(minutes: Minutes) -> bytes:
    """The record as the bytes of a .docx file."""
    words = record_words()
    document = docx.Document()
    styles.prepare(document, clean(minutes.title), (words.page, words.page_of))
    _heading(document, words, minutes)
    document.add_paragraph(
        words.intro.format(questions=minutes.questions, title=clean(minutes.title), date=words.day(minutes.began)),
        style=styles.BODY,
    )
    for main, clauses in groupby(minutes.clauses, key=lambda clause: clause.main):
        document.add_heading(words.main if main else words.more, level=1)
        for clause in clauses:
            _clause(document, words, clause)
    if minutes.gone:
        document.add_paragraph(words.gone.format(ids=", ".join(minutes.gone)), style=styles.BODY)
    if minutes.unanswered:
        document.add_paragraph(clean(words.without_answer(minutes.unanswered)), style=styles.BODY)
    _sources(document, words, minutes.sources)
    document.add_paragraph(words.closing, style=styles.CLOSING)
    _signature(document, words)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _heading(document: Document, words: RecordWords, minutes: Minutes) -> None:
    """Title and number, then to whom, from whom, when and what about, with blanks to fill in."""
    document.add_paragraph(words.heading, style=styles.TITLE)
    number = document.add_paragraph(f"{words.number} ", style=styles.NUMBER)
    _blank(number, Cm(styles.TEXT_WIDTH / 2 + 3.5))
    about = words.subject_is.format(title=clean(minutes.title))
    rows = ((words.to, ""), (words.sender, ""), (words.date, words.day(minutes.began)), (words.subject, about))
    for label, value in rows:
        line = document.add_paragraph(f"{label}\t:\t{value}", style=styles.HEAD)
        if not value:
            _blank(line, Cm(styles.TEXT_WIDTH))
    document.add_paragraph(style=styles.RULE)


def _clause(document: Document, words: RecordWords, clause: Clause) -> None:
    document.add_paragraph(clean(clause.formal), style=styles.CLAUSE)
    for line in clause.lines:
        document.add_paragraph(clean(line), style=styles.ITEM if _item(line) else styles.QUOTE)
    document.add_paragraph(clean(words.questions(clause.questions)), style=styles.ASKED)
    if clause.changed:
        document.add_paragraph(words.changed, style=styles.ASKED)


def _item(line: str) -> bool:
    """Whether a line of a clause begins with an item's number or letter, out of which its text stands."""
    return _ITEM.match(line) is not None


def _sources(document: Document, words: RecordWords, sources: Sequence[RecordSource]) -> None:
    """A table of the documents: what each is, whether in force, when it was read, the beginning of its SHA-256."""
    document.add_heading(words.sources, level=1)
    table = document.add_table(rows=len(sources) + 1, cols=len(_SOURCES), style=styles.GRID)
    table.autofit = False
    heading = (words.source, words.status, words.indexed, words.sha256)
    rows = ((s.formal, s.status, words.day(s.indexed_at), f"{s.sha256[:12]}…") for s in sources)
    for at, (row, values) in enumerate(zip(table.rows, (heading, *rows), strict=True)):
        for cell, value, width in zip(row.cells, values, _SOURCES, strict=True):
            cell.width = width
            cell.paragraphs[0].style = styles.TABLE_HEAD if at == 0 else styles.TABLE
            cell.paragraphs[0].add_run(clean(value))
            cell.paragraphs[0].paragraph_format.keep_with_next = len(sources) <= TOGETHER
    for column, width in zip(table.columns, _SOURCES, strict=True):
        column.width = width
    styles.repeat_first_row(table)


def _signature(document: Document, words: RecordWords) -> None:
    """Who signs: position, room for the signature, name and staff number, as blanks."""
    signs = ((words.position, styles.SIGN_TOP), (words.name, styles.SIGN_NAME), (words.staff_number, styles.SIGN))
    for label, style in signs:
        _blank(document.add_paragraph(f"{label}: ", style=style), _SIGNED)


def _blank(paragraph: Paragraph, end: Cm | int) -> None:
    """A dotted line to write on, up to a distance from the margin."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0) + end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run("\t")
