"""Gradient descent (H. Robbins & S. Monro, A stochastic approximation method, 1951); PyTorch's optim.SGD."""

from collections.abc import Mapping
from typing import ClassVar, final

from rnnviz.core.arrays import Array, Record
from rnnviz.core.equation import Equation
from rnnviz.core.optimizers.optimizer import Constant
from rnnviz.i18n import N_


@final
class SGD:
    """w_t = w_{t−1} − η g_t

    >>> from rnnviz.core.optimizers import update
    >>> update(SGD(), w=1.0, g=2.0, slots=(), lr=0.25, t=1)
    (0.5, ())
    """

    title = N_("Gradient descent (SGD)")
    slots = ()
    constants: ClassVar[Mapping[str, Constant]] = {}

    def step(self, before: Record, g: Array, lr: float, t: int, s: Record) -> None:
        s.w = before.w - lr * g

    equations = (Equation("w", N_("New weight"), r"{w_before} - {lr} \cdot {g}"),)
