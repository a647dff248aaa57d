"""/tupoksi: who there is in an office, and what each unit does, duty by duty with its clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.answering.compose import unit_line
from index.generation.store import Unit
from index.knowledge import Knowledge, say, term
from index.query.query import Asked, Query
from index.scope.whose import elsewhere, mentioned
from index.views.aim import Aim, aim, annex_parts, as_data, as_typed, described, scope_of
from index.views.view import PAGE_ROWS, Choice, Row, View, cited, notes_of, shortened

NAME = "duties"
NO_DUTY = ("structure", "heading", "part")  # roles of clauses that say no duty
MOST_CHOICES = 12
TREE_ROWS = 20  # rows of a page of names
ABOUT = 100  # characters of what a unit that has only a number for a name is for
_ABOUT = re.compile(r"\b(?:di bidang|terkait(?: fungsi)?)\s+([^.;:]*)")  # what stands behind says what a unit is for


def build(knowledge: Knowledge, argument: str, language: str) -> View:
    """The units of the home office, or of what the argument names: an office, a part of an annex, a unit's duties."""
    wanted = aim(knowledge, NAME, argument, language, "duties")
    home = knowledge.home.documents
    if wanted.refused:
        return wanted.shown(wanted.refused, choices=_units(knowledge, home))
    if not wanted.text:
        return _tree(knowledge, wanted, home)
    found = _found(knowledge, wanted, wanted.documents or home)
    if len(found) == 1:
        return _of_unit(knowledge, wanted, found[0])
    if not found and wanted.documents and not wanted.topic(knowledge):
        return _tree(knowledge, wanted, wanted.documents)
    return _several(knowledge, wanted, found)


def _found(knowledge: Knowledge, wanted: Aim, documents: frozenset[int]) -> list[Unit]:
    """The units that an argument may mean; none where it names none of these documents or of an annex."""
    query = wanted.query
    annexed = _annexed(knowledge, wanted)
    scoped = query.types or wanted.reference.pairs or (query.levels and not wanted.documents)
    if scoped and (annexed or query.types):
        return annexed
    mention = mentioned(knowledge, query, documents) or elsewhere(knowledge, query, documents)
    return [mention.unit] if mention else _by_words(knowledge, wanted, documents) or annexed


def _annexed(knowledge: Knowledge, wanted: Aim) -> list[Unit]:
    """The annex units of the level, type and numbers that are named: parts where no number is."""
    query, reference, referrer = wanted.query, wanted.reference, knowledge.referrer
    units = referrer.resolve(reference, query) if reference.pairs else referrer.parts(reference, query)
    if not units and not reference.pairs and (query.types or query.levels):
        parts = [part for part in annex_parts(knowledge) if wanted.includes(part)]
        units = [part for part in parts if not reference.documents or part.document in reference.documents]
    units = [unit for unit in units if unit.unit == unit.number and unit.scope_type]
    return [unit for unit in units if not query.levels or unit.scope_level in query.levels]


def _by_words(knowledge: Knowledge, wanted: Aim, documents: frozenset[int]) -> list[Unit]:
    """The units whose names say all that is asked for; only those whose names say nothing else, where there are any."""
    units = [unit for unit in knowledge.organisation.units if unit.document in documents and not unit.scope_type]
    named = {unit.number: knowledge.analyzer.terms(unit.name) for unit in units}
    kinds = {terms[0] for terms in named.values() if terms}
    said = [c for c in wanted.query.concepts if any(c.says({kind}) for kind in kinds)]
    said += [c for c in wanted.topic(knowledge) if c not in said]
    found = [unit for unit in units if said and all(c.says(set(named[unit.number])) for c in said)]
    whole = [unit for unit in found if _is_whole(named[unit.number], said)]
    return whole or found


def _is_whole(name: Sequence[str], said: Sequence[Asked]) -> bool:
    """Whether words say all of a unit's name, the word for its kind aside."""
    terms = {term for c in said for a in c.alternatives if set(a.terms) <= set(name) for term in a.terms}
    return set(name[1:]) <= terms


def _tree(knowledge: Knowledge, wanted: Aim, documents: frozenset[int]) -> View:
    """The organisational units of documents, each under what it is part of; on from there to others and to annexes."""
    organisation, language = knowledge.organisation, wanted.query.language
    tops = [u for u in organisation.units if u.document in documents and organisation.above(u) is None]
    places = [place for top in tops for place in ([(top, 0)] if top.scope_type else _down(knowledge, top, 0))]
    rows = [_line(knowledge, wanted.query, *place) for place in places]
    entries = [knowledge.document(unit).entry for unit in tops]
    office = ", ".join(dict.fromkeys(entry.place or entry.short for entry in entries))
    title = say(language, "view_units", office=office) if rows else say(language, "view_no_units")
    view = wanted.shown(title, rows, notes_of(knowledge, wanted.query, tops), most=TREE_ROWS)
    opening = [_choice(knowledge, unit) for unit in knowledge.store.by_ids([row.citations[0].id for row in view.rows])]
    others = [knowledge.store.documents[number].entry for number in sorted(described(knowledge) - documents)]
    offices = [Choice(label=entry.short, view=NAME, argument=entry.short) for entry in others]
    parts = [_choice(knowledge, part) for part in annex_parts(knowledge)]
    return replace(view, choices=(*view.choices, *opening, *offices, *parts))


