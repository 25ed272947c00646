"""The gradient through time, item by item: what each step's loss alone sends to each state."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.bptt import layers_back, time_first
from rnnviz.core.nn.cells import Cell
from rnnviz.core.nn.params import Params
from rnnviz.core.nn.trace import Trace

# N examples in a batch, T steps, H hidden units, O outputs


@np.errstate(all="ignore")
def itemised(cell: Cell, params: Params, trace: Trace, dy: Array, blocks: Blocks, layer: int) -> Array:
    """dL_t/dh_k of layer ``layer``, from 0, as [n, t, k], (N, T, T, H), from ``dy`` = dL/dy (N, T, O).

    The same backward pass as ever, with “which loss” as the batch: in copy t of an example only loss t is left.
    """
    N, T, _O = dy.shape
    dy, alone = time_first(dy), np.eye(T, dtype=bool)[..., None]  # (T, T, 1)
    parts = []
    for n in range(N):
        one = np.where(alone, dy[:, n : n + 1], 0.0)  # (T, T, O)
        walk = list(layers_back(cell, params, trace.copies(n, T), one, blocks))
        parts.append(walk[-1 - layer].d["h"].swapaxes(0, 1))
    return np.stack(parts)
