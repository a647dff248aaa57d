"""A meeting's record: as text in a terminal or to copy from Telegram messages, and as a nota dinas.

Its words are those of `record.yaml`; the looks of the nota dinas (A4 page, styles, numbering, footer) are those of
`nota_dinas.docx`, which an office goes on with in any word processor.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from corpus.files import load_mapping
from handlers.rendering import markup
from handlers.rendering.markup import Block, block, clean
from handlers.wording import check_texts
from index.views.meeting import Clause, Minutes, RecordSource
from index.views.view import day

TEMPLATE = Path(__file__).parents[1] / "nota_dinas.docx"
TEXT_WIDTH = 16.0  # centimetres between the template's margins
BODY, ASKED = "Body Text", "Nota Pertanyaan"  # of its styles
_SOURCES = (Cm(5.9), Cm(4.2), Cm(2.8), Cm(TEXT_WIDTH - 12.9))
TOGETHER = 8  # documents in a table that stays on one page with the signature, which never stands alone
_ITEM = re.compile(r"\(?\w{1,3}[.)] ")  # an item's number or letter, out of which its text stands
_FILE = Path(__file__).parents[1] / "record.yaml"
MOST = 5  # messages; a longer record is listed without its texts, which its file has


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWords:
    """All words of a record, by the keys of record.yaml."""

    heading: str
    untitled: str
    number: str
    to: str
    sender: str
    date: str
    subject: str
    subject_is: str
    intro: str
    main: str
    more: str
    asked: str
    question: str
    question_at: str
    changed: str
    gone: str
    unanswered: str
    sources: str
    source: str
    status: str
    indexed: str
    sha256: str
    closing: str
    position: str
    name: str
    staff_number: str

    def day(self, time: str) -> str:
        """An ISO time's day here, as a letter writes it: "3 Maret 2026"; "" for none."""
        return day(datetime.fromisoformat(time).astimezone().date().isoformat(), "id") if time else ""

    def questions(self, asked: tuple[tuple[str, str], ...]) -> str:
        """The questions that led to a clause, each once, with the time where it is known."""
        told = dict.fromkeys(self._question(question, at) for question, at in asked)
        return self.asked.format(questions="; ".join(told))

    def without_answer(self, asked: tuple[str, ...]) -> str:
        """That these questions were asked and the documents don't answer them."""
        return self.unanswered.format(questions="; ".join(self._question(question, "") for question in asked))

    def _question(self, question: str, at: str) -> str:
        shown = " ".join(question.split())
        if not at:
            return self.question.format(question=shown)
        here = datetime.fromisoformat(at).astimezone()
        return self.question_at.format(question=shown, time=here.strftime("%H.%M"))


@cache
def record_words(path: Path = _FILE) -> RecordWords:
    """The words; raises ConfigError for a key that is missing, unknown or no text."""
    entries = load_mapping(path)
    check_texts(f"{path}: ", entries, {item.name for item in fields(RecordWords)})
    return RecordWords(**entries)


def plain_minutes(minutes: Minutes) -> str:
    """All the text of a record, without markup."""
    return markup.join(_blocks(minutes, quoted=True))


def minutes_parts(minutes: Minutes) -> list[tuple[str, str]]:
    """The messages that give a record, each as HTML and as plain text; without the clauses' texts if it is long."""
    pages = markup.pages(_blocks(minutes, quoted=True))
    return pages if len(pages) <= MOST else markup.pages(_blocks(minutes, quoted=False))


def _blocks(minutes: Minutes, *, quoted: bool) -> list[Block]:
    words = record_words()
    found = [
        block(f"{minutes.title[:1].upper()}{minutes.title[1:]} — {words.day(minutes.began)}", "b"),
        *_clauses(words, minutes, quoted=quoted),
        *([block(words.gone.format(ids=", ".join(minutes.gone)))] if minutes.gone else []),
        *([block(words.without_answer(minutes.unanswered))] if minutes.unanswered else []),
        *_sources(words, minutes.sources),
    ]
    return [item for item in found if markup.visible(item.text)]


def _clauses(words: RecordWords, minutes: Minutes, *, quoted: bool) -> Iterator[Block]:
    for main, numbered in groupby(enumerate(minutes.clauses, 1), key=lambda row: row[1].main):
        yield block(words.main if main else words.more, "b")
        for number, clause in numbered:
            yield block(f"{number}. {clause.formal}", "b")
            yield block(words.questions(clause.questions), "i", tight=True)
            if quoted:
                yield block("\n".join(clause.lines), frame="quote", tight=True)
            if clause.changed:
                yield block(words.changed, tight=True)


