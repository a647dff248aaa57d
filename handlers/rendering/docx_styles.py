"""The looks of a nota dinas: page, styles, numbering and footer, made once for each document."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

FONT = "Arial"
SIDE, END = 2.5, 2.0  # margins left and right, top and bottom, in centimetres
TEXT_WIDTH = 21.0 - 2 * SIDE  # of A4
INDENT = 0.9  # centimetres by which a clause's text stands in from its number

TITLE, BODY, GRID, QUOTE, CLAUSE = "Title", "Body Text", "Table Grid", "Quote", "List Number"
NUMBER, HEAD, RULE, ASKED = "Nota Nomor", "Nota Kepala", "Nota Garis", "Nota Pertanyaan"
ITEM, CLOSING = "Nota Butir", "Nota Penutup"
TABLE, TABLE_HEAD = "Nota Tabel", "Nota Kepala Tabel"
SIGN, SIGN_TOP, SIGN_NAME = "Nota Tanda Tangan", "Nota Jabatan", "Nota Nama"


def prepare(document: Document, title: str, page: tuple[str, str]) -> None:
    """Give an empty document its page, its styles, its numbering, its footer and its title."""
    _page(document)
    _base(document)
    _text_styles(document)
    _letter_styles(document)
    _number(document)
    _footer(document.sections[0].footer.paragraphs[0], *page)
    document.core_properties.title = title[:255]
    document.core_properties.author = ""
    document.core_properties.language = "id-ID"


def repeat_first_row(table: Table) -> None:
    """Print a table's first row on each page that it runs over, and keep every row on one page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(SIDE)
    section.top_margin = section.bottom_margin = Cm(END)


def _base(document: Document) -> None:
    """One font for all, Indonesian for the spelling checker."""
    normal = _style(document, "Normal")
    _font(normal, 11)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    properties = normal.element.get_or_add_rPr()
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="id-ID"/>'))


def _text_styles(document: Document) -> None:
    """Running text: the introduction, headings, a clause's citation, its text, what was asked."""
    heading = _style(document, "Heading 1")
    _font(heading, 12, bold=True)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14), Pt(4)
    heading.paragraph_format.keep_with_next = True
    clause = _style(document, CLAUSE)
    _font(clause, 11, bold=True)
    clause.paragraph_format.space_before, clause.paragraph_format.space_after = Pt(8), Pt(3)
    clause.paragraph_format.keep_with_next = True
    quote = _style(document, QUOTE)
    _font(quote, 11)
    quote.font.italic = False
    quote.paragraph_format.left_indent, quote.paragraph_format.right_indent = Cm(INDENT + 0.5), Cm(0.5)
    quote.paragraph_format.space_after = Pt(3)
    _border(quote, "left", 12, 8)
    item = _style(document, ITEM, QUOTE).paragraph_format
    item.left_indent, item.first_line_indent = Cm(INDENT + 1.2), Cm(-0.7)
    asked = _style(document, ASKED, "Normal")
    _font(asked, 9.5)
    asked.font.italic = True
    asked.font.color.rgb = RGBColor(0x40, 0x40, 0x40)
    asked.paragraph_format.left_indent = Cm(INDENT)
    asked.paragraph_format.space_before = Pt(3)


def _letter_styles(document: Document) -> None:
    """The letter around it: title, number, the lines of its head, the rule, tables, the signature."""
    title = _style(document, TITLE)
    _font(title, 14, bold=True)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(2)
    for border in title.element.get_or_add_pPr().findall(qn("w:pBdr")):
        title.element.get_or_add_pPr().remove(border)
    number = _style(document, NUMBER, "Normal")
    number.paragraph_format.left_indent = Cm(TEXT_WIDTH / 2 - 3.5)
    number.paragraph_format.space_after = Pt(14)
    head = _style(document, HEAD, "Normal")
    head.paragraph_format.space_after = Pt(4)
    head.paragraph_format.left_indent, head.paragraph_format.first_line_indent = Cm(3.1), Cm(-3.1)
    for stop in (Cm(2.6), Cm(3.1)):
        head.paragraph_format.tab_stops.add_tab_stop(stop)
    rule = _style(document, RULE, "Normal")
    rule.paragraph_format.line_spacing = Pt(4)
    rule.paragraph_format.space_after = Pt(10)
    _border(rule, "bottom", 12, 1)
    table = _style(document, TABLE, "Normal")
    _font(table, 9)
    table.paragraph_format.space_before = table.paragraph_format.space_after = Pt(2)
    table.paragraph_format.line_spacing = 1.0
    _font(_style(document, TABLE_HEAD, TABLE), 9, bold=True)
    closing = _style(document, CLOSING, "Normal").paragraph_format
    closing.space_before = Pt(12)
    closing.keep_with_next = True
    _sign_styles(document)


def _sign_styles(document: Document) -> None:
    sign = _style(document, SIGN, "Normal")
    sign.paragraph_format.left_indent = Cm(TEXT_WIDTH / 2)
    sign.paragraph_format.space_after = Pt(2)
    top = _style(document, SIGN_TOP, SIGN)
    top.paragraph_format.space_before = Pt(16)
    top.paragraph_format.keep_with_next = True
    name = _style(document, SIGN_NAME, SIGN)
    name.paragraph_format.space_before = Pt(54)
    name.paragraph_format.keep_with_next = True


def _style(document: Document, name: str, base: str = "") -> ParagraphStyle:
    """The paragraph style of that name; a new one upon `base` where there is none."""
    held = document.styles
    if base and name not in held:
        made = held.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = held[base]
    found = held[name]
    assert isinstance(found, ParagraphStyle)  # noqa: S101 (the names are those of paragraph styles)
    return found


def _font(style: ParagraphStyle, size: float, *, bold: bool = False) -> None:
    """A font in black, whatever the document's theme says."""
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if "Theme" in str(name)]:
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _border(style: ParagraphStyle, side: str, eighths: int, space: int) -> None:
    """A line along one side of a style's paragraphs."""
    line = f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="808080"/>'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    properties = style.element.get_or_add_pPr()
    for before in properties.findall(qn("w:pBdr")):
        properties.remove(before)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )


def _number(document: Document) -> None:
    """Number the clauses 1., 2., … through the whole document, the number standing out of the text."""
    numbering = document.part.numbering_part.element
    ids = [int(item.get(qn("w:abstractNumId"))) for item in numbering.findall(qn("w:abstractNum"))]
    abstract, twips = max(ids, default=0) + 1, round(INDENT * 567)
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="ListNumber"/>'
        '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{twips}" w:hanging="{twips}"/></w:pPr></w:lvl>'
    )
    made = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="singleLevel"/>{level}'
    numbering.insert(0, parse_xml(f"{made}</w:abstractNum>"))
    number = numbering.add_num(abstract).numId
    properties = _style(document, CLAUSE).element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    indent = _style(document, CLAUSE).paragraph_format
    indent.left_indent, indent.first_line_indent = Cm(INDENT), Cm(-INDENT)
    indent.tab_stops.add_tab_stop(Cm(INDENT))


def _footer(paragraph: Paragraph, page: str, of: str) -> None:
    """ "Halaman 2 dari 5", in the middle."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in ((f"{page} ", "PAGE"), (f" {of} ", "NUMPAGES")):
        paragraph.add_run(text).font.size = Pt(9)
        made = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
                         "<w:t>1</w:t></w:r></w:fldSimple>")  # fmt: skip
        paragraph._p.append(made)
