"""Limits, clauses, terms and documents: each row says what its clause says, and each button leads where it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from corpus.manifest import Status
from index.engine import Engine
from index.knowledge import Knowledge, term
from index.views import VIEWS, view_of
from index.views.look_up import status_lines
from index.views.view import Row, View

LANGUAGES = ("id", "en")


def bare(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())


@pytest.fixture(scope="module")
def texts(shipped: Engine) -> dict[str, str]:
    """The text of every citable unit, by its id."""
    return {unit.id: bare(unit.text) for unit in shipped.knowledge.store.units() if unit.text}


def ids(view: View) -> list[Any]:
    return [row.data["id"] for row in view.rows]


def opened(shipped: Engine, view: View) -> Iterator[tuple[str, View]]:
    """Each button's label with what it opens."""
    for choice in view.choices:
        yield choice.label, shipped.view(choice.view, choice.argument, view.language)


def faithful(row: Row, texts: dict[str, str]) -> bool:
    """Whether the row's text is a cut of each clause that it cites, and so is the quote."""
    said = bare(str(row.data["text"]))
    quotes = [(bare(citation.quote), texts[citation.id]) for citation in row.citations]
    return bool(quotes) and all(said in text and quote in text for quote, text in quotes)


@pytest.mark.parametrize("spec", VIEWS, ids=lambda spec: spec.name)
def test_every_view_has_commands_and_a_menu_line_in_each_language(spec: Any) -> None:
    assert set(spec.commands) == set(LANGUAGES)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", command) for command in spec.commands.values())
    assert all(3 <= len(term(language, f"view_menu_{spec.name}")) <= 256 for language in LANGUAGES)
    assert view_of(spec.name) is spec


def test_no_two_views_share_a_command() -> None:
    commands = [command for spec in VIEWS for command in set(spec.commands.values())]
    assert len(set(commands)) == len(commands)


def test_a_view_that_there_is_not_is_a_key_error(shipped: Engine) -> None:
    with pytest.raises(KeyError):
        shipped.view("horoscopes", "", "id")


def test_each_limit_is_in_a_clause_of_its_row(shipped: Engine, texts: dict[str, str]) -> None:
    view = shipped.view("limits", "", "id")
    facts = [(row.level, row.type, row.body, row.count) for row in shipped.knowledge.facts.limits]
    rows = [tuple(row.data[key] for key in ("level", "type", "body", "count")) for row in view.rows]
    assert sorted(rows) == sorted(facts)
    for row in view.rows:
        said = re.compile(rf"{row.data['count']}[a-z]+{row.data['body']}")
        assert all(said.search(texts[citation.id]) for citation in row.citations), row
        assert row.citations


CLAUSES = [
    pytest.param("12", ["pm-14-2016/pasal-12"], id="number"),
    pytest.param("12 3", ["pm-14-2016/pasal-12/ayat-3"], id="two-numbers"),
    pytest.param("12(3)", ["pm-14-2016/pasal-12/ayat-3"], id="brackets"),
    pytest.param(" 12 ayat 3 ", ["pm-14-2016/pasal-12/ayat-3"], id="ayat"),
    pytest.param("psl 2 ayat 1 huruf b", ["pm-14-2016/pasal-2/ayat-1/huruf-b"], id="huruf"),
    pytest.param("pasal 12 permenkominfo 14/2016", ["pm-14-2016/pasal-12"], id="with-its-document"),
    pytest.param("lampiran iv bidang 4 seksi 2", ["pm-14-2016/lampiran/iv/fungsi-4/seksi-2"], id="annex"),
    pytest.param("pasal 11 dan 13", ["pm-14-2016/pasal-11", "pm-14-2016/pasal-13"], id="list"),
    pytest.param("menimbang", ["pm-14-2016/menimbang"], id="unnumbered-part"),
    pytest.param("seksi infra", ["tupoksi-tik-ntb/seksi-infrastruktur"], id="unit-by-name"),
    pytest.param("tugas 3 seksi aplikasi", ["tupoksi-tik-ntb/seksi-aplikasi/tugas-3"], id="duty"),
    pytest.param("PM-14-2016/pasal-12/ayat-3", ["pm-14-2016/pasal-12/ayat-3"], id="id"),
]


