"""The gradient check: every number of the backward pass against a difference quotient of the forward pass.

The forward pass here is the obvious one, step by step, with a place to nudge each signal where it is born.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from rnnviz.core.params import Array, Params
from rnnviz.core.run import Run, simulate
from rnnviz.i18n import _

STEP = 1e-5
AT_ONCE = 2048
FLOOR = 1e-3  # differences of L are known to about 1e-16 L / STEP: smaller gradients are judged on this scale


class Comparison(NamedTuple):
    """One array of gradients: ``analytic`` from the backward pass, ``numeric`` from differences, of one shape.

    ``numeric`` is NaN where a nudge carries a ReLU over its kink: there is no derivative to compare with.
    """

    analytic: Array
    numeric: Array
    loss: float

    @property
    def error(self) -> float:
        """The largest |analytic − numeric|, relative to the array's largest entry (or 1e-3 max(1, L))."""
        if not np.isfinite(self.analytic).all():
            return np.inf
        difference = np.abs(self.analytic - self.numeric)
        scale = max(np.abs(self.analytic).max(initial=0.0), FLOOR * max(1.0, abs(self.loss)))
        return float(np.nanmax(difference, initial=0.0) / scale)


class GradientCheck(NamedTuple):
    """What was compared, by name: ``dL/dWh``, ``dL/dh``, ``dL/dh_from_output``, ``dropped after step 2`` …"""

    comparisons: Mapping[str, Comparison]

    @property
    def error(self) -> float:
        """The largest relative error of all."""
        return max(comparison.error for comparison in self.comparisons.values())


def check_gradients(run: Run) -> GradientCheck:
    """Compare all gradients of ``run`` with central differences, (L(θ + ε) − L(θ − ε)) / 2ε, ε = 1e-5.

    Where gradients explode, or T is in the hundreds, differences of the loss lose their digits, and a large error says
    nothing. Under truncation a state carried into a block counts as given, as the backward pass takes it.

    >>> from rnnviz import Scenario, simulate
    >>> check_gradients(simulate(Scenario(inputs="1 2; 3 4"))).error < 1e-7
    True
    """
    if not isinstance(run, Run):
        given = type(run).__name__
        raise TypeError(_("{given} was given; check_gradients takes a Run, as simulate makes one.").format(given=given))
    gradients = run.gradients
    compared = {f"dL/d{name}": (array, by_param(run, name)) for name, array in gradients.params.items()}
    for name, array in gradients.signals.items():
        compared[f"dL/d{name}"] = array, by_nudge(run, name, array.shape[1:])
    compared["dL/dh0"] = gradients.h0, by_nudge(run, "h0", gradients.h0.shape[1:])
    for start, array in gradients.dropped.items():
        compared[f"dropped after step {start}"] = array, by_nudge(run, f"start {start}", array.shape[1:])
    return GradientCheck({name: Comparison(*pair, run.loss) for name, pair in compared.items()})


def by_param(run: Run, name: str) -> Array:
    """dL/dW by nudging one weight at a time; it is the whole batch's, also where one example is in view."""
    run, value = simulate(run.scenario), getattr(run.params, name)

    def loss(offsets: Array) -> tuple[Array, Array]:
        results = [losses(run, run.params._replace(**{name: value + offset}), None, {}) for offset in offsets]
        return np.array([total for total, _ in results]), np.array([kinks for _, kinks in results])

    return differences(loss, value.shape)


def by_nudge(run: Run, name: str, shape: tuple[int, ...]) -> Array:
    """dL/dsignal (N, …) by nudging one entry at a time; the nudged copies of an example are run as one batch."""

    def example(n: int) -> Callable[[Array], tuple[Array, Array]]:
        return lambda offsets: losses(run, run.params, n, {name: offsets})

    return np.stack([differences(example(n), shape) for n in range(len(run.losses))])


def differences(loss: Callable[[Array], tuple[Array, Array]], shape: tuple[int, ...]) -> Array:
    """Central differences of ``loss`` over every entry of ``shape``.

    ``loss`` takes offsets (E, *shape) and returns E losses and E patterns of active units.
    """
    size = int(np.prod(shape))
    numeric = np.empty(size)
    for first in range(0, size, AT_ONCE):
        chosen = np.arange(first, min(first + AT_ONCE, size))
        offsets = np.zeros((len(chosen), size))
        offsets[np.arange(len(chosen)), chosen] = STEP
        offsets = offsets.reshape(-1, *shape)
        (above, kinks_above), (below, kinks_below) = loss(offsets), loss(-offsets)
        smooth = (kinks_above == kinks_below).reshape(len(chosen), -1).all(axis=1)
        with np.errstate(all="ignore"):
            numeric[chosen] = np.where(smooth, (above - below) / (2 * STEP), np.nan)
    return numeric.reshape(shape)


def losses(run: Run, params: Params, n: int | None, nudges: Mapping[str, Array]) -> tuple[Array, Array]:
    """L and the pattern of active units (a > 0), for each of E nudges (E, T, ·) of example ``n``.

    With ``n`` None all examples are run as they are and their losses summed.
    """
    pick = slice(None) if n is None else [n] * len(next(iter(nudges.values())))
    x, target, h0, h_prev = (
        array[pick] for array in (run.trace.signals["x"], run.target, run.trace.h0, run.trace.h_prev)
    )
    nudge = {name: offsets.swapaxes(0, 1) for name, offsets in nudges.items() if offsets.ndim == 3}
    state = {name: offsets for name, offsets in nudges.items() if offsets.ndim == 2}
    total, active, h = np.zeros(len(x)), [], h0

    def at(name: str, t: int) -> Array | float:
        return nudge[name][t] if name in nudge else 0.0

    with np.errstate(all="ignore"):
        for t, counts in enumerate(run.counted):
            if t in run.blocks.resets:
                h = h0 + state.get("h0", 0.0)
            elif t in run.blocks.starts:
                h = h_prev[:, t] + state.get(f"start {t}", 0.0)
            x_t = x[:, t] + at("x", t)
            a = x_t @ params.Wx + h @ params.Wh + (0.0 if params.b is None else params.b) + at("a", t)
            h = run.cell.activation.f(a, np.empty_like(a)) + at("h", t)
            y = (h + at("h_from_output", t)) @ params.Wo + (0.0 if params.bo is None else params.bo) + at("y", t)
            total += counts * run.head.losses(run.head.outputs(y), target[:, t])
            h = h + at("h_from_future", t)
            active.append(a > 0.0)
    kinks = np.stack(active, axis=1) if run.scenario.activation == "relu" else np.zeros((len(x), 1))
    return (total, kinks) if n is not None else (total.sum(), kinks)
