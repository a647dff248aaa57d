"""From a text file's bytes to its words as they are printed.

Line ends and blanks are of one kind; Markdown's and HTML's marks are gone, which say how words look or where a link
leads, and print nothing. A regulation gets its lines back where a copy from a page of the web lost them, hardly a line
end in all its text: nothing is changed but blanks before and behind what an act prints on a line of its own.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import DocumentError

# Blanks that are not a space, and marks of no width, that converters leave in text.
_BLANKS = {0x00A0: " ", 0x2007: " ", 0x202F: " ", 0x000B: "\n", 0x000C: "\n", 0x2028: "\n", 0x2029: "\n"}
_NO_WIDTH = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None)
_LOOKED_AT = 65536  # bytes or characters at a text's start
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # how such a file begins


def decode(raw: bytes, path: Path) -> str:
    """The text of a file's bytes (UTF-8, else Windows-1252); raises DocumentError for what is no text."""
    if (b"\x00" in raw[:_LOOKED_AT] and raw[:2] not in _UTF_16) or is_strange(text := _decoded(raw)):
        raise DocumentError("corpus.not-text", file=path)
    text = clean(text)
    if not any(c.isalnum() for c in text):
        raise DocumentError("corpus.no-text", file=path)
    return text


def _decoded(raw: bytes) -> str:
    if raw[:2] in _UTF_16:
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def clean(text: str) -> str:
    """The text with line ends, blanks, marks of no width and composed letters as one kind each."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Marks that print nothing may stand in a word; a control character stands where a blank was.
    controls = {ord(c): " " for c in set(text) if c not in "\n\t" and unicodedata.category(c) == "Cc"}
    return text.translate(controls | _BLANKS | _NO_WIDTH)


def is_strange(text: str) -> bool:
    """Whether too much of a text is no character that anybody prints."""
    head = text[:_LOOKED_AT]
    strange = sum(c == "\ufffd" or unicodedata.category(c) in ("Cc", "Co", "Cn") for c in head if c not in "\n\r\t\f\v")
    return strange > 1 + len(head) // 50


_NAMES = "p|br|div|span|li|ul|ol|table|thead|tbody|tr|td|th|h[1-6]|b|i|u|strong|em|font|center|a|sup|sub"
_TAG = re.compile(rf"</?(?:{_NAMES})\b[^<>]{{0,300}}>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b|</(?:p|div|li|tr|h[1-6])\b", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,4});", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]{1,500})\]\((?:[^()\s]|\([^()\s]{0,200}\)){1,500}(?:[ ]\"[^\"\n]{0,200}\")?\)")
_EMPHASIS = (
    re.compile(r"(?<!\*)\*{3}(?=[^\s*])([^*\n]*[^\s*])\*{3}(?!\*)"),
    re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*(?!\*)"),
    re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])"),
    re.compile(r"(?<![\w_])__(?=[^\s_])([^_\n]*[^\s_])__(?![\w_])"),
    re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])"),
)
_BLANK = re.compile(r"(?<!\S)_{2,3}[ ](?=\S)")  # emphasis of nothing
_ESCAPED = re.compile(r"\\(?:([\\`*_{}\[\]()#+.!|>~\"'-])|$)", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"[ \t]*\|[ \t|:-]+")
_NUMBERED = re.compile(r"\d{1,3}")


def plain(text: str, *, markdown: bool) -> str:
    """A text file's words as they are printed: without marks and HTML's tags, and with the characters that its entities
    stand for, others left alone; in lines where a copy lost its line ends."""
    text = _TAG.sub(_blank, text) if "<" in text else text
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
    return lined(clean(without_marks(text) if markdown else text))


def _blank(match: re.Match[str]) -> str:
    """What a tag is printed as: a new line, unless the line ends there, a space between two cells, or nothing."""
    if _BREAK.match(match[0]):
        return "" if match.string.startswith("\n", match.end()) else "\n"
    return " " if _CELL.match(match[0]) else ""


def without_marks(text: str) -> str:
    """The text of Markdown without the marks of emphasis, links, escapes and tables; a table's row is a line."""
    text = _ROW.sub(_row, text)
    text = _LINK.sub(r"\1", text)
    text = _BLANK.sub("", text)
    for pattern in _EMPHASIS * 2:
        text = pattern.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text)


