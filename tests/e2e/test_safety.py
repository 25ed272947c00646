"""Hostile links and texts are text, and the page asks its own server only."""

import re

import pytest
from playwright.sync_api import expect

from rnnviz import Scenario
from rnnviz.core.data.vocabulary import SEEN
from rnnviz.core.scenario.messages import choices
from rnnviz.ui.server.plotly_js import ADDRESS

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>window.hacked=1</script>",
    "<img/src=x/onerror=window.hacked=1>",
    "[press](javascript:window.hacked=1)",
    "![x](https://example.com/x.png)",
    "https://example.com",
    "www.example.com",
    "me@example.com",
    "`*_**$x^2$**_*`",
    ":red[red]",
    ":material/home:",
    ":smile:",
]
TEXTS = ["<img src=x onerror=alert(1)>", "</script><b>&$x$", "%{y} <b>bold</b> &lt;", "_^{}\\`*[a](b)~", "{x} {right}"]
OTHERS = dict.fromkeys(["preset", "at", "lang", "view", "lesson", "see", "matrix"], "<b/onclick=window.hacked=1>")
INJECTED = """() => [...document.querySelectorAll(
    "img[src=x], b, svg[onload], [onerror], a[href^=javascript], [src*='example'], [href*='example']",
)].map((node) => node.outerHTML)"""


def told(text):
    """How a message quotes it: invisible joiners keep addresses and signs from coming to life."""
    return "“" + re.sub("([:@]|www)", "\\1\N{WORD JOINER}", text) + "”"


def expect_nothing_ran(visit):
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.evaluate(INJECTED) == []


def test_a_hostile_link_is_text(open_page):
    visit = open_page(dict(zip(filter(choices, Scenario.model_fields), HOSTILE, strict=False)) | OTHERS)
    for hostile in HOSTILE[:6]:
        visit.expect_message("Link", told(hostile))
    expect(visit.messages.filter(has_text="<b/onclick")).to_have_count(len(OTHERS))
    expect_nothing_ran(visit)


def test_a_hostile_cell_is_text(open_page):
    visit = open_page("preset=once")
    for hostile in HOSTILE:
        visit.edit("Wh", 1, 1, hostile)
        visit.expect_message("Wh, row 1, column 1", told(hostile))
        expect_nothing_ran(visit)


def test_a_hostile_sequence_of_characters_is_text_also_in_the_hint_under_the_pointer(open_page):
    """Plotly reads what it is given as markup of its own."""
    visit = open_page({"encoding": "characters", "head": "softmax", "targets": "", "inputs": "ab", "weights": ""})
    for text in TEXTS:
        visit.type("inputs", text)
        symbols = [SEEN.get(symbol, symbol) for symbol in sorted(set(text))]
        visit.until(lambda symbols=symbols: list(visit.numbers()["inputs"]) == symbols)
        visit.ready()
        visit.expect_no_message()
        assert list(visit.numbers()["inputs"]) == symbols
        assert len(visit.traces("inputs")[0]) == len(symbols)
        labels = visit.plot("inputs").locator(".ytick text").all_text_contents()
        assert {label for label in labels if label.strip()} <= set(symbols)
        assert labels
        visit.slider.fill(str(2 * (len(text) - 1)))  # each character but the last has a next one
        visit.expect_at(2 * (len(text) - 1))
        expect_nothing_ran(visit)
    visit.type("inputs", "<b&<b&")
    visit.until(lambda: len(visit.traces("inputs")[0]) == 3)
    visit.plot("inputs").locator(".nsewdrag").first.hover()
    expect(visit.plot("inputs").locator(".hoverlayer text").first).to_contain_text("t = 3")
    expect_nothing_ran(visit)


def test_the_browser_asks_for_plotly_here_and_lets_no_socket_leave_for_another_host(open_page):
    visit = open_page("preset=once")
    assert [url for url in visit.requests if url.endswith("plotly.min.js")] == [visit.url + ADDRESS]
    assert len(visit.sockets) == 1  # the page's own
    directive = visit.page.evaluate("""() => new Promise((done) => {
        document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
        new WebSocket("ws://other.example/");
    })""")
    assert directive == "connect-src"
    visit.said.clear()
    visit.sockets.clear()
