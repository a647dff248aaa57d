"""What the methods do to the chats, and what they refuse; those not named here just succeed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from botapi.markup import shown, units
from botapi.refusal import Refusal
from botapi.talk import BOT, Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(slots=True, kw_only=True)
class Chats:
    """The bot's messages as the chats show them, its menu, its forums' topics, and the open callback queries."""

    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    callbacks: set[str] = field(default_factory=set)
    inline: set[str] = field(default_factory=set)
    results: dict[str, Json] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)
    topics: set[tuple[int, int]] = field(default_factory=set)
    last_id: int = 0

    def next_id(self) -> int:
        """A new message id; later messages have higher ones."""
        self.last_id += 1
        return self.last_id


def perform(chats: Chats, method: str, params: dict[str, Any]) -> Any:
    """The method's result; raises `Refusal`."""
    _check_keyboard(params.get("reply_markup"))
    _check_caption(params)
    if method in _METHODS:
        return _METHODS[method](chats, params)
    content = {"caption": shown(params["caption"], params.get("parse_mode"))} if "caption" in params else {}
    return _send(chats, params, content) if method.startswith("send") else True


def _send_message(chats: Chats, params: dict[str, Any]) -> Json:
    return _send(chats, params, {"text": _text(params)})


def _send(chats: Chats, params: dict[str, Any], content: Json) -> Json:
    chat = params["chat_id"]
    if not isinstance(chat, int):
        raise Refusal("chat not found")
    if "message_thread_id" in params and (chat, params["message_thread_id"]) not in chats.topics:
        raise Refusal("message thread not found")
    _check_reply(chats, params.get("reply_parameters"))
    kind = "private" if chat > 0 else "supergroup"
    message: Json = {
        "message_id": chats.next_id(),
        "date": int(time.time()),
        "chat": {"id": chat, "type": kind},
    }
    message |= {"from": BOT, **content}
    if "reply_markup" in params:
        message["reply_markup"] = params["reply_markup"]
    chats.messages[chat, message["message_id"]] = message
    return message


def _edit_text(chats: Chats, params: dict[str, Any]) -> Json:
    if "text" not in params:
        raise Refusal("message text is empty")
    text = _text(params)
    message = _known(chats, params, "message to edit not found")
    if message.get("text") == text and message.get("reply_markup") == params.get("reply_markup"):
        raise Refusal(
            "message is not modified: specified new message content and reply markup are exactly the same as "
            "a current content and reply markup of the message"
        )
    message["text"] = text
    message.pop("reply_markup", None)
    if "reply_markup" in params:
        message["reply_markup"] = params["reply_markup"]
    return message


def _delete(chats: Chats, params: dict[str, Any]) -> bool:
    message = _known(chats, params, "message to delete not found")
    del chats.messages[message["chat"]["id"], message["message_id"]]
    return True


def _answer_callback(chats: Chats, params: dict[str, Any]) -> bool:
    if params["callback_query_id"] not in chats.callbacks:
        raise Refusal("query is too old and response timeout expired or query ID is invalid")
    chats.callbacks.discard(params["callback_query_id"])
    if units(params.get("text", "")) > 200:
        raise Refusal("MESSAGE_TOO_LONG")
    return True


def _answer_inline(chats: Chats, params: dict[str, Any]) -> bool:
    query, results = params["inline_query_id"], params["results"]
    if query not in chats.inline:
        raise Refusal("query is too old and response timeout expired or query ID is invalid")
    if len(results) > 50:
        raise Refusal("RESULTS_TOO_MUCH")
    names = [result["id"] for result in results]
    if len(set(names)) < len(names):
        raise Refusal("RESULT_ID_DUPLICATE")
    if any(not 1 <= len(name.encode()) <= 64 for name in names):
        raise Refusal("RESULT_ID_INVALID")
    for result in results:
        _check_result(result)
    payload = (params.get("button") or {}).get("start_parameter")
    if payload is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
        raise Refusal("START_PARAM_INVALID")
    chats.inline.discard(query)
    chats.results[query] = params
    return True


