"""The app served as a person serves it, a real Chromium, and visits that fail on anything the console would say."""

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from serving import served
from visit import PATIENCE, Visit

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MEDIA = ("color_scheme", "reduced_motion")
FAULTS = ("Traceback", "Uncaught")
DESK = {  # what Streamlit moves for ornament stands still: it costs a page a fifth of its time
    "viewport": {"width": 1280, "height": 720},
    "color_scheme": "light",
    "locale": "en-US",
    "reduced_motion": "reduce",
}

expect.set_options(timeout=1000 * PATIENCE)


def pytest_collection_modifyitems(items):
    """Browser tests come last: the quick ones speak first, and no other test meets Playwright's running event loop."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """`streamlit run app.py` on a port of its own, for all browser tests."""
    with served(tmp_path_factory.mktemp("server") / "log.txt", "") as server:
        yield server


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
        self.browser, self.server, self.browsers = browser, server, {}
        self.idle, self.busy, self.staying = {}, [], {}

    def arrive(self, options):
        """A visitor whose browser has the given options, and whose window is as it was at first."""
        idle = self.idle.setdefault(kind(options), [])
        visit = idle.pop() if idle else self.newcomer(options)
        settle(visit.page, options)
        self.busy.append((visit, idle))
        return visit

    def stay(self, query, begin, options):
        """The visitor who opened ``query`` for all who come after, and did ``begin`` there; the window as at first."""
        key = query, begin, kind(options)
        if key not in self.staying:
            self.staying[key] = self.newcomer(options)
            self.staying[key].go(query)
            if begin:
                begin(self.staying[key])
        settle(self.staying[key].page, options)
        return self.staying[key]

    def newcomer(self, options):
        if kind(options) not in self.browsers:
            self.browsers[kind(options)] = self.browser.new_context(**DESK | options)
            self.browsers[kind(options)].set_default_timeout(1000 * PATIENCE)
        return Visit(self.browsers[kind(options)].new_page(), self.server.url)

    def leave(self):
        """Send all home who do not stay, and hand back what went wrong in their browsers."""
        faults = [fault for visit in self.staying.values() for fault in visit.told()]
        for visit, idle in self.busy:
            faults += visit.leave()
            idle.append(visit)
        self.busy.clear()
        return faults


def kind(options):
    """What a browser is from its start on; the rest is set on the page."""
    return str({name: value for name, value in (DESK | options).items() if name not in ("viewport", *MEDIA)})


def settle(page, options):
    """Window, colours and motion as ``options`` have them, in front: elsewhere a page draws once a second."""
    options = DESK | options
    page.bring_to_front()
    page.set_viewport_size(options["viewport"])
    page.emulate_media(**{name: options[name] for name in MEDIA})


@pytest.fixture(scope="session")
def visitors(browser, server):
    return Visitors(browser, server)


@pytest.fixture
def watched(visitors):
    """The visitors; at the end nothing may have gone wrong unseen: console, page, requests, the server's log."""
    log = visitors.server.log
    logged = len(log.read_text())
    yield visitors
    faults = visitors.leave()
    assert not faults + [line for line in log.read_text()[logged:].splitlines() if line.startswith(FAULTS)]


@pytest.fixture
def open_page(watched):
    """Open the app at a query such as ``"preset=four"``, in a browser context with the given options."""

    def open_visit(query="", **options):
        visit = watched.arrive(options)
        visit.go(query)
        return visit

    return open_visit


@pytest.fixture
def look_at(watched):
    """A page that is stepped through and looked at, but not changed: it is opened once for all who do no more."""

    def look(query, at=0, begin=None, **options):
        visit = watched.stay(query, begin, options)
        visit.stand_at(at)
        return visit

    return look
