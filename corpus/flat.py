"""Give a regulation its lines back where a copy from a page of the web lost them: hardly a line end in all its text.

Nothing is changed but blanks before and behind what an act prints on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
