"""What a visit has uploaded is counted, file by file, and the oldest are deleted beyond the bound."""

import asyncio

import pytest
from starlette.responses import Response

from rnnviz.ui.server.upload_limit import EACH, MOST_BYTES, MOST_VISITS, UploadLimit


class Storage:
    """Keeps files as Streamlit does: what is put under a path, until it is deleted."""

    def __init__(self):
        self.files, self.status = {}, 204

    async def __call__(self, scope, receive, send):
        if scope["method"] == "PUT" and self.status == 204:
            self.files[scope["path"]] = len((await receive())["body"])
        elif scope["method"] == "DELETE":
            self.files.pop(scope["path"], None)
        await Response(status_code=self.status)(scope, receive, send)


@pytest.fixture
def storage():
    return Storage()


@pytest.fixture
def ask(storage):
    app = UploadLimit(storage)

    async def request(method, path, size):
        async def receive():
            return {"type": "http.request", "body": bytes(size)}

        async def send(_message):
            return

        await app({"type": "http", "method": method, "path": path, "headers": []}, receive, send)
        assert len(app.visits) <= MOST_VISITS

    def ask(method, visit, file, size=0):
        asyncio.run(request(method, f"/rnnviz/_stcore/upload_file/{visit}/{file}", size))

    return ask


def names(storage):
    return [path.rpartition("/")[2] for path in storage.files]


def test_the_oldest_make_room(storage, ask):
    for number in range(8):
        ask("PUT", "one", number, MOST_BYTES // 4)
        ask("PUT", "another", number, 10)
    assert [path for path in storage.files if "/one/" in path] == [
        f"/rnnviz/_stcore/upload_file/one/{number}" for number in range(4, 8)
    ]
    assert len(storage.files) == 4 + 8


def test_what_is_taken_away_or_sent_again_counts_no_more(storage, ask):
    for number in range(8):
        ask("PUT", "one", number, MOST_BYTES // 2)
        if number:
            ask("DELETE", "one", number)
    for _ in range(3):
        ask("PUT", "one", "again", MOST_BYTES // 2)
    assert names(storage) == ["0", "again"]


def test_what_is_refused_does_not_count(storage, ask):
    ask("PUT", "one", "kept", MOST_BYTES // 2)
    storage.status = 413
    for number in range(4):
        ask("PUT", "one", number, MOST_BYTES)
    storage.status = 204
    ask("PUT", "one", "last", MOST_BYTES // 2)
    assert names(storage) == ["kept", "last"]


def test_small_files_are_not_too_many(storage, ask):
    for number in range(MOST_BYTES // EACH + 10):
        ask("PUT", "one", number, 1)
    assert len(storage.files) == MOST_BYTES // EACH
