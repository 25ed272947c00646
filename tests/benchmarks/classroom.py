"""Thirty students on one server: how long an edit takes, what is lost, what it costs in memory; run by hand.

    python tests/benchmarks/classroom.py --sessions 30 --minutes 5

The students speak Streamlit's protocol without a browser, since thirty browsers on one machine would measure the
browsers; one real Chromium is among them. As many edit a bare Streamlit app (one number field, one line of text) at the
same pace, under this project's configuration. The two take turns, half a minute each, so that a busy machine slows both
alike. Students and servers share the machine's processors.
"""

import asyncio
import math
from argparse import ArgumentParser, Namespace
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple, Protocol

from bare_app import SCRIPT, BareStudent
from page import ROOT, served
from real_visitor import RealVisitor
from server import Server
from streamlit_visitor import Visitor
from student import EXAMPLES, Student

TURN = 30  # seconds
FORGOTTEN = 130  # seconds after which Streamlit forgets a session that has left
MOST_SAID = 40  # lines about what went wrong
SAME = ("--runner.postScriptGC", "false", "--runner.fastReruns", "false", "--server.fileWatcherType", "none")


class Anyone(Protocol):
    edits: list[float]  # seconds until each was done
    lost: list[str]
    faults: list[str]

    async def live(self, seconds: float) -> None: ...


class Crowd(NamedTuple):
    """Those who use one server."""

    name: str
    server: Server
    people: list[Anyone]


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=5)
    kinds = {"rnnviz": (ROOT / "app.py", ROOT, ()), "bare": ("bare.py", "", SAME)}
    with TemporaryDirectory() as folder, ExitStack() as stack:
        (Path(folder) / "bare.py").write_text(SCRIPT, "utf-8")
        servers = []
        for name, (script, home, options) in kinds.items():
            log = Path(folder) / f"{name}.log"
            started = served(Path(folder) / script, Path(folder) / home, *options, log=log)
            servers.append(Server(*stack.enter_context(started), log))
        asyncio.run(measure(servers, parser.parse_args()))


async def measure(servers: list[Server], asked: Namespace) -> None:
    ours, bare = servers
    await come_and_go(ours)  # the first visitor has the libraries loaded
    memory = {"before": ours.resident()}
    async with AsyncExitStack() as stack:
        crowds = [
            Crowd("rnnviz", ours, await students(stack, ours.address, asked.sessions)),
            Crowd("bare app", bare, await bare_students(stack, bare.address, asked.sessions)),
        ]
        real = await stack.enter_async_context(RealVisitor(ours.address, asked.sessions))
        crowds[0].people.append(real)
        for _turn in range(math.ceil(60 * asked.minutes / TURN)):
            for crowd in crowds:
                await take_turn(crowd)
        memory["with all"] = ours.resident()
    await asyncio.sleep(FORGOTTEN)
    await come_and_go(ours)
    memory["after they left"] = ours.resident()
    report(crowds, real, memory)


async def come_and_go(server: Server) -> None:
    async with Visitor(server.address, "preset=four"):
        pass


async def students(stack: AsyncExitStack, address: str, count: int) -> list[Anyone]:
    names = [EXAMPLES[number % len(EXAMPLES)] for number in range(count)]
    return [
        Student(await stack.enter_async_context(Visitor(address, f"preset={name}")), name, number)
        for number, name in enumerate(names)
    ]


async def bare_students(stack: AsyncExitStack, address: str, count: int) -> list[Anyone]:
    return [BareStudent(await stack.enter_async_context(Visitor(address)), number) for number in range(count)]


async def take_turn(crowd: Crowd) -> None:
    begun, busy = perf_counter(), crowd.server.processor_time()
    await asyncio.gather(*(person.live(TURN) for person in crowd.people))
    crowd.server.seconds += perf_counter() - begun
    crowd.server.busy += crowd.server.processor_time() - busy


def report(crowds: list[Crowd], real: RealVisitor, memory: dict[str, float]) -> None:
    learning = [person for person in crowds[0].people if isinstance(person, Student)]
    for student in learning:
        student.compare_pictures()
    times = {crowd.name: [edit for each in crowd.people if each is not real for edit in each.edits] for crowd in crowds}
    print("| an edit, from sent to all there | edits | p50, ms | p95 | p99 | p95 × bare | lost | faults | processor |")
    print("|---|---|---|---|---|---|---|---|---|")
    for crowd in crowds:
        lost, faults = (sum(len(getattr(each, kind)) for each in crowd.people) for kind in ("lost", "faults"))
        faults += len(crowd.server.complaints())
        processor = f"{100 * crowd.server.busy / crowd.server.seconds:.0f} %"
        print(row(crowd.name, times[crowd.name], times[crowds[1].name]), lost, "|", faults, "|", processor, "|")
    changes = [change for student in learning for change in student.changes]
    print(row("rnnviz, another field, view or example", changes, times[crowds[1].name]), "| | |")
    print(row("rnnviz in Chromium, key to all painted", real.edits, times[crowds[1].name]), "| | |")
    each = (memory["with all"] - memory["before"]) / len(crowds[0].people)
    print(f"\nMB of memory: {', '.join(f'{value:.0f} {when}' for when, value in memory.items())}; {each:.1f} a session")
    for crowd in crowds:
        said = [line for each in crowd.people for line in [*each.lost, *each.faults]]
        print("\n".join([*said, *crowd.server.complaints()][:MOST_SAID]))


def row(name: str, times: list[float], bare: list[float]) -> str:
    quantiles = " | ".join(f"{1000 * quantile(times, part):.0f}" for part in (0.5, 0.95, 0.99))
    return f"| {name} | {len(times)} | {quantiles} | {quantile(times, 0.95) / quantile(bare, 0.95):.1f} |"


def quantile(times: list[float], part: float) -> float:
    return sorted(times)[int(part * (len(times) - 1))] if times else math.nan


if __name__ == "__main__":
    main()