def _down(knowledge: Knowledge, unit: Unit, depth: int) -> Iterator[tuple[Unit, int]]:
    yield unit, depth
    for part in knowledge.organisation.parts(unit):
        yield from _down(knowledge, part, depth + 1)


def _line(knowledge: Knowledge, query: Query, unit: Unit, depth: int, name: str = "") -> Row:
    """A unit in a list: what it is called there, how many numbered duties it has, or what it is for."""
    count = sum(bool(duty.printed) for duty in _duties(knowledge, unit))
    above = knowledge.organisation.above(unit)
    found = _ABOUT.search(unit.own) if unit.printed else None
    about = shortened(found[1], ABOUT, ",") if found else ""
    more = about or (term(query.language, "view_count", count=count) if count else "")
    told = {"depth": depth, "part_of": above.id if above else None, "duties": count, "about": about}
    cell = f"{'└ ' if depth else ''}{name or unit.name}{': ' + more if more else ''}"
    return cited(knowledge, query, [cell], as_data(knowledge, unit) | told, [unit])


def _of_unit(knowledge: Knowledge, wanted: Aim, unit: Unit) -> View:
    """What a unit does: its main task, then its duties in printed order; of a part of an annex first its units."""
    query = wanted.query
    parts = knowledge.organisation.parts(unit)
    rows = []
    if unit.role == "part":
        rows = [_line(knowledge, query, *place) for part in parts for place in _down(knowledge, part, 0)]
    duties = _duties(knowledge, unit)
    leading = {clause.parent for clause in duties} | ({unit.number} if parts or unit.role == "part" else set())
    for clause in duties if rows else [unit, *duties]:
        text = (clause.own if clause.number in leading else clause.quote).strip(" :")
        rows += [_duty(knowledge, query, unit, clause, text)] if text else []
    above = knowledge.organisation.above(unit)
    title = unit_line(knowledge, unit, query.language)
    notes = notes_of(knowledge, query, [unit])
    choices = [_choice(knowledge, other) for other in (*parts[:MOST_CHOICES], above) if other]
    return wanted.shown(title, rows, notes, choices, TREE_ROWS if unit.role == "part" else PAGE_ROWS)


def _duties(knowledge: Knowledge, unit: Unit) -> list[Unit]:
    """The clauses that say what a unit does, without its own, in printed order."""
    inside = knowledge.searcher.within(unit.number).nonzero()[0]
    clauses = (knowledge.store.unit(int(number)) for number in inside)
    return [clause for clause in clauses if clause.number != unit.number and clause.role not in NO_DUTY]


def _duty(knowledge: Knowledge, query: Query, unit: Unit, clause: Unit, text: str) -> Row:
    number = clause.printed if clause.number != unit.number else ""
    data = {**as_data(knowledge, unit), "number": number.strip(" ."), "duty": text, "clause": clause.id}
    return cited(knowledge, query, [f"{number}. {text}" if number else text], data, [clause])


def _several(knowledge: Knowledge, wanted: Aim, found: Sequence[Unit]) -> View:
    """The units that an argument may mean, to choose from; where it means none, all there are."""
    language, text, home = wanted.query.language, wanted.text, knowledge.home.documents
    lines = {unit.number: unit_line(knowledge, unit, language) for unit in found}
    beside = set() if found else described(knowledge) - (wanted.documents or home)
    others = [unit for number in sorted(beside) for unit in _by_words(knowledge, wanted, frozenset({number}))]
    key = "view_which_unit" if found else "view_unit_elsewhere" if others else "view_no_unit"
    choices = [replace(_choice(knowledge, u), label=lines[u.number]) for u in found if u.scope_type]
    choices += [_choice(knowledge, unit) for unit in [*found, *others] if not unit.scope_type]
    asking = [Choice(label=say(language, "view_who_instead", asked=text), view="who", argument=text)]
    title = say(language, key, asked=text)
    notes = notes_of(knowledge, wanted.query, found)
    rows = [_line(knowledge, wanted.query, unit, 0, lines[unit.number]) for unit in found]
    return wanted.shown(title, rows, notes, choices or [*asking, *_units(knowledge, home)], TREE_ROWS)


def _units(knowledge: Knowledge, documents: frozenset[int]) -> tuple[Choice, ...]:
    units = [u for u in knowledge.organisation.units if u.document in documents and not u.scope_type]
    return tuple(_choice(knowledge, unit) for unit in units[:MOST_CHOICES])


def _choice(knowledge: Knowledge, unit: Unit) -> Choice:
    """The choice that opens a unit, by an argument that names it alone."""
    entry = knowledge.document(unit).entry
    if not unit.scope_type:
        other = unit.document not in knowledge.home.documents
        place = (entry.region if entry.place else entry.short) if other else ""
        label = f"{unit.name} ({place})" if place else unit.name
        return Choice(label=label, view=NAME, argument=f"{unit.name} {place}".strip())
    numbers = [inside.name.split("/")[-1].lower() for inside in knowledge.organisation.chain(unit)[:-1][::-1]]
    several = len({part.document for part in annex_parts(knowledge)}) > 1
    argument = " ".join([as_typed(scope_of(unit)), *numbers, *([entry.short] if several else [])])
    return Choice(label=unit.name, view=NAME, argument=argument)
