"""Gradient descent (H. Robbins & S. Monro, A stochastic approximation method, 1951); PyTorch's optim.SGD."""

from typing import final

from rnnviz.core.nn.cells.cell import Equation
from rnnviz.core.nn.params import Array
from rnnviz.i18n import N_


@final
class SGD:
    """w_t = w_{t−1} − η g_t

    >>> import numpy as np
    >>> SGD().update(np.array([1.0]), np.array([2.0]), (), 0.25, 1)
    (array([0.5]), ())
    """

    title = N_("Gradient descent (SGD)")
    slots = ()

    def update(self, w: Array, g: Array, _slots: tuple[Array, ...], lr: float, _t: int) -> tuple[Array, tuple[()]]:
        w = w - lr * g
        return w, ()

    equations = (
        Equation(
            "w",
            N_("New weight"),
            r"w_t = w_{t-1} - \eta\, g_t",
            r"{w_prev} - {lr} \cdot {g}",
            lambda v: v.w_prev - v.lr * v.g,
            ("w = w - ",),
        ),
    )
