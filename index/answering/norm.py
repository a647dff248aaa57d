"""What somebody must do, may claim or must not do: the clause that opens with whom it binds ("Pelaksana dilarang:")."""

from __future__ import annotations

import re

from index.answer import Answer
from index.answering.compose import answer
from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Query
from index.search import Mask

# How laws say it: Undang-Undang Nomor 12 Tahun 2011, Lampiran II, on "wajib", "harus", "berhak" and "dilarang".
_SAYS = {
    "obligation": ("wajib", re.compile(r"^(?P<whom>[A-Z][^.;:]{2,90}?) (?:berkewajiban|wajib)\b")),
    "right": ("hak", re.compile(r"^(?P<whom>[A-Z][^.;:]{2,90}?) (?:mempunyai hak|memiliki hak|berhak)\b")),
    "prohibition": ("larang", re.compile(r"^(?P<whom>[A-Z][^.;:]{2,90}?) dilarang\b")),
}
_ITEMS = re.compile(r"^(?:a|1)[.)] ", re.MULTILINE)
_BETWEEN = {"bagi", "para", "setiap", "dari", "untuk", "seorang", "yang", "of", "the"}


def norm(knowledge: Knowledge, query: Query, allowed: Mask) -> Answer | None:
    """The clause that binds whom a question asks about; None where none opens with them.

    One under a heading on that comes first, then one that lists. All else that the question is about must stand in the
    clause or in its document's title.
    """
    asked = query.intents & _SAYS.keys()
    actor, end = _actor(knowledge, query)
    if len(asked) != 1 or not actor or query.polar:
        return None
    root, says = _SAYS[next(iter(asked))]
    more = [c for c in query.concepts if c.places[0] >= end and not c.light and not c.within(query.asking)]
    found = []
    for unit in knowledge.searcher.holding((root, *actor)):
        said = says.search(unit.text) if allowed[unit.number] and unit.role == "clause" else None
        if said and tuple(knowledge.analyzer.terms(said["whom"])) == actor:
            title = knowledge.document(unit).entry.title
            terms = frozenset(knowledge.analyzer.terms(f"{title} {unit.quote}"))
            if all(c.says(terms) for c in more):
                found.append(unit)
    if not found:
        return None
    context = knowledge.store.context
    headed = set.intersection(*(set(context.of(term)[0].tolist()) for term in (root, *actor)))
    best = min(found, key=lambda unit: (unit.number not in headed, not _lists(unit), unit.number))
    return answer(knowledge, query, best.cite, [best])


def _lists(unit: Unit) -> bool:
    return bool(_ITEMS.search(unit.quote))


def _actor(knowledge: Knowledge, query: Query) -> tuple[tuple[str, ...], int]:
    """The terms of whom a question names right behind what it asks for, "hak pemohon informasi", and where they end."""
    start = max(query.asking, default=-1) + 1
    while start < len(query.words) and query.words[start].word in _BETWEEN:
        start += 1
    end = start
    while end < len(query.words) and not knowledge.analyzer.is_stop(query.words[end].word):
        end += 1
    return tuple(knowledge.analyzer.terms(" ".join(word.word for word in query.words[start:end]))), end
