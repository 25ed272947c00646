"""Mistakes of the pass forward: each gives all numbers of somebody who makes it and does the rest right."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.diagnosis.backward_mistakes import simple
from rnnviz.core.diagnosis.work import Work, gradients_by_name, mistaken, repacked
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.cells.cell import Cell, reads_state_before
from rnnviz.core.nn.shapes import network_weights
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
    for lost in right.cell.states[1:]:
        yield right._replace(cell=mistaken(right.cell, step=one_state_lost(right.cell, lost))).numbers()


def one_state_lost(cell: Cell, lost: str) -> Callable[..., None]:
    """Steps that carry h, but begin with zeros for another state, such as the LSTM's c."""

    def step(W: Record, xW: Array, before: Record, s: Record) -> None:
        cell.step(W, xW, Record(**vars(before) | {lost: np.zeros_like(before.h)}), s)

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
    if simple(run) is None:
        return

    def step(W: Record, xW: Array, before: Record, s: Record) -> None:
        now, right = before.h.copy(), work.cell.step
        right(W, xW, before, s)
        for unit in range(now.shape[1]):
            done = Record()
            right(W, xW, Record(h=now), done)
            for name, values in vars(s).items():
                values[:, unit] = getattr(done, name)[:, unit]
            now[:, unit] = s.h[:, unit]

    yield work._replace(cell=mistaken(work.cell, step=step)).numbers()


def bias_forgotten(run: Run) -> Ways:
    """No bias in the hidden sums, in the output, or in either."""
    work = Work.of(run)
    weights = network_weights(work.cell, len(work.start))
    biases = [name for name, _array in work.params.items() if weights[name][1].is_bias]
    hidden = [name for name in biases if name != "bo"]
    for left_out in (hidden, ["bo"] if biases else [], biases):
        if left_out:
            none = {name: np.zeros_like(getattr(work.params, name)) for name in left_out}
            yield work._replace(params=work.params.but(**none)).numbers()


def state_before_read(run: Run) -> Ways:
    """y_t is read off h_{t−1} instead of h_t."""
    work = Work.of(run)
    if reads_state_before(work.cell):
        return
    trace = run.batch.trace
    yield work._replace(cell=mistaken(work.cell, read_out=("h_before",))).numbers()
    with np.errstate(all="ignore"):  # or the way back goes as if h_t had been read
        y = trace.layers[-1]["h_before"] @ work.params.Wo
        trace = replace(trace, outputs=work.head.outputs(y if work.params.bo is None else y + work.params.bo))
        yield {**work.answers(trace), **gradients_by_name(work.back(trace))}


def rows_for_columns(run: Run) -> Ways:
    """Square matrices are read W[to][from]; the gradients are those of the matrices as read, or as given."""
    work = Work.of(run)
    square = list(work.square)
    recurrent = [name for name in square if name in work.recurrent]
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
