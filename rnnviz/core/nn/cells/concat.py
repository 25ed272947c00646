"""The cell that joins input and state into one row before one product; its state is linear, its output reads the state
before (a common first exercise in PyTorch: i2h and i2o over the combined row).
"""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.nn.cells.cell import BackEquation, Equation
from rnnviz.core.nn.cells.gates import Fused
from rnnviz.core.nn.params import Array, Params, Shape, matmul, over_steps, sum_over_steps
from rnnviz.i18n import N_

# N examples in a batch, T steps, D inputs, H hidden units


@final
class Concat:
    """h_t = [x_t, h_{t−1}] Wc + b,   y_t = [x_t, h_{t−1}] Wo + bo"""

    title = N_("Concatenating, linear")
    signals: ClassVar[Mapping[str, tuple[str, ...]]] = {"h": ("h",)}
    states = ("h",)
    reads_before = True

    def shapes(self, inputs: int, hidden: int, biases: bool) -> dict[str, Shape]:
        return {"Wc": (inputs + hidden, hidden)} | ({"b": (1, hidden)} if biases else {})

    def pack(self, params: Params) -> Fused:
        inputs = len(params.Wc) - params.Wc.shape[1]
        return Fused(params.Wc[:inputs], params.Wc[inputs:], params.b)

    def project(self, weights: Fused, x: Array, out: Array) -> Array:
        """The part of [x_t, h_{t−1}] Wc + b that x_t adds."""
        wx = matmul(x, weights.Wx, out)
        return wx if weights.b is None else np.add(wx, weights.b, wx)

    def step(self, weights: Fused, wx: Array, state: tuple[Array], h: Array) -> tuple[Array]:
        return (np.add(wx, state[0].dot(weights.Wh), h),)

    def saved(self, _signals: Mapping[str, Array], _before: tuple[Array, ...]) -> tuple[()]:
        return ()

    def step_back(self, weights: Fused, future: tuple[Array], out: Array, dh: Array, dh_prev: Array) -> tuple[Array]:
        np.add(out, future[0], dh)
        return (dh.dot(weights.Wh.T, dh_prev),)

    def project_back(self, weights: Fused, back: Mapping[str, Array]) -> Array:
        return matmul(back["h"], weights.Wx.T)

    def params_back(self, x: Array, before: tuple[Array, ...], back: Mapping[str, Array]) -> dict[str, Array]:
        dh = back["h"]
        return {"Wc": np.vstack([over_steps(x, dh), over_steps(before[0], dh)]), "b": sum_over_steps(dh)}

    @property
    def equations(self) -> tuple[Equation, ...]:
        return (
            Equation(
                "h",
                N_("Hidden state"),
                r"h_t = [x_t, h_{t-1}]\, W_c + b",
                r"[{x}, {h_prev}]\, {Wc} + {b}",
                lambda v: np.concatenate([v.x, v.h_prev], axis=-1) @ v.Wc + v.b,
                ("matmul(x, ", "np.add(wx, state"),
            ),
        )

    @property
    def back_equations(self) -> tuple[BackEquation, ...]:
        return (
            BackEquation(
                "h_prev",
                N_("Sent on to the state before"),
                r"\left.\frac{\partial L}{\partial h_{t-1}}\right|_{t} = \frac{\partial L}{\partial h_t} W_{c,h}^\top",
                "{dh} {WhT}",
                ("dh.dot(weights.Wh.T",),
                {"WhT": lambda v: v.Wc[-v.h.shape[-1] :].T},
                N_("The state is linear: every step multiplies by the same matrix, the lower part of Wc."),
            ),
            BackEquation(
                "x",
                N_("Gradient at the input"),
                r"\frac{\partial L}{\partial x_t} = \frac{\partial L}{\partial h_t} W_{c,x}^\top"
                r" + \frac{\partial L}{\partial y_t} W_{o,x}^\top",
                "{dh} {WxT} + {own}",
                ("weights.Wx.T",),
                {"WxT": lambda v: v.Wc[: -v.h.shape[-1]].T, "own": lambda v: v.dx - v.dh @ v.Wc[: -v.h.shape[-1]].T},
            ),
        )

    @property
    def shares(self) -> Mapping[str, tuple[str, str]]:
        return {"Wc": ("x h_prev", "h"), "b": ("", "h")}
