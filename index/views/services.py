"""What the parts of an annex list as services, and which of them another part doesn't have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from index.knowledge import Knowledge
from index.store import Unit

LACKING = 0.75  # of a service's words: a unit that says fewer doesn't have the service
SAME_WORD = 75  # likeness: "publik" and "public", "merubah" and "mengubah" are slips of one word
_BEGIN = re.compile(r"\bmenyelenggarakan (?:layanan )?", re.IGNORECASE)  # what stands behind is a list of services
_NEXT = re.compile(r"(?<=[^,;.]) (?=Layanan )")  # a comma that the law forgot


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service as printed, the unit that lists it, its terms without those that name a level of office.

    `shorts` are the terms that an abbreviation stands for, by it: "opd" for "organisasi perangkat daerah".
    """

    text: str
    unit: Unit
    terms: frozenset[str]
    shorts: Mapping[str, frozenset[str]]


def services(knowledge: Knowledge, units: Sequence[Unit]) -> list[Service]:
    """The services that units list, in printed order; a unit that lists none has one, its whole task."""
    scope = _scope(knowledge)
    return [
        Service(text=text, unit=unit, terms=terms, shorts=_shorts(knowledge, text))
        for unit in units
        for text in _listed(unit.quote)
        if (terms := frozenset(knowledge.analyzer.terms(text)) - scope)
    ]


def lacking(knowledge: Knowledge, mine: Sequence[Service], others: Sequence[Unit]) -> list[Service]:
    """The services that no single one of the other units says, spelling, order and division into units aside."""
    scope = _scope(knowledge)
    texts = [frozenset(knowledge.analyzer.terms(unit.quote)) - scope for unit in others]
    return [service for service in mine if all(_said(service, text) < LACKING for text in texts)]


def _said(service: Service, text: frozenset[str]) -> float:
    """The share of a service's terms that a text says."""
    short = (terms for word, terms in service.shorts.items() if word in text)
    rest = service.terms.difference(text, *short)
    near = sum(any(fuzz.ratio(term, other) >= SAME_WORD for other in text) for term in rest)
    return 1 - (len(rest) - near) / len(service.terms)


def _shorts(knowledge: Knowledge, text: str) -> dict[str, frozenset[str]]:
    """What three or four words on end would be shortened to, with their terms."""
    tokens = knowledge.analyzer.tokens(text)
    runs = (tokens[at : at + size] for size in (3, 4) for at in range(len(tokens) - size + 1))
    return {"".join(token.word[0] for token in run): frozenset(token.term for token in run) for run in runs}


def _scope(knowledge: Knowledge) -> frozenset[str]:
    """The terms that name a level of office."""
    texts = [text for texts in knowledge.lexicon.scope.get("level", {}).values() for text in texts]
    return frozenset(term for text in texts for term in knowledge.analyzer.roots(text))


def _listed(text: str) -> list[str]:
    """The services of a text, cut at the commas that stand in no bracket."""
    begin = _BEGIN.search(text)
    if begin is None:
        return [text]
    rest = text[begin.end() :]
    found, depth, start = list[str](), 0, 0
    for at, letter in enumerate(rest):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and letter in ",;.":
            found.append(rest[start:at])
            start = at + 1
    found.append(rest[start:])
    return [piece.strip() for part in found for piece in _NEXT.split(part) if piece.strip()]
