"""How many questions that are made of a document's own clauses find the clause that they were made of.

By rule: each duty asks for its unit, each defined term for its definition, each number for its clause, each heading
for what stands under it, in the ways of self_test.yaml.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from corpus.yaml import load_yaml
from index.answering.amounts import AMOUNT
from index.engine import Engine
from index.evaluation.score import Effect, GoldQuestion, Outcome, SelfTest, Text, score
from index.generation.store import StoredDocument, Unit
from index.knowledge import Knowledge

WAYS: dict[str, list[str]] = load_yaml((Path(__file__).parents[1] / "self_test.yaml").read_text(encoding="utf-8"))
WORDS = 20  # of a clause that a question says
FEWEST = 3  # words with a meaning of their own that a question must say
SAME = 3  # clauses that may say the same: what more say asks for no one of them
MOST = 100  # questions that are asked of a document, and of all others when one changes
MOST_DOCUMENTS = 40  # that are tested at once
T = TypeVar("T")

_POINTS = re.compile(r",? ?sebagaimana (?:telah )?di\w+.*|\(.*?\)|[\"“”;:.]+|\n.*", re.DOTALL)
_UNDER = re.compile(r" (?:bagian|paragraf) (?:ke\w+|\d+|[IVX]+)\b.*", re.IGNORECASE)  # the next one, on the same line
_CHANGES = re.compile(r"\bsehingga berbunyi|\bdiubah\b|\bdisisip|\bdihapus\b|\bayat\b|\bPasal\b")


def examined(engine: Engine, text: Text, documents: Sequence[StoredDocument], most: int) -> Iterator[SelfTest]:
    """The self-test of those of these documents that questions can be made of, each on a sample of at `most` so many.

    `text` is all that a person would see of an answer.
    """
    for document in documents:
        found = [_asked(engine, text, row) for row in sample(questions(engine.knowledge, document), most)]
        wrong = [one for one in found if not one.right]
        explained = tuple(one for one in wrong if _says_as_much(engine.knowledge, one))
        missed = tuple(one for one in wrong if one not in explained)
        if found:
            yield SelfTest(document=document.entry.short, asked=len(found), missed=missed, explained=explained)


def compared(before: Engine, after: Engine, text: Text) -> Effect:
    """What another engine does to the questions made of the documents that both hold alike, and to its own new ones."""
    held = {(document.entry.id, document.sha256) for document in before.knowledge.store.documents}
    new = [one for one in after.knowledge.store.documents if (one.entry.id, one.sha256) not in held]
    kept = {document.entry.id for document in after.knowledge.store.documents} - {one.entry.id for one in new}
    some = sample([one for one in before.knowledge.store.documents if one.entry.id in kept], MOST_DOCUMENTS)
    rows = [row for one in some for row in sample(questions(before.knowledge, one), MOST // len(some))]
    lost = [row.text for row in rows if _finds(before, text, row) and not _finds(after, text, row)]
    own = tuple(examined(after, text, new[:MOST_DOCUMENTS], MOST))
    return Effect(asked=0, gained=(), lost=(), moved=(), of_others=len(rows), unfound=tuple(lost), own=own)


def _asked(engine: Engine, text: Text, question: GoldQuestion) -> Outcome:
    answer = engine.ask(question.text)
    return score(question, answer, text(answer))


def _finds(engine: Engine, text: Text, question: GoldQuestion) -> bool:
    """Whether an engine finds the clause that a question was made of, or one that says as much."""
    found = _asked(engine, text, question)
    return found.right or _says_as_much(engine.knowledge, found)


def sample(rows: Sequence[T], most: int) -> list[T]:
    """At `most` so many of them, from all over, the same each time."""
    step = max(1.0, len(rows) / most)
    return [rows[int(at * step)] for at in range(min(most, len(rows)))]


def questions(knowledge: Knowledge, document: StoredDocument) -> list[GoldQuestion]:
    """All questions that are made of a document, in printed order, each clause in one way of asking after the other."""
    made = [row for make in (_duties, _definitions, _numbers, _headings) for row in make(knowledge, document)]
    return [
        GoldQuestion(text=way.format(document=document.entry.short, **told), kind=kind, gold=gold)
        for at, (kind, told, gold) in enumerate(made)
        for way in WAYS[kind][at % len(WAYS[kind]) :][:1]
    ]


Made = tuple[str, dict[str, str], tuple[str, ...]]  # a kind, what its question says, the ids that answer it


def _duties(knowledge: Knowledge, document: StoredDocument) -> Iterator[Made]:
    of_units = (unit for unit in _of(knowledge, document) if unit.unit is not None and unit.own == unit.text)
    units = [u for u in of_units if u.role == "duty" or (u.role == "clause" and u.own[:1].islower())]
    other = document.entry.office not in ("", knowledge.home_office)
    of = f"menurut {document.entry.short}" if other else ""  # what one who asks must say

    def told(unit: Unit) -> tuple[str, str]:
        scope = f"dinas {unit.scope_level} tipe {unit.scope_type}" if unit.scope_type else of
        return _topic(knowledge, unit.own), scope

    yield from _said_alike(knowledge, "duty", units, told)


def _numbers(knowledge: Knowledge, document: StoredDocument) -> Iterator[Made]:
    def told(unit: Unit) -> tuple[str, str]:
        amount = AMOUNT.search(unit.own)
        if amount is None or _CHANGES.search(_POINTS.sub("", unit.own)):
            return "", ""
        before, behind = unit.own[: amount.start()], unit.own[amount.end() :]
        return _topic(knowledge, before) or _topic(knowledge, behind), amount[4] + (amount[5] or "")

    units = [unit for unit in _of(knowledge, document) if unit.role == "clause" and unit.own == unit.text]
    yield from _said_alike(knowledge, "number", units, told)


def _said_alike(
    knowledge: Knowledge, kind: str, units: Sequence[Unit], told: Callable[[Unit], tuple[str, str]]
) -> Iterator[Made]:
    """A question for each thing that units say; all that say it answer, and where units are asked for all of theirs."""
    alike: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        said, count = told(unit)
        if len(knowledge.analyzer.terms(said)) >= FEWEST and not said.startswith("yang "):
            alike.setdefault((said, count), []).append(unit)
    whole = Counter(unit.unit for unit in units)
    for (said, count), same in alike.items():
        if len(same) <= SAME:
            ids = [unit.id for unit in same]
            ids += [u.id for one in same if kind == "duty" for u in units if u.unit == one.unit and whole[one.unit]]
            yield kind, {"topic": said, "count": count}, tuple(dict.fromkeys(ids))


def _definitions(knowledge: Knowledge, document: StoredDocument) -> Iterator[Made]:
    rows = [row for row in knowledge.facts.definitions if row.citation.split("/")[0] == document.entry.id]
    for row in rows:
        if not row.explained:
            yield "definition", {"term": row.term}, tuple(r.citation for r in rows if r.term == row.term)


def _headings(knowledge: Knowledge, document: StoredDocument) -> Iterator[Made]:
    under: dict[int, list[str]] = {}
    for unit in _of(knowledge, document):
        for above in knowledge.referrer.path(unit):
            under.setdefault(above.number, []).append(unit.id)
    for unit in _of(knowledge, document):
        heading = _UNDER.sub("", " ".join(unit.own.split())).lower()
        long = not FEWEST - 1 <= len(heading.split()) <= WORDS
        if unit.role == "heading" and unit.printed and not long and "nomor" not in heading:
            yield "heading", {"heading": heading}, tuple(under[unit.number])


def _of(knowledge: Knowledge, document: StoredDocument) -> Iterator[Unit]:
    """The units of a document that can be cited, in printed order."""
    numbers = (knowledge.store.column("document") == document.number).nonzero()[0].tolist()
    return (unit for unit in map(knowledge.store.unit, numbers) if unit.text)


def _topic(knowledge: Knowledge, text: str) -> str:
    """What a clause says, cut short, without what only points elsewhere."""
    words = _POINTS.sub("", " ".join(text.split("\n")[:1])).lower().split()[:WORDS]
    while words and (knowledge.analyzer.is_stop(words[-1].strip(",")) or words[-1] == "bidang"):
        words.pop()
    return " ".join(words).strip(" ,;")


def _says_as_much(knowledge: Knowledge, outcome: Outcome) -> bool:
    """Whether what was cited first defines the same term, is of a part of the unit that has the duty, or says all words
    that a question takes from its clause."""
    cited, gold = (knowledge.store.by_ids(ids[:1]) for ids in (outcome.cited, outcome.question.gold))
    if not cited or not gold:
        return False
    if outcome.question.kind == "definition" and (term := knowledge.definition_terms.get(gold[0].id)):
        return knowledge.definition_terms.get(cited[0].id) == term
    part = knowledge.organisation.holder(cited[0]) if outcome.question.kind == "duty" else None
    above = {unit.number for unit in knowledge.organisation.chain(part)} if part else set[int]()
    terms = knowledge.analyzer.terms
    asked = set(gold[0].terms.split()) & set(terms(outcome.question.text))
    return (gold[0].unit or -1) in above or asked <= set(terms(cited[0].text))
