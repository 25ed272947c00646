"""Mistakes where the steps' shares become the gradient of a weight, and answers that are off by one step."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from rnnviz.core.diagnosis.loss_mistakes import gradients as gradient_names
from rnnviz.core.diagnosis.loss_mistakes import weights
from rnnviz.core.diagnosis.reading import example_in_view
from rnnviz.core.diagnosis.work import Work, gradients_by_name, losses_by_name, mistaken, truth
from rnnviz.core.nn.bptt import time_first
from rnnviz.core.nn.cells import Elman
from rnnviz.core.nn.params import Array, over_steps, sum_over_steps
from rnnviz.core.nn.trace import Layer, State
from rnnviz.core.run import Run

# N examples in a batch, T steps, D inputs, H hidden units
MOST_EXAMPLES = 8  # that are tried one by one
Picked = slice | tuple[slice, slice]  # of the steps, or of steps and examples
Ways = Iterator[Mapping[str, Array]]  # what each way of making a mistake gives, for the names that it touches


def states_before(layer: Layer) -> State:
    return layer.before


def shares(run: Run, steps: Picked, before: Callable[[Layer], State] = states_before) -> dict[str, Array]:
    """The weights' gradients with some shares only, and with other states ``before`` each step."""
    right, trace, made = Work.of(run), run.batch.trace, run.batch.gradients

    def params_back(x: Array, _before: State, back: Mapping[str, Array]) -> dict[str, Array]:
        layer = next(layer for layer in trace.layers if layer.x is x)
        states = tuple(state[steps] for state in before(layer))
        return right.cell.params_back(x[steps], states, {name: array[steps] for name, array in back.items()})

    with np.errstate(all="ignore"):
        named = gradients_by_name(right._replace(cell=mistaken(right.cell, params_back=params_back)).back(trace))
        dx, dy = (time_first(made.signals[name])[steps] for name in ("x", "y"))
        named |= {"dWo": over_steps(trace.reads[steps], dy), "dbo": sum_over_steps(dy)}
        named |= {"dE": over_steps(trace.given[steps], dx)}
    return {name: named[name] for name in weights(truth(run), run)}


def last_step_only(run: Run) -> Ways:
    """A weight's gradient is the last step's share alone, or the last block's."""
    for start in {run.steps - 1, run.blocks.starts[-1]} - {0}:
        yield shares(run, slice(start, None))


def one_example_only(run: Run) -> Ways:
    """One example's share alone, as that of the example in view, where the batch's is asked for."""
    N, seen = len(run.batch.target), example_in_view(run)
    for n in dict.fromkeys(([] if seen is None else [seen]) + list(range(min(N, MOST_EXAMPLES)))):
        if N > 1:
            yield shares(run, (slice(None), slice(n, n + 1)))


def overwritten(run: Run) -> Ways:
    """``grad = …`` instead of ``grad += …`` on the way back: step 1, the first block or the last example is left."""
    for stop in {1, run.blocks.steps[0].stop} - {run.steps}:
        yield shares(run, slice(stop))
    if len(run.batch.target) > 1:
        for stop in {1, run.steps}:
            yield shares(run, (slice(stop), slice(-1, None)))


def state_off_by_one(run: Run) -> Ways:
    """h_t where h_{t−1} belongs in a weight's gradient, or the other way round; x_{t−1} for x_t; or the states before
    each step handed in for those after.
    """
    cell, right, trace = run.cell, truth(run), run.batch.trace
    yield shares(run, slice(None), lambda layer: tuple(layer.buffers[state] for state in cell.states))
    yield inputs_before(run)
    if not cell.reads_before:
        dy = time_first(run.batch.gradients.signals["y"])
        yield {"dWo": over_steps(trace.layers[-1].before[0], dy)}
    yield dict(trace.before)
    yield {f"d{name}": np.concatenate([right[f"d{name}0"], right[f"d{name}"][:, :-1]], axis=1) for name in trace.before}


def inputs_before(run: Run) -> dict[str, Array]:
    """The input's weights with x_{t−1} for x_t; step 1 has zeros."""
    trace, found = run.batch.trace, {}
    for layer, end in zip(trace.layers, run.layer_ends, strict=True):
        x = np.concatenate([np.zeros_like(layer.x[:1]), layer.x[:-1]])
        for name, (before, after) in run.cell.shares.items():
            if before == "x":
                found[f"d{name}{end}"] = over_steps(x, time_first(run.batch.gradients.signals[after + end]))
    return found


def never_added(run: Run) -> Ways:
    """``grad[i] += grad`` adds to a copy, or nothing is added at all: the weights' gradients stay 0."""
    right = truth(run)
    yield {name: np.zeros_like(right[name]) for name in weights(right, run)}


def never_forward(run: Run) -> Ways:
    """The pass forward is never run before the one backward: all values and all gradients are 0."""
    right, work = truth(run), Work.of(run)
    nothing = {name: np.zeros_like(array) for name, array in right.items() if name != "x"}
    answers = work.head.outputs(nothing["y"])
    losses = losses_by_name(work.head.losses(answers, work.target), work.counted)
    yield nothing | answers | losses
    yield nothing | losses
    yield {name: nothing[name] for name in gradient_names(right)}


def first_delta_only(run: Run) -> Ways:
    """Every column of a weight's gradient made with the first hidden unit's delta: xᵀ da with one da for all."""
    trace, found = run.batch.trace, {}
    for layer, end in zip(trace.layers, run.layer_ends, strict=True):
        for name, (before, after) in run.cell.shares.items():
            if before == "x":
                da = time_first(run.batch.gradients.signals[after + end])
                found[f"d{name}{end}"] = over_steps(layer.x, np.broadcast_to(da[..., :1], da.shape))
    yield found


def input_misindexed(run: Run) -> Ways:
    """dL/dx with rows and columns of Wx, or inputs and hidden units, mistaken for one another."""
    if not isinstance(run.cell, Elman):
        return
    da, Wx = run.batch.gradients.signals["a"], run.params.Wx
    D, H = Wx.shape
    if D == H:
        yield {"dx": da @ Wx}
    if D <= H:
        yield {"dx": da[..., :D] * Wx.sum(axis=1)}
