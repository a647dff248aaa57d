"""How the documents number things: 3, 14A, iv, b, aa, Kesatu; each as a pair that sorts in printed order."""

import re

Order = tuple[int, int]

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMERALS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_CARDINALS = (
    *_ONES, "sepuluh", "sebelas", *(f"{ones} belas" for ones in _ONES[2:]),
    *(f"{tens} puluh {ones}".strip() for tens in _ONES[2:] for ones in _ONES),
)  # fmt: skip
_ORDINALS = {"pertama": 1} | {f"ke{name}": at for at, name in enumerate(_CARDINALS) if name}
ORDINAL = r"(?i:Ke\w+(?: [Bb]elas| [Pp]uluh(?: \w+)?)?|Pertama)"


def ordinal(value: int) -> str:
    """A number from 1 to 99 as an ordinal in small letters, "kesatu"; "" for any other."""
    return f"ke{_CARDINALS[value]}" if 0 < value < len(_CARDINALS) else ""


def roman(number: str) -> int:
    """The value of a Roman numeral up to C, in either case; 0 for what is none."""
    total, last = 0, 0
    for character in reversed(number.lower()):
        if not (value := _ROMAN.get(character, 0)):
            return 0
        total, last = (total - value, last) if value < last else (total + value, value)
    return total


def as_roman(value: int, most: int = 99) -> str:
    """A number from 1 to `most`, 3999 at the highest, as a Roman numeral in small letters; "" for any other."""
    if not 0 < value <= most:
        return ""
    text = ""
    for worth, letters in _NUMERALS:
        text += letters * (value // worth)
        value %= worth
    return text


def _letters(number: str) -> int:
    """a is 1, z 26, aa 27, bb 28: a letter said again goes round once more (as Indonesian law counts)."""
    if not re.fullmatch(r"([a-z])\1*", number.lower()):
        return 0
    return ord(number.lower()[0]) - 96 + 26 * (len(number) - 1)


def order(kind: str, number: str) -> Order | None:
    """Where a printed number stands among its siblings, or None where it is no number of this kind.

    `kind` is arabic, roman, letter, capital or ordinal; the second of the pair counts the letter of an inserted one,
    so that 14 < 14A < 15.
    """
    if kind == "arabic":
        match = re.fullmatch(r"(\d{1,6})([a-z]*)", number.lower())
        return (int(match[1]), _letters(match[2])) if match else None
    if kind == "ordinal":
        value = _ORDINALS.get(" ".join(number.lower().split()), 0)
    else:
        value = {"roman": roman, "letter": _letters, "capital": _letters}[kind](number)
    return (value, 0) if value else None


def follows(number: Order, last: Order | None) -> bool:
    """Whether a number is the next after the last one: 1 first, then one up, or a letter inserted."""
    base, letter = last or (0, 0)
    return number in ((base + 1, 0), (base, letter + 1)) if last else number == (1, 0)


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits, everything else a single hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
