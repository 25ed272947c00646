"""The LSTM (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000); PyTorch's nn.LSTM."""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.arrays import Array, Record, beside, matmul, split
from rnnviz.core.equation import Equation
from rnnviz.core.nn.activations import sigmoids
from rnnviz.core.nn.cells.cell import Carry, Module, Weight
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
GATES = ("i", "f", "o", "g")


@final
class LSTM:
    """i, f, o = σ(·), g = tanh(·),   c_t = f c_{t−1} + i g,   h_t = o tanh(c_t)"""

    title = N_("LSTM")
    short = "LSTM"
    states = ("h", "c")
    weights: ClassVar[Mapping[str, Weight]] = gate_weights(GATES)
    read_out = ("h",)
    carry = Carry("c", "f")
    activation = None
    pytorch = Module(
        "nn.LSTM",
        {
            "weight_ih": ("Wxi", "Wxf", "Wxg", "Wxo"),
            "weight_hh": ("Whi", "Whf", "Whg", "Who"),
            "bias_ih": ("bxi", "bxf", "bxg", "bxo"),
            "bias_hh": ("bxi", "bxf", "bxg", "bxo"),
        },
    )

    def pack(self, params: Params) -> Record:
        Wx, Wh, b = (gates_beside(params, kind, GATES) for kind in ("Wx", "Wh", "bx"))
        return Record(x=Wx, h=Wh, b=b)

    def project(self, W: Record, x: Array) -> Array:
        return matmul(x, W.x) + W.b

    def step(self, W: Record, xW: Array, before: Record, s: Record) -> None:
        s.ai, s.af, s.ao, s.ag = split(xW + before.h.dot(W.h), 4)
        s.i, s.f, s.o = sigmoids(s.ai, s.af, s.ao)
        s.g = np.tanh(s.ag)
        s.c = s.f * before.c + s.i * s.g
        s.s = np.tanh(s.c)
        s.h = s.o * s.s

    def slopes(self, s: Record, slope: Record) -> None:
        slope.i = s.i * (1.0 - s.i)
        slope.f = s.f * (1.0 - s.f)
        slope.o = s.o * (1.0 - s.o)
        slope.g = 1.0 - s.g**2
        slope.s = 1.0 - s.s**2

    def step_back(
        self, W: Record, before: Record, s: Record, slope: Record, above: Array, later: Record, d: Record
    ) -> None:
        d.h = above + later.h_before
        d.s = d.h * s.o
        d.c = d.s * slope.s + later.c_before
        d.i = d.c * s.g
        d.f = d.c * before.c
        d.o = d.h * s.s
        d.g = d.c * s.i
        d.ai = d.i * slope.i
        d.af = d.f * slope.f
        d.ao = d.o * slope.o
        d.ag = d.g * slope.g
        d.h_before = beside(d.ai, d.af, d.ao, d.ag).dot(W.h.T)
        d.c_before = d.c * s.f

    def project_back(self, W: Record, d: Record) -> Array:
        return matmul(beside(d.ai, d.af, d.ao, d.ag), W.x.T)

    equations = (
        *(gate_sum(gate) for gate in GATES),
        gate_value("i", N_("Input gate")),
        gate_value("f", N_("Forget gate")),
        gate_value("o", N_("Output gate")),
        content("g"),
        Equation("c", N_("Cell state"), r"{f} \odot {c_before} + {i} \odot {g}"),
        Equation("s", N_("Squashed cell state"), r"\tanh\left({c}\right)"),
        Equation("h", N_("Hidden state"), r"{o} \odot {s}"),
    )
    back_equations = (
        Equation("s", N_("Gradient at the squashed cell state"), r"{dh} \odot {o}"),
        Equation(
            "c",
            N_("Gradient at the cell state: two ways meet and are added"),
            r"{ds} \odot \left(1 - {s}^2\right) + {dc_from_future}",
            note=N_("The cell state's own way back is multiplied by the forget gate only, not by a matrix."),
        ),
        Equation("i", N_("Gradient at the input gate"), r"{dc} \odot {g}"),
        Equation("f", N_("Gradient at the forget gate"), r"{dc} \odot {c_before}"),
        Equation("o", N_("Gradient at the output gate"), r"{dh} \odot {s}"),
        Equation("g", N_("Gradient at the new content"), r"{dc} \odot {i}"),
        *(gate_sum_back(gate) for gate in GATES[:3]),
        content_back("g"),
        Equation("h_before", N_("Sent on to the state before"), terms({f"Wh{gate}": f"a{gate}" for gate in GATES})),
        Equation("c_before", N_("Sent on to the cell state before"), r"{dc} \odot {f}"),
        Equation("x", N_("Gradient at the input"), terms({f"Wx{gate}": f"a{gate}" for gate in GATES})),
    )
