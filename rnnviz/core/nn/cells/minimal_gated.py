"""The minimal gated unit (G.-B. Zhou et al., Minimal gated unit for recurrent neural networks, 2016)."""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.arrays import Array, Record, beside, matmul, split
from rnnviz.core.equation import Equation
from rnnviz.core.nn.activations import sigmoid
from rnnviz.core.nn.cells.cell import Carry, Weight
from rnnviz.core.nn.cells.gates import (
    content,
    content_back,
    gate_sum,
    gate_sum_back,
    gate_value,
    gate_weights,
    gates_beside,
    terms,
)
from rnnviz.core.nn.params import Params
from rnnviz.i18n import N_

# N examples in a batch, T steps, D inputs, H hidden units
GATES = ("f", "n")


@final
class MinimalGated:
    """f = σ(·),   k = f h_{t−1},   n = tanh(x Wxn + k Whn + bxn),   h_t = (1 − f) h_{t−1} + f n"""

    title = N_("Minimal gated")
    short = "MGU"
    states = ("h",)
    weights: ClassVar[Mapping[str, Weight]] = gate_weights(GATES) | {"Whn": Weight(("k",), "an")}
    read_out = ("h",)
    carry = Carry("h", "f", keeps="one minus gate")
    activation = None
    pytorch = None

    def pack(self, params: Params) -> Record:
        Wx, b = (gates_beside(params, kind, GATES) for kind in ("Wx", "bx"))
        return Record(x=Wx, hf=params.Whf, hn=params.Whn, b=b)

    def project(self, W: Record, x: Array) -> Array:
        return matmul(x, W.x) + W.b

    def step(self, W: Record, xW: Array, before: Record, s: Record) -> None:
        xf, xn = split(xW, 2)
        s.af = xf + before.h.dot(W.hf)
        s.f = sigmoid(s.af)
        s.k = s.f * before.h
        s.an = xn + s.k.dot(W.hn)
        s.n = np.tanh(s.an)
        s.h = (1.0 - s.f) * before.h + s.f * s.n

    def slopes(self, s: Record, slope: Record) -> None:
        slope.f = s.f * (1.0 - s.f)
        slope.n = 1.0 - s.n**2

    def step_back(
        self, W: Record, before: Record, s: Record, slope: Record, above: Array, later: Record, d: Record
    ) -> None:
        d.h = above + later.h_before
        d.n = d.h * s.f
        d.an = d.n * slope.n
        d.k = d.an.dot(W.hn.T)
        d.f = d.h * (s.n - before.h) + d.k * before.h
        d.af = d.f * slope.f
        d.h_before = d.h * (1.0 - s.f) + d.k * s.f + d.af.dot(W.hf.T)

    def project_back(self, W: Record, d: Record) -> Array:
        return matmul(beside(d.af, d.an), W.x.T)

    equations = (
        gate_sum("f"),
        gate_value("f", N_("Forget gate")),
        Equation("k", N_("What the gate leaves of the state"), r"{f} \odot {h_before}"),
        Equation("an", N_("Pre-activation of the new content"), "{x} {Wxn} + {k} {Whn} + {bxn}", "sum"),
        content("n"),
        Equation("h", N_("Hidden state"), r"\left(1 - {f}\right) \odot {h_before} + {f} \odot {n}"),
    )
    back_equations = (
        Equation("n", N_("Gradient at the new content"), r"{dh} \odot {f}"),
        content_back("n"),
        Equation("k", N_("Gradient at what the gate leaves"), "{dan} {WhnT}"),
        Equation(
            "f",
            N_("Gradient at the forget gate"),
            r"{dh} \odot \left({n} - {h_before}\right) + {dk} \odot {h_before}",
        ),
        gate_sum_back("f"),
        Equation(
            "h_before",
            N_("Sent on to the state before"),
            r"{dh} \odot \left(1 - {f}\right) + {dk} \odot {f} + " + terms({"Whf": "af"}),
            note=N_("What the gate does not renew is carried on, and its gradient back, without a matrix."),
        ),
        Equation("x", N_("Gradient at the input"), terms({f"Wx{gate}": f"a{gate}" for gate in GATES})),
    )
