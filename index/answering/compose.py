"""The parts of an answer that are derived from units: citations, headlines, lines of what else there is."""

from collections.abc import Iterable, Sequence
from functools import partial

from corpus.manifest import Status
from index.analysis.tokens import Analyzer
from index.answer import Answer, Citation, Marks
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Query

LONGEST_QUOTE = 8000  # characters; more is cut at a sentence's end and marked by an ellipsis
MOST_CITATIONS = 5
MOST_LISTED = 30  # clauses of a list or range, each of which is shown
LONGEST_LEAD = 160  # characters of what a list begins with that a headline has room for
LEADS = ("clause", "closing", "elucidation")  # roles of clauses whose beginning tells what their items are


def cite(knowledge: Knowledge, unit: Unit, query: Query) -> Citation:
    """The citation of a unit, the words that the question shares with it marked."""
    document = knowledge.document(unit)
    return Citation(
        id=unit.id,
        document=document.entry.id,
        label=unit.cite,
        formal=unit.formal,
        quote=_cut(unit.quote.lstrip(": ")),
        sha256=document.sha256,
        marking=partial(_marks, knowledge.analyzer, query),
    )


def _cut(text: str) -> str:
    if len(text) <= LONGEST_QUOTE:
        return text
    head = text[:LONGEST_QUOTE]
    end = max(head.rfind(mark) for mark in ("; ", ". ", ", "))
    return f"{head[: end + 1] if end > LONGEST_QUOTE // 2 else head} …"


def _marks(analyzer: Analyzer, query: Query, quote: str) -> Marks:
    """Where the quote says what the question asks for; neighbours are one mark."""
    wanted = {term for c in query.concepts if not c.light for a in c.alternatives for term in a.terms}
    marks: list[tuple[int, int]] = []
    for token in analyzer.tokens(quote):
        if token.term not in wanted:
            continue
        if marks and not quote[marks[-1][1] : token.start].strip():
            marks[-1] = (marks[-1][0], token.end)
        else:
            marks.append((token.start, token.end))
    return tuple(marks)


def unit_line(knowledge: Knowledge, unit: Unit, language: str) -> str:
    """Who a clause speaks of: "Seksi Infrastruktur TIK — Bidang Pengelolaan TIK, Provinsi NTB"."""
    holder = knowledge.organisation.holder(unit)
    if holder is None:
        return _led(knowledge, unit, language)
    of = [above.name for above in knowledge.organisation.chain(holder)[1:]]
    entry = knowledge.document(unit).entry
    of.append(entry.place if entry.place else ("" if of else entry.short))
    rest = ", ".join(part for part in of if part)
    return say(language, "unit_in", name=holder.name, of=rest) if rest else holder.name


def answer(
    knowledge: Knowledge,
    query: Query,
    headline: str,
    units: Sequence[Unit],
    *,
    notes: Iterable[str] = (),
    also: Iterable[str] = (),
    table: Iterable[tuple[str, ...]] = (),
    each: bool = False,
) -> Answer:
    """An answer that rests on units, best first, each cited once; with `each` all are shown in full, in their order."""
    distinct = list({unit.number: unit for unit in units}.values())[: MOST_LISTED if each else MOST_CITATIONS]
    read_as = (say(query.language, "taken_for", typed=typed, taken=taken) for typed, taken in query.corrected)
    cut = (say(query.language, "cut") for unit in distinct[:1] if len(unit.quote) > LONGEST_QUOTE)
    return Answer(
        question=query.text,
        language=query.language,
        answered=True,
        headline=headline,
        notes=(*read_as, *notes, *_not_in_force(knowledge, distinct, query.language)),
        citations=tuple(cite(knowledge, unit, query) for unit in distinct),
        also=(*cut, *also),
        table=tuple(table),
        query=query,
        shown=len(distinct) if each else 1,
    )


def yes_or_no(query: Query, is_so: bool, headline: str) -> str:
    """A headline behind the yes or no that it tells to a question."""
    return say(query.language, "yes_unit" if is_so else "no_unit", who=headline)


def _led(knowledge: Knowledge, unit: Unit, language: str) -> str:
    """A clause by its citation; an item of a list behind what the list begins with, which tells what it means."""
    whole = knowledge.store.unit(unit.parent) if unit.parent is not None else None
    lead = " ".join(whole.own.split()) if whole is not None and whole.role in LEADS else ""
    if not lead.endswith(":") or len(lead) > LONGEST_LEAD:
        return unit.cite
    return say(language, "item_of", lead=lead.rstrip(": "), cite=unit.cite)


def checked(status: Status, language: str) -> str:
    """Who looked up whether a document is in force, and when; an admin of the bot has no name for others."""
    who = term(language, "an_admin") if status.checked_by.isdigit() else status.checked_by
    return say(language, "status_checked", who=who or "?", when=status.checked_on or "?")


def _not_in_force(knowledge: Knowledge, units: Sequence[Unit], language: str) -> list[str]:
    """A line for each cited document that no longer applies."""
    entries = {unit.document: knowledge.document(unit).entry for unit in units}.values()
    return [
        say(language, f"in_force_{'replaced' if by else 'no'}", document=entry.short, by=by)
        for entry in entries
        if entry.status.in_force == "no"
        for by in (entry.status.replaced_by,)
    ]
