"""/siapa: the units whose duties cover a topic, each with its best clause, by rank or place by place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.answering import duty
from index.answering.compose import cite, unit_line
from index.answering.precedence import AS_MUCH, COVERED, COVERED_IN_SCOPE, smallest_first
from index.generation.store import ROLES, Unit
from index.knowledge import Knowledge, say
from index.query.query import Query
from index.scope import whose
from index.search import Hit, Mask
from index.views.aim import Aim, Place, aim, annex_parts, as_data, as_typed, described, place_of, scope_level, scope_of
from index.views.view import Choice, Row, View, excerpt, notes_of

LESS = 2 * AS_MUCH  # of the topic's weight: a unit that covers so much less than the best doesn't do it
EQUAL = 0.97  # of a score: two units nearer than this are as good
RANK = {"nasional": 0, "provinsi": 1, "kabupaten": 2, "kota": 2}  # levels, the higher document first


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A unit, its best clause for a topic, how good that is and which share of the topic it covers (0 to 1)."""

    unit: Unit
    clause: Unit
    score: float
    coverage: float


def covering(knowledge: Knowledge, wanted: Aim) -> list[Cover]:
    """The units that cover an argument's topic within its scope, best first as duties.topic ranks them.

    A unit of an annex stands for what it is part of; none where the argument has no topic that documents hold.
    """
    query = wanted.query
    concepts = [duty.weighed(knowledge, query, concept) for concept in query.concepts]
    said = [c for c in concepts if c.known and not c.light and not all(term.isdigit() for term in c.terms)]
    if not said:
        return []
    searcher = knowledge.searcher
    allowed: Mask = whose.scope_mask(knowledge, query, wanted.documents)
    if not wanted.documents and not query.types:
        allowed = allowed | _elsewhere(knowledge, query)
    allowed = allowed & (searcher.units >= 0) & (searcher.roles != ROLES.index("structure"))
    hits = searcher.closest(searcher.search(concepts, allowed, most=knowledge.store.size), concepts)
    enough = COVERED_IN_SCOPE if query.types else COVERED
    most = max((hit.coverage for hit in hits), default=0)
    hits = [hit for hit in hits if hit.coverage >= max(enough, most - LESS)]
    covers = _by_unit(knowledge, hits)
    # what a unit is part of only says again what its part does
    wholes = {whole.number for cover in covers for whole in knowledge.organisation.chain(cover.unit)[1:]}
    return [cover for cover in covers if not (cover.unit.scope_type and cover.unit.number in wholes)]


def _elsewhere(knowledge: Knowledge, query: Query) -> Mask:
    """The units of other offices, of the level that is named."""
    searcher = knowledge.searcher
    levels = {d.number: scope_level(d.entry.level) for d in knowledge.store.documents}
    numbers = [number for number, level in levels.items() if not query.levels or level in query.levels]
    others = ~(searcher.home | searcher.national) & np.isin(searcher.documents, numbers)
    return np.asarray(others & (searcher.prior > 0))


def _by_unit(knowledge: Knowledge, hits: Iterable[Hit]) -> list[Cover]:
    """The best clause of each unit, a numbered duty before the whole task where it says as much."""
    groups: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        groups[int(knowledge.searcher.units[hit.unit])].append(hit)
    unit = knowledge.store.unit
    best = ((unit(number), smallest_first(knowledge, group)[0]) for number, group in groups.items())
    return [Cover(unit=one, clause=unit(hit.unit), score=hit.score, coverage=hit.coverage) for one, hit in best]


def by_place(knowledge: Knowledge, covers: Iterable[Cover]) -> dict[Place, list[Cover]]:
    """The covers by document, level and type, in their order; the home office's first, annexes last."""
    home = knowledge.home.documents
    order = [place_of(part) for part in annex_parts(knowledge)]
    groups: defaultdict[Place, list[Cover]] = defaultdict(list)
    for cover in covers:
        groups[place_of(cover.unit)].append(cover)
    keys = sorted(groups, key=lambda key: (key[0] not in home, bool(key[2]), order.index(key) if key in order else -1))
    return {key: groups[key] for key in keys}


def ranks(covers: list[Cover]) -> list[int]:
    """The rank of each cover in one place, from 1; those that say as much of the topic as well share one."""
    found, best = [1], covers[0]
    for cover in covers[1:]:
        low, high = sorted((cover.score, best.score))
        same = abs(cover.coverage - best.coverage) < 0.01 and low >= EQUAL * high
        found.append(found[-1] if same else found[-1] + 1)
        best = best if same else cover
    return found


NAME = "who"


