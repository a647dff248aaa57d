"""What is asked of an act itself: its particulars, whether it is in force, what the documents say of one only named."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from index.answer import Answer
from index.answering.amounts import DATE, day_of
from index.answering.compose import answer, checked, yes_or_no
from index.answering.precedence import is_qualified
from index.answering.refusal import no_answer
from index.generation.store import ROLES, Unit
from index.knowledge import Knowledge, say
from index.query.query import Asked, Query, Reference
from index.search import Mask

MOSTLY = 0.8  # of the best one's coverage: an item of the act at hand comes before it
ENOUGH = 0.5  # of the question's weight: a clause of the right role that covers as much is the answer

# How a closing says it: Undang-Undang Nomor 12 Tahun 2011, Lampiran II, number 164 and 171.
_DONE = re.compile(
    r"(?P<done>Ditetapkan|Disahkan|Diundangkan)\s+di\s+[A-Z][^\d,;:]{2,30}?\s+(?:pada\s+)?tanggal\s+\d{1,2}\s+\w+\s+\d{4}"
)
_SIGNED = re.compile(
    r"(?P<done>Ditetapkan|Disahkan|Diundangkan)\s+di\s[^\d;]{3,40}?tanggal\s*[:,]?(?:\s*\d{1,2}\s+\w+\s+\d{4}|\s*[\d-]{8,10})?"
    r"\s+(?P<who>[A-Z][^;:]{3,200}?)(?=\s+(?:Diundangkan|BERITA|LEMBARAN|Tembusan|Salinan|TELAH)\b|$)"
)
_VERBS = ("ditetapkan", "disahkan", "diundangkan")
_DATED = re.compile(r"(\d{1,3})\D{1,9}((?:19|20)\d\d)")
_CHANGED = {"cabut", "ubah", "ganti"}
# How an act repeals another: Undang-Undang Nomor 12 Tahun 2011, Lampiran II, on "Ketentuan Penutup".
_REPEALED = re.compile(
    r"\b((?:Undang-Undang|Peraturan|Keputusan|Instruksi) [^();:,]{0,120}?Nomor \d+[^();:]{0,40}? Tahun (?:19|20)\d\d)"
    r"[^;:]{0,400}?\bdicabut dan dinyatakan tidak berlaku"
)
_IN_FORCE = re.compile(r"\bmulai berlaku (?:pada|sejak) tanggal diundangkan\b")
_REPEALING = {"mencabut", "nyabut"}
_REPEALS = re.compile(r"\bdicabut\b|\btidak berlaku\b", re.IGNORECASE)


def named_act(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """What the documents say of an act that they only name: that it is repealed, else what it is about.

    Of one that is held, whether and where another one names it as its basis.
    """
    if told := _named_as_basis(knowledge, query, reference):
        return told
    said = _DATED.search(reference.foreign)
    if not said or reference.pairs:
        return None
    named = re.compile(rf"\b(?:Nomor|No\.?) {said[1]} Tahun {said[2]}\b", re.IGNORECASE)
    units = [unit for unit in knowledge.searcher.holding(said.groups()) if named.search(unit.quote)]
    part = re.compile(rf"\b(?:Pasal|BAB|Bagian|ayat) [^.;]*\bNomor {said[1]} Tahun {said[2]}\b")  # not all of it
    repealing = [unit for unit in units if _REPEALS.search(unit.quote) and not part.search(unit.quote)]
    words = {word.word for word in query.words}
    if "in_force" in query.intents:
        if not repealing:
            return None
        cite = repealing[0].cite
        asked = reference.documents and words & _REPEALING  # whether that act repeals it
        is_so = yes_or_no(query, repealing[0].document in reference.documents, cite) if asked else ""
        headline = is_so or say(query.language, "repealed", law=reference.foreign, cite=cite)
        return answer(knowledge, query, headline, repealing[:1])
    titled = query.polar and not words.isdisjoint(knowledge.lexicon.about)
    if "mandate" in query.intents or (not titled and any(not c.light and c.known for c in query.concepts)):
        return None  # asked about something that the act says
    bases = [unit for unit in units if unit.role == "basis" and unit.printed]
    if not bases:
        listed = query.polar and "basis" in query.intents and reference.documents
        told = _part_of_act(knowledge, query, reference, {"basis"}) if listed else None
        return replace(told, headline=yes_or_no(query, False, told.headline)) if told else None  # not among them
    cite = bases[0].cite
    headline = yes_or_no(query, _is_about(knowledge, query, bases[0]), cite) if query.polar else cite
    return answer(knowledge, query, headline, bases[:1])


def _named_as_basis(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """Where the basis of an act names a held one, "apakah UU ITE jadi dasar hukumnya"; None where that is not asked."""
    asked = "basis" in query.intents and ("number" in query.intents or query.polar)
    if not asked or not reference.documents or reference.foreign or reference.pairs:
        return None
    number, *others = reference.documents
    entry = knowledge.store.documents[number].entry
    named = re.compile(rf"\b(?:Nomor|No\.?) {entry.number} Tahun {entry.year}\b", re.IGNORECASE)
    units = (u for u in knowledge.searcher.holding((entry.number, entry.year)) if u.role == "basis" and u.printed)
    bases = [u for u in units if named.search(u.quote) and (u.document in others if others else u.document != number)]
    at_hand = [unit for unit in bases if knowledge.searcher.home[unit.number] or unit.document == 0]
    if found := (at_hand or bases)[:1]:
        return answer(knowledge, query, yes_or_no(query, True, found[0].cite) if query.polar else found[0].cite, found)
    told = (
        _part_of_act(knowledge, query, replace(reference, documents=tuple(others)), {"basis"}) if query.polar else None
    )
    return replace(told, headline=yes_or_no(query, False, told.headline)) if told else None


def _is_about(knowledge: Knowledge, query: Query, basis: Unit) -> bool:
    """Whether an act's title has all that a question says it is about, "PP 18/2016 tentang Pelayanan Publik?"."""
    about = (at for at, word in enumerate(query.words) if word.word in knowledge.lexicon.about)
    start, title = next(about, len(query.words)), frozenset(knowledge.analyzer.terms(basis.quote))
    return all(c.says(title) for c in query.concepts if c.places[0] > start)


