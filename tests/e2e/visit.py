"""One visitor's page: what can be seen on it, and what can be done. The tests speak in these words."""

import re
import time
from urllib.parse import urlencode, urlsplit

import numpy as np
from playwright.sync_api import expect

from rnnviz import simulate

PATIENCE = 30  # seconds

NUMBERS = """root => [...root.querySelectorAll(".rv-lane")].map((lane) => [
    lane.dataset.figure,
    [...lane.querySelectorAll(".rv-numbers > div")].map((pair) => [
        pair.querySelector("dt").textContent, pair.querySelector("dd").textContent,
    ]),
])"""
TRACES = """plot => (plot._fullData ?? []).map(({ y, z }) => z ? z.map((row) => [...row]) : [...y])"""
DRAWN = """root => Object.fromEntries([...root.querySelectorAll(".rv-lane")].map((lane) => [
    lane.dataset.figure, JSON.stringify(lane.querySelector(".rv-plot").data),
]))"""
MARK = """root => {
    const nodes = [...root.querySelectorAll(".rv-lane, .rv-plot, .rv-plot .main-svg, .rv-mask, .rv-cursor")];
    nodes.forEach((node) => { node.seenBefore = true; });
    return nodes.length;
}"""
MARKED = """root => [...root.querySelectorAll("*")].filter((node) => node.seenBefore).length"""

READY = (
    """() => [...document.querySelectorAll(".rnnviz-stage")].map((stage) => stage.dataset.ready).join() === "true" """
)
BEGINNING = """() => {
    document.activeElement.blur();
    document.querySelector("[data-testid=stMain]").scrollTop = 0;
}"""
PRESS = """keys => keys.forEach((key) =>
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))"""


