"""How much the files of one visit may take together. Streamlit limits each file, and keeps all until the visit ends.

The page has three places for a file of 2 MB; a file whose place is left, or that no page has sent, is kept as well. So
the newest files are kept, and older ones make room.
"""

import re
from collections import OrderedDict
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 10_000_000  # of a visit
EACH = 50_000  # bytes that a file counts at least, so that small ones are not too many
MOST_VISITS = 10_000  # that are remembered
FILE = re.compile(r"(.*/_stcore/upload_file/([^/]+)/)([^/]+)")


class UploadLimit:
    """ASGI middleware that counts what a visit has uploaded and deletes its oldest files beyond ``MOST_BYTES``."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.visits: OrderedDict[str, dict[str, int]] = OrderedDict()  # the bytes of each file, the newest last

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = FILE.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if not found:
            await self.app(scope, receive, send)
            return
        size = status = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            return message

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await self.app(scope, counted, noted)
        if status == HTTPStatus.NO_CONTENT:
            folder, visit, file = found.groups()
            self.visits.get(visit, {}).pop(file, None)
            if scope["method"] == "PUT":
                self.remember(visit, file, size)
                await self.make_room(scope, folder, self.visits[visit])

    def remember(self, visit: str, file: str, size: int) -> None:
        self.visits.setdefault(visit, {})[file] = max(size, EACH)
        self.visits.move_to_end(visit)
        if len(self.visits) > MOST_VISITS:
            self.visits.popitem(last=False)

    async def make_room(self, scope: Scope, folder: str, files: dict[str, int]) -> None:
        """Delete the oldest of ``files`` with the rights of the request ``scope``, which has sent the newest."""

        async def nothing() -> Message:
            return {"type": "http.request"}

        async def unsaid(_message: Message) -> None:
            return

        while sum(files.values()) > MOST_BYTES:
            oldest = next(iter(files))
            del files[oldest]
            await self.app({**scope, "method": "DELETE", "path": folder + oldest}, nothing, unsaid)