_BY = r"\b(?:menurut|berdasarkan|according to|under)\s+"


def naming(knowledge: Knowledge, query: Query, reference: Reference) -> Mask:
    """The units that can say something of the act which a question names and no document is: those that name it.

    None can where that act is to say it: "menurut UU PDP".
    """
    mask: Mask = np.ones(knowledge.store.size, bool)
    if reference.foreign and re.search(_BY + re.escape(reference.foreign), query.text, re.IGNORECASE):
        mask[:] = False
    if said := _DATED.search(reference.foreign):
        mask[:] = False
        mask[[unit.number for unit in knowledge.searcher.holding(said.groups())]] = True
    return mask


def particulars(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """Legal basis, dates and signatures of a document; the item that a question names, else the whole."""
    lexicon = knowledge.lexicon
    if query.polar and _asks_date(knowledge, query):
        since = any(word.word == "berlaku" for word in query.words)  # which is told of the day of promulgation alone
        clauses = _since_promulgation(knowledge, reference) if since else []
        told = _part_of_act(knowledge, query, reference, {"closing"}) if clauses or not since else None
        return told and replace(told, citations=(*told.citations, *answer(knowledge, query, "", clauses).citations))
    if reference.foreign and "number" in query.intents and not lexicon.having("part", query.intents):
        query = replace(query, intents=query.intents | {"basis"})  # "PP tentang perangkat daerah nomor berapa"
    roles = set(lexicon.having("part", query.intents).values())
    if not roles or reference.pairs:
        return None
    acting = reference.foreign or "signer" in query.intents  # "Presiden" is no word for an act there
    own = knowledge.vocabulary.own_words if acting else _own(knowledge)
    aside = query.aside | query.asking
    topical = [c for c in query.concepts if not (c.within(aside) or c.says(own))]
    topical = [c for c in topical if tuple(c.text.split()) not in reference.bare]  # not "di bagian mengingat"
    if "mandate" in query.intents:  # "kenapa permen ini dibuat"
        topical = [c for c in topical if not c.light]
    if not topical:
        return _part_of_act(knowledge, query, reference, roles)
    about = lexicon.having("about", query.intents)
    unit = _item(knowledge, query, reference, roles, topical) if about else None
    if unit is None:
        # whoever signed, and nobody else; that number of the gazette, and no other
        asked = "gazette" in query.intents or (reference.documents and "signer" in query.intents)
        closing = query.polar and asked
        told = _part_of_act(knowledge, query, reference, roles) if closing else None
        return replace(told, headline=yes_or_no(query, False, told.headline)) if told else None
    if not query.polar or is_qualified(knowledge, query):
        return answer(knowledge, query, unit.cite, [unit])
    signed = _signed(knowledge, query, unit)
    said = frozenset(knowledge.analyzer.terms(signed[0] if signed else ""))
    is_so = signed is None or all(c.says(said) for c in topical)
    return answer(knowledge, query, yes_or_no(query, is_so, unit.cite), [unit])


def _item(
    knowledge: Knowledge, query: Query, reference: Reference, roles: set[str], topical: Sequence[Asked]
) -> Unit | None:
    """The item of a basis or a closing that says what is asked about, of the document named, or of any at hand."""
    searcher, items = knowledge.searcher, query.intents >= {"basis", "number"}
    allowed = np.isin(searcher.roles, [ROLES.index(role) for role in roles]) & searcher.at_hand
    if reference.documents:  # with `items` a law that others name: "UU KIP di bagian mengingat nomor berapa"
        allowed = allowed & np.isin(searcher.documents, reference.documents, invert=items)
    hits = [hit for hit in searcher.search(topical, allowed, most=20) if hit.coverage >= ENOUGH]
    hits = [hit for hit in hits if hit.coverage >= MOSTLY * max(hit.coverage for hit in hits)]
    units = [knowledge.store.unit(hit.unit) for hit in hits]
    units.sort(key=lambda unit: (not searcher.home[unit.number], unit.document))  # the act at hand before any other
    if query.intents & {"signer", "gazette"}:  # the act's own closing, not one of an annex
        units = [unit for unit in units if unit.parent is not None and searcher.parents[unit.parent] < 0]
    kinds = [c for c in topical if items and c.says(knowledge.vocabulary.kind_words)]  # "perda tentang X nomor berapa"
    texts = ((unit, f" {' '.join(knowledge.analyzer.terms(unit.text))} ") for unit in units)
    forms = [[f" {' '.join(a.terms)} " for a in c.alternatives] for c in kinds]
    of_kind = (unit for unit, text in texts if all(any(form in text for form in said) for said in forms))
    return next((unit for unit in of_kind if unit.printed or not items), None)


def _part_of_act(knowledge: Knowledge, query: Query, reference: Reference, roles: set[str]) -> Answer | None:
    """The first part with one of these roles that an act has; its title is the document itself."""
    searcher, whole = knowledge.searcher, "title" in query.intents
    allowed = np.isin(searcher.roles, [ROLES.index(role) for role in roles])
    allowed &= (searcher.parents < 0) if whole else (searcher.parents >= 0) & (searcher.parents[searcher.parents] < 0)
    if reference.documents:
        allowed &= np.isin(searcher.documents, reference.documents)
    units = (knowledge.store.unit(int(number)) for number in np.flatnonzero(allowed))
    unit = next((unit for unit in units if unit.text), None)
    if unit is None:
        return None
    signed = _signed(knowledge, query, unit)
    who = f"{' '.join(signed['who'].split())} — {unit.cite}" if signed else unit.cite
    return answer(knowledge, query, _dated(knowledge, query, unit) or who, [unit])


def _asks_date(knowledge: Knowledge, query: Query) -> bool:
    """Whether a question is whether a document is of a date, and of nothing else: "diundangkan 18 Agustus 2016?"."""
    done = {knowledge.analyzer.root(verb) for verb in (*_VERBS, "berlaku", "mulai")} | {"tanggal"}
    said = DATE.search(query.text)
    about = [query.words[c.places[0]] for c in query.concepts if not c.light and not c.says(_own(knowledge) | done)]
    dated = said is not None and all(said.start() <= word.start < said.end() for word in about)
    return dated and any(knowledge.analyzer.root(word.word) in done - {"tanggal"} for word in query.words)


def _since_promulgation(knowledge: Knowledge, reference: Reference) -> list[Unit]:
    """The clauses of the document named that say that it applies from the day on which it is promulgated."""
    units = knowledge.searcher.holding(knowledge.analyzer.terms("berlaku tanggal diundangkan"))
    return [unit for unit in units if unit.document in reference.documents and _IN_FORCE.search(unit.quote)]


def _own(knowledge: Knowledge) -> frozenset[str]:
    """The terms that any act is spoken of with."""
    return knowledge.vocabulary.own_words | knowledge.vocabulary.kind_words


def _dated(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    """What a closing says was done when, that of the verb that the question has; "" where no time is asked.

    Where the question has a date itself, first whether it is that one.
    """
    said = DATE.search(query.text) if query.polar else None
    if "when" not in query.intents and said is None:
        return ""
    root = knowledge.analyzer.root
    since = {root("diundangkan")} if said and "berlaku" in (word.word for word in query.words) else set[str]()
    asked = since or {root(word.word) for word in query.words}
    found = {match["done"]: " ".join(match[0].split()) for match in _DONE.finditer(unit.text)}
    told = [text for done, text in found.items() if root(done.lower()) in asked]
    told = told or ([] if since else list(found.values()))
    text = f"{'; '.join(told)} — {unit.cite}" if told else ""
    if said and text:
        return yes_or_no(query, day_of(said) in (day_of(date) for row in told for date in DATE.finditer(row)), text)
    return text


def _signed(knowledge: Knowledge, query: Query, unit: Unit) -> re.Match[str] | None:
    """Where a closing says who enacted an act, or promulgated it as the question says; None else."""
    root = knowledge.analyzer.root
    promulgated = root("diundangkan") in {root(word.word) for word in query.words}
    found = {match["done"] == "Diundangkan": match for match in _SIGNED.finditer(unit.text)}
    return found.get(promulgated) if "signer" in query.intents else None


def in_force(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """Whether a document still applies, as far as its manifest entry says; None where that is not asked."""
    if "in_force" not in query.intents or reference.foreign or not knowledge.store.documents:
        return None
    if any(not c.light and not c.says(_own(knowledge)) for c in query.concepts):
        return None
    if repealed := _repealed(knowledge, query, reference):
        return repealed
    unit = knowledge.store.first_text(reference.documents[0] if reference.documents else 0)
    entry = knowledge.document(unit).entry
    words = [word.word for word in query.words]
    if not _REPEALING.isdisjoint(words) or ("yang", "dicabut") in pairwise(words):
        headline = say(query.language, "repeals_none", document=entry.short)
        return replace(no_answer(knowledge, query, headline, about=False), unstated=True)
    headline = say(query.language, f"status_{entry.status.in_force}", document=entry.short)
    unknown = entry.status.in_force == "unknown"
    if unknown and any(knowledge.analyzer.root(word.word) in _CHANGED for word in query.words):
        return replace(no_answer(knowledge, query, headline, about=False), unstated=True)
    notes = [] if unknown else [checked(entry.status, query.language)]
    return answer(knowledge, query, headline, [unit], notes=notes)


def _repealed(knowledge: Knowledge, query: Query, reference: Reference) -> Answer | None:
    """Which act a document repeals, where that is asked ("perda lama yang dicabut nomor berapa"); None where none."""
    root = knowledge.analyzer.root
    verbs = any(root(word.word) == "cabut" or word.word in _REPEALING for word in query.words)
    documents = reference.documents or knowledge.home.documents
    for unit in knowledge.searcher.holding(("cabut",)) if verbs and not query.polar else ():
        said = _REPEALED.search(unit.quote) if unit.document in documents else None
        if said:
            return answer(knowledge, query, f"{' '.join(said[1].split())} — {unit.cite}", [unit])
    return None
