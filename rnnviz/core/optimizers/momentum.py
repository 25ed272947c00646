"""Momentum (B. T. Polyak, Some methods of speeding up the convergence of iteration methods, 1964).

In the form of PyTorch's optim.SGD, where the learning rate stands outside the sum.
"""

from collections.abc import Mapping
from typing import ClassVar, final

from rnnviz.core.arrays import Array, Record
from rnnviz.core.equation import Equation
from rnnviz.core.optimizers.optimizer import Constant
from rnnviz.i18n import N_

MU = 0.9  # the share of the momentum that stays


@final
class Momentum:
    """m_t = μ m_{t−1} + g_t,   w_t = w_{t−1} − η m_t

    >>> from rnnviz.core.optimizers import update
    >>> update(Momentum(), w=1.0, g=2.0, slots=(10.0,), lr=0.1, t=2)
    (-0.10000000000000009, (11.0,))
    """

    title = N_("Gradient descent with momentum")
    slots = ("m",)
    constants: ClassVar[Mapping[str, Constant]] = {"mu": Constant(r"\mu", MU)}

    def step(self, before: Record, g: Array, lr: float, t: int, s: Record) -> None:
        s.m = MU * before.m + g
        s.w = before.w - lr * s.m

    equations = (
        Equation("m", N_("Momentum"), r"{mu} \cdot {m_before} + {g}"),
        Equation("w", N_("New weight"), r"{w_before} - {lr} \cdot {m}"),
    )
