"""Three cells as a stranger writes them: a diagonal weight alone, a product multiplied, joined rows."""

from typing import ClassVar

import numpy as np

from rnnviz.core.arrays import Record, beside, matmul, split
from rnnviz.core.equation import Equation
from rnnviz.core.nn.activations import ACTIVATIONS, sigmoid
from rnnviz.core.nn.cells import Carry, Weight


class Independent:
    """h_t = tanh(x_t V + u ⊙ h_{t−1} + q): each unit remembers itself alone, by a diagonal weight; φ is declared."""

    title = "Independent units"
    short = "Independent"
    states = ("h",)
    weights: ClassVar = {
        "V": Weight(("x",), "m"),
        "u": Weight(("h_before",), "m", diagonal=True),
        "q": Weight((), "m"),
    }
    read_out = ("h",)
    carry = None
    activation = ACTIVATIONS["tanh"]
    pytorch = None

    def pack(self, params):
        return Record(into=params.V, u=params.u, q=0.0 if params.q is None else params.q)

    def project(self, W, x):
        return matmul(x, W.into) + W.q

    def step(self, W, xW, before, s):
        s.m = xW + before.h * W.u
        s.h = self.activation.f(s.m)

    def slopes(self, s, slope):
        slope.h = self.activation.slope(s.h)

    def step_back(self, W, before, s, slope, above, later, d):  # noqa: ARG002
        d.h = above + later.h_before
        d.m = d.h * slope.h
        d.h_before = d.m * W.u

    def project_back(self, W, d):
        return matmul(d.m, W.into.T)

    equations = (
        Equation("m", "Sum", r"{x} {V} + {h_before} \odot {u} + {q}", "sum"),
        Equation("h", "State", r"\tanh\left({m}\right)"),
    )
    back_equations = (
        Equation("m", "Gradient at the sum", r"{dh} \odot \left(1 - {h}^2\right)"),
        Equation("h_before", "Sent back", r"{dm} \odot {u}"),
        Equation("x", "Gradient at the input", "{dm} {VT}"),
    )


class Multiplied:
    """f = σ(x Wxf + h Whf),  k = f ⊙ h_{t−1},  h_t = f ⊙ h_{t−1} + (1 − f) ⊙ (k Wk + x Wxn)."""

    title = "Multiplied product"
    short = "Multiplied"
    states = ("h",)
    weights: ClassVar = {
        "Wxf": Weight(("x",), "af"),
        "Wxn": Weight(("x",), "n"),
        "Whf": Weight(("h_before",), "af"),
        "Wk": Weight(("k",), "n"),
        "bxf": Weight((), "af"),
    }
    read_out = ("h",)
    carry = Carry("h", "f")
    activation = None
    pytorch = None

    def pack(self, params):
        b = np.zeros(params.Whf.shape[-1]) if params.bxf is None else params.bxf
        return Record(x=beside(params.Wxf, params.Wxn), hf=params.Whf, k=params.Wk, b=beside(b, np.zeros_like(b)))

    def project(self, W, x):
        return matmul(x, W.x) + W.b

    def step(self, W, xW, before, s):
        xf, xn = split(xW, 2)
        s.af = xf + before.h.dot(W.hf)
        s.f = sigmoid(s.af)
        s.k = s.f * before.h
        s.n = xn + s.k.dot(W.k)
        s.h = s.f * before.h + (1.0 - s.f) * s.n

    def slopes(self, s, slope):
        slope.f = s.f * (1.0 - s.f)

    def step_back(self, W, before, s, slope, above, later, d):
        d.h = above + later.h_before
        d.n = d.h * (1.0 - s.f)
        d.k = d.n.dot(W.k.T)
        d.f = d.h * (before.h - s.n) + d.k * before.h
        d.af = d.f * slope.f
        d.h_before = d.h * s.f + d.k * s.f + d.af.dot(W.hf.T)

    def project_back(self, W, d):
        return matmul(beside(d.af, d.n), W.x.T)

    equations = (
        Equation("af", "Sum", "{x} {Wxf} + {h_before} {Whf} + {bxf}", "sum"),
        Equation("f", "Gate", r"\sigma\left({af}\right)", "gate"),
        Equation("k", "Kept", r"{f} \odot {h_before}"),
        Equation("n", "News", "{x} {Wxn} + {k} {Wk}"),
        Equation("h", "State", r"{f} \odot {h_before} + \left(1 - {f}\right) \odot {n}"),
    )
    back_equations = (
        Equation("n", "Gradient at the news", r"{dh} \odot \left(1 - {f}\right)"),
        Equation("k", "Gradient at what is kept", "{dn} {WkT}"),
        Equation("f", "Gradient at the gate", r"{dh} \odot \left({h_before} - {n}\right) + {dk} \odot {h_before}"),
        Equation("af", "Gradient at the sum", r"{df} \odot {f} \odot \left(1 - {f}\right)"),
        Equation("h_before", "Sent back", r"{dh} \odot {f} + {dk} \odot {f} + {daf} {WhfT}"),
        Equation("x", "Gradient at the input", "{daf} {WxfT} + {dn} {WxnT}"),
    )


