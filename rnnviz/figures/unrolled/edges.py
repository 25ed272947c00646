"""The edges of the unrolled network: what flows along every weight, weight × value, from level to level."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.equation import PLACE
from rnnviz.core.nn.cells import Cell
from rnnviz.core.nn.params import numbered
from rnnviz.core.run import Run

# T steps, n units at an edge's start, m at its end


class Part(NamedTuple):
    """What one weight multiplies one signal with: rows ``first`` … ``first + n`` of the weight, or its diagonal."""

    weight: str  # as in params
    first: int
    matrix: Array  # (n, m)
    diagonal: bool
    signal: str  # as in trace.signals
    lag: int  # 1 where the state before the step is read
    values: Array  # (T, n)

    @np.errstate(all="ignore")
    def flow(self, starts: Array, ends: Array) -> Array:
        """weight × value between the units ``starts`` (T, k) and ``ends`` (T, l) of each step, (T, k, l)."""
        read = np.take_along_axis(self.values, starts, axis=1)[:, :, None]
        weights = self.matrix[starts[:, :, None], ends[:, None, :]]
        joined = starts[:, :, None] == ends[:, None, :] if self.diagonal else np.True_
        return np.where(joined, weights * read, 0.0)

    @property
    def leaving(self) -> Array:
        """Σ |weight × value| over what each unit leads to, (T, n)."""
        return np.abs(self.values) * np.abs(self.matrix).sum(axis=1)

    @property
    def arriving(self) -> Array:
        """Σ |weight × value| over what leads to each unit, (T, m)."""
        return np.abs(self.values) @ np.abs(self.matrix)


class Edge(NamedTuple):
    """All that joins two levels, each unit of the one with each of the other; of gates there are several parts.

    ``lag`` is 1 where it starts at the step before. What flows is the part of largest size: the parts are added to
    different sums, so that their own sum would mean nothing.
    """

    start: str
    end: str
    lag: int
    parts: tuple[Part, ...]

    def flow(self, starts: Array, ends: Array) -> Array:
        """What flows between the units ``starts`` (T, k) and ``ends`` (T, l) of each step, signed, (T, k, l)."""
        every = np.stack([part.flow(starts, ends) for part in self.parts])
        return np.take_along_axis(every, np.abs(every).argmax(axis=0)[None], axis=0)[0]

    @property
    def diagonal(self) -> bool:
        """Whether it joins each unit with itself alone."""
        return all(part.diagonal for part in self.parts)


def edges(run: Run) -> list[Edge]:
    """Every edge, for any cell, by what its weights declare.

    An edge starts where the signal that its weight reads is: at the level below for x, at the step before for a state
    before. A signal of the step itself that a weight reads starts where its equation takes it from: k = r ⊙ h_before
    at h of the step before. A unit's other states (c) share its disc: what reads c of the same step is a loop.

    >>> from rnnviz import Scenario, simulate
    >>> [(edge.start, edge.end, edge.lag) for edge in edges(simulate(Scenario(inputs="1; 2")))]
    [('x', 'h', 0), ('h', 'h', 1), ('h', 'y', 0)]
    """
    found: dict[tuple[str, str, int], list[Part]] = {}
    for layer in range(run.scenario.layers):
        for (start, lag), part in parts(run, layer):
            found.setdefault((start, "h" + run.layer_ends[layer], lag), []).append(part)
    for (start, lag), part in read_out(run):
        found.setdefault((start, run.head.judged, lag), []).append(part)
    return [Edge(*place, tuple(some)) for place, some in found.items()]


def parts(run: Run, layer: int) -> Iterator[tuple[tuple[str, int], Part]]:
    """The parts of one layer, each with the level and the lag that it starts at."""
    params = run.params.layer(layer)
    for name, weight in run.cell.weights.items():
        label = next(iter(numbered({name: None}, layer)))
        matrix = getattr(params, name)
        yield from slices(run, layer, weight.reads, label, matrix, diagonal=weight.diagonal)


def read_out(run: Run) -> Iterator[tuple[tuple[str, int], Part]]:
    """The same for what the output layer reads."""
    yield from slices(run, run.scenario.layers - 1, run.cell.read_out, "Wo", run.params.Wo)


def slices(
    run: Run, layer: int, reads: tuple[str, ...], label: str, matrix: Array, diagonal: bool = False
) -> Iterator[tuple[tuple[str, int], Part]]:
    """A weight in parts, one for each signal that it reads."""
    first = 0
    for read in reads:
        values = run.trace.layers[layer][read][:, 0]
        n = values.shape[1]
        rows = np.diag(matrix.reshape(-1)) if diagonal else matrix[first : first + n]
        signal, lag = signal_of(run, layer, read)
        level, steps = origin(run.cell, read)
        start = (below(run, layer) if level == "x" else "h" + run.layer_ends[layer], steps)
        yield start, Part(label, first, rows, diagonal, signal, lag, values)
        first += n


def signal_of(run: Run, layer: int, read: str) -> tuple[str, int]:
    """The signal that a weight reads as trace.signals names it, and 1 for that of the step before."""
    if read == "x":
        return below(run, layer), 0
    return read.removesuffix("_before") + run.layer_ends[layer], int(read.endswith("_before"))


def below(run: Run, layer: int) -> str:
    return "h" + run.layer_ends[layer - 1] if layer else "x"


def origin(cell: Cell, read: str) -> tuple[str, int]:
    """Where the signal ``read`` is found in the picture: at x or h, and whether of the step before, 1, or not, 0.

    >>> from rnnviz.core.nn.cells import GRU2014
    >>> origin(GRU2014(), "k")
    ('h', 1)
    """
    if read == "x" or read in cell.states:
        return ("x" if read == "x" else "h"), 0
    if read.endswith("_before"):
        return "h", 1
    made = {equation.name: PLACE.findall(equation.template) for equation in cell.equations}[read]
    ends = [name for name in made if name.endswith("_before")] or [name for name in made if name not in cell.weights]
    return origin(cell, ends[0])
