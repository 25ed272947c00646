"""Hostile links and texts are text; the browser is told to talk to this server only."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "<svg onload=window.hacked=1>",
    "[press](javascript:window.hacked=1)",
    "![x](https://example.com/x.png)",
    "https://example.com",
    "`*_**$x^2$**_*`",
    ":red[red] :material/home:",
    "<a href='javascript:window.hacked=1'>a</a>",
    "\"' onmouseover=window.hacked=1 x='",
]
TEXTS = ["<img src=x onerror=alert(1)>", "</script><b>&$x$", "%{y} <b>bold</b> &lt;", "_^{}\\`*[a](b)~", "{x} {right}"]
INJECTED = """() => [...document.querySelectorAll(
    "img[src=x], b, svg[onload], [onerror], [onmouseover], a[href^=javascript], [src*='example.com'], [href*='example.com']",
)].map((node) => node.outerHTML)"""


def expect_nothing_ran(visit):
    assert visit.page.evaluate("window.hacked") is None
    injected = visit.page.evaluate(INJECTED)
    assert [html for html in injected if "data-testid" not in html] == []


@pytest.mark.parametrize("name", ["weights", "inputs", "preset", "at", "activation", "h0"])
def test_a_hostile_link_is_text(open_page, name):
    for hostile in HOSTILE:
        visit = open_page({name: hostile})
        visit.expect_message("Link", hostile[:12])
        expect_nothing_ran(visit)


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_sequence_of_characters_is_text(open_page, text):
    visit = open_page({"encoding": "characters", "head": "softmax", "targets": "", "inputs": text, "weights": ""})
    visit.expect_no_message()
    steps = len(text.strip()) - 1
    expect(visit.slider).to_have_attribute("max", str(2 * steps))
    symbols = sorted(set(text.strip()))
    assert [name for name in visit.numbers()["inputs"] if name.strip()] == [s for s in symbols if s.strip()]
    visit.press("ArrowRight", "End")
    visit.expect_at(2 * steps)
    expect_nothing_ran(visit)


@pytest.mark.parametrize("text", TEXTS)
def test_the_symbols_of_a_hostile_sequence_are_the_labels_of_its_pictures(open_page, text):
    visit = open_page({"encoding": "characters", "head": "softmax", "targets": "", "inputs": text, "weights": ""})
    symbols = sorted(set(text.strip()))
    drawn = visit.plot("inputs").locator(".ytick text").all_text_contents()
    assert [label for label in drawn if label.strip()] == [s for s in symbols if s.strip()]
    assert len(visit.traces("inputs")[0]) == len(symbols)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_cell_is_text(open_page, text):
    visit = open_page("preset=once")
    visit.edit("Wh", 1, 1, text)
    visit.expect_message("Wh, row 1, column 1", text[:12])
    expect_nothing_ran(visit)


@pytest.fixture
def answer(server):
    """Ask the server for a path, and hand back status, headers and length of what came over the wire."""
    connections = []

    def ask(path, **headers):
        connections.append(HTTPConnection(urlsplit(server.url).netloc, timeout=15))
        connections[-1].request("GET", path, headers=headers)
        response = connections[-1].getresponse()
        return response.status, response.headers, len(response.read())

    yield ask
    for connection in connections:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/plotly/plotly.min.js", "/_stcore/health"])
def test_every_answer_tells_the_browser_to_stay_here(answer, path):
    status, headers, _length = answer(path)
    assert status == 200
    policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert not [rule for rule in policy.values() if "http" in rule or "*" in rule]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_plotly_comes_gzipped_from_this_server(answer):
    status, headers, length = answer("/plotly/plotly.min.js", **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert 1_000_000 < length < 2_000_000


@pytest.mark.parametrize("path", ["/plotly/../../../rnnviz/i18n.py", "/plotly/%2e%2e/%2e%2e/__init__.py"])
def test_no_other_file_is_served(answer, path):
    status, headers, _length = answer(path)
    assert status in (400, 403, 404) or headers["Content-Type"].startswith("text/html")


def test_the_page_asks_for_plotly_on_its_own_server(open_page):
    visit = open_page("preset=once")
    assert [url for url in visit.requests if url.endswith("plotly.min.js")] == [f"{visit.url}plotly/plotly.min.js"]
