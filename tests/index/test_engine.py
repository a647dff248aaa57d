"""An answer depends on the question alone; nothing that is typed breaks it; a refusal offers what is answered."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from gold import QUESTIONS

from index.answer import Answer
from index.engine import Engine
from index.knowledge import Knowledge

CHANCE = random.Random(11)  # noqa: S311 (samples, no secret)
ASKED = [question.text for question in QUESTIONS if question.gold]
REFUSED = [question.text for question in QUESTIONS if not question.gold]
SLOWEST = 1.0  # seconds an answer

STRANGE = [
    pytest.param("", id="empty"),
    pytest.param(" \t\n\r ", id="blank"),
    pytest.param("?!…—\u201c\u201d", id="punctuation"),
    pytest.param("\x00\x01\x07\x1b[31m", id="control-characters"),
    pytest.param("pasal\x0012\u200bayat\ufeff3", id="marks-of-no-width"),
    pytest.param("👍🏽👨‍👩‍👧‍👦🇮🇩 sub domain 🎉", id="emoji"),
    pytest.param("\u202eniamod bus\u202c من يدير النطاق الفرعي؟", id="right-to-left"),
    pytest.param("誰がサブドメインを管理しますか", id="japanese"),
    pytest.param("\ud800 sub domain", id="lone-surrogate"),
    pytest.param("e\u0301" * 500, id="combining-marks"),
    pytest.param("٣ pasal ١٢ ayat ３ ² ½ Ⅷ", id="digits-of-other-scripts"),
    pytest.param("pasal 99999999999999999999999999999 ayat 0 huruf zz", id="huge-number"),
    pytest.param("pasal -1 ayat (((((3", id="brackets"),
    pytest.param("'; DROP TABLE units; -- <b>&amp;</b> {question} %s $HOME", id="injection"),
    pytest.param("[.*+?^${}()|\\", id="pattern"),
    pytest.param("x" * 100_000, id="one-word-of-100-kB"),
    pytest.param("sub domain " * 10_000, id="100-kB-of-words"),
    pytest.param("pasal 12 ayat 3 " * 1_200, id="20-kB-of-references"),
    pytest.param("(" * 100_000, id="100-kB-of-brackets"),
    pytest.param("a-" * 50_000, id="100-kB-of-hyphens"),
    pytest.param("1 " * 10_000, id="20-kB-of-numbers"),
    pytest.param("\n" * 100_000, id="100-kB-of-lines"),
]


def timed(engine: Engine, question: str) -> tuple[Answer, float]:
    began = time.process_time()
    answer = engine.ask(question)
    return answer, time.process_time() - began


def first(answer: Answer) -> str:
    return answer.citations[0].id if answer.citations else ""


def sample(rows: list[str], count: int) -> list[str]:
    return CHANCE.sample(rows, count)


@pytest.fixture(scope="module", autouse=True)
def warm(shipped: Engine) -> None:
    """The first question of a process reads the tables of roots; the bound is for the ones after it."""
    shipped.ask("seksi mana yang mengurus sub domain?")


@pytest.mark.parametrize("question", STRANGE)
def test_nothing_typed_breaks_it(shipped: Engine, question: str) -> None:
    answer, seconds = timed(shipped, question)
    assert answer.headline
    assert answer.question == question
    assert answer.answered == bool(answer.citations)
    assert seconds < SLOWEST


def test_every_question_of_the_set_is_answered_within_the_bound(shipped: Engine) -> None:
    slow = {question.text: seconds for question in QUESTIONS if (seconds := timed(shipped, question.text)[1]) > SLOWEST}
    assert slow == {}


def test_answers_are_the_same_across_threads(shipped: Engine) -> None:
    questions = sample(ASKED + REFUSED, 60)
    alone = [shipped.ask(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(2):
            together = list(pool.map(shipped.ask, questions))
            assert together == alone


def test_an_answer_is_the_same_when_asked_again(shipped: Engine) -> None:
    other = Engine(shipped.knowledge)
    for question in sample(ASKED, 20):
        assert other.ask(question) == shipped.ask(question)


FORMS: dict[str, Callable[[str], str]] = {
    "upper-case": str.upper,
    "capitalised": str.capitalize,
    "blanks-around": lambda text: f"  {text}\n",
    "question-mark": lambda text: text.rstrip("?") + "??",
    "exclamation": lambda text: text.rstrip("?") + "!",
    "full-stop": lambda text: text.rstrip("?") + ".",
    "quotation-marks": lambda text: f"\u201c{text}\u201d",
}


@pytest.mark.parametrize("form", FORMS)
def test_case_and_punctuation_change_nothing(shipped: Engine, form: str) -> None:
    changed = {}
    for question in sample(ASKED, 40):
        typed = FORMS[form](question)
        before, after = first(shipped.ask(question)), first(shipped.ask(typed))
        if before != after:
            changed[typed] = (before, after)
    assert changed == {}


def test_what_is_not_answered_cites_nothing_and_offers_something(shipped: Engine) -> None:
    for question in REFUSED:
        answer = shipped.ask(question)
        if not answer.answered:
            assert answer.citations == (), question
            assert answer.suggestions, question
            assert question not in answer.suggestions
            assert len(set(answer.suggestions)) == len(answer.suggestions)


def test_what_is_offered_is_answered(shipped: Engine) -> None:
    offered: dict[str, str] = {}
    for question in [*sample(REFUSED, 40), "", "qwerty zxcvb", "halo", "pasal 99", "tugas 99 seksi aplikasi"]:
        answer = shipped.ask(question)
        offered |= {} if answer.answered else dict.fromkeys(answer.suggestions, question)
    assert offered
    unanswered = {suggestion: asked for suggestion, asked in offered.items() if not shipped.ask(suggestion).answered}
    assert unanswered == {}


def test_a_citation_is_the_units_own(shipped: Engine) -> None:
    """Label, official form and digest are those of the unit and its document, never made up beside it."""
    store = shipped.knowledge.store
    for question in sample(ASKED, 60):
        for citation in shipped.ask(question).citations:
            unit = store.by_id(citation.id)
            assert unit is not None, citation.id
            document = store.documents[unit.document]
            assert (citation.label, citation.formal) == (unit.cite, unit.formal)
            assert (citation.document, citation.sha256) == (document.entry.id, document.sha256)


def test_marks_are_ordered_cuts_of_the_quote(shipped: Engine) -> None:
    seen = 0
    for question in sample(ASKED, 60):
        for citation in shipped.ask(question).citations:
            end = 0
            for start, stop in citation.marks:
                assert end <= start < stop <= len(citation.quote)
                end = stop
                seen += 1
    assert seen > 60


LANGUAGES = [
    pytest.param("who handles subdomains?", "en", id="english"),
    pytest.param("seksi mana yang mengurus sub domain?", "id", id="indonesian"),
    pytest.param("pasal 12 ayat 3", "id", id="reference"),
    pytest.param("what does article 21 say", "en", id="article"),
    pytest.param("siapa yang mengelola data center", "id", id="english-words-in-indonesian"),
    pytest.param("what is the capital of France", "en", id="refused-english"),
    pytest.param("jadwal kereta bandung jakarta", "id", id="refused-indonesian"),
]


@pytest.mark.parametrize(("question", "language"), LANGUAGES)
def test_the_frame_is_in_the_questions_language(shipped: Engine, question: str, language: str) -> None:
    assert shipped.ask(question).language == language


def test_a_document_of_another_office_does_not_speak_for_the_home_office(shipped: Engine) -> None:
    """With nobody at home the duty description is not what an unscoped "siapa" is answered from."""
    knowledge = shipped.knowledge
    stranger = Engine(Knowledge(store=knowledge.store, lexicon=knowledge.lexicon, home_office="dinas-lain"))
    question = "seksi mana yang mengurus sub domain?"
    assert first(shipped.ask(question)).startswith("tupoksi-tik-ntb/")
    assert first(stranger.ask(question)).startswith("pm-14-2016/lampiran/")


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        pytest.param("pasal dua puluh satu", "Pasal 21 ", id="number-in-words"),
        pytest.param("pasal dua belas ayat tiga", "Pasal 12 ayat (3) ", id="numbers-in-words"),
        pytest.param("dinas adalah", "Dinas", id="a-term-and-is"),
        pytest.param("diundangkan tanggal berapa ya", "Diundangkan di Jakarta pada tanggal 1 September 2016", id="day"),
        pytest.param("cara reset password email dinas", "Tidak ada jawabannya", id="indonesian-with-english-nouns"),
        pytest.param("semua tugas seksi infrastruktur", "Seksi Infrastruktur TIK", id="all-of-them"),
        pytest.param("kenapa permen 14/2016 dibuat", "Menimbang", id="why"),
        pytest.param("ada dinas tipe D gak?", "Tidak. Tidak ada tipe D", id="no-such-type"),
        pytest.param("jumlah bidang tipe B provinsi dan kabupaten sama ya?", "Ya. Paling banyak 3 bidang", id="alike"),
        pytest.param("pasal 30 ayat 1", "Permenkominfo 14/2016 memuat 24 pasal", id="a-part-of-none"),
        pytest.param("pasal 12 ayat 9", "Pasal 12 Permenkominfo 14/2016 memuat 3 ayat", id="no-such-part"),
    ],
)
def test_the_headline_is_what_was_asked_for(shipped: Engine, question: str, headline: str) -> None:
    assert shipped.ask(question).headline.startswith(headline)


LIMIT, DUTY = "berapa bidang provinsi tipe A?", "seksi mana yang mengurus sub domain?"
FOLLOWED = [
    pytest.param(LIMIT, "kalau tipe B?", "pm-14-2016/pasal-11/ayat-2", id="other-type"),
    pytest.param(LIMIT, "kalau kabupaten?", "pm-14-2016/pasal-15/ayat-1", id="other-level"),
    pytest.param(LIMIT, "kalau seksinya?", "pm-14-2016/pasal-12/ayat-3", id="other-body"),
    pytest.param(LIMIT, "what about type C?", "pm-14-2016/pasal-11/ayat-3", id="english"),
    pytest.param(DUTY, "kalau tipe B?", "pm-14-2016/lampiran/ii/fungsi-3/seksi-2", id="duty-at-a-type"),
    pytest.param(DUTY, "apa tugasnya?", "tupoksi-tik-ntb/seksi-infrastruktur", id="duties-of-the-one-named"),
    pytest.param(DUTY, "pasal 22", "pm-14-2016/pasal-22", id="stands-by-itself"),
    pytest.param(DUTY, "tugas seksi aplikasi", "tupoksi-tik-ntb/seksi-aplikasi", id="names-its-own-unit"),
    pytest.param("pasal 12", "ayat 3?", "pm-14-2016/pasal-12/ayat-3", id="part-of-the-clause"),
    pytest.param("pasal 12 ayat 1", "ayat 3", "pm-14-2016/pasal-12/ayat-3", id="beside-the-clause"),
    pytest.param(DUTY, "yang nomor 9?", "tupoksi-tik-ntb/seksi-infrastruktur/tugas-9", id="duty-by-number"),
    pytest.param("tugas seksi infrastruktur nomor 8", "kalau yang tata kelola nomor 15",
                 "tupoksi-tik-ntb/seksi-tata-kelola/tugas-15", id="number-of-another-unit"),
    pytest.param("definisi Dinas", "kalau perangkat daerah kabupaten/kota?", "pm-14-2016/pasal-1/angka-4", id="term"),
    pytest.param("provinsi tipe B walidata siapa", "layanan konten?", "pm-14-2016/lampiran/ii/fungsi-1/seksi-3",
                 id="another-topic-at-the-type"),
    pytest.param("dasar hukum nomor 2 apa", "yang terakhir?", "pm-14-2016/mengingat/angka-10", id="last-of-the-list"),
    pytest.param("fungsi bidang TIK nomor 19", "itu dikerjakan seksi mana?",
                 "tupoksi-tik-ntb/seksi-tata-kelola/tugas-14", id="who-does-what-the-clause-says"),
    pytest.param("pasal 12 ayat 2", "ayat berikutnya", "pm-14-2016/pasal-12/ayat-3", id="next"),
    pytest.param("pasal 12 ayat 2", "pasal selanjutnya", "pm-14-2016/pasal-13", id="next-of-the-level-above"),
    pytest.param("pasal 21", "yang sebelumnya", "pm-14-2016/pasal-20", id="the-one-before"),
    pytest.param("pasal 24", "berikutnya", "", id="none-behind-the-last"),
    pytest.param("pasal 21", "kapan rapat berikutnya", "", id="the-next-of-something-else"),
    pytest.param(LIMIT, "dinas kesehatan tipe B?", "", id="another-office"),
    pytest.param(LIMIT, "terima kasih", "", id="thanks"),
    pytest.param("pasal 14", "lampiran V fungsi 3 seksi 1", "pm-14-2016/lampiran/v/fungsi-3/seksi-1", id="whole-annex"),
    pytest.param("pasal 12", "mengingat angka 3", "pm-14-2016/mengingat/angka-3", id="whole-recital"),
    pytest.param("bidang TIK punya seksi apa aja", "yang kedua tugasnya apa?", "tupoksi-tik-ntb/seksi-infrastruktur",
                 id="the-second-of-a-list"),
    pytest.param("siapa yang mengurus bandwidth?", "seksi itu juga mengelola DRC?",
                 "tupoksi-tik-ntb/seksi-infrastruktur/tugas-8", id="of the same unit"),
    pytest.param("siapa yang tanda tangan permen ini?", "kalau diundangkannya?", "pm-14-2016/penutup", id="of the act"),
    pytest.param("bidang TIK punya berapa seksi?", "sebutkan namanya", "tupoksi-tik-ntb/bidang/susunan", id="names"),
    pytest.param("definisi perangkat daerah", "yang provinsi?", "pm-14-2016/pasal-1/angka-3", id="a-narrower-term"),
    pytest.param("tugas seksi aplikasi", "nomor 14?", "", id="no-duty-of-the-unit-above"),
    pytest.param("apakah sekretariat mengurus keuangan?", "terus tugas siapa?", "", id="whose-then"),
    pytest.param("tugas nomor 9 seksi aplikasi", "kalau di seksi infrastruktur?",
                 "tupoksi-tik-ntb/seksi-infrastruktur/tugas-9", id="the-same-number-of-another-unit"),
    pytest.param("fungsi nomor 18 bidang TIK", "kalau 1?", "tupoksi-tik-ntb/bidang/fungsi-1", id="another-number"),
    pytest.param("provinsi tipe A, GCIO masuk seksi mana?", "kalau di NTB siapa yang urus?",
                 "tupoksi-tik-ntb/seksi-tata-kelola/tugas-8", id="at-home"),
    pytest.param("sertifikasi teknis di NTB diurus seksi apa?", "kalau di permen, untuk kabupaten tipe A?",
                 "pm-14-2016/lampiran/iv/fungsi-4/seksi-3", id="by-the-regulation"),
    pytest.param("bidang TIK membawahi seksi apa saja?", "yang huruf c tugasnya apa?",
                 "tupoksi-tik-ntb/seksi-tata-kelola", id="duties-of-a-listed-part"),
    pytest.param(LIMIT, "siap, terima kasih banyak", "", id="many-thanks"),
    pytest.param(LIMIT, "kapan permen ini diundangkan?", "pm-14-2016/penutup", id="of-the-document-itself"),
    pytest.param(LIMIT, "apakah permen ini masih berlaku?", "pm-14-2016", id="its-status"),
    pytest.param(DUTY, "apakah dinas boleh punya lebih dari 4 bidang?", "pm-14-2016/pasal-11/ayat-1", id="whole"),
    pytest.param("isi pasal 12 ayat 3", "apa tupoksi seksi tata kelola?", "tupoksi-tik-ntb/seksi-tata-kelola",
                 id="whole-of-a-unit"),
    pytest.param("pasal 12", "fungsi bidang angka 15 apa?", "tupoksi-tik-ntb/bidang/fungsi-15", id="whole-function"),
    pytest.param("pasal 14", "pasal selanjutnya", "pm-14-2016/pasal-15", id="next-over-a-heading"),
    pytest.param("pasal 14", "ayat berikutnya", "pm-14-2016/pasal-14/ayat-1", id="its-first-part"),
    pytest.param("apa beda tipe A dan B provinsi?", "dan kabupaten?", "pm-14-2016/pasal-15/ayat-1", id="compared"),
    pytest.param("pasal 21", "terus yang 22?", "pm-14-2016/pasal-22", id="another-clause"),
    pytest.param("apa itu ASN menurut permen ini?", "kalau dinas?", "pm-14-2016/pasal-1/angka-7", id="another-term"),
    pytest.param("seksi per bidang di provinsi tipe B paling banyak berapa?", "boleh 4 ga?",
                 "pm-14-2016/pasal-13/ayat-3", id="a-number-for-it"),
    pytest.param(LIMIT, "itu dasarnya pasal berapa?", "pm-14-2016/pasal-11/ayat-1", id="where-it-stands"),
    pytest.param("siapa yang ngurus domain di NTB", "kalau di permen, provinsi tipe B?",
                 "pm-14-2016/lampiran/ii/fungsi-3/seksi-2", id="by-the-regulation-of-a-type"),
    pytest.param("definisi perangkat daerah kabupaten", "kalau dinas?", "pm-14-2016/pasal-1/angka-7", id="a-term"),
    pytest.param("berapa tugas seksi aplikasi?", "infrastruktur?", "tupoksi-tik-ntb/seksi-infrastruktur",
                 id="a-unit-without-its-kind"),
    pytest.param("konten lokal di kota tipe C dibuat seksi mana", "bukan itu, maksudnya provinsi tipe B",
                 "pm-14-2016/lampiran/ii/fungsi-1/seksi-3", id="what-was-meant"),
    pytest.param("monitoring isu publik di provinsi tipe B tugas seksi mana?", "yang bikin konten lokalnya?",
                 "pm-14-2016/lampiran/ii/fungsi-1/seksi-3", id="who-does-another-thing-there"),
]  # fmt: skip


def test_a_question_that_is_asked_again_stays_as_it_is(shipped: Engine) -> None:
    answer = None
    for _ in range(4):
        answer = shipped.ask(DUTY, previous=answer)
    assert answer is not None
    assert answer.query is not None
    assert answer.query.text == DUTY


@pytest.mark.parametrize(("before", "question", "cited"), FOLLOWED)
def test_a_follow_up_keeps_what_was_asked(shipped: Engine, before: str, question: str, cited: str) -> None:
    answer = shipped.ask(question, previous=shipped.ask(before))
    assert (first(answer), answer.question) == (cited, question)
