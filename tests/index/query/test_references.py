"""Lists and ranges of clauses in every form, each member shown in order; numbers as people write them."""

from __future__ import annotations

import pytest

from index.engine import Engine


def pasal(*numbers: int) -> list[str]:
    return [f"pm-14-2016/pasal-{number}" for number in numbers]


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("pasal 3, 5 dan 7", pasal(3, 5, 7)),
        ("pasal 10,11,12", pasal(10, 11, 12)),
        ("pasal 12 & 16", pasal(12, 16)),
        ("pasal 11 sampai 14", pasal(11, 12, 13, 14)),
        ("psl 11 s/d 14", pasal(11, 12, 13, 14)),
        ("pasal 11 s.d. 13", pasal(11, 12, 13)),
        ("pasal 12-14", pasal(12, 13, 14)),
        ("ayat 1 sampai 3 pasal 12", [f"pm-14-2016/pasal-12/ayat-{n}" for n in (1, 2, 3)]),
        ("pasal 1 angka 3 sama 4", ["pm-14-2016/pasal-1/angka-3", "pm-14-2016/pasal-1/angka-4"]),
        ("psl 12(3)", ["pm-14-2016/pasal-12/ayat-3"]),
        ("bab 3", ["pm-14-2016/bab-iii"]),
        ("bab ke-3 bagian 1", ["pm-14-2016/bab-iii/bagian-kesatu"]),
        ("lampiran IV fungsi 3", ["pm-14-2016/lampiran/iv/fungsi-3"]),
        ("lampiran 5 fungsi 2 seksi 1", ["pm-14-2016/lampiran/v/fungsi-2/seksi-1"]),
        ("p.7 permen 14/2016", pasal(7)),
        ("pasal terakhir", pasal(24)),
        ("butir 9 seksi aplikasi", ["tupoksi-tik-ntb/seksi-aplikasi/tugas-9"]),
        ("permenkominfo pasal 5", pasal(5)),
        ("pasal 11 sampai pasal 14", pasal(11, 12, 13, 14)),
        ("pasal 20 sampai dengan 24", pasal(20, 21, 22, 23, 24)),
        ("pasal 12 ayat (1)-(3)", [f"pm-14-2016/pasal-12/ayat-{n}" for n in (1, 2, 3)]),
        ("bab I sampai IV", [f"pm-14-2016/bab-{n}" for n in ("i", "ii", "iii", "iv")]),
        ("pasal 2 ayat 1 huruf a, b, dan c", [f"pm-14-2016/pasal-2/ayat-1/huruf-{n}" for n in "abc"]),
    ],
)
def test_each_clause_that_is_named_is_cited(shipped: Engine, question: str, cited: list[str]) -> None:
    found = shipped.ask(question)
    assert [citation.id for citation in found.citations] == cited
    assert found.shown == (len(cited) if len(cited) > 1 else 1)


@pytest.mark.parametrize("question", ["lampiran vi fungsi 3", "perki 1/2021 pasal 5 isinya apa", "pasal 40"])
def test_what_is_not_there_is_refused(shipped: Engine, question: str) -> None:
    assert not shipped.ask(question).answered


@pytest.mark.parametrize(
    ("question", "first", "said"),
    [
        ("ada berapa pasal di permen ini", "pm-14-2016", "24"),
        ("PP 82 2012 tentang apa", "pm-14-2016/mengingat/angka-7", "Mengingat"),
        ("dasar hukum permenkominfo 14/2016 apa aja", "pm-14-2016/mengingat", "Mengingat"),
        ("kapan diundangkan permen nomenklatur kominfo itu?", "pm-14-2016/penutup", "1 September 2016"),
    ],
)
def test_facts_of_an_act_are_told_by_the_act(shipped: Engine, question: str, first: str, said: str) -> None:
    found = shipped.ask(question)
    assert found.citations[0].id == first
    assert said in found.headline


def test_a_member_that_is_not_there_is_named(shipped: Engine) -> None:
    found = shipped.ask("pasal 11, 99, 24")
    assert [citation.id for citation in found.citations] == pasal(11, 24)
    assert found.notes == ("Permenkominfo 14/2016 memuat 24 pasal; pasal 99 tidak ada.",)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("pasal 12", "ayat 9", "Pasal 12 Permenkominfo 14/2016 memuat 3 ayat; ayat 9 tidak ada."),
        ("pasal 12 ayat 1", "ayat 7?", "Pasal 12 Permenkominfo 14/2016 memuat 3 ayat; ayat 7 tidak ada."),
    ],
)
def test_a_piece_that_is_not_there_is_of_the_clause_before(shipped: Engine, first: str, second: str, said: str) -> None:
    before = shipped.ask(first)
    missing = shipped.ask(second, previous=before)
    assert missing.headline == said
    assert shipped.ask("ayat 2", previous=missing).citations[0].id == "pm-14-2016/pasal-12/ayat-2"
