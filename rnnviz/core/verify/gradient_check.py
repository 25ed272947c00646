"""The gradient check: every number of the backward pass against a difference quotient of the forward pass.

The forward pass here is the obvious one, step by step, with every signal nudged where the cell sets it.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.cost import LIMIT, Cost, check_cost, refusal
from rnnviz.core.nn.params import Params
from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_run
from rnnviz.core.text.typed import quoted
from rnnviz.core.verify.cost import PORTIONS, ROOM, affordable, check_seconds, widest
from rnnviz.i18n import _

STEP = 1e-5
FLOOR = 1e-3  # differences of L are known to about 1e-16 L / STEP: smaller gradients are judged on this scale


class Comparison(NamedTuple):
    """One array of gradients: ``analytic`` from the backward pass, ``numeric`` from differences, of one shape.

    ``numeric`` is NaN where a nudge carries a ReLU over its kink, for there is no derivative to compare with, and where
    an entry was not drawn to be compared.
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

    @property
    def worst(self) -> tuple[int, ...]:
        """The indices, from 0, of the entry with the largest |analytic − numeric|; the first where none is compared."""
        difference = np.abs(self.analytic - self.numeric)
        place = int(np.where(np.isnan(difference), -1.0, difference).argmax())
        return tuple(int(i) for i in np.unravel_index(place, difference.shape))


class GradientCheck(NamedTuple):
    """What was compared, by name: ``dL/dWh``, ``dL/dh``, ``dL/dh_from_output``, ``dropped after step 2`` …"""

    comparisons: Mapping[str, Comparison]

    @property
    def error(self) -> float:
        """The largest relative error of all."""
        return max(comparison.error for comparison in self.comparisons.values())


def check_gradients(run: Run, most: int | None = None, limit: float = LIMIT) -> GradientCheck:
    """Compare all gradients of ``run`` with central differences, (L(θ + ε) − L(θ − ε)) / 2ε, ε = 1e-5.

    Of an array (of one example) with more than ``most`` entries only so many are compared, drawn by a fixed seed.
    Where gradients explode, or T is in the hundreds, differences of the loss lose their digits, and a large error says
    nothing. Under truncation a state carried into a block counts as given, as the backward pass takes it. Raises
    ValueError with a sentence where it takes more than ``limit`` seconds.

    >>> from rnnviz import Scenario, simulate
    >>> check_gradients(simulate(Scenario(inputs="1 2; 3 4"))).error < 1e-7
    True
    """
    check_run(run, "check_gradients")
    check_most(run, most, limit)
    gradients = run.gradients
    compared = {f"dL/d{name}": (array, by_param(run, name, most)) for name, array in gradients.params.items()}
    signals = {f"dL/d{name}": (name, array) for name, array in gradients.signals.items()}
    signals |= {f"dL/d{name}0": (f"{name} at start", array) for name, array in gradients.start.items()}
    for t, states in gradients.cut.items():
        signals |= {f"{name} dropped after step {t}": (f"{name} after {t}", array) for name, array in states.items()}
    compared |= {name: (array, by_nudge(run, born, array.shape[1:], most)) for name, (born, array) in signals.items()}
    return GradientCheck({name: Comparison(*pair, run.loss) for name, pair in compared.items()})


def check_most(run: Run, most: object, limit: float) -> None:
    """Refuse what is no number of entries, and to compare more of them than ``limit`` seconds allow."""
    if most is not None and (isinstance(most, bool) or not isinstance(most, int | np.integer) or most < 1):
        said = _("most: “{given}” was given. Whole numbers from 1 are allowed, or None for every entry.")
        raise ValueError(said.format(given=quoted(most)))
    cost = Cost(check_seconds(run, PORTIONS[0] if most is None else int(most)), 0.0)
    if refusal(cost, limit):
        portion = affordable(run, limit)
        fewer = _("Compare fewer entries of each array, with most={most}.").format(most=portion)
        check_cost(cost, limit, fewer if portion else _("Take a shorter sequence or fewer units."))


def by_param(run: Run, name: str, most: int | None) -> Array:
    """dL/dW by nudging one weight at a time; it is the whole batch's, also where one example is in view."""
    run, value = run.batch, getattr(run.params, name)
    N = len(run.losses)

    def loss(offsets: Array) -> tuple[Array, Array]:
        own = {each: for_copies(array, len(offsets)) for each, array in run.params.items()}
        own[name] = own[name] + (offsets[:, None] if value.ndim == 1 else offsets)
        return losses(run, run.params.but(**own), slice(None), (len(offsets), N), {})

    return differences(loss, value.shape, N * widest(run), most)


def for_copies(array: Array, count: int) -> Array:
    """A weight for each of ``count`` copies; of a row, a row that serves all examples of a copy."""
    return np.broadcast_to(np.atleast_2d(array), (count, *np.atleast_2d(array).shape))


def by_nudge(run: Run, name: str, shape: tuple[int, ...], most: int | None) -> Array:
    """dL/dsignal (N, …) by nudging one entry at a time; the nudged copies of an example are run as one batch."""

    def example(n: int) -> Callable[[Array], tuple[Array, Array]]:
        return lambda offsets: losses(run, run.params, n, (len(offsets),), {name: offsets})

    return np.stack([differences(example(n), shape, widest(run), most) for n in range(len(run.losses))])


