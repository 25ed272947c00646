"""A run in pieces that can be replaced by wrong ones, and all the numbers that follow from them, by name."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.bptt import backward, forward
from rnnviz.core.nn.cells import Cell
from rnnviz.core.nn.free_running import own_answer, run_on
from rnnviz.core.nn.gradients import Gradients
from rnnviz.core.nn.heads import Head
from rnnviz.core.nn.params import Params
from rnnviz.core.nn.shapes import recurrent_weights
from rnnviz.core.nn.trace import State, Trace
from rnnviz.core.run import Run

# N examples in a batch, T steps, D inputs, H hidden units, O outputs
Numbers = Mapping[str, Array]  # signals (N, T, ·), L (N, T, 1), parameter gradients, dh0 (N, 1, H), loss (N + 1,)


class Work(NamedTuple):
    """What is computed with, forward and backward; ``_replace`` puts a mistake in the place of a piece.

    >>> from rnnviz import Scenario, simulate
    >>> run = simulate(Scenario(inputs="1; 2; 3"))
    >>> work = Work.of(run)
    >>> bool((work.numbers()["dWh"] == run.gradients.params.Wh).all())
    True
    >>> work._replace(counted=np.zeros(3)).numbers()["dWh"].any()
    np.False_
    """

    cell: Cell
    head: Head
    params: Params
    x: Array  # (N, S, D), as far as it is given and not the network's own answers
    start: Sequence[State]
    blocks: Blocks  # going forward
    cut: Blocks  # coming back
    target: Array  # (N, T, O)
    counted: Array  # (T,)

    @classmethod
    def of(cls, run: Run) -> "Work":
        """The pieces of the whole batch's run, all of them right."""
        run = run.batch
        x, task = run.trace.given.swapaxes(0, 1), run.scenario.task
        given = x[:, : task.given] if run.scenario.feedback == "free" else x
        start = [tuple(vars(layer.start).values()) for layer in run.trace.layers]
        return cls(run.cell, run.head, run.params, given, start, run.blocks, run.blocks, run.target, run.counted)

    @property
    def steps(self) -> int:
        """T."""
        return self.target.shape[1]

    @property
    def square(self) -> dict[str, Array]:
        """The square matrices: those that can be mistaken for their transpose."""
        return {name: array for name, array in self.params.items() if array.ndim == 2 and len(array) == len(array.T)}

    @property
    def recurrent(self) -> set[str]:
        """The names of the matrices that carry the state on."""
        return set(recurrent_weights(self.cell, len(self.start)))

    @property
    def zeros(self) -> Sequence[State]:
        return [tuple(np.zeros_like(state) for state in states) for states in self.start]

    def forth(self) -> Trace:
        """The pass forward."""
        x = self.x
        if x.shape[1] < self.steps:
            x = run_on(self.cell, self.head, self.params, x, self.start, self.blocks, own_answer(self.head))
        return forward(self.cell, self.head, self.params, x, self.start, self.blocks)

    def back(self, trace: Trace) -> Gradients:
        """The pass backward over the numbers of ``trace``."""
        dy = self.head.losses_back(outputs(trace), self.target) * self.counted[:, None]
        return backward(self.cell, self.params, trace, dy, self.cut)

    def numbers(self) -> dict[str, Array]:
        """Everything that can be handed in."""
        with np.errstate(all="ignore"):
            trace = self.forth()
            return {**self.answers(trace), **gradients_by_name(self.back(trace))}

    def answers(self, trace: Trace) -> dict[str, Array]:
        """The numbers of the pass forward; ``loss`` is each example's, then that of all."""
        losses = self.head.losses(outputs(trace), self.target)
        return {**trace.signals, **losses_by_name(losses, self.counted)}


def outputs(trace: Trace) -> dict[str, Array]:
    """y and what the head makes of it, (N, T, O)."""
    return {name: array.swapaxes(0, 1) for name, array in trace.outputs.items()}


def losses_by_name(losses: Array, counted: Array) -> dict[str, Array]:
    each = losses[:, counted > 0].sum(axis=1)
    return {"L": losses[..., None], "loss": np.append(each, each.sum())}


def gradients_by_name(gradients: Gradients) -> dict[str, Array]:
    """``dy``, ``dh`` … in the order of computing, ``dh0``, ``dWx`` …"""
    named = {f"d{name}": gradients.signals[name] for name in sorted(gradients.signals, key=arising)}
    named |= {f"d{name}0": array[:, None] for name, array in gradients.start.items()}
    return named | {f"d{name}": array for name, array in gradients.params.items()}


def arising(name: str) -> tuple[bool, bool, int, bool]:
    """Where a gradient arises: y first, then layer by layer from above, what flows into h before h, and x at the end.

    >>> sorted(["x", "h", "a", "h_from_future", "h2", "y"], key=arising)
    ['y', 'h2', 'h_from_future', 'h', 'a', 'x']
    """
    layer = int(name[-1]) if name[-1].isdigit() else 1
    return name == "x", name != "y", -layer, "_from" not in name


def mistaken(cell: Cell, **pieces: object) -> Cell:
    """``cell`` with others in the place of some of its functions or facts.

    >>> from rnnviz.core.nn.cells import Concat
    >>> mistaken(Concat(), read_out=("h",)).read_out
    ('h',)
    """
    changed = copy(cell)
    vars(changed).update(pieces)
    return changed


class Moment(NamedTuple):
    """All that a step back knows."""

    W: Record
    before: Record
    s: Record
    above: Array
    later: Record
    d: Record


class Otherwise:
    """A step's gradients, some of them set to another value than the cell gives them."""

    _now: Moment
    _others: Mapping[str, Callable[[Moment], Array]]

    def __init__(self, now: Moment, others: Mapping[str, Callable[[Moment], Array]]) -> None:
        object.__setattr__(self, "_now", now)
        object.__setattr__(self, "_others", others)

    def __getattr__(self, name: str) -> Array:
        return getattr(self._now.d, name)

    def __setattr__(self, name: str, value: Array) -> None:
        setattr(self._now.d, name, self._others[name](self._now) if name in self._others else value)


def sent_back_otherwise(work: Work, others: Mapping[str, Callable[[Moment], Array]]) -> Work:
    """``work`` with a step back that computes some gradients by ``others``, by the names of the signals."""
    right = work.cell.step_back

    def step_back(W: Record, before: Record, s: Record, slope: Record, above: Array, later: Record, d: Record) -> None:
        otherwise = Otherwise(Moment(W, before, s, above, later, d), others)
        right(W, before, s, slope, above, later, otherwise)  # type: ignore[arg-type]

    return work._replace(cell=mistaken(work.cell, step_back=step_back))


def repacked(trace: Trace, params: Params) -> Trace:
    """``trace``, to be sent back through other weights."""
    layers = [replace(layer, W=trace.cell.pack(params.layer(i))) for i, layer in enumerate(trace.layers)]
    return replace(trace, layers=tuple(layers))


def truth(run: Run) -> dict[str, Array]:
    """The right numbers of the whole batch, as the run has them, in the order of computing."""
    run = run.batch
    return {**run.trace.signals, **losses_by_name(run.losses, run.counted), **gradients_by_name(run.gradients)}
