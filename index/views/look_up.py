"""/batas, /definisi, /dokumen and /pasal: what documents state and hold, each with its clause."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace

from index.answering.compose import checked, cite
from index.answering.refusal import gate, missing_clause
from index.generation.facts import AT_MOST, Definition, Limit
from index.generation.store import StoredDocument, Unit
from index.knowledge import Knowledge, capital, say, term
from index.query.query import Pair, Query, Reference
from index.scope.whose import mentioned
from index.views.aim import as_typed
from index.views.view import Choice, Row, View, cited, moment, notes_of, paged, shortened, split_page

LONGEST = 2500  # characters; a longer clause is shown as a list of its parts
OPENING = 120  # characters of a clause in a list
MOST_CHOICES = 40
DIGITS = 12  # of a SHA-256, enough for a person to compare


def limits(knowledge: Knowledge, argument: str, language: str) -> View:
    """The limits of the level and type that the argument names, of all where it names none.

    Of a document that it names and that limits no units, or where none does, all that its clauses bound.
    """
    argument, page = split_page(argument)
    query = replace(knowledge.reader.read(argument), language=language)
    reference = knowledge.referrer.find(query)
    documents = {row.document for row in knowledge.facts.limits}
    named = [knowledge.store.documents[number] for number in reference.documents]
    if any(one.entry.id not in documents for one in named) or not (documents or query.types):
        return _bounds(knowledge, query, argument, page, {one.number for one in named} or knowledge.home.documents)
    refused = gate(knowledge, query, reference)
    held = [row for row in knowledge.facts.limits if query.in_scope(row.level, row.type.lower()) and not refused]
    held.sort(key=lambda row: (row.level != "provinsi", row.type, row.place))
    title = say(language, "view_limits") if held else refused.headline if refused else say(language, "view_no_limits")
    known = notes_of(knowledge, query, knowledge.store.by_ids([i for row in held for i in row.citations]))
    columns = tuple(term(language, key) for key in ("view_office", "view_unit", "view_number", "view_clause"))
    rows = tuple(_limit_row(knowledge, row, query) for row in held)
    notes = (*known, say(language, "view_limits_note")) if held else ()
    choices = tuple(_narrower(knowledge, query, language))
    return View(name="limits", language=language, title=title, columns=columns, rows=rows, notes=notes, choices=choices)


def _bounds(knowledge: Knowledge, query: Query, argument: str, page: int, documents: Collection[int]) -> View:
    """The clauses of documents that print a bound, "paling lama 30 (tiga puluh) hari", in printed order."""
    units = [unit for unit in knowledge.searcher.holding(["paling"]) if unit.document in documents]
    stated = [(unit, bound[0]) for unit in units if (bound := _BOUND.search(unit.own)) and unit.role == "clause"]
    told = ((unit, capital(bound), shortened(" ".join(unit.own.split()), OPENING)) for unit, bound in stated)
    rows = tuple(cited(knowledge, query, (bound, text), {"bound": bound}, [unit]) for unit, bound, text in told)
    title = say(query.language, "view_bounds" if rows else "view_no_limits")
    return paged(View(name="limits", language=query.language, title=title, rows=rows), argument, page)


_BOUND = re.compile(
    r"paling (?:lambat|lama|banyak|sedikit|kurang|tinggi|rendah|singkat) (?:\w+ ){0,3}?"
    r"(?:pukul [\d.]+|(?:Rp\.? ?)?\d[\d.,]*(?: ?\([^()]+\))?(?: (?!dan\b|atau\b)\w+(?: kerja\b)?)?)"
)


def number(row: Limit) -> str:
    """How many a limit allows: "≤ 4"."""
    return f"{'≤' if row.bound == AT_MOST else '='} {row.count}"


def _limit_row(knowledge: Knowledge, row: Limit, query: Query) -> Row:
    units = knowledge.store.by_ids(row.citations)
    level = term(query.language, f"short {row.level}")
    clause = units[0].label.replace("Pasal ", "").replace("ayat ", "") if units else ""  # as a table has room for it
    cells = (f"{level} {row.type}", row.body, number(row), clause)
    return cited(knowledge, query, cells, asdict(row), units)


def _narrower(knowledge: Knowledge, query: Query, language: str) -> list[Choice]:
    """Buttons that narrow the table: levels while none is named, then types; then to the others, and back to all."""
    if query.levels:
        types = sorted({row.type for row in knowledge.facts.limits if row.type.lower() not in query.types})
        narrower = {as_typed((query.levels[0], kind)): say(language, "whom_type", type=kind) for kind in types}
    else:
        narrower = {row.level: term(language, row.level).title() for row in knowledge.facts.limits}
    everything = {"": say(language, "view_all_limits")} if query.levels or query.types else {}
    return [Choice(label=label, view="limits", argument=name) for name, label in (narrower | everything).items()]


def definitions(knowledge: Knowledge, argument: str, language: str) -> View:
    """What the documents say that a term means; all terms where the argument is blank."""
    query = replace(knowledge.reader.read(argument), language=language)
    held, asked = knowledge.facts.definitions, " ".join(argument.split())
    said = [row for row in held if (asked or not row.explained) and _defines(knowledge, row, query)]
    found = [(row, unit) for row in said if (unit := knowledge.store.by_id(row.citation))]
    typed = knowledge.analyzer.folded(argument)
    found = [row for row in found if typed and knowledge.analyzer.folded(row[0].short) == typed] or found
    key = "view_definitions" if found else "view_no_definition" if asked else "view_no_definitions"
    others = [row.term for row in held if asked and not found and not row.explained]
    title, rows = say(language, key, term=asked), tuple(_term_row(knowledge, row, unit, query) for row, unit in found)
    notes = tuple(notes_of(knowledge, query, [unit for _, unit in found])) if found else ()
    choices = tuple(Choice(label=name, view="definitions", argument=name) for name in others)
    return View(name="definitions", language=language, title=title, rows=rows, notes=notes, choices=choices)


def _defines(knowledge: Knowledge, definition: Definition, query: Query) -> bool:
    """Whether all that was typed is said by the term, or by its short form."""
    names = [frozenset(knowledge.analyzer.terms(name)) for name in (definition.term, definition.short)]
    asked = [concept for concept in query.concepts if not concept.within(query.asking)]
    if not asked:
        return not query.text.strip()
    return any(all(concept.says(name) for concept in asked) for name in names)


def _term_row(knowledge: Knowledge, definition: Definition, unit: Unit, query: Query) -> Row:
    citation = cite(knowledge, unit, query)
    name = f"{definition.term} ({definition.short})" if definition.short else definition.term
    data = {"document": citation.document, "term": definition.term, "short": definition.short, "text": citation.quote}
    return Row(cells=(name, citation.quote), data=data, citations=(citation,))


def documents(knowledge: Knowledge, argument: str, language: str) -> View:
    """The documents, one a row; with an argument the one of that id, else those whose id or name has all its words."""
    every = knowledge.store.documents
    named = [document for document in every if document.entry.id == argument]
    text, page = (argument, 1) if named else split_page(argument)
    names = {d.number: f"{d.entry.id} {d.entry.short} {d.entry.title} {d.entry.formal}".lower() for d in every}
    held = named or [d for d in every if all(word in names[d.number] for word in text.lower().split())]
    counts = Counter(unit.document for unit in knowledge.store.citable())
    rows = tuple(_document_row(knowledge, document, counts, language) for document in held)
    title = say(language, "view_documents" if rows else "view_no_documents")
    return paged(View(name="documents", language=language, title=title, rows=rows), text, page)


def status_lines(document: StoredDocument, language: str) -> list[str]:
    """Whether a document is in force, what replaced it, and who checked that, and when; as the manifest says."""
    status = document.entry.status
    if status.in_force == "unknown":
        return [say(language, "view_status_unknown")]
    key = "view_status_replaced" if status.in_force == "no" and status.replaced_by else f"view_status_{status.in_force}"
    unchecked = {status.checked_by, status.checked_on} <= {"", "unknown"}
    by = say(language, "view_unchecked") if unchecked else checked(status, language)
    return [say(language, key, by=status.replaced_by), by]


def _document_row(knowledge: Knowledge, document: StoredDocument, counts: Mapping[int, int], language: str) -> Row:
    entry, count = document.entry, counts.get(document.number, 0)
    indexed = knowledge.store.meta.get("indexed_at", "")
    held = say(language, "view_held", count=count, when=moment(indexed, language) or "?")
    sha256 = f"SHA-256 {document.sha256[:DIGITS]}…"
    data = {key: getattr(entry, key) for key in ("id", "short", "title", "formal", "file")}
    data |= {key: getattr(entry.status, key) for key in ("in_force", "checked_by", "checked_on", "replaced_by")}
    data |= {"clauses": count, "indexed_at": indexed, "sha256": document.sha256}
    return Row(cells=(f"{entry.short}: {entry.title}", *status_lines(document, language), held, sha256), data=data)


def clauses(knowledge: Knowledge, argument: str, language: str) -> View:
    """The clause that the argument names: "12 3", "lampiran iv bidang 4", an id; all pasal where it is blank."""
    text = argument.strip()
    if not text:
        return _articles(knowledge, language)
    if unit := knowledge.store.by_id(text.lower()):
        return _whole(knowledge, [unit], knowledge.reader.read(""), language)
    bare = text[:1].isdigit()  # a number of the level that goes without saying: "12 3" is pasal 12 ayat 3
    query = knowledge.reader.read(f"{term(language, 'view_article')} {text}" if bare else text)
    reference = knowledge.referrer.find(query)
    if reference.foreign:
        title = say(language, "no_answer_foreign", law=reference.foreign)
    elif units := _resolved(knowledge, query, reference):
        return _whole(knowledge, units, query, language)
    elif missing := missing_clause(knowledge, query, reference):
        title = missing.headline
    else:
        title = say(language, "view_no_clause", asked=" ".join(text.split()))
    listed = Choice(label=say(language, "view_all_clauses"), view="clauses", argument="")
    return View(name="clauses", language=language, title=title, choices=(listed,))


def _resolved(knowledge: Knowledge, query: Query, reference: Reference) -> list[Unit]:
    """The units that an argument names: by number each listed one, by the name of a part, by a unit's name."""
    if reference.pairs:
        return [unit for one in reference.each() for unit in knowledge.referrer.resolve(one, query)[:1]]
    every = frozenset(document.number for document in knowledge.store.documents)
    mention = mentioned(knowledge, query, every)
    return [mention.unit] if mention else knowledge.referrer.parts(reference, query)


