"""A Word document is read as it is printed: its automatic numbers, its tables, its tracked changes."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from words import Row, abstract, anew, content, level, listed, number, numbered, word, xml

from corpus.errors import DocumentError
from corpus.manifest import DOCUMENTS
from corpus.model import Note
from corpus.parsing.parse import parse
from corpus.parsing.repair import repair
from corpus.profile import load_profile
from corpus.reading import word as word_file
from corpus.reading.plain_text import decode
from corpus.reading.read import read
from corpus.reading.word_numbering import as_printed

DUTIES = DOCUMENTS / "tupoksi-bidang-tik-ntb.txt"


def saved(folder: Path, raw: bytes, name: str = "a.docx") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def lines(folder: Path, raw: bytes) -> list[str]:
    return [line for line in read(saved(folder, raw)).text.split("\n") if line]


def units(text: str, profile: str = "tupoksi") -> list[tuple[str, str]]:
    tree = parse(repair(text), load_profile(profile), "doc")
    letters = ("".join(filter(str.isalnum, tree.full_text(at))) for at in range(len(tree.nodes)))
    return [(node.id, text) for node, text in zip(tree.nodes, letters, strict=True)]


def automatic(text: str) -> Iterator[Row]:
    """A duty description as paragraphs: its numbers and letters taken out, each list's first made a new list."""
    paragraphs = re.sub(r"\n(?!\d+\. |[a-z]\. |Seksi .* memiliki|Bidang |\s*\n|.* \n?\Z)", " ", text).split("\n")
    list_ = 0
    for paragraph in paragraphs:
        mark = re.match(r"(\d+|[a-z])\. ", paragraph)
        if not mark:
            yield paragraph, 0, 0
            continue
        list_ += mark[1] in ("1", "a")
        yield paragraph[mark.end() :], list_ + 100 * mark[1].isalpha(), 0


def test_duties_with_automatic_numbers_are_those_of_the_text(tmp_path: Path) -> None:
    text = decode(DUTIES.read_bytes(), DUTIES)
    rows = list(automatic(text))
    kinds = abstract(1, level(0, "decimal", "%1.")), abstract(2, level(0, "lowerLetter", "%1."))
    # As Word does it: one kind of list, and each list of it begins anew.
    lists = [listed(n, 1 if n < 100 else 2, anew()) for n in sorted({row[1] for row in rows} - {0})]
    made = word(rows, *kinds, *lists)
    assert not re.search(r"\b15\. ", "\n".join(row[0] for row in rows))
    assert units(read(saved(tmp_path, made)).text) == units(text)


