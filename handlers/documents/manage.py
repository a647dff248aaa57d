"""What admins do with one document: its history, no longer answer from it or again, whether it is in force."""

import asyncio

from corpus.manifest import Entry
from handlers.buttons import MANAGED
from handlers.chat.context import Desk
from handlers.chat.reply import Part, page_of, plain_part
from handlers.chat.talk import Press, Said, Talk, refusal_told
from handlers.documents.add import fault
from handlers.documents.change import NO, RESTORE, RETIRE, YES, leaving, propose
from handlers.documents.resume import tell_waiting
from handlers.documents.telling import checked_state, line_of
from handlers.keyboards import BY_KEY, LISTED, OPENED, managing_button
from handlers.prompts import Awaited, Prompt
from handlers.rendering.markup import cut
from index.publishing.decisions import decided
from index.publishing.library import Shelved
from index.views.view import zone_name

REPLACED = "p"
CHANGES = {"r": RETIRE, "b": RESTORE, "y": YES, "n": NO}  # what a button changes
HISTORY = 6  # changes that are shown
NAME, FORMAL = 100, 400  # characters that are shown of a short text and of a long one


async def manage(said: Said) -> None:
    """Show all documents, the retired ones too, a button each."""
    await said.send(await asyncio.to_thread(documents_page, said, "1"))
    await tell_waiting(said)


async def manage_button(press: Press) -> None:
    """Do to a document what a button says."""
    await press.answer()
    action, name = press.given["action"], press.given["name"]
    if name.startswith(BY_KEY):
        name = await asyncio.to_thread(press.desk.lengthen, name.removeprefix(BY_KEY))
    if action == OPENED:
        await _show(press, name)
    elif action == LISTED:
        await press.send(await asyncio.to_thread(documents_page, press, name))
    elif action == REPLACED:
        await Prompt.REPLACED.ask(press.desk, press.user, name)
        await press.send(plain_part(press.words.managed_replaced_by, [[leaving(press.words)]]))
    elif action in CHANGES:
        await propose(press, CHANGES[action], name)


async def replaced_by(said: Said, wanted: Awaited, by: str) -> None:
    """Show what it would do to mark a document as replaced by what an admin wrote; ask again where it can't be."""
    if fault_told := fault(Prompt.REPLACED.value, by, said.words.managed_replaced, said.words):
        await said.say(fault_told)
        await Prompt.REPLACED.ask(said.desk, said.user, wanted.name)
        return
    await propose(said, NO, wanted.name, by)


def documents_page(talk: Talk, number: str) -> Part:
    """A page of all documents, the retired ones too, a button each."""
    (entries, retired), words = _entries(talk.desk), talk.words
    told = {entry.id: words.managed_retired if entry.id in retired else cut(entry.id, NAME) for entry in entries}
    rows, turning = page_of(entries, number, lambda entry: f"{cut(entry.short, NAME)} – {told[entry.id]}", MANAGED)
    buttons = [[managing_button(entry.short, OPENED, entry.id, talk.shorten)] for _, entry, _ in rows]
    text = words.managed(documents="\n".join(line for *_, line in rows) or "–", where=words.managed_send)
    return plain_part(text, [*buttons, *turning])


async def _show(press: Press, name: str) -> None:
    """A document's entry, its state, its last changes, and what may be done to it."""
    entries, retired = await asyncio.to_thread(_entries, press.desk)
    if (entry := next((entry for entry in entries if entry.id == name), None)) is None:
        await press.say(press.words.view_gone)
        return
    async with refusal_told(press):
        past = [row for row in await asyncio.to_thread(press.desk.publisher.library.history) if row.what == name]
        await press.send(await asyncio.to_thread(_card, press, entry, past, retired=name in retired))


def _card(press: Press, entry: Entry, past: list[Shelved], *, retired: bool) -> Part:
    """What there is to know of a document, with a button for each thing that may be done to it."""
    words = press.words
    text = words.managed_one(
        short=cut(entry.short, NAME), formal=cut(entry.formal, FORMAL),
        state=checked_state(entry, words), zone=zone_name(),
        history="\n".join(line_of(row, words) for row in past[-HISTORY:]) or "–",
    )  # fmt: skip
    ways = [(words.managed_restore, "b")] if retired else [(words.managed_retire, "r")]
    ways += [(words.states["yes"], "y"), (words.states["no"], "n"), (words.managed_replaced, REPLACED)]
    return plain_part(text, [[managing_button(*way, entry.id, press.shorten)] for way in ways])


def _entries(desk: Desk) -> tuple[list[Entry], set[str]]:
    """All documents that there are, and the ids of those that are retired."""
    library = desk.publisher.library
    return [row.entry for row in library.known()], {row.entry.id for row in decided(library.data) if row.retired}
