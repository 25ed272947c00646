"""Files that never change are compressed once for all visitors, outside the event loop, and answered from memory."""

import asyncio
import gzip
from collections.abc import Collection
from posixpath import normpath

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_KEPT = 50_000_000  # bytes; all files of Streamlit and Plotly.js together take a third
COMPRESSED_ALREADY = ("font/", "image/png", "image/jpeg", "image/gif", "image/webp")


class CompressedOnce:
    """ASGI middleware around an ``app`` that serves files which never change, in some ``folders`` of its paths.

    Who accepts gzip is sent the answer that is kept. Everything else is left to the app.
    """

    def __init__(self, app: ASGIApp, folders: Collection[str]) -> None:
        self.app, self.folders, self.size = app, tuple(folders), 0
        self.kept: dict[str, Response] = {}
        self.under_way: dict[str, asyncio.Task[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self.answer(scope, receive) if self.concerns(scope) else None
        if answer is None:
            await self.app(scope, receive, send)
        elif answer.headers["ETag"] in Headers(scope=scope).get("If-None-Match", ""):
            headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
            await Response(status_code=304, headers=headers)(scope, receive, send)
        else:
            await answer(scope, receive, send)

    def concerns(self, scope: Scope) -> bool:
        """Whether ``scope`` asks for a whole file of the folders and accepts gzip."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(self.folders):
            return False
        headers = Headers(scope=scope)
        plain = normpath(scope["path"]) == scope["path"]  # so that each file is kept once
        return plain and "gzip" in headers.get("Accept-Encoding", "") and "Range" not in headers

    async def answer(self, scope: Scope, receive: Receive) -> Response | None:
        """What is kept for the path of ``scope``. The first request has it made, others at that moment wait for it."""
        path = scope["path"]
        if path not in self.kept:
            if path not in self.under_way:
                self.under_way[path] = asyncio.create_task(self.make(scope, receive))
            await asyncio.shield(self.under_way[path])
        return self.kept.get(path)

    async def make(self, scope: Scope, receive: Receive) -> None:
        """Keep the app's answer, compressed, if it is a file that never changes."""
        try:
            head, body = await self.ask(scope, receive)
            headers = MutableHeaders(raw=head["headers"])
            never_changes = head["status"] == 200 and "immutable" in headers.get("Cache-Control", "")
            if never_changes and self.size + len(body) <= MOST_KEPT:
                if not headers.get("Content-Type", "").startswith(COMPRESSED_ALREADY):
                    body = await asyncio.to_thread(gzip.compress, body, mtime=0)
                    headers.update({"Content-Encoding": "gzip", "Content-Length": str(len(body))})
                    headers.update({"Vary": "Accept-Encoding", "ETag": headers["ETag"].removesuffix('"') + '-gzip"'})
                self.kept[scope["path"]] = Response(body, headers=dict(headers))
                self.size += len(body)
        finally:
            del self.under_way[scope["path"]]

    async def ask(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """The head and the body of the app's whole, uncompressed answer."""
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        headers = Headers(scope=scope).mutablecopy()
        for condition in ("Accept-Encoding", "If-None-Match", "If-Modified-Since"):
            del headers[condition]
        await self.app({**scope, "headers": headers.raw, "extensions": {}}, receive, collect)
        return messages[0], b"".join(message.get("body", b"") for message in messages[1:])
