"""The GRU (Cho et al. 2014) as PyTorch's nn.GRU has it: the reset gate acts on h Whn + bhn, after the product."""

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
GATES = ("r", "z", "n")


@final
class GRU:
    """r, z = σ(·),   n = tanh(x Wxn + bxn + r (h_{t−1} Whn + bhn)),   h_t = (1 − z) n + z h_{t−1}"""

    title = N_("GRU")
    signals: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "a": ("ar", "az", "an"),
        "hn": ("hn",),
        "gates": GATES,
        "h": ("h",),
    }
    states = ("h",)
    reads_before = False

    def shapes(self, inputs: int, hidden: int, biases: bool) -> dict[str, Shape]:
        return gate_shapes(GATES, inputs, hidden, biases) | ({"bhn": (1, hidden)} if biases else {})

    def pack(self, params: Params) -> Fused:
        return fuse(GATES, params, params.bhn)

    def project(self, weights: Fused, x: Array, out: Array) -> Array:
        wx = matmul(x, weights.Wx, out)
        return wx if weights.b is None else np.add(wx, weights.b, wx)

    def step(
        self, weights: Fused, wx: Array, state: tuple[Array], a: Array, hn: Array, gates: Array, h: Array
    ) -> tuple[Array]:
        (h_prev,), H = state, h.shape[-1]
        wh = h_prev.dot(weights.Wh)
        np.add(wx[:, : 2 * H], wh[:, : 2 * H], a[:, : 2 * H])
        np.add(wh[:, 2 * H :], 0.0 if weights.bh is None else weights.bh, hn)
        sigmoid(a[:, : 2 * H], gates[:, : 2 * H])
        r, z, n = (gates[:, k * H : (k + 1) * H] for k in range(3))
        np.add(wx[:, 2 * H :], r * hn, a[:, 2 * H :])
        np.tanh(a[:, 2 * H :], n)
        np.subtract(h_prev, n, h)
        h *= z
        h += n
        return (h,)

    def saved(self, signals: Mapping[str, Array], before: tuple[Array, ...]) -> tuple[Array, ...]:
        """The slopes of the three gates, the gates, h Whn + bhn, h_{t−1}."""
        gates = signals["gates"]
        slopes = gates * (1.0 - gates)
        n = gates[..., 2 * gates.shape[-1] // 3 :]
        slopes[..., 2 * gates.shape[-1] // 3 :] = 1.0 - n * n
        return slopes, gates, signals["hn"], before[0]

    def step_back(
        self,
        weights: Fused,
        future: tuple[Array],
        out: Array,
        slopes: Array,
        gates: Array,
        hn: Array,
        h_prev: Array,
        da: Array,
        dhn: Array,
        dgates: Array,
        dh: Array,
        dh_prev: Array,
    ) -> tuple[Array]:
        H = dh.shape[-1]
        r, z, n = (gates[:, k * H : (k + 1) * H] for k in range(3))
        np.add(out, future[0], dh)
        np.multiply(dh, h_prev - n, dgates[:, H : 2 * H])
        np.multiply(dh, 1.0 - z, dgates[:, 2 * H :])
        dan = np.multiply(dgates[:, 2 * H :], slopes[:, 2 * H :], da[:, 2 * H :])
        np.multiply(dan, hn, dgates[:, :H])
        np.multiply(dan, r, dhn)
        np.multiply(dgates[:, : 2 * H], slopes[:, : 2 * H], da[:, : 2 * H])
        np.multiply(dh, z, dh_prev)
        dh_prev += da[:, : 2 * H].dot(weights.Wh[:, : 2 * H].T)
        dh_prev += dhn.dot(weights.Wh[:, 2 * H :].T)
        return (dh_prev,)

    def project_back(self, weights: Fused, back: Mapping[str, Array]) -> Array:
        return matmul(back["a"], weights.Wx.T)

    def params_back(self, x: Array, before: tuple[Array, ...], back: Mapping[str, Array]) -> dict[str, Array]:
        da, dhn = back["a"], back["hn"]
        H = dhn.shape[-1]
        recurrent = np.concatenate([da[..., : 2 * H], dhn], axis=-1)
        gates = split(GATES, over_steps(x, da), over_steps(before[0], recurrent), sum_over_steps(da))
        return gates | {"bhn": sum_over_steps(dhn)}

    @property
    def equations(self) -> tuple[Equation, ...]:
        return (
            gate_sum("r"),
            gate_sum("z"),
            gate_value("r", N_("Reset gate")),
            gate_value("z", N_("Update gate")),
            Equation(
                "hn",
                N_("What the state proposes"),
                r"h^n_t = h_{t-1} W_{hn} + b_{hn}",
                "{h_prev} {Whn} + {bhn}",
                lambda v: v.h_prev @ v.Whn + v.bhn,
                ("h_prev.dot(", "np.add(wh[:, 2 * H :]"),
            ),
            Equation(
                "an",
                N_("Pre-activation of the new content"),
                r"a^n_t = x_t W_{xn} + b_{xn} + r_t \odot h^n_t",
                r"{x} {Wxn} + {bxn} + {r} \odot {hn}",
                lambda v: v.x @ v.Wxn + v.bxn + v.r * v.hn,
                ("matmul(x, ", "np.add(wx[:, 2 * H :], r * hn"),
            ),
            gate_value("n", N_("New content")),
            Equation(
                "h",
                N_("Hidden state"),
                r"h_t = (1 - z_t) \odot n_t + z_t \odot h_{t-1}",
                r"(1 - {z}) \odot {n} + {z} \odot {h_prev}",
                lambda v: (1.0 - v.z) * v.n + v.z * v.h_prev,
                ("np.subtract(h_prev, n, h)", "h *= z", "h += n"),
            ),
        )

    @property
    def back_equations(self) -> tuple[BackEquation, ...]:
        dh, dhn = r"\frac{\partial L}{\partial h_t}", r"\frac{\partial L}{\partial h^n_t}"
        da = {gate: rf"\frac{{\partial L}}{{\partial a^{gate}_t}}" for gate in GATES}
        sums = " + ".join(rf"{da[gate]} W_{{x{gate}}}^\top" for gate in GATES)
        return (
            gate_back(
                "z",
                N_("Gradient at the update gate"),
                rf"{dh} \odot (h_{{t-1}} - n_t)",
                r"{dh} \odot ({h_prev} - {n})",
                "(dh, h_prev - n",
            ),
            gate_back(
                "n", N_("Gradient at the new content"), rf"{dh} \odot (1 - z_t)", r"{dh} \odot (1 - {z})", "1.0 - z,"
            ),
            gate_sum_back("n"),
            gate_back(
                "r", N_("Gradient at the reset gate"), rf"{da['n']} \odot h^n_t", r"{dan} \odot {hn}", "(dan, hn,"
            ),
            BackEquation(
                "hn",
                N_("Gradient at what the state proposes"),
                rf"{dhn} = {da['n']} \odot r_t",
                r"{dan} \odot {r}",
                ("np.multiply(dan, r, ",),
            ),
            gate_sum_back("r"),
            gate_sum_back("z"),
            BackEquation(
                "h_prev",
                N_("Sent on to the state before"),
                rf"\left.\frac{{\partial L}}{{\partial h_{{t-1}}}}\right|_{{t}} = {dh} \odot z_t"
                rf" + {da['r']} W_{{hr}}^\top + {da['z']} W_{{hz}}^\top + {dhn} W_{{hn}}^\top",
                r"{dh} \odot {z} + {dar} {WhrT} + {daz} {WhzT} + {dhn} {WhnT}",
                ("np.multiply(dh, z, dh_prev)", "dh_prev += da", "dh_prev += dhn"),
                note=N_("The update gate carries the state on, and its gradient back, without a matrix."),
            ),
            BackEquation(
                "x",
                N_("Gradient at the input"),
                rf"\frac{{\partial L}}{{\partial x_t}} = {sums}",
                " + ".join(f"{{da{gate}}} {{Wx{gate}T}}" for gate in GATES),
                ("weights.Wx.T",),
            ),
        )

    @property
    def shares(self) -> Mapping[str, tuple[str, str]]:
        return gate_shares(GATES) | {"Whn": ("h_prev", "hn"), "bhn": ("", "hn")}
