"""Which clause can answer a kind of question: lists, duties, rights, what is not so."""

from __future__ import annotations

import pytest
from second_office import with_another

from index.engine import Engine
from index.publishing.generations import open_engine

LAW = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 4 TAHUN 2031
TENTANG
KOLAM RENANG RAKYAT

DENGAN RAHMAT TUHAN YANG MAHA ESA

PRESIDEN REPUBLIK INDONESIA,

Menimbang : bahwa kolam renang perlu diatur;

MEMUTUSKAN:

Pasal 1
(1) Tidak termasuk pelampung yang dipinjamkan adalah:
a. rakit;
b. ban dalam.
(2) Pelampung yang dipinjamkan meliputi:
a. pelampung anak;
b. pelampung dewasa.

Pasal 2
(1) Penjaga kolam berhak beristirahat.
(2) Penjaga kolam wajib mengawasi perenang.
(3) Penjaga kolam dilarang meninggalkan menara.
(4) Penjaga kolam yang meninggalkan menara dikenai sanksi teguran.

Pasal 3
Kolam dibuka 12 (dua belas) jam setiap hari.
"""
ENTRY = """
  - id: uu-4-2031
    file: kolam.txt
    profile: peraturan
    title: Kolam Renang Rakyat
    short: UU 4/2031
    formal: Undang-Undang Nomor 4 Tahun 2031
    number: "4"
    year: "2031"
    issuer: Presiden Republik Indonesia
    level: nasional
    region: ""
    office: ""
    aliases: []
    amends: []
    status: {in_force: unknown, checked_by: "", checked_on: "", replaced_by: ""}
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The engine over the documents that ship and the law."""
    folder = tmp_path_factory.mktemp("law")
    documents = with_another(folder, "kolam.txt", LAW, ENTRY)
    return open_engine(folder / "data", "diskominfotik-ntb", documents)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        pytest.param("pelampung apa saja yang dipinjamkan", "pasal-1/ayat-2", id="what-is-so"),
        pytest.param("pelampung apa yang tidak termasuk dipinjamkan", "pasal-1/ayat-1", id="what-is-not-so"),
        pytest.param("apa kewajiban penjaga kolam", "pasal-2/ayat-2", id="obligation"),
        pytest.param("apa hak penjaga kolam", "pasal-2/ayat-1", id="right"),
        pytest.param("apa larangan bagi penjaga kolam", "pasal-2/ayat-3", id="prohibition"),
        pytest.param("apa sanksi bagi penjaga kolam yang meninggalkan menara", "pasal-2/ayat-4", id="sanction"),
        pytest.param("berapa jam kolam dibuka setiap hari", "pasal-3", id="count-in-two-words"),
    ],
)
def test_the_clause_that_can_answer_comes_first(held: Engine, question: str, clause: str) -> None:
    assert [citation.id for citation in held.ask(question).citations][:1] == [f"uu-4-2031/{clause}"]


def test_no_sanction_is_told_by_a_rule_that_names_none(shipped: Engine, held: Engine) -> None:
    for engine in (shipped, held):
        assert not engine.ask("apa sanksi kalau terlambat menyesuaikan nomenklatur").answered


def test_an_item_is_told_behind_what_its_list_begins_with(held: Engine) -> None:
    assert held.ask("pelampung dewasa").headline.startswith("Pelampung yang dipinjamkan meliputi: …")
