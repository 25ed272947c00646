"""What only says that a connection broke stays out of the log; every fault of our own is in it."""

import asyncio
import logging

import pytest
from starlette.requests import ClientDisconnect
from starlette.websockets import WebSocket

from rnnviz.ui.server.quiet_log import LOGGERS, quieten_broken_connections


class Written(logging.Handler):
    """What reaches the log."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


@pytest.fixture
def log():
    written, loggers = Written(), [logging.getLogger(name) for name in LOGGERS]
    before = [logger.filters[:] for logger in loggers]
    quieten_broken_connections()
    for logger in loggers:
        logger.addHandler(written)
    yield written
    for logger, filters in zip(loggers, before, strict=True):
        logger.filters[:] = filters
        logger.removeHandler(written)


def receive_text_as_bytes():
    async def text():
        return {"type": "websocket.receive", "text": "text"}

    socket = WebSocket({"type": "websocket"}, text, None)
    socket.client_state = socket.application_state = socket.client_state.CONNECTED
    asyncio.run(socket.receive_bytes())


def leave():
    raise ClientDisconnect


def look_for_bytes():
    {}["bytes"]


def lose_a_file():
    raise FileNotFoundError("plotly.min.js")


@pytest.mark.parametrize("name", LOGGERS)
@pytest.mark.parametrize(
    ("fault", "written"), [(receive_text_as_bytes, 0), (leave, 0), (look_for_bytes, 1), (lose_a_file, 1)]
)
def test_only_broken_connections_are_left_out(log, name, fault, written):
    try:
        fault()
    except Exception:
        logging.getLogger(name).exception("Exception in ASGI application")
    assert len(log.lines) == written


def test_what_is_no_exception_is_written(log):
    for name in LOGGERS:
        logging.getLogger(name).error("something")
    assert len(log.lines) == len(LOGGERS)
