"""Ask a question, get an answer: the one way in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import ConfigError
from corpus.manifest import DOCUMENTS
from index.analysis.lexicon import load_lexicon
from index.answer import Answer
from index.answering import duty, limit, lookup, refusal
from index.answering.compose import answer, unit_line
from index.answering.refusal import gate
from index.generation.store import Store
from index.knowledge import Knowledge
from index.office.synonyms import Synonym, taught, with_synonyms
from index.publishing.generations import current
from index.query.query import Preference, asks_nothing
from index.scope import named as names
from index.scope.earlier import NONE, differs_by_office, follow_up, kept, scoped_by, with_setting
from index.scope.named import documents_of
from index.views import view_of
from index.views.view import View


class Engine:
    """Answers questions from one generation; safe to call from several threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def ask(
        self, question: str, *, previous: Answer | None = None, preference: Preference = NONE, language: str = ""
    ) -> Answer:
        """The answer to a question; `previous` is the last answer in the same conversation.

        A level and type in `preference` are those of a question that names none and whose answer differs by them;
        its language is that of the answer, whatever that of the question. So is `language`, for once.
        """
        language = language or preference.language
        found = self._ask(question, previous, language)
        if not differs_by_office(self.knowledge, found, preference):
            return found
        scoped = self._ask(question, previous, language, preference)
        return with_setting(scoped, preference) if scoped.answered else found

    def _ask(self, question: str, previous: Answer | None, language: str, scope: Preference = NONE) -> Answer:
        knowledge = self.knowledge
        read = knowledge.reader.read(question)
        query = follow_up(knowledge, replace(read, language=language or read.language), previous)
        query = scoped_by(query, scope)
        reference = knowledge.referrer.find(query)
        whole, query = query, duty.without(query, reference.used)
        named = documents_of(knowledge, query, reference)
        allowed = duty.scope_mask(knowledge, query, named)
        units = named or duty.home_documents(knowledge)
        mention = None if query.types else names.mentioned(knowledge, query, units)
        if mention is None and not query.types and (other := names.elsewhere(knowledge, query, units)):
            mention, allowed = other, duty.scope_mask(knowledge, query, frozenset({other.unit.document}))
        found = (
            (lookup.clause(knowledge, query, reference, None) if query.meant is not None else None)
            or gate(knowledge, query, reference)
            or lookup.in_force(knowledge, query, reference)
            or lookup.particulars(knowledge, whole, query, reference)
            or lookup.clause(knowledge, whole, reference, mention)
            or lookup.part(knowledge, query, reference)
            or lookup.definition(knowledge, query, reference.documents)
            or (duty.of_unit(knowledge, query, mention) if mention else None)
            or limit.limit_answer(knowledge, query, reference.documents)
            or duty.topic(knowledge, query, allowed, mention)
            or refusal.refuse(knowledge, query, reference, allowed)
        )
        found = kept(found, whole, previous)
        return replace(found, asked=False) if not found.answered and asks_nothing(read) else found

    def clause(self, name: str, *, question: str = "", language: str = "") -> Answer | None:
        """The answer that rests on the clause of that id alone, the words of a question marked; None for no such id."""
        unit = self.knowledge.store.by_id(name)
        if unit is None:
            return None
        read = self.knowledge.reader.read(question)
        query = replace(read, language=language or (read.language if question else "id"), corrected=())
        return answer(self.knowledge, query, unit_line(self.knowledge, unit, query.language), [unit])

    def complete(self, text: str) -> str:
        """The text with its last word completed, if it is the beginning of one that is known, as while one types."""
        return self.knowledge.reader.complete(text)

    def view(self, name: str, argument: str, language: str) -> View:
        """Look something up: the view of that name for an argument as typed; raises KeyError for an unknown name."""
        return view_of(name).build(self.knowledge, argument, language)

    def pages(self, name: str, argument: str, language: str) -> Iterator[View]:
        """That view, and each page of it behind the one that the argument names; raises KeyError as `view` does."""
        page = self.view(name, argument, language)
        yield page
        while page.next_page:
            page = self.view(name, page.next_page, language)
            yield page

    def warm(self) -> None:
        """Read ahead what the first questions would wait for: the tables of both languages, the index."""
        for question in ("which section maintains the network", "siapa yang mengelola jaringan"):
            self.ask(question)


def engine_of(store: Store, home_office: str, synonyms: Sequence[Synonym] = ()) -> Engine:
    """An engine over an open generation, with synonyms over the vocabulary."""
    lexicon = with_synonyms(load_lexicon(), synonyms)
    return Engine(Knowledge(store=store, lexicon=lexicon, home_office=home_office))


def open_engine(data: Path, home_office: str, documents: Path = DOCUMENTS) -> Engine:
    """An engine over the generation that the documents call for; built first where it is missing or stale."""
    store = current(data, documents)
    offices = sorted({document.entry.office for document in store.documents if document.entry.office})
    if offices and home_office not in offices:
        raise ConfigError(
            f"home_office (TANYAPASAL_HOME_OFFICE): no document is of the office {home_office!r}; "
            f"the manifest's offices are: {', '.join(offices)}"
        )
    return engine_of(store, home_office, taught(data))
