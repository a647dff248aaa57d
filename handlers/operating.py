"""What admins do by command: see how the bot is and how it is used, read the documents anew, make a backup."""

import asyncio
import logging
from datetime import UTC, datetime

from telegram.error import NetworkError

from corpus.errors import TanyaPasalError
from handlers.buttons import REINDEX
from handlers.chat.context import Desk, kept
from handlers.chat.reply import plain_part, too_large
from handlers.chat.talk import Press, Said, Talk, told
from handlers.documents.change import as_presser
from handlers.documents.telling import named
from handlers.rendering.markup import cut
from handlers.wording import Wording
from index.publishing.backup import SENT, backup
from index.views.view import day, moment, zone_name

NAMED, SHORT = 20, 60  # documents that are named, and characters of a name
CITED = 200  # characters of a citation
WORST = 3  # documents of whose questions most miss
DAYS = 7
TOPICS = 5
NOTHING = {"questions": 0, "up": 0, "down": 0}  # the counts where the office's data can't be read

log = logging.getLogger(__name__)


async def status(said: Said) -> None:
    """Say since when which documents are answered from, and how much is asked."""
    await said.say(await asyncio.to_thread(_text, said.desk, said.words))


def _text(desk: Desk, words: Wording) -> str:
    store, counts = desk.engine.knowledge.store, kept(desk.questions.counts, NOTHING)
    built = moment(store.meta.get("indexed_at", "?"), words.language_code)
    documents = named([document.entry for document in store.documents], NAMED, words)
    asked, good, bad = counts["questions"], counts["up"], counts["down"]
    text = words.status(built=built, documents=documents, questions=asked, good=good, bad=bad)
    try:
        lost = ", ".join(cut(entry.short, SHORT) for entry in desk.publisher.library.lost()[:NAMED])
        faults = [words.status_lost(documents=lost)] if lost else []
    except TanyaPasalError as error:
        faults = [told(error, words)]
    return "\n\n".join([text, *_self_tests(desk, words), *faults])


def _self_tests(desk: Desk, words: Wording) -> list[str]:
    """How many questions made of the documents find their clause, and which documents miss most."""
    tests = desk.publisher.self_tests()
    worst = sorted((one for one in tests if one.missed), key=lambda one: one.found / one.asked)[:WORST]
    named = "; ".join(f"{cut(one.document, SHORT)} {one.found}/{one.asked}" for one in worst) or "–"
    found, asked = (sum(values) for values in ([one.found for one in tests], [one.asked for one in tests]))
    return [words.self_tests(found=found, asked=asked, documents=named)] if asked else []


async def reindex(talk: Talk, forced: str = "") -> bool:
    """Read the documents anew, and answer from what they are now; whether it was done."""
    return await as_presser(talk, talk.desk.publisher.library.rereading, REINDEX.shown, forced=forced)


async def reindex_button(press: Press) -> None:
    """Read the documents anew though questions get worse, as a button says."""
    await press.answer()
    if await reindex(press, press.given["value"]):
        await press.unbutton()


async def statistics(said: Said) -> None:
    """Say how much is asked, how much of it is answered, how fast, about what."""
    await said.desk.ledger.finish()
    await said.say(await asyncio.to_thread(_statistics, said.desk, said.words))


async def make_backup(said: Said) -> None:
    """Send the documents that admins sent, what was decided of them, the audit and the synonyms, in one file."""
    await said.desk.ledger.finish()
    whole = (said.message.text or "").endswith(f" {said.words.backup_all}")
    content = await asyncio.to_thread(backup, said.desk.publisher.library.data, with_questions=whole)
    if len(content) <= SENT:
        name = f"tanyapasal-{datetime.now(UTC):%Y-%m-%d}.zip"
        try:
            await said.send_file(content, name, plain_part(said.words.backup_file(word=said.words.backup_all)))
            log.info("a backup of %d bytes is sent", len(content))
            return
        except NetworkError as error:
            if not too_large(error):
                raise
    command = f"tanyapasal backup{' --questions' if whole else ''} cadangan.zip"
    await said.say(said.words.backup_large(size=-(-len(content) // 2**20), command=command))


def _statistics(desk: Desk, words: Wording) -> str:
    questions = desk.questions
    counts = kept(questions.counts, NOTHING)
    days: list[tuple[str, int, int]] = kept(lambda: questions.by_day(DAYS), [])
    topics: list[tuple[str, int]] = kept(lambda: questions.topics(TOPICS), [])
    named = [(unit.cite, times) for clause, times in topics if (unit := desk.engine.knowledge.store.by_id(clause))]
    counted = [(day(told, words.language_code), count, answered) for told, count, answered in days]
    return words.statistics(
        zone=zone_name(),
        days="\n".join(words.statistics_day(day=d, count=n, answered=a, refused=n - a) for d, n, a in counted) or "–",
        median=kept(questions.median, 0),
        good=counts["up"],
        bad=counts["down"],
        topics="\n".join(f"{times} × {cut(cite, CITED)}" for cite, times in named) or "–",
    )
