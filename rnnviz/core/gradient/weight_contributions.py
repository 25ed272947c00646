"""The gradient of a weight is a sum over time: what each step adds to it."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.nn.shapes import network_weights
from rnnviz.core.nn.weight_gradients import factors, step_by_step
from rnnviz.core.run import Run

# N examples in a batch, T steps


def contributions(run: Run, name: str) -> Array:
    """What each step adds to dL/d``name``, over all examples of the batch: (T, rows, columns), a bias as one row.

    Their sum over the steps is the gradient; a step's contribution is the sum of one product per example.

    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(inputs="1 2; 3 4"))
    >>> parts = contributions(run, "Wh")
    >>> parts.shape, bool(np.allclose(parts.sum(axis=0), run.gradients.params.Wh))
    ((2, 2, 2), True)
    """
    run = run.batch
    index, weight = network_weights(run.cell, run.scenario.layers)[name]
    read, gradient = factors(run.trace, run.gradients.layers, run.gradients.dy, index, weight)
    with np.errstate(all="ignore"):
        return step_by_step(weight, read, gradient)


def step_shares(parts: Array) -> Array:
    """Each step's share of the whole, (T,): its part along the sum, ⟨dWₜ, dW⟩ / ⟨dW, dW⟩; NaN where dW is 0.

    The shares sum to 1; a step that pulls the other way has a negative one.

    >>> step_shares(np.array([[[3.0]], [[-1.0]]])).tolist()
    [1.5, -0.5]
    """
    whole = parts.sum(axis=0)
    peak = np.abs(whole).max()
    unit = whole / peak if np.isfinite(peak) and peak > 0 else np.full(whole.shape, np.nan)
    with np.errstate(all="ignore"):
        return (parts / peak * unit).sum(axis=(1, 2)) / (unit * unit).sum()
