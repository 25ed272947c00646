"""Adam (D. P. Kingma & J. Ba, Adam: a method for stochastic optimization, 2015); PyTorch's optim.Adam."""

from collections.abc import Mapping
from typing import ClassVar, final

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.equation import Equation
from rnnviz.core.optimizers.optimizer import Constant
from rnnviz.i18n import N_

BETA1 = 0.9  # the share of the mean of gradients that stays
BETA2 = 0.999  # the same of the mean of their squares
EPSILON = 1e-8  # nothing is divided by 0


@final
class Adam:
    """m_t = β₁ m_{t−1} + (1 − β₁) g_t,   v_t = β₂ v_{t−1} + (1 − β₂) g_t²,
    w_t = w_{t−1} − η m̂_t / (√v̂_t + ε)   with   m̂_t = m_t / (1 − β₁ᵗ),   v̂_t = v_t / (1 − β₂ᵗ)

    The first step is η long, whatever the gradient:

    >>> from rnnviz.core.optimizers import update
    >>> w, (m, v) = update(Adam(), w=1.0, g=-50.0, slots=(0.0, 0.0), lr=0.1, t=1)
    >>> round(w, 6), round(m, 6), round(v, 6)
    (np.float64(1.1), -5.0, 2.5)
    """

    title = N_("Adam")
    slots = ("m", "v")
    constants: ClassVar[Mapping[str, Constant]] = {
        "beta1": Constant(r"\beta_1", BETA1),
        "beta2": Constant(r"\beta_2", BETA2),
        "epsilon": Constant(r"\epsilon", EPSILON),
    }

    def step(self, before: Record, g: Array, lr: float, t: int, s: Record) -> None:
        s.m = BETA1 * before.m + (1.0 - BETA1) * g
        s.v = BETA2 * before.v + (1.0 - BETA2) * g * g
        s.m_hat = s.m / (1.0 - BETA1**t)
        s.v_hat = s.v / (1.0 - BETA2**t)
        s.w = before.w - lr * s.m_hat / (np.sqrt(s.v_hat) + EPSILON)

    equations = (
        Equation("m", N_("Running mean of gradients"), r"{beta1} \cdot {m_before} + (1 - {beta1}) \cdot {g}"),
        Equation(
            "v",
            N_("Running mean of squared gradients"),
            r"{beta2} \cdot {v_before} + (1 - {beta2}) \cdot {g} \cdot {g}",
        ),
        Equation("m_hat", N_("Mean of gradients, corrected for its start at 0"), r"\frac{{m}}{1 - {beta1}^{{t}}}"),
        Equation(
            "v_hat", N_("Mean of squared gradients, corrected for its start at 0"), r"\frac{{v}}{1 - {beta2}^{{t}}}"
        ),
        Equation("w", N_("New weight"), r"{w_before} - {lr} \cdot \frac{{m_hat}}{\sqrt{{v_hat}} + {epsilon}}"),
    )
