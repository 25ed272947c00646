"""Mistakes on the way back through time: the pass forward is right, and all that follows the mistake shows it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.diagnosis.work import Moment, Work, gradients_by_name, repacked, sent_back_otherwise
from rnnviz.core.gradient.spectrum import put_back, square
from rnnviz.core.nn.activations import Activation
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.cells.cell import Cell, squashes
from rnnviz.core.nn.trace import Trace
from rnnviz.core.run import Run

# N examples in a batch, T steps, D inputs, H hidden units
Ways = Iterator[Mapping[str, Array]]  # what each way of making a mistake gives, for the names that it touches
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
    if others := {total: without_slope(value) for total, value in squashes(work.cell).items()}:
        yield gradients(run, sent_back_otherwise(work, others))


def without_slope(value: str) -> Callable[[Moment], Array]:
    return lambda now: getattr(now.d, value)


def simple(run: Run) -> tuple[str, Activation] | None:
    """The sum whose φ is the state, and φ; None where gates decide, or where the state is the sum itself."""
    total = next((total for total, value in squashes(run.cell).items() if value == "h"), "")
    return (total, run.cell.activation) if total and run.cell.activation else None


def derivative_misplaced(run: Run) -> Ways:
    """φ′ taken at h_t instead of a_t, or written for h_t but taken of a_t; of the step before or after; after Wh;
    or on one of the two ways only.
    """
    if (found := simple(run)) is None:
        return
    total, phi = found
    work = Work.of(run)
    after = {id(s): later for layer in run.batch.trace.layers for s, later in pairs(layer.signals.steps)}
    others: list[dict[str, Callable[[Moment], Array]]] = [
        {total: lambda now: now.d.h * phi.slope(phi.f(now.s.h))},
        {total: lambda now: now.d.h * phi.slope(getattr(now.s, total))},
        {total: lambda now: now.d.h * phi.slope(now.before.h)},
        {"h_before": lambda now: sent_back_unsloped(work.cell, now) * phi.slope(now.s.h)},
        {total: lambda now: now.above * phi.slope(now.s.h) + now.later.h_before},
        {total: lambda now: now.above + now.later.h_before * phi.slope(now.s.h)},
        {total: lambda now: now.d.h * phi.slope(after[id(now.s)].h)},
    ]
    for other in others:
        yield gradients(run, sent_back_otherwise(work, other))


def sent_back_unsloped(cell: Cell, now: Moment) -> Array:
    """What the step sends to h before, as if every slope were 1."""
    slope, d = Record(), Record()
    cell.slopes(now.s, slope)
    ones = Record(**{name: np.ones_like(array) for name, array in vars(slope).items()})
    cell.step_back(now.W, now.before, now.s, ones, now.above, now.later, d)
    return d.h_before


def pairs(steps: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Each step with the one after it; the last with itself."""
    return zip(steps, [*steps[1:], steps[-1]], strict=True)


def not_transposed(run: Run) -> Ways:
    """Wh, or every square matrix, instead of its transpose on the way back."""
    right, trace = Work.of(run), run.batch.trace
    recurrent = {name: array for name, array in right.square.items() if name in right.recurrent}
    for turned in (recurrent, {name: array for name, array in right.square.items() if name == "Wo"}, right.square):
        if turned:
            params = right.params.but(**{name: array.T for name, array in turned.items()})
            yield gradients(run, right._replace(params=params), repacked(trace, params))
    if any(len(weight.reads) > 1 for weight in right.cell.weights.values()):  # its recurrent part is square
        joined = [name for name in right.recurrent if getattr(right.params, name).shape[0] > run.scenario.hidden_size]
        wholes = {name: getattr(right.params, name) for name in joined}
        params = right.params.but(**{name: put_back(square(whole).T, whole) for name, whole in wholes.items()})
        yield gradients(run, right, repacked(trace, params))


def sent_back_by_input(run: Run) -> Ways:
    """x_tᵀ da_t instead of da_t Whᵀ as the gradient of the state before: the shapes permit it where N = D or D = 1."""
    found, layer = simple(run), run.batch.trace.layers[0]
    N, D = layer.x.shape[1:]
    if found is None or run.scenario.layers > 1 or D not in (1, N):
        return
    total, _phi = found
    x = {id(s): x_t for s, x_t in zip(layer.signals.steps, layer.x, strict=True)}
    shape = layer.signals.h.shape[1:]

    def by_input(now: Moment) -> Array:
        return np.broadcast_to(x[id(now.s)].T @ getattr(now.d, total), shape)

    yield gradients(run, sent_back_otherwise(Work.of(run), {"h_before": by_input}))


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
