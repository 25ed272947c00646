"""The simple recurrent cell (J. L. Elman, Finding structure in time, 1990)."""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.nn.activations import Activation
from rnnviz.core.nn.cells.cell import BackEquation, Equation
from rnnviz.core.nn.params import Array, Params, Shape, matmul, over_steps, sum_over_steps
from rnnviz.i18n import N_

# N examples in a batch, T steps, D inputs, H hidden units


@final
class Elman:
    """a_t = x_t Wx + h_{t−1} Wh + b,   h_t = φ(a_t)"""

    title = N_("Simple (Elman)")
    signals: ClassVar[Mapping[str, tuple[str, ...]]] = {"a": ("a",), "h": ("h",)}
    states = ("h",)
    reads_before = False

    def __init__(self, activation: Activation) -> None:
        self.activation = activation

    def shapes(self, inputs: int, hidden: int, biases: bool) -> dict[str, Shape]:
        bias = {"b": (1, hidden)} if biases else {}
        return {"Wx": (inputs, hidden), "Wh": (hidden, hidden)} | bias

    def pack(self, params: Params) -> Params:
        return params

    def project(self, weights: Params, x: Array, out: Array) -> Array:
        """x_t Wx + b"""
        wx = matmul(x, weights.Wx, out)
        return wx if weights.b is None else np.add(wx, weights.b, wx)

    def step(self, weights: Params, wx: Array, state: tuple[Array], a: Array, h: Array) -> tuple[Array]:
        np.add(wx, state[0].dot(weights.Wh), a)
        return (self.activation.f(a, h),)

    def saved(self, signals: Mapping[str, Array], _before: tuple[Array, ...]) -> tuple[Array]:
        """φ′(a_t)"""
        return (self.activation.slope(signals["h"]),)

    def step_back(
        self, weights: Params, future: tuple[Array], out: Array, slope: Array, da: Array, dh: Array, dh_prev: Array
    ) -> tuple[Array]:
        np.add(out, future[0], dh)
        np.multiply(dh, slope, da)
        return (da.dot(weights.Wh.T, dh_prev),)

    def project_back(self, weights: Params, back: Mapping[str, Array]) -> Array:
        return matmul(back["a"], weights.Wx.T)

    def params_back(self, x: Array, before: tuple[Array, ...], back: Mapping[str, Array]) -> dict[str, Array]:
        da = back["a"]
        return {"Wx": over_steps(x, da), "Wh": over_steps(before[0], da), "b": sum_over_steps(da)}

    @property
    def equations(self) -> tuple[Equation, ...]:
        phi = self.activation
        return (
            Equation(
                "a",
                N_("Pre-activation"),
                r"a_t = x_t W_x + h_{t-1} W_h + b",
                "{x} {Wx} + {h_prev} {Wh} + {b}",
                lambda v: v.x @ v.Wx + v.h_prev @ v.Wh + v.b,
                ("matmul(x, ", "np.add(wx, state"),
            ),
            Equation(
                "h",
                N_("Hidden state"),
                rf"h_t = {phi.latex}(a_t)" if phi.latex else "h_t = a_t",
                rf"{phi.latex}\left({{a}}\right)",
                lambda v: phi.f(v.a, np.empty_like(v.a)),
                ("activation.f(",),
            ),
        )

    @property
    def back_equations(self) -> tuple[BackEquation, ...]:
        phi = self.activation
        return (
            BackEquation(
                "a",
                N_("Gradient at the pre-activation"),
                r"\frac{\partial L}{\partial a_t} = \frac{\partial L}{\partial h_t} \odot "
                rf"\underbrace{{\left({phi.slope_latex}\right)}}_{{\varphi'(a_t)}}",
                r"{dh} \odot {slope}",
                ("np.multiply(dh, slope",),
                {"slope": lambda v: phi.slope(v.h)},
                phi.slope_why,
            ),
            BackEquation(
                "h_prev",
                N_("Sent on to the state before"),
                r"\left.\frac{\partial L}{\partial h_{t-1}}\right|_{a_t} = \frac{\partial L}{\partial a_t} W_h^\top",
                "{da} {WhT}",
                ("da.dot(weights.Wh.T",),
            ),
            BackEquation(
                "x",
                N_("Gradient at the input"),
                r"\frac{\partial L}{\partial x_t} = \frac{\partial L}{\partial a_t} W_x^\top",
                "{da} {WxT}",
                ("weights.Wx.T",),
            ),
        )

    @property
    def shares(self) -> Mapping[str, tuple[str, str]]:
        return {"Wx": ("x", "a"), "Wh": ("h_prev", "a"), "b": ("", "a")}
