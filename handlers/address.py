"""Whether a message speaks to the bot, and what it asks: all in private, in a group what is meant for it."""

from __future__ import annotations

from telegram import Bot, Message, MessageEntity

from handlers.markup import visible

MENTIONS = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


def question_of(message: Message, bot: Bot) -> str | None:
    """The question without the bot's name, "" if nothing is asked, None if the message isn't for the bot.

    A bare mention in reply to somebody's message asks what that message (or the part quoted from it) says.
    """
    if not addressed(message, bot):
        return None
    question = _without_mentions(message, bot)
    if visible(question) or message.chat.type == message.chat.PRIVATE:
        return question if visible(question) else ""
    if message.quote is not None:
        return message.quote.text
    asked = message.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.is_bot:
        return ""
    return asked.text or ""


def addressed(message: Message, bot: Bot) -> bool:
    """Whether the message is for the bot: in private always, in a group if it mentions or answers it."""
    if message.chat.type == message.chat.PRIVATE:
        return True
    reply = message.reply_to_message
    if reply is not None and reply.from_user is not None and reply.from_user.id == bot.id:
        return True
    return bool(_mentions(message, bot))


def commanded(message: Message, bot: Bot) -> bool:
    """Whether a command is for the bot: in private always, in a group if it carries the bot's name."""
    command = next(iter((message.text or "").split(maxsplit=1)), "")
    name = command.partition("@")[2]
    return message.chat.type == message.chat.PRIVATE or name.lower() == bot.username.lower()


def _mentions(message: Message, bot: Bot) -> list[MessageEntity]:
    parts = ((message.text, message.entities), (message.caption, message.caption_entities))
    found = [(entity, _part(text, entity)) for text, entities in parts for entity in entities]
    return [
        entity
        for entity, text in found
        if entity.type in MENTIONS
        and (text.lower() == f"@{bot.username}".lower() or (entity.user is not None and entity.user.id == bot.id))
    ]


def _part(text: str | None, entity: MessageEntity) -> str:
    """What an entity covers; the library's own way fails where an entity ends within a character."""
    return _units(text)[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le", "replace")


def _units(text: str | None) -> bytes:
    return (text or "").encode("utf-16-le", "surrogatepass")


def _without_mentions(message: Message, bot: Bot) -> str:
    """The text without the bot's mentions; entities count in UTF-16 code units, so the cut is made there."""
    raw = _units(message.text)
    for entity in sorted(_mentions(message, bot), key=lambda entity: -entity.offset):
        raw = raw[: entity.offset * 2] + raw[(entity.offset + entity.length) * 2 :]
    return raw.decode("utf-16-le", "replace").strip(" \n\t,:")
