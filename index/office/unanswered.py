"""Questions without an answer or thought wrong, as admins are shown them, until these are answered or dismissed.

What questions without an answer lack: which of them ask the same, and which of their words may want a meaning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from index.knowledge import Knowledge
from index.office.office import Office, append_to_audit, now
from index.office.questions import KEY
from index.query.query import Asked, Query, asks_nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A question without an answer or thought wrong, the key of one that asked it, and how often it was either.

    `reasons` is what people said is wrong, each with how often; `wrong` the clauses that they were answered with;
    `texts` all ways in which it was asked.
    """

    text: str
    key: str
    none: int
    bad: int
    reasons: tuple[tuple[str, int], ...] = ()
    wrong: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


class Backlog:
    """The questions of an office that want looking at."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def rows(self, most: int) -> list[Unanswered]:
        """Each question once, the most frequent first, without those that are dismissed and got no 👎 since."""
        query = (
            "SELECT question, SUM(answered = 0), SUM(key IN (SELECT asked FROM votes WHERE verdict = 'down')), "
            "MAX(at || key) FROM asked "
            "WHERE trim(question) <> '' AND (answered = 0 OR key IN (SELECT asked FROM votes WHERE verdict = 'down')) "
            "GROUP BY lower(trim(question)) ORDER BY COUNT(*) DESC, MAX(at) DESC LIMIT ?"
        )
        votes = (
            "SELECT lower(trim(question)), reason, clause, votes.at FROM votes JOIN asked ON asked.key = votes.asked "
            "WHERE verdict = 'down' ORDER BY votes.at"
        )
        found, against = self._office.rows(query, [most]), self._office.rows(votes)
        dismissed = dict(self._office.rows("SELECT question, at FROM dismissed"))
        rows = [_row(row, [vote[1:] for vote in against if vote[0] == _folded(row[0])]) for row in found]
        last = {text: at for text, _, _, at in against}
        gone = {row.text for row in rows if last.get(_folded(row.text), "") <= dismissed.get(self._named(row.text), "")}
        return [row for row in rows if row.text not in gone or self._named(row.text) not in dismissed]

    def dismiss(self, row: Unanswered, who: str) -> None:
        """Show a question no more until its next 👎; the audit has its key, as people may delete its text."""
        with self._office.writing() as database:
            for text in {row.text, *row.texts}:
                database.execute("INSERT OR REPLACE INTO dismissed VALUES (?, ?)", [self._named(text), now()])
            append_to_audit(database, who=who, action="dismiss", what=row.key)

    def _named(self, text: str) -> str:
        return self._office.hidden(_folded(text))


def together(first: Unanswered, other: Unanswered) -> Unanswered:
    """Two questions that ask the same as one, called as the first."""
    return Unanswered(
        text=first.text,
        key=first.key,
        none=first.none + other.none,
        bad=first.bad + other.bad,
        reasons=_counted([*first.reasons, *other.reasons]),
        wrong=tuple(dict.fromkeys((*first.wrong, *other.wrong))),
        texts=(*(first.texts or (first.text,)), *(other.texts or (other.text,))),
    )


def _row(row: tuple[str, int, int, str], votes: list[tuple[str, str, str]]) -> Unanswered:
    question, none, bad, last = row
    return Unanswered(
        text=question, key=last[-KEY:], none=int(none), bad=int(bad), texts=(question,),
        reasons=_counted((reason, 1) for reason, _, _ in votes if reason),
        wrong=tuple(dict.fromkeys(clause for _, clause, _ in votes if clause)),
    )  # fmt: skip


def _counted(reasons: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    counts = Counter[str]()
    for reason, times in reasons:
        counts[reason] += times
    return tuple(counts.most_common())


def _folded(text: str) -> str:
    """A question as SQLite's lower and trim have it."""
    return "".join(c.lower() if c.isascii() else c for c in text.strip(" "))


MOST = 12  # stretches of one question that are proposed
JOINED = 3  # words beside each other that are proposed as one


def grouped(knowledge: Knowledge, rows: Iterable[Unanswered]) -> list[Unanswered]:
    """The questions, those that ask the same as one with their counts together, without greetings.

    A group is told by its first question; the group with the highest counts comes first.
    """
    groups: dict[Hashable, Unanswered] = {}
    for row in rows:
        query = knowledge.reader.read(row.text)
        about = frozenset(concept.terms for concept in query.concepts if not concept.light)
        if asks_nothing(query):
            continue
        same: Hashable = (query.intents, query.levels, query.types, about) if about else row.text
        first = groups.get(same)
        groups[same] = together(first, row) if first else row
    return sorted(groups.values(), key=lambda row: -row.none - row.bad)


def gaps(knowledge: Knowledge, text: str) -> list[tuple[int, int]]:
    """Where a question has words that may want a meaning: first those that no document knows, several together where
    they stand side by side, then what else it is about."""
    query = knowledge.reader.read(text)
    about = [concept for concept in query.concepts if not concept.light and not concept.within(query.slots)]
    unknown = [concept for concept in about if not concept.known]
    spans = [*_together(query, unknown), *(_span(query, c) for c in unknown), *(_span(query, c) for c in about)]
    return [(start, end) for start, end in dict.fromkeys(spans) if text[start:end].strip()][:MOST]


def _together(query: Query, concepts: list[Asked]) -> list[tuple[int, int]]:
    """The stretches of several concepts that stand side by side."""
    runs: list[list[Asked]] = []
    for concept in concepts:
        if runs and runs[-1][-1].places[1] == concept.places[0] and len(runs[-1]) < JOINED:
            runs[-1].append(concept)
        else:
            runs.append([concept])
    return [(_span(query, run[0])[0], _span(query, run[-1])[1]) for run in runs if len(run) > 1]


def _span(query: Query, concept: Asked) -> tuple[int, int]:
    """Where a concept's words stand in what was typed."""
    first, last = concept.places
    return query.words[first].start, query.words[last - 1].end