def _articles(knowledge: Knowledge, language: str) -> View:
    """The clauses of the level that bare numbers mean, document by document."""
    pair = Pair(said=(term(language, "view_article"),), number="")
    query = knowledge.reader.read("")
    of = (Reference(documents=(document.number,)) for document in knowledge.store.documents)
    units = [unit for document in of for unit in knowledge.referrer.siblings(pair, (), query, document)]
    title = say(language, "view_clauses" if units else "view_no_clauses")
    rows = tuple(_clause_row(knowledge, unit, query, brief=True) for unit in units)
    choices = tuple(_choice(unit) for unit in units[:MOST_CHOICES])
    return View(name="clauses", language=language, title=title, rows=rows, choices=choices)


def _whole(knowledge: Knowledge, units: Sequence[Unit], query: Query, language: str) -> View:
    """The clauses in full, or the parts of a long one, with the formal citation to copy."""
    first = units[0]
    long = len(units) == 1 and len(first.quote) > LONGEST
    parts = [u for u in knowledge.store.children(first) if u.text] if long else []
    held = {unit.document: knowledge.document(unit) for unit in units}.values()
    gone = [document for document in held if document.entry.status.in_force == "no"]
    formal = [unit.formal for unit in units]
    title, copy = "; ".join(unit.cite for unit in units), "; ".join(formal)
    rows = tuple(_clause_row(knowledge, unit, query, brief=bool(parts)) for unit in parts or units)
    notes = ("\n".join(formal), *(" ".join(status_lines(document, language)) for document in gone))
    choices = (*(_choice(unit) for unit in parts[:MOST_CHOICES]), *_beside(knowledge, first))
    return View(name="clauses", language=language, title=title, rows=rows, notes=notes, choices=choices, copy=copy)


