"""The interface of an optimiser: a gradient and its state go in, the next weights and state come out."""

from collections.abc import Mapping
from typing import ClassVar, NamedTuple, Protocol

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.equation import Equation

# P weights, all of a network in one row; t counts updates from 1


class Constant(NamedTuple):
    """A number of the method's own, and how it is written in its formula."""

    symbol: str
    value: float


class Optimizer(Protocol):
    """One way to learn: how a gradient g = dL/dw moves the weights w, and what is remembered until the next update.

    ``slots`` names the rows it remembers, (P,) each, zeros at first. ``equations`` is the update line by line; the last
    line is ``w``, and a slot is a line by its own name. Their templates name ``{w_before}``, ``{g}``, ``{lr}`` and
    ``{t}``, the slots before as ``{m_before}`` …, the lines before, and the ``constants``.
    """

    constants: ClassVar[Mapping[str, Constant]]

    @property
    def title(self) -> str: ...

    @property
    def slots(self) -> tuple[str, ...]: ...

    @property
    def equations(self) -> tuple[Equation, ...]: ...

    def step(self, before: Record, g: Array, lr: float, t: int, s: Record) -> None:
        """Update ``t``: from ``before.w`` and the slots before set every line of ``s``, the new weights as ``s.w``.

        A gradient that overflows gives infinities and NaN, and NumPy's warnings unless they are switched off.
        """
        ...


def slots_at_start(optimizer: Optimizer, w: Array) -> tuple[Array, ...]:
    """What an optimiser remembers before its first update: nothing, a row of zeros for each slot.

    >>> from rnnviz.core.optimizers import Adam
    >>> slots_at_start(Adam(), np.ones(2))
    (array([0., 0.]), array([0., 0.]))
    """
    return tuple(np.zeros_like(w) for _slot in optimizer.slots)


def line_by_line(optimizer: Optimizer, w: Array, g: Array, slots: tuple[Array, ...], lr: float, t: int) -> Record:
    """Every line of one update, by its name.

    >>> from rnnviz.core.optimizers import Momentum
    >>> line_by_line(Momentum(), w=1.0, g=2.0, slots=(10.0,), lr=0.5, t=2)
    namespace(m=11.0, w=-4.5)
    """
    s = Record()
    optimizer.step(Record(w=w, **dict(zip(optimizer.slots, slots, strict=True))), g, lr, t, s)
    return s


def update(
    optimizer: Optimizer, w: Array, g: Array, slots: tuple[Array, ...], lr: float, t: int
) -> tuple[Array, tuple[Array, ...]]:
    """The weights (P,) and slots after update ``t``, as new arrays."""
    s = line_by_line(optimizer, w, g, slots, lr, t)
    return s.w, tuple(getattr(s, slot) for slot in optimizer.slots)
