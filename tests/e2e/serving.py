"""The app, started as a person starts it, on a port of its own."""

import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
APP = (sys.executable, "-m", "streamlit", "run", "app.py")


class Server(NamedTuple):
    """Where the app answers, and the file it logs to."""

    url: str
    log: Path


@contextmanager
def served(log, path, *options, command=APP, folder=ROOT):
    """The app, started in ``folder``, under ``path``, which is empty or ends with a slash."""
    port = free_port()
    command = [*command, "--server.port", str(port), *options]
    with log.open("wb") as out, subprocess.Popen(command, cwd=folder, stdout=out, stderr=out) as process:
        try:
            server = Server(f"http://localhost:{port}/{path}", log)
            wait_for_health(server, process)
            yield server
        finally:
            process.terminate()


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def wait_for_health(server, process):
    end = time.monotonic() + 60
    while not healthy(server):
        assert process.poll() is None, f"the app ended: {server.log.read_text()}"
        assert time.monotonic() < end, f"the app did not answer: {server.log.read_text()}"
        time.sleep(0.1)


def healthy(server):
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=5)) as connection:
        try:
            connection.request("GET", f"{urlsplit(server.url).path}_stcore/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
