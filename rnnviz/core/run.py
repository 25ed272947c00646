"""A Run: a Scenario with everything that came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rnnviz.core.arrays import Array, norm
from rnnviz.core.cost import LIMIT, check_cost, itemised_cost
from rnnviz.core.data.task import Task
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.bptt import backward, forward
from rnnviz.core.nn.cells import Cell
from rnnviz.core.nn.free_running import own_answer, run_on
from rnnviz.core.nn.gradients import Gradients
from rnnviz.core.nn.heads import HEADS, Head
from rnnviz.core.nn.itemised import itemised
from rnnviz.core.nn.params import Params
from rnnviz.core.nn.trace import State, Trace
from rnnviz.core.scenario.argument_checks import check_number, check_params, check_scenario
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import _


@dataclass(frozen=True, eq=False)
class Run:
    """A Scenario run forward and backward. The loss is the sum of the counted losses over steps and examples."""

    scenario: Scenario
    params: Params  # the weights that were used
    trace: Trace
    gradients: Gradients
    target: Array  # (N, T, O)
    losses: Array  # (N, T), each step's loss, counted or not
    whole: "Run | None" = None  # the run of the whole batch, where one example is in view
    shown: int = 0  # the example in view, from 0

    @property
    def cell(self) -> Cell:
        return self.scenario.network

    @property
    def head(self) -> Head:
        return HEADS[self.scenario.head]

    @property
    def layer_ends(self) -> list[str]:
        """What each layer's names end in: nothing, 2, 3."""
        return ["", "2", "3"][: self.scenario.layers]

    @property
    def blocks(self) -> Blocks:
        return blocks(self.scenario)

    @property
    def steps(self) -> int:
        """T."""
        return self.scenario.task.x.shape[1]

    @property
    def last_state(self) -> Array:
        """The states after the last step as h0 is given, (N, rows, H): a row for each layer's h and, of the LSTM, c."""
        return np.stack([array for layer in self.trace.state for array in layer], axis=1)

    @property
    def symbols(self) -> list[str]:
        """What is read at each step of the first example where symbols are; empty where nothing is, or no symbol."""
        names = self.scenario.task.symbols
        rows = self.trace.given[:, 0] if names else np.zeros((self.steps, 1))
        return [names[int(row.argmax())] if row.any() else "" for row in rows]

    @property
    def batch(self) -> "Run":
        """The run of the whole batch, also where one example is in view."""
        return self if self.whole is None else self.whole

    @property
    def counted(self) -> Array:
        """(T,), 1 where a step's loss is part of the loss, else 0."""
        return self.scenario.task.counted

    @property
    def loss(self) -> float:
        """The sum of the losses that count."""
        return float(self.losses[:, self.counted > 0].sum())

    def example(self, n: int) -> "Run":
        """The same run with only example ``n`` (from 0) of the batch in view; parameter gradients stay the batch's."""
        check_number(n, range(len(self.losses)), _("Example"))
        one = slice(n, n + 1)
        return replace(
            self,
            whole=self.batch,
            shown=n,
            trace=self.trace.example(one),
            gradients=self.gradients.example(one),
            target=self.target[one],
            losses=self.losses[one],
        )

    @property
    def factors(self) -> Array:
        """(N, T): by how much step t multiplies the gradient's size on its way back, ‖sent to h_{t−1}‖ / ‖dL/dh_t‖."""
        with np.errstate(all="ignore"):
            return norm(self.gradients.sent["h"]) / norm(self.gradients.signals["h"])

    def itemised(self, layer: int = 0, limit: float = LIMIT) -> Array:
        """dL_t/dh_k as [n, t, k], (N, T, T, H): what the loss of step t alone sends to the state of step k.

        Zero above the diagonal, for no loss reaches a later state; column k sums to dL/dh_k. Truncation cuts every part
        as it cuts the sum. ``layer`` counts from 0. Refused where it takes over ``limit`` seconds or
        a gigabyte.

        >>> run = simulate(Scenario(inputs="1; 2; 3"))
        >>> run.itemised().shape, bool(np.allclose(run.itemised().sum(axis=1), run.gradients.signals["h"]))
        ((1, 3, 3, 2), True)
        """
        check_number(layer, range(self.scenario.layers), _("Layer"))
        fewer = _("Take one example, run.example(0), or fewer steps.")
        check_cost(itemised_cost(self.params, self.trace), limit, fewer)
        dy = self.gradients.signals["y"]
        return itemised(self.cell, self.params, self.trace, dy, self.blocks, layer)

    @cached_property
    def overflow(self) -> tuple[str, int] | None:
        """The first number that is not finite, in the order of computing: its name and step; None if all are."""
        forward = {**self.trace.signals, "L": self.losses[..., None]}
        if found := first_bad(forward, range(1, self.steps + 1)):
            return found
        gradients = {f"dL/d{name}": array for name, array in self.gradients.signals.items()}
        if found := first_bad(gradients, range(self.steps, 0, -1)):
            return found
        sums = {f"dL/d{name}": array for name, array in self.gradients.params.items()}
        sums |= {f"dL/d{name}0": array for name, array in self.gradients.start.items()}
        return next(((name, 1) for name, array in sums.items() if not np.isfinite(array).all()), None)


