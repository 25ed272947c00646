"""What the forward pass leaves behind: every signal of every layer and step, by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from rnnviz.core.arrays import Array, Record, beside
from rnnviz.core.nn.cells.cell import Cell
from rnnviz.core.nn.over_time import OverTime
from rnnviz.core.nn.params import numbered

# N examples in a batch, T steps, D inputs, H hidden units, O outputs
State = tuple[Array, ...]  # what a layer remembers, (N, H) each
Pick = Callable[[Array], Array]  # chooses examples: (T, N, ·) → (T, M, ·)


@dataclass(frozen=True, eq=False)
class Layer:
    """What one layer did: its input (T, N, ·), packed weights, initial states, the states before each step, signals."""

    x: Array
    W: Record
    start: Record
    before: OverTime
    signals: OverTime

    def __getitem__(self, name: str) -> Array:
        """A signal over time, (T, N, ·): ``x``, ``h``, or ``h_before``, the state that each step began with."""
        if name == "x":
            return self.x
        return self.before[name.removesuffix("_before")] if name.endswith("_before") else self.signals[name]

    def joined(self, names: Sequence[str]) -> Array:
        """Several signals side by side, in one row for each step."""
        return self[names[0]] if len(names) == 1 else beside(*(self[name] for name in names))

    def each(self, pick: Pick) -> "Layer":
        """The same of other examples."""
        start = Record(**{name: pick(state[None])[0] for name, state in vars(self.start).items()})
        before = OverTime.of({state: pick(self.before[state]) for state in vars(self.start)})
        return Layer(pick(self.x), self.W, start, before, self.signals.each(pick))


@dataclass(frozen=True, eq=False)
class Trace:
    """The forward pass. Arrays over time are put together by name when they are first read."""

    cell: Cell
    layers: tuple[Layer, ...]
    outputs: Mapping[str, Array]  # y and what the head makes of it, time first
    reads: Array  # what the output layer reads, time first
    given: Array  # what was given: x, or the one-hot rows that the table E made x of, time first

    @cached_property
    def signals(self) -> Mapping[str, Array]:
        """x (N, T, D), every signal of every layer's cell (N, T, H), y and what the head makes of it (N, T, O)."""
        found: dict[str, Array] = {"x": self.layers[0].x}
        for index, layer in enumerate(self.layers):
            found |= numbered(layer.signals.all, index)
        return batch_first({**found, **self.outputs})

    @cached_property
    def start(self) -> Mapping[str, Array]:
        """The initial states, h and for the LSTM c, (N, H) each."""
        found: dict[str, Array] = {}
        for index, layer in enumerate(self.layers):
            found |= numbered(vars(layer.start), index)
        return MappingProxyType(found)

    @cached_property
    def before(self) -> Mapping[str, Array]:
        """The states that each step began with, (N, T, H) each."""
        found: dict[str, Array] = {}
        for index, layer in enumerate(self.layers):
            found |= numbered({state: layer.before[state] for state in self.cell.states}, index)
        return batch_first(found)

    @property
    def state(self) -> list[State]:
        """The states after the last step, layer by layer, (N, H) each."""
        return [tuple(getattr(layer.signals.steps[-1], name) for name in self.cell.states) for layer in self.layers]

    @property
    def read(self) -> Array:
        """What the output layer reads, (N, T, ·)."""
        return self.reads.swapaxes(0, 1)

    @property
    def h0(self) -> Array:
        """The first layer's initial state, (N, H)."""
        return self.start["h"]

    @property
    def h_before(self) -> Array:
        """The first layer's state before each step, (N, T, H)."""
        return self.before["h"]

    def example(self, one: slice) -> "Trace":
        """The same with some examples only."""
        return self.each(lambda array: array[:, one])

    def copies(self, n: int, count: int) -> "Trace":
        """Example ``n`` as a batch of ``count`` alike; nothing is copied in memory."""
        return self.each(lambda array: np.broadcast_to(array[:, n : n + 1], (len(array), count, *array.shape[2:])))

    def each(self, pick: Pick) -> "Trace":
        outputs = {name: pick(array) for name, array in self.outputs.items()}
        layers = tuple(layer.each(pick) for layer in self.layers)
        return Trace(self.cell, layers, outputs, pick(self.reads), pick(self.given))


def batch_first(signals: Mapping[str, Array]) -> Mapping[str, Array]:
    """(T, N, ·) → (N, T, ·)"""
    return MappingProxyType({name: array.swapaxes(0, 1) for name, array in signals.items()})
