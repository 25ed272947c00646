"""Thirty visitors who ask for one file have it compressed once, and nobody waits meanwhile."""

import asyncio
import gzip

import pytest
from starlette.requests import Request
from starlette.responses import Response

from rnnviz.ui.server.compressed_once import CompressedOnce

TEXT = b"".join(b"const a%d = %d;\n" % (number, number * number) for number in range(150_000))
FOR_GOOD = {"Cache-Control": "public, immutable", "ETag": '"7"', "Content-Type": "text/javascript"}


class Files:
    """Serves the same text under every path, and keeps what it was asked for."""

    def __init__(self, *, headers=FOR_GOOD, fails=()):
        self.asked, self.headers, self.fails = [], headers, list(fails)

    async def __call__(self, scope, receive, send):
        self.asked.append(Request(scope).headers)
        if self.fails:
            raise self.fails.pop()
        await Response(TEXT, headers=self.headers)(scope, receive, send)


async def ask(app, path="/static/a.js", **headers):
    """The answer of ``app``, as the messages it sends."""
    messages = []

    async def send(message):
        messages.append(message)

    names = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    await app({"type": "http", "method": "GET", "path": path, "headers": names}, None, send)
    head = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    return messages[0]["status"], head, b"".join(message["body"] for message in messages[1:])


async def ticks(others):
    """What ``others`` return, and how often the event loop could do something else meanwhile."""
    count, done = 0, asyncio.gather(*others)
    while not done.done():
        await asyncio.sleep(0)
        count += 1
    return await done, count


def test_a_file_is_compressed_once_and_the_event_loop_stays_free():
    files = Files()
    app = CompressedOnce(files, ["/static/"])
    answers, count = asyncio.run(ticks(ask(app, accept_encoding="gzip") for _ in range(30)))
    assert len(files.asked) == 1
    assert {gzip.decompress(body) for _status, _head, body in answers} == {TEXT}
    assert {head["content-encoding"] for _status, head, _body in answers} == {"gzip"}
    assert {head["vary"] for _status, head, _body in answers} == {"Accept-Encoding"}
    assert count > 100  # compressed within the event loop it would be some ten


def test_who_has_it_is_told_so():
    files = Files()
    app = CompressedOnce(files, ["/static/"])
    _status, head, _body = asyncio.run(ask(app, accept_encoding="gzip", if_none_match='"7"'))
    assert head["etag"] == '"7-gzip"'
    status, again, body = asyncio.run(ask(app, accept_encoding="gzip", if_none_match=head["etag"]))
    assert (status, again["etag"], body) == (304, head["etag"], b"")
    assert "if-none-match" not in files.asked[0]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/a.js", {}),
        ("/static/a.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/static//a.js", {"accept_encoding": "gzip"}),
        ("/media/a.js", {"accept_encoding": "gzip"}),
    ],
)
def test_all_else_is_left_to_the_app(path, headers):
    files = Files()
    app = CompressedOnce(files, ["/static/"])
    for _ in range(2):
        _status, head, body = asyncio.run(ask(app, path, **headers))
        assert body == TEXT
        assert "content-encoding" not in head
    assert len(files.asked) == 2
    assert app.kept == {}


def test_what_may_change_is_not_kept():
    app = CompressedOnce(Files(headers={"Cache-Control": "no-cache"}), ["/static/"])
    for number in range(5):
        assert asyncio.run(ask(app, f"/static/{number}.js", accept_encoding="gzip"))[2] == TEXT
    assert app.kept == app.under_way == {}


def test_a_fault_is_not_kept():
    app = CompressedOnce(Files(fails=[OSError("the disk")]), ["/static/"])
    with pytest.raises(OSError, match="the disk"):
        asyncio.run(ask(app, accept_encoding="gzip"))
    assert asyncio.run(ask(app, accept_encoding="gzip"))[1]["content-encoding"] == "gzip"


def test_a_font_is_kept_as_it_is():
    app = CompressedOnce(Files(headers=FOR_GOOD | {"Content-Type": "font/woff2"}), ["/static/"])
    for _ in range(2):
        assert asyncio.run(ask(app, accept_encoding="gzip"))[2] == TEXT
    assert len(app.app.asked) == 1
