"""A student of the class: steps, edits weights, types in a field, looks elsewhere, and remembers all that was typed."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from random import Random
from time import perf_counter
from urllib.parse import parse_qsl

import numpy as np
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit_visitor import PATIENCE, Visitor
from widget_values import texts

from rnnviz import PRESETS, simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import Look
from rnnviz.ui.cache import draw

EXAMPLES = ("once", "four", "stateful", "batch", "softmax", "classifier", "sine")
VIEWS = {"step": "Step through", "gradient": "Read the gradient", "why": "Why it vanishes"}
REST = 0.3  # seconds without a step, after which the stage reports its cursor
ACTS = {"step": 8, "edit": 9, "edit_fast": 2, "edit_and_go_on": 1, "field": 1, "look": 1, "open": 1}  # how often, in 23


class Student:
    """What one session types, and whether the page still has it. ``edits`` and ``changes`` are seconds until done."""

    def __init__(self, visitor: Visitor, example: str, seed: int) -> None:
        self.visitor, self.random = visitor, Random(seed)  # noqa: S311
        self.expected, self.view = PRESETS[example].scenario, "step"
        self.typed = typed_in(self.expected)
        self.unseen: dict[str, tuple[int, str]] = {}
        self.count, self.at, self.jump = 0, 0, 0
        self.pages: list[tuple[Scenario, str, dict[str, str]]] = []
        self.edits: list[float] = []
        self.changes: list[float] = []
        self.lost: list[str] = []

    @property
    def faults(self) -> list[str]:
        return self.visitor.faults

    async def live(self, seconds: float) -> None:
        """Learn for so long, then wait for what is under way and look through the page."""
        end = perf_counter() + seconds
        while perf_counter() < end:
            [act] = self.random.choices(list(ACTS), list(ACTS.values()))
            try:
                await getattr(self, act)()
            except TimeoutError:
                self.lost.append(f"{act}: no page with what was typed within {PATIENCE} s")
            except LookupError as error:
                self.faults.append(f"{act}: {error}")
            await asyncio.sleep(self.random.uniform(0.4, 1.6))
        with suppress(LookupError):  # a page that broke off has been told of
            self.look_through()

    # ---- acts

    async def step(self) -> None:
        """Some steps, which the server hears of when they have come to rest."""
        stage = self.visitor.data("stage")
        if stage["jump"] != self.jump:
            self.at, self.jump = stage["at"], stage["jump"]
        self.at = self.at if self.at < 2 * stage["steps"] else 0
        for _ in range(self.random.randint(2, 6)):
            self.at = min(self.at + 1, 2 * stage["steps"])
            await asyncio.sleep(self.random.uniform(0.15, 0.35))
        await asyncio.sleep(REST)
        await self.visitor.send("stage", component(cursor={"at": self.at, "jump": self.jump, "large": ""}))

    async def edit(self) -> None:
        """One cell; the student waits to see what it does."""
        await self.done(await self.type_cell())

    async def edit_fast(self) -> None:
        """Two or three cells in a row, faster than they are drawn."""
        last = [await self.type_cell() for _ in range(self.random.randint(2, 3))]
        await asyncio.gather(*map(self.done, last))

    async def edit_and_go_on(self) -> None:
        """Two cells, and at once another field."""
        last = [await self.type_cell(), await self.type_cell()]
        await asyncio.gather(self.field(), *map(self.done, last))

    async def field(self) -> None:
        """Another initial state."""
        examples, hidden = len(self.expected.task.x), self.expected.hidden_size
        rows = (" ".join(self.number() for _ in range(hidden)) for _ in range(examples))
        text = " | ".join(rows)
        self.expected = self.expected.but(h0=text)
        await self.change("h0", WidgetState(string_value=text), lambda: self.in_address("h0") == text)

    async def look(self) -> None:
        """Another view of the same run."""
        self.view = self.random.choice([view for view in VIEWS if view != self.view])
        await self.change("view", texts([VIEWS[self.view]]), self.shows_view)

    async def open(self) -> None:
        """Another example, once the page shown so far has been looked through."""
        self.look_through()
        name = self.random.choice([name for name in EXAMPLES if PRESETS[name].scenario != self.expected])
        self.expected = PRESETS[name].scenario
        self.typed, self.at = typed_in(self.expected), 0
        shown, begun = self.visitor.data("stage")["jump"], perf_counter()
        opened = self.visitor.when(lambda: self.visitor.data("stage")["jump"] > shown)
        await self.visitor.press(f"open {name}")
        self.changes.append(await opened - begun)

    # ---- how they are done

    async def type_cell(self) -> tuple[float, int]:
        """Send one more cell, and those again that the server has not seen; when, and as which edit."""
        await asyncio.sleep(self.random.uniform(0.05, 0.25))
        seen = self.visitor.data("matrices")["seen"]
        self.unseen = {cell: edit for cell, edit in self.unseen.items() if edit[0] > seen}
        name = self.random.choice(list(self.typed))
        row, column = map(self.random.randrange, self.typed[name].shape)
        cell, text = f"{name} {row} {column}", self.number()
        self.count += 1
        self.unseen.pop(cell, None)
        self.unseen[cell] = (self.count, text)
        self.typed[name][row, column] = float(text)
        sent = [[*each.split(" "), typed] for each, (_count, typed) in self.unseen.items()]
        begun = perf_counter()
        await self.visitor.send("matrices", component(edits={"count": self.count, "cells": sent}))
        return begun, self.count

    async def done(self, edit: tuple[float, int]) -> None:
        """Wait until the page that has the edit is there whole, its pictures included."""
        begun, count = edit
        end = await self.visitor.when(lambda: self.visitor.data("matrices")["seen"] >= count)
        self.edits.append(end - begun)

    async def change(self, key: str, value: WidgetState, holds: Callable[[], bool]) -> None:
        begun, changed = perf_counter(), self.visitor.when(holds)
        await self.visitor.send(key, value)
        self.changes.append(await changed - begun)

    # ---- what must hold

    def look_through(self) -> None:
        """Everything typed must be in the cells; the pictures are kept, to be compared when nobody is hurried by it."""
        wanted = self.expected.but(weights=self.typed)
        params = dict(wanted.params.items())
        for matrix in self.visitor.data("matrices")["matrices"]:
            cells = np.atleast_2d(params[matrix["name"]])
            for place in np.argwhere(np.array(matrix["cells"], dtype=float) != cells):
                self.lost.append(f"{matrix['name']}{place}: {cells[*place]} was typed and is not there")
        self.pages.append((wanted, self.view, self.visitor.data("stage")["figures"]))

    def compare_pictures(self) -> None:
        """Every page looked through must have shown exactly the run of all that was typed."""
        for scenario, view, figures in self.pages:
            wanted = draw(simulate(scenario).example(0), view, Look().within(scenario))
            other = [name for name in {**wanted, **figures} if wanted.get(name) != figures.get(name)]
            if other:
                self.lost.append(f"{view}: {other} are not of {scenario}")
        self.pages.clear()

    def shows_view(self) -> bool:
        return (self.in_address("view") or "step") == self.view

    def in_address(self, name: str) -> str:
        return dict(parse_qsl(self.visitor.query)).get(name, "")

    def number(self) -> str:
        return f"{self.random.uniform(-1, 1):.3f}"


def component(**state: object) -> WidgetState:
    """The state of a component as it goes over the wire."""
    return WidgetState(json_value=json.dumps(state))


def typed_in(scenario: Scenario) -> dict[str, np.ndarray]:
    """What is set by hand of every matrix, NaN where a cell stays as drawn."""
    return {name: scenario.matrices.get(name, np.full(shape, np.nan)).copy() for name, shape in scenario.shapes.items()}