class Joined:
    """f = σ([x, h_{t−1}] A + q),  h_t = f ⊙ h_{t−1} + (1 − f) ⊙ tanh([x, h_{t−1}] B): joined rows."""

    title = "Joined rows"
    short = "Joined"
    states = ("h",)
    weights: ClassVar = {
        "A": Weight(("x", "h_before"), "m"),
        "B": Weight(("x", "h_before"), "w"),
        "q": Weight((), "m"),
    }
    read_out = ("h",)
    carry = Carry("h", "f")
    activation = None
    pytorch = None

    def pack(self, params):
        H = params.A.shape[-1]
        q = np.zeros(H) if params.q is None else params.q
        return Record(
            into=beside(params.A[..., :-H, :], params.B[..., :-H, :]),
            on=beside(params.A[..., -H:, :], params.B[..., -H:, :]),
            q=beside(q, np.zeros_like(q)),
        )

    def project(self, W, x):
        return matmul(x, W.into) + W.q

    def step(self, W, xW, before, s):
        s.m, s.w = split(xW + before.h.dot(W.on), 2)
        s.f = sigmoid(s.m)
        s.n = np.tanh(s.w)
        s.h = s.f * before.h + (1.0 - s.f) * s.n

    def slopes(self, s, slope):
        slope.f = s.f * (1.0 - s.f)
        slope.n = 1.0 - s.n**2

    def step_back(self, W, before, s, slope, above, later, d):
        d.h = above + later.h_before
        d.f = d.h * (before.h - s.n)
        d.n = d.h * (1.0 - s.f)
        d.m = d.f * slope.f
        d.w = d.n * slope.n
        d.h_before = d.h * s.f + beside(d.m, d.w).dot(W.on.T)

    def project_back(self, W, d):
        return matmul(beside(d.m, d.w), W.into.T)

    equations = (
        Equation("m", "Sum", r"[{x}, {h_before}]\, {A} + {q}", "sum"),
        Equation("w", "Sum of the news", r"[{x}, {h_before}]\, {B}", "sum"),
        Equation("f", "Gate", r"\sigma\left({m}\right)", "gate"),
        Equation("n", "News", r"\tanh\left({w}\right)"),
        Equation("h", "State", r"{f} \odot {h_before} + \left(1 - {f}\right) \odot {n}"),
    )
    back_equations = (
        Equation("f", "Gradient at the gate", r"{dh} \odot \left({h_before} - {n}\right)"),
        Equation("n", "Gradient at the news", r"{dh} \odot \left(1 - {f}\right)"),
        Equation("m", "Gradient at the gate's sum", r"{df} \odot {f} \odot \left(1 - {f}\right)"),
        Equation("w", "Gradient at the news' sum", r"{dn} \odot \left(1 - {n}^2\right)"),
        Equation("h_before", "Sent back", r"{dh} \odot {f} + [{dm}, {dw}]\, [{A}, {B}]^\top"),
        Equation("x", "Gradient at the input", r"[{dm}, {dw}]\, [{A}, {B}]^\top"),
    )
