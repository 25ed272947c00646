"""The cell that joins input and state into one row before one product; its state is linear, its output reads the state
before (a common first exercise in PyTorch: i2h and i2o over the combined row).
"""

from collections.abc import Mapping
from typing import ClassVar, final

from rnnviz.core.arrays import Array, Record, matmul
from rnnviz.core.equation import Equation, Given
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells.cell import Weight
from rnnviz.core.nn.params import Params
from rnnviz.i18n import N_

# N examples in a batch, T steps, D inputs, H hidden units


@final
class Concat:
    """h_t = [x_t, h_{t−1}] Wc + b,   y_t = [x_t, h_{t−1}] Wo + bo"""

    title = N_("Concatenating, linear")
    short = "Concat"
    states = ("h",)
    weights: ClassVar[Mapping[str, Weight]] = {"Wc": Weight(("x", "h_before"), "h"), "b": Weight((), "h")}
    read_out = ("x", "h_before")
    carry = None
    activation = ACTIVATIONS["identity"]
    pytorch = None

    def pack(self, params: Params) -> Record:
        H = params.Wc.shape[-1]
        return Record(x=params.Wc[..., :-H, :], h=params.Wc[..., -H:, :], b=0.0 if params.b is None else params.b)

    def project(self, W: Record, x: Array) -> Array:
        return matmul(x, W.x) + W.b

    def step(self, W: Record, xW: Array, before: Record, s: Record) -> None:
        s.h = xW + before.h.dot(W.h)  # [x, h] Wc is x times its upper rows plus h times its lower ones

    def slopes(self, s: Record, slope: Record) -> None:
        pass  # h is linear

    def step_back(
        self, W: Record, before: Record, s: Record, slope: Record, above: Array, later: Record, d: Record
    ) -> None:
        d.h = above + later.h_before
        d.h_before = d.h.dot(W.h.T)

    def project_back(self, W: Record, d: Record) -> Array:
        return matmul(d.h, W.x.T)

    equations = (Equation("h", N_("Hidden state"), r"[{x}, {h_before}]\, {Wc} + {b}"),)
    back_equations = (
        Equation(
            "h_before",
            N_("Sent on to the state before"),
            "{dh} {lower}",
            note=N_("The state is linear: every step multiplies by the same matrix, the lower part of Wc."),
            given={"lower": Given(r"W_{c,h}^\top", lambda v: v.Wc[-v.h.shape[-1] :].T)},
        ),
        Equation(
            "x",
            N_("Gradient at the input"),
            "{dh} {upper}",
            given={"upper": Given(r"W_{c,x}^\top", lambda v: v.Wc[: -v.h.shape[-1]].T)},
        ),
    )
