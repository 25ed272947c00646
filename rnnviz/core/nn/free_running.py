"""A network that reads its own answers: one step at a time, because each input must be waited for."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.bptt import forward
from rnnviz.core.nn.cells import Cell
from rnnviz.core.nn.heads import Head
from rnnviz.core.nn.params import Params
from rnnviz.core.nn.trace import State

# N examples in a batch, T steps, D inputs = O outputs
Choose = Callable[[Mapping[str, Array]], Array]  # the outputs of a step, (N, O) each → what is read next, (N, D)
ONE_STEP = Blocks.of(1, 0, carried=True)


def run_on(
    cell: Cell, head: Head, params: Params, x: Array, start: Sequence[State], blocks: Blocks, choose: Choose
) -> Array:
    """``x`` (N, S, D) and after it what ``choose`` makes of each answer, up to the end of ``blocks``: (N, T, D)."""
    read, steps = [x], blocks.steps[-1].stop
    trace = forward(cell, head, params, x, start, blocks.first(x.shape[1]))
    for t in range(x.shape[1], steps):
        read.append(choose({name: array[-1] for name, array in trace.outputs.items()})[:, None])
        state = start if t in blocks.resets else trace.state
        trace = forward(cell, head, params, read[-1], state, ONE_STEP)
    return np.concatenate(read, axis=1)


def own_answer(head: Head) -> Choose:
    """The judged answer itself; of classes the likeliest, as a one-hot row."""
    if not head.classes:
        return lambda outputs: outputs[head.judged]
    return lambda outputs: np.eye(outputs["y"].shape[-1])[outputs["y"].argmax(axis=-1)]
