"""Several questions of one message are each answered, in order; two things set side by side each by their clause."""

from __future__ import annotations

import pytest

from index.answering.several import parts_of, sides_of, unnumbered
from index.engine import Engine

LIMIT, PARTS = "pm-14-2016/pasal-11/ayat-1", "pm-14-2016/pasal-12/ayat-2"


def test_each_part_has_its_line_and_its_clause(shipped: Engine) -> None:
    found = shipped.ask("dinas kominfo provinsi tipe A maksimal brp bidang, trus sekretariatnya brp subbagian?")
    assert [citation.id for citation in found.citations[: found.shown]] == [LIMIT, PARTS]
    assert len(found.headline.splitlines()) == 2


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("bedanya perangkat daerah provinsi sama kabupaten apa", ["pasal-1/angka-3", "pasal-1/angka-4"]),
        ("beda ASN dengan Menteri apa ya, bingung", ["pasal-1/angka-5", "pasal-1/angka-6"]),
    ],
)
def test_two_terms_are_set_side_by_side(shipped: Engine, question: str, cited: list[str]) -> None:
    found = shipped.ask(question)
    assert [citation.id for citation in found.citations[:2]] == [f"pm-14-2016/{name}" for name in cited]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("siapa urus domain? bandwidth siapa?", 2),
        ("1. siapa urus domain?\n2. siapa urus bandwidth?", 2),
        ("1. bandwidth siapa 2. pusat data siapa 3. PeGI siapa", 3),
        ("apa tugas dan fungsi seksi aplikasi", 1),
        ("kabel, jaringan dan server siapa yang urus", 1),
        ("", 1),
    ],
)
def test_a_message_is_cut_where_each_part_asks(shipped: Engine, text: str, parts: int) -> None:
    found = parts_of(unnumbered(text), shipped.knowledge.lexicon)
    assert len(found) == parts
    assert not any(part.lstrip()[:2] in ("1.", "2.") for part in found)


def test_sides_are_read_only_where_a_difference_is_asked_for(shipped: Engine) -> None:
    assert sides_of("bedanya delegasi sama mandat apa", shipped.knowledge.lexicon)[0] == ["delegasi"]
    assert sides_of("kerja sama dengan siapa", shipped.knowledge.lexicon) == []


@pytest.mark.parametrize(
    ("question", "lines", "places"),
    [
        ("siapa yang mengelola subdomain, pusat data dan bimtek?", ["Seksi Infra", "Seksi Infra", "Seksi Tata"],
         ["infrastruktur/tugas-15", "infrastruktur/tugas-7", "tata-kelola/tugas-7"]),
        ("bandwidth, bimtek sama gaji siapa yang urus?", ["Seksi Infra", "Seksi Tata", "Tidak ada"],
         ["infrastruktur/tugas-14", "tata-kelola/tugas-7"]),
        ("siapa yang mengelola subdomain, pusat data, dan gaji?", ["Seksi Infra", "Seksi Infra", "Tidak ada"],
         ["infrastruktur/tugas-15", "infrastruktur/tugas-7"]),
        ("kabel, jaringan dan server siapa yang urus", ["Seksi Infra"], ["infrastruktur/tugas-9"]),
    ],
)  # fmt: skip
def test_each_thing_of_a_list_has_its_clause(
    shipped: Engine, question: str, lines: list[str], places: list[str]
) -> None:
    found = shipped.ask(question)
    told = [line.rpartition(": ")[2][: len(said)] for line, said in zip(found.headline.split("\n"), lines, strict=True)]
    assert told == lines
    assert len(lines) == 1 or not found.also  # which would not tell of which thing
    assert [c.id.partition("/seksi-")[2] for c in found.citations[: len(places)]] == places


@pytest.mark.parametrize(
    "question",
    ["Siapa mengelola bandwidth? Siapa mengelola gaji?", "siapa mengelola bandwidth dan Siapa mengelola gaji"],
)
def test_a_question_without_an_answer_takes_none_from_the_others(shipped: Engine, question: str) -> None:
    found = shipped.ask(question)
    assert found.headline.splitlines()[1] == "Siapa mengelola gaji: Tidak ada jawabannya dalam dokumen saya."
    assert found.citations[0].id == "tupoksi-tik-ntb/seksi-infrastruktur/tugas-14"


def test_a_long_list_is_asked_as_one(shipped: Engine) -> None:
    found = shipped.ask(f"siapa yang mengelola {', '.join(['bandwidth', 'bimtek', 'subdomain'] * 30)}?")
    assert found.shown <= 1