def _clause_row(knowledge: Knowledge, unit: Unit, query: Query, *, brief: bool) -> Row:
    citation = cite(knowledge, unit, query)
    text = shortened(citation.quote.partition("\n")[0], OPENING, "") if brief else citation.quote
    data = {"document": citation.document, "id": unit.id, "label": unit.cite, "formal": unit.formal, "text": text}
    return Row(cells=(unit.cite, text) if brief else (text,), data=data, citations=(citation,))


def _beside(knowledge: Knowledge, unit: Unit) -> list[Choice]:
    """The clause before, the one after and the one around: buttons keep its id, which never changes."""
    line = knowledge.store.of_level(unit.document, unit.level)
    explains = unit.role == "elucidation"
    line = [u for u in line if (u.role == "elucidation") == explains and u.text and unit.text]
    found = [_choice(other, "‹ {}") for other in line if other.number < unit.number][-1:]
    found += [_choice(other, "{} ›") for other in line if other.number > unit.number][:1]
    if unit.parent is not None and (above := knowledge.store.unit(unit.parent)).label and above.text:
        found.append(_choice(above, "↑ {}"))
    return found


def _choice(unit: Unit, form: str = "{}") -> Choice:
    return Choice(label=form.format(unit.label.rsplit(", ", 1)[-1]), view="clauses", argument=unit.id)
