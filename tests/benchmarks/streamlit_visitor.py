"""A visitor without a browser: speaks Streamlit's own protocol as its page does, and keeps the page as it stands.

What a browser would know is kept: every widget's value by its id, the elements by their place, the messages that the
server may refer to by their hash, the address. Whatever the page would show as an error is a fault.
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from http.cookies import SimpleCookie
from time import perf_counter
from typing import NamedTuple, Self
from urllib.parse import urlsplit
from urllib.request import urlopen

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from widget_values import first_value

PATIENCE = 60  # seconds without an answer are a fault
BAD_ALERTS = (Alert.ERROR, Alert.WARNING)
EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN  # by another wish of the same visitor
WELL = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY, EARLY)


class Placed(NamedTuple):
    """An element of the page, the part of the script that drew it, the run that did, and its message's hash."""

    element: Element
    fragment: str
    run: str
    hash: str


class Visitor:
    """One session; use ``async with Visitor(address, query) as visitor``."""

    def __init__(self, address: str, query: str = "") -> None:
        self.address, self.query, self.page_hash, self.run = address, query, "", ""
        self.values: dict[str, WidgetState] = {}
        self.places: dict[tuple[int, ...], Placed] = {}
        self.cached: dict[str, Delta] = {}
        self.faults: list[str] = []
        self.waiting: list[tuple[Callable[[], bool], asyncio.Future[float]]] = []

    async def __aenter__(self) -> Self:
        token = await asyncio.to_thread(xsrf_token, self.address)
        self.socket: ClientConnection = await connect(
            self.address.replace("http", "ws", 1).rstrip("/") + "/_stcore/stream",
            origin="{0.scheme}://{0.netloc}".format(urlsplit(self.address)),
            subprotocols=["streamlit", token],
            additional_headers={"Cookie": f"_streamlit_xsrf={token}"},
            max_size=None,
        )
        self.reader = asyncio.create_task(self.read())
        arrived = self.when(lambda: True)
        await self.ask("", url=self.address, locale="en-US", timezone="UTC")
        await arrived
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.reader.cancel()
        await self.socket.close()

    # ---- what the page shows

    def find(self, key: str) -> Placed:
        """The element with this key; that of a setting may have a number behind it."""
        for placed in self.places.values():
            _dollars, _hash, said = (*identity(placed.element).split("-", 2), "", "")[:3]
            if said == key or (said.startswith(f"{key} ") and said.removeprefix(f"{key} ").isdecimal()):
                return placed
        raise LookupError(f"nothing on the page has the key {key}")

    def data(self, key: str) -> dict:
        """What a component of the page was given."""
        return json.loads(self.find(key).element.bidi_component.json)

    def texts(self) -> list[str]:
        """What the page says in words."""
        return [placed.element.markdown.body for placed in self.places.values()]

    def when(self, holds: Callable[[], bool]) -> asyncio.Future[float]:
        """The moment of the next end of a run at which ``holds()``."""
        done = asyncio.get_running_loop().create_future()
        self.waiting.append((holds, done))
        return asyncio.ensure_future(asyncio.wait_for(done, PATIENCE))

    # ---- what the visitor does

    async def press(self, key: str) -> None:
        await self.send(key, WidgetState(trigger_value=True))
        del self.values[identity(self.find(key).element)]

    async def send(self, key: str, value: WidgetState) -> None:
        """Give the widget another value, and have the part of the page that it stands in run again."""
        placed = self.find(key)
        value.id = identity(placed.element)
        self.values[value.id] = value
        await self.ask(placed.fragment)

    async def ask(self, fragment: str, **context: str) -> None:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.extend(self.values.values())
        message.rerun_script.cached_message_hashes.extend(self.cached)
        for name, value in context.items():
            setattr(message.rerun_script.context_info, name, value)
        await self.socket.send(message.SerializeToString())

    # ---- what the server says

    async def read(self) -> None:
        try:
            async for payload in self.socket:
                self.take(ForwardMsg.FromString(payload))
        except ConnectionClosed as error:
            self.faults.append(f"connection: {error}")

    def take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page_hash, self.run = message.new_session.page_script_hash, message.metadata.run.script_run_id
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind in ("delta", "ref_hash"):
            self.place(message)
        elif kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
            self.faults.append(str(message.session_event))
        elif kind == "script_finished":
            self.finish(message)

    def place(self, message: ForwardMsg) -> None:
        """Put a new element where it belongs; a message that is known already comes as its hash."""
        meta, known = message.metadata, message.ref_hash
        delta = self.cached[known] if known else message.delta
        if meta.cacheable:
            self.cached[message.hash] = delta
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        placed = Placed(element, delta.fragment_id, self.run, known or message.hash)
        self.places[tuple(meta.delta_path)] = placed
        value = first_value(element)
        if value and (value.set_by_server or value.state.id not in self.values):
            self.values[value.state.id] = value.state
        if element.WhichOneof("type") == "exception":
            self.faults.append(f"exception: {element.exception.type} {element.exception.message}")
        elif element.WhichOneof("type") == "alert" and element.alert.format in BAD_ALERTS:
            self.faults.append(f"alert: {element.alert.body}")

    def finish(self, message: ForwardMsg) -> None:
        """Forget what this run has not drawn again, and wake who waits for it."""
        if message.script_finished not in WELL:
            self.faults.append(f"script: {ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)}")
        if message.script_finished == EARLY:
            return
        fragments = message.metadata.run.fragment_ids
        self.places = {
            path: placed
            for path, placed in self.places.items()
            if placed.run == self.run or (fragments and placed.fragment not in fragments)
        }
        ids, hashes = ({identity(p.element) for p in self.places.values()}, {p.hash for p in self.places.values()})
        self.values = {name: value for name, value in self.values.items() if name in ids}
        self.cached = {name: delta for name, delta in self.cached.items() if name in hashes}
        now, waiting, self.waiting = perf_counter(), self.waiting, []
        for holds, done in waiting:
            if holds() and not done.done():
                done.set_result(now)
            elif not done.done():
                self.waiting.append((holds, done))


def identity(element: Element) -> str:
    """The id by which a widget's value goes back; "" for what is no widget."""
    kind = element.WhichOneof("type")
    with suppress(AttributeError):
        return getattr(element, kind).id if kind else ""
    return ""


def xsrf_token(address: str) -> str:
    with urlopen(f"{address.rstrip('/')}/_stcore/health") as answer:  # noqa: S310
        cookies = SimpleCookie(answer.headers["Set-Cookie"])
    return cookies["_streamlit_xsrf"].value
