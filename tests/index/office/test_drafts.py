"""A new version of a document has what is known of it, but for what the file or a person says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.manifest import Entry, Status
from corpus.recognising.describe import office_id
from index.office.drafts import Draft, drafted

HELD = Entry(
    id="pm-14-2016", file="a.md", profile="peraturan", title="Pedoman Nomenklatur", short="Permenkominfo 14/2016",
    formal="Peraturan Nomor 14 Tahun 2016 tentang Pedoman Nomenklatur", number="14", year="2016",
    issuer="Menteri Kominfo", office="kominfo", level="nasional", region="Indonesia", aliases=("RI",),
    amends=("pm-1-2010",), status=Status(in_force="yes", checked_by="Bagian Hukum", checked_on="2026-01-15"),
)  # fmt: skip
EMPTY = dict.fromkeys(("id", "title", "short", "formal", "number", "year", "issuer", "office", "level", "region"), "")


def draft_of(found: dict[str, str], held: Entry = HELD, **confidence: float) -> Draft:
    """The draft of a file in which this was found."""
    choices = [{"profile": name, "confidence": value} for name, value in (confidence or {"peraturan": 0.9}).items()]
    examined: dict[str, Any] = {
        "choices": choices,
        "found": {**EMPTY, "aliases": (), "missing": ("level",), **found},
        "notes": (),
    }
    return drafted(examined, [held], key="k", who="7", name="a.pdf", file="k.pdf")


def test_what_the_file_does_not_say_is_as_it_was() -> None:
    draft = draft_of({"id": "other", "short": "permenkominfo 14/2016"})
    assert draft.lacking([HELD]) == ()
    assert draft.entry("a.md", [HELD]) == HELD


def test_what_the_file_states_otherwise_wins() -> None:
    entry = draft_of({"id": "pm-14-2016", "title": "Pedoman Baru", "office": "guess"}).entry("a.md", [HELD])
    assert (entry.title, entry.office, entry.formal) == (
        "Pedoman Baru",
        "kominfo",
        HELD.formal.replace("Nomenklatur", "Baru"),
    )
    assert (entry.status, entry.amends) == (HELD.status, HELD.amends)


def test_another_act_is_not_checked_yet() -> None:
    found = {"id": "pm-14-2016", "number": "9", "year": "2031", "short": "Permenkominfo 9/2031", "formal": "Permen 9"}
    entry = draft_of(found).entry("a.md", [HELD])
    assert (entry.short, entry.formal, entry.status) == ("Permenkominfo 9/2031", "Permen 9", Status())
    assert (entry.level, entry.region, entry.office) == ("nasional", "Indonesia", "kominfo")


def test_another_act_without_a_name_is_named_by_its_number() -> None:
    entry = draft_of({"id": "pm-14-2016", "number": "9", "year": "2031"}).entry("a.md", [HELD])
    assert entry.short == "Pedoman Nomenklatur 9/2031"
    assert entry.formal == "Menteri Kominfo Nomor 9 Tahun 2031 tentang Pedoman Nomenklatur"


def test_what_a_person_says_wins() -> None:
    told = draft_of({"id": "x", "title": "Judul"}).telling({"id": "PM 14 2016", "short": "Permen", "region": ""})
    entry = told.entry("a.md", [HELD])
    assert (entry.id, entry.short, entry.region, entry.title) == ("pm-14-2016", "Permen", "", "Judul")
    assert told.telling({"id": "lain"}).lacking([HELD]) == ("level",)


def test_the_same_name_of_a_file_from_another_office_is_another_document() -> None:
    """Each office calls its duties `tupoksi.docx`."""
    sent = draft_of({"id": "pm-14-2016", "title": "Uraian Tugas"})
    other = sent.telling({"office": "diskominfo-malang", "region": "Malang"})
    entry = other.entry("a.md", [HELD])
    assert (entry.id, entry.title, entry.status) == ("pm-14-2016-diskominfo-malang", "Uraian Tugas", Status())
    assert other.lacking([HELD]) == ("level",)
    assert other.entry("a.md", [HELD, entry]).id == entry.id
    assert sent.telling({"office": "Kominfo"}).entry("a.md", [HELD]).id == HELD.id


@pytest.mark.parametrize(("sure", "profile"), [(0.5, "peraturan"), (0.1, "tupoksi")])
def test_the_profile_is_as_it_was_where_it_reads_the_file(sure: float, profile: str) -> None:
    assert draft_of({"id": "pm-14-2016"}, tupoksi=0.8, peraturan=sure).entry("", [HELD]).profile == profile


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Dinas Komunikasi dan Informatika Kota Singkawang", "diskominfo-singkawang"),
        ("Dinas Komunikasi dan Informatika Provinsi Nusa Tenggara Barat", "diskominfo-ntb"),
        ("Diskominfo Singkawang", "diskominfo-singkawang"),
        ("diskominfotik-ntb", "diskominfotik-ntb"),
        ("???", ""),
    ],
)
def test_an_offices_id_is_made_of_its_name(name: str, made: str) -> None:
    assert office_id(name) == made
