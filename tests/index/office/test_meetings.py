"""A meeting's record: kept over a restart, apart for each chat, each clause once with its text and questions."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
import yaml
from docx.enum.text import WD_TAB_LEADER

from corpus.errors import ConfigError, StoreError
from handlers.rendering.markup import LIMIT, units
from handlers.rendering.minutes import MOST, docx_of, minutes_parts, plain_minutes, record_words
from index.engine import Engine
from index.office import chats
from index.office.chats import Meeting, Meetings, Noted
from index.office.office import NAME, Office
from index.views.meeting import Minutes, minutes, noted

QUESTIONS = [
    "seksi mana yang mengurus sub domain?",
    "isi pasal 12",
    "berapa gaji kepala dinas",
    "psl 12(3)",
    "isi pasal 12",
]
AT = "2026-03-12T02:15:00+00:00"
BEGAN = "2026-03-12T12:00:00+00:00"


def asked(engine: Engine, questions: list[str]) -> tuple[Noted, ...]:
    found = (noted(engine.ask(question), at, AT) for at, question in enumerate(questions))
    return tuple(row for row in found if row is not None)


@pytest.fixture(scope="module")
def record(shipped: Engine) -> Minutes:
    meeting = Meeting(title="Rapat <penataan> & dinas", began=BEGAN, noted=asked(shipped, QUESTIONS))
    return minutes(shipped.knowledge, meeting, "id")


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(content))


def test_a_question_without_a_clause_is_told_and_a_courtesy_is_not_noted(shipped: Engine, record: Minutes) -> None:
    assert [noted(shipped.ask(text), 1, AT) for text in ("terima kasih", "selamat pagi", "thank you", " ")] == [
        None
    ] * 4
    assert record.unanswered == ("berapa gaji kepala dinas",)
    assert record.questions == len(QUESTIONS) - 1
    assert "berapa gaji kepala dinas" in plain_minutes(record)
    assert "berapa gaji kepala dinas" in "".join(part.text for part in opened(docx_of(record)).paragraphs)


def test_each_clause_stands_once_with_the_questions_that_led_to_it(shipped: Engine, record: Minutes) -> None:
    ids = [clause.id for clause in record.clauses]
    assert len(ids) == len(set(ids))
    assert ids[:3] == [
        "tupoksi-tik-ntb/seksi-infrastruktur/tugas-15",
        "pm-14-2016/pasal-12",
        "pm-14-2016/pasal-12/ayat-3",
    ]
    assert record.clauses[1].questions == (("isi pasal 12", AT), ("isi pasal 12", AT))
    cited = {name for row in asked(shipped, QUESTIONS) for name, _ in row.citations}
    assert set(ids) == cited
    assert (record.questions, record.gone) == (4, ())


def test_clauses_that_answer_come_before_those_cited_beside_them(record: Minutes) -> None:
    assert [clause.main for clause in record.clauses] == sorted(
        (clause.main for clause in record.clauses), reverse=True
    )
    assert {clause.main for clause in record.clauses} == {True, False}


def test_a_clause_has_its_full_text_and_formal_citation(shipped: Engine, record: Minutes) -> None:
    for clause in record.clauses:
        unit = shipped.knowledge.store.by_id(clause.id)
        assert unit is not None
        assert "\n".join(clause.lines) == unit.quote
        assert clause.formal == unit.formal


def test_a_document_that_has_changed_or_a_clause_that_has_gone_is_told(shipped: Engine) -> None:
    held = ("pm-14-2016/pasal-12", "0" * 64)
    row = Noted(message=1, question="q", at=AT, citations=(("pm-14-2016/pasal-99", "0" * 64), held))
    found = minutes(shipped.knowledge, Meeting(title="x", began=BEGAN, noted=(row,)), "id")
    assert found.gone == ("pm-14-2016/pasal-99",)
    assert [clause.changed for clause in found.clauses] == [True]
    texts = plain_minutes(found), "\n".join(p.text for p in opened(docx_of(found)).paragraphs)
    assert all("pasal-99" in text and record_words().changed in text for text in texts)


def test_each_document_has_its_state(record: Minutes) -> None:
    assert [source.status for source in record.sources] == ["Belum diperiksa apakah masih berlaku."] * 2
    assert all(len(source.sha256) == 64 and source.indexed_at for source in record.sources)


def test_the_document_holds_every_clause_in_full(record: Minutes) -> None:
    document = opened(docx_of(record))
    texts = [paragraph.text for paragraph in document.paragraphs]
    for clause in record.clauses:
        at = texts.index(clause.formal)
        assert tuple(texts[at + 1 : at + 1 + len(clause.lines)]) == clause.lines
    numbered = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "List Number"]
    assert numbered == [clause.formal for clause in record.clauses]


def test_the_document_is_a_letter_on_a4_with_blanks_to_fill_in(record: Minutes) -> None:
    document = opened(docx_of(record))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.paragraphs[0].text == "NOTA DINAS"
    heads = {
        p.text.split("\t")[0]: p for p in document.paragraphs if p.style is not None and p.style.name == "Nota Kepala"
    }
    assert list(heads) == ["Kepada", "Dari", "Tanggal", "Hal"]
    assert heads["Tanggal"].text.endswith("12 Maret 2026")
    assert heads["Hal"].text.endswith("Rapat <penataan> & dinas")
    assert heads["Kepada"].paragraph_format.tab_stops[-1].leader == WD_TAB_LEADER.DOTS
    assert not any("  " in p.text for p in document.paragraphs)


def test_the_document_tells_the_state_of_each_source(record: Minutes) -> None:
    (table,) = opened(docx_of(record)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Dokumen", "Keadaan", "Dibaca", "SHA-256"]
    assert [row[0] for row in rows[1:]] == [source.formal for source in record.sources]
    assert [row[3] for row in rows[1:]] == [f"{source.sha256[:12]}…" for source in record.sources]


def test_hostile_questions_and_titles_are_written_as_text(record: Minutes) -> None:
    title = "\x00\ud800 <w:p/> & " + "panjang" * 60
    clause = replace(record.clauses[0], questions=(("</w:t> \x1b \uffff\nbaris", AT),))
    odd = replace(record, title=title, clauses=(clause,))
    text = "\n".join(paragraph.text for paragraph in opened(docx_of(odd)).paragraphs)
    assert "</w:t>" in text
    assert "<w:p/> &" in text
    assert minutes_parts(odd)


def test_a_record_is_given_in_messages_that_fit(record: Minutes) -> None:
    parts = minutes_parts(record)
    assert 1 < len(parts) <= MOST
    assert all(0 < units(plain) <= LIMIT for _, plain in parts)
    told = "\n".join(plain for _, plain in parts)
    assert all(clause.formal in told for clause in record.clauses)


def test_a_long_record_is_listed_without_its_texts(shipped: Engine) -> None:
    units_ = [unit for unit in shipped.knowledge.store.units() if "/seksi-" in unit.id][:40]
    rows = tuple(Noted(message=at, question="q", at="", citations=((u.id, ""),)) for at, u in enumerate(units_))
    found = minutes(shipped.knowledge, Meeting(title="x", began=BEGAN, noted=rows), "id")
    told = "\n".join(plain for _, plain in minutes_parts(found))
    assert all(unit.formal in told for unit in units_)
    assert units_[0].quote not in told


def test_the_words_of_a_record_are_checked(tmp_path: Path) -> None:
    source = Path(record_words.__wrapped__.__code__.co_filename).parents[1] / "record.yaml"
    entries = yaml.safe_load(source.read_text(encoding="utf-8"))
    for broken in (
        {**entries, "extra": "x"},
        {**entries, "heading": 5},
        {k: v for k, v in entries.items() if k != "to"},
    ):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.yaml"
        path.write_text(yaml.safe_dump(broken), encoding="utf-8")
        with pytest.raises(ConfigError):
            record_words(path)


def row(question: str = "q", message: int = 1) -> Noted:
    return Noted(message=message, question=question, at=AT, citations=(("pm-14-2016/pasal-12", "0" * 64),))


def test_a_record_is_kept_over_a_restart_and_apart_for_each_chat(tmp_path: Path) -> None:
    office = Office(tmp_path)
    meetings = Meetings(office)
    assert meetings.begin("1:", "satu")
    assert meetings.begin("2:", "dua")
    assert not meetings.begin("1:", "lain")
    meetings.note("1:", 5, row("kedua", 5))
    meetings.note("1:", 3, row("pertama", 3))
    meetings.note("9:", 3, row("tanpa catatan", 3))
    office.close()
    office = Office(tmp_path)
    meetings = Meetings(office)
    held = meetings.get("1:")
    assert held is not None
    assert (held.title, [item.question for item in held.noted]) == ("satu", ["pertama", "kedua"])
    assert held.noted[0].citations == row().citations
    assert meetings.get("2:") == Meeting(title="dua", began=meetings.get("2:").began)  # type: ignore[union-attr]
    assert meetings.get("9:") is None
    assert meetings.end("1:")
    assert not meetings.end("1:")
    assert meetings.get("1:") is None
    assert meetings.get("2:") is not None
    office.close()


def test_an_edited_question_takes_the_place_of_its_former_answer(tmp_path: Path) -> None:
    office = Office(tmp_path)
    meetings = Meetings(office)
    meetings.begin("1:", "satu")
    meetings.note("1:", 3, row("lama", 3))
    meetings.note("1:", 3, row("baru", 3))
    held = meetings.get("1:")
    assert held is not None
    assert [item.question for item in held.noted] == ["baru"]
    meetings.note("1:", 3, None)
    assert meetings.get("1:") == replace(held, noted=())
    office.close()


def test_no_chat_stands_in_the_database(tmp_path: Path) -> None:
    chat = "-1001234567890"
    office = Office(tmp_path)
    meetings = Meetings(office)
    meetings.begin(f"{chat}:", "satu")
    meetings.note(f"{chat}:", 3, row())
    office.close()
    assert not any(chat[1:].encode() in path.read_bytes() for path in tmp_path.iterdir())
    other = Office(tmp_path / "other")
    Meetings(other).begin(f"{chat}:", "satu")
    other.close()
    hashes = {sqlite3.connect(folder / NAME).execute("SELECT place FROM meetings").fetchone()[0]
              for folder in (tmp_path, tmp_path / "other")}  # fmt: skip
    assert len(hashes) == 2


def test_a_record_takes_questions_for_a_day_and_is_forgotten_after_a_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path)
    meetings = Meetings(office)
    meetings.begin("1:", "satu")
    monkeypatch.setattr(chats, "OPEN_FOR", -chats.OPEN_FOR)
    meetings.note("1:", 3, row())
    assert meetings.get("1:").noted == ()  # type: ignore[union-attr]
    monkeypatch.setattr(chats, "KEPT_FOR", -chats.KEPT_FOR)
    meetings.begin("2:", "dua")
    assert meetings.get("1:") is None
    office.close()


def test_a_database_that_takes_nothing_is_told(tmp_path: Path) -> None:
    office = Office(tmp_path)
    meetings = Meetings(office)
    office._database.execute("PRAGMA query_only = 1")
    with pytest.raises(StoreError, match="can't be written"):
        meetings.begin("1:", "satu")
    office.close()