def _row(match: re.Match[str]) -> str:
    if "-" in match[0] and _RULE.fullmatch(match[0]):
        return ""
    cells = [" ".join(cell.split()) for cell in re.split(r"(?<!\\)\|", match[0].strip()[1:-1])]
    if len(cells) > 1 and _NUMBERED.fullmatch(cells[0]):
        cells[0] += "."
    return " ".join(cell for cell in cells if cell)


_LONG = 500  # characters of a line: no printed page has such; half of the text stands in them
_ENOUGH = 3  # articles: fewer need no lines
_CITES = r"(?<!dalam )(?<!pada )(?<!dan )(?<!atau )(?<!dengan )(?<!dari )(?<!ketentuan )(?<!oleh )(?<!, )(?<!menurut )"
_OTHERS = r"(?:Undang|Peraturan|Keputusan)(?![\w -]{0,40}? ini mulai)|UUD|KUH"
_ARTICLE = re.compile(_CITES + rf"\bPasal (?P<number>\d{{1,3}})\.? (?=\(1\)|(?!{_OTHERS})[A-Z][a-z]+[ -])")
_ALONE = (
    r"(?:Menimbang|Mengingat|Memperhatikan|Menetapkan)\s?:",
    r"MEMUTUSKAN ?:|M E M U T U S K A N|DENGAN RAHMAT TUHAN",
    r"(?:Dengan [Pp]ersetujuan|DENGAN PERSETUJUAN)(?: [Bb]ersama| BERSAMA)? (?:DEWAN|Dewan)",
    r"BAB [IVXL]{1,6} [A-Z]{3}|(?<![a-z] )(?:Bagian|BAGIAN) (?:Pertama|Ke[a-z]+) [A-Z]|Paragraf \d{1,2} [A-Z]",
    r"Agar (?:supaya )?(?:setiap|semua) orang|(?:Ditetapkan|Disahkan|Diundangkan) di [A-Z]",
    r"PENJELASAN ATAS |I\. ?(?:PENJELASAN )?UMUM |II\. ?(?:PENJELASAN )?PASAL DEMI PASAL ",
    r"TAMBAHAN (?:LEMBARAN|BERITA) (?:NEGARA|DAERAH)",
)
_BEFORE = re.compile(rf"(?<=\S) (?={'|'.join(_ALONE)})")
_ACT = r"(?:PERATURAN|KEPUTUSAN|UNDANG-UNDANG|QANUN) [A-Z ,./-]{0,120}?"
_HEAD = re.compile(rf"(?<=\S) (?=(?:{_ACT})?NOMOR ?:? ?\d)|(?<=\d) (?=TENTANG )|(?<=MAHA ESA) (?=[A-Z])")
_HEAD_LENGTH = 600  # characters in which an act is named


def lined(text: str) -> str:
    """The text with each heading on its own line, if it is a regulation without lines; else as it is."""
    if 2 * sum(len(line) for line in text.split("\n") if len(line) > _LONG) < len(text):
        return text
    articles = list(_in_order(_ARTICLE.finditer(text)))
    if len(articles) < _ENOUGH:
        return text
    for match in reversed(articles):
        text = f"{text[: match.start()].rstrip(' ')}\n{match[0].rstrip()}\n{text[match.end() :]}"
    text = _BEFORE.sub("\n", text)
    return _HEAD.sub("\n", text[:_HEAD_LENGTH]) + text[_HEAD_LENGTH:]


def _in_order(matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those that count on: 1, 2, 3; and from 1 again, in the elucidation."""
    last = 0
    for match in matches:
        if int(match["number"]) == last + 1 or (last > _ENOUGH and match["number"] == "1"):
            last = int(match["number"])
            yield match
