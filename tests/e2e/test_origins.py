"""Pages of other sites are refused, and no name is looked up for them; this server's own pages are served."""

import os
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from serving import served

# what the server's process looks up and connects to, a line each
SPY = """
import os
import sys

to = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def note(event, about):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "socket.sendto"):
        os.write(to, f"{{event}} {{about}}\\n".encode())


sys.addaudithook(note)
"""
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


class Watched:
    """A server whose look-ups are noted."""

    def __init__(self, server, notes):
        self.server, self.notes = server, notes
        self.port = urlsplit(server.url).port

    def ask(self, headers, path=""):
        """Status and text of the answer to a request with these headers; PORT stands for the server's."""
        with closing(HTTPConnection(urlsplit(self.server.url).netloc, timeout=60)) as connection:
            headers = {name: value.replace("PORT", str(self.port)) for name, value in headers.items()}
            connection.request("GET", urlsplit(self.server.url).path + path, headers=headers)
            answer = connection.getresponse()
            return answer.status, "" if answer.status == 101 else answer.read().decode()

    def statuses(self, headers):
        """What a page with these headers, and its socket, are answered."""
        return self.ask(headers)[0], self.ask(UPGRADE | headers, "_stcore/stream")[0]

    def lookups(self):
        """What was looked up or connected to but this machine."""
        return [line for line in self.notes.read_text().splitlines() if "localhost" not in line]


def start(tmp_path_factory, path, *options):
    folder = tmp_path_factory.mktemp("watched")
    (folder / "sitecustomize.py").write_text(SPY.format(log=str(folder / "notes")), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))
        with served(folder / "log.txt", path, *options) as server:
            yield Watched(server, folder / "notes")


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A server for this machine only."""
    yield from start(tmp_path_factory, "")


@pytest.fixture(scope="module")
def in_class(tmp_path_factory):
    """A server for a class, also behind a proxy, under a path, and for one site that may talk to it."""
    yield from start(
        tmp_path_factory,
        "rnnviz/",
        *("--server.address", "0.0.0.0"),  # noqa: S104
        *("--browser.serverAddress", "192.0.2.7"),
        *("--server.baseUrlPath", "rnnviz"),
        *("--server.corsAllowedOrigins", "https://school.example"),
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost:PORT"},
        {"Host": "127.0.0.1:PORT", "Origin": "http://127.0.0.1:PORT"},
        {"Host": "[::1]:PORT", "Origin": "http://[::1]:PORT"},
        {"Origin": "http://localhost:9"},
    ],
)
def test_this_machine_is_served(alone, headers):
    assert alone.statuses(headers) == (200, 101)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://other.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Host": "other.example:PORT", "Origin": "http://other.example:PORT"},  # whose name leads to this machine
        {"Host": "other.example:PORT"},
    ],
)
def test_other_sites_and_names_are_refused_without_a_question_to_another_host(alone, headers):
    assert alone.statuses(headers) == (403, 403)
    assert alone.lookups() == []


def test_a_refusal_says_what_to_do_in_the_language_of_the_browser(alone):
    headers = {"Host": "school.example", "Accept-Language": "zh-CN,zh;q=0.9"}
    english, chinese = alone.ask(headers | {"Accept-Language": "fr"})[1], alone.ask(headers)[1]
    for said in (english, chinese):
        assert "--browser.serverAddress school.example" in said
        assert "127.0.0.1, ::1, localhost" in said
    assert "is not called" in english
    assert "is not called" not in chinese


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "10.1.2.3:PORT", "Origin": "http://10.1.2.3:PORT"},
        {"Host": "any.name", "Origin": "https://any.name"},
        {"Host": "localhost:PORT", "Origin": "http://192.0.2.7"},  # a proxy that keeps the name to itself
        {"Origin": "https://school.example"},
    ],
)
def test_a_class_is_served_by_every_name_of_the_server_and_none_is_looked_up(in_class, headers):
    assert in_class.statuses(headers) == (200, 101)
    assert in_class.lookups() == []


def test_other_sites_are_refused_in_a_class_too(in_class):
    assert in_class.statuses({"Host": "10.1.2.3:PORT", "Origin": "https://other.example"}) == (403, 403)
    assert in_class.lookups() == []


def test_the_names_can_be_limited(tmp_path_factory):
    limited = ("--server.address", "0.0.0.0", "--browser.serverAddress", "192.0.2.7")  # noqa: S104
    for server in start(tmp_path_factory, "", *limited, "--server.allowedHosts", "192.0.2.7"):
        assert server.statuses({"Host": "192.0.2.7:PORT", "Origin": "http://192.0.2.7:PORT"}) == (200, 101)
        assert server.statuses({"Host": "other.example"}) == (403, 403)
        assert "--server.allowedHosts other.example" in server.ask({"Host": "other.example"})[1]