@pytest.mark.parametrize(("argument", "found"), CLAUSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clause_is_found_as_people_name_it(shipped: Engine, argument: str, found: list[str], language: str) -> None:
    view = shipped.view("clauses", argument, language)
    assert ids(view) == found
    assert "\n".join(str(row.data["formal"]) for row in view.rows) == view.notes[0]


MISSING = [
    pytest.param("99", "24 pasal", id="no-such-pasal"),
    pytest.param("12 7", "Pasal 12 Permenkominfo 14/2016 memuat 3 ayat; ayat 7 tidak ada", id="no-such-ayat"),
    pytest.param("99 1", "24 pasal; pasal 99 tidak ada", id="a-part-of-no-such-pasal"),
    pytest.param("12 ayat 9", "3 ayat", id="no-such-ayat"),
    pytest.param("uu 14/2008 pasal 5", "14/2008", id="another-law"),
    pytest.param("xyz", "xyz", id="no-clause-at-all"),
    pytest.param("{asked} %s <b>", "{asked} %s <b>", id="placeholders"),
]


@pytest.mark.parametrize(("argument", "said"), MISSING)
def test_a_clause_that_there_is_not_is_said_not_to_be(shipped: Engine, argument: str, said: str) -> None:
    view = shipped.view("clauses", argument, "id")
    assert view.rows == ()
    assert said in view.title
    assert [len(listed.rows) for _, listed in opened(shipped, view)] == [24]


def test_without_an_argument_all_pasal_are_listed_each_with_its_button(shipped: Engine) -> None:
    view = shipped.view("clauses", "", "id")
    assert ids(view) == [f"pm-14-2016/pasal-{number}" for number in range(1, 25)]
    for (label, clause), row in zip(opened(shipped, view), view.rows, strict=True):
        assert (label, ids(clause)) == (row.citations[0].label.removesuffix(" Permenkominfo 14/2016"), [row.data["id"]])


def test_every_unit_is_shown_in_full_or_in_parts_by_its_id(shipped: Engine, texts: dict[str, str]) -> None:
    """What is printed under a long one and has a text is among its parts, so that every word can be reached."""
    store = shipped.knowledge.store
    for unit in store.units():
        if not unit.text:
            continue
        view = shipped.view("clauses", unit.id, "id")
        if ids(view) != [unit.id]:
            parts = [part.id for part in store.units() if part.parent == unit.number and part.text]
            assert ids(view) == parts, unit.id
        assert all(faithful(row, texts) for row in view.rows if "…" not in str(row.data["text"])), unit.id


def test_before_and_after_lead_through_all_pasal_and_back(shipped: Engine) -> None:
    walked, view = ["pm-14-2016/pasal-1"], shipped.view("clauses", "1", "id")
    while after := next((view for label, view in opened(shipped, view) if label.endswith("›")), None):
        before = next(view for label, view in opened(shipped, after) if label.startswith("‹"))
        assert ids(before) == walked[-1:]
        walked += ids(after)
        view = after
    assert walked == [f"pm-14-2016/pasal-{number}" for number in range(1, 25)]


def test_the_way_up_leads_to_what_a_clause_is_part_of(shipped: Engine) -> None:
    view = shipped.view("clauses", "12 3", "id")
    (above,) = [view for label, view in opened(shipped, view) if label == "↑ Pasal 12"]
    assert ids(above) == ["pm-14-2016/pasal-12"]


def test_all_terms_are_shown_in_the_words_of_their_clauses(shipped: Engine, texts: dict[str, str]) -> None:
    view = shipped.view("definitions", "", "id")
    assert [row.data["term"] for row in view.rows] == [row.term for row in shipped.knowledge.facts.definitions]
    for row in view.rows:
        assert faithful(row, texts)
        assert str(row.data["text"]).startswith(str(row.data["term"]))
        assert str(row.data["short"]) in str(row.data["text"])


TERMS = [
    pytest.param("asn", ["Aparatur Sipil Negara"], id="short-form"),
    pytest.param("Aparatur Sipil Negara", ["Aparatur Sipil Negara"], id="term"),
    pytest.param("apa itu urusan pemerintahan?", ["Urusan Pemerintahan"], id="question"),
    pytest.param("aparatr sipil negara", ["Aparatur Sipil Negara"], id="slip"),
    pytest.param("gaji", [], id="not-defined"),
    pytest.param("gaji menteri", [], id="more-than-is-defined"),
    pytest.param("?!", [], id="no-word"),
]


@pytest.mark.parametrize(("argument", "terms"), TERMS)
def test_a_term_is_found_as_people_type_it(shipped: Engine, argument: str, terms: list[str]) -> None:
    view = shipped.view("definitions", argument, "id")
    assert [row.data["term"] for row in view.rows] == terms
    if not terms:
        assert argument in view.title
        assert [len(term.rows) > 0 for _, term in opened(shipped, view)] == [True] * len(
            shipped.knowledge.facts.definitions
        )


def test_a_term_is_found_by_a_short_form_that_only_its_document_knows(shipped: Engine) -> None:
    knowledge = replace(shipped.knowledge)
    first, *rest = shipped.knowledge.facts.definitions
    knowledge.facts.__dict__["definitions"] = (replace(first, short="Qrstv"), *rest)
    view = Engine(knowledge).view("definitions", "qrstv", "id")
    assert [(row.data["short"], row.cells[0]) for row in view.rows] == [("Qrstv", f"{first.term} (Qrstv)")]


def test_each_document_is_told_with_its_status_size_time_and_digest(shipped: Engine, texts: dict[str, str]) -> None:
    view = shipped.view("documents", "", "id")
    for row, document in zip(view.rows, shipped.knowledge.store.documents, strict=True):
        entry = document.entry
        assert (row.data["id"], row.data["title"], row.data["file"]) == (entry.id, entry.title, entry.file)
        assert row.data["clauses"] == sum(unit.split("/")[0] == entry.id for unit in texts)
        assert row.data["sha256"] == document.sha256
        assert (row.data["in_force"], row.cells[1]) == ("unknown", "Belum diperiksa apakah masih berlaku.")
        assert datetime.fromisoformat(str(row.data["indexed_at"])).tzinfo is not None
        assert document.sha256[:12] in row.cells[-1]


def test_a_document_is_found_by_words_of_its_name(shipped: Engine) -> None:
    assert ids(shipped.view("documents", "tupoksi NTB", "id")) == ["tupoksi-tik-ntb"]
    assert shipped.view("documents", "perda sampah", "id").rows == ()


def with_status(shipped: Engine, status: Status) -> Engine:
    """The engine over the same index, its first document of that status."""
    knowledge = shipped.knowledge
    other = Knowledge(store=knowledge.store, lexicon=knowledge.lexicon, home_office=knowledge.home_office)
    first, *rest = knowledge.store.documents
    store = object.__new__(type(knowledge.store))
    store.__dict__ |= knowledge.store.__dict__ | {
        "documents": (replace(first, entry=replace(first.entry, status=status)), *rest)
    }
    return Engine(replace(other, store=store))


STATUSES = [
    pytest.param(Status(in_force="yes", checked_by="Bagian Hukum", checked_on="2026-01-15"),
                 ["Masih berlaku.", "Diperiksa oleh Bagian Hukum, 2026-01-15."], id="in-force"),
    pytest.param(Status(in_force="yes"), ["Masih berlaku.", "Tidak tercatat siapa yang memeriksanya."], id="by-nobody"),
    pytest.param(Status(in_force="no", replaced_by="PM 1/2027", checked_by="Ani"),
                 ["Tidak berlaku lagi; diganti PM 1/2027.", "Diperiksa oleh Ani, ?."], id="replaced"),
    pytest.param(Status(in_force="no", checked_by="Ani", checked_on="2026-01-15"),
                 ["Tidak berlaku lagi.", "Diperiksa oleh Ani, 2026-01-15."], id="repealed"),
    pytest.param(Status(in_force="yes", checked_by="900000001", checked_on="2026-01-15"),
                 ["Masih berlaku.", "Diperiksa oleh admin bot ini, 2026-01-15."], id="by-an-admin"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "lines"), STATUSES)
def test_the_status_is_told_with_who_checked_it(shipped: Engine, status: Status, lines: list[str]) -> None:
    engine = with_status(shipped, status)
    document = engine.knowledge.store.documents[0]
    assert status_lines(document, "id") == lines
    assert list(engine.view("documents", "", "id").rows[0].cells[1:3]) == lines
    warned = engine.view("clauses", "12", "id").notes[1:]
    assert warned == ((" ".join(lines),) if status.in_force == "no" else ())
    for view in (engine.view("limits", "provinsi A", "id"), engine.view("definitions", "", "id"),
                 engine.view("compare", "A B C", "id")):  # fmt: skip
        assert any("tidak berlaku" in note for note in view.notes) == (status.in_force == "no")


def test_a_narrowed_table_leads_to_the_other_types_and_back_to_all(shipped: Engine) -> None:
    view = shipped.view("limits", "provinsi tipe A", "id")
    *others, everything = view.choices
    assert [choice.argument for choice in others] == ["provinsi tipe B", "provinsi tipe C"]
    assert shipped.view("limits", everything.argument, "id") == shipped.view("limits", "", "id")
