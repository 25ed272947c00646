"""Forward through time and back: two loops that look alike, everything else one product over all steps.

Inside, time comes first, so that a step is one contiguous block; outside, the batch does: (N, T, ·). A second layer
runs over the states of the first; its names end in 2.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from rnnviz.core.nn.cells.cell import Cell, parts
from rnnviz.core.nn.heads import Head
from rnnviz.core.nn.params import Array, Params, matmul, numbered, over_steps, sum_over_steps
from rnnviz.core.nn.trace import Blocks, Gradients, Layer, State, Trace, batch_first

# N examples in a batch, T steps, D inputs, H hidden units, O outputs


def forward(cell: Cell, head: Head, params: Params, x: Array, start: Sequence[State], blocks: Blocks) -> Trace:
    """Run ``x`` (N, T, D) through the network, each layer from its ``start``; a table E makes symbols vectors first."""
    given = time_first(x)
    table = getattr(params, "E", None)
    layers = run_layers(cell, params, given if table is None else matmul(given, table), start, blocks)
    top = layers[-1]
    read = np.concatenate([top.x, top.before[0]], axis=-1) if cell.reads_before else top.buffers["h"]
    y = matmul(read, params.Wo)
    if params.bo is not None:
        y += params.bo
    return Trace(cell, tuple(layers), head.outputs(y), read, given)


def run_layers(cell: Cell, params: Params, x: Array, start: Sequence[State], blocks: Blocks) -> list[Layer]:
    layers = []
    for index, begin in enumerate(start):
        layers.append(unroll(cell, cell.pack(params.layer(index)), x, begin, blocks))
        x = layers[-1].buffers["h"]
    return layers


def unroll(cell: Cell, weights: object, x: Array, start: State, blocks: Blocks) -> Layer:
    """One layer over all steps of ``x`` (T, N, D)."""
    buffers = carve([len(names) for names in cell.signals.values()], len(x) + 1, *start[0].shape)
    wx, *_ = now = [buffer[1:] for buffer in buffers]
    cell.project(weights, x, wx)  # the first buffer's values take the place of what they are made of
    steps = list(zip(wx, *now, strict=True))
    state = start
    for block in blocks.steps:
        state = state if blocks.carried else start
        for wx_t, *now_t in steps[block]:
            state = cell.step(weights, wx_t, state, *now_t)
    made = dict(zip(cell.signals, buffers, strict=True))
    before = tuple(began_with(made[name], first, blocks) for name, first in zip(cell.states, start, strict=True))
    return Layer(x, weights, {name: buffer[1:] for name, buffer in made.items()}, start, before)


def backward(cell: Cell, params: Params, trace: Trace, dy: Array, blocks: Blocks) -> Gradients:
    """Send ``dy`` = dL/dy (N, T, O) back through the network, from the last step to the first."""
    dy = time_first(dy)
    signals: dict[str, Array] = {"y": dy}
    sums: dict[str, Array | None] = {"Wo": over_steps(trace.reads, dy), "bo": sum_over_steps(dy)}
    ends = {}
    for index, layer, out, back, futures, at_start, dx in layers_back(cell, params, trace, dy, blocks):
        for name, buffer in reversed(list(back.items())):
            signals |= numbered(parts(buffer, cell.signals[name]), index)
        after = {f"{state}_from_future": flow for state, flow in zip(cell.states, futures, strict=True)}
        signals |= numbered({"h_from_output": out} | after, index)
        sums |= numbered(cell.params_back(layer.x, layer.before, back), index)
        ends |= {name: at_start[state] for state, name in enumerate(numbered(dict.fromkeys(cell.states), index))}
        signals["x"] = dx
    sums["E"] = None if getattr(params, "E", None) is None else over_steps(trace.given, signals["x"])
    return Gradients(
        signals=batch_first(signals),
        params=Params(**{name: None if array is None else sums[name] for name, array in vars(params).items()}),
        reached={t: {name: at[t] for name, at in ends.items()} for t in blocks.starts},
        resets=blocks.resets,
    )


class LayerBack(NamedTuple):
    """One layer's way back, time first: ``out`` came to h_t from above, ``dx`` goes on to what is below."""

    number: int  # from 0
    layer: Layer
    out: Array
    back: Mapping[str, Array]  # the gradient of every buffer
    futures: Sequence[Array]  # what each state has from the step after
    at_start: Sequence[Mapping[int, Array]]  # what reached each block's start
    dx: Array