LISTS = [
    pytest.param(
        [("x", 1, 0), ("y", 1, 0), ("teks", 0, 0), ("z", 1, 0)], [abstract(1, level(0, "decimal", "(%1)")),
                                                                   listed(1, 1)],
        ["(1) x", "(2) y", "teks", "(3) z"], id="a text between",
    ),
    pytest.param(
        [("x", 1, 0), ("y", 1, 1), ("z", 1, 1), ("w", 1, 0), ("v", 1, 1)],
        [abstract(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%1.%2)")), listed(1, 1)],
        ["1. x", "1.a) y", "1.b) z", "2. w", "2.a) v"], id="levels",
    ),
    pytest.param(
        [("x", 1, 0), ("y", 2, 0), ("z", 1, 0)], [abstract(1, level(0, "upperRoman", "%1.")), listed(1, 1),
                                                   listed(2, 1)],
        ["I. x", "II. y", "III. z"], id="two lists of one kind go on",
    ),
    pytest.param(
        [("x", 1, 0), ("y", 2, 0), ("z", 2, 0)],
        [abstract(1, level(0, "lowerRoman", "%1.")), listed(1, 1), listed(2, 1, anew(start=4))],
        ["i. x", "iv. y", "v. z"], id="a list that starts anew",
    ),
    pytest.param(
        [("x", 1, 0), ("y", 1, 1), ("z", 1, 0), ("w", 1, 1)],
        [abstract(1, level(0, "upperLetter", "%1."), level(1, "decimal", "%2.", 1, '<w:lvlRestart w:val="0"/>')),
         listed(1, 1)],
        ["A. x", "1. y", "B. z", "2. w"], id="a level that never restarts",
    ),
    pytest.param(
        [("x", 1, 2)], [abstract(1, level(0, "decimal", "%1", 3), level(1, "decimal", "%2"), level(2, "bullet", "")),
                        listed(1, 1)],
        ["- x"], id="bullet",
    ),
    pytest.param(
        [("x", 1, 1)], [abstract(1, level(0, "upperRoman", "BAB %1", 2), level(1, "decimal", "%1.%2", 1, "<w:isLgl/>")),
                        listed(1, 1)],
        ["2.1 x"], id="a level above that none has had, in legal digits",
    ),
    pytest.param(
        [("x", 1, 0)], [abstract(1, level(0, "decimal", "%1.")),
                        listed(1, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)", 3)}</w:lvlOverride>')],
        ["c) x"], id="a level of its own",
    ),
    pytest.param([("x", 7, 0)], [abstract(1, level(0, "decimal", "%1.")), listed(1, 1)], ["x"], id="no such list"),
    pytest.param([("x", 1, 0)], [listed(1, 9)], ["x"], id="no such kind"),
    pytest.param([("x", 1, 8)], [abstract(1, level(0, "decimal", "%1.")), listed(1, 1)], ["x"], id="no such level"),
    pytest.param([("x", 1, 0)], [abstract(1, level(0, "none", "Pasal")), listed(1, 1)], ["Pasal x"], id="words only"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "definitions", "printed"), LISTS)
def test_numbers_stand_as_printed(tmp_path: Path, rows: list[Row], definitions: list[str], printed: list[str]) -> None:
    assert lines(tmp_path, word(rows, *definitions)) == printed


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (27, "lowerLetter", "aa"), (28, "upperLetter", "BB"), (0, "lowerLetter", "0"),
        (10**9, "lowerLetter", "1000000000"),
        (1994, "upperRoman", "MCMXCIV"), (49, "lowerRoman", "xlix"), (4000, "upperRoman", "4000"),
        (7, "decimalZero", "07"), (7, "chineseCounting", "7"), (7, "none", ""),
    ],
)  # fmt: skip
def test_formats(value: int, kind: str, printed: str) -> None:
    assert as_printed(value, kind) == printed


def test_numbers_come_through_styles(tmp_path: Path) -> None:
    document = docx.Document()
    ayat = level(1, "decimal", "(%2)", 1, '<w:pStyle w:val="Ayat"/>')
    numbered(document, abstract(1, level(0, "decimal", "Pasal %1"), ayat), listed(5, 1))
    styles = document.styles.element
    place = '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
    styles.append(xml(f'<w:style w:type="paragraph" w:styleId="Pasal"><w:name w:val="Pasal"/>{place}</w:style>'))
    styles.append(xml(f'<w:style w:type="paragraph" w:styleId="Ayat"><w:name w:val="Ayat"/>{place}</w:style>'))
    styles.append(
        xml('<w:style w:type="paragraph" w:styleId="Lain"><w:name w:val="Lain"/><w:basedOn w:val="Ayat"/></w:style>')
    )
    styles.append(xml('<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="A"/></w:style>'))
    for style, text in (("Pasal", ""), ("Ayat", "x"), ("Lain", "y"), ("Pasal", ""), ("Ayat", "z"), ("A", "w")):
        document.add_paragraph(text, style=style)
    number(document.add_paragraph("v", style="Ayat"), 0, None)
    assert lines(tmp_path, content(document)) == ["Pasal 1 ", "(1) x", "(2) y", "Pasal 2 ", "(1) z", "w", "v"]


def table(rows: list[list[str]], style: str | None = "Table Grid") -> Callable[[], Any]:
    def made() -> Any:
        document = docx.Document()
        grid = document.add_table(len(rows), len(rows[0]), style=style)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                grid.cell(at, column).text = text
        return document

    return made


def merged() -> Any:
    document = table([["No", "Unit", "Tugas"], ["1", "Bidang A", "satu"], ["2", "", "dua"], ["3", "semua", ""]])()
    grid = document.tables[0]
    grid.cell(1, 1).merge(grid.cell(2, 1))
    grid.cell(3, 1).merge(grid.cell(3, 2))
    return document


