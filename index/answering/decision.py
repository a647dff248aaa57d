"""Whether a clause decides a question for a yes or no: what it forbids, denies, allows or orders, how much it bounds.

"Ya" where it says all that is asked and denies none of it; "Tidak" where it forbids or denies it, says it of another
act or person, or prints another amount. How laws say it: Undang-Undang Nomor 12 Tahun 2011, Lampiran II.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from index.answering import amounts
from index.answering.precedence import ITEMS, said_with, unsaid
from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Asked, Query
from index.query.reader import EVERYDAY

_EXCEPTS = re.compile(
    r"\b(?:kecuali|selain|dikecualikan|tidak berlaku (?:bagi|di|untuk|terhadap|dalam|pada))\b", re.IGNORECASE
)
BEHIND, DEEDS = 200, 10  # characters and terms behind "dapat" or "wajib" that say what
_WITHOUT = re.compile(r"\btanpa\b", re.IGNORECASE)  # "dilarang ... tanpa izin"
_OPEN = re.compile(r"\btidak (?:terbatas|kurang|lain)\b", re.IGNORECASE)  # denies nothing: "tidak terbatas pada"
DEED = 0.6  # of the weight of what one may do or not: a prohibition that says as much forbids it
UNSAID = 0.35  # of a question's weight: a clause that leaves as much unsaid doesn't state what is asked
_OF_SOME = re.compile(r"\b(?:yang|secara) (?:tidak|bukan|belum)\b", re.IGNORECASE)  # of whom it is said, not what
ENDS_PARTY = r"[.;:]|\b(?:yang|untuk|atas|setelah|dan (?:ber|me|di)\w+)\b"  # what follows is said of something else
_PASSIVE = re.compile(r"((?:\bdi ?\w+,?\s+(?:(?:dan|atau|serta|dan/atau)\s+)?)+)(?:\w+\s+){0,2}$", re.IGNORECASE)
_LEVELS = {"pusat", "provinsi", "kabupaten", "kota"}
_INSTRUMENT = re.compile(
    r"\b(?:diatur|ditetapkan|dibentuk)(?: lebih lanjut)? (?:dengan|dalam) (?:Peratur|Keputus|Undang)"
)


def on_clause(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    """ "yes" or "no" where a clause decides a question for a yes or no; "" where it doesn't.

    All that the question is about must stand in the clause, with what begins the list that it is an item of, or above
    it. Figures decide against those of the same kind; else what the clause forbids, denies or, where the question asks
    what may or must be, allows or orders.
    """
    text = said_with(knowledge, unit)
    if not query.polar or not _is_of_it(knowledge, query, unit, text):
        return ""
    forbids = any(forbidding.search(text) for forbidding in knowledge.lexicon.having("gives", ["prohibition"]).values())
    own = {word.word for word in query.words}
    excepts = any(m[0].lower() not in own for m in _EXCEPTS.finditer(text)) or (forbids and _WITHOUT.search(text))
    left, figures = _left(knowledge, query, unit), amounts.compared(knowledge, query, unit, text)
    another, apart = _another(knowledge, query, left, unit.text)
    if another and set(left) <= set(another) and figures in ("", amounts.FITS):
        return "no"
    if not _says_difference(knowledge, query, text):
        return ""
    total = sum(c.weight for c in query.concepts if not c.light)
    of_them = all(knowledge.lexicon.acting.isdisjoint(c.text.split()) for c in left)
    if figures == amounts.OTHER and of_them and not apart and sum(c.weight for c in left) <= UNSAID * total:
        return "" if forbids else "no"
    if left or apart or figures in (amounts.OPEN, amounts.OTHER):
        forbidden = forbids and not excepts and "may" in query.intents and not figures
        return "no" if forbidden and _says_deed(query, left) else ""
    if figures == amounts.FITS and not (forbids or excepts):
        return "yes"
    decided = "" if excepts else _by_words(knowledge, query, text, forbids=forbids)
    return "" if decided == "no" and ITEMS.search(unit.quote) and not forbids else decided  # maybe another item doesn't


def _by_words(knowledge: Knowledge, query: Query, text: str, *, forbids: bool) -> str:
    """What a clause that says all of a question decides: by what it forbids, else by what it denies."""
    own_denial = bool(forbids and _own_denial(knowledge, query))
    if own_denial and query.intents & {"may", "must", "prohibition"}:
        return ""
    if (forbids and not own_denial) or "prohibition" in query.intents:
        return "" if not forbids else "yes" if "prohibition" in query.intents else "no"
    return _by_denial(knowledge, query, text)


def _says_difference(knowledge: Knowledge, query: Query, text: str) -> bool:
    """Whether a clause says what a question has that makes a difference; "langsung", unless it's through somebody."""
    words, printed = {word.word for word in query.words}, knowledge.analyzer.folded(text)
    telling = _roots(knowledge, words & knowledge.lexicon.telling)
    through = not words.isdisjoint(knowledge.lexicon.direct) and "melalui" in printed
    return telling <= _roots(knowledge, printed) and not through


