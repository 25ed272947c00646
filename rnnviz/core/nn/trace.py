"""What the two passes leave behind: a Trace going forward, Gradients coming back; and the Blocks that cut them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.nn.cells.cell import Cell, parts
from rnnviz.core.nn.params import Array, Params, numbered

# N examples in a batch, T steps, D inputs, H hidden units, O outputs
State = tuple[Array, ...]  # what a layer remembers, (N, H) each
Pick = Callable[[Array], Array]  # chooses examples: (T, N, ·) → (T, M, ·)


class Layer(NamedTuple):
    """What one layer did, time first: input, packed weights, buffers, the first states and those before each step."""

    x: Array
    weights: Any
    buffers: Mapping[str, Array]
    start: State
    before: State

    def each(self, pick: Pick) -> "Layer":
        """The same of other examples."""
        return Layer(
            pick(self.x),
            self.weights,
            {name: pick(buffer) for name, buffer in self.buffers.items()},
            tuple(pick(state[None])[0] for state in self.start),
            tuple(pick(states) for states in self.before),
        )


@dataclass(frozen=True, eq=False)
class Trace:
    """The forward pass. Names are given to its numbers when somebody looks."""

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
            for name, buffer in layer.buffers.items():
                found |= numbered(parts(buffer, self.cell.signals[name]), index)
        return batch_first({**found, **self.outputs})

    @cached_property
    def start(self) -> Mapping[str, Array]:
        """The initial states, h and for the LSTM c, (N, H) each."""
        return self.by_state([layer.start for layer in self.layers])

    @cached_property
    def before(self) -> Mapping[str, Array]:
        """The states that each step began with, (N, T, H) each."""
        return batch_first(self.by_state([layer.before for layer in self.layers]))

    def by_state(self, layers: Sequence[State]) -> dict[str, Array]:
        named = (numbered(dict(zip(self.cell.states, layer, strict=True)), index) for index, layer in enumerate(layers))
        return {name: array for layer in named for name, array in layer.items()}

    @property
    def state(self) -> list[State]:
        """The states after the last step, layer by layer, (N, H) each."""
        return [tuple(layer.buffers[name][-1] for name in self.cell.states) for layer in self.layers]

    @property
    def read(self) -> Array:
        """What the output layer reads, (N, T, ·)."""
        return self.reads.swapaxes(0, 1)

    @property
    def h0(self) -> Array:
        """The first layer's initial state, (N, H)."""
        return self.start["h"]

    @property
    def h_prev(self) -> Array:
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


@dataclass(frozen=True, eq=False)
class Gradients:
    """The backward pass: the gradient of the loss at every signal and step.

    ``signals``: y (N, T, O); h (N, T, H), the sum of h_from_output and h_from_future; every other signal of the cell;
    x (N, T, D). ``params`` holds the sums over steps and examples. ``reached[t]`` holds, for each state (N, H), the
    gradient at the state that the block after step t began with.
    """

    signals: Mapping[str, Array]
    params: Params
    reached: Mapping[int, Mapping[str, Array]]
    resets: Sequence[int]  # the blocks that began with the initial state

    @property
    def start(self) -> Mapping[str, Array]:
        """The gradient at the initial states, (N, H) each: every block that began with them adds its part."""
        first = self.reached[self.resets[0]]
        return {name: sum((self.reached[t][name] for t in self.resets[1:]), first[name]) for name in first}

    @property
    def h0(self) -> Array:
        """dL/dh0 of the first layer, (N, H)."""
        return self.start["h"]

    @property
    def cut(self) -> Mapping[int, Mapping[str, Array]]:
        """What the cut after step t left out of the gradient at each state, (N, H)."""
        return {t: states for t, states in self.reached.items() if t not in self.resets}

    @property
    def dropped(self) -> Mapping[int, Array]:
        """What each cut left out of the first layer's dL/dh_t, (N, H)."""
        return {t: states["h"] for t, states in self.cut.items()}

    def sent_back(self, layer: str = "") -> Array:
        """What each step sends back to the h it began with, (N, T, H), whether a cut drops it or not."""
        future = self.signals["h_from_future" + layer]
        sent = np.concatenate([future[:, :1], future[:, :-1]], axis=1)
        for t, states in self.reached.items():
            sent[:, t] = states["h" + layer]
        return sent


class Blocks(NamedTuple):
    """Where truncation cuts: the blocks of steps, in order, and whether the state is carried from one to the next."""

    steps: tuple[slice, ...]
    carried: bool

    @classmethod
    def of(cls, steps: int, length: int, carried: bool) -> "Blocks":
        """Blocks of ``length`` steps, the last perhaps shorter; 0 is one block, uncut.

        >>> Blocks.of(5, 2, carried=True).starts, Blocks.of(5, 0, carried=True).starts
        ([0, 2, 4], [0])
        """
        starts = range(0, steps, length or steps)
        return cls(tuple(slice(start, min(start + starts.step, steps)) for start in starts), carried)

    def first(self, steps: int) -> "Blocks":
        """The same of the first ``steps`` steps only."""
        return Blocks(tuple(slice(b.start, min(b.stop, steps)) for b in self.steps if b.start < steps), self.carried)

    @property
    def starts(self) -> list[int]:
        """The steps, counted from 0, that begin a block."""
        return [block.start for block in self.steps]

    @property
    def resets(self) -> list[int]:
        """The steps that begin with the initial state."""
        return self.starts[:1] if self.carried else self.starts


def batch_first(signals: Mapping[str, Array]) -> Mapping[str, Array]:
    """(T, N, ·) → (N, T, ·)"""
    return MappingProxyType({name: array.swapaxes(0, 1) for name, array in signals.items()})
