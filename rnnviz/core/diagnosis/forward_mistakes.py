"""Mistakes of the pass forward: each gives all numbers of somebody who makes it and does the rest right."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from rnnviz.core.diagnosis.work import Work, gradients_by_name, mistaken, repacked
from rnnviz.core.nn.cells import LSTM, Elman
from rnnviz.core.nn.cells.gates import Fused
from rnnviz.core.nn.params import Array, Params
from rnnviz.core.nn.trace import Blocks, State
from rnnviz.core.run import Run

# N examples in a batch, T steps, D inputs, H hidden units, O outputs
Ways = Iterator[Mapping[str, Array]]  # what each way of making a mistake gives, for the names that it touches


def not_carried(run: Run) -> Ways:
    """Every step begins with zeros, or with h0, instead of the state before."""
    right = Work.of(run)
    if right.steps == 1:
        return
    for start in (right.zeros, right.start):
        work = right._replace(start=start, blocks=Blocks.of(right.steps, 1, carried=False))
        yield work.numbers()
        yield work._replace(cut=Blocks.of(right.steps, 1, carried=True)).numbers()
    if isinstance(right.cell, LSTM):
        yield right._replace(cell=mistaken(right.cell, step=cell_state_lost(right.cell))).numbers()


def cell_state_lost(cell: LSTM) -> Callable[..., State]:
    """Steps of an LSTM that carries h, but begins each step with c = 0."""

    def step(weights: Fused, wx: Array, state: State, *made: Array) -> State:
        return cell.step(weights, wx, (state[0], np.zeros_like(state[1])), *made)

    return step


def start_ignored(run: Run) -> Ways:
    """Zeros in the place of h0."""
    work = Work.of(run)
    yield work._replace(start=work.zeros).numbers()


def old_state(run: Run) -> Ways:
    """The state of the call before: of a batch of one, broadcast to all, or of the same sequence, run once already."""
    work = Work.of(run)
    first = [tuple(np.broadcast_to(state[:1], state.shape) for state in states) for states in work.start]
    yield work._replace(start=first).numbers()
    yield work._replace(start=run.batch.trace.state).numbers()


def state_overwritten(run: Run) -> Ways:
    """The new state is written over the old one unit by unit, while the units after still need the old one."""
    work = Work.of(run)
    if not isinstance(work.cell, Elman):
        return
    phi = work.cell.activation.f

    def step(weights: Params, wx: Array, state: State, a: Array, h: Array) -> State:
        now = state[0].copy()
        for unit in range(now.shape[1]):
            a[:, unit] = wx[:, unit] + now @ weights.Wh[:, unit]
            now[:, unit] = phi(a[:, unit], np.empty(len(now)))
        h[...] = now
        return (h,)

    yield work._replace(cell=mistaken(work.cell, step=step)).numbers()


def bias_forgotten(run: Run) -> Ways:
    """No bias in the hidden sums, in the output, or in either."""
    work = Work.of(run)
    biases = [name for name, _array in work.params.items() if name.startswith("b")]
    hidden = [name for name in biases if name != "bo"]
    for left_out in (hidden, ["bo"] if biases else [], biases):
        if left_out:
            none = {name: np.zeros_like(getattr(work.params, name)) for name in left_out}
            yield work._replace(params=work.params.but(**none)).numbers()


def state_before_read(run: Run) -> Ways:
    """y_t is read off h_{t−1} instead of h_t."""
    work = Work.of(run)
    if work.cell.reads_before:
        return
    trace = run.batch.trace
    inputs = trace.layers[-1].x.shape[-1]  # a cell that reads before reads these, too
    padded = np.vstack([np.zeros((inputs, work.target.shape[2])), work.params.Wo])
    numbers = work._replace(cell=mistaken(work.cell, reads_before=True), params=work.params.but(Wo=padded)).numbers()
    yield numbers | {"dWo": numbers["dWo"][inputs:]}
    with np.errstate(all="ignore"):  # or the way back goes as if h_t had been read
        y = trace.layers[-1].before[0] @ work.params.Wo
        trace = replace(trace, outputs=work.head.outputs(y if work.params.bo is None else y + work.params.bo))
        yield {**work.answers(trace), **gradients_by_name(work.back(trace))}


def rows_for_columns(run: Run) -> Ways:
    """Square matrices are read W[to][from]; the gradients are those of the matrices as read, or as given."""
    work = Work.of(run)
    square = [name for name, array in work.params.items() if array.ndim == 2 and len(array) == array.shape[1]]
    recurrent = [name for name in square if name.startswith("Wh")]
    for names in dict.fromkeys((tuple(recurrent), tuple(name for name in square if name != "E"))):
        if names:
            turned = {name: getattr(work.params, name).T for name in names}
            wrong = work._replace(params=work.params.but(**turned))
            numbers = wrong.numbers()
            yield numbers
            yield numbers | {f"d{name}": numbers[f"d{name}"].T for name in names}
            with np.errstate(all="ignore"):  # or the way back is right
                trace = wrong.forth()
                yield {**wrong.answers(trace), **gradients_by_name(work.back(repacked(trace, work.params)))}
