"""The gradient of a weight: what each step adds to it, and the sum over all steps. Nothing else computes it."""

from collections.abc import Sequence

import numpy as np

from rnnviz.core.arrays import Array, over_steps, products_over_steps, sum_over_steps
from rnnviz.core.nn.cells.cell import Weight
from rnnviz.core.nn.gradients import LayerBack
from rnnviz.core.nn.trace import Trace

SYMBOL = ("symbol",)  # what the table E multiplies: one-hot rows
# N examples in a batch, T steps


def factors(trace: Trace, layers: Sequence[LayerBack], dy: Array, index: int, weight: Weight) -> tuple[Array, Array]:
    """What a weight of layer ``index`` multiplies, 1 for a bias, and the gradient of what it adds to, (T, N, ·)."""
    gradient = {"y": dy, "x": layers[0].dx}.get(weight.adds_to)
    gradient = layers[index].d[weight.adds_to] if gradient is None else gradient
    if weight.is_bias:
        return np.ones((*gradient.shape[:2], 1)), gradient
    if weight.reads == SYMBOL:
        return trace.given, gradient
    return trace.layers[index].joined(weight.reads), gradient


def summed(weight: Weight, read: Array, gradient: Array) -> Array:
    """dL/dW from what the weight read and the gradient of what it adds to, (T, N, ·) both; a bias reads nothing."""
    if weight.is_bias:
        return sum_over_steps(gradient)
    return products_over_steps(read, gradient) if weight.diagonal else over_steps(read, gradient)


def step_by_step(weight: Weight, read: Array, gradient: Array) -> Array:
    """What each step adds to dL/dW, over all examples: (T, rows, columns); a bias or a diagonal weight is one row."""
    if weight.is_bias:
        return gradient.sum(axis=1)[:, None]
    if weight.diagonal:
        return (read * gradient).sum(axis=1)[:, None]
    return np.einsum("tni,tnj->tij", read, gradient)
