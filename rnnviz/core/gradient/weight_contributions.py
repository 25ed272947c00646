"""The gradient of a weight is a sum over time: what each step adds to it."""

import numpy as np

from rnnviz.core.nn.params import Array
from rnnviz.core.run import Run

# N examples in a batch, T steps


def contributions(run: Run, name: str) -> Array:
    """What each step adds to dL/d``name``, over all examples of the batch: (T, rows, columns), a bias as one row.

    Their sum over the steps is the gradient; a step's contribution is the sum of one outer product per example.

    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(inputs="1 2; 3 4"))
    >>> parts = contributions(run, "Wh")
    >>> parts.shape, bool(np.allclose(parts.sum(axis=0), run.gradients.params.Wh))
    ((2, 2, 2), True)
    """
    before, after = factors(run.batch, name)
    with np.errstate(all="ignore"):
        return np.einsum("nti,ntj->tij", before, after)


def factors(run: Run, name: str) -> tuple[Array, Array]:
    """The rows (N, T, ·) whose outer products are the contributions: what the weight reads, and the gradient behind."""
    back, ones = run.gradients.signals, np.ones((*run.losses.shape, 1))
    if name in ("Wo", "bo"):
        return (run.trace.read if name == "Wo" else ones), back["y"]
    if name == "E":
        return run.trace.given.swapaxes(0, 1), back["x"]
    layer, end, base = layer_of(run, name)
    reads, after = run.cell.shares[base]
    given = {"x": run.trace.layers[layer].x.swapaxes(0, 1), "h_prev": run.trace.before["h" + end]}
    before = np.concatenate([given[read] for read in reads.split()], axis=-1) if reads else ones
    return before, back[after + end]


def layer_of(run: Run, name: str) -> tuple[int, str, str]:
    """The layer of a weight, from 0, what the layer's names end in, and the weight's name in a single layer."""
    for layer, end in reversed(list(enumerate(run.layer_ends))):
        if name.endswith(end) and name.removesuffix(end) in run.cell.shares:
            return layer, end, name.removesuffix(end)
    raise KeyError(name)


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
