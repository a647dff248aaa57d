"""Who answers is a list in order: the first that has something does, and without it the next one would."""

from __future__ import annotations

import pytest

from index.answering.answerers import ANSWERERS, Answerer
from index.engine import Engine

NAMES = [one.name for one in ANSWERERS]
# A question to which both have something, the first one's answer being the right one.
PRECEDENCE = [
    ("no_document", "particulars", "permendagri 90 tahun 2019 tentang apa"),
    ("no_document", "clause", "bunyi pasal 5 UU ASN"),
    ("no_type", "limit", "tipe D maksimal berapa bidang"),
    ("no_person", "duty", "siapa gubernur NTB"),
    ("particulars", "part", "dasar hukum permen ini apa saja"),
    ("particulars", "duty", "UU ITE ada di mengingat angka berapa"),
    ("clause", "unit", "tugas nomor 9 seksi aplikasi TIK"),
    ("clause", "duty", "pasal 5 UU ASN bunyinya apa"),
    ("part", "duty", "tugas kelompok jabatan fungsional dinas kota tipe C"),
    ("definition", "duty", "yang dimaksud ASN siapa saja"),
    ("unit", "duty", "seksi tata kelola berada di bawah bidang apa?"),
    ("limit", "duty", "bisa punya brp kabid kalo kab tipe b"),
    ("duty", "refusal", "siapa yang mengurus sub domain"),
]


def asked(shipped: Engine, question: str, without: str = "") -> str:
    """Who answers a question, where one of them doesn't."""
    rest = tuple(one for one in ANSWERERS if one.name != without)
    return Engine(shipped.knowledge, rest).ask(question).by


@pytest.mark.parametrize(("first", "second", "question"), PRECEDENCE, ids=lambda value: str(value).replace(" ", "-"))
def test_of_two_that_have_something_the_earlier_answers(
    shipped: Engine, first: str, second: str, question: str
) -> None:
    found = [answer.by for answer in shipped.explain(question).proposals]
    assert {first, second} <= set(found)
    assert NAMES.index(first) < NAMES.index(second)
    behind = found[found.index(first) + 1]
    assert asked(shipped, question, found[0]) == (found[1] if first == found[0] else first)
    assert behind in NAMES[NAMES.index(first) + 1 :]


def test_a_follow_up_that_points_at_a_clause_is_answered_by_it_first(shipped: Engine) -> None:
    before = shipped.ask("pasal 12")
    found = shipped.ask("ayat 3?", previous=before)
    assert (found.by, found.citations[0].id) == ("pointed", "pm-14-2016/pasal-12/ayat-3")
    rest = ANSWERERS[1:]
    assert Engine(shipped.knowledge, rest).ask("ayat 3?", previous=before).by != "pointed"


def test_names_are_told_once_and_the_last_one_always_answers(shipped: Engine) -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert [answer.by for answer in shipped.explain("resep ayam taliwang").proposals] == ["refusal"]
    with pytest.raises(LookupError):
        Engine(shipped.knowledge, (Answerer("none", lambda _: None),)).ask("pasal 22")


def test_an_explanation_tells_how_words_were_read_and_why_this_answer_won(shipped: Engine) -> None:
    lines = list(shipped.explain("siapa urus sub domain, pasal 12 tipe A").lines())
    told = {line[:24].strip(): line[25:] for line in lines}
    assert told["siapa"] == "asks: who"
    assert told["urus"].startswith("in passing, weight ")
    assert told["sub domain -> subdomain"].startswith("topic, weight ")
    assert told["12"] == "reference; scope"
    assert told["A"] == "scope"
    assert lines[-1].startswith("chosen: clause, the first in the order of answering that has something (before ")
