"""What an answer is: a value that carries its proof, or an honest "no answer"."""

from collections.abc import Callable
from dataclasses import dataclass, field

from index.query.query import Query

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One clause that an answer rests on.

    `quote` is a cut of the repaired text of the unit `id`; `marking` finds in it what matched the question. `label` is
    the citation for the screen, `formal` the one for an official letter. `sha256` is that of the source file, as bytes
    on disk.
    """

    id: str
    document: str
    label: str
    formal: str
    quote: str
    sha256: str
    marking: Callable[[str], Marks] = field(default=lambda quote: (), compare=False)

    @property
    def marks(self) -> Marks:
        """The (start, end) character ranges of `quote` whose words matched the question, as they are shown."""
        return self.marking(self.quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question; citations come best first, the headline rests on the first.

    `answered` is false when the documents hold no answer, for a greeting, and for a clause that doesn't exist:
    then `citations` is empty and `suggestions` holds questions that do get an answer. `notes` are sentences
    that stand before the quote (what a misspelt word was taken for), `also` lines that stand after it
    (the same duty elsewhere), `table` a small table with its heading as first row, or no rows.
    `others` are the ids of further clauses found, best first, behind those cited; `across` tells that offices of
    several types have the duty. `place` is the id of the clause that the conversation is about; `shown` is how many
    citations are shown in full; `asked` is false for what asks nothing: a greeting, thanks; `unstated` tells that
    documents which hold what is named say nothing of it; `near` are the nearest clauses then.
    `by` is the name of the answerer that gave it.
    `language` is that of the frame, "id" or "en". All of it is plain text; no markup. `query` is the question as
    it was understood, for the next one in the same conversation to follow up.
    """

    question: str
    language: str
    answered: bool
    headline: str
    notes: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    also: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    suggestions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    across: bool = False
    asked: bool = True
    place: str = ""
    shown: int = 1
    unstated: bool = False
    near: tuple[Citation, ...] = ()
    by: str = ""
    query: Query | None = field(default=None, compare=False)

    @property
    def outcome(self) -> str:
        """What came of the question: "answer", "not stated" or "no answer"."""
        return "answer" if self.answered else "not stated" if self.unstated else "no answer"