def nested() -> Any:
    document = table([["Unit", "Tugas"], ["Bidang", "daftar"]])()
    inner = document.tables[0].cell(1, 1).add_table(2, 1)
    inner.cell(0, 0).text, inner.cell(1, 0).text = "satu", "dua"
    return document


TABLES = [
    pytest.param(table([["No", "Unit"], ["1", "Dinas"], ["2", ""]]), ["No Unit", "1. Dinas", "No: 2"], id="headings"),
    pytest.param(
        table([["Menimbang", ":", "a. bahwa\nb. hal"], ["Mengingat", ":", "UUD"]], None),
        ["Menimbang : a. bahwa", "b. hal", "Mengingat : UUD"], id="a table that only lays out",
    ),
    pytest.param(table([["1", "satu"], ["2", "dua"]]), ["1 satu", "2 dua"], id="no headings"),
    pytest.param(table([["Kotak", "Isi"]]), ["Kotak Isi"], id="one row"),
    pytest.param(
        table([["Jabatan", "Kapasitas"], ["Eselon II", "50 GB"], ["Pelaksana", "10 GB"]], None),
        ["Jabatan: Eselon II; Kapasitas: 50 GB", "Jabatan: Pelaksana; Kapasitas: 10 GB"], id="figures without lines",
    ),
    pytest.param(
        table([["Mengetahui", "Mataram"], ["Kepala", "Kabid"], ["Ani", "NIP 12"]], None),
        ["Mengetahui Mataram", "Kepala Kabid", "Ani NIP 12"], id="signatures",
    ),
    pytest.param(
        merged, ["1. Unit: Bidang A; Tugas: satu", "2. Tugas: dua", "3. Unit Tugas: semua"],
        id="merged cells",
    ),
    pytest.param(nested, ["Unit: Bidang; Tugas: daftar satu dua"], id="a table in a cell"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "printed"), TABLES)
def test_a_row_is_a_line_with_its_headings(tmp_path: Path, made: Callable[[], Any], printed: list[str]) -> None:
    assert lines(tmp_path, content(made())) == printed


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
    f"<w:p>{run('Salinan')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
PIECES = [
    pytest.param(f"{run('paling ')}<w:ins>{run('banyak')}</w:ins>", ["paling banyak"],
                 [Note(kind="insertion", text="banyak")], id="inserted"),
    pytest.param(f"{run('a')}<w:del><w:r><w:delText>tidak</w:delText></w:r></w:del>{run('b')}", ["ab"],
                 [Note(kind="deletion", text="tidak")], id="deleted"),
    pytest.param(f"<w:moveFrom>{run('lama')}</w:moveFrom><w:moveTo>{run('baru')}</w:moveTo>", ["baru"],
                 [Note(kind="deletion", text="lama"), Note(kind="insertion", text="baru")], id="moved"),
    pytest.param(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r>{run('a')}", ["a"],
                 [Note(kind="hidden text", text="rahasia")], id="hidden"),
    pytest.param(f"{BOX}{run('isi')}", ["isi", "Salinan"], [Note(kind="text box", text="Salinan")], id="text box"),
    pytest.param("<w:r><w:drawing/></w:r>" + run("a"), ["a"], [Note(kind="picture")], id="picture"),
    pytest.param(f"<w:hyperlink>{run('laman')}</w:hyperlink><w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>",
                 ["laman b", "c"], [], id="link, tab, break"),
    pytest.param(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('isian')}</w:sdtContent></w:sdt>", ["isian"], [], id="control"),
    pytest.param('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>' + run("3"), ["3"], [],
                 id="field"),
    pytest.param("<w:r><w:t>sub</w:t><w:noBreakHyphen/><w:t>do</w:t><w:softHyphen/><w:t>main</w:t></w:r>",
                 ["sub-domain"], [], id="hyphens"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "printed", "notes"), PIECES)
