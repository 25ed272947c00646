"""Adagrad (J. Duchi, E. Hazan & Y. Singer, Adaptive subgradient methods for online learning, 2011).

In the form of PyTorch's optim.Adagrad.
"""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.equation import Equation
from rnnviz.core.optimizers.optimizer import Constant
from rnnviz.i18n import N_

EPSILON = 1e-10  # nothing is divided by 0


@final
class Adagrad:
    """G_t = G_{t−1} + g_t²,   w_t = w_{t−1} − η g_t / (√G_t + ε)

    >>> from rnnviz.core.optimizers import update
    >>> update(Adagrad(), w=1.0, g=4.0, slots=(9.0,), lr=0.5, t=2)
    (np.float64(0.600000000008), (25.0,))
    """

    title = N_("Adagrad")
    slots = ("G",)
    constants: ClassVar[Mapping[str, Constant]] = {"epsilon": Constant(r"\epsilon", EPSILON)}

    def step(self, before: Record, g: Array, lr: float, t: int, s: Record) -> None:
        s.G = before.G + g * g
        s.w = before.w - lr * g / (np.sqrt(s.G) + EPSILON)

    equations = (
        Equation("G", N_("Sum of squared gradients"), r"{G_before} + {g} \cdot {g}"),
        Equation("w", N_("New weight"), r"{w_before} - {lr} \cdot \frac{{g}}{\sqrt{{G}} + {epsilon}}"),
    )