class Visit:
    """A page of the app, and a record of all that went wrong on it."""

    def __init__(self, page, url):
        self.page, self.url = page, url
        self.forget()
        page.on("console", lambda message: message.type == "error" and self.said.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"page: {error.stack or error}"))
        page.on("dialog", self.refuse)
        page.on("websocket", self.listen)
        page.on("request", lambda request: self.requests.append(request.url))

    def forget(self):
        self.said, self.requests, self.sockets, self.sent = [], [], [], []

    def refuse(self, dialog):
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def listen(self, socket):
        self.sockets.append(socket.url)
        socket.on("framesent", self.keep)

    def keep(self, frame):
        self.sent.append(frame)

    def faults(self):
        """Console errors, page errors, dialogs, and words to any other host."""
        host = urlsplit(self.url).netloc
        network = [url for url in self.requests + self.sockets if urlsplit(url).scheme not in ("data", "blob", "about")]
        return self.said + [f"request: {url}" for url in network if urlsplit(url).netloc != host]

    def told(self):
        """What went wrong on the page so far; it is told once."""
        faults = self.faults()
        self.forget()
        return faults

    def leave(self):
        """Close the page; what went wrong on it."""
        self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")
        return self.told()

    # ---- arriving

    def go(self, query=""):
        """Open ``query``, text or a mapping, and wait until all is drawn."""
        text = query if isinstance(query, str) else urlencode(query)
        self.page.goto(f"{self.url}?{text}" if text else self.url)
        self.ready()

    def reload(self):
        self.page.reload()
        self.ready()

    def ready(self):
        """Wait until the stage is drawn, and alone: for a moment there may be the one before, too."""
        self.page.wait_for_function(READY)

    def until(self, holds):
        """Wait until ``holds()``; what is asserted afterwards says what was wrong if it never did."""
        end = time.monotonic() + PATIENCE
        while not holds() and time.monotonic() < end:
            self.page.wait_for_timeout(80)

    # ---- the stage

    @property
    def stage(self):
        return self.page.locator(".rnnviz-stage")

    @property
    def slider(self):
        return self.stage.locator("input[type=range]")

    @property
    def at(self):
        return int(self.stage.get_attribute("data-at"))

    def expect_at(self, at):
        expect(self.stage).to_have_attribute("data-at", str(at))

    def stand_at(self, at):
        """The cursor at ``at``, nothing over the page, the keys and the eyes on its beginning."""
        for _black_full_and_large in range(3):
            if self.page.get_by_role("dialog").count():
                self.press("Escape")
        self.page.evaluate(BEGINNING)
        self.slider.fill(str(at))
        self.expect_at(at)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def press_at_once(self, *keys):
        """Press ``keys`` within one moment of the page, so that none comes late, however slow the machine is."""
        self.page.evaluate(PRESS, keys)

    def button(self, act):
        return self.stage.locator(f".rv-transport [data-act={act}]")

    def lane(self, figure):
        return self.stage.locator(f".rv-lane[data-figure={figure}]")

    def plot(self, figure):
        return self.lane(figure).locator(".rv-plot")

    def numbers(self):
        """Every lane's numbers of the cursor's column, as they are read: figure → name → text."""
        return {figure: dict(pairs) for figure, pairs in self.stage.evaluate(NUMBERS)}

    def cell_texts(self, figure):
        """What is written inside a picture."""
        return self.plot(figure).locator("svg text").all_text_contents()

    def traces(self, figure):
        """The z, or else y, of every trace as Plotly holds it."""
        return [np.array(values, dtype=float) for values in self.plot(figure).evaluate(TRACES)]

    def drawn(self):
        """All that Plotly was given, as text to the last digit: figure → JSON."""
        return self.stage.evaluate(DRAWN)

    def expect_drawn(self, drawn):
        """Wait until the pictures are the same as ``drawn``, to the last digit."""
        self.ready()
        self.until(lambda: self.drawn() == drawn)
        assert self.drawn() == drawn

    def expect_run(self, scenario):
        """Wait until the pictures show the run of ``scenario``."""
        self.expect_pictures(simulate(scenario))

    def expect_pictures(self, run):
        """Wait until the pictures show ``run``."""
        wanted = pictured(run)
        self.until(lambda: all(same(self.traces(figure), arrays) for figure, arrays in wanted.items()))
        for figure, arrays in wanted.items():
            for found, array in zip(self.traces(figure), arrays, strict=True):
                np.testing.assert_allclose(found, array, rtol=1e-12, atol=1e-14, err_msg=figure)

    def mark_nodes(self):
        """Remember every plot's nodes, so that ``expect_same_nodes`` knows whether one was replaced."""
        self.marked = self.stage.evaluate(MARK)

    def expect_same_nodes(self):
        assert self.stage.evaluate(MARKED) == self.marked

    # ---- the settings

    @property
    def drawer(self):
        return self.page.get_by_test_id("stSidebar")

    def open_drawer(self):
        """The settings in sight; they are folded away at first."""
        if self.drawer.get_attribute("data-collapsed") == "true":
            self.page.locator(".rnnviz-frame [data-field=settings]").click()
        expect(self.drawer).to_have_attribute("data-collapsed", "false")

    def cell(self, name, row, column):
        return self.page.locator(".rnnviz-matrices").get_by_label(f"{name}, row {row}, column {column}", exact=True)

    def edit(self, name, row, column, text):
        """Type ``text`` into one cell of a matrix."""
        self.open_drawer()
        self.cell(name, row, column).fill(text)
        self.press("Enter")

    def field(self, name):
        widget = f".st-key-{name}, [class*='st-key-{name}-']"  # its key has a number once Python has set it
        return self.page.locator(f":is({widget}) input:visible, input[name={name}]:visible")

    def type(self, name, text):
        """Type ``text`` into the field of a setting."""
        self.open_drawer()
        self.field(name).fill(text)
        self.press("Enter")

    def choose(self, name, words):
        """Choose ``words`` in the menu of a setting; a menu closes again when the page is still scrolling to it."""
        self.open_drawer()
        self.field(name).scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)
        self.field(name).click()
        self.page.get_by_role("option", name=words, exact=True).click()

    def click(self, words):
        if self.drawer.get_by_role("button", name=words, exact=True, include_hidden=True).count():
            self.open_drawer()
        ours = self.page.locator(":not([data-testid=stBaseButton-header])")  # Streamlit has a "Stop" of its own
        self.page.get_by_role("button", name=words, exact=True).and_(ours).click()

    # ---- the frame

    @property
    def frame(self):
        return self.page.locator(".rnnviz-frame")

    def entry(self, menu, name):
        """An entry of a menu of the frame, which is opened for it."""
        box = self.frame.locator(f"[data-menu={menu}]")
        if box.locator("> button").get_attribute("aria-expanded") == "false":
            box.locator("> button").click()
        return box.locator(f"[data-name={name}]")

    def example(self, name):
        return self.entry("example", name)

    def lesson(self, name):
        return self.entry("lesson", name)

    @property
    def views(self):
        return self.frame.locator(".rv-frame-views button")

    def view(self, name):
        return self.frame.locator("[data-tool=help]" if name == "help" else f".rv-frame-views [data-name={name}]")

    def choose_language(self, words):
        self.frame.get_by_role("button", name=words, exact=True).click()

    # ---- the training

    @property
    def progress(self):
        return self.page.get_by_test_id("stProgress")

    @property
    def epoch(self):
        """How many epochs are behind, as the page says it; 0 before there is a training."""
        said = re.search(r"\d+", self.progress.inner_text()) if self.progress.count() else None
        return int(said[0]) if said else 0

    @property
    def epochs(self):
        """The slider of the epoch in view."""
        return self.page.get_by_test_id("stSlider").get_by_role("slider").first

    @property
    def curve(self):
        return self.page.locator(".rnnviz-chart")

    # ---- the files

    def drop(self, window, name, content):
        """Open a small window and give it a file."""
        self.open_drawer()
        self.page.get_by_text(window, exact=True).first.click()
        self.give(name, content)

    def give(self, name, content):
        """Give the small window in view a file."""
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.locator("input[type=file]:not([disabled])").last.set_input_files(file)

    # ---- the messages

    @property
    def messages(self):
        return self.page.get_by_test_id("stAlert")

    def expect_message(self, *parts):
        """Wait for one message that holds all ``parts``, on a page without a traceback."""
        message = self.messages
        for part in parts:
            message = message.filter(has_text=part)
        expect(message).to_have_count(1)
        self.expect_no_traceback()

    def expect_no_message(self):
        self.until(lambda: not self.messages.count())
        assert self.messages.all_inner_texts() == []
        self.expect_no_traceback()

    def expect_no_traceback(self):
        expect(self.page.get_by_test_id("stException")).to_have_count(0)
        assert "Traceback" not in self.page.locator("body").text_content()


def pictured(run):
    """What the pictures of ``run`` must hold, computed here: figure → arrays, one per trace."""
    gradients, params = run.gradients, run.params
    return {
        "inputs": [columns(run.trace.signals["x"][0])],
        "hidden_states": [columns(run.trace.signals["h"][0], run.trace.h0[0])],
        "losses": [run.losses[0]],
        "output_gradients": [columns(gradients.signals["y"][0])],
        "hidden_gradients": [columns(gradients.signals["h"][0], gradients.h0[0])],
        "weights": [np.atleast_2d(array) for _name, array in params.items()],
        "weight_gradients": [np.atleast_2d(array) for _name, array in gradients.params.items()],
    }


def columns(signal, start=None):
    """(T, K) → (K, T + 1) with ``start``, or a gap, as column 0."""
    return np.vstack([np.full(signal.shape[1], np.nan) if start is None else start, signal]).T


def same(found, wanted):
    return len(found) == len(wanted) and all(
        a.shape == b.shape and np.allclose(a, b, rtol=1e-12, atol=1e-14, equal_nan=True)
        for a, b in zip(found, wanted, strict=True)
    )
