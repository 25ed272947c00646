"""A class arrives: thirty first pages at once, and how long the server answers nobody else meanwhile; run by hand.

    python tests/benchmarks/arrival.py

What a real Chromium asks for on its first visit is asked for by thirty clients without a browser, each on six
connections, as browsers do. Beside it in the same run the usual way: the same page and the same files behind the
GZipMiddleware of Starlette, which compresses for each visitor anew. Meanwhile somebody else asks every 20 ms whether
the server is well; the longest of these answers is how long it answered nobody. Clients and servers share the machine's
processors.
"""

import asyncio
import time
from argparse import ArgumentParser
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlsplit

from page import ROOT, served
from playwright.sync_api import sync_playwright

from rnnviz.ui.server.plotly_js import ADDRESS

CONNECTIONS = 6  # of one browser to one host
ROUNDS = 3
USUAL = """
from importlib.resources import files

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

plotly = StaticFiles(directory=str(files("plotly") / "package_data"))
app = st.App(
    {page!r}, routes=[Mount({folder!r}, plotly)], middleware=[Middleware(GZipMiddleware, minimum_size=1000)]
)
"""


class Arrival(NamedTuple):
    """Seconds until the last has the whole page, seconds of each, and bytes that one of them was sent."""

    seconds: float
    each: list[float]
    bytes: int


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--visitors", type=int, default=30)
    visitors = parser.parse_args().visitors
    with TemporaryDirectory() as folder, ExitStack() as stack:
        usual = Path(folder) / "usual.py"
        plotly = "/" + ADDRESS.rpartition("/")[0]
        usual.write_text(USUAL.format(page=str(ROOT / "rnnviz/ui/main.py"), folder=plotly), "utf-8")
        (rival, _process), (ours, _process) = (
            stack.enter_context(served(app, ROOT)) for app in (usual, ROOT / "app.py")
        )
        paths = first_visit(rival)  # in the first arrival nothing has been compressed yet
        print(f"{visitors} visitors, {len(paths)} files each, {ROUNDS} arrivals\n")
        print("| server | all have the page, s | half of them | MB each | longest silence, s |\n|---|---|---|---|---|")
        with ProcessPoolExecutor(1) as crowd:
            for number in range(ROUNDS):
                for name, address in (("rnnviz", ours), ("GZipMiddleware", rival)):
                    arrival, silence = measure(crowd.submit(arrive, address, paths, visitors), address)
                    numbers = f"{arrival.seconds:.2f} | {median(arrival.each):.2f} | {arrival.bytes / 1e6:.2f}"
                    print(f"| {name}, {number + 1} | {numbers} | {silence:.2f} |", flush=True)


def first_visit(address: str) -> list[str]:
    """The paths that a browser asks for which comes for the first time."""
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/?preset=four")
        page.wait_for_selector(".rnnviz-stage[data-ready=true]")
        browser.close()
    return [urlsplit(url).path for url in asked if url.startswith(address)]


def measure(crowd: "Future[Arrival]", address: str) -> tuple[Arrival, float]:
    """The arrival of the crowd, and the longest time that somebody else waited for an answer meanwhile."""
    longest = 0.0
    while not crowd.done():
        connection = HTTPConnection(urlsplit(address).netloc, timeout=120)
        begun = time.perf_counter()
        connection.request("GET", "/_stcore/health")
        connection.getresponse().read()
        longest = max(longest, time.perf_counter() - begun)
        connection.close()
        time.sleep(0.02)
    return crowd.result(), longest


def arrive(address: str, paths: list[str], visitors: int) -> Arrival:
    return asyncio.run(arrive_together(urlsplit(address), paths, visitors))


async def arrive_together(address, paths, visitors):
    begun = time.perf_counter()
    found = await asyncio.gather(*(first_page(address, paths) for _ in range(visitors)))
    return Arrival(time.perf_counter() - begun, [seconds for seconds, _size in found], found[0][1])


async def first_page(address, paths):
    """Seconds and bytes of one first page: the document, then all that it needs."""
    begun = time.perf_counter()
    size = await fetch(address, iter(paths[:1]))
    waiting = iter(paths[1:])
    size += sum(await asyncio.gather(*(fetch(address, waiting) for _ in range(CONNECTIONS))))
    return time.perf_counter() - begun, size


async def fetch(address, waiting):
    """Take paths that wait, one after another, on one connection; the bytes of their answers."""
    reader, writer = await asyncio.open_connection(address.hostname, address.port, limit=1 << 20)
    size = 0
    for path in waiting:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), (path, head)
        lines = dict(line.lower().split(": ", 1) for line in head.decode().splitlines()[1:] if line)
        size += len(head) + await body(reader, lines)
    writer.close()
    return size


async def body(reader, headers):
    """Read what follows the head of an answer; the bytes of it."""
    if "content-length" in headers:
        return len(await reader.readexactly(int(headers["content-length"])))
    size = 0
    while chunk := int(await reader.readuntil(b"\r\n"), 16):
        size += len(await reader.readexactly(chunk + 2))
    await reader.readexactly(2)
    return size


if __name__ == "__main__":
    main()
