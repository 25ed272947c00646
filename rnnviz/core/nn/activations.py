"""What a hidden unit does with its sum: φ, and its slope φ′ written with the value φ already has."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, beside, split
from rnnviz.i18n import N_


class Activation(NamedTuple):
    """One function φ of the pre-activation: ``f(a)`` is φ(a), ``slope(h)`` is φ′(a) for h = φ(a), of the same shape.

    ``pytorch`` is what PyTorch's nn.RNN calls it, None if it does not have it.
    """

    title: str
    f: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    latex: str
    slope_latex: str
    slope_why: str
    steepest: float  # the largest φ′ there is
    pytorch: str | None = None
    kinked: bool = False  # no slope at 0


def sigmoid(a: Array) -> Array:
    """σ(a) = 1 / (1 + e⁻ᵃ), in (0, 1); where e⁻ᵃ overflows the result is the right one, 0."""
    return 1.0 / (1.0 + np.exp(-a))


def sigmoids(*sums: Array) -> list[Array]:
    """σ of several sums of one size, in one go."""
    return split(sigmoid(beside(*sums)), len(sums))


def sigmoid_slope(h: Array) -> Array:
    """σ′ = σ (1 − σ)"""
    return h * (1.0 - h)


def tanh_slope(h: Array) -> Array:
    """tanh′ = 1 − tanh²"""
    return 1.0 - h**2


def relu(a: Array) -> Array:
    """max(a, 0)"""
    return np.maximum(a, 0.0)


def relu_slope(h: Array) -> Array:
    """1 where the unit is active, else 0."""
    return (h > 0.0).astype(h.dtype)


ACTIVATIONS = {
    "sigmoid": Activation(
        N_("Sigmoid"),
        sigmoid,
        sigmoid_slope,
        r"\sigma",
        r"h_t \odot (1 - h_t)",
        N_("The sigmoid's slope is σ′(a) = h(1 − h): it is never above 0.25, so each step back shrinks the gradient."),
        0.25,
    ),
    "tanh": Activation(
        N_("Tanh"),
        np.tanh,
        tanh_slope,
        r"\tanh",
        r"1 - h_t^2",
        N_("The slope of tanh is 1 − h²: it is 1 at h = 0 and falls to 0 where the unit saturates at ±1."),
        1.0,
        "tanh",
    ),
    "relu": Activation(
        N_("ReLU"),
        relu,
        relu_slope,
        r"\mathrm{ReLU}",
        r"\mathbb{1}[h_t > 0]",
        N_("The slope of ReLU is 1 for an active unit and 0 for a silent one: a silent unit passes no gradient."),
        1.0,
        "relu",
        kinked=True,
    ),
    "identity": Activation(
        N_("Identity"),
        np.positive,
        np.ones_like,
        "",
        r"1",
        N_("Without an activation the slope is 1 everywhere: only Wh decides how the gradient grows or shrinks."),
        1.0,
    ),
}
