"""What an admin is asked to write: each kind declared once, kept until it is written, told again, and taken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from handlers.asking.ask import ask
from handlers.chat.context import Desk, kept
from handlers.chat.talk import Said
from handlers.rendering.markup import cut
from handlers.wording import Wording

SHORT = 80  # characters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A kind of text that is asked for: how it is kept, and what it is called in words.

    `called` gives what is waited for, such as "Judul untuk pergub.pdf"; "" where there is no use for it any more.
    """

    kind: str
    called: Callable[[Desk, Awaited, Wording], Awaitable[str]]

    async def ask(self, desk: Desk, user: int, name: str, key: str = "") -> None:
        """Take what a person writes next as this, about what has that name, for what has that key."""
        what = f"{self.kind}:{name}" if self.kind else name
        await asyncio.to_thread(kept, lambda: desk.pending.put(user, (key, what)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What somebody was asked for: which kind of text, about what, for the draft or the question of that key."""

    prompt: Prompt
    name: str
    key: str


Take = Callable[[Said, Awaited, str], Awaitable[None]]


async def asked(desk: Desk, user: int) -> Awaited | None:
    """What a person was asked for; None for nothing."""
    if (wanted := await asyncio.to_thread(kept, lambda: desk.pending.get(user), None)) is None:
        return None
    key, what = wanted
    kind, _, name = what.partition(":")
    prompt = next((prompt for prompt in (REPLACED, MEANING) if prompt.kind == kind), VALUE)
    return Awaited(prompt=prompt, name=what if prompt is VALUE else name, key=key)


async def forget(desk: Desk, user: int) -> None:
    """Take what a person writes next as a question again."""
    await asyncio.to_thread(kept, lambda: desk.pending.put(user, None), None)


async def leave_off(desk: Desk, user: int, prompt: Prompt) -> None:
    """Ask no longer for that kind of text, if it is what a person was asked for."""
    if (waited := await asked(desk, user)) is not None and waited.prompt is prompt:
        await forget(desk, user)


async def _document(desk: Desk, asked: Awaited, words: Wording) -> str:
    entry = await asyncio.to_thread(kept, lambda: desk.publisher.library.entry(asked.name), None)
    return words.waiting_value(field=words.managed_replaced, name=cut(entry.short if entry else asked.name, SHORT))


async def _word(desk: Desk, asked: Awaited, words: Wording) -> str:
    return words.waiting_meaning(word=cut(asked.name, SHORT))


async def _value(desk: Desk, asked: Awaited, words: Wording) -> str:
    if (draft := await asyncio.to_thread(kept, lambda: desk.drafts.get(asked.key), None)) is None:
        return ""
    return words.waiting_value(field=words.fields.get(asked.name, asked.name), name=cut(draft.name, SHORT))


REPLACED = Prompt(kind="replaced", called=_document)  # what replaces the document of that id
MEANING = Prompt(kind="means", called=_word)  # what that word means, in the question of that key
VALUE = Prompt(kind="", called=_value)  # the value of that field, for the draft of that key


def taking(takers: Mapping[Prompt, Take]) -> Callable[[Said], Awaitable[None]]:
    """What gives a text to the taker of what was asked for; a question is answered, and what was asked for waits on."""

    async def told(said: Said) -> None:
        waited = await asked(said.desk, said.user)
        text = " ".join((said.message.text or "").split())
        if waited is None:
            await ask(said)
        elif said.desk.engine.knowledge.lexicon.asks(text):
            await ask(said)
            await remind(said)
        else:
            await forget(said.desk, said.user)
            await takers[waited.prompt](said, waited, text)

    return told


async def remind(said: Said) -> None:
    """Tell again what is waited for, behind what a command or a question has been answered with."""
    if (waited := await asked(said.desk, said.user)) is None:
        return
    if what := await waited.prompt.called(said.desk, waited, said.words):
        await said.say(said.words.still_waiting(what=what))
    else:
        await forget(said.desk, said.user)


async def cancel(said: Said) -> None:
    """Stop what is read or previewed, no longer wait for what was asked for; say what becomes of it, or that there
    was nothing."""
    desk, words = said.desk, said.words
    stopped = desk.jobs.stop(said.user)
    waited = await asked(desk, said.user)
    await forget(desk, said.user)
    what = await waited.prompt.called(desk, waited, words) if waited else ""
    if waited is None or not what:
        await said.say(words.cancelled if stopped else words.cancel_none)
    elif waited.prompt is VALUE:  # its document is still there to go on with
        await said.say(words.cancelled_draft(what=what))
    else:
        await said.say(words.cancelled)
