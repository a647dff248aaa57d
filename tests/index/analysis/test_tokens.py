"""One word has one term, however it is spelt, hyphenated or inflected; different words have different terms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.lexicon import load_lexicon
from index.analysis.tokens import Analyzer, fold

ANALYZER = Analyzer(load_lexicon())

SPELT = [
    pytest.param(
        ("e-Government", "eGovernment", "egovernment", "e government", "E-GOVERNMENT"), ["egovernment"], id="e"
    ),
    pytest.param(("sub domain", "sub-domain", "subdomain", "Sub Domain", "sub‑domain"), ["subdomain"], id="sub"),
    pytest.param(("re-engineering", "reengineering", "re engineering"), ["reengineering"], id="re"),
    pytest.param(("undang-undang", "undang2", "Undang‑Undang", "UNDANG-UNDANG"), ["undang"], id="undang2"),
    pytest.param(("kantor2nya", "kantornya"), ["kantornya"], id="reduplication-with-a-suffix"),
    pytest.param(("kantor-kantor", "kantor2", "kantor"), ["kantor"], id="reduplication"),
    pytest.param(("kabupaten/kota", "Kabupaten / Kota", "kabupaten,kota"), ["kabupaten", "kota"], id="slash"),
    pytest.param(("data center", "data-center", "Data  Center", "(data) center!"), ["data", "center"], id="hyphen"),
    pytest.param(("café", "cafe", "CAFE\u0301"), ["cafe"], id="accent"),
    pytest.param(("12(3)", "12 (3)", "12/3"), ["12", "3"], id="numbers"),
    pytest.param(("B2", "b2"), ["b2"], id="no-reduplication-of-a-letter"),
    pytest.param(("", "  ", "…?!", "_", "-"), [], id="nothing"),
]

SAME_ROOT = [
    "kelola mengelola pengelolaan dikelola ngelola pengelola",
    "urus mengurus diurus pengurusan ngurus ngurusin",
    "pelihara pemeliharaan memelihara dipelihara",
    "kembang pengembangan mengembangkan dikembangkan ngembangin",
    "bangun pembangunan membangun dibangun",
    "laksana melaksanakan pelaksanaan dilaksanakan",
    "susun menyusun penyusunan disusun nyusun",
    "awas pengawasan mengawasi diawasi ngawasin",
    "lapor laporan pelaporan melaporkan laporin",
    "pantau memantau pemantauan dipantau mantau",
    "kendali pengendalian mengendalikan dikendalikan",
    "sedia menyediakan penyediaan nyediain",
    "siap menyiapkan penyiapan nyiapin",
    "nilai menilai penilaian dinilai",
    "tetap menetapkan penetapan ditetapkan",
    "layan layanan pelayanan melayani",
    "bagi membagi pembagian",
    "integrasi terintegrasi mengintegrasikan",
    "undang diundangkan perundangan",
    "pemerintah pemerintahan",
    "provinsi propinsi",
    "application applications",
]

APART = [
    "pemerintah perintah",
    "peraturan mengatur",
    "kebijakan bijak",
    "bagian membagi",
    "bawahan bawah",
    "jaringan jaring",
    "pengguna penggunaan",
    "keuangan uang",
    "berita memberi",
    "pendapat pendapatan",
    "seksi sekretariat sekretaris",
    "kota kantor",
    "anggota kota",
    "menteri materi",
]


@pytest.mark.parametrize(("spellings", "words"), SPELT)
def test_all_spellings_are_the_same_words(spellings: tuple[str, ...], words: list[str]) -> None:
    for spelling in spellings:
        assert [word for word, _, _ in ANALYZER.words(spelling)] == words, spelling


@pytest.mark.parametrize("words", [pytest.param(row, id=row.split()[0]) for row in SAME_ROOT])
def test_inflections_have_one_root(words: str) -> None:
    roots = {word: ANALYZER.root(word) for word in words.split()}
    assert len(set(roots.values())) == 1, roots


@pytest.mark.parametrize("words", [pytest.param(row, id=row.replace(" ", "-")) for row in APART])
def test_different_words_stay_apart(words: str) -> None:
    roots = [ANALYZER.root(word) for word in words.split()]
    assert len(set(roots)) == len(roots), roots


@pytest.mark.parametrize("text", ["yang mana di sini itu", "which of the", "a b c", "siapa apa berapa"])
def test_function_words_and_lone_letters_are_no_terms(text: str) -> None:
    assert not set(ANALYZER.terms(text)) & {"yang", "mana", "di", "itu", "which", "of", "the", "a", "b", "siapa", "apa"}


def test_a_token_tells_root_spelling_and_place() -> None:
    text = "Siapa yang mengelola Sub-Domain?"
    tokens = ANALYZER.tokens(text)
    assert [(token.term, token.word, text[token.start : token.end]) for token in tokens] == [
        ("kelola", "mengelola", "mengelola"),
        ("subdomain", "subdomain", "Sub-Domain"),
    ]


pieces = st.sampled_from(
    [
        "sub domain",
        "e-Government",
        "undang-undang",
        "kantor2",
        "tugas",
        "12(3)",
        "É",
        "x²",
        "ﬁ",
        "日本",
        "-",
        "_",
        "\n",
        " ",
    ]
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(pieces, max_size=12).map(" ".join)))
def test_places_point_at_the_text_that_was_read(text: str) -> None:
    end = 0
    for word, start, stop in ANALYZER.words(text):
        assert end <= start < stop <= len(text)
        end = stop
        said = fold("".join(c for c in text[start:stop] if c not in "-‐‑" and not c.isspace()))
        assert said[0] == word[0]  # a word said twice ("tugas-tugas") is read once
        assert set(said) - {"2"} <= set(word) <= set(said), (word, text[start:stop])


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=14))
def test_a_root_is_found_for_any_word_and_is_its_own(word: str) -> None:
    root = ANALYZER.root(word)
    assert bool(root) == bool(word)
    assert ANALYZER.root(word) == root


def test_a_letter_of_a_list_is_no_prefix() -> None:
    assert ANALYZER.folded("huruf e kota tipe b") == ("huruf", "e", "kota", "tipe", "b")
    assert ANALYZER.folded("tugas e government") == ("tugas", "egovernment")
