"""Mistakes where the steps' shares become the gradient of a weight, and answers that are off by one step."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from rnnviz.core.arrays import Array, over_steps
from rnnviz.core.diagnosis.backward_mistakes import simple
from rnnviz.core.diagnosis.loss_mistakes import gradients as gradient_names
from rnnviz.core.diagnosis.loss_mistakes import weights
from rnnviz.core.diagnosis.reading import example_in_view
from rnnviz.core.diagnosis.work import Work, losses_by_name, truth
from rnnviz.core.nn.cells.cell import Weight, reads_state_before
from rnnviz.core.nn.shapes import network_weights
from rnnviz.core.nn.trace import Layer
from rnnviz.core.nn.weight_gradients import factors, summed
from rnnviz.core.run import Run

# N examples in a batch, T steps, D inputs, H hidden units
MOST_EXAMPLES = 8  # that are tried one by one
Picked = slice | tuple[slice, slice]  # of the steps, or of steps and examples
Ways = Iterator[Mapping[str, Array]]  # what each way of making a mistake gives, for the names that it touches


def as_read(layer: Layer, weight: Weight) -> Array:
    return layer.joined(weight.reads)


def shares(run: Run, steps: Picked, read_by: Callable[[Layer, Weight], Array] = as_read) -> dict[str, Array]:
    """The weights' gradients with some shares only, and with something else ``read_by`` the cells' weights."""
    batch, found = run.batch, {}
    trace, back = batch.trace, batch.gradients
    for name, (index, weight) in network_weights(run.cell, run.scenario.layers).items():
        if vars(run.params).get(name) is not None:
            read, gradient = factors(trace, back.layers, back.dy, index, weight)
            read = read_by(trace.layers[index], weight) if weight.reads and weight.adds_to not in "xy" else read
            with np.errstate(all="ignore"):
                found[f"d{name}"] = summed(weight, read[steps], gradient[steps])
    return found


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
    trace, right, dy = run.batch.trace, truth(run), run.batch.gradients.dy
    yield shares(run, slice(None), state_after)
    yield inputs_before(run)
    if not reads_state_before(run.cell):
        yield {"dWo": over_steps(trace.layers[-1]["h_before"], dy)}
    yield dict(trace.before)
    yield {f"d{name}": np.concatenate([right[f"d{name}0"], right[f"d{name}"][:, :-1]], axis=1) for name in trace.before}


def state_after(layer: Layer, weight: Weight) -> Array:
    return layer.joined([name.removesuffix("_before") for name in weight.reads])


def inputs_before(run: Run) -> dict[str, Array]:
    """The input's weights with x_{t−1} for x_t; step 1 has zeros."""
    found = {}
    for name, x, gradient in input_factors(run):
        found[name] = over_steps(np.concatenate([np.zeros_like(x[:1]), x[:-1]]), gradient)
    return found


def input_factors(run: Run) -> Iterator[tuple[str, Array, Array]]:
    """Of each matrix that reads x alone the name of its gradient, x, and the gradient of its sum, (T, N, ·)."""
    layers = zip(run.batch.trace.layers, run.batch.gradients.layers, run.layer_ends, strict=True)
    for layer, back, end in layers:
        for name, weight in run.cell.weights.items():
            if weight.reads == ("x",):
                yield f"d{name}{end}", layer.x, back.d[weight.adds_to]


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
    factors_ = input_factors(run)
    yield {name: over_steps(x, np.broadcast_to(back[..., :1], back.shape)) for name, x, back in factors_}


def input_misindexed(run: Run) -> Ways:
    """dL/dx with rows and columns of Wx, or inputs and hidden units, mistaken for one another."""
    if (found := simple(run)) is None:
        return
    total, _phi = found
    da, weights_ = run.batch.gradients.signals[total], run.cell.weights
    name = next(name for name, weight in weights_.items() if weight.reads == ("x",) and weight.adds_to == total)
    Wx = getattr(run.params, name)
    D, H = Wx.shape
    if D == H:
        yield {"dx": da @ Wx}
    if D <= H:
        yield {"dx": da[..., :D] * Wx.sum(axis=1)}
