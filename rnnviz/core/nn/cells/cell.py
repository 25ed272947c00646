"""What a recurrent cell is to everything else: a page needs no more than this to run, check, draw and explain it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Any, ClassVar, NamedTuple, Protocol

from rnnviz.core.nn.params import Array, Params, Shape

# N examples in a batch, T steps, D inputs, H hidden units


class Equation(NamedTuple):
    """One line of a step, for people: ``name`` is what it computes, ``latex`` how it is written.

    ``numbers`` is the same with ``{names}`` of signals and weights where their numbers stand. ``compute`` takes a
    namespace of x, the state before (``h_prev``), the weights and the lines before, and is the judge of the fast step.
    ``code`` is a piece of each line of the cell that computes it.
    """

    name: str
    title: str
    latex: str
    numbers: str
    compute: Callable[[SimpleNamespace], Array]
    code: tuple[str, ...] = ()


class BackEquation(NamedTuple):
    """One line of a step back: ``name`` is the signal whose gradient it computes, ``h_prev`` for the state before.

    In ``numbers``, ``{dh}`` is dL/dh_t, ``{WhT}`` a transposed weight, and what ``given`` computes from a namespace of
    all these.
    """

    name: str
    title: str
    latex: str
    numbers: str
    code: tuple[str, ...] = ()
    given: Mapping[str, Callable[[SimpleNamespace], Array]] = MappingProxyType({})
    note: str = ""


class Cell(Protocol):
    """One recurrent cell: its weights, one step forward, the same step backward.

    ``signals``: buffer → the names of its parts, H wide each, in order of computing. The gradients are kept in buffers
    of the same shapes. ``states`` are the signals that go on to the next step; h, the first, goes on to the next layer.
    ``reads_before``: the output is read off x_t and the state before the step, not off h_t.
    """

    @property
    def title(self) -> str: ...

    signals: ClassVar[Mapping[str, tuple[str, ...]]]

    @property
    def states(self) -> tuple[str, ...]: ...

    @property
    def reads_before(self) -> bool: ...

    def shapes(self, inputs: int, hidden: int, biases: bool) -> dict[str, Shape]:
        """The shape of every weight of one layer; a bias is one row."""
        ...

    def pack(self, params: Params) -> Any:
        """One layer's weights as ``step`` wants them; what is returned has all of ``Wx`` and ``Wh``, to be drawn."""
        ...

    def project(self, weights: Any, x: Array, out: Array) -> Array:
        """Write what x adds to all pre-activations of all steps, (T, N, D) → (T, N, ·)."""
        ...

    @property
    def step(self) -> Callable[..., tuple[Array, ...]]:
        """``step(weights, wx, state, *now)``: one step forward.

        From the projected input and the state before, write the buffers of ``signals``, and return the state.
        """
        ...

    def saved(self, signals: Mapping[str, Array], before: tuple[Array, ...], /) -> tuple[Array, ...]:
        """What ``step_back`` wants to know of each step, (T, N, ·) each."""
        ...

    @property
    def step_back(self) -> Callable[..., tuple[Array, ...]]:
        """``step_back(weights, future, out, *saved, *back, *before)``: the same step backward.

        From the gradients of the new state, ``future`` from the step after and ``out`` for h from above, and from
        what was ``saved``, write the gradient buffers and those of the state before, and return the latter.
        """
        ...

    def project_back(self, weights: Any, back: Mapping[str, Array]) -> Array:
        """dL/dx of all steps, (T, N, D)."""
        ...

    def params_back(self, x: Array, before: tuple[Array, ...], back: Mapping[str, Array]) -> dict[str, Array]:
        """Every step's share of the gradients of ``shapes``, summed in one product over all steps."""
        ...

    @property
    def equations(self) -> tuple[Equation, ...]:
        """The step line by line."""
        ...

    @property
    def back_equations(self) -> tuple[BackEquation, ...]:
        """The step back line by line, from dL/dh_t to the state before and the input."""
        ...

    @property
    def shares(self) -> Mapping[str, tuple[str, str]]:
        """What one step adds to each weight: its name → the row before and the gradient after, as an outer product."""
        ...


def parts(buffer: Array, names: tuple[str, ...]) -> dict[str, Array]:
    """The views of a buffer (…, len(names) · H), H wide each."""
    if len(names) == 1:
        return {names[0]: buffer}
    width = buffer.shape[-1] // len(names)
    return {name: buffer[..., i * width : (i + 1) * width] for i, name in enumerate(names)}
