"""The GRU as PyTorch's nn.GRU has it: the reset gate comes after the product (Cho et al. 2014, version of 2015)."""

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
GATES = ("r", "z", "n")


@final
class GRU:
    """r, z = σ(·),   n = tanh(x Wxn + bxn + r (h_{t−1} Whn + bhn)),   h_t = (1 − z) n + z h_{t−1}"""

    title = N_("GRU")
    short = "GRU"
    states = ("h",)
    weights: ClassVar[Mapping[str, Weight]] = gate_weights(GATES) | {
        "Whn": Weight(("h_before",), "hn"),
        "bhn": Weight((), "hn"),
    }
    read_out = ("h",)
    carry = Carry("h", "z")
    activation = None
    pytorch = Module(
        "nn.GRU",
        {
            "weight_ih": ("Wxr", "Wxz", "Wxn"),
            "weight_hh": ("Whr", "Whz", "Whn"),
            "bias_ih": ("bxr", "bxz", "bxn"),
            "bias_hh": ("bxr", "bxz", "bhn"),
        },
    )

    def pack(self, params: Params) -> Record:
        Wx, Wh, b = (gates_beside(params, kind, GATES) for kind in ("Wx", "Wh", "bx"))
        return Record(x=Wx, h=Wh, b=b, bhn=0.0 if params.bhn is None else params.bhn)

    def project(self, W: Record, x: Array) -> Array:
        return matmul(x, W.x) + W.b

    def step(self, W: Record, xW: Array, before: Record, s: Record) -> None:
        xr, xz, xn = split(xW, 3)
        hr, hz, hn = split(before.h.dot(W.h), 3)
        s.ar = xr + hr
        s.az = xz + hz
        s.r, s.z = sigmoids(s.ar, s.az)
        s.hn = hn + W.bhn
        s.an = xn + s.r * s.hn
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
        d.r = d.an * s.hn
        d.hn = d.an * s.r
        d.ar = d.r * slope.r
        d.az = d.z * slope.z
        d.h_before = d.h * s.z + beside(d.ar, d.az, d.hn).dot(W.h.T)

    def project_back(self, W: Record, d: Record) -> Array:
        return matmul(beside(d.ar, d.az, d.an), W.x.T)

    equations = (
        gate_sum("r"),
        gate_sum("z"),
        gate_value("r", N_("Reset gate")),
        gate_value("z", N_("Update gate")),
        Equation("hn", N_("What the state proposes"), "{h_before} {Whn} + {bhn}"),
        Equation("an", N_("Pre-activation of the new content"), r"{x} {Wxn} + {bxn} + {r} \odot {hn}", "sum"),
        content("n"),
        Equation("h", N_("Hidden state"), r"\left(1 - {z}\right) \odot {n} + {z} \odot {h_before}"),
    )
    back_equations = (
        Equation("z", N_("Gradient at the update gate"), r"{dh} \odot \left({h_before} - {n}\right)"),
        Equation("n", N_("Gradient at the new content"), r"{dh} \odot \left(1 - {z}\right)"),
        content_back("n"),
        Equation("r", N_("Gradient at the reset gate"), r"{dan} \odot {hn}"),
        Equation("hn", N_("Gradient at what the state proposes"), r"{dan} \odot {r}"),
        gate_sum_back("r"),
        gate_sum_back("z"),
        Equation(
            "h_before",
            N_("Sent on to the state before"),
            r"{dh} \odot {z} + " + terms({"Whr": "ar", "Whz": "az", "Whn": "hn"}),
            note=N_("The update gate carries the state on, and its gradient back, without a matrix."),
        ),
        Equation("x", N_("Gradient at the input"), terms({f"Wx{gate}": f"a{gate}" for gate in GATES})),
    )
