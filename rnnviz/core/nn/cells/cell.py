"""The interface of a recurrent cell: all that the page needs to run, check, draw and explain it."""

from collections.abc import Mapping
from typing import ClassVar, NamedTuple, Protocol

from rnnviz.core.arrays import Array, Record, Shape
from rnnviz.core.equation import PLACE, Equation
from rnnviz.core.nn.activations import Activation
from rnnviz.core.nn.params import Params

# N examples in a batch, T steps, D inputs, H hidden units


class Weight(NamedTuple):
    """One weight: the signals it multiplies, joined in a row, and what its product is added to.

    A bias multiplies nothing. A ``diagonal`` weight is one row and multiplies its signal entry by entry.
    """

    reads: tuple[str, ...]
    adds_to: str
    diagonal: bool = False

    @property
    def is_bias(self) -> bool:
        return not self.reads

    @property
    def is_row(self) -> bool:
        """Whether it is one row of numbers, not a matrix."""
        return self.is_bias or self.diagonal

    def shape(self, inputs: int, hidden: int, columns: int) -> Shape:
        """Rows and columns: x is ``inputs`` wide, every other signal ``hidden``.

        >>> Weight(("x", "h_before"), "h").shape(inputs=3, hidden=2, columns=2)
        (5, 2)
        """
        return (1 if self.is_row else sum(inputs if name == "x" else hidden for name in self.reads)), columns


class Carry(NamedTuple):
    """The way on which a gated cell carries a state from step to step, multiplied by one gate and by no matrix.

    ``keeps`` is the gate itself, or, where an open gate lets the state go, one minus it.
    """

    state: str
    gate: str
    keeps: str = "gate"

    @property
    def label(self) -> str:
        """
        >>> Carry("c", "f").label, Carry("h", "f", keeps="one minus gate").label
        ('f', '1 − f')
        """
        return self.gate if self.keeps == "gate" else f"1 − {self.gate}"

    def factor(self, gate: Array) -> Array:
        """What multiplies the state where the gate is ``gate``."""
        return gate if self.keeps == "gate" else 1.0 - gate


class Module(NamedTuple):
    """PyTorch's module of the same arithmetic: the weights that each of its tensors holds, one under the other."""

    title: str
    tensors: Mapping[str, tuple[str, ...]]


class Cell(Protocol):
    """One recurrent cell: its weights, one step forward, the same step back, and both as equations.

    ``short`` is its name beside a curve. ``states`` are the signals that go on to the next step; h, the first, goes on
    to the next layer. ``read_out`` are the signals that the output layer reads, joined in a row. ``activation`` is the
    φ of a state h = φ(one sum), None where gates decide. ``carry`` is None for a cell that carries nothing past its
    matrices, ``pytorch`` for one that PyTorch has no module for.
    """

    weights: ClassVar[Mapping[str, Weight]]

    @property
    def title(self) -> str: ...

    @property
    def short(self) -> str: ...

    @property
    def states(self) -> tuple[str, ...]: ...

    @property
    def read_out(self) -> tuple[str, ...]: ...

    @property
    def carry(self) -> Carry | None: ...

    @property
    def activation(self) -> Activation | None: ...

    @property
    def pytorch(self) -> Module | None: ...

    def pack(self, params: Params) -> Record:
        """One layer's weights as the steps use them: what one product multiplies stands beside each other."""
        ...

    def project(self, W: Record, x: Array) -> Array:
        """What x adds to all sums of all steps, (T, N, D) → (T, N, ·), in one product."""
        ...

    def step(self, W: Record, xW: Array, before: Record, s: Record) -> None:
        """One step forward: from ``xW`` of this step and the states ``before`` set every signal of ``s``."""
        ...

    def slopes(self, s: Record, slope: Record) -> None:
        """The slope of each activation, written with the value it has, entry by entry: all steps are done in one."""
        ...

    def step_back(
        self, W: Record, before: Record, s: Record, slope: Record, above: Array, later: Record, d: Record
    ) -> None:
        """The same step back: set the gradient of every signal of ``s``, and of the states before as ``d.h_before`` …

        ``above`` comes to h from the output, ``later.h_before`` … from the step after.
        """
        ...

    def project_back(self, W: Record, d: Record) -> Array:
        """dL/dx of all steps, (T, N, D)."""
        ...

    @property
    def equations(self) -> tuple[Equation, ...]:
        """The step line by line, in the order of computing: the names of all signals."""
        ...

    @property
    def back_equations(self) -> tuple[Equation, ...]:
        """The step back line by line, from dL/dh_t, which is known, to the states before and the input."""
        ...


def reads_state_before(cell: Cell) -> bool:
    """Whether the output of a step reads the state before it."""
    return "h_before" in cell.read_out


def squashes(cell: Cell) -> dict[str, str]:
    """Each sum of weights that an activation is applied to, with what it makes of it.

    >>> from rnnviz.core.nn.cells import GRU
    >>> squashes(GRU())
    {'ar': 'r', 'az': 'z', 'an': 'n'}
    """
    sums = {equation.name for equation in cell.equations if equation.role == "sum"}
    read = {equation.name: PLACE.findall(equation.template) for equation in cell.equations}
    return {names[0]: name for name, names in read.items() if len(names) == 1 and names[0] in sums}
