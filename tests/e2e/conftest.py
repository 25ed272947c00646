"""The app served as a person serves it, a real Chromium, and visits that fail on anything the console would say."""

import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright
from visit import PATIENCE, Visit

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
APP = (sys.executable, "-m", "streamlit", "run", "app.py")
FAULTS = ("Traceback", "Uncaught")
DESK = {"viewport": {"width": 1280, "height": 720}, "color_scheme": "light", "locale": "en-US"}

expect.set_options(timeout=1000 * PATIENCE)


class Server(NamedTuple):
    """Where the app answers, and the file it logs to."""

    url: str
    log: Path


def pytest_collection_modifyitems(items):
    """Browser tests come last: the quick ones speak first, and no other test meets Playwright's running event loop."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """`streamlit run app.py` on a port of its own, for all browser tests."""
    with served(tmp_path_factory.mktemp("server") / "log.txt", "") as server:
        yield server


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


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitors:
    """Visitors who come again: a browser that has read Plotly.js before opens the next page in a third of the time."""

    def __init__(self, browser, server):
        self.browser, self.server, self.idle, self.busy = browser, server, {}, []

    def arrive(self, options):
        """A visitor whose browser has the given options, and whose window is as it was at first."""
        options = DESK | options
        idle = self.idle.setdefault(str(options), [])
        visit = idle.pop() if idle else self.newcomer(options)
        visit.page.set_viewport_size(options["viewport"])
        visit.page.emulate_media(color_scheme=options["color_scheme"])
        self.busy.append((visit, idle))
        return visit

    def newcomer(self, options):
        context = self.browser.new_context(**options)
        context.set_default_timeout(1000 * PATIENCE)
        return Visit(context.new_page(), self.server.url)

    def leave(self):
        """Send all home, and hand back what went wrong in their browsers."""
        faults = []
        for visit, idle in self.busy:
            faults += visit.leave()
            idle.append(visit)
        self.busy.clear()
        return faults


@pytest.fixture(scope="session")
def visitors(browser, server):
    return Visitors(browser, server)


@pytest.fixture
def open_page(visitors):
    """Open the app at a query such as ``"preset=four"``, in a browser context with the given options.

    At the end nothing may have gone wrong unseen: console, page, requests and the server's log are looked at.
    """
    log = visitors.server.log
    logged = len(log.read_text())

    def open_visit(query="", **options):
        visit = visitors.arrive(options)
        visit.go(query)
        return visit

    yield open_visit
    faults = visitors.leave()
    assert not faults + [line for line in log.read_text()[logged:].splitlines() if line.startswith(FAULTS)]
