"""Whether a clause can answer the kind of question: one for a number must print one, one for a time a time.

Of clauses that say as much, which comes first: the home office's before an annex's, the part before the whole.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from index.answering.amounts import AMOUNT, CLASS, DAYS, classes_of
from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Asked, Query
from index.query.reader import NEAR
from index.search import Hit

_DUTIES = re.compile(r"\b(?:mempunyai|memiliki|dengan) tugas\b|\bbertugas\b", re.IGNORECASE)
ITEMS = re.compile(r"^(?:a|1)[.)] ", re.MULTILINE)  # the first item of a list
_NOT = ("tidak", "bukan", "tanpa", "selain", "not", "no", "except")
_ROLE = re.compile(r"^(?P<role>[A-Z][^:,\n]{2,60}?)(?:\s*:|, dijabat oleh)\s*(?P<holder>[^:\n]{3,200})$")
_HEAD = "kepala"  # who leads a unit: its duties are his
SUBJECT = 80  # characters within which a clause says of whom it says something


def stated(knowledge: Knowledge, query: Query, hits: list[Hit]) -> list[Hit]:
    """Of the hits those that say by what, where, what one must do, and so on, where that is asked and any says it."""
    asked = knowledge.lexicon.having("gives", query.intents)
    only = knowledge.lexicon.having("only", query.intents)
    for intent, gives in asked.items():
        if only and intent not in only:
            continue  # what follows from not doing what one must is asked about, not what one must
        units = ((hit, knowledge.store.unit(hit.unit)) for hit in hits)
        found = ((hit, gives.search(said_with(knowledge, unit))) for hit, unit in units if unit.role != "recital")
        said = [(match.start() > SUBJECT, hit) for hit, match in found if match]
        saying = [hit for _, hit in sorted(said, key=lambda row: row[0])]  # of whom it says that first
        hits = saying or ([] if intent in only else hits)
    return hits


def supposed(knowledge: Knowledge, query: Query, hits: list[Hit]) -> list[Hit]:
    """The hits, first those that say what holds in a case, "Dalam hal ...", where the question supposes one."""
    words, most = [word.word for word in query.words], max((hit.coverage for hit in hits), default=0.0)
    if not _CASES.intersection(words):
        return hits
    return sorted(hits, key=lambda h: h.coverage < most - AS_MUCH or not _CASE.match(knowledge.store.unit(h.unit).text))


_CASES = {"kalau", "jika", "apabila", "bila", "misal", "misalnya", "seandainya", "if"}
_CASE = re.compile(r"(?:Dalam hal|Apabila|Jika|Bila|Bilamana)\b")


def first(knowledge: Knowledge, query: Query, hits: list[Hit]) -> list[Hit]:
    """The hits, first the first one that can answer the kind of question; none where no one can.

    What a clause says is not so comes behind, where the question doesn't ask for that. A list comes before what lists
    nothing, what counts things before what counts days only.
    """
    words, most = {word.word for word in query.words}, max((hit.coverage for hit in hits), default=0.0)
    units = {hit.unit: knowledge.store.unit(hit.unit) for hit in hits}
    if words.isdisjoint(_NOT):
        hits = sorted(hits, key=lambda hit: units[hit.unit].text.startswith("Tidak "))
    if asked := classes_of(query.text):
        hits = sorted(hits, key=lambda h: not asked.items() <= classes_of(units[h.unit].text).items())
    if "list" in query.intents:
        hits = sorted(hits, key=lambda h: h.coverage < most - AS_MUCH or not ITEMS.search(units[h.unit].quote))
    if "types" in query.intents:  # a list of them tells how many there are too
        hits = sorted(hits, key=lambda hit: not AMOUNT.search(units[hit.unit].text))
    if "count" in query.intents and words.isdisjoint(DAYS):
        hits = sorted(hits, key=lambda h: (h.coverage < most - 2 * AS_MUCH, *_miscounts(query, units[h.unit])))
    return next((_led_by(hit, hits) for hit in hits if _is_evidence(knowledge, query, units[hit.unit])), [])


def _led_by(hit: Hit, hits: list[Hit]) -> list[Hit]:
    return [hit, *(other for other in hits if other != hit)]


def class_of(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    """The class that a clause gives what a question asks it of, "Eselon IV b"; "" for none."""
    words = {word.word for word in query.words} - classes_of(query.text).keys()
    found = [match[0] for match in CLASS.finditer(unit.text) if match[1].lower() in words]
    return found[0] if found and not any(not c.light for c in unsaid(knowledge, query, unit)) else ""


def unsaid(knowledge: Knowledge, query: Query, unit: Unit) -> list[Asked]:
    """The topics of a question that a clause doesn't say in a row, nor what begins its list or what it speaks of."""
    terms, path = knowledge.analyzer.terms, knowledge.referrer.path(unit)
    plain = unit.text == unit.own and not _IN_WORDS.search(unit.text)
    own = unit.terms if plain else " ".join(terms(_IN_WORDS.sub("", unit.text)))
    around = (whole.terms for whole in (*leads(unit, path), *_meant(knowledge, unit)))
    said = f" {' '.join((*around, own))} "
    asked = [c for c in query.concepts if c.weight and not c.within(query.asking | query.scoped)]
    return [c for c in asked if not any(f" {' '.join(a.terms)} " in said for a in c.alternatives if a.weight > NEAR)]


