"""Who may ask: people, not bots or channels, and where the operator gave a list, those on it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Chat, Message, User


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
