"""What the argument of a view asks for: its query, the documents that it names, the annex parts in its scope."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.answering.refusal import gate
from index.generation.facts import Limit
from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Asked, Query, Reference
from index.scope import whose
from index.views.view import PAGE_ROWS, Choice, Row, View, paged, split_page

Scope = tuple[str, str]  # a level, "" for none, and a type in lower case
Place = tuple[int, str, str]  # a document's number, and there a level and a type, "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An argument understood: the view that it is given to, its `text` without the page that it names.

    `query` is without the words of the documents that it names, `documents` those or the documents of the region
    that it names, `refused` why nothing can be shown or "".
    """

    view: str
    text: str
    page: int
    query: Query
    reference: Reference
    documents: frozenset[int]
    refused: str

    def shown(
        self,
        title: str,
        rows: Iterable[Row] = (),
        notes: Iterable[str] = (),
        choices: Iterable[Choice] = (),
        most: int = PAGE_ROWS,
    ) -> View:
        """The page of a view of these rows that the argument names, of at most so many."""
        rows, notes, choices = tuple(rows), tuple(notes), tuple(choices)
        whole = View(name=self.view, language=self.query.language, title=title, rows=rows, notes=notes, choices=choices)
        return paged(whole, self.text, self.page, most)

    def includes(self, unit: Unit) -> bool:
        """Whether a unit of an annex is for a level and a type that are named; one that isn't named may be any."""
        of_level = not self.query.levels or unit.scope_level in self.query.levels
        return of_level and (not self.query.types or unit.scope_type in self.query.types)

    def topic(self, knowledge: Knowledge) -> list[Asked]:
        """The concepts that say what is asked about, not of whom."""
        places = {name for d in self.documents for name in knowledge.region_names(knowledge.store.documents[d])}
        said = [concept for concept in self.query.concepts if not concept.light]
        about = [concept for concept in said if not concept.within(self.query.slots)]
        return [concept for concept in about if tuple(concept.text.split()) not in places]


def aim(knowledge: Knowledge, view: str, argument: str, language: str, intent: str) -> Aim:
    """What a view's argument asks for, read as a question with that intent and answered in a language."""
    text, page = split_page(argument)
    query = knowledge.reader.read(text)
    query = replace(query, language=language, intents=query.intents | {intent})
    reference = knowledge.referrer.find(query)
    refusal = gate(knowledge, query, reference)
    query = query.without(reference.used)
    documents = whose.documents_of(knowledge, query, reference)
    refused = refusal.headline if refusal else ""
    return Aim(view=view, text=text, page=page, query=query, reference=reference, documents=documents, refused=refused)


def scope_of(row: Unit | Limit) -> Scope:
    """The level and type of office that a unit of an annex, or a limit, is for."""
    return (row.level, row.type.lower()) if isinstance(row, Limit) else (row.scope_level, row.scope_type)


def place_of(unit: Unit) -> Place:
    """The document that a unit stands in, with the level and type that it is for there."""
    return unit.document, unit.scope_level, unit.scope_type


def as_typed(scope: Scope) -> str:
    """A level and type as an argument names them."""
    return f"{scope[0]} tipe {scope[1].upper()}"


def annex_parts(knowledge: Knowledge) -> list[Unit]:
    """The units at the top of what a document says for a level and type of office, the home office's level first."""
    tops = [u for u in knowledge.organisation.units if u.scope_type and knowledge.organisation.above(u) is None]
    first = {place_of(unit): unit for unit in reversed(tops)}
    home = scope_level(knowledge.home.level)
    return sorted(first.values(), key=lambda u: (u.scope_level != home, u.number))


def scope_level(level: str) -> str:
    """The level that annexes speak of for that of an office in the manifest."""
    return "kabupaten/kota" if level in ("kabupaten", "kota") else level


def described(knowledge: Knowledge) -> set[int]:
    """The numbers of the documents that describe the units of an office, not only those of a type of office."""
    return {unit.document for unit in knowledge.organisation.units if not unit.scope_type}


def as_data(knowledge: Knowledge, unit: Unit) -> dict[str, object]:
    """An organisational unit as data."""
    entry = knowledge.document(unit).entry
    level, kind = unit.scope_level or entry.level, unit.scope_type.upper()
    return {"unit": unit.name, "unit_id": unit.id, "document": entry.id, "level": level, "type": kind}


def held_scopes(knowledge: Knowledge, query: Query) -> list[Scope]:
    """The named scopes that there are; one without a level at the home office's, else the first that has the type."""
    parts = [scope_of(part) for part in annex_parts(knowledge)]
    known = {*parts, *(scope_of(row) for row in knowledge.facts.limits)}
    levels = [scope_level(knowledge.home.level), *(level for level, _ in parts)]
    found: list[Scope] = []
    for level, kind in named_scopes(knowledge, query):
        named = [level] if level else filter(None, levels)
        found += [(one, kind) for one in named if (one, kind) in known][:1]
    return list(dict.fromkeys(found))


def named_scopes(knowledge: Knowledge, query: Query) -> list[Scope]:
    """The levels and types that go together, in the order said: "A C", "provinsi A B", "prov A kab A".

    One level is that of all types, wherever it stands; of several each has the types behind it, or before it where a
    type comes first; one without a type has those of its neighbour.
    """
    said = _said(knowledge, query)
    backwards = bool(said) and said[0][0] == "" and said[-1][1] == ""
    groups: list[tuple[str, list[str]]] = []
    first: list[str] = []  # the types before all levels
    for level, kind in said[::-1] if backwards else said:
        if level:
            groups.append((level, [] if groups else first))
        else:
            (groups[-1][1] if groups else first).append(kind)
    shared = next((kinds for _, kinds in groups if kinds), [])
    scopes = [(level, kind) for level, kinds in groups or [("", first)] for kind in kinds or shared]
    return list(dict.fromkeys(scopes[::-1] if backwards else scopes))


def _said(knowledge: Knowledge, query: Query) -> list[Scope]:
    """The levels and types of an argument in its order, each alone; two words for one level on end are one."""
    scope = knowledge.lexicon.scope
    levels = {word: level for level, texts in scope.get("level", {}).items() for word in texts if " " not in word}
    types = scope.get("type", {})
    words = [word.word for word in query.words if word.word in levels or word.word in types]
    found = [(levels[word], "") if word in levels else ("", word) for word in words]
    return [row for row, before in zip(found, [None, *found], strict=False) if row != before or row[1]]
