"""Forward through time and back: two loops that look alike, everything else one product over all steps.

Inside, time comes first, (T, N, ·), so that a step is one contiguous block; outside, the batch does: (N, T, ·). A
second layer runs over the states of the first; its names end in 2.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

import numpy as np

from rnnviz.core.arrays import Array, Record, matmul
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.cells.cell import Cell
from rnnviz.core.nn.gradients import Gradients, LayerBack
from rnnviz.core.nn.heads import Head
from rnnviz.core.nn.over_time import OverTime
from rnnviz.core.nn.params import Params
from rnnviz.core.nn.shapes import network_weights
from rnnviz.core.nn.trace import Layer, State, Trace
from rnnviz.core.nn.weight_gradients import factors, summed

# N examples in a batch, T steps, D inputs, H hidden units, O outputs


def forward(cell: Cell, head: Head, params: Params, x: Array, start: Sequence[State], blocks: Blocks) -> Trace:
    """Run ``x`` (N, T, D) through the network, each layer from its ``start``; a table E makes symbols vectors first."""
    given = time_first(x)
    table = getattr(params, "E", None)
    x = given if table is None else matmul(given, table)
    layers = []
    for index, states in enumerate(start):
        begin = Record(**dict(zip(cell.states, states, strict=True)))
        layers.append(unroll(cell, cell.pack(params.layer(index)), x, begin, blocks))
        x = layers[-1]["h"]
    reads = layers[-1].joined(cell.read_out)
    y = matmul(reads, params.Wo) + (0.0 if params.bo is None else params.bo)
    return Trace(cell, tuple(layers), head.outputs(y), reads, given)


def unroll(cell: Cell, W: Record, x: Array, start: Record, blocks: Blocks) -> Layer:
    """One layer over all steps of ``x`` (T, N, D), from the first to the last."""
    xW = cell.project(W, x)
    steps, befores, before = [], [], start
    for block in blocks.steps:
        before = before if blocks.carried else start
        for xW_t in xW[block]:
            s = Record()
            cell.step(W, xW_t, before, s)
            steps.append(s)
            befores.append(before)
            before = s
    return Layer(x, W, start, OverTime(befores), OverTime(steps))


def backward(cell: Cell, params: Params, trace: Trace, dy: Array, blocks: Blocks) -> Gradients:
    """Send ``dy`` = dL/dy (N, T, O) back through the network, from the last step to the first."""
    dy = time_first(dy)
    layers = tuple(reversed(list(layers_back(cell, params, trace, dy, blocks))))
    sums = {}
    for name, (index, weight) in network_weights(cell, len(layers)).items():
        if vars(params).get(name) is not None:
            read, gradient = factors(trace, layers, dy, index, weight)
            sums[name] = summed(weight, read, gradient)
    return Gradients(cell, layers, dy, Params(**{name: sums.get(name) for name in vars(params)}), blocks)


def layers_back(cell: Cell, params: Params, trace: Trace, dy: Array, blocks: Blocks) -> Iterator[LayerBack]:
    """The layers from top to bottom, each sent back through time; ``dy`` (T, N, O)."""
    above, direct, early = read_back(cell, matmul(dy, params.Wo.T), trace.layers[-1], blocks)
    for layer in reversed(trace.layers):
        d = unroll_back(cell, layer, above, blocks)
        dx = cell.project_back(layer.W, d) + direct
        yield LayerBack(above, early, d, dx)
        above, direct, early = dx, 0.0, {}


def unroll_back(cell: Cell, layer: Layer, above: Array, blocks: Blocks) -> OverTime:
    """The same layer from the last step to the first; ``above`` (T, N, H) comes to h_t from the output."""
    steps, befores, slopes, back = layer.signals.steps, layer.before.steps, slopes_of(cell, layer.signals), []
    nothing = Record(**{f"{state}_before": np.zeros_like(above[0]) for state in cell.states})
    for block in reversed(blocks.steps):
        later = nothing  # no gradient comes over a block's end
        for t in reversed(range(block.start, block.stop)):
            d = Record()
            cell.step_back(layer.W, befores[t], steps[t], slopes[t], above[t], later, d)
            back.append(d)
            later = d
    return OverTime(back[::-1])


def slopes_of(cell: Cell, signals: OverTime) -> Sequence[Record]:
    """The slopes of the activations, step by step."""
    slope = Record()
    cell.slopes(signals, slope)
    return OverTime.of(vars(slope)).steps if vars(slope) else [slope] * len(signals.steps)


def read_back(cell: Cell, read: Array, top: Layer, blocks: Blocks) -> tuple[Array, Array | float, Mapping[int, Array]]:
    """Where the gradient of what the output layer reads goes: to h_t, to the top layer's input, to a block's start."""
    above, direct, early = [], 0.0, {}
    ends = np.cumsum([top[name].shape[-1] for name in cell.read_out])[:-1]
    for name, part in zip(cell.read_out, np.split(read, ends, axis=-1), strict=True):
        if name == "x":
            direct = part
        elif name == "h":
            above.append(part)
        else:  # the state before a step is h of the step before, or what a block began with
            shifted = np.concatenate([part[1:], np.zeros_like(part[:1])])
            shifted[[start - 1 for start in blocks.starts[1:]]] = 0.0
            above.append(shifted)
            early = {start: part[start] for start in blocks.starts}
    return reduce(np.add, above), direct, early


def time_first(array: Array) -> Array:
    return np.ascontiguousarray(array.swapaxes(0, 1))
