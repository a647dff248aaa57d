"""Mend what a conversion from PDF broke, in spacing, hyphenation and encoding only.

No word list is asked: each repair rests on what the document itself prints elsewhere. Letters and digits come
out as they went in, and every line keeps its number, but for marks of a wrong encoding ("â€“" for a dash).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

import ftfy

_WORD = re.compile(r"[^\W\d_]+")
_MOJIBAKE = re.compile(r"[ÂÃâ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]")
_HYPHENATED = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)+(?![\w-])")
_BEFORE = r"(?<![^\W\d_])([^\W\d_]++)-"  # a word and the hyphen behind it
_BROKEN_LINE = re.compile(rf"{_BEFORE}[ \t]*\n(([^\W\d_]+)\S*)[ \t]*")
_BROKEN_WORD = re.compile(rf"{_BEFORE} (?=([^\W\d_]+))")
# A page's number and the heading that it was glued to ("- 3BAB II", "- 12 -Pasal 7"). Parted from it, the number takes
# the place of an empty line before it, where there is one: so every line keeps its number.
_GLUED_PAGE = re.compile(
    r"(?:\n(?=\n)|^)([ \t]*[-–—] ?\d{1,4} ?[-–—]?)[ \t]*"
    r"((?:BAB [IVXL]+|Pasal \d+[A-Z]?|Bagian Ke\w+|Paragraf \d+)[ \t]*$)",
    re.MULTILINE,
)
_RUN = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
MIN_PART = 4  # letters: shorter parts ("di", "ke", "sub") are prefixes more often than words
LONGEST = 60  # letters: two words at the most, not a line without spaces
SURE_PART = 6  # letters: two such words glued together are no Indonesian compound


def repair(text: str) -> str:
    """The text with its spacing, hyphens and encoding mended; line numbers stay as they are."""
    text = _GLUED_PAGE.sub(r"\1\n\2", mend_encoding(text))
    text = _RUN.sub(" ", text)  # one space where a justified line had several
    for step in (mend_broken_lines, join_split, split_glued, restore_hyphens, mend_brackets):
        text = step(text)
    return text


def mend_encoding(text: str) -> str:
    """Undo text that was written as UTF-8 and read as Windows-1252, in each line that shows marks of that."""
    if not _MOJIBAKE.search(text):
        return text
    return "\n".join(ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))


def mend_broken_lines(text: str) -> str:
    """Pull the rest of a word that a line's end cut at a hyphen up to that line.

    The hyphen stays where the document prints the word with one, or repeats the word, or the rest starts with
    a capital; it goes where the document prints the word whole.
    """
    words = _folded(_WORD.findall(text))
    hyphenated = _folded(_HYPHENATED.findall(text))

    def mended(match: re.Match[str]) -> str:
        before, after, rest = match.groups()
        whole, parts = (before + rest).casefold(), f"{before}-{rest}".casefold()
        drop = words[whole] > hyphenated[parts] and before.casefold() != rest.casefold() and rest[:1].islower()
        return f"{before}{'' if drop else '-'}{after}\n"

    return _BROKEN_LINE.sub(mended, text)


def join_split(text: str) -> str:
    """Join a word that was printed in pieces ("bimbin gan") where the document prints it whole.

    The pieces must stand nowhere but in this split, and the whole word somewhere else.
    """
    words = _folded(_WORD.findall(text))
    for pieces in (3, 2):
        pattern = re.compile(rf"(?<![\w-])(?=([^\W\d_]+(?: [^\W\d_]+){{{pieces - 1}}})(?![\w-]))")
        seen = _folded(pattern.findall(text))
        broken = {split for split, count in seen.items() if _is_split(split.split(), count, words)}
        if broken:
            text = _joined(text, (m.span(1) for m in pattern.finditer(text) if m[1].casefold() in broken))
    return text


def _is_split(pieces: list[str], count: int, words: Counter[str]) -> bool:
    whole = words["".join(pieces)]
    return whole >= 2 and whole > count and all(words[piece] == pieces.count(piece) * count for piece in pieces)


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without the spaces in those spans, of which one that overlaps the last is left as it is."""
    parts, done = [], 0
    for start, end in spans:
        if start >= done:
            parts += [text[done:start], text[start:end].replace(" ", "")]
            done = end
    return "".join([*parts, text[done:]])


