"""What follows from an offence that a sanction names by its number alone: "... dimaksud dalam Pasal 30 ayat (3) ...".

The offence is found by its own words; the sanction is the clause of the same act that names its number.
"""

import re
from collections.abc import Sequence

from index.generation.store import Unit
from index.knowledge import Knowledge
from index.search import Hit

CONSIDERED = 3  # offences, best first
_NAMED = re.compile(r"dimaksud (?:dalam|pada) Pasal (\d+[A-Z]?)((?:[ ,]+(?:ayat|atau|dan|huruf)? ?\(?\w{1,2}\)?)*)")
_AYAT = re.compile(r"\((\d+[a-z]?)\)")


def of_offences(knowledge: Knowledge, hits: Sequence[Hit]) -> list[Unit]:
    """The clause that says what follows from the first of these offences that any names, and the offence; else none."""
    said = list(knowledge.lexicon.having("gives", ["sanction"]).values())
    for hit in hits[:CONSIDERED]:
        offence = knowledge.store.unit(hit.unit)
        numbers = {unit.level: unit.printed.strip("()") for unit in knowledge.referrer.path(offence)}
        if offence.role != "clause" or "pasal" not in numbers:
            continue
        for unit in knowledge.searcher.holding(["pasal", numbers["pasal"].lower()]):
            names = (
                unit.document == offence.document
                and unit.role == "clause"
                and any(gives.search(unit.own) for gives in said)
            )
            if names and any(_is_named(numbers, *match.groups()) for match in _NAMED.finditer(unit.own)):
                return [unit, offence]
    return []


def _is_named(numbers: dict[str, str], pasal: str, rest: str) -> bool:
    """Whether a clause of these numbers is of a pasal that is named, and of one of its ayat where any is."""
    paragraphs = _AYAT.findall(rest)
    return pasal == numbers["pasal"] and (not paragraphs or numbers.get("ayat", paragraphs[0]) in paragraphs)
