"""Changes to the documents while the bot answers: prepared in a process of its own, one at a time, then swapped in."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.errors import QuestionsError, StoreError, TanyaPasalError
from corpus.manifest import Entry
from index.answer import Answer
from index.engine import Engine, Live, engine_of
from index.evaluation.score import ASKED, Effect, GoldQuestion, SelfTest, effect, load_questions
from index.evaluation.self_test import MOST_DOCUMENTS, compared, examined, sample
from index.generation.store import Store
from index.office.questions import Questions
from index.office.synonyms import Synonym, taught
from index.publishing import worker
from index.publishing.decisions import OWN, Held, last_decision, state_mark, to_json
from index.publishing.generations import FILE, current
from index.publishing.library import Library, Plan, Shelved

MOST_QUESTIONS = 400  # of those that people asked, that a preview asks again
MOST_TESTED, FEW = 300, 5  # questions made of all documents, and at least of each
MARGIN = 2  # percent of the questions that may get worse
UNTESTED = "untested"  # what the audit tells of a change of which nobody knows how many questions it makes worse
MARK = 12  # letters of a generation's name that tell what it was built from

log = logging.getLogger(__name__)


class BusyError(TanyaPasalError):
    """Somebody else is publishing: `who`, for so many `seconds`."""

    def __init__(self, who: str, seconds: float) -> None:
        self.who, self.seconds = who, seconds
        super().__init__(f"somebody else has been publishing for {seconds:.0f} seconds; try again")


class ChangedError(TanyaPasalError):
    """The document was changed since the change to it was previewed: the decision that did so, if it is known."""

    def __init__(self, by: Shelved | None) -> None:
        self.by = by
        super().__init__("the document was changed meanwhile; preview the change anew")


class WorseError(TanyaPasalError):
    """More questions would get worse than may: which, of how many, and the mark that publishes this very change.

    Or nobody knows, because the set of questions can't be read: `unread` is why.
    """

    def __init__(self, effect: Effect, margin: int, mark: str) -> None:
        (self.lost, self.asked), self.margin, self.mark = effect.worst(margin), margin, mark
        self.unread = effect.unread
        named = f"margin_percent ({margin}) allows: {'; '.join(self.lost)}"
        worse = f"{len(self.lost)} of {self.asked} questions would get worse, more than {named}"
        super().__init__(f"{self.unread}; so nobody knows which answers get worse" if self.unread else worse)


@dataclass(slots=True)
class Publisher:
    """The one way to change what is answered from.

    `questions` is a file of questions with their right answers, or None; `margin` is how many percent of the questions
    may get worse by what is published; `plain` is all that a person would see of an answer; `swapped` are told of each
    new generation.
    """

    library: Library
    live: Live
    home_office: str
    asked: Questions
    plain: Callable[[Answer], str]
    questions: Path | None = None
    margin: int = MARGIN
    swapped: list[Callable[[Store], None]] = field(default_factory=list)
    busy: str = ""
    since: float = 0.0
    works: int = 0
    _tested: tuple[object, list[SelfTest]] | None = None
    _tried: tuple[object, Effect] | None = None
    _swapping: asyncio.Lock = field(default_factory=asyncio.Lock)

    @contextmanager
    def _publishing(self, who: str) -> Iterator[None]:
        """Somebody publishes, be it several changes at once; raises BusyError while somebody else does."""
        if self.busy and self.busy != who:
            raise BusyError(self.busy, time.monotonic() - self.since)
        if not self.works:
            self.busy, self.since = who, time.monotonic()
        self.works += 1
        try:
            yield
        finally:
            self.works -= 1
            if not self.works:
                self.busy = ""

    async def prepare(self, plan: Plan, who: str) -> Store:
        """The generation of a plan, built while the old one answers; raises BusyError while somebody else's is.

        Raises StoreError where the office at home would lose its last document, or no start would answer.
        """
        data, documents = self.library.data, self.library.documents
        with self._publishing(who):
            result = await worker.run("prepare", data=data, documents=documents, kept=to_json(plan.kept))
        store = await asyncio.to_thread(Store, data / "generations" / result["generation"] / FILE)
        now = self.live.engine.knowledge.store.offices
        if self.home_office not in store.offices and (store.offices or self.home_office in now):
            raise StoreError("index.home-office")
        return store

    async def comparison(self, plan: Plan) -> str:
        """All that the document that a plan adds changes, or all of a new one, as a text."""
        _, result, _ = await self.compare(plan, job="whole")
        return str(result["text"])

    async def compare(self, plan: Plan, *, job: str = "compare") -> tuple[Entry, dict[str, Any], Entry | None]:
        """The entry of the document that a plan adds, what it gives and changes (or what another job tells of that),
        and the entry that it replaces."""
        data, entry = self.library.data, next(row.entry for row in plan.kept if row.entry.id == plan.what)
        new = Held(entry=entry, path=data / OWN / entry.file)
        old = next((held for held in await asyncio.to_thread(self.library.known) if held.entry.id == plan.what), None)
        found = await worker.run(job, data=data, new=asdict(new), old=asdict(old) if old else None)
        return entry, found, old.entry if old else None

    async def effect(self, store: Store) -> Effect:
        """What a generation that is prepared does to the questions; as it was told last, where nothing has changed."""
        synonyms = taught(self.library.data)
        of = (self.live.engine.knowledge.store.path, store.path, synonyms, self.questions and _changed(self.questions))
        if self._tried is None or self._tried[0] != of:
            self._tried = (of, await self.effect_of(engine_of(store, self.home_office, synonyms)))
        return self._tried[1]

    def engine_with(self, synonyms: Sequence[Synonym]) -> Engine:
        """What would answer with these synonyms."""
        return engine_of(self.live.engine.knowledge.store, self.home_office, synonyms)

    async def effect_of(self, engine: Engine) -> Effect:
        """What another engine would do to the questions."""
        return await asyncio.to_thread(self._effect, engine)

    async def _check(self, store: Store, forced: str) -> int | str:
        """How many questions get worse by a generation, beyond what may; 0 for no more than may, UNTESTED where the set
        of questions can't be read.

        Raises WorseError where there are too many, or nobody knows, and `forced` isn't the mark of this very change.
        """
        mark = store.path.parent.name[:MARK]
        if store.path == self.live.engine.knowledge.store.path:
            return 0
        found = await self.effect(store)
        if (found.unread or found.over(self.margin)) and forced != mark:
            raise WorseError(found, self.margin, mark)
        return UNTESTED if found.unread else len(found.over(self.margin))

    def unchanged(self, plan: Plan, since: str) -> Plan:
        """A plan, where what it changes is what it was when it was previewed; raises ChangedError where it isn't.

        `since` is the mark of that state; to go back concerns all documents.
        """
        name = concerned(plan)
        if state_mark(plan.before, name) != since:
            raise ChangedError(self.library.last_change(name))
        return plan

    async def publish(self, plan: Plan, who: str, forced: str = "") -> Store:
        """Answer as planned from now on; raises what `Library.publish` does, WorseError and BusyError."""
        with self._publishing(who):
            lost = await self._check(await self.prepare(plan, who), forced)
            async with self._swapping:
                store = await asyncio.to_thread(self.library.publish, plan, who, forced=lost)
                await self._swap(store)
        return store

    async def relearn(self) -> None:
        """Answer with the synonyms as they are now, from the generation that answers then."""
        async with self._swapping:
            await self._swap(self.live.engine.knowledge.store)

    async def _swap(self, store: Store) -> None:
        """Answer from a generation; answers begun go on with the one before. One at a time, never back to an older."""
        self.live.engine = await asyncio.to_thread(self._warm, store)
        for told in self.swapped:
            told(store)
        log.info("answering from generation %s", store.path.parent.name)

    async def watch(self, every: float = 5.0) -> None:
        """For ever: answer from what another process has published, or what was decided and couldn't be pointed at."""
        seen, pause, fault = self._marks(), every, ""
        while True:
            await asyncio.sleep(pause)
            marks = await asyncio.to_thread(self._marks)
            if self.busy or marks == seen:
                continue
            try:
                async with self._swapping:
                    store = await asyncio.to_thread(current, self.library.data, self.library.documents)
                    if store.path != self.live.engine.knowledge.store.path:
                        await self._swap(store)
                seen, pause, fault = marks, every, ""
            except (TanyaPasalError, OSError) as error:  # it is tried again, ever less often
                pause = min(2 * pause, 12 * every)
                if fault != str(error):
                    log.error("what was published can't be answered from: %s", fault := str(error))

    def _marks(self) -> tuple[object, ...]:
        """What changes with what is to be answered from: the pointer, and the last decision."""
        try:
            decided = last_decision(self.library.data)
        except StoreError:  # then what answers goes on
            decided = None
        return _changed(self.library.data / "current"), decided

    def _warm(self, store: Store) -> Engine:
        engine = engine_of(store, self.home_office, taught(self.library.data))
        engine.warm()
        return engine

    def _effect(self, engine: Engine) -> Effect:
        rows = [GoldQuestion(text=text, kind=ASKED) for text in dict.fromkeys(self.asked.texts(MOST_QUESTIONS))]
        unread = None
        try:
            rows += load_questions(self.questions) if self.questions is not None else []
        except QuestionsError as error:
            log.error("the set of questions can't be asked: %s", error)
            unread = error
        found = effect(self.live.engine.ask, engine.ask, rows, self.plain)
        made = compared(self._engine_now(), engine, self.plain)
        return replace(found, unread=unread, of_others=made.of_others, unfound=made.unfound, own=made.own)

    def _engine_now(self) -> Engine:
        """What answers now, over the same generation."""
        return self.engine_with(taught(self.library.data))

    def self_tests(self) -> list[SelfTest]:
        """What comes now of questions made of the documents that are answered from; of many documents a few each."""
        live = self.live.engine
        if self._tested is None or self._tested[0] is not live:
            documents = sample(live.knowledge.store.documents, MOST_DOCUMENTS)
            most = max(FEW, MOST_TESTED // max(1, len(documents)))
            self._tested = (live, list(examined(self._engine_now(), self.plain, documents, most)))
        return self._tested[1]


def concerned(plan: Plan) -> str:
    """The id of the document that a plan changes; "" for one that may change all."""
    return "" if plan.action in ("rollback", "reindex") else plan.what


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0.0