def build(knowledge: Knowledge, argument: str, language: str) -> View:
    """The units that cover the topic and are in the scope that the argument names, best first."""
    wanted = aim(knowledge, NAME, argument, language, "who")
    query, text = wanted.query, wanted.text
    if wanted.refused or not text:
        return wanted.shown(wanted.refused or say(language, "view_who_what"))
    ranked = _ranked(knowledge, covering(knowledge, wanted))
    if not ranked:
        return wanted.shown(say(language, "view_who_none", asked=text))
    title = say(language, "view_who", asked=text, count=len(ranked))
    rows = [_row(knowledge, query, cover, rank) for rank, cover in ranked]
    return wanted.shown(title, rows, _notes(knowledge, wanted, ranked), _narrower(knowledge, query, text, ranked))


def _ranked(knowledge: Knowledge, covers: list[Cover]) -> list[tuple[int, Cover]]:
    """The covers with their ranks: those at home, then those of annexes, then other offices'.

    Offices of different types don't compete: the best unit of each type has the same rank as that of any other.
    """
    found: list[tuple[int, Cover]] = []
    below = 0
    home = knowledge.home.documents
    groups = by_place(knowledge, covers)
    for at_home, typed in ((True, False), (False, True), (False, False)):
        held = [group for key, group in groups.items() if (key[0] in home, bool(key[2])) == (at_home, typed)]
        held = held if typed else [duties_first(group) for group in held]
        rows = [(below + rank, cover) for group in held for rank, cover in zip(ranks(group), group, strict=True)]
        found += sorted(rows, key=lambda row: row[0])
        below = max((rank for rank, _ in rows), default=below)
    return found


def duties_first(covers: list[Cover]) -> list[Cover]:
    """The covers, first the part that says as much where the best one is a unit whose parts share it."""
    best = covers[0]
    parts = [c for c in covers if not c.clause.has_units and c.coverage >= best.coverage - AS_MUCH]
    first = parts[0] if best.clause.has_units and parts else best
    return [first, *(cover for cover in covers if cover is not first)]


def _row(knowledge: Knowledge, query: Query, cover: Cover, rank: int = 0) -> Row:
    """A unit that covers a topic, with its best clause; where it has a rank, with that and how much it covers."""
    citation = cite(knowledge, cover.clause, query)
    line, duty = unit_line(knowledge, cover.unit, query.language), excerpt(citation)
    data = {**as_data(knowledge, cover.unit), "line": line, "duty": duty, "clause": cover.clause.id}
    if rank:
        data = {"rank": rank, **data, "coverage": round(cover.coverage, 3)}
    return Row(cells=(f"{rank}. {line}" if rank else line, duty), data=data, citations=(citation,))


def _notes(knowledge: Knowledge, wanted: Aim, ranked: list[tuple[int, Cover]]) -> Iterator[str]:
    """What a reader must know: that units share a rank, that the documents asked first don't say the topic."""
    language = wanted.query.language
    yield from notes_of(knowledge, wanted.query, [cover.clause for _, cover in ranked])
    if len({rank for rank, _ in ranked}) < len(ranked):
        yield say(language, "view_who_tied")
    home = knowledge.home.documents
    said = {cover.unit.document for _, cover in ranked}
    if home and not home & said and not wanted.query.types and not wanted.documents:
        silent = ", ".join(knowledge.store.documents[number].entry.short for number in sorted(home))
        yield say(language, "view_who_not_home", documents=silent)


def _narrower(knowledge: Knowledge, query: Query, text: str, ranked: list[tuple[int, Cover]]) -> list[Choice]:
    """The choices that leave one type of office, where the topic is in several; from one, back to all."""
    if query.types:
        rest = [query.text[word.start : word.end] for at, word in enumerate(query.words) if at not in query.scoped]
        return [Choice(label=say(query.language, "view_all_units"), view=NAME, argument=" ".join(rest))]
    held = {scope_of(cover.unit) for _, cover in ranked if cover.unit.scope_type}
    if len(held) < 2 or query.levels:
        return []
    named = {scope_of(part): part.name for part in annex_parts(knowledge) if scope_of(part) in held}
    return [Choice(label=name, view=NAME, argument=f"{text} {as_typed(scope)}") for scope, name in named.items()]


_SERVICES = re.compile(r"\bdalam melaksanakan tugas\b|\bmenyelenggarakan layanan\b", re.IGNORECASE)  # end a task


