"""From a question without an answer to a synonym: which of its words, what that means, what it would change."""

import asyncio
import logging

from corpus.errors import StoreError
from handlers.admin import with_progress
from handlers.asking.conversation import recalled, tried
from handlers.buttons import ANSWERED, DISMISS, LEAVE, QUESTIONS, SYNONYM, SYNONYMS, TEACH
from handlers.chat.context import Desk, kept
from handlers.chat.reply import Part, page_of, parts_of, plain_part
from handlers.chat.talk import Press, Said, Talk, told
from handlers.documents.telling import effect_text
from handlers.prompts import Awaited, Prompt, leave
from handlers.rendering.markup import cut
from handlers.wording import Wording
from index.answer import Answer
from index.office.questions import Backlog, Unanswered, grouped
from index.office.synonyms import LONGEST, Synonym, Synonyms, gaps, taught

SHOWN = 120  # characters of a question, of what answers it
PAGE = 20  # synonyms of a page
MOST = 500  # questions that are looked at
REASONS = 2  # reasons of one question that are shown

log = logging.getLogger(__name__)


async def unanswered(said: Said) -> None:
    """List the questions that want an answer, the most frequent first, with buttons to teach from and to dismiss."""
    await said.desk.ledger.finish()
    await said.send(await with_progress(said, said.words.trying, asyncio.to_thread(questions_page, said, "1")))


async def dismiss_button(press: Press) -> None:
    """Show a question no more, and the rest of its page."""
    rows, _ = await asyncio.to_thread(_open, press.desk)
    row = next((row for row in rows if row.key == press.given["key"]), None)
    if row is not None:
        await asyncio.to_thread(kept, lambda: Backlog(press.desk.office).dismiss(row, str(press.user)), None)
    await press.answer(press.words.unanswered_dismissed if row is not None else press.words.question_gone)
    await press.show(await asyncio.to_thread(questions_page, press, press.given["page"]))


async def answered_button(press: Press) -> str:
    """Show the answer that a question has now."""
    if (found := await asyncio.to_thread(recalled, press.desk, press.given["key"])) is None:
        return press.words.question_gone
    await press.send(*parts_of(found.answer))
    return ""


def _open(desk: Desk) -> tuple[list[Unanswered], int]:
    """The questions that want an answer, those that ask the same as one; and how many have got one."""
    rows: list[Unanswered] = kept(lambda: Backlog(desk.office).rows(MOST), [])
    left = [row for row in rows if not _is_answered(desk, row)]
    return grouped(desk.engine.knowledge, left), len(rows) - len(left)


def _is_answered(desk: Desk, row: Unanswered) -> bool:
    """Whether a question is answered now, and by no clause that somebody thought wrong."""
    found = recalled(desk, row.key)
    return found is not None and found.answer.answered and found.answer.citations[0].id not in row.wrong


def questions_page(talk: Talk, number: str) -> Part:
    """A page of the questions that want an answer."""
    (found, answered), words = _open(talk.desk), talk.words
    rows, turning = page_of(found, number, lambda row: _line(row, words), QUESTIONS)
    count = [words.unanswered_answered(count=answered)] if answered else []
    if not rows:
        return plain_part("\n\n".join([words.unanswered_none, *count]))
    keys = [
        [
            TEACH.shown(words.unanswered_teach(number=at), key=row.key),
            DISMISS.shown(words.unanswered_dismiss(number=at), key=row.key, page=number),
        ]
        for at, row, _ in rows
    ]
    questions = "\n".join(f"{at}. {line}" for at, _, line in rows)
    return plain_part("\n\n".join([words.unanswered(questions=questions), *count]), [*keys, *turning])


def _line(row: Unanswered, words: Wording) -> str:
    """A question, how often it was asked in vain, and what people said is wrong."""
    line = words.unanswered_line(question=cut(row.text, SHOWN), none=row.none, bad=row.bad)
    told = [f"{cut(reason, SHOWN)} ({times}×)" for reason, times in row.reasons[:REASONS]]
    return f"{line}, {words.unanswered_reasons(reasons='; '.join(told))}" if told else line


async def teach_button(press: Press) -> str:
    """Ask which word of a question is to be taught, or what the word means that a button names."""
    desk, words, given = press.desk, press.words, press.given
    if given["key"] == LEAVE:
        return await leave(press, Prompt.MEANING)
    if (asked := await asyncio.to_thread(kept, lambda: desk.questions.get(given["key"]), None)) is None:
        return words.question_gone
    if not given["start"]:
        await press.send(await asyncio.to_thread(_words_of, desk, asked.key, asked.text, words))
    elif _teachable(word := asked.text[int(given["start"]) : int(given["end"])]):
        word = " ".join(word.lower().split())
        await Prompt.MEANING.ask(desk, press.user, word, asked.key)
        await press.show(_asked(word, words))
    return ""


