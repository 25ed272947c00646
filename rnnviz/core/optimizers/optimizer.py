"""What an optimiser is to everything else: from a gradient and what it remembers to the next weights."""

from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np

from rnnviz.core.nn.cells.cell import Equation
from rnnviz.core.nn.params import Array

# P weights, all of a network in one row; t counts updates from 1


class Optimizer(Protocol):
    """One way to learn: how a gradient g = dL/dw moves the weights w, and what is remembered until the next update.

    ``slots`` names the rows it remembers, (P,) each, zeros at first. ``equations`` is the update line by line for one
    weight: the last line is ``w``, and a slot is a line by its own name. Their ``compute`` reads ``w_prev``, ``g``,
    ``lr``, ``t``, the slots before as ``m_prev`` …, and the lines before. ``numbers`` names the same and has no
    parentheses of its own: a negative number is filled in with them.
    """

    @property
    def title(self) -> str: ...

    @property
    def slots(self) -> tuple[str, ...]: ...

    def update(
        self, w: Array, g: Array, slots: tuple[Array, ...], lr: float, t: int, /
    ) -> tuple[Array, tuple[Array, ...]]:
        """The weights (P,) and slots after update ``t``, as new arrays.

        A gradient that overflows gives infinities and NaN, and NumPy's warnings unless they are switched off.
        """
        ...

    @property
    def equations(self) -> tuple[Equation, ...]: ...


def slots_at_start(optimizer: Optimizer, w: Array) -> tuple[Array, ...]:
    """What an optimiser remembers before its first update: nothing, a row of zeros for each slot.

    >>> from rnnviz.core.optimizers import Adam
    >>> slots_at_start(Adam(), np.ones(2))
    (array([0., 0.]), array([0., 0.]))
    """
    return tuple(np.zeros_like(w) for _slot in optimizer.slots)


def line_by_line(
    optimizer: Optimizer, w: Array, g: Array, slots: tuple[Array, ...], lr: float, t: int
) -> dict[str, Any]:
    """Every number of one update by its name in the equations: slow, and the judge of ``update``.

    >>> from rnnviz.core.optimizers import Momentum
    >>> numbers = line_by_line(Momentum(), np.array([1.0]), np.array([2.0]), (np.array([10.0]),), lr=0.1, t=2)
    >>> numbers["m_prev"], numbers["m"], numbers["w"]
    (array([10.]), array([11.]), array([-0.1]))
    """
    names = {"w_prev": w, "g": g, "lr": lr, "t": t}
    names |= {f"{slot}_prev": before for slot, before in zip(optimizer.slots, slots, strict=True)}
    for equation in optimizer.equations:
        names[equation.name] = equation.compute(SimpleNamespace(**names))
    return names
