"""What is read off the hidden state at each step, and how wrong it is."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from rnnviz.core.params import Array
from rnnviz.i18n import N_

# T steps, N examples, O outputs


class Head(NamedTuple):
    """One output function with its loss.

    ``outputs(y)`` adds named signals to y = h Wo + bo; ``losses(signals, target)`` is (N, T);
    ``losses_back(signals, target)`` is dL_t/dy_t, (N, T, O). ``classes``: the target is one-hot.
    """

    title: str
    classes: bool
    outputs: Callable[[Array], dict[str, Array]]
    losses: Callable[[Mapping[str, Array], Array], Array]
    losses_back: Callable[[Mapping[str, Array], Array], Array]
    loss_latex: str
    back_latex: str


def linear(y: Array) -> dict[str, Array]:
    return {"y": y}


def squared(signals: Mapping[str, Array], target: Array) -> Array:
    """Σ (y − t)²"""
    error = signals["y"] - target
    return np.einsum("...o,...o->...", error, error)


def squared_back(signals: Mapping[str, Array], target: Array) -> Array:
    return 2.0 * (signals["y"] - target)


def half_squared(signals: Mapping[str, Array], target: Array) -> Array:
    """½ Σ (y − t)²"""
    return 0.5 * squared(signals, target)


def half_squared_back(signals: Mapping[str, Array], target: Array) -> Array:
    return signals["y"] - target


def softmax(y: Array) -> dict[str, Array]:
    """p = eʸ / Σ eʸ, with the largest logit subtracted first so that nothing overflows."""
    p = np.exp(y - y.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    return {"y": y, "p": p}


def cross_entropy(signals: Mapping[str, Array], target: Array) -> Array:
    """−Σ t log p, from the logits: log Σ eʸ − y_target, exact even where p rounds to 0."""
    shifted = signals["y"] - signals["y"].max(axis=-1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=-1)) - np.einsum("...o,...o->...", shifted, target)


def cross_entropy_back(signals: Mapping[str, Array], target: Array) -> Array:
    return signals["p"] - target


HEADS = {
    "linear": Head(
        N_("Linear, squared error (y − t)²"),
        False,
        linear,
        squared,
        squared_back,
        r"\sum (y_t - t_t)^2",
        r"2\,(y_t - t_t)",
    ),
    "linear_half": Head(
        N_("Linear, squared error ½(y − t)²"),
        False,
        linear,
        half_squared,
        half_squared_back,
        r"\tfrac12 \sum (y_t - t_t)^2",
        r"y_t - t_t",
    ),
    "softmax": Head(
        N_("Softmax, cross-entropy"),
        True,
        softmax,
        cross_entropy,
        cross_entropy_back,
        r"-\sum t_t \odot \log p_t",
        r"p_t - t_t",
    ),
}