def layers_back(cell: Cell, params: Params, trace: Trace, dy: Array, blocks: Blocks) -> Iterator[LayerBack]:
    """The layers from top to bottom, each sent back through time; ``dy`` (T, N, O)."""
    out, direct, early = read_back(cell, matmul(dy, params.Wo.T), trace.layers[-1], blocks)
    for index, layer in reversed(list(enumerate(trace.layers))):
        back, futures, at_start = unroll_back(cell, layer, out, early, blocks)
        dx = cell.project_back(layer.weights, back)
        dx = dx if direct is None else dx + direct
        yield LayerBack(index, layer, out, back, futures, at_start, dx)
        out, direct, early = dx, None, {}


def unroll_back(
    cell: Cell, layer: Layer, out: Array, early: Mapping[int, Array], blocks: Blocks
) -> tuple[dict[str, Array], list[Array], list[dict[int, Array]]]:
    """One layer back: its gradient buffers, what each state has from the step after, what reached each block's start.

    ``out`` (T, N, H) comes to h_t from above, ``early`` (N, H) from above to the state a block began with.
    """
    shape = len(layer.x) + 1, *layer.before[0].shape[1:]
    widths = [*(len(names) for names in cell.signals.values()), *(1 for _ in cell.states)]
    buffers = carve(widths, *shape)
    flows = buffers[len(cell.signals) :]  # flows[t], t from 0, is what step t sends back to the state it began with
    back = [buffer[1:] for buffer in buffers[: len(cell.signals)]]
    for flow in flows:
        flow[-1] = 0.0
    saved = cell.saved(layer.buffers, layer.before)
    steps = list(zip(out, *saved, *back, *(flow[:-1] for flow in flows), strict=True))
    at_start: list[dict[int, Array]] = [{} for _ in flows]
    for block in reversed(blocks.steps):
        future = tuple(flow[block.stop] for flow in flows)
        for out_t, *arrays in reversed(steps[block]):
            future = cell.step_back(layer.weights, future, out_t, *arrays)
        for state, reached in enumerate(future):
            at_start[state][block.start] = reached + early[block.start] if not state and early else reached.copy()
            reached[...] = 0.0
    return dict(zip(cell.signals, back, strict=True)), [flow[1:] for flow in flows], at_start


def read_back(cell: Cell, read: Array, top: Layer, blocks: Blocks) -> tuple[Array, Array | None, Mapping[int, Array]]:
    """Where the gradient of what the output layer reads goes: to h_t, to the top layer's input, to a block's start."""
    if not cell.reads_before:
        return read, None, {}
    width = top.x.shape[-1]
    out = np.zeros_like(top.before[0])
    out[:-1] = read[1:, :, width:]
    for start in blocks.starts[1:]:
        out[start - 1] = 0.0
    return out, read[..., :width], {start: read[start, :, width:] for start in blocks.starts}


def carve(widths: Sequence[int], steps: int, examples: int, hidden: int) -> list[Array]:
    """Arrays (steps, examples, width · hidden) in one allocation: several cost more than the arithmetic."""
    ends = [0, *accumulate(width * steps * examples * hidden for width in widths)]
    room = np.empty(ends[-1])
    pieces = zip(widths, ends, ends[1:], strict=False)
    return [room[begin:end].reshape(steps, examples, width * hidden) for width, begin, end in pieces]


def began_with(states: Array, start: Array, blocks: Blocks) -> Array:
    """The state before each step, (T, N, H); ``states`` (T + 1, N, H) has room for ``start`` before the first."""
    states[0] = start
    if len(blocks.resets) == 1:
        return states[:-1]
    before = states[:-1].copy()
    before[list(blocks.resets)] = start
    return before


def time_first(array: Array) -> Array:
    return np.ascontiguousarray(array.swapaxes(0, 1))
