"""What the server answers on the wire, without a browser."""

import gzip
import re
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rnnviz.ui.server.plotly_js import ADDRESS, FILE


@pytest.fixture
def connection(server):
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=30)) as connection:
        yield connection


def test_an_answer_does_not_wait_for_the_acknowledgement_of_its_first_part(connection):
    times = []
    for _ in range(30):
        begun = time.perf_counter()
        connection.request("GET", "/_stcore/health")
        connection.getresponse().read()
        times.append(time.perf_counter() - begun)
    assert min(times[10:]) < 0.02  # waiting takes 0.04, however fast the machine


def ask(connection, path, **headers):
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def test_plotly_js_comes_compressed_and_stays_with_who_has_it(connection):
    status, headers, body = ask(connection, f"/{ADDRESS}", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == Path(FILE).read_bytes()
    assert "immutable" in headers["Cache-Control"]
    asked = {"Accept-Encoding": "gzip", "If-None-Match": headers["ETag"]}
    status, again, body = ask(connection, f"/{ADDRESS}", **asked)
    assert (status, again["ETag"], body) == (304, headers["ETag"], b"")
    status, headers, body = ask(connection, f"/{ADDRESS}")
    assert (status, headers["Content-Encoding"], body) == (200, None, Path(FILE).read_bytes())


def test_the_scripts_of_streamlit_come_compressed(connection):
    _status, _headers, page = ask(connection, "/")
    script = re.search(r'src="\.(/static/js/[^"]+)"', page.decode())[1]
    status, headers, body = ask(connection, script, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == ask(connection, script)[2]


@pytest.mark.parametrize("path", ["/", f"/{ADDRESS}", "/_stcore/health"])
def test_every_answer_tells_the_browser_to_stay_here(connection, path):
    status, headers, _body = ask(connection, path)
    assert status == 200
    policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert not [rule for rule in policy.values() if "http" in rule or "*" in rule]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", [f"/{ADDRESS}/../../../../rnnviz/i18n.py", "/plotly/%2e%2e/%2e%2e/__init__.py"])
def test_no_other_file_is_served(connection, path):
    status, headers, _body = ask(connection, path)
    assert status in (400, 403, 404) or headers["Content-Type"].startswith("text/html")
