"""What a question and a clause say in figures: classes, dates, sums of money, numbers of things, rates.

How laws print them: "paling banyak 3 (tiga) kali", "Rp50.000.000,00", "Eselon IV b", "1 (satu) kali tiap 2 (dua) hari".
"""

import re

from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Query

FITS, OTHER, OPEN = "fits", "other", "open"
# An upper or a lower bound, a number, of what, whether of days at work; "kurang dari 10" is no number to compare with.
AMOUNT = re.compile(
    r"(?<!kurang dari )(?<!lebih dari )\b(paling (?:lambat|lama|banyak|tinggi) )?"
    r"((?:paling (?:sedikit|kurang|rendah|singkat)|sekurang-kurangnya|minimal) )?"
    r"(\d+) ?\([^()]+\) (\w+)( kerja)?"
)
DAYS = {"hari": 1, "minggu": 7, "bulan": 30, "tahun": 360}  # of a period, as near as comparing needs
CLASS = re.compile(r"\b(eselon|golongan|kelas|kategori|peringkat) ([IVX]+[ .]?[a-d]?|[A-D]|\d+)\b", re.IGNORECASE)
DATE = re.compile(r"\b(\d{1,2})\s+(?!tahun)([^\W\d]{3,})\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_THOUSANDS = {"ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "million": 1e6}
_NUMBER = r"(\d[\d.]*(?:,\d+)?)"
SUM = re.compile(
    r"(paling (?:banyak|tinggi) )?(paling (?:sedikit|rendah) )?(?:sebesar )?"
    rf"(?:\brp\.? ?{_NUMBER}(?: ?({'|'.join(_THOUSANDS)})\b)?|\b{_NUMBER} ?({'|'.join(_THOUSANDS)})\b)"
)
_EVERY = r"\b(?:setiap|tiap|per) ?(?=hari|minggu|bulan|tahun)"
_EACH = re.compile(rf"{_EVERY}|\bse(?=(?:kali|hari|minggu|bulan|tahun)\b)")
_RATE = re.compile(r"\b(\d+) ?(?:\([^()]+\) ?)?(kali|hari|minggu|bulan|tahun)\b")
Printed = tuple[float, bool, bool]  # a number; whether it is an upper, whether it is a lower bound


def day_of(date: re.Match[str]) -> tuple[str, str, str]:
    """Day, beginning of the month ("sept") and year."""
    return date[1].lstrip("0"), date[2][:3].lower(), date[3]


def classes_of(text: str) -> dict[str, str]:
    """The classes that a text gives, by what has them: {"eselon": "ivb"}."""
    return {match[1].lower(): re.sub(r"[ .]", "", match[2].lower()) for match in CLASS.finditer(text)}


def asks(query: Query) -> bool:
    """Whether a question has figures to compare."""
    return bool(query.numbers or CLASS.search(query.text) or DATE.search(query.text) or SUM.search(query.text.lower()))


def compared(knowledge: Knowledge, query: Query, unit: Unit, text: str) -> str:
    """Whether the figures of a question fit those of a clause, whose text with what begins its list is given.

    "fits", "other" where it prints others of the same kind, "open" where it prints none to compare with; "" for a
    question without figures.
    """
    asked, printed = classes_of(query.text), classes_of(text)
    if asked.items() - printed.items():
        return OTHER if asked.keys() <= printed.keys() else OPEN
    days, dated = ({day_of(date) for date in DATE.finditer(of)} for of in (query.text, text))
    if days:
        return FITS if days & dated else OTHER if dated else OPEN
    if rates := _rates(knowledge, query):
        told = _rates_of(unit.text.lower())
        return _within(knowledge, query, unit) if rates == told else _as_often(rates, told, unit.text.lower())
    return _within(knowledge, query, unit) if query.numbers or _sums(query.text.lower()) else FITS if asked else ""