def _words_of(desk: Desk, key: str, text: str, words: Wording) -> Part:
    """A question, with a button for each of its words that may want a meaning."""
    spans = [(start, end) for start, end in gaps(desk.engine.knowledge, text) if _teachable(text[start:end])]
    if not spans:
        return plain_part(words.teach_nothing(question=cut(text, SHOWN)))
    buttons = [[TEACH.shown(text[start:end], key=key, start=start, end=end)] for start, end in spans]
    buttons.append([TEACH.shown(words.draft_cancel, key=LEAVE)])
    return plain_part(words.teach_which(question=cut(text, SHOWN)), buttons)


async def meant(said: Said, asked: Awaited, text: str) -> None:
    """Show what it would change that a word means what an admin wrote; ask again where that is no meaning."""
    if (wanted := read_synonym(f"{asked.name}={text}")) is None or not wanted.meaning:
        await said.say(said.words.teach_unclear)
        await Prompt.MEANING.ask(said.desk, said.user, asked.name, asked.key)
        await said.send(_asked(asked.name, said.words))
        return
    await try_out(said, wanted, asked.key)


def _asked(word: str, words: Wording) -> Part:
    return plain_part(words.teach_meaning(word=word), [[TEACH.shown(words.draft_cancel, key=LEAVE)]])


def _teachable(word: str) -> bool:
    return "=" not in word and read_synonym(f"{word}=x") is not None


async def synonym(said: Said) -> None:
    """Show what a synonym would do to the questions, with a button to teach it; alone, the ones there are."""
    if (wanted := read_synonym(said.argument)) is None:
        await said.send(await asyncio.to_thread(synonyms_page, said, "1"))
    else:
        await try_out(said, wanted)


def synonyms_page(talk: Talk, number: str) -> Part:
    """A page of the synonyms that are taught."""
    known = taught(talk.desk.publisher.library.data)
    rows, turning = page_of(known, number, lambda row: f"{row.word} = {row.meaning}", SYNONYMS, PAGE)
    return plain_part(talk.words.synonyms(synonyms="\n".join(line for *_, line in rows) or "–"), turning)


async def try_out(talk: Talk, wanted: Synonym, question: str = "") -> None:
    """Show what a synonym would do to the questions, with a button to teach it and one to leave.

    `question` is the key of the one that it is taught for, whose answer is told.
    """
    desk, words = talk.desk, talk.words
    known = await asyncio.to_thread(taught, desk.publisher.library.data)
    if not wanted.meaning and wanted.word not in {row.word for row in known}:
        await talk.say(words.synonym_unknown(word=cut(wanted.word, LONGEST)))
        return
    others = [row for row in known if row.word != wanted.word]
    after = [*others, wanted] if wanted.meaning else others
    await desk.ledger.finish()
    engine = await asyncio.to_thread(desk.publisher.engine_with, after)
    found = await with_progress(talk, words.trying, desk.publisher.effect_of(engine))
    answer = await asyncio.to_thread(tried, desk, question, engine) if question else None
    key = await asyncio.to_thread(talk.shorten, f"{wanted.word}={wanted.meaning}")
    teach = SYNONYM.shown(words.synonym_teach, key=key, question=question)
    keys = [[teach, SYNONYM.shown(words.draft_cancel, key=LEAVE)]]
    lines = [f"{wanted.word} = {wanted.meaning or '–'}", *([_outcome(answer, words)] if answer else [])]
    await talk.send(plain_part("\n\n".join([*lines, effect_text(found, words)]), keys))


def _outcome(answer: Answer, words: Wording) -> str:
    """A question with what answers it now, in short."""
    asked = f"“{cut(answer.question, SHOWN)}”"
    if not answer.answered:
        return f"{asked}\n{words.retry_none}"
    headline, cite = cut(answer.headline, SHOWN), cut(answer.citations[0].label, SHOWN)
    return f"{asked}\n{words.retry_answered(headline=headline, cite=cite)}"


async def synonym_button(press: Press) -> str:
    """Teach the synonym that a button names, or leave it."""
    desk, words, key = press.desk, press.words, press.given["key"]
    if key == LEAVE:
        return await leave(press)
    if (wanted := read_synonym(await asyncio.to_thread(desk.lengthen, key))) is None:
        return words.view_gone
    try:
        await asyncio.to_thread(Synonyms(desk.office).teach, wanted, str(press.user))
        await desk.publisher.relearn()
    except StoreError as error:
        log.error("a synonym can't be taught: %s", error)
        return words.publishing_failed(reason=told(error, words))
    await press.unbutton()
    taught_for = press.given["question"]
    if found := await asyncio.to_thread(recalled, desk, taught_for):
        whole = ANSWERED.shown(words.retry_whole, key=taught_for)
        await press.send(plain_part(_outcome(found.answer, words), [[whole]]))
    return words.synonym_taught


def read_synonym(text: str) -> Synonym | None:
    """ "wifi = akses internet ruang publik"; without a meaning it forgets the word."""
    word, sign, meaning = text.partition("=")
    shown = [" ".join(part.lower().split()) for part in (word, meaning)]
    unfit = any(len(part) > LONGEST or (part and not any(map(str.isalnum, part))) for part in shown)
    return Synonym(word=shown[0], meaning=shown[1]) if sign and shown[0] and not unfit else None
