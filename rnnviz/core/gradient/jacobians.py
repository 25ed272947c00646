"""The Jacobian of one step: how the states after it depend on those before it, by the cell's own step back.

The joint state s_t of a network is all that goes on to the next step: h, and for the LSTM c, layer by layer.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.nn.cells.cell import Cell
from rnnviz.core.run import Run

# B gradients sent back at once, S = layers · states · H, K states of a layer


class Moment(NamedTuple):
    """One layer at one step: its weights, the states it began with, and its signals."""

    W: Record
    before: Record
    s: Record


def jacobians(run: Run, steps: Iterable[int]) -> Iterator[Array]:
    """∂s_t/∂s_{t−1} of the first example in view for each t of ``steps``, from 1: (S, S), [i, j] = ∂s_t[i]/∂s_{t−1}[j].

    S = layers · states · H: the rows are the states after the step, layer by layer as in ``state_names``.

    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(inputs="0; 0", activation="identity", weights={"Wh": [[0.5, 2], [0, 1]]}))
    >>> next(jacobians(run, [2])).tolist()
    [[0.5, 0.0], [2.0, 1.0]]
    """
    layers, states, hidden = run.scenario.layers, len(run.cell.states), run.scenario.hidden_size
    count = layers * states * hidden
    seeds = np.eye(count).reshape(count, layers, states, hidden)
    moments = moments_of(run)
    with np.errstate(all="ignore"):
        for t in steps:
            before, _above = step_down(run.cell, moments[t - 1], seeds)
            yield before.reshape(count, count)


def state_names(run: Run) -> list[str]:
    """The names of the entries of s_t, such as h_1, h_2, c_1, c_2, h2_1 …"""
    units = range(1, run.scenario.hidden_size + 1)
    return [f"{state}{end}_{unit}" for end in run.layer_ends for state in run.cell.states for unit in units]


def moments_of(run: Run) -> list[list[Moment]]:
    """Every step's layers, of the first example in view."""
    layers, steps = run.trace.example(slice(1)).layers, range(run.steps)
    return [[Moment(layer.W, layer.before.steps[t], layer.signals.steps[t]) for layer in layers] for t in steps]


def step_down(cell: Cell, moments: Sequence[Moment], seeds: Array) -> tuple[Array, Array]:
    """Send gradients ``seeds`` (B, layers, K, H) at the states after a step back to those before it.

    Also what came to each layer's h from the layer above within the step, (B, layers, H).
    """
    count, layers, _states, hidden = seeds.shape
    before, above = np.empty(seeds.shape), np.zeros((count, layers, hidden))
    for index in reversed(range(layers)):
        moment, slope, d = moments[index], Record(), Record()
        cell.slopes(moment.s, slope)
        later = Record(**{f"{state}_before": seeds[:, index, k] for k, state in enumerate(cell.states)})
        cell.step_back(moment.W, moment.before, moment.s, slope, above[:, index], later, d)
        before[:, index] = np.stack([getattr(d, f"{state}_before") for state in cell.states], axis=1)
        if index:
            above[:, index - 1] = cell.project_back(moment.W, d)
    return before, above
