"""The GRU as first published (K. Cho et al., Learning phrase representations using RNN encoder–decoder, 2014).

Its reset gate comes before the product; in PyTorch's GRU it comes after.
"""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.arrays import Array, Record, beside, matmul, split
from rnnviz.core.equation import Equation
from rnnviz.core.nn.activations import sigmoids
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
GATES = ("r", "z", "n")


@final
class GRU2014:
    """r, z = σ(·),   k = r h_{t−1},   n = tanh(x Wxn + k Whn + bxn),   h_t = (1 − z) n + z h_{t−1}"""

    title = N_("GRU of 2014")
    short = "GRU 2014"
    states = ("h",)
    weights: ClassVar[Mapping[str, Weight]] = gate_weights(GATES) | {"Whn": Weight(("k",), "an")}
    read_out = ("h",)
    carry = Carry("h", "z")
    activation = None
    pytorch = None

    def pack(self, params: Params) -> Record:
        Wx, b = (gates_beside(params, kind, GATES) for kind in ("Wx", "bx"))
        return Record(x=Wx, h=gates_beside(params, "Wh", ("r", "z")), hn=params.Whn, b=b)

    def project(self, W: Record, x: Array) -> Array:
        return matmul(x, W.x) + W.b

    def step(self, W: Record, xW: Array, before: Record, s: Record) -> None:
        xr, xz, xn = split(xW, 3)
        hr, hz = split(before.h.dot(W.h), 2)
        s.ar = xr + hr
        s.az = xz + hz
        s.r, s.z = sigmoids(s.ar, s.az)
        s.k = s.r * before.h
        s.an = xn + s.k.dot(W.hn)
        s.n = np.tanh(s.an)
        s.h = (1.0 - s.z) * s.n + s.z * before.h

    def slopes(self, s: Record, slope: Record) -> None:
        slope.r = s.r * (1.0 - s.r)
        slope.z = s.z * (1.0 - s.z)
        slope.n = 1.0 - s.n**2

    def step_back(
        self, W: Record, before: Record, s: Record, slope: Record, above: Array, later: Record, d: Record
    ) -> None:
        d.h = above + later.h_before
        d.z = d.h * (before.h - s.n)
        d.n = d.h * (1.0 - s.z)
        d.an = d.n * slope.n
        d.k = d.an.dot(W.hn.T)
        d.r = d.k * before.h
        d.ar = d.r * slope.r
        d.az = d.z * slope.z
        d.h_before = d.h * s.z + d.k * s.r + beside(d.ar, d.az).dot(W.h.T)

    def project_back(self, W: Record, d: Record) -> Array:
        return matmul(beside(d.ar, d.az, d.an), W.x.T)

    equations = (
        gate_sum("r"),
        gate_sum("z"),
        gate_value("r", N_("Reset gate")),
        gate_value("z", N_("Update gate")),
        Equation("k", N_("What the reset gate leaves of the state"), r"{r} \odot {h_before}"),
        Equation("an", N_("Pre-activation of the new content"), "{x} {Wxn} + {k} {Whn} + {bxn}", "sum"),
        content("n"),
        Equation("h", N_("Hidden state"), r"\left(1 - {z}\right) \odot {n} + {z} \odot {h_before}"),
    )
    back_equations = (
        Equation("z", N_("Gradient at the update gate"), r"{dh} \odot \left({h_before} - {n}\right)"),
        Equation("n", N_("Gradient at the new content"), r"{dh} \odot \left(1 - {z}\right)"),
        content_back("n"),
        Equation("k", N_("Gradient at what the reset gate leaves"), "{dan} {WhnT}"),
        Equation("r", N_("Gradient at the reset gate"), r"{dk} \odot {h_before}"),
        gate_sum_back("r"),
        gate_sum_back("z"),
        Equation(
            "h_before",
            N_("Sent on to the state before"),
            r"{dh} \odot {z} + {dk} \odot {r} + " + terms({"Whr": "ar", "Whz": "az"}),
            note=N_("The update gate carries the state on, and its gradient back, without a matrix."),
        ),
        Equation("x", N_("Gradient at the input"), terms({f"Wx{gate}": f"a{gate}" for gate in GATES})),
    )
