"""Momentum (B. T. Polyak, Some methods of speeding up the convergence of iteration methods, 1964).

In the form of PyTorch's optim.SGD, where the learning rate stands outside the sum.
"""

from typing import final

from rnnviz.core.nn.cells.cell import Equation
from rnnviz.core.nn.params import Array
from rnnviz.i18n import N_

MU = 0.9  # the share of the momentum that stays


@final
class Momentum:
    """m_t = μ m_{t−1} + g_t,   w_t = w_{t−1} − η m_t

    >>> import numpy as np
    >>> Momentum().update(np.array([1.0]), np.array([2.0]), (np.array([10.0]),), 0.1, 2)
    (array([-0.1]), (array([11.]),))
    """

    title = N_("Gradient descent with momentum")
    slots = ("m",)

    def update(self, w: Array, g: Array, slots: tuple[Array, ...], lr: float, _t: int) -> tuple[Array, tuple[Array]]:
        (m,) = slots
        m = MU * m + g
        w = w - lr * m
        return w, (m,)

    equations = (
        Equation(
            "m",
            N_("Momentum"),
            r"m_t = \mu\, m_{t-1} + g_t",
            rf"{MU} \cdot {{m_prev}} + {{g}}",
            lambda v: MU * v.m_prev + v.g,
            ("m = MU",),
        ),
        Equation(
            "w",
            N_("New weight"),
            r"w_t = w_{t-1} - \eta\, m_t",
            r"{w_prev} - {lr} \cdot {m}",
            lambda v: v.w_prev - v.lr * v.m,
            ("w = w - ",),
        ),
    )