def leads(unit: Unit, path: Sequence[Unit]) -> list[Unit]:
    """What begins the lists that a clause is an item of, from the outside in."""
    leads = takewhile(
        lambda whole: whole.own.rstrip().endswith(":") and whole.unit == unit.unit and not _DEFINING.search(whole.own),
        path[1:],
    )
    return [*leads][::-1]


def _meant(knowledge: Knowledge, unit: Unit) -> list[Unit]:
    """The clause beside one that it speaks of: "sebagaimana dimaksud pada ayat (1)"; none for none."""
    said = _BESIDE.search(unit.own)
    if said is None or unit.parent is None:
        return []
    return [one for one in knowledge.store.children(knowledge.store.unit(unit.parent)) if one.printed == said[1]][:1]


def said_with(knowledge: Knowledge, unit: Unit) -> str:
    """The text of a clause, behind what begins the lists that it is an item of: "Setiap orang dilarang: ..."."""
    return " ".join([*(lead.own for lead in leads(unit, knowledge.referrer.path(unit))), unit.text])


def _miscounts(query: Query, unit: Unit) -> tuple[bool, bool]:
    """Whether all numbers that a clause prints are of days, months or years; whether it says no level asked about."""
    text = unit.text.lower()
    kinds = {kind for *_, kind, _ in AMOUNT.findall(text)}
    said = not query.levels or any(word in text for level in query.levels for word in level.split("/"))
    return bool(kinds) and kinds <= DAYS.keys(), not said


_DEFINING = re.compile(r"\bdimaksud dengan\b")  # begins a list of what it says nothing of
_IN_WORDS = re.compile(r"(?<=\d) \([^()]+\)")  # a number, said again: "1 (satu)"
_BESIDE = re.compile(r"\bdimaksud (?:pada|dalam) ayat \((\d+)\)")
_WORD = re.compile(r" (\w+)")
VALUE = re.compile(
    r"\b(?:(?:paling (?:banyak|sedikit|lama|lambat|tinggi|rendah)|sekurang-kurangnya) )?"
    r"(?:(?:Rp\.? ?[\d.,]+|\d+) ?\([^()]+\)|(?<=[Ss]ebanyak )\d+)(?: (\w+))?"
)
_CELL = re.compile(r": (\d[\d.]*)$")  # the last one of a table's row, "Jenis: Hotel; Jumlah: 12"


