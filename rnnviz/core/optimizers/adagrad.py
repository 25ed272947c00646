"""Adagrad (J. Duchi, E. Hazan & Y. Singer, Adaptive subgradient methods for online learning, 2011).

In the form of PyTorch's optim.Adagrad.
"""

from typing import final

import numpy as np

from rnnviz.core.nn.cells.cell import Equation
from rnnviz.core.nn.params import Array
from rnnviz.core.text.latex import number
from rnnviz.i18n import N_

EPSILON = 1e-10  # nothing is divided by 0


@final
class Adagrad:
    """G_t = G_{t−1} + g_t²,   w_t = w_{t−1} − η g_t / (√G_t + ε)

    >>> Adagrad().update(np.array([1.0]), np.array([4.0]), (np.array([9.0]),), 0.5, 2)
    (array([0.6]), (array([25.]),))
    """

    title = N_("Adagrad")
    slots = ("G",)

    def update(self, w: Array, g: Array, slots: tuple[Array, ...], lr: float, _t: int) -> tuple[Array, tuple[Array]]:
        (G,) = slots
        G = G + g * g
        w = w - lr * g / (np.sqrt(G) + EPSILON)
        return w, (G,)

    equations = (
        Equation(
            "G",
            N_("Sum of squared gradients"),
            r"G_t = G_{t-1} + g_t^2",
            r"{G_prev} + {g} \cdot {g}",
            lambda v: v.G_prev + v.g * v.g,
            ("G = G + ",),
        ),
        Equation(
            "w",
            N_("New weight"),
            r"w_t = w_{t-1} - \eta\, \frac{g_t}{\sqrt{G_t} + \epsilon}",
            rf"{{w_prev}} - {{lr}} \cdot \frac{{{{g}}}}{{\sqrt{{{{G}}}} + {number(EPSILON)}}}",
            lambda v: v.w_prev - v.lr * v.g / (np.sqrt(v.G) + EPSILON),
            ("w = w - ",),
        ),
    )
