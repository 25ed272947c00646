"""The simple recurrent cell (J. L. Elman, Finding structure in time, 1990)."""

from collections.abc import Mapping
from typing import ClassVar, final

from rnnviz.core.arrays import Array, Record, matmul
from rnnviz.core.equation import Equation, Given
from rnnviz.core.nn.activations import Activation
from rnnviz.core.nn.cells.cell import Module, Weight
from rnnviz.core.nn.params import Params
from rnnviz.i18n import N_

# N examples in a batch, T steps, D inputs, H hidden units


@final
class Elman:
    """a_t = x_t Wx + h_{t−1} Wh + b,   h_t = φ(a_t)"""

    title = N_("Simple (Elman)")
    short = "Elman"
    states = ("h",)
    weights: ClassVar[Mapping[str, Weight]] = {
        "Wx": Weight(("x",), "a"),
        "Wh": Weight(("h_before",), "a"),
        "b": Weight((), "a"),
    }
    read_out = ("h",)
    carry = None

    def __init__(self, activation: Activation) -> None:
        self.activation = activation

    def pack(self, params: Params) -> Record:
        return Record(x=params.Wx, h=params.Wh, b=0.0 if params.b is None else params.b)

    def project(self, W: Record, x: Array) -> Array:
        return matmul(x, W.x) + W.b

    def step(self, W: Record, xW: Array, before: Record, s: Record) -> None:
        s.a = xW + before.h.dot(W.h)
        s.h = self.activation.f(s.a)

    def slopes(self, s: Record, slope: Record) -> None:
        slope.h = self.activation.slope(s.h)

    def step_back(
        self, W: Record, before: Record, s: Record, slope: Record, above: Array, later: Record, d: Record
    ) -> None:
        d.h = above + later.h_before
        d.a = d.h * slope.h
        d.h_before = d.a.dot(W.h.T)

    def project_back(self, W: Record, d: Record) -> Array:
        return matmul(d.a, W.x.T)

    @property
    def equations(self) -> tuple[Equation, ...]:
        phi = self.activation.latex
        return (
            Equation("a", N_("Pre-activation"), "{x} {Wx} + {h_before} {Wh} + {b}", "sum"),
            Equation("h", N_("Hidden state"), rf"{phi}\left({{a}}\right)" if phi else "{a}"),
        )

    @property
    def back_equations(self) -> tuple[Equation, ...]:
        phi = self.activation
        slope = Given(rf"\underbrace{{\left({phi.slope_latex}\right)}}_{{\varphi'(a_t)}}", lambda v: phi.slope(v.h))
        return (
            Equation(
                "a",
                N_("Gradient at the pre-activation"),
                r"{dh} \odot {slope}",
                note=phi.slope_why,
                given={"slope": slope},
            ),
            Equation("h_before", N_("Sent on to the state before"), "{da} {WhT}"),
            Equation("x", N_("Gradient at the input"), "{da} {WxT}"),
        )

    @property
    def pytorch(self) -> Module | None:
        if self.activation.pytorch is None:
            return None
        tensors = {"weight_ih": ("Wx",), "weight_hh": ("Wh",), "bias_ih": ("b",), "bias_hh": ("b",)}
        return Module("nn.RNN", tensors)
