"""The LSTM (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000); PyTorch's nn.LSTM."""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.nn.activations import sigmoid
from rnnviz.core.nn.cells.cell import BackEquation, Equation
from rnnviz.core.nn.cells.gates import (
    Fused,
    fuse,
    gate_back,
    gate_shapes,
    gate_shares,
    gate_sum,
    gate_sum_back,
    gate_value,
    split,
)
from rnnviz.core.nn.params import Array, Params, Shape, matmul, over_steps, sum_over_steps
from rnnviz.i18n import N_

# N examples in a batch, T steps, D inputs, H hidden units
GATES = ("i", "f", "o", "g")  # the three sigmoids beside each other


@final
class LSTM:
    """i, f, o = σ(·), g = tanh(·),   c_t = f c_{t−1} + i g,   h_t = o tanh(c_t)"""

    title = N_("LSTM")
    signals: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "a": ("ai", "af", "ao", "ag"),
        "gates": GATES,
        "c": ("c",),
        "s": ("s",),
        "h": ("h",),
    }
    states = ("h", "c")
    reads_before = False

    def shapes(self, inputs: int, hidden: int, biases: bool) -> dict[str, Shape]:
        return gate_shapes(GATES, inputs, hidden, biases)

    def pack(self, params: Params) -> Fused:
        return fuse(GATES, params)

    def project(self, weights: Fused, x: Array, out: Array) -> Array:
        wx = matmul(x, weights.Wx, out)
        return wx if weights.b is None else np.add(wx, weights.b, wx)

    def step(
        self,
        weights: Fused,
        wx: Array,
        state: tuple[Array, Array],
        a: Array,
        gates: Array,
        c: Array,
        tanh_c: Array,
        h: Array,
    ) -> tuple[Array, Array]:
        h_prev, c_prev = state
        H = h.shape[-1]
        np.add(wx, h_prev.dot(weights.Wh), a)
        sigmoid(a[:, : 3 * H], gates[:, : 3 * H])
        np.tanh(a[:, 3 * H :], gates[:, 3 * H :])
        i, f, o, g = (gates[:, k * H : (k + 1) * H] for k in range(4))
        np.multiply(f, c_prev, c)
        c += i * g
        np.tanh(c, tanh_c)
        return np.multiply(o, tanh_c, h), c

    def saved(self, signals: Mapping[str, Array], before: tuple[Array, ...]) -> tuple[Array, ...]:
        """The slopes of the four gates, the gates, c_{t−1}, tanh c_t."""
        gates = signals["gates"]
        slopes = gates * (1.0 - gates)
        g = gates[..., 3 * gates.shape[-1] // 4 :]
        slopes[..., 3 * gates.shape[-1] // 4 :] = 1.0 - g * g
        return slopes, gates, before[1], signals["s"]

    def step_back(
        self,
        weights: Fused,
        future: tuple[Array, Array],
        out: Array,
        slopes: Array,
        gates: Array,
        c_prev: Array,
        tanh_c: Array,
        da: Array,
        dgates: Array,
        dc: Array,
        dtanh_c: Array,
        dh: Array,
        dh_prev: Array,
        dc_prev: Array,
    ) -> tuple[Array, Array]:
        H = dh.shape[-1]
        i, f, o, g = (gates[:, k * H : (k + 1) * H] for k in range(4))
        np.add(out, future[0], dh)
        np.multiply(dh, o, dtanh_c)
        np.add(future[1], dtanh_c * (1.0 - tanh_c * tanh_c), dc)
        np.multiply(dc, g, dgates[:, :H])
        np.multiply(dc, c_prev, dgates[:, H : 2 * H])
        np.multiply(dh, tanh_c, dgates[:, 2 * H : 3 * H])
        np.multiply(dc, i, dgates[:, 3 * H :])
        np.multiply(dgates, slopes, da)
        return da.dot(weights.Wh.T, dh_prev), np.multiply(dc, f, dc_prev)

    def project_back(self, weights: Fused, back: Mapping[str, Array]) -> Array:
        return matmul(back["a"], weights.Wx.T)

    def params_back(self, x: Array, before: tuple[Array, ...], back: Mapping[str, Array]) -> dict[str, Array]:
        da = back["a"]
        return split(GATES, over_steps(x, da), over_steps(before[0], da), sum_over_steps(da))

    @property
    def equations(self) -> tuple[Equation, ...]:
        titles = {"i": N_("Input gate"), "f": N_("Forget gate"), "o": N_("Output gate"), "g": N_("New content")}
        return (
            *(gate_sum(gate) for gate in GATES),
            *(gate_value(gate, titles[gate]) for gate in GATES),
            Equation(
                "c",
                N_("Cell state"),
                r"c_t = f_t \odot c_{t-1} + i_t \odot g_t",
                r"{f} \odot {c_prev} + {i} \odot {g}",
                lambda v: v.f * v.c_prev + v.i * v.g,
                ("np.multiply(f, c_prev, c)", "c += "),
            ),
            Equation(
                "s",
                N_("Squashed cell state"),
                r"s_t = \tanh(c_t)",
                r"\tanh\left({c}\right)",
                lambda v: np.tanh(v.c),
                ("np.tanh(c, tanh_c)",),
            ),
            Equation(
                "h",
                N_("Hidden state"),
                r"h_t = o_t \odot s_t",
                r"{o} \odot {s}",
                lambda v: v.o * v.s,
                ("np.multiply(o, tanh_c, h)",),
            ),
        )

    @property
    def back_equations(self) -> tuple[BackEquation, ...]:
        dc, dh, ds = (rf"\frac{{\partial L}}{{\partial {name}_t}}" for name in "chs")
        sums = [rf"\frac{{\partial L}}{{\partial a^{gate}_t}} W_{{@{gate}}}^\top" for gate in GATES]
        return (
            BackEquation(
                "s",
                N_("Gradient at the squashed cell state"),
                rf"{ds} = {dh} \odot o_t",
                r"{dh} \odot {o}",
                ("np.multiply(dh, o, ",),
            ),
            BackEquation(
                "c",
                N_("Gradient at the cell state: two ways meet and are added"),
                rf"{dc} = {ds} \odot (1 - s_t^2) + \frac{{\partial L}}{{\partial c_{{t+1}}}} \odot f_{{t+1}}",
                r"{ds} \odot {slope} + {dc_from_future}",
                ("np.add(future[1]",),
                {"slope": lambda v: 1.0 - v.s**2},
                N_("The cell state's own way back is multiplied by the forget gate only, not by a matrix."),
            ),
            gate_back("i", N_("Gradient at the input gate"), rf"{dc} \odot g_t", r"{dc} \odot {g}", "multiply(dc, g,"),
            gate_back(
                "f", N_("Gradient at the forget gate"), rf"{dc} \odot c_{{t-1}}", r"{dc} \odot {c_prev}", "(dc, c_prev"
            ),
            gate_back("o", N_("Gradient at the output gate"), rf"{dh} \odot s_t", r"{dh} \odot {s}", "(dh, tanh_c"),
            gate_back("g", N_("Gradient at the new content"), rf"{dc} \odot i_t", r"{dc} \odot {i}", "multiply(dc, i,"),
            *(gate_sum_back(gate) for gate in GATES),
            BackEquation(
                "h_prev",
                N_("Sent on to the state before"),
                r"\left.\frac{\partial L}{\partial h_{t-1}}\right|_{t} = " + " + ".join(sums).replace("@", "h"),
                " + ".join(f"{{da{gate}}} {{Wh{gate}T}}" for gate in GATES),
                ("da.dot(weights.Wh.T",),
            ),
            BackEquation(
                "c_prev",
                N_("Sent on to the cell state before"),
                rf"\left.\frac{{\partial L}}{{\partial c_{{t-1}}}}\right|_{{t}} = {dc} \odot f_t",
                r"{dc} \odot {f}",
                ("np.multiply(dc, f, ",),
            ),
            BackEquation(
                "x",
                N_("Gradient at the input"),
                r"\frac{\partial L}{\partial x_t} = " + " + ".join(sums).replace("@", "x"),
                " + ".join(f"{{da{gate}}} {{Wx{gate}T}}" for gate in GATES),
                ("weights.Wx.T",),
            ),
        )

    @property
    def shares(self) -> Mapping[str, tuple[str, str]]:
        return gate_shares(GATES)
