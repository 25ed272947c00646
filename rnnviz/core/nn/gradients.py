"""What the backward pass leaves behind: the gradient of the loss at every signal, step and weight, by name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.cells.cell import Cell
from rnnviz.core.nn.over_time import OverTime
from rnnviz.core.nn.params import Params, numbered
from rnnviz.core.nn.trace import Pick, batch_first

# N examples in a batch, T steps, D inputs, H hidden units, O outputs


@dataclass(frozen=True, eq=False)
class LayerBack:
    """One layer's way back, time first.

    ``above`` (T, N, H) came to h_t from above, ``early`` from above to the state that a block began with; ``d`` are the
    gradients of every step's signals, and ``dx`` goes on to what is below.
    """

    above: Array
    early: Mapping[int, Array]
    d: OverTime
    dx: Array

    def sent(self, state: str) -> Array:
        """What each step sends back to the state it began with, (T, N, H), whether a cut drops it or not."""
        return self.d[f"{state}_before"]

    def from_future(self, state: str, blocks: Blocks) -> Array:
        """What each state has from the step after, (T, N, H); nothing comes over a block's end."""
        future, sent = np.zeros_like(self.above), self.sent(state)
        future[:-1] = sent[1:]
        future[[start - 1 for start in blocks.starts[1:]]] = 0.0
        return future

    def reached(self, state: str, start: int) -> Array:
        """The whole gradient at the state that the block from step ``start`` on began with, (N, H)."""
        sent = self.sent(state)[start]
        return sent + self.early[start] if state == "h" and start in self.early else sent

    def each(self, pick: Pick) -> "LayerBack":
        """The same of other examples."""
        early = {start: pick(array[None])[0] for start, array in self.early.items()}
        return LayerBack(pick(self.above), early, self.d.each(pick), pick(self.dx))


@dataclass(frozen=True, eq=False)
class Gradients:
    """The backward pass. ``params`` holds the sums over steps and examples."""

    cell: Cell
    layers: tuple[LayerBack, ...]  # from the lowest
    dy: Array  # (T, N, O)
    params: Params
    blocks: Blocks

    @cached_property
    def signals(self) -> Mapping[str, Array]:
        """y (N, T, O); h (N, T, H), h_from_output plus h_from_future; the cell's other signals; x (N, T, D)."""
        found: dict[str, Array] = {"y": self.dy}
        for index, layer in reversed(list(enumerate(self.layers))):
            sent = {f"{state}_before" for state in self.cell.states}
            own = {name: layer.d[name] for name in layer.d.names if name not in sent}
            later = {f"{state}_from_future": layer.from_future(state, self.blocks) for state in self.cell.states}
            found |= numbered(own | {"h_from_output": layer.above} | later, index)
        return batch_first(found | {"x": self.layers[0].dx})

    @cached_property
    def sent(self) -> Mapping[str, Array]:
        """What each step sends back to each state it began with, (N, T, H), whether a cut drops it or not."""
        found: dict[str, Array] = {}
        for index, layer in enumerate(self.layers):
            found |= numbered({state: layer.sent(state) for state in self.cell.states}, index)
        return batch_first(found)

    @cached_property
    def reached(self) -> Mapping[int, Mapping[str, Array]]:
        """For each block's first step, from 0, the gradient at the states that it began with, (N, H) each."""
        return {start: self.reached_at(start) for start in self.blocks.starts}

    def reached_at(self, start: int) -> dict[str, Array]:
        found: dict[str, Array] = {}
        for index, layer in enumerate(self.layers):
            found |= numbered({state: layer.reached(state, start) for state in self.cell.states}, index)
        return found

    @property
    def start(self) -> Mapping[str, Array]:
        """The gradient at the initial states, (N, H) each: every block that began with them adds its part."""
        first, *others = self.blocks.resets
        reached = self.reached
        return {name: sum((reached[t][name] for t in others), array) for name, array in reached[first].items()}

    @property
    def h0(self) -> Array:
        """dL/dh0 of the first layer, (N, H)."""
        return self.start["h"]

    @property
    def cut(self) -> Mapping[int, Mapping[str, Array]]:
        """What the cut after step t left out of the gradient at each state, (N, H)."""
        return {t: states for t, states in self.reached.items() if t not in self.blocks.resets}

    @property
    def dropped(self) -> Mapping[int, Array]:
        """What each cut left out of the first layer's dL/dh_t, (N, H)."""
        return {t: states["h"] for t, states in self.cut.items()}

    def example(self, one: slice) -> "Gradients":
        """The same with some examples only; the parameters' gradients stay the batch's."""
        layers = tuple(layer.each(lambda array: array[:, one]) for layer in self.layers)
        return replace(self, layers=layers, dy=self.dy[:, one])
