"""The LSTM with peepholes (F. A. Gers & J. Schmidhuber, Recurrent nets that time and count, 2000)."""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.arrays import Array, Record, beside, matmul, split
from rnnviz.core.equation import Equation
from rnnviz.core.nn.activations import sigmoid, sigmoids
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
GATES = ("i", "f", "o", "g")


@final
class PeepholeLSTM:
    """The LSTM, with c_{t−1} Wci in the sum of i, c_{t−1} Wcf in that of f and c_t Wco in that of o, unit by unit."""

    title = N_("Peephole LSTM")
    short = "Peephole"
    states = ("h", "c")
    weights: ClassVar[Mapping[str, Weight]] = gate_weights(GATES) | {
        "Wci": Weight(("c_before",), "ai", diagonal=True),
        "Wcf": Weight(("c_before",), "af", diagonal=True),
        "Wco": Weight(("c",), "ao", diagonal=True),
    }
    read_out = ("h",)
    carry = Carry("c", "f")
    activation = None
    pytorch = None

    def pack(self, params: Params) -> Record:
        Wx, Wh, b = (gates_beside(params, kind, GATES) for kind in ("Wx", "Wh", "bx"))
        return Record(x=Wx, h=Wh, b=b, ci=params.Wci, cf=params.Wcf, co=params.Wco)

    def project(self, W: Record, x: Array) -> Array:
        return matmul(x, W.x) + W.b

    def step(self, W: Record, xW: Array, before: Record, s: Record) -> None:
        ai, af, ao, s.ag = split(xW + before.h.dot(W.h), 4)
        s.ai = ai + before.c * W.ci
        s.af = af + before.c * W.cf
        s.i, s.f = sigmoids(s.ai, s.af)
        s.g = np.tanh(s.ag)
        s.c = s.f * before.c + s.i * s.g
        s.ao = ao + s.c * W.co
        s.o = sigmoid(s.ao)
        s.s = np.tanh(s.c)
        s.h = s.o * s.s

    def slopes(self, s: Record, slope: Record) -> None:
        slope.o = s.o * (1.0 - s.o)
        slope.i = s.i * (1.0 - s.i)
        slope.f = s.f * (1.0 - s.f)
        slope.g = 1.0 - s.g**2
        slope.s = 1.0 - s.s**2

    def step_back(
        self, W: Record, before: Record, s: Record, slope: Record, above: Array, later: Record, d: Record
    ) -> None:
        d.h = above + later.h_before
        d.s = d.h * s.o
        d.o = d.h * s.s
        d.ao = d.o * slope.o
        d.c = d.s * slope.s + d.ao * W.co + later.c_before
        d.i = d.c * s.g
        d.f = d.c * before.c
        d.g = d.c * s.i
        d.ai = d.i * slope.i
        d.af = d.f * slope.f
        d.ag = d.g * slope.g
        d.h_before = beside(d.ai, d.af, d.ao, d.ag).dot(W.h.T)
        d.c_before = d.c * s.f + d.ai * W.ci + d.af * W.cf

    def project_back(self, W: Record, d: Record) -> Array:
        return matmul(beside(d.ai, d.af, d.ao, d.ag), W.x.T)

    equations = (
        gate_sum("i", r" + {c_before} \odot {Wci}"),
        gate_sum("f", r" + {c_before} \odot {Wcf}"),
        gate_sum("g"),
        gate_value("i", N_("Input gate")),
        gate_value("f", N_("Forget gate")),
        content("g"),
        Equation("c", N_("Cell state"), r"{f} \odot {c_before} + {i} \odot {g}"),
        gate_sum("o", r" + {c} \odot {Wco}"),
        gate_value("o", N_("Output gate")),
        Equation("s", N_("Squashed cell state"), r"\tanh\left({c}\right)"),
        Equation("h", N_("Hidden state"), r"{o} \odot {s}"),
    )
    back_equations = (
        Equation("s", N_("Gradient at the squashed cell state"), r"{dh} \odot {o}"),
        Equation("o", N_("Gradient at the output gate"), r"{dh} \odot {s}"),
        gate_sum_back("o"),
        Equation(
            "c",
            N_("Gradient at the cell state: three ways meet and are added"),
            r"{ds} \odot \left(1 - {s}^2\right) + {dao} \odot {Wco} + {dc_from_future}",
            note=N_("The cell state's own way back is multiplied by the forget gate only, not by a matrix."),
        ),
        Equation("i", N_("Gradient at the input gate"), r"{dc} \odot {g}"),
        Equation("f", N_("Gradient at the forget gate"), r"{dc} \odot {c_before}"),
        Equation("g", N_("Gradient at the new content"), r"{dc} \odot {i}"),
        gate_sum_back("i"),
        gate_sum_back("f"),
        content_back("g"),
        Equation("h_before", N_("Sent on to the state before"), terms({f"Wh{gate}": f"a{gate}" for gate in GATES})),
        Equation(
            "c_before",
            N_("Sent on to the cell state before"),
            r"{dc} \odot {f} + {dai} \odot {Wci} + {daf} \odot {Wcf}",
        ),
        Equation("x", N_("Gradient at the input"), terms({f"Wx{gate}": f"a{gate}" for gate in GATES})),
    )