def test_a_paragraph_is_read_as_printed(tmp_path: Path, inner: str, printed: list[str], notes: list[Note]) -> None:
    document = docx.Document()
    document.element.body.insert(0, xml(f"<w:p>{inner}</w:p>"))
    source = read(saved(tmp_path, content(document)))
    assert [line for line in source.text.split("\n") if line] == printed
    assert list(source.notes) == notes


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    document = docx.Document()
    document.element.body.insert(0, xml(f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('satu ')}</w:p>"))
    document.element.body.insert(1, xml(f"<w:p>{run('dua')}</w:p>"))
    assert lines(tmp_path, content(document)) == ["satu dua"]


def test_heads_feet_and_comments_are_left_out_and_said(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("isi")
    document.add_comment(paragraph.runs, text="periksa", author="x")
    document.sections[0].header.paragraphs[0].text = "Dinas Komunikasi"
    document.sections[0].footer.paragraphs[0].text = "Halaman"
    source = read(saved(tmp_path, content(document)))
    assert source.text.split() == ["isi"]
    assert {(note.kind, note.text) for note in source.notes} == {
        ("header", "Dinas Komunikasi"), ("footer", "Halaman"), ("comment", "periksa"),
    }  # fmt: skip


def changed(raw: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A Word file with its parts changed, and more parts."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return stream.getvalue()


def declaring(name: str, part: bytes) -> bytes:
    if name != "word/document.xml":
        return part
    head = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return re.sub(rb"(<\?xml[^>]*\?>)", rb"\1" + head, part, count=1).replace(b"isi", b"&x;")


WHOLE = word([("isi", 0, 0)])
REFUSED = [
    pytest.param(b"", "is no Word document", id="empty"),
    pytest.param(b"isi", "is no Word document", id="text"),
    pytest.param(b"%PDF-1.7", "is no Word document", id="PDF"),
    pytest.param(b"\xd0\xcf\x11\xe0" + bytes(99), "locked by a password or an old", id="locked"),
    pytest.param(WHOLE[:900], "can be opened", id="cut off"),
    pytest.param(WHOLE[:2000] + bytes(500) + WHOLE[2500:], "can be opened", id="damaged"),
    pytest.param(changed(WHOLE, lambda n, p: p.replace(b"ml.document.main", b"x")), "is no Word", id="other"),
    pytest.param(changed(WHOLE, lambda n, p: p, **{"word/vbaProject.bin": b"x"}), "macros", id="macros"),
    pytest.param(
        changed(WHOLE, lambda n, p: p.replace(b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                                              b"vnd.ms-word.document.macroEnabled.main")), "macros", id="macro type",
    ),
    pytest.param(changed(WHOLE, declaring), "declares entities", id="entities"),
    pytest.param(changed(WHOLE, lambda n, p: p, **{"a.bin": bytes(30 * 2**20)}), "unpacks to", id="bomb"),
    pytest.param(changed(WHOLE, lambda n, p: b"<a>" if n == "word/document.xml" else p), "can be opened", id="no XML"),
    pytest.param(changed(WHOLE, lambda n, p: b"<a/>" if n == "word/document.xml" else p), "can be opened", id="other"),
    pytest.param(word([(" ", 0, 0)]), "holds no text", id="no words"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "says"), REFUSED)
def test_what_cant_be_read_is_refused_in_a_line(tmp_path: Path, raw: bytes, says: str) -> None:
    path = saved(tmp_path, raw)
    with pytest.raises(DocumentError, match=says) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "; " in str(raised.value)
    assert "\n" not in str(raised.value)


def test_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_file, "MAX_PARTS", 3)
    with pytest.raises(DocumentError, match="unpacks to"):
        read(saved(tmp_path, WHOLE))


def test_a_word_document_named_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"\.docx"):
        read(saved(tmp_path, WHOLE, "a.txt"))


def test_a_damaged_part_gives_a_text_or_an_error_that_says_so(tmp_path: Path) -> None:
    whole = word([("satu", 1, 0), ("dua", 1, 1)], abstract(1, level(0, "decimal", "%1.")), listed(1, 1, anew()))
    chance = random.Random(7)  # noqa: S311 - the same damage in each run
    names = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"]
    refused = 0
    for at in range(200):

        def damage(name: str, part: bytes, at: int = at) -> bytes:
            if name != names[at % len(names)]:
                return part
            start = chance.randrange(len(part))
            again = chance.randrange(len(part))
            cut = chance.randrange(40) * (at % 3 > 0)
            return part[:start] + part[again : again + chance.randrange(60)] + part[start + cut :]

        try:
            read(saved(tmp_path, changed(whole, damage)))
        except DocumentError:
            refused += 1
    assert 0 < refused < 200