def split_glued(text: str) -> str:
    """Part two words that lost the space between them ("Dinassesuai"), a number and its word ("15ayat").

    A rare word is two when the document prints these two side by side elsewhere, or when both are long and
    printed elsewhere.
    """
    words = _folded(_WORD.findall(text))
    pairs = _folded(map(" ".join, re.findall(r"(?<![\w-])([^\W\d_]+)(?=\s([^\W\d_]+))", text)))  # side by side

    def parted(word: str) -> str:
        if words[word.casefold()] > 2 or not 2 * MIN_PART <= len(word) <= LONGEST:
            return word
        at = _seam(word.casefold(), words, pairs)
        return f"{word[:at]} {word[at:]}" if at else word

    text = _mend_words(text, re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-]|\.\w)"), parted)
    numbered = re.compile(r"(?<![\w.,/-])(\d+)([^\W\d_]{3,})(?![\w-])")
    return numbered.sub(lambda m: f"{m[1]} {m[2]}" if words[m[2].casefold()] > 1 else m[0], text)


def _seam(word: str, words: Counter[str], pairs: Counter[str]) -> int:
    """Where to part a word, in letters from its start; 0 to leave it whole."""
    best, at = 0, 0
    for cut in range(MIN_PART, len(word) - MIN_PART + 1):
        left, right = word[:cut], word[cut:]
        sure = min(cut, len(word) - cut) >= SURE_PART and min(words[left], words[right]) >= 2
        beside = pairs[f"{left} {right}"]
        weight = 1000 * beside + (min(words[left], words[right]) if sure else 0)
        if left != right and weight > best and (beside >= 2 or sure):
            best, at = weight, cut
    return at


def restore_hyphens(text: str) -> str:
    """Give back a lost hyphen ("eGovernment", "masingmasing").

    The document prints the word with one more often than without, or it is one word said twice, which
    Indonesian writes with a hyphen (Ejaan Yang Disempurnakan, "bentuk ulang").
    """
    words = _folded(_WORD.findall(text))
    hyphenated = _folded(_HYPHENATED.findall(text))
    forms = {form.replace("-", ""): form for form, _ in sorted(hyphenated.items(), key=lambda item: item[1])}

    def restored(word: str) -> str:
        folded = word.casefold()
        if (form := forms.get(folded)) and hyphenated[form] > words[folded]:
            letters = iter(word)
            return "".join("-" if character == "-" else next(letters) for character in form)
        half = len(word) // 2
        return f"{word[:half]}-{word[half:]}" if half >= MIN_PART and folded[:half] == folded[half:] else word

    def closed(match: re.Match[str]) -> str:
        """ "Undang- Undang" without the blank where the closed form is printed elsewhere."""
        return f"{match[1]}-" if hyphenated["-".join(match.groups()).casefold()] else match[0]

    text = _mend_words(text, re.compile(r"(?<![\w-])[^\W\d_]{4,}(?![\w-])"), restored)
    return _BROKEN_WORD.sub(closed, text)


def mend_brackets(text: str) -> str:
    """A space outside brackets that touch a word ("ayat(1)berdasarkan"), none inside or before a comma."""
    text = re.sub(r"(?<=[^\W\d_])(\((?:\d+[a-z]?|[a-z]|[a-z ]+)\))", r" \1", text)
    text = re.sub(r"(?<=[\w%]\))(?=[^\W\d_]{3,})", " ", text)
    text = re.sub(r"(?<=\() +(?=\w)|(?<=\w) +(?=\))", "", text)
    return re.sub(r"(?<=[\w)]) +(?=[,;.](?:\s|$))", "", text)


def _mend_words(text: str, pattern: re.Pattern[str], mend: Callable[[str], str]) -> str:
    """Mend the words that a pattern without groups finds; each is judged once, however often it is printed."""
    mended = {word: new for word in set(pattern.findall(text)) if (new := mend(word)) != word}
    return pattern.sub(lambda match: mended.get(match[0], match[0]), text) if mended else text


def _folded(printed: Iterable[str]) -> Counter[str]:
    """How often each is printed, in whichever case."""
    return Counter(map(str.casefold, printed))
