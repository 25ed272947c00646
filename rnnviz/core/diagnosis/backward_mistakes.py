"""Mistakes on the way back through time: the pass forward is right, and all that follows the mistake shows it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from rnnviz.core.diagnosis.work import Work, gradients_by_name, mistaken, repacked
from rnnviz.core.nn.activations import Activation
from rnnviz.core.nn.cells import GRU, LSTM, Cell, Concat, Elman
from rnnviz.core.nn.params import Array, Params
from rnnviz.core.nn.trace import Blocks, State, Trace
from rnnviz.core.run import Run

# N examples in a batch, T steps, D inputs, H hidden units
Ways = Iterator[Mapping[str, Array]]  # what each way of making a mistake gives, for the names that it touches
Slope = Callable[[Mapping[str, Array], State], Array]  # of a layer's signals and the states before
MOST_BLOCKS = 8  # lengths of blocks that are tried


def gradients(run: Run, work: Work, trace: Trace | None = None) -> dict[str, Array]:
    """What ``work`` sends back over the right pass forward."""
    with np.errstate(all="ignore"):
        return gradients_by_name(work.back(run.batch.trace if trace is None else trace))


def no_sum_at_fork(run: Run) -> Ways:
    """Step t gets back only what its own output sends, or only what step t+1 sends, instead of the sum of both."""
    work = Work.of(run)
    if work.steps == 1:
        return
    right = gradients(run, work)
    yield gradients(run, work._replace(cut=Blocks.of(work.steps, 1, carried=True)))
    last = np.arange(work.steps) == work.steps - 1
    yield gradients(run, work._replace(counted=work.counted * last)) | {
        name: right[name] for name in ("dy", "dWo", "dbo") if name in right
    }


def derivative_forgotten(run: Run) -> Ways:
    """dL/da_t = dL/dh_t, as if φ′ were 1; of gated cells, every gate's slope."""
    work = Work.of(run)
    if isinstance(work.cell, Elman):
        yield gradients(run, with_slope(work, lambda signals, _before: np.ones_like(signals["h"])))
    if isinstance(work.cell, GRU | LSTM):
        yield gradients(run, work._replace(cell=mistaken(work.cell, saved=without_slopes(work.cell))))


def with_slope(work: Work, slope: Slope) -> Work:
    """The simple cell with another slope than φ′(a_t)."""
    return work._replace(cell=mistaken(work.cell, saved=lambda signals, before: (slope(signals, before),)))


def without_slopes(cell: Cell) -> Callable[..., State]:
    """What a gated cell saves, with ones for its slopes, which come first."""

    def saved(signals: Mapping[str, Array], before: State) -> State:
        slopes, *rest = cell.saved(signals, before)
        return np.ones_like(slopes), *rest

    return saved


def derivative_misplaced(run: Run) -> Ways:
    """φ′ taken at h_t instead of a_t, or written for h_t but taken of a_t; of the step before or after; after Wh;
    or on one of the two ways only.
    """
    work = Work.of(run)
    if not isinstance(work.cell, Elman):
        return
    phi = work.cell.activation
    slopes: list[Slope] = [
        lambda signals, _before: phi.slope(phi.f(signals["h"], np.empty_like(signals["h"]))),
        lambda signals, _before: phi.slope(signals["a"]),
        lambda _signals, before: phi.slope(before[0]),
    ]
    for slope in slopes:
        yield gradients(run, with_slope(work, slope))

    def step_back(
        weights: Params, future: State, out: Array, slope: Array, da: Array, dh: Array, dh_prev: Array
    ) -> State:
        np.add(out, future[0], dh)
        np.multiply(dh, slope, da)
        return (np.multiply(dh @ weights.Wh.T, slope, dh_prev),)

    yield gradients(run, work._replace(cell=mistaken(work.cell, step_back=step_back)))
    for way in (own_output_only, from_future_only):
        yield gradients(run, work._replace(cell=mistaken(work.cell, step_back=way)))
    yield gradients(run, work._replace(cell=mistaken(work.cell, saved=of_step_after(phi))))


def own_output_only(
    weights: Params, future: State, out: Array, slope: Array, da: Array, dh: Array, dh_prev: Array
) -> State:
    """φ′ meets only what the step's own output sends."""
    np.add(out, future[0], dh)
    np.add(out * slope, future[0], da)
    return (np.matmul(da, weights.Wh.T, dh_prev),)


def from_future_only(
    weights: Params, future: State, out: Array, slope: Array, da: Array, dh: Array, dh_prev: Array
) -> State:
    """φ′ meets only what comes back from step t+1."""
    np.add(out, future[0], dh)
    np.add(out, future[0] * slope, da)
    return (np.matmul(da, weights.Wh.T, dh_prev),)


def of_step_after(phi: Activation) -> Callable[..., State]:
    """The slope of step t+1 for step t; the last step keeps its own."""

    def saved(signals: Mapping[str, Array], _before: State) -> State:
        slope = phi.slope(signals["h"])
        return (np.concatenate([slope[1:], slope[-1:]]),)

    return saved


def not_transposed(run: Run) -> Ways:
    """Wh, or every square matrix, instead of its transpose on the way back."""
    right, trace = Work.of(run), run.batch.trace
    square = {name: array.T for name, array in right.params.items() if array.ndim == 2 and len(array) == len(array.T)}
    recurrent = {name: array for name, array in square.items() if name.startswith("Wh")}
    for turned in (recurrent, {name: array for name, array in square.items() if name == "Wo"}, square):
        if turned:
            params = right.params.but(**turned)
            yield gradients(run, right._replace(params=params), repacked(trace, params))
    if isinstance(right.cell, Concat):
        layers = [layer._replace(weights=layer.weights._replace(Wh=layer.weights.Wh.T)) for layer in trace.layers]
        yield gradients(run, right, replace(trace, layers=tuple(layers)))


def sent_back_by_input(run: Run) -> Ways:
    """x_tᵀ da_t instead of da_t Whᵀ as the gradient of the state before: the shapes permit it where N = D or D = 1."""
    work, layer = Work.of(run), run.batch.trace.layers[0]
    N, D = layer.x.shape[1:]
    if not isinstance(work.cell, Elman) or run.scenario.layers > 1 or D not in (1, N):
        return
    phi = work.cell.activation

    def saved(signals: Mapping[str, Array], _before: State) -> State:
        return phi.slope(signals["h"]), layer.x

    def step_back(
        _weights: Params, future: State, out: Array, slope: Array, x: Array, da: Array, dh: Array, dh_prev: Array
    ) -> State:
        np.add(out, future[0], dh)
        np.multiply(dh, slope, da)
        dh_prev[...] = x.T @ da
        return (dh_prev,)

    yield gradients(run, work._replace(cell=mistaken(work.cell, saved=saved, step_back=step_back)))


def cut_elsewhere(run: Run) -> Ways:
    """Full backpropagation where it is truncated, or truncated at other places than asked for."""
    right = Work.of(run)
    T, asked = right.steps, run.scenario.block or right.steps
    for length in [T, *range(2, min(T - 1, MOST_BLOCKS) + 1)]:
        if length != asked:
            yield gradients(run, right._replace(cut=Blocks.of(T, length, carried=True)))


def reset_or_carried(run: Run) -> Ways:
    """The state begun anew at a block's end where it is carried, or carried where it is begun anew."""
    right = Work.of(run)
    other = right.blocks._replace(carried=not right.blocks.carried)
    if len(other.steps) > 1:
        work = right._replace(blocks=other, cut=other)
        yield work.numbers()
        yield work._replace(cut=Blocks.of(right.steps, 0, carried=True)).numbers()
