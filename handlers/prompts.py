"""What an admin is asked to write: each kind declared once, kept until it is written, told again, and taken."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from handlers.asking.ask import ask
from handlers.chat.context import Desk, kept
from handlers.chat.reply import plain_part
from handlers.chat.talk import Press, Said
from handlers.rendering.markup import cut
from handlers.wording import Wording

SHORT = 80  # characters of a name


class Prompt(Enum):
    """A kind of text that is asked for, by how it is kept."""

    REPLACED = "replaced"  # what replaces the document of that id
    MEANING = "means"  # what that word means, in the question of that key
    VALUE = ""  # the value of that field, for the draft of that key

    async def ask(self, desk: Desk, user: int, name: str, key: str = "") -> None:
        """Take what a person writes next as this, about what has that name, for what has that key."""
        what = f"{self.value}:{name}" if self.value else name
        await asyncio.to_thread(kept, lambda: desk.pending.put(user, (key, what)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What somebody was asked for: which kind of text, about what, for the draft or the question of that key."""

    prompt: Prompt
    name: str
    key: str

    async def called(self, desk: Desk, words: Wording) -> str:
        """What it is in words, such as "Judul untuk pergub.pdf"; "" where there is no use for it any more."""
        if self.prompt is Prompt.MEANING:
            return words.waiting_meaning(word=cut(self.name, SHORT))
        if self.prompt is Prompt.REPLACED:
            entry = await asyncio.to_thread(kept, lambda: desk.publisher.library.entry(self.name), None)
            name = cut(entry.short if entry else self.name, SHORT)
            return words.waiting_value(field=words.managed_replaced, name=name)
        if (draft := await asyncio.to_thread(kept, lambda: desk.drafts.get(self.key), None)) is None:
            return ""
        return words.waiting_value(field=words.fields.get(self.name, self.name), name=cut(draft.name, SHORT))


Take = Callable[[Said, Awaited, str], Awaitable[None]]


async def asked(desk: Desk, user: int) -> Awaited | None:
    """What a person was asked for; None for nothing."""
    if (wanted := await asyncio.to_thread(kept, lambda: desk.pending.get(user), None)) is None:
        return None
    key, what = wanted
    kind, _, name = what.partition(":")
    prompt = next((prompt for prompt in Prompt if prompt.value == kind), Prompt.VALUE)
    return Awaited(prompt=prompt, name=what if prompt is Prompt.VALUE else name, key=key)


async def forget(desk: Desk, user: int) -> None:
    """Take what a person writes next as a question again."""
    await asyncio.to_thread(kept, lambda: desk.pending.put(user, None), None)


async def leave(press: Press, prompt: Prompt | None = None) -> str:
    """Say in the place of what was proposed that nothing comes of it; a text of that kind is asked for no longer."""
    if (waited := await asked(press.desk, press.user)) is not None and waited.prompt is prompt:
        await forget(press.desk, press.user)
    await press.show(plain_part(press.words.cancelled))
    return ""


async def take(takers: Mapping[Prompt, Take], said: Said) -> None:
    """Give a text to the taker of what was asked for; a question is answered, and what was asked for waits on."""
    waited = await asked(said.desk, said.user)
    text = " ".join((said.message.text or "").split())
    if waited is None or said.desk.engine.knowledge.lexicon.asks(text):
        await ask(said)
        await remind(said)
    else:
        await forget(said.desk, said.user)
        await takers[waited.prompt](said, waited, text)


async def remind(said: Said) -> None:
    """Tell again what is waited for, behind what a command or a question has been answered with."""
    if (waited := await asked(said.desk, said.user)) is None:
        return
    if what := await waited.called(said.desk, said.words):
        await said.say(said.words.still_waiting(what=what))
    else:
        await forget(said.desk, said.user)


async def cancel(said: Said) -> None:
    """Stop what is read or previewed and wait for nothing more; say what becomes of it, or that there was nothing."""
    desk, words = said.desk, said.words
    stopped = desk.jobs.stop(said.user)
    waited = await asked(desk, said.user)
    await forget(desk, said.user)
    what = await waited.called(desk, words) if waited else ""
    if waited and what and waited.prompt is Prompt.VALUE:  # its document is still there to go on with
        await said.say(words.cancelled_draft(what=what))
    else:
        await said.say(words.cancelled if stopped or what else words.cancel_none)
