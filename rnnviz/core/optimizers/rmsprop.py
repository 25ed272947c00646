"""RMSprop (T. Tieleman & G. Hinton, Neural networks for machine learning, lecture 6.5, Coursera 2012).

In the form of PyTorch's optim.RMSprop: ε outside the root, no momentum.
"""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.equation import Equation
from rnnviz.core.optimizers.optimizer import Constant
from rnnviz.i18n import N_

ALPHA = 0.99  # the share of the running mean that stays
EPSILON = 1e-8  # nothing is divided by 0


@final
class RMSprop:
    """v_t = α v_{t−1} + (1 − α) g_t²,   w_t = w_{t−1} − η g_t / (√v_t + ε)

    >>> from rnnviz.core.optimizers import update
    >>> w, (v,) = update(RMSprop(), w=1.0, g=2.0, slots=(0.0,), lr=0.01, t=1)
    >>> round(w, 6), round(v, 6)
    (np.float64(0.9), 0.04)
    """

    title = N_("RMSprop")
    slots = ("v",)
    constants: ClassVar[Mapping[str, Constant]] = {
        "alpha": Constant(r"\alpha", ALPHA),
        "epsilon": Constant(r"\epsilon", EPSILON),
    }

    def step(self, before: Record, g: Array, lr: float, t: int, s: Record) -> None:
        s.v = ALPHA * before.v + (1.0 - ALPHA) * g * g
        s.w = before.w - lr * g / (np.sqrt(s.v) + EPSILON)

    equations = (
        Equation(
            "v",
            N_("Running mean of squared gradients"),
            r"{alpha} \cdot {v_before} + (1 - {alpha}) \cdot {g} \cdot {g}",
        ),
        Equation("w", N_("New weight"), r"{w_before} - {lr} \cdot \frac{{g}}{\sqrt{{v}} + {epsilon}}"),
    )
