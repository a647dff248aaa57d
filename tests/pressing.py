"""People at the bot's buttons: which there are under a chat's last message, and what pressing one does."""

from __future__ import annotations

from typing import Any

from botapi import BotApi, Person

Button = dict[str, Any]


def last(api: BotApi, place: int) -> dict[str, Any]:
    """The last message that a chat shows."""
    return api.chats.messages[max(key for key in api.chats.messages if key[0] == place)]


def keys(api: BotApi, place: int) -> dict[str, Button]:
    """The buttons under a chat's last message, by their labels."""
    rows = last(api, place).get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button for row in rows for button in row}


def press(api: BotApi, person: Person, button: Button | str, *, number: int = 0) -> str:
    """Press a button, of the last message or of the one with that number; gives the notice, "" for none."""
    data = button if isinstance(button, str) else button["callback_data"]
    query = api.presses(person, number or last(api, person.place)["message_id"], data)
    api.wait_until(lambda: query in answered(api), "the press is answered")
    return str(answered(api)[query].get("text", ""))


def answered(api: BotApi) -> dict[str, dict[str, Any]]:
    """The presses that were answered, each with how."""
    return {call.params["callback_query_id"]: call.params for call in api.made("answerCallbackQuery")}
