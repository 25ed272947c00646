"""A route answers faster than TCP waits for company: beside it in one run, the same route without the option."""

import asyncio
import socket
import time
from http.client import HTTPConnection
from threading import Thread

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from uvicorn import Config, Server

from rnnviz.ui.server.no_delay import DESCRIPTORS, set_no_delay

ASKED = 15


@pytest.fixture
def port():
    """Where a server answers whose socket is bound as Streamlit binds its own."""
    with socket.socket(socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        app = Starlette(routes=[Route("/", lambda _request: PlainTextResponse("ok" * 1000))])
        server = Server(Config(app, log_level="error"))
        thread = Thread(target=asyncio.run, args=(server.serve(sockets=[listening]),))
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def fastest(port):
    """Seconds of the fastest answer on one connection, so that a busy machine does not matter."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        connection.request("GET", "/")
        connection.getresponse().read()
        times.append(time.perf_counter() - begun)
    connection.close()
    return min(times[5:])  # in the beginning TCP does not wait


@pytest.mark.skipif(not [folder for folder in DESCRIPTORS if folder.is_dir()], reason="no list of what is open")
def test_an_answer_does_not_wait(port):
    waiting = fastest(port)
    set_no_delay()
    assert fastest(port) < waiting / 3
