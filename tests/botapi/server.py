"""The stand-in's HTTP side: requests, long polling, a webhook, faults on demand, and a record of all that was asked."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from aiohttp import web

from botapi import methods, schema
from botapi.hook import Courier, Hook, Posted, hook_of
from botapi.methods import Chats
from botapi.refusal import Refusal
from botapi.talk import Json, Person

TOKEN = "987654321:AAstandinstandinstandinstandinstandin"  # noqa: S105 (no bot has it)
HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
PATIENCE = 8.0  # seconds that a test waits for the bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request that came: method, parameters, time, and the code of the answer (0: the line was dropped)."""

    method: str
    params: dict[str, Any]
    code: int
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    code: int  # 0 drops the line
    description: str = ""
    retry_after: int | None = None
    migrated_to: int | None = None
    chat: int | None = None  # the only one that it is for


class BotApi:
    """Telegram on a loopback port, for `with`; runs in a thread of its own.

    `port` 0 takes a free one. People speak by `says` and `edits`; `wait` and `shown` give what the bot did.
    """

    def __init__(self, port: int = 0, token: str = TOKEN) -> None:
        self.port = port
        self.token = token
        self.chats = Chats()
        self.calls: list[Call] = []
        self.files: list[tuple[str, bytes]] = []  # name and content of each file that came
        self.sent: dict[str, bytes] = {}  # what people sent, by its id
        self.posted: list[Posted] = []  # what was sent to the webhook
        self._faults: dict[str, deque[_Fault]] = defaultdict(deque)
        self._updates: list[Json] = []
        self._update_id = 100
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._arrived = asyncio.Event()
        self._polls = 0  # how many getUpdates have come; only the last of them is held
        self._courier = Courier(self._pending, self._delivered)
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> BotApi:
        self._thread.start()
        if not self._ready.wait(PATIENCE):
            raise TimeoutError("the stand-in didn't start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)

    @property
    def url(self) -> str:
        """What the bot needs as `api_url`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def hook(self) -> Hook:
        """The webhook that is set; its `url` is empty if there is none."""
        return self._courier.hook

    def push(self, kind: str, content: Json) -> None:
        """Deliver an update of this kind ("message", "edited_message", "callback_query", …)."""
        with self._changed:
            self._update_id += 1
            self._updates.append({"update_id": self._update_id, kind: content})
            if kind == "callback_query":
                self.chats.callbacks.add(content["id"])
            if kind == "inline_query":
                self.chats.inline.add(content["id"])
            chat = content.get("chat")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                self.chats.met.add(chat["id"])
        self._loop.call_soon_threadsafe(self._arrived.set)
        self._loop.call_soon_threadsafe(self._courier.changed.set)

    def says(self, person: Person, text: str | None = None, **more: Any) -> int:
        """Let a person write; `more` are other fields of the message. Gives the message's id."""
        number = self.chats.next_id()
        if more.get("is_topic_message"):
            self.chats.topics.add((person.place, more["message_thread_id"]))
        self.push("message", person.message(number, text, **more))
        return number

    def sends(self, person: Person, name: str, content: bytes, **more: Any) -> int:
        """Let a person send a file."""
        key = f"file{len(self.sent)}"
        self.sent[key] = content
        document = {"file_id": key, "file_unique_id": key, "file_name": name, "file_size": len(content)}
        return self.says(person, document=document | more)

    async def _file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            raise web.HTTPUnauthorized
        return web.Response(body=self.sent[request.match_info["path"]])

    def edits(self, person: Person, number: int, text: str, **more: Any) -> None:
        """Let a person edit the message `number`."""
        self.push("edited_message", person.message(number, text, edit_date=int(time.time()), **more))

    def presses(self, person: Person, number: int, data: str, *, old: bool = False) -> str:
        """Let a person press a button under the bot's message `number`; of an `old` one Telegram tells little."""
        message = self.chats.messages[person.place, number]
        if old:
            message = {"message_id": number, "chat": message["chat"], "date": 0}
        query = f"query-{self._update_id}"
        asked = {"id": query, "from": person.user, "message": message, "chat_instance": "1", "data": data}
        self.push("callback_query", asked)
        return query

    def types(self, person: Person, text: str) -> str:
        """Let a person type an inline query, in any chat; gives its id, under which `chats.results` has the answer."""
        query = f"inline-{self._update_id}"
        self.push("inline_query", {"id": query, "from": person.user, "query": text, "offset": "", "chat_type": "group"})
        return query

    def fail(self, method: str, code: int, *, times: int = 1, **more: Any) -> None:
        """Answer the next `times` calls of a method with an error; the code 0 drops the line.

        `more` are `description`, `retry_after`, `migrated_to`, and `chat` for the calls to one chat only.
        """
        with self._changed:
            self._faults[method].extend([_Fault(code=code, **more)] * times)

    def made(self, method: str, code: int | None = 200) -> list[Call]:
        """The calls of a method so far that were answered with this code; None for any."""
        with self._changed:
            return [call for call in self.calls if call.method == method and code in (None, call.code)]

    def wait(self, method: str, count: int = 1, code: int | None = 200, timeout: float = PATIENCE) -> list[Call]:
        """The calls of a method, once there are `count`; raises `TimeoutError`."""
        self.wait_until(lambda: len(self.made(method, code)) >= count, f"{count} x {method}", timeout)
        return self.made(method, code)

    def wait_until(self, holds: Callable[[], bool], what: str, timeout: float = PATIENCE) -> None:
        """Return once `holds` does, which is tried after each request; raises `TimeoutError`."""
        with self._changed:
            if not self._changed.wait_for(holds, timeout):
                raise TimeoutError(f"{what}: not in {timeout} s; came: {[call.method for call in self.calls]}")

    def shown(self, chat: int) -> list[str]:
        """The texts of the bot that a chat shows now, in order; a file's is its caption."""
        with self._changed:
            shown = sorted(item for item in self.chats.messages.items() if item[0][0] == chat)
            return [str(message.get("text", message.get("caption", ""))) for _, message in shown]

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path}", self._file)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        self._ready.set()
        courier = asyncio.create_task(self._courier.run())
        await self._stop.wait()
        courier.cancel()
        await asyncio.gather(courier, return_exceptions=True)
        await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        method, params, code = request.match_info["method"], dict[str, Any](), 200
        try:
            if request.match_info["token"] != self.token:
                raise Refusal("Unauthorized", 401)
            method = schema.canonical(method)
            params = schema.check(method, await self._parameters(request))
            if fault := self._next_fault(method, params.get("chat_id")):
                return self._faulty(request, method, params, fault)
            body = {"ok": True, "result": await self._perform(method, params)}
        except Refusal as refusal:
            code = refusal.code
            body = {"ok": False, "error_code": code, "description": refusal.description}
        self._record(Call(method=method, params=params, code=code))
        return web.json_response(body, status=code)

    async def _parameters(self, request: web.Request) -> dict[str, str]:
        """The parameters from the query and the body; a file counts as its name, and is kept in `files`."""
        found = dict(request.query)
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                self.files.append((value.filename, value.file.read()))
            found[name] = value if isinstance(value, str) else f"attach://{name}"
        return found

    async def _perform(self, method: str, params: dict[str, Any]) -> Any:
        if method == "getUpdates":
            return await self._get_updates(params)
        if method in ("setWebhook", "deleteWebhook"):
            return self._set_webhook(params if method == "setWebhook" else {"url": "", **params})
        if method == "getWebhookInfo":
            return self._courier.hook.info(len(self._pending()))
        if method == "getFile":
            content = self.sent[params["file_id"]]
            if len(content) > 20 * 2**20:
                raise Refusal("file is too big")
            return {"file_id": params["file_id"], "file_unique_id": params["file_id"], "file_path": params["file_id"]}
        with self._changed:
            return methods.perform(self.chats, method, params)

    def _set_webhook(self, params: dict[str, Any]) -> bool:
        self._courier.hook = hook_of(params)
        if params.get("drop_pending_updates"):
            with self._changed:
                self._updates.clear()
        self._courier.changed.set()
        self._arrived.set()  # whoever polls is told
        return True

    def _pending(self) -> list[Json]:
        with self._changed:
            return self._updates[:]

    def _delivered(self, posted: Posted) -> None:
        with self._changed:
            self.posted.append(posted)
            if 200 <= posted.status < 300:
                self._updates = [update for update in self._updates if update["update_id"] != posted.update_id]
            self._changed.notify_all()

    async def _get_updates(self, params: dict[str, Any]) -> list[Json]:
        """What waits from the offset on, all before it confirmed; holds the line until something comes.

        Whoever asks meanwhile breaks it off, as Telegram does.
        """
        self._polls += 1
        mine = self._polls
        self._arrived.set()
        offset, deadline = params.get("offset", 0), time.monotonic() + params.get("timeout", 0)
        allowed = params.get("allowed_updates")
        while True:
            if self._courier.hook.url:
                raise Refusal(HOOKED, 409)
            if mine != self._polls:
                raise Refusal(OTHER, 409)
            self._arrived.clear()
            with self._changed:
                self._updates = [update for update in self._updates if update["update_id"] >= offset]
                waiting = [update for update in self._updates if not allowed or set(allowed) & update.keys()]
            remaining = deadline - time.monotonic()
            if waiting or remaining <= 0:
                return waiting[: params.get("limit", 100)]
            try:
                await asyncio.wait_for(self._arrived.wait(), remaining)
            except TimeoutError:
                continue

    def _next_fault(self, method: str, chat: object) -> _Fault | None:
        with self._changed:
            for fault in self._faults[method]:
                if fault.chat in (None, chat):
                    self._faults[method].remove(fault)
                    return fault
        return None

    def _faulty(self, request: web.Request, method: str, params: dict[str, Any], fault: _Fault) -> web.Response:
        self._record(Call(method=method, params=params, code=fault.code))
        if fault.code == 0 and request.transport is not None:
            request.transport.abort()
            return web.Response()
        if fault.code == 502:
            return web.Response(status=502, text="<html><body>502 Bad Gateway</body></html>")
        body: Json = {"ok": False, "error_code": fault.code, "description": fault.description or "Refused"}
        if fault.retry_after is not None:
            body["description"] = f"Too Many Requests: retry after {fault.retry_after}"
            body["parameters"] = {"retry_after": fault.retry_after}
        if fault.migrated_to is not None:
            body["description"] = "Bad Request: group chat was upgraded to a supergroup chat"
            body["parameters"] = {"migrate_to_chat_id": fault.migrated_to}
        return web.json_response(body, status=fault.code)

    def _record(self, call: Call) -> None:
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()