def placed(knowledge: Knowledge, wanted: Aim) -> View:
    """A row for each place: the unit that covers the topic there, with its clause, or that nobody does."""
    query, language, text = wanted.query, wanted.query.language, wanted.text
    groups = by_place(knowledge, covering(knowledge, wanted))
    if not groups:
        return wanted.shown(say(language, "view_who_none", asked=text))
    home = sorted((wanted.documents or knowledge.home.documents) & described(knowledge))
    best = {key: duties_first(group)[0] for key, group in groups.items()}
    at_home = [best[n, "", ""] for n in home if (n, "", "") in best]
    own = at_home[0].unit if at_home else None
    rows = [_there(knowledge, query, cover, None, ()) for cover in at_home]
    if not query.types and not query.levels:  # with a scope the home office's silence says nothing
        rows += [_nobody(knowledge, query, n) for n in home if (n, "", "") not in best]
    for part in annex_parts(knowledge):
        place = place_of(part)
        named = not wanted.documents or part.document in wanted.documents or query.types
        if named and wanted.includes(part):
            found = _there(knowledge, query, best[place], own, groups[place]) if place in best else None
            rows.append(found or _nobody(knowledge, query, part.document, part))
    notes = [*notes_of(knowledge, query, [c.clause for c in best.values()]), *_higher(knowledge, language, rows)]
    every = Choice(label=say(language, "view_all_units"), view=NAME, argument=text)
    return wanted.shown(say(language, "view_compare_topic", asked=text), rows, notes, [every])


def _there(knowledge: Knowledge, query: Query, cover: Cover, own: Unit | None, group: Sequence[Cover]) -> Row:
    """Who does it in one place; `own` is who does it at home, `group` all who do it there, for a row of an annex."""
    row = _row(knowledge, query, cover)
    rank = RANK.get(knowledge.document(cover.unit).entry.level)
    named = _namesake(knowledge, own, group) if own else None
    data = {**row.data, "rank": rank, "differs": bool(named)}
    if not own or not named:
        return replace(row, data=data)
    inside = ", ".join(unit.name for unit in knowledge.organisation.chain(named)[1::-1])
    differs = say(query.language, "view_differs", name=own.name, unit=inside)
    return Row(cells=(*row.cells, differs), data=data, citations=(*row.citations, cite(knowledge, named, query)))


def _nobody(knowledge: Knowledge, query: Query, document: int, part: Unit | None = None) -> Row:
    """That no unit of a place says the topic."""
    entry = knowledge.store.documents[document].entry
    name = part.name if part else entry.place or entry.short
    level, kind = scope_of(part) if part else (entry.level, "")
    place = {"unit": None, "unit_id": None, "document": entry.id, "level": level, "type": kind.upper()}
    told = {"line": name, "duty": None, "clause": None, "rank": RANK.get(entry.level), "differs": False}
    return Row(cells=(say(query.language, "view_nobody", place=name),), data={**place, **told})


def _namesake(knowledge: Knowledge, own: Unit, group: Sequence[Cover]) -> Unit | None:
    """The unit whose task has what the unit at home is named for, in the place where a group does it.

    None where there is no such unit, or where it is among those that do it: then the duty is placed alike.
    """
    name = _own_name(knowledge, own)
    place = place_of(group[0].unit)
    units = [unit for unit in knowledge.organisation.units if place_of(unit) == place and not unit.has_units]
    tasks = [set(knowledge.analyzer.terms(_SERVICES.split(unit.quote, maxsplit=1)[0])) for unit in units]
    fitting = [unit for unit, task in zip(units, tasks, strict=True) if name and name <= task]
    doing = {cover.unit for cover in group}
    alike = doing.intersection(fitting) or any(unit.has_units for unit in doing)
    return fitting[0] if fitting and not alike else None


def _own_name(knowledge: Knowledge, unit: Unit) -> set[str]:
    """The terms of a unit's name that its siblings' names don't have; none for a unit without siblings."""
    above = knowledge.organisation.above(unit)
    siblings = [other for other in knowledge.organisation.parts(above) if other != unit] if above else []
    terms = [set(knowledge.analyzer.terms(other.name)) for other in siblings]
    return set(knowledge.analyzer.terms(unit.name)).difference(*terms) if terms else set()


def _higher(knowledge: Knowledge, language: str, rows: Sequence[Row]) -> list[str]:
    """Which document stands above the other, where documents of several levels say who does it."""
    said = {row.data["document"] for row in rows if row.data["unit_id"]}
    entries = [d.entry for d in knowledge.store.documents if d.entry.id in said and d.entry.level in RANK]
    ranks = sorted({RANK[entry.level] for entry in entries})
    if len(ranks) < 2:
        return []
    higher, *lower = (", ".join(entry.short for entry in entries if RANK[entry.level] == rank) for rank in ranks)
    key = "view_higher_differs" if any(row.data["differs"] for row in rows) else "view_higher"
    return [say(language, key, higher=higher, lower=", ".join(lower))]