def differences(
    loss: Callable[[Array], tuple[Array, Array]], shape: tuple[int, ...], width: int, most: int | None
) -> Array:
    """Central differences of ``loss`` over the entries of ``shape``, NaN for those that are not drawn.

    ``loss`` takes offsets (E, *shape) and returns E losses and E patterns of active units; one copy of what it computes
    with has rows of up to ``width`` numbers.
    """
    size = int(np.prod(shape))
    numeric, drawn, at_once = np.full(size, np.nan), draw(size, most), max(1, ROOM // max(size, width))
    for first in range(0, len(drawn), at_once):
        chosen = drawn[first : first + at_once]
        offsets = np.zeros((len(chosen), size))
        offsets[np.arange(len(chosen)), chosen] = STEP
        offsets = offsets.reshape(-1, *shape)
        (above, kinks_above), (below, kinks_below) = loss(offsets), loss(-offsets)
        smooth = (kinks_above == kinks_below).reshape(len(chosen), -1).all(axis=1)
        with np.errstate(all="ignore"):
            numeric[chosen] = np.where(smooth, (above - below) / (2 * STEP), np.nan)
    return numeric.reshape(shape)


def draw(size: int, most: int | None) -> Array:
    """Which of ``size`` entries are compared: all, or ``most`` of them, always the same.

    >>> draw(3, None).tolist(), len(draw(100, 7))
    ([0, 1, 2], 7)
    """
    if most is None or size <= most:
        return np.arange(size)
    return np.sort(np.random.default_rng(size).choice(size, most, replace=False))


def losses(
    run: Run, params: Params, pick: int | slice, copies: tuple[int, ...], nudges: Mapping[str, Array]
) -> tuple[Array, Array]:
    """L and the pattern of active units (a > 0) of each of E copies, nudged by ``nudges`` (E, T, ·) or in ``params``.

    ``copies`` is (E,) where ``pick`` is one example, (E, N) where it is all of them, whose losses are summed.
    """
    walk = Walk(run, params, pick, copies, nudges)
    with np.errstate(all="ignore"):
        total = np.sum([walk.step(t) * counts for t, counts in enumerate(run.counted)], axis=0)
        total = total.reshape(copies[0], -1).sum(axis=1)
    return total, np.stack(walk.active, axis=1) if walk.active else np.zeros((len(total), 1))


class Copies(np.ndarray):
    """Copies of examples, (E, ·) or (E, N, ·), that are multiplied by a matrix of their own each, (E, ·, ·)."""

    def dot(self, matrix: Array) -> Array:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self @ matrix


class Nudged(Record):
    """A step's signals, each nudged where it is set."""

    def __init__(self, nudge: Callable[[str], Array | float]) -> None:
        object.__setattr__(self, "_nudge", nudge)

    def __setattr__(self, name: str, value: Array) -> None:
        object.__setattr__(self, name, value + self._nudge(name))


class Walk:
    """One obvious forward pass of ``copies`` of the examples ``pick``, with every signal nudged where it is born."""

    def __init__(
        self, run: Run, params: Params, pick: int | slice, copies: tuple[int, ...], nudges: Mapping[str, Array]
    ) -> None:
        self.run, self.cell, self.pick, self.copies, self.nudges = run, run.cell, pick, copies, nudges
        self.packed = [self.cell.pack(params.layer(index)) for index in range(run.scenario.layers)]
        self.params = params
        self.active: list[Array] = []
        self.states: list[Record] = [Record() for _ in self.packed]  # as the next step begins with them
        self.own_before: Array = np.empty(0)  # h_{t−1} of the top layer as an output of step t reads it

    def at(self, name: str, t: int) -> Array | float:
        return self.nudges[name][:, t] if name in self.nudges and t >= 0 else 0.0

    def copied(self, given: Array) -> Array:
        """Of ``given`` (N, ·) the examples that are walked, for every copy."""
        return np.broadcast_to(given[self.pick], (*self.copies, given.shape[-1])).view(Copies)

    def begin(self, t: int) -> None:
        """The states of a block's first step: the initial ones, or those carried, which count as given."""
        kept, when = (self.run.trace.start, "at start") if t in self.run.blocks.resets else ({}, f"after {t}")
        for index, end in enumerate(self.run.layer_ends):
            for state in self.cell.states:
                name = state + end
                given = self.copied(kept[name] if name in kept else self.run.trace.before[name][:, t])
                setattr(self.states[index], state, given + self.nudges.get(f"{name} {when}", 0.0))
        self.own_before = self.states[-1].h

    def step(self, t: int) -> Array:
        """Run step ``t``, from 0, and return its losses."""
        run = self.run
        if t in run.blocks.starts:
            self.begin(t)
        x = self.copied(run.trace.given[t])
        signal = (x if self.params.E is None else x @ self.params.E) + self.at("x", t)
        given = signal
        for index in range(run.scenario.layers):
            given, signal = signal, self.layer(t, index, signal)
        reads = {"x": given, "h": signal, "h_before": self.own_before}
        self.own_before = signal
        read = np.concatenate([reads[name] for name in self.cell.read_out], axis=-1)
        y = read @ self.params.Wo + (0.0 if self.params.bo is None else self.params.bo) + self.at("y", t)
        return run.head.losses(run.head.outputs(y), self.copied(run.target[:, t]))

    def layer(self, t: int, index: int, x: Array) -> Array:
        """Run one layer's step; what it hands up is h_t."""
        end, W = self.run.layer_ends[index], self.packed[index]
        s = Nudged(lambda name: self.at(name + end, t))
        self.cell.step(W, self.cell.project(W, x), self.states[index], s)
        later = {name: getattr(s, name) + self.at(f"{name}_from_future{end}", t) for name in self.cell.states}
        self.states[index] = Record(**later)
        if self.cell.activation is not None and self.cell.activation.kinked:
            self.active.append(s.h > 0.0)
        return s.h + self.at(f"h_from_output{end}", t)
