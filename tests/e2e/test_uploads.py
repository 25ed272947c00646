"""The files of a visit take no more than a bound together, whoever sends them."""

import re
import time

from session import session

from rnnviz.ui.server.upload_limit import MOST_BYTES

SIZE, MANY = 1_500_000, 12
PATIENCE = 20  # seconds; Streamlit counts anew every five


def held(visitor):
    """Bytes that Streamlit has in files, of all visits, by its own count."""
    _status, _headers, text = visitor.request("GET", "_stcore/metrics")
    found = re.search(r"cache_memory_bytes\{[^}]*UploadedFileManager[^}]*\} (\d+)", text)
    return int(found[1]) if found else 0


def test_older_files_make_room_for_newer_ones(server):
    with session(server) as neighbour, session(server) as visitor:
        before = held(visitor)
        assert neighbour.upload("mine", b"1" * SIZE) == (204, "")
        for number in range(MANY):
            assert visitor.upload(f"file{number}", b"1" * SIZE) == (204, "")
        allowed, end = SIZE * (1 + MOST_BYTES // SIZE), time.monotonic() + PATIENCE
        while held(visitor) - before != allowed and time.monotonic() < end:
            time.sleep(1)
        assert held(visitor) - before == allowed
