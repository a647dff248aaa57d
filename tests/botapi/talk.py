"""People who write to the bot: their messages as Telegram would deliver them."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

BOT: Json = {
    "id": 987654321,
    "is_bot": True,
    "first_name": "TanyaPasal",
    "username": "tanyapasal_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}

PHOTO: Json = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}

_ENTITIES = re.compile(r"(?P<bot_command>(?<!\S)/\w+(@\w+)?)|(?P<mention>(?<!\w)@\w{5,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a private chat with the bot, or with `chat` in a group."""

    id: int = 1001
    name: str = "Baiq Nurhayati"
    language: str | None = None
    chat: int | None = None
    forum: bool = False
    bot: bool = field(default=False)

    @property
    def place(self) -> int:
        """The id of the chat that this person writes in."""
        return self.id if self.chat is None else self.chat

    def message(self, number: int, text: str | None = None, **more: Any) -> Json:
        """A message of this person; `more` are its other fields."""
        message: Json = {
            "message_id": number,
            "date": int(time.time()),
            "chat": self._chat(),
            "from": self.user,
        }
        if text is not None:
            message["text"] = text
            if entities := entities_of(text):
                message["entities"] = entities
        return message | more

    @property
    def user(self) -> Json:
        """The person as Telegram tells of them."""
        user: Json = {
            "id": self.id,
            "is_bot": self.bot,
            "first_name": self.name,
            "username": f"user{self.id}",
        }
        return user | ({"language_code": self.language} if self.language else {})

    def _chat(self) -> Json:
        if self.chat is None:
            return {"id": self.id, "type": "private", "first_name": self.name}
        return {"id": self.chat, "type": "supergroup", "title": "Rapat", "is_forum": self.forum}


def entities_of(text: str) -> list[Json]:
    """The commands and mentions in a text, offsets in UTF-16 code units."""
    return [
        {
            "type": found.lastgroup,
            "offset": len(text[: found.start()].encode("utf-16-le")) // 2,
            "length": len(found[0].encode("utf-16-le")) // 2,
        }
        for found in _ENTITIES.finditer(text)
    ]