def _check_result(result: Json) -> None:
    content = result["input_message_content"]
    text = shown(content["message_text"], content.get("parse_mode"))
    if not result["title"] or not text:
        raise Refusal("ARTICLE_TITLE_EMPTY" if not result["title"] else "MESSAGE_EMPTY")
    if units(text) > TEXT_LIMIT:
        raise Refusal("MESSAGE_TOO_LONG")
    _check_keyboard(result.get("reply_markup"))


def _set_commands(chats: Chats, params: dict[str, Any]) -> bool:
    if len(params["commands"]) > 100:
        raise Refusal("BOT_COMMANDS_TOO_MUCH")
    scope = params.get("scope") or {"type": "default"}
    if scope["type"] == "chat" and scope["chat_id"] not in chats.met:
        raise Refusal("chat not found")
    chats.commands[scope["type"], params.get("language_code", "")] = params["commands"]
    return True


def _edit_keyboard(chats: Chats, params: dict[str, Any]) -> Json:
    message = _known(chats, params, "message to edit not found")
    if message.get("reply_markup") == params.get("reply_markup"):
        raise Refusal("message is not modified: specified new message content and reply markup are exactly the same")
    message.pop("reply_markup", None)
    if "reply_markup" in params:
        message["reply_markup"] = params["reply_markup"]
    return message


def _action(_: Chats, params: dict[str, Any]) -> bool:
    if params["action"] not in ("typing", "upload_document", "upload_photo"):
        raise Refusal("wrong parameter action in request")
    return True


_METHODS: dict[str, Callable[[Chats, dict[str, Any]], Any]] = {
    "getMe": lambda _chats, _params: BOT,
    "sendMessage": _send_message,
    "editMessageText": _edit_text,
    "editMessageReplyMarkup": _edit_keyboard,
    "deleteMessage": _delete,
    "sendChatAction": _action,
    "answerCallbackQuery": _answer_callback,
    "answerInlineQuery": _answer_inline,
    "setMyCommands": _set_commands,
}


def _known(chats: Chats, params: dict[str, Any], refusal: str) -> Json:
    message = chats.messages.get((params.get("chat_id", 0), params.get("message_id", 0)))
    if message is None:
        raise Refusal(refusal)
    return message


def _text(params: dict[str, Any]) -> str:
    text = shown(params["text"], params.get("parse_mode"))
    if not text:
        raise Refusal("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise Refusal("message is too long")
    return text


def _check_reply(chats: Chats, reply: Json | None) -> None:
    if reply is None or reply.get("allow_sending_without_reply"):
        return
    if not 0 < reply["message_id"] <= chats.last_id:
        raise Refusal("message to be replied not found")


def _check_caption(params: dict[str, Any]) -> None:
    if units(shown(params.get("caption", ""), params.get("parse_mode"))) > CAPTION_LIMIT:
        raise Refusal("message caption is too long")


def _check_keyboard(markup: Any) -> None:
    if sum(1 for _ in _buttons(markup)) > 100:
        raise Refusal("BUTTONS_TOO_MUCH")
    for button in _buttons(markup):
        data = button.get("callback_data")
        if data is not None and not 1 <= len(data.encode()) <= 64:
            raise Refusal("BUTTON_DATA_INVALID")
        url = button.get("url")
        if url is not None and not re.match(r"(https?|tg)://\S+$", url):
            raise Refusal("BUTTON_URL_INVALID")
        if not button["text"].strip():
            raise Refusal("BUTTON_TEXT_EMPTY")
        copied = button.get("copy_text")
        if copied is not None and not 1 <= units(copied.get("text", "")) <= 256:
            raise Refusal("BUTTON_COPY_TEXT_INVALID")


def _buttons(markup: Any) -> Iterator[Json]:
    if isinstance(markup, dict):
        for row in markup.get("inline_keyboard", []):
            yield from row