def _is_of_it(knowledge: Knowledge, query: Query, unit: Unit, text: str) -> bool:
    """Whether a clause can decide a question: it says its bounds, "semua" and "hanya", and is of its level and region.

    What was done no law tells; what an act rests on decides nothing else; a term's meaning is of that term.
    """
    lexicon = knowledge.lexicon
    words = {word.word for at, word in enumerate(query.words) if at not in query.asking}
    happened = not query.intents & {"must", "may"} and words & lexicon.perfect
    printed = knowledge.analyzer.folded(text)
    bounds = {word.word for word in query.words} & lexicon.qualifiers
    alone = lexicon.only.isdisjoint(word.word for word in query.words) or not lexicon.only.isdisjoint(printed)
    said = alone and bounds <= set(printed)
    rests = unit.role in ("basis", "recital") and not words.isdisjoint(lexicon.instruments)
    levels = words & _LEVELS if not (unit.scope_level or knowledge.searcher.home[unit.number]) else set[str]()
    beside = bool(levels) and levels.isdisjoint(printed) and not _LEVELS.isdisjoint(printed)  # of "pusat", not of that
    regions = {at for _, _, numbers in knowledge.regions.find([word.word for word in query.words]) for at in numbers}
    elsewhere = bool(regions) and unit.document not in regions
    own = set(knowledge.analyzer.terms(text))
    kinds = knowledge.vocabulary.kind_words  # a clause that has no more than who acts or by what decides nothing
    about = [c for c in query.concepts if c.says(own) and not (c.light or c.says(kinds))]
    acting = all(not lexicon.acting.isdisjoint(c.text.split()) for c in about)
    unclear = (happened, rests, beside, elsewhere, acting, not lexicon.pronouns.isdisjoint(words))
    return said and not any(unclear) and not _defines_other(knowledge, query, unit)


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
    lexicon, entry, path = knowledge.lexicon, knowledge.document(unit).entry.id, knowledge.referrer.path(unit)[1:]
    around = knowledge.title_terms(entry).union(*(knowledge.analyzer.terms(whole.name) for whole in path))
    around -= _roots(knowledge, lexicon.acting)  # "Peraturan Bupati" says nothing of a bupati
    by = {at + 1 for at, word in enumerate(query.words) if word.word in lexicon.companions}  # "dengan perbup"
    by |= {max(query.asking) + 1} if query.asking and query.intents & {"may", "must"} else set()  # what may be done
    posts = {word.word for word in query.words} & lexicon.acting - set(knowledge.analyzer.folded(unit.text))
    unheld = unsaid(knowledge, query, unit)
    if query.language != "en":  # "lurah" isn't said by "kelurahan"
        unheld += [c for c in query.concepts if c not in unheld and not posts.isdisjoint(c.text.split())]
    left = [c for c in unheld if not c.light and c.weight > EVERYDAY]
    compared = [
        m.span() for pattern in (amounts.SUM, amounts.CLASS, amounts.DATE) for m in pattern.finditer(query.text.lower())
    ]
    left = [c for c in left if query.clauses[c.places[0]] >= 0]  # what brackets say explains
    charges = _roots(knowledge, lexicon.charges)
    if _INSTRUMENT.search(unit.text):  # diatur, ditetapkan, dibentuk: all of them say by what act
        left = [c for c in left if not c.says(_roots(knowledge, lexicon.instruments))]
    if charges & _denied(knowledge, knowledge.analyzer.folded(unit.text)):
        left = [c for c in left if c.text not in lexicon.free]
    left = [c for c in left if not any(a <= query.words[c.places[0]].start < b for a, b in compared)]
    return [c for c in left if c.places[0] in by or not c.says(around)]


def _roots(knowledge: Knowledge, words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(knowledge.analyzer.root, words))


def _by_denial(knowledge: Knowledge, query: Query, text: str) -> str:
    """ "no" where a clause denies something that a question says and doesn't deny; "" where it denies anything else."""
    lexicon = knowledge.lexicon
    said = {term for c in query.concepts for a in c.alternatives for term in a.terms}
    denied = _denied(knowledge, knowledge.analyzer.folded(_OPEN.sub("", text)))
    own = _own_denial(knowledge, query)
    if denied & said and not denied & own:
        return "" if _OF_SOME.search(text) or own else "no"
    unclear = (denied or own) and not denied & own
    binds = (_binds(knowledge, query, text, one) for one in lexicon.having("affirms", query.intents).values())
    by = any(c.says(_roots(knowledge, lexicon.instruments)) for c in query.concepts)  # "harus diatur perda?"
    return "yes" if not unclear and (all(binds) or (by and _INSTRUMENT.search(text))) else ""


