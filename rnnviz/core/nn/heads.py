"""What is read off the hidden state at each step, and how wrong it is.

A loss is the sum over the O outputs. PyTorch's squared error and sigmoid cross-entropy are the mean over them, too.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.nn.activations import sigmoid
from rnnviz.i18n import N_

# T steps, N examples, O outputs
Signals = Mapping[str, Array]


class Answer(NamedTuple):
    """A signal computed from y by ``f``.

    ``latex`` is its formula, ``numbers`` the same with ``{y}`` for this step's numbers.
    """

    name: str
    title: str
    latex: str
    numbers: str
    f: Callable[[Array], Array]


class Head(NamedTuple):
    """One output function with its loss.

    ``answers``: the signals made of y = h Wo + bo, the last of which is judged; none where it is y itself.
    ``losses(signals, target)`` is (N, T); ``losses_back(signals, target)`` is dL_t/dy_t, (N, T, O). ``classes``: the
    target is one-hot. In the ``numbers``, ``{t}`` is the target and ``{right}`` the right class's entry.
    """

    title: str
    classes: bool
    answers: tuple[Answer, ...]
    losses: Callable[[Signals, Array], Array]
    losses_back: Callable[[Signals, Array], Array]
    loss_latex: str
    loss_numbers: str
    back_latex: str
    back_numbers: str

    @property
    def judged(self) -> str:
        """The name of the signal that is compared with the target."""
        return self.answers[-1].name if self.answers else "y"

    def outputs(self, y: Array) -> dict[str, Array]:
        """y (…, O) and the signals made of it, by name."""
        return {"y": y} | {answer.name: answer.f(y) for answer in self.answers}


def squared(signals: Signals, target: Array) -> Array:
    """Σ (y − t)²"""
    return square(signals["y"] - target)


def squared_back(signals: Signals, target: Array) -> Array:
    return 2.0 * (signals["y"] - target)


def half_squared(signals: Signals, target: Array) -> Array:
    """½ Σ (y − t)²"""
    return 0.5 * squared(signals, target)


def half_squared_back(signals: Signals, target: Array) -> Array:
    return signals["y"] - target


def squashed_squared(signals: Signals, target: Array) -> Array:
    """Σ (u − t)²"""
    return square(signals["u"] - target)


def sigmoid_squared_back(signals: Signals, target: Array) -> Array:
    return 2.0 * (signals["u"] - target) * signals["u"] * (1.0 - signals["u"])


def tanh_squared_back(signals: Signals, target: Array) -> Array:
    return 2.0 * (signals["u"] - target) * (1.0 - signals["u"] ** 2)


def binary_cross_entropy(signals: Signals, target: Array) -> Array:
    """−Σ t log u + (1 − t) log(1 − u), from the logits: max(y, 0) − t y + log(1 + e^−|y|), exact where u is 0 or 1."""
    y = signals["y"]
    return (np.maximum(y, 0.0) - target * y + np.log1p(np.exp(-np.abs(y)))).sum(axis=-1)


def binary_cross_entropy_back(signals: Signals, target: Array) -> Array:
    return signals["u"] - target


def cross_entropy(signals: Signals, target: Array) -> Array:
    """−Σ t log p, from the logits: log Σ eʸ − y_target, exact even where p rounds to 0."""
    shifted = signals["y"] - signals["y"].max(axis=-1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=-1)) - np.einsum("...o,...o->...", shifted, target)


def cross_entropy_back(signals: Signals, target: Array) -> Array:
    return signals["p"] - target


def negative_log_likelihood(signals: Signals, target: Array) -> Array:
    """−Σ t q, for q = log p: what cross-entropy is, the logarithm taken before."""
    return -np.where(target > 0.0, signals["q"] * target, 0.0).sum(axis=-1)


def square(error: Array) -> Array:
    return np.einsum("...o,...o->...", error, error)


def tanh(y: Array) -> Array:
    """tanh y, between −1 and 1."""
    return np.tanh(y)


def softmax(y: Array) -> Array:
    """p = eʸ / Σ eʸ, with the largest logit subtracted first so that nothing overflows."""
    p = np.exp(y - y.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    return p


def log_softmax(y: Array) -> Array:
    """q = y − log Σ eʸ, with the largest logit subtracted first."""
    shifted = y - y.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


SIGMOID = Answer("u", N_("Answer"), r"u_t = \sigma(y_t)", r"\sigma\left({y}\right)", sigmoid)
TANH = Answer("u", N_("Answer"), r"u_t = \tanh(y_t)", r"\tanh\left({y}\right)", tanh)
SOFTMAX = Answer(
    "p",
    N_("Probabilities"),
    r"p_t = \mathrm{softmax}(y_t) = e^{y_t} / \textstyle\sum e^{y_t}",
    r"\mathrm{softmax}\left({y}\right)",
    softmax,
)
LOG_SOFTMAX = Answer(
    "q",
    N_("Log-probabilities"),
    r"q_t = \log p_t = y_t - \log \textstyle\sum e^{y_t}",
    r"{y} - \log \textstyle\sum e^{y_t}",
    log_softmax,
)

HEADS = {
    "linear": Head(
        N_("Linear, squared error (y − t)²"),
        False,
        (),
        squared,
        squared_back,
        r"\sum (y_t - t_t)^2",
        r"\sum\left({y} - {t}\right)^2",
        r"2\,(y_t - t_t)",
        r"2 \left({y} - {t}\right)",
    ),
    "linear_half": Head(
        N_("Linear, squared error ½(y − t)²"),
        False,
        (),
        half_squared,
        half_squared_back,
        r"\tfrac12 \sum (y_t - t_t)^2",
        r"\tfrac12\sum\left({y} - {t}\right)^2",
        r"y_t - t_t",
        r"\left({y} - {t}\right)",
    ),
    "sigmoid_squared": Head(
        N_("Sigmoid, squared error (u − t)²"),
        False,
        (SIGMOID,),
        squashed_squared,
        sigmoid_squared_back,
        r"\sum (u_t - t_t)^2",
        r"\sum\left({u} - {t}\right)^2",
        r"2\,(u_t - t_t) \odot u_t \odot (1 - u_t)",
        r"2 \left({u} - {t}\right) \odot {u} \odot \left(1 - {u}\right)",
    ),
    "tanh_squared": Head(
        N_("Tanh, squared error (u − t)²"),
        False,
        (TANH,),
        squashed_squared,
        tanh_squared_back,
        r"\sum (u_t - t_t)^2",
        r"\sum\left({u} - {t}\right)^2",
        r"2\,(u_t - t_t) \odot (1 - u_t^2)",
        r"2 \left({u} - {t}\right) \odot \left(1 - {u}^2\right)",
    ),
    "sigmoid_cross": Head(
        N_("Sigmoid, cross-entropy of each output"),
        False,
        (SIGMOID,),
        binary_cross_entropy,
        binary_cross_entropy_back,
        r"-\sum t_t \odot \log u_t + (1 - t_t) \odot \log(1 - u_t)",
        r"-\sum {t} \odot \log {u} + \left(1 - {t}\right) \odot \log\left(1 - {u}\right)",
        r"u_t - t_t",
        r"\left({u} - {t}\right)",
    ),
    "softmax": Head(
        N_("Softmax, cross-entropy"),
        True,
        (SOFTMAX,),
        cross_entropy,
        cross_entropy_back,
        r"-\sum t_t \odot \log p_t",
        r"-\log {right}",
        r"p_t - t_t",
        r"\left({p} - {t}\right)",
    ),
    "log_softmax": Head(
        N_("Log-softmax, negative log-likelihood"),
        True,
        (SOFTMAX, LOG_SOFTMAX),
        negative_log_likelihood,
        cross_entropy_back,
        r"-\sum t_t \odot q_t",
        r"-\left({right}\right)",
        r"e^{q_t} - t_t",
        r"\left({p} - {t}\right)",
    ),
}