def counted(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    """The number that a clause prints of what is counted, else its first one; "" for none."""
    if kind := class_of(knowledge, query, unit):
        return kind
    asked = {t for c in query.concepts for a in c.alternatives for t in a.terms}
    root = knowledge.analyzer.root
    rows = [(line, cell[1]) for line in unit.quote.split("\n") if (cell := _CELL.search(line))]
    said = [(len(asked.intersection(knowledge.analyzer.terms(line))), number) for line, number in rows]
    most = max(said, key=lambda row: row[0], default=(0, ""))
    if most[0] > 1:
        return most[1]
    found = list(VALUE.finditer(unit.text))
    own = [match for match in found if match[1] and root(match[1].lower()) in asked]
    first = next(iter(own or found), None)
    if first is None:
        return ""
    end = first.end()
    while (more := _WORD.match(unit.text, end)) and root(more[1].lower()) in asked:  # "inspektur pembantu"
        end = more.end()
    return unit.text[first.start() : end]


def tells_duties(unit: Unit) -> bool:
    """Whether a clause is of an organisational unit, or says that somebody has duties."""
    return unit.unit is not None or bool(_DUTIES.search(unit.text))


def is_of(knowledge: Knowledge, unit: Unit, posts: Sequence[Asked]) -> bool:
    """Whether a clause, or what it is part of, begins with these posts, or is of the unit that they lead."""
    path = knowledge.referrer.path(unit)
    texts = [node.own[:SUBJECT] for node in path if node.unit is None]
    texts += [f"{'' if node.scope_type else _HEAD} {node.name}" for node in path if node.unit is not None]
    return all(any(post.says(frozenset(knowledge.analyzer.terms(text))) for text in texts) for post in posts)


def _is_evidence(knowledge: Knowledge, query: Query, unit: Unit) -> bool:
    if "how" in query.intents and "who" not in query.intents and unit.unit is not None:
        return False  # whose duty something is doesn't tell how it is done
    if "who" in query.intents and unit.unit is None and "seksi" in query.bodies and query.embodied & query.asking:
        return False
    told = "sanction" in query.intents or (query.polar and "who" not in query.intents)  # what follows, not how much
    counted = [c for c in query.concepts if c.places[0] and query.words[c.places[0] - 1].word in ("berapa", "many")]
    days = not told and any(c.says({day}) for c in counted for day in DAYS)  # of how many days, months or years
    if days and DAYS.keys().isdisjoint(kind for *_, kind, _ in AMOUNT.findall(unit.text)):
        return False
    asked = {} if told else knowledge.lexicon.having("needs", query.intents)
    alone = [name for name in asked if query.intents.isdisjoint(knowledge.lexicon.intents[name].unless)]
    return all(asked[name].search(unit.text) or _gives(knowledge, query, name, unit) for name in alone)


def _gives(knowledge: Knowledge, query: Query, intent: str, unit: Unit) -> bool:
    """Whether a clause gives what is asked for without saying so: a unit what it does, a list or a class its number."""
    if intent == "count":
        return bool(class_of(knowledge, query, unit))
    return intent == "who" and (unit.unit is not None or bool(holder(knowledge, query, unit)))


def holder(knowledge: Knowledge, query: Query, unit: Unit) -> str:
    """Who has the role that a question asks for, by a row such as "Ketua : Sekretaris Daerah"; "" for no such row."""
    asked = {t for c in query.concepts for a in c.alternatives for t in a.terms}
    parts = (part.partition(":") for part in unit.text.split(";"))  # of a table's row: "Kedudukan: Ketua; Jabatan: ..."
    cells = [value.strip() for _, colon, value in parts if colon and value.strip()]
    rows = [(row["role"], row["holder"]) for line in unit.quote.split("\n") if (row := _ROLE.match(line))]
    told = [(set(knowledge.analyzer.terms(role)), who) for role, who in (*rows, *pairwise(cells))]
    fitting = [(len(role), who) for role, who in told if role and role <= asked]
    return max(fitting, key=lambda row: row[0], default=(0, ""))[1].strip(" ;.")


def is_qualified(knowledge: Knowledge, query: Query, bounds: frozenset[str] = frozenset()) -> bool:
    """Whether a question asks for a yes or no to what is denied, bounded or excepted: no clause decides that as it is.

    `bounds` are further words that tell so. A denial at the end of a part, or behind a word that asks, is but a tag.
    """
    lexicon, words = knowledge.lexicon, query.words
    denials = [at for at, word in enumerate(words) if word.word in lexicon.denials and at - 1 not in query.asking]
    behind = lexicon.particles | lexicon.vocatives
    for at in denials:
        rest = [word.word for word in words[at + 1 :] if word.word not in behind]
        if words[at - 1].word == "yang" and "may" in query.intents:
            continue  # "bolehkah dinas yang tidak digabung ...": of whom it is asked
        if at and rest and query.text[words[at].end :].lstrip()[:1] not in "?,.;!":
            return True
    said = [word.word for word in words]
    return not (lexicon.qualifiers | bounds).isdisjoint((*said, *map(" ".join, pairwise(said))))


def is_exact(knowledge: Knowledge, query: Query) -> bool:
    """Whether a question for a yes or no gives a number as the bound itself: "maksimal 4 ya?", "cuma boleh 2?"."""
    lexicon, words = knowledge.lexicon, [word.word for word in query.words]
    before = [at for at, word in enumerate(words) if word in lexicon.only and not words[at - 1].isdecimal()]
    first = any(at + 1 in query.asking for at in before)  # "cuma boleh 2", not "2 saja, boleh"
    only = not lexicon.only.isdisjoint(words) and (first or "may" not in query.intents)  # not "boleh 2 saja?"
    return query.polar and (only or not lexicon.bounds.isdisjoint(words))


COVERED = 0.55  # of the question's weight: what covers less is no answer
MAINLY = 0.4  # the same where it says what the question is most about
COVERED_IN_SCOPE = 0.45  # the same where a type or unit is named: few units are left to be mistaken for another
AS_MUCH = 0.08  # of the question's weight: two clauses that differ by less say as much


def home_first(knowledge: Knowledge, concepts: Sequence[Asked], found: list[Hit], hits: list[Hit]) -> list[Hit]:
    """The hits with the home office's own duty first where it says as much as an annex that speaks of any office.

    An annex lists so much in one clause that it says words in passing: what the question is most about decides.
    """
    if not knowledge.store.unit(hits[0].unit).scope_type:
        return hits
    home = knowledge.searcher.home
    main = max((c for c in concepts if c.known and not c.light), key=lambda c: c.weight)
    says_main = knowledge.searcher.score([main])[1]
    for hit in found:
        enough = hit.coverage >= max(COVERED, hits[0].coverage - 3 * AS_MUCH)
        nearly = says_main[hit.unit] >= 1 and hit.coverage >= max(MAINLY, hits[0].coverage - 5 * AS_MUCH)
        if home[hit.unit] and (enough or nearly):
            return _led_by(hit, hits)
    return hits


def smallest_first(knowledge: Knowledge, hits: list[Hit]) -> list[Hit]:
    """Where the best clause is a unit's whole task, or is shared by its parts, first the part that says as much."""
    best = knowledge.store.unit(hits[0].unit) if hits else None
    for hit in hits:
        unit = knowledge.store.unit(hit.unit)
        as_much = hit.coverage >= hits[0].coverage - AS_MUCH
        if best is None or not as_much or unit.unit is None or unit.document != best.document:
            continue
        if not unit.has_units if best.has_units else unit.unit == best.number != unit.number:
            return _led_by(hit, hits)
    return hits
