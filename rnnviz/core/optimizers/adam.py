"""Adam (D. P. Kingma & J. Ba, Adam: a method for stochastic optimization, 2015); PyTorch's optim.Adam."""

from typing import final

import numpy as np

from rnnviz.core.nn.cells.cell import Equation
from rnnviz.core.nn.params import Array
from rnnviz.core.text.latex import number
from rnnviz.i18n import N_

BETA1 = 0.9  # the share of the mean of gradients that stays
BETA2 = 0.999  # the same of the mean of their squares
EPSILON = 1e-8  # nothing is divided by 0


@final
class Adam:
    """m_t = β₁ m_{t−1} + (1 − β₁) g_t,   v_t = β₂ v_{t−1} + (1 − β₂) g_t²,
    w_t = w_{t−1} − η m̂_t / (√v̂_t + ε)   with   m̂_t = m_t / (1 − β₁ᵗ),   v̂_t = v_t / (1 − β₂ᵗ)

    The first step is η long, whatever the gradient:

    >>> w, (m, v) = Adam().update(np.array([1.0]), np.array([-50.0]), (np.zeros(1), np.zeros(1)), 0.1, 1)
    >>> w.round(6), m.round(6), v.round(6)
    (array([1.1]), array([-5.]), array([2.5]))
    """

    title = N_("Adam")
    slots = ("m", "v")

    def update(
        self, w: Array, g: Array, slots: tuple[Array, ...], lr: float, t: int
    ) -> tuple[Array, tuple[Array, Array]]:
        m, v = slots
        m = BETA1 * m + (1.0 - BETA1) * g
        v = BETA2 * v + (1.0 - BETA2) * g * g
        m_hat = m / (1.0 - BETA1**t)
        v_hat = v / (1.0 - BETA2**t)
        w = w - lr * m_hat / (np.sqrt(v_hat) + EPSILON)
        return w, (m, v)

    equations = (
        Equation(
            "m",
            N_("Running mean of gradients"),
            r"m_t = \beta_1 m_{t-1} + (1 - \beta_1)\, g_t",
            rf"{BETA1} \cdot {{m_prev}} + {number(1.0 - BETA1)} \cdot {{g}}",
            lambda v: BETA1 * v.m_prev + (1.0 - BETA1) * v.g,
            ("m = BETA1",),
        ),
        Equation(
            "v",
            N_("Running mean of squared gradients"),
            r"v_t = \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2",
            rf"{BETA2} \cdot {{v_prev}} + {number(1.0 - BETA2)} \cdot {{g}} \cdot {{g}}",
            lambda v: BETA2 * v.v_prev + (1.0 - BETA2) * v.g * v.g,
            ("v = BETA2",),
        ),
        Equation(
            "m_hat",
            N_("Mean of gradients, corrected for its start at 0"),
            r"\hat m_t = \frac{m_t}{1 - \beta_1^t}",
            rf"\frac{{{{m}}}}{{1 - {BETA1}^{{{{t}}}}}}",
            lambda v: v.m / (1.0 - BETA1**v.t),
            ("m_hat = ",),
        ),
        Equation(
            "v_hat",
            N_("Mean of squared gradients, corrected for its start at 0"),
            r"\hat v_t = \frac{v_t}{1 - \beta_2^t}",
            rf"\frac{{{{v}}}}{{1 - {BETA2}^{{{{t}}}}}}",
            lambda v: v.v / (1.0 - BETA2**v.t),
            ("v_hat = ",),
        ),
        Equation(
            "w",
            N_("New weight"),
            r"w_t = w_{t-1} - \eta\, \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}",
            rf"{{w_prev}} - {{lr}} \cdot \frac{{{{m_hat}}}}{{\sqrt{{{{v_hat}}}} + {number(EPSILON)}}}",
            lambda v: v.w_prev - v.lr * v.m_hat / (np.sqrt(v.v_hat) + EPSILON),
            ("w = w - ",),
        ),
    )
