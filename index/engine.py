"""Ask a question, get an answer: the one way in."""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.analysis.lexicon import load_lexicon
from index.answer import Answer
from index.answering.answerers import ANSWERERS, Answerer, Explanation, PlacedQuestion, chosen, proposals, read_words
from index.answering.compose import answer, unit_line
from index.answering.several import each_answered, unnumbered
from index.generation.store import Store
from index.knowledge import Knowledge
from index.office.synonyms import Synonym, with_synonyms
from index.query.query import Preference, Query, Reference, asks_nothing
from index.query.words import LONGEST
from index.scope import whose
from index.scope.earlier import follow_up, kept
from index.scope.setting import NONE, differs_by_office, scoped_by, with_setting
from index.scope.whose import Mention, documents_of
from index.views import view_of
from index.views.view import View


class Engine:
    """Answers questions from one generation; safe to call from several threads."""

    def __init__(self, knowledge: Knowledge, answerers: Sequence[Answerer] = ANSWERERS) -> None:
        self.knowledge = knowledge
        self.answerers = answerers

    def ask(
        self, question: str, *, previous: Answer | None = None, preference: Preference = NONE, language: str = ""
    ) -> Answer:
        """The answer to a question; `previous` is the last answer in the same conversation.

        A level and type in `preference` are those of a question that names none and whose answer differs by them;
        its language is that of the answer, whatever that of the question. So is `language`, for once.
        """
        language = language or preference.language
        found = each_answered(
            unnumbered(question[:LONGEST]),
            self.knowledge.lexicon,
            lambda text, before: self._one(text, before, preference, language),
            self._scope_of,
            previous,
        )
        return found if found.question == question else replace(found, question=question)

    def _scope_of(self, text: str) -> str:
        """The words of a text that name a level and a type of office."""
        query = self.knowledge.reader.read(text)
        places = sorted(query.typed | query.levelled)
        return " ".join(query.words[at].word for at in places) if query.types else ""

    def _one(self, question: str, previous: Answer | None, preference: Preference, language: str) -> Answer:
        found = self._ask(question, previous, language)
        if not differs_by_office(self.knowledge, found, preference):
            return found
        scoped = self._ask(question, previous, language, preference)
        return with_setting(scoped, preference) if scoped.answered else found

    def _ask(self, question: str, previous: Answer | None, language: str, scope: Preference = NONE) -> Answer:
        asking = self._asking(question, previous, language, scope)
        found = chosen(asking, self.answerers)[1]
        read = self.knowledge.reader.read(question)
        if not found.answered and asking.whole.text != read.text and not asking.reference.pairs:
            alone = self._asking(question, None, language, scope)
            other = chosen(alone, self.answerers)[1]
            asking, found = (alone, other) if other.answered else (asking, found)
        found = kept(self.knowledge, found, asking.whole, previous)
        nothing = not found.answered and asks_nothing(read)
        return replace(found, asked=False) if nothing else found

    def _asking(
        self, question: str, previous: Answer | None = None, language: str = "", scope: Preference = NONE
    ) -> PlacedQuestion:
        """A question as answerers are given it."""
        knowledge = self.knowledge
        read = knowledge.reader.read(question)
        read = replace(read, language=language) if language not in ("", read.language) else read
        whole = scoped_by(follow_up(knowledge, read, previous), scope)
        reference = self._in_its_document(knowledge.referrer.find(whole), whole, previous)
        query = whole.without(reference.used)
        documents = documents_of(knowledge, query, reference)
        allowed = whose.scope_mask(knowledge, query, documents, reference.documents)
        units = documents or knowledge.home.documents
        mention = None if query.types else whose.mentioned(knowledge, query, units, query.home)
        mention = None if mention and not documents and whose.of_another_level(knowledge, query, mention) else mention
        if mention is None and not query.types and (other := whose.elsewhere(knowledge, query, units)):
            mention, allowed = other, whose.scope_mask(knowledge, query, frozenset({other.unit.document}))
        if mention is None and query.polar and (named := knowledge.referrer.unit(reference, whole)):
            mention = Mention(unit=named, places=frozenset(), own=1)
            reference = Reference(used=reference.used, documents=reference.documents)
        own = whose.mentioned(knowledge, query, units) if query.home and not mention and not query.types else None
        return PlacedQuestion(
            knowledge=knowledge,
            query=query,
            whole=whole,
            reference=reference,
            mention=mention,
            head=own,
            allowed=allowed,
        )

    def _in_its_document(self, reference: Reference, query: Query, previous: Answer | None) -> Reference:
        """A reference that names no act as one to the act that the conversation is about, where that has the clause."""
        place = self.knowledge.store.by_id(previous.place) if previous and reference.pairs else None
        if place is None or reference.documents or reference.foreign:
            return reference
        there = replace(reference, documents=(place.document,))
        return there if self.knowledge.referrer.resolve(there, query) else reference

    def explain(self, question: str) -> Explanation:
        """How a question was read, what each answerer has, the answer first."""
        asking, _ = chosen(self._asking(question), self.answerers)
        return Explanation(words=read_words(asking), proposals=tuple(proposals(asking, self.answerers)))

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
        """Read ahead what the first questions would wait for; then the garbage collector leaves all of it alone."""
        for question in ("which section maintains the network", "siapa yang mengelola jaringan"):
            self.ask(question)
        gc.unfreeze()
        gc.collect()
        gc.freeze()


class AnsweringEngine(Protocol):
    """What answers questions; it may be called from several threads at once."""

    def ask(
        self, question: str, *, previous: Answer | None = None, preference: Preference = NONE, language: str = ""
    ) -> Answer:
        """The answer to `question`; `previous` is the chat's last answer, which it may follow up."""

    def clause(self, name: str, *, question: str = "", language: str = "") -> Answer | None:
        """The answer that rests on the clause of that id alone; None where there is no such clause."""

    def complete(self, text: str) -> str:
        """The text with its last word completed, if it is the beginning of one that the documents know."""

    @property
    def knowledge(self) -> Knowledge:
        """What the answers rest on."""

    def view(self, name: str, argument: str, language: str) -> View:
        """The view of that name for an argument as typed; raises KeyError where there is no such view."""


@dataclass(slots=True)
class Live:
    """The engine that answers now; another one may take its place, answers begun go on with the old one."""

    engine: AnsweringEngine


def engine_of(store: Store, home_office: str, synonyms: Sequence[Synonym] = ()) -> Engine:
    """An engine over an open generation, with synonyms over the vocabulary."""
    lexicon = with_synonyms(load_lexicon(), synonyms)
    return Engine(Knowledge(store=store, lexicon=lexicon, home_office=home_office))
