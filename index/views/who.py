"""/siapa: all units whose duties cover a topic, the home office's first, then those of annexes by type."""

from __future__ import annotations

from index import duties
from index.compose import cite, unit_line
from index.knowledge import Knowledge, say
from index.precedence import AS_MUCH
from index.query import Query
from index.view import Choice, Row, View
from index.views.asked import Aim, aim, annex_parts, describes
from index.views.covering import Cover, by_place, covering, ranks
from index.views.shown import excerpt, notes_of, numbered, paged, split_page, turning

NAME = "who"


def build(knowledge: Knowledge, argument: str, language: str) -> View:
    """The units that cover the topic and are in the scope that the argument names, best first."""
    text, page = split_page(argument)
    wanted = aim(knowledge, text, language, "who")
    query = wanted.query
    if wanted.refused or not text:
        return View(name=NAME, language=language, title=wanted.refused or say(language, "view_who_what"))
    ranked = _ranked(knowledge, covering(knowledge, wanted))
    if not ranked:
        return View(name=NAME, language=language, title=say(language, "view_who_none", asked=text))
    shown, page, count = paged([_row(knowledge, query, rank, cover) for rank, cover in ranked], page)
    title = say(language, "view_who", asked=text, count=len(ranked))
    return View(
        name=NAME,
        language=language,
        title=numbered(title, page, count),
        rows=shown,
        notes=(
            *notes_of(knowledge, query, [cover.clause for _, cover in ranked]),
            *_tied(ranked, language),
            *_not_home(knowledge, wanted, ranked),
        ),
        choices=(*turning(NAME, text, page, count, language), *_narrower(knowledge, query, text, ranked)),
    )


def _ranked(knowledge: Knowledge, covers: list[Cover]) -> list[tuple[int, Cover]]:
    """The covers with their ranks: those at home, then those of annexes, then other offices'.

    Offices of different types don't compete: the best unit of each type has the same rank as that of any other.
    """
    found: list[tuple[int, Cover]] = []
    below = 0
    home = duties.home_documents(knowledge)
    groups = by_place(knowledge, covers)
    for at_home, typed in ((True, False), (False, True), (False, False)):
        rows: list[tuple[int, Cover]] = []
        for key, group in groups.items():
            if (key[0] in home) == at_home and bool(key[2]) == typed:
                group = duties_first(knowledge, group) if not typed else group
                rows += [(below + rank, cover) for rank, cover in zip(ranks(group), group, strict=True)]
        found += sorted(rows, key=lambda row: row[0])
        below = max((rank for rank, _ in rows), default=below)
    return found


def duties_first(knowledge: Knowledge, covers: list[Cover]) -> list[Cover]:
    """The covers, first the part that says as much where the best one is a unit whose parts share it."""
    best = covers[0]
    if not best.clause.has_units:
        return covers
    for at, cover in enumerate(covers):
        if not cover.clause.has_units and cover.coverage >= best.coverage - AS_MUCH:
            return [cover, *covers[:at], *covers[at + 1 :]]
    return covers


def _row(knowledge: Knowledge, query: Query, rank: int, cover: Cover) -> Row:
    citation = cite(knowledge, cover.clause, query)
    line = unit_line(knowledge, cover.unit, query.language)
    duty = excerpt(citation)
    return Row(
        cells=(f"{rank}. {line}", duty),
        data={
            "rank": rank,
            **describes(knowledge, cover.unit),
            "line": line,
            "duty": duty,
            "clause": cover.clause.id,
            "coverage": round(cover.coverage, 3),
        },
        citations=(citation,),
    )


def _tied(ranked: list[tuple[int, Cover]], language: str) -> list[str]:
    numbers = [rank for rank, _ in ranked]
    return [say(language, "view_who_tied")] if len(set(numbers)) < len(numbers) else []


def _not_home(knowledge: Knowledge, wanted: Aim, ranked: list[tuple[int, Cover]]) -> list[str]:
    """That the documents asked first don't say it, where others answer for them."""
    if wanted.query.types or wanted.documents:
        return []
    home = duties.home_documents(knowledge)
    said = {cover.unit.document for _, cover in ranked}
    silent = ", ".join(knowledge.store.documents[number].entry.short for number in sorted(home))
    return [say(wanted.query.language, "view_who_not_home", documents=silent)] if home and not home & said else []


def _narrower(knowledge: Knowledge, query: Query, text: str, ranked: list[tuple[int, Cover]]) -> list[Choice]:
    """The choices that leave one type of office, where the topic is in several; from one, back to all."""
    if query.types:
        return [Choice(label=say(query.language, "view_all_units"), view=NAME, argument=_without_scope(query))]
    held = {(cover.unit.scope_level, cover.unit.scope_type) for _, cover in ranked if cover.unit.scope_type}
    if len(held) < 2:
        return []
    named = {(part.scope_level, part.scope_type): part.name for part in annex_parts(knowledge)}
    return [
        Choice(label=name, view=NAME, argument=f"{text} {level} tipe {kind.upper()}")
        for (level, kind), name in named.items()
        if (level, kind) in held and not query.levels
    ]


def _without_scope(query: Query) -> str:
    """What was typed, without the words for a level and a type."""
    return " ".join(query.text[w.start : w.end] for at, w in enumerate(query.words) if at not in query.scoped)
