"""Answers about an organisational unit that a question names: its duties, its parts, what it is part of."""

from __future__ import annotations

from index.answer import Answer
from index.compose import answer, unit_line
from index.knowledge import Knowledge, say
from index.names import Mention
from index.query import Query
from index.store import Unit


def of_unit(knowledge: Knowledge, query: Query, mention: Mention) -> Answer | None:
    """A named unit's duties or parts, where the question asks for nothing more particular."""
    if _asks_more(knowledge, query, mention):
        return None
    if "part_of" in query.intents and (above := knowledge.above(mention.unit)):
        headline = say(query.language, "part_of", name=mention.unit.name, of=above.name)
        return answer(knowledge, query, headline, [_row(knowledge, above, mention.unit) or above])
    if query.intents & {"structure", "count", "total"} and (parts := _parts(knowledge, mention.unit)):
        structure = [u for u in parts if u.role == "structure"]
        children = [u for u in knowledge.org_units if knowledge.above(u) == mention.unit]
        if children:
            kind = children[0].name.split()[0].lower()
            headline = say(
                query.language, "children", name=mention.unit.name, count=len(children), kind=kind,
                names=", ".join(child.name for child in children),
            )  # fmt: skip
            return answer(knowledge, query, headline, [*structure[:1], *children])
    headline = unit_line(knowledge, mention.unit, query.language)
    return answer(knowledge, query, headline, [mention.unit])


def _asks_more(knowledge: Knowledge, query: Query, mention: Mention) -> bool:
    """Whether a question that names a unit says anything else that clauses could be about."""
    around = set(_around(knowledge, mention.unit))
    rest = [c for c in query.concepts if not c.light and not c.within(mention.places | query.asking)]
    return not all(any(set(a.terms) <= around for a in c.alternatives) for c in rest)


def _row(knowledge: Knowledge, above: Unit, unit: Unit) -> Unit | None:
    """The shortest clause that lists a unit among the parts of the one above; None where none does."""
    terms = knowledge.analyzer.terms
    beside = [set(terms(u.name)) for u in knowledge.org_units if u != unit and knowledge.above(u) == above]
    shared = set.intersection(*beside) if beside else set()
    own = set(terms(unit.name)) - shared
    rows = [u for u in knowledge.store.units() if u.role == "structure" and u.unit == above.number]
    return min((u for u in rows if own <= set(terms(u.text))), key=lambda u: len(u.text), default=None)


def _around(knowledge: Knowledge, unit: Unit) -> list[str]:
    entry = knowledge.document(unit).entry
    texts = [entry.title, entry.short, entry.place, entry.formal, unit.name]
    return [term for text in texts for term in knowledge.analyzer.terms(text)] + ["dinas"]


def _parts(knowledge: Knowledge, unit: Unit) -> list[Unit]:
    return [u for u in knowledge.store.units() if u.parent == unit.number]
