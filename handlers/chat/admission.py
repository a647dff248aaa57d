"""Who may ask, how many questions in a minute, and whether a message speaks to the bot and what it asks."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from telegram import Bot, Chat, Message, MessageEntity, User

from handlers.chat.memory import Recent
from handlers.rendering.markup import visible

WINDOW = 60.0  # seconds
PER_WINDOW = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The operator's lists of Telegram ids; None lets everybody in, `admins` always may.

    A group on the list may ask, whoever speaks in it. Where there is a list of users but none of groups, just
    these users may ask, anywhere: putting the bot into a group is no way around the list.
    """

    admins: frozenset[int] = frozenset()
    users: frozenset[int] | None = None
    groups: frozenset[int] | None = None

    def allows(self, chat: Chat | None, user: User | None) -> bool:
        """Whether this user may ask in this chat; there is no chat for an inline query."""
        if chat is not None and chat.type != chat.PRIVATE and self.groups is not None:
            return chat.id in self.groups
        return self.users is None or (user is not None and user.id in self.users | self.admins)


def from_person(message: Message) -> bool:
    """Whether a person wrote this here; not a bot, a channel, or a bot's words sent by inline mode.

    A group's anonymous admin is a person: Telegram gives the group itself as the sender.
    """
    if message.via_bot is not None or message.is_automatic_forward:
        return False
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id and message.chat.type != message.chat.CHANNEL
    return message.from_user is not None and not message.from_user.is_bot


@dataclass(slots=True)
class Rates:
    """The pace of each person: when they asked within the last minute, and whether they were told to wait since."""

    most: int = PER_WINDOW  # questions a minute
    clock: Callable[[], float] = time.monotonic
    _paces: Recent[int, tuple[deque[float], bool]] = field(default_factory=lambda: Recent(10_000))

    def wait(self, user: int) -> tuple[float, bool]:
        """How many seconds a person has to wait, 0 for none, and whether this is the first time that they are told."""
        now = self.clock()
        times, told = self._paces.get(user) or (deque[float](), False)
        while times and times[0] <= now - WINDOW:
            times.popleft()
        waits = len(times) >= self.most
        if not waits:
            times.append(now)
        self._paces.put(user, (times, waits))
        return (times[0] + WINDOW - now, not told) if waits else (0.0, False)


def question_of(message: Message, bot: Bot) -> str | None:
    """The question without the bot's name, "" if nothing is asked, None if the message isn't for the bot.

    A bare mention in reply to somebody's message asks what that message (or the part quoted from it) says.
    """
    if not addressed(message, bot):
        return None
    raw = _units(message.text)
    for entity in sorted(_mentions(message, bot), key=lambda entity: -entity.offset):
        raw = raw[: entity.offset * 2] + raw[(entity.offset + entity.length) * 2 :]
    question = raw.decode("utf-16-le", "replace").strip(" \n\t,:")
    if visible(question) or message.chat.type == message.chat.PRIVATE:
        return question if visible(question) else ""
    if message.quote is not None:
        return message.quote.text
    asked = message.reply_to_message
    return "" if asked is None or asked.from_user is None or asked.from_user.is_bot else asked.text or ""


def addressed(message: Message, bot: Bot) -> bool:
    """Whether the message is for the bot: in private always, in a group if it mentions or answers it."""
    reply = message.reply_to_message
    answers = reply is not None and reply.from_user is not None and reply.from_user.id == bot.id
    return message.chat.type == message.chat.PRIVATE or answers or bool(_mentions(message, bot))


def commanded(message: Message, bot: Bot) -> bool:
    """Whether a command is for the bot: in private always, in a group if it carries the bot's name."""
    name = next(iter((message.text or "").split(maxsplit=1)), "").partition("@")[2]
    return message.chat.type == message.chat.PRIVATE or name.lower() == bot.username.lower()


def _mentions(message: Message, bot: Bot) -> list[MessageEntity]:
    parts = ((message.text, message.entities), (message.caption, message.caption_entities))
    kinds, found = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION), list[MessageEntity]()
    for raw, entity in ((_units(text), entity) for text, entities in parts for entity in entities):
        # what it covers; the library's own way fails where an entity ends within a character
        said = raw[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le", "replace")
        named = said.lower() == f"@{bot.username}".lower() or (entity.user is not None and entity.user.id == bot.id)
        found += [entity] if named and entity.type in kinds else []
    return found


def _units(text: str | None) -> bytes:
    """The UTF-16 code units in which entities count, two bytes each."""
    return (text or "").encode("utf-16-le", "surrogatepass")
