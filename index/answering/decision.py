"""Whether a clause decides a question for a yes or no: what it forbids, denies, allows or orders, how much it bounds.

"Ya" where it says all that is asked and denies none of it; "Tidak" where it forbids or denies it, says it of another
act or person, or prints another amount. How laws say it: Undang-Undang Nomor 12 Tahun 2011, Lampiran II.
"""

import re
from collections.abc import Iterator, Sequence

from index.answering.precedence import AMOUNT, CLASS, DAYS, ITEMS, classes_of, said_with, unsaid
from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Asked, Query
from index.query.reader import EVERYDAY

_EXCEPTS = re.compile(r"\b(?:kecuali|selain)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\btanpa\b", re.IGNORECASE)  # "dilarang ... tanpa izin"
_OPEN = re.compile(r"\btidak (?:terbatas|kurang|lain)\b", re.IGNORECASE)  # denies nothing: "tidak terbatas pada"
DEED = 0.6  # of the weight of what one may do or not: a prohibition that says as much forbids it
UNSAID = 0.35  # of a question's weight: a clause that leaves as much unsaid doesn't state what is asked
_THOUSANDS = {"ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "million": 1e6}
_NUMBER = r"(\d[\d.]*(?:,\d+)?)"
_SUM = re.compile(
    r"(paling (?:banyak|tinggi) )?(paling (?:sedikit|rendah) )?(?:sebesar )?"
    rf"(?:\brp\.? ?{_NUMBER}(?: ?({'|'.join(_THOUSANDS)})\b)?|\b{_NUMBER} ?({'|'.join(_THOUSANDS)})\b)"
)
DATE = re.compile(r"\b(\d{1,2})\s+(?!tahun)([^\W\d]{3,})\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_OF_SOME = re.compile(r"\byang (?:tidak|bukan|belum)\b", re.IGNORECASE)  # of whom it is said, not what
_ENDS_PARTY = r"[.;:]|\b(?:yang|untuk|atas|setelah|dan (?:ber|me|di)\w+)\b"  # what follows is said of something else
_INSTRUMENT = re.compile(
    r"\b(?:diatur|ditetapkan|dibentuk)(?: lebih lanjut)? (?:dengan|dalam) (?:Peratur|Keputus|Undang)"
)


def on_clause(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    """ "yes" or "no" where a clause decides a question for a yes or no; "" where it doesn't.

    All that the question is about must stand in the clause, with what begins the list that it is an item of, or above
    it. An amount decides against one of the same kind, within a bound where it may be less; else what the clause
    forbids, denies or, where the question asks what may or must be, allows or orders.
    """
    words = {word.word for word in query.words}
    normed = query.intents & {"must", "may"}
    happened = not normed and words & knowledge.lexicon.perfect  # what was done no law tells
    text = said_with(knowledge, unit)
    if (
        not query.polar
        or happened
        or not _says_bounds(knowledge, words, text)
        or _defines_other(knowledge, query, unit)
    ):
        return ""
    forbids = any(forbidding.search(text) for forbidding in knowledge.lexicon.having("gives", ["prohibition"]).values())
    excepts = _EXCEPTS.search(text) or (forbids and _WITHOUT.search(text))
    left = _left(knowledge, query, unit)
    another = _another(knowledge, query, left, unit.text)
    if another and set(left) <= set(another):
        return "no"
    days, printed = ({day_of(date) for date in DATE.finditer(of)} for of in (query.text, text))
    if days and printed and not left and days.isdisjoint(printed):
        return "no"
    if not days and (query.numbers or _sums(query.text.lower())):
        decided = _by_amount(knowledge, query, unit)
        fits = decided == "yes" and not left
        return "no" if fits and forbids else "yes" if fits else "no" if decided == "no" and not forbids else ""
    if left:
        forbidden = forbids and not excepts and "may" in query.intents
        return "no" if forbidden and _says_deed(query, left) else ""
    classes, asked = classes_of(text), classes_of(query.text)
    if asked.items() - classes.items():
        return "no" if asked.keys() <= classes.keys() else ""
    if forbids or "prohibition" in query.intents:
        return "" if excepts or not forbids else "yes" if "prohibition" in query.intents else "no"
    decided = "" if excepts else _by_denial(knowledge, query, text)
    return "" if decided == "no" and ITEMS.search(unit.quote) else decided  # one of the items denies, maybe another


def day_of(date: re.Match[str]) -> tuple[str, str, str]:
    """Day, beginning of the month ("sept") and year."""
    return date[1].lstrip("0"), date[2][:3].lower(), date[3]


def _defines_other(knowledge: Knowledge, query: Query, unit: Unit) -> bool:
    """Whether a clause says what a term is, and a question says another one, or a longer one."""
    defined = knowledge.definition_terms
    if unit.id not in defined:
        return False
    said = {t for c in query.concepts for a in c.alternatives for t in a.terms}.union(
        knowledge.analyzer.terms(query.text)
    )
    longest = max((len(terms) for terms in defined.values() if terms <= said), default=0)
    return not defined[unit.id] <= said or len(defined[unit.id]) < longest


def _left(knowledge: Knowledge, query: Query, unit: Unit) -> list[Asked]:
    """What a question is about and neither a clause says nor what stands above it; who acts, only in the clause."""
    entry = knowledge.document(unit).entry.id
    around = knowledge.title_terms(entry).union(
        *(knowledge.analyzer.terms(whole.name) for whole in knowledge.referrer.path(unit)[1:])
    )
    by = {at + 1 for at, word in enumerate(query.words) if word.word in knowledge.lexicon.companions}  # "dengan perbup"
    left = [c for c in unsaid(knowledge, query, unit) if not c.light and c.weight > EVERYDAY]
    compared = [m.span() for pattern in (_SUM, CLASS, DATE) for m in pattern.finditer(query.text.lower())]
    left = [c for c in left if query.clauses[c.places[0]] >= 0]  # what brackets say explains
    left = [c for c in left if not any(a <= query.words[c.places[0]].start < b for a, b in compared)]
    return [c for c in left if c.places[0] in by or not c.says(around)]


def _by_denial(knowledge: Knowledge, query: Query, text: str) -> str:
    """ "no" where a clause denies something that a question says and doesn't deny; "" where it denies anything else."""
    lexicon = knowledge.lexicon
    said = {term for c in query.concepts for a in c.alternatives for term in a.terms}
    denied = _denied(knowledge, knowledge.analyzer.folded(_OPEN.sub("", text)))
    own = _denied(knowledge, [word.word for word in query.words], query.asking)
    if denied & said - own:
        return "" if _OF_SOME.search(text) else "no"
    affirming = lexicon.having("affirms", query.intents).values()
    unclear = (denied or own) and not denied & said & own
    return "" if unclear or any(not affirms.search(text) for affirms in affirming) else "yes"


def _denied(knowledge: Knowledge, words: Sequence[str], asking: frozenset[int] = frozenset()) -> set[str]:
    """The roots of what stands right behind a word that denies, none where that asks: "boleh tidak ...?"."""
    analyzer, lexicon, found = knowledge.analyzer, knowledge.lexicon, set[str]()
    for at, word in enumerate(words):
        behind = words[at + 1] if at + 1 < len(words) else ""
        tag = at in asking or at - 1 in asking or behind in lexicon.sources | lexicon.at | lexicon.particles
        if word in lexicon.denials and not tag:
            found.update([analyzer.root(one) for one in words[at + 1 : at + 4] if not analyzer.is_stop(one)][:2])
    return found


def _says_bounds(knowledge: Knowledge, words: set[str], text: str) -> bool:
    """Whether a clause says the bounds and exceptions that a question has: "semua", "hanya", "kecuali"."""
    bounds = words & (knowledge.lexicon.qualifiers | knowledge.lexicon.only)
    return bounds <= set(knowledge.analyzer.folded(text))


def _says_deed(query: Query, left: Sequence[Asked]) -> bool:
    """Whether a clause says most of what a question asks whether one may do it, whoever that is; `left` is unsaid."""
    start = max(query.asking, default=-1)
    deed = [c for c in query.concepts if c.places[0] > start and not c.light]
    said = sum(c.weight for c in deed if c not in left)
    return said > 0 and said >= DEED * sum(c.weight for c in deed)


def _another(knowledge: Knowledge, query: Query, left: Sequence[Asked], text: str) -> list[Asked]:
    """By what act, by whom, to whom or through whom a question says it, where a clause says it of another one.

    "diatur dengan pergub" where it has "diatur dengan Peraturan Daerah"; "diangkat sekda" where it has "diangkat oleh
    Gubernur".
    """
    if left and all(c.says(knowledge.vocabulary.kind_words) for c in left) and _INSTRUMENT.search(text):
        return list(left)
    found: list[Asked] = []
    terms, parties = knowledge.analyzer.terms, knowledge.lexicon.parties
    pieces = [piece or "" for piece in re.split(rf"\b({'|'.join(parties)})\b|{_ENDS_PARTY}", text)]
    for marker, said in parties.items():
        spans = [(frozenset(terms(" ".join(pieces[:at]))), frozenset(terms(pieces[at + 1])))
                 for at in range(1, len(pieces) - 1, 2) if pieces[at] == marker]  # fmt: skip
        for deed, named in _behind(knowledge, query, said, passive=marker == "oleh") if spans else ():
            told = [span for before, span in spans if not deed or deed in before]
            if told and not any(all(c.says(span) for c in named) for span in told):
                found += named
    return found


def _behind(
    knowledge: Knowledge, query: Query, said: Sequence[str], *, passive: bool
) -> Iterator[tuple[str, list[Asked]]]:
    """What a question names right behind one of these words, or behind a verb in the passive, which is given too."""
    words, root = [word.word for word in query.words], knowledge.analyzer.root
    markers = {word for said in knowledge.lexicon.parties.values() for word in said}
    about = [c for c in query.concepts if not (c.verbal or c.text.isdigit() or c.within(query.asking))]
    about = [c for c in about if c.text not in markers]
    for at, first in enumerate(about):
        before = words[first.places[0] - 1] if first.places[0] else ""
        deed = root(before) if passive and before.startswith("di") and root(before) != before else ""
        if not first.light and (before in said or deed):
            run = [first]
            for beside in about[at + 1 :]:
                if beside.places[0] != run[-1].places[1]:
                    break
                run.append(beside)
            yield deed, run


def unstated_part(knowledge: Knowledge, query: Query, unit: Unit) -> list[Asked]:
    """What a question for a yes or no says and a clause that decides nothing doesn't; none where that is little.

    What no document holds is much, but where it is asked what may or must be.
    """
    if not query.polar:
        return []
    if _defines_other(knowledge, query, unit):
        return [c for c in query.concepts if not c.light]
    left = _left(knowledge, query, unit)
    total = sum(c.weight for c in query.concepts if not c.light)
    norm = knowledge.lexicon.having("affirms", query.intents)
    unheld = [c for c in left if not (norm or c.known or c.verbal)]
    return left if unheld or sum(c.weight for c in left) > UNSAID * total else []


def _by_amount(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    lexicon = knowledge.lexicon
    words = {word.word for word in query.words}
    said, printed = _sums(query.text.lower()), amounts(knowledge, query, unit)
    asked = [n for _, _, n in said] if said else [number for number, _ in query.numbers]
    if not printed:
        return ""
    within = "may" in query.intents and all(most or least for _, most, least in printed)
    allows = any(may.search(unit.text) for may in lexicon.having("affirms", ["may"]).values())
    if "may" in query.intents and not within and not allows:
        return ""  # what is so many is no bound of what may be
    at_least = not lexicon.least.isdisjoint(words)

    def fits(asked: float, count: float, most: bool, least: bool) -> bool:
        if within:
            return asked <= count if most else asked >= count
        return asked == count and not (most and at_least)

    return "yes" if any(fits(number, *row) for number in asked for row in printed) else "no"


def amounts(knowledge: Knowledge, query: Query, unit: Unit) -> list[tuple[float, bool, bool]]:
    """What a clause prints of the kind that a question gives: sums of money, numbers of what it names.

    Each with whether it is an upper and whether it is a lower bound; none where the question gives no number.
    """
    if _sums(query.text.lower()):
        return [(n, bool(most), bool(least)) for most, least, n in _sums(unit.text.lower())]
    return _counts(knowledge, {word.word for word in query.words}, unit) if query.numbers else []


def _counts(knowledge: Knowledge, words: set[str], unit: Unit) -> list[tuple[float, bool, bool]]:
    """The numbers that a clause prints of what words name, periods in that of the words; upper bounds, lower bounds."""
    root = knowledge.analyzer.root
    roots = {root(word) for word in words}
    periods = roots & DAYS.keys()
    per = DAYS[next(iter(periods))] if len(periods) == 1 else 0
    return [(int(n) * DAYS[kind] / per if per and kind in DAYS and not at_work else int(n), bool(most), bool(least))
            for most, least, n, kind, at_work in AMOUNT.findall(unit.text.lower())
            if root(kind) in roots or (per and kind in DAYS and not at_work)]  # fmt: skip


def _sums(text: str) -> list[tuple[str, str, float]]:
    """The sums of money that a text names, each behind its upper or lower bound: "paling banyak Rp50.000.000,00"."""
    return [
        (
            most,
            least,
            float((rupiah or said).rstrip(".").replace(".", "").replace(",", ".")) * _THOUSANDS.get(of or unit, 1),
        )
        for most, least, rupiah, of, said, unit in _SUM.findall(text)
    ]
