"""Which methods there are, which parameters they take and of which types: as aiogram's models have them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Optional

from aiogram import methods
from aiogram.methods.base import TelegramMethod
from pydantic import ConfigDict, TypeAdapter, ValidationError

from botapi.refusal import Refusal

# what aiogram still has for old code, and Telegram no longer lists
_GONE = {"disable_web_page_preview", "reply_to_message_id", "allow_sending_without_reply"}


@cache
def _models() -> dict[str, type[TelegramMethod[Any]]]:
    found = (getattr(methods, name) for name in methods.__all__)
    return {
        model.__api_method__.lower(): model
        for model in found
        if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
    }


@cache
def _adapter(method: str, name: str) -> TypeAdapter[Any]:
    annotation = _models()[method].model_fields[name].annotation
    # aiogram's types hold classes of its own for files and defaults; None lets a bare model have a config
    return TypeAdapter(Optional[annotation], config=ConfigDict(arbitrary_types_allowed=True))  # noqa: UP045


def canonical(method: str) -> str:
    """The method's name as Telegram writes it (it takes any case); raises `Refusal` 404 if there is none."""
    model = _models().get(method.lower())
    if model is None:
        raise Refusal("Not Found: method not found", 404)
    return model.__api_method__


def check(method: str, params: Mapping[str, str]) -> dict[str, Any]:
    """The parameters, JSON decoded where they are no text; raises `Refusal` for a wrong name or type."""
    fields = _models()[method.lower()].model_fields
    for name in params:
        if name not in fields or name in _GONE:
            raise Refusal(f"unknown parameter {name} of {method}")
    for name, field in fields.items():
        if field.is_required() and name not in params:
            raise Refusal(f"parameter {name} of {method} is required")
    return {name: _value(method, name, raw) for name, raw in params.items()}


def _value(method: str, name: str, raw: str) -> Any:
    """The number if the parameter may be one, else the text if it may be text, else what it is in JSON."""
    try:
        decoded = json.loads(raw)
    except ValueError:
        decoded = raw
    if isinstance(decoded, (int, float)) and _valid(method, name, decoded, strict=True):
        return decoded  # ids come as text and are numbers: the chat 5 and the chat "5" are one
    for value in (raw, decoded):
        if _valid(method, name, value):
            return value
    raise Refusal(f"parameter {name} of {method} has the wrong type")


def _valid(method: str, name: str, value: Any, *, strict: bool = False) -> bool:
    try:
        _adapter(method.lower(), name).validate_python(value, strict=strict)
    except ValidationError:
        return False
    return True
