"""One chat's updates are worked on in order, different chats' side by side, never more than allowed at once."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Update

from bot.serving.updates import CURRENT, PerChatProcessor


def update(chat: int) -> Update:
    content = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}
    made = Update.de_json({"update_id": 1, "message": content}, None)
    assert made is not None
    return made


class Work:
    """Pieces of work that note when they begin and end."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.running = 0
        self.most = 0

    async def piece(self, name: str, seconds: float = 0.01) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        await asyncio.sleep(seconds)
        self.running -= 1
        if name == "broken":
            raise ValueError(name)
        self.done.append(name)


async def process(at_once: int, pieces: list[tuple[object, str, float]]) -> Work:
    work, processor = Work(), PerChatProcessor(at_once)
    async with processor:
        await asyncio.gather(
            *(processor.process_update(item, work.piece(name, seconds)) for item, name, seconds in pieces),
            return_exceptions=True,
        )
    return work


def test_one_chat_keeps_its_order_while_another_is_served() -> None:
    slow = [(update(1), f"a{n}", 0.03 - n / 100) for n in range(3)]
    work = asyncio.run(process(16, [*slow, (update(2), "b", 0.0)]))
    assert work.done == ["b", "a0", "a1", "a2"]
    assert work.most == 2


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_at_once_than_allowed(at_once: int) -> None:
    work = asyncio.run(process(at_once, [(update(n), str(n), 0.01) for n in range(1, 9)]))
    assert work.most == at_once
    assert len(work.done) == 8


def test_one_chats_flood_does_not_take_all_places() -> None:
    flood = [(update(1), f"a{n}", 0.01) for n in range(6)]
    work = asyncio.run(process(2, [*flood, (update(2), "b", 0.0)]))
    assert work.done[0] == "b"


def test_a_failure_gives_the_turn_on() -> None:
    work = asyncio.run(process(16, [(update(1), "broken", 0.0), (update(1), "after", 0.0)]))
    assert work.done == ["after"]


def test_what_is_of_no_chat_waits_for_nobody() -> None:
    work = asyncio.run(process(16, [("something", "slow", 0.03), ("something", "fast", 0.0)]))
    assert work.done == ["fast", "slow"]


def test_who_waits_for_a_limit_leaves_the_place_to_others() -> None:
    done: list[str] = []

    async def waits() -> None:
        place = CURRENT.get()
        place.leave()
        await asyncio.sleep(0.05)
        await place.take()
        done.append("waited")

    async def works() -> None:
        done.append("worked")

    async def both() -> None:
        processor = PerChatProcessor(1)
        async with processor:
            await asyncio.gather(
                processor.process_update(update(1), waits()), processor.process_update(update(2), works())
            )

    asyncio.run(both())
    assert done == ["worked", "waited"]
