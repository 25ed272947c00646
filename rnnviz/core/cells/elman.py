"""The simple recurrent cell (J. L. Elman, Finding structure in time, 1990)."""

from typing import final

import numpy as np

from rnnviz.core.activations import Activation
from rnnviz.core.params import Array, Params, matmul

# N examples in a batch, T steps, D inputs, H hidden units


@final
class Elman:
    """a_t = x_t Wx + h_{t−1} Wh + b,   h_t = φ(a_t)"""

    def __init__(self, activation: Activation) -> None:
        self.activation = activation

    def project(self, params: Params, x: Array, wx: Array) -> Array:
        """Write x_t Wx + b for all steps at once, (T, N, D) → (T, N, H)."""
        wx = matmul(x, params.Wx, wx)
        return wx if params.b is None else np.add(wx, params.b, wx)

    def step(self, params: Params, wx: Array, h: Array, a: Array, h_next: Array) -> Array:
        """One step forward, (N, H) each: from x_t Wx + b and h_{t−1}, write a_t and h_t, and return h_t."""
        np.add(wx, h.dot(params.Wh), a)
        return self.activation.f(a, h_next)

    def step_back(self, params: Params, dh: Array, slope: Array, da: Array, dh_prev: Array) -> Array:
        """The same step backward: from dL/dh_t and φ′(a_t), write dL/da_t and dL/dh_{t−1}, and return the latter."""
        np.multiply(dh, slope, da)
        return da.dot(params.Wh.T, dh_prev)
