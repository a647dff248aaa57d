"""Links that open a clause in the bot: https://t.me/<bot>?start=<payload>, and the one that shares such a link.

Telegram takes 64 characters of A-Z, a-z, 0-9, _ and - for a payload. An id of such characters is written as it is,
its slashes as underscores; any other one by a hash, which is looked up among all ids.
"""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import quote

from index.knowledge import Knowledge

HOST = "https://t.me"
LONGEST = 64
HASHED = "_h"  # how the payload of a hash begins; an id begins with a letter or a digit
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9-]+)*")
_SHOWN = 120  # characters of a text that goes with a shared link


def payload_of(name: str) -> str:
    """The payload that opens the clause of that id."""
    plain = name.replace("/", "_")
    if _PLAIN.fullmatch(name) and len(plain) <= LONGEST:
        return plain
    return HASHED + base64.urlsafe_b64encode(hashlib.sha256(name.encode()).digest()[:18]).decode()


def clause_of(payload: str, knowledge: Knowledge) -> str:
    """The id of the clause that a payload opens; "" where there is none."""
    if payload.startswith(HASHED):
        return next((unit.id for unit in knowledge.store.units() if payload_of(unit.id) == payload), "")
    name = payload.replace("_", "/")
    return name if knowledge.store.by_id(name) is not None else ""


def link(username: str, name: str) -> str:
    """The address that opens a clause in the bot."""
    return f"{HOST}/{username}?start={payload_of(name)}"


def share(username: str, name: str, text: str) -> str:
    """The address under which Telegram asks to whom a link to a clause shall go."""
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return f"{HOST}/share/url?url={quote(link(username, name), safe='')}&text={quote(shown, safe='')}"
