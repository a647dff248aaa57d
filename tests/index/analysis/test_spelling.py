"""A mistyped word is taken for the one that it is clearly near; a right word is never bent, nor a short one."""

from __future__ import annotations

import json
import random
import re

import pytest
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from index.analysis.tokens import Speller
from index.engine import Engine

TYPOS = {
    "dropped": "bandwdth bandwidth, bidng bidang, kabupten kabupaten, nomenklatr nomenklatur, jaringn jaringan, "
    "infomasi informasi, sertifkasi sertifikasi, monitring monitoring, pengawsan pengawasan, goverment government, "
    "hubugan hubungan, aspirsi aspirasi, ekosistm ekosistem, peraturn peraturan, provnsi provinsi",
    "doubled": "tekniis teknis, monitoringg monitoring, aplikassi aplikasi, infrastrukktur infrastruktur",
    "swapped": "bandiwdth bandwidth, infrastrutkur infrastruktur, aplikais aplikasi, bidnag bidang, pasla pasal, "
    "domian domain, infromasi informasi, audti audit, interkoneski interkoneksi, nomenkaltur nomenklatur",
    "replaced": "sisten sistem, recoveri recovery, pengelolaam pengelolaan, kominikasi komunikasi",
    "two": "sekertariat sekretariat, fungisonal fungsional, intreoperabilitas interoperabilitas, walidta walidata",
}
PAIRS = [
    pytest.param(*pair.split(), id=f"{kind}-{pair.split()[0]}")
    for kind, pairs in TYPOS.items()
    for pair in pairs.split(", ")
]
RIGHT = re.findall(
    r"\w+",
    "pajak perpustakaan kendaraan pertanian kesehatan sampah retribusi parkir irigasi jembatan sekolah guru ambulans "
    "beras pensiun cuti gaji tunjangan pariwisata kelautan perikanan hutan tambang listrik gempa kebakaran imigrasi "
    "paspor haji zakat masjid pura batik ramadhan lebaran natal ayam mataram lombok bima "
    "salary tourism weather kitchen airport hospital password printer",
)
SHORT = re.findall(r"\w+", "abc dkk jl rt sk uu ki dc ntb bpk pjs qwe tik sdm oke")


def corrected(engine: Engine, text: str) -> tuple[tuple[str, str], ...]:
    return engine.knowledge.reader.read(text).corrected


@pytest.fixture(scope="module")
def speller(shipped: Engine) -> Speller:
    """A speller that knows the documents' words and no others."""
    return Speller(json.loads(shipped.knowledge.store.meta["words"]))


@pytest.mark.parametrize(("typed", "meant"), PAIRS)
def test_a_slip_is_put_right(speller: Speller, typed: str, meant: str) -> None:
    assert speller.correct(typed) == meant


def test_what_was_typed_is_told_as_it_was_typed(shipped: Engine) -> None:
    answer = shipped.ask("siapa yg ngatur BandIwdth?")
    assert any("BandIwdth" in note and "bandwidth" in note for note in answer.notes)


@pytest.mark.parametrize("word", RIGHT)
def test_a_right_word_that_the_documents_lack_stays(shipped: Engine, word: str) -> None:
    assert corrected(shipped, word) == ()


def test_no_indonesian_word_is_bent(shipped: Engine) -> None:
    """2,000 of the words that the tables of roots know."""
    known = DefaultDictionaryFactory().get_dictionary("id")
    words = sorted(word for word in map(str, known) if word.isascii() and word.isalpha() and word.islower())
    sample = random.Random(7).sample(words, 2000)  # noqa: S311 (a sample, no secret)
    assert len(words) > 10_000
    assert [word for word in sample if corrected(shipped, word)] == []


def test_no_word_of_the_documents_is_bent(shipped: Engine) -> None:
    texts = (unit.own for unit in shipped.knowledge.store.units())
    words = {word for text in texts for word, _, _ in shipped.knowledge.analyzer.words(text)}
    assert len(words) > 500
    spelling = shipped.knowledge.lexicon.spelling
    assert [word for word in sorted(words - set(spelling)) if corrected(shipped, word)] == []


@pytest.mark.parametrize("word", SHORT)
def test_a_short_word_is_never_bent(shipped: Engine, word: str) -> None:
    assert corrected(shipped, word) == ()


@pytest.mark.parametrize("word", ["2016", "12a", "xxxxxxxx", "qwerty", "日本語", "", "b4ndwidth", "zzzzz"])
def test_what_is_near_to_no_word_stays(shipped: Engine, word: str) -> None:
    assert corrected(shipped, word) == ()


def test_of_equally_near_words_the_more_common_one_is_meant() -> None:
    speller = Speller({"bidang": 9, "bidung": 1})
    assert speller.correct("bidng") == "bidang"
    assert Speller({"bidang": 1, "bidung": 9}).correct("bidng") == "bidung"


def test_a_nearer_word_wins_over_a_more_common_one() -> None:
    assert Speller({"pengawasan": 1, "pengawalan": 99}).correct("pengawsan") == "pengawasan"


def test_a_vocabulary_of_nothing_corrects_nothing() -> None:
    assert Speller({}).correct("bidang") is None
    assert Speller({"abc": 5}).correct("abd") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("infrstrktr", "infrastruktur"), ("smrt", "smart"), ("jrngn", "jaringan"), ("pkok", "pokok")],
)
def test_vowels_that_were_left_out_are_put_back(shipped: Engine, typed: str, meant: str) -> None:
    assert corrected(shipped, typed) == ((typed, meant),)


@pytest.mark.parametrize("word", ["bmkg", "npwp", "skck", "stnk", "bpkb", "ktp", "pkk"])
def test_an_abbreviation_without_vowels_stays(shipped: Engine, word: str) -> None:
    assert corrected(shipped, word) == ()
