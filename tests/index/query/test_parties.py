"""Who asks, for whom and with whom, and the home office named, are beside the question; so is what leads to it."""

from __future__ import annotations

import pytest

from index.engine import Engine


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("kami dari dinas pendidikan, siapa yang ngatur bandwidth", "seksi-infrastruktur/tugas-14"),
        ("bandwidth untuk dinas sosial siapa yang atur", "seksi-infrastruktur/tugas-14"),
        ("mau zoom bareng kemendagri sama kabupaten, siapa yang fasilitasi?", "bidang/fungsi-17"),
        ("saya auditor inspektorat, siapa yang mengaudit sistem informasi pemprov", "seksi-tata-kelola/tugas-11"),
        ("siapa yang ngurus sub domain di diskominfotik NTB", "seksi-infrastruktur/tugas-15"),
        ("6. siapa yang mengurus sub domain?", "seksi-infrastruktur/tugas-15"),
        ("saha nu ngatur domain pemprov ntb?", "seksi-infrastruktur/tugas-15"),
        ("siapa urus sub\u00addomain", "seksi-infrastruktur/tugas-15"),
        ("tolong dong list tugas seksi aplikasi, mau tak tempel di slide rapat", "seksi-aplikasi"),
    ],
)
def test_what_stands_beside_a_question_changes_no_answer(shipped: Engine, question: str, first: str) -> None:
    found = shipped.ask(question)
    assert found.citations
    assert found.citations[0].id == f"tupoksi-tik-ntb/{first}"


@pytest.mark.parametrize("question", ["tugas inspektorat apa saja", "siapa urus jalan di dinas pekerjaan umum"])
def test_a_body_that_is_asked_about_and_not_held_is_refused(shipped: Engine, question: str) -> None:
    assert not shipped.ask(question).answered


def test_a_word_says_what_it_was_read_as(shipped: Engine) -> None:
    read = {word.typed: word.parts for word in shipped.explain("bandwidth untuk dinas sosial siapa yang atur").words}
    assert read["sosial"][0] == "who asks, for whom, with whom"
    assert any(part.startswith("topic") for part in read["bandwidth"])
