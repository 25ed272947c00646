"""RMSprop (T. Tieleman & G. Hinton, Neural networks for machine learning, lecture 6.5, Coursera 2012).

In the form of PyTorch's optim.RMSprop: ε outside the root, no momentum.
"""

from typing import final

import numpy as np

from rnnviz.core.nn.cells.cell import Equation
from rnnviz.core.nn.params import Array
from rnnviz.core.text.latex import number
from rnnviz.i18n import N_

ALPHA = 0.99  # the share of the running mean that stays
EPSILON = 1e-8  # nothing is divided by 0


@final
class RMSprop:
    """v_t = α v_{t−1} + (1 − α) g_t²,   w_t = w_{t−1} − η g_t / (√v_t + ε)

    >>> w, (v,) = RMSprop().update(np.array([1.0]), np.array([2.0]), (np.array([0.0]),), 0.01, 1)
    >>> w.round(6), v.round(6)
    (array([0.9]), array([0.04]))
    """

    title = N_("RMSprop")
    slots = ("v",)

    def update(self, w: Array, g: Array, slots: tuple[Array, ...], lr: float, _t: int) -> tuple[Array, tuple[Array]]:
        (v,) = slots
        v = ALPHA * v + (1.0 - ALPHA) * g * g
        w = w - lr * g / (np.sqrt(v) + EPSILON)
        return w, (v,)

    equations = (
        Equation(
            "v",
            N_("Running mean of squared gradients"),
            r"v_t = \alpha v_{t-1} + (1 - \alpha)\, g_t^2",
            rf"{ALPHA} \cdot {{v_prev}} + {number(1.0 - ALPHA)} \cdot {{g}} \cdot {{g}}",
            lambda v: ALPHA * v.v_prev + (1.0 - ALPHA) * v.g * v.g,
            ("v = ALPHA",),
        ),
        Equation(
            "w",
            N_("New weight"),
            r"w_t = w_{t-1} - \eta\, \frac{g_t}{\sqrt{v_t} + \epsilon}",
            rf"{{w_prev}} - {{lr}} \cdot \frac{{{{g}}}}{{\sqrt{{{{v}}}} + {number(EPSILON)}}}",
            lambda v: v.w_prev - v.lr * v.g / (np.sqrt(v.v) + EPSILON),
            ("w = w - ",),
        ),
    )