def first_bad(signals: Mapping[str, Array], steps: range) -> tuple[str, int] | None:
    bad = {name: np.logical_not(np.all(np.isfinite(array), axis=(0, 2))) for name, array in signals.items()}
    return next(((name, t) for t in steps for name in bad if bad[name][t - 1]), None)


def blocks(scenario: Scenario) -> Blocks:
    return Blocks.of(scenario.task.x.shape[1], scenario.block, scenario.block_state == "carried")


def simulate(scenario: Scenario, params: Params | None = None) -> Run:
    """Run ``scenario`` forward and backward through time, with other weights than its own if ``params`` are given.

    Signals are (N, T, ·) for a batch of N, T steps; float64. Numbers that overflow become inf or NaN, as in NumPy,
    without a warning; ``run.overflow`` tells where.

    >>> run = simulate(Scenario(inputs="0.2 0.4", targets="0.9", activation="sigmoid", biases=False,
    ...     weights={"Wx": [[.5, .2], [.1, .3]], "Wh": [[.4, .4], [.5, .5]], "Wo": [[.6], [.7]]}))
    >>> run.trace.signals["y"].shape, round(run.loss, 6)
    ((1, 1, 1), 0.040439)
    >>> run.gradients.params.Wo.round(6).tolist()
    [[-0.215147], [-0.217147]]
    """
    check_scenario(scenario, "simulate")
    if params is None:
        params = scenario.params
    else:
        check_params(params, scenario)
    trace, losses = run_forward(scenario, params, scenario.task, scenario.initial_state, blocks(scenario))
    gradients = run_back(scenario, params, scenario.task, trace, blocks(scenario))
    return Run(scenario, params, trace, gradients, scenario.task.target, losses)


@np.errstate(all="ignore")
def run_forward(
    scenario: Scenario, params: Params, task: Task, start: Sequence[State], cut: Blocks
) -> tuple[Trace, Array]:
    """The trace of ``task`` and its losses, (N, T)."""
    cell, head, x = scenario.network, HEADS[scenario.head], task.x
    if scenario.feedback == "free" and task.given < x.shape[1]:
        x = run_on(cell, head, params, x[:, : task.given], start, cut, own_answer(head))
    trace = forward(cell, head, params, x, start, cut)
    outputs = {name: array.swapaxes(0, 1) for name, array in trace.outputs.items()}
    return trace, head.losses(outputs, task.target)


@np.errstate(all="ignore")
def run_back(scenario: Scenario, params: Params, task: Task, trace: Trace, cut: Blocks) -> Gradients:
    """The gradients of the losses that count, summed over steps and examples."""
    outputs = {name: array.swapaxes(0, 1) for name, array in trace.outputs.items()}
    dy = HEADS[scenario.head].losses_back(outputs, task.target) * task.counted[:, None]
    return backward(scenario.network, params, trace, dy, cut)