def _sources(words: RecordWords, sources: Sequence[RecordSource]) -> Iterator[Block]:
    if sources:
        yield block(words.sources, "b")
    for source in sources:
        told = f"{words.indexed} {words.day(source.indexed_at)} · {words.sha256} {source.sha256[:12]}…"
        yield block(f"• {source.formal}. {source.status}", tight=True)
        yield block(told, tight=True)


def docx_of(minutes: Minutes) -> bytes:
    """The record as the bytes of a .docx file."""
    words = record_words()
    document = docx.Document(str(TEMPLATE))
    document.core_properties.title = clean(minutes.title)[:255]
    _heading(document, words, minutes)
    document.add_paragraph(
        words.intro.format(questions=minutes.questions, title=clean(minutes.title), date=words.day(minutes.began)),
        style=BODY,
    )
    for main, clauses in groupby(minutes.clauses, key=lambda clause: clause.main):
        document.add_heading(words.main if main else words.more, level=1)
        for clause in clauses:
            _clause(document, words, clause)
    if minutes.gone:
        document.add_paragraph(words.gone.format(ids=", ".join(minutes.gone)), style=BODY)
    if minutes.unanswered:
        document.add_paragraph(clean(words.without_answer(minutes.unanswered)), style=BODY)
    _source_table(document, words, minutes.sources)
    document.add_paragraph(words.closing, style="Nota Penutup")
    signed = ((words.position, "Nota Jabatan"), (words.name, "Nota Nama"), (words.staff_number, "Nota Tanda Tangan"))
    for label, style in signed:
        _blank(document.add_paragraph(f"{label}: ", style=style), Cm(TEXT_WIDTH))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _heading(document: Document, words: RecordWords, minutes: Minutes) -> None:
    """Title and number, then to whom, from whom, when and what about, with blanks to fill in."""
    document.add_paragraph(words.heading, style="Title")
    _blank(document.add_paragraph(f"{words.number} ", style="Nota Nomor"), Cm(TEXT_WIDTH / 2 + 3.5))
    about = words.subject_is.format(title=clean(minutes.title))
    rows = ((words.to, ""), (words.sender, ""), (words.date, words.day(minutes.began)), (words.subject, about))
    for label, value in rows:
        line = document.add_paragraph(f"{label}\t:\t{value}", style="Nota Kepala")
        if not value:
            _blank(line, Cm(TEXT_WIDTH))
    document.add_paragraph(style="Nota Garis")


def _clause(document: Document, words: RecordWords, clause: Clause) -> None:
    document.add_paragraph(clean(clause.formal), style="List Number")
    for line in clause.lines:
        document.add_paragraph(clean(line), style="Nota Butir" if _ITEM.match(line) else "Quote")
    document.add_paragraph(clean(words.questions(clause.questions)), style=ASKED)
    if clause.changed:
        document.add_paragraph(words.changed, style=ASKED)


def _source_table(document: Document, words: RecordWords, sources: Sequence[RecordSource]) -> None:
    """A table of the documents: what each is, whether in force, when it was read, the beginning of its SHA-256."""
    document.add_heading(words.sources, level=1)
    table = document.add_table(rows=len(sources) + 1, cols=len(_SOURCES), style="Table Grid")
    table.autofit = False
    heading = (words.source, words.status, words.indexed, words.sha256)
    rows = ((s.formal, s.status, words.day(s.indexed_at), f"{s.sha256[:12]}…") for s in sources)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # printed on each page that it runs over
    for at, (row, values) in enumerate(zip(table.rows, (heading, *rows), strict=True)):
        for cell, value, width in zip(row.cells, values, _SOURCES, strict=True):
            cell.width = width
            cell.paragraphs[0].style = "Nota Tabel" if at else "Nota Kepala Tabel"
            cell.paragraphs[0].add_run(clean(value))
            cell.paragraphs[0].paragraph_format.keep_with_next = len(sources) <= TOGETHER
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # kept on one page
    for column, width in zip(table.columns, _SOURCES, strict=True):
        column.width = width


def _blank(paragraph: Paragraph, end: Cm | int) -> None:
    """A dotted line to write on, up to a distance from the margin."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0) + end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run("\t")
