"""Who does one thing in each place: the home office, then each type of office that an annex describes."""

from __future__ import annotations

from collections.abc import Sequence

from index.compose import cite, unit_line
from index.duties import home_documents
from index.knowledge import Knowledge, say
from index.query import Query
from index.store import Unit
from index.view import Choice, Row, View
from index.views.asked import RANK, Aim, annex_parts, below, describes
from index.views.covering import Cover, by_place, covering
from index.views.shown import excerpt, notes_of, numbered, paged, split_task, turning
from index.views.who import duties_first

NAME = "compare"


def placed(knowledge: Knowledge, wanted: Aim, text: str, page: int) -> View:
    """A row for each place: the unit that covers the topic there, with its clause, or that nobody does."""
    query, language = wanted.query, wanted.query.language
    groups = by_place(knowledge, covering(knowledge, wanted))
    if not groups:
        return View(name=NAME, language=language, title=say(language, "view_who_none", asked=text))
    home = [n for n in sorted(wanted.documents or home_documents(knowledge)) if _describes_units(knowledge, n)]
    best = {key: duties_first(knowledge, group)[0] for key, group in groups.items()}
    own = next((best[n, "", ""] for n in home if (n, "", "") in best), None)
    rows = [_row(knowledge, query, best[n, "", ""]) for n in home if (n, "", "") in best]
    if not query.types and not query.levels:  # with a scope the home office's silence says nothing
        rows += [_nobody(knowledge, query, n) for n in home if (n, "", "") not in best]
    parts = [part for part in annex_parts(knowledge) if _in_scope(part, wanted)]
    for part in parts:
        group = groups.get((part.document, part.scope_level, part.scope_type), [])
        found = _row(knowledge, query, duties_first(knowledge, group)[0], own, group) if group else None
        rows.append(found or _nobody(knowledge, query, part.document, part))
    shown, page, count = paged(rows, page)
    return View(
        name=NAME,
        language=language,
        title=numbered(say(language, "view_compare_topic", asked=text), page, count),
        rows=shown,
        notes=(*notes_of(knowledge, query, [c.clause for c in best.values()]), *_notes(knowledge, language, rows)),
        choices=(
            *turning(NAME, text, page, count, language),
            Choice(label=say(language, "view_all_units"), view="who", argument=text),
        ),
    )


def _describes_units(knowledge: Knowledge, document: int) -> bool:
    return any(unit.document == document and not unit.scope_type for unit in knowledge.org_units)


def _in_scope(part: Unit, wanted: Aim) -> bool:
    query = wanted.query
    named = not wanted.documents or part.document in wanted.documents or bool(query.types)
    return named and _fits(part.scope_level, query.levels) and _fits(part.scope_type, query.types)


def _fits(value: str, named: Sequence[str]) -> bool:
    return not named or value in named


def _row(
    knowledge: Knowledge, query: Query, cover: Cover, own: Cover | None = None, group: Sequence[Cover] = ()
) -> Row:
    """Who does it in one place; `own` is who does it at home, `group` all who do it there, for a row of an annex."""
    citation = cite(knowledge, cover.clause, query)
    line, duty = unit_line(knowledge, cover.unit, query.language), excerpt(citation)
    entry = knowledge.document(cover.unit).entry
    named = _namesake(knowledge, own.unit, group) if own else None
    differs = [_elsewhere(knowledge, query.language, own.unit, named)] if own and named else []
    return Row(
        cells=(line, duty, *differs),
        data={
            **describes(knowledge, cover.unit),
            "line": line,
            "duty": duty,
            "clause": cover.clause.id,
            "rank": RANK.get(entry.level),
            "differs": bool(differs),
        },
        citations=(citation, *([cite(knowledge, named, query)] if named else [])),
    )


def _nobody(knowledge: Knowledge, query: Query, document: int, part: Unit | None = None) -> Row:
    """That no unit of a place says the topic."""
    entry = knowledge.store.documents[document].entry
    name = part.name if part else entry.place or entry.short
    return Row(
        cells=(say(query.language, "view_nobody", place=name),),
        data={
            "unit": None,
            "unit_id": None,
            "document": entry.id,
            "level": part.scope_level if part else entry.level,
            "type": part.scope_type.upper() if part else "",
            "line": name,
            "duty": None,
            "clause": None,
            "rank": RANK.get(entry.level),
            "differs": False,
        },
    )


def _elsewhere(knowledge: Knowledge, language: str, own: Unit, named: Unit) -> str:
    """That a place of an annex has the duty elsewhere than with the unit whose task is like that of the one at home."""
    above = knowledge.above(named)
    inside = f"{above.name}, {named.name}" if above else named.name
    return say(language, "view_differs", name=own.name, unit=inside)


def _namesake(knowledge: Knowledge, own: Unit, group: Sequence[Cover]) -> Unit | None:
    """The unit whose task has what the unit at home is named for, in the place where a group does it.

    None where there is no such unit, or where it is among those that do it: then the duty is placed alike.
    """
    name = _own_name(knowledge, own)
    first = group[0].unit
    scope = (first.document, first.scope_level, first.scope_type)
    units = [u for u in knowledge.org_units if (u.document, u.scope_level, u.scope_type) == scope and not u.has_units]
    fitting = [u for u in units if name and name <= set(knowledge.analyzer.terms(split_task(u.quote)))]
    doing = {cover.unit for cover in group}
    alike = doing.intersection(fitting) or any(unit.has_units for unit in doing)
    return fitting[0] if fitting and not alike else None


def _own_name(knowledge: Knowledge, unit: Unit) -> set[str]:
    """The terms of a unit's name that its siblings' names don't have; none for a unit without siblings."""
    above = knowledge.above(unit)
    siblings = [other for other in below(knowledge, above) if other != unit] if above else []
    terms = [set(knowledge.analyzer.terms(other.name)) for other in siblings]
    return set(knowledge.analyzer.terms(unit.name)).difference(*terms) if terms else set()


def _notes(knowledge: Knowledge, language: str, rows: Sequence[Row]) -> list[str]:
    """Which document stands above the other, where documents of several levels say who does it."""
    by_rank: dict[int, list[str]] = {}
    for document in knowledge.store.documents:
        said = any(row.data["document"] == document.entry.id and row.data["unit_id"] for row in rows)
        if said and document.entry.level in RANK:
            by_rank.setdefault(RANK[document.entry.level], []).append(document.entry.short)
    if len(by_rank) < 2:
        return []
    higher, *lower = (", ".join(by_rank[rank]) for rank in sorted(by_rank))
    key = "view_higher_differs" if any(row.data["differs"] for row in rows) else "view_higher"
    return [say(language, key, higher=higher, lower=", ".join(lower))]
