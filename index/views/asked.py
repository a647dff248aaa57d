"""What the argument of a view asks for: its query, the documents that it names, the annex parts in its scope."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index import duties
from index.gate import gate
from index.knowledge import Knowledge
from index.pairs import Reference
from index.places import documents_of
from index.query import Asked, Query
from index.store import Unit

RANK = {"nasional": 0, "provinsi": 1, "kabupaten": 2, "kota": 2}  # levels, the higher document first


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An argument understood: `query` is without the words of the documents that it names, `documents` those or the
    documents of the region that it names, `refused` why nothing can be shown or ""."""

    query: Query
    reference: Reference
    documents: frozenset[int]
    refused: str

    def topic(self, knowledge: Knowledge) -> list[Asked]:
        """The concepts that say what is asked about, not of whom."""
        places = {name for d in self.documents for name in knowledge.region_names(knowledge.store.documents[d])}
        return [
            concept
            for concept in self.query.concepts
            if not concept.light and not concept.within(self.query.slots) and tuple(concept.text.split()) not in places
        ]


def aim(knowledge: Knowledge, text: str, language: str, intent: str) -> Aim:
    """What an argument asks for, read as a question with that intent and answered in a language."""
    query = knowledge.reader.read(text)
    query = replace(query, language=language, intents=query.intents | {intent})
    reference = knowledge.referrer.find(query)
    refusal = gate(knowledge, query, reference)
    query = duties.without(query, reference.used)
    return Aim(
        query=query,
        reference=reference,
        documents=documents_of(knowledge, query, reference),
        refused=refusal.headline if refusal else "",
    )


def annex_parts(knowledge: Knowledge) -> list[Unit]:
    """The units at the top of what a document says for a level and type of office, the home office's level first."""
    tops = [u for u in knowledge.org_units if u.scope_type and knowledge.above(u) is None]
    first = {(u.document, u.scope_level, u.scope_type): u for u in reversed(tops)}
    home = scope_level(duties.home_level(knowledge))
    return sorted(first.values(), key=lambda u: (u.scope_level != home, u.number))


def scope_level(level: str) -> str:
    """The level that annexes speak of for that of an office in the manifest."""
    return "kabupaten/kota" if level in ("kabupaten", "kota") else level


def below(knowledge: Knowledge, unit: Unit) -> list[Unit]:
    """The organisational units that are part of one, in printed order."""
    return [u for u in knowledge.org_units if (above := knowledge.above(u)) and above.number == unit.number]


def describes(knowledge: Knowledge, unit: Unit) -> dict[str, object]:
    """An organisational unit as data."""
    entry = knowledge.document(unit).entry
    return {
        "unit": unit.name,
        "unit_id": unit.id,
        "document": entry.id,
        "level": unit.scope_level or entry.level,
        "type": unit.scope_type.upper(),
    }