def _within(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    """Whether each number of a question is one that a clause prints of its kind, or lies within its bounds."""
    lexicon, words = knowledge.lexicon, {word.word for word in query.words}
    said, printed = _sums(query.text.lower()), of_kind(knowledge, query, unit)
    sums = [match.span() for match in SUM.finditer(query.text.lower())]
    starts = [query.words[at].start for at in query.counted] if said else []
    if any(not any(start <= at < end for start, end in sums) for at in starts):
        return OPEN  # a sum and another number: "12 jam 1 juta"
    asked = [n for n, _, _ in said] if said else [number for number, _ in query.numbers]
    bounded = all(most or least for _, most, least in printed)
    allows = any(may.search(unit.text) for may in lexicon.having("affirms", ["may"]).values())
    may = "may" in query.intents
    if not printed or (may and not bounded and not allows):
        return OPEN  # what is so many is no bound of what may be
    least, most = (not words.isdisjoint(bound) for bound in (lexicon.least, lexicon.bounds))

    def fits(number: float, row: Printed) -> bool:
        count, upper, lower = row
        if (upper and least) or (lower and most):
            return False
        return (number <= count if upper else number >= count) if may and bounded else number == count

    return FITS if all(any(fits(number, row) for row in printed) for number in asked) else OTHER


def of_kind(knowledge: Knowledge, query: Query, unit: Unit) -> list[Printed]:
    """What a clause prints of the kind that a question gives: sums of money, numbers of what it names.

    None where the question gives no number. Periods are in that of the question.
    """
    if _sums(query.text.lower()):
        return _sums(unit.text.lower())
    root = knowledge.analyzer.root
    words = {root(word.word) for word in query.words} if query.numbers else set[str]()
    periods = words & DAYS.keys()
    per = DAYS[next(iter(periods))] if len(periods) == 1 else 0
    return [(int(n) * DAYS[kind] / per if per and kind in DAYS and not at_work else int(n), bool(most), bool(least))
            for most, least, n, kind, at_work in AMOUNT.findall(unit.text.lower())
            if root(kind) in words or (per and kind in DAYS and not at_work)]  # fmt: skip


def _rates(knowledge: Knowledge, query: Query) -> set[tuple[str, str]]:
    """How often something is asked to be done: {("1", "kali"), ("2", "tahun")}; none for a number of one kind alone."""
    numbers = knowledge.lexicon.numbers
    said = " ".join(numbers.get(word.word, word.word) for word in query.words)
    found = _rates_of(said)
    return found if len({kind for _, kind in found}) > 1 or re.search(_EVERY, said) else set()


def _as_often(asked: set[tuple[str, str]], printed: set[tuple[str, str]], text: str) -> str:
    """How one rate compares with another one, which may be the least or the most: "1 kali setiap 2 tahun"."""
    often, told = _frequency(asked), _frequency(printed)
    if not (often and told):
        return OPEN
    upper, lower = (any(row[at] and row[3] == "kali" for row in AMOUNT.findall(text)) for at in (0, 1))
    return OTHER if often < told * (1 - upper) or often > told * (1 + lower * 365) else OPEN


def _frequency(rates: set[tuple[str, str]]) -> float:
    """Times a day; 0 where no one rate is told."""
    times = [int(n) for n, kind in rates if kind == "kali"]
    days = [int(n) * DAYS[kind] for n, kind in rates if kind in DAYS]
    return times[0] / days[0] if len(times) == len(days) == 1 and days[0] else 0.0


def _rates_of(text: str) -> set[tuple[str, str]]:
    return set(_RATE.findall(_EACH.sub("1 ", text)))


def _sums(text: str) -> list[Printed]:
    """The sums of money that a text in small letters names: "paling banyak rp50.000.000,00"."""
    return [
        (
            float((rp or said).rstrip(".").replace(".", "").replace(",", ".")) * _THOUSANDS.get(of or unit, 1),
            bool(m),
            bool(k),
        )
        for m, k, rp, of, said, unit in SUM.findall(text)
    ]
