"""Visitors who leave in the middle of a word leave nothing in the log."""

import time
from contextlib import closing
from http.client import HTTPConnection

import pytest
from serving import served
from session import session

LENGTH = 500_000


def leave_an_upload(visitor):
    path, headers = visitor.head_of_upload("left", LENGTH)
    with closing(HTTPConnection(visitor.url.netloc)) as connection:
        connection.request("PUT", f"/{path}", b"--edge\r\n", headers)


def leave_while_the_page_is_sent(visitor):
    visitor.socket.socket.close()


def send_text(visitor):
    visitor.socket.send("no message of Streamlit")


def send_rubbish(visitor):
    visitor.socket.send(b"\xff" * 100)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with served(tmp_path_factory.mktemp("broken") / "log.txt", "") as server:
        yield server


@pytest.mark.parametrize("leave", [leave_an_upload, leave_while_the_page_is_sent, send_text, send_rubbish])
def test_a_visitor_who_leaves_is_not_written_about(app, leave):
    before = len(app.log.read_text())
    for _ in range(3):
        with session(app) as visitor:
            leave(visitor)
            time.sleep(0.2)
    with session(app):  # the server is well
        pass
    assert app.log.read_text()[before:] == ""
