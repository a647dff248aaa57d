"""How the stand-in says no: Telegram's code and description."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 (it is an answer, not an accident)
    """A request that isn't granted; becomes `ok: false` with this code and description."""

    def __init__(self, description: str, code: int = 400) -> None:
        super().__init__(description)
        self.code = code
        self.description = f"Bad Request: {description}" if code == 400 else description
