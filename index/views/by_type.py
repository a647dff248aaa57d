"""Who does one thing in each place: the home office, then each type of office; which services one type has alone."""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from rapidfuzz import fuzz

from index.answering.compose import cite, unit_line
from index.generation.store import Unit
from index.knowledge import Knowledge, say
from index.query.query import Query
from index.views.aim import RANK, Aim, annex_parts, described, describes, in_scope, place_of, scope_of
from index.views.view import Choice, Row, View, excerpt, notes_of
from index.views.who import Cover, by_place, covering, duties_first


def placed(knowledge: Knowledge, wanted: Aim) -> View:
    """A row for each place: the unit that covers the topic there, with its clause, or that nobody does."""
    query, language, text = wanted.query, wanted.query.language, wanted.text
    groups = by_place(knowledge, covering(knowledge, wanted))
    if not groups:
        return wanted.shown(say(language, "view_who_none", asked=text))
    home = sorted((wanted.documents or knowledge.home.documents) & described(knowledge))
    best = {key: duties_first(knowledge, group)[0] for key, group in groups.items()}
    at_home = [best[n, "", ""] for n in home if (n, "", "") in best]
    own = at_home[0].unit if at_home else None
    rows = [_row(knowledge, query, cover) for cover in at_home]
    if not query.types and not query.levels:  # with a scope the home office's silence says nothing
        rows += [_nobody(knowledge, query, n) for n in home if (n, "", "") not in best]
    for part in annex_parts(knowledge):
        place = place_of(part)
        named = not wanted.documents or part.document in wanted.documents or query.types
        if named and in_scope(part, query):
            found = _row(knowledge, query, best[place], own, groups[place]) if place in best else None
            rows.append(found or _nobody(knowledge, query, part.document, part))
    return wanted.shown(
        say(language, "view_compare_topic", asked=text),
        rows=rows,
        notes=[*notes_of(knowledge, query, [c.clause for c in best.values()]), *_notes(knowledge, language, rows)],
        choices=[Choice(label=say(language, "view_all_units"), view="who", argument=text)],
    )


def _row(knowledge: Knowledge, query: Query, cover: Cover, own: Unit | None = None, group: Sequence[Cover] = ()) -> Row:
    """Who does it in one place; `own` is who does it at home, `group` all who do it there, for a row of an annex."""
    citation = cite(knowledge, cover.clause, query)
    line, duty = unit_line(knowledge, cover.unit, query.language), excerpt(citation)
    named = _namesake(knowledge, own, group) if own else None
    differs: list[str] = []
    if own and named:
        inside = ", ".join(unit.name for unit in knowledge.organisation.chain(named)[1::-1])
        differs = [say(query.language, "view_differs", name=own.name, unit=inside)]
    rank = RANK.get(knowledge.document(cover.unit).entry.level)
    told = {"line": line, "duty": duty, "clause": cover.clause.id, "rank": rank, "differs": bool(named)}
    return Row(
        cells=(line, duty, *differs),
        data={**describes(knowledge, cover.unit), **told},
        citations=(citation, *([cite(knowledge, named, query)] if named else [])),
    )


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


def _notes(knowledge: Knowledge, language: str, rows: Sequence[Row]) -> list[str]:
    """Which document stands above the other, where documents of several levels say who does it."""
    said = {row.data["document"] for row in rows if row.data["unit_id"]}
    entries = [d.entry for d in knowledge.store.documents if d.entry.id in said and d.entry.level in RANK]
    ranks = sorted({RANK[entry.level] for entry in entries})
    if len(ranks) < 2:
        return []
    higher, *lower = (", ".join(entry.short for entry in entries if RANK[entry.level] == rank) for rank in ranks)
    key = "view_higher_differs" if any(row.data["differs"] for row in rows) else "view_higher"
    return [say(language, key, higher=higher, lower=", ".join(lower))]


LACKING = 0.75  # of a service's words: a unit that says fewer doesn't have the service
SAME_WORD = 75  # likeness: "publik" and "public", "merubah" and "mengubah" are slips of one word
_BEGIN = re.compile(r"\bmenyelenggarakan (?:layanan )?", re.IGNORECASE)  # what stands behind is a list of services
_SERVICES = re.compile(r"\bdalam melaksanakan tugas\b|\bmenyelenggarakan layanan\b", re.IGNORECASE)  # end a task
_NEXT = re.compile(r"(?<=[^,;.]) (?=Layanan )")  # a comma that the law forgot


def lacking(knowledge: Knowledge, mine: Sequence[Unit], others: Sequence[Unit]) -> list[tuple[Unit, str]]:
    """The services of units that no single one of the others says, spelling, order and division into units aside.

    Each as printed, with the unit that lists it, in printed order; a unit that lists none has one, its whole task.
    """
    levels = [text for texts in knowledge.lexicon.scope.get("level", {}).values() for text in texts]
    scope = {term for text in levels for term in knowledge.analyzer.roots(text)}
    said = [frozenset(knowledge.analyzer.terms(unit.quote)) - scope for unit in others]
    found: list[tuple[Unit, str]] = []
    for unit in mine:
        for text in _listed(unit.quote):
            terms, shorts = frozenset(knowledge.analyzer.terms(text)) - scope, _shorts(knowledge, text)
            if terms and all(_said(terms, shorts, other) < LACKING for other in said):
                found.append((unit, text))
    return found


def _said(terms: frozenset[str], shorts: Mapping[str, frozenset[str]], text: frozenset[str]) -> float:
    """The share of a service's terms that a text says; `shorts` are those that an abbreviation stands for, by it:
    "opd" for "organisasi perangkat daerah"."""
    rest = terms.difference(text, *(stands_for for word, stands_for in shorts.items() if word in text))
    near = sum(any(fuzz.ratio(term, other) >= SAME_WORD for other in text) for term in rest)
    return 1 - (len(rest) - near) / len(terms)


def _shorts(knowledge: Knowledge, text: str) -> dict[str, frozenset[str]]:
    """What three or four words on end would be shortened to, with their terms."""
    tokens = knowledge.analyzer.tokens(text)
    runs = (tokens[at : at + size] for size in (3, 4) for at in range(len(tokens) - size + 1))
    return {"".join(token.word[0] for token in run): frozenset(token.term for token in run) for run in runs}


def _listed(text: str) -> list[str]:
    """The services of a text, cut at the commas that stand in no bracket."""
    begin = _BEGIN.search(text)
    if begin is None:
        return [text]
    rest = text[begin.end() :]
    depths = accumulate((letter == "(") - (letter == ")") for letter in rest)
    ends = [at for at, depth in enumerate(depths) if depth == 0 and rest[at] in ",;."]
    found = [rest[start + 1 : end] for start, end in pairwise([-1, *ends, len(rest)])]
    return [piece.strip() for part in found for piece in _NEXT.split(part) if piece.strip()]
