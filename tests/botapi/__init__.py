"""A stand-in for Telegram's Bot API over real HTTP on loopback, which refuses what Telegram refuses."""

from botapi.server import OTHER, TOKEN, BotApi, Call
from botapi.talk import BOT, PHOTO, Person

__all__ = ["BOT", "OTHER", "PHOTO", "TOKEN", "BotApi", "Call", "Person"]
