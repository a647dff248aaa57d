"""The heading of an act as its first page prints it: the kind of act, its issuer, number, year and title."""

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.recognising.gazetteer import Kind, Kinds

PHRASE = 300  # characters in which an act is named, before its number
TITLE = 600  # characters of a title
_HEAD = 20_000  # characters of the head in which a heading is looked for
_LINES = 120  # lines, likewise
_LETTERHEAD = 6  # lines
_SAID = 40  # lines in which a document says what it is
_BLOCK = 16  # lines of a heading
_COMMENT = re.compile(r"<!--.{0,200}?-->")
_MARK = re.compile(r"\A(?:(?:#{1,6}|[>*•-])[ \t]+)+")
_STOP = re.compile(r"\b(?:NOMOR\b|NO\.|TENTANG\b)", re.IGNORECASE)
_ABOUT = re.compile(r"(?<![^\W\d_])TENTANG\b\s*:?\s*", re.IGNORECASE)
_YEAR = re.compile(r"\bTAHUN\s+((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_INLINE = re.compile(r"\s(?=(?i:DENGAN RAHMAT TUHAN)|(?:Menimbang|MENIMBANG) ?:|BAB I\b|Pasal 1\b)")
_NAME = re.compile(r"(?:[^\W\d_]|[ ,./'’()-])+")


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A printed line without Markdown's marks: whether it was marked as a heading, and stands behind an empty one."""

    text: str
    marked: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What names an act before its number: the kind, and its issuer as printed (`by`), "" where it names none.

    `of` is what tells the issuer from others of its kind (a ministry), `region` and `level` are as printed.
    """

    act: Kind
    issuer: Kind | None = None
    by: str = ""
    of: str = ""
    region: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An act's heading; what isn't sure is "". `above` are the lines that stand before it."""

    named: Named
    number: str = ""
    year: str = ""
    title: str = ""
    above: tuple[str, ...] = ()


def lines_of(text: str) -> list[HeadingLine]:
    """The lines of a document's head that hold a word."""
    lines, apart = [], True
    for raw in _COMMENT.sub("", text[:_HEAD]).split("\n"):
        stripped = raw.strip()
        behind = _MARK.sub("", stripped)
        shown = " ".join(behind.strip("*_\\ \t").split())
        if any(character.isalpha() for character in shown):
            lines.append(HeadingLine(shown, marked=stripped.startswith("#") or behind.startswith("**"), apart=apart))
        apart = not shown
    return lines[:_LINES]


def says_duties(lines: list[HeadingLine], kinds: Kinds) -> bool | None:
    """Whether the first lines say that these are duties (True), or before that that it is something else, a memo
    (False); None where they say neither."""
    for line, after in pairwise([*(line.text for line in lines[:_SAID]), ""]):
        if kinds.patterns["other"].regex.match(line):
            return False
        if any(kinds.patterns["duties"].regex.match(words) for words in (line, f"{line} {after}")):
            return True
    return None


def find_heading(lines: list[HeadingLine], kinds: Kinds) -> Heading | None:
    """The heading of the act that these lines are the head of, or None.

    It stands in capitals, or on a line that is the first or marked as a heading; before the words that an act's text
    begins with, and not behind words that say that this is no act.
    """
    for at, line in enumerate(lines):
        if any(kinds.patterns[name].regex.match(line.text) for name in ("body", "other")):
            return None
        free = line.marked or not at
        if (free or line.text == line.text.upper()) and (heading := _heading(lines, at, kinds, free)):
            return heading
    return None


def _heading(lines: list[HeadingLine], at: int, kinds: Kinds, free: bool) -> Heading | None:
    """The heading that a line begins, or None; only where it is `free` it may have small letters."""
    block = _block(lines[at : at + _BLOCK])
    stop = _STOP.search(block[: PHRASE + 10])
    named = _by_letterhead(name_act(block[: stop.start()], kinds), lines[:at], kinds) if stop else None
    if not stop or not named:
        return None
    capitals = block[: stop.start()].isupper()
    number, year, behind = numbered(block, stop.start(), kinds)
    about = _ABOUT.search(block, behind, behind + 60)
    annex = bool(kinds.patterns["before"].regex.match(block))
    title = _title(block[about.end() :], kinds, capitals, ended=annex) if about else ""
    # with small letters each word of a name has a capital, but for the small ones: a sentence isn't a name
    words = re.findall(r"(?<![\w-])[^\W\d_][\w-]*", title)
    is_name = all(word[0].isupper() or word in kinds.small or word.startswith("e-") for word in words)
    if not capitals and not (free and is_name):
        return None
    return Heading(named=named, number=number, year=year, title=title, above=tuple(line.text for line in lines[:at]))


def _by_letterhead(named: Named | None, above: list[HeadingLine], kinds: Kinds) -> Named | None:
    """An act that names no issuer, a circular, by the letterhead above it: the longest run of lines that names one."""
    if named is None or named.issuer or named.act.pattern.regex.groups < 1 or not named.act.apart:
        return named
    words = [line.text.strip(" ,") for line in above[:_LETTERHEAD] if line.text.isupper()]
    runs = ((start, end) for start in range(len(words)) for end in range(len(words), start, -1))
    named_by = (name_act(f"{named.act.name} {' '.join(words[start:end])}", kinds) for start, end in runs)
    return next((found for found in named_by if found and found.issuer and found.issuer.level), named)


def _block(lines: list[HeadingLine]) -> str:
    """The lines that a heading may go on over: in capitals all, else to the end of its paragraph or marked line."""
    block = lines[0].text
    for line in lines[1:]:
        about = _ABOUT.search(block)
        whole = bool(about and block[about.end() :])
        if whole and not lines[0].text.isupper() and (lines[0].marked or line.apart or line.marked):
            break
        block += ("\n\n" if line.apart else "\n") + line.text
    return block


def name_act(phrase: str, kinds: Kinds) -> Named | None:
    """The act that a phrase names ("PERATURAN BUPATI DOMPU"), or None where any of its words isn't understood."""
    phrase = " ".join(phrase.split()).rstrip(" ,:")
    while before := kinds.patterns["before"].regex.match(phrase):
        phrase = phrase[before.end() :].strip()
    words = phrase.split()
    if len(words) % 2 == 0 and words[: len(words) // 2] == words[len(words) // 2 :]:
        phrase = " ".join(words[: len(words) // 2])  # printed twice, as a page's title and its heading
    if not _NAME.fullmatch(phrase):
        return None
    found = ((act, match) for act in kinds.acts if (match := act.pattern.regex.fullmatch(phrase)))
    return next((_issued(act, match, kinds) for act, match in found), None)


def _issued(act: Kind, match: re.Match[str], kinds: Kinds) -> Named | None:
    groups = match.groupdict(default="")
    if not groups.get("of"):
        return Named(act=act, region=groups.get("region", ""), level=groups.get("level", "").lower())
    for issuer in kinds.issuers:
        if found := issuer.pattern.regex.fullmatch(groups["of"]):
            own = found.groupdict(default="")
            end = max((found.end(key) for key in own), default=found.end())
            by = groups["of"][:end] if own else issuer.apart
            return Named(act=act, issuer=issuer, by=by, of=own.get("of", ""), region=own.get("region", ""))
    return None


def numbered(text: str, position: int, kinds: Kinds) -> tuple[str, str, int]:
    """Number and year that stand at a position, each "" where it can't be read, and where they end."""
    match = kinds.patterns["number"].regex.match(text, position)
    if not match:
        year = _YEAR.search(text, position, position + 60)
        return "", year[1] if year else "", position
    number = match["number"].rstrip(".")
    own = kinds.patterns["year"].regex.match(number)
    return number, match["year"] or (own["year"] if own else ""), match.end()


def _title(text: str, kinds: Kinds, capitals: bool, ended: bool) -> str:
    """The title that a text begins with: up to a line that ends it, or that isn't in capitals as the heading is.

    "" where it isn't sure to be whole or alone: it ends with "dan", or holds an empty line (or must be `ended`) and
    no line that ends a title stands behind it.
    """
    kept, sure = "", False
    for line in re.finditer(r"[^\n]+", text):
        sure = bool(kinds.patterns["ends"].regex.match(text, line.start()))
        cut = _INLINE.search(line[0])
        shown = line[0][: cut.start()] if cut else line[0]
        if sure or (capitals and not shown.isupper()):
            break
        kept = text[: line.start() + len(shown)]
        if sure := bool(cut):
            break
    title = " ".join(kept.split()).strip(" .,;:")
    if not title or len(title) > TITLE or title.split()[-1].lower() in kinds.small:
        return ""
    return title if sure or not (ended or "\n\n" in kept.strip()) else ""