def _own_denial(knowledge: Knowledge, query: Query) -> set[str]:
    """The roots that a question itself denies, in all ways of saying them; "gratis" denies that one pays."""
    words = [word.word for word in query.words]
    own = _denied(knowledge, words, query.asking)
    for concept in query.concepts:
        own |= {t for a in concept.alternatives for t in a.terms} if own.intersection(concept.terms) else set()
    paid = knowledge.lexicon.free.isdisjoint(words)
    return own if paid else own | _roots(knowledge, knowledge.lexicon.charges)


def _binds(knowledge: Knowledge, query: Query, text: str, affirms: re.Pattern[str]) -> bool:
    """Whether what a clause allows or orders is what a question asks: it stands right behind the word for that."""
    asked = [c for c in query.concepts if c.verbal or not c.light]
    deeds = {t for c in asked for a in c.alternatives for t in a.terms}
    behind = (knowledge.analyzer.terms(text[match.end() :][:BEHIND])[:DEEDS] for match in affirms.finditer(text))
    return any(not deeds.isdisjoint(terms) for terms in behind)


def _denied(knowledge: Knowledge, words: Sequence[str], asking: frozenset[int] = frozenset()) -> set[str]:
    """The roots of what stands right behind a word that denies, none where that asks: "boleh tidak ...?"."""
    analyzer, lexicon, found = knowledge.analyzer, knowledge.lexicon, set[str]()
    for at, word in enumerate(words):
        behind = words[at + 1] if at + 1 < len(words) else ""
        asks = at in asking or (at - 1 in asking and not _WITHOUT.match(word))
        tag = asks or behind in lexicon.sources | lexicon.at | lexicon.particles
        if word in lexicon.denials and not tag:
            found.update([analyzer.root(one) for one in words[at + 1 : at + 4] if not analyzer.is_stop(one)][:2])
    return found


def _says_deed(query: Query, left: Sequence[Asked]) -> bool:
    """Whether a clause says most of what a question asks whether one may do it, whoever that is; `left` is unsaid."""
    start = max(query.asking, default=-1)
    deed = [c for c in query.concepts if c.places[0] > start and not c.light]
    said = sum(c.weight for c in deed if c not in left)
    return said > 0 and deed[0] not in left and said >= DEED * sum(c.weight for c in deed)


def _another(knowledge: Knowledge, query: Query, left: Sequence[Asked], text: str) -> tuple[list[Asked], bool]:
    """By what act, by whom, to whom or through whom a question says it, where a clause says it of another one.

    "diatur dengan pergub" where it has "diatur dengan Peraturan Daerah"; "diangkat sekda" where it has "diangkat oleh
    Gubernur". And whether it only says something else of them: "ditetapkan camat" where he "memfasilitasi".
    """
    if left and all(c.says(knowledge.vocabulary.kind_words) for c in left) and _INSTRUMENT.search(text):
        return list(left), False
    if doer := _other_doer(knowledge, query, text):
        return doer, False
    found, apart = list[Asked](), False
    for marker, said in knowledge.lexicon.parties.items():
        spans = list(_spans(knowledge, text, marker))
        for deed, named in _behind(knowledge, query, said, passive=marker == "oleh") if spans else ():
            told = [span for deeds, span in spans if not deed or deed in deeds]
            says = any(all(c.says(span) for c in named) for span in told)
            found += named if told and not says else ()
            apart = apart or (not told and any(all(c.says(span) for c in named) for _, span in spans))
    return found, apart


def _other_doer(knowledge: Knowledge, query: Query, text: str) -> list[Asked]:
    """Who a question says does it, where a clause says another: "yang mengangkat kepala itu sekda?"; none else."""
    acting, words = _roots(knowledge, knowledge.lexicon.acting), [word.word for word in query.words]
    done = [
        c for c in query.concepts if c.places[0] and words[c.places[0] - 1] == "yang" and not c.text.startswith("di")
    ]
    doer = query.concepts[-1] if done and done[-1] is not query.concepts[-1] else None
    if doer is None or all(acting.isdisjoint(alternative.terms) for alternative in doer.alternatives):
        return []
    deeds = {term for c in done for alternative in c.alternatives for term in alternative.terms}
    by = [span for does, span in _spans(knowledge, text, "oleh") if deeds & does]
    return [doer] if by and not any(doer.says(span) for span in by) else []


def _spans(knowledge: Knowledge, text: str, marker: str) -> Iterator[tuple[set[str], frozenset[str]]]:
    """What stands behind each "oleh", "kepada" or "melalui" of a clause, with the roots of what is done before it."""
    ends = rf"\b(?:{'|'.join(knowledge.lexicon.parties)})\b|{ENDS_PARTY}"
    for match in re.finditer(rf"\b{marker}\b", text):
        done = _PASSIVE.search(text[: match.start()])
        deeds = (
            {knowledge.analyzer.root(f"di{verb}") for verb in re.findall(r"\bdi ?(\w+)", done[1])} if done else set()
        )
        yield deeds, frozenset(knowledge.analyzer.terms(re.split(ends, text[match.end() :])[0]))


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
        if before in said or (deed and not first.light):
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
