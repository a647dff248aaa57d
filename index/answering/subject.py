"""What a clause says of whom it opens with: to whom they answer, who leads them, what they must or must not do."""

import re
from collections.abc import Iterable

from index.answer import Answer
from index.answering.compose import answer
from index.answering.precedence import ITEMS, LEADS
from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Query
from index.scope.whose import Mention
from index.search import Mask

# How organisation regulations say it: Peraturan Menteri Dalam Negeri Nomor 12 Tahun 2017, on forming such offices,
# and acts after it: "Bidang dipimpin oleh seorang Kepala Bidang yang berada di bawah dan bertanggung jawab kepada …".
_LED = re.compile(
    r"^(?:Setiap |Masing-masing )?(?P<led>[A-Z][^.;:]{1,90}?) (?:di(?:pimpin|ketuai|kepalai) oleh (?:seorang )?"
    r"(?P<head>[A-Z][^.;:]{1,60}?),? )?(?:yang )?(?:(?:berkedudukan|berada) )?(?:di bawah )?(?:dan )?"
    r"bertanggung ?jawab (?:langsung )?kepada (?P<to>[^.;:]{3,160})"
)
_PURSUANT = re.compile(r",? sebagaimana dimaksud.*")
_HEAD, _LEAD = "kepala", "pimpin"
TERMS = ("tanggung", "jawab")


def superior(knowledge: Knowledge, query: Query, allowed: Mask, mention: Mention | None) -> Answer | None:
    """To whom what a question names answers, or who leads it; None where no clause says that of it."""
    leads = "who" in query.intents and any(LEADS.match(word.word) for word in query.words)
    if "accountable" not in query.intents and not leads:
        return None
    named = [term for term in _named(knowledge, query, mention) if term]
    found: list[tuple[int, Unit, str]] = []
    for unit in knowledge.searcher.holding(TERMS):
        said = _LED.search(unit.text) if allowed[unit.number] and unit.role == "clause" else None
        if not said or (leads and not said["head"]):
            continue
        subjects = [_subject(knowledge, text) for text in (_PURSUANT.sub("", said["led"]), said["head"] or "")]
        fitting = [at for at, name in enumerate(named) if name in subjects]
        if fitting:
            found.append((fitting[0], unit, said["head"] if leads else said["to"]))
    if not found:
        return None
    _, best, told = min(found, key=lambda row: (row[0], not knowledge.searcher.home[row[1].number], row[1].number))
    return answer(knowledge, query, f"{' '.join(told.split())} — {best.cite}", [best])


def _subject(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """The terms of a post or office, the word for its head aside: "Kepala Bidang" and "Bidang" are one."""
    terms = tuple(knowledge.analyzer.terms(text))
    return terms[1:] if terms[:1] == (_HEAD,) and len(terms) > 1 else terms


def _named(knowledge: Knowledge, query: Query, mention: Mention | None) -> Iterable[tuple[str, ...]]:
    """What a question is about, the most particular first: a unit's whole name, a post, the kind that it is of."""
    if mention is not None:
        yield _subject(knowledge, mention.unit.name)
    about = [c for c in query.concepts if not c.within(query.asking) and not c.says({_LEAD})]
    for concept in sorted(about, key=lambda c: c.light):
        yield from (_subject(knowledge, " ".join(a.terms)) for a in concept.alternatives)
    if mention is not None:
        yield _subject(knowledge, mention.unit.name)[:1]
    if query.home:
        yield from ((head,) for head in sorted(knowledge.reader.heads))


_BETWEEN = {"bagi", "para", "setiap", "dari", "untuk", "seorang", "yang", "of", "the"}


def norm(knowledge: Knowledge, query: Query, allowed: Mask) -> Answer | None:
    """The clause that binds whom a question asks about; None where none opens with them.

    One under a heading on that comes first, then one that lists. All else that the question is about must stand in the
    clause or in its document's title.
    """
    asked = list(knowledge.lexicon.having("binds", query.intents).values())
    actor, end = _actor(knowledge, query)
    if len(asked) != 1 or not actor or query.polar:
        return None
    root, says = asked[0]
    more = [c for c in query.concepts if c.places[0] >= end and not c.light and not c.within(query.asking)]
    found = []
    for unit in knowledge.searcher.holding((root, *actor)):
        said = says.search(unit.text) if allowed[unit.number] and unit.role == "clause" else None
        if said and tuple(knowledge.analyzer.terms(said["whom"])) == actor:
            title = knowledge.document(unit).entry.title
            terms = frozenset(knowledge.analyzer.terms(f"{title} {unit.quote}"))
            if all(c.says(terms) for c in more):
                found.append(unit)
    if not found:
        return None
    context = knowledge.store.context
    headed = set.intersection(*(set(context.of(term)[0].tolist()) for term in (root, *actor)))
    best = min(found, key=lambda unit: (unit.number not in headed, not _lists(unit), unit.number))
    return answer(knowledge, query, best.cite, [best])


def _lists(unit: Unit) -> bool:
    return bool(ITEMS.search(unit.quote))


def _actor(knowledge: Knowledge, query: Query) -> tuple[tuple[str, ...], int]:
    """The terms of whom a question names right behind what it asks for, "hak pemohon informasi", and where they end."""
    start = max(query.asking, default=-1) + 1
    while start < len(query.words) and query.words[start].word in _BETWEEN:
        start += 1
    end = start
    while end < len(query.words) and not knowledge.analyzer.is_stop(query.words[end].word):
        end += 1
    return tuple(knowledge.analyzer.terms(" ".join(word.word for word in query.words[start:end]))), end
