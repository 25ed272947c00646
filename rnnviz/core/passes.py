"""Forward through time and back: two loops that look alike, everything else one product over all steps.

Inside, time comes first, so that a step is one contiguous block; outside, the batch does: (N, T, ·).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from rnnviz.core.cells.elman import Elman
from rnnviz.core.heads import Head
from rnnviz.core.params import Array, Params, matmul

# N examples in a batch, T steps, D inputs, H hidden units, O outputs


@dataclass(frozen=True, eq=False)
class Trace:
    """The forward pass.

    ``signals``: x (N, T, D), a and h (N, T, H), y and, for softmax, p (N, T, O).
    ``h0`` (N, H) is the initial state; ``h_prev`` (N, T, H) the state each step began with.
    """

    signals: Mapping[str, Array]
    h0: Array
    h_prev: Array


@dataclass(frozen=True, eq=False)
class Gradients:
    """The backward pass: the gradient of the loss at every signal and step.

    ``signals``: y (N, T, O); h (N, T, H), the sum of h_from_output and h_from_future; a (N, T, H); x (N, T, D).
    ``h0`` (N, H). ``params`` holds the sums over steps and examples. ``dropped[t]`` (N, H) is the gradient at h_t
    which the block after step t would have sent back and which the cut after step t left out.
    """

    signals: Mapping[str, Array]
    h0: Array
    params: Params
    dropped: Mapping[int, Array]


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

    @property
    def starts(self) -> list[int]:
        """The steps, counted from 0, that begin a block."""
        return [block.start for block in self.steps]

    @property
    def resets(self) -> list[int]:
        """The steps that begin with the initial state."""
        return self.starts[:1] if self.carried else self.starts


def forward(cell: Elman, head: Head, params: Params, x: Array, h0: Array, blocks: Blocks) -> Trace:
    """Run ``x`` (N, T, D) through the network, from ``h0`` (N, H)."""
    x = time_first(x)
    a, states = np.empty((2, len(x) + 1, *h0.shape))  # one allocation: several cost more than the arithmetic
    wx, a, h = cell.project(params, x, a[1:]), a[1:], states[1:]  # a_t takes the place of x_t Wx + b
    states[0] = last = h0
    for block in blocks.steps:
        last = last if blocks.carried else h0
        for wx_t, a_t, h_t in zip(wx[block], a[block], h[block], strict=True):
            last = cell.step(params, wx_t, last, a_t, h_t)
    y = matmul(h, params.Wo)
    if params.bo is not None:
        y += params.bo
    signals = {"x": x, "a": a, "h": h} | head.outputs(y)
    return Trace(batch_first(signals), h0, began_with(states, blocks).swapaxes(0, 1))


def backward(cell: Elman, params: Params, trace: Trace, dy: Array, blocks: Blocks) -> Gradients:
    """Send ``dy`` = dL/dy (N, T, O) back through the network, from the last step to the first."""
    x, h, h_prev, dy = (time_first(array) for array in (trace.signals["x"], trace.signals["h"], trace.h_prev, dy))
    from_output, dh, da, flow = np.empty((4, len(x) + 1, *trace.h0.shape))
    from_output, dh, da = matmul(dy, params.Wo.T, from_output[1:]), dh[1:], da[1:]
    slope = cell.activation.slope(h)
    flow[-1] = 0.0  # flow[t], t from 0, is what step t sends back to the state it began with
    at_start = {}
    for block in reversed(blocks.steps):
        future = flow[block.stop]
        steps = zip(from_output[block], dh[block], slope[block], da[block], flow[block], strict=True)
        for from_output_t, dh_t, slope_t, da_t, flow_t in reversed(list(steps)):
            np.add(from_output_t, future, dh_t)
            future = cell.step_back(params, dh_t, slope_t, da_t, flow_t)
        at_start[block.start] = future.copy()
        future[...] = 0.0
    signals = {"y": dy, "h": dh, "h_from_output": from_output, "h_from_future": flow[1:], "a": da}
    signals["x"] = matmul(da, params.Wx.T)
    return Gradients(
        signals=batch_first(signals),
        h0=sum((at_start[t] for t in blocks.resets), start=np.zeros_like(trace.h0)),
        params=params_back(params, x, h, h_prev, da, dy),
        dropped=MappingProxyType({t: at_start[t] for t in blocks.starts if t not in blocks.resets}),
    )


def params_back(params: Params, x: Array, h: Array, h_prev: Array, da: Array, dy: Array) -> Params:
    """Every step's share of the parameter gradients, summed in one product over all steps."""
    return Params(
        Wx=over_steps(x, da),
        Wh=over_steps(h_prev, da),
        b=None if params.b is None else np.add.reduce(da.reshape(-1, da.shape[-1])),
        Wo=over_steps(h, dy),
        bo=None if params.bo is None else np.add.reduce(dy.reshape(-1, dy.shape[-1])),
    )


def began_with(states: Array, blocks: Blocks) -> Array:
    """The state before each step, (T, N, H), of ``states`` h0 … hT."""
    if len(blocks.resets) == 1:
        return states[:-1]
    before = states[:-1].copy()
    before[list(blocks.resets)] = states[0]
    return before


def over_steps(before: Array, after: Array) -> Array:
    """Σ beforeᵀ after over steps and examples: the outer products of all steps in one."""
    return before.reshape(-1, before.shape[-1]).T.dot(after.reshape(-1, after.shape[-1]))


def time_first(array: Array) -> Array:
    return np.ascontiguousarray(array.swapaxes(0, 1))


def batch_first(signals: Mapping[str, Array]) -> Mapping[str, Array]:
    return MappingProxyType({name: array.swapaxes(0, 1) for name, array in signals.items()})
